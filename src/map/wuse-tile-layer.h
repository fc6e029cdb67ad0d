/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the tiles of an area source. */

#pragma once

#include "wuse-area-source.h"
#include "wuse-map-transform.h"

G_BEGIN_DECLS

#define WUSE_TYPE_TILE_LAYER (wuse_tile_layer_get_type ())

/**
 * WuseTileLayer:
 *
 * What [class@Shumate.MapLayer] does, and what that cannot: tiles lie on whole device pixels; a tile that is missing is
 * shown by scaled ones of other zoom levels; what may come into view is asked for ahead; a new scene is shown when all of
 * the view is ready, by a short cross-fade (none if animations are switched off).
 */
G_DECLARE_FINAL_TYPE (WuseTileLayer, wuse_tile_layer, WUSE, TILE_LAYER, ShumateLayer)

/**
 * WuseTileLayer::scene-shown:
 * @self: a layer
 * @generation: number of the scene
 *
 * A frame was painted in which all tiles in view are of that scene.
 */

/**
 * wuse_tile_layer_new:
 * @source: where tiles come from
 * @viewport: what is in view; its reference map source has to be set
 *
 * Returns: (transfer floating): a layer
 */
WuseTileLayer *wuse_tile_layer_new (WuseAreaSource *source, ShumateViewport *viewport);

/**
 * wuse_tile_layer_set_destination:
 * @self: a layer
 * @destination: (nullable): what will be in view when the movement under way ends, %NULL when it has ended
 *
 * Tiles there are painted first.
 */
void wuse_tile_layer_set_destination (WuseTileLayer *self, const WuseMapTransform *destination);

/**
 * wuse_tile_layer_set_ground:
 * @self: a layer
 * @ground: colour where there is no tile
 */
void wuse_tile_layer_set_ground (WuseTileLayer *self, const GdkRGBA *ground);

/**
 * wuse_tile_layer_is_whole:
 * @self: a layer
 *
 * Returns: whether the last frame had every tile in view, and no scaled one in the place of a missing one
 */
gboolean wuse_tile_layer_is_whole (WuseTileLayer *self);

/**
 * wuse_tile_layer_get_frames:
 * @self: a layer
 * @frames: (out): frames drawn
 * @with_stand_in: (out): of them, with scaled tiles in the place of missing ones
 * @with_blank: (out): of them, with places without any tile
 */
void wuse_tile_layer_get_frames (WuseTileLayer *self, guint64 *frames, guint64 *with_stand_in, guint64 *with_blank);

G_END_DECLS
