/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map source: what is wanted, what is painted, what is at hand. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-area-source.h"

#include "wuse-base-waits.h"
#include "wuse-map-transform.h"
#include "wuse-scene-change.h"
#include "wuse-tile-cache.h"
#include "wuse-tile-painter.h"

#define RETRY_INTERVAL_S 5
/* A screen of 8K in tiles of 256 pixels. */
#define MAX_VISIBLE_JOBS 512u
#define MIN_CACHE_BYTES (48u * 1024 * 1024)

typedef struct
{
  WuseAreaSource *self; /* a reference */
  WuseTileKey key;
  GCancellable *cancellable;
  gint64 retry_at;
  gboolean outdated;
} Job;

struct _WuseAreaSource
{
  ShumateMapSource parent_instance;

  WuseScene *scene;
  WuseScene *next_scene; /* comes after the transition under way, with next_base */
  WuseBaseMap *next_base;
  guint64 next_generation;
  guint64 generation;       /* of what is shown */
  guint64 scene_generation; /* of scene */
  gboolean transition;
  WuseBaseMap *base;
  int scale;

  WuseTileCache *cache;
  GHashTable *jobs; /* key → Job; not owned */
  WuseBaseWaits *waits;
  GArray *visible;
  GArray *ahead;
  GPtrArray *fills; /* GTask of a tile to fill */
  guint n_running;
  guint retry_id;
  guint64 n_painted;
};

enum
{
  TILE_PAINTED,
  SCENE_READY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseAreaSource, wuse_area_source, SHUMATE_TYPE_MAP_SOURCE)

static void pump (WuseAreaSource *self);

/* A base map has come, or patience has ended. */
static void
base_waited_cb (WuseTileKey key, gboolean is_late, gpointer user_data)
{
  WuseAreaSource *self = user_data;
  WuseCachedTile *cached = wuse_tile_cache_lookup (self->cache, key);
  Job *job = g_hash_table_lookup (self->jobs, &key);

  /* Painted without patience: now it can be done properly. */
  if (is_late && cached != NULL)
    cached->fresh = FALSE;
  if (is_late && job != NULL)
    job->outdated = TRUE;
  pump (self);
}

static gboolean
retry_cb (gpointer user_data)
{
  WuseAreaSource *self = user_data;

  self->retry_id = 0;
  pump (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_fresh (WuseAreaSource *self, WuseTileKey key)
{
  const WuseCachedTile *tile = wuse_tile_cache_lookup (self->cache, key);

  return tile != NULL && tile->fresh;
}

static gboolean
view_is_fresh (WuseAreaSource *self)
{
  for (guint i = 0; i < self->visible->len; i++)
    if (!is_fresh (self, g_array_index (self->visible, WuseTileKey, i)))
      return FALSE;
  return TRUE;
}

static void
check_transition (WuseAreaSource *self)
{
  if (self->transition && view_is_fresh (self))
    g_signal_emit (self, signals[SCENE_READY], 0);
}

static WuseTileKey
get_fill_key (GTask *task)
{
  ShumateTile *tile = g_task_get_task_data (task);

  return wuse_tile_key (shumate_tile_get_zoom_level (tile), shumate_tile_get_x (tile), shumate_tile_get_y (tile));
}

static void
finish_fills (WuseAreaSource *self)
{
  for (guint i = 0; i < self->fills->len;)
    {
      g_autoptr (GTask) task = g_object_ref (g_ptr_array_index (self->fills, i));
      ShumateTile *tile = g_task_get_task_data (task);
      WuseCachedTile *cached = wuse_tile_cache_lookup (self->cache, get_fill_key (task));

      if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        {
          g_ptr_array_remove_index_fast (self->fills, i);
          g_task_return_error_if_cancelled (task);
        }
      else if (cached != NULL && cached->shown != NULL)
        {
          g_autoptr (GdkTexture) texture = wuse_frame_image_make_texture (cached->shown);

          g_ptr_array_remove_index_fast (self->fills, i);
          shumate_tile_set_paintable (tile, GDK_PAINTABLE (texture));
          shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
          g_task_return_boolean (task, TRUE);
        }
      else
        i++;
    }
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (WuseAreaSource) self = job->self;
  g_autoptr (WuseFrameImage) image = wuse_tile_painter_paint_finish (result, NULL);

  if (g_hash_table_lookup (self->jobs, &job->key) == job)
    g_hash_table_remove (self->jobs, &job->key);
  self->n_running--;
  if (image != NULL && !job->outdated)
    {
      WuseCachedTile *tile = wuse_tile_cache_store (self->cache, job->key, image, self->transition);

      tile->retry_at = job->retry_at;
      self->n_painted++;
      finish_fills (self);
      if (tile->next == NULL)
        g_signal_emit (self, signals[TILE_PAINTED], 0, job->key);
    }
  g_object_unref (job->cancellable);
  g_free (job);
  pump (self);
  check_transition (self);
}

static void
start_job (WuseAreaSource *self, WuseTileKey key, WuseBaseTile *base, gint64 retry_at, WuseWorkerPriority priority)
{
  Job *job = g_new0 (Job, 1);

  job->self = g_object_ref (self);
  job->key = key;
  job->cancellable = g_cancellable_new ();
  job->retry_at = retry_at;
  g_hash_table_insert (self->jobs, &job->key, job);
  self->n_running++;
  wuse_tile_painter_paint_async (self->scene, key, self->scale, base, priority, job->cancellable, painted_cb, job);
}

/* Starts what is missing of a list. Returns whether something is still to be started. */
static gboolean
start_missing (WuseAreaSource *self, GArray *keys, gboolean ahead, guint max_running)
{
  gint64 now = g_get_monotonic_time ();
  gboolean left = FALSE;

  for (guint i = 0; i < keys->len; i++)
    {
      WuseTileKey key = g_array_index (keys, WuseTileKey, i);
      const WuseCachedTile *tile = wuse_tile_cache_lookup (self->cache, key);
      gboolean fresh = tile != NULL && tile->fresh;
      g_autoptr (WuseBaseTile) base = NULL;
      gint64 retry_at;

      if (fresh && !ahead && tile->retry_at != 0 && self->retry_id == 0)
        self->retry_id = g_timeout_add_seconds (RETRY_INTERVAL_S, retry_cb, self);
      if ((fresh && (tile->retry_at == 0 || ahead || now < tile->retry_at)) || g_hash_table_contains (self->jobs, &key))
        continue;
      if (self->n_running >= max_running)
        return TRUE;
      if (wuse_base_waits_prepare (self->waits, self->base, key, fresh, ahead, &base, &retry_at))
        start_job (self, key, base, retry_at, ahead ? WUSE_WORKER_AHEAD : WUSE_WORKER_VISIBLE);
      else
        left |= !ahead;
    }
  return left;
}

/* What plain map layers asked for. */
static GArray *
get_fill_keys (WuseAreaSource *self)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (WuseTileKey));

  for (guint i = 0; i < self->fills->len; i++)
    {
      WuseTileKey key = get_fill_key (g_ptr_array_index (self->fills, i));

      g_array_append_val (keys, key);
    }
  return keys;
}

/* What is in view is handed over at once, so that no worker waits for the main thread. Of what is ahead only a little: it
 * changes faster than it is painted, and one core is left to the frames. */
static void
pump (WuseAreaSource *self)
{
  guint n_processors = MAX (g_get_num_processors (), 2);
  g_autoptr (GArray) fills = NULL;

  if (self->scene == NULL)
    return;
  fills = get_fill_keys (self);
  if (!start_missing (self, self->visible, FALSE, MAX_VISIBLE_JOBS) && !start_missing (self, fills, FALSE, MAX_VISIBLE_JOBS))
    start_missing (self, self->ahead, TRUE, n_processors - 1);
}

static void
cancel_job (Job *job)
{
  job->outdated = TRUE;
  g_cancellable_cancel (job->cancellable);
}

/* Takes back jobs and waits that nobody wants any more, or that would paint an old scene. */
static void
cancel_jobs (WuseAreaSource *self, WuseTileKeyFunc is_unwanted, gpointer user_data, gboolean waits_too)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Job *job = value;

      if (!is_unwanted (job->key, user_data))
        continue;
      g_hash_table_iter_remove (&iter);
      cancel_job (job);
    }
  if (waits_too)
    wuse_base_waits_drop (self->waits, is_unwanted, user_data);
}

static gboolean
is_affected_cb (WuseTileKey key, gpointer user_data)
{
  return wuse_scene_change_affects (user_data, key);
}

static gboolean
is_any_cb (WuseTileKey key, gpointer user_data)
{
  return TRUE;
}

static gboolean
is_not_in_set_cb (WuseTileKey key, gpointer user_data)
{
  return !g_hash_table_contains (user_data, &key);
}

static gboolean
view_shows_something (WuseAreaSource *self)
{
  for (guint i = 0; i < self->visible->len; i++)
    {
      const WuseCachedTile *tile = wuse_tile_cache_lookup (self->cache, g_array_index (self->visible, WuseTileKey, i));

      if (tile != NULL && tile->shown != NULL)
        return TRUE;
    }
  return FALSE;
}

/* From here on tiles are painted anew; what is shown stays until the view is ready. */
static void
begin_transition (WuseAreaSource *self)
{
  self->transition = view_shows_something (self);
  if (!self->transition)
    {
      wuse_tile_cache_commit (self->cache, NULL);
      self->generation = self->scene_generation;
    }
  pump (self);
  check_transition (self);
}

static void
take_scene (WuseAreaSource *self, WuseScene *scene, WuseBaseMap *base, guint64 generation)
{
  g_autoptr (WuseSceneChange) change = wuse_scene_change_new (self->scene, scene);

  if (g_set_object (&self->base, base))
    {
      wuse_tile_cache_invalidate (self->cache, NULL, NULL);
      cancel_jobs (self, is_any_cb, NULL, TRUE);
    }
  else
    {
      wuse_tile_cache_invalidate (self->cache, is_affected_cb, change);
      cancel_jobs (self, is_affected_cb, change, FALSE);
    }
  g_clear_pointer (&self->scene, wuse_scene_unref);
  self->scene = wuse_scene_ref (scene);
  self->scene_generation = generation;
  begin_transition (self);
}

static void
fill_tile_async (
    ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  WuseAreaSource *self = WUSE_AREA_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fill_tile_async);
  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  g_ptr_array_add (self->fills, task);
  finish_fills (self);
  pump (self);
}

static gboolean
fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
wuse_area_source_dispose (GObject *object)
{
  WuseAreaSource *self = WUSE_AREA_SOURCE (object);

  /* Jobs hold references: none runs any more. */
  g_clear_handle_id (&self->retry_id, g_source_remove);
  wuse_base_waits_drop (self->waits, is_any_cb, NULL);
  g_clear_object (&self->base);
  g_clear_object (&self->next_base);
  g_clear_pointer (&self->scene, wuse_scene_unref);
  g_clear_pointer (&self->next_scene, wuse_scene_unref);

  G_OBJECT_CLASS (wuse_area_source_parent_class)->dispose (object);
}

static void
wuse_area_source_finalize (GObject *object)
{
  WuseAreaSource *self = WUSE_AREA_SOURCE (object);

  g_hash_table_unref (self->jobs);
  wuse_base_waits_free (self->waits);
  g_array_unref (self->visible);
  g_array_unref (self->ahead);
  g_ptr_array_unref (self->fills);
  wuse_tile_cache_free (self->cache);

  G_OBJECT_CLASS (wuse_area_source_parent_class)->finalize (object);
}

static void
wuse_area_source_class_init (WuseAreaSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  object_class->dispose = wuse_area_source_dispose;
  object_class->finalize = wuse_area_source_finalize;
  source_class->fill_tile_async = fill_tile_async;
  source_class->fill_tile_finish = fill_tile_finish;

  signals[TILE_PAINTED] = g_signal_new ("tile-painted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[SCENE_READY] =
      g_signal_new ("scene-ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_area_source_init (WuseAreaSource *self)
{
  self->scale = 1;
  self->cache = wuse_tile_cache_new (MIN_CACHE_BYTES);
  self->jobs = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->waits = wuse_base_waits_new (base_waited_cb, self);
  self->visible = g_array_new (FALSE, FALSE, sizeof (WuseTileKey));
  self->ahead = g_array_new (FALSE, FALSE, sizeof (WuseTileKey));
  self->fills = g_ptr_array_new_with_free_func (g_object_unref);
}

WuseAreaSource *
wuse_area_source_new (void)
{
  return g_object_new (WUSE_TYPE_AREA_SOURCE, "id", "wuse-areas", "name", "Wuse", "min-zoom-level", WUSE_AREA_SOURCE_MIN_ZOOM,
                       "max-zoom-level", WUSE_AREA_SOURCE_MAX_ZOOM, "tile-size", WUSE_MAP_TILE_SIZE, NULL);
}

void
wuse_area_source_set_scene (WuseAreaSource *self, WuseScene *scene, WuseBaseMap *base, guint64 generation)
{
  g_return_if_fail (WUSE_IS_AREA_SOURCE (self));
  g_return_if_fail (scene != NULL);

  g_clear_pointer (&self->next_scene, wuse_scene_unref);
  g_clear_object (&self->next_base);
  if (self->transition)
    {
      self->next_scene = wuse_scene_ref (scene);
      g_set_object (&self->next_base, base);
      self->next_generation = generation;
    }
  else
    take_scene (self, scene, base, generation);
}

void
wuse_area_source_set_scale (WuseAreaSource *self, int scale)
{
  g_return_if_fail (WUSE_IS_AREA_SOURCE (self));
  g_return_if_fail (scale >= 1 && scale <= 4);

  if (self->scale == scale)
    return;
  self->scale = scale;
  cancel_jobs (self, is_any_cb, NULL, FALSE);
  wuse_tile_cache_invalidate (self->cache, NULL, NULL);
  pump (self);
}

static void
take_keys (GArray *array, GHashTable *set, const WuseTileKey *keys, guint n_keys)
{
  g_array_set_size (array, 0);
  g_array_append_vals (array, keys, n_keys);
  for (guint i = 0; i < n_keys; i++)
    g_hash_table_add (set, &g_array_index (array, WuseTileKey, i));
}

void
wuse_area_source_set_demand (
    WuseAreaSource *self, const WuseTileKey *visible, guint n_visible, const WuseTileKey *ahead, guint n_ahead)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  gsize tile_bytes;

  g_return_if_fail (WUSE_IS_AREA_SOURCE (self));
  g_return_if_fail (visible != NULL || n_visible == 0);
  g_return_if_fail (ahead != NULL || n_ahead == 0);

  take_keys (self->visible, wanted, visible, n_visible);
  take_keys (self->ahead, wanted, ahead, n_ahead);
  /* Half as much again as is wanted: the way back is at hand, and room for what is deferred. */
  tile_bytes = (gsize) WUSE_MAP_TILE_SIZE * WUSE_MAP_TILE_SIZE * 4 * (gsize) (self->scale * self->scale);
  wuse_tile_cache_set_max_bytes (self->cache, MAX (MIN_CACHE_BYTES, (2 * n_visible + n_ahead) * tile_bytes * 5 / 4));
  cancel_jobs (self, is_not_in_set_cb, wanted, TRUE);
  pump (self);
  check_transition (self);
}

WuseFrameImage *
wuse_area_source_lookup (WuseAreaSource *self, WuseTileKey key, gboolean *fresh)
{
  const WuseCachedTile *tile;

  g_return_val_if_fail (WUSE_IS_AREA_SOURCE (self), NULL);

  tile = wuse_tile_cache_lookup (self->cache, key);
  if (fresh != NULL)
    *fresh = tile != NULL && tile->fresh && tile->next == NULL;
  return tile != NULL ? tile->shown : NULL;
}

void
wuse_area_source_commit (WuseAreaSource *self, GHashTable *replaced)
{
  g_autoptr (WuseScene) next = NULL;
  g_autoptr (WuseBaseMap) base = NULL;

  g_return_if_fail (WUSE_IS_AREA_SOURCE (self));

  wuse_tile_cache_commit (self->cache, replaced);
  self->transition = FALSE;
  self->generation = self->scene_generation;
  next = g_steal_pointer (&self->next_scene);
  base = g_steal_pointer (&self->next_base);
  if (next != NULL)
    take_scene (self, next, base, self->next_generation);
}

guint64
wuse_area_source_get_generation (WuseAreaSource *self)
{
  g_return_val_if_fail (WUSE_IS_AREA_SOURCE (self), 0);

  return self->generation;
}

void
wuse_area_source_get_usage (WuseAreaSource *self, guint64 *n_painted, gsize *cache_bytes)
{
  g_return_if_fail (WUSE_IS_AREA_SOURCE (self));
  g_return_if_fail (n_painted != NULL && cache_bytes != NULL);

  *n_painted = self->n_painted;
  *cache_bytes = wuse_tile_cache_get_bytes (self->cache);
}
