/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an area on a day that rules compare: what they are called and what they mean. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-input.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *label[WUSE_N_LANGUAGES];
  const char *singular;
  const char *plural;
  const char *chinese_unit;
} InputWords;

#define CASES "case", "cases", " 例"
#define DAYS "day", "days", " 天"
#define PERSONS "person", "persons", " 人"

static const InputWords input_words[WUSE_N_INPUTS] = {
  [WUSE_INPUT_CUMULATIVE] = { "cumulative", { "Cases so far", "累计病例" }, CASES },
  [WUSE_INPUT_NEW_14] = { "new_14", { "New cases in 14 days", "14 天内新增病例" }, CASES },
  [WUSE_INPUT_NEW_7] = { "new_7", { "New cases in 7 days", "7 天内新增病例" }, CASES },
  [WUSE_INPUT_NEW_1] = { "new_1", { "New cases today", "当日新增病例" }, CASES },
  [WUSE_INPUT_LOCAL_14] = { "local_14", { "Local cases in 14 days", "14 天内本地病例" }, CASES },
  [WUSE_INPUT_IMPORTED_14] = { "imported_14", { "Imported cases in 14 days", "14 天内输入病例" }, CASES },
  [WUSE_INPUT_LOCAL_SHARE_14] = { "local_share_14", { "Local share in 14 days", "14 天内本地病例占比" }, "%", "%", "%" },
  [WUSE_INPUT_UNKNOWN_SOURCE_14] = { "unknown_source_14",
                                     { "Cases of unclear source in 14 days", "14 天内来源不明病例" },
                                     CASES },
  [WUSE_INPUT_CLUSTERS_14] = { "clusters_14", { "Clusters in 14 days", "14 天内聚集" }, "cluster", "clusters", " 起" },
  [WUSE_INPUT_CLUSTERS_7] = { "clusters_7", { "Clusters in 7 days", "7 天内聚集" }, "cluster", "clusters", " 起" },
  [WUSE_INPUT_SMALL_SETTING_MAX_14] = { "small_setting_max_14",
                                        { "Most cases in one household or unit in 14 days", "14 天内同户（单元）最多病例" },
                                        CASES },
  [WUSE_INPUT_SMALL_SETTING_OUTBREAKS_14] = { "small_setting_outbreaks_14",
                                              { "Outbreaks in households and units in 14 days", "14 天内户（单元）内暴发" },
                                              "outbreak",
                                              "outbreaks",
                                              " 起" },
  [WUSE_INPUT_CASE_FREE_DAYS] = { "case_free_days", { "Days since the last case", "距最近一例" }, DAYS },
  [WUSE_INPUT_STAYS_7] = { "stays_7", { "Stays of cases in 7 days", "7 天内病例停留" }, "stay", "stays", " 次" },
  [WUSE_INPUT_STAY_FREE_DAYS] = { "stay_free_days", { "Days since a case last stayed here", "距病例最近停留" }, DAYS },
  [WUSE_INPUT_QUARANTINED] = { "quarantined", { "In quarantine", "隔离人数" }, PERSONS },
  [WUSE_INPUT_QUARANTINED_PER_MILLE] = { "quarantined_per_mille",
                                         { "In quarantine per 1,000 persons", "每千人隔离人数" },
                                         PERSONS },
  [WUSE_INPUT_SCREENING_REPORTED] = { "screening_reported", { "Screening is reported", "有筛查数据" }, "yes", "yes", "是" },
  [WUSE_INPUT_SCREENED_LAST] = { "screened_last", { "Screened in the last round", "末次筛查人数" }, PERSONS },
  [WUSE_INPUT_SCREENING_LAST_POSITIVE] = { "screening_last_positive",
                                           { "Positive in the last round of screening", "末次筛查阳性" },
                                           PERSONS },
  [WUSE_INPUT_SCREENING_CASE_FREE_DAYS] = { "screening_case_free_days",
                                            { "Case-free days before the last round of screening", "末次筛查前无病例" },
                                            DAYS },
  [WUSE_INPUT_SCREENING_STAY_FREE_DAYS] = { "screening_stay_free_days",
                                            { "Stay-free days before the last round of screening", "末次筛查前无病例停留" },
                                            DAYS },
};

const char *
wuse_input_to_string (WuseInput self)
{
  g_return_val_if_fail (self < WUSE_N_INPUTS, NULL);

  return input_words[self].name;
}

gboolean
wuse_input_from_string (const char *name, gssize length, WuseInput *input)
{
  gsize n = length < 0 ? strlen (name) : (gsize) length;

  g_return_val_if_fail (input != NULL, FALSE);

  for (guint i = 0; i < WUSE_N_INPUTS; i++)
    if (strlen (input_words[i].name) == n && memcmp (input_words[i].name, name, n) == 0)
      {
        *input = i;
        return TRUE;
      }
  return FALSE;
}

const char *
wuse_input_label (WuseInput self, WuseLanguage language)
{
  g_return_val_if_fail (self < WUSE_N_INPUTS && language < WUSE_N_LANGUAGES, NULL);

  return input_words[self].label[language];
}

char *
wuse_input_format (WuseInput self, gint32 value, WuseLanguage language)
{
  gboolean chinese = language == WUSE_LANGUAGE_ZH;
  const InputWords *words = &input_words[self];
  GString *text;

  g_return_val_if_fail (self < WUSE_N_INPUTS && language < WUSE_N_LANGUAGES, NULL);

  if (value == WUSE_INPUT_UNKNOWN)
    return g_strdup (chinese ? "未知" : "not known");
  if (value == WUSE_DAYS_NEVER && g_str_equal (words->singular, "day"))
    return g_strdup (chinese ? "从未" : "never");
  if (self == WUSE_INPUT_SCREENING_REPORTED)
    return g_strdup (chinese ? (value != 0 ? "是" : "否") : (value != 0 ? "yes" : "no"));

  text = g_string_new (NULL);
  wuse_wording_append_number (text, value);
  if (chinese)
    g_string_append (text, words->chinese_unit);
  else
    g_string_append_printf (text, " %s", value == 1 ? words->singular : words->plural);
  return g_string_free (text, FALSE);
}
