/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Record classes, canonical lines, digests. */

#include "config.h"

#include "wuse-record.h"

#include <string.h>

static WuseValue
text (const char *data)
{
  return (WuseValue){ .data = data, .length = (guint32) strlen (data), .is_set = TRUE };
}

static WuseValue
number (gint64 integer)
{
  return (WuseValue){ .integer = integer, .is_set = TRUE };
}

static void
test_classes (void)
{
  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    {
      const WuseRecordClass *class = wuse_record_class (type);
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      WuseRecordType found;

      g_assert_true (wuse_record_type_from_name (class->name, strlen (class->name), &found));
      g_assert_cmpuint (found, ==, type);
      g_assert_cmpuint (class->n_fields, <=, WUSE_RECORD_MAX_FIELDS);
      for (guint i = 0; i < class->n_fields; i++)
        {
          const WuseField *field = &class->fields[i];

          g_assert_true (g_hash_table_add (names, (gpointer) field->name));
          g_assert_true ((field->codes != NULL) == (field->kind == WUSE_FIELD_CODE));
          if (field->kind == WUSE_FIELD_INTEGER)
            g_assert_cmpint (field->minimum, <, field->maximum);
          if (field->kind == WUSE_FIELD_TEXT)
            g_assert_cmpint (field->maximum, >, 0);
        }
    }

  WuseRecordType type;
  g_assert_false (wuse_record_type_from_name ("casex", 5, &type));
  g_assert_true (wuse_record_type_from_name ("casex", 4, &type));
  g_assert_false (wuse_record_type_from_name ("", 0, &type));
}

static void
test_line (void)
{
  WuseRecord record = { .type = WUSE_RECORD_PLACE,
                        .op = WUSE_RECORD_PUT,
                        .seq = 12,
                        .version = 3,
                        .at = G_GINT64_CONSTANT (1649685912500),
                        .id = "pl-1xxx",
                        .id_length = 4 };
  g_autoptr (GString) string = g_string_new (NULL);

  wuse_record_append_data (&record, string);
  g_assert_cmpstr (string->str, ==, "{}");

  record.values[0] = text ("hospital");
  record.values[1] = text ("a \"b\" \\ c/é\x01 医院");
  record.values[4] = number (1214737000);
  record.values[5] = number (-5);
  record.values[6] = number (G_MAXINT32);
  g_string_truncate (string, 0);
  wuse_record_append_line (&record, string);
  g_assert_cmpstr (string->str, ==,
                   "{\"seq\":12,\"op\":\"put\",\"type\":\"place\",\"id\":\"pl-1\",\"version\":3,"
                   "\"at\":\"2022-04-11T14:05:12.500Z\",\"data\":{\"kind\":\"hospital\","
                   "\"name\":\"a \\\"b\\\" \\\\ c/é\\u0001 医院\",\"lon\":121.4737,\"lat\":-0.0000005,\"capacity\":2147483647}}");

  record.op = WUSE_RECORD_DELETE;
  g_string_truncate (string, 0);
  wuse_record_append_line (&record, string);
  g_assert_cmpstr (string->str, ==,
                   "{\"seq\":12,\"op\":\"delete\",\"type\":\"place\",\"id\":\"pl-1\",\"version\":3,"
                   "\"at\":\"2022-04-11T14:05:12.500Z\"}");
}

/* The sum is that of `printf 'case\nc-1\n2\n{"a":1}' | sha256sum | head -c 32`. */
static void
test_digest (void)
{
  WuseDigest digest = { 0 };
  g_autofree char *none = wuse_digest_to_string (&digest);

  wuse_digest_toggle (&digest, WUSE_RECORD_CASE, "c-1", 3, 2, "{\"a\":1}", 7);
  g_autofree char *one = wuse_digest_to_string (&digest);
  wuse_digest_toggle (&digest, WUSE_RECORD_CASE, "c-2", 3, 2, "{\"a\":1}", 7);
  g_autofree char *two = wuse_digest_to_string (&digest);
  wuse_digest_toggle (&digest, WUSE_RECORD_CASE, "c-1", 3, 2, "{\"a\":1}", 7);
  wuse_digest_toggle (&digest, WUSE_RECORD_CASE, "c-1", 3, 2, "{\"a\":1}", 7);
  g_autofree char *again = wuse_digest_to_string (&digest);
  wuse_digest_toggle (&digest, WUSE_RECORD_CASE, "c-2", 3, 2, "{\"a\":1}", 7);
  wuse_digest_toggle (&digest, WUSE_RECORD_CASE, "c-1", 3, 2, "{\"a\":1}", 7);
  g_autofree char *empty = wuse_digest_to_string (&digest);

  g_assert_cmpstr (none, ==, "00000000000000000000000000000000");
  g_assert_cmpstr (one, ==, "24c44c7a3437f56f319f75afb3de072f");
  g_assert_cmpstr (two, !=, one);
  g_assert_cmpstr (again, ==, two);
  g_assert_cmpstr (empty, ==, none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/classes", test_classes);
  g_test_add_func ("/record/line", test_line);
  g_test_add_func ("/record/digest", test_digest);

  return g_test_run ();
}
