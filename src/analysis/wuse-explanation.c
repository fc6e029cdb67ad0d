/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an area has its colour: who decided, by which rule, on which figures. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-explanation.h"

#include "wuse-situation-private.h"
#include "wuse-worker-pool.h"

G_DEFINE_BOXED_TYPE (WuseExplanation, wuse_explanation, wuse_explanation_ref, wuse_explanation_unref)

G_STATIC_ASSERT (WUSE_N_INPUTS <= 32); /* bits of WuseExplanation.unknown */

typedef struct
{
  WuseSituation *situation;
  guint32 area;
} ExplainData;

static void
explain_data_free (ExplainData *self)
{
  wuse_situation_unref (self->situation);
  g_free (self);
}

/* The child whose colour the area has taken; of several the one with most new cases, then the first. */
static guint32
find_worst_child (const WuseSituation *situation, guint32 area)
{
  guint n_children;
  const guint32 *children = wuse_area_set_get_children (situation->evidence->areas, area, &n_children);
  guint32 worst = WUSE_AREA_NONE;
  gint32 most = -1;

  for (guint i = 0; i < n_children; i++)
    {
      WuseInputs inputs;

      if (situation->risks[children[i]] != situation->risks[area])
        continue;
      wuse_situation_get_inputs (situation, children[i], &inputs);
      if (inputs.values[WUSE_INPUT_NEW_14] > most)
        {
          most = inputs.values[WUSE_INPUT_NEW_14];
          worst = children[i];
        }
    }
  return worst;
}

static void
find_decider (WuseExplanation *self, const WuseSituation *situation)
{
  guint32 area = self->area;

  self->chain[self->n_chain++] = area;
  while (wuse_situation_rolls_up (situation, area) && self->n_chain < G_N_ELEMENTS (self->chain))
    {
      guint32 child = find_worst_child (situation, area);

      if (child == WUSE_AREA_NONE)
        break;
      area = child;
      self->chain[self->n_chain++] = area;
    }
  self->decider = area;
}

static void
measure_decider (WuseExplanation *self, const WuseSituation *situation)
{
  g_auto (WuseEvidenceScratch) scratch = wuse_evidence_scratch_new (situation->evidence);
  WuseEvidenceSlice slice = wuse_situation_get_slice (situation, self->decider);
  WuseSupposition as_it_is = { .day = situation->day };

  wuse_evidence_measure (situation->evidence, &scratch, &slice, &as_it_is, &self->inputs);
  self->level = wuse_rule_set_judge (situation->rules, &self->inputs);
}

static void
trace_levels (WuseExplanation *self)
{
  guint n_levels;
  const WuseRuleLevel *levels = wuse_rule_set_get_levels (self->rules, &n_levels);
  g_autoptr (GArray) traces = g_array_new (FALSE, FALSE, sizeof (WuseConditionTrace));

  for (guint i = 0; i < n_levels; i++)
    {
      const WuseRuleLevel *level = &levels[i];
      g_autofree gboolean *held = g_new0 (gboolean, MAX (level->n_conditions, 1));

      wuse_rule_level_trace (level, &self->inputs, held);
      for (guint j = 0; j < level->n_conditions; j++)
        {
          const WuseCondition *condition = &level->conditions[j];
          WuseConditionTrace trace = { i, j, WUSE_INPUT_UNKNOWN, held[j] };

          if (condition->kind == WUSE_CONDITION_COMPARISON)
            {
              trace.actual = self->inputs.values[condition->input];
              if (trace.actual == WUSE_INPUT_UNKNOWN)
                self->unknown |= 1u << condition->input;
            }
          if (i <= self->level)
            g_array_append_val (traces, trace);
        }
    }
  self->n_conditions = traces->len;
  self->conditions = (WuseConditionTrace *) g_array_steal (traces, NULL);
}

/* Nothing was judged here: what is known is of the area above. */
static void
explain_withheld (WuseExplanation *self, const WuseSituation *situation)
{
  g_auto (WuseEvidenceScratch) scratch = wuse_evidence_scratch_new (situation->evidence);
  WuseSupposition as_it_is = { .day = situation->day };
  WuseEvidenceSlice slice;

  self->chain[self->n_chain++] = self->area;
  self->decider = wuse_situation_get_withheld (situation, self->area);
  slice = wuse_evidence_own (situation->evidence, self->decider);
  wuse_evidence_measure (situation->evidence, &scratch, &slice, &as_it_is, &self->inputs);
  self->level = wuse_rule_set_judge (situation->rules, &self->inputs);
  self->fall = (WuseFall){ WUSE_DAY_NONE, WUSE_RISK_NONE, WUSE_FALL_NEEDS_NOTHING };
  wuse_explanation_word (self, situation);
}

WuseExplanation *
wuse_situation_explain (WuseSituation *self, guint32 area)
{
  WuseExplanation *explanation;
  g_autoptr (GArray) rises = NULL;

  g_return_val_if_fail (self != NULL && area < self->evidence->n_areas, NULL);

  explanation = g_atomic_rc_box_new0 (WuseExplanation);
  explanation->rules = wuse_rule_set_ref (self->rules);
  explanation->area = area;
  explanation->day = self->day;
  explanation->risk = self->risks[area];
  if (wuse_situation_get_withheld (self, area) != WUSE_AREA_NONE)
    {
      explain_withheld (explanation, self);
      return explanation;
    }
  find_decider (explanation, self);
  measure_decider (explanation, self);
  trace_levels (explanation);
  explanation->fall = wuse_outlook_find_fall (self, area);
  rises = wuse_outlook_find_rises (self, area);
  explanation->n_rises = rises->len;
  explanation->rises = (WuseRise *) g_array_steal (rises, NULL);
  wuse_explanation_word (explanation, self);
  return explanation;
}

static void
explain_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ExplainData *data = task_data;

  g_task_return_pointer (task, wuse_situation_explain (data->situation, data->area), (GDestroyNotify) wuse_explanation_unref);
}

void
wuse_situation_explain_async (
    WuseSituation *self, guint32 area, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ExplainData *data;

  g_return_if_fail (self != NULL && area < self->evidence->n_areas);

  data = g_new0 (ExplainData, 1);
  data->situation = wuse_situation_ref (self);
  data->area = area;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_situation_explain_async);
  g_task_set_task_data (task, data, (GDestroyNotify) explain_data_free);
  wuse_worker_run (task, WUSE_WORKER_VISIBLE, explain_in_thread);
}

WuseExplanation *
wuse_situation_explain_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wuse_situation_explain_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

WuseExplanation *
wuse_explanation_ref (WuseExplanation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
explanation_clear (gpointer data)
{
  WuseExplanation *self = data;

  wuse_rule_set_unref (self->rules);
  g_free (self->conditions);
  g_free (self->rises);
  for (guint i = 0; i < WUSE_N_LANGUAGES; i++)
    {
      g_free (self->why[i]);
      g_free (self->outlook[i]);
      g_free (self->warning[i]);
      g_free (self->missing[i]);
    }
}

void
wuse_explanation_unref (WuseExplanation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, explanation_clear);
}
