/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that fetches tiles: newest wish first, a folder on disk before it and pauses after failures. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-tile-queue.h"

#include "wuse-freshness.h"
#include "wuse-net-error-private.h"
#include "wuse-tile-download.h"

#include <string.h>

#define MAX_ATTEMPTS 3
#define MAX_QUEUED 2048
#define TIMEOUT_SECONDS 15
#define FIRST_PAUSE_MS 500
#define LONGEST_PAUSE_MS 60000
#define ABSENT_FRESH_SECONDS (24 * 3600)

struct _WuseTileQueue
{
  gatomicrefcount references;
  WuseTileTemplate *template;
  WuseTileFolder *folder;
  guint n_connections;
  GMainContext *context;
  GMainLoop *loop;
  GCancellable *ending;

  /* on the thread only */
  SoupSession *soup;
  GHashTable *fetches; /* of Fetch, by tile */
  GQueue waiting;      /* of Fetch, newest first */
  guint n_active;
  guint n_failures; /* in a row */
  gint64 paused_until;
  gboolean is_trimming;
};

typedef struct
{
  guint zoom;
  guint x;
  guint y;
} Tile;

typedef struct
{
  Tile tile;
  WuseTileQueue *queue;
  GPtrArray *tasks; /* of GTask; none for a renewal */
  WuseStoredTile *stale;
  gboolean is_renewal;
  guint n_attempts;
  gint64 not_before;
} Fetch;

static void pump (WuseTileQueue *self);

static WuseTileQueue *
ref_queue (WuseTileQueue *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
unref_queue (WuseTileQueue *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  wuse_tile_template_free (self->template);
  wuse_tile_folder_free (self->folder);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->ending);
  g_free (self);
}

static guint
hash_tile (gconstpointer key)
{
  const Tile *tile = key;

  return tile->zoom * 73856093u ^ tile->x * 19349663u ^ tile->y * 83492791u;
}

static gboolean
equal_tiles (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Tile)) == 0;
}

static void
free_fetch (gpointer data)
{
  Fetch *fetch = data;

  g_ptr_array_unref (fetch->tasks);
  g_clear_pointer (&fetch->stale, wuse_stored_tile_free);
  g_free (fetch);
}

static void
return_tile (GTask *task, GBytes *bytes)
{
  if (bytes != NULL)
    g_task_return_pointer (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The server has no such tile");
}

/* Ends a fetch: everyone who waits gets @bytes, or @error (transfer none) if set. */
static void
settle (Fetch *fetch, GBytes *bytes, const GError *error)
{
  WuseTileQueue *self = fetch->queue;

  for (guint i = 0; i < fetch->tasks->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (fetch->tasks, i), g_error_copy (error));
    else
      return_tile (g_ptr_array_index (fetch->tasks, i), bytes);

  g_hash_table_remove (self->fetches, &fetch->tile);
}

static void
trim_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WuseTileQueue *self = data;

  wuse_tile_folder_trim (self->folder);
  g_task_return_boolean (task, TRUE);
}

static void
trimmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseTileQueue *self = g_task_get_task_data (G_TASK (result));

  self->is_trimming = FALSE;
}

static void
trim_if_due (WuseTileQueue *self)
{
  if (self->is_trimming || !wuse_tile_folder_needs_trimming (self->folder))
    return;
  self->is_trimming = TRUE;

  g_autoptr (GTask) task = g_task_new (NULL, NULL, trimmed_cb, NULL);
  g_task_set_task_data (task, ref_queue (self), (GDestroyNotify) unref_queue);
  g_task_run_in_thread (task, trim_in_thread);
}

static gint64
now_seconds (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
keep (Fetch *fetch, GBytes *bytes, const char *etag, gint64 fresh_seconds)
{
  WuseTileQueue *self = fetch->queue;
  WuseStoredTile tile = { .bytes = bytes, .etag = (char *) etag, .expires = now_seconds () + fresh_seconds };

  /* A tile that cannot be kept can still be shown: a full disk is no reason for an empty map. */
  wuse_tile_folder_save (self->folder, fetch->tile.zoom, fetch->tile.x, fetch->tile.y, &tile, NULL);
  trim_if_due (self);
}

static gboolean
pump_cb (gpointer data)
{
  pump (data);
  return G_SOURCE_REMOVE;
}

static void
pump_at (WuseTileQueue *self, gint64 when)
{
  gint64 delay = (when - g_get_monotonic_time ()) / 1000 + 1;
  g_autoptr (GSource) source = g_timeout_source_new ((guint) CLAMP (delay, 1, LONGEST_PAUSE_MS));

  /* No reference: what is left in the context when the thread ends is never called, and must not keep the queue. */
  g_source_set_callback (source, pump_cb, self, NULL);
  g_source_attach (source, self->context);
}

/* After so many failures in a row that chance is out of the question, or at its own wish, the server is left alone: for half a
 * second at first, then, if the next ones fail too, for longer and longer. */
static void
count_failure (WuseTileQueue *self, gint64 wished)
{
  guint patience = MAX_ATTEMPTS * self->n_connections;

  self->n_failures = MIN (self->n_failures + 1, G_MAXINT);
  if (self->n_failures < patience && wished <= FIRST_PAUSE_MS)
    return;

  guint n_doublings = self->n_failures < patience ? 0 : (self->n_failures - patience) / self->n_connections;
  gint64 pause = MIN ((gint64) FIRST_PAUSE_MS << MIN (n_doublings, 7), LONGEST_PAUSE_MS);
  self->paused_until = g_get_monotonic_time () + MAX (pause, wished) * 1000;
}

/* Tries again later, or gives up. */
static void
fail (Fetch *fetch, GError *error, gboolean is_transient)
{
  WuseTileQueue *self = fetch->queue;
  gint64 wished = wuse_net_error_get_retry_after (error);

  if (is_transient)
    count_failure (self, wished);
  if (is_transient && ++fetch->n_attempts < MAX_ATTEMPTS && !fetch->is_renewal && wished <= FIRST_PAUSE_MS)
    {
      gint64 pause = FIRST_PAUSE_MS << (fetch->n_attempts - 1);
      fetch->not_before = g_get_monotonic_time () + g_random_int_range ((gint32) pause / 2, (gint32) pause) * 1000;
      g_queue_push_tail (&self->waiting, fetch);
      pump_at (self, fetch->not_before);
    }
  else
    settle (fetch, NULL, error);

  g_error_free (error);
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  WuseTileQueue *self = fetch->queue;
  g_autoptr (WuseTileAnswer) answer = NULL;
  gboolean is_transient = FALSE;
  GError *error = NULL;

  self->n_active--;
  answer = wuse_tile_download_finish (result, &is_transient, &error);
  if (answer == NULL)
    fail (fetch, error, is_transient);
  else
    {
      const WuseStoredTile *stale = answer->is_unmodified ? fetch->stale : NULL;
      GBytes *bytes = stale != NULL ? stale->bytes : answer->bytes;

      if (stale != NULL)
        keep (fetch, bytes, stale->etag, MAX (answer->fresh_seconds, WUSE_FRESHNESS_SHORTEST));
      else if (bytes == NULL)
        keep (fetch, NULL, NULL, ABSENT_FRESH_SECONDS);
      else if (answer->fresh_seconds >= 0)
        keep (fetch, bytes, answer->etag, answer->fresh_seconds);
      self->n_failures = 0;
      settle (fetch, bytes, NULL);
    }
  pump (self);
}

static void
send_fetch (Fetch *fetch)
{
  WuseTileQueue *self = fetch->queue;
  const char *etag = fetch->stale != NULL && fetch->stale->bytes != NULL ? fetch->stale->etag : NULL;

  self->n_active++;
  wuse_tile_download_async (self->soup, self->template, fetch->tile.zoom, fetch->tile.x, fetch->tile.y, etag, self->ending,
                            downloaded_cb, fetch);
}

static gboolean
is_still_wanted (Fetch *fetch)
{
  for (guint i = 0; i < fetch->tasks->len; i++)
    if (!g_cancellable_is_cancelled (g_task_get_cancellable (g_ptr_array_index (fetch->tasks, i))))
      return TRUE;

  return fetch->is_renewal;
}

static void
drop (Fetch *fetch, GIOErrorEnum code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, (int) code, message);

  settle (fetch, NULL, error);
}

/* Starts what may be started: newest wishes first, not more than the bound, nothing while the server is left alone. */
static void
pump (WuseTileQueue *self)
{
  gint64 now = g_get_monotonic_time ();
  GList *link = self->waiting.head;

  while (link != NULL && self->n_active < self->n_connections)
    {
      Fetch *fetch = link->data;
      GList *next = link->next;

      if (!is_still_wanted (fetch))
        {
          g_queue_delete_link (&self->waiting, link);
          drop (fetch, G_IO_ERROR_CANCELLED, "The tile is no longer wanted");
        }
      else if (now < self->paused_until)
        {
          g_autoptr (GError) error =
              wuse_tile_download_error (self->template, fetch->tile.zoom, fetch->tile.x, fetch->tile.y, WUSE_NET_ERROR_OFFLINE,
                                        "the server failed and is left alone for a while");

          g_queue_delete_link (&self->waiting, link);
          settle (fetch, NULL, error);
        }
      else if (now >= fetch->not_before)
        {
          g_queue_delete_link (&self->waiting, link);
          send_fetch (fetch);
        }
      link = next;
    }
}

static void
bound_queue (WuseTileQueue *self)
{
  while (self->waiting.length > MAX_QUEUED)
    drop (g_queue_pop_tail (&self->waiting), G_IO_ERROR_BUSY, "Too many tiles were asked for at once");
}

/* Looks on the disk; asks the server for what is not there, or out of date. */
static void
take_wish (WuseTileQueue *self, GTask *task)
{
  Tile *tile = g_task_get_task_data (task);
  Fetch *fetch = g_hash_table_lookup (self->fetches, tile);
  gboolean answered = FALSE;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (fetch != NULL && !fetch->is_renewal)
    {
      g_ptr_array_add (fetch->tasks, g_object_ref (task));
      return;
    }

  g_autoptr (WuseStoredTile) cached = wuse_tile_folder_load (self->folder, tile->zoom, tile->x, tile->y);
  if (cached != NULL && (cached->bytes != NULL || now_seconds () < cached->expires))
    {
      return_tile (task, cached->bytes);
      answered = TRUE;
    }
  if (answered && (fetch != NULL || now_seconds () < cached->expires))
    return;
  if (fetch != NULL)
    {
      fetch->is_renewal = FALSE;
      g_ptr_array_add (fetch->tasks, g_object_ref (task));
      return;
    }

  fetch = g_new0 (Fetch, 1);
  fetch->tile = *tile;
  fetch->queue = self;
  fetch->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  fetch->is_renewal = answered;
  fetch->stale = g_steal_pointer (&cached);
  if (!answered)
    g_ptr_array_add (fetch->tasks, g_object_ref (task));
  g_hash_table_insert (self->fetches, &fetch->tile, fetch);
  g_queue_push_head (&self->waiting, fetch);
  bound_queue (self);
  pump (self);
}

typedef struct
{
  WuseTileQueue *queue;
  GTask *task;
} Wish;

static void
free_wish (gpointer data)
{
  Wish *wish = data;

  unref_queue (wish->queue);
  g_object_unref (wish->task);
  g_free (wish);
}

static gboolean
wish_cb (gpointer data)
{
  Wish *wish = data;

  take_wish (wish->queue, wish->task);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  WuseTileQueue *self = data;

  g_main_context_push_thread_default (self->context);
  self->soup =
      soup_session_new_with_options ("max-conns", (int) self->n_connections, "max-conns-per-host", (int) self->n_connections,
                                     "timeout", TIMEOUT_SECONDS, "user-agent", "Wuse/" WUSE_VERSION, NULL);
  self->fetches = g_hash_table_new_full (hash_tile, equal_tiles, NULL, free_fetch);
  soup_session_remove_feature_by_type (self->soup, SOUP_TYPE_AUTH_MANAGER);

  g_main_loop_run (self->loop);

  /* Whatever is under way was cancelled by the one who ended the loop; its answers are still waited for here. */
  self->paused_until = G_MAXINT64;
  pump (self);
  while (self->n_active > 0 || self->is_trimming)
    g_main_context_iteration (self->context, TRUE);
  while (self->waiting.length > 0)
    drop (g_queue_pop_head (&self->waiting), G_IO_ERROR_CANCELLED, "The tile is no longer wanted");
  g_clear_pointer (&self->fetches, g_hash_table_unref);
  g_clear_object (&self->soup);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  unref_queue (self);

  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  WuseTileQueue *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

WuseTileQueue *
wuse_tile_queue_start (WuseTileTemplate *template, WuseTileFolder *folder, guint n_connections)
{
  WuseTileQueue *self = g_new0 (WuseTileQueue, 1);

  g_atomic_ref_count_init (&self->references);
  self->template = template;
  self->folder = folder;
  self->n_connections = n_connections;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->ending = g_cancellable_new ();
  g_queue_init (&self->waiting);
  g_thread_unref (g_thread_new ("wuse-tiles", run, ref_queue (self)));

  return self;
}

static void
attach (WuseTileQueue *self, GSourceFunc func, gpointer data, GDestroyNotify data_free)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, data_free);
  g_source_attach (source, self->context);
}

void
wuse_tile_queue_end (WuseTileQueue *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->ending);
  attach (self, quit_cb, ref_queue (self), (GDestroyNotify) unref_queue);
  unref_queue (self);
}

void
wuse_tile_queue_wish (WuseTileQueue *self, guint zoom, guint x, guint y, GTask *task)
{
  Tile *tile = g_new0 (Tile, 1);
  Wish *wish = g_new0 (Wish, 1);

  *tile = (Tile){ zoom, x, y };
  g_task_set_task_data (task, tile, g_free);
  wish->queue = ref_queue (self);
  wish->task = g_object_ref (task);
  attach (self, wish_cb, wish, free_wish);
}
