/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line lists and contacts of nobody's form: days, columns, mappings, masking, and what becomes of the rows. */

#include "config.h"

#include "wuse-intake-error.h"
#include "wuse-intake.h"

#include <string.h>

static WuseTableFile *
open_text (const char *text, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  WuseTableFile *file = wuse_table_file_open_bytes (bytes, name, &error);

  g_assert_no_error (error);
  return file;
}

static WuseIntakeGuess *
guess_texts (const char *one, const char *other, const GPtrArray *remembered)
{
  g_autoptr (WuseTableFile) first = open_text (one, "cases.csv");
  g_autoptr (WuseTableFile) second = other != NULL ? open_text (other, "contacts.csv") : NULL;
  WuseTableFile *files[] = { first, second };
  g_autoptr (GError) error = NULL;
  WuseIntakeGuess *guess = wuse_intake_guess_new_for_tables (files, other != NULL ? 2 : 1, remembered, NULL, &error);

  g_assert_no_error (error);
  return guess;
}

static WuseIntakeResult *
run_guess (WuseIntakeGuess *guess, const WuseIntakeOptions *options, GError **error)
{
  WuseTableFile *files[2] = { NULL };

  for (guint i = 0; i < wuse_intake_guess_get_n_files (guess); i++)
    files[i] = wuse_intake_guess_get_table (guess, i)->file;
  return wuse_intake_run (wuse_intake_guess_get_mapping (guess), files, wuse_intake_guess_get_n_files (guess), options, NULL,
                          NULL, NULL, error);
}

static WuseIntakeResult *
run_texts (const char *one, const char *other)
{
  g_autoptr (WuseIntakeGuess) guess = guess_texts (one, other, NULL);
  g_autoptr (GError) error = NULL;
  WuseIntakeResult *result = run_guess (guess, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* All records as their `data`, a line each. */
static char *
describe (const WuseIntakeResult *result)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < wuse_intake_result_get_n_records (result); i++)
    {
      const WuseRecord *record = wuse_intake_result_get_record (result, i);

      g_string_append_printf (all, "%s %.*s ", wuse_record_class (record->type)->name, (int) record->id_length, record->id);
      wuse_record_append_data (record, all);
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}

static void
check_records (const WuseIntakeResult *result, const char *expected)
{
  g_autofree char *all = describe (result);

  g_assert_cmpstr (all, ==, expected);
}

static void
check_problem (const WuseIntakeResult *result, guint line, WuseIntakeReason reason, WuseIntakeSeverity severity)
{
  for (guint i = 0; i < wuse_intake_result_get_n_problems (result); i++)
    {
      const WuseIntakeProblem *problem = wuse_intake_result_get_problem (result, i);

      if (problem->line == line && problem->reason == reason && problem->severity == severity)
        return;
    }
  g_test_message ("no such problem in line %u: %s", line, wuse_intake_reason_get_text (reason));
  g_test_fail ();
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    WuseDayOrder order;
    const char *day;
  } texts[] = {
    { "2020-02-03", WUSE_DAY_ORDER_DMY, "2020-02-03" },
    { "2020/2/3", WUSE_DAY_ORDER_MDY, "2020-02-03" },
    { "20200203", WUSE_DAY_ORDER_YMD, "2020-02-03" },
    { "2020年2月3日", WUSE_DAY_ORDER_DMY, "2020-02-03" },
    { "3/2/2020", WUSE_DAY_ORDER_DMY, "2020-02-03" },
    { "3/2/2020", WUSE_DAY_ORDER_MDY, "2020-03-02" },
    { "03.02.20", WUSE_DAY_ORDER_DMY, "2020-02-03" },
    { "3 Feb 2020", WUSE_DAY_ORDER_MDY, "2020-02-03" },
    { "February 3, 2020", WUSE_DAY_ORDER_YMD, "2020-02-03" },
    { "43864", WUSE_DAY_ORDER_SERIAL, "2020-02-03" },
    { "43864.75", WUSE_DAY_ORDER_SERIAL, "2020-02-03" },
    { "2020-02-03 13:45", WUSE_DAY_ORDER_YMD, "2020-02-03" },
    { "2020-02-03T00:00:00.000Z", WUSE_DAY_ORDER_YMD, "2020-02-03" },
    { "3/2/2020", WUSE_DAY_ORDER_YMD, NULL },
    { "31/2/2020", WUSE_DAY_ORDER_DMY, NULL },
    { "2020-02-30", WUSE_DAY_ORDER_YMD, NULL },
    { "13/13/2020", WUSE_DAY_ORDER_MDY, NULL },
    { "43864", WUSE_DAY_ORDER_DMY, NULL },
    { "1000000001", WUSE_DAY_ORDER_YMD, NULL },
    { "2020-02-03x", WUSE_DAY_ORDER_YMD, NULL },
    { "2020-02-03 25:00", WUSE_DAY_ORDER_YMD, NULL },
    { "", WUSE_DAY_ORDER_YMD, NULL },
    { "2020", WUSE_DAY_ORDER_YMD, NULL },
    { "5-9", WUSE_DAY_ORDER_DMY, NULL },
    { "Jan 99999999999", WUSE_DAY_ORDER_DMY, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      WuseDay day;
      gboolean read = wuse_day_read (texts[i].text, texts[i].order, &day, NULL);
      g_autofree char *written = read ? wuse_day_format (day) : NULL;

      g_test_message ("%s", texts[i].text);
      g_assert_cmpstr (written, ==, texts[i].day);
    }
}

static WuseDayOrder
decide (const char *const *texts, WuseDayOrder *rival)
{
  WuseDayTally tally = { 0 };
  WuseDayOrder order;

  for (guint i = 0; texts[i] != NULL; i++)
    wuse_day_tally_add (&tally, texts[i]);
  order = wuse_day_tally_decide (&tally, rival);
  wuse_day_tally_clear (&tally);
  return order;
}

static void
test_orders (void)
{
  WuseDayOrder rival;

  g_assert_cmpint (decide ((const char *const[]){ "1/2/2020", "13/2/2020", NULL }, &rival), ==, WUSE_DAY_ORDER_DMY);
  g_assert_cmpint (rival, ==, WUSE_DAY_ORDER_AUTO);
  g_assert_cmpint (decide ((const char *const[]){ "1/2/2020", "2/13/2020", NULL }, &rival), ==, WUSE_DAY_ORDER_MDY);
  g_assert_cmpint (rival, ==, WUSE_DAY_ORDER_AUTO);
  g_assert_cmpint (decide ((const char *const[]){ "1/2/2020", "3/4/2020", NULL }, &rival), ==, WUSE_DAY_ORDER_DMY);
  g_assert_cmpint (rival, ==, WUSE_DAY_ORDER_MDY);
  /* Both orders are needed: somebody mixed them. */
  decide ((const char *const[]){ "13/2/2020", "2/14/2020", "1/2/2020", NULL }, &rival);
  g_assert_cmpint (rival, !=, WUSE_DAY_ORDER_AUTO);
  /* Nothing hangs on it where day and month are the same. */
  decide ((const char *const[]){ "1/1/2020", "2/2/2020", NULL }, &rival);
  g_assert_cmpint (rival, ==, WUSE_DAY_ORDER_AUTO);
  g_assert_cmpint (decide ((const char *const[]){ "2020-01-02", "2020年1月3日", NULL }, &rival), ==, WUSE_DAY_ORDER_YMD);
  g_assert_cmpint (rival, ==, WUSE_DAY_ORDER_AUTO);
  g_assert_cmpint (decide ((const char *const[]){ "43864", "43870", NULL }, &rival), ==, WUSE_DAY_ORDER_SERIAL);
  g_assert_cmpint (decide ((const char *const[]){ "abc", NULL }, &rival), ==, WUSE_DAY_ORDER_AUTO);
}

static void
test_ambiguous (void)
{
  g_autoptr (WuseIntakeGuess) guess =
      guess_texts ("case id,onset date,report date\nA1,1/2/2020,13/2/2020\nA2,3/4/2020,14/5/2020\nA3,5/6/2020,15/6/2020\n", NULL,
                   NULL);
  const WuseIntakeDecision *decision;
  g_autoptr (WuseIntakeResult) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (wuse_intake_guess_get_n_decisions (guess), ==, 1);
  decision = wuse_intake_guess_get_decision (guess, 0);
  g_assert_cmpstr (decision->column, ==, "onset date");
  g_assert_cmpint (decision->order, ==, WUSE_DAY_ORDER_DMY);
  g_assert_cmpint (decision->rival, ==, WUSE_DAY_ORDER_MDY);
  g_assert_cmpstr (decision->example, ==, "1/2/2020");
  g_assert_cmpint (decision->as_order, ==, wuse_day_from_ymd (2020, 2, 1));
  g_assert_cmpint (decision->as_rival, ==, wuse_day_from_ymd (2020, 1, 2));

  before = run_guess (guess, NULL, &error);
  g_assert_no_error (error);
  check_records (before, "case A1 {\"classification\":\"confirmed\",\"onset\":\"2020-02-01\",\"report\":\"2020-02-13\"}\n"
                         "case A2 {\"classification\":\"confirmed\",\"onset\":\"2020-04-03\",\"report\":\"2020-05-14\"}\n"
                         "case A3 {\"classification\":\"confirmed\",\"onset\":\"2020-06-05\",\"report\":\"2020-06-15\"}\n");
  wuse_intake_guess_decide (guess, 0, "onset date", WUSE_DAY_ORDER_MDY);
  after = run_guess (guess, NULL, &error);
  g_assert_no_error (error);
  check_records (after, "case A1 {\"classification\":\"confirmed\",\"onset\":\"2020-01-02\",\"report\":\"2020-02-13\"}\n"
                        "case A2 {\"classification\":\"confirmed\",\"onset\":\"2020-03-04\",\"report\":\"2020-05-14\"}\n"
                        "case A3 {\"classification\":\"confirmed\",\"onset\":\"2020-05-06\",\"report\":\"2020-06-15\"}\n");
  /* Undecided, nothing is brought in. */
  ((WuseIntakeMake *) ((WuseIntakeTable *) wuse_intake_guess_get_mapping (guess)->tables->pdata[0])->makes->pdata[0])
      ->fields[13]
      ->order = WUSE_DAY_ORDER_AUTO;
  g_assert_null (run_guess (guess, NULL, &error));
  g_assert_error (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_UNDECIDED);
}

static void
test_chinese (void)
{
  static const char text[] =
      "病例编号,姓名,性别,年龄,身份证号,联系电话,发病日期,确诊日期,分类,临床分型,备注\n"
      "沪-001,欧阳娜娜,女,34岁,110101199003077758,13812345678,2020年2月3日,2020/2/5,确诊病例,轻型,电话13912345678无人接\n"
      "沪-002,王小明,男,5,11010120150307775X,,2020年2月4日,,疑似,重症,\n";
  gsize length;
  g_autofree char *encoded = g_convert (text, -1, "GB18030", "UTF-8", NULL, &length, NULL);
  g_autoptr (WuseIntakeGuess) guess = guess_texts (encoded, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseIntakeResult) result = run_guess (guess, NULL, &error);
  const WuseTableGuess *table = wuse_intake_guess_get_table (guess, 0);
  WuseIntakePreviewRow row;
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (wuse_table_file_get_encoding (table->file), ==, WUSE_TEXT_GB18030);
  g_assert_cmpint (wuse_table_guess_find (table, "姓名")->mask, ==, WUSE_MASK_NAME);
  g_assert_cmpint (wuse_table_guess_find (table, "身份证号")->mask, ==, WUSE_MASK_ID_NUMBER);
  g_assert_cmpint (wuse_table_guess_find (table, "联系电话")->mask, ==, WUSE_MASK_TELEPHONE);
  all = describe (result);
  g_assert_nonnull (strstr (all, "\"classification\":\"confirmed\",\"severity\":\"mild\",\"sex\":\"female\",\"age\":34,"
                                 "\"onset\":\"2020-02-03\",\"report\":\"2020-02-05\",\"note\":\"电话139****5678无人接\""));
  g_assert_nonnull (strstr (all, "\"classification\":\"suspected\",\"severity\":\"severe\",\"sex\":\"male\",\"age\":5"));
  g_assert_true (wuse_intake_result_get_preview (result, 0, 0, &row));
  g_assert_cmpstr (row.cells[1], ==, "欧阳**");
  g_assert_cmpstr (row.cells[4], ==, "110101**********58");
  g_assert_cmpstr (row.cells[5], ==, "138****5678");
  g_assert_cmpuint (row.n_records, ==, 1);
  /* Ids that no record may have become ones that it may, each its own. */
  g_assert_cmpuint (wuse_intake_result_count (result, WUSE_RECORD_CASE), ==, 2);
}

static void
test_pairs (void)
{
  static const char cases[] = "id,sex,infected by\nA1,F,\nA2,M,A1\nA3,M,A3\nA4,F,Z9\nA1,F,\n,M,\n";
  static const char contacts[] = "from,to,exposure,date of last contact\n"
                                 "A1,A2,family,2020-02-03\n"
                                 "A1,B1,office,2020-02-04\n"
                                 "B2,A2,,\n"
                                 "A1,A1,bus,\n"
                                 "B1,B2,,\n"
                                 "A1,A2,family,\n"
                                 "A2,,,\n";
  g_autoptr (WuseIntakeResult) result = run_texts (cases, contacts);

  check_records (
      result,
      "case A1 {\"classification\":\"confirmed\",\"sex\":\"female\"}\n"
      "case A2 {\"classification\":\"confirmed\",\"sex\":\"male\",\"infector\":\"A1\"}\n"
      "case A3 {\"classification\":\"confirmed\",\"sex\":\"male\",\"infector\":\"A3\"}\n"
      "case A4 {\"classification\":\"confirmed\",\"sex\":\"female\",\"infector\":\"Z9\"}\n"
      "link A1-A2 {\"source\":\"A1\",\"target\":\"A2\",\"kind\":\"contact\",\"state\":\"suspected\",\"setting\":\"household\","
      "\"last_exposure\":\"2020-02-03\"}\n"
      "contact A1-B1 "
      "{\"case\":\"A1\",\"person\":\"B1\",\"tier\":\"close\",\"setting\":\"work\",\"last_exposure\":\"2020-02-04\"}\n"
      "contact A2-B2 {\"case\":\"A2\",\"person\":\"B2\",\"tier\":\"close\"}\n");
  check_problem (result, 6, WUSE_INTAKE_REASON_DUPLICATE_ID, WUSE_INTAKE_REFUSED);
  check_problem (result, 7, WUSE_INTAKE_REASON_NO_ID, WUSE_INTAKE_REFUSED);
  check_problem (result, 5, WUSE_INTAKE_REASON_SELF_LINK, WUSE_INTAKE_REFUSED);
  check_problem (result, 6, WUSE_INTAKE_REASON_NO_CASE, WUSE_INTAKE_REFUSED);
  check_problem (result, 7, WUSE_INTAKE_REASON_REPEATED, WUSE_INTAKE_NOTE);
  check_problem (result, 8, WUSE_INTAKE_REASON_MISSING, WUSE_INTAKE_REFUSED);
  g_assert_cmpuint (wuse_intake_result_count_problems (result, WUSE_INTAKE_REFUSED), ==, 5);
}

static void
test_problems_file (void)
{
  g_autoptr (WuseIntakeResult) result =
      run_texts ("case id,telephone,sex,onset\nA1,13812345678,F,2020-02-03\nA2,13912345678,X,=cmd()\nA3,1,M,2020-02-05\n"
                 "A4,1,M,2020-02-05\nA5,1,M,2020-02-05\nA6,1,M,2020-02-05\nA7,1,F,2020-02-05\nA8\nA9,1,F,2020-02-05\n"
                 "B1,1,F,2020-02-05\nB2,1,F,2020-02-05\n",
                 NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  check_problem (result, 3, WUSE_INTAKE_REASON_UNKNOWN_WORD, WUSE_INTAKE_LEFT_OUT);
  check_problem (result, 3, WUSE_INTAKE_REASON_NOT_A_DAY, WUSE_INTAKE_LEFT_OUT);
  check_problem (result, 9, WUSE_INTAKE_REASON_FEWER_CELLS, WUSE_INTAKE_REFUSED);
  g_assert_true (wuse_intake_result_write_problems (result, stream, NULL, &error));
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (
      strstr (text, "\"cases.csv\",\"3\",\"sex\",\"X\",\"Value left out\",\"Not known what this word stands for\"\r\n"));
  g_assert_nonnull (strstr (text, "\"'=cmd()\""));
  g_assert_null (strstr (text, "13912345678"));
}

static void
test_second_header (void)
{
  g_autoptr (WuseIntakeResult) result = run_texts ("case id,age,onset\n编号,岁数,日期\nA1,3,2020-02-03\nA2,4,2020-02-03\n"
                                                   "A3,5,2020-02-03\nA4,6,2020-02-03\nA5,7,2020-02-04\nA6,8,2020-02-03\n"
                                                   "A7,9,2020-02-03\nA8,6,2020-02-03\nA9,7,2020-02-04\nA10,8,2020-02-03\n"
                                                   "case id,age,onset\n",
                                                   NULL);

  g_assert_cmpuint (wuse_intake_result_count (result, WUSE_RECORD_CASE), ==, 10);
  check_problem (result, 2, WUSE_INTAKE_REASON_SECOND_HEADER, WUSE_INTAKE_REFUSED);
  check_problem (result, 13, WUSE_INTAKE_REASON_HEADER_AGAIN, WUSE_INTAKE_REFUSED);
}

/* What stands for people may not be what must be masked. */
static void
test_masked_id (void)
{
  g_autoptr (WuseIntakeGuess) guess = guess_texts ("phone,sex\n13812345678,F\n", NULL, NULL);
  WuseIntakeTable *table = wuse_intake_guess_get_mapping (guess)->tables->pdata[0];
  WuseIntakeMake *make = wuse_intake_make_new (WUSE_INTAKE_CASE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (table->makes->len, ==, 0);
  wuse_intake_make_bind (make, "id", wuse_intake_binding_new ("phone", NULL));
  wuse_intake_make_bind (make, "classification", wuse_intake_binding_new (NULL, "confirmed"));
  g_ptr_array_add (table->makes, make);
  g_assert_null (run_guess (guess, NULL, &error));
  g_assert_error (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_MAPPING);
}

static void
test_stays (void)
{
  g_autoptr (WuseIntakeResult) result =
      run_texts ("case id,sex\n1,F\n2,M\n", "case id,place name,start time,end time,lon,lat\n"
                                            "1,南京路,2020-02-03 10:30,2020-02-03 11:00,121.5,31.25\n"
                                            "1,market,2020-02-04,,121.5,\n"
                                            "3,market,2020-02-04,2020-02-05,120,31\n");

  check_records (result,
                 "case 1 {\"classification\":\"confirmed\",\"sex\":\"female\"}\n"
                 "case 2 {\"classification\":\"confirmed\",\"sex\":\"male\"}\n"
                 "stay 1-1 {\"case\":\"1\",\"name\":\"南京路\",\"lon\":121.5,\"lat\":31.25,\"start\":\"2020-02-03T02:30:00Z\","
                 "\"end\":\"2020-02-03T03:00:00Z\",\"precision\":\"minute\"}\n"
                 "stay 1-2 {\"case\":\"1\",\"name\":\"market\",\"start\":\"2020-02-03T16:00:00Z\","
                 "\"end\":\"2020-02-04T16:00:00Z\",\"precision\":\"day\"}\n");
  check_problem (result, 4, WUSE_INTAKE_REASON_NO_CASE, WUSE_INTAKE_REFUSED);
}

static void
test_remembered (void)
{
  static const char text[] = "nummer,onset date,wo\n1,1/2/2020,Wohnung\n2,3/4/2020,Schule\n";
  g_autoptr (WuseIntakeGuess) first = guess_texts (text, NULL, NULL);
  g_autoptr (GPtrArray) remembered = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_intake_mapping_free);
  g_autoptr (WuseIntakeGuess) second = NULL;
  g_autoptr (WuseIntakeResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL, *again = NULL;
  WuseIntakeMapping *mapping = wuse_intake_guess_get_mapping (first);
  WuseIntakeMake *make = ((WuseIntakeTable *) mapping->tables->pdata[0])->makes->pdata[0];
  WuseIntakeBinding *binding = wuse_intake_binding_new ("wo", NULL);

  binding->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (binding->values, g_strdup ("wohnung"), g_strdup ("household"));
  g_hash_table_insert (binding->values, g_strdup ("schule"), g_strdup ("school"));
  g_assert_true (wuse_intake_make_bind (make, "setting", binding));
  g_assert_false (wuse_intake_make_bind (make, "nonsense", NULL));
  g_assert_cmpuint (wuse_intake_guess_get_n_decisions (first), ==, 1);
  wuse_intake_guess_decide (first, 0, "onset date", WUSE_DAY_ORDER_MDY);
  g_free (mapping->prefix);
  mapping->prefix = g_strdup ("ham:");

  json = wuse_intake_mapping_to_json (mapping);
  g_ptr_array_add (remembered, wuse_intake_mapping_parse (json, -1, &error));
  g_assert_no_error (error);
  again = wuse_intake_mapping_to_json (remembered->pdata[0]);
  g_assert_cmpstr (again, ==, json);

  second = guess_texts (text, NULL, remembered);
  g_assert_true (wuse_intake_guess_is_known (second, 0));
  g_assert_cmpuint (wuse_intake_guess_get_n_decisions (second), ==, 0);
  result = run_guess (second, NULL, &error);
  g_assert_no_error (error);
  check_records (result, "case ham:1 {\"classification\":\"confirmed\",\"onset\":\"2020-01-02\",\"setting\":\"household\"}\n"
                         "case ham:2 {\"classification\":\"confirmed\",\"onset\":\"2020-03-04\",\"setting\":\"school\"}\n");
}

static void
test_bad_mappings (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{}",
    "{\"format\":\"wuse-intake-2\",\"tables\":[]}",
    "{\"format\":\"wuse-intake-1\"}",
    "{\"format\":\"wuse-intake-1\",\"tables\":[],\"more\":1}",
    "{\"format\":\"wuse-intake-1\",\"tables\":[],\"prefix\":\"a b\"}",
    "{\"format\":\"wuse-intake-1\",\"tables\":[],\"utc_offset\":99999}",
    "{\"format\":\"wuse-intake-1\",\"tables\":[{\"makes\":[{\"record\":\"person\",\"fields\":{}}]}]}",
    "{\"format\":\"wuse-intake-1\",\"tables\":[{\"makes\":[{\"record\":\"case\",\"fields\":{\"nose\":\"a\"}}]}]}",
    ("{\"format\":\"wuse-intake-1\",\"tables\":[{\"makes\":[{\"record\":\"case\",\"fields\":{\"sex\":{\"match\":\"(\",\"column\":"
     "\"a\"}}}]}]}"),
    "{\"format\":\"wuse-intake-1\",\"tables\":[{\"makes\":[{\"record\":\"case\",\"fields\":{\"sex\":{}}}]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wuse_intake_mapping_parse (texts[i], -1, &error));
      g_assert_error (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_MAPPING);
    }
}

static void
test_options (void)
{
  g_autoptr (WuseIntakeGuess) guess = guess_texts ("from,to\nA1,B1\nA2,B2\nA1,B3\n", NULL, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  WuseIntakeOptions options = { .known_cases = known };
  g_autoptr (WuseIntakeResult) all = NULL, few = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_add (known, (gpointer) "A1");
  all = run_guess (guess, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wuse_intake_result_count (all, WUSE_RECORD_CONTACT), ==, 2);
  check_problem (all, 3, WUSE_INTAKE_REASON_NO_CASE, WUSE_INTAKE_REFUSED);
  options.max_rows = 1;
  few = run_guess (guess, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wuse_intake_result_count (few, WUSE_RECORD_CONTACT), ==, 1);
}

typedef struct
{
  GMainLoop *loop;
  WuseIntakeGuess *guess;
  WuseIntakeResult *result;
  GError *error;
  guint n_progress;
} Waiting;

static void
guessed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *self = user_data;

  self->guess = wuse_intake_guess_finish (result, &self->error);
  g_main_loop_quit (self->loop);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *self = user_data;

  self->result = wuse_intake_run_finish (result, &self->error);
  g_main_loop_quit (self->loop);
}

static void
progress_cb (gsize n_done, gsize n_all, gpointer user_data)
{
  Waiting *self = user_data;

  g_assert_cmpuint (n_done, <=, n_all);
  self->n_progress++;
}

static void
test_async (void)
{
  Waiting waiting = { .loop = g_main_loop_new (NULL, FALSE) };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFileIOStream) io = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("wuse-intake-XXXXXX.csv", &io, NULL);
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (io));
  g_autoptr (GString) text = g_string_new ("case id,onset,infected by\n");

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "C%u,2020-02-%02u,C%u\n", i, 1 + i % 28, i / 3);
  g_assert_true (g_output_stream_write_all (stream, text->str, text->len, NULL, NULL, NULL));
  g_assert_true (g_io_stream_close (G_IO_STREAM (io), NULL, NULL));

  wuse_intake_guess_async ((GFile *const[]){ file }, 1, NULL, NULL, guessed_cb, &waiting);
  g_main_loop_run (waiting.loop);
  g_assert_no_error (waiting.error);
  wuse_intake_run_async (waiting.guess, NULL, progress_cb, &waiting, NULL, run_cb, &waiting);
  g_main_loop_run (waiting.loop);
  g_assert_no_error (waiting.error);
  g_assert_cmpuint (wuse_intake_result_count (waiting.result, WUSE_RECORD_CASE), ==, 60000);
  g_clear_pointer (&waiting.result, wuse_intake_result_unref);

  g_cancellable_cancel (cancellable);
  wuse_intake_run_async (waiting.guess, NULL, progress_cb, &waiting, cancellable, run_cb, &waiting);
  g_main_loop_run (waiting.loop);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (waiting.result);
  g_clear_error (&waiting.error);

  g_assert_true (g_file_delete (file, NULL, NULL));
  wuse_intake_run_async (waiting.guess, NULL, NULL, NULL, NULL, run_cb, &waiting);
  g_main_loop_run (waiting.loop);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&waiting.error);
  wuse_intake_guess_free (waiting.guess);
  g_main_loop_unref (waiting.loop);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intake/days", test_days);
  g_test_add_func ("/intake/orders", test_orders);
  g_test_add_func ("/intake/ambiguous", test_ambiguous);
  g_test_add_func ("/intake/chinese", test_chinese);
  g_test_add_func ("/intake/pairs", test_pairs);
  g_test_add_func ("/intake/problems-file", test_problems_file);
  g_test_add_func ("/intake/second-header", test_second_header);
  g_test_add_func ("/intake/masked-id", test_masked_id);
  g_test_add_func ("/intake/stays", test_stays);
  g_test_add_func ("/intake/remembered", test_remembered);
  g_test_add_func ("/intake/bad-mappings", test_bad_mappings);
  g_test_add_func ("/intake/options", test_options);
  g_test_add_func ("/intake/async", test_async);

  return g_test_run ();
}
