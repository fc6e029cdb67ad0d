/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what lies under and over the fills of recent tiles, so that new colours need only new fills. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-layer-cache.h"

#include <string.h>

typedef struct
{
  WuseLayerKey key;
  WuseLayers layers;
  GList link;
} Entry;

struct _WuseLayerCache
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GHashTable *entries;
  GQueue recent;
  gsize n_bytes;
};

void
wuse_layers_clear (WuseLayers *self)
{
  g_clear_pointer (&self->under, wuse_pixels_unref);
  g_clear_pointer (&self->over, wuse_pixels_unref);
}

static WuseLayers
ref_layers (const WuseLayers *layers)
{
  return (WuseLayers){
    .under = layers->under != NULL ? wuse_pixels_ref (layers->under) : NULL,
    .over = layers->over != NULL ? wuse_pixels_ref (layers->over) : NULL,
  };
}

static gsize
get_pixels_bytes (const WusePixels *pixels)
{
  return pixels != NULL ? wuse_pixels_get_stride (pixels) * (gsize) wuse_pixels_get_height (pixels) : 0;
}

static gsize
get_entry_bytes (const Entry *entry)
{
  return sizeof *entry + get_pixels_bytes (entry->layers.under) + get_pixels_bytes (entry->layers.over);
}

static guint
hash_key (gconstpointer data)
{
  const WuseLayerKey *key = data;

  return ((key->zoom * 31 + key->x) * 0x9e3779b1u + key->y) * 0x85ebca6bu + key->size;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (WuseLayerKey)) == 0;
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  wuse_layers_clear (&entry->layers);
  g_free (entry);
}

WuseLayerCache *
wuse_layer_cache_new (void)
{
  WuseLayerCache *self = g_new0 (WuseLayerCache, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->entries = g_hash_table_new_full (hash_key, equal_keys, NULL, free_entry);
  g_queue_init (&self->recent);

  return self;
}

WuseLayerCache *
wuse_layer_cache_ref (WuseLayerCache *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
wuse_layer_cache_unref (WuseLayerCache *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gboolean
wuse_layer_cache_lookup (WuseLayerCache *self, const WuseLayerKey *key, WuseLayers *layers)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Entry *entry;

  g_return_val_if_fail (self != NULL && key != NULL && layers != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    return FALSE;

  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  *layers = ref_layers (&entry->layers);

  return TRUE;
}

static void
remove_entry (WuseLayerCache *self, Entry *entry)
{
  self->n_bytes -= get_entry_bytes (entry);
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->entries, &entry->key);
}

void
wuse_layer_cache_insert (WuseLayerCache *self, const WuseLayerKey *key, const WuseLayers *layers, gboolean makes_room)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Entry *entry;

  g_return_if_fail (self != NULL && key != NULL && layers != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL)
    remove_entry (self, entry);

  entry = g_new0 (Entry, 1);
  entry->key = *key;
  entry->layers = ref_layers (layers);
  entry->link.data = entry;
  if (!makes_room && self->n_bytes + get_entry_bytes (entry) > WUSE_LAYER_CACHE_MAX_BYTES)
    {
      free_entry (entry);
      return;
    }
  g_hash_table_insert (self->entries, &entry->key, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->n_bytes += get_entry_bytes (entry);
  while (self->n_bytes > WUSE_LAYER_CACHE_MAX_BYTES && self->recent.length > 1)
    remove_entry (self, self->recent.tail->data);
}
