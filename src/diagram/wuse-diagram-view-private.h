/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the diagram widget share. */

#pragma once

#include "wuse-diagram-labels.h"
#include "wuse-diagram-picture.h"
#include "wuse-diagram-view.h"

G_BEGIN_DECLS

/**
 * WuseDiagramLayer:
 * @shown: what is drawn
 * @coming: what will be, as soon as all of it that is in view is there
 *
 * A picture and its successor.
 */
typedef struct
{
  WuseDiagramPicture *shown;
  WuseDiagramPicture *coming;
} WuseDiagramLayer;

struct _WuseDiagramView
{
  GtkWidget parent_instance;

  WuseDiagramScene *scene;
  WuseDiagramHighlight *highlight;
  WuseDiagramColors colors;
  WuseDiagramLabelStyle label_style;
  WuseColor axis_color;
  WuseDiagramCamera *camera;

  WuseDiagramLayer base;
  WuseDiagramLayer over;
  WuseDiagramPicture *overview;
  gboolean base_is_complete;
  gboolean told_shown;
  gboolean shows_before;  /* the pictures shown are of the scene before */
  gboolean follows;       /* what was in view of that is there again */
  graphene_point_t shift; /* from where it is to where it was, in the unit of positions */

  GPtrArray *labels;
  WuseDiagramScene *labels_scene; /* that they are of */
  graphene_point_t labels_shift;  /* as @shift */
  GCancellable *labels_cancellable;
  guint labels_timeout;

  gboolean wants_fit;
  guint32 hovered;
  guint32 focused;
  guint32 anchor; /* whose neighbours are gone round, or none */
  guint neighbor; /* which of them has the focus */

  gboolean pointer_inside;
  double pointer_x;
  double pointer_y;
  guint pointer_tick;
  gboolean dragging;
  double drag_x;
  double drag_y;
  GArray *lasso; /* graphene_point_t, NULL when none is drawn */
  double pinch_scale;

  WuseDiagramCircle *circles;
  guint n_circles;
  double axis_unit;
  WuseDiagramTickFunc tick;
  gpointer tick_data;
  GDestroyNotify tick_destroy;
  WuseDiagramDescribeFunc describe;
  gpointer describe_data;
  GDestroyNotify describe_destroy;
  WuseDiagramDescribeEdgeFunc describe_edge;
  gpointer describe_edge_data;
  GtkWidget *status;
};

/* Pixels that the names of the axis take at the top. */
#define WUSE_DIAGRAM_AXIS_HEIGHT 28.0

/**
 * wuse_diagram_view_get_origin:
 * @self: a view
 * @x: (out): where the plane's origin is on the screen, in pixels from the left
 * @y: (out): from the top
 *
 * At rest and while panning it is on a whole device pixel, so that tiles are shown as they were painted.
 */
void wuse_diagram_view_get_origin (WuseDiagramView *self, double *x, double *y);

/**
 * wuse_diagram_view_get_origin_before:
 * @self: a view
 * @shift: how far a scene lies from where it lay before, see wuse_diagram_view_follow()
 * @x: (out): where the plane's origin was on the screen when that scene was new, in pixels from the left
 * @y: (out): from the top
 */
void wuse_diagram_view_get_origin_before (WuseDiagramView *self, const graphene_point_t *shift, double *x, double *y);

/**
 * wuse_diagram_view_to_plane:
 * @self: a view
 * @x: pixels from the left
 * @y: pixels from the top
 * @plane_x: (out): the same place in units of positions
 * @plane_y: (out): likewise
 */
void wuse_diagram_view_to_plane (WuseDiagramView *self, double x, double y, double *plane_x, double *plane_y);

/**
 * wuse_diagram_view_to_screen:
 * @self: a view
 * @x: a place in units of positions
 * @y: likewise
 * @screen_x: (out): the same in pixels from the left
 * @screen_y: (out): in pixels from the top
 */
void wuse_diagram_view_to_screen (WuseDiagramView *self, double x, double y, double *screen_x, double *screen_y);

/**
 * wuse_diagram_view_get_box:
 * @self: a view
 * @place: where it is looked at from
 *
 * Returns: what is in view from there, in units of positions
 */
WuseDiagramBox wuse_diagram_view_get_box (WuseDiagramView *self, WuseDiagramPlace place);

/**
 * wuse_diagram_view_find_at:
 * @self: a view
 * @x: pixels from the left
 * @y: pixels from the top
 *
 * Returns: the node drawn there or nearly there, or %WUSE_NODE_NONE
 */
guint32 wuse_diagram_view_find_at (WuseDiagramView *self, double x, double y);

/**
 * wuse_diagram_view_find_edge_at:
 * @self: a view
 * @x: pixels from the left
 * @y: pixels from the top
 *
 * In a scene of very many edges only highlighted ones are found.
 *
 * Returns: the edge drawn there or nearly there, or %WUSE_NODE_NONE
 */
guint32 wuse_diagram_view_find_edge_at (WuseDiagramView *self, double x, double y);

/**
 * wuse_diagram_view_zoom_at:
 * @self: a view
 * @factor: how much larger everything becomes
 * @x: pixels from the left of what stays where it is
 * @y: pixels from the top of it
 * @animate: whether to go there gradually
 */
void wuse_diagram_view_zoom_at (WuseDiagramView *self, double factor, double x, double y, gboolean animate);

/**
 * wuse_diagram_view_pan_by:
 * @self: a view
 * @dx: pixels that what is in view goes to the right
 * @dy: pixels that it goes down
 * @animate: whether gradually
 */
void wuse_diagram_view_pan_by (WuseDiagramView *self, double dx, double dy, gboolean animate);

/**
 * wuse_diagram_view_bring_into_view:
 * @self: a view
 * @node: a node of its scene
 *
 * Moves just so far that the node is well in view.
 */
void wuse_diagram_view_bring_into_view (WuseDiagramView *self, guint32 node);

/**
 * wuse_diagram_view_find_start:
 * @self: a view
 *
 * Returns: where walking begins: the largest node in view, or %WUSE_NODE_NONE
 */
guint32 wuse_diagram_view_find_start (WuseDiagramView *self);

/**
 * wuse_diagram_view_choose:
 * @self: a view
 * @nodes: (array length=n_nodes): nodes
 * @n_nodes: how many
 * @extend: whether they come to those chosen before
 *
 * Emits “chosen”.
 */
void wuse_diagram_view_choose (WuseDiagramView *self, const guint32 *nodes, guint n_nodes, gboolean extend);

/**
 * wuse_diagram_view_focus_node:
 * @self: a view
 * @node: a node, or %WUSE_NODE_NONE
 * @show: whether to bring it into view
 *
 * Gives it the focus, and says to screen readers what it is.
 */
void wuse_diagram_view_focus_node (WuseDiagramView *self, guint32 node, gboolean show);

/**
 * wuse_diagram_view_snapshot:
 * @widget: a view
 * @snapshot: where to
 *
 * The widget's #GtkWidgetClass.snapshot().
 */
void wuse_diagram_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/**
 * wuse_diagram_view_add_input:
 * @self: a view being made
 *
 * Adds what pointer, touch and keyboard do.
 */
void wuse_diagram_view_add_input (WuseDiagramView *self);

/**
 * wuse_diagram_view_install_actions:
 * @widget_class: the class of views
 *
 * Adds the actions `diagram.…` and their keys.
 */
void wuse_diagram_view_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
