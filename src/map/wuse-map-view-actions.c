/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the map by action: from the keyboard, from menus, by assistive technology. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-view-private.h"

#include "wuse-mercator.h"

#include <math.h>
#include <string.h>

#define PAN_PIXELS 80.0
/* A neighbour in a direction lies within this slope of it. */
#define MAX_SLOPE 1.2

static guint32
get_anchor (WuseMapView *self)
{
  if (self->areas == NULL)
    return WUSE_AREA_NONE;
  if (self->selected != WUSE_AREA_NONE
      && wuse_area_set_get (self->areas, self->selected)->level == wuse_map_view_get_level (self))
    return self->selected;
  return wuse_area_set_find_at (self->areas, wuse_map_view_get_level (self), wuse_map_view_get_centre (self));
}

static void
choose_and_show (WuseMapView *self, guint32 area)
{
  WuseMapTransform view;
  WusePoint label;
  double x, y;

  if (area == WUSE_AREA_NONE)
    return;
  wuse_map_view_choose (self, area);
  wuse_map_view_get_transform (self, &view);
  label = wuse_area_set_get (self->areas, area)->label;
  x = wuse_map_transform_x (&view, label.lon);
  y = wuse_map_transform_y (&view, label.lat);
  if (x < self->insets.left || y < self->insets.top || x > view.width - self->insets.right
      || y > view.height - self->insets.bottom)
    wuse_map_camera_move_to (self->camera, wuse_mercator_x (label.lon), wuse_mercator_y (label.lat),
                             wuse_map_camera_get_target_zoom (self->camera), TRUE);
}

typedef struct
{
  WuseMapView *self;
  double from_x;
  double from_y;
  int step_x;
  int step_y;
  guint32 from;
  guint32 best;
  double best_distance;
} NeighbourSearch;

static gboolean
neighbour_cb (guint32 item, gpointer user_data)
{
  NeighbourSearch *search = user_data;
  WusePoint label = wuse_area_set_get (search->self->areas, item)->label;
  double dx = wuse_mercator_x (label.lon) - search->from_x, dy = wuse_mercator_y (label.lat) - search->from_y;
  double along = dx * search->step_x + dy * search->step_y, across = ABS (dx * search->step_y) + ABS (dy * search->step_x);

  if (item == search->from || along <= 0 || across > along * MAX_SLOPE)
    return TRUE;
  if (along + across < search->best_distance)
    {
      search->best_distance = along + across;
      search->best = item;
    }
  return TRUE;
}

/* The nearest area in a direction, looked for in ever wider boxes. */
static void
select_towards (WuseMapView *self, int step_x, int step_y)
{
  guint32 anchor = get_anchor (self);
  NeighbourSearch search = { self, 0, 0, step_x, step_y, anchor, WUSE_AREA_NONE, G_MAXDOUBLE };
  const WuseSpatialIndex *index;
  WusePoint from;
  WuseBounds start;

  if (self->areas == NULL || wuse_area_set_get_size (self->areas) == 0)
    return;
  if (anchor != WUSE_AREA_NONE && self->selected != anchor)
    {
      choose_and_show (self, anchor);
      return;
    }
  from = anchor != WUSE_AREA_NONE ? wuse_area_set_get (self->areas, anchor)->label : wuse_map_view_get_centre (self);
  start = anchor != WUSE_AREA_NONE ? wuse_area_set_get_geometry (self->areas, anchor).bounds
                                   : wuse_map_view_get_visible_bounds (self);
  search.from_x = wuse_mercator_x (from.lon);
  search.from_y = wuse_mercator_y (from.lat);
  index = wuse_area_set_get_index (self->areas, wuse_map_view_get_level (self));
  for (double reach = 1; reach <= 4096 && search.best == WUSE_AREA_NONE; reach *= 4)
    {
      double width = MAX ((double) start.east - start.west, 1000) * reach,
             height = MAX ((double) start.north - start.south, 1000) * reach;
      WuseBounds box = { (gint32) MAX (start.west - width, -1.8e9), (gint32) MAX (start.south - height, -9e8),
                         (gint32) MIN (start.east + width, 1.8e9), (gint32) MIN (start.north + height, 9e8) };

      wuse_spatial_index_search (index, &box, neighbour_cb, &search);
    }
  choose_and_show (self, search.best);
}

static int
compare_by_risk (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const WuseMapView *self = user_data;
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;
  int left_risk = self->scene != NULL ? (int) wuse_scene_get_risk (self->scene, left) : 0;
  int right_risk = self->scene != NULL ? (int) wuse_scene_get_risk (self->scene, right) : 0;

  if (left_risk != right_risk)
    return right_risk - left_risk;
  return left < right ? -1 : left > right;
}

/* Through the areas in view, the most endangered first. */
static void
select_step (WuseMapView *self, int step)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));
  WuseBounds bounds = wuse_map_view_get_visible_bounds (self);
  int at = -1;

  if (self->areas == NULL || bounds.west > bounds.east)
    return;
  wuse_spatial_index_collect (wuse_area_set_get_index (self->areas, wuse_map_view_get_level (self)), &bounds, items);
  if (items->len == 0)
    return;
  g_array_sort_with_data (items, compare_by_risk, self);
  for (guint i = 0; i < items->len && at < 0; i++)
    if (g_array_index (items, guint32, i) == self->selected)
      at = (int) i;
  if (at < 0)
    at = step > 0 ? 0 : (int) items->len - 1;
  else
    at = (at + step + (int) items->len) % (int) items->len;
  choose_and_show (self, g_array_index (items, guint32, at));
}

static void
drill_up (WuseMapView *self)
{
  guint32 area = self->selected != WUSE_AREA_NONE ? self->selected : get_anchor (self);
  guint32 parent = area != WUSE_AREA_NONE ? wuse_area_set_get (self->areas, area)->parent : WUSE_AREA_NONE;

  wuse_map_view_choose (self, parent);
  if (parent == WUSE_AREA_NONE || wuse_area_set_get (self->areas, parent)->parent == WUSE_AREA_NONE)
    wuse_map_view_fit (self, TRUE);
  else
    {
      WuseBounds bounds = wuse_area_set_get_geometry (self->areas, parent).bounds;

      wuse_map_view_go_to_bounds (self, &bounds, TRUE);
    }
}

static void
drill_down (WuseMapView *self)
{
  WusePointHit hit;
  guint32 area;

  if (wuse_map_view_activate_focused_stays (self))
    return;
  if (wuse_point_layer_get_focused (self->points, &hit))
    {
      wuse_map_view_activate_hit (self, &hit);
      return;
    }
  area = get_anchor (self);
  if (area != WUSE_AREA_NONE)
    wuse_map_view_enter (self, area);
}

static gboolean
point_step (WuseMapView *self, gboolean backwards)
{
  WusePointHit hit;
  g_autofree char *text = NULL;

  if (wuse_movement_layer_get_plans (self->movements) != NULL)
    return wuse_map_view_step_stays (self, backwards);
  if (!wuse_point_layer_step (self->points, backwards) || !wuse_point_layer_get_focused (self->points, &hit))
    return FALSE;
  text = wuse_point_layer_describe (self->points, &hit);
  wuse_map_view_announce (self, text);
  return TRUE;
}

static void
zoom (WuseMapView *self, int steps)
{
  wuse_map_camera_zoom_by (self->camera, steps, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                           gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

static void
view_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseMapView *self = WUSE_MAP_VIEW (widget);

  if (strcmp (name, "map.zoom-in") == 0)
    zoom (self, 1);
  else if (strcmp (name, "map.zoom-out") == 0)
    zoom (self, -1);
  else if (strcmp (name, "map.fit") == 0)
    wuse_map_view_fit (self, TRUE);
  else if (strcmp (name, "map.pan-left") == 0)
    wuse_map_camera_pan_by (self->camera, PAN_PIXELS, 0, TRUE);
  else if (strcmp (name, "map.pan-right") == 0)
    wuse_map_camera_pan_by (self->camera, -PAN_PIXELS, 0, TRUE);
  else if (strcmp (name, "map.pan-up") == 0)
    wuse_map_camera_pan_by (self->camera, 0, PAN_PIXELS, TRUE);
  else if (strcmp (name, "map.pan-down") == 0)
    wuse_map_camera_pan_by (self->camera, 0, -PAN_PIXELS, TRUE);
}

static void
select_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseMapView *self = WUSE_MAP_VIEW (widget);

  wuse_point_layer_clear_focus (self->points);
  wuse_movement_layer_clear_focus (self->movements);
  if (strcmp (name, "map.select-west") == 0)
    select_towards (self, -1, 0);
  else if (strcmp (name, "map.select-east") == 0)
    select_towards (self, 1, 0);
  else if (strcmp (name, "map.select-north") == 0)
    select_towards (self, 0, -1);
  else if (strcmp (name, "map.select-south") == 0)
    select_towards (self, 0, 1);
  else if (strcmp (name, "map.select-next") == 0)
    select_step (self, 1);
  else if (strcmp (name, "map.select-previous") == 0)
    select_step (self, -1);
  else if (strcmp (name, "map.clear-selection") == 0)
    wuse_map_view_choose (self, WUSE_AREA_NONE);
  else if (strcmp (name, "map.drill-up") == 0)
    drill_up (self);
}

static void
enter_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseMapView *self = WUSE_MAP_VIEW (widget);

  if (strcmp (name, "map.drill-down") == 0)
    drill_down (self);
  else if (strcmp (name, "map.next-point") == 0)
    point_step (self, FALSE);
  else if (strcmp (name, "map.previous-point") == 0)
    point_step (self, TRUE);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  WuseMapView *self = WUSE_MAP_VIEW (widget);
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (guint32));
  WusePointHit hit;
  double x, y;

  if (wuse_movement_layer_get_focused (self->movements, stays, &x, &y))
    wuse_movement_layer_clear_focus (self->movements);
  else if (wuse_point_layer_get_focused (self->points, &hit))
    wuse_point_layer_clear_focus (self->points);
  else
    gtk_widget_activate_action (widget, self->selected != WUSE_AREA_NONE ? "map.clear-selection" : "map.drill-up", NULL);
  return TRUE;
}

static void
bind (GtkWidgetClass *widget_class, guint key, guint keypad_key, GdkModifierType modifiers, const char *action)
{
  gtk_widget_class_add_binding_action (widget_class, key, modifiers, action, NULL);
  if (keypad_key != 0)
    gtk_widget_class_add_binding_action (widget_class, keypad_key, modifiers, action, NULL);
}

static void
install_bindings (GtkWidgetClass *widget_class)
{
  bind (widget_class, GDK_KEY_plus, GDK_KEY_KP_Add, 0, "map.zoom-in");
  bind (widget_class, GDK_KEY_equal, 0, 0, "map.zoom-in");
  bind (widget_class, GDK_KEY_minus, GDK_KEY_KP_Subtract, 0, "map.zoom-out");
  bind (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 0, "map.fit");
  bind (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, 0, "map.pan-left");
  bind (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 0, "map.pan-right");
  bind (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, "map.pan-up");
  bind (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, "map.pan-down");
  bind (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, GDK_CONTROL_MASK, "map.select-west");
  bind (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, GDK_CONTROL_MASK, "map.select-east");
  bind (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, GDK_CONTROL_MASK, "map.select-north");
  bind (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, GDK_CONTROL_MASK, "map.select-south");
  bind (widget_class, GDK_KEY_n, 0, 0, "map.select-next");
  bind (widget_class, GDK_KEY_p, 0, 0, "map.select-previous");
  bind (widget_class, GDK_KEY_Return, GDK_KEY_KP_Enter, 0, "map.drill-down");
  bind (widget_class, GDK_KEY_space, 0, 0, "map.drill-down");
  bind (widget_class, GDK_KEY_BackSpace, 0, 0, "map.drill-up");
  bind (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, GDK_ALT_MASK, "map.drill-up");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  bind (widget_class, GDK_KEY_bracketright, 0, 0, "map.next-point");
  bind (widget_class, GDK_KEY_bracketleft, 0, 0, "map.previous-point");
}

void
wuse_map_view_install_actions (GtkWidgetClass *widget_class)
{
  static const char *const view_actions[] = { "map.zoom-in",   "map.zoom-out", "map.fit",     "map.pan-left",
                                              "map.pan-right", "map.pan-up",   "map.pan-down" };
  static const char *const select_actions[] = { "map.select-west",     "map.select-east", "map.select-north",
                                                "map.select-south",    "map.select-next", "map.select-previous",
                                                "map.clear-selection", "map.drill-up" };
  static const char *const enter_actions[] = { "map.drill-down", "map.next-point", "map.previous-point" };

  for (guint i = 0; i < G_N_ELEMENTS (view_actions); i++)
    gtk_widget_class_install_action (widget_class, view_actions[i], NULL, view_action_cb);
  for (guint i = 0; i < G_N_ELEMENTS (select_actions); i++)
    gtk_widget_class_install_action (widget_class, select_actions[i], NULL, select_action_cb);
  for (guint i = 0; i < G_N_ELEMENTS (enter_actions); i++)
    gtk_widget_class_install_action (widget_class, enter_actions[i], NULL, enter_action_cb);
  install_bindings (widget_class);
}

void
wuse_map_view_choose (WuseMapView *self, guint32 area)
{
  g_autofree char *text = NULL;

  wuse_point_layer_clear_focus (self->points);
  if (self->selected == area)
    return;
  wuse_map_view_set_selected (self, area);
  if (area != WUSE_AREA_NONE)
    text = wuse_map_view_describe (self, area, FALSE);
  wuse_map_view_announce (self, text != NULL ? text : "");
  wuse_map_view_emit_selected (self, area);
}

void
wuse_map_view_enter (WuseMapView *self, guint32 area)
{
  wuse_map_view_choose (self, area);
  wuse_map_view_go_to_area (self, area, TRUE);
  wuse_map_view_emit_activated (self, area);
}
