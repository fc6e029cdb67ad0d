/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and touch on the map. libshumate's own gestures end at fractional zoom levels and are taken off. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-view-private.h"

#include <math.h>

#define DRAG_THRESHOLD 6.0

static void
set_cursor (WuseMapView *self)
{
  const char *name = self->dragging ? "grabbing" : self->hovered != WUSE_AREA_NONE ? "pointer" : "grab";

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
set_hovered (WuseMapView *self, guint32 area)
{
  if (self->hovered == area)
    return;
  self->hovered = area;
  wuse_outline_layer_set_hovered (self->outlines, area);
  set_cursor (self);
  g_object_notify (G_OBJECT (self), "hovered");
}

static guint32
get_area_at (WuseMapView *self, double x, double y)
{
  if (self->areas == NULL)
    return WUSE_AREA_NONE;
  return wuse_area_set_find_at (self->areas, wuse_map_view_get_level (self), wuse_map_view_get_point_at (self, x, y));
}

static gboolean
hover_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WuseMapView *self = WUSE_MAP_VIEW (widget);

  self->pointer_id = 0;
  set_hovered (self,
               self->pointer_inside && !self->dragging ? get_area_at (self, self->pointer_x, self->pointer_y) : WUSE_AREA_NONE);
  return G_SOURCE_REMOVE;
}

/* Looked up once a frame, however often the pointer moves. */
void
wuse_map_view_update_hover (WuseMapView *self)
{
  if (self->pointer_id == 0 && (self->pointer_inside || self->hovered != WUSE_AREA_NONE))
    self->pointer_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), hover_tick_cb, NULL, NULL);
}

static void
motion_cb (WuseMapView *self, double x, double y)
{
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  wuse_map_view_update_hover (self);
}

static void
leave_cb (WuseMapView *self)
{
  self->pointer_inside = FALSE;
  wuse_map_view_update_hover (self);
}

static void
drag_begin_cb (WuseMapView *self, double x, double y)
{
  wuse_map_camera_stop (self->camera);
  self->drag_x = self->drag_y = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_update_cb (WuseMapView *self, double x, double y, GtkGestureDrag *gesture)
{
  if (!self->dragging)
    {
      if (hypot (x, y) < DRAG_THRESHOLD)
        return;
      self->dragging = TRUE;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      set_hovered (self, WUSE_AREA_NONE);
      set_cursor (self);
    }
  wuse_map_camera_pan_by (self->camera, x - self->drag_x, y - self->drag_y, FALSE);
  self->drag_x = x;
  self->drag_y = y;
}

static void
drag_end_cb (WuseMapView *self)
{
  self->dragging = FALSE;
  set_cursor (self);
  wuse_map_view_update_hover (self);
}

static void
swipe_cb (WuseMapView *self, double velocity_x, double velocity_y)
{
  wuse_map_camera_throw (self->camera, velocity_x, velocity_y);
}

/* A mouse wheel gives whole steps; a touchpad fractions, which are gathered. */
static gboolean
scroll_cb (WuseMapView *self, double dx, double dy)
{
  double x = self->pointer_inside ? self->pointer_x : gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = self->pointer_inside ? self->pointer_y : gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  int steps;

  self->scroll_rest += dy;
  steps = (int) trunc (self->scroll_rest);
  self->scroll_rest -= steps;
  if (steps != 0)
    wuse_map_camera_zoom_by (self->camera, -steps, x, y);
  return TRUE;
}

static void
scroll_begin_cb (WuseMapView *self)
{
  self->scroll_rest = 0;
}

static void
pinch_begin_cb (WuseMapView *self, GdkEventSequence *sequence, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  wuse_map_camera_stop (self->camera);
  self->pinch_zoom = wuse_map_view_get_zoom (self);
}

static void
pinch_scale_cb (WuseMapView *self, double scale, GtkGesture *gesture)
{
  double x, y;

  if (scale <= 0 || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;
  self->drag_x = x;
  self->drag_y = y;
  wuse_map_camera_pinch (self->camera, self->pinch_zoom + log2 (scale), x, y);
}

static void
pinch_end_cb (WuseMapView *self, GdkEventSequence *sequence, GtkGesture *gesture)
{
  wuse_map_camera_zoom_by (self->camera, 0, self->drag_x, self->drag_y);
}

void
wuse_map_view_activate_hit (WuseMapView *self, const WusePointHit *hit)
{
  const WuseCluster *cluster = &hit->cluster;
  gboolean apart = cluster->bounds.west != cluster->bounds.east || cluster->bounds.south != cluster->bounds.north;

  if (cluster->count > 1 && apart && wuse_map_camera_get_target_zoom (self->camera) < WUSE_CLUSTER_MAX_ZOOM)
    wuse_map_view_go_to_bounds (self, &cluster->bounds, TRUE);
  else
    {
      if (hit->kind == WUSE_MAP_POINT_CASE)
        {
          g_autoptr (GArray) cases = g_array_new (FALSE, FALSE, sizeof (guint32));

          wuse_point_layer_collect (self->points, hit, cases);
          wuse_map_view_emit_cases (self, cases);
        }
      wuse_map_view_emit_point (self, hit->kind, cluster->item);
    }
}

static void
click_released_cb (WuseMapView *self, int n_press, double x, double y)
{
  WusePointHit hit;
  guint32 area;

  if (self->dragging || (n_press == 1 && wuse_map_view_activate_stays_at (self, x, y)))
    return;
  if (wuse_point_layer_get_at (self->points, x, y, &hit))
    {
      if (n_press == 1)
        wuse_map_view_activate_hit (self, &hit);
      return;
    }
  area = get_area_at (self, x, y);
  if (n_press == 1)
    wuse_map_view_choose (self, area);
  else if (n_press == 2 && area != WUSE_AREA_NONE)
    wuse_map_view_enter (self, area);
}

static gboolean
query_tooltip_cb (WuseMapView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = NULL;
  WusePointHit hit;
  guint32 area;

  if (keyboard || self->dragging)
    return FALSE;
  text = wuse_map_view_describe_stays_at (self, x, y);
  if (text == NULL && wuse_point_layer_get_at (self->points, x, y, &hit))
    text = wuse_point_layer_describe (self->points, &hit);
  else if (text == NULL && (area = get_area_at (self, x, y)) != WUSE_AREA_NONE)
    text = wuse_map_view_describe (self, area, TRUE);
  if (text == NULL || *text == '\0')
    return FALSE;
  /* In a label of our own: the tooltip's breaks Chinese names after a few characters. */
  gtk_label_set_text (self->tooltip_label, text);
  gtk_tooltip_set_custom (tooltip, GTK_WIDGET (self->tooltip_label));
  /* A tip for each area: without its box, the first one would stay. */
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ x - 8, y - 8, 16, 16 });
  return TRUE;
}

static void
remove_controllers (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n_items = g_list_model_get_n_items (controllers);

  for (guint i = n_items; i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

      if (GTK_IS_GESTURE (controller))
        gtk_gesture_ungroup (GTK_GESTURE (controller));
      gtk_widget_remove_controller (widget, controller);
    }
}

static void
add_drag (WuseMapView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *swipe = gtk_gesture_swipe_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (swipe), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (swipe, "swipe", G_CALLBACK (swipe_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (swipe));
  gtk_gesture_group (drag, swipe);
}

void
wuse_map_view_add_input (WuseMapView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  remove_controllers (GTK_WIDGET (self->map));
  gtk_widget_set_cursor (GTK_WIDGET (self->map), NULL);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (scroll, "scroll-begin", G_CALLBACK (scroll_begin_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "released", G_CALLBACK (click_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  add_drag (self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_scale_cb), self);
  g_signal_connect_swapped (pinch, "end", G_CALLBACK (pinch_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  self->tooltip_label = g_object_ref_sink (GTK_LABEL (gtk_label_new (NULL)));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  set_cursor (self);
}
