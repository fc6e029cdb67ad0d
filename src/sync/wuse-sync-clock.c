/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast a simulated district's time goes: asked of its server by a session of its own. */

#define G_LOG_DOMAIN "wuse-sync"

#include "config.h"

#include "wuse-sync-private.h"

#include "wuse-session.h"

typedef struct
{
  WuseSyncServer server;
  double rate;
} ClockWish;

static void
free_clock_wish (gpointer data)
{
  ClockWish *wish = data;

  wuse_sync_server_clear (&wish->server);
  g_free (wish);
}

static void
set_clock_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ClockWish *wish = data;
  GError *error = NULL;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);

  g_main_context_push_thread_default (context);
  json_object_set_double_member (object, "clock_rate", wish->rate);
  json_node_set_object (body, object);
  g_autoptr (WuseSession) session = wuse_session_new (wish->server.address, &error);
  if (session != NULL)
    {
      wuse_session_set_credentials (session, wish->server.user, wish->server.password);
      wuse_session_set_timeout (session, wish->server.timeout);
      wuse_session_put_json (session, "v1/clock", body, cancellable, &error);
    }
  g_clear_object (&session);
  g_main_context_pop_thread_default (context);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
wuse_sync_set_clock_rate_async (
    WuseSync *self, double rate, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WUSE_IS_SYNC (self));
  g_return_if_fail (rate >= 0);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ClockWish *wish = g_new0 (ClockWish, 1);

  wish->server = wuse_sync_dup_server (self);
  wish->rate = rate;
  g_task_set_source_tag (task, wuse_sync_set_clock_rate_async);
  g_task_set_task_data (task, wish, free_clock_wish);
  g_return_if_fail (wish->server.address != NULL);

  g_task_run_in_thread (task, set_clock_in_thread);
}

gboolean
wuse_sync_set_clock_rate_finish (WuseSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
