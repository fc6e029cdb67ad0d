/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records that have been written so far, by id. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-records-private.h"

#include "wuse-intake-row-private.h"

#define CHUNK (64u << 10)

struct _IntakeRecords
{
  WuseIntakeResult *result;
  GHashTable *ids[WUSE_N_RECORD_TYPES];
  GString *line;
  char *at;
  gint64 seq;
};

IntakeRecords *
intake_records_new (WuseIntakeResult *result)
{
  IntakeRecords *self = g_new0 (IntakeRecords, 1);

  self->result = result;
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    self->ids[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->line = g_string_sized_new (CHUNK);
  self->at = wuse_time_format (wuse_time_now ());
  return self;
}

void
intake_records_free (IntakeRecords *self)
{
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    g_hash_table_unref (self->ids[i]);
  g_string_free (self->line, TRUE);
  g_free (self->at);
  g_free (self);
}

gboolean
intake_records_have (const IntakeRecords *self, WuseRecordType type, const char *id)
{
  return g_hash_table_contains (self->ids[type], id);
}

void
intake_records_report (IntakeRecords *self, guint file, guint line, WuseIntakeSeverity severity, WuseIntakeReason reason)
{
  wuse_intake_result_add_problem (self->result,
                                  &(WuseIntakeProblem){ .file = file, .line = line, .severity = severity, .reason = reason });
}

void
intake_records_write (
    IntakeRecords *self, WuseRecordType type, const char *id, char *const *fields, guint file, guint number, guint line)
{
  const WuseRecordClass *class = wuse_record_class (type);
  ResultFile *of = &self->result->files[file];
  guint index = wuse_record_batch_get_length (self->result->batch);
  gboolean is_first = TRUE;

  g_string_printf (self->line, "{\"seq\":%" G_GINT64_FORMAT ",\"op\":\"put\",\"type\":\"%s\",\"id\":", ++self->seq, class->name);
  intake_append_json (self->line, id);
  g_string_append_printf (self->line, ",\"version\":1,\"at\":\"%s\",\"data\":{", self->at);
  for (guint i = 0; i < class->n_fields; i++)
    if (fields[i] != NULL)
      {
        g_string_append_printf (self->line, "%s\"%s\":%s", is_first ? "" : ",", class->fields[i].name, fields[i]);
        is_first = FALSE;
      }
  g_string_append (self->line, "}}");
  if (!wuse_record_batch_add_line (self->result->batch, self->line->str, self->line->len, NULL))
    {
      intake_records_report (self, file, line, WUSE_INTAKE_REFUSED, WUSE_INTAKE_REASON_INVALID);
      return;
    }
  self->result->counts[type]++;
  g_hash_table_add (self->ids[type], g_strdup (id));
  if (number >= 1 && number <= of->preview->len)
    g_array_append_val (((PreviewRow *) of->preview->pdata[number - 1])->records, index);
}

char *
intake_records_find_free_id (IntakeRecords *self, WuseRecordType type, const char *wanted)
{
  g_autofree char *id = intake_make_id ("", wanted);

  for (guint n = 2; g_hash_table_contains (self->ids[type], id); n++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s.%u", wanted, n);

      g_free (id);
      id = intake_make_id ("", numbered);
    }
  return g_steal_pointer (&id);
}
