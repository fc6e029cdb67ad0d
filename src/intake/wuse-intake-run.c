/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables are read: places and cases first, then what refers to them; each file once for each. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-run-private.h"

#include "wuse-intake-gathering-private.h"

#include <string.h>

typedef struct
{
  const WuseIntakeMapping *mapping;
  const WuseIntakeOptions *options;
  WuseIntakeResult *result;
  IntakeGathering *gathering;
  WuseTableFile *const *files;
  guint n_files;
  WuseMaskKind **masks;
  const WuseIntakeTable **tables;
  GPtrArray **plans;

  /* The reading under way */
  guint file;
  WuseIntakeSubject subject;
  gboolean is_first_reading;
  WuseIntakeProgressFunc progress;
  gpointer progress_data;
  gsize n_done;
  gsize n_all;
} Run;

static void
keep_preview (Run *self, const WuseTableRow *row)
{
  PreviewRow *kept = g_new0 (PreviewRow, 1);
  guint n = row->fault == WUSE_TABLE_FAULT_NONE ? wuse_table_file_get_n_columns (self->files[self->file]) : 0;

  kept->line = row->line;
  kept->cells = g_new0 (char *, n + 1);
  kept->records = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    kept->cells[i] = wuse_mask_cell (self->masks[self->file][i], row->cells[i]);
  g_ptr_array_add (self->result->files[self->file].preview, kept);
}

static gboolean
row_cb (const WuseTableRow *row, gpointer user_data, GError **error)
{
  Run *self = user_data;
  IntakeRow intake = { .file = self->file,
                       .row = row,
                       .masks = self->masks[self->file],
                       .header = wuse_table_file_get_header (self->files[self->file]),
                       .result = self->result,
                       .mapping = self->mapping,
                       .areas = self->options != NULL ? self->options->areas : NULL };
  gboolean is_second_header = row->number < self->tables[self->file]->header_lines;
  WuseIntakeReason reason = is_second_header ? WUSE_INTAKE_REASON_SECOND_HEADER : WUSE_INTAKE_REASON_INVALID;

  if (self->options != NULL && self->options->max_rows > 0 && row->number > self->options->max_rows)
    return FALSE;
  if (self->is_first_reading)
    {
      self->result->files[self->file].n_rows++;
      if (row->number <= WUSE_INTAKE_PREVIEW_ROWS)
        keep_preview (self, row);
      if (row->fault != WUSE_TABLE_FAULT_NONE)
        reason = wuse_intake_reason_from_fault (row->fault);
      if (row->fault != WUSE_TABLE_FAULT_NONE || is_second_header)
        intake_row_report (&intake, NULL, WUSE_INTAKE_REFUSED, reason);
    }
  if (row->fault != WUSE_TABLE_FAULT_NONE || is_second_header)
    return TRUE;
  for (guint i = 0; i < self->plans[self->file]->len; i++)
    if (intake_plan_get_subject (self->plans[self->file]->pdata[i]) == self->subject)
      intake_gathering_take (self->gathering, self->plans[self->file]->pdata[i], &intake);
  return TRUE;
}

static void
progress_cb (gsize n_bytes, gpointer user_data)
{
  Run *self = user_data;

  self->n_done = MIN (self->n_done + n_bytes, self->n_all);
  if (self->progress != NULL)
    self->progress (self->n_done, self->n_all, self->progress_data);
}

static gboolean
has_subject (Run *self, guint file, WuseIntakeSubject subject)
{
  for (guint i = 0; i < self->plans[file]->len; i++)
    if (intake_plan_get_subject (self->plans[file]->pdata[i]) == subject)
      return TRUE;
  return FALSE;
}

static WuseMaskKind *
find_masks (const WuseIntakeTable *table, const WuseTableFile *file)
{
  guint n = wuse_table_file_get_n_columns (file);
  WuseMaskKind *masks = g_new0 (WuseMaskKind, n);

  for (guint i = 0; i < n; i++)
    {
      const char *name = wuse_table_file_get_header (file)[i];
      gpointer kind;

      masks[i] = wuse_mask_kind_of_column (name);
      if (table != NULL && masks[i] == WUSE_MASK_NONE && g_hash_table_lookup_extended (table->masks, name, NULL, &kind))
        masks[i] = GPOINTER_TO_UINT (kind);
    }
  return masks;
}

static gboolean
prepare_file (Run *self, guint file, GError **error)
{
  const WuseIntakeTable *table = wuse_intake_mapping_find (self->mapping, self->files[file]);

  self->tables[file] = table;
  self->masks[file] = find_masks (table, self->files[file]);
  self->plans[file] = g_ptr_array_new_with_free_func ((GDestroyNotify) intake_plan_free);
  self->result->files[file].name = g_strdup (wuse_table_file_get_name (self->files[file]));
  for (guint i = 0; table != NULL && i < table->makes->len; i++)
    {
      IntakePlan *plan = intake_plan_new (table->makes->pdata[i], self->files[file], self->masks[file], error);

      if (plan == NULL)
        return FALSE;
      g_ptr_array_add (self->plans[file], plan);
    }
  for (guint subject = 0; subject < WUSE_N_INTAKE_SUBJECTS; subject++)
    if (has_subject (self, file, subject))
      self->n_all += wuse_table_file_get_n_bytes (self->files[file]);
  return TRUE;
}

static gboolean
run (Run *self, GCancellable *cancellable, GError **error)
{
  g_autofree gboolean *was_read = g_new0 (gboolean, self->n_files);

  for (guint i = 0; i < self->n_files; i++)
    if (!prepare_file (self, i, error))
      return FALSE;
  for (self->subject = 0; self->subject < WUSE_N_INTAKE_SUBJECTS; self->subject++)
    for (self->file = 0; self->file < self->n_files; self->file++)
      if (has_subject (self, self->file, self->subject))
        {
          self->is_first_reading = !was_read[self->file];
          was_read[self->file] = TRUE;
          if (!wuse_table_file_read (self->files[self->file], row_cb, progress_cb, self, cancellable, error))
            return FALSE;
        }
  intake_gathering_end (self->gathering);
  wuse_intake_result_end (self->result);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
run_clear (Run *self)
{
  for (guint i = 0; i < self->n_files; i++)
    {
      g_free (self->masks[i]);
      g_clear_pointer (&self->plans[i], g_ptr_array_unref);
    }
  g_free (self->masks);
  g_free (self->plans);
  g_free (self->tables);
  intake_gathering_free (self->gathering);
}

WuseIntakeResult *
intake_run (const WuseIntakeMapping *mapping,
            WuseTableFile *const *files,
            guint n_files,
            const WuseIntakeOptions *options,
            WuseIntakeProgressFunc progress,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  Run self = { .mapping = mapping,
               .options = options,
               .result = wuse_intake_result_new (n_files),
               .files = files,
               .n_files = n_files,
               .progress = progress,
               .progress_data = user_data };

  self.masks = g_new0 (WuseMaskKind *, n_files + 1);
  self.tables = g_new0 (const WuseIntakeTable *, n_files + 1);
  self.plans = g_new0 (GPtrArray *, n_files + 1);
  self.gathering = intake_gathering_new (mapping, options, self.result);
  if (!run (&self, cancellable, error))
    g_clear_pointer (&self.result, wuse_intake_result_unref);
  run_clear (&self);
  return self.result;
}
