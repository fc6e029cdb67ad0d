/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything the windows show: the district as cached, its colours on a day, the connection. */

#pragma once

#include "wuse-feature-set.h"
#include "wuse-register.h"
#include "wuse-rule-set.h"
#include "wuse-scene.h"
#include "wuse-situation.h"
#include "wuse-store.h"
#include "wuse-sync.h"

G_BEGIN_DECLS

#define WUSE_TYPE_WORKSPACE (wuse_workspace_get_type ())

/**
 * WuseWorkspace:
 *
 * Opens the cache on a thread of its own as soon as it is made (before there is a window), loads immutable sets from it,
 * colours them on a worker, keeps them in step with what the sync thread brings, and tells the main thread with signals.
 */
G_DECLARE_FINAL_TYPE (WuseWorkspace, wuse_workspace, WUSE, WORKSPACE, GObject)

/**
 * WuseWorkspace::opened:
 * @self: the workspace
 * @recovery: a #WuseStoreRecovery
 *
 * The cache is open; what was in it follows at once.
 */

/**
 * WuseWorkspace::failed:
 * @self: the workspace
 * @error: why the cache cannot be used
 */

/**
 * WuseWorkspace::district-changed:
 * @self: the workspace
 */

/**
 * WuseWorkspace::areas-changed:
 * @self: the workspace
 *
 * There is another set of areas; a situation that fits follows.
 */

/**
 * WuseWorkspace::features-changed:
 * @self: the workspace
 */

/**
 * WuseWorkspace::colours-changed:
 * @self: the workspace
 *
 * The situation is another one: for the map, which nothing is to hold up.
 */

/**
 * WuseWorkspace::situation-changed:
 * @self: the workspace
 *
 * The colours, the day, the rule set or the register changed. Comes a moment after #WuseWorkspace::colours-changed, once for
 * all that changed meanwhile.
 */

/**
 * WuseWorkspace::connection-changed:
 * @self: the workspace
 */

/**
 * WuseWorkspace::activity-changed:
 * @self: the workspace
 */

/**
 * wuse_workspace_new:
 * @name: name of the cache file, without folder and ending
 * @rule_set: id of the rule set to begin with; the first one if there is none of that id
 *
 * Returns: (transfer full): a workspace that is opening its cache
 */
WuseWorkspace *wuse_workspace_new (const char *name, const char *rule_set);

/**
 * wuse_workspace_new_for_collection:
 * @collection: name of a collection that is there
 * @rule_set: id of the rule set to begin with; the first one if there is none of that id
 *
 * Returns: (transfer full): a workspace that is opening a collection; it has no server
 */
WuseWorkspace *wuse_workspace_new_for_collection (const char *collection, const char *rule_set);

/**
 * wuse_workspace_get_collection:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the name of the collection that it shows; %NULL if it shows a district
 */
const char *wuse_workspace_get_collection (WuseWorkspace *self);

/**
 * wuse_workspace_connect:
 * @self: a workspace
 * @url: address of a district server
 * @user: name to sign in with
 * @password: password, or %NULL to use a token from before
 *
 * Goes to that server from now on (as soon as the cache is open).
 */
void wuse_workspace_connect (WuseWorkspace *self, const char *url, const char *user, const char *password);

/**
 * wuse_workspace_get_url:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): address of the district server
 */
const char *wuse_workspace_get_url (WuseWorkspace *self);

/**
 * wuse_workspace_get_user:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): name that the server is signed in to with
 */
const char *wuse_workspace_get_user (WuseWorkspace *self);

/**
 * wuse_workspace_close:
 * @self: a workspace
 *
 * Stops the sync thread and closes the cache. Waits for them: for the end of the program.
 */
void wuse_workspace_close (WuseWorkspace *self);

/**
 * wuse_workspace_get_store:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the cache, once it is open
 */
WuseStore *wuse_workspace_get_store (WuseWorkspace *self);

/**
 * wuse_workspace_get_sync:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the connection, once there is one
 */
WuseSync *wuse_workspace_get_sync (WuseWorkspace *self);

/**
 * wuse_workspace_get_district:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): what the district last said of itself
 */
const WuseDistrict *wuse_workspace_get_district (WuseWorkspace *self);

/**
 * wuse_workspace_get_areas:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the areas
 */
WuseAreaSet *wuse_workspace_get_areas (WuseWorkspace *self);

/**
 * wuse_workspace_get_features:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the base features
 */
WuseFeatureSet *wuse_workspace_get_features (WuseWorkspace *self);

/**
 * wuse_workspace_get_first_scene:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the areas as the map draws them, if they came with the cache and
 *   wuse_workspace_map_shown() has not been called
 */
WuseScene *wuse_workspace_get_first_scene (WuseWorkspace *self);

/**
 * wuse_workspace_map_shown:
 * @self: a workspace
 *
 * Says that the map has been painted. What is beside it has waited for that: #WuseWorkspace::situation-changed comes, and
 * features and lists are read. Nothing happens the next times.
 */
void wuse_workspace_map_shown (WuseWorkspace *self);

/**
 * wuse_workspace_set_map_seen:
 * @self: a workspace
 * @is_seen: whether the map is in view, as it is at first
 *
 * While it is not, what it shows follows changes a little later, and does not hold up what is in view.
 */
void wuse_workspace_set_map_seen (WuseWorkspace *self, gboolean is_seen);

/**
 * wuse_workspace_get_register:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): cases, contacts, stays, places
 */
WuseRegister *wuse_workspace_get_register (WuseWorkspace *self);

/**
 * wuse_workspace_get_situation:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the colours; always of the areas that wuse_workspace_get_areas() gives
 */
WuseSituation *wuse_workspace_get_situation (WuseWorkspace *self);

/**
 * wuse_workspace_get_activity:
 * @self: a workspace
 *
 * Returns: (transfer none) (element-type WuseActivity): the newest activities, newest first
 */
GPtrArray *wuse_workspace_get_activity (WuseWorkspace *self);

/**
 * wuse_workspace_get_freshness:
 * @self: a workspace
 * @type: a record type
 *
 * Returns: (transfer none): how old what is known of it is
 */
const WuseFreshness *wuse_workspace_get_freshness (WuseWorkspace *self, WuseRecordType type);

/**
 * wuse_workspace_get_rule_sets:
 * @self: a workspace
 *
 * Returns: (transfer none) (element-type WuseRuleSet): the rule sets that are installed
 */
GPtrArray *wuse_workspace_get_rule_sets (WuseWorkspace *self);

/**
 * wuse_workspace_get_rule_set:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the rule set in use
 */
WuseRuleSet *wuse_workspace_get_rule_set (WuseWorkspace *self);

/**
 * wuse_workspace_set_rule_set:
 * @self: a workspace
 * @id: id of a rule set
 *
 * Colours the map by another rule set.
 */
void wuse_workspace_set_rule_set (WuseWorkspace *self, const char *id);

/**
 * wuse_workspace_set_day:
 * @self: a workspace
 * @day: a day to look back to, or %WUSE_DAY_NONE for the present
 */
void wuse_workspace_set_day (WuseWorkspace *self, WuseDay day);

/**
 * wuse_workspace_get_day:
 * @self: a workspace
 *
 * Returns: the day looked back to, or %WUSE_DAY_NONE for the present
 */
WuseDay wuse_workspace_get_day (WuseWorkspace *self);

/**
 * wuse_workspace_get_now:
 * @self: a workspace
 *
 * Returns: the district's present instant: by its own clock as last heard, run on at its rate while the connection lives,
 *   or %WUSE_TIME_NONE
 */
WuseTime wuse_workspace_get_now (WuseWorkspace *self);

/**
 * wuse_workspace_get_last_contact:
 * @self: a workspace
 *
 * Returns: when, by this machine's clock, the cache was last known to be what the server knows; before there has been any
 *   contact since the start, when the newest record was received; %WUSE_TIME_NONE for an empty cache
 */
WuseTime wuse_workspace_get_last_contact (WuseWorkspace *self);

/**
 * wuse_workspace_get_today:
 * @self: a workspace
 *
 * Returns: the district's present day, or %WUSE_DAY_NONE
 */
WuseDay wuse_workspace_get_today (WuseWorkspace *self);

/**
 * wuse_workspace_get_first_day:
 * @self: a workspace
 *
 * Returns: the first day there is anything to show of
 */
WuseDay wuse_workspace_get_first_day (WuseWorkspace *self);

/**
 * wuse_workspace_is_closed:
 * @self: a workspace
 *
 * Returns: whether the data have a last day and nothing comes after it
 */
gboolean wuse_workspace_is_closed (WuseWorkspace *self);

/**
 * wuse_workspace_get_utc_offset:
 * @self: a workspace
 *
 * Returns: minutes east of UTC of the district's days
 */
int wuse_workspace_get_utc_offset (WuseWorkspace *self);

/**
 * wuse_workspace_dup_rule_text:
 * @self: a workspace
 *
 * Returns: (transfer full) (nullable): name and version of the rule set in use, in the language of the program
 */
char *wuse_workspace_dup_rule_text (WuseWorkspace *self);

G_END_DECLS
