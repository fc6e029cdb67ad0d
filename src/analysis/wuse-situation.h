/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of all areas on one day by one rule set. */

#pragma once

#include "wuse-register.h"
#include "wuse-rule-set.h"

G_BEGIN_DECLS

/**
 * WuseSituation:
 *
 * What a rule set makes of a register on a day. Immutable, shared between threads.
 */
typedef struct _WuseSituation WuseSituation;

GType wuse_situation_get_type (void);
#define WUSE_TYPE_SITUATION (wuse_situation_get_type ())

/**
 * wuse_situation_new:
 * @reg: a sealed register
 * @rules: a rule set
 * @day: the day; only what had been reported up to and including it counts
 * @utc_offset: minutes east of UTC, -1080 to 1080, by which stays fall on days
 * @cancellable: (nullable): to give up
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Judges all areas of the register. Takes some milliseconds with 100,000 areas: for a worker thread.
 *
 * Returns: (transfer full) (nullable): the situation
 */
WuseSituation *wuse_situation_new (
    WuseRegister *reg, WuseRuleSet *rules, WuseDay day, int utc_offset, GCancellable *cancellable, GError **error);

/**
 * wuse_situation_new_async:
 * @reg: a sealed register
 * @rules: a rule set
 * @day: the day
 * @utc_offset: minutes east of UTC, -1080 to 1080
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: handed to @callback
 *
 * As wuse_situation_new(), on a worker.
 */
void wuse_situation_new_async (WuseRegister *reg,
                               WuseRuleSet *rules,
                               WuseDay day,
                               int utc_offset,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * wuse_situation_new_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the situation
 */
WuseSituation *wuse_situation_new_finish (GAsyncResult *result, GError **error);

/**
 * wuse_situation_ref:
 * @self: a situation
 *
 * Returns: (transfer full): @self
 */
WuseSituation *wuse_situation_ref (WuseSituation *self);

/**
 * wuse_situation_unref:
 * @self: (transfer full): a situation
 */
void wuse_situation_unref (WuseSituation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseSituation, wuse_situation_unref)

/**
 * wuse_situation_get_register:
 * @self: a situation
 *
 * Returns: (transfer none): the register
 */
WuseRegister *wuse_situation_get_register (const WuseSituation *self);

/**
 * wuse_situation_get_areas:
 * @self: a situation
 *
 * Returns: (transfer none): the areas of the register
 */
WuseAreaSet *wuse_situation_get_areas (const WuseSituation *self);

/**
 * wuse_situation_get_rule_set:
 * @self: a situation
 *
 * Returns: (transfer none): the rule set
 */
WuseRuleSet *wuse_situation_get_rule_set (const WuseSituation *self);

/**
 * wuse_situation_get_day:
 * @self: a situation
 *
 * Returns: the day
 */
WuseDay wuse_situation_get_day (const WuseSituation *self);

/**
 * wuse_situation_get_risks:
 * @self: a situation
 * @n_areas: (out) (optional): how many
 *
 * Returns: (transfer none) (array length=n_areas): a #WuseRisk for each area, by area index, all levels
 */
const guint8 *wuse_situation_get_risks (const WuseSituation *self, guint *n_areas);

/**
 * wuse_situation_get_risk:
 * @self: a situation
 * @area: index of an area
 *
 * Returns: its colour; %WUSE_RISK_NONE where nothing is known of the area itself while cases that are more than nothing to
 *   the rules are known of an area above only as a whole: they may lie anywhere within
 */
WuseRisk wuse_situation_get_risk (const WuseSituation *self, guint32 area);

/**
 * wuse_situation_get_inputs:
 * @self: a situation
 * @area: index of an area
 * @inputs: (out caller-allocates): the figures of the area and all within it
 *
 * Costs as much as there are cases, stays and quarantined contacts in the area.
 */
void wuse_situation_get_inputs (const WuseSituation *self, guint32 area, WuseInputs *inputs);

/**
 * wuse_situation_get_counts:
 * @self: a situation
 * @level: a level
 *
 * Returns: (transfer none) (array fixed-size=6): how many areas of the level have each #WuseRisk
 */
const guint *wuse_situation_get_counts (const WuseSituation *self, WuseAreaLevel level);

/**
 * wuse_situation_count_within:
 * @self: a situation
 * @level: a level
 * @bounds: a box
 * @counts: (out caller-allocates) (array fixed-size=6): how many areas of the level that touch the box have each #WuseRisk
 */
void wuse_situation_count_within (const WuseSituation *self,
                                  WuseAreaLevel level,
                                  const WuseBounds *bounds,
                                  guint counts[WUSE_N_RISKS]);

/**
 * WuseRiskChange:
 * @area: index of the area, in the newer set
 * @before: its colour before, a #WuseRisk; none for an area that was not there
 * @after: its colour now
 */
typedef struct
{
  guint32 area;
  guint8 before;
  guint8 after;
} WuseRiskChange;

/**
 * wuse_situation_diff:
 * @before: a situation
 * @after: a later one, of the same or another register
 *
 * Areas are matched by index where both have one area set, otherwise by id.
 *
 * Returns: (transfer full) (element-type WuseRiskChange): the areas whose colour is another, by index
 */
GArray *wuse_situation_diff (const WuseSituation *before, const WuseSituation *after);

G_END_DECLS
