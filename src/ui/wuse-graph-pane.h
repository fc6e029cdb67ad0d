/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relationship graph with its controls and legend. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-relation-graph.h"
#include "wuse-selection.h"

G_BEGIN_DECLS

#define WUSE_TYPE_GRAPH_PANE (wuse_graph_pane_get_type ())

/**
 * WuseGraphPane:
 *
 * Shows relations in one of three layouts, filtered and coloured as asked; follows the selection and lets a person pick.
 */
G_DECLARE_FINAL_TYPE (WuseGraphPane, wuse_graph_pane, WUSE, GRAPH_PANE, GtkWidget)

/**
 * wuse_graph_pane_new:
 * @selection: what is selected
 *
 * Returns: (transfer floating): a pane without relations
 */
WuseGraphPane *wuse_graph_pane_new (WuseSelection *selection);

/**
 * wuse_graph_pane_set_relations:
 * @self: a pane
 * @relations: (nullable): who met whom
 *
 * Takes over other relations: in a layout by force, who was there keeps the place.
 */
void wuse_graph_pane_set_relations (WuseGraphPane *self, WuseRelations *relations);

/**
 * wuse_graph_pane_set_layout:
 * @self: a pane
 * @layout: how nodes are laid out
 */
void wuse_graph_pane_set_layout (WuseGraphPane *self, WuseGraphLayout layout);

/**
 * wuse_graph_pane_set_scope:
 * @self: a pane
 * @ids: (nullable) (array zero-terminated=1): show only these and who is near them; %NULL for all
 * @steps: how many links away is near
 */
void wuse_graph_pane_set_scope (WuseGraphPane *self, const char *const *ids, guint steps);

/**
 * wuse_graph_pane_is_complete:
 * @self: a pane
 *
 * Returns: whether all is laid out and painted
 */
gboolean wuse_graph_pane_is_complete (WuseGraphPane *self);

G_END_DECLS
