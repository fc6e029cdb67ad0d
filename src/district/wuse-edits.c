/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People's changes, one after the other on a thread of their own. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-edits.h"

#include "wuse-feed-private.h"

struct _WuseEdits
{
  WuseFeed *feed;
  GThreadPool *pool;
  GMainContext *context;
};

typedef struct
{
  WuseFeedEdit *edit;
  WuseFeedEditOutcome outcome;
  GError *error;
  WuseEditsFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_feed_edit_free (job->edit);
  wuse_feed_edit_outcome_clear (&job->outcome);
  g_clear_error (&job->error);
  job->destroy (job->user_data);
  g_free (job);
}

static gboolean
tell_cb (gpointer user_data)
{
  Job *job = user_data;

  job->func (job->error == NULL ? &job->outcome : NULL, job->error, job->user_data);
  return G_SOURCE_REMOVE;
}

static void
work_cb (gpointer data, gpointer user_data)
{
  Job *job = data;
  WuseEdits *self = user_data;
  g_autoptr (GSource) source = g_idle_source_new ();

  wuse_feed_edit (self->feed, job->edit, &job->outcome, &job->error);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, job, free_job);
  g_source_attach (source, self->context);
}

WuseEdits *
wuse_edits_new (const char *path, WuseFeedCommittedFunc committed, gpointer user_data, GError **error)
{
  g_autoptr (WuseEdits) self = NULL;

  g_return_val_if_fail (path != NULL && committed != NULL, NULL);

  self = g_new0 (WuseEdits, 1);
  self->context = g_main_context_ref_thread_default ();
  self->feed = wuse_feed_open (path, error);
  /* What was answered stays, even if the power fails. */
  if (self->feed == NULL
      || !wuse_feed_database_run (wuse_feed_get_database (self->feed), "PRAGMA synchronous = FULL", "set the file up", error))
    return NULL;
  wuse_feed_set_committed_func (self->feed, committed, user_data);
  self->pool = g_thread_pool_new (work_cb, self, 1, TRUE, error);
  return self->pool != NULL ? g_steal_pointer (&self) : NULL;
}

void
wuse_edits_free (WuseEdits *self)
{
  if (self == NULL)
    return;

  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, TRUE);
  g_clear_pointer (&self->feed, wuse_feed_free);
  g_main_context_unref (self->context);
  g_free (self);
}

gboolean
wuse_edits_add (WuseEdits *self, WuseFeedEdit *edit, WuseEditsFunc func, gpointer user_data, GDestroyNotify destroy)
{
  Job *job;

  g_return_val_if_fail (self != NULL && edit != NULL && func != NULL && destroy != NULL, FALSE);

  if (g_thread_pool_unprocessed (self->pool) >= WUSE_EDITS_MAX_WAITING)
    {
      wuse_feed_edit_free (edit);
      destroy (user_data);
      return FALSE;
    }
  job = g_new0 (Job, 1);
  job->edit = edit;
  job->func = func;
  job->user_data = user_data;
  job->destroy = destroy;
  /* With its one thread running, the pool only queues. */
  return g_thread_pool_push (self->pool, job, NULL);
}
