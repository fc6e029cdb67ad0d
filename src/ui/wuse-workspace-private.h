/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workspace holds. */

#pragma once

#include "wuse-workspace.h"

G_BEGIN_DECLS

struct _WuseWorkspace
{
  GObject parent_instance;

  char *rule_set_id;
  char *collection;
  WuseStore *store;
  WuseSync *sync;
  char *url;
  char *user;
  char *password;

  WuseDistrict *district;
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  WuseRegister *epidemic;
  WuseSituation *situation;
  GPtrArray *activity;
  WuseFreshness freshness[WUSE_N_RECORD_TYPES];
  GPtrArray *rule_sets;
  WuseRuleSet *rules;
  WuseDay day;

  GCancellable *cancellable;
  guint stale; /* record types whose sets lag behind the cache */
  gboolean loading;
  guint load_source;
  gboolean is_map_hidden;
  gint64 lists_since;          /* when the lists became stale */
  WuseRegister *next_register; /* loaded, not coloured yet */
  gboolean next_partial;
  gboolean partial; /* the situation is of a cache that was being filled */
  gboolean judging;
  gboolean judge_again;
  guint figures_source;
  guint first_map_source; /* what is beside the map waits for it */
  WuseScene *first_scene; /* until then */
  guint clock_source;
};

/**
 * WuseWorkspaceSignal:
 *
 * What a workspace tells of, by a signal each.
 */
typedef enum
{
  WUSE_WORKSPACE_OPENED,
  WUSE_WORKSPACE_FAILED,
  WUSE_WORKSPACE_DISTRICT_CHANGED,
  WUSE_WORKSPACE_AREAS_CHANGED,
  WUSE_WORKSPACE_FEATURES_CHANGED,
  WUSE_WORKSPACE_COLOURS_CHANGED,
  WUSE_WORKSPACE_SITUATION_CHANGED,
  WUSE_WORKSPACE_CONNECTION_CHANGED,
  WUSE_WORKSPACE_ACTIVITY_CHANGED,
  WUSE_WORKSPACE_N_SIGNALS,
} WuseWorkspaceSignal;

/**
 * wuse_workspace_emit:
 * @self: a workspace
 * @signal: a signal without arguments
 */
void wuse_workspace_emit (WuseWorkspace *self, WuseWorkspaceSignal signal);

/**
 * wuse_workspace_judge:
 * @self: a workspace
 *
 * Judges the colours anew by what was loaded last, once those that are being judged are there.
 */
void wuse_workspace_judge (WuseWorkspace *self);

/**
 * wuse_workspace_take_situation:
 * @self: a workspace
 * @situation: (transfer full): new colours
 *
 * Shows them, and notes the risks that have changed while somebody watched.
 */
void wuse_workspace_take_situation (WuseWorkspace *self, WuseSituation *situation);

G_END_DECLS
