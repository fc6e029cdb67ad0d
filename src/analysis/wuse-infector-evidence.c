/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What speaks for or against somebody's having infected a case, and how much. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-infector-private.h"

#include "wuse-mercator.h"

#include <math.h>

/* Who infects whom while falling ill later; and how long incubation takes at most. As in the plausibility check. */
#define PRESYMPTOMATIC_DAYS 4
#define INCUBATION_DAYS 14
#define NEARBY_METRES 40.0
/* How many buildings an area has, where only the area's cases are counted. */
#define BUILDINGS_IN_AREA 20.0
/* A Gamma mean of 2.2 and dispersion 0.3 (J. Lloyd-Smith et al., Nature 438, 2005). */
#define REPRODUCTION 2.2
#define DISPERSION 0.3

#define OWN "This program's own assumption", "本程序的假设"

static const WuseInfectorWeight weights[WUSE_N_EVIDENCE] = {
  [WUSE_EVIDENCE_DATES] = { 0,
                            -12,
                            4,
                            { "Serial interval", "发病间隔" },
                            { "Probability of the interval (Wallinga and Teunis 2004) against 28 equally likely days",
                              "间隔的概率（Wallinga、Teunis 2004）与 28 天均匀分布之比" } },
  [WUSE_EVIDENCE_UNDATED] = { 0, 0, 0, { "No date", "日期不明" }, { OWN } },
  [WUSE_EVIDENCE_ISOLATED] = { 0,
                               -4,
                               0,
                               { "Isolation of the infector", "传染来源的隔离" },
                               { "Incubation of Lauer et al. 2020, infectiousness of He et al. 2020",
                                 "潜伏期据 Lauer 等 2020，传染力据 He 等 2020" } },
  [WUSE_EVIDENCE_HOUSEHOLD] = { 0.3, 1.5, 8, { "One household", "同住" }, { OWN } },
  [WUSE_EVIDENCE_NEARBY] = { 0.12, 0.7, 6, { "One building", "同楼" }, { OWN } },
  [WUSE_EVIDENCE_AREA] = { 0.15, 0, 5, { "One area", "同一区域" }, { OWN } },
  [WUSE_EVIDENCE_ELSEWHERE] = { 0.4, -0.9, -0.9, { "Different areas", "不同区域" }, { OWN } },
  [WUSE_EVIDENCE_TOGETHER] = { 0.3, 1, 8, { "Together", "共处" }, { OWN } },
  [WUSE_EVIDENCE_SAME_DAY] = { 0.15, 0.5, 6.5, { "One place on one day", "同日同场所" }, { OWN } },
  [WUSE_EVIDENCE_SAME_PLACE] = { 0.15, 0, 6.5, { "One place", "到过同一场所" }, { OWN } },
  [WUSE_EVIDENCE_CONTACT] = { 0.5, 2, 7.5, { "Recorded contact", "登记密接" }, { OWN } },
  [WUSE_EVIDENCE_CONTACT_BACK] = { 0.15, 0, 5, { "Recorded contact, the other way", "反向登记密接" }, { OWN } },
  [WUSE_EVIDENCE_NOT_TRACED] = { 0.5, -0.7, -0.7, { "Not among the contacts traced", "不在已追踪的密接中" }, { OWN } },
  [WUSE_EVIDENCE_CLUSTER] = { 0.5, 0.5, 5, { "One cluster", "同一聚集" }, { OWN } },
  [WUSE_EVIDENCE_SUSPECTED] = { 0, 5, 5, { "Suspected link", "疑似传播关系" }, { OWN } },
  [WUSE_EVIDENCE_CONFIRMED] = { 0, 9, 9, { "Confirmed link", "已确认传播关系" }, { OWN } },
  [WUSE_EVIDENCE_REFUTED] = { 0, -7, -7, { "Refuted link", "已排除传播关系" }, { OWN } },
  [WUSE_EVIDENCE_BACKWARDS] = { 0, -4, -4, { "Link the other way", "反向传播关系" }, { OWN } },
  [WUSE_EVIDENCE_INFECTIOUSNESS] = { 0,
                                     -2,
                                     3,
                                     { "Known infectiousness", "已知传染力" },
                                     { "Gamma mean of 2.2, dispersion 0.3 (Lloyd-Smith et al. 2005)",
                                       "均值 2.2、离散度 0.3 的 Gamma 分布（Lloyd-Smith 等 2005）" } },
  [WUSE_EVIDENCE_ASYMPTOMATIC] = { 0.58,
                                   -0.545,
                                   -0.545,
                                   { "Asymptomatic", "无症状" },
                                   { "Relative risk 0.58 (Byambasuren et al. 2020)", "相对风险 0.58（Byambasuren 等 2020）" } },
};

typedef struct
{
  const WuseInfectorRanking *ranking;
  guint32 infected;
  guint32 infector;
  GArray *evidence; /* nullable */
} Pair;

const WuseInfectorWeight *
wuse_infector_weight (WuseInfectorEvidenceKind kind)
{
  g_return_val_if_fail (kind < WUSE_N_EVIDENCE, NULL);

  return &weights[kind];
}

#define EVIDENCE(evidence_kind)                                                                                                  \
  ((WuseInfectorEvidence){ .kind = evidence_kind, .relation = WUSE_INDEX_NONE, .place = WUSE_INDEX_NONE })

static double
tell (const Pair *self, WuseInfectorEvidence evidence, double weight)
{
  const WuseInfectorWeight *bounds = &weights[evidence.kind];

  evidence.weight = CLAMP (weight, bounds->least, bounds->most);
  if (self->evidence != NULL)
    g_array_append_val (self->evidence, evidence);
  return evidence.weight;
}

/* What is seen of @n other cases of all weighs. */
static double
rarity (const Pair *self, WuseInfectorEvidenceKind kind, double n)
{
  return log (weights[kind].share * self->ranking->relations->n_cases / MAX (n, 1));
}

/* How many there are in a group beside the case at hand. */
static guint
count_others (const Groups *groups, guint32 group)
{
  return MAX (groups->first[group + 1] - groups->first[group], 2) - 1;
}

double
wuse_infector_interval (const WuseInfectorRanking *self, guint32 infected, guint32 infector)
{
  gint64 days = (gint64) self->day[infected] - self->day[infector];

  if (self->day[infected] == WUSE_DAY_NONE || self->day[infector] == WUSE_DAY_NONE)
    return 1 / INFECTOR_FLAT_DAYS;
  if (days < INFECTOR_LEAST_DAYS || days > INFECTOR_MOST_DAYS)
    return 0;
  return self->interval[self->is_guessed[infected] + self->is_guessed[infector]][days - INFECTOR_LEAST_DAYS];
}

static double
weigh_dates (const Pair *self)
{
  const WuseInfectorRanking *ranking = self->ranking;
  const WuseActor *infector = &ranking->relations->actors[self->infector];
  WuseDay own = ranking->day[self->infected], other = ranking->day[self->infector];
  WuseInfectorEvidence evidence = EVIDENCE (WUSE_EVIDENCE_DATES);
  gint64 days = (gint64) own - other, isolated;
  double weight;

  if (own == WUSE_DAY_NONE || other == WUSE_DAY_NONE)
    return tell (self, EVIDENCE (WUSE_EVIDENCE_UNDATED), 0);
  evidence.number = (gint32) CLAMP (days, G_MININT32, G_MAXINT32);
  evidence.is_guessed = ranking->is_guessed[self->infected] || ranking->is_guessed[self->infector];
  if (days < INFECTOR_LEAST_DAYS || days > INFECTOR_MOST_DAYS)
    return tell (self, evidence, weights[WUSE_EVIDENCE_DATES].least);
  weight =
      ranking
          ->log_interval[ranking->is_guessed[self->infected] + ranking->is_guessed[self->infector]][days - INFECTOR_LEAST_DAYS];
  weight = tell (self, evidence, weight);
  if (infector->isolation == WUSE_DAY_NONE || ranking->is_guessed[self->infector])
    return weight;

  isolated = (gint64) infector->isolation - other;
  if (isolated >= INFECTOR_MOST_ISOLATION)
    return weight;
  evidence = EVIDENCE (WUSE_EVIDENCE_ISOLATED);
  evidence.number = (gint32) CLAMP ((gint64) own - infector->isolation, G_MININT32, G_MAXINT32);
  isolated = MAX (isolated, INFECTOR_LEAST_ISOLATION) - INFECTOR_LEAST_ISOLATION;
  return weight + tell (self, evidence, ranking->log_isolated[days - INFECTOR_LEAST_DAYS][isolated]);
}

/* Where they live: the nearest that is true. */
static double
weigh_home (const Pair *self)
{
  const WuseInfectorRanking *ranking = self->ranking;
  const WuseActor *infected = &ranking->relations->actors[self->infected];
  const WuseActor *infector = &ranking->relations->actors[self->infector];
  guint32 household = ranking->household_of[self->infected], area = ranking->area_of[self->infected];
  gboolean has_points = (infected->position.lon != 0 || infected->position.lat != 0)
                        && (infector->position.lon != 0 || infector->position.lat != 0);
  double n_area = area != WUSE_INDEX_NONE ? count_others (&ranking->areas, area) : 0;

  if (household != WUSE_INDEX_NONE && household == ranking->household_of[self->infector])
    return tell (self, EVIDENCE (WUSE_EVIDENCE_HOUSEHOLD),
                 rarity (self, WUSE_EVIDENCE_HOUSEHOLD, count_others (&ranking->households, household)));
  /* Half a thousandth of a degree of latitude is 56 m. */
  if (has_points && ABS ((gint64) infected->position.lat - infector->position.lat) < 5000)
    {
      double metres = wuse_point_distance (infected->position, infector->position);
      WuseInfectorEvidence evidence = EVIDENCE (WUSE_EVIDENCE_NEARBY);

      evidence.number = (gint32) lround (metres);
      if (metres <= NEARBY_METRES)
        return tell (self, evidence, rarity (self, WUSE_EVIDENCE_NEARBY, MAX (1, n_area / BUILDINGS_IN_AREA)));
    }
  if (area == WUSE_INDEX_NONE || ranking->area_of[self->infector] == WUSE_INDEX_NONE)
    return 0;
  if (area == ranking->area_of[self->infector])
    return tell (self, EVIDENCE (WUSE_EVIDENCE_AREA), rarity (self, WUSE_EVIDENCE_AREA, n_area));
  return tell (self, EVIDENCE (WUSE_EVIDENCE_ELSEWHERE), weights[WUSE_EVIDENCE_ELSEWHERE].least);
}

/* Whether the one could infect the other on a day. */
static gboolean
is_exposure (const Pair *self, WuseDay day)
{
  WuseDay own = self->ranking->day[self->infected], other = self->ranking->day[self->infector];
  WuseDay isolation = self->ranking->relations->actors[self->infector].isolation;

  return (own == WUSE_DAY_NONE || (day <= own && (gint64) own - day <= INCUBATION_DAYS))
         && (other == WUSE_DAY_NONE || (gint64) other - day <= PRESYMPTOMATIC_DAYS)
         && (isolation == WUSE_DAY_NONE || day <= isolation);
}

static const Sight *
find_sights (const Pair *self, const Sight **end)
{
  const WuseInfectorRanking *ranking = self->ranking;
  guint32 low = ranking->first_sight[self->infected], high = ranking->first_sight[self->infected + 1];

  *end = ranking->sights + high;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (ranking->sights[middle].other < self->infector)
        low = middle + 1;
      else
        high = middle;
    }
  return ranking->sights + low;
}

/* How many others may have been met where two met: no more than were there, or than were met at all. */
static double
count_met (const Pair *self, const WuseMeeting *meeting)
{
  const WuseInfectorRanking *ranking = self->ranking;
  guint32 place = ranking->relations->sojourns[meeting->stays[0]].place;
  guint n_met = ranking->first_sight[self->infected + 1] - ranking->first_sight[self->infected];

  return meeting->same_place ? MIN (count_others (&ranking->visitors, place), n_met) : n_met;
}

static gboolean
weigh_meetings (const Pair *self, double *weight)
{
  const Sight *end, *sight = find_sights (self, &end);
  const WuseMeeting *longest = NULL;
  gint64 minutes = 0;
  WuseInfectorEvidence evidence = EVIDENCE (WUSE_EVIDENCE_TOGETHER);
  double length;

  for (; sight < end && sight->other == self->infector; sight++)
    {
      const WuseMeeting *meeting = &g_array_index (self->ranking->meetings, WuseMeeting, sight->meeting);

      if (!is_exposure (self, meeting->day))
        continue;
      if (longest == NULL || meeting->kind < longest->kind
          || (meeting->kind == longest->kind && meeting->minutes > longest->minutes))
        longest = meeting;
      if (meeting->kind == WUSE_MEETING_TOGETHER)
        minutes += meeting->minutes;
    }
  if (longest == NULL)
    return FALSE;

  evidence.meeting = *longest;
  evidence.place = self->ranking->relations->sojourns[longest->stays[0]].place;
  if (longest->kind == WUSE_MEETING_SAME_DAY)
    {
      evidence.kind = WUSE_EVIDENCE_SAME_DAY;
      *weight = tell (self, evidence, rarity (self, WUSE_EVIDENCE_SAME_DAY, count_met (self, longest)));
      return TRUE;
    }
  evidence.number = (gint32) MIN (minutes, G_MAXINT32);
  /* Half an hour is taken for usual. */
  length = 0.35 * log (MAX ((double) minutes, 1) / 30);
  *weight = tell (self, evidence, rarity (self, WUSE_EVIDENCE_TOGETHER, count_met (self, longest)) + length);
  return TRUE;
}

/* The place at which fewest were, of those where both were. */
static double
weigh_places (const Pair *self)
{
  const WuseInfectorRanking *ranking = self->ranking;
  const guint32 *own = ranking->places.item + ranking->places.first[self->infected];
  const guint32 *own_end = ranking->places.item + ranking->places.first[self->infected + 1];
  const guint32 *other = ranking->places.item + ranking->places.first[self->infector];
  const guint32 *other_end = ranking->places.item + ranking->places.first[self->infector + 1];
  WuseInfectorEvidence evidence = EVIDENCE (WUSE_EVIDENCE_SAME_PLACE);
  guint fewest = G_MAXUINT;

  while (own < own_end && other < other_end)
    {
      if (*own == *other && count_others (&ranking->visitors, *own) < fewest)
        {
          fewest = count_others (&ranking->visitors, *own);
          evidence.place = *own;
        }
      if (*own <= *other)
        own++;
      else
        other++;
    }
  if (fewest == G_MAXUINT)
    return 0;
  evidence.number = (gint32) fewest + 1;
  return tell (self, evidence, rarity (self, WUSE_EVIDENCE_SAME_PLACE, fewest));
}

static const WuseRelation *
find_relation (const WuseInfectorRanking *self, guint32 from, guint32 to, WuseRelationKind kind, guint32 *index)
{
  guint32 low = self->first_out[from], high = self->first_out[from + 1], end = high;
  const WuseRelation *relations = self->relations->relations;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (relations[middle].to < to || (relations[middle].to == to && relations[middle].kind < kind))
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;
  return low < end && relations[low].to == to && relations[low].kind == kind ? &relations[low] : NULL;
}

static double
weigh_contacts (const Pair *self)
{
  const WuseInfectorRanking *ranking = self->ranking;
  WuseInfectorEvidence evidence = EVIDENCE (WUSE_EVIDENCE_CONTACT);
  const WuseRelation *contact =
      find_relation (ranking, self->infector, self->infected, WUSE_RELATION_CONTACT, &evidence.relation);

  if (contact != NULL && contact->state != WUSE_RELATION_REFUTED
      && (contact->last == WUSE_DAY_NONE || is_exposure (self, contact->last) || is_exposure (self, contact->first)))
    return tell (self, evidence, rarity (self, WUSE_EVIDENCE_CONTACT, ranking->n_traced[self->infector]));

  evidence = EVIDENCE (WUSE_EVIDENCE_CONTACT_BACK);
  contact = find_relation (ranking, self->infected, self->infector, WUSE_RELATION_CONTACT, &evidence.relation);
  if (contact != NULL && contact->state != WUSE_RELATION_REFUTED)
    return tell (self, evidence, rarity (self, WUSE_EVIDENCE_CONTACT_BACK, ranking->n_traced[self->infected]));
  if (ranking->has_contacts[self->infector])
    return tell (self, EVIDENCE (WUSE_EVIDENCE_NOT_TRACED), weights[WUSE_EVIDENCE_NOT_TRACED].least);
  return 0;
}

/* What is said of transmission; @n_others becomes how many others it is said to have infected. */
static double
weigh_links (const Pair *self, guint *n_others)
{
  static const guint8 kinds[] = { [WUSE_RELATION_SUSPECTED] = WUSE_EVIDENCE_SUSPECTED,
                                  [WUSE_RELATION_CONFIRMED] = WUSE_EVIDENCE_CONFIRMED,
                                  [WUSE_RELATION_REFUTED] = WUSE_EVIDENCE_REFUTED };
  const WuseInfectorRanking *ranking = self->ranking;
  guint32 cluster = ranking->cluster_of[self->infected];
  WuseInfectorEvidence evidence = EVIDENCE (WUSE_EVIDENCE_BACKWARDS);
  const WuseRelation *link;
  double weight = 0;

  link = find_relation (ranking, self->infected, self->infector, WUSE_RELATION_TRANSMISSION, &evidence.relation);
  if (link != NULL && link->state != WUSE_RELATION_REFUTED)
    weight += tell (self, evidence, weights[WUSE_EVIDENCE_BACKWARDS].least);
  if (cluster != WUSE_INDEX_NONE && cluster == ranking->cluster_of[self->infector])
    weight += tell (self, EVIDENCE (WUSE_EVIDENCE_CLUSTER),
                    rarity (self, WUSE_EVIDENCE_CLUSTER, count_others (&ranking->clusters, cluster)));
  link = find_relation (ranking, self->infector, self->infected, WUSE_RELATION_TRANSMISSION, &evidence.relation);
  if (link == NULL)
    return weight;
  evidence.kind = kinds[link->state];
  *n_others -= link->state != WUSE_RELATION_REFUTED;
  return weight + tell (self, evidence, weights[evidence.kind].least);
}

/* How many it will have infected, given how many it is said to have infected of those of whom anything is said. */
static double
weigh_infectiousness (const Pair *self, guint n_others)
{
  const WuseInfectorRanking *ranking = self->ranking;
  WuseInfectorEvidence evidence = EVIDENCE (WUSE_EVIDENCE_INFECTIOUSNESS);
  double expected = (DISPERSION + n_others) / (DISPERSION / REPRODUCTION + ranking->named_share), weight;

  evidence.number = (gint32) n_others;
  weight = tell (self, evidence, log (expected / REPRODUCTION));
  if (ranking->relations->actors[self->infector].classification == WUSE_CASE_ASYMPTOMATIC)
    weight += tell (self, EVIDENCE (WUSE_EVIDENCE_ASYMPTOMATIC), weights[WUSE_EVIDENCE_ASYMPTOMATIC].least);
  return weight;
}

double
wuse_infector_weigh (const WuseInfectorRanking *self, guint32 infected, guint32 infector, GArray *evidence)
{
  Pair pair = { self, infected, infector, evidence };
  guint n_others = self->n_named[infector];
  double weight = weigh_dates (&pair) + weigh_home (&pair) + weigh_contacts (&pair), met;

  weight += weigh_meetings (&pair, &met) ? met : weigh_places (&pair);
  if (self->options.uses_links)
    weight += weigh_links (&pair, &n_others);
  return weight + weigh_infectiousness (&pair, n_others);
}

double
wuse_infector_weigh_stranger (void)
{
  return weights[WUSE_EVIDENCE_ELSEWHERE].least;
}
