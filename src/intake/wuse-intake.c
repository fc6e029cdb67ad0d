/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing others' line lists and contacts in, here or on a thread of its own. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake.h"

#include "wuse-intake-run-private.h"

#define PROGRESS_INTERVAL 100 /* ms */

/* What a run on a thread needs. */
typedef struct
{
  WuseIntakeMapping *mapping;
  GPtrArray *files;
  WuseIntakeOptions options;
  WuseIntakeProgressFunc progress;
  gpointer progress_data;
  GSource *ticker;
  gsize n_done; /* atomic, so that the caller's thread may look whenever it likes */
  gsize n_all;
} RunData;

typedef struct
{
  GPtrArray *files;
  GPtrArray *remembered;
} GuessData;

WuseIntakeGuess *
wuse_intake_guess_new (GFile *const *files, guint n_files, const GPtrArray *remembered, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_table_file_unref);

  g_return_val_if_fail (n_files > 0 && n_files <= WUSE_INTAKE_MAX_FILES, NULL);

  for (guint i = 0; i < n_files; i++)
    {
      WuseTableFile *table = wuse_table_file_open (files[i], cancellable, error);

      if (table == NULL)
        return NULL;
      g_ptr_array_add (tables, table);
    }
  return wuse_intake_guess_new_for_tables ((WuseTableFile *const *) tables->pdata, n_files, remembered, cancellable, error);
}

static void
guess_data_free (gpointer data)
{
  GuessData *self = data;

  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->remembered, g_ptr_array_unref);
  g_free (self);
}

static void
guess_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GuessData *data = task_data;
  GError *error = NULL;
  WuseIntakeGuess *guess =
      wuse_intake_guess_new ((GFile *const *) data->files->pdata, data->files->len, data->remembered, cancellable, &error);

  if (guess != NULL)
    g_task_return_pointer (task, guess, (GDestroyNotify) wuse_intake_guess_free);
  else
    g_task_return_error (task, error);
}

void
wuse_intake_guess_async (GFile *const *files,
                         guint n_files,
                         GPtrArray *remembered,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GuessData *data;

  g_return_if_fail (n_files > 0 && n_files <= WUSE_INTAKE_MAX_FILES);

  task = g_task_new (NULL, cancellable, callback, user_data);
  data = g_new0 (GuessData, 1);
  data->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (data->files, g_object_ref (files[i]));
  data->remembered = remembered != NULL ? g_ptr_array_ref (remembered) : NULL;
  g_task_set_source_tag (task, wuse_intake_guess_async);
  g_task_set_task_data (task, data, guess_data_free);
  g_task_run_in_thread (task, guess_in_thread);
}

WuseIntakeGuess *
wuse_intake_guess_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

WuseIntakeResult *
wuse_intake_run (const WuseIntakeMapping *mapping,
                 WuseTableFile *const *files,
                 guint n_files,
                 const WuseIntakeOptions *options,
                 WuseIntakeProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (mapping != NULL && files != NULL, NULL);
  g_return_val_if_fail (n_files > 0 && n_files <= WUSE_INTAKE_MAX_FILES, NULL);

  return intake_run (mapping, files, n_files, options, progress, user_data, cancellable, error);
}

static void
run_data_free (gpointer data)
{
  RunData *self = data;

  wuse_intake_mapping_free (self->mapping);
  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->options.known_cases, g_hash_table_unref);
  g_clear_pointer (&self->options.areas, g_hash_table_unref);
  g_free (self);
}

static void
note_progress (gsize n_done, gsize n_all, gpointer user_data)
{
  RunData *self = user_data;

  g_atomic_pointer_set (&self->n_all, n_all);
  g_atomic_pointer_set (&self->n_done, n_done);
}

static gboolean
tick (gpointer user_data)
{
  RunData *self = user_data;
  gsize n_all = (gsize) g_atomic_pointer_get (&self->n_all);

  if (n_all > 0)
    self->progress ((gsize) g_atomic_pointer_get (&self->n_done), n_all, self->progress_data);
  return G_SOURCE_CONTINUE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  RunData *data = task_data;
  GError *error = NULL;
  WuseIntakeResult *result = wuse_intake_run (data->mapping, (WuseTableFile *const *) data->files->pdata, data->files->len,
                                              &data->options, note_progress, data, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) wuse_intake_result_unref);
  else
    g_task_return_error (task, error);
}

static void
stop_ticker (RunData *self)
{
  if (self->ticker != NULL)
    g_source_destroy (self->ticker);
  g_clear_pointer (&self->ticker, g_source_unref);
}

typedef struct
{
  GAsyncReadyCallback callback;
  gpointer user_data;
} Caller;

static void
run_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Caller *caller = user_data;

  stop_ticker (g_task_get_task_data (G_TASK (result)));
  if (caller->callback != NULL)
    caller->callback (object, result, caller->user_data);
}

void
wuse_intake_run_async (WuseIntakeGuess *guess,
                       const WuseIntakeOptions *options,
                       WuseIntakeProgressFunc progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Caller *caller;
  RunData *data;

  g_return_if_fail (guess != NULL);

  caller = g_new (Caller, 1);
  *caller = (Caller){ callback, user_data };
  task = g_task_new (NULL, cancellable, run_done, caller);
  data = g_new0 (RunData, 1);
  data->mapping = wuse_intake_mapping_copy (wuse_intake_guess_get_mapping (guess));
  data->files = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_table_file_unref);
  for (guint i = 0; i < wuse_intake_guess_get_n_files (guess); i++)
    g_ptr_array_add (data->files, wuse_table_file_ref (wuse_intake_guess_get_table (guess, i)->file));
  if (options != NULL)
    {
      data->options.max_rows = options->max_rows;
      data->options.known_cases = options->known_cases != NULL ? g_hash_table_ref (options->known_cases) : NULL;
      data->options.areas = options->areas != NULL ? g_hash_table_ref (options->areas) : NULL;
    }
  data->progress = progress;
  data->progress_data = progress_data;
  g_task_set_source_tag (task, wuse_intake_run_async);
  g_task_set_task_data (task, data, run_data_free);
  if (progress != NULL)
    {
      data->ticker = g_timeout_source_new (PROGRESS_INTERVAL);
      g_source_set_callback (data->ticker, tick, data, NULL);
      g_source_attach (data->ticker, g_main_context_get_thread_default ());
    }
  g_task_run_in_thread (task, run_in_thread);
}

WuseIntakeResult *
wuse_intake_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
