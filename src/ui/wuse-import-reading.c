/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of an import: which, read, guessed at, and shown as what they would become. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-private.h"

#include "wuse-import-memory.h"

#define PREVIEW_DELAY_MS 120
/* More than are shown: who met whom is only known when both have been read. */
#define PREVIEW_ROWS 20000

void
wuse_import_file_free (gpointer data)
{
  WuseImportFile *file = data;

  g_object_unref (file->file);
  g_free (file->name);
  g_clear_pointer (&file->table, wuse_table_file_unref);
  g_clear_error (&file->error);
  g_free (file);
}

/* --- the preview --- */

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseImport) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseIntakeResult) preview = wuse_intake_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->previewing);
  g_clear_pointer (&self->preview, wuse_intake_result_unref);
  g_clear_error (&self->preview_error);
  self->preview = g_steal_pointer (&preview);
  self->preview_error = g_steal_pointer (&error);
  wuse_import_tell (self, WUSE_IMPORT_PREVIEW_CHANGED);
}

static gboolean
preview_cb (gpointer user_data)
{
  WuseImport *self = user_data;
  const WuseIntakeOptions options = { .max_rows = PREVIEW_ROWS };

  self->preview_source = 0;
  if (self->guess == NULL)
    return G_SOURCE_REMOVE;
  self->previewing = g_cancellable_new ();
  wuse_intake_run_async (self->guess, &options, NULL, NULL, self->previewing, previewed_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

void
wuse_import_make_preview_later (WuseImport *self)
{
  wuse_import_cancel (&self->previewing);
  g_clear_handle_id (&self->preview_source, g_source_remove);
  self->preview_source = g_timeout_add (PREVIEW_DELAY_MS, preview_cb, self);
}

/* --- reading --- */

/* What a thread reads: the files, and what they seem to be. */
typedef struct
{
  GPtrArray *files; /* WuseImportFile, of its own */
  GPtrArray *remembered;
  WuseIntakeGuess *guess;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->remembered, g_ptr_array_unref);
  g_clear_pointer (&self->guess, wuse_intake_guess_free);
  g_free (self);
}

static gboolean
accept_row (const WuseTableRow *row, gpointer user_data, GError **error)
{
  return TRUE;
}

/* To its end, so that what is wrong with a file is known to be of this one. */
static void
read_file (WuseImportFile *file, GCancellable *cancellable)
{
  file->table = wuse_table_file_open_as (file->file, file->is_forced ? &file->encoding : NULL, cancellable, &file->error);
  if (file->table != NULL)
    wuse_table_file_read (file->table, accept_row, NULL, NULL, cancellable, &file->error);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *data = task_data;
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (data->remembered == NULL)
    data->remembered = wuse_import_memory_load ();
  for (guint i = 0; i < data->files->len; i++)
    {
      WuseImportFile *file = g_ptr_array_index (data->files, i);

      read_file (file, cancellable);
      file->place = file->error == NULL ? (int) tables->len : -1;
      if (file->error == NULL)
        g_ptr_array_add (tables, file->table);
    }
  if (tables->len > 0 && !g_cancellable_is_cancelled (cancellable))
    data->guess = wuse_intake_guess_new_for_tables ((WuseTableFile *const *) tables->pdata, tables->len, data->remembered,
                                                    cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static WuseImportFile *
copy_file (const WuseImportFile *file)
{
  WuseImportFile *copy = g_new0 (WuseImportFile, 1);

  copy->file = g_object_ref (file->file);
  copy->name = g_strdup (file->name);
  copy->is_forced = file->is_forced;
  copy->encoding = file->encoding;
  copy->place = -1;

  return copy;
}

static void
take_reading (WuseImport *self, Reading *data)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = g_ptr_array_ref (data->files);
  g_clear_pointer (&self->remembered, g_ptr_array_unref);
  self->remembered = g_ptr_array_ref (data->remembered);
  self->guess = g_steal_pointer (&data->guess);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseImport *self = WUSE_IMPORT (source);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  take_reading (self, g_task_get_task_data (G_TASK (result)));
  /* A file that changed while it was read: all that can be said is what the guess said. */
  if (error != NULL && self->files->len > 0)
    {
      WuseImportFile *first = g_ptr_array_index (self->files, 0);

      g_clear_error (&first->error);
      first->error = g_steal_pointer (&error);
    }
  wuse_import_tell (self, WUSE_IMPORT_FILES_CHANGED);
  wuse_import_tell (self, WUSE_IMPORT_MAPPING_CHANGED);
  wuse_import_make_preview_later (self);
}

/* Everything that was made of the files before is out of date. */
static void
read_files (WuseImport *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *data;

  wuse_import_cancel (&self->reading);
  wuse_import_cancel (&self->previewing);
  g_clear_handle_id (&self->preview_source, g_source_remove);
  g_clear_pointer (&self->guess, wuse_intake_guess_free);
  g_clear_pointer (&self->preview, wuse_intake_result_unref);
  g_hash_table_remove_all (self->decided);
  wuse_import_forget_check (self);
  if (self->files->len > 0)
    {
      data = g_new0 (Reading, 1);
      data->files = g_ptr_array_new_with_free_func (wuse_import_file_free);
      for (guint i = 0; i < self->files->len; i++)
        g_ptr_array_add (data->files, copy_file (g_ptr_array_index (self->files, i)));
      data->remembered = self->remembered != NULL ? g_ptr_array_ref (self->remembered) : NULL;
      self->reading = g_cancellable_new ();
      task = g_task_new (self, self->reading, read_cb, NULL);
      g_task_set_source_tag (task, read_files);
      g_task_set_task_data (task, data, reading_free);
      g_task_run_in_thread (task, read_in_thread);
    }
  wuse_import_tell (self, WUSE_IMPORT_FILES_CHANGED);
  wuse_import_tell (self, WUSE_IMPORT_MAPPING_CHANGED);
}

/* --- files --- */

static gboolean
has_file (WuseImport *self, GFile *file)
{
  for (guint i = 0; i < self->files->len; i++)
    if (g_file_equal (((WuseImportFile *) g_ptr_array_index (self->files, i))->file, file))
      return TRUE;

  return FALSE;
}

gboolean
wuse_import_add_files (WuseImport *self, GFile *const *files, guint n_files)
{
  gboolean is_complete = TRUE;

  g_return_val_if_fail (WUSE_IS_IMPORT (self), FALSE);

  for (guint i = 0; i < n_files; i++)
    {
      WuseImportFile *file;
      g_autofree char *name = g_file_get_basename (files[i]);

      if (has_file (self, files[i]))
        continue;
      if (self->files->len == WUSE_INTAKE_MAX_FILES)
        {
          is_complete = FALSE;
          break;
        }
      file = g_new0 (WuseImportFile, 1);
      file->file = g_object_ref (files[i]);
      file->name = g_filename_display_name (name != NULL ? name : "?");
      file->place = -1;
      g_ptr_array_add (self->files, file);
    }
  read_files (self);

  return is_complete;
}

void
wuse_import_remove_file (WuseImport *self, guint index)
{
  g_return_if_fail (WUSE_IS_IMPORT (self));
  g_return_if_fail (index < self->files->len);

  g_ptr_array_remove_index (self->files, index);
  read_files (self);
}

void
wuse_import_set_encoding (WuseImport *self, guint index, WuseTextEncoding encoding)
{
  WuseImportFile *file;

  g_return_if_fail (WUSE_IS_IMPORT (self));
  g_return_if_fail (index < self->files->len);

  file = g_ptr_array_index (self->files, index);
  file->is_forced = TRUE;
  file->encoding = encoding;
  read_files (self);
}

guint
wuse_import_get_n_files (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), 0);

  return self->files->len;
}

const WuseImportFile *
wuse_import_get_file (WuseImport *self, guint index)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), NULL);
  g_return_val_if_fail (index < self->files->len, NULL);

  return g_ptr_array_index (self->files, index);
}

gboolean
wuse_import_is_reading (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), FALSE);

  return self->reading != NULL;
}

gboolean
wuse_import_is_readable (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), FALSE);

  for (guint i = 0; i < self->files->len; i++)
    if (((WuseImportFile *) g_ptr_array_index (self->files, i))->error != NULL)
      return FALSE;

  return self->guess != NULL;
}
