/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known up to a day, sorted by area, and the figures that follow from it: the one place where inputs are computed. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-evidence-private.h"

#include "wuse-relations.h"

#include <string.h>

#define FORTNIGHT 14
#define WEEK 7

/* Collects items by rank before they are sorted. */
typedef struct
{
  gsize item_size;
  char *items;
  guint32 *ranks;
  guint n_items;
} Collector;

static Collector
collector_new (gsize item_size, guint max_items)
{
  return (Collector){ item_size, g_malloc_n (MAX (max_items, 1), item_size), g_new (guint32, MAX (max_items, 1)), 0 };
}

static inline void
collector_add (Collector *self, guint32 rank, gconstpointer item)
{
  memcpy (self->items + self->n_items * self->item_size, item, self->item_size);
  self->ranks[self->n_items++] = rank;
}

/* Counting sort by rank; stable, so that what came in order stays in order. */
static WuseEvidenceTable
collector_end (Collector *self, guint n_ranks)
{
  gsize size = self->item_size;
  char *sorted = g_malloc_n (MAX (self->n_items, 1), size);
  guint32 *offsets = g_new0 (guint32, (gsize) n_ranks + 2);
  guint32 *next = offsets + 1;

  for (guint i = 0; i < self->n_items; i++)
    next[self->ranks[i] + 1]++;
  for (guint rank = 0; rank < n_ranks; rank++)
    next[rank + 1] += next[rank];
  for (guint i = 0; i < self->n_items; i++)
    memcpy (sorted + next[self->ranks[i]]++ * size, self->items + i * size, size);
  g_free (self->items);
  g_free (self->ranks);
  return (WuseEvidenceTable){ sorted, offsets };
}

static void
rank_areas (WuseEvidence *self)
{
  guint n = self->n_areas;
  g_autofree guint32 *next = g_new (guint32, MAX (n, 1));
  guint32 next_root = 0;

  self->rank = g_new (guint32, MAX (n, 1));
  self->rank_end = g_new0 (guint32, MAX (n, 1));
  self->area = g_new (guint32, MAX (n, 1));

  /* A parent's index is less than its children's: sizes from the back, ranks from the front. */
  for (guint i = n; i-- > 0;)
    {
      guint32 parent = wuse_area_set_get (self->areas, i)->parent;

      self->rank_end[i]++;
      if (parent != WUSE_AREA_NONE)
        self->rank_end[parent] += self->rank_end[i];
    }
  for (guint i = 0; i < n; i++)
    {
      guint32 parent = wuse_area_set_get (self->areas, i)->parent;
      guint32 *from = parent != WUSE_AREA_NONE ? &next[parent] : &next_root;

      self->rank[i] = *from;
      self->area[*from] = i;
      *from += self->rank_end[i];
      next[i] = self->rank[i] + 1;
      self->rank_end[i] += self->rank[i];
    }
}

static gboolean
is_known (const WuseCase *item, const WuseRuleSet *rules, WuseDay day)
{
  return item->report <= day && item->report != WUSE_DAY_NONE && wuse_rule_set_counts (rules, item->classification);
}

static void
take_cases (WuseEvidence *self, const WuseRegister *reg, const WuseRuleSet *rules)
{
  guint n_cases;
  const WuseCase *cases = wuse_register_get_cases (reg, &n_cases);
  Collector collector = collector_new (sizeof (WuseEvidenceCase), n_cases);

  for (guint i = 0; i < n_cases; i++)
    {
      const WuseCase *item = &cases[i];
      WuseEvidenceCase taken = { item->report, item->cluster, item->small_setting, item->origin };

      if (item->area >= self->n_areas || !is_known (item, rules, self->day))
        continue;
      if (taken.cluster != WUSE_INDEX_NONE)
        self->n_tally = MAX (self->n_tally, taken.cluster + 1);
      if (taken.setting != WUSE_INDEX_NONE)
        self->n_tally = MAX (self->n_tally, taken.setting + 1);
      collector_add (&collector, self->rank[item->area], &taken);
    }
  self->cases = collector_end (&collector, self->n_areas);
}

static void
take_contacts (WuseEvidence *self, const WuseRegister *reg)
{
  guint n_contacts;
  const WuseContact *contacts = wuse_register_get_contacts (reg, &n_contacts);
  Collector collector = collector_new (sizeof (WuseDay), n_contacts);

  for (guint i = 0; i < n_contacts; i++)
    {
      const WuseContact *item = &contacts[i];
      WuseDay out = item->due != WUSE_DAY_NONE ? MAX (item->due, self->day + 1) : G_MAXINT32;

      if (item->area >= self->n_areas || item->start == WUSE_DAY_NONE || item->start > self->day
          || (item->release != WUSE_DAY_NONE && item->release <= self->day))
        continue;
      collector_add (&collector, self->rank[item->area], &out);
    }
  self->contacts = collector_end (&collector, self->n_areas);
}

static void
take_stays (WuseEvidence *self, const WuseRegister *reg, const WuseRuleSet *rules, int utc_offset)
{
  guint n_cases, n_stays;
  const WuseCase *cases = wuse_register_get_cases (reg, &n_cases);
  const WuseStay *stays = wuse_register_get_stays (reg, &n_stays);
  Collector collector = collector_new (sizeof (WuseDay), n_stays);

  for (guint i = 0; i < n_stays; i++)
    {
      const WuseStay *item = &stays[i];
      WuseTime start = item->start != WUSE_TIME_NONE ? item->start : item->end;
      WuseTime end = item->end != WUSE_TIME_NONE ? item->end : item->start;
      WuseDay first, last;

      if (item->area >= self->n_areas || item->case_index >= n_cases || start == WUSE_TIME_NONE
          || !is_known (&cases[item->case_index], rules, self->day))
        continue;
      first = wuse_time_to_day (start, utc_offset);
      last = MIN (wuse_sojourn_get_last_day (start, end, utc_offset), self->day);
      if (first <= self->day)
        collector_add (&collector, self->rank[item->area], &last);
    }
  self->stays = collector_end (&collector, self->n_areas);
}

static gboolean
is_before (const WuseDaily *item, guint32 area, WuseDay day)
{
  return item->area != area ? item->area < area : item->day < day;
}

/* First figure from @from on that is not before @area and @day: galloping, since most areas have few. */
static guint
seek (const WuseDaily *daily, guint n_daily, guint from, guint32 area, WuseDay day)
{
  guint step = 1, low = from, high = from;

  while (high < n_daily && is_before (&daily[high], area, day))
    {
      low = high + 1;
      high = n_daily - high > step ? high + step : n_daily;
      step *= 2;
    }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (is_before (&daily[middle], area, day))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
take_rounds (WuseEvidence *self, const WuseRegister *reg)
{
  guint n_daily;
  const WuseDaily *daily = wuse_register_get_daily (reg, &n_daily);
  Collector collector = collector_new (sizeof (WuseEvidenceRound), self->n_areas);

  for (guint i = 0; i < n_daily && daily[i].area < self->n_areas;)
    {
      guint32 area = daily[i].area;
      guint end = seek (daily, n_daily, i, area, self->day + 1);

      for (guint last = end; last > i; last--)
        {
          const WuseDaily *item = &daily[last - 1];
          WuseEvidenceRound round = { self->rank[area], item->day, item->screened, item->screened_positive };

          if (item->screened > 0 || item->screened_positive >= 0)
            {
              collector_add (&collector, round.rank, &round);
              break;
            }
        }
      i = seek (daily, n_daily, end, area + 1, G_MININT32);
    }
  self->rounds = collector_end (&collector, self->n_areas);
}

static void
find_screened (WuseEvidence *self)
{
  self->screened = g_new (guint32, MAX (self->n_areas, 1));
  /* A parent's index is less than its children's. */
  for (guint32 area = 0; area < self->n_areas; area++)
    {
      guint32 parent = wuse_area_set_get (self->areas, area)->parent;
      WuseEvidenceSlice own = wuse_evidence_own (self, area);

      if (wuse_evidence_table_count (&self->rounds, &own) > 0)
        self->screened[area] = area;
      else
        self->screened[area] = parent != WUSE_AREA_NONE ? self->screened[parent] : WUSE_AREA_NONE;
    }
}

WuseEvidence *
wuse_evidence_new (WuseRegister *reg, const WuseRuleSet *rules, WuseDay day, int utc_offset, GCancellable *cancellable)
{
  g_autoptr (WuseEvidence) self = g_new0 (WuseEvidence, 1);

  self->areas = wuse_area_set_ref (wuse_register_get_areas (reg));
  self->n_areas = wuse_area_set_get_size (self->areas);
  self->day = day;
  rank_areas (self);
  take_cases (self, reg, rules);
  take_contacts (self, reg);
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  take_stays (self, reg, rules, utc_offset);
  take_rounds (self, reg);
  find_screened (self);
  self->n_tally++;
  return g_steal_pointer (&self);
}

void
wuse_evidence_free (WuseEvidence *self)
{
  WuseEvidenceTable *tables[] = { &self->cases, &self->contacts, &self->stays, &self->rounds };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_free (tables[i]->items);
      g_free (tables[i]->offsets);
    }
  g_free (self->rank);
  g_free (self->rank_end);
  g_free (self->area);
  g_free (self->screened);
  wuse_area_set_unref (self->areas);
  g_free (self);
}

WuseEvidenceScratch
wuse_evidence_scratch_new (const WuseEvidence *self)
{
  return (WuseEvidenceScratch){ g_new0 (guint32, self->n_tally), self->n_tally - 1 };
}

void
wuse_evidence_scratch_clear (WuseEvidenceScratch *scratch)
{
  g_clear_pointer (&scratch->tally, g_free);
}

static void
count_case (gint32 *values, const WuseEvidenceCase *item, WuseDay day)
{
  WuseDay age = day - item->report;

  values[WUSE_INPUT_CUMULATIVE]++;
  values[WUSE_INPUT_CASE_FREE_DAYS] = MIN (values[WUSE_INPUT_CASE_FREE_DAYS], age);
  if (age >= FORTNIGHT)
    return;
  values[WUSE_INPUT_NEW_14]++;
  values[WUSE_INPUT_NEW_7] += age < WEEK;
  values[WUSE_INPUT_NEW_1] += age < 1;
  values[WUSE_INPUT_IMPORTED_14] += item->origin == WUSE_ORIGIN_IMPORTED;
  values[WUSE_INPUT_LOCAL_14] += item->origin != WUSE_ORIGIN_IMPORTED;
  values[WUSE_INPUT_UNKNOWN_SOURCE_14] += item->origin == WUSE_ORIGIN_UNKNOWN;
}

/* How many groups (clusters, or else settings) have two cases or more among those of the last @span days. */
static gint32
count_groups (const WuseEvidenceCase *items,
              guint n_items,
              const WuseSupposition *supposition,
              WuseDay span,
              gboolean by_cluster,
              WuseEvidenceScratch *scratch,
              gint32 *greatest)
{
  guint32 supposed = by_cluster ? supposition->cluster : supposition->setting;
  WuseDay since = supposition->day - span;
  gint32 n_groups = 0;

  if (supposition->n_cases > 0 && supposed != WUSE_INDEX_NONE)
    scratch->tally[supposed] += supposition->n_cases;
  for (guint i = 0; i < n_items; i++)
    {
      guint32 group = by_cluster ? items[i].cluster : items[i].setting;

      if (items[i].report > since && group != WUSE_INDEX_NONE)
        scratch->tally[group]++;
    }
  /* Once more, the supposed ones last, to read each count once and leave 0 behind. */
  for (guint i = 0; i <= n_items; i++)
    {
      guint32 group = i == n_items ? supposed : by_cluster ? items[i].cluster : items[i].setting;
      gint32 count;

      if (group == WUSE_INDEX_NONE)
        continue;
      count = (gint32) scratch->tally[group];
      scratch->tally[group] = 0;
      n_groups += count >= 2;
      if (greatest != NULL)
        *greatest = MAX (*greatest, count);
    }
  return n_groups;
}

static void
measure_cases (const WuseEvidence *self,
               WuseEvidenceScratch *scratch,
               const WuseEvidenceSlice *slice,
               const WuseSupposition *supposition,
               gint32 *values)
{
  const WuseEvidenceCase *items = (const WuseEvidenceCase *) self->cases.items + self->cases.offsets[slice->first];
  guint n_items = wuse_evidence_table_count (&self->cases, slice);
  WuseEvidenceCase supposed = { supposition->day, supposition->cluster, supposition->setting, supposition->origin };

  values[WUSE_INPUT_CASE_FREE_DAYS] = WUSE_DAYS_NEVER;
  for (guint i = 0; i < n_items; i++)
    count_case (values, &items[i], supposition->day);
  for (guint i = 0; i < supposition->n_cases; i++)
    count_case (values, &supposed, supposition->day);
  if (values[WUSE_INPUT_NEW_14] == 0)
    return;

  values[WUSE_INPUT_LOCAL_SHARE_14] = values[WUSE_INPUT_LOCAL_14] * 100 / values[WUSE_INPUT_NEW_14];
  values[WUSE_INPUT_CLUSTERS_14] = count_groups (items, n_items, supposition, FORTNIGHT, TRUE, scratch, NULL);
  values[WUSE_INPUT_CLUSTERS_7] = count_groups (items, n_items, supposition, WEEK, TRUE, scratch, NULL);
  /* A case whose setting is not known is alone in one. */
  values[WUSE_INPUT_SMALL_SETTING_MAX_14] = 1;
  values[WUSE_INPUT_SMALL_SETTING_OUTBREAKS_14] =
      count_groups (items, n_items, supposition, FORTNIGHT, FALSE, scratch, &values[WUSE_INPUT_SMALL_SETTING_MAX_14]);
}

static void
measure_stays (const WuseEvidence *self, const WuseEvidenceSlice *slice, WuseDay day, gint32 *values)
{
  const WuseDay *last = self->stays.items;

  values[WUSE_INPUT_STAY_FREE_DAYS] = WUSE_DAYS_NEVER;
  for (guint32 i = self->stays.offsets[slice->first]; i < self->stays.offsets[slice->end]; i++)
    {
      WuseDay age = day - last[i];

      values[WUSE_INPUT_STAYS_7] += age < WEEK;
      values[WUSE_INPUT_STAY_FREE_DAYS] = MIN (values[WUSE_INPUT_STAY_FREE_DAYS], age);
    }
}

static void
measure_contacts (const WuseEvidence *self, const WuseEvidenceSlice *slice, WuseDay day, gint32 *values)
{
  const WuseDay *out = self->contacts.items;
  gint32 persons = wuse_area_set_get (self->areas, slice->area)->persons;
  gint32 quarantined = 0;

  for (guint32 i = self->contacts.offsets[slice->first]; i < self->contacts.offsets[slice->end]; i++)
    quarantined += out[i] > day;
  values[WUSE_INPUT_QUARANTINED] = quarantined;
  if (quarantined > 0)
    values[WUSE_INPUT_QUARANTINED_PER_MILLE] =
        persons > 0 ? (gint32) MIN ((gint64) quarantined * 1000 / persons, G_MAXINT32) : WUSE_INPUT_UNKNOWN;
}

/* Adds what is known; a sum with something unknown in it is unknown. */
static gint32
add_known (gint32 sum, gint32 value)
{
  if (sum == WUSE_INPUT_UNKNOWN || value < 0)
    return WUSE_INPUT_UNKNOWN;
  return value > G_MAXINT32 - sum ? G_MAXINT32 : sum + value;
}

static WuseDay
find_last_round (const WuseEvidence *self, const WuseEvidenceSlice *slice, gint32 *screened, gint32 *positive)
{
  const WuseEvidenceRound *items = self->rounds.items;
  WuseDay day = WUSE_DAY_NONE;
  guint32 above = self->screened[slice->area];
  guint32 covered = slice->first;

  *screened = *positive = 0;
  for (guint32 i = self->rounds.offsets[slice->first]; i < self->rounds.offsets[slice->end]; i++)
    {
      const WuseEvidenceRound *item = &items[i];

      /* An area's own figure stands for all within it. */
      if (item->rank < covered)
        continue;
      covered = self->rank_end[self->area[item->rank]];
      day = MAX (day, item->day);
      *screened = add_known (*screened, item->screened);
      *positive = add_known (*positive, item->positive);
    }
  if (day != WUSE_DAY_NONE)
    return day;
  if (above == WUSE_AREA_NONE)
    {
      *screened = *positive = WUSE_INPUT_UNKNOWN;
      return WUSE_DAY_NONE;
    }
  items += self->rounds.offsets[self->rank[above]];
  *screened = add_known (0, items->screened);
  *positive = add_known (0, items->positive);
  return items->day;
}

/* Days free of cases (or stays) there had been at the round, from how many there are now. */
static gint32
free_days_at_round (gint32 free_days, WuseDay round, WuseDay day)
{
  if (round == WUSE_DAY_NONE)
    return WUSE_INPUT_UNKNOWN;
  return free_days == WUSE_DAYS_NEVER ? WUSE_DAYS_NEVER : free_days - (day - round);
}

static void
measure_screening (const WuseEvidence *self, const WuseEvidenceSlice *slice, const WuseSupposition *supposition, gint32 *values)
{
  gint32 screened, positive;
  WuseDay round = find_last_round (self, slice, &screened, &positive);

  if (supposition->screened)
    {
      round = supposition->day;
      positive = 0;
    }
  values[WUSE_INPUT_SCREENING_REPORTED] = supposition->screened || self->rounds.offsets[self->n_areas] > 0;
  values[WUSE_INPUT_SCREENED_LAST] = screened;
  values[WUSE_INPUT_SCREENING_LAST_POSITIVE] = positive;
  values[WUSE_INPUT_SCREENING_CASE_FREE_DAYS] = free_days_at_round (values[WUSE_INPUT_CASE_FREE_DAYS], round, supposition->day);
  values[WUSE_INPUT_SCREENING_STAY_FREE_DAYS] = free_days_at_round (values[WUSE_INPUT_STAY_FREE_DAYS], round, supposition->day);
}

/* The figures of a slice, as WuseInput defines them. */
void
wuse_evidence_measure (const WuseEvidence *self,
                       WuseEvidenceScratch *scratch,
                       const WuseEvidenceSlice *slice,
                       const WuseSupposition *supposition,
                       WuseInputs *inputs)
{
  *inputs = (WuseInputs){ 0 };
  measure_cases (self, scratch, slice, supposition, inputs->values);
  measure_stays (self, slice, supposition->day, inputs->values);
  measure_contacts (self, slice, supposition->day, inputs->values);
  measure_screening (self, slice, supposition, inputs->values);
}
