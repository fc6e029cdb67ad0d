/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of a workspace: judged on a worker, taken, and what has changed noted. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-workspace-private.h"

/* What the map shows comes first: the figures beside it would hold up its frame with one of their own. */
#define FIGURES_DELAY_MS 100
#define MOST_RISK_CHANGES 100

static void
note_risk_changes (WuseWorkspace *self, WuseSituation *before, WuseSituation *after)
{
  WuseAreaSet *areas = wuse_situation_get_areas (after);
  g_autoptr (GArray) changes = NULL;
  GPtrArray *rows;
  WuseTime now = wuse_workspace_get_now (self);

  /* Only what happens while one watches: not a look back, another rule set or a first fill. */
  if (self->day != WUSE_DAY_NONE || wuse_situation_get_rule_set (before) != wuse_situation_get_rule_set (after) || self->partial
      || wuse_store_is_read_only (self->store) || now == WUSE_TIME_NONE)
    return;

  changes = wuse_situation_diff (before, after);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_activity_free);
  for (guint i = 0; i < changes->len && rows->len < MOST_RISK_CHANGES; i++)
    {
      WuseRiskChange *change = &g_array_index (changes, WuseRiskChange, i);
      const WuseArea *area = wuse_area_set_get (areas, change->area);

      if (area->level == wuse_area_set_get_finest (areas) && change->before != WUSE_RISK_NONE)
        g_ptr_array_add (rows, wuse_activity_new (now, WUSE_ACTIVITY_RISK_CHANGED, area->id, NULL,
                                                  wuse_risk_to_string (change->before), wuse_risk_to_string (change->after)));
    }

  if (rows->len > 0)
    wuse_store_add_activity_async (self->store, rows, NULL, NULL, NULL);
  else
    g_ptr_array_unref (rows);
}

static gboolean
figures_cb (gpointer user_data)
{
  WuseWorkspace *self = user_data;

  self->figures_source = 0;
  wuse_workspace_emit (self, WUSE_WORKSPACE_SITUATION_CHANGED);
  return G_SOURCE_REMOVE;
}

void
wuse_workspace_take_situation (WuseWorkspace *self, WuseSituation *situation)
{
  WuseRegister *epidemic = wuse_situation_get_register (situation);
  WuseAreaSet *areas = wuse_register_get_areas (epidemic);
  g_autoptr (WuseSituation) before = g_steal_pointer (&self->situation);
  gboolean other_areas = areas != self->areas;

  self->situation = situation;
  g_clear_pointer (&self->epidemic, wuse_register_unref);
  self->epidemic = wuse_register_ref (epidemic);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  self->areas = wuse_area_set_ref (areas);
  if (self->next_register == epidemic)
    g_clear_pointer (&self->next_register, wuse_register_unref);

  if (before != NULL)
    note_risk_changes (self, before, situation);
  self->partial = self->next_partial;
  if (other_areas)
    wuse_workspace_emit (self, WUSE_WORKSPACE_AREAS_CHANGED);
  wuse_workspace_emit (self, WUSE_WORKSPACE_COLOURS_CHANGED);
  if (other_areas)
    g_clear_handle_id (&self->figures_source, g_source_remove);
  if (self->first_map_source != 0)
    return;
  if (other_areas)
    wuse_workspace_emit (self, WUSE_WORKSPACE_SITUATION_CHANGED);
  else if (self->figures_source == 0)
    self->figures_source = g_timeout_add (FIGURES_DELAY_MS, figures_cb, self);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseSituation) situation = wuse_situation_new_finish (result, &error);

  self->judging = FALSE;
  if (situation != NULL)
    wuse_workspace_take_situation (self, g_steal_pointer (&situation));
  if (self->judge_again)
    wuse_workspace_judge (self);
}

static WuseDay
judged_day (WuseWorkspace *self)
{
  WuseDay today = wuse_workspace_get_today (self);

  return self->day != WUSE_DAY_NONE ? self->day : today;
}

void
wuse_workspace_judge (WuseWorkspace *self)
{
  WuseRegister *epidemic = self->next_register != NULL ? self->next_register : self->epidemic;

  self->judge_again = self->judging;
  if (self->judging || epidemic == NULL || self->rules == NULL || judged_day (self) == WUSE_DAY_NONE)
    return;

  self->judging = TRUE;
  wuse_situation_new_async (epidemic, self->rules, judged_day (self), wuse_workspace_get_utc_offset (self), self->cancellable,
                            judged_cb, g_object_ref (self));
}
