/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views of the cases' page that somebody gave a name: saved, opened, renamed, deleted, shared. */

#pragma once

#include "wuse-case-table.h"
#include "wuse-graph-pane.h"
#include "wuse-saved-view.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_GRAPH_VIEWS (wuse_graph_views_get_type ())

/**
 * WuseGraphViews:
 *
 * A button with a popover: the views there are, each with its age, and what can be done with them. Works by the pane's actions
 * `graph.views`, `graph.save-view`, `graph.open-view(s)`, `graph.rename-view(s)`, `graph.delete-view(s)`,
 * `graph.share-view(s)` and `graph.import-view`.
 */
G_DECLARE_FINAL_TYPE (WuseGraphViews, wuse_graph_views, WUSE, GRAPH_VIEWS, GtkWidget)

/**
 * wuse_graph_views_new:
 * @pane: whose views they are; it holds the button
 *
 * Returns: (transfer floating): a button
 */
WuseGraphViews *wuse_graph_views_new (WuseGraphPane *pane);

/**
 * wuse_graph_views_set_page:
 * @self: a button
 * @workspace: where views are kept
 * @table: the list beside the graph, of which a view is, too
 */
void wuse_graph_views_set_page (WuseGraphViews *self, WuseWorkspace *workspace, WuseCaseTable *table);

/**
 * wuse_graph_views_tell_opened:
 * @self: a button
 * @view: a view that is shown now
 * @graph: as what
 *
 * Tells the person how many of the view's nodes are no longer there, and how many have come.
 */
void wuse_graph_views_tell_opened (WuseGraphViews *self, const WuseSavedView *view, const WuseRelationGraph *graph);

/**
 * wuse_graph_views_install:
 * @widget_class: the pane's class
 */
void wuse_graph_views_install (GtkWidgetClass *widget_class);

G_END_DECLS
