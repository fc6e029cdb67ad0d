/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule sets: what is shipped is good, what is bad is refused with words that help, and conditions mean what they say. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "analysis-fixture.h"

#define TEXTS "{\"en\":\"a\",\"zh\":\"b\"}"
#define HEAD                                                                                                                     \
  "{\"format\":\"wuse-rule-set-1\",\"id\":\"x\",\"version\":1,\"name\":" TEXTS ",\"source\":" TEXTS                              \
  ",\"author\":\"a\",\"date\":\"2020-02-29\",\"roll_up\":\"worst\",\"applies_to\":\"grid\","
#define COUNTS "\"counts\":[\"confirmed\"],"
#define RISKS "\"risks\":{\"red\":" TEXTS ",\"green\":" TEXTS "},"
#define LAST "{\"risk\":\"green\",\"reason\":" TEXTS "}"
#define WITH(condition) HEAD COUNTS RISKS "\"levels\":[{\"risk\":\"red\",\"when\":" condition ",\"reason\":" TEXTS "}," LAST "]}"
#define WITH_REASON(reason)                                                                                                      \
  HEAD COUNTS RISKS "\"levels\":[{\"risk\":\"red\",\"when\":{\"input\":\"new_14\",\"at_least\":1},\"reason\":{\"en\":\"a\","     \
                    "\"zh\":\"" reason "\"}}," LAST "]}"

static const char *const shipped[] = { "five-colour-default", "national-county-2020", "nhc-community-2020",
                                       "ninth-edition-2022" };

typedef struct
{
  const char *name;
  const char *text;
  const char *message; /* NULL where it is good */
} Example;

static const Example examples[] = {
  { "good", WITH ("{\"input\":\"new_14\",\"at_least\":1}"), NULL },
  { "not-json", "{", "is not JSON" },
  { "empty", "", "is empty" },
  { "array", "[]", "has to be an object" },
  { "null", "null", "has to be an object" },
  { "no-format", "{}", "format: is missing" },
  { "other-format", "{\"format\":\"wuse-rule-set-2\"}", "it reads wuse-rule-set-1" },
  { "not-utf8", "{\"format\":\"\xff\"}", "UTF-8" },
  { "surplus", "{\"format\":\"wuse-rule-set-1\",\"colour\":1}", "“colour” that is not known; remove it" },
  { "bad-id", "{\"format\":\"wuse-rule-set-1\",\"id\":\"../x\"}", "id: has to be of a-z" },
  { "long-id",
    "{\"format\":\"wuse-rule-set-1\",\"id\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
    "64 at most" },
  { "bad-version", "{\"format\":\"wuse-rule-set-1\",\"id\":\"x\",\"version\":0}", "version: is 0; it has to lie between 1" },
  { "text-version", "{\"format\":\"wuse-rule-set-1\",\"id\":\"x\",\"version\":\"1\"}", "version: has to be a whole number" },
  { "one-language", "{\"format\":\"wuse-rule-set-1\",\"id\":\"x\",\"version\":1,\"name\":{\"en\":\"a\"}}",
    "name.zh: is missing" },
  { "no-levels", HEAD COUNTS RISKS "\"levels\":[]}", "levels: has 0 levels" },
  { "no-counts", HEAD "\"counts\":[]," RISKS "\"levels\":[" LAST "]}", "counts: is empty" },
  { "bad-counts", HEAD "\"counts\":[\"all\"]," RISKS "\"levels\":[" LAST "]}", "counts[0]: “all” is no classification" },
  { "spare-name", HEAD COUNTS RISKS "\"levels\":[" LAST "]}", "risks: has a member “red”" },
  { "missing-name", HEAD COUNTS "\"risks\":{\"red\":" TEXTS "},\"levels\":[" LAST "]}", "risks.green: is missing" },
  { "last-when",
    HEAD COUNTS RISKS "\"levels\":[{\"risk\":\"green\",\"when\":{\"input\":\"new_14\",\"at_least\":1},\"reason\":" TEXTS "}]}",
    "levels[0]: is the last level and has to hold always" },
  { "no-when", HEAD COUNTS RISKS "\"levels\":[{\"risk\":\"red\",\"reason\":" TEXTS "}," LAST "]}", "levels[0].when: is missing" },
  { "order",
    HEAD COUNTS RISKS "\"levels\":[{\"risk\":\"green\",\"when\":{\"input\":\"new_14\",\"at_least\":1},\"reason\":" TEXTS
                      "},{\"risk\":\"red\",\"reason\":" TEXTS "}]}",
    "levels[1]: is worse than the level before it" },
  { "no-colour", HEAD COUNTS RISKS "\"levels\":[{\"risk\":\"none\",\"reason\":" TEXTS "}]}", "“none” is no colour" },
  { "empty-group", WITH ("{\"any\":[]}"), "levels[0].when.any: is empty" },
  { "two-groups", WITH ("{\"any\":[],\"all\":[]}"), "has a member “any” that is not known" },
  { "no-input", WITH ("{\"at_least\":1}"), "has to be a comparison" },
  { "bad-input", WITH ("{\"all\":[{\"input\":\"new_14\",\"at_least\":1},{\"input\":\"new_15\",\"at_least\":1}]}"),
    "levels[0].when.all[1].input: “new_15” is no input" },
  { "two-comparisons", WITH ("{\"input\":\"new_14\",\"at_least\":1,\"at_most\":2}"), "exactly one of" },
  { "fraction", WITH ("{\"input\":\"new_14\",\"at_least\":1.5}"), "levels[0].when.at_least: has to be a whole number" },
  { "huge", WITH ("{\"input\":\"new_14\",\"at_least\":99999999999}"), "it has to lie between" },
  { "deep",
    WITH ("{\"all\":[{\"all\":[{\"all\":[{\"all\":[{\"all\":[{\"all\":[{\"all\":[{\"all\":[{\"input\":\"new_1\",\"equals\":1}]}]}"
          "]}]}]}]}]}]}"),
    "nested deeper than 8" },
  { "placeholder-open", WITH_REASON ("{new_14"), "levels[0].reason.zh: a placeholder is opened" },
  { "placeholder-close", WITH_REASON ("new_14}"), "there is a '}' without" },
  { "placeholder-name", WITH_REASON ("{new_15}"), "does not begin with the name of an input" },
  { "placeholder-words", WITH_REASON ("{new_14|case}"), "needs singular and plural" },
  { "placeholder-many", WITH_REASON ("{new_14|a|b|c|d}"), "needs singular and plural" },
  { "placeholder-nested", WITH_REASON ("{new_14|{new_7}|b}"), "a placeholder is opened" },
};

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (GError) error = NULL;
  WuseRuleSet *rules = wuse_rule_set_new_from_data (example->text, strlen (example->text), "mine.json", &error);

  if (example->message == NULL)
    {
      g_assert_no_error (error);
      wuse_rule_set_unref (rules);
      return;
    }
  g_assert_null (rules);
  g_assert_error (error, WUSE_ANALYSIS_ERROR, WUSE_ANALYSIS_ERROR_RULE_SET);
  g_assert_true (g_str_has_prefix (error->message, "mine.json: "));
  if (strstr (error->message, example->message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, example->message);
}

static void
test_brackets (void)
{
  g_autofree char *text = g_strnfill (1 << 19, '[');
  g_autofree char *blanks = g_strnfill ((1 << 20) + 1, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_null (wuse_rule_set_new_from_data (text, strlen (text), "deep.json", &error));
  g_assert_error (error, WUSE_ANALYSIS_ERROR, WUSE_ANALYSIS_ERROR_RULE_SET);
  g_clear_error (&error);
  g_assert_null (wuse_rule_set_new_from_data (blanks, strlen (blanks), "large.json", &error));
  g_assert_error (error, WUSE_ANALYSIS_ERROR, WUSE_ANALYSIS_ERROR_RULE_SET);
}

static void
check_words (const WuseRuleSet *rules)
{
  guint n_levels;
  const WuseRuleLevel *levels = wuse_rule_set_get_levels (rules, &n_levels);
  WuseInputs inputs;

  for (guint i = 0; i < WUSE_N_INPUTS; i++)
    inputs.values[i] = (gint32) i;
  for (guint i = 0; i < n_levels; i++)
    for (WuseLanguage language = 0; language < WUSE_N_LANGUAGES; language++)
      {
        g_autofree char *reason = wuse_rule_level_word_reason (&levels[i], &inputs, language);

        g_assert_cmpuint (strlen (reason), >, 5);
        g_assert_null (strpbrk (reason, "{}|"));
        g_assert_true (wuse_rule_set_uses_risk (rules, levels[i].risk));
        g_assert_nonnull (wuse_rule_set_get_risk_name (rules, levels[i].risk, language));
      }
}

static void
test_shipped (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) sets = wuse_rule_set_load_folder (fixture_rules_folder, &problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (sets->len, ==, G_N_ELEMENTS (shipped));
  for (guint i = 0; i < sets->len; i++)
    {
      const WuseRuleSet *rules = g_ptr_array_index (sets, i);

      g_assert_cmpstr (wuse_rule_set_get_id (rules), ==, shipped[i]);
      g_assert_cmpuint (strlen (wuse_rule_set_get_source (rules, WUSE_LANGUAGE_EN)), >, 100);
      g_assert_cmpuint (strlen (wuse_rule_set_get_source (rules, WUSE_LANGUAGE_ZH)), >, 100);
      check_words (rules);
    }
  /* Only the plans of authorities name one; ours says that it is ours. */
  g_assert_nonnull (strstr (wuse_rule_set_get_source (g_ptr_array_index (sets, 0), WUSE_LANGUAGE_EN), "by no authority"));
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wuse-rule-set-XXXXXX", NULL);
  static const char *const names[] = { "a.json", "b.json", "c.json", "d.txt" };
  const char *good = WITH ("{\"input\":\"new_14\",\"at_least\":1}");
  g_auto (GStrv) parts = g_strsplit (good, "\"version\":1", 2);
  g_autofree char *newer = g_strjoinv ("\"version\":7", parts);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) sets = NULL;
  g_autoptr (GPtrArray) none = NULL;

  write_file (folder, names[0], good);
  write_file (folder, names[1], newer);
  write_file (folder, names[2], "{");
  write_file (folder, names[3], "not looked at");
  sets = wuse_rule_set_load_folder (folder, &problems);
  g_assert_cmpuint (sets->len, ==, 1);
  g_assert_cmpuint (wuse_rule_set_get_version (g_ptr_array_index (sets, 0)), ==, 7);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_true (g_str_has_prefix (((GError *) g_ptr_array_index (problems, 0))->message, "c.json: "));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_clear_pointer (&problems, g_ptr_array_unref);
  none = wuse_rule_set_load_folder (folder, &problems);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (problems->len, ==, 1);
}

static gboolean
holds (const char *condition, gint32 new_14, gint32 positive)
{
  g_autofree char *text = g_strconcat (HEAD COUNTS RISKS "\"levels\":[{\"risk\":\"red\",\"when\":", condition,
                                       ",\"reason\":" TEXTS "}," LAST "]}", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseRuleSet) rules = wuse_rule_set_new_from_data (text, strlen (text), "mine.json", &error);
  WuseInputs inputs = { { 0 } };
  gboolean held[64];
  guint n_levels;
  gboolean result;

  g_assert_no_error (error);
  inputs.values[WUSE_INPUT_NEW_14] = new_14;
  inputs.values[WUSE_INPUT_SCREENING_LAST_POSITIVE] = positive;
  result = wuse_rule_set_judge (rules, &inputs) == 0;
  g_assert_cmpint (result, ==, wuse_rule_level_trace (wuse_rule_set_get_levels (rules, &n_levels), &inputs, held));
  g_assert_cmpint (result, ==, held[0]);
  return result;
}

#define NEW(operator, number) "{\"input\":\"new_14\",\"" operator"\":" #number "}"
#define POSITIVE(operator, number) "{\"input\":\"screening_last_positive\",\"" operator"\":" #number "}"

static void
test_comparisons (void)
{
  const gint32 unknown = WUSE_INPUT_UNKNOWN;

  for (gint32 value = 4; value <= 6; value++)
    {
      g_assert_cmpint (holds (NEW ("at_least", 5), value, 0), ==, value >= 5);
      g_assert_cmpint (holds (NEW ("more_than", 5), value, 0), ==, value > 5);
      g_assert_cmpint (holds (NEW ("at_most", 5), value, 0), ==, value <= 5);
      g_assert_cmpint (holds (NEW ("less_than", 5), value, 0), ==, value < 5);
      g_assert_cmpint (holds (NEW ("equals", 5), value, 0), ==, value == 5);
    }
  /* What is not known does not hold, whichever way it is asked. */
  g_assert_false (holds (POSITIVE ("at_least", -9), 0, unknown));
  g_assert_false (holds (POSITIVE ("at_most", 9), 0, unknown));
  g_assert_false (holds (POSITIVE ("less_than", 9), 0, unknown));
  g_assert_true (holds ("{\"none\":[" POSITIVE ("at_most", 0) "]}", 0, unknown));
  g_assert_false (holds ("{\"none\":[" POSITIVE ("at_most", 0) "]}", 0, 0));
}

static void
test_groups (void)
{
  const char *all = "{\"all\":[" NEW ("at_least", 1) "," POSITIVE ("at_least", 1) "]}";
  const char *any = "{\"any\":[" NEW ("at_least", 1) "," POSITIVE ("at_least", 1) "]}";
  const char *none = "{\"none\":[" NEW ("at_least", 1) "," POSITIVE ("at_least", 1) "]}";
  const char *mixed =
      "{\"any\":[{\"all\":[" NEW ("at_least", 1) "," NEW ("at_most", 3) "]},{\"none\":[" POSITIVE ("equals", 0) "]}]}";

  for (gint32 a = 0; a <= 1; a++)
    for (gint32 b = 0; b <= 1; b++)
      {
        g_assert_cmpint (holds (all, a, b), ==, a && b);
        g_assert_cmpint (holds (any, a, b), ==, a || b);
        g_assert_cmpint (holds (none, a, b), ==, !a && !b);
      }
  g_assert_true (holds (mixed, 3, 0));
  g_assert_false (holds (mixed, 4, 0));
  g_assert_true (holds (mixed, 4, 1));
}

static void
check_reason (const char *reason, gint32 value, const char *expected)
{
  g_autofree char *text = g_strconcat (HEAD COUNTS "\"risks\":{\"green\":" TEXTS "},\"levels\":[{\"risk\":\"green\",\"reason\":"
                                                   "{\"en\":\"",
                                       reason, "\",\"zh\":\"b\"}}]}", NULL);
  g_autoptr (WuseRuleSet) rules = wuse_rule_set_new_from_data (text, strlen (text), "mine.json", NULL);
  g_autofree char *words = NULL;
  WuseInputs inputs = { { 0 } };
  guint n_levels;

  g_assert_nonnull (rules);
  inputs.values[WUSE_INPUT_CASE_FREE_DAYS] = value;
  words = wuse_rule_level_word_reason (wuse_rule_set_get_levels (rules, &n_levels), &inputs, WUSE_LANGUAGE_EN);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_reasons (void)
{
  check_reason ("{case_free_days}", 1234567, "1,234,567");
  check_reason ("for {case_free_days|day|days}, {new_14|case|cases}", 1, "for 1 day, 0 cases");
  check_reason ("for {case_free_days|day|days}.", 2, "for 2 days.");
  check_reason ("last {case_free_days|day ago|days ago|today}", 0, "last today");
  check_reason ("last {case_free_days|day ago|days ago|today}", 100, "last 100 days ago");
  check_reason ("last {case_free_days|day ago|days ago}", WUSE_DAYS_NEVER, "last never");
  check_reason ("last {case_free_days}", WUSE_INPUT_UNKNOWN, "last not known");
}

static void
check_format (WuseInput input, gint32 value, const char *english, const char *chinese)
{
  g_autofree char *en = wuse_input_format (input, value, WUSE_LANGUAGE_EN);
  g_autofree char *zh = wuse_input_format (input, value, WUSE_LANGUAGE_ZH);

  g_assert_cmpstr (en, ==, english);
  g_assert_cmpstr (zh, ==, chinese);
}

static void
test_inputs (void)
{
  for (WuseInput input = 0; input < WUSE_N_INPUTS; input++)
    {
      WuseInput found;

      g_assert_true (wuse_input_from_string (wuse_input_to_string (input), -1, &found));
      g_assert_cmpint (found, ==, input);
      g_assert_cmpstr (wuse_input_label (input, WUSE_LANGUAGE_EN), !=, wuse_input_label (input, WUSE_LANGUAGE_ZH));
    }
  check_format (WUSE_INPUT_NEW_14, 1, "1 case", "1 例");
  check_format (WUSE_INPUT_CUMULATIVE, 12345, "12,345 cases", "12,345 例");
  check_format (WUSE_INPUT_LOCAL_SHARE_14, 85, "85 %", "85%");
  check_format (WUSE_INPUT_CASE_FREE_DAYS, WUSE_DAYS_NEVER, "never", "从未");
  check_format (WUSE_INPUT_SCREENED_LAST, WUSE_INPUT_UNKNOWN, "not known", "未知");
  check_format (WUSE_INPUT_SCREENING_REPORTED, 0, "no", "否");
  check_format (WUSE_INPUT_SCREENING_CASE_FREE_DAYS, -1, "-1 days", "-1 天");
}

static void
test_wording (void)
{
  g_autofree char *english = wuse_wording_day (wuse_day_from_ymd (2022, 4, 18), WUSE_LANGUAGE_EN);
  g_autofree char *chinese = wuse_wording_day (wuse_day_from_ymd (2022, 4, 18), WUSE_LANGUAGE_ZH);
  g_autoptr (GString) number = g_string_new (NULL);

  g_assert_cmpstr (english, ==, "18 April");
  g_assert_cmpstr (chinese, ==, "4月18日");
  wuse_wording_append_number (number, -1234567);
  g_string_append_c (number, ' ');
  wuse_wording_append_number (number, -123);
  g_string_append_c (number, ' ');
  wuse_wording_append_number (number, 1000);
  g_assert_cmpstr (number->str, ==, "-1,234,567 -123 1,000");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/rule-set/example/", examples[i].name, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  g_test_add_func ("/rule-set/brackets", test_brackets);
  g_test_add_func ("/rule-set/shipped", test_shipped);
  g_test_add_func ("/rule-set/folder", test_folder);
  g_test_add_func ("/rule-set/comparisons", test_comparisons);
  g_test_add_func ("/rule-set/groups", test_groups);
  g_test_add_func ("/rule-set/reasons", test_reasons);
  g_test_add_func ("/rule-set/inputs", test_inputs);
  g_test_add_func ("/rule-set/wording", test_wording);
  return g_test_run ();
}
