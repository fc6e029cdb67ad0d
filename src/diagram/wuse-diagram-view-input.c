/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and touch on a diagram. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-view-private.h"

#include <math.h>

#define DRAG_THRESHOLD 5.0
#define WHEEL_FACTOR 1.25

static void
set_hovered (WuseDiagramView *self, guint32 node)
{
  if (self->hovered == node)
    return;
  self->hovered = node;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), node != WUSE_NODE_NONE ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "hovered");
}

/* Looked up once a frame, however often the pointer moves. */
static gboolean
hover_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (widget);

  self->pointer_tick = 0;
  set_hovered (self, self->pointer_inside && !self->dragging && self->lasso == NULL
                         ? wuse_diagram_view_find_at (self, self->pointer_x, self->pointer_y)
                         : WUSE_NODE_NONE);

  return G_SOURCE_REMOVE;
}

static void
update_hover (WuseDiagramView *self)
{
  if (self->pointer_tick == 0)
    self->pointer_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), hover_tick_cb, NULL, NULL);
}

static void
motion_cb (WuseDiagramView *self, double x, double y)
{
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  update_hover (self);
}

static void
leave_cb (WuseDiagramView *self)
{
  self->pointer_inside = FALSE;
  update_hover (self);
}

static void
drag_begin_cb (WuseDiagramView *self, double x, double y, GtkGesture *gesture)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->drag_x = self->drag_y = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if ((state & GDK_SHIFT_MASK) != 0)
    {
      graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);

      self->lasso = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
      g_array_append_val (self->lasso, point);
    }
}

static void
drag_update_cb (WuseDiagramView *self, double x, double y, GtkGesture *gesture)
{
  if (!self->dragging && hypot (x, y) < DRAG_THRESHOLD)
    return;
  if (!self->dragging)
    {
      self->dragging = TRUE;
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      set_hovered (self, WUSE_NODE_NONE);
    }
  if (self->lasso != NULL)
    {
      const graphene_point_t *first = &g_array_index (self->lasso, graphene_point_t, 0);
      graphene_point_t point = GRAPHENE_POINT_INIT (first->x + (float) x, first->y + (float) y);

      g_array_append_val (self->lasso, point);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  else
    wuse_diagram_view_pan_by (self, x - self->drag_x, y - self->drag_y, FALSE);
  self->drag_x = x;
  self->drag_y = y;
}

/* Even-odd, by crossings to the right. */
static gboolean
is_inside (const GArray *lasso, double x, double y)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = lasso->len - 1; i < lasso->len; j = i++)
    {
      const graphene_point_t *a = &g_array_index (lasso, graphene_point_t, i), *b = &g_array_index (lasso, graphene_point_t, j);

      if ((a->y > y) != (b->y > y) && x < a->x + (b->x - a->x) * (y - a->y) / (b->y - a->y))
        inside = !inside;
    }

  return inside;
}

static void
choose_inside (WuseDiagramView *self, const GArray *lasso)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  const WuseDiagramBox box = wuse_diagram_view_get_visible_box (self);

  if (self->scene == NULL || lasso->len < 3)
    return;
  wuse_diagram_scene_collect (self->scene, &box, candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const guint32 node = g_array_index (candidates, guint32, i);
      double x, y;

      wuse_diagram_view_to_screen (self, self->scene->positions[2 * node], self->scene->positions[2 * node + 1], &x, &y);
      if (is_inside (lasso, x, y))
        g_array_append_val (nodes, node);
    }
  wuse_diagram_view_choose (self, (const guint32 *) (gpointer) nodes->data, nodes->len, FALSE);
}

static void
drag_end_cb (WuseDiagramView *self)
{
  g_autoptr (GArray) lasso = g_steal_pointer (&self->lasso);

  if (lasso != NULL && self->dragging)
    choose_inside (self, lasso);
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  update_hover (self);
}

static gboolean
scroll_cb (WuseDiagramView *self, double dx, double dy)
{
  const double x = self->pointer_inside ? self->pointer_x : gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  const double y = self->pointer_inside ? self->pointer_y : gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  wuse_diagram_view_zoom_at (self, pow (WHEEL_FACTOR, -dy), x, y, TRUE);

  return TRUE;
}

static void
pinch_begin_cb (WuseDiagramView *self, GdkEventSequence *sequence, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->pinch_scale = 1;
}

static void
pinch_scale_cb (WuseDiagramView *self, double scale, GtkGesture *gesture)
{
  double x, y;

  if (scale <= 0 || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;
  wuse_diagram_view_zoom_at (self, scale / self->pinch_scale, x, y, FALSE);
  self->pinch_scale = scale;
}

static void
released_cb (WuseDiagramView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint32 node;

  if (self->dragging)
    return;
  node = wuse_diagram_view_find_at (self, x, y);
  if (node != WUSE_NODE_NONE)
    wuse_diagram_view_focus_node (self, node, FALSE);
  if (n_press == 1 && (node != WUSE_NODE_NONE || (state & GDK_CONTROL_MASK) == 0)) /* who misses one more loses none */
    wuse_diagram_view_choose (self, &node, node != WUSE_NODE_NONE ? 1 : 0, (state & GDK_CONTROL_MASK) != 0);
  else if (n_press == 2 && node != WUSE_NODE_NONE)
    g_signal_emit_by_name (self, "opened", node);
}

static void
want_menu (WuseDiagramView *self, double x, double y)
{
  const guint32 node = wuse_diagram_view_find_at (self, x, y);
  guint32 edge;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (node != WUSE_NODE_NONE)
    wuse_diagram_view_focus_node (self, node, FALSE);
  edge = node == WUSE_NODE_NONE ? wuse_diagram_view_find_edge_at (self, x, y) : WUSE_NODE_NONE;
  if (edge != WUSE_NODE_NONE)
    g_signal_emit_by_name (self, "edge-menu-wanted", edge, x, y);
  else
    g_signal_emit_by_name (self, "menu-wanted", node, x, y);
}

static void
secondary_pressed_cb (WuseDiagramView *self, int n_press, double x, double y)
{
  want_menu (self, x, y);
}

static void
long_pressed_cb (WuseDiagramView *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  want_menu (self, x, y);
}

static gboolean
query_tooltip_cb (WuseDiagramView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const guint32 node = keyboard ? self->focused : wuse_diagram_view_find_at (self, x, y);
  const guint32 edge = node == WUSE_NODE_NONE && !keyboard ? wuse_diagram_view_find_edge_at (self, x, y) : WUSE_NODE_NONE;
  g_autofree char *text = NULL;

  if (node != WUSE_NODE_NONE && self->describe != NULL)
    text = self->describe (node, TRUE, self->describe_data);
  else if (edge != WUSE_NODE_NONE && self->describe_edge != NULL)
    text = self->describe_edge (edge, self->describe_edge_data);
  gtk_tooltip_set_text (tooltip, text);

  return text != NULL;
}

/* Who comes with the keyboard sees, and is told, where it is. */
static void
focus_entered_cb (WuseDiagramView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->focused == WUSE_NODE_NONE && self->scene != NULL && GTK_IS_WINDOW (root)
      && gtk_window_get_focus_visible (GTK_WINDOW (root)))
    wuse_diagram_view_focus_node (self, wuse_diagram_view_find_start (self), FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_diagram_view_add_input (WuseDiagramView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *drag = gtk_gesture_drag_new (), *pinch = gtk_gesture_zoom_new (), *click = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new (), *held = gtk_gesture_long_press_new ();

  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_entered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (pinch, "begin", G_CALLBACK (pinch_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pinch, "scale-changed", G_CALLBACK (pinch_scale_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (secondary_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (secondary));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (held), TRUE);
  g_signal_connect_object (held, "pressed", G_CALLBACK (long_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (held));
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_widget_set_has_tooltip (widget, TRUE);
}
