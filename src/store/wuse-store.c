/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache as an object: who runs what where, and who is told. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-private.h"

#include "wuse-store-file.h"
#include "wuse-store-outbox.h"
#include "wuse-store-thread.h"

#define N_READERS 2
#define ALL_TYPES ((1u << WUSE_N_RECORD_TYPES) - 1)

struct _WuseStore
{
  GObject parent_instance;

  WuseStoreFile file;
  gboolean is_read_only;
  WuseStoreThread *thread;
  WuseStorePool *pool;

  GMutex lock; /* for all below */
  char *feed;
  gint64 seq;
  gboolean is_filling;
  gboolean in_doubt;
  gboolean is_damaged;
  gboolean is_closed;
  WuseOutboxCounts outbox;
  guint changed_types; /* to be told of */
  gboolean has_activity;
  gboolean has_damage;
  gboolean has_outbox;
  gboolean is_telling; /* whether the idle source waits */
};

enum
{
  CHANGED,
  ACTIVITY,
  DAMAGED,
  OUTBOX_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseStore, wuse_store, G_TYPE_OBJECT)

static void
free_weak_cb (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
tell_cb (gpointer data)
{
  g_autoptr (WuseStore) self = g_weak_ref_get (data);
  gboolean has_activity, has_damage, has_outbox;
  guint types;
  gint64 seq;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  g_mutex_lock (&self->lock);
  types = self->changed_types;
  seq = self->seq;
  has_activity = self->has_activity;
  has_damage = self->has_damage;
  has_outbox = self->has_outbox;
  self->changed_types = 0;
  self->has_activity = self->has_damage = self->has_outbox = self->is_telling = FALSE;
  g_mutex_unlock (&self->lock);

  if (types != 0)
    g_signal_emit (self, signals[CHANGED], 0, types, seq);
  if (has_activity)
    g_signal_emit (self, signals[ACTIVITY], 0);
  if (has_damage)
    g_signal_emit (self, signals[DAMAGED], 0);
  if (has_outbox)
    g_signal_emit (self, signals[OUTBOX_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
tell (WuseStore *self)
{
  g_autoptr (GSource) source = NULL;
  GWeakRef *weak;

  if (self->is_telling || (self->changed_types == 0 && !self->has_activity && !self->has_damage && !self->has_outbox))
    return;

  self->is_telling = TRUE;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, weak, free_weak_cb);
  g_source_set_static_name (source, "[wuse] tell of changes in the store");
  g_source_attach (source, NULL);
}

static void
damaged_cb (gpointer data)
{
  WuseStore *self = data;

  g_mutex_lock (&self->lock);
  self->has_damage = self->has_damage || !self->is_damaged;
  self->is_damaged = TRUE;
  tell (self);
  g_mutex_unlock (&self->lock);
}

static void
written_cb (const WuseStoreState *state, const WuseStoreChange *change, const GError *error, gpointer data)
{
  WuseStore *self = data;

  if (g_error_matches (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT))
    damaged_cb (self);

  g_mutex_lock (&self->lock);
  if (state != NULL)
    {
      if (g_strcmp0 (self->feed, state->feed) != 0)
        {
          g_free (self->feed);
          self->feed = g_strdup (state->feed);
        }
      self->seq = state->seq;
      self->is_filling = state->is_filling;
      self->in_doubt = state->in_doubt;
      self->outbox = state->outbox;
    }
  self->changed_types |= change->types;
  self->has_activity = self->has_activity || change->has_activity;
  self->has_outbox = self->has_outbox || change->has_outbox;
  tell (self);
  g_mutex_unlock (&self->lock);
}

static void
wuse_store_finalize (GObject *object)
{
  WuseStore *self = WUSE_STORE (object);

  wuse_store_close (self);
  wuse_store_thread_free (self->thread);
  g_free (self->file.path);
  wuse_touch_log_free (self->file.touched);
  g_free (self->feed);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (wuse_store_parent_class)->finalize (object);
}

static void
wuse_store_class_init (WuseStoreClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wuse_store_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT64);
  signals[ACTIVITY] = g_signal_new ("activity", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DAMAGED] = g_signal_new ("damaged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OUTBOX_CHANGED] = g_signal_new ("outbox-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_store_init (WuseStore *self)
{
  g_mutex_init (&self->lock);
}

WuseStore *
wuse_store_open (const char *path, WuseStoreRecovery *recovery, GError **error)
{
  g_autoptr (WuseStore) self = NULL;
  WuseStoreRecovery done;
  WuseStoreWriter *writer;
  sqlite3 *db;

  g_return_val_if_fail (path != NULL, NULL);
  wuse_store_assert_not_main ();

  self = g_object_new (WUSE_TYPE_STORE, NULL);
  self->file.path = g_strdup (path);
  self->file.touched = wuse_touch_log_new ();
  db = wuse_store_file_open (&self->file, &done, error);
  if (db == NULL)
    return NULL;
  writer = wuse_store_writer_new (db, self->file.touched, error);
  if (writer == NULL)
    return NULL;

  self->is_read_only = done == WUSE_STORE_READ_ONLY;
  written_cb (wuse_store_writer_get_state (writer), &(WuseStoreChange){ 0 }, NULL, self);
  self->thread = wuse_store_thread_new (writer, written_cb, self);
  self->pool = wuse_store_pool_new (&self->file, N_READERS, damaged_cb, self);
  if (recovery != NULL)
    *recovery = done;

  return g_steal_pointer (&self);
}

void
wuse_store_close (WuseStore *self)
{
  WuseStoreWriter *writer = NULL;
  gboolean was_closed;

  g_return_if_fail (WUSE_IS_STORE (self));

  g_mutex_lock (&self->lock);
  was_closed = self->is_closed;
  self->is_closed = TRUE;
  g_mutex_unlock (&self->lock);
  if (was_closed)
    return;

  /* The writer's connection last: its closing is what folds the log back into the file. */
  if (self->thread != NULL)
    writer = wuse_store_thread_stop (self->thread);
  g_clear_pointer (&self->pool, wuse_store_pool_free);
  wuse_store_writer_free (writer);
}

/* Whether reading can be asked for; with the lock held, so that closing waits for what is being queued. */
static gboolean
is_open (WuseStore *self, GError **error)
{
  if (!self->is_closed)
    return TRUE;
  g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CLOSED, "the cache has been closed");

  return FALSE;
}

static gboolean
can_write (WuseStore *self, GError **error)
{
  gboolean can;

  g_mutex_lock (&self->lock);
  can = is_open (self, error);
  if (can && self->is_read_only)
    {
      g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_READ_ONLY, "the cache can only be read");
      can = FALSE;
    }
  else if (can && self->is_damaged)
    {
      g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the cache is damaged and has to be rebuilt");
      can = FALSE;
    }
  g_mutex_unlock (&self->lock);

  return can;
}

void
wuse_store_push_read (
    WuseStore *self, WuseStoreReadFunc func, gpointer data, GCancellable *cancellable, WuseStoreDoneFunc done, gpointer done_data)
{
  GError *error = NULL;
  gboolean can;

  g_mutex_lock (&self->lock);
  can = is_open (self, &error);
  if (can)
    wuse_store_pool_push (self->pool, func, data, cancellable, done, done_data);
  g_mutex_unlock (&self->lock);

  if (!can)
    done (NULL, error, done_data);
}

gboolean
wuse_store_call_write (WuseStore *self, WuseStoreWriteFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);
  wuse_store_assert_not_main ();

  return can_write (self, error) && wuse_store_thread_call (self->thread, func, data, WUSE_CALL_ASIDE, error);
}

/* What a call that waits hands to the writing thread and gets back. */
typedef struct
{
  const WuseDistrict *district;
  gint64 seq;
  GCancellable *cancellable;
  gboolean was_reset;
  WuseStore *store;
} Call;

static gboolean
begin_feed (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  Call *call = data;

  if (!wuse_store_writer_begin_feed (*writer, call->district, &call->was_reset, error))
    return FALSE;
  change->types = call->was_reset ? ALL_TYPES : 0;

  return TRUE;
}

static gboolean
drop_feed (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  change->types = ALL_TYPES;

  return wuse_store_writer_drop_feed (*writer, error);
}

static gboolean
end_feed (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  Call *call = data;

  return wuse_store_writer_end_feed (*writer, call->seq, call->cancellable, change, error);
}

static gboolean
dispel_doubt (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  return wuse_store_writer_dispel_doubt (*writer, error);
}

static gboolean
do_nothing (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  return TRUE;
}

static gboolean
rebuild (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  Call *call = data;
  WuseStore *self = call->store;
  sqlite3 *db;

  wuse_store_pool_pause (self->pool);
  g_clear_pointer (writer, wuse_store_writer_free);
  db = wuse_store_file_rebuild (&self->file, error);
  if (db != NULL)
    *writer = wuse_store_writer_new (db, self->file.touched, error);
  g_mutex_lock (&self->lock);
  self->is_damaged = *writer == NULL;
  g_mutex_unlock (&self->lock);
  wuse_store_pool_resume (self->pool);
  change->types = ALL_TYPES;
  change->has_activity = change->has_outbox = TRUE;

  return *writer != NULL;
}

gboolean
wuse_store_begin_feed (WuseStore *self, const WuseDistrict *district, gboolean *was_reset, GError **error)
{
  Call call = { .district = district };

  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);
  g_return_val_if_fail (district != NULL && district->feed != NULL, FALSE);
  wuse_store_assert_not_main ();

  if (!can_write (self, error) || !wuse_store_thread_call (self->thread, begin_feed, &call, WUSE_CALL_ORDERED, error))
    return FALSE;
  if (was_reset != NULL)
    *was_reset = call.was_reset;

  return TRUE;
}

gboolean
wuse_store_drop_feed (WuseStore *self, GError **error)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);
  wuse_store_assert_not_main ();

  return can_write (self, error) && wuse_store_thread_call (self->thread, drop_feed, NULL, WUSE_CALL_ORDERED, error);
}

gboolean
wuse_store_submit (WuseStore *self, WuseRecordBatch *batch, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);
  wuse_store_assert_not_main ();

  if (can_write (self, error))
    return wuse_store_thread_submit (self->thread, batch, cancellable, error);

  wuse_record_batch_free (batch);
  return FALSE;
}

gboolean
wuse_store_end_feed (WuseStore *self, gint64 seq, GCancellable *cancellable, GError **error)
{
  Call call = { .seq = seq, .cancellable = cancellable };

  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);
  wuse_store_assert_not_main ();

  return can_write (self, error) && wuse_store_thread_call (self->thread, end_feed, &call, WUSE_CALL_ORDERED, error);
}

gboolean
wuse_store_flush (WuseStore *self, GError **error)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);
  wuse_store_assert_not_main ();

  return can_write (self, error) && wuse_store_thread_call (self->thread, do_nothing, NULL, WUSE_CALL_ORDERED, error);
}

gboolean
wuse_store_get_cursor (WuseStore *self, char **feed, gint64 *seq)
{
  gboolean has_feed;

  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);

  g_mutex_lock (&self->lock);
  has_feed = self->feed != NULL;
  if (feed != NULL)
    *feed = g_strdup (self->feed);
  if (seq != NULL)
    *seq = self->seq;
  g_mutex_unlock (&self->lock);

  return has_feed;
}

static gboolean
get_flag (WuseStore *self, const gboolean *flag)
{
  gboolean value;

  g_mutex_lock (&self->lock);
  value = *flag;
  g_mutex_unlock (&self->lock);

  return value;
}

gboolean
wuse_store_is_filling (WuseStore *self)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);

  return get_flag (self, &self->is_filling);
}

gboolean
wuse_store_is_in_doubt (WuseStore *self)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);

  return get_flag (self, &self->in_doubt);
}

gboolean
wuse_store_dispel_doubt (WuseStore *self, GError **error)
{
  return wuse_store_call_write (self, dispel_doubt, NULL, error);
}

void
wuse_store_get_outbox_counts (WuseStore *self, WuseOutboxCounts *counts)
{
  g_return_if_fail (WUSE_IS_STORE (self));
  g_return_if_fail (counts != NULL);

  g_mutex_lock (&self->lock);
  *counts = self->outbox;
  g_mutex_unlock (&self->lock);
}

gboolean
wuse_store_is_read_only (WuseStore *self)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);

  return self->is_read_only;
}

gboolean
wuse_store_is_damaged (WuseStore *self)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);

  return get_flag (self, &self->is_damaged);
}

gboolean
wuse_store_was_unclean (WuseStore *self)
{
  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);

  return self->file.is_unclean;
}

gboolean
wuse_store_rebuild (WuseStore *self, GError **error)
{
  Call call = { .store = self };
  gboolean can;

  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);
  wuse_store_assert_not_main ();

  g_mutex_lock (&self->lock);
  can = is_open (self, error);
  g_mutex_unlock (&self->lock);
  if (can && self->is_read_only)
    return can_write (self, error);

  return can && wuse_store_thread_call (self->thread, rebuild, &call, WUSE_CALL_AFRESH, error);
}

void
wuse_store_post_write (WuseStore *self, WuseStoreWriteFunc func, GTask *task)
{
  GError *error = NULL;

  if (can_write (self, &error))
    {
      wuse_store_thread_post (self->thread, func, task);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}
