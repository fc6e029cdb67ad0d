/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing from the investigation of a case. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-case-gaps.h"

static const char *const words[WUSE_N_GAPS][WUSE_N_LANGUAGES] = {
  { "onset", "发病日期" },
  { "report", "报告日期" },
  { "isolation", "隔离日期" },
  { "source of infection", "传染来源" },
  { "setting of infection", "感染场所" },
  { "contacts", "密接" },
  { "stays", "活动轨迹" },
  { "age", "年龄" },
  { "sex", "性别" },
  { "area", "所属区域" },
  { "how it was found", "发现途径" },
};

/* What can be seen of the case itself. */
static guint32
find_own_gaps (const WuseActor *actor)
{
  guint32 gaps = 0;

  if (actor->onset == WUSE_DAY_NONE && actor->classification != WUSE_CASE_ASYMPTOMATIC)
    gaps |= WUSE_GAP_ONSET;
  if (actor->report == WUSE_DAY_NONE)
    gaps |= WUSE_GAP_REPORT;
  if (actor->isolation == WUSE_DAY_NONE)
    gaps |= WUSE_GAP_ISOLATION;
  if (actor->origin != WUSE_ORIGIN_IMPORTED)
    gaps |= WUSE_GAP_SOURCE | (actor->setting == WUSE_SETTING_UNKNOWN ? WUSE_GAP_SETTING : 0);
  if (actor->age < 0 && actor->age_band == NULL)
    gaps |= WUSE_GAP_AGE;
  if (actor->sex == 0)
    gaps |= WUSE_GAP_SEX;
  if (actor->area == NULL)
    gaps |= WUSE_GAP_AREA;
  if (actor->found_by == 0)
    gaps |= WUSE_GAP_FOUND_BY;
  return gaps | WUSE_GAP_CONTACTS;
}

static void
find_uncovered (const WuseRelations *relations, int utc_offset, guint32 index, WuseCaseGaps *gaps)
{
  const WuseActor *actor = &relations->actors[index];
  WuseDay end = actor->isolation != WUSE_DAY_NONE ? actor->isolation : actor->report;
  guint covered = 0;

  if (end == WUSE_DAY_NONE)
    {
      if (relations->first_sojourn[index] == relations->first_sojourn[index + 1])
        gaps->gaps |= WUSE_GAP_STAYS;
      return;
    }
  for (guint32 i = relations->first_sojourn[index]; i < relations->first_sojourn[index + 1]; i++)
    {
      WuseTime from, to;
      WuseDay first, last;

      if (!wuse_sojourn_get_span (&relations->sojourns[i], &from, &to))
        continue;
      first = MAX (wuse_time_to_day (from, utc_offset), end - WUSE_GAPS_DAYS);
      last = MIN (wuse_sojourn_get_last_day (from, to, utc_offset), end - 1);
      for (WuseDay day = first; day <= last; day++)
        covered |= 1u << (day - (end - WUSE_GAPS_DAYS));
    }
  for (guint day = 0; day < WUSE_GAPS_DAYS; day++)
    if ((covered >> day & 1) == 0)
      gaps->uncovered[gaps->n_uncovered++] = end - WUSE_GAPS_DAYS + (WuseDay) day;
  if (gaps->n_uncovered > 0)
    gaps->gaps |= WUSE_GAP_STAYS;
}

WuseCaseGaps *
wuse_case_gaps_find (const WuseRelations *relations, int utc_offset, guint32 first_case, guint n_cases)
{
  WuseCaseGaps *gaps;

  g_return_val_if_fail (relations != NULL && first_case <= relations->n_cases, NULL);
  g_return_val_if_fail (n_cases <= relations->n_cases - first_case, NULL);

  gaps = g_new0 (WuseCaseGaps, n_cases);
  for (guint i = 0; i < n_cases; i++)
    {
      gaps[i].gaps = find_own_gaps (&relations->actors[first_case + i]);
      find_uncovered (relations, utc_offset, first_case + i, &gaps[i]);
    }
  for (guint i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];

      if (relation->state == WUSE_RELATION_REFUTED || relation->from == relation->to)
        continue;
      if (relation->kind == WUSE_RELATION_CONTACT && relation->from - first_case < n_cases)
        gaps[relation->from - first_case].gaps &= ~(guint32) WUSE_GAP_CONTACTS;
      if (relation->kind == WUSE_RELATION_TRANSMISSION && relation->to - first_case < n_cases)
        {
          guint32 *of = &gaps[relation->to - first_case].gaps;

          *of &= ~(guint32) WUSE_GAP_SOURCE;
          if (relation->setting != WUSE_SETTING_UNKNOWN)
            *of &= ~(guint32) WUSE_GAP_SETTING;
        }
    }
  return gaps;
}

const char *
wuse_gap_word (WuseGap gap, WuseLanguage language)
{
  guint bit = (guint) g_bit_nth_lsf (gap, -1);

  g_return_val_if_fail (bit < WUSE_N_GAPS && language < WUSE_N_LANGUAGES, NULL);

  return words[bit][language];
}

char *
wuse_case_gaps_word (const WuseCaseGaps *self, WuseLanguage language)
{
  gboolean chinese = language == WUSE_LANGUAGE_ZH;
  GString *string;

  g_return_val_if_fail (self != NULL, NULL);

  string = g_string_new (NULL);
  for (guint i = 0; i < WUSE_N_GAPS; i++)
    {
      if ((self->gaps >> i & 1) == 0)
        continue;
      g_string_append (string, string->len == 0 ? (chinese ? "缺：" : "Missing: ") : (chinese ? "、" : ", "));
      g_string_append (string, words[i][language]);
      if (1u << i != WUSE_GAP_STAYS || self->n_uncovered == 0)
        continue;
      for (guint day = 0; day < self->n_uncovered; day++)
        {
          g_autofree char *name = wuse_wording_day (self->uncovered[day], language);

          g_string_append (string, day == 0 ? (chinese ? "（" : " (") : chinese ? "、" : ", ");
          g_string_append (string, name);
        }
      g_string_append (string, chinese ? "）" : ")");
    }
  return g_string_free (string, FALSE);
}
