/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that turn the figures of an area into one of five colours, read from data files. */

#pragma once

#include <gio/gio.h>

#include "wuse-analysis-error.h"
#include "wuse-area-set.h"
#include "wuse-input.h"
#include "wuse-register.h"
#include "wuse-risk.h"

G_BEGIN_DECLS

/**
 * WUSE_RULE_SET_DEFAULT:
 *
 * Id of the rule set that a district starts with.
 */
#define WUSE_RULE_SET_DEFAULT "five-colour-default"

/**
 * WuseRollUp:
 * @WUSE_ROLL_UP_WORST: an area that has areas within it shows the worst of them; what is known only of the area as a whole is
 *   judged by the rules and counts as one more of them
 * @WUSE_ROLL_UP_OWN: every area is judged by the rules on the figures of all that lies within it
 */
typedef enum
{
  WUSE_ROLL_UP_WORST,
  WUSE_ROLL_UP_OWN,
} WuseRollUp;

/**
 * WuseComparison:
 * @WUSE_AT_LEAST: ≥
 * @WUSE_MORE_THAN: >
 * @WUSE_AT_MOST: ≤
 * @WUSE_LESS_THAN: <
 * @WUSE_EQUALS: =
 */
typedef enum
{
  WUSE_AT_LEAST,
  WUSE_MORE_THAN,
  WUSE_AT_MOST,
  WUSE_LESS_THAN,
  WUSE_EQUALS,
} WuseComparison;

/**
 * WuseConditionKind:
 * @WUSE_CONDITION_ALL: holds if all within it hold
 * @WUSE_CONDITION_ANY: holds if one within it holds
 * @WUSE_CONDITION_NONE: holds if none within it holds
 * @WUSE_CONDITION_COMPARISON: compares an input with a number
 */
typedef enum
{
  WUSE_CONDITION_ALL,
  WUSE_CONDITION_ANY,
  WUSE_CONDITION_NONE,
  WUSE_CONDITION_COMPARISON,
} WuseConditionKind;

/**
 * WuseCondition:
 * @kind: what it is
 * @depth: how deep it lies in the tree; the root has 0
 * @end: index after the last condition within it, in the level's array
 * @input: of a comparison: what is compared
 * @comparison: of a comparison: how
 * @number: of a comparison: with what
 *
 * One condition of a tree that is laid out flat, parents before what is within them.
 */
typedef struct
{
  WuseConditionKind kind;
  guint depth;
  guint end;
  WuseInput input;
  WuseComparison comparison;
  gint32 number;
} WuseCondition;

/**
 * WuseRuleLevel:
 * @risk: the colour that follows
 * @conditions: (array length=n_conditions): the tree, root first
 * @n_conditions: how many; 0 for the last level, which always holds
 * @reason: by #WuseLanguage: the sentence for 'why', with placeholders `{input}` and, with words after the number,
 *   `{input|singular|plural}` or `{input|singular|plural|instead of 0}`
 */
typedef struct
{
  WuseRisk risk;
  const WuseCondition *conditions;
  guint n_conditions;
  const char *reason[WUSE_N_LANGUAGES];
} WuseRuleLevel;

/**
 * WuseRuleSet:
 *
 * A versioned set of rules. Levels are tried in order, worst first; the first that holds gives the colour. Immutable, shared
 * between threads. The form of the files is described in `data/rulesets/README.md`.
 */
typedef struct _WuseRuleSet WuseRuleSet;

GType wuse_rule_set_get_type (void);
#define WUSE_TYPE_RULE_SET (wuse_rule_set_get_type ())

/**
 * wuse_rule_set_new_from_data:
 * @data: JSON text in UTF-8; need not be terminated
 * @length: bytes of @data
 * @origin: what to call the text in errors: a file name
 * @error: return location for a %WUSE_ANALYSIS_ERROR
 *
 * Returns: (transfer full) (nullable): the rule set
 */
WuseRuleSet *wuse_rule_set_new_from_data (const char *data, gsize length, const char *origin, GError **error);

/**
 * wuse_rule_set_load:
 * @path: a file
 * @error: return location for a %WUSE_ANALYSIS_ERROR or %G_FILE_ERROR
 *
 * Reads a file; not for the main thread.
 *
 * Returns: (transfer full) (nullable): the rule set
 */
WuseRuleSet *wuse_rule_set_load (const char *path, GError **error);

/**
 * wuse_rule_set_load_folder:
 * @path: a folder
 * @problems: (out) (optional) (element-type GError) (transfer container): one error for each file that was refused
 *
 * Reads every `*.json` of a folder; not for the main thread. The first is %WUSE_RULE_SET_DEFAULT if it is there, the others
 * follow by id; of two files with one id the higher version stands.
 *
 * Returns: (transfer container) (element-type WuseRuleSet): the rule sets; with wuse_rule_set_unref() as free function
 */
GPtrArray *wuse_rule_set_load_folder (const char *path, GPtrArray **problems);

/**
 * wuse_rule_set_ref:
 * @self: a rule set
 *
 * Returns: (transfer full): @self
 */
WuseRuleSet *wuse_rule_set_ref (WuseRuleSet *self);

/**
 * wuse_rule_set_unref:
 * @self: (transfer full): a rule set
 */
void wuse_rule_set_unref (WuseRuleSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseRuleSet, wuse_rule_set_unref)

/**
 * wuse_rule_set_get_id:
 * @self: a rule set
 *
 * Returns: its id, of `a-z`, `0-9` and `-`
 */
const char *wuse_rule_set_get_id (const WuseRuleSet *self);

/**
 * wuse_rule_set_get_version:
 * @self: a rule set
 *
 * Returns: its version, greater than 0
 */
guint wuse_rule_set_get_version (const WuseRuleSet *self);

/**
 * wuse_rule_set_get_name:
 * @self: a rule set
 * @language: a language
 *
 * Returns: its name
 */
const char *wuse_rule_set_get_name (const WuseRuleSet *self, WuseLanguage language);

/**
 * wuse_rule_set_get_source:
 * @self: a rule set
 * @language: a language
 *
 * Returns: where the rules come from, and what in them is this product's own reading, in words
 */
const char *wuse_rule_set_get_source (const WuseRuleSet *self, WuseLanguage language);

/**
 * wuse_rule_set_get_author:
 * @self: a rule set
 *
 * Returns: who wrote the file
 */
const char *wuse_rule_set_get_author (const WuseRuleSet *self);

/**
 * wuse_rule_set_get_date:
 * @self: a rule set
 *
 * Returns: the day since which the rules have stood
 */
WuseDay wuse_rule_set_get_date (const WuseRuleSet *self);

/**
 * wuse_rule_set_get_roll_up:
 * @self: a rule set
 *
 * Returns: how areas with areas within them are judged
 */
WuseRollUp wuse_rule_set_get_roll_up (const WuseRuleSet *self);

/**
 * wuse_rule_set_get_applies_to:
 * @self: a rule set
 *
 * Returns: the level for which the rules were written
 */
WuseAreaLevel wuse_rule_set_get_applies_to (const WuseRuleSet *self);

/**
 * wuse_rule_set_counts:
 * @self: a rule set
 * @classification: a classification
 *
 * Returns: whether such cases count
 */
gboolean wuse_rule_set_counts (const WuseRuleSet *self, WuseClassification classification);

/**
 * wuse_rule_set_uses_risk:
 * @self: a rule set
 * @risk: a colour
 *
 * Returns: whether any level gives that colour: those belong in the legend
 */
gboolean wuse_rule_set_uses_risk (const WuseRuleSet *self, WuseRisk risk);

/**
 * wuse_rule_set_get_risk_name:
 * @self: a rule set
 * @risk: a colour
 * @language: a language
 *
 * Returns: (nullable): what the rule set calls it (`Outbreak`, `高风险`), %NULL if it does not use it
 */
const char *wuse_rule_set_get_risk_name (const WuseRuleSet *self, WuseRisk risk, WuseLanguage language);

/**
 * wuse_rule_set_get_levels:
 * @self: a rule set
 * @n_levels: (out): how many, at least 1
 *
 * Returns: (transfer none) (array length=n_levels): the levels, worst first
 */
const WuseRuleLevel *wuse_rule_set_get_levels (const WuseRuleSet *self, guint *n_levels);

/**
 * wuse_rule_set_judge:
 * @self: a rule set
 * @inputs: figures
 *
 * Returns: the index of the first level that holds
 */
guint wuse_rule_set_judge (const WuseRuleSet *self, const WuseInputs *inputs);

/**
 * wuse_rule_level_trace:
 * @self: a level
 * @inputs: figures
 * @held: (array) (out caller-allocates): for each condition of the level, whether it holds
 *
 * As wuse_rule_set_judge() does for one level, but without leaving anything out.
 *
 * Returns: whether the level holds
 */
gboolean wuse_rule_level_trace (const WuseRuleLevel *self, const WuseInputs *inputs, gboolean *held);

/**
 * wuse_rule_level_word_reason:
 * @self: a level
 * @inputs: figures
 * @language: a language
 *
 * Returns: (transfer full): the level's reason with the figures in it
 */
char *wuse_rule_level_word_reason (const WuseRuleLevel *self, const WuseInputs *inputs, WuseLanguage language);

G_END_DECLS
