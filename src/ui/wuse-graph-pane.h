/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relationship graph with its controls and legend. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-case-table.h"
#include "wuse-graph-scope.h"
#include "wuse-relation-graph.h"
#include "wuse-selection.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_GRAPH_PANE (wuse_graph_pane_get_type ())

/**
 * WuseGraphPane:
 *
 * Shows relations in one of three layouts, filtered and coloured as asked; follows the selection and lets a person pick.
 */
G_DECLARE_FINAL_TYPE (WuseGraphPane, wuse_graph_pane, WUSE, GRAPH_PANE, GtkWidget)

/**
 * WuseGraphPane::filter-changed:
 * @self: the pane
 *
 * The graph is being made anew, of other relations, by another filter or in another layout.
 */

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
 * wuse_graph_pane_set_page:
 * @self: a pane
 * @workspace: where views are kept, and whose data are shown
 * @table: the list beside it, of which a view is, too
 */
void wuse_graph_pane_set_page (WuseGraphPane *self, WuseWorkspace *workspace, WuseCaseTable *table);

/**
 * wuse_graph_pane_set_layout:
 * @self: a pane
 * @layout: how nodes are laid out
 */
void wuse_graph_pane_set_layout (WuseGraphPane *self, WuseGraphLayout layout);

/**
 * wuse_graph_pane_get_filter:
 * @self: a pane
 *
 * Returns: (transfer none): what is shown; valid until it changes
 */
const WuseGraphFilter *wuse_graph_pane_get_filter (WuseGraphPane *self);

/**
 * wuse_graph_pane_set_areas:
 * @self: a pane
 * @areas: (nullable): what areas are called and which lie in which
 */
void wuse_graph_pane_set_areas (WuseGraphPane *self, WuseAreaSet *areas);

/**
 * wuse_graph_pane_open:
 * @self: a pane
 * @scope: (transfer full) (nullable): the part of the outbreak that is looked at; %NULL for all
 *
 * Shows this part alone, and says so in a line with a button that shows all again. Cases of it that come later are shown as well.
 */
void wuse_graph_pane_open (WuseGraphPane *self, WuseGraphScope *scope);

/**
 * wuse_graph_pane_set_scope:
 * @self: a pane
 * @ids: (nullable) (array zero-terminated=1): show only these and who is near them; %NULL for all
 * @steps: how many links away is near
 */
void wuse_graph_pane_set_scope (WuseGraphPane *self, const char *const *ids, guint steps);

/**
 * wuse_graph_pane_focus:
 * @self: a pane
 *
 * Brings the keyboard to the graph itself.
 *
 * Returns: whether it is there
 */
gboolean wuse_graph_pane_focus (WuseGraphPane *self);

/**
 * wuse_graph_pane_is_complete:
 * @self: a pane
 *
 * Returns: whether all is laid out and painted
 */
gboolean wuse_graph_pane_is_complete (WuseGraphPane *self);

G_END_DECLS
