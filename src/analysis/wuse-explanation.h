/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an area has its colour, when it could fall, and what would raise it. */

#pragma once

#include "wuse-situation.h"

G_BEGIN_DECLS

/**
 * WUSE_OUTLOOK_DAYS:
 *
 * How many days ahead are looked at for a fall.
 */
#define WUSE_OUTLOOK_DAYS 60

/**
 * WUSE_OUTLOOK_CASES:
 *
 * Most additional cases that are tried for a rise.
 */
#define WUSE_OUTLOOK_CASES 50

/**
 * WuseFallNeeds:
 * @WUSE_FALL_NEEDS_NOTHING: days without a new case are enough
 * @WUSE_FALL_NEEDS_SCREENING: a round of screening without a positive result on the day of the fall is needed too
 */
typedef enum
{
  WUSE_FALL_NEEDS_NOTHING = 0,
  WUSE_FALL_NEEDS_SCREENING = 1 << 0,
} WuseFallNeeds;

/**
 * WuseFall:
 * @day: earliest day, or %WUSE_DAY_NONE when it cannot fall within %WUSE_OUTLOOK_DAYS or is as low as the rules go
 * @risk: to what it falls that day
 * @needs: what else is needed that day
 *
 * Found by judging each of the days ahead as if no case, stay or contact were added, quarantined contacts released on the
 * day they are due (overdue ones the next day, those without a due day not at all) and, where that alone is not
 * enough, everybody screened negative on the day.
 */
typedef struct
{
  WuseDay day;
  WuseRisk risk;
  WuseFallNeeds needs;
} WuseFall;

/**
 * WuseRiseKind:
 * @WUSE_RISE_SPORADIC: cases of unclear source that have nothing to do with any other
 * @WUSE_RISE_LINKED: local cases of one cluster in one household or building unit, a new one or one that has cases
 */
typedef enum
{
  WUSE_RISE_SPORADIC,
  WUSE_RISE_LINKED,
} WuseRiseKind;

/**
 * WuseRise:
 * @kind: what kind of cases
 * @risk: the colour reached (or passed)
 * @n_cases: how many more cases today are enough, 1 to %WUSE_OUTLOOK_CASES; the smallest such number
 * @area: where they would be: the area itself, or one within it whose colour the area would take
 */
typedef struct
{
  WuseRiseKind kind;
  WuseRisk risk;
  guint n_cases;
  guint32 area;
} WuseRise;

/**
 * WuseConditionTrace:
 * @level: index of the level in the rule set
 * @condition: index of the condition in the level
 * @actual: of a comparison: the value compared, or %WUSE_INPUT_UNKNOWN
 * @held: whether it held
 */
typedef struct
{
  guint level;
  guint condition;
  gint32 actual;
  gboolean held;
} WuseConditionTrace;

/**
 * WuseExplanation:
 * @rules: the rule set
 * @area: index of the area
 * @day: the day
 * @risk: the colour
 * @chain: (array length=n_chain): the area itself, the worst one within it, and so on down to the one that decided
 * @n_chain: at least 1; 1 when the area was judged by its own figures
 * @decider: the last of @chain: whose figures decided; for an area that is not assessed (@risk none) the one above whose cases
 *   keep it from being so: then there are no conditions, no fall and no rises
 * @level: index of the rule level that fired there
 * @inputs: the figures that decided
 * @conditions: (array length=n_conditions): all conditions of the levels tried, up to the one that fired
 * @n_conditions: how many
 * @unknown: bit 1 << #WuseInput for each figure that the rules ask for and that is not known
 * @fall: when it could fall
 * @rises: (array length=n_rises): what would raise it, nearest colour first, for each kind
 * @n_rises: how many; 0 when nothing within bounds would
 * @why: by #WuseLanguage: a sentence: what holds and, where it did, which area within decided
 * @outlook: by #WuseLanguage: a sentence: the earliest fall and what it needs; empty at the lowest colour
 * @warning: by #WuseLanguage: a sentence: what would raise it; empty where nothing would
 * @missing: by #WuseLanguage: a sentence: which figures are not known; empty where all are
 *
 * The answer to 'why'. Immutable.
 */
typedef struct
{
  WuseRuleSet *rules;
  guint32 area;
  WuseDay day;
  WuseRisk risk;
  guint32 chain[WUSE_N_AREA_LEVELS];
  guint n_chain;
  guint32 decider;
  guint level;
  WuseInputs inputs;
  WuseConditionTrace *conditions;
  guint n_conditions;
  guint32 unknown;
  WuseFall fall;
  WuseRise *rises;
  guint n_rises;
  char *why[WUSE_N_LANGUAGES];
  char *outlook[WUSE_N_LANGUAGES];
  char *warning[WUSE_N_LANGUAGES];
  char *missing[WUSE_N_LANGUAGES];
} WuseExplanation;

GType wuse_explanation_get_type (void);
#define WUSE_TYPE_EXPLANATION (wuse_explanation_get_type ())

/**
 * wuse_explanation_ref:
 * @self: an explanation
 *
 * Returns: (transfer full): @self
 */
WuseExplanation *wuse_explanation_ref (WuseExplanation *self);

/**
 * wuse_explanation_unref:
 * @self: (transfer full): an explanation
 */
void wuse_explanation_unref (WuseExplanation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseExplanation, wuse_explanation_unref)

/**
 * wuse_situation_explain:
 * @self: a situation
 * @area: index of an area
 *
 * A grid takes microseconds, a whole district milliseconds: for a worker thread.
 *
 * Returns: (transfer full): the explanation
 */
WuseExplanation *wuse_situation_explain (WuseSituation *self, guint32 area);

/**
 * wuse_situation_explain_async:
 * @self: a situation
 * @area: index of an area
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called in the caller's main context
 * @user_data: handed to @callback
 *
 * As wuse_situation_explain(), on a worker.
 */
void wuse_situation_explain_async (
    WuseSituation *self, guint32 area, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_situation_explain_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the explanation
 */
WuseExplanation *wuse_situation_explain_finish (GAsyncResult *result, GError **error);

G_END_DECLS
