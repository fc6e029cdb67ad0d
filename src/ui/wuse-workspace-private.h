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

G_END_DECLS
