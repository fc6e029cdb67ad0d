/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends what is in the outbox. */

#define G_LOG_DOMAIN "wuse-sync"

#include "config.h"

#include "wuse-sender.h"

#include "wuse-record-writer.h"
#include "wuse-store-outbox.h"

#include <string.h>

struct _WuseSender
{
  WuseStore *store;
  GThread *thread;

  GMutex lock; /* of all below */
  GCond changed;
  WuseSyncServer server;
  guint generation; /* of the server */
  gboolean is_live;
  gboolean is_woken;
  gboolean is_ending;
  gint64 not_before; /* g_get_monotonic_time() */
  GCancellable *cancellable;
};

/* Wrong passwords are tried again seldom: accounts get locked. */
#define REFUSED_FACTOR 10

/* The `data` object of a record as the server has it; NULL where it is not there or makes no sense. */
static char *
get_data (const char *record)
{
  g_autoptr (JsonNode) node = record != NULL ? json_from_string (record, NULL) : NULL;
  JsonNode *data =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), "data") : NULL;

  return data != NULL && JSON_NODE_HOLDS_OBJECT (data) ? json_to_string (data, FALSE) : NULL;
}

/* Sends the next edit. Returns how long to wait before the one after it, in milliseconds; -1 when there is none. */
static gint64
send_next (WuseSender *self, WuseSession *session, WuseBackoff *backoff, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseOutboxRow) row = NULL;
  g_auto (WuseRecordAnswer) answer = { 0 };
  g_autofree char *theirs = NULL;
  g_autoptr (GError) cause = NULL;
  gint64 delay = 0;

  if (!wuse_store_take_next_edit (self->store, &row, error))
    return 0;
  if (row == NULL)
    return -1;

  switch (wuse_record_writer_send (session, row->op, row->type, row->id, row->base, row->key, row->data, row->reason, cancellable,
                                   &answer, &cause))
    {
    case WUSE_RECORD_WRITER_DONE:
      wuse_backoff_reset (backoff);
      wuse_store_mark_sent (self->store, row->number, answer.version, error);
      return 0;
    case WUSE_RECORD_WRITER_CONFLICT:
      wuse_backoff_reset (backoff);
      theirs = get_data (answer.record);
      wuse_store_mark_conflict (self->store, row->number, theirs, answer.version, error);
      return 0;
    case WUSE_RECORD_WRITER_REFUSED:
      wuse_backoff_reset (backoff);
      wuse_store_mark_refused (self->store, row->number, cause->message, error);
      return 0;
    case WUSE_RECORD_WRITER_AUTH:
      delay = wuse_backoff_next (backoff, answer.retry_after) * REFUSED_FACTOR;
      break;
    case WUSE_RECORD_WRITER_RETRY:
      delay = wuse_backoff_next (backoff, answer.retry_after);
      break;
    }

  wuse_store_mark_unanswered (self->store, row->number, cause->message, error);
  return delay;
}

/* Waits until there is something to do. Called and returns with the lock held. */
static void
wait_for_work (WuseSender *self)
{
  while (!self->is_ending)
    {
      if (!self->is_live || !self->is_woken)
        g_cond_wait (&self->changed, &self->lock);
      else if (g_get_monotonic_time () >= self->not_before || !g_cond_wait_until (&self->changed, &self->lock, self->not_before))
        return;
    }
}

/* Sends to one server until another is set. Called and returns with the lock held. */
static void
serve (WuseSender *self)
{
  guint generation = self->generation;
  WuseBackoff backoff = { .base = self->server.base, .cap = self->server.cap };
  g_autoptr (GCancellable) cancellable = g_object_ref (self->cancellable);
  /* The address was checked when it was set. */
  g_autoptr (WuseSession) session = wuse_session_new (self->server.address, NULL);

  wuse_session_set_credentials (session, self->server.user, self->server.password);
  wuse_session_set_timeout (session, self->server.timeout);
  while (!self->is_ending && self->generation == generation)
    {
      g_autoptr (GError) error = NULL;
      gint64 delay;

      self->is_woken = FALSE;
      g_mutex_unlock (&self->lock);
      /* Lets the session notice connections that ended while idle. */
      while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
        ;
      delay = send_next (self, session, &backoff, cancellable, &error);
      if (error != NULL)
        delay = wuse_backoff_next (&backoff, -1);
      g_mutex_lock (&self->lock);
      self->not_before = delay > 0 ? g_get_monotonic_time () + delay * 1000 : 0;
      self->is_woken |= delay >= 0;
      wait_for_work (self);
    }
}

static gpointer
run_thread (gpointer data)
{
  WuseSender *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  g_mutex_lock (&self->lock);
  for (wait_for_work (self); !self->is_ending; wait_for_work (self))
    {
      serve (self);
      self->is_woken = TRUE;
    }
  g_mutex_unlock (&self->lock);
  g_main_context_pop_thread_default (context);

  return NULL;
}

WuseSender *
wuse_sender_new (WuseStore *store)
{
  WuseSender *self = g_new0 (WuseSender, 1);

  self->store = g_object_ref (store);
  self->cancellable = g_cancellable_new ();
  self->is_woken = TRUE;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);

  return self;
}

void
wuse_sender_free (WuseSender *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_join);

  wuse_sync_server_clear (&self->server);
  g_object_unref (self->cancellable);
  g_object_unref (self->store);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
wuse_sender_set_server (WuseSender *self, const WuseSyncServer *server)
{
  g_mutex_lock (&self->lock);
  wuse_sync_server_clear (&self->server);
  self->server = wuse_sync_server_copy (server);
  self->generation++;
  self->is_live = FALSE;
  self->not_before = 0;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_mutex_unlock (&self->lock);
}

void
wuse_sender_set_live (WuseSender *self, gboolean is_live)
{
  g_mutex_lock (&self->lock);
  self->is_live = is_live;
  if (is_live && self->thread == NULL)
    self->thread = g_thread_new ("wuse-sender", run_thread, self);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
wuse_sender_wake (WuseSender *self, gboolean is_urgent)
{
  g_mutex_lock (&self->lock);
  self->is_woken = TRUE;
  if (is_urgent)
    self->not_before = 0;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}
