/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ranking infectors looks things up in: cases by what they share, meetings by case, probabilities by days. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-infector-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* By how much a guessed day of onset is off, standard deviation. */
#define GUESS_DAYS 3.0
/* From onset to report where nobody has both. */
#define USUAL_DELAY 2
#define MOST_DELAY 30
#define LEAST_PROBABILITY 1e-9

/* Puts the items 0 to @n - 1, taken in the order given, or as they are, into the groups they are of. */
static void
fill_groups (Groups *groups, const guint32 *group_of, const guint32 *order, guint n, guint n_groups)
{
  g_autofree guint32 *next = NULL;

  groups->n_groups = n_groups;
  groups->first = g_new0 (guint32, n_groups + 1);
  for (guint32 i = 0; i < n; i++)
    if (group_of[i] != WUSE_INDEX_NONE)
      groups->first[group_of[i] + 1]++;
  for (guint i = 0; i < n_groups; i++)
    groups->first[i + 1] += groups->first[i];
  groups->item = g_new (guint32, MAX (groups->first[n_groups], 1));
  next = g_memdup2 (groups->first, (n_groups + 1) * sizeof *next);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 item = order != NULL ? order[i] : i;

      if (group_of[item] != WUSE_INDEX_NONE)
        groups->item[next[group_of[item]]++] = item;
    }
}

/* Numbers what cases have in common by the text at @offset of their actor. */
static guint32 *
number_texts (const WuseRelations *relations, gsize offset, guint *n_groups)
{
  guint32 *group_of = g_new (guint32, relations->n_cases);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < relations->n_cases; i++)
    {
      const char *text = G_STRUCT_MEMBER (const char *, &relations->actors[i], offset);
      gpointer number;

      group_of[i] = WUSE_INDEX_NONE;
      if (text == NULL)
        continue;
      if (!g_hash_table_lookup_extended (numbers, text, NULL, &number))
        {
          number = GUINT_TO_POINTER (g_hash_table_size (numbers));
          g_hash_table_insert (numbers, (gpointer) text, number);
        }
      group_of[i] = GPOINTER_TO_UINT (number);
    }
  *n_groups = g_hash_table_size (numbers);
  return group_of;
}

/* The median of days from onset to report. */
static WuseDay
find_delay (const WuseRelations *relations)
{
  guint counts[MOST_DELAY + 1] = { 0 }, n = 0, below = 0;

  for (guint i = 0; i < relations->n_cases; i++)
    {
      const WuseActor *actor = &relations->actors[i];
      gint64 days = (gint64) actor->report - actor->onset;

      if (actor->onset == WUSE_DAY_NONE || actor->report == WUSE_DAY_NONE || days < 0 || days > MOST_DELAY)
        continue;
      counts[days]++;
      n++;
    }
  if (n == 0)
    return USUAL_DELAY;
  for (WuseDay days = 0; days < MOST_DELAY; days++)
    {
      below += counts[days];
      if (2 * below >= n)
        return days;
    }
  return MOST_DELAY;
}

/* Days of onset; of who has none, that of a report less the usual delay. */
static void
prepare_days (WuseInfectorRanking *self)
{
  const WuseRelations *relations = self->relations;
  guint n = relations->n_cases;
  WuseDay delay = find_delay (relations), last = G_MININT32;
  g_autofree guint32 *day_of = g_new (guint32, n);

  self->day = g_new (WuseDay, n);
  self->is_guessed = g_new0 (guint8, n);
  self->first_day = G_MAXINT32;
  for (guint i = 0; i < n; i++)
    {
      const WuseActor *actor = &relations->actors[i];

      self->day[i] = actor->onset;
      if (actor->onset == WUSE_DAY_NONE && actor->report != WUSE_DAY_NONE)
        {
          self->day[i] = actor->report - delay;
          self->is_guessed[i] = TRUE;
        }
      if (self->day[i] == WUSE_DAY_NONE)
        {
          self->n_undated++;
          continue;
        }
      self->first_day = MIN (self->first_day, self->day[i]);
      last = MAX (last, self->day[i]);
    }
  self->n_days = self->n_undated < n ? (guint) ((gint64) last - self->first_day + 1) : 0;
  self->n_on_day[0] = g_new0 (guint32, self->n_days);
  self->n_on_day[1] = g_new0 (guint32, self->n_days);
  for (guint i = 0; i < n; i++)
    {
      day_of[i] = self->day[i] != WUSE_DAY_NONE ? (guint32) (self->day[i] - self->first_day) : WUSE_INDEX_NONE;
      if (day_of[i] != WUSE_INDEX_NONE)
        self->n_on_day[self->is_guessed[i]][day_of[i]]++;
    }
  fill_groups (&self->dated, day_of, NULL, n, self->n_days);
}

static void
prepare_groups (WuseInfectorRanking *self)
{
  const WuseRelations *relations = self->relations;
  guint n = relations->n_cases, n_dated = self->dated.first[self->n_days], n_groups;
  g_autofree guint32 *order = g_new (guint32, MAX (n, 1));

  /* Those of whom no day is known come last in each group. */
  memcpy (order, self->dated.item, n_dated * sizeof *order);
  for (guint32 i = 0; i < n; i++)
    if (self->day[i] == WUSE_DAY_NONE)
      order[n_dated++] = i;
  self->household_of = number_texts (relations, G_STRUCT_OFFSET (WuseActor, household), &n_groups);
  fill_groups (&self->households, self->household_of, order, n, n_groups);
  self->area_of = number_texts (relations, G_STRUCT_OFFSET (WuseActor, area), &n_groups);
  fill_groups (&self->areas, self->area_of, order, n, n_groups);
  self->cluster_of = number_texts (relations, G_STRUCT_OFFSET (WuseActor, cluster), &n_groups);
  fill_groups (&self->clusters, self->cluster_of, order, n, n_groups);
}

static int
compare_places_cb (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* Where each case was, each place once, and who was at each place, by day. */
static void
prepare_places (WuseInfectorRanking *self)
{
  const WuseRelations *relations = self->relations;
  guint n = relations->n_cases, n_dated = self->dated.first[self->n_days], n_items = 0;
  Groups *places = &self->places, *visitors = &self->visitors;
  g_autofree guint32 *next = NULL;

  places->n_groups = n;
  places->first = g_new0 (guint32, n + 1);
  places->item = g_new (guint32, MAX (relations->n_sojourns, 1));
  visitors->n_groups = relations->n_actors;
  visitors->first = g_new0 (guint32, relations->n_actors + 1);
  for (guint32 i = 0; i < n; i++)
    {
      guint begin = n_items, end;

      for (guint32 j = relations->first_sojourn[i]; j < relations->first_sojourn[i + 1]; j++)
        if (relations->sojourns[j].place != WUSE_INDEX_NONE && !relations->sojourns[j].refuted)
          places->item[n_items++] = relations->sojourns[j].place;
      qsort (places->item + begin, n_items - begin, sizeof (guint32), compare_places_cb);
      end = n_items;
      n_items = begin;
      for (guint j = begin; j < end; j++)
        if (j == begin || places->item[j] != places->item[n_items - 1])
          {
            places->item[n_items++] = places->item[j];
            visitors->first[places->item[n_items - 1] + 1]++;
          }
      places->first[i + 1] = n_items;
    }
  for (guint i = 0; i < relations->n_actors; i++)
    visitors->first[i + 1] += visitors->first[i];
  visitors->item = g_new (guint32, MAX (n_items, 1));
  next = g_memdup2 (visitors->first, (relations->n_actors + 1) * sizeof *next);
  for (guint dated = 0; dated < 2; dated++)
    for (guint32 k = 0; k < (dated == 0 ? n_dated : n); k++)
      {
        guint32 i = dated == 0 ? self->dated.item[k] : k;

        if (dated == 1 && self->day[i] != WUSE_DAY_NONE)
          continue;
        for (guint32 j = places->first[i]; j < places->first[i + 1]; j++)
          visitors->item[next[places->item[j]]++] = i;
      }
}

static void
prepare_relations (WuseInfectorRanking *self)
{
  const WuseRelations *relations = self->relations;
  guint n = relations->n_cases, n_named = 0;
  g_autofree guint32 *end_of = g_new (guint32, relations->n_relations);
  g_autofree guint8 *is_named = g_new0 (guint8, n);

  self->first_out = g_new0 (guint32, relations->n_actors + 1);
  self->n_named = g_new0 (guint32, n);
  self->n_traced = g_new0 (guint32, n);
  self->has_contacts = g_new0 (guint8, n);
  for (guint32 i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];
      gboolean counts = relation->state != WUSE_RELATION_REFUTED && relation->from < n && relation->from != relation->to;

      self->first_out[relation->from + 1]++;
      end_of[i] = relation->to < n && relation->from < n ? relation->to : WUSE_INDEX_NONE;
      if (counts && relation->kind == WUSE_RELATION_CONTACT)
        {
          self->has_contacts[relation->from] = TRUE;
          self->n_traced[relation->from] += relation->to < n;
        }
      if (counts && relation->kind == WUSE_RELATION_TRANSMISSION && relation->to < n && self->options.uses_links)
        {
          self->n_named[relation->from]++;
          n_named += !is_named[relation->to];
          is_named[relation->to] = TRUE;
        }
    }
  for (guint i = 0; i < relations->n_actors; i++)
    self->first_out[i + 1] += self->first_out[i];
  fill_groups (&self->incoming, end_of, NULL, relations->n_relations, n);
  self->named_share = n > 0 ? (double) n_named / n : 0;
}

static int
compare_sights_cb (gconstpointer a, gconstpointer b)
{
  const Sight *left = a;
  const Sight *right = b;

  if (left->other != right->other)
    return left->other < right->other ? -1 : 1;
  return (left->meeting > right->meeting) - (left->meeting < right->meeting);
}

static void
prepare_meetings (WuseInfectorRanking *self)
{
  const WuseRelations *relations = self->relations;
  guint n = relations->n_cases;
  g_autofree guint32 *next = NULL;

  self->meetings = wuse_co_presence_find_all (self->co_presence, 0, NULL);
  self->first_sight = g_new0 (guint32, n + 1);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint32 i = 0; i < self->meetings->len; i++)
        {
          const WuseMeeting *meeting = &g_array_index (self->meetings, WuseMeeting, i);
          guint32 first = relations->sojourns[meeting->stays[0]].actor, second = relations->sojourns[meeting->stays[1]].actor;

          if (first >= n || second >= n)
            continue;
          if (pass == 0)
            {
              self->first_sight[first + 1]++;
              self->first_sight[second + 1]++;
              continue;
            }
          self->sights[next[first]++] = (Sight){ second, i };
          self->sights[next[second]++] = (Sight){ first, i };
        }
      if (pass == 1)
        break;
      for (guint i = 0; i < n; i++)
        self->first_sight[i + 1] += self->first_sight[i];
      next = g_memdup2 (self->first_sight, (n + 1) * sizeof *next);
      self->sights = g_new (Sight, MAX (self->first_sight[n], 1));
    }
  for (guint i = 0; i < n; i++)
    qsort (self->sights + self->first_sight[i], self->first_sight[i + 1] - self->first_sight[i], sizeof (Sight),
           compare_sights_cb);
}

/* Incubation is lognormal with median 5.1 days and dispersion 0.418 (S. Lauer et al., Ann. Intern. Med. 172, 2020). */
static double
incubation (int days)
{
  double from = days - 0.5, to = days + 0.5;

  if (to <= 0)
    return 0;
  return 0.5 * (erf (log (to / 5.1) / 0.418 / G_SQRT2) - (from > 0 ? erf (log (from / 5.1) / 0.418 / G_SQRT2) : -1));
}

static void
prepare_tables (WuseInfectorRanking *self)
{
  /* Infectious from 2.3 days before onset, after a Gamma of shape 2.12 and rate 0.69 a day (X. He et al., Nat. Med. 26, 2020,
   * corrected). */
  WuseIntervalModel infectious = { .mean = 2.12 / 0.69 - 2.3, .sd = sqrt (2.12) / 0.69, .shift = 2.3 };

  for (guint n_guessed = 0; n_guessed < 3; n_guessed++)
    {
      WuseIntervalModel model = self->options.interval;

      model.sd = sqrt (model.sd * model.sd + n_guessed * GUESS_DAYS * GUESS_DAYS);
      model.shift += n_guessed * GUESS_DAYS;
      for (int days = 0; days < INFECTOR_N_DAYS; days++)
        {
          double probability = wuse_interval_model_probability (&model, days + INFECTOR_LEAST_DAYS);

          self->interval[n_guessed][days] = probability;
          self->log_interval[n_guessed][days] = log (MAX (probability, LEAST_PROBABILITY) * INFECTOR_FLAT_DAYS);
        }
    }
  for (int days = 0; days < INFECTOR_N_DAYS; days++)
    {
      double before[INFECTOR_N_ISOLATION], sum = 0;

      for (int i = 0; i < INFECTOR_N_ISOLATION; i++)
        {
          int day = i + INFECTOR_LEAST_ISOLATION;

          sum += wuse_interval_model_probability (&infectious, day) * incubation (days + INFECTOR_LEAST_DAYS - day);
          before[i] = sum;
        }
      for (guint i = 0; i < INFECTOR_N_ISOLATION; i++)
        self->log_isolated[days][i] = sum > 1e-12 ? log (MAX (before[i] / sum, LEAST_PROBABILITY)) : 0;
    }
}

void
wuse_infector_ranking_prepare (WuseInfectorRanking *self)
{
  prepare_days (self);
  prepare_groups (self);
  prepare_places (self);
  prepare_relations (self);
  prepare_meetings (self);
  prepare_tables (self);
}

static void
clear_groups (Groups *groups)
{
  g_free (groups->first);
  g_free (groups->item);
}

void
wuse_infector_ranking_clear (WuseInfectorRanking *self)
{
  g_free (self->day);
  g_free (self->is_guessed);
  g_free (self->household_of);
  g_free (self->area_of);
  g_free (self->cluster_of);
  clear_groups (&self->households);
  clear_groups (&self->areas);
  clear_groups (&self->clusters);
  clear_groups (&self->visitors);
  clear_groups (&self->places);
  clear_groups (&self->incoming);
  clear_groups (&self->dated);
  g_free (self->first_out);
  g_free (self->n_named);
  g_free (self->n_traced);
  g_free (self->has_contacts);
  g_free (self->first_sight);
  g_free (self->sights);
  g_free (self->n_on_day[0]);
  g_free (self->n_on_day[1]);
  g_array_unref (self->meetings);
}
