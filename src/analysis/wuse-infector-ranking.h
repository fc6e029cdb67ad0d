/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who most likely infected a case, and what speaks for it. */

#pragma once

#include "wuse-co-presence.h"
#include "wuse-interval-model.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WUSE_INFECTORS_MOST:
 *
 * Most likely infectors that are told for a case.
 */
#define WUSE_INFECTORS_MOST 6

/**
 * WuseInfectorEvidenceKind:
 * @WUSE_EVIDENCE_DATES: how long after the other's onset the case fell ill
 * @WUSE_EVIDENCE_UNDATED: of one of them no day is known
 * @WUSE_EVIDENCE_ISOLATED: when the other was isolated
 * @WUSE_EVIDENCE_HOUSEHOLD: they live in one household
 * @WUSE_EVIDENCE_NEARBY: they live in one building, by their position
 * @WUSE_EVIDENCE_AREA: they live in one area
 * @WUSE_EVIDENCE_ELSEWHERE: they live in different areas
 * @WUSE_EVIDENCE_TOGETHER: their stays overlap when the one was infectious and the other not yet ill
 * @WUSE_EVIDENCE_SAME_DAY: they were at one place on such a day, hours unknown
 * @WUSE_EVIDENCE_SAME_PLACE: they were at one place, but are not known to have met there while one could infect the other
 * @WUSE_EVIDENCE_CONTACT: the case is recorded as a contact of the other
 * @WUSE_EVIDENCE_CONTACT_BACK: the other is recorded as a contact of the case
 * @WUSE_EVIDENCE_NOT_TRACED: contacts of the other were traced, and the case was not among them
 * @WUSE_EVIDENCE_CLUSTER: they are counted to one cluster
 * @WUSE_EVIDENCE_SUSPECTED: somebody thinks that the other infected the case
 * @WUSE_EVIDENCE_CONFIRMED: an investigation found that the other infected the case
 * @WUSE_EVIDENCE_REFUTED: an investigation found that the other did not infect the case
 * @WUSE_EVIDENCE_BACKWARDS: the case is said to have infected the other
 * @WUSE_EVIDENCE_INFECTIOUSNESS: how many others the other is said to have infected
 * @WUSE_EVIDENCE_ASYMPTOMATIC: the other never fell ill
 * @WUSE_N_EVIDENCE: how many kinds there are
 *
 * What speaks for or against somebody.
 */
typedef enum
{
  WUSE_EVIDENCE_DATES,
  WUSE_EVIDENCE_UNDATED,
  WUSE_EVIDENCE_ISOLATED,
  WUSE_EVIDENCE_HOUSEHOLD,
  WUSE_EVIDENCE_NEARBY,
  WUSE_EVIDENCE_AREA,
  WUSE_EVIDENCE_ELSEWHERE,
  WUSE_EVIDENCE_TOGETHER,
  WUSE_EVIDENCE_SAME_DAY,
  WUSE_EVIDENCE_SAME_PLACE,
  WUSE_EVIDENCE_CONTACT,
  WUSE_EVIDENCE_CONTACT_BACK,
  WUSE_EVIDENCE_NOT_TRACED,
  WUSE_EVIDENCE_CLUSTER,
  WUSE_EVIDENCE_SUSPECTED,
  WUSE_EVIDENCE_CONFIRMED,
  WUSE_EVIDENCE_REFUTED,
  WUSE_EVIDENCE_BACKWARDS,
  WUSE_EVIDENCE_INFECTIOUSNESS,
  WUSE_EVIDENCE_ASYMPTOMATIC,
  WUSE_N_EVIDENCE,
} WuseInfectorEvidenceKind;

/**
 * WuseInfectorWeight:
 * @share: in which share of true infectors it is seen; 0 where it is computed otherwise
 * @least: least weight
 * @most: greatest weight
 * @name: by #WuseLanguage: what it is
 * @basis: by #WuseLanguage: where the figures come from
 *
 * What a kind of evidence weighs: the natural logarithm of how many times likelier it is to be seen of the true infector than of
 * another case. It is that of @share divided by the share among all cases of those of whom it is true, within @least and
 * @most: a place where few were tells more than one where many were.
 */
typedef struct
{
  double share;
  double least;
  double most;
  const char *name[WUSE_N_LANGUAGES];
  const char *basis[WUSE_N_LANGUAGES];
} WuseInfectorWeight;

/**
 * wuse_infector_weight:
 * @kind: a kind of evidence
 *
 * Returns: (transfer none): what it weighs
 */
const WuseInfectorWeight *wuse_infector_weight (WuseInfectorEvidenceKind kind);

/**
 * WuseInfectorEvidence:
 * @kind: a #WuseInfectorEvidenceKind
 * @relation: the relation that says so, or %WUSE_INDEX_NONE
 * @meeting: the longest meeting that says so, if @kind is together or same day
 * @place: the place where both were, or %WUSE_INDEX_NONE
 * @number: dates: days from the other's onset to the case's; isolated: days from the other's isolation to the case's onset;
 *   nearby: metres; together: minutes; same place: how many cases were there; infectiousness: how many others
 * @is_guessed: dates: whether a day of onset was guessed from that of the report
 * @weight: what it weighs
 *
 * Something that speaks for or against somebody.
 */
typedef struct
{
  guint8 kind;
  guint8 is_guessed;
  guint32 relation;
  guint32 place;
  gint32 number;
  WuseMeeting meeting;
  double weight;
} WuseInfectorEvidence;

/**
 * WuseInfector:
 * @infector: index of a case
 * @weight: sum of what the evidence weighs
 * @share: probability that it was this one, if the model is right
 *
 * Somebody who may have infected a case.
 */
typedef struct
{
  guint32 infector;
  double weight;
  double share;
} WuseInfector;

/**
 * WuseInfectors:
 * @infectors: (array length=n_infectors): the likeliest first
 * @n_infectors: how many
 * @n_weighed: how many there were to choose from; those of whom only the dates speak are summed up, not weighed, if they are many
 * @others: probability that it was another recorded case
 * @unknown: probability that it was nobody who is recorded
 *
 * Who may have infected a case. The shares, @others and @unknown add up to 1.
 */
typedef struct
{
  WuseInfector infectors[WUSE_INFECTORS_MOST];
  guint n_infectors;
  guint n_weighed;
  double others;
  double unknown;
} WuseInfectors;

/**
 * WuseInfectorOptions:
 * @interval: the serial interval; estimated from the relations, if it has no @sd, and that of %WUSE_INTERVAL_MODEL_COVID if
 *   there are too few
 * @unknown: before any evidence, the probability that somebody who is not recorded infected a case, 0 to less than 1
 * @uses_links: whether what is said of who infected whom, and of clusters, counts; %FALSE to try what the rest says
 * @utc_offset: minutes east of UTC of the district's days
 *
 * How infectors are ranked.
 */
typedef struct
{
  WuseIntervalModel interval;
  double unknown;
  gboolean uses_links;
  int utc_offset;
} WuseInfectorOptions;

/**
 * WUSE_INFECTOR_DEFAULTS:
 *
 * A quarter of infectors unknown is this program's own assumption.
 */
#define WUSE_INFECTOR_DEFAULTS ((WuseInfectorOptions){ .unknown = 0.25, .uses_links = TRUE, .utc_offset = 480 })

/**
 * WuseInfectorRanking:
 *
 * A model of who infected whom, this program's own, ready to be asked. Each case was infected by one other case or by somebody
 * unknown; from dates alone, each other one is as likely as the probability of the serial interval (J. Wallinga, P. Teunis,
 * Am. J. Epidemiol. 160, 2004); this is multiplied by what every other evidence weighs, taken as independent, of evidence that
 * says much the same (household, building, area; together, same day, same place) the strongest only. Immutable, shared between
 * threads.
 */
typedef struct _WuseInfectorRanking WuseInfectorRanking;

GType wuse_infector_ranking_get_type (void);
#define WUSE_TYPE_INFECTOR_RANKING (wuse_infector_ranking_get_type ())

/**
 * wuse_infector_ranking_new:
 * @relations: relations, of which a reference is kept
 * @co_presence: (nullable): the stays of @relations by place and time, of which a reference is kept; made if %NULL
 * @options: (nullable): %WUSE_INFECTOR_DEFAULTS if %NULL
 *
 * Some hundred milliseconds for 100,000 cases: for a worker thread.
 *
 * Returns: (transfer full): the model
 */
WuseInfectorRanking *
wuse_infector_ranking_new (WuseRelations *relations, WuseCoPresence *co_presence, const WuseInfectorOptions *options);

/**
 * wuse_infector_ranking_ref:
 * @self: a model
 *
 * Returns: (transfer full): @self
 */
WuseInfectorRanking *wuse_infector_ranking_ref (WuseInfectorRanking *self);

/**
 * wuse_infector_ranking_unref:
 * @self: (transfer full): a model
 */
void wuse_infector_ranking_unref (WuseInfectorRanking *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseInfectorRanking, wuse_infector_ranking_unref)

/**
 * wuse_infector_ranking_get_interval:
 * @self: a model
 *
 * Returns: (transfer none): the serial interval that it goes by
 */
const WuseIntervalModel *wuse_infector_ranking_get_interval (const WuseInfectorRanking *self);

/**
 * wuse_infector_ranking_rank:
 * @self: a model
 * @first_case: index of a case
 * @n_cases: how many cases from there
 * @cancellable: (nullable): to give up early
 *
 * Who is weighed: who shares a household, an area, a place or a meeting with the case or is related to it, the nearest in time
 * where they are many, and, where few fit by their dates, all. Thousands of cases are shared out to as many threads as there
 * are processors, and waited for: for a worker thread.
 *
 * Returns: (transfer full) (array length=n_cases) (nullable): who may have infected each; free with g_free(); %NULL if cancelled
 */
WuseInfectors *
wuse_infector_ranking_rank (const WuseInfectorRanking *self, guint32 first_case, guint n_cases, GCancellable *cancellable);

/**
 * wuse_infector_ranking_explain:
 * @self: a model
 * @infected: index of a case
 * @infector: index of another
 *
 * Returns: (transfer full) (element-type WuseInfectorEvidence): what speaks for and against it, the weightiest first; the weights
 * add up to that of #WuseInfector
 */
GArray *wuse_infector_ranking_explain (const WuseInfectorRanking *self, guint32 infected, guint32 infector);

/**
 * wuse_infector_evidence_word:
 * @self: evidence
 * @ranking: the model that gave it
 * @language: a language
 *
 * Returns: (transfer full): a sentence: `Lives in the same household`
 */
char *wuse_infector_evidence_word (const WuseInfectorEvidence *self, const WuseInfectorRanking *ranking, WuseLanguage language);

/**
 * wuse_infector_word:
 * @ranking: a model
 * @infected: index of a case
 * @infector: index of another
 * @language: a language
 *
 * Returns: (transfer full): what speaks for it most, and how their dates lie, in one line: `Lives in the same household; fell ill
 * 4 days before`
 */
char *wuse_infector_word (const WuseInfectorRanking *ranking, guint32 infected, guint32 infector, WuseLanguage language);

/**
 * WuseInfectorScore:
 * @n: how many cases with a known true infector were counted
 * @first: share of them of which the true infector was ranked first
 * @three: share of them of which it was among the first three
 * @probability: mean probability given to the true infector, as far as it was among the first %WUSE_INFECTORS_MOST
 *
 * How well infectors were ranked.
 */
typedef struct
{
  guint n;
  double first;
  double three;
  double probability;
} WuseInfectorScore;

/**
 * wuse_infector_ranking_score:
 * @self: a model
 * @ranked: (array): who may have infected each case, of all cases
 * @truth: (array): the index of the true infector of each case, or %WUSE_INDEX_NONE: then it is not counted
 * @model: (out caller-allocates): how well the model ranked
 * @baseline: (out caller-allocates): how well dates alone do: p_ij ∝ w(t_i − t_j) (Wallinga & Teunis 2004); of several that are
 *   equally likely, the mean over all orders
 */
void wuse_infector_ranking_score (const WuseInfectorRanking *self,
                                  const WuseInfectors *ranked,
                                  const guint32 *truth,
                                  WuseInfectorScore *model,
                                  WuseInfectorScore *baseline);

G_END_DECLS
