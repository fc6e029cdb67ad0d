/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images of tiles, bounded in bytes. */

#pragma once

#include "wuse-frame-image.h"
#include "wuse-tile-key.h"

G_BEGIN_DECLS

/**
 * WuseCachedTile:
 * @key: its address
 * @shown: (nullable): what is shown
 * @next: (nullable): what will be shown once all of the view is ready
 * @fresh: whether @next, or @shown where there is no @next, is what the present scene gives
 * @retry_at: monotonic time from which its base map should be asked for again, 0 if it is complete
 * @link: internal
 *
 * A tile at hand.
 */
typedef struct
{
  WuseTileKey key;
  WuseFrameImage *shown;
  WuseFrameImage *next;
  gboolean fresh;
  gint64 retry_at;
  GList link;
} WuseCachedTile;

/**
 * WuseTileCache:
 *
 * Least recently used first out. For one thread.
 */
typedef struct _WuseTileCache WuseTileCache;

/**
 * wuse_tile_cache_new:
 * @max_bytes: bound
 *
 * Returns: (transfer full): an empty cache
 */
WuseTileCache *wuse_tile_cache_new (gsize max_bytes);

/**
 * wuse_tile_cache_free:
 * @self: (transfer full) (nullable): a cache
 */
void wuse_tile_cache_free (WuseTileCache *self);

/**
 * wuse_tile_cache_set_max_bytes:
 * @self: a cache
 * @max_bytes: bound
 */
void wuse_tile_cache_set_max_bytes (WuseTileCache *self, gsize max_bytes);

/**
 * wuse_tile_cache_get_bytes:
 * @self: a cache
 *
 * Returns: bytes of all images
 */
gsize wuse_tile_cache_get_bytes (const WuseTileCache *self);

/**
 * wuse_tile_cache_lookup:
 * @self: a cache
 * @key: an address
 *
 * Returns: (transfer none) (nullable): the tile, from now on the most recently used
 */
WuseCachedTile *wuse_tile_cache_lookup (WuseTileCache *self, WuseTileKey key);

/**
 * wuse_tile_cache_store:
 * @self: a cache
 * @key: an address
 * @image: what the present scene gives
 * @defer: %TRUE to keep showing an older image, if there is one, until wuse_tile_cache_commit()
 *
 * Returns: (transfer none): the tile
 */
WuseCachedTile *wuse_tile_cache_store (WuseTileCache *self, WuseTileKey key, WuseFrameImage *image, gboolean defer);

/**
 * WuseTileCacheFunc:
 * @key: an address
 * @user_data: what was handed over
 *
 * Returns: %TRUE if the tile is no longer what the scene gives
 */
typedef gboolean (*WuseTileCacheFunc) (WuseTileKey key, gpointer user_data);

/**
 * wuse_tile_cache_invalidate:
 * @self: a cache
 * @func: (nullable): says which tiles; %NULL for all
 * @user_data: handed to @func
 *
 * Tiles stay to be shown, but are no longer fresh.
 */
void wuse_tile_cache_invalidate (WuseTileCache *self, WuseTileCacheFunc func, gpointer user_data);

/**
 * wuse_tile_cache_commit:
 * @self: a cache
 * @replaced: (nullable) (element-type guint64 WuseFrameImage): where to put the images that are shown no longer, by key
 *
 * Shows what was deferred.
 */
void wuse_tile_cache_commit (WuseTileCache *self, GHashTable *replaced);

/**
 * wuse_tile_cache_clear:
 * @self: a cache
 */
void wuse_tile_cache_clear (WuseTileCache *self);

G_END_DECLS
