/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of what speaks for or against somebody's having infected a case, in both languages. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-infector-private.h"

/* Most that is told in one line, beside the dates. */
#define MOST_TOLD 3

static char *
word_dates (const WuseInfectorEvidence *self, gboolean chinese)
{
  gint32 days = self->number;
  const char *about = !self->is_guessed ? "" : chinese ? "约" : "about ";

  if (days == 0)
    return chinese ? g_strdup_printf ("%s同日发病", about) : g_strdup_printf ("Fell ill %son the same day", about);
  if (chinese)
    return g_strdup_printf ("其发病%s%s %d 天", about, days > 0 ? "早" : "晚", ABS (days));
  return g_strdup_printf ("Fell ill %s%d %s %s", about, ABS (days), ABS (days) == 1 ? "day" : "days",
                          days > 0 ? "before" : "after");
}

static char *
word_isolated (gint32 days, gboolean chinese)
{
  if (days == 0)
    return g_strdup (chinese ? "其于本例发病当日隔离" : "Was isolated on the day of this onset");
  if (chinese)
    return g_strdup_printf ("其于本例发病%s %d 天隔离", days > 0 ? "前" : "后", ABS (days));
  return g_strdup_printf ("Was isolated %d %s %s this onset", ABS (days), ABS (days) == 1 ? "day" : "days",
                          days > 0 ? "before" : "after");
}

static const char *
name_place (const WuseInfectorEvidence *self, const WuseRelations *relations)
{
  const WuseActor *place = &relations->actors[self->place];

  return place->name != NULL ? place->name : place->id;
}

static char *
word_link (const WuseInfectorEvidence *self, const WuseRelations *relations, WuseLanguage language)
{
  const WuseRelation *relation = &relations->relations[self->relation];
  gboolean chinese = language == WUSE_LANGUAGE_ZH;
  WuseDay day = relation->last != WUSE_DAY_NONE ? relation->last : relation->first;
  g_autofree char *when = day != WUSE_DAY_NONE ? wuse_wording_day (day, language) : NULL;

  switch (self->kind)
    {
    case WUSE_EVIDENCE_CONTACT:
      if (when == NULL)
        return g_strdup (chinese ? "登记为其密接" : "Recorded as a contact of theirs");
      return chinese ? g_strdup_printf ("登记为其密接，最后接触于%s", when)
                     : g_strdup_printf ("Recorded as a contact of theirs, last on %s", when);
    case WUSE_EVIDENCE_CONTACT_BACK:
      return g_strdup (chinese ? "其登记为本例的密接" : "Recorded as a contact of this case");
    case WUSE_EVIDENCE_SUSPECTED:
      return g_strdup (chinese ? "流调疑其为传染来源" : "Suspected infector by investigation");
    case WUSE_EVIDENCE_CONFIRMED:
      return g_strdup (chinese ? "流调确认其为传染来源" : "Confirmed infector by investigation");
    case WUSE_EVIDENCE_REFUTED:
      return g_strdup (chinese ? "流调已排除其为传染来源" : "Refuted by investigation");
    case WUSE_EVIDENCE_BACKWARDS:
      return g_strdup (chinese ? "流调记为被本例传染" : "Recorded as infected by this case");
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
word_infectiousness (gint32 n, gboolean chinese)
{
  if (n == 0)
    return g_strdup (chinese ? "未见其传染他人" : "Not known to have infected others");
  return chinese ? g_strdup_printf ("已知另传染 %d 人", n)
                 : g_strdup_printf ("Known to have infected %d %s", n, n == 1 ? "other" : "others");
}

char *
wuse_infector_evidence_word (const WuseInfectorEvidence *self, const WuseInfectorRanking *ranking, WuseLanguage language)
{
  gboolean chinese = language == WUSE_LANGUAGE_ZH;

  g_return_val_if_fail (self != NULL && ranking != NULL, NULL);

  switch ((WuseInfectorEvidenceKind) self->kind)
    {
    case WUSE_EVIDENCE_DATES:
      return word_dates (self, chinese);
    case WUSE_EVIDENCE_UNDATED:
      return g_strdup (chinese ? "发病日期不明" : "Days of onset not known");
    case WUSE_EVIDENCE_ISOLATED:
      return word_isolated (self->number, chinese);
    case WUSE_EVIDENCE_HOUSEHOLD:
      return g_strdup (chinese ? "同住" : "Lives in the same household");
    case WUSE_EVIDENCE_NEARBY:
      return chinese ? g_strdup_printf ("住处相距 %d 米", self->number) : g_strdup_printf ("Lives %d metres away", self->number);
    case WUSE_EVIDENCE_AREA:
      return g_strdup (chinese ? "住在同一区域" : "Lives in the same area");
    case WUSE_EVIDENCE_ELSEWHERE:
      return g_strdup (chinese ? "住在不同区域" : "Lives in another area");
    case WUSE_EVIDENCE_TOGETHER:
    case WUSE_EVIDENCE_SAME_DAY:
      return wuse_meeting_word (&self->meeting, ranking->relations, language);
    case WUSE_EVIDENCE_SAME_PLACE:
      return chinese ? g_strdup_printf ("都到过%s（共 %d 例到过）", name_place (self, ranking->relations), self->number)
                     : g_strdup_printf ("Both were at %s, as %d cases were", name_place (self, ranking->relations), self->number);
    case WUSE_EVIDENCE_NOT_TRACED:
      return g_strdup (chinese ? "不在其已追踪的密接中" : "Not among the contacts traced of theirs");
    case WUSE_EVIDENCE_CLUSTER:
      return g_strdup (chinese ? "属同一聚集" : "Counted to the same cluster");
    case WUSE_EVIDENCE_CONTACT:
    case WUSE_EVIDENCE_CONTACT_BACK:
    case WUSE_EVIDENCE_SUSPECTED:
    case WUSE_EVIDENCE_CONFIRMED:
    case WUSE_EVIDENCE_REFUTED:
    case WUSE_EVIDENCE_BACKWARDS:
      return word_link (self, ranking->relations, language);
    case WUSE_EVIDENCE_INFECTIOUSNESS:
      return word_infectiousness (self->number, chinese);
    case WUSE_EVIDENCE_ASYMPTOMATIC:
      return g_strdup (chinese ? "无症状感染者" : "Never fell ill");
    case WUSE_N_EVIDENCE:
      break;
    }
  g_return_val_if_reached (NULL);
}

static void
append (GString *line, const WuseInfectorEvidence *evidence, const WuseInfectorRanking *ranking, WuseLanguage language)
{
  g_autofree char *words = wuse_infector_evidence_word (evidence, ranking, language);

  if (line->len > 0)
    {
      g_string_append (line, language == WUSE_LANGUAGE_ZH ? "，" : "; ");
      words[0] = g_ascii_tolower (words[0]);
    }
  g_string_append (line, words);
}

char *
wuse_infector_word (const WuseInfectorRanking *ranking, guint32 infected, guint32 infector, WuseLanguage language)
{
  g_autoptr (GArray) evidence = NULL;
  const WuseInfectorEvidence *dates = NULL;
  GString *line;
  guint n = 0;

  g_return_val_if_fail (ranking != NULL, NULL);
  g_return_val_if_fail (infected < ranking->relations->n_cases && infector < ranking->relations->n_cases, NULL);

  evidence = wuse_infector_ranking_explain (ranking, infected, infector);
  line = g_string_new (NULL);
  for (guint i = 0; i < evidence->len; i++)
    {
      const WuseInfectorEvidence *item = &g_array_index (evidence, WuseInfectorEvidence, i);

      if (item->kind == WUSE_EVIDENCE_DATES || item->kind == WUSE_EVIDENCE_UNDATED)
        dates = item;
      else if (item->weight > 0 && n++ < MOST_TOLD)
        append (line, item, ranking, language);
    }
  append (line, dates, ranking, language);
  return g_string_free (line, FALSE);
}
