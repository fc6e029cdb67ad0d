/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A synthetic city as records. Names, numbers and telephones are made up here, masked at once, and kept nowhere. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"
#include "wuse-mask.h"

#include <string.h>

#define CHANGES_PER_TRANSACTION 50000

static const char *const given_names[] = { "伟",   "芳",   "娜",   "敏",   "静",   "强",   "磊",   "洋",  "勇",
                                           "艳",   "杰",   "娟",   "涛",   "明",   "超",   "霞",   "平",  "刚",
                                           "桂英", "秀兰", "建国", "婷婷", "子涵", "浩然", "欣怡", "志强" };
static const char *const regions[] = { "220199", "220102", "210102", "230103", "370102",
                                       "410105", "130102", "150502", "320583", "340121" };

static gboolean
write_level (const WuseCity *city, guint level, WuseSyntheticWriter *writer, WuseTime at, WuseBounds *bounds)
{
  static const char *const names[] = { "district", "subdistrict", "community", "grid" };
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  g_autofree guint8 *marks = city_mesh_new_marks (city);
  g_autofree guint32 *labels = g_new (guint32, city->blocks->len);
  guint32 grid = 0;

  for (guint i = 0; i < city->blocks->len; i++)
    {
      guint32 label = city_block (city, i)->grid;

      for (guint above = CITY_GRID; above > level; above--)
        label = city_area (city, above, label)->parent;
      labels[i] = label;
    }

  for (guint32 i = 0; i < city->areas[level]->len; i++)
    {
      const CityArea *area = city_area (city, level, i);
      guint32 first = city->grid_first_block[grid], last;
      g_autoptr (GError) error = NULL;
      WuseGeometry geometry;

      /* Grids are numbered through their parents: those of an area follow each other. */
      while (grid < city->n_grids && labels[city->grid_blocks[city->grid_first_block[grid]]] == i)
        grid++;
      last = city->grid_first_block[grid];
      wuse_geometry_builder_reset (builder);
      city_mesh_outline (city, labels, city->grid_blocks + first, last - first, marks, builder);
      if (!wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, &error))
        g_error ("The outline of %s is no polygon: %s", area->code, error->message);
      wuse_bounds_union (bounds, &geometry.bounds);

      wuse_synthetic_writer_begin (writer, WUSE_RECORD_AREA, at, "%s", area->code);
      wuse_synthetic_writer_text (writer, "level", names[level]);
      wuse_synthetic_writer_text (writer, "code", area->code);
      wuse_synthetic_writer_text (writer, "name", area->name);
      wuse_synthetic_writer_text (writer, "name_en", area->name_en);
      if (level > CITY_DISTRICT)
        wuse_synthetic_writer_text (writer, "parent", city_area (city, level - 1, area->parent)->code);
      wuse_synthetic_writer_integer (writer, "persons", area->persons);
      wuse_synthetic_writer_integer (writer, "households", area->households);
      wuse_synthetic_writer_integer (writer, "buildings", area->buildings);
      wuse_synthetic_writer_integer (writer, "figures_at", at);
      wuse_synthetic_writer_geometry (writer, &geometry);
      if (!wuse_synthetic_writer_end (writer))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_buildings (const WuseCity *city, WuseSyntheticWriter *writer, WuseTime at)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();

  for (guint32 i = 0; i < city->buildings->len; i++)
    {
      const CityBuilding *building = city_building (city, i);
      const CityBlock *block = city_block (city, building->block);
      guint32 end = i + 1 < city->buildings->len ? city_building (city, i + 1)->first_household : city->n_households;
      g_autofree char *address = city_block_address (city, block, building->number);
      WuseCityPosition corners[CITY_BUILDING_MAX_POINTS];
      guint n_corners = city_building_outline (building, corners);
      WuseGeometry geometry;
      g_autoptr (GError) error = NULL;

      wuse_geometry_builder_reset (builder);
      for (guint j = 0; j < n_corners; j++)
        wuse_geometry_builder_add_point (builder, wuse_city_position_to_point (corners[j]));
      wuse_geometry_builder_end_ring (builder);
      wuse_geometry_builder_end_part (builder);
      if (!wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, &error))
        g_error ("The outline of building %u is no polygon: %s", i, error->message);

      wuse_synthetic_writer_begin (writer, WUSE_RECORD_BUILDING, at, "B%07u", i);
      wuse_synthetic_writer_text (writer, "area", city_area (city, CITY_GRID, block->grid)->code);
      if (building->place != CITY_NONE)
        wuse_synthetic_writer_text (writer, "name", city_place (city, building->place)->name);
      else if (block->name != NULL && city_use_has_homes (block->use))
        wuse_synthetic_writer_format (writer, "name", "%s%u栋", block->name, building->number);
      wuse_synthetic_writer_text (writer, "address", address);
      wuse_synthetic_writer_point (writer, wuse_city_position_to_point ((WuseCityPosition){ building->east, building->north }));
      wuse_synthetic_writer_integer (writer, "floors", building->floors);
      wuse_synthetic_writer_integer (writer, "units", building->units);
      wuse_synthetic_writer_integer (writer, "households", end - building->first_household);
      wuse_synthetic_writer_geometry (writer, &geometry);
      if (!wuse_synthetic_writer_end (writer))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_places (const WuseCity *city, WuseSyntheticWriter *writer, WuseTime at)
{
  for (guint32 i = 0; i < city->places->len; i++)
    {
      const CityPlace *place = city_place (city, i);
      const CityBlock *block = city_block (city, place->block);
      g_autofree char *address = city_block_address (city, block, 0);

      wuse_synthetic_writer_begin (writer, WUSE_RECORD_PLACE, at, "P%05u", i);
      wuse_synthetic_writer_text (writer, "kind", place->kind);
      wuse_synthetic_writer_text (writer, "name", place->name);
      wuse_synthetic_writer_text (writer, "address", address);
      wuse_synthetic_writer_text (writer, "area", city_area (city, CITY_GRID, block->grid)->code);
      wuse_synthetic_writer_point (writer, wuse_city_position_to_point (place->position));
      if (place->capacity > 0)
        wuse_synthetic_writer_integer (writer, "capacity", place->capacity);
      if (!wuse_synthetic_writer_end (writer))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_households (const WuseCity *city, WuseSyntheticWriter *writer, WuseTime at)
{
  for (guint32 i = 0; i < city->n_households; i++)
    {
      guint32 home = city->household_building[i];
      const CityBuilding *building = city_building (city, home);
      guint32 place = i - building->first_household, homes = MAX (1, building->units * building->homes);
      guint32 unit = place % homes / MAX (1, building->homes) + 1, floor = place / homes + 1;

      wuse_synthetic_writer_begin (writer, WUSE_RECORD_HOUSEHOLD, at, "H%07u", i);
      wuse_synthetic_writer_text (writer, "area", city_area (city, CITY_GRID, city_building_grid (city, home))->code);
      wuse_synthetic_writer_format (writer, "building", "B%07u", home);
      wuse_synthetic_writer_integer (writer, "unit", unit);
      wuse_synthetic_writer_format (writer, "room", "%u%02u", floor, place % homes % MAX (1, building->homes) + 1);
      wuse_synthetic_writer_integer (writer, "persons", city->household_first_person[i + 1] - city->household_first_person[i]);
      if (!wuse_synthetic_writer_end (writer))
        return FALSE;
    }
  return TRUE;
}

static void
write_identity (WuseSyntheticWriter *writer, const CityPerson *person, int year, WuseRandom *random)
{
  char full[64];
  const char *region =
      regions[(person->flags & CITY_FLOATING) != 0 ? 1 + wuse_random_below (random, G_N_ELEMENTS (regions) - 1) : 0];
  g_autofree char *name = NULL, *number = NULL, *telephone = NULL;
  guint sequence, day, month;

  g_snprintf (full, sizeof full, "%s%s", city_surname (person->surname),
              given_names[wuse_random_below (random, G_N_ELEMENTS (given_names))]);
  name = wuse_mask_name (full);
  sequence = wuse_random_below (random, 10000);
  day = 1 + wuse_random_below (random, 28);
  month = 1 + wuse_random_below (random, 12);
  g_snprintf (full, sizeof full, "%s%u%02u%02u%04u", region, person->birth_year, month, day, sequence);
  number = wuse_mask_id_number (full);
  wuse_synthetic_writer_text (writer, "name", name);
  wuse_synthetic_writer_text (writer, "sex", (person->flags & CITY_FEMALE) != 0 ? "female" : "male");
  wuse_synthetic_writer_integer (writer, "birth_year", person->birth_year);
  wuse_synthetic_writer_text (writer, "id_number", number);
  if (year - person->birth_year >= 12)
    {
      sequence = wuse_random_below (random, 1000000000);
      g_snprintf (full, sizeof full, "1%u%09u", 3 + wuse_random_below (random, 7), sequence);
      telephone = wuse_mask_telephone (full);
      wuse_synthetic_writer_text (writer, "telephone", telephone);
    }
}

static gboolean
write_persons (const WuseCity *city, WuseSyntheticWriter *writer, WuseTime at)
{
  WuseRandom random;

  wuse_random_init (&random, city->seed, CITY_STREAM_MASKED);
  for (guint32 i = 0; i < city->n_persons; i++)
    {
      const CityPerson *person = &city->persons[i];
      guint32 home = city->household_building[person->household];

      wuse_synthetic_writer_begin (writer, WUSE_RECORD_PERSON, at, "R%08u", i);
      write_identity (writer, person, city->year, &random);
      wuse_synthetic_writer_text (writer, "area", city_area (city, CITY_GRID, city_building_grid (city, home))->code);
      wuse_synthetic_writer_format (writer, "building", "B%07u", home);
      wuse_synthetic_writer_format (writer, "household", "H%07u", person->household);
      wuse_synthetic_writer_text (writer, "residency", (person->flags & CITY_FLOATING) != 0 ? "floating" : "registered");
      if (person->workplace != CITY_NONE)
        wuse_synthetic_writer_format (writer, "workplace", "P%05u", person->workplace);
      if (!wuse_synthetic_writer_end (writer))
        return FALSE;
    }
  return TRUE;
}

gboolean
wuse_city_write (const WuseCity *self, WuseFeed *feed, WuseTime at, WuseBounds *bounds, GError **error)
{
  g_autoptr (WuseSyntheticWriter) writer =
      wuse_synthetic_writer_new (feed, CHANGES_PER_TRANSACTION, wuse_feed_get_seq (feed) > 0);
  gboolean going = TRUE;

  g_return_val_if_fail (self != NULL, FALSE);

  *bounds = WUSE_BOUNDS_EMPTY;
  for (guint level = 0; going && level < CITY_N_LEVELS; level++)
    going = write_level (self, level, writer, at, bounds);
  if (going)
    going = city_write_features (self, writer, at) && write_buildings (self, writer, at) && write_places (self, writer, at)
            && write_households (self, writer, at);
  if (going)
    write_persons (self, writer, at);
  return wuse_synthetic_writer_finish (writer, error);
}
