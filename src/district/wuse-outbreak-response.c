/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done once somebody is found: isolation, contacts, quarantine, investigation, corrections, discharge. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-outbreak-private.h"

#include <string.h>

enum
{
  FOUND_CLINIC,
  FOUND_SCREENING,
  FOUND_CLOSE_CONTACT,
  FOUND_QUARANTINE,
  FOUND_KEY_PERSON,
  FOUND_ENTRY,
};

static WuseTime
hours (WuseOutbreak *self, double least, double greatest)
{
  return (WuseTime) (wuse_random_between (&self->random, least, greatest) * (double) OUTBREAK_HOUR);
}

static Contact *
find_contact (const WuseOutbreak *self, guint32 person, guint32 *index)
{
  gpointer found = g_hash_table_lookup (self->contact_of, GUINT_TO_POINTER (person));

  if (found == NULL)
    return NULL;
  *index = GPOINTER_TO_UINT (found) - 1;
  return outbreak_contact (self, *index);
}

static Infection *
find_infection (const WuseOutbreak *self, guint32 person, guint32 *index)
{
  gpointer found = g_hash_table_lookup (self->infection_of, GUINT_TO_POINTER (person));

  if (found == NULL)
    return NULL;
  *index = GPOINTER_TO_UINT (found) - 1;
  return outbreak_infection (self, *index);
}

/* Who lives with a case was exposed for as long as it was infectious, whom it infected then, if not again. */
static void
find_exposure (WuseOutbreak *self, const Infection *from, const Infection *itself, guint32 infection, Contact *contact)
{
  gboolean at_home = contact->setting == SETTING_HOUSEHOLD && !contact->secondary;
  WuseDay infectious = outbreak_day (self, from->onset_at) - 2;

  contact->last_exposure =
      MIN (outbreak_day (self, self->now), outbreak_day (self, from->known_at)) - (WuseDay) wuse_random_below (&self->random, 2);
  contact->first_exposure = contact->last_exposure - (WuseDay) wuse_random_below (&self->random, at_home ? 4 : 2);
  if (at_home)
    contact->first_exposure = MIN (contact->first_exposure, infectious);
  if (itself != NULL && itself->infector == infection)
    contact->first_exposure = MIN (contact->first_exposure, outbreak_day (self, itself->infected_at));
}

static void
add_contact (WuseOutbreak *self, guint32 infection, guint32 person, Setting setting, gboolean secondary)
{
  Infection *from = outbreak_infection (self, infection), *itself;
  guint32 index, other;
  Contact contact = { .person = person,
                      .infection = infection,
                      .site = CITY_NONE,
                      .became = OUTBREAK_NONE,
                      .known_at = self->now,
                      .start = WUSE_TIME_NONE,
                      .released = WUSE_DAY_NONE,
                      .setting = (guint8) setting,
                      .secondary = secondary };

  itself = find_infection (self, person, &other);
  if (person == from->person || find_contact (self, person, &index) != NULL
      || (itself != NULL && itself->known_at != WUSE_TIME_NONE))
    return;

  contact.central = !secondary && self->sites->len > 0 && wuse_random_chance (&self->random, 0.6);
  find_exposure (self, from, itself, infection, &contact);
  if (contact.central)
    contact.site = g_array_index (self->sites, guint32, wuse_random_below (&self->random, self->sites->len));
  index = self->contacts->len;
  g_array_append_val (self->contacts, contact);
  g_hash_table_insert (self->contact_of, GUINT_TO_POINTER (person), GUINT_TO_POINTER (index + 1));
  if (!secondary)
    from->n_contacts++;
  outbreak_write_contact (self, index);
  outbreak_queue (self, self->now + hours (self, 0.6, secondary ? 20 : 9), EVENT_QUARANTINE, index, 0);
}

/* Everybody at home, most of those it really infected, and others who were near. */
static void
trace_contacts (WuseOutbreak *self, guint32 index)
{
  const WuseCity *city = self->city;
  guint32 person = outbreak_infection (self, index)->person, household = city->persons[person].household;
  double thoroughness = 0.3 + 0.4 * MIN (1, outbreak_tightness (self));
  guint n_others = wuse_random_below (&self->random, 5), before = self->contacts->len;

  for (guint32 other = city->household_first_person[household]; other < city->household_first_person[household + 1]; other++)
    add_contact (self, index, other, SETTING_HOUSEHOLD, FALSE);
  for (guint32 i = index + 1; i < self->infections->len; i++)
    {
      const Infection *infected = outbreak_infection (self, i);
      guint32 infected_person = infected->person;
      Setting setting = infected->setting;

      if (infected->infector == index && wuse_random_chance (&self->random, thoroughness))
        add_contact (self, index, infected_person, setting, FALSE);
    }
  for (guint i = 0; i < n_others; i++)
    {
      Setting setting = outbreak_pick_setting (self, person);
      guint32 place, other = outbreak_pick (self, person, setting, &place);

      if (other != OUTBREAK_NONE && setting != SETTING_HOUSEHOLD)
        add_contact (self, index, other, setting, FALSE);
    }

  /* The households of some close contacts are secondary contacts. */
  guint end = self->contacts->len;

  for (guint i = before; i < end; i++)
    {
      guint32 home = city->persons[outbreak_contact (self, i)->person].household;

      if (home == household || !wuse_random_chance (&self->random, 0.12))
        continue;
      for (guint32 other = city->household_first_person[home]; other < city->household_first_person[home + 1]; other++)
        add_contact (self, index, other, SETTING_HOUSEHOLD, TRUE);
    }
}

static void
leave_quarantine (WuseOutbreak *self, Contact *contact)
{
  if (!contact->in_quarantine)
    return;
  contact->in_quarantine = FALSE;
  *(contact->central ? &self->n_central : &self->n_home) -= 1;
  contact->released = outbreak_day (self, self->now);
}

static guint8
how_found (WuseOutbreak *self, const Infection *infection, const Contact *contact)
{
  if (contact != NULL && contact->in_quarantine)
    return FOUND_QUARANTINE;
  if (contact != NULL)
    return FOUND_CLOSE_CONTACT;
  if (!infection->symptomatic || infection->onset_at > self->now)
    return infection->imported ? FOUND_ENTRY : FOUND_SCREENING;
  if (infection->imported)
    return wuse_random_chance (&self->random, 0.6) ? FOUND_ENTRY : FOUND_CLINIC;
  return wuse_random_chance (&self->random, 0.65)  ? FOUND_CLINIC
         : wuse_random_chance (&self->random, 0.8) ? FOUND_SCREENING
                                                   : FOUND_KEY_PERSON;
}

static void
count_case (WuseOutbreak *self, const Infection *infection)
{
  Tally *tally = &self->tallies[outbreak_community (self, infection->person)];

  *(infection->confirmed ? &tally->confirmed : &tally->asymptomatic) += 1;
  *(infection->confirmed ? &self->total.confirmed : &self->total.asymptomatic) += 1;
  if (infection->found_by == FOUND_SCREENING)
    tally->positive++;
  tally->last_case = self->now;
  self->recent = outbreak_tightness (self) * self->expected_recent + 1;
  self->recent_at = self->now;
}

static void
plan_end (WuseOutbreak *self, guint32 index)
{
  const Infection *infection = outbreak_infection (self, index);
  int age = self->city->year - self->city->persons[infection->person].birth_year;
  double stay = wuse_random_between (&self->random, 8, 13) + 3 * infection->severity;
  WuseTime at = outbreak_time_of_day (self, self->now + (WuseTime) (stay * (double) OUTBREAK_DAY), 9, 17);
  gboolean dies = infection->severity == 3 && wuse_random_chance (&self->random, age > 75 ? 0.35 : 0.08);

  outbreak_queue (self, at, dies ? EVENT_DIE : EVENT_DISCHARGE, index, 0);
}

void
outbreak_detect (WuseOutbreak *self, guint32 index)
{
  Infection *infection = outbreak_infection (self, index);
  guint32 contact_index;
  Contact *contact = find_contact (self, infection->person, &contact_index);

  if (infection->known_at != WUSE_TIME_NONE)
    return;
  if (self->now < infection->detectable_at)
    {
      /* Too early for a test: the next one is days later. */
      outbreak_queue (self, self->now + hours (self, 40, 64), EVENT_DETECT, index, 0);
      return;
    }

  infection->found_by = how_found (self, infection, contact);
  infection->known_at = infection->isolated_at = self->now;
  infection->number = self->known->len + 1;
  infection->confirmed = infection->symptomatic && (infection->onset_at <= self->now + OUTBREAK_DAY);
  if (infection->confirmed)
    infection->onset = MIN (outbreak_day (self, infection->onset_at), outbreak_day (self, self->now));
  g_array_append_val (self->known, index);
  count_case (self, infection);
  if (infection->symptomatic && !infection->confirmed)
    outbreak_queue (self, outbreak_time_of_day (self, infection->onset_at, 8, 20), EVENT_RECLASSIFY, index, 0);
  plan_end (self, index);
  outbreak_write_case (self, index);
  if (contact != NULL)
    {
      leave_quarantine (self, contact);
      contact->became = index;
      outbreak_write_contact (self, contact_index);
    }
  outbreak_queue (self, self->now + hours (self, 2, 20), EVENT_INVESTIGATE, index, 0);
  trace_contacts (self, index);
}

static char *
cluster_name (const WuseOutbreak *self, const Infection *infection)
{
  const WuseCity *city = self->city;
  guint32 building = outbreak_building (self, infection->person);
  const CityBlock *block = city_block (city, city_building (city, building)->block);
  const CityArea *community = city_area (city, CITY_COMMUNITY, outbreak_community (self, infection->person));
  const char *compound = block->name != NULL ? block->name : community->name;

  switch ((Setting) infection->setting)
    {
    case SETTING_HOUSEHOLD:
      return g_strdup_printf ("%s%u号楼家庭聚集", compound, city_building (city, building)->number);
    case SETTING_BUILDING:
      return g_strdup_printf ("%s%u号楼聚集", compound, city_building (city, building)->number);
    case SETTING_WORK:
    case SETTING_SCHOOL:
    case SETTING_MARKET:
      if (infection->place != CITY_NONE)
        return g_strdup_printf ("%s聚集", city_place (city, infection->place)->name);
      return g_strdup_printf ("%s市场聚集", community->name);
    case SETTING_GATHERING:
      return g_strdup_printf ("%s聚餐聚集", community->name);
    case SETTING_OTHER:
    case SETTING_NONE:
      return g_strdup_printf ("%s公共场所聚集", community->name);
    }
  return NULL;
}

/* Cases of one household or building share a key, cases of one place, and the guests of one host. */
static guint64
cluster_key (const WuseOutbreak *self, const Infection *infection)
{
  guint32 detail = infection->infector;

  if (infection->setting == SETTING_HOUSEHOLD)
    detail = self->city->persons[infection->person].household;
  else if (infection->setting == SETTING_BUILDING)
    detail = outbreak_building (self, infection->person);
  else if (infection->place != CITY_NONE)
    detail = infection->place;
  return (guint64) (infection->setting + 1) << 32 | detail;
}

static guint32
find_cluster (WuseOutbreak *self, guint32 index)
{
  const Infection *infection = outbreak_infection (self, index);
  guint64 key = cluster_key (self, infection);
  gpointer found = g_hash_table_lookup (self->cluster_of, &key);
  Cluster cluster = { .key = key, .first = index };

  if (found != NULL)
    return GPOINTER_TO_UINT (found) - 1;
  cluster.name = cluster_name (self, infection);
  g_array_append_val (self->clusters, cluster);
  g_hash_table_insert (self->cluster_of, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (self->clusters->len));
  return self->clusters->len - 1;
}

static void
join_cluster (WuseOutbreak *self, guint32 index, guint32 cluster, gboolean write)
{
  Infection *infection = outbreak_infection (self, index);

  if (infection->cluster != OUTBREAK_NONE)
    return;
  infection->cluster = cluster;
  g_array_index (self->clusters, Cluster, cluster).n_known++;
  if (write)
    outbreak_write_case (self, index);
}

/* Some hours later: stays are known, for some the source, and with the source the cluster. */
void
outbreak_investigate (WuseOutbreak *self, guint32 index)
{
  Infection *infection = outbreak_infection (self, index);
  gboolean has_source =
      infection->infector != OUTBREAK_NONE && outbreak_infection (self, infection->infector)->known_at != WUSE_TIME_NONE;

  infection->investigated = TRUE;
  if (has_source && wuse_random_chance (&self->random, infection->setting == SETTING_HOUSEHOLD ? 0.92 : 0.66))
    {
      guint32 source = infection->infector, cluster = find_cluster (self, index);

      infection->named_infector = source;
      join_cluster (self, index, cluster, FALSE);
      join_cluster (self, source, cluster, TRUE);
    }
  outbreak_write_case (self, index);
  outbreak_write_stays (self, index);
  outbreak_link_case (self, index);
}

void
outbreak_reclassify (WuseOutbreak *self, guint32 index)
{
  Infection *infection = outbreak_infection (self, index);

  if (infection->confirmed || infection->released_at != WUSE_TIME_NONE)
    return;
  infection->confirmed = TRUE;
  infection->onset = outbreak_day (self, self->now);
  self->tallies[outbreak_community (self, infection->person)].confirmed++;
  self->total.confirmed++;
  outbreak_write_case (self, index);
}

void
outbreak_end_case (WuseOutbreak *self, guint32 index, gboolean died)
{
  Infection *infection = outbreak_infection (self, index);
  Tally *tally = &self->tallies[outbreak_community (self, infection->person)];

  infection->released_at = self->now;
  infection->dead = died;
  *(died ? &tally->deaths : &tally->released) += 1;
  *(died ? &self->total.deaths : &self->total.released) += 1;
  outbreak_write_case (self, index);
}

void
outbreak_quarantine (WuseOutbreak *self, guint32 index)
{
  Contact *contact = outbreak_contact (self, index);
  Infection *infection;
  guint32 infected;
  WuseTime release;

  if (contact->became != OUTBREAK_NONE)
    return;
  contact->start = self->now;
  contact->in_quarantine = TRUE;
  *(contact->central ? &self->n_central : &self->n_home) += 1;
  release =
      wuse_day_to_time (outbreak_day (self, self->now) + OUTBREAK_QUARANTINE_DAYS, self->utc_offset) + hours (self, 8.5, 11);
  outbreak_queue (self, release, EVENT_RELEASE, index, 0);
  outbreak_write_contact (self, index);

  /* Tested on the first, fourth and seventh day. */
  infection = find_infection (self, contact->person, &infected);
  if (infection != NULL && infection->known_at == WUSE_TIME_NONE)
    {
      double since = (double) (self->now - infection->infected_at) / OUTBREAK_DAY;

      outbreak_queue (self, self->now + (since > 2 ? hours (self, 5, 22) : hours (self, 60, 84)), EVENT_DETECT, infected, 1);
    }
}

void
outbreak_release (WuseOutbreak *self, guint32 index)
{
  Contact *contact = outbreak_contact (self, index);

  if (!contact->in_quarantine)
    return;
  leave_quarantine (self, contact);
  outbreak_write_contact (self, index);
}
