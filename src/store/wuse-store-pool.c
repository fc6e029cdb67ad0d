/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading threads. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-pool.h"

#include "wuse-store-reader-private.h"

/* Virtual machine steps between two looks at whether the result is still wanted. */
#define STEPS_PER_LOOK 20000

typedef struct
{
  WuseStoreReadFunc func;
  gpointer func_data;
  GCancellable *cancellable;
  WuseStoreDoneFunc done;
  gpointer done_data;
} Read;

struct _WuseStorePool
{
  const WuseStoreFile *file;
  WuseStoreDamagedFunc damaged;
  gpointer damaged_data;

  GMutex lock;
  GCond cond;
  GQueue waiting;
  GPtrArray *threads;
  guint n_busy; /* threads that read or have a connection */
  gboolean is_paused;
  int is_ending; /* atomic */
};

typedef struct
{
  WuseStorePool *pool;
  GCancellable *cancellable;
} Watch;

static int
look_cb (gpointer data)
{
  const Watch *watch = data;

  return g_atomic_int_get (&watch->pool->is_ending) || g_cancellable_is_cancelled (watch->cancellable);
}

static gpointer
run_read (WuseStorePool *self, WuseStoreReader *reader, const Read *item, GError **error)
{
  Watch watch = { self, item->cancellable };
  gpointer result = NULL;

  sqlite3_progress_handler (reader->db, STEPS_PER_LOOK, look_cb, &watch);
  if (wuse_store_reader_begin (reader, error))
    result = item->func (reader, item->func_data, item->cancellable, error);
  sqlite3_progress_handler (reader->db, 0, NULL, NULL);
  wuse_store_reader_end (reader);

  return result;
}

static void
perform (WuseStorePool *self, WuseStoreReader **reader, Read *item)
{
  gpointer result = NULL;
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (item->cancellable, &error))
    {
      if (*reader == NULL)
        *reader = wuse_store_reader_new (self->file, &error);
      if (*reader != NULL)
        result = run_read (self, *reader, item, &error);
    }
  if (g_error_matches (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT))
    self->damaged (self->damaged_data);

  item->done (result, error, item->done_data);
  g_clear_object (&item->cancellable);
  g_free (item);
}

static gpointer
read_thread (gpointer data)
{
  WuseStorePool *self = data;
  WuseStoreReader *reader = NULL;
  gboolean is_busy = FALSE;
  Read *item;

  g_mutex_lock (&self->lock);
  while (!g_atomic_int_get (&self->is_ending))
    {
      item = self->is_paused ? NULL : g_queue_pop_head (&self->waiting);
      if (item != NULL)
        {
          self->n_busy += is_busy ? 0 : 1;
          is_busy = TRUE;
          g_mutex_unlock (&self->lock);
          perform (self, &reader, item);
          g_mutex_lock (&self->lock);
          continue;
        }
      if (self->is_paused && is_busy)
        {
          g_clear_pointer (&reader, wuse_store_reader_free);
          is_busy = FALSE;
          self->n_busy--;
          g_cond_broadcast (&self->cond);
        }
      g_cond_wait (&self->cond, &self->lock);
    }
  g_mutex_unlock (&self->lock);

  wuse_store_reader_free (reader);
  return NULL;
}

WuseStorePool *
wuse_store_pool_new (const WuseStoreFile *file, guint n_threads, WuseStoreDamagedFunc damaged, gpointer data)
{
  WuseStorePool *self = g_new0 (WuseStorePool, 1);

  self->file = file;
  self->damaged = damaged;
  self->damaged_data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  g_queue_init (&self->waiting);
  self->threads = g_ptr_array_new ();
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (self->threads, g_thread_new ("wuse-reader", read_thread, self));

  return self;
}

void
wuse_store_pool_free (WuseStorePool *self)
{
  Read *item;

  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  g_atomic_int_set (&self->is_ending, TRUE);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));

  while ((item = g_queue_pop_head (&self->waiting)) != NULL)
    {
      item->done (NULL, g_error_new_literal (WUSE_STORE_ERROR, WUSE_STORE_ERROR_CLOSED, "the cache has been closed"),
                  item->done_data);
      g_clear_object (&item->cancellable);
      g_free (item);
    }
  g_ptr_array_unref (self->threads);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
wuse_store_pool_push (WuseStorePool *self,
                      WuseStoreReadFunc func,
                      gpointer func_data,
                      GCancellable *cancellable,
                      WuseStoreDoneFunc done,
                      gpointer done_data)
{
  Read *item = g_new0 (Read, 1);

  item->func = func;
  item->func_data = func_data;
  g_set_object (&item->cancellable, cancellable);
  item->done = done;
  item->done_data = done_data;

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->waiting, item);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

void
wuse_store_pool_pause (WuseStorePool *self)
{
  g_mutex_lock (&self->lock);
  self->is_paused = TRUE;
  g_cond_broadcast (&self->cond);
  while (self->n_busy > 0)
    g_cond_wait (&self->cond, &self->lock);
  g_mutex_unlock (&self->lock);
}

void
wuse_store_pool_resume (WuseStorePool *self)
{
  g_mutex_lock (&self->lock);
  self->is_paused = FALSE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}
