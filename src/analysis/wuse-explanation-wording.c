/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of an explanation, in both languages. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-situation-private.h"

typedef struct
{
  const WuseExplanation *explanation;
  const WuseAreaSet *areas;
  WuseLanguage language;
  gboolean chinese;
} Words;

static const char *
name_area (const Words *self, guint32 index)
{
  const WuseArea *area = wuse_area_set_get (self->areas, index);

  if (!self->chinese && area->name_en != NULL && *area->name_en != '\0')
    return area->name_en;
  return *area->name != '\0' ? area->name : area->id;
}

static const char *
name_risk (const Words *self, WuseRisk risk)
{
  return wuse_rule_set_get_risk_name (self->explanation->rules, risk, self->language);
}

static char *
word_why (const Words *self, const WuseSituation *situation)
{
  const WuseExplanation *explanation = self->explanation;
  guint n_levels;
  const WuseRuleLevel *levels = wuse_rule_set_get_levels (explanation->rules, &n_levels);
  g_autofree char *reason = wuse_rule_level_word_reason (&levels[explanation->level], &explanation->inputs, self->language);
  const char *decider = name_area (self, explanation->decider);

  if (explanation->n_chain > 1)
    return self->chinese ? g_strdup_printf ("%s（最高风险的下级区域：%s）", reason, decider)
                         : g_strdup_printf ("%s (in %s, the worst area within)", reason, decider);
  if (wuse_situation_rolls_up (situation, explanation->area))
    return self->chinese ? g_strdup_printf ("%s（仅归属本区域、未落到下级的数据）", reason)
                         : g_strdup_printf ("%s (known only of the area as a whole)", reason);
  return g_steal_pointer (&reason);
}

static char *
word_withheld (const Words *self)
{
  const WuseInputs *inputs = &self->explanation->inputs;
  const char *above = name_area (self, self->explanation->decider);
  g_autofree char *cases = wuse_input_format (WUSE_INPUT_CUMULATIVE, inputs->values[WUSE_INPUT_CUMULATIVE], self->language);

  return self->chinese ? g_strdup_printf ("未评定：%s有%s只知属于该区域，可能在其中任何一处", above, cases)
                       : g_strdup_printf ("Not assessed: %s of %s are known of it only as a whole and may lie anywhere in it",
                                          cases, above);
}

static char *
word_outlook (const Words *self)
{
  const WuseExplanation *explanation = self->explanation;
  const WuseFall *fall = &explanation->fall;
  guint n_levels;
  const WuseRuleLevel *levels = wuse_rule_set_get_levels (explanation->rules, &n_levels);
  gboolean screening = (fall->needs & WUSE_FALL_NEEDS_SCREENING) != 0;
  g_autofree char *day = NULL;

  if (explanation->risk <= levels[n_levels - 1].risk)
    return g_strdup ("");
  if (fall->day == WUSE_DAY_NONE)
    return self->chinese ? g_strdup_printf ("%d 天内不会降级", WUSE_OUTLOOK_DAYS)
                         : g_strdup_printf ("Will not fall within %d days", WUSE_OUTLOOK_DAYS);
  day = wuse_wording_day (fall->day, self->language);
  if (self->chinese)
    return g_strdup_printf ("最早可于%s降为%s（期间无新增%s）", day, name_risk (self, fall->risk),
                            screening ? "，且当日筛查全部阴性" : "");
  return g_strdup_printf ("Could fall to %s on %s at the earliest, if there is no new case%s", name_risk (self, fall->risk), day,
                          screening ? " and everybody is screened negative that day" : "");
}

/* @kind is -1 where the kind of case makes no difference. */
static void
append_rise (const Words *self, const WuseRise *rise, int kind, GString *string)
{
  static const char *const english[] = { " of unclear source", " linked to each other or to one here" };
  static const char *const chinese[] = { "来源不明病例", "同户或同一聚集的病例" };
  gboolean is_elsewhere = rise->area != self->explanation->area;

  if (string->len > 0)
    g_string_append (string, self->chinese ? "；" : "; ");
  if (self->chinese)
    {
      if (is_elsewhere)
        g_string_append (string, name_area (self, rise->area));
      g_string_append_printf (string, "再增 %u 例%s即升为%s", rise->n_cases, kind < 0 ? "" : chinese[kind],
                              name_risk (self, rise->risk));
      return;
    }
  g_string_append_printf (string, "%u more %s%s", rise->n_cases, rise->n_cases == 1 ? "case" : "cases",
                          kind < 0 ? "" : english[kind]);
  if (is_elsewhere)
    g_string_append_printf (string, " in %s", name_area (self, rise->area));
  g_string_append_printf (string, " would raise it to %s", name_risk (self, rise->risk));
}

static const WuseRise *
find_nearest (const WuseExplanation *explanation, WuseRiseKind kind)
{
  for (guint i = 0; i < explanation->n_rises; i++)
    if (explanation->rises[i].kind == kind)
      return &explanation->rises[i];
  return NULL;
}

static char *
word_warning (const Words *self)
{
  const WuseRise *sporadic = find_nearest (self->explanation, WUSE_RISE_SPORADIC);
  const WuseRise *linked = find_nearest (self->explanation, WUSE_RISE_LINKED);
  GString *string = g_string_new (NULL);

  if (sporadic != NULL && linked != NULL && sporadic->n_cases == linked->n_cases && sporadic->risk == linked->risk
      && sporadic->area == linked->area)
    append_rise (self, sporadic, -1, string);
  else
    {
      if (linked != NULL)
        append_rise (self, linked, WUSE_RISE_LINKED, string);
      if (sporadic != NULL)
        append_rise (self, sporadic, WUSE_RISE_SPORADIC, string);
    }
  return g_string_free (string, FALSE);
}

static char *
word_missing (const Words *self)
{
  GString *string = g_string_new (NULL);

  for (guint input = 0; input < WUSE_N_INPUTS; input++)
    {
      if ((self->explanation->unknown >> input & 1) == 0)
        continue;
      if (string->len == 0)
        g_string_append (string, self->chinese ? "未知：" : "Not known: ");
      else
        g_string_append (string, self->chinese ? "、" : "; ");
      g_string_append (string, wuse_input_label (input, self->language));
    }
  return g_string_free (string, FALSE);
}

void
wuse_explanation_word (WuseExplanation *self, const WuseSituation *situation)
{
  for (WuseLanguage language = 0; language < WUSE_N_LANGUAGES; language++)
    {
      Words words = { self, situation->evidence->areas, language, language == WUSE_LANGUAGE_ZH };

      if (wuse_situation_get_withheld (situation, self->area) != WUSE_AREA_NONE)
        {
          self->why[language] = word_withheld (&words);
          self->outlook[language] = g_strdup ("");
          self->warning[language] = g_strdup ("");
          self->missing[language] = g_strdup ("");
          continue;
        }
      self->why[language] = word_why (&words, situation);
      self->outlook[language] = word_outlook (&words);
      self->warning[language] = word_warning (&words);
      self->missing[language] = word_missing (&words);
    }
}
