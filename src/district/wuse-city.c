/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up city: streets, areas, buildings, places, households and persons. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

WuseCity *
wuse_city_new (guint64 seed, guint n_grids, guint n_persons, int year, GError **error)
{
  WuseCity *self;

  if (n_grids < WUSE_CITY_MIN_GRIDS || n_grids > WUSE_CITY_MAX_GRIDS || n_persons < WUSE_CITY_MIN_PERSONS
      || n_persons > WUSE_CITY_MAX_PERSONS || n_persons < 5 * n_grids)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID,
                   "A synthetic district has %u to %u grids and %u to %u persons, at least five a grid; %u grids and %u persons "
                   "were asked for",
                   WUSE_CITY_MIN_GRIDS, WUSE_CITY_MAX_GRIDS, WUSE_CITY_MIN_PERSONS, WUSE_CITY_MAX_PERSONS, n_grids, n_persons);
      return NULL;
    }

  self = g_new0 (WuseCity, 1);
  self->seed = seed;
  self->n_grids = n_grids;
  self->n_persons = n_persons;
  self->year = year;
  city_plan (self);
  city_mesh_build (self);
  city_make_areas (self);
  city_choose_uses (self);
  city_make_buildings (self);
  city_make_places (self);
  city_make_people (self);
  return self;
}

static void
free_lines (GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    g_free (g_array_index (lines, CityLine, i).name);
  g_array_unref (lines);
}

void
wuse_city_free (WuseCity *self)
{
  if (self == NULL)
    return;

  free_lines (self->columns);
  free_lines (self->rows);
  for (guint i = 0; i < self->streets->len; i++)
    g_free (g_array_index (self->streets, CityStreet, i).name);
  for (guint i = 0; i < self->blocks->len; i++)
    g_free (city_block (self, i)->name);
  for (guint i = 0; i < self->places->len; i++)
    g_free (city_place (self, i)->name);
  for (guint level = 0; level < CITY_N_LEVELS; level++)
    {
      for (guint i = 0; i < self->areas[level]->len; i++)
        {
          g_free (city_area (self, level, i)->name);
          g_free (city_area (self, level, i)->name_en);
        }
      g_array_unref (self->areas[level]);
    }
  g_array_unref (self->streets);
  g_array_unref (self->superblocks);
  g_array_unref (self->blocks);
  g_array_unref (self->places);
  g_array_unref (self->buildings);
  city_mesh_clear (&self->mesh);
  g_free (self->grid_blocks);
  g_free (self->grid_first_block);
  g_free (self->grid_first_building);
  g_free (self->household_first_person);
  g_free (self->household_building);
  g_free (self->persons);
  g_free (self->members);
  g_free (self);
}
