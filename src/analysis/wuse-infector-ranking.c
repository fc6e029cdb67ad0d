/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who most likely infected a case: who is worth weighing, and what share each has. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-infector-private.h"

#include <math.h>
#include <string.h>

/* Where as many or fewer fit by their dates, all are weighed. */
#define ALL_WEIGHED 256
/* Most of one group that are weighed for a case. */
#define GROUP_WEIGHED 96
/* Threads take at least so many cases each. */
#define SHARE_CASES 2048
#define MOST_THREADS 16

/* Who has been weighed for the case at hand. */
typedef struct
{
  const WuseInfectorRanking *self;
  guint32 infected;
  guint32 *stamps; /* by case: for which case it was weighed last, from 1 */
  WuseInfectors *result;
  double sum;   /* of what all who were weighed have */
  double dates; /* of what their dates alone give them */
} Contest;

/* What one thread ranks. */
typedef struct
{
  const WuseInfectorRanking *self;
  guint32 first_case;
  guint n_cases;
  WuseInfectors *results;
  GCancellable *cancellable;
} Share;

G_DEFINE_BOXED_TYPE (WuseInfectorRanking, wuse_infector_ranking, wuse_infector_ranking_ref, wuse_infector_ranking_unref)

WuseInfectorRanking *
wuse_infector_ranking_new (WuseRelations *relations, WuseCoPresence *co_presence, const WuseInfectorOptions *options)
{
  WuseInfectorRanking *self;

  g_return_val_if_fail (relations != NULL, NULL);
  g_return_val_if_fail (options == NULL || (options->unknown >= 0 && options->unknown < 1), NULL);

  self = g_new0 (WuseInfectorRanking, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->relations = wuse_relations_ref (relations);
  self->options = options != NULL ? *options : WUSE_INFECTOR_DEFAULTS;
  if (!(self->options.interval.sd > 0) && !wuse_interval_model_estimate (&self->options.interval, relations))
    self->options.interval = WUSE_INTERVAL_MODEL_COVID;
  self->co_presence = co_presence != NULL ? wuse_co_presence_ref (co_presence)
                                          : wuse_co_presence_new (relations, WUSE_CO_PRESENCE_RADIUS, self->options.utc_offset);
  wuse_infector_ranking_prepare (self);

  return self;
}

WuseInfectorRanking *
wuse_infector_ranking_ref (WuseInfectorRanking *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_infector_ranking_unref (WuseInfectorRanking *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  wuse_infector_ranking_clear (self);
  wuse_co_presence_unref (self->co_presence);
  wuse_relations_unref (self->relations);
  g_free (self);
}

const WuseIntervalModel *
wuse_infector_ranking_get_interval (const WuseInfectorRanking *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->options.interval;
}

/* The likeliest are kept, in order. */
static void
keep (WuseInfectors *result, guint32 infector, double weight)
{
  guint at = result->n_infectors;

  while (at > 0
         && (result->infectors[at - 1].weight < weight
             || (result->infectors[at - 1].weight == weight && result->infectors[at - 1].infector > infector)))
    at--;
  if (at == WUSE_INFECTORS_MOST)
    return;
  result->n_infectors = MIN (result->n_infectors + 1, WUSE_INFECTORS_MOST);
  memmove (result->infectors + at + 1, result->infectors + at, (result->n_infectors - at - 1) * sizeof (WuseInfector));
  result->infectors[at] = (WuseInfector){ .infector = infector, .weight = weight };
}

static void
weigh (Contest *contest, guint32 infector)
{
  const WuseInfectorRanking *self = contest->self;
  double dates, weight;

  if (infector == contest->infected || contest->stamps[infector] == contest->infected + 1)
    return;
  contest->stamps[infector] = contest->infected + 1;
  dates = wuse_infector_interval (self, contest->infected, infector);
  if (dates <= 0)
    return;
  weight = wuse_infector_weigh (self, contest->infected, infector, NULL);
  contest->result->n_weighed++;
  contest->sum += exp (weight);
  contest->dates += dates;
  keep (contest->result, infector, weight);
}

/* Those of a group, which is by day; of a large one those whose day is nearest before. */
static void
weigh_group (Contest *contest, const Groups *groups, guint32 group)
{
  const WuseInfectorRanking *self = contest->self;
  guint32 begin, end, low, high;
  gint64 day;

  if (group == WUSE_INDEX_NONE)
    return;
  begin = low = groups->first[group];
  end = high = groups->first[group + 1];
  if (end - begin > GROUP_WEIGHED)
    {
      /* The usual infector fell ill some days before. */
      day = (gint64) self->day[contest->infected] - (gint64) self->options.interval.mean;
      while (low < high)
        {
          guint32 middle = low + (high - low) / 2;
          WuseDay other = self->day[groups->item[middle]];

          if (other != WUSE_DAY_NONE && other < day)
            low = middle + 1;
          else
            high = middle;
        }
      begin = MAX (low, begin + GROUP_WEIGHED / 2) - GROUP_WEIGHED / 2;
      end = MIN (end, begin + GROUP_WEIGHED);
    }
  for (guint32 i = begin; i < end; i++)
    weigh (contest, groups->item[i]);
}

/* How many fit by their dates, and what their dates give them together. */
static guint
sum_dates (const WuseInfectorRanking *self, guint32 infected, double *sum)
{
  WuseDay day = self->day[infected];
  guint n = self->n_undated;

  *sum = n / INFECTOR_FLAT_DAYS;
  if (day == WUSE_DAY_NONE)
    {
      n = self->relations->n_cases - 1;
      *sum = n / INFECTOR_FLAT_DAYS;
      return n;
    }
  for (int days = INFECTOR_LEAST_DAYS; days <= INFECTOR_MOST_DAYS; days++)
    {
      gint64 at = (gint64) day - days - self->first_day;

      if (at < 0 || at >= self->n_days)
        continue;
      for (guint guessed = 0; guessed < 2; guessed++)
        {
          n += self->n_on_day[guessed][at];
          *sum += self->n_on_day[guessed][at] * self->interval[self->is_guessed[infected] + guessed][days - INFECTOR_LEAST_DAYS];
        }
    }
  n--;
  *sum -= self->interval[2 * self->is_guessed[infected]][-INFECTOR_LEAST_DAYS];
  return n;
}

static void
weigh_all (Contest *contest)
{
  const WuseInfectorRanking *self = contest->self;
  WuseDay day = self->day[contest->infected];
  gint64 first = (gint64) day - INFECTOR_MOST_DAYS - self->first_day, last = (gint64) day - INFECTOR_LEAST_DAYS - self->first_day;

  if (self->n_undated > 0 || day == WUSE_DAY_NONE)
    {
      for (guint32 i = 0; i < self->relations->n_cases; i++)
        if (self->day[i] == WUSE_DAY_NONE || day == WUSE_DAY_NONE)
          weigh (contest, i);
    }
  if (day == WUSE_DAY_NONE)
    return;
  for (gint64 at = MAX (first, 0); at <= last && at < self->n_days; at++)
    for (guint32 i = self->dated.first[at]; i < self->dated.first[at + 1]; i++)
      weigh (contest, self->dated.item[i]);
}

static void
weigh_related (Contest *contest)
{
  const WuseInfectorRanking *self = contest->self;
  const WuseRelations *relations = self->relations;
  guint32 infected = contest->infected, n_cases = relations->n_cases;

  weigh_group (contest, &self->households, self->household_of[infected]);
  weigh_group (contest, &self->areas, self->area_of[infected]);
  if (self->options.uses_links)
    weigh_group (contest, &self->clusters, self->cluster_of[infected]);
  for (guint32 i = self->places.first[infected]; i < self->places.first[infected + 1]; i++)
    weigh_group (contest, &self->visitors, self->places.item[i]);
  for (guint32 i = self->first_sight[infected], n = 0; i < self->first_sight[infected + 1] && n < 4 * GROUP_WEIGHED; i++, n++)
    weigh (contest, self->sights[i].other);
  for (guint32 i = self->first_out[infected]; i < self->first_out[infected + 1]; i++)
    if (relations->relations[i].to < n_cases)
      weigh (contest, relations->relations[i].to);
  for (guint32 i = self->incoming.first[infected]; i < self->incoming.first[infected + 1]; i++)
    weigh (contest, relations->relations[self->incoming.item[i]].from);
}

static void
rank (Contest *contest)
{
  const WuseInfectorRanking *self = contest->self;
  WuseInfectors *result = contest->result;
  double dates, strangers, unknown, all, prior = self->options.unknown, kept = 0;
  guint n_fitting = sum_dates (self, contest->infected, &dates);

  if (n_fitting <= ALL_WEIGHED)
    weigh_all (contest);
  weigh_related (contest);

  /* Somebody who has come from elsewhere was most likely infected there. */
  if (self->relations->actors[contest->infected].origin == WUSE_ORIGIN_IMPORTED)
    prior = MAX (prior, 0.97);
  strangers = MAX (dates - contest->dates, 0) * INFECTOR_FLAT_DAYS * exp (wuse_infector_weigh_stranger ());
  unknown = prior / (1 - prior) * MAX (dates * INFECTOR_FLAT_DAYS, 1);
  all = contest->sum + strangers + unknown;
  if (!(all > 0))
    {
      result->unknown = 1;
      return;
    }
  for (guint i = 0; i < result->n_infectors; i++)
    {
      result->infectors[i].share = exp (result->infectors[i].weight) / all;
      kept += result->infectors[i].share;
    }
  result->unknown = unknown / all;
  result->others = MAX (0, 1 - kept - result->unknown);
}

static gpointer
rank_share (gpointer data)
{
  const Share *share = data;
  g_autofree guint32 *stamps = g_new0 (guint32, share->self->relations->n_cases);

  for (guint i = 0; i < share->n_cases; i++)
    {
      Contest contest = {
        .self = share->self, .infected = share->first_case + i, .stamps = stamps, .result = &share->results[i]
      };

      if (i % 256 == 0 && g_cancellable_is_cancelled (share->cancellable))
        break;
      rank (&contest);
    }
  return NULL;
}

WuseInfectors *
wuse_infector_ranking_rank (const WuseInfectorRanking *self, guint32 first_case, guint n_cases, GCancellable *cancellable)
{
  g_autofree WuseInfectors *results = NULL;
  GThread *threads[MOST_THREADS];
  Share shares[MOST_THREADS];
  guint n_shares = CLAMP (MIN (g_get_num_processors (), n_cases / SHARE_CASES), 1, MOST_THREADS);

  g_return_val_if_fail (self != NULL && first_case <= self->relations->n_cases, NULL);
  g_return_val_if_fail (n_cases <= self->relations->n_cases - first_case, NULL);

  results = g_new0 (WuseInfectors, MAX (n_cases, 1));
  for (guint i = 0; i < n_shares; i++)
    {
      guint begin = (guint) ((guint64) n_cases * i / n_shares), end = (guint) ((guint64) n_cases * (i + 1) / n_shares);

      shares[i] = (Share){ self, first_case + begin, end - begin, results + begin, cancellable };
      if (i > 0)
        threads[i] = g_thread_new ("wuse-ranking", rank_share, &shares[i]);
    }
  rank_share (&shares[0]);
  for (guint i = 1; i < n_shares; i++)
    g_thread_join (threads[i]);

  return g_cancellable_is_cancelled (cancellable) ? NULL : g_steal_pointer (&results);
}

static int
compare_evidence_cb (gconstpointer a, gconstpointer b)
{
  const WuseInfectorEvidence *left = a;
  const WuseInfectorEvidence *right = b;
  double difference = fabs (right->weight) - fabs (left->weight);

  if (difference != 0)
    return difference > 0 ? 1 : -1;
  return (int) left->kind - (int) right->kind;
}

GArray *
wuse_infector_ranking_explain (const WuseInfectorRanking *self, guint32 infected, guint32 infector)
{
  GArray *evidence;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (infected < self->relations->n_cases && infector < self->relations->n_cases, NULL);

  evidence = g_array_new (FALSE, FALSE, sizeof (WuseInfectorEvidence));
  wuse_infector_weigh (self, infected, infector, evidence);
  g_array_sort (evidence, compare_evidence_cb);
  return evidence;
}

/* How the truth stands by dates alone: how many are likelier and how many as likely, itself among them. */
static void
place_by_dates (const WuseInfectorRanking *self, guint32 infected, guint32 truth, guint *n_likelier, guint *n_equal)
{
  double own = wuse_infector_interval (self, infected, truth), flat = 1 / INFECTOR_FLAT_DAYS;
  WuseDay day = self->day[infected];

  *n_likelier = *n_equal = 0;
  if (day == WUSE_DAY_NONE)
    {
      *n_equal = self->relations->n_cases - 1;
      return;
    }
  *(flat > own ? n_likelier : n_equal) += flat >= own ? self->n_undated : 0;
  for (int days = INFECTOR_LEAST_DAYS; days <= INFECTOR_MOST_DAYS; days++)
    for (guint guessed = 0; guessed < 2; guessed++)
      {
        gint64 at = (gint64) day - days - self->first_day;
        double probability = self->interval[self->is_guessed[infected] + guessed][days - INFECTOR_LEAST_DAYS];
        guint n = at >= 0 && at < self->n_days ? self->n_on_day[guessed][at] : 0;

        if (n > 0 && days == 0 && guessed == self->is_guessed[infected])
          n--;
        if (probability > own)
          *n_likelier += n;
        else if (probability == own)
          *n_equal += n;
      }
  *n_equal = MAX (*n_equal, 1);
}

void
wuse_infector_ranking_score (const WuseInfectorRanking *self,
                             const WuseInfectors *ranked,
                             const guint32 *truth,
                             WuseInfectorScore *model,
                             WuseInfectorScore *baseline)
{
  g_return_if_fail (self != NULL && ranked != NULL && truth != NULL && model != NULL && baseline != NULL);

  *model = *baseline = (WuseInfectorScore){ 0 };
  for (guint32 i = 0; i < self->relations->n_cases; i++)
    {
      guint n_likelier, n_equal, place = 0;
      double dates;

      if (truth[i] >= self->relations->n_cases || truth[i] == i)
        continue;
      while (place < ranked[i].n_infectors && ranked[i].infectors[place].infector != truth[i])
        place++;
      model->n++;
      model->first += place == 0 && ranked[i].n_infectors > 0;
      model->three += place < MIN (3, ranked[i].n_infectors);
      model->probability += place < ranked[i].n_infectors ? ranked[i].infectors[place].share : 0;

      place_by_dates (self, i, truth[i], &n_likelier, &n_equal);
      sum_dates (self, i, &dates);
      baseline->first += n_likelier == 0 ? 1.0 / n_equal : 0;
      baseline->three += n_likelier < 3 ? MIN (1.0, (3.0 - n_likelier) / n_equal) : 0;
      baseline->probability += dates > 0 ? wuse_infector_interval (self, i, truth[i]) / dates : 0;
    }
  baseline->n = model->n;
  for (guint i = 0; i < 2 && model->n > 0; i++)
    {
      WuseInfectorScore *score = i == 0 ? model : baseline;

      score->first /= score->n;
      score->three /= score->n;
      score->probability /= score->n;
    }
}
