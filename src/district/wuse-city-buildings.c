/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buildings in rows, courtyards, towers and villages, each block in its own way. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <math.h>

/* A block being built on. */
typedef struct
{
  WuseCity *city;
  guint32 block;
  CityInset inset;
  WuseRandom *random;
  double spread; /* how much wider than usual everything stands */
  guint number;
} Site;

typedef struct
{
  double length;
  double depth;
  gboolean turned; /* along the block's y axis */
  guint floors;
  guint units;
  guint homes;
  CityShape shape;
} Plan;

/* Puts a building with its middle at (s, t), 0 to 1 over the inset. */
static void
build (Site *site, double s, double t, const Plan *plan)
{
  const CityInset *inset = &site->inset;
  WuseCityPosition at = city_at (site->city, inset->x0 + (inset->x1 - inset->x0) * s, inset->y0 + (inset->y1 - inset->y0) * t);
  CityBuilding building = { .east = (float) at.east,
                            .north = (float) at.north,
                            .angle = (float) (inset->scale.angle + (plan->turned ? G_PI / 2 : 0)),
                            .length = (float) plan->length,
                            .depth = (float) plan->depth,
                            .block = site->block,
                            .place = CITY_NONE,
                            .number = (guint16) ++site->number,
                            .floors = (guint8) plan->floors,
                            .units = (guint8) plan->units,
                            .shape = (guint8) plan->shape,
                            .homes = (guint8) plan->homes };

  g_array_append_val (site->city->buildings, building);
}

static double
between (Site *site, double least, double greatest)
{
  return wuse_random_between (site->random, least, greatest);
}

/* Equal buildings in rows and columns that fill the inset. */
static void
build_rows (Site *site, const Plan *plan, double gap, double spacing, double omitted)
{
  double width = site->inset.width, height = site->inset.height;
  double across = plan->turned ? plan->depth : plan->length, up = plan->turned ? plan->length : plan->depth;
  guint columns = (guint) MAX (1, floor ((width + gap) / (across + gap)));
  guint rows = (guint) MAX (1, floor ((height - up) / spacing) + 1);
  double stretched = CLAMP ((width - (columns - 1) * gap) / columns, across * 0.7, across * 1.35);
  Plan fitted = *plan;

  *(plan->turned ? &fitted.depth : &fitted.length) = stretched;
  for (guint j = 0; j < rows; j++)
    for (guint i = 0; i < columns; i++)
      {
        if (columns * rows > 2 && wuse_random_chance (site->random, omitted))
          continue;
        build (site, columns == 1 ? 0.5 : (stretched / 2 + i * (width - stretched) / (columns - 1)) / width,
               rows == 1 ? 0.5 : (up / 2 + j * (height - up) / (rows - 1)) / height, &fitted);
      }
}

static void
build_home_rows (Site *site)
{
  guint floors =
      wuse_random_chance (site->random, 0.7) ? 5 + wuse_random_below (site->random, 3) : 9 + wuse_random_below (site->random, 3);
  double length = between (site, 36, 58) * site->spread;
  Plan plan = { .length = length, .depth = between (site, 11.5, 13.5), .floors = floors, .homes = 2 };
  double gap_y, gap_x;

  /* One draw a statement, here and elsewhere: compilers differ in the order in which they evaluate arguments. */
  gap_y = between (site, 15, 20);
  gap_x = between (site, 9, 13);
  plan.units = (guint) CLAMP (length / 15, 1, 8);
  build_rows (site, &plan, gap_x, plan.depth + gap_y * (floors > 7 ? 1.25 : 1) * site->spread, 0.04);
}

static void
build_towers (Site *site)
{
  Plan plan = { .length = between (site, 23, 30),
                .depth = between (site, 17, 21),
                .floors = 17 + wuse_random_below (site->random, 16),
                .units = 1 + wuse_random_below (site->random, 2),
                .homes = 3,
                .shape = CITY_SHAPE_CROSS };
  double gap_y = between (site, 42, 50) * site->spread, gap_x = between (site, 15, 20) * site->spread;

  build_rows (site, &plan, gap_x, gap_y, 0.08);
}

static void
build_courtyard (Site *site)
{
  double depth = between (site, 11, 13), width = site->inset.width, height = site->inset.height;
  guint pieces = width > 74 * site->spread ? 2 : 1;
  Plan plan = {
    .length = (width - (pieces - 1) * 9) / pieces, .depth = depth, .floors = 4 + wuse_random_below (site->random, 4), .homes = 2
  };
  Plan side = plan;

  if (width < 46 || height < 46)
    {
      build_home_rows (site);
      return;
    }

  plan.units = (guint) CLAMP (plan.length / 15, 1, 8);
  for (guint row = 0; row < 2; row++)
    for (guint i = 0; i < pieces; i++)
      {
        plan.shape = pieces == 2 && wuse_random_chance (site->random, 0.3) ? CITY_SHAPE_L : CITY_SHAPE_BAR;
        build (site, (plan.length / 2 + i * (plan.length + 9)) / width, (row == 0 ? depth / 2 : height - depth / 2) / height,
               &plan);
      }

  side.turned = TRUE;
  side.shape = CITY_SHAPE_BAR;
  side.length = height - 2 * depth - 18;
  side.units = (guint) CLAMP (side.length / 15, 1, 8);
  for (guint i = 0; i < 2 && side.length > 16; i++)
    build (site, (i == 0 ? depth / 2 : width - depth / 2) / width, 0.5, &side);
  if (height > 92 && width > 70)
    {
      plan.shape = CITY_SHAPE_BAR;
      plan.length = width - 2 * depth - 30;
      build (site, 0.5, 0.5, &plan);
    }
}

static void
build_offices (Site *site)
{
  Plan plan = { .length = between (site, 34, 52),
                .depth = between (site, 24, 32),
                .floors = 6 + wuse_random_below (site->random, 24),
                .units = 1,
                .shape = wuse_random_chance (site->random, 0.4) ? CITY_SHAPE_U : CITY_SHAPE_L };

  plan.length = MIN (plan.length, site->inset.width);
  plan.depth = MIN (plan.depth, site->inset.height);
  build_rows (site, &plan, 16, plan.depth + 22, 0.1);
}

static void
build_market (Site *site)
{
  Plan hall = {
    .length = MIN (site->inset.width * 0.78, 95), .depth = MIN (site->inset.height * 0.52, 58), .floors = 2, .units = 1
  };
  Plan side = { .length = MIN (site->inset.width * 0.9, 100), .depth = 10, .floors = 2, .units = 1 };

  build (site, 0.5, 0.38, &hall);
  if (site->inset.height > 55)
    build (site, 0.5, 0.92, &side);
}

static void
build_school (Site *site)
{
  Plan main = { .length = MIN (site->inset.width * 0.72, 88),
                .depth = MIN (site->inset.height * 0.38, 44),
                .floors = 4,
                .units = 1,
                .shape = CITY_SHAPE_U };
  Plan side = { .length = MIN (site->inset.width * 0.3, 34), .depth = 14, .floors = 3, .units = 1 };

  build (site, 0.5, 0.8, &main);
  build (site, 0.88, 0.3, &side);
}

static void
build_hospital (Site *site)
{
  Plan main = { .length = MIN (site->inset.width * 0.62, 76),
                .depth = MIN (site->inset.height * 0.42, 46),
                .floors = 12,
                .units = 1,
                .shape = CITY_SHAPE_CROSS };
  Plan side = { .length = MIN (site->inset.width * 0.34, 42), .depth = 15, .floors = 4, .units = 1 };

  build (site, 0.42, 0.68, &main);
  build (site, 0.24, 0.16, &side);
  build (site, 0.76, 0.16, &side);
}

static void
build_sheds (Site *site)
{
  Plan plan = { .length = between (site, 56, 80), .depth = between (site, 22, 30), .floors = 1, .units = 1 };

  plan.length = MIN (plan.length, site->inset.width);
  plan.depth = MIN (plan.depth, site->inset.height);
  build_rows (site, &plan, 15, plan.depth + 17, 0.12);
}

/* Small houses along lanes, beside fields. */
static void
build_village (Site *site)
{
  double width = site->inset.width, height = site->inset.height;
  double step_x = between (site, 19, 24) * sqrt (site->spread), step_y = between (site, 21, 29) * sqrt (site->spread);
  double most_columns = between (site, 4, 9) / site->spread, most_rows = between (site, 2, 5) / site->spread;
  guint columns = (guint) CLAMP (width / step_x, 1, most_columns), rows = (guint) CLAMP (height / step_y, 1, most_rows);
  double left = between (site, 0, 1) * MAX (0, width - columns * step_x),
         bottom = between (site, 0, 1) * MAX (0, height - rows * step_y);

  for (guint j = 0; j < rows; j++)
    for (guint i = 0; i < columns; i++)
      {
        Plan house = { .length = between (site, 9, 13),
                       .depth = between (site, 6.5, 8.5),
                       .floors = 1 + wuse_random_below (site->random, 2),
                       .units = 1,
                       .homes = 1,
                       .shape = wuse_random_chance (site->random, 0.25) ? CITY_SHAPE_L : CITY_SHAPE_BAR };

        if (columns * rows > 1 && wuse_random_chance (site->random, 0.14))
          continue;
        double y = bottom + (j + 0.5) * step_y + between (site, -3, 3), x = left + (i + 0.5) * step_x + between (site, -2, 2);

        build (site, x / width, y / height, &house);
      }
}

static void
build_block (Site *site)
{
  switch (city_block (site->city, site->block)->use)
    {
    case CITY_USE_ROWS:
      build_home_rows (site);
      return;
    case CITY_USE_COURTYARD:
      build_courtyard (site);
      return;
    case CITY_USE_TOWERS:
      build_towers (site);
      return;
    case CITY_USE_OFFICE:
      build_offices (site);
      return;
    case CITY_USE_MARKET:
      build_market (site);
      return;
    case CITY_USE_SCHOOL:
      build_school (site);
      return;
    case CITY_USE_HOSPITAL:
      build_hospital (site);
      return;
    case CITY_USE_INDUSTRY:
      build_sheds (site);
      return;
    case CITY_USE_VILLAGE:
      build_village (site);
      return;
    case CITY_USE_PARK:
    case CITY_USE_LAKE:
      return;
    }
}

/* Where no block of a grid has room for homes, one house stands where there is most. */
static void
build_last_resort (Site *site, guint32 grid)
{
  Plan house = { .length = 12, .depth = 8, .floors = 2, .units = 1, .homes = 2 };
  double best = -G_MAXDOUBLE;
  CityInset inset;

  for (guint32 i = site->city->grid_first_block[grid]; i < site->city->grid_first_block[grid + 1]; i++)
    {
      guint32 index = site->city->grid_blocks[i];

      city_block_inset (site->city, city_block (site->city, index), &inset);
      if (MIN (inset.width, inset.height) > best)
        {
          best = MIN (inset.width, inset.height);
          site->block = index;
          site->inset = inset;
        }
    }
  build (site, 0.5, 0.5, &house);
}

void
city_make_buildings (WuseCity *city)
{
  WuseRandom random;
  Site site = { .city = city, .random = &random, .spread = CLAMP (sqrt (60.0 * city->n_grids / city->n_persons), 1, 1.7) };

  wuse_random_init (&random, city->seed, CITY_STREAM_BUILDINGS);
  city->buildings = g_array_new (FALSE, FALSE, sizeof (CityBuilding));
  city->grid_first_building = g_new (guint32, city->n_grids + 1);
  for (guint32 grid = 0; grid < city->n_grids; grid++)
    {
      guint32 first = city->buildings->len, homes = 0;

      city->grid_first_building[grid] = first;
      for (guint32 i = city->grid_first_block[grid]; i < city->grid_first_block[grid + 1]; i++)
        {
          site.block = city->grid_blocks[i];
          site.number = 0;
          if (city_block_inset (city, city_block (city, site.block), &site.inset))
            build_block (&site);
        }
      for (guint32 i = first; i < city->buildings->len; i++)
        homes += city_building (city, i)->homes;
      if (homes == 0)
        build_last_resort (&site, grid);
    }
  city->grid_first_building[city->n_grids] = city->buildings->len;
}

guint
city_building_outline (const CityBuilding *building, WuseCityPosition *points)
{
  /* Corners in halves of length and depth, counter-clockwise. */
  static const float bar[] = { -1, -1, 1, -1, 1, 1, -1, 1 };
  static const float ell[] = { -1, -1, 1, -1, 1, 1, 0.3f, 1, 0.3f, 0, -1, 0 };
  static const float u[] = { -1, -1, 1, -1, 1, 1, 0.55f, 1, 0.55f, -0.2f, -0.55f, -0.2f, -0.55f, 1, -1, 1 };
  static const float cross[] = { -0.5f, -1, 0.5f,  -1, 0.5f,  -0.6f, 1,  -0.6f, 1,  0.6f,  0.5f,  0.6f,
                                 0.5f,  1,  -0.5f, 1,  -0.5f, 0.6f,  -1, 0.6f,  -1, -0.6f, -0.5f, -0.6f };
  static const struct
  {
    const float *corners;
    guint n;
  } shapes[] = { { bar, 4 }, { ell, 6 }, { u, 8 }, { cross, 12 } };
  const float *corners = shapes[building->shape].corners;
  double cosine = cos (building->angle), sine = sin (building->angle);

  for (guint i = 0; i < shapes[building->shape].n; i++)
    {
      double x = corners[2 * i] * building->length / 2, y = corners[2 * i + 1] * building->depth / 2;

      points[i] = (WuseCityPosition){ building->east + x * cosine - y * sine, building->north + x * sine + y * cosine };
    }
  return shapes[building->shape].n;
}
