/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relations to try the analysis room on. */

#include "config.h"

#include "relations-fixture.h"

#include "wuse-test-shared.h"

#include <string.h>

void
relations_add (WuseRecordBatch *batch, const char *type, const char *id, const char *format, ...)
{
  static gint64 seq = 0;
  g_autofree char *data = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  data = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strdelimit (data, "'", '"');
  line = g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"op\":\"put\",\"type\":\"%s\",\"id\":\"%s\",\"version\":1,"
                          "\"at\":\"2022-04-11T%02d:%02d:%02dZ\",\"data\":{%s}}",
                          seq + 1, type, id, (int) (seq / 3600 % 24), (int) (seq / 60 % 60), (int) (seq % 60), data);
  seq++;
  wuse_record_batch_add_line (batch, line, strlen (line), &error);
  g_assert_no_error (error);
}

WuseRelations *
relations_build (WuseRecordBatch *batch)
{
  WuseRelationsBuilder *builder = wuse_relations_builder_new ();

  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    wuse_relations_builder_add (builder, wuse_record_batch_get (batch, i));
  return wuse_relations_builder_end (builder);
}

guint32
relations_find (const WuseRelations *self, const char *id)
{
  guint32 index = wuse_relations_find (self, id);

  g_assert_cmpuint (index, <, self->n_actors);
  return index;
}

WuseDay
relations_day (const char *text)
{
  WuseDay day;

  g_assert_true (wuse_day_parse (text, -1, &day, NULL));
  return day;
}

static void
append_day (GString *data, const char *field, char *text)
{
  if (*g_strstrip (text) != '\0')
    g_string_append_printf (data, ",'%s':'%s'", field, text);
}

/* patient_id, global_num, sex, birth_year, age, country, province, city, disease, infection_case, infection_order, infected_by,
 * contact_number, symptom_onset_date, confirmed_date, released_date, deceased_date, state */
static void
add_patient (WuseRecordBatch *batch, char **row)
{
  g_autoptr (GString) data = g_string_new ("'classification':'confirmed'");

  g_assert_cmpuint (g_strv_length (row), ==, 18);
  if (*row[2] != '\0')
    g_string_append_printf (data, ",'sex':'%s'", row[2]);
  if (*g_strstrip (row[11]) != '\0')
    g_string_append_printf (data, ",'infector':'%s'", row[11]);
  append_day (data, "onset", row[13]);
  append_day (data, "report", row[14]);
  append_day (data, "release", row[15]);
  append_day (data, "death", row[16]);
  relations_add (batch, "case", row[0], "%s", data->str);
}

WuseRelations *
relations_read_seoul (void)
{
  g_autofree char *file = wuse_test_find_shared ("data/seoul-2020/PatientInfo.csv");
  g_autofree char *text = NULL;
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_auto (GStrv) lines = NULL;

  if (file == NULL || !g_file_get_contents (file, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      {
        g_auto (GStrv) row = g_strsplit (lines[i], ",", -1);

        add_patient (batch, row);
      }
  return relations_build (batch);
}
