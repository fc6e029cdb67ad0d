/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Web-Mercator (EPSG:3857) on the tile grid all web maps share. */

#pragma once

#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * WUSE_MERCATOR_MAX_LATITUDE:
 *
 * The latitude, in degrees, at which the square world ends.
 */
#define WUSE_MERCATOR_MAX_LATITUDE 85.0511287798066

/**
 * wuse_mercator_x:
 * @lon: longitude in ten-millionths of a degree
 *
 * Returns: position in the world from west to east, 0 to 1
 */
double wuse_mercator_x (gint32 lon);

/**
 * wuse_mercator_y:
 * @lat: latitude in ten-millionths of a degree; clamped to where the world ends
 *
 * Returns: position in the world from north to south, 0 to 1
 */
double wuse_mercator_y (gint32 lat);

/**
 * wuse_mercator_lon:
 * @x: 0 to 1
 *
 * Returns: longitude in ten-millionths of a degree
 */
gint32 wuse_mercator_lon (double x);

/**
 * wuse_mercator_lat:
 * @y: 0 to 1
 *
 * Returns: latitude in ten-millionths of a degree
 */
gint32 wuse_mercator_lat (double y);

/**
 * wuse_mercator_tile_bounds:
 * @zoom: 0 to 30
 * @x: column, from the west
 * @y: row, from the north
 *
 * Returns: the box of a tile
 */
WuseBounds wuse_mercator_tile_bounds (guint zoom, guint x, guint y);

/**
 * wuse_mercator_metres_per_pixel:
 * @zoom: zoom level for tiles of 256 pixels; may be fractional
 * @lat: latitude in ten-millionths of a degree
 *
 * Returns: metres on the ground per pixel
 */
double wuse_mercator_metres_per_pixel (double zoom, gint32 lat);

/**
 * wuse_point_distance:
 * @a: a point
 * @b: another
 *
 * Returns: great-circle distance in metres (haversine, mean radius 6,371,008.8 m)
 */
double wuse_point_distance (WusePoint a, WusePoint b);

G_END_DECLS
