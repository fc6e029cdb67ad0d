/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic curve painted onto any cairo surface; no display needed. */

#pragma once

#include <graphene.h>
#include <pango/pangocairo.h>

#include "wuse-chart-style.h"
#include "wuse-daily-curve.h"

G_BEGIN_DECLS

/**
 * WuseCurveVariant:
 * @WUSE_CURVE_FULL: axis with figures and days, grid lines
 * @WUSE_CURVE_COMPACT: first, middle and last day only, for a narrow panel
 * @WUSE_CURVE_STRIP: an area without any label, for choosing a day
 */
typedef enum
{
  WUSE_CURVE_FULL,
  WUSE_CURVE_COMPACT,
  WUSE_CURVE_STRIP,
} WuseCurveVariant;

/**
 * WUSE_CURVE_INCOMPLETE_DAYS:
 *
 * How many days at the end are drawn lighter when they are not complete.
 */
#define WUSE_CURVE_INCOMPLETE_DAYS 3

/**
 * WuseEpidemicPaint:
 * @curve: (nullable): what to paint; empty with %NULL
 * @variant: how much of it
 * @basis: by report or by onset
 * @incomplete_until: the day up to which reports may still be missing (the present day): it and the two before it are drawn
 *   lighter; %WUSE_DAY_NONE where everything is complete
 * @style: colours and type
 * @width: width in device-independent pixels
 * @height: height
 */
typedef struct
{
  const WuseDailyCurve *curve;
  WuseCurveVariant variant;
  WuseCurveBasis basis;
  WuseDay incomplete_until;
  WuseChartStyle style;
  double width;
  double height;
} WuseEpidemicPaint;

/**
 * wuse_epidemic_paint_draw:
 * @self: what to paint
 * @cr: where
 * @context: fonts and language for labels
 *
 * Paints bars or area, mean, axis and labels.
 */
void wuse_epidemic_paint_draw (const WuseEpidemicPaint *self, cairo_t *cr, PangoContext *context);

/**
 * wuse_epidemic_paint_get_plot:
 * @self: what to paint
 * @context: fonts and language for labels
 *
 * Returns: the rectangle in which the bars stand
 */
graphene_rect_t wuse_epidemic_paint_get_plot (const WuseEpidemicPaint *self, PangoContext *context);

/**
 * wuse_epidemic_paint_day_at:
 * @self: what is painted
 * @plot: from wuse_epidemic_paint_get_plot()
 * @x: a position
 *
 * Returns: the day there, held within the curve; %WUSE_DAY_NONE without a curve
 */
WuseDay wuse_epidemic_paint_day_at (const WuseEpidemicPaint *self, const graphene_rect_t *plot, double x);

/**
 * wuse_epidemic_paint_x_of:
 * @self: what is painted, with a curve
 * @plot: from wuse_epidemic_paint_get_plot()
 * @day: a day
 *
 * Returns: the middle of its bar, held within the plot
 */
double wuse_epidemic_paint_x_of (const WuseEpidemicPaint *self, const graphene_rect_t *plot, WuseDay day);

G_END_DECLS
