/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feed lines: what is taken, what is passed over, what is refused and with which words. */

#include "config.h"

#include "wuse-record-batch.h"

#include <string.h>

#define HEAD "{\"seq\":1,\"op\":\"put\",\"type\":\"case\",\"id\":\"c-1\",\"version\":1,\"at\":\"2022-04-11T06:05:12Z\""
#define CASE(data) HEAD ",\"data\":{" data "}}"
#define CONFIRMED "\"classification\":\"confirmed\""
#define AREA_HEAD "{\"seq\":1,\"op\":\"put\",\"type\":\"area\",\"id\":\"a-1\",\"version\":1,\"at\":\"2022-04-11T06:05:12Z\""
#define SHAPE(geometry) AREA_HEAD ",\"data\":{\"level\":\"grid\",\"name\":\"x\",\"geometry\":" geometry "}}"

typedef struct
{
  const char *line;
  const char *words; /* part of the message, or of the canonical line */
} Case;

static const Case taken[] = {
  { CASE (CONFIRMED), "{\"seq\":1,\"op\":\"put\",\"type\":\"case\",\"id\":\"c-1\",\"version\":1,"
                      "\"at\":\"2022-04-11T06:05:12Z\",\"data\":{\"classification\":\"confirmed\"}}" },
  { " { \"seq\" : 1 , \"op\":\"delete\",\"type\":\"case\",\"id\":\"c-1\",\"version\":2,\"at\":\"2022-04-11T14:05:12+08:00\"}\r",
    "{\"seq\":1,\"op\":\"delete\",\"type\":\"case\",\"id\":\"c-1\",\"version\":2,\"at\":\"2022-04-11T06:05:12Z\"}" },
  /* Any order, `data` before `type` and `op` too. */
  { "{\"data\":{\"age\":7," CONFIRMED "},\"at\":\"2022-04-11T06:05:12Z\",\"version\":1,\"id\":\"c-1\",\"type\":\"case\","
    "\"op\":\"put\",\"seq\":1}",
    "\"data\":{\"classification\":\"confirmed\",\"age\":7}}" },
  /* Unknown members, at every level and of every kind. */
  { HEAD ",\"new\":{\"a\":[1,{\"b\":null}],\"seq\":9},\"more\":[[]],\"yes\":true,\"no\":null,\"data\":{" CONFIRMED
         ",\"later\":{\"age\":1,\"x\":[[1]]},\"list\":[1,\"a\"],\"flag\":false,\"number\":1e99,\"text\":\"\\u0000\"}}",
    "\"data\":{\"classification\":\"confirmed\"}}" },
  { CASE ("\"classification\":\"a_new_code2\""), "\"classification\":\"a_new_code2\"" },
  { CASE (CONFIRMED ",\"age\":null,\"note\":null"), "\"data\":{\"classification\":\"confirmed\"}}" },
  { CASE (CONFIRMED ",\"note\":\"\""), "\"note\":\"\"" },
  { CASE (CONFIRMED ",\"note\":\"\\u4e2d\\ud83d\\ude00\\\"\\/\\\\\""), "\"note\":\"中😀\\\"/\\\\\"" },
  { CASE (CONFIRMED ",\"lon\":121.47370001,\"lat\":-3.12e1,\"onset\":\"2022-02-28\",\"age\":130"),
    "\"age\":130,\"lon\":121.4737,\"lat\":-31.2,\"onset\":\"2022-02-28\"" },
  { "{\"seq\":9223372036854775807,\"op\":\"delete\",\"type\":\"case\",\"id\":\"AZaz09._:-\",\"version\":9223372036854775807,"
    "\"at\":\"2022-04-11T06:05:12Z\"}",
    "\"seq\":9223372036854775807,\"op\":\"delete\",\"type\":\"case\",\"id\":\"AZaz09._:-\",\"version\":9223372036854775807" },
  { SHAPE ("{\"coordinates\":[[[1,2],[3,2],[3,4]]],\"bbox\":[1,2,3,4],\"crs\":{\"type\":1},\"type\":\"Polygon\"}"),
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[3,4],[1,2]]]}" },
  { SHAPE ("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,2],[3,2],[3,4]]],[[[5,5,1],[6,5,1],[6,6,1]]]]}"),
    "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,2],[3,2],[3,4],[1,2]]],[[[5,5],[6,5],[6,6],[5,5]]]]}" },
  { SHAPE ("null"), "\"data\":{\"level\":\"grid\",\"name\":\"x\"}}" },
};

static const Case refused[] = {
  { "", "cut off" },
  { "{", "cut off" },
  { "nonsense", "lexical error" },
  { "[]", "array" },
  { "1", "number" },
  { "\"a\"", "text" },
  { "null", "null" },
  { "{}", "seq: missing" },
  { CASE (CONFIRMED) " x", "lexical error" },
  { CASE (CONFIRMED) CASE (CONFIRMED), "more than one value" },
  { CASE (CONFIRMED) "1", "number" },
  { CASE (CONFIRMED) "}", "parse error" },
  { CASE (CONFIRMED) ",", "parse error" },
  { "// comment\n" CASE (CONFIRMED), "lexical error" },
  { "\xef\xbb\xbf" CASE (CONFIRMED), "error" },
  { CASE (CONFIRMED ",\"note\":\"\xff\""), "not UTF-8" },
  { CASE (CONFIRMED ",\"note\":\"\xc0\x80\""), "not UTF-8" },
  { CASE (CONFIRMED ",\"note\":\"\xed\xa0\x80\""), "not UTF-8" },
  { CASE (CONFIRMED ",\"note\":\"\\udc00\""), "not UTF-8" },
  { CASE (CONFIRMED ",\"note\":\"\\ud800\""), "not UTF-8" },
  { CASE (CONFIRMED ",\"note\":\"\\ud800\\u0041\""), "not UTF-8" },
  { CASE (CONFIRMED ",\"note\":\"\\u0000\""), "case c-1: note: a control character" },
  { CASE (CONFIRMED ",\"note\":\"a\\nb\""), "note: a control character" },
  { CASE (CONFIRMED ",\"note\":\"\\u0085\""), "note: a control character" },
  { CASE (CONFIRMED ",\"note\":\"\x7f\""), "note: a control character" },
  { CASE (CONFIRMED ",\"age\":NaN"), "error" },
  { CASE (CONFIRMED ",\"age\":01"), "error" },
  { CASE (CONFIRMED ",\"age\":1.5"), "case c-1: age: not a number" },
  { CASE (CONFIRMED ",\"age\":131"), "case c-1: age: number out of bounds" },
  { CASE (CONFIRMED ",\"age\":\"7\""), "age: text" },
  { CASE (CONFIRMED ",\"age\":true"), "age: true or false" },
  { CASE (CONFIRMED ",\"age\":{}"), "age: an object" },
  { CASE (CONFIRMED ",\"age\":[1]"), "age: an array" },
  { CASE (CONFIRMED ",\"note\":7"), "note: a number" },
  { CASE (CONFIRMED ",\"age\":7,\"age\":8"), "age: given twice" },
  { CASE (CONFIRMED ",\"age\":null,\"age\":8"), "age: given twice" },
  { CASE (CONFIRMED ",\"age\":7,\"\\u0061ge\":8"), "age: given twice" },
  { CASE ("\"age\":7"), "case c-1: classification: missing" },
  { CASE ("\"classification\":null"), "classification: missing" },
  { CASE ("\"classification\":\"Confirmed!\""), "classification: not a code" },
  { CASE (CONFIRMED ",\"person\":\"a b\""), "person: not an id" },
  { CASE (CONFIRMED ",\"person\":\"\""), "person: not an id" },
  { CASE (CONFIRMED ",\"onset\":\"2022-02-29\""), "onset: no such day" },
  { CASE (CONFIRMED ",\"lon\":180.1"), "lon: number out of bounds" },
  { CASE (CONFIRMED ",\"lat\":\"31\""), "lat: text" },
  { CASE (CONFIRMED ",\"age_band\":\"12345678901234567\""), "age_band: longer" },
  { CASE (CONFIRMED ",\"x\":[[[[[[[[1]]]]]]]]"), "nested too deeply" },
  { HEAD ",\"data\":[]}", "data: an array" },
  { HEAD ",\"data\":null}", "data: null" },
  { HEAD ",\"data\":7}", "data: a number" },
  { HEAD "}", "case c-1: data: missing" },
  { HEAD ",\"seq\":2,\"data\":{" CONFIRMED "}}", "seq: given twice" },
  { HEAD ",\"data\":{" CONFIRMED "},\"data\":{}}", "data: given twice" },
  { "{\"op\":\"end\",\"seq\":7}", "op: the end of a feed is not a record" },
  { "{\"seq\":1,\"op\":\"patch\",\"type\":\"case\"}", "op: neither put nor delete" },
  { "{\"seq\":1,\"op\":\"delete\",\"type\":\"case\",\"id\":\"c-1\",\"version\":1,\"at\":\"2022-04-11T06:05:12Z\",\"data\":{}}",
    "a delete with data" },
  { "{\"seq\":0,\"op\":\"delete\",\"type\":\"case\",\"id\":\"c-1\",\"version\":1,\"at\":\"2022-04-11T06:05:12Z\"}",
    "seq: number" },
  { "{\"seq\":1,\"op\":\"delete\",\"type\":\"case\",\"id\":\"c-1\",\"version\":-1,\"at\":\"2022-04-11T06:05:12Z\"}",
    "case c-1: version: number" },
  { "{\"seq\":9223372036854775808,\"op\":\"delete\",\"type\":\"case\",\"id\":\"c-1\",\"version\":1}", "seq: number" },
  { "{\"seq\":1,\"op\":\"delete\",\"type\":\"case\",\"id\":\"c/1\",\"version\":1,\"at\":\"2022-04-11T06:05:12Z\"}",
    "id: not an id" },
  { "{\"seq\":1,\"op\":\"delete\",\"type\":\"case\",\"id\":\"c-1\",\"version\":1,\"at\":\"2022-04-11\"}", "at: not an instant" },
  { "{\"seq\":1,\"op\":\"delete\",\"type\":\"ca se\",\"id\":\"c-1\",\"version\":1,\"at\":\"2022-04-11T06:05:12Z\"}",
    "type: not a type" },
  { "{\"seq\":1,\"op\":\"delete\",\"type\":7}", "type: a number" },
  { SHAPE ("{\"type\":\"Polygon\"}"), "area a-1: geometry: a geometry without coordinates" },
  { SHAPE ("{\"coordinates\":[[[1,2],[3,2],[3,4]]]}"), "geometry: a geometry without type" },
  { SHAPE ("{\"type\":\"GeometryCollection\",\"geometries\":[]}"), "geometry: a geometry without coordinates" },
  { SHAPE ("{\"type\":\"Circle\",\"coordinates\":[1,2]}"), "unknown or unsupported type" },
  { SHAPE ("{\"type\":\"Polygon\",\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[3,4]]]}"), "given twice" },
  { SHAPE ("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[3,4]]],\"coordinates\":[1]}"), "given twice" },
  { SHAPE ("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[3,91]]]}"), "geometry: number out of bounds" },
  { SHAPE ("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],{}]]}"), "geometry: an object" },
  { SHAPE ("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],\"a\"]]}"), "geometry: text" },
  { SHAPE ("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],null]]}"), "geometry: null" },
  { SHAPE ("{\"type\":\"Polygon\",\"coordinates\":null}"), "geometry: null" },
  { SHAPE ("{\"type\":[\"Polygon\"],\"coordinates\":[]}"), "geometry: an array" },
  { SHAPE ("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2]]]}"), "fewer than three different points" },
  { SHAPE ("[1,2]"), "geometry: an array" },
  { SHAPE ("\"POLYGON EMPTY\""), "geometry: text" },
};

static void
test_taken (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) first = g_string_new (NULL);
      g_autoptr (GString) second = g_string_new (NULL);

      g_test_message ("line %u", i);
      wuse_record_batch_clear (batch);
      g_assert_true (wuse_record_batch_add_line (batch, taken[i].line, strlen (taken[i].line), &error));
      g_assert_no_error (error);
      g_assert_cmpuint (wuse_record_batch_get_length (batch), ==, 1);
      wuse_record_append_line (wuse_record_batch_get (batch, 0), first);
      if (strstr (first->str, taken[i].words) == NULL)
        g_error ("“%s” is not in “%s”", taken[i].words, first->str);

      g_assert_true (wuse_record_batch_add_line (batch, first->str, first->len, &error));
      wuse_record_append_line (wuse_record_batch_get (batch, 1), second);
      g_assert_cmpstr (second->str, ==, first->str);
    }
}

/* Each after a good line and before another: the batch stays as it was. */
static void
test_refused (void)
{
  static const char good[] = CASE (CONFIRMED ",\"note\":\"kept\"");
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("line %u", i);
      g_assert_true (wuse_record_batch_add_line (batch, good, strlen (good), NULL));
      gsize bytes = wuse_record_batch_get_bytes (batch);
      g_assert_false (wuse_record_batch_add_line (batch, refused[i].line, strlen (refused[i].line), &error));
      g_assert_true (error->domain == WUSE_MODEL_ERROR);
      if (strstr (error->message, refused[i].words) == NULL)
        g_error ("“%s” is not in “%s”", refused[i].words, error->message);
      g_assert_cmpuint (wuse_record_batch_get_length (batch), ==, i + 1);
      g_assert_cmpuint (wuse_record_batch_get_bytes (batch), ==, bytes);
      g_assert_cmpint (wuse_record_batch_get_last_seq (batch), ==, 1);
    }

  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    {
      const WuseValue *note = &wuse_record_batch_get (batch, i)->values[24];

      g_assert_cmpmem (note->data, note->length, "kept", 4);
    }
}

/* With a blank before it no line is of the form that is read without the JSON parser: it means the same. */
static void
check_both_ways (const char *line)
{
  g_autofree char *shifted = g_strconcat (" ", line, NULL);
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other_error = NULL;
  gboolean is_taken = wuse_record_batch_add_line (batch, line, strlen (line), &error);

  g_assert_true (wuse_record_batch_add_line (batch, shifted, strlen (shifted), &other_error) == is_taken);
  if (!is_taken)
    {
      g_assert_error (other_error, error->domain, error->code);
      return;
    }
  wuse_record_append_line (wuse_record_batch_get (batch, 0), first);
  wuse_record_append_line (wuse_record_batch_get (batch, 1), second);
  g_assert_cmpstr (first->str, ==, second->str);
}

static void
test_both_ways (void)
{
  static const char *const canonical[] = {
    CASE (CONFIRMED ",\"severity\":\"mild\",\"origin_place\":\"上海\",\"person\":\"R1\",\"age\":7,\"lon\":121.4737,\"lat\":-31,"
                    "\"onset\":\"2022-02-28\",\"note\":\"\""),
    CASE (CONFIRMED ",\"age\":-0"),
    CASE (CONFIRMED ",\"age\":7.0"),
    CASE (CONFIRMED ",\"age\":7,"),
    CASE ("," CONFIRMED),
    CASE (CONFIRMED ",,\"age\":7"),
    CASE (CONFIRMED "\"age\":7"),
    CASE (CONFIRMED ",\"note\":\"\xe4\xb8\""),
    CASE (CONFIRMED ",\"note\":\"a\tb\""),
    CASE (CONFIRMED ",\"note\":\"cut off"),
    CASE (""),
    HEAD ",\"data\":{}",
    HEAD ",\"data\":{" CONFIRMED "}",
    HEAD ",\"data\":{" CONFIRMED "}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    check_both_ways (taken[i].line);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    check_both_ways (refused[i].line);
  for (guint i = 0; i < G_N_ELEMENTS (canonical); i++)
    check_both_ways (canonical[i]);

  /* Cut off anywhere. */
  for (gsize length = strlen (canonical[0]); length > 0; length--)
    {
      g_autofree char *line = g_strndup (canonical[0], length);

      check_both_ways (line);
    }
}

/* A message never holds a value: it could end in a log. */
static void
test_messages_keep_secrets (void)
{
  static const char *const lines[] = {
    CASE (CONFIRMED ",\"age\":\"SECRET\""),           CASE (CONFIRMED ",\"note\":\"SECRET\\u0007\""),
    CASE (CONFIRMED ",\"person\":\"SECRET SECRET\""), CASE (CONFIRMED ",\"onset\":\"SECRET\""),
    CASE ("\"classification\":\"SECRET\""),           CASE (CONFIRMED ",\"note\":\"SECRET\" x"),
    CASE (CONFIRMED ",\"note\":\"SECRET\\x\""),       CASE (CONFIRMED ",\"note\":SECRET"),
  };
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (wuse_record_batch_add_line (batch, lines[i], strlen (lines[i]), &error));
      g_assert_null (strstr (error->message, "SECRET"));
    }
}

static void
test_unknown_type (void)
{
  static const char *const lines[] = {
    "{\"seq\":9,\"op\":\"put\",\"type\":\"vaccination\",\"id\":\"v-1\",\"version\":1,\"at\":\"2022-04-11T06:05:12Z\","
    "\"data\":{\"age\":\"a\",\"age\":[{}]}}",
    "{\"seq\":11,\"op\":\"put\",\"data\":{},\"type\":\"vaccination\",\"id\":\"v-1\",\"version\":1,\"at\":\"2022-04-11T06:05:"
    "12Z\"}",
    "{\"seq\":10,\"op\":\"delete\",\"type\":\"vaccination\",\"id\":\"v-1\",\"version\":1,\"at\":\"2022-04-11T06:05:12Z\"}",
  };
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_assert_true (wuse_record_batch_add_line (batch, lines[i], strlen (lines[i]), &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (wuse_record_batch_get_length (batch), ==, 0);
  g_assert_cmpint (wuse_record_batch_get_last_seq (batch), ==, 11);
}

static void
test_too_long (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strnfill (WUSE_RECORD_MAX_LINE + 1, ' ');

  g_assert_false (wuse_record_batch_add_line (batch, line, WUSE_RECORD_MAX_LINE + 1, &error));
  g_assert_error (error, WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_TOO_LARGE);

  static const char good[] = CASE (CONFIRMED);
  memcpy (line, good, strlen (good));
  g_assert_true (wuse_record_batch_add_line (batch, line, WUSE_RECORD_MAX_LINE, NULL));
}

/* A geometry larger than a block of the arena, between small records; all stay where they are. */
static void
test_memory (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GString) line = g_string_new (AREA_HEAD ",\"data\":{\"level\":\"grid\",\"name\":\"large\",\"geometry\":"
                                                     "{\"type\":\"LineString\",\"coordinates\":[[0,0]");

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (line, ",[0.%u1,1]", i);
  g_string_append (line, "]}}}");

  for (guint round = 0; round < 3; round++)
    {
      const char *first = NULL;

      wuse_record_batch_clear (batch);
      g_assert_cmpuint (wuse_record_batch_get_bytes (batch), ==, 0);
      g_assert_cmpint (wuse_record_batch_get_last_seq (batch), ==, 0);
      for (guint i = 0; i < 5000; i++)
        {
          g_autofree char *small = g_strdup_printf (CASE (CONFIRMED ",\"note\":\"note %u\""), i);

          g_assert_true (wuse_record_batch_add_line (batch, small, strlen (small), NULL));
          if (i % 1000 == 0)
            g_assert_true (wuse_record_batch_add_line (batch, line->str, line->len, NULL));
          if (i == 0)
            first = wuse_record_batch_get (batch, 0)->values[24].data;
        }

      g_assert_true (wuse_record_batch_get (batch, 0)->values[24].data == first);
      g_assert_cmpuint (wuse_record_batch_get_bytes (batch), >, 5 * 20001 * sizeof (WusePoint));
      for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
        {
          const WuseRecord *record = wuse_record_batch_get (batch, i);
          WuseGeometry geometry;

          if (record->type == WUSE_RECORD_CASE)
            g_assert_true (record->values[24].length >= 6 && memcmp (record->values[24].data, "note ", 5) == 0);
          else
            {
              g_assert_true (
                  wuse_geometry_view_bytes (&geometry, (const guint8 *) record->values[9].data, record->values[9].length, NULL));
              g_assert_cmpuint (geometry.n_points, ==, 20001);
            }
        }
    }
}

static void
test_add (void)
{
  static const char line[] = SHAPE ("{\"type\":\"Point\",\"coordinates\":[1,2]}");
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRecordBatch) copy = wuse_record_batch_new ();
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);

  g_assert_true (wuse_record_batch_add_line (batch, line, strlen (line), NULL));
  wuse_record_append_line (wuse_record_batch_get (batch, 0), before);
  wuse_record_batch_add (copy, wuse_record_batch_get (batch, 0));
  g_clear_pointer (&batch, wuse_record_batch_free);
  wuse_record_append_line (wuse_record_batch_get (copy, 0), after);
  g_assert_cmpstr (after->str, ==, before->str);
  g_assert_cmpint (wuse_record_batch_get_last_seq (copy), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record-batch/taken", test_taken);
  g_test_add_func ("/record-batch/refused", test_refused);
  g_test_add_func ("/record-batch/both-ways", test_both_ways);
  g_test_add_func ("/record-batch/messages-keep-secrets", test_messages_keep_secrets);
  g_test_add_func ("/record-batch/unknown-type", test_unknown_type);
  g_test_add_func ("/record-batch/too-long", test_too_long);
  g_test_add_func ("/record-batch/memory", test_memory);
  g_test_add_func ("/record-batch/add", test_add);

  return g_test_run ();
}
