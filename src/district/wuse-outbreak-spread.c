/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who infects whom, when and where. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-outbreak-private.h"

#include <math.h>
#include <string.h>

/* Infected by one case while nothing is done against it; a fourth of what it would infect is cut off by its going to a clinic
 * as people always do, so that much more is drawn. */
#define REPRODUCTION_NUMBER 2.2
#define DRAWN (REPRODUCTION_NUMBER / 0.75)
#define DISPERSION 0.3
#define ASYMPTOMATIC_SHARE 0.28
/* Of those who never fall ill, and of cases before control, this share is never found. */
#define NEVER_FOUND 0.16
/* Days: tests find an infection from about four days before onset at the earliest (Hellewell et al., BMC Med 19:106, 2021). */
#define DETECTABLE_BEFORE_ONSET 4

static WuseTime
days (double count)
{
  return (WuseTime) (count * (double) OUTBREAK_DAY);
}

static Setting
occupation_setting (const WuseOutbreak *self, guint32 person)
{
  guint32 workplace = self->city->persons[person].workplace;
  const char *kind;

  if (workplace == CITY_NONE)
    return SETTING_NONE;
  kind = city_place (self->city, workplace)->kind;
  return strcmp (kind, "school") == 0 ? SETTING_SCHOOL : strcmp (kind, "market") == 0 ? SETTING_MARKET : SETTING_WORK;
}

Setting
outbreak_pick_setting (WuseOutbreak *self, guint32 person)
{
  guint32 household = self->city->persons[person].household;
  gboolean alone = self->city->household_first_person[household + 1] - self->city->household_first_person[household] < 2;
  Setting occupation = occupation_setting (self, person);
  double weights[SETTING_NONE] = { [SETTING_HOUSEHOLD] = alone ? 0 : 0.34,
                                   [SETTING_BUILDING] = 0.13,
                                   [SETTING_MARKET] = 0.09,
                                   [SETTING_GATHERING] = 0.13,
                                   [SETTING_OTHER] = 0.06 };

  if (occupation != SETTING_NONE)
    weights[occupation] += 0.25;
  return wuse_random_weighted (&self->random, weights, SETTING_NONE);
}

static guint32
pick_household_member (WuseOutbreak *self, guint32 household)
{
  guint32 first = self->city->household_first_person[household], end = self->city->household_first_person[household + 1];

  return first + wuse_random_below (&self->random, end - first);
}

static guint32
pick_neighbour (WuseOutbreak *self, guint32 building)
{
  const WuseCity *city = self->city;
  guint32 first = city_building (city, building)->first_household;
  guint32 end = building + 1 < city->buildings->len ? city_building (city, building + 1)->first_household : city->n_households;

  return end > first ? pick_household_member (self, first + wuse_random_below (&self->random, end - first)) : OUTBREAK_NONE;
}

/* Someone of the same grid, for who meets in the street or at a party. */
static guint32
pick_from_grid (WuseOutbreak *self, guint32 grid)
{
  const WuseCity *city = self->city;
  guint32 first = city->grid_first_building[grid], end = city->grid_first_building[grid + 1];

  for (guint tries = 0; tries < 8; tries++)
    {
      guint32 person = pick_neighbour (self, first + wuse_random_below (&self->random, end - first));

      if (person != OUTBREAK_NONE)
        return person;
    }
  return OUTBREAK_NONE;
}

/* A colleague from the same team: those who stand close by in the list. */
static guint32
pick_colleague (WuseOutbreak *self, guint32 person, guint32 place)
{
  const CityPlace *at = city_place (self->city, place);
  const guint32 *members = self->city->members + at->first_member;
  guint32 low = 0, high = at->n_members;
  gint64 chosen;

  while (low < high)
    {
      guint32 middle = (low + high) / 2;

      if (members[middle] < person)
        low = middle + 1;
      else
        high = middle;
    }
  chosen = (gint64) low - 10 + wuse_random_below (&self->random, 21);
  return at->n_members == 0 ? OUTBREAK_NONE : members[CLAMP (chosen, 0, (gint64) at->n_members - 1)];
}

/* Somebody who was there too. */
guint32
outbreak_pick (WuseOutbreak *self, guint32 person, Setting setting, guint32 *place)
{
  const WuseCity *city = self->city;
  guint32 building = outbreak_building (self, person), grid = city_building_grid (city, building);
  const CityArea *community = city_area (city, CITY_COMMUNITY, outbreak_community (self, person));

  *place = CITY_NONE;
  switch (setting)
    {
    case SETTING_HOUSEHOLD:
      return pick_household_member (self, city->persons[person].household);
    case SETTING_BUILDING:
      return pick_neighbour (self, building);
    case SETTING_WORK:
    case SETTING_SCHOOL:
      *place = city->persons[person].workplace;
      return *place == CITY_NONE ? OUTBREAK_NONE : pick_colleague (self, person, *place);
    case SETTING_MARKET:
      *place = self->markets[grid];
      if (*place != CITY_NONE && wuse_random_chance (&self->random, 0.35))
        return pick_colleague (self, wuse_random_below (&self->random, city->n_persons), *place);
      return pick_from_grid (self, community->first_child + wuse_random_below (&self->random, community->n_children));
    case SETTING_GATHERING:
      if (wuse_random_chance (&self->random, 0.6))
        return pick_from_grid (self, community->first_child + wuse_random_below (&self->random, community->n_children));
      return wuse_random_below (&self->random, city->n_persons);
    case SETTING_OTHER:
    case SETTING_NONE:
      return wuse_random_below (&self->random, city->n_persons);
    }
  return OUTBREAK_NONE;
}

static void
plan_course (WuseOutbreak *self, guint32 index)
{
  Infection *infection = outbreak_infection (self, index);
  int age = self->city->year - self->city->persons[infection->person].birth_year;
  double incubation = exp (log (5.1) + 0.418 * wuse_random_normal (&self->random));
  double grave = wuse_random_unit (&self->random);

  infection->onset_at = infection->infected_at + days (CLAMP (incubation, 1, 16));
  infection->detectable_at = MAX (infection->onset_at - days (wuse_random_between (&self->random, 1, DETECTABLE_BEFORE_ONSET)),
                                  infection->infected_at + days (0.5));
  infection->symptomatic = !wuse_random_chance (&self->random, ASYMPTOMATIC_SHARE);
  infection->severity = !infection->symptomatic            ? 0
                        : grave < (age > 70 ? 0.07 : 0.01) ? 3
                        : grave < (age > 60 ? 0.2 : 0.04)  ? 2
                                                           : grave < 0.3;

  /* How long until it is found if nobody traces it: the sick go to a clinic, sooner when all are on their guard; the
   * others are met by screening. */
  if (infection->imported && wuse_random_chance (&self->random, 0.25))
    outbreak_queue (self, infection->infected_at + days (wuse_random_between (&self->random, 0.4, 2)), EVENT_DETECT, index, 0);
  else if (infection->symptomatic)
    {
      double delay = wuse_random_gamma (&self->random, 2, 0.9 + 1.7 / (1 + 2 * outbreak_tightness (self)));
      WuseTime at = outbreak_time_of_day (self, infection->onset_at + days (delay), 8, 21);

      outbreak_queue (self, at, EVENT_DETECT, index, 0);
    }
  else if (!wuse_random_chance (&self->random, NEVER_FOUND * 2 / (1 + outbreak_tightness (self))))
    {
      double delay = wuse_random_between (&self->random, 2, 9);

      outbreak_queue (self, outbreak_time_of_day (self, infection->infected_at + days (delay), 17, 23.6), EVENT_DETECT, index, 0);
    }
}

static void
plan_offspring (WuseOutbreak *self, guint32 index)
{
  const Infection *infection = outbreak_infection (self, index);
  double mean = wuse_random_gamma (&self->random, DISPERSION, DRAWN / DISPERSION);
  WuseTime onset = infection->onset_at, infected = infection->infected_at;
  guint8 favourite = infection->favourite;
  guint n;

  if (!infection->symptomatic)
    mean *= 0.6;
  n = wuse_random_poisson (&self->random, MIN (mean, 60));
  for (guint i = 0; i < n; i++)
    {
      double after = wuse_random_gamma (&self->random, 2.12, 1 / 0.69) - 2.3;
      WuseTime at = MAX (onset + days (after), infected + days (0.6));
      guint16 setting = n >= 5 && wuse_random_chance (&self->random, 0.55)
                            ? favourite
                            : (guint16) outbreak_pick_setting (self, outbreak_infection (self, index)->person);

      outbreak_queue (self, at, EVENT_TRANSMIT, index, setting);
    }
}

void
outbreak_infect (WuseOutbreak *self, guint32 person, guint32 infector, Setting setting, guint32 place)
{
  Infection infection = { .person = person,
                          .infector = infector,
                          .place = place,
                          .infected_at = self->now,
                          .known_at = WUSE_TIME_NONE,
                          .isolated_at = WUSE_TIME_NONE,
                          .released_at = WUSE_TIME_NONE,
                          .onset = WUSE_DAY_NONE,
                          .number = OUTBREAK_NONE,
                          .cluster = OUTBREAK_NONE,
                          .named_infector = OUTBREAK_NONE,
                          .setting = (guint8) setting,
                          .imported = infector == OUTBREAK_NONE };
  guint32 index = self->infections->len;

  infection.favourite = (guint8) outbreak_pick_setting (self, person);
  infection.origin_place = (guint8) wuse_random_below (&self->random, 8);
  g_array_append_val (self->infections, infection);
  g_hash_table_insert (self->infection_of, GUINT_TO_POINTER (person), GUINT_TO_POINTER (index + 1));
  plan_course (self, index);
  plan_offspring (self, index);

  /* In quarantine, tests find it soon, even before onset. */
  gpointer contact = g_hash_table_lookup (self->contact_of, GUINT_TO_POINTER (person));

  if (contact != NULL && outbreak_contact (self, GPOINTER_TO_UINT (contact) - 1)->in_quarantine)
    outbreak_queue (self, self->now + days (wuse_random_between (&self->random, 2, 5)), EVENT_DETECT, index, 1);
}

/* Whether quarantine keeps somebody from meeting others: central quarantine from all, at home from all but the household. */
static gboolean
is_kept_away (const WuseOutbreak *self, guint32 person, Setting setting)
{
  gpointer found = g_hash_table_lookup (self->contact_of, GUINT_TO_POINTER (person));
  const Contact *contact = found != NULL ? outbreak_contact (self, GPOINTER_TO_UINT (found) - 1) : NULL;

  return contact != NULL && contact->in_quarantine && (contact->central || setting != SETTING_HOUSEHOLD);
}

/* Whether somebody who is met can be infected. */
static gboolean
is_exposed (const WuseOutbreak *self, guint32 person, Setting setting)
{
  return person != OUTBREAK_NONE && g_hash_table_lookup (self->infection_of, GUINT_TO_POINTER (person)) == NULL
         && !is_kept_away (self, person, setting);
}

/* Somebody comes back from where there is an outbreak too. */
void
outbreak_import (WuseOutbreak *self)
{
  double scale = pow (self->city->n_grids / 400.0, 0.75);
  double wait = -log (1 - wuse_random_unit (&self->random)) / (0.4 * scale);
  guint32 person = wuse_random_below (&self->random, self->city->n_persons);

  if (is_exposed (self, person, SETTING_NONE))
    outbreak_infect (self, person, OUTBREAK_NONE, SETTING_NONE, CITY_NONE);

  /* Each of the first few is followed by others now and then: together they make the flow. */
  outbreak_queue (self, self->now + days (wait * floor (3 * scale + 3)), EVENT_IMPORT, 0, 0);
}

/* Now and then a traveller who is about to fall ill meets many at once, most of them neighbours: a birthday, a card room, a
 * choir. What a Gamma mean makes possible, a city of some size sees every few days. */
void
outbreak_invite (WuseOutbreak *self)
{
  double scale = pow (self->city->n_grids / 400.0, 0.75);
  guint32 host = wuse_random_below (&self->random, self->city->n_persons), index = self->infections->len;

  outbreak_queue (self, self->now + days (wuse_random_between (&self->random, 4, 7) / scale), EVENT_HOST, 0, 0);
  if (!is_exposed (self, host, SETTING_NONE))
    return;
  outbreak_infect (self, host, OUTBREAK_NONE, SETTING_NONE, CITY_NONE);
  outbreak_queue (self, outbreak_infection (self, index)->onset_at - days (wuse_random_between (&self->random, 0, 2)),
                  EVENT_GATHER, index, 0);
}

void
outbreak_gather (WuseOutbreak *self, guint32 index)
{
  guint32 host = outbreak_infection (self, index)->person;
  guint32 grid = city_building_grid (self->city, outbreak_building (self, host));
  guint n_guests = 6 + wuse_random_below (&self->random, 9);

  if (outbreak_infection (self, index)->isolated_at != WUSE_TIME_NONE || is_kept_away (self, host, SETTING_GATHERING))
    return;
  for (guint i = 0; i < n_guests; i++)
    {
      guint32 place = CITY_NONE;
      guint32 guest = wuse_random_chance (&self->random, 0.75) ? pick_from_grid (self, grid)
                                                               : outbreak_pick (self, host, SETTING_GATHERING, &place);

      if (is_exposed (self, guest, SETTING_GATHERING))
        outbreak_infect (self, guest, index, SETTING_GATHERING, CITY_NONE);
    }
}

void
outbreak_transmit (WuseOutbreak *self, guint32 index, Setting setting)
{
  const Infection *infection = outbreak_infection (self, index);
  double accepted = setting == SETTING_HOUSEHOLD ? 0.95 : 1 / (1 + outbreak_tightness (self));
  guint32 place = CITY_NONE, person = OUTBREAK_NONE;

  if ((infection->isolated_at != WUSE_TIME_NONE && infection->isolated_at <= self->now)
      || is_kept_away (self, infection->person, setting) || !wuse_random_chance (&self->random, accepted))
    return;

  /* In a household that has it already, somebody else is met. */
  for (guint tries = 0; tries < 4; tries++)
    {
      person = outbreak_pick (self, infection->person, setting, &place);
      if (is_exposed (self, person, setting))
        break;
      person = OUTBREAK_NONE;
      if (tries > 0)
        setting = outbreak_pick_setting (self, infection->person);
    }
  if (person == OUTBREAK_NONE || is_kept_away (self, infection->person, setting))
    return;
  outbreak_infect (self, person, index, setting, place);
}
