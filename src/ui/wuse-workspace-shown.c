/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workspace shows, and what time it is there. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-workspace-private.h"

#include "wuse-workspace-load.h"

#include <glib/gi18n.h>

const char *
wuse_workspace_get_collection (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->collection;
}

const char *
wuse_workspace_get_url (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->url;
}

const char *
wuse_workspace_get_user (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->user;
}

WuseStore *
wuse_workspace_get_store (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->store;
}

WuseSync *
wuse_workspace_get_sync (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->sync;
}

const WuseDistrict *
wuse_workspace_get_district (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->district;
}

WuseAreaSet *
wuse_workspace_get_areas (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->areas;
}

WuseFeatureSet *
wuse_workspace_get_features (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->features;
}

WuseScene *
wuse_workspace_get_first_scene (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->first_scene;
}

WuseRegister *
wuse_workspace_get_register (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->epidemic;
}

WuseSituation *
wuse_workspace_get_situation (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->situation;
}

GPtrArray *
wuse_workspace_get_activity (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->activity;
}

const WuseFreshness *
wuse_workspace_get_freshness (WuseWorkspace *self, WuseRecordType type)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (type < WUSE_N_RECORD_TYPES, NULL);

  return &self->freshness[type];
}

GPtrArray *
wuse_workspace_get_rule_sets (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->rule_sets;
}

WuseRuleSet *
wuse_workspace_get_rule_set (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  return self->rules;
}

WuseDay
wuse_workspace_get_day (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), WUSE_DAY_NONE);

  return self->day;
}

WuseTime
wuse_workspace_get_now (WuseWorkspace *self)
{
  WuseTime heard;

  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), WUSE_TIME_NONE);

  if (self->district == NULL)
    return WUSE_TIME_NONE;

  heard = self->sync != NULL ? wuse_sync_get_district_time (self->sync) : WUSE_TIME_NONE;

  return wuse_district_time_at (self->district, heard);
}

WuseTime
wuse_workspace_get_last_contact (WuseWorkspace *self)
{
  WuseTime last = WUSE_TIME_NONE;

  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), WUSE_TIME_NONE);

  if (self->sync != NULL)
    last = wuse_sync_get_last_contact (self->sync);
  if (last == WUSE_TIME_NONE)
    for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
      last = MAX (last, self->freshness[i].received_at);

  return last;
}

WuseDay
wuse_workspace_get_today (WuseWorkspace *self)
{
  WuseTime now = wuse_workspace_get_now (self);

  return now != WUSE_TIME_NONE ? wuse_district_day_at (self->district, now) : WUSE_DAY_NONE;
}

WuseDay
wuse_workspace_get_first_day (WuseWorkspace *self)
{
  guint n_cases = 0;
  const WuseCase *cases;

  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), WUSE_DAY_NONE);

  if (self->district != NULL && self->district->first_day != WUSE_DAY_NONE)
    return self->district->first_day;
  if (self->epidemic == NULL)
    return WUSE_DAY_NONE;

  cases = wuse_register_get_cases (self->epidemic, &n_cases);
  for (guint i = 0; i < n_cases; i++)
    if (cases[i].report != WUSE_DAY_NONE)
      return cases[i].report;

  return wuse_workspace_get_today (self);
}

gboolean
wuse_workspace_is_closed (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), FALSE);

  return self->district != NULL && self->district->last_day != WUSE_DAY_NONE;
}

int
wuse_workspace_get_utc_offset (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), 0);

  return self->district != NULL ? self->district->utc_offset : 0;
}

char *
wuse_workspace_dup_rule_text (WuseWorkspace *self)
{
  g_return_val_if_fail (WUSE_IS_WORKSPACE (self), NULL);

  if (self->rules == NULL)
    return NULL;

  /* Translators: name and version of a rule set */
  return g_strdup_printf (_ ("%1$s v%2$u"), wuse_rule_set_get_name (self->rules, wuse_language_from_locale ()),
                          wuse_rule_set_get_version (self->rules));
}
