/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what lies under and over the fills of recent tiles, so that new colours need only new fills. */

#pragma once

#include "wuse-pixels.h"

G_BEGIN_DECLS

/**
 * WUSE_LAYER_CACHE_MAX_BYTES:
 *
 * Most bytes of pixels one cache keeps: a 1080p window's tiles.
 */
#define WUSE_LAYER_CACHE_MAX_BYTES (36u << 20)

/**
 * WuseLayers:
 * @under: (nullable): opaque pixels under the fills, or %NULL where there is nothing but ground
 * @over: (nullable): pixels over the fills, or %NULL where there is nothing
 *
 * A tile without its fills. Both are owned.
 */
typedef struct
{
  WusePixels *under;
  WusePixels *over;
} WuseLayers;

/**
 * wuse_layers_clear:
 * @self: layers
 */
void wuse_layers_clear (WuseLayers *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WuseLayers, wuse_layers_clear)

/**
 * WuseLayerKey:
 * @zoom: zoom level
 * @x: column
 * @y: row
 * @size: pixels on a side
 */
typedef struct
{
  guint32 zoom;
  guint32 x;
  guint32 y;
  guint32 size;
} WuseLayerKey;

/**
 * WuseLayerCache:
 *
 * Least recently used goes first. Used by any number of threads.
 */
typedef struct _WuseLayerCache WuseLayerCache;

/**
 * wuse_layer_cache_new:
 *
 * Returns: (transfer full): an empty cache
 */
WuseLayerCache *wuse_layer_cache_new (void);

/**
 * wuse_layer_cache_ref:
 * @self: a cache
 *
 * Returns: (transfer full): @self
 */
WuseLayerCache *wuse_layer_cache_ref (WuseLayerCache *self);

/**
 * wuse_layer_cache_unref:
 * @self: (transfer full): a cache
 */
void wuse_layer_cache_unref (WuseLayerCache *self);

/**
 * wuse_layer_cache_lookup:
 * @self: a cache
 * @key: a tile
 * @layers: (out caller-allocates): references to its layers
 *
 * Returns: %TRUE if @layers was set
 */
gboolean wuse_layer_cache_lookup (WuseLayerCache *self, const WuseLayerKey *key, WuseLayers *layers);

/**
 * wuse_layer_cache_insert:
 * @self: a cache
 * @key: a tile
 * @layers: its layers; referenced
 * @makes_room: whether others may have to go for it; else it is kept only if there is room
 */
void wuse_layer_cache_insert (WuseLayerCache *self, const WuseLayerKey *key, const WuseLayers *layers, gboolean makes_room);

G_END_DECLS
