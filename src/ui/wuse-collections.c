/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collections on this machine. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-collections.h"

#include "wuse-import-write.h"

static void
list_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *folder = wuse_import_get_folder ();

  g_task_return_pointer (task, wuse_collection_list (folder), (GDestroyNotify) g_ptr_array_unref);
}

void
wuse_collections_list_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, wuse_collections_list_async);
  g_task_run_in_thread (task, list_in_thread);
}

GPtrArray *
wuse_collections_list_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
remove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *folder = wuse_import_get_folder ();
  GError *error = NULL;

  if (wuse_collection_remove (folder, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
wuse_collections_remove_async (const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (name != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_collections_remove_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  g_task_run_in_thread (task, remove_in_thread);
}

gboolean
wuse_collections_remove_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
