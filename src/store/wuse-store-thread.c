/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing thread. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-thread.h"

#define MAX_BATCHES 2

/* One of: a batch, a call that somebody waits for, a task. */
typedef struct
{
  WuseRecordBatch *batch;
  WuseStoreWriteFunc func;
  gpointer data;
  WuseStoreCallMode mode;
  GTask *task;
  gboolean *is_finished;
  gboolean *is_done;
  GError **error;
} Job;

struct _WuseStoreThread
{
  WuseStoreWriter *writer; /* of the thread alone */
  WuseStoreWrittenFunc written;
  gpointer written_data;
  GThread *thread;

  GMutex lock;
  GCond cond;
  GQueue jobs;
  guint n_batches;
  GError *failure; /* of a batch, until somebody is told */
  gboolean is_ending;
};

static gboolean
apply_batch (WuseStoreWriter **writer, gpointer batch, WuseStoreChange *change, GError **error)
{
  return wuse_store_writer_apply (*writer, batch, change, error);
}

static gboolean
has_writer (WuseStoreThread *self, GError **error)
{
  if (self->writer == NULL)
    g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the cache has not been rebuilt yet");

  return self->writer != NULL;
}

static gboolean
run_job (WuseStoreThread *self, WuseStoreWriteFunc func, gpointer data, gboolean needs_writer, GError **error)
{
  WuseStoreChange change = { 0 };
  g_autoptr (GError) failure = NULL;
  gboolean is_done = (!needs_writer || has_writer (self, &failure)) && func (&self->writer, data, &change, &failure);
  const WuseStoreState *state = self->writer != NULL ? wuse_store_writer_get_state (self->writer) : NULL;

  if (!is_done)
    change = (WuseStoreChange){ 0 };
  self->written (state, &change, failure, self->written_data);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return is_done;
}

/* Those behind a batch that failed would leave a hole. */
static void
drop_batches (WuseStoreThread *self)
{
  GList *next;

  for (GList *l = self->jobs.head; l != NULL; l = next)
    {
      Job *job = l->data;

      next = l->next;
      if (job->batch == NULL)
        continue;
      wuse_record_batch_free (job->batch);
      g_free (job);
      g_queue_delete_link (&self->jobs, l);
      self->n_batches--;
    }
}

static void
finish_batch (WuseStoreThread *self, Job *job)
{
  GError *failure = NULL;
  gboolean is_done = run_job (self, apply_batch, job->batch, TRUE, &failure);

  wuse_record_batch_free (job->batch);
  g_mutex_lock (&self->lock);
  self->n_batches--;
  if (!is_done)
    {
      drop_batches (self);
      g_clear_error (&self->failure);
      self->failure = failure;
    }
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static gboolean
take_failure (WuseStoreThread *self, GError **error)
{
  if (self->failure == NULL)
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&self->failure));

  return TRUE;
}

static void
finish_call (WuseStoreThread *self, Job *job)
{
  gboolean is_refused;

  g_mutex_lock (&self->lock);
  is_refused = job->mode == WUSE_CALL_ORDERED && take_failure (self, job->error);
  if (job->mode == WUSE_CALL_AFRESH)
    g_clear_error (&self->failure);
  g_mutex_unlock (&self->lock);
  *job->is_done = !is_refused && run_job (self, job->func, job->data, job->mode != WUSE_CALL_AFRESH, job->error);

  g_mutex_lock (&self->lock);
  *job->is_finished = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static gboolean
forget_cb (gpointer task)
{
  return G_SOURCE_REMOVE;
}

void
wuse_store_release_task (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, forget_cb, task, g_object_unref);
  g_source_set_static_name (source, "[wuse] release a task of the store");
  g_source_attach (source, g_task_get_context (task));
}

static void
finish_task (WuseStoreThread *self, Job *job)
{
  GError *error = NULL;

  if (!g_task_return_error_if_cancelled (job->task))
    {
      if (run_job (self, job->func, g_task_get_task_data (job->task), TRUE, &error))
        g_task_return_boolean (job->task, TRUE);
      else
        g_task_return_error (job->task, error);
    }
  wuse_store_release_task (job->task);
}

static gpointer
write_thread (gpointer data)
{
  WuseStoreThread *self = data;

  for (;;)
    {
      Job *job;

      g_mutex_lock (&self->lock);
      while ((job = g_queue_pop_head (&self->jobs)) == NULL && !self->is_ending)
        g_cond_wait (&self->cond, &self->lock);
      g_mutex_unlock (&self->lock);
      if (job == NULL)
        return NULL;

      if (job->batch != NULL)
        finish_batch (self, job);
      else if (job->task != NULL)
        finish_task (self, job);
      else
        finish_call (self, job);
      g_free (job);
    }
}

WuseStoreThread *
wuse_store_thread_new (WuseStoreWriter *writer, WuseStoreWrittenFunc written, gpointer data)
{
  WuseStoreThread *self = g_new0 (WuseStoreThread, 1);

  self->writer = writer;
  self->written = written;
  self->written_data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  g_queue_init (&self->jobs);
  self->thread = g_thread_new ("wuse-writer", write_thread, self);

  return self;
}

WuseStoreWriter *
wuse_store_thread_stop (WuseStoreThread *self)
{
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_join);

  return g_steal_pointer (&self->writer);
}

void
wuse_store_thread_free (WuseStoreThread *self)
{
  if (self == NULL)
    return;

  g_assert (self->thread == NULL);

  g_clear_error (&self->failure);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* With the lock held. Returns FALSE when the thread is ending and takes nothing any more. */
static gboolean
push (WuseStoreThread *self, const Job *job, GError **error)
{
  if (self->is_ending)
    {
      g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CLOSED, "the cache has been closed");
      return FALSE;
    }
  g_queue_push_tail (&self->jobs, g_memdup2 (job, sizeof *job));
  g_cond_broadcast (&self->cond);

  return TRUE;
}

static void
wake_cb (GCancellable *cancellable, gpointer data)
{
  WuseStoreThread *self = data;

  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

gboolean
wuse_store_thread_submit (WuseStoreThread *self, WuseRecordBatch *batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseRecordBatch) own = batch;
  gulong handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL) : 0;
  gboolean is_taken = FALSE;

  g_mutex_lock (&self->lock);
  while (self->failure == NULL && self->n_batches >= MAX_BATCHES && !self->is_ending && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->lock);
  if (!take_failure (self, error) && !g_cancellable_set_error_if_cancelled (cancellable, error)
      && push (self, &(Job){ .batch = own }, error))
    {
      own = NULL;
      self->n_batches++;
      is_taken = TRUE;
    }
  g_mutex_unlock (&self->lock);
  g_cancellable_disconnect (cancellable, handler);

  return is_taken;
}

gboolean
wuse_store_thread_call (WuseStoreThread *self, WuseStoreWriteFunc func, gpointer data, WuseStoreCallMode mode, GError **error)
{
  gboolean is_finished = FALSE, is_done = FALSE;
  Job job = { .func = func, .data = data, .mode = mode, .is_finished = &is_finished, .is_done = &is_done, .error = error };

  g_mutex_lock (&self->lock);
  is_finished = !push (self, &job, error);
  while (!is_finished)
    g_cond_wait (&self->cond, &self->lock);
  g_mutex_unlock (&self->lock);

  return is_done;
}

void
wuse_store_thread_post (WuseStoreThread *self, WuseStoreWriteFunc func, GTask *task)
{
  GError *error = NULL;
  gboolean is_taken;

  g_mutex_lock (&self->lock);
  is_taken = push (self, &(Job){ .func = func, .task = task }, &error);
  g_mutex_unlock (&self->lock);

  if (!is_taken)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
}
