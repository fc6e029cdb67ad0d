/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend: the five levels with how many areas of each are in view; a click leaves one out. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-situation.h"

G_BEGIN_DECLS

#define WUSE_TYPE_LEGEND (wuse_legend_get_type ())

/**
 * WuseLegend:
 *
 * Lists only the levels that the rule set knows.
 */
G_DECLARE_FINAL_TYPE (WuseLegend, wuse_legend, WUSE, LEGEND, GtkWidget)

/**
 * WuseLegend::filter-changed:
 * @self: the legend
 */

/**
 * wuse_legend_update:
 * @self: a legend
 * @situation: the colours
 * @level: the level shown
 * @view: the box in view
 *
 * Counts anew.
 */
void wuse_legend_update (WuseLegend *self, WuseSituation *situation, WuseAreaLevel level, const WuseBounds *view);

/**
 * wuse_legend_shows:
 * @self: a legend
 * @risk: a level
 *
 * Returns: whether areas of that level are to be coloured
 */
gboolean wuse_legend_shows (WuseLegend *self, WuseRisk risk);

G_END_DECLS
