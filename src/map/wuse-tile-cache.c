/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table of images with a queue of how recently each was used. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-tile-cache.h"

struct _WuseTileCache
{
  GHashTable *tiles; /* key → WuseCachedTile */
  GQueue recent;
  gsize bytes;
  gsize max_bytes;
};

static gsize
image_bytes (const WuseFrameImage *image)
{
  return image != NULL ? (gsize) wuse_frame_image_get_width (image) * (gsize) wuse_frame_image_get_height (image) * 4 : 0;
}

static void
tile_free (WuseCachedTile *tile)
{
  wuse_frame_image_unref (tile->shown);
  wuse_frame_image_unref (tile->next);
  g_free (tile);
}

static void
drop (WuseTileCache *self, WuseCachedTile *tile)
{
  self->bytes -= image_bytes (tile->shown) + image_bytes (tile->next);
  g_queue_unlink (&self->recent, &tile->link);
  g_hash_table_remove (self->tiles, &tile->key);
}

static void
shrink (WuseTileCache *self)
{
  while (self->bytes > self->max_bytes && self->recent.length > 1)
    drop (self, g_queue_peek_tail (&self->recent));
}

WuseTileCache *
wuse_tile_cache_new (gsize max_bytes)
{
  WuseTileCache *self = g_new0 (WuseTileCache, 1);

  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) tile_free);
  self->max_bytes = max_bytes;
  return self;
}

void
wuse_tile_cache_free (WuseTileCache *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->tiles);
  g_free (self);
}

void
wuse_tile_cache_set_max_bytes (WuseTileCache *self, gsize max_bytes)
{
  g_return_if_fail (self != NULL);

  self->max_bytes = max_bytes;
  shrink (self);
}

gsize
wuse_tile_cache_get_bytes (const WuseTileCache *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->bytes;
}

WuseCachedTile *
wuse_tile_cache_lookup (WuseTileCache *self, WuseTileKey key)
{
  WuseCachedTile *tile;

  g_return_val_if_fail (self != NULL, NULL);

  tile = g_hash_table_lookup (self->tiles, &key);
  if (tile != NULL)
    {
      g_queue_unlink (&self->recent, &tile->link);
      g_queue_push_head_link (&self->recent, &tile->link);
    }
  return tile;
}

WuseCachedTile *
wuse_tile_cache_store (WuseTileCache *self, WuseTileKey key, WuseFrameImage *image, gboolean defer)
{
  WuseCachedTile *tile;
  WuseFrameImage **place;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (image != NULL, NULL);

  tile = wuse_tile_cache_lookup (self, key);
  if (tile == NULL)
    {
      tile = g_new0 (WuseCachedTile, 1);
      tile->key = key;
      tile->link.data = tile;
      g_hash_table_insert (self->tiles, &tile->key, tile);
      g_queue_push_head_link (&self->recent, &tile->link);
    }
  place = defer && tile->shown != NULL ? &tile->next : &tile->shown;
  self->bytes -= image_bytes (*place);
  wuse_frame_image_ref (image);
  wuse_frame_image_unref (*place);
  *place = image;
  self->bytes += image_bytes (image);
  tile->fresh = TRUE;
  tile->retry_at = 0;
  shrink (self);
  return tile;
}

void
wuse_tile_cache_invalidate (WuseTileCache *self, WuseTileCacheFunc func, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  for (GList *link = self->recent.head; link != NULL; link = link->next)
    {
      WuseCachedTile *tile = link->data;

      if (tile->fresh && (func == NULL || func (tile->key, user_data)))
        tile->fresh = FALSE;
    }
}

void
wuse_tile_cache_commit (WuseTileCache *self, GHashTable *replaced)
{
  g_return_if_fail (self != NULL);

  for (GList *link = self->recent.head; link != NULL; link = link->next)
    {
      WuseCachedTile *tile = link->data;

      if (tile->next == NULL)
        continue;
      self->bytes -= image_bytes (tile->shown);
      if (replaced != NULL && tile->shown != NULL)
        g_hash_table_insert (replaced, g_memdup2 (&tile->key, sizeof tile->key), g_steal_pointer (&tile->shown));
      g_clear_pointer (&tile->shown, wuse_frame_image_unref);
      tile->shown = g_steal_pointer (&tile->next);
    }
}

void
wuse_tile_cache_clear (WuseTileCache *self)
{
  g_return_if_fail (self != NULL);

  g_queue_init (&self->recent);
  g_hash_table_remove_all (self->tiles);
  self->bytes = 0;
}
