/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Others' tables on their way in. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import.h"

#include "wuse-import-memory.h"
#include "wuse-import-write.h"
#include "wuse-store-outbox.h"

#include <glib/gi18n.h>
#include <string.h>

#define PREVIEW_DELAY_MS 120
#define PROGRESS_INTERVAL_MS 100
/* More than are shown: who met whom is only known when both have been read. */
#define PREVIEW_ROWS 20000
#define SUGGESTED_NAME_BYTES 80

struct _WuseImport
{
  GObject parent_instance;

  WuseWorkspace *workspace;
  WuseImportTarget target;
  GPtrArray *files; /* WuseImportFile */
  GPtrArray *remembered;
  WuseIntakeGuess *guess;
  GHashTable *decided; /* "place column" */

  GCancellable *reading;
  GCancellable *previewing;
  guint preview_source;
  WuseIntakeResult *preview;
  GError *preview_error;

  GCancellable *checking; /* or writing */
  double progress;
  WuseIntakeResult *result;
  WuseImportPlan *plan;
  GError *check_error;
};

enum
{
  FILES_CHANGED,
  MAPPING_CHANGED,
  PREVIEW_CHANGED,
  CHECK_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseImport, wuse_import, G_TYPE_OBJECT)

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
file_free (gpointer data)
{
  WuseImportFile *file = data;

  g_object_unref (file->file);
  g_free (file->name);
  g_clear_pointer (&file->table, wuse_table_file_unref);
  g_clear_error (&file->error);
  g_free (file);
}

static void
forget_check (WuseImport *self)
{
  cancel (&self->checking);
  self->progress = -1;
  g_clear_pointer (&self->result, wuse_intake_result_unref);
  g_clear_pointer (&self->plan, wuse_import_plan_free);
  g_clear_error (&self->check_error);
  g_signal_emit (self, signals[CHECK_CHANGED], 0);
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
  g_signal_emit (self, signals[PREVIEW_CHANGED], 0);
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

static void
make_preview_later (WuseImport *self)
{
  cancel (&self->previewing);
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
  g_signal_emit (self, signals[FILES_CHANGED], 0);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
  make_preview_later (self);
}

/* Everything that was made of the files before is out of date. */
static void
read_files (WuseImport *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *data;

  cancel (&self->reading);
  cancel (&self->previewing);
  g_clear_handle_id (&self->preview_source, g_source_remove);
  g_clear_pointer (&self->guess, wuse_intake_guess_free);
  g_clear_pointer (&self->preview, wuse_intake_result_unref);
  g_hash_table_remove_all (self->decided);
  forget_check (self);
  if (self->files->len > 0)
    {
      data = g_new0 (Reading, 1);
      data->files = g_ptr_array_new_with_free_func (file_free);
      for (guint i = 0; i < self->files->len; i++)
        g_ptr_array_add (data->files, copy_file (g_ptr_array_index (self->files, i)));
      data->remembered = self->remembered != NULL ? g_ptr_array_ref (self->remembered) : NULL;
      self->reading = g_cancellable_new ();
      task = g_task_new (self, self->reading, read_cb, NULL);
      g_task_set_source_tag (task, read_files);
      g_task_set_task_data (task, data, reading_free);
      g_task_run_in_thread (task, read_in_thread);
    }
  g_signal_emit (self, signals[FILES_CHANGED], 0);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

/* --- the check --- */

static void
checked_plan_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseImport) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseImportPlan) plan = wuse_store_read_finish (WUSE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->checking);
  self->progress = -1;
  self->plan = g_steal_pointer (&plan);
  self->check_error = g_steal_pointer (&error);
  if (self->check_error != NULL)
    g_clear_pointer (&self->result, wuse_intake_result_unref);
  g_signal_emit (self, signals[CHECK_CHANGED], 0);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseImport) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseIntakeResult) checked = wuse_intake_run_finish (result, &error);
  WuseStore *store = self->workspace != NULL ? wuse_workspace_get_store (self->workspace) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->result = g_steal_pointer (&checked);
  self->check_error = g_steal_pointer (&error);
  if (self->result != NULL && self->target == WUSE_IMPORT_TO_DISTRICT && store != NULL)
    {
      wuse_import_plan_async (store, self->result, self->checking, checked_plan_cb, g_object_ref (self));
      return;
    }
  g_clear_object (&self->checking);
  self->progress = -1;
  g_signal_emit (self, signals[CHECK_CHANGED], 0);
}

static void
check_progress (gsize n_done, gsize n_all, gpointer user_data)
{
  WuseImport *self = user_data;

  if (self->checking == NULL || n_all == 0)
    return;
  self->progress = (double) n_done / (double) n_all;
  g_signal_emit (self, signals[CHECK_CHANGED], 0);
}

static void
run_check (WuseImport *self, const WuseIntakeOptions *options)
{
  wuse_intake_run_async (self->guess, options, check_progress, self, self->checking, checked_cb, g_object_ref (self));
}

static void
options_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseImport) self = user_data;
  WuseIntakeOptions options = { 0 };

  if (!wuse_import_district_options_finish (result, &options, NULL))
    return;
  run_check (self, &options);
  g_hash_table_unref (options.known_cases);
  g_hash_table_unref (options.areas);
}

void
wuse_import_check (WuseImport *self)
{
  WuseRegister *epidemic;

  g_return_if_fail (WUSE_IS_IMPORT (self));

  if (self->guess == NULL || self->checking != NULL || (self->result != NULL && self->check_error == NULL))
    return;
  g_clear_error (&self->check_error);
  self->checking = g_cancellable_new ();
  self->progress = 0;
  epidemic = self->workspace != NULL ? wuse_workspace_get_register (self->workspace) : NULL;
  if (self->target == WUSE_IMPORT_TO_DISTRICT && epidemic != NULL)
    wuse_import_district_options_async (epidemic, self->checking, options_cb, g_object_ref (self));
  else
    run_check (self, NULL);
  g_signal_emit (self, signals[CHECK_CHANGED], 0);
}

void
wuse_import_stop (WuseImport *self)
{
  g_return_if_fail (WUSE_IS_IMPORT (self));

  forget_check (self);
}

/* --- writing --- */

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
      g_signal_emit (self, signals[CHECK_CHANGED], 0);
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
  g_signal_emit (self, signals[CHECK_CHANGED], 0);
  if (self->target == WUSE_IMPORT_TO_DISTRICT)
    {
      wuse_store_edit_async (wuse_workspace_get_store (self->workspace), wuse_import_plan_make_edits (self->plan, name),
                             wuse_workspace_get_user (self->workspace), self->checking, added_cb, task);
      return;
    }
  /* What has been given its name is there, whoever stops it then. */
  g_task_set_check_cancellable (task, FALSE);
  finish->ticker = g_timeout_add_full (G_PRIORITY_DEFAULT, PROGRESS_INTERVAL_MS, tick_cb, g_object_ref (task), g_object_unref);
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
  g_signal_emit (self, signals[CHECK_CHANGED], 0);

  return g_task_propagate_boolean (G_TASK (result), error);
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

/* --- what is chosen --- */

WuseIntakeGuess *
wuse_import_get_guess (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), NULL);

  return self->guess;
}

void
wuse_import_changed (WuseImport *self)
{
  g_return_if_fail (WUSE_IS_IMPORT (self));

  forget_check (self);
  make_preview_later (self);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

static char *
make_key (guint place, const char *column)
{
  return g_strdup_printf ("%u %s", place, column);
}

void
wuse_import_decide (WuseImport *self, guint place, const char *column, WuseDayOrder order)
{
  g_return_if_fail (WUSE_IS_IMPORT (self));
  g_return_if_fail (self->guess != NULL && column != NULL);

  g_hash_table_add (self->decided, make_key (place, column));
  wuse_intake_guess_decide (self->guess, place, column, order);
  wuse_import_changed (self);
}

gboolean
wuse_import_is_decided (WuseImport *self, guint place, const char *column)
{
  g_autofree char *key = make_key (place, column);

  g_return_val_if_fail (WUSE_IS_IMPORT (self), FALSE);

  return g_hash_table_contains (self->decided, key);
}

guint
wuse_import_count_undecided (WuseImport *self)
{
  guint n = 0;

  g_return_val_if_fail (WUSE_IS_IMPORT (self), 0);

  for (guint i = 0; self->guess != NULL && i < wuse_intake_guess_get_n_decisions (self->guess); i++)
    {
      const WuseIntakeDecision *decision = wuse_intake_guess_get_decision (self->guess, i);

      n += !wuse_import_is_decided (self, decision->file, decision->column);
    }

  return n;
}

gboolean
wuse_import_makes_anything (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), FALSE);

  for (guint i = 0; self->guess != NULL && i < wuse_intake_guess_get_n_files (self->guess); i++)
    if (wuse_intake_choice_get_table (self->guess, i)->makes->len > 0)
      return TRUE;

  return FALSE;
}

WuseIntakeResult *
wuse_import_get_preview (WuseImport *self, const GError **error)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), NULL);

  *error = self->preview_error;

  return self->preview;
}

void
wuse_import_set_target (WuseImport *self, WuseImportTarget target)
{
  g_return_if_fail (WUSE_IS_IMPORT (self));

  if (target == self->target)
    return;
  self->target = target;
  forget_check (self);
}

WuseImportTarget
wuse_import_get_target (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), WUSE_IMPORT_TO_COLLECTION);

  return self->target;
}

WuseWorkspace *
wuse_import_get_workspace (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), NULL);

  return self->workspace;
}

double
wuse_import_get_progress (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), -1);

  return self->progress;
}

WuseIntakeResult *
wuse_import_get_result (WuseImport *self, const GError **error)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), NULL);

  *error = self->check_error;

  return self->checking == NULL ? self->result : NULL;
}

const WuseImportPlan *
wuse_import_get_plan (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), NULL);

  return self->plan;
}

char *
wuse_import_suggest_name (WuseImport *self)
{
  const char *name;
  g_autofree char *stem = NULL, *clipped = NULL;

  g_return_val_if_fail (WUSE_IS_IMPORT (self), NULL);

  name = self->files->len > 0 ? ((WuseImportFile *) g_ptr_array_index (self->files, 0))->name : _ ("Collection");
  stem = g_strdup (name);
  if (strrchr (stem, '.') != NULL && strrchr (stem, '.') != stem)
    *strrchr (stem, '.') = '\0';
  g_strdelimit (stem, "/\\:", '-');
  clipped = g_strstrip (wuse_clip_text (stem, SUGGESTED_NAME_BYTES));

  return wuse_collection_is_name (clipped) ? g_steal_pointer (&clipped) : g_strdup (_ ("Collection"));
}

/* --- the object --- */

static void
wuse_import_dispose (GObject *object)
{
  WuseImport *self = WUSE_IMPORT (object);

  cancel (&self->reading);
  cancel (&self->previewing);
  cancel (&self->checking);
  g_clear_handle_id (&self->preview_source, g_source_remove);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (wuse_import_parent_class)->dispose (object);
}

static void
wuse_import_finalize (GObject *object)
{
  WuseImport *self = WUSE_IMPORT (object);

  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->remembered, g_ptr_array_unref);
  g_clear_pointer (&self->guess, wuse_intake_guess_free);
  g_hash_table_unref (self->decided);
  g_clear_pointer (&self->preview, wuse_intake_result_unref);
  g_clear_error (&self->preview_error);
  g_clear_pointer (&self->result, wuse_intake_result_unref);
  g_clear_pointer (&self->plan, wuse_import_plan_free);
  g_clear_error (&self->check_error);

  G_OBJECT_CLASS (wuse_import_parent_class)->finalize (object);
}

static void
wuse_import_class_init (WuseImportClass *class)
{
  static const char *const names[N_SIGNALS] = { "files-changed", "mapping-changed", "preview-changed", "check-changed" };

  G_OBJECT_CLASS (class)->dispose = wuse_import_dispose;
  G_OBJECT_CLASS (class)->finalize = wuse_import_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], WUSE_TYPE_IMPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_import_init (WuseImport *self)
{
  self->files = g_ptr_array_new_with_free_func (file_free);
  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->progress = -1;
}

WuseImport *
wuse_import_new (WuseWorkspace *workspace)
{
  WuseImport *self = g_object_new (WUSE_TYPE_IMPORT, NULL);

  self->workspace = workspace != NULL ? g_object_ref (workspace) : NULL;

  return self;
}
