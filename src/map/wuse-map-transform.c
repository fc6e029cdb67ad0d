/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places to pixels and back. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-transform.h"

#include "wuse-mercator.h"

#include <math.h>

void
wuse_map_transform_init (WuseMapTransform *self, double x, double y, double zoom, int width, int height, int scale)
{
  g_return_if_fail (self != NULL);

  self->zoom = zoom;
  self->world = WUSE_MAP_TILE_SIZE * exp2 (zoom);
  self->left = x * self->world - width / 2.0;
  self->top = y * self->world - height / 2.0;
  self->width = width;
  self->height = height;
  if (zoom == round (zoom))
    {
      self->left = round (self->left * scale) / scale;
      self->top = round (self->top * scale) / scale;
    }
}

void
wuse_map_transform_init_for_viewport (WuseMapTransform *self, ShumateViewport *viewport, GtkWidget *widget)
{
  double lon, lat;

  g_return_if_fail (self != NULL);
  g_return_if_fail (SHUMATE_IS_VIEWPORT (viewport));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  lon = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  lat = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  wuse_map_transform_init (self, (lon + 180) / 360, 0.5 - asinh (tan (lat * G_PI / 180)) / (2 * G_PI),
                           shumate_viewport_get_zoom_level (viewport), gtk_widget_get_width (widget),
                           gtk_widget_get_height (widget), gtk_widget_get_scale_factor (widget));
}

double
wuse_map_transform_x (const WuseMapTransform *self, gint32 lon)
{
  return wuse_mercator_x (lon) * self->world - self->left;
}

double
wuse_map_transform_y (const WuseMapTransform *self, gint32 lat)
{
  return wuse_mercator_y (lat) * self->world - self->top;
}

WusePoint
wuse_map_transform_point (const WuseMapTransform *self, double x, double y)
{
  return (WusePoint){ wuse_mercator_lon (CLAMP ((self->left + x) / self->world, 0, 1)),
                      wuse_mercator_lat (CLAMP ((self->top + y) / self->world, 0, 1)) };
}

WuseBounds
wuse_map_transform_bounds (const WuseMapTransform *self, double margin)
{
  WusePoint north_west = wuse_map_transform_point (self, -margin, -margin);
  WusePoint south_east = wuse_map_transform_point (self, self->width + margin, self->height + margin);

  return (WuseBounds){ north_west.lon, south_east.lat, south_east.lon, north_west.lat };
}
