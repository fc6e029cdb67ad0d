/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole of a diagram, small, with what is in view as a rectangle to be dragged. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-minimap.h"

#include "wuse-diagram-view-private.h"

#include <math.h>
#include <string.h>

#define WIDTH 184
#define HEIGHT 120
#define PADDING 8.0
#define RADIUS 8.0f
/* Around the scene, in units: marks stand out from it. */
#define MARGIN 0.5

struct _WuseDiagramMinimap
{
  GtkWidget parent_instance;

  WuseDiagramView *view;
  WuseDiagramScene *scene; /* that of the picture */
  WuseDiagramColors colors;
  WuseDiagramPicture *picture;
  double drag_x;
  double drag_y;
};

G_DEFINE_FINAL_TYPE (WuseDiagramMinimap, wuse_diagram_minimap, GTK_TYPE_WIDGET)

static WuseDiagramBox
get_extent (const WuseDiagramScene *scene)
{
  const WuseDiagramBox *box = &scene->box;

  return (WuseDiagramBox){ box->left - MARGIN, box->top - MARGIN, box->right + MARGIN, box->bottom + MARGIN };
}

static double
get_scale (WuseDiagramMinimap *self, double *x, double *y)
{
  const WuseDiagramBox box = get_extent (self->scene);
  const double scale = MIN ((WIDTH - 2 * PADDING) / (box.right - box.left), (HEIGHT - 2 * PADDING) / (box.bottom - box.top));

  *x = WIDTH / 2.0 - (box.left + box.right) / 2 * scale;
  *y = HEIGHT / 2.0 - (box.top + box.bottom) / 2 * scale;

  return scale;
}

/* Whether anything is out of view. */
static gboolean
is_needed (WuseDiagramMinimap *self)
{
  const WuseDiagramBox seen = wuse_diagram_view_get_visible_box (self->view);
  const WuseDiagramBox *box = self->scene != NULL ? &self->scene->box : NULL;

  return box != NULL && self->scene->n_shown > 0
         && (box->left < seen.left || box->top < seen.top || box->right > seen.right || box->bottom > seen.bottom);
}

static void
tile_ready_cb (gpointer user_data)
{
  gtk_widget_queue_draw (user_data);
}

/* Called often: makes a picture only of another scene, or in other colours. */
static void
update (WuseDiagramMinimap *self)
{
  WuseDiagramScene *scene = self->view->scene;
  const gboolean same_colors = memcmp (&self->colors.ground, &self->view->colors.ground, sizeof self->colors.ground) == 0;

  if (scene != self->scene || !same_colors)
    {
      g_clear_pointer (&self->picture, wuse_diagram_picture_free);
      g_clear_pointer (&self->scene, wuse_diagram_scene_unref);
      self->scene = scene != NULL ? wuse_diagram_scene_ref (scene) : NULL;
      self->colors = self->view->colors;
    }
  gtk_widget_set_can_target (GTK_WIDGET (self), is_needed (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* No size request: what a style sheet adds around it would be part of that. */
static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseDiagramMinimap *self = WUSE_DIAGRAM_MINIMAP (widget);
  const WuseColor edge = self->view->axis_color;
  const GdkRGBA line = { edge.red / 255.0f, edge.green / 255.0f, edge.blue / 255.0f, 0.35f },
                fill = { line.red, line.green, line.blue, 0.12f }, frame = { line.red, line.green, line.blue, 0.9f };
  WuseDiagramBox seen, extent;
  GskRoundedRect border;
  graphene_rect_t rectangle, inside = GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT);
  double scale, x, y;

  if (!is_needed (self))
    return;
  scale = get_scale (self, &x, &y);
  extent = get_extent (self->scene);
  if (self->picture == NULL)
    self->picture = wuse_diagram_picture_new (self->scene, NULL, &self->colors, scale, gtk_widget_get_scale_factor (widget),
                                              tile_ready_cb, self);
  wuse_diagram_picture_require (self->picture, &extent, 0);
  gsk_rounded_rect_init_from_rect (&border, &inside, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &border);
  gtk_snapshot_append_color (snapshot,
                             &(GdkRGBA){ self->colors.ground.red / 255.0f, self->colors.ground.green / 255.0f,
                                         self->colors.ground.blue / 255.0f, 1 },
                             &inside);
  wuse_diagram_picture_snapshot (self->picture, snapshot, widget, scale, x, y, WIDTH, HEIGHT);
  seen = wuse_diagram_view_get_visible_box (self->view);
  graphene_rect_init (&rectangle, (float) round (x + seen.left * scale), (float) round (y + seen.top * scale),
                      (float) MAX (round ((seen.right - seen.left) * scale), 4),
                      (float) MAX (round ((seen.bottom - seen.top) * scale), 4));
  gtk_snapshot_append_color (snapshot, &fill, &rectangle);
  gtk_snapshot_append_border (snapshot,
                              &GSK_ROUNDED_RECT_INIT (rectangle.origin.x, rectangle.origin.y, rectangle.size.width,
                                                      rectangle.size.height),
                              (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f }, (GdkRGBA[4]){ frame, frame, frame, frame });
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &border, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ line, line, line, line });
}

static void
go_to (WuseDiagramMinimap *self, double to_x, double to_y)
{
  WuseDiagramPlace place = wuse_diagram_view_get_place (self->view);
  double x, y;
  const double scale = get_scale (self, &x, &y);

  place.x = CLAMP ((to_x - x) / scale, self->scene->box.left, self->scene->box.right);
  place.y = CLAMP ((to_y - y) / scale, self->scene->box.top, self->scene->box.bottom);
  wuse_diagram_view_set_place (self->view, &place, FALSE);
}

static void
drag_begin_cb (WuseDiagramMinimap *self, double x, double y, GtkGesture *gesture)
{
  if (!is_needed (self))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->drag_x = x;
  self->drag_y = y;
  go_to (self, x, y);
}

static void
drag_update_cb (WuseDiagramMinimap *self, double x, double y)
{
  if (self->scene != NULL)
    go_to (self, self->drag_x + x, self->drag_y + y);
}

static void
dispose (GObject *object)
{
  WuseDiagramMinimap *self = WUSE_DIAGRAM_MINIMAP (object);

  g_clear_pointer (&self->picture, wuse_diagram_picture_free);
  g_clear_pointer (&self->scene, wuse_diagram_scene_unref);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (wuse_diagram_minimap_parent_class)->dispose (object);
}

static void
wuse_diagram_minimap_class_init (WuseDiagramMinimapClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  GTK_WIDGET_CLASS (class)->measure = measure;
  GTK_WIDGET_CLASS (class)->snapshot = snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
wuse_diagram_minimap_init (WuseDiagramMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

WuseDiagramMinimap *
wuse_diagram_minimap_new (WuseDiagramView *view)
{
  WuseDiagramMinimap *self;

  g_return_val_if_fail (WUSE_IS_DIAGRAM_VIEW (view), NULL);

  self = g_object_new (WUSE_TYPE_DIAGRAM_MINIMAP, NULL);
  self->view = g_object_ref (view);
  g_signal_connect_object (view, "place-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "shown", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return self;
}
