/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours and type of a chart, handed in by whoever knows the palette. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WuseChartStyle:
 * @local: bars of local cases whose source is known
 * @unknown: bars of local cases whose source is not known
 * @imported: bars of imported cases
 * @mean: the line of the 7-day mean
 * @text: labels
 * @rule: axis and grid lines
 * @accent: cursor, focus
 * @surface: what the chart lies on (behind the value readout)
 * @font_size: size of labels in device-independent pixels, at least 12
 */
typedef struct
{
  GdkRGBA local;
  GdkRGBA unknown;
  GdkRGBA imported;
  GdkRGBA mean;
  GdkRGBA text;
  GdkRGBA rule;
  GdkRGBA accent;
  GdkRGBA surface;
  double font_size;
} WuseChartStyle;

/**
 * wuse_chart_style_light:
 *
 * Returns: the style of the design on a light surface
 */
WuseChartStyle wuse_chart_style_light (void);

/**
 * wuse_chart_style_dark:
 *
 * Returns: the style of the design on a dark surface
 */
WuseChartStyle wuse_chart_style_dark (void);

/**
 * wuse_chart_style_make_contrast:
 * @self: a style
 * @dark: whether it is on a dark surface
 *
 * Changes it into one for the system's high contrast: text, lines and marks stand out at 7 to 1, bars at 3 to 1.
 */
void wuse_chart_style_make_contrast (WuseChartStyle *self, gboolean dark);

/**
 * wuse_chart_style_make_safe:
 * @self: a style
 * @dark: whether it is on a dark surface
 *
 * Gives it bars that are told apart with any colour vision: orange and blue in place of red and blue-grey, unlike in lightness
 * too.
 */
void wuse_chart_style_make_safe (WuseChartStyle *self, gboolean dark);

/**
 * wuse_chart_style_append_focus:
 * @self: a style
 * @widget: a chart that has the focus
 * @snapshot: where to
 *
 * Draws a ring along the edge of a chart.
 */
void wuse_chart_style_append_focus (const WuseChartStyle *self, GtkWidget *widget, GtkSnapshot *snapshot);

G_END_DECLS
