/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the colours of the relationship graph say. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WUSE_TYPE_GRAPH_LEGEND (wuse_graph_legend_get_type ())

/**
 * WuseGraphLegend:
 *
 * Signs with words and counts, in as many lines as they need.
 */
G_DECLARE_FINAL_TYPE (WuseGraphLegend, wuse_graph_legend, WUSE, GRAPH_LEGEND, GtkWidget)

/**
 * wuse_graph_legend_new:
 *
 * Returns: (transfer floating): an empty legend
 */
WuseGraphLegend *wuse_graph_legend_new (void);

/**
 * wuse_graph_legend_set_keys:
 * @self: a legend
 * @keys: (element-type WuseDiagramKey): its entries
 */
void wuse_graph_legend_set_keys (WuseGraphLegend *self, const GArray *keys);

G_END_DECLS
