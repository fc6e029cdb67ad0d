/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a scene into pixels, on any thread. */

#pragma once

#include "wuse-pixels.h"
#include "wuse-scene.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WUSE_RASTER_MAX_ZOOM:
 *
 * Greatest zoom level that can be painted.
 */
#define WUSE_RASTER_MAX_ZOOM 22

/**
 * wuse_raster_paint_tile:
 * @scene: a scene
 * @zoom: 0 to %WUSE_RASTER_MAX_ZOOM
 * @x: column, from the west
 * @y: row, from the north
 * @size: device pixels on a side: 256, 512, 768 or 1024
 * @cancellable: (nullable): to give up, from any thread
 *
 * Paints one tile: base map, fills, outlines, names and movements in one opaque picture (transparent where nothing is with
 * %WUSE_SCENE_OVERLAY). Sizes above 256 are for screens of higher density. Takes a few milliseconds, less when only the
 * colours have changed since.
 *
 * Returns: (transfer full) (nullable): the pixels, or %NULL if it was cancelled
 */
WusePixels *wuse_raster_paint_tile (WuseScene *scene, guint zoom, guint x, guint y, int size, GCancellable *cancellable);

/**
 * wuse_raster_paint_tile_ahead:
 * @scene: a scene
 * @zoom: as for wuse_raster_paint_tile()
 * @x: column
 * @y: row
 * @size: device pixels on a side
 * @cancellable: (nullable): to give up, from any thread
 *
 * The same picture of a tile that nobody sees yet: what a recolour of visible tiles needs is not given up for it.
 *
 * Returns: (transfer full) (nullable): the pixels, or %NULL if it was cancelled
 */
WusePixels *wuse_raster_paint_tile_ahead (WuseScene *scene, guint zoom, guint x, guint y, int size, GCancellable *cancellable);

/**
 * wuse_raster_paint_region:
 * @scene: a scene
 * @zoom: 0 to %WUSE_RASTER_MAX_ZOOM
 * @scale: device pixels to a pixel, 1 to 4
 * @left: left edge, in device pixels of the world
 * @top: top edge, in device pixels of the world
 * @width: device pixels
 * @height: device pixels
 * @cancellable: (nullable): to give up, from any thread
 *
 * Paints any rectangle: what the tiles there would show, to the last bit (movements: to what is seen).
 *
 * Returns: (transfer full) (nullable): the pixels, or %NULL if it was cancelled
 */
WusePixels *wuse_raster_paint_region (
    WuseScene *scene, guint zoom, int scale, gint64 left, gint64 top, int width, int height, GCancellable *cancellable);

G_END_DECLS
