/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of an import: written as a collection, or added to the district. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-private.h"

#include "wuse-import-memory.h"
#include "wuse-import-write.h"
#include "wuse-store-outbox.h"

typedef struct
{
  WuseIntakeResult *result;
  char *name;
  char *sources;
  int utc_offset;
  GPtrArray *mappings;
  guint n_written; /* atomic */
  guint ticker;
  gint64 gesture;
} Finish;

static void
finish_free (gpointer data)
{
  Finish *finish = data;

  wuse_intake_result_unref (finish->result);
  g_free (finish->name);
  g_free (finish->sources);
  g_ptr_array_unref (finish->mappings);
  g_free (finish);
}

/* What cannot be remembered is asked again the next time: no reason to say that the import failed. */
static void
remember (const Finish *finish)
{
  g_autoptr (GError) error = NULL;

  if (!wuse_import_memory_save (finish->mappings, &error))
    g_message ("How the tables were read is not remembered: %s", error->message);
}

static void
note_written (guint n_done, gpointer data)
{
  g_atomic_int_set (&((Finish *) data)->n_written, n_done);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Finish *finish = task_data;
  GError *error = NULL;

  if (!wuse_import_write (finish->result, finish->name, finish->sources, finish->utc_offset, note_written, finish, cancellable,
                          &error))
    {
      g_task_return_error (task, error);
      return;
    }
  remember (finish);
  g_task_return_boolean (task, TRUE);
}

static void
remember_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  remember (task_data);
  g_task_return_boolean (task, TRUE);
}

static gboolean
tick_cb (gpointer user_data)
{
  GTask *task = user_data;
  WuseImport *self = g_task_get_source_object (task);
  Finish *finish = g_task_get_task_data (task);
  const guint n_all = wuse_intake_result_get_n_records (finish->result);

  if (self->checking != NULL && n_all > 0)
    {
      self->progress = (double) (guint) g_atomic_int_get (&finish->n_written) / (double) n_all;
      wuse_import_tell (self, WUSE_IMPORT_CHECK_CHANGED);
    }

  return G_SOURCE_CONTINUE;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Finish *finish = g_task_get_task_data (task);
  GError *error = NULL;

  if (wuse_store_edit_finish (WUSE_STORE (source), result, &finish->gesture, &error))
    g_task_run_in_thread (task, remember_in_thread);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

void
wuse_import_finish_async (WuseImport *self, const char *name, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Finish *finish;

  g_return_if_fail (WUSE_IS_IMPORT (self));
  g_return_if_fail (name != NULL && self->result != NULL && self->checking == NULL);

  finish = g_new0 (Finish, 1);
  finish->result = wuse_intake_result_ref (self->result);
  finish->name = g_strdup (name);
  finish->sources = wuse_import_dup_sources (self->guess);
  finish->utc_offset = wuse_intake_guess_get_mapping (self->guess)->utc_offset;
  finish->mappings = wuse_import_dup_mappings (self->guess);
  self->checking = g_cancellable_new ();
  self->progress = 0;
  task = g_task_new (self, self->checking, callback, user_data);
  g_task_set_source_tag (task, wuse_import_finish_async);
  g_task_set_task_data (task, finish, finish_free);
  wuse_import_tell (self, WUSE_IMPORT_CHECK_CHANGED);
  if (self->target == WUSE_IMPORT_TO_DISTRICT)
    {
      wuse_store_edit_async (wuse_workspace_get_store (self->workspace), wuse_import_plan_make_edits (self->plan, name),
                             wuse_workspace_get_user (self->workspace), self->checking, added_cb, task);
      return;
    }
  /* What has been given its name is there, whoever stops it then. */
  g_task_set_check_cancellable (task, FALSE);
  finish->ticker =
      g_timeout_add_full (G_PRIORITY_DEFAULT, WUSE_IMPORT_PROGRESS_INTERVAL_MS, tick_cb, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (task, write_in_thread);
  g_object_unref (task);
}

gboolean
wuse_import_finish_finish (WuseImport *self, GAsyncResult *result, gint64 *gesture, GError **error)
{
  Finish *finish;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  finish = g_task_get_task_data (G_TASK (result));
  *gesture = finish->gesture;
  g_clear_handle_id (&finish->ticker, g_source_remove);
  g_clear_object (&self->checking);
  self->progress = -1;
  wuse_import_tell (self, WUSE_IMPORT_CHECK_CHANGED);

  return g_task_propagate_boolean (G_TASK (result), error);
}
