/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a node of the relationship graph. */

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

G_END_DECLS
