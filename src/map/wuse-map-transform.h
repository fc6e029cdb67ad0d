/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between places and pixels of the map widget; the same for every layer, on whole device pixels. */

#pragma once

#include <shumate/shumate.h>

#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * WUSE_MAP_TILE_SIZE:
 *
 * Width of a tile in pixels of the widget.
 */
#define WUSE_MAP_TILE_SIZE 256

/**
 * WuseMapTransform:
 * @zoom: zoom level, fractional while it changes
 * @world: width of the world in pixels
 * @left: pixels from the world's west edge to the widget's left edge
 * @top: pixels from the world's north edge to the widget's top edge
 * @width: of the widget
 * @height: of the widget
 *
 * At a whole zoom level @left and @top are whole device pixels: tiles are copied, not interpolated, so that text stays
 * crisp and frames cheap.
 */
typedef struct
{
  double zoom;
  double world;
  double left;
  double top;
  int width;
  int height;
} WuseMapTransform;

/**
 * wuse_map_transform_init:
 * @self: (out caller-allocates): a transform
 * @x: position of the centre in the world, 0 to 1 from the west
 * @y: 0 to 1 from the north
 * @zoom: zoom level
 * @width: of the widget
 * @height: of the widget
 * @scale: device pixels to a pixel
 */
void wuse_map_transform_init (WuseMapTransform *self, double x, double y, double zoom, int width, int height, int scale);

/**
 * wuse_map_transform_init_for_viewport:
 * @self: (out caller-allocates): a transform
 * @viewport: centre and zoom level
 * @widget: the widget whose size counts
 */
void wuse_map_transform_init_for_viewport (WuseMapTransform *self, ShumateViewport *viewport, GtkWidget *widget);

/**
 * wuse_map_transform_x:
 * @self: a transform
 * @lon: ten-millionths of a degree
 *
 * Returns: pixels from the left edge
 */
double wuse_map_transform_x (const WuseMapTransform *self, gint32 lon);

/**
 * wuse_map_transform_y:
 * @self: a transform
 * @lat: ten-millionths of a degree
 *
 * Returns: pixels from the top edge
 */
double wuse_map_transform_y (const WuseMapTransform *self, gint32 lat);

/**
 * wuse_map_transform_point:
 * @self: a transform
 * @x: pixels from the left edge
 * @y: pixels from the top edge
 *
 * Returns: the place there
 */
WusePoint wuse_map_transform_point (const WuseMapTransform *self, double x, double y);

/**
 * wuse_map_transform_bounds:
 * @self: a transform
 * @margin: pixels to add on each side
 *
 * Returns: the box in view
 */
WuseBounds wuse_map_transform_bounds (const WuseMapTransform *self, double margin);

G_END_DECLS
