/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the workspace reads from the cache, on other threads. */

#pragma once

#include "wuse-scene.h"
#include "wuse-situation.h"
#include "wuse-store.h"

G_BEGIN_DECLS

#define WUSE_ACTIVITIES_SHOWN 200

#define WUSE_LOAD_BIT(type) (1u << (type))
#define WUSE_LOAD_AREAS WUSE_LOAD_BIT (WUSE_RECORD_AREA)
#define WUSE_LOAD_FEATURES (WUSE_LOAD_BIT (WUSE_RECORD_FEATURE) | WUSE_LOAD_BIT (WUSE_RECORD_BUILDING))
#define WUSE_LOAD_REGISTER                                                                                                       \
  (WUSE_LOAD_BIT (WUSE_RECORD_CASE) | WUSE_LOAD_BIT (WUSE_RECORD_CONTACT) | WUSE_LOAD_BIT (WUSE_RECORD_STAY)                     \
   | WUSE_LOAD_BIT (WUSE_RECORD_PLACE) | WUSE_LOAD_BIT (WUSE_RECORD_DAILY))
#define WUSE_LOAD_ALL (WUSE_LOAD_BIT (WUSE_N_RECORD_TYPES) - 1)
/* Of no type: activity and freshness */
#define WUSE_LOAD_LISTS WUSE_LOAD_BIT (WUSE_N_RECORD_TYPES)

/**
 * WuseLoad:
 * @wanted: record types to read, as bits
 * @before: (nullable): what has not changed is taken from it
 * @map_only: the map does not wait for lists and counts
 * @partial: read while a first fill was under way
 *
 * What one look into the cache asks for and brings.
 */
typedef struct
{
  guint wanted;
  WuseRegister *before;
  gboolean map_only;
  gboolean partial;
  WuseDistrict *district;
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  WuseRegister *epidemic;
  GPtrArray *activity;
  WuseFreshness freshness[WUSE_N_RECORD_TYPES];
} WuseLoad;

/**
 * WuseOpening:
 * @store: the cache
 * @recovery: what opening it took
 * @rule_sets: (element-type WuseRuleSet): all rule sets
 * @load: (nullable): areas and register; %NULL if they cannot be read
 * @situation: (nullable): their colours today
 * @scene: (nullable): the areas, ready for the map
 *
 * What opening a cache brings.
 */
typedef struct
{
  WuseStore *store;
  WuseStoreRecovery recovery;
  GPtrArray *rule_sets;
  WuseLoad *load;
  WuseSituation *situation;
  WuseScene *scene;
} WuseOpening;

/**
 * wuse_load_new:
 * @wanted: record types to read, as bits
 * @before: (nullable): the register there is
 *
 * Returns: (transfer full): a request, counted by reference
 */
WuseLoad *wuse_load_new (guint wanted, WuseRegister *before);

/**
 * wuse_load_unref:
 * @load: a `WuseLoad`
 */
void wuse_load_unref (gpointer load);

/**
 * wuse_load_on_reader:
 * @reader: a reader, on its thread
 * @load: a `WuseLoad`
 * @cancellable: (nullable): to give up
 * @error: return location for what is wrong with the cache
 *
 * Fills the request.
 *
 * Returns: (transfer full) (nullable): another reference to @load
 */
gpointer wuse_load_on_reader (WuseStoreReader *reader, gpointer load, GCancellable *cancellable, GError **error);

/**
 * wuse_opening_new:
 * @name: of the cache's file, without its ending
 * @rule_set: id of the rule set to judge by; unknown: the first
 * @cancellable: (nullable): to give up
 * @error: return location for why the cache cannot be opened
 *
 * Opens a cache, reads what colours the map, judges it and projects it. For a thread that may wait.
 *
 * Returns: (transfer full) (nullable): what that brought
 */
WuseOpening *wuse_opening_new (const char *name, const char *rule_set, GCancellable *cancellable, GError **error);

/**
 * wuse_opening_free:
 * @self: (transfer full): an opening
 */
void wuse_opening_free (WuseOpening *self);

/**
 * wuse_rule_sets_choose:
 * @rule_sets: (element-type WuseRuleSet): all rule sets
 * @id: (nullable): the id of one
 *
 * Returns: (transfer full) (nullable): that one, else the first
 */
WuseRuleSet *wuse_rule_sets_choose (GPtrArray *rule_sets, const char *id);

/**
 * wuse_district_time_at:
 * @district: a district
 * @heard: its time as its server says, or %WUSE_TIME_NONE
 *
 * A real district's time goes on without the server; a simulated or closed one's stands still when the server is gone.
 *
 * Returns: the time there is in the district
 */
WuseTime wuse_district_time_at (const WuseDistrict *district, WuseTime heard);

/**
 * wuse_district_day_at:
 * @district: a district
 * @time: a time
 *
 * Returns: the day that is today, in a closed district its last
 */
WuseDay wuse_district_day_at (const WuseDistrict *district, WuseTime time);

G_END_DECLS
