/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an area could fall and what would raise it: found by judging what has not happened yet. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-situation-private.h"

#define N_RISE_KINDS 2

/*
 * What an area's colour follows from: slices that are judged one by one, the worst of which counts. One slice where the area
 * is judged by its own figures; otherwise those with evidence within it, and for those without one that stands for all to
 * which the same round of screening applies.
 */
typedef struct
{
  const WuseSituation *situation;
  WuseEvidenceScratch scratch;
  GArray *slices;
} Outlook;

/* How joining a household or cluster changes the figures; equal ways are tried once. */
typedef struct
{
  guint32 in_setting;
  guint32 in_cluster_14;
  guint32 in_cluster_7;
} JoinWay;

typedef struct
{
  guint n_cases[WUSE_N_RISKS];
  guint32 area[WUSE_N_RISKS];
} BestRise;

static void
outlook_init (Outlook *self, const WuseSituation *situation, guint32 area)
{
  const WuseEvidence *evidence = situation->evidence;
  g_autoptr (GHashTable) without = g_hash_table_new (NULL, NULL);

  self->situation = situation;
  self->scratch = wuse_evidence_scratch_new (evidence);
  self->slices = g_array_new (FALSE, FALSE, sizeof (WuseEvidenceSlice));
  if (!wuse_situation_rolls_up (situation, area))
    {
      WuseEvidenceSlice slice = wuse_situation_get_slice (situation, area);

      g_array_append_val (self->slices, slice);
      return;
    }
  for (guint32 rank = evidence->rank[area]; rank < evidence->rank_end[area]; rank++)
    {
      WuseEvidenceSlice slice = wuse_evidence_own (evidence, evidence->area[rank]);

      if (wuse_evidence_is_empty (evidence, &slice)
          && (wuse_evidence_has_children (evidence, slice.area)
              || !g_hash_table_add (without, GUINT_TO_POINTER (evidence->screened[slice.area]))))
        continue;
      g_array_append_val (self->slices, slice);
    }
}

static void
outlook_clear (Outlook *self)
{
  wuse_evidence_scratch_clear (&self->scratch);
  g_clear_pointer (&self->slices, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outlook, outlook_clear)

static WuseRisk
outlook_judge (Outlook *self, guint index, const WuseSupposition *supposition)
{
  return wuse_situation_suppose (self->situation, &self->scratch, &g_array_index (self->slices, WuseEvidenceSlice, index),
                                 supposition);
}

/* The worst colour of the slices, but no further than the first that is not better than @limit. */
static WuseRisk
outlook_judge_all (Outlook *self, const WuseSupposition *supposition, WuseRisk limit, guint *blocker)
{
  guint first = *blocker;
  WuseRisk worst = WUSE_RISK_NONE;

  /* What has held the colour up one day mostly does so the next day. */
  for (guint i = 0; i < self->slices->len && worst < limit; i++)
    {
      guint index = (first + i) % self->slices->len;

      worst = MAX (worst, outlook_judge (self, index, supposition));
      if (worst >= limit)
        *blocker = index;
    }
  return worst;
}

static WuseRisk
find_lowest (const WuseRuleSet *rules)
{
  guint n_levels;
  const WuseRuleLevel *levels = wuse_rule_set_get_levels (rules, &n_levels);

  return levels[n_levels - 1].risk;
}

WuseFall
wuse_outlook_find_fall (const WuseSituation *self, guint32 area)
{
  WuseRisk present = self->risks[area];
  WuseFall fall = { WUSE_DAY_NONE, present, WUSE_FALL_NEEDS_NOTHING };
  g_auto (Outlook) outlook = { 0 };
  guint blocker = 0;

  if (present <= find_lowest (self->rules))
    return fall;
  outlook_init (&outlook, self, area);
  for (WuseDay day = self->day + 1; day <= self->day + WUSE_OUTLOOK_DAYS; day++)
    {
      WuseSupposition as_it_is = { .day = day };
      WuseSupposition screened = { .day = day, .screened = TRUE };
      WuseRisk plain = outlook_judge_all (&outlook, &as_it_is, present, &blocker);
      WuseRisk best = plain < present ? plain : outlook_judge_all (&outlook, &screened, present, &blocker);

      if (best < present)
        {
          fall.day = day;
          fall.risk = best;
          fall.needs = plain < present ? WUSE_FALL_NEEDS_NOTHING : WUSE_FALL_NEEDS_SCREENING;
          break;
        }
    }
  return fall;
}

static guint32
count_in (GHashTable *table, guint32 group)
{
  return group == WUSE_INDEX_NONE ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (table, GUINT_TO_POINTER (group)));
}

static void
add_to (GHashTable *table, guint32 group)
{
  if (group != WUSE_INDEX_NONE)
    g_hash_table_insert (table, GUINT_TO_POINTER (group), GUINT_TO_POINTER (count_in (table, group) + 1));
}

static gboolean
knows_way (GArray *ways, const JoinWay *way)
{
  for (guint i = 0; i < ways->len; i++)
    {
      const JoinWay *known = &g_array_index (ways, JoinWay, i);

      if (known->in_setting == way->in_setting && known->in_cluster_14 == way->in_cluster_14
          && known->in_cluster_7 == way->in_cluster_7)
        return TRUE;
    }
  return FALSE;
}

/* The suppositions to try for linked cases: a setting and cluster that are new, or those of a case of the last 14 days. */
static GArray *
list_joins (const WuseEvidence *evidence, const WuseEvidenceSlice *slice, guint32 fresh)
{
  GArray *joins = g_array_new (FALSE, FALSE, sizeof (WuseSupposition));
  const WuseEvidenceCase *cases = (const WuseEvidenceCase *) evidence->cases.items + evidence->cases.offsets[slice->first];
  guint n_cases = wuse_evidence_table_count (&evidence->cases, slice);
  WuseSupposition join = { .day = evidence->day, .origin = WUSE_ORIGIN_LOCAL, .cluster = fresh, .setting = fresh };
  g_autoptr (GHashTable) settings = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) clusters_14 = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) clusters_7 = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (JoinWay));

  g_array_append_val (joins, join);
  for (guint i = 0; i < n_cases; i++)
    {
      if (evidence->day - cases[i].report >= 14)
        continue;
      add_to (settings, cases[i].setting);
      add_to (clusters_14, cases[i].cluster);
      if (evidence->day - cases[i].report < 7)
        add_to (clusters_7, cases[i].cluster);
    }
  for (guint i = 0; i < n_cases; i++)
    {
      /* Beyond two it does not matter how large a cluster is. */
      JoinWay way = { count_in (settings, cases[i].setting), MIN (count_in (clusters_14, cases[i].cluster), 2),
                      MIN (count_in (clusters_7, cases[i].cluster), 2) };

      if (evidence->day - cases[i].report >= 14 || knows_way (ways, &way))
        continue;
      g_array_append_val (ways, way);
      join.cluster = cases[i].cluster != WUSE_INDEX_NONE ? cases[i].cluster : fresh;
      join.setting = cases[i].setting != WUSE_INDEX_NONE ? cases[i].setting : fresh;
      g_array_append_val (joins, join);
    }
  return joins;
}

/* One more than the most cases that are worth trying: fewer than have been found for every colour that is worse. */
static guint
get_limit (const WuseRuleSet *rules, WuseRisk present, const BestRise *best)
{
  guint limit = 0;

  for (guint risk = present + 1; risk < WUSE_N_RISKS; risk++)
    if (wuse_rule_set_uses_risk (rules, risk))
      limit = MAX (limit, best->n_cases[risk]);
  return limit;
}

/* Adds cases one by one until nothing better can be found. */
static void
try_rise (Outlook *self, guint index, WuseSupposition supposition, WuseRisk present, BestRise *best)
{
  guint32 area = g_array_index (self->slices, WuseEvidenceSlice, index).area;
  guint limit = get_limit (self->situation->rules, present, best);

  for (supposition.n_cases = 1; supposition.n_cases < limit; supposition.n_cases++)
    {
      WuseRisk reached = outlook_judge (self, index, &supposition);

      for (guint risk = present + 1; risk <= reached; risk++)
        if (supposition.n_cases < best->n_cases[risk])
          {
            best->n_cases[risk] = supposition.n_cases;
            best->area[risk] = area;
          }
      if (reached == WUSE_RISK_RED)
        break;
    }
}

static void
report_rises (const WuseRuleSet *rules, WuseRiseKind kind, WuseRisk present, const BestRise *best, GArray *rises)
{
  for (guint risk = present + 1; risk < WUSE_N_RISKS; risk++)
    {
      WuseRise rise = { kind, risk, best->n_cases[risk], best->area[risk] };
      gboolean is_passed = FALSE;

      /* As many cases that lead further are named by where they lead. */
      for (guint further = risk + 1; further < WUSE_N_RISKS; further++)
        is_passed |= best->n_cases[further] == rise.n_cases;
      if (rise.n_cases <= WUSE_OUTLOOK_CASES && !is_passed && wuse_rule_set_uses_risk (rules, risk))
        g_array_append_val (rises, rise);
    }
}

GArray *
wuse_outlook_find_rises (const WuseSituation *self, guint32 area)
{
  GArray *rises = g_array_new (FALSE, FALSE, sizeof (WuseRise));
  WuseRisk present = self->risks[area];
  g_auto (Outlook) outlook = { 0 };
  BestRise best[N_RISE_KINDS];
  WuseSupposition sporadic = {
    .day = self->day, .origin = WUSE_ORIGIN_UNKNOWN, .cluster = WUSE_INDEX_NONE, .setting = WUSE_INDEX_NONE
  };

  for (guint kind = 0; kind < N_RISE_KINDS; kind++)
    for (guint risk = 0; risk < WUSE_N_RISKS; risk++)
      best[kind].n_cases[risk] = WUSE_OUTLOOK_CASES + 1;

  if (get_limit (self->rules, present, &best[0]) == 0)
    return rises;
  outlook_init (&outlook, self, area);
  for (guint i = 0; i < outlook.slices->len; i++)
    {
      const WuseEvidenceSlice *slice = &g_array_index (outlook.slices, WuseEvidenceSlice, i);
      g_autoptr (GArray) joins = NULL;

      /* Cases are expected where people live: in the finest areas. */
      if (wuse_situation_rolls_up (self, slice->area))
        continue;
      try_rise (&outlook, i, sporadic, present, &best[WUSE_RISE_SPORADIC]);
      if (get_limit (self->rules, present, &best[WUSE_RISE_LINKED]) <= 1)
        continue;
      joins = list_joins (self->evidence, slice, outlook.scratch.fresh);
      for (guint j = 0; j < joins->len; j++)
        try_rise (&outlook, i, g_array_index (joins, WuseSupposition, j), present, &best[WUSE_RISE_LINKED]);
    }
  for (guint kind = 0; kind < N_RISE_KINDS; kind++)
    report_rises (self->rules, kind, present, &best[kind], rises);
  return rises;
}
