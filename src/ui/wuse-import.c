/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Others' tables on their way in. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-private.h"

#include "wuse-import-write.h"
#include "wuse-store-outbox.h"

#include <glib/gi18n.h>
#include <string.h>

#define SUGGESTED_NAME_BYTES 80

static guint signals[WUSE_IMPORT_N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseImport, wuse_import, G_TYPE_OBJECT)

void
wuse_import_tell (WuseImport *self, WuseImportSignal what)
{
  g_signal_emit (self, signals[what], 0);
}

void
wuse_import_cancel (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

void
wuse_import_forget_check (WuseImport *self)
{
  wuse_import_cancel (&self->checking);
  self->progress = -1;
  g_clear_pointer (&self->result, wuse_intake_result_unref);
  g_clear_pointer (&self->plan, wuse_import_plan_free);
  g_clear_error (&self->check_error);
  wuse_import_tell (self, WUSE_IMPORT_CHECK_CHANGED);
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
  wuse_import_tell (self, WUSE_IMPORT_CHECK_CHANGED);
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
  wuse_import_tell (self, WUSE_IMPORT_CHECK_CHANGED);
}

static void
check_progress (gsize n_done, gsize n_all, gpointer user_data)
{
  WuseImport *self = user_data;

  if (self->checking == NULL || n_all == 0)
    return;
  self->progress = (double) n_done / (double) n_all;
  wuse_import_tell (self, WUSE_IMPORT_CHECK_CHANGED);
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
  wuse_import_tell (self, WUSE_IMPORT_CHECK_CHANGED);
}

void
wuse_import_stop (WuseImport *self)
{
  g_return_if_fail (WUSE_IS_IMPORT (self));

  wuse_import_forget_check (self);
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

  wuse_import_forget_check (self);
  wuse_import_make_preview_later (self);
  wuse_import_tell (self, WUSE_IMPORT_MAPPING_CHANGED);
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

char *
wuse_import_dup_undecided (WuseImport *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT (self), NULL);

  for (guint i = 0; self->guess != NULL && i < wuse_intake_guess_get_n_decisions (self->guess); i++)
    {
      const WuseIntakeDecision *decision = wuse_intake_guess_get_decision (self->guess, i);
      WuseTableFile *file = wuse_intake_guess_get_table (self->guess, decision->file)->file;

      if (!wuse_import_is_decided (self, decision->file, decision->column))
        return g_strdup_printf ("%s: %s", wuse_table_file_get_name (file), decision->column);
    }

  return NULL;
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
  wuse_import_forget_check (self);
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

  wuse_import_cancel (&self->reading);
  wuse_import_cancel (&self->previewing);
  wuse_import_cancel (&self->checking);
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
  static const char *const names[WUSE_IMPORT_N_SIGNALS] = { "files-changed", "mapping-changed", "preview-changed",
                                                            "check-changed" };

  G_OBJECT_CLASS (class)->dispose = wuse_import_dispose;
  G_OBJECT_CLASS (class)->finalize = wuse_import_finalize;
  for (guint i = 0; i < WUSE_IMPORT_N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], WUSE_TYPE_IMPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_import_init (WuseImport *self)
{
  self->files = g_ptr_array_new_with_free_func (wuse_import_file_free);
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
