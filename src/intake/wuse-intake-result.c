/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of bringing tables in. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-result-private.h"

#include "wuse-column-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_VALUE 200
#define CHUNK (64u << 10)

static void
preview_row_free (gpointer data)
{
  PreviewRow *row = data;

  g_strfreev (row->cells);
  g_array_unref (row->records);
  g_free (row);
}

WuseIntakeResult *
wuse_intake_result_new (guint n_files)
{
  WuseIntakeResult *self = g_new0 (WuseIntakeResult, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->batch = wuse_record_batch_new ();
  self->problems = g_array_new (FALSE, FALSE, sizeof (WuseIntakeProblem));
  self->strings = g_string_chunk_new (CHUNK);
  self->files = g_new0 (ResultFile, n_files);
  self->n_files = n_files;
  for (guint i = 0; i < n_files; i++)
    self->files[i].preview = g_ptr_array_new_with_free_func (preview_row_free);
  return self;
}

WuseIntakeResult *
wuse_intake_result_ref (WuseIntakeResult *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_intake_result_unref (WuseIntakeResult *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  wuse_record_batch_free (self->batch);
  g_array_unref (self->problems);
  g_string_chunk_free (self->strings);
  for (guint i = 0; i < self->n_files; i++)
    {
      g_free (self->files[i].name);
      g_ptr_array_unref (self->files[i].preview);
    }
  g_free (self->files);
  g_free (self);
}

void
wuse_intake_result_add_problem (WuseIntakeResult *self, const WuseIntakeProblem *problem)
{
  WuseIntakeProblem copy = *problem;

  self->n_problems[problem->severity]++;
  if (self->problems->len == WUSE_INTAKE_MAX_PROBLEMS)
    return;
  if (problem->column != NULL)
    copy.column = g_string_chunk_insert_const (self->strings, problem->column);
  if (problem->value != NULL)
    {
      g_autofree char *value = wuse_clip_text (problem->value, MAX_VALUE);

      copy.value = g_string_chunk_insert (self->strings, value);
    }
  g_array_append_val (self->problems, copy);
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const WuseIntakeProblem *one = a, *other = b;

  if (one->file != other->file)
    return one->file < other->file ? -1 : 1;
  return one->line < other->line ? -1 : one->line > other->line;
}

void
wuse_intake_result_end (WuseIntakeResult *self)
{
  g_array_sort (self->problems, compare_problems);
}

guint
wuse_intake_result_get_n_records (const WuseIntakeResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return wuse_record_batch_get_length (self->batch);
}

const WuseRecord *
wuse_intake_result_get_record (const WuseIntakeResult *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < wuse_record_batch_get_length (self->batch), NULL);

  return wuse_record_batch_get (self->batch, index);
}

guint
wuse_intake_result_count (const WuseIntakeResult *self, WuseRecordType type)
{
  g_return_val_if_fail (self != NULL && type < WUSE_N_RECORD_TYPES, 0);

  return self->counts[type];
}

guint
wuse_intake_result_get_n_rows (const WuseIntakeResult *self, guint file)
{
  g_return_val_if_fail (self != NULL && file < self->n_files, 0);

  return self->files[file].n_rows;
}

guint
wuse_intake_result_count_problems (const WuseIntakeResult *self, WuseIntakeSeverity severity)
{
  g_return_val_if_fail (self != NULL && severity < G_N_ELEMENTS (self->n_problems), 0);

  return self->n_problems[severity];
}

guint
wuse_intake_result_get_n_problems (const WuseIntakeResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->problems->len;
}

const WuseIntakeProblem *
wuse_intake_result_get_problem (const WuseIntakeResult *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->problems->len, NULL);

  return &g_array_index (self->problems, WuseIntakeProblem, index);
}

gboolean
wuse_intake_result_get_preview (const WuseIntakeResult *self, guint file, guint index, WuseIntakePreviewRow *row)
{
  PreviewRow *kept;

  g_return_val_if_fail (self != NULL && file < self->n_files && row != NULL, FALSE);

  if (index >= self->files[file].preview->len)
    return FALSE;
  kept = self->files[file].preview->pdata[index];
  *row = (WuseIntakePreviewRow){ .line = kept->line,
                                 .cells = (const char *const *) kept->cells,
                                 .records = (const guint *) (void *) kept->records->data,
                                 .n_records = kept->records->len };
  return TRUE;
}

/* A cell as RFC 4180 has it, harmless to a spreadsheet. */
static void
append_cell (GString *line, const char *text)
{
  gboolean is_formula = *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;

  if (line->len > 0 && line->str[line->len - 1] != '\n')
    g_string_append_c (line, ',');
  g_string_append (line, is_formula ? "\"'" : "\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *text);
    }
  g_string_append_c (line, '"');
}

gboolean
wuse_intake_result_write_problems (const WuseIntakeResult *self, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  const char *const severities[] = { _ ("Refused"), _ ("Value left out"), _ ("Note") };
  const char *const header[] = { _ ("File"), _ ("Line"), _ ("Column"), _ ("Value"), _ ("What became of it"), _ ("Reason") };
  g_autoptr (GString) text = g_string_new ("\xef\xbb\xbf");

  g_return_val_if_fail (self != NULL && G_IS_OUTPUT_STREAM (stream), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", header[i]);
  g_string_append (text, "\r\n");
  for (guint i = 0; i < self->problems->len; i++)
    {
      const WuseIntakeProblem *problem = &g_array_index (self->problems, WuseIntakeProblem, i);
      g_autofree char *line = g_strdup_printf ("%u", problem->line);

      append_cell (text, self->files[problem->file].name);
      append_cell (text, line);
      append_cell (text, problem->column != NULL ? problem->column : "");
      append_cell (text, problem->value != NULL ? problem->value : "");
      append_cell (text, severities[problem->severity]);
      append_cell (text, wuse_intake_reason_get_text (problem->reason));
      g_string_append (text, "\r\n");
      if (text->len >= CHUNK)
        {
          if (!g_output_stream_write_all (stream, text->str, text->len, NULL, cancellable, error))
            return FALSE;
          g_string_truncate (text, 0);
        }
    }
  return g_output_stream_write_all (stream, text->str, text->len, NULL, cancellable, error);
}
