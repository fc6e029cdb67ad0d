/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the map is: selection, fitting, going somewhere, what is in view. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-view-private.h"

#include "wuse-mercator.h"

#include <math.h>

/* Fitting goes no nearer than this: a single house, not its wall. */
#define MAX_FIT_ZOOM 18
/* Of the view, what a fitted box may fill. */
#define FIT_SHARE 0.96

void
wuse_map_view_set_home (WuseMapView *self, const WuseBounds *home)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (home != NULL);

  self->home = *home;
}

void
wuse_map_view_set_insets (WuseMapView *self, const GtkBorder *insets)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (insets != NULL);

  self->insets = *insets;
  gtk_widget_set_margin_end (self->corner, insets->right);
  gtk_widget_set_margin_bottom (self->corner, insets->bottom);
}

void
wuse_map_view_set_selected (WuseMapView *self, guint32 area)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (area == WUSE_AREA_NONE || (self->areas != NULL && area < wuse_area_set_get_size (self->areas)));

  self->selected = area;
  wuse_outline_layer_set_selected (self->outlines, area);
}

guint32
wuse_map_view_get_selected (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), WUSE_AREA_NONE);

  return self->selected;
}

/* The greatest whole zoom level at which a box fits between the insets, and where the centre is then. */
static int
fit_box (WuseMapView *self, const WuseBounds *bounds, int min_zoom, double *x, double *y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - self->insets.left - self->insets.right;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - self->insets.top - self->insets.bottom;
  double left = wuse_mercator_x (bounds->west), right = wuse_mercator_x (bounds->east);
  double top = wuse_mercator_y (bounds->north), bottom = wuse_mercator_y (bounds->south);
  double worlds =
      MIN (MAX (width, 64) * FIT_SHARE / MAX (right - left, 1e-9), MAX (height, 64) * FIT_SHARE / MAX (bottom - top, 1e-9));
  int zoom = CLAMP ((int) floor (log2 (worlds / WUSE_MAP_TILE_SIZE)), WUSE_AREA_SOURCE_MIN_ZOOM, MAX_FIT_ZOOM);
  double world;

  zoom = MAX (zoom, min_zoom);
  world = WUSE_MAP_TILE_SIZE * exp2 (zoom);
  *x = (left + right) / 2 + (self->insets.right - self->insets.left) / 2.0 / world;
  *y = (top + bottom) / 2 + (self->insets.bottom - self->insets.top) / 2.0 / world;
  return zoom;
}

static void
go_to (WuseMapView *self, const WuseBounds *bounds, int min_zoom, gboolean animate)
{
  double x, y;
  int zoom;

  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    {
      self->pending_bounds = *bounds;
      return;
    }
  zoom = fit_box (self, bounds, min_zoom, &x, &y);
  wuse_map_camera_move_to (self->camera, x, y, zoom, animate);
}

void
wuse_map_view_go_to_bounds (WuseMapView *self, const WuseBounds *bounds, gboolean animate)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (bounds != NULL && bounds->west <= bounds->east && bounds->south <= bounds->north);

  go_to (self, bounds, 0, animate);
}

void
wuse_map_view_go_to_area (WuseMapView *self, guint32 area, gboolean animate)
{
  WuseBounds bounds;
  WuseAreaLevel level;
  int min_zoom = 0;

  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (self->areas != NULL && area < wuse_area_set_get_size (self->areas));

  bounds = wuse_area_set_get_geometry (self->areas, area).bounds;
  if (bounds.west > bounds.east)
    return;
  level = wuse_area_set_get (self->areas, area)->level;
  if (self->scene != NULL && self->options.level == WUSE_MAP_LEVEL_BY_ZOOM && level < wuse_area_set_get_finest (self->areas))
    while (min_zoom < MAX_FIT_ZOOM && wuse_scene_level_at_zoom (self->scene, min_zoom) <= level)
      min_zoom++;
  go_to (self, &bounds, min_zoom, animate);
}

void
wuse_map_view_go_to_point (WuseMapView *self, WusePoint point, double zoom, gboolean animate)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  self->pending_bounds = WUSE_BOUNDS_EMPTY;
  wuse_map_camera_move_to (self->camera, wuse_mercator_x (point.lon), wuse_mercator_y (point.lat), (int) round (zoom), animate);
}

void
wuse_map_view_fit (WuseMapView *self, gboolean animate)
{
  WuseBounds home;

  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  home = self->home;
  if (home.west > home.east && self->areas != NULL)
    home = wuse_area_set_get_bounds (self->areas);
  if (home.west <= home.east)
    go_to (self, &home, 0, animate);
}

WuseBounds
wuse_map_view_get_visible_bounds (WuseMapView *self)
{
  WuseMapTransform view;

  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), WUSE_BOUNDS_EMPTY);

  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return WUSE_BOUNDS_EMPTY;
  wuse_map_view_get_transform (self, &view);
  return wuse_map_transform_bounds (&view, 0);
}

WusePoint
wuse_map_view_get_centre (WuseMapView *self)
{
  double x, y, zoom;

  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), ((WusePoint){ 0, 0 }));

  wuse_map_camera_get (self->camera, &x, &y, &zoom);
  return (WusePoint){ wuse_mercator_lon (x), wuse_mercator_lat (y) };
}

double
wuse_map_view_get_zoom (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), 0);

  return shumate_viewport_get_zoom_level (self->viewport);
}

double
wuse_map_view_get_metres_per_pixel (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), 0);

  return wuse_mercator_metres_per_pixel (wuse_map_view_get_zoom (self), wuse_map_view_get_centre (self).lat);
}

WusePoint
wuse_map_view_get_point_at (WuseMapView *self, double x, double y)
{
  WuseMapTransform view;

  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), ((WusePoint){ 0, 0 }));

  wuse_map_view_get_transform (self, &view);
  return wuse_map_transform_point (&view, x, y);
}
