/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements on the map: what is shown, who was where, the keyboard on them. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-view-private.h"

#include "wuse-mercator.h"

static void
set_plans (WuseMapView *self, WuseMovementPlans *plans)
{
  if (plans == wuse_movement_layer_get_plans (self->movements))
    return;
  wuse_movement_layer_set_plans (self->movements, plans);
  wuse_map_view_invalidate (self);
}

void
wuse_map_view_set_movements (WuseMapView *self, WuseMovements *movements, GPtrArray *labels)
{
  g_autoptr (WuseMovementPlans) plans = NULL;

  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (movements != NULL && movements->n_placed > 0)
    plans = wuse_movement_plans_new (movements, labels, self->movements_until);
  set_plans (self, plans);
}

void
wuse_map_view_set_movements_until (WuseMapView *self, WuseTime until)
{
  WuseMovementPlans *before;

  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  before = wuse_movement_layer_get_plans (self->movements);
  if (self->movements_until == until)
    return;
  self->movements_until = until;
  if (before != NULL)
    {
      g_autoptr (WuseMovementPlans) plans = wuse_movement_plans_with_until (before, until);

      set_plans (self, plans);
    }
}

void
wuse_map_view_set_describe_stays_func (WuseMapView *self, WuseMapDescribeStaysFunc func, gpointer user_data)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  self->describe_stays = func;
  self->describe_stays_data = user_data;
}

gboolean
wuse_map_view_are_movements_shown (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), FALSE);

  return wuse_movement_layer_get_plans (self->movements) == NULL
         || (wuse_area_source_get_generation (self->source) == self->generation && wuse_tile_layer_is_whole (self->tiles));
}

WuseScene *
wuse_map_view_get_scene (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), NULL);

  return self->scene;
}

char *
wuse_map_view_describe_stays (WuseMapView *self, GArray *stays)
{
  if (self->describe_stays == NULL || stays->len == 0)
    return NULL;
  return self->describe_stays (wuse_movement_plans_get_movements (wuse_movement_layer_get_plans (self->movements)),
                               (const guint32 *) (gpointer) stays->data, stays->len, self->describe_stays_data);
}

char *
wuse_map_view_describe_stays_at (WuseMapView *self, double x, double y)
{
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (guint32));

  return wuse_movement_layer_get_at (self->movements, x, y, stays) ? wuse_map_view_describe_stays (self, stays) : NULL;
}

gboolean
wuse_map_view_activate_stays_at (WuseMapView *self, double x, double y)
{
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!wuse_movement_layer_get_at (self->movements, x, y, stays))
    return FALSE;
  wuse_map_view_emit_stays (self, stays, x, y);
  return TRUE;
}

gboolean
wuse_map_view_activate_focused_stays (WuseMapView *self)
{
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (guint32));
  double x, y;

  if (!wuse_movement_layer_get_focused (self->movements, stays, &x, &y))
    return FALSE;
  wuse_map_view_emit_stays (self, stays, x, y);
  return TRUE;
}

/* The map goes where the keyboard goes. */
gboolean
wuse_map_view_step_stays (WuseMapView *self, gboolean backwards)
{
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *text = NULL;
  double x, y;

  if (!wuse_movement_layer_step (self->movements, backwards) || !wuse_movement_layer_get_focused (self->movements, stays, &x, &y))
    return FALSE;
  text = wuse_map_view_describe_stays (self, stays);
  if (text != NULL)
    wuse_map_view_announce (self, text);
  if (x < self->insets.left || y < self->insets.top || x > gtk_widget_get_width (GTK_WIDGET (self)) - self->insets.right
      || y > gtk_widget_get_height (GTK_WIDGET (self)) - self->insets.bottom)
    {
      const WusePoint point = wuse_map_view_get_point_at (self, x, y);

      wuse_map_camera_move_to (self->camera, wuse_mercator_x (point.lon), wuse_mercator_y (point.lat),
                               wuse_map_camera_get_target_zoom (self->camera), TRUE);
    }
  return TRUE;
}
