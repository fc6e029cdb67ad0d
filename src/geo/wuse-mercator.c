/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Web-Mercator on the tile grid, and distances. */

#define G_LOG_DOMAIN "wuse-geo"

#include "config.h"

#include "wuse-mercator.h"

#include <math.h>

#define E7 1e7
#define RADIANS_PER_E7 (G_PI / 180.0 / E7)
#define MEAN_RADIUS 6371008.8
#define EQUATOR (2.0 * G_PI * 6378137.0)
#define TILE_SIZE 256.0

double
wuse_mercator_x (gint32 lon)
{
  return lon / (360.0 * E7) + 0.5;
}

double
wuse_mercator_y (gint32 lat)
{
  double radians = CLAMP (lat / E7, -WUSE_MERCATOR_MAX_LATITUDE, WUSE_MERCATOR_MAX_LATITUDE) * (G_PI / 180.0);
  double y = 0.5 - asinh (tan (radians)) / (2.0 * G_PI);

  return CLAMP (y, 0.0, 1.0);
}

gint32
wuse_mercator_lon (double x)
{
  return (gint32) lround ((CLAMP (x, 0.0, 1.0) - 0.5) * 360.0 * E7);
}

gint32
wuse_mercator_lat (double y)
{
  return (gint32) lround (atan (sinh ((0.5 - CLAMP (y, 0.0, 1.0)) * 2.0 * G_PI)) / RADIANS_PER_E7);
}

WuseBounds
wuse_mercator_tile_bounds (guint zoom, guint x, guint y)
{
  g_return_val_if_fail (zoom <= 30, WUSE_BOUNDS_EMPTY);
  g_return_val_if_fail (x < 1u << zoom && y < 1u << zoom, WUSE_BOUNDS_EMPTY);

  double n_tiles = 1u << zoom;

  return (WuseBounds){
    .west = wuse_mercator_lon (x / n_tiles),
    .south = wuse_mercator_lat ((y + 1.0) / n_tiles),
    .east = wuse_mercator_lon ((x + 1.0) / n_tiles),
    .north = wuse_mercator_lat (y / n_tiles),
  };
}

double
wuse_mercator_metres_per_pixel (double zoom, gint32 lat)
{
  return EQUATOR * cos (lat * RADIANS_PER_E7) / (TILE_SIZE * exp2 (zoom));
}

double
wuse_point_distance (WusePoint a, WusePoint b)
{
  double lat_a = a.lat * RADIANS_PER_E7;
  double lat_b = b.lat * RADIANS_PER_E7;
  double sin_lat = sin (((double) b.lat - a.lat) * RADIANS_PER_E7 / 2.0);
  double sin_lon = sin (((double) b.lon - a.lon) * RADIANS_PER_E7 / 2.0);
  double h = sin_lat * sin_lat + cos (lat_a) * cos (lat_b) * sin_lon * sin_lon;

  return 2.0 * MEAN_RADIUS * asin (sqrt (MIN (h, 1.0)));
}
