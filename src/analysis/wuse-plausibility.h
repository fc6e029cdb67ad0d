/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be, or hardly can be, in what is recorded of cases and how they are related. */

#pragma once

#include "wuse-interval-model.h"
#include "wuse-wording.h"

G_BEGIN_DECLS

/**
 * WuseSeverity:
 * @WUSE_SEVERITY_IMPOSSIBLE: not all of it can be true
 * @WUSE_SEVERITY_UNLIKELY: worth asking again
 * @WUSE_SEVERITY_INCOMPLETE: something that is referred to is not there
 *
 * How much is wrong.
 */
typedef enum
{
  WUSE_SEVERITY_IMPOSSIBLE,
  WUSE_SEVERITY_UNLIKELY,
  WUSE_SEVERITY_INCOMPLETE,
  WUSE_N_SEVERITIES,
} WuseSeverity;

/**
 * WuseFindingKind:
 * @WUSE_FINDING_SELF_LINK: a relation from somebody to himself
 * @WUSE_FINDING_MUTUAL_PAIR: two who are each said to have infected the other
 * @WUSE_FINDING_CYCLE: three or more who are said to have infected each other in a circle
 * @WUSE_FINDING_TWO_INFECTORS: two confirmed infectors of one case
 * @WUSE_FINDING_UNKNOWN_PERSON: a relation with somebody who is in no record
 * @WUSE_FINDING_EXPOSURE_REVERSED: the last day of exposure is before the first
 * @WUSE_FINDING_EXPOSURE_TOO_EARLY: all exposure was before the first could be infectious: by its onset and, if it was found
 *   before, by its report
 * @WUSE_FINDING_EXPOSURE_IN_ISOLATION: all exposure was after the first was isolated
 * @WUSE_FINDING_EXPOSURE_AFTER_RELEASE: all exposure was after the first was released or had died
 * @WUSE_FINDING_EXPOSURE_AFTER_ONSET: all exposure was after the second had fallen ill
 * @WUSE_FINDING_INFECTOR_AWAY: the infector was isolated longer before the other's onset than incubation takes
 * @WUSE_FINDING_INFECTOR_GONE: the infector was released or had died longer before it than incubation takes
 * @WUSE_FINDING_ONSET_BEFORE_INFECTOR: fell ill longer before the infector than can be
 * @WUSE_FINDING_INTERVAL_UNUSUAL: the serial interval is outside what its distribution lets expect
 * @WUSE_FINDING_HOUSEHOLDS_DIFFER: said to be of one household, but recorded in different ones
 * @WUSE_FINDING_REPORT_BEFORE_ONSET: reported long before onset
 * @WUSE_FINDING_RELEASE_BEFORE_REPORT: released or dead before the report
 * @WUSE_FINDING_RELEASE_BEFORE_ONSET: released or dead before onset
 * @WUSE_FINDING_RELEASE_BEFORE_ISOLATION: released or dead before isolation
 * @WUSE_FINDING_STAY_REVERSED: a stay that ends before it begins
 * @WUSE_FINDING_STAY_IN_ISOLATION: a stay elsewhere while isolated
 * @WUSE_FINDING_STAYS_APART: at two places at once, or from one to the other faster than can be
 * @WUSE_FINDING_SAME_PERSON: two cases that are one person
 * @WUSE_N_FINDINGS: how many kinds there are
 *
 * What is wrong.
 */
typedef enum
{
  WUSE_FINDING_SELF_LINK,
  WUSE_FINDING_MUTUAL_PAIR,
  WUSE_FINDING_CYCLE,
  WUSE_FINDING_TWO_INFECTORS,
  WUSE_FINDING_UNKNOWN_PERSON,
  WUSE_FINDING_EXPOSURE_REVERSED,
  WUSE_FINDING_EXPOSURE_TOO_EARLY,
  WUSE_FINDING_EXPOSURE_IN_ISOLATION,
  WUSE_FINDING_EXPOSURE_AFTER_RELEASE,
  WUSE_FINDING_EXPOSURE_AFTER_ONSET,
  WUSE_FINDING_INFECTOR_AWAY,
  WUSE_FINDING_INFECTOR_GONE,
  WUSE_FINDING_ONSET_BEFORE_INFECTOR,
  WUSE_FINDING_INTERVAL_UNUSUAL,
  WUSE_FINDING_HOUSEHOLDS_DIFFER,
  WUSE_FINDING_REPORT_BEFORE_ONSET,
  WUSE_FINDING_RELEASE_BEFORE_REPORT,
  WUSE_FINDING_RELEASE_BEFORE_ONSET,
  WUSE_FINDING_RELEASE_BEFORE_ISOLATION,
  WUSE_FINDING_STAY_REVERSED,
  WUSE_FINDING_STAY_IN_ISOLATION,
  WUSE_FINDING_STAYS_APART,
  WUSE_FINDING_SAME_PERSON,
  WUSE_N_FINDINGS,
} WuseFindingKind;

/**
 * WuseFinding:
 * @kind: a #WuseFindingKind
 * @severity: a #WuseSeverity
 * @actors: whom it concerns: of a relation where it begins and ends; %WUSE_INDEX_NONE for nobody
 * @relations: which relations, or %WUSE_INDEX_NONE
 * @stays: which stays, or %WUSE_INDEX_NONE
 * @days: the two days that do not go together, the one that should be first in the first place, or %WUSE_DAY_NONE
 * @number: days between them; of stays apart metres; of a cycle how many are in it
 * @limit: what @number should not exceed (of an unusual or negative interval: the bound it lies beyond); of stays apart km/h that
 *   it would take, 0 where it is both at once
 * @first_member: of a cycle: where its members begin in the members
 *
 * Something that is wrong.
 */
typedef struct
{
  guint8 kind;
  guint8 severity;
  guint32 actors[2];
  guint32 relations[2];
  guint32 stays[2];
  WuseDay days[2];
  gint32 number;
  gint32 limit;
  guint32 first_member;
} WuseFinding;

/**
 * WusePlausibilityOptions:
 * @interval: the serial interval
 * @tails: probability of an interval beyond either of the bounds within which it is usual, more than 0, less than 0.5
 * @presymptomatic_days: how many days before onset somebody may infect others
 * @incubation_days: longest incubation
 * @early_report_days: how many days before onset a report is usual
 * @unlikely_speed: km/h above which a way between two stays is unlikely
 * @impossible_speed: km/h above which it is impossible
 * @nearby: metres within which two stays are not apart, and a stay is at home
 * @utc_offset: minutes east of UTC of the district's days
 * @care_places: (nullable) (array): of each actor, whether it is a place where the isolated are, see
 *   wuse_plausibility_mark_care_places()
 *
 * What is taken to be possible.
 */
typedef struct
{
  WuseIntervalModel interval;
  double tails;
  gint presymptomatic_days;
  gint incubation_days;
  gint early_report_days;
  double unlikely_speed;
  double impossible_speed;
  double nearby;
  int utc_offset;
  const guint8 *care_places;
} WusePlausibilityOptions;

/**
 * WUSE_PLAUSIBILITY_DEFAULTS:
 *
 * Infectious from four days before onset: what the ninth-edition plan traces from (2022), where two to three are usual (X. He et
 * al., Nat. Med. 26, 2020); incubation of at most 14 days, as in the plans; an express train and an airliner. The other bounds
 * are this program's own.
 */
#define WUSE_PLAUSIBILITY_DEFAULTS                                                                                               \
  ((WusePlausibilityOptions){                                                                                                    \
      .interval = WUSE_INTERVAL_MODEL_COVID,                                                                                     \
      .tails = 0.01,                                                                                                             \
      .presymptomatic_days = 4,                                                                                                  \
      .incubation_days = 14,                                                                                                     \
      .early_report_days = 7,                                                                                                    \
      .unlikely_speed = 350,                                                                                                     \
      .impossible_speed = 1000,                                                                                                  \
      .nearby = 500,                                                                                                             \
      .utc_offset = 480,                                                                                                         \
  })

/**
 * WusePlausibility:
 * @findings: (array length=n_findings): the worst first, then by kind, day and actors
 * @n_findings: how many
 * @counts: how many of each #WuseFindingKind
 * @members: (array): who is in cycles, see #WuseFinding; ascending
 * @relations: the relations
 *
 * All that is wrong. May be read, never written; immutable.
 */
typedef struct
{
  const WuseFinding *findings;
  guint n_findings;
  guint counts[WUSE_N_FINDINGS];
  const guint32 *members;
  WuseRelations *relations;
} WusePlausibility;

GType wuse_plausibility_get_type (void);
#define WUSE_TYPE_PLAUSIBILITY (wuse_plausibility_get_type ())

/**
 * wuse_plausibility_new:
 * @relations: relations, of which a reference is kept
 * @options: (nullable): %WUSE_PLAUSIBILITY_DEFAULTS if %NULL
 *
 * Looks at every relation, case and stay once; refuted ones are passed over. Cycles are the strongly connected components of what
 * is said of transmission (R. Tarjan, SIAM J. Comput. 1, 1972). A stay is compared with the one before it and with the one of
 * those before that ends last, so that a person's stays take linear time. For a worker thread.
 *
 * Returns: (transfer full): the findings
 */
WusePlausibility *wuse_plausibility_new (WuseRelations *relations, const WusePlausibilityOptions *options);

/**
 * wuse_plausibility_ref:
 * @self: findings
 *
 * Returns: (transfer full): @self
 */
WusePlausibility *wuse_plausibility_ref (WusePlausibility *self);

/**
 * wuse_plausibility_unref:
 * @self: (transfer full): findings
 */
void wuse_plausibility_unref (WusePlausibility *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WusePlausibility, wuse_plausibility_unref)

/**
 * wuse_plausibility_get_for_actor:
 * @self: findings
 * @actor: index of an actor
 * @n_findings: (out): how many
 *
 * Returns: (transfer none) (array length=n_findings) (nullable): positions of the findings that concern it, the worst first
 */
const guint32 *wuse_plausibility_get_for_actor (const WusePlausibility *self, guint32 actor, guint *n_findings);

/**
 * wuse_plausibility_mark_care_places:
 * @relations: relations
 * @reg: a register with places
 *
 * Returns: (transfer full) (array): of each actor whether it is a hospital, fever clinic or quarantine site; free with g_free()
 */
guint8 *wuse_plausibility_mark_care_places (const WuseRelations *relations, const WuseRegister *reg);

/**
 * wuse_finding_kind_label:
 * @kind: a kind
 * @language: a language
 *
 * Returns: (transfer none): what it is, in a few words, for lists and filters
 */
const char *wuse_finding_kind_label (WuseFindingKind kind, WuseLanguage language);

/**
 * wuse_severity_label:
 * @severity: a severity
 * @language: a language
 *
 * Returns: (transfer none): a word for it
 */
const char *wuse_severity_label (WuseSeverity severity, WuseLanguage language);

/**
 * wuse_finding_word:
 * @self: a finding
 * @plausibility: the findings it is one of
 * @language: a language
 *
 * Returns: (transfer full): a sentence with those concerned, the days and numbers
 */
char *wuse_finding_word (const WuseFinding *self, const WusePlausibility *plausibility, WuseLanguage language);

G_END_DECLS
