/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a case remembers to have been: where it was infected and where it infected others, and what lies between. Somebody is at
 * one place at a time and needs time to go to the next, and goes nowhere from quarantine. Random numbers are of its own. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-outbreak-private.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define SHORTEST (15 * MINUTE)
/* To get going, and then by bus. */
#define SETTING_OUT (5 * MINUTE)
#define METRES_A_MINUTE 250
#define BEDTIME (22 * OUTBREAK_HOUR)
/* Of the others whom it infected, at most so many are remembered. */
#define MOST_SHARED 4

typedef struct
{
  const char *kind;
  const char *name;
  guint32 place;
  guint32 grid;
  WuseCityPosition position;
} Stop;

typedef struct
{
  Stop stop;
  WuseTime start;
  WuseTime end;
} Visit;

typedef struct
{
  GArray *visits; /* Visit, by start; none overlaps another */
  WuseTime from;
  WuseTime until;
} Diary;

static Stop
place_stop (const WuseOutbreak *self, const char *kind, guint32 place)
{
  const CityPlace *at = city_place (self->city, place);

  return (Stop){ kind, at->name, place, city_block (self->city, at->block)->grid, at->position };
}

static Stop
home_stop (const WuseOutbreak *self, const char *kind, guint32 building)
{
  const CityBuilding *at = city_building (self->city, building);
  const char *name = city_block (self->city, at->block)->name;

  return (Stop){ kind, name != NULL ? name : "住处", CITY_NONE, city_building_grid (self->city, building),
                 (WuseCityPosition){ at->east, at->north } };
}

static WuseTime
travel_time (const Stop *a, const Stop *b)
{
  double metres = city_distance (a->position, b->position);

  return metres < 1 ? 0 : SETTING_OUT + (WuseTime) (metres / METRES_A_MINUTE) * MINUTE;
}

static void
insert (Diary *self, const Stop *stop, WuseTime start, WuseTime end)
{
  Visit visit = { *stop, start, end };
  guint at = 0;

  while (at < self->visits->len && g_array_index (self->visits, Visit, at).start < start)
    at++;
  g_array_insert_val (self->visits, at, visit);
}

/* A visit in which something happened at instant @at: shortened by what is known before and after. Left out if it was there
 * anyway, or if nobody can have been at both places. */
static void
add_around (Diary *self, const Stop *stop, WuseTime at, WuseTime start, WuseTime end)
{
  start = MAX (start, self->from);
  end = MIN (end, self->until);
  for (guint i = 0; i < self->visits->len; i++)
    {
      const Visit *other = &g_array_index (self->visits, Visit, i);
      WuseTime way = travel_time (&other->stop, stop);

      if (other->end + way <= at)
        start = MAX (start, other->end + way);
      else if (other->start - way > at)
        end = MIN (end, other->start - way);
      else
        return;
    }
  if (start <= at && at < end && end - start >= SHORTEST)
    insert (self, stop, start, end);
}

/* A visit that may as well have been later that day. */
static void
add_when_free (Diary *self, const Stop *stop, WuseTime day, WuseTime start, WuseTime length)
{
  WuseTime end = start + length, latest = MIN (day + BEDTIME, self->until);

  for (guint i = 0; i < self->visits->len; i++)
    {
      const Visit *other = &g_array_index (self->visits, Visit, i);
      WuseTime way = travel_time (&other->stop, stop);

      if (other->end + way <= start)
        continue;
      if (other->start - way >= start + SHORTEST)
        {
          end = MIN (end, other->start - way);
          continue;
        }
      start = other->end + way;
      end = start + length;
    }
  end = MIN (end, latest);
  if (start >= self->from && end - start >= SHORTEST)
    insert (self, stop, start, end);
}

/* Where a case may have been without anything coming of it: at work, at the market, with somebody. */
static Stop
choose_stop (const WuseOutbreak *self, const Infection *infection, WuseRandom *random)
{
  const WuseCity *city = self->city;
  guint32 grid = city_building_grid (city, outbreak_building (self, infection->person));
  guint32 workplace = city->persons[infection->person].workplace;
  const CityArea *community = city_area (city, CITY_COMMUNITY, outbreak_community (self, infection->person));
  guint32 other = city->grid_first_building[community->first_child]
                  + wuse_random_below (random, city->grid_first_building[community->first_child + community->n_children]
                                                   - city->grid_first_building[community->first_child]);

  if (workplace != CITY_NONE && wuse_random_chance (random, 0.45))
    return place_stop (self, "work", workplace);
  if (self->markets[grid] != CITY_NONE && wuse_random_chance (random, 0.55))
    return place_stop (self, "market", self->markets[grid]);
  return home_stop (self, "visit", other);
}

/* A visit during which somebody was infected: some time before and after. */
static void
add_exposure (Diary *self, const Stop *stop, WuseTime infected_at, WuseRandom *random)
{
  WuseTime start = infected_at - (WuseTime) (10 + wuse_random_below (random, 80)) * MINUTE;
  WuseTime end = infected_at + (WuseTime) (10 + wuse_random_below (random, 110)) * MINUTE;

  add_around (self, stop, infected_at, start - start % MINUTE, end - end % MINUTE);
}

/* Of the places where it infected others, some are remembered: there the stays of both overlap. */
static void
add_shared (const WuseOutbreak *self, guint32 index, Diary *diary, WuseRandom *random)
{
  guint left = MOST_SHARED;

  for (guint32 i = index + 1; i < self->infections->len && left > 0; i++)
    {
      const Infection *infected = outbreak_infection (self, i);

      if (infected->infector != index || infected->place == CITY_NONE || !wuse_random_chance (random, 0.7))
        continue;

      Stop stop = place_stop (self, "visit", infected->place);

      add_exposure (diary, &stop, infected->infected_at, random);
      left--;
    }
}

/* From when until when it could go where it liked. */
static Diary
begin_diary (const WuseOutbreak *self, const Infection *infection)
{
  gpointer found = g_hash_table_lookup (self->contact_of, GUINT_TO_POINTER (infection->person));
  const Contact *contact = found != NULL ? outbreak_contact (self, GPOINTER_TO_UINT (found) - 1) : NULL;
  gboolean was_in_quarantine =
      contact != NULL && contact->start != WUSE_TIME_NONE && contact->released == outbreak_day (self, infection->isolated_at);
  WuseTime until = was_in_quarantine ? MIN (contact->start, infection->isolated_at) : infection->isolated_at;

  return (Diary){ .visits = g_array_new (FALSE, FALSE, sizeof (Visit)),
                  .from = infection->imported ? infection->infected_at + MINUTE - infection->infected_at % MINUTE : 0,
                  .until = until - until % MINUTE };
}

static void
add_ordinary (const WuseOutbreak *self, const Infection *infection, Diary *diary, WuseRandom *random)
{
  guint n = 2 + wuse_random_below (random, 5);
  guint32 building = outbreak_building (self, infection->person);
  guint32 clinic = self->clinics[city_building_grid (self->city, building)];
  WuseTime at = diary->until - (WuseTime) (n * 18 + wuse_random_below (random, 20)) * OUTBREAK_HOUR;

  if (clinic != CITY_NONE && infection->confirmed && diary->until + MINUTE > infection->isolated_at)
    {
      Stop stop = place_stop (self, "clinic", clinic);

      add_around (diary, &stop, diary->until - 1, diary->until - (WuseTime) (20 + wuse_random_below (random, 70)) * MINUTE,
                  diary->until);
    }
  for (guint i = 0; i < n; i++, at += 18 * OUTBREAK_HOUR)
    {
      Stop stop =
          i == 0 && infection->place == CITY_NONE ? home_stop (self, "home", building) : choose_stop (self, infection, random);
      WuseTime day = wuse_day_to_time (outbreak_day (self, at), self->utc_offset);
      WuseTime start = day + (WuseTime) (7 * 60 + wuse_random_below (random, 12 * 60)) * MINUTE;
      WuseTime length = (WuseTime) (15 + wuse_random_below (random, 8 * 15) * (i % 2 == 0 ? 4 : 1)) * MINUTE;

      add_when_free (diary, &stop, day, start, length);
    }
}

static void
write_visit (WuseOutbreak *self, const Infection *infection, guint number, const Visit *visit)
{
  WuseSyntheticWriter *writer = self->writer;

  wuse_synthetic_writer_begin (writer, WUSE_RECORD_STAY, self->now, "S%05u-%u", infection->number, number);
  wuse_synthetic_writer_format (writer, "case", "C%05u", infection->number);
  if (visit->stop.place != CITY_NONE)
    wuse_synthetic_writer_format (writer, "place", "P%05u", visit->stop.place);
  wuse_synthetic_writer_text (writer, "kind", visit->stop.kind);
  wuse_synthetic_writer_text (writer, "name", visit->stop.name);
  wuse_synthetic_writer_text (writer, "area", city_area (self->city, CITY_GRID, visit->stop.grid)->code);
  wuse_synthetic_writer_point (writer, wuse_city_position_to_point (visit->stop.position));
  wuse_synthetic_writer_integer (writer, "start", visit->start);
  wuse_synthetic_writer_integer (writer, "end", visit->end);
  wuse_synthetic_writer_text (writer, "precision", "minute");
  wuse_synthetic_writer_end (writer);
}

void
outbreak_write_stays (WuseOutbreak *self, guint32 index)
{
  const Infection *infection = outbreak_infection (self, index);
  WuseRandom random;
  Diary diary;

  if (self->writer == NULL)
    return;

  wuse_random_init (&random, self->seed, 2000000 + (guint64) index);
  diary = begin_diary (self, infection);
  if (infection->place != CITY_NONE)
    {
      Stop stop = place_stop (self, "exposure", infection->place);

      add_exposure (&diary, &stop, infection->infected_at, &random);
    }
  add_shared (self, index, &diary, &random);
  add_ordinary (self, infection, &diary, &random);
  for (guint i = 0; i < diary.visits->len; i++)
    write_visit (self, infection, i + 1, &g_array_index (diary.visits, Visit, i));
  g_array_unref (diary.visits);
}
