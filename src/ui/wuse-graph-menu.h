/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menus of nodes and edges of the relationship graph. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-relation-graph.h"
#include "wuse-selection.h"

G_BEGIN_DECLS

/**
 * wuse_graph_menu_popup:
 * @view: the widget the menu belongs to, with the actions `graph` and `edit` above it
 * @graph: what it shows
 * @selection: what is selected
 * @node: a node of @graph, or %WUSE_NODE_NONE for the menu of the selection
 * @x: where, in @view
 * @y: likewise
 *
 * Offers what can be done with a case and with the links it has in the graph, also between two selected cases.
 */
void wuse_graph_menu_popup (
    GtkWidget *view, const WuseRelationGraph *graph, WuseSelection *selection, guint32 node, double x, double y);

/**
 * wuse_graph_menu_popup_edge:
 * @view: the widget the menu belongs to, with the actions `graph` and `edit` above it
 * @graph: what it shows
 * @edge: an edge of @graph
 * @x: where, in @view
 * @y: likewise
 *
 * Says what a link is, and offers what can be done with it.
 */
void wuse_graph_menu_popup_edge (GtkWidget *view, const WuseRelationGraph *graph, guint32 edge, double x, double y);

/**
 * wuse_graph_menu_append_scopes:
 * @menu: a menu
 * @id: a case
 * @cluster: (nullable): its cluster
 * @area: (nullable): its area
 *
 * Offers to show a part of the outbreak in the graph (`win.network`).
 */
void wuse_graph_menu_append_scopes (GMenu *menu, const char *id, const char *cluster, const char *area);

/**
 * wuse_graph_menu_popup_at:
 * @view: the widget the menu belongs to
 * @menu: what is offered
 * @x: where, in @view
 * @y: likewise
 *
 * Opens a menu, in place of the one opened before.
 */
void wuse_graph_menu_popup_at (GtkWidget *view, GMenu *menu, double x, double y);

G_END_DECLS
