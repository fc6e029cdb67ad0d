/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was brought in becomes a collection, with or without somebody who watches. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-write.h"

#include "wuse-import-memory.h"
#include "wuse-intake-choice.h"
#include "wuse-intake-error.h"

#include <glib/gi18n.h>

#define DISTRICT_ID "collection"

typedef struct
{
  WuseIntakeResult *result;
  WuseCollectionProgressFunc progress;
  gpointer data;
} Writing;

char *
wuse_import_get_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "wuse", "collections", NULL);
}

static const WuseRecord *
get_record (guint index, gpointer data)
{
  return wuse_intake_result_get_record (((Writing *) data)->result, index);
}

static void
note_progress (guint n_done, gpointer data)
{
  const Writing *writing = data;

  if (writing->progress != NULL)
    writing->progress (n_done, writing->data);
}

static void
widen (WuseDistrict *about, WuseDay day, WuseDay today)
{
  /* What lies ahead was mistyped, or is planned. */
  if (day > today)
    return;
  if (about->first_day == WUSE_DAY_NONE || day < about->first_day)
    about->first_day = day;
  if (about->last_day == WUSE_DAY_NONE || day > about->last_day)
    about->last_day = day;
}

/* The days that the records tell of: of cases their course, of stays and contacts when they were. */
static void
find_days (WuseIntakeResult *result, WuseDistrict *about, WuseDay today)
{
  for (guint i = 0; i < wuse_intake_result_get_n_records (result); i++)
    {
      const WuseRecord *record = wuse_intake_result_get_record (result, i);
      const WuseRecordClass *class = wuse_record_class (record->type);

      for (guint j = 0; j < class->n_fields; j++)
        if (!record->values[j].is_set)
          continue;
        else if (class->fields[j].kind == WUSE_FIELD_DAY && record->type == WUSE_RECORD_CASE)
          widen (about, (WuseDay) record->values[j].integer, today);
        else if (class->fields[j].kind == WUSE_FIELD_TIME && record->type == WUSE_RECORD_STAY)
          widen (about, wuse_time_to_day (record->values[j].integer, about->utc_offset), today);
    }
  if (about->last_day == WUSE_DAY_NONE)
    about->last_day = today;
}

gboolean
wuse_import_write (WuseIntakeResult *result,
                   const char *name,
                   const char *sources,
                   int utc_offset,
                   WuseCollectionProgressFunc progress,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  Writing writing = { result, progress, data };
  g_autoptr (WuseDistrict) about = wuse_district_new ();
  g_autofree char *folder = wuse_import_get_folder ();

  g_return_val_if_fail (result != NULL && name != NULL && sources != NULL, FALSE);

  about->id = g_strdup (DISTRICT_ID);
  about->name = g_strdup (name);
  about->source = g_strdup (sources);
  about->utc_offset = utc_offset;
  about->time = wuse_time_now ();
  find_days (result, about, wuse_time_to_day (about->time, utc_offset));

  return wuse_collection_write (folder, name, about, wuse_intake_result_get_n_records (result), get_record, note_progress,
                                &writing, cancellable, error);
}

GPtrArray *
wuse_import_dup_mappings (WuseIntakeGuess *guess)
{
  GPtrArray *mappings = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_intake_mapping_free);

  g_return_val_if_fail (guess != NULL, mappings);

  for (guint i = 0; i < wuse_intake_guess_get_n_files (guess); i++)
    if (wuse_intake_guess_get_origin (guess, i) != WUSE_INTAKE_FORM || wuse_intake_choice_is_changed (guess, i))
      g_ptr_array_add (mappings, wuse_intake_mapping_copy_table (wuse_intake_guess_get_mapping (guess),
                                                                 wuse_intake_choice_get_table (guess, i)));

  return mappings;
}

char *
wuse_import_dup_sources (WuseIntakeGuess *guess)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_return_val_if_fail (guess != NULL, NULL);

  for (guint i = 0; i < wuse_intake_guess_get_n_files (guess); i++)
    g_ptr_array_add (names, (char *) wuse_table_file_get_name (wuse_intake_guess_get_table (guess, i)->file));
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

/* --- without asking --- */

static WuseIntakeGuess *
guess_files (const char *const *files, GError **error)
{
  g_autoptr (GPtrArray) remembered = wuse_import_memory_load ();
  g_autoptr (GPtrArray) opened = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; files[i] != NULL && i < WUSE_INTAKE_MAX_FILES; i++)
    g_ptr_array_add (opened, g_file_new_for_commandline_arg (files[i]));

  return wuse_intake_guess_new ((GFile *const *) opened->pdata, opened->len, remembered, NULL, error);
}

static gboolean
check_decided (WuseIntakeGuess *guess, GError **error)
{
  const WuseIntakeDecision *decision;

  if (wuse_intake_guess_get_n_decisions (guess) == 0)
    return TRUE;

  decision = wuse_intake_guess_get_decision (guess, 0);
  g_set_error (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_UNDECIDED, _ ("%1$s: the order of the dates in “%2$s” is not chosen"),
               wuse_table_file_get_name (wuse_intake_guess_get_table (guess, decision->file)->file), decision->column);

  return FALSE;
}

typedef struct
{
  const char *const *files;
  const char *name;
  guint n_records;
} Unattended;

static void
unattended_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Unattended *data = task_data;
  GError *error = NULL;
  g_autoptr (WuseIntakeGuess) guess = guess_files (data->files, &error);
  g_autoptr (WuseIntakeResult) result = NULL;
  g_autofree char *sources = guess != NULL ? wuse_import_dup_sources (guess) : NULL;
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();

  for (guint i = 0; guess != NULL && i < wuse_intake_guess_get_n_files (guess); i++)
    g_ptr_array_add (tables, wuse_intake_guess_get_table (guess, i)->file);
  if (guess != NULL && check_decided (guess, &error))
    result = wuse_intake_run (wuse_intake_guess_get_mapping (guess), (WuseTableFile *const *) tables->pdata, tables->len, NULL,
                              NULL, NULL, NULL, &error);
  data->n_records = result != NULL ? wuse_intake_result_get_n_records (result) : 0;
  if (result != NULL && data->n_records == 0)
    g_set_error (&error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_UNDECIDED, _ ("%s: nothing in it is known"), sources);
  if (error == NULL
      && wuse_import_write (result, data->name, sources, wuse_intake_guess_get_mapping (guess)->utc_offset, NULL, NULL, NULL,
                            &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
wuse_import_unattended (const char *const *files, const char *name, guint *n_records, GError **error)
{
  Unattended data = { files, name, 0 };
  g_autoptr (GTask) task = NULL;
  gboolean is_written;

  g_return_val_if_fail (files != NULL && files[0] != NULL && name != NULL && n_records != NULL, FALSE);

  /* The store does not let the main thread wait for it. */
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, wuse_import_unattended);
  g_task_set_task_data (task, &data, NULL);
  g_task_run_in_thread_sync (task, unattended_in_thread);
  is_written = g_task_propagate_boolean (task, error);
  *n_records = data.n_records;

  return is_written;
}
