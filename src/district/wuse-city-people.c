/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who lives where in a synthetic city: households, ages, and where people work or learn. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <math.h>
#include <string.h>

/* Shares of households by how many live in them, one to six (mean 2.6, as in the census of 2020). */
static const double household_sizes[] = { 0.22, 0.31, 0.26, 0.13, 0.06, 0.02 };

static double
building_weight (const CityBuilding *building)
{
  return building->homes == 0 ? 0 : sqrt ((double) building->floors) * building->units * building->homes;
}

guint32
city_building_grid (const WuseCity *city, guint32 building)
{
  return city_block (city, city_building (city, building)->block)->grid;
}

typedef struct
{
  WuseCity *city;
  WuseRandom random;
  GArray *first_persons; /* by household */
  GArray *homes;         /* building by household */
  guint32 n_persons;
} Registrar;

static int
clamp_age (double age)
{
  return (int) CLAMP (age, 0, 99);
}

static void
add_person (Registrar *self, int age, gboolean female, gboolean floating)
{
  CityPerson *person = &self->city->persons[self->n_persons++];

  *person = (CityPerson){ .household = self->homes->len - 1,
                          .workplace = CITY_NONE,
                          .birth_year = (guint16) (self->city->year - age),
                          .surname = (guint8) city_pick_surname (&self->random),
                          .flags = (guint8) ((female ? CITY_FEMALE : 0) | (floating ? CITY_FLOATING : 0)) };
}

static void
add_household (Registrar *self, guint32 building, guint size)
{
  WuseRandom *random = &self->random;
  gboolean rural = city_block (self->city, city_building (self->city, building)->block)->use == CITY_USE_VILLAGE;
  gboolean floating = wuse_random_chance (random, rural ? 0.05 : size <= 2 ? 0.27 : 0.14);
  gboolean female = wuse_random_chance (random, 0.42);
  guint32 first = self->n_persons;
  int age;

  g_array_append_val (self->first_persons, first);
  g_array_append_val (self->homes, building);
  if (size == 1)
    age = clamp_age (wuse_random_chance (random, floating ? 0.9 : 0.5) ? wuse_random_between (random, 20, 48)
                                                                       : wuse_random_between (random, 48, 90));
  else if (size == 2)
    age = clamp_age (wuse_random_chance (random, floating ? 0.85 : 0.35) ? wuse_random_between (random, 23, 45)
                                                                         : wuse_random_between (random, 45, 84));
  else
    age = clamp_age (30 + fabs (wuse_random_normal (random)) * 10);

  add_person (self, age, female, floating);
  for (guint i = 1; i < size; i++)
    {
      int other;

      if (i == 1 && (size > 2 || wuse_random_chance (random, 0.82)))
        {
          other = clamp_age (age + wuse_random_normal (random) * 3);
          other = MAX (20, other);
        }
      else if (i == 2 || (i == 3 && wuse_random_chance (random, 0.45)))
        other = clamp_age (age - wuse_random_between (random, 23, 33) - (i == 3 ? 3 : 0));
      else
        other = clamp_age (age + wuse_random_between (random, 22, 31));
      add_person (self, other, i == 1 ? !female : wuse_random_chance (random, other > 70 ? 0.55 : 0.48), floating);
      if (i > 1 && other > age) /* grandparents keep their own name, children the household's */
        continue;
      self->city->persons[self->n_persons - 1].surname =
          i > 1 ? self->city->persons[first].surname : self->city->persons[self->n_persons - 1].surname;
    }
}

static void
fill_buildings (Registrar *self)
{
  WuseCity *city = self->city;
  double total = 0, so_far = 0;

  for (guint32 i = 0; i < city->buildings->len; i++)
    total += building_weight (city_building (city, i));
  for (guint32 i = 0; i < city->buildings->len; i++)
    {
      CityBuilding *building = city_building (city, i);
      guint32 until;

      building->first_household = self->homes->len;
      so_far += building_weight (building);
      until = (guint32) floor (city->n_persons * (so_far / total) + 0.5);
      while (self->n_persons < until)
        {
          guint size = 1 + wuse_random_weighted (&self->random, household_sizes, 6);

          add_household (self, i, MIN (size, until - self->n_persons));
        }
    }
}

/* For every grid, the nearest place of a kind. */
guint32 *
city_find_nearest (const WuseCity *city, const char *kind)
{
  guint32 *nearest = g_new (guint32, city->n_grids);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < city->places->len; i++)
    if (strcmp (city_place (city, i)->kind, kind) == 0)
      g_array_append_val (places, i);
  for (guint32 grid = 0; grid < city->n_grids; grid++)
    {
      const CityBuilding *building = city_building (city, city->grid_first_building[grid]);
      WuseCityPosition here = { building->east, building->north };
      double best = G_MAXDOUBLE;

      nearest[grid] = CITY_NONE;
      for (guint i = 0; i < places->len; i++)
        {
          guint32 place = g_array_index (places, guint32, i);
          double distance = city_distance (city_place (city, place)->position, here);

          if (distance < best)
            {
              best = distance;
              nearest[grid] = place;
            }
        }
    }
  return nearest;
}

/* Children learn at the nearest school; of the grown up, most work at one of the listed places, nearer ones more often. */
static void
assign_workplaces (Registrar *self)
{
  WuseCity *city = self->city;
  g_autofree guint32 *schools = city_find_nearest (city, "school");
  g_autofree guint32 *markets = city_find_nearest (city, "market");
  g_autofree guint32 *employers = g_new (guint32, city->places->len);
  guint n_employers = 0;

  for (guint i = 0; i < city->places->len; i++)
    if (strcmp (city_place (city, i)->kind, "checkpoint") != 0 && strcmp (city_place (city, i)->kind, "school") != 0)
      employers[n_employers++] = i;

  for (guint32 i = 0; i < city->n_persons; i++)
    {
      CityPerson *person = &city->persons[i];
      guint32 grid = city_building_grid (city, g_array_index (self->homes, guint32, person->household));
      int age = city->year - person->birth_year;

      if (age >= 6 && age < 18)
        person->workplace = schools[grid];
      else if (age >= 18 && age < 61 && wuse_random_chance (&self->random, 0.6))
        {
          double kind = wuse_random_unit (&self->random);

          if (kind < 0.06)
            person->workplace = schools[grid];
          else if (kind < 0.14)
            person->workplace = markets[grid];
          else
            person->workplace = employers[wuse_random_below (&self->random, n_employers)];
        }
    }
}

static void
list_members (WuseCity *city)
{
  g_autofree guint32 *next = NULL;
  guint32 n_members = 0;

  for (guint32 i = 0; i < city->n_persons; i++)
    if (city->persons[i].workplace != CITY_NONE)
      city_place (city, city->persons[i].workplace)->n_members++;
  next = g_new (guint32, city->places->len);
  for (guint i = 0; i < city->places->len; i++)
    {
      next[i] = city_place (city, i)->first_member = n_members;
      n_members += city_place (city, i)->n_members;
    }
  city->members = g_new (guint32, MAX (1, n_members));
  for (guint32 i = 0; i < city->n_persons; i++)
    if (city->persons[i].workplace != CITY_NONE)
      city->members[next[city->persons[i].workplace]++] = i;
}

static void
roll_up (WuseCity *city)
{
  for (guint32 i = 0; i < city->buildings->len; i++)
    {
      CityArea *grid = city_area (city, CITY_GRID, city_building_grid (city, i));
      guint32 end = i + 1 < city->buildings->len ? city_building (city, i + 1)->first_household : city->n_households;

      grid->buildings++;
      grid->households += end - city_building (city, i)->first_household;
      for (guint32 j = city_building (city, i)->first_household; j < end; j++)
        grid->persons += city->household_first_person[j + 1] - city->household_first_person[j];
    }
  for (guint level = CITY_GRID; level > CITY_DISTRICT; level--)
    for (guint32 i = 0; i < city->areas[level]->len; i++)
      {
        const CityArea *area = city_area (city, level, i);
        CityArea *above = city_area (city, level - 1, area->parent);

        above->persons += area->persons;
        above->households += area->households;
        above->buildings += area->buildings;
      }
}

void
city_make_people (WuseCity *city)
{
  Registrar self = { .city = city };

  wuse_random_init (&self.random, city->seed, CITY_STREAM_PEOPLE);
  self.first_persons = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.homes = g_array_new (FALSE, FALSE, sizeof (guint32));
  city->persons = g_new (CityPerson, city->n_persons);
  fill_buildings (&self);
  g_assert (self.n_persons == city->n_persons);
  assign_workplaces (&self);

  city->n_households = self.homes->len;
  g_array_append_val (self.first_persons, self.n_persons);
  city->household_first_person = (guint32 *) (void *) g_array_free (self.first_persons, FALSE);
  city->household_building = (guint32 *) (void *) g_array_free (self.homes, FALSE);
  list_members (city);
  roll_up (city);
}
