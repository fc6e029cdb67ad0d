/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large graph as a widget: pan, zoom, hover, choose, walk with the keyboard. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-diagram-axis.h"
#include "wuse-diagram-camera.h"
#include "wuse-diagram-painter.h"
#include "wuse-palette.h"

G_BEGIN_DECLS

#define WUSE_TYPE_DIAGRAM_VIEW (wuse_diagram_view_get_type ())

/**
 * WuseDiagramView:
 *
 * Shows a #WuseDiagramScene as tiles painted on worker threads, with names on top. Every gesture is an action as well:
 * `diagram.fit`, `diagram.zoom-in`, `diagram.zoom-out`, `diagram.pan(s)`, `diagram.walk(s)` (`left`, `right`, `up`, `down`),
 * `diagram.next-neighbor`, `diagram.previous-neighbor`, `diagram.choose`, `diagram.toggle`, `diagram.open`, `diagram.menu`,
 * `diagram.clear`.
 *
 * What is highlighted is the user's of this widget to say: the widget only tells what a person did.
 */
G_DECLARE_FINAL_TYPE (WuseDiagramView, wuse_diagram_view, WUSE, DIAGRAM_VIEW, GtkWidget)

/**
 * WuseDiagramView:hovered:
 *
 * The node under the pointer, or %WUSE_NODE_NONE.
 */

/**
 * WuseDiagramView:focused:
 *
 * The node that keyboard and screen reader are on, or %WUSE_NODE_NONE.
 */

/**
 * WuseDiagramView::chosen:
 * @self: the view
 * @nodes: (element-type guint32) (transfer none): a #GArray of nodes; empty for a click beside all nodes
 * @extend: whether they join what was chosen before
 *
 * A person has clicked a node, drawn a lasso, or pressed Enter.
 */

/**
 * WuseDiagramView::opened:
 * @self: the view
 * @node: the node
 *
 * A person has clicked a node twice.
 */

/**
 * WuseDiagramView::menu-wanted:
 * @self: the view
 * @node: the node, or %WUSE_NODE_NONE beside all nodes
 * @x: where, in pixels from the left
 * @y: and from the top
 *
 * A person has asked for a menu: with the other button of the pointer, with a long touch, or, for the focused node, from the
 * keyboard.
 */

/**
 * WuseDiagramView::edge-menu-wanted:
 * @self: the view
 * @edge: the edge
 * @x: where, in pixels from the left
 * @y: and from the top
 *
 * A person has asked for the menu of an edge, with the pointer. From the keyboard an edge is got at by the menu of a node.
 */

/**
 * WuseDiagramView::place-changed:
 * @self: the view
 *
 * It is looked at from elsewhere, or its size changed.
 */

/**
 * WuseDiagramView::shown:
 * @self: the view
 *
 * All tiles in view of the newest scene are there, and drawn in the frame that follows.
 */

/**
 * WuseDiagramDescribeFunc:
 * @node: a node
 * @brief: %TRUE for a tooltip, %FALSE for a screen reader
 * @user_data: what was handed over with it
 *
 * Says in the user's language what a node is.
 *
 * Returns: (transfer full): plain text
 */
typedef char *(*WuseDiagramDescribeFunc) (guint32 node, gboolean brief, gpointer user_data);

/**
 * WuseDiagramDescribeEdgeFunc:
 * @edge: an edge
 * @user_data: what was handed over with it
 *
 * Says in the user's language what an edge is, for a tooltip.
 *
 * Returns: (transfer full): plain text
 */
typedef char *(*WuseDiagramDescribeEdgeFunc) (guint32 edge, gpointer user_data);

/**
 * wuse_diagram_view_new:
 *
 * Returns: (transfer floating): a view without a scene
 */
WuseDiagramView *wuse_diagram_view_new (void);

/**
 * wuse_diagram_view_set_scene:
 * @self: a view
 * @scene: (nullable): what to show
 * @keep_focus: whether node numbers mean the same as in the scene before, so that focus stays
 *
 * What was shown stays until all tiles in view are there; the place stays.
 */
void wuse_diagram_view_set_scene (WuseDiagramView *self, WuseDiagramScene *scene, gboolean keep_focus);

/**
 * wuse_diagram_view_follow:
 * @self: a view that has just been given a scene
 * @dx: how much farther right than in the scene before lies what is to stay in its place on the screen, in the unit of positions
 * @dy: how much farther down
 *
 * Looks from as much farther away; as long as the scene before is still shown, that stays in its place too.
 */
void wuse_diagram_view_follow (WuseDiagramView *self, double dx, double dy);

/**
 * wuse_diagram_view_get_scene:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the scene
 */
WuseDiagramScene *wuse_diagram_view_get_scene (WuseDiagramView *self);

/**
 * wuse_diagram_view_set_highlight:
 * @self: a view
 * @nodes: (array length=n_nodes): nodes of the scene
 * @n_nodes: how many; with no edges either, nothing is highlighted
 * @edges: (array length=n_edges): edges of the scene
 * @n_edges: how many
 *
 * Draws these over all others, which are dimmed.
 */
void
wuse_diagram_view_set_highlight (WuseDiagramView *self, const guint32 *nodes, guint n_nodes, const guint32 *edges, guint n_edges);

/**
 * wuse_diagram_view_set_palette:
 * @self: a view
 * @palette: colours of ground, names and highlight; those of nodes and edges are the scene's
 */
void wuse_diagram_view_set_palette (WuseDiagramView *self, const WusePalette *palette);

/**
 * wuse_diagram_view_set_axis:
 * @self: a view
 * @unit: units of positions to a unit of the axis; 0 for no axis
 * @func: (nullable) (scope notified): names the lines
 * @user_data: handed to @func
 * @destroy: (nullable): frees @user_data
 *
 * Draws lines from top to bottom at whole numbers of units, as far apart as their names need.
 */
void wuse_diagram_view_set_axis (
    WuseDiagramView *self, double unit, WuseDiagramTickFunc func, gpointer user_data, GDestroyNotify destroy);

/**
 * WuseDiagramCircle:
 * @x: its middle
 * @y: the same
 * @radius: its radius
 *
 * A circle of the plane, in the unit of positions.
 */
typedef struct
{
  float x;
  float y;
  float radius;
} WuseDiagramCircle;

/**
 * wuse_diagram_view_set_circles:
 * @self: a view
 * @circles: (array length=n_circles) (nullable): what nodes stand on; copied
 * @n_circles: how many
 *
 * Draws faint circles, for layouts in rings.
 */
void wuse_diagram_view_set_circles (WuseDiagramView *self, const WuseDiagramCircle *circles, guint n_circles);

/**
 * wuse_diagram_view_set_describe_func:
 * @self: a view
 * @func: (nullable) (scope notified): describes nodes
 * @user_data: handed to @func
 * @destroy: (nullable): frees @user_data
 */
void wuse_diagram_view_set_describe_func (WuseDiagramView *self,
                                          WuseDiagramDescribeFunc func,
                                          gpointer user_data,
                                          GDestroyNotify destroy);

/**
 * wuse_diagram_view_set_describe_edge_func:
 * @self: a view
 * @func: (nullable) (scope notified): describes edges
 * @user_data: handed to @func
 *
 * Edges are found under the pointer where they are highlighted, and all of them in scenes of up to 100,000 edges.
 */
void wuse_diagram_view_set_describe_edge_func (WuseDiagramView *self, WuseDiagramDescribeEdgeFunc func, gpointer user_data);

/**
 * wuse_diagram_view_fit:
 * @self: a view
 * @box: (nullable): a part of the plane; %NULL for the whole scene
 * @animate: whether to move there
 *
 * Shows all of it. Before the view has a size it is done as soon as it has one.
 */
void wuse_diagram_view_fit (WuseDiagramView *self, const WuseDiagramBox *box, gboolean animate);

/**
 * wuse_diagram_view_show_node:
 * @self: a view
 * @node: a node
 *
 * Moves just so far that the node is well in view, and focuses it.
 */
void wuse_diagram_view_show_node (WuseDiagramView *self, guint32 node);

/**
 * wuse_diagram_view_get_place:
 * @self: a view
 *
 * Returns: the place where it is looked at from, or will be in a moment
 */
WuseDiagramPlace wuse_diagram_view_get_place (WuseDiagramView *self);

/**
 * wuse_diagram_view_set_place:
 * @self: a view
 * @place: where to look at it from
 * @animate: whether to move there
 */
void wuse_diagram_view_set_place (WuseDiagramView *self, const WuseDiagramPlace *place, gboolean animate);

/**
 * wuse_diagram_view_get_visible_box:
 * @self: a view
 *
 * Returns: the part of the plane in view
 */
WuseDiagramBox wuse_diagram_view_get_visible_box (WuseDiagramView *self);

/**
 * wuse_diagram_view_get_focused:
 * @self: a view
 *
 * Returns: the focused node, or %WUSE_NODE_NONE
 */
guint32 wuse_diagram_view_get_focused (WuseDiagramView *self);

/**
 * wuse_diagram_view_set_focused:
 * @self: a view
 * @node: a node, or %WUSE_NODE_NONE
 *
 * Focuses a node without moving, as it was in another scene.
 */
void wuse_diagram_view_set_focused (WuseDiagramView *self, guint32 node);

/**
 * wuse_diagram_view_get_hovered:
 * @self: a view
 *
 * Returns: the node under the pointer, or %WUSE_NODE_NONE
 */
guint32 wuse_diagram_view_get_hovered (WuseDiagramView *self);

/**
 * wuse_diagram_view_is_complete:
 * @self: a view
 *
 * Returns: %TRUE if all that is in view has been painted and is at rest
 */
gboolean wuse_diagram_view_is_complete (WuseDiagramView *self);

/**
 * wuse_diagram_view_is_shown:
 * @self: a view
 *
 * Returns: %TRUE if all of the scene set last that is in view has been painted, whatever has moved since
 */
gboolean wuse_diagram_view_is_shown (WuseDiagramView *self);

G_END_DECLS
