/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles whose base map is on its way. */

#define G_LOG_DOMAIN "wuse-map"

#include "config.h"

#include "wuse-base-waits.h"

/* How long a tile in view waits for its base map before it is painted without. */
#define PATIENCE_MS 150
/* Tiles ahead whose base map is fetched at the same time. */
#define MAX_AHEAD 8u

struct _WuseBaseWaits
{
  GHashTable *waits; /* key → Wait */
  WuseBaseWaitedFunc func;
  gpointer user_data;
};

typedef struct
{
  WuseBaseWaits *all; /* not a reference: waits end with it */
  WuseTileKey key;
  WuseBaseLoad *load;
  guint patience_id;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_clear_handle_id (&wait->patience_id, g_source_remove);
  g_clear_pointer (&wait->load, wuse_base_load_cancel);
  g_free (wait);
}

static void
loaded_cb (WuseBaseTile *tile, gpointer user_data)
{
  Wait *wait = user_data;
  WuseBaseWaits *self = wait->all;
  const WuseTileKey key = wait->key;
  const gboolean is_late = tile != NULL && wait->patience_id == 0;

  wait->load = NULL;
  g_hash_table_remove (self->waits, &key);
  self->func (key, is_late, self->user_data);
}

static gboolean
patience_cb (gpointer user_data)
{
  Wait *wait = user_data;

  wait->patience_id = 0;
  wait->all->func (wait->key, FALSE, wait->all->user_data);
  return G_SOURCE_REMOVE;
}

WuseBaseWaits *
wuse_base_waits_new (WuseBaseWaitedFunc func, gpointer user_data)
{
  WuseBaseWaits *self = g_new0 (WuseBaseWaits, 1);

  self->waits = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, wait_free);
  self->func = func;
  self->user_data = user_data;
  return self;
}

void
wuse_base_waits_free (WuseBaseWaits *self)
{
  g_hash_table_unref (self->waits);
  g_free (self);
}

gboolean
wuse_base_waits_prepare (WuseBaseWaits *self,
                         WuseBaseMap *base,
                         WuseTileKey key,
                         gboolean is_painted,
                         gboolean is_ahead,
                         WuseBaseTile **tile,
                         gint64 *retry_at)
{
  guint zoom = wuse_tile_key_zoom (key), x = wuse_tile_key_x (key), y = wuse_tile_key_y (key);
  Wait *wait;

  *tile = NULL;
  *retry_at = 0;
  if (base == NULL || wuse_base_map_get_kind (base) != WUSE_BASE_MAP_TILES
      || wuse_base_map_peek (base, zoom, x, y, tile, retry_at))
    return TRUE;
  wait = g_hash_table_lookup (self->waits, &key);
  if (wait != NULL)
    return wait->patience_id == 0 && !is_painted && !is_ahead;
  if (is_ahead && g_hash_table_size (self->waits) >= MAX_AHEAD)
    return FALSE;
  wait = g_new0 (Wait, 1);
  wait->all = self;
  wait->key = key;
  wait->load = wuse_base_map_load (base, zoom, x, y, loaded_cb, wait);
  wait->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, wait);
  g_hash_table_insert (self->waits, &wait->key, wait);
  return FALSE;
}

void
wuse_base_waits_drop (WuseBaseWaits *self, WuseTileKeyFunc is_unwanted, gpointer user_data)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->waits);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (is_unwanted (((Wait *) value)->key, user_data))
      g_hash_table_iter_remove (&iter);
}
