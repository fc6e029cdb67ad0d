/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading from the cache: tasks and waiting calls over the reading threads. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-private.h"

#include "wuse-store-reader-private.h"
#include "wuse-store-thread.h"

/* What a reading task carries. */
typedef struct
{
  WuseStoreReadFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
} Request;

static void
free_request_cb (gpointer data)
{
  Request *request = data;

  if (request->data_free != NULL && request->data != NULL)
    request->data_free (request->data);
  g_free (request);
}

static void
return_result_cb (gpointer result, GError *error, gpointer data)
{
  GTask *task = data;
  Request *request = g_task_get_task_data (task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, request->result_free);
  wuse_store_release_task (task);
}

void
wuse_store_read_async (WuseStore *self,
                       WuseStoreReadFunc func,
                       gpointer data,
                       GDestroyNotify data_free,
                       GDestroyNotify result_free,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (WUSE_IS_STORE (self));
  g_return_if_fail (func != NULL);

  request = g_new0 (Request, 1);
  *request = (Request){ func, data, data_free, result_free };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_store_read_async);
  g_task_set_task_data (task, request, free_request_cb);
  wuse_store_push_read (self, func, data, cancellable, return_result_cb, task);
}

gpointer
wuse_store_read_finish (WuseStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GMutex lock;
  GCond cond;
  gboolean is_done;
  gpointer result;
  GError *error;
} Wait;

static void
end_wait_cb (gpointer result, GError *error, gpointer data)
{
  Wait *wait = data;

  g_mutex_lock (&wait->lock);
  wait->result = result;
  wait->error = error;
  wait->is_done = TRUE;
  g_cond_signal (&wait->cond);
  g_mutex_unlock (&wait->lock);
}

gpointer
wuse_store_read (WuseStore *self, WuseStoreReadFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  Wait wait = { 0 };

  g_return_val_if_fail (WUSE_IS_STORE (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);
  wuse_store_assert_not_main ();

  g_mutex_init (&wait.lock);
  g_cond_init (&wait.cond);
  wuse_store_push_read (self, func, data, cancellable, end_wait_cb, &wait);
  g_mutex_lock (&wait.lock);
  while (!wait.is_done)
    g_cond_wait (&wait.cond, &wait.lock);
  g_mutex_unlock (&wait.lock);
  g_cond_clear (&wait.cond);
  g_mutex_clear (&wait.lock);

  if (wait.error != NULL)
    g_propagate_error (error, wait.error);

  return wait.result;
}

static gpointer
check (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (wuse_store_reader_check (reader, error));
}

void
wuse_store_check_async (WuseStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  wuse_store_read_async (self, check, NULL, NULL, NULL, cancellable, callback, user_data);
}

gboolean
wuse_store_check_finish (WuseStore *self, GAsyncResult *result, GError **error)
{
  return GPOINTER_TO_INT (wuse_store_read_finish (self, result, error));
}
