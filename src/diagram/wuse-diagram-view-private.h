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

  GPtrArray *labels;
  WuseDiagramScene *labels_scene;
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

/* Where the plane's origin is on the screen: at rest and while panning on a whole device pixel, so that tiles are shown as they
 * were painted. */
void wuse_diagram_view_get_origin (WuseDiagramView *self, double *x, double *y);

/* Pixels from the left and from the top to units of positions, and back. */
void wuse_diagram_view_to_plane (WuseDiagramView *self, double x, double y, double *plane_x, double *plane_y);
void wuse_diagram_view_to_screen (WuseDiagramView *self, double x, double y, double *screen_x, double *screen_y);

/* The node drawn at a pixel. */
guint32 wuse_diagram_view_find_at (WuseDiagramView *self, double x, double y);

/* The edge drawn at a pixel. */
guint32 wuse_diagram_view_find_edge_at (WuseDiagramView *self, double x, double y);

void wuse_diagram_view_zoom_at (WuseDiagramView *self, double factor, double x, double y, gboolean animate);
void wuse_diagram_view_pan_by (WuseDiagramView *self, double dx, double dy, gboolean animate);
/* Moves just so far that a node is well in view. */
void wuse_diagram_view_bring_into_view (WuseDiagramView *self, guint32 node);

/* Where walking begins: the largest node in view, or none. */
guint32 wuse_diagram_view_find_start (WuseDiagramView *self);

void wuse_diagram_view_choose (WuseDiagramView *self, const guint32 *nodes, guint n_nodes, gboolean extend);
void wuse_diagram_view_focus_node (WuseDiagramView *self, guint32 node, gboolean show);

void wuse_diagram_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
void wuse_diagram_view_add_input (WuseDiagramView *self);
void wuse_diagram_view_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
