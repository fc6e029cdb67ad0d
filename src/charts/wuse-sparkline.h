/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A course in the space of a word. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-chart-style.h"

G_BEGIN_DECLS

#define WUSE_TYPE_SPARKLINE (wuse_sparkline_get_type ())

/**
 * WuseSparkline:
 *
 * Small bars without axis or labels, for cells of tables; what it shows is to be said in words beside it.
 */
G_DECLARE_FINAL_TYPE (WuseSparkline, wuse_sparkline, WUSE, SPARKLINE, GtkWidget)

/**
 * wuse_sparkline_new:
 *
 * Returns: (transfer floating): an empty sparkline
 */
WuseSparkline *wuse_sparkline_new (void);

/**
 * wuse_sparkline_set_counts:
 * @self: a sparkline
 * @counts: (array length=n_counts): heights of the bars; copied
 * @n_counts: how many bars share the width
 * @n_latest: how many of the last ones stand out
 */
void wuse_sparkline_set_counts (WuseSparkline *self, const guint32 *counts, guint n_counts, guint n_latest);

/**
 * wuse_sparkline_set_style:
 * @self: a sparkline
 * @style: colours; copied. Bars have the colour of imported cases, the latest that of local ones
 */
void wuse_sparkline_set_style (WuseSparkline *self, const WuseChartStyle *style);

G_END_DECLS
