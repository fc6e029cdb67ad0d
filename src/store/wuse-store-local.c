/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is only local: the activity list and settings. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-private.h"

static gboolean
add_activity (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  change->has_activity = TRUE;

  return wuse_store_writer_add_activity (*writer, data, error);
}

static gboolean
set_setting (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  char **pair = data;

  return wuse_store_writer_set_setting (*writer, pair[0], pair[1], error);
}

void
wuse_store_add_activity_async (
    WuseStore *self, GPtrArray *activities, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (WUSE_IS_STORE (self));
  g_return_if_fail (activities != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_store_add_activity_async);
  g_task_set_task_data (task, activities, (GDestroyNotify) g_ptr_array_unref);
  wuse_store_post_write (self, add_activity, task);
}

gboolean
wuse_store_add_activity_finish (WuseStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
free_pair_cb (gpointer data)
{
  char **pair = data;

  g_free (pair[0]);
  g_free (pair[1]);
  g_free (pair);
}

void
wuse_store_set_setting_async (WuseStore *self,
                              const char *key,
                              const char *value,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  char **pair;
  GTask *task;

  g_return_if_fail (WUSE_IS_STORE (self));
  g_return_if_fail (key != NULL);

  pair = g_new0 (char *, 2);
  pair[0] = g_strdup (key);
  pair[1] = g_strdup (value);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_store_set_setting_async);
  g_task_set_task_data (task, pair, free_pair_cb);
  wuse_store_post_write (self, set_setting, task);
}

gboolean
wuse_store_set_setting_finish (WuseStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
