/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of all areas on one day by one rule set. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-situation.h"

#include <string.h>

#include "wuse-situation-private.h"
#include "wuse-worker-pool.h"

/* How many areas are judged between two looks at the cancellable. */
#define CANCEL_STRIDE 4096

G_DEFINE_BOXED_TYPE (WuseSituation, wuse_situation, wuse_situation_ref, wuse_situation_unref)

typedef struct
{
  WuseRegister *reg;
  WuseRuleSet *rules;
  WuseDay day;
  int utc_offset;
} NewData;

typedef struct
{
  const guint8 *risks;
  guint *counts;
} CountData;

static void
new_data_free (NewData *self)
{
  wuse_register_unref (self->reg);
  wuse_rule_set_unref (self->rules);
  g_free (self);
}

WuseRisk
wuse_situation_suppose (const WuseSituation *self,
                        WuseEvidenceScratch *scratch,
                        const WuseEvidenceSlice *slice,
                        const WuseSupposition *supposition)
{
  WuseInputs inputs;
  guint n_levels;

  wuse_evidence_measure (self->evidence, scratch, slice, supposition, &inputs);
  return wuse_rule_set_get_levels (self->rules, &n_levels)[wuse_rule_set_judge (self->rules, &inputs)].risk;
}

/*
 * What the rules say of an area of which nothing is known but a round of screening of an area above it: the same for all
 * under that area, and judged once. @known is by area, and has one more for areas without a round above them.
 */
static guint8
judge_nothing (const WuseSituation *self, WuseEvidenceScratch *scratch, guint32 area, guint8 *known)
{
  guint32 above = self->evidence->screened[area];
  guint8 *risk = &known[above != WUSE_AREA_NONE ? above : self->evidence->n_areas];
  WuseEvidenceSlice nothing = { 0, 0, area };
  WuseSupposition as_it_is = { .day = self->day };

  if (*risk == WUSE_RISK_NONE)
    *risk = (guint8) wuse_situation_suppose (self, scratch, &nothing, &as_it_is);
  return *risk;
}

static gboolean
judge_areas (WuseSituation *self, GCancellable *cancellable)
{
  const WuseEvidence *evidence = self->evidence;
  g_auto (WuseEvidenceScratch) scratch = wuse_evidence_scratch_new (evidence);
  g_autofree guint8 *known = g_new0 (guint8, (gsize) evidence->n_areas + 1);
  WuseSupposition as_it_is = { .day = self->day };

  for (guint32 area = 0; area < evidence->n_areas; area++)
    {
      WuseEvidenceSlice slice = wuse_situation_get_slice (self, area);

      if (area % CANCEL_STRIDE == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (!wuse_evidence_is_empty (evidence, &slice))
        self->risks[area] = (guint8) wuse_situation_suppose (self, &scratch, &slice, &as_it_is);
      else if (!wuse_situation_rolls_up (self, area))
        self->risks[area] = judge_nothing (self, &scratch, area, known);
    }
  return TRUE;
}

static gboolean
has_unlocated_cases (const WuseSituation *self, WuseEvidenceScratch *scratch, guint32 area, WuseRisk lowest)
{
  WuseEvidenceSlice own = wuse_evidence_own (self->evidence, area);
  WuseSupposition as_it_is = { .day = self->day };

  return wuse_evidence_has_children (self->evidence, area) && wuse_evidence_table_count (&self->evidence->cases, &own) > 0
         && wuse_situation_suppose (self, scratch, &own, &as_it_is) > lowest;
}

/* See wuse_situation_get_withheld(). */
static void
withhold (WuseSituation *self)
{
  g_auto (WuseEvidenceScratch) scratch = wuse_evidence_scratch_new (self->evidence);
  guint n_levels;
  const WuseRuleLevel *levels = wuse_rule_set_get_levels (self->rules, &n_levels);
  const WuseRisk lowest = levels[n_levels - 1].risk;

  /* A parent's index is less than its children's. */
  for (guint32 area = 0; area < self->evidence->n_areas; area++)
    {
      guint32 parent = wuse_area_set_get (self->evidence->areas, area)->parent;
      guint32 above = parent != WUSE_AREA_NONE ? self->unsure[parent] : WUSE_AREA_NONE;

      if (above != WUSE_AREA_NONE && self->risks[area] <= lowest)
        self->risks[area] = WUSE_RISK_NONE;
      self->unsure[area] = has_unlocated_cases (self, &scratch, area, lowest) ? area : above;
    }
}

static void
roll_up (WuseSituation *self)
{
  /* A parent's index is less than its children's. */
  for (guint32 area = self->evidence->n_areas; area-- > 0;)
    {
      const WuseArea *item = wuse_area_set_get (self->evidence->areas, area);

      self->counts[item->level][self->risks[area]]++;
      if (item->parent != WUSE_AREA_NONE && wuse_rule_set_get_roll_up (self->rules) == WUSE_ROLL_UP_WORST)
        self->risks[item->parent] = MAX (self->risks[item->parent], self->risks[area]);
    }
}

WuseSituation *
wuse_situation_new (WuseRegister *reg, WuseRuleSet *rules, WuseDay day, int utc_offset, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseSituation) self = NULL;

  g_return_val_if_fail (reg != NULL && rules != NULL && day != WUSE_DAY_NONE, NULL);

  self = g_new0 (WuseSituation, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->reg = wuse_register_ref (reg);
  self->rules = wuse_rule_set_ref (rules);
  self->day = day;
  self->evidence = wuse_evidence_new (reg, rules, day, utc_offset, cancellable);
  if (self->evidence != NULL)
    {
      self->risks = g_new0 (guint8, MAX (self->evidence->n_areas, 1));
      self->unsure = g_new (guint32, MAX (self->evidence->n_areas, 1));
    }
  if (self->evidence == NULL || !judge_areas (self, cancellable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Judging the areas was cancelled");
      return NULL;
    }
  withhold (self);
  roll_up (self);
  return g_steal_pointer (&self);
}

static void
new_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  NewData *data = task_data;
  GError *error = NULL;
  WuseSituation *situation = wuse_situation_new (data->reg, data->rules, data->day, data->utc_offset, cancellable, &error);

  if (situation != NULL)
    g_task_return_pointer (task, situation, (GDestroyNotify) wuse_situation_unref);
  else
    g_task_return_error (task, error);
}

void
wuse_situation_new_async (WuseRegister *reg,
                          WuseRuleSet *rules,
                          WuseDay day,
                          int utc_offset,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  NewData *data;

  g_return_if_fail (reg != NULL && rules != NULL && day != WUSE_DAY_NONE);

  data = g_new0 (NewData, 1);
  data->reg = wuse_register_ref (reg);
  data->rules = wuse_rule_set_ref (rules);
  data->day = day;
  data->utc_offset = utc_offset;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_situation_new_async);
  g_task_set_task_data (task, data, (GDestroyNotify) new_data_free);
  wuse_worker_run (task, WUSE_WORKER_VISIBLE, new_in_thread);
}

WuseSituation *
wuse_situation_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wuse_situation_new_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

WuseSituation *
wuse_situation_ref (WuseSituation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_situation_unref (WuseSituation *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->evidence, wuse_evidence_free);
  wuse_register_unref (self->reg);
  wuse_rule_set_unref (self->rules);
  g_free (self->risks);
  g_free (self->unsure);
  g_free (self);
}

WuseRegister *
wuse_situation_get_register (const WuseSituation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->reg;
}

WuseAreaSet *
wuse_situation_get_areas (const WuseSituation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->evidence->areas;
}

WuseRuleSet *
wuse_situation_get_rule_set (const WuseSituation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rules;
}

WuseDay
wuse_situation_get_day (const WuseSituation *self)
{
  g_return_val_if_fail (self != NULL, WUSE_DAY_NONE);

  return self->day;
}

const guint8 *
wuse_situation_get_risks (const WuseSituation *self, guint *n_areas)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_areas != NULL)
    *n_areas = self->evidence->n_areas;
  return self->risks;
}

WuseRisk
wuse_situation_get_risk (const WuseSituation *self, guint32 area)
{
  g_return_val_if_fail (self != NULL && area < self->evidence->n_areas, WUSE_RISK_NONE);

  return self->risks[area];
}

void
wuse_situation_get_inputs (const WuseSituation *self, guint32 area, WuseInputs *inputs)
{
  g_auto (WuseEvidenceScratch) scratch = { 0 };
  WuseEvidenceSlice slice;
  WuseSupposition as_it_is = { 0 };

  g_return_if_fail (self != NULL && inputs != NULL && area < self->evidence->n_areas);

  scratch = wuse_evidence_scratch_new (self->evidence);
  slice = wuse_evidence_within (self->evidence, area);
  as_it_is.day = self->day;
  wuse_evidence_measure (self->evidence, &scratch, &slice, &as_it_is, inputs);
}

const guint *
wuse_situation_get_counts (const WuseSituation *self, WuseAreaLevel level)
{
  g_return_val_if_fail (self != NULL && level < WUSE_N_AREA_LEVELS, NULL);

  return self->counts[level];
}

static gboolean
count_cb (guint32 area, gpointer user_data)
{
  CountData *data = user_data;

  data->counts[data->risks[area]]++;
  return TRUE;
}

void
wuse_situation_count_within (const WuseSituation *self, WuseAreaLevel level, const WuseBounds *bounds, guint counts[WUSE_N_RISKS])
{
  CountData data;

  g_return_if_fail (self != NULL && level < WUSE_N_AREA_LEVELS && bounds != NULL && counts != NULL);

  memset (counts, 0, WUSE_N_RISKS * sizeof *counts);
  data = (CountData){ self->risks, counts };
  wuse_spatial_index_search (wuse_area_set_get_index (self->evidence->areas, level), bounds, count_cb, &data);
}

GArray *
wuse_situation_diff (const WuseSituation *before, const WuseSituation *after)
{
  GArray *changes;
  gboolean same_areas;

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  changes = g_array_new (FALSE, FALSE, sizeof (WuseRiskChange));
  same_areas = before->evidence->areas == after->evidence->areas;
  for (guint32 area = 0; area < after->evidence->n_areas; area++)
    {
      WuseRiskChange change = { area, WUSE_RISK_NONE, after->risks[area] };
      guint32 match =
          same_areas ? area
                     : wuse_area_set_find (before->evidence->areas, wuse_area_set_get (after->evidence->areas, area)->id, -1);

      if (match != WUSE_AREA_NONE)
        change.before = before->risks[match];
      if (change.before != change.after)
        g_array_append_val (changes, change);
    }
  return changes;
}
