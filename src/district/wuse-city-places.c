/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places of a synthetic city that count in an outbreak: hospitals, schools, markets, quarantine sites, checkpoints … */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <math.h>

static const char *const hospitals[] = { "示范区人民医院", "示范区中心医院",   "示范区中医院",
                                         "示范区第二医院", "示范区妇幼保健院", "示范区第三医院" };

static CityPlace *
add_place (WuseCity *city, const char *kind, char *name, guint32 building)
{
  const CityBuilding *at = city_building (city, building);
  CityPlace place = { .kind = kind, .name = name, .position = { at->east, at->north }, .block = at->block, .building = building };

  g_array_append_val (city->places, place);
  city_building (city, building)->place = city->places->len - 1;
  return city_place (city, city->places->len - 1);
}

static const char *
community_name (const WuseCity *city, guint32 building)
{
  const CityArea *grid = city_area (city, CITY_GRID, city_building_grid (city, building));

  return city_area (city, CITY_COMMUNITY, grid->parent)->name;
}

/* The first two characters of a community's name: 吉盛社区 → 吉盛. */
static char *
local_name (const WuseCity *city, guint32 building, const char *tail)
{
  return g_strdup_printf ("%.6s%s", community_name (city, building), tail);
}

/* The blocks with a use of their own are that place. */
static void
add_by_use (WuseCity *city, WuseRandom *random)
{
  guint n_hospitals = 0, n_schools = 0, n_works = 0;
  guint32 before = CITY_NONE;

  for (guint32 i = 0; i < city->buildings->len; i++)
    {
      guint32 index = city_building (city, i)->block;
      CityUse use = city_block (city, index)->use;
      gboolean first = index != before, second = !first && i > 0 && city_building (city, i)->number == 2;

      before = index;
      if (use == CITY_USE_HOSPITAL && first)
        {
          char *name = n_hospitals < G_N_ELEMENTS (hospitals) ? g_strdup (hospitals[n_hospitals]) : local_name (city, i, "医院");

          add_place (city, "hospital", name, i)->capacity = 120 + wuse_random_below (random, 600);
          n_hospitals++;
        }
      else if (use == CITY_USE_HOSPITAL && second)
        {
          const char *name = city_place (city, city->places->len - 1)->name;

          add_place (city, "fever_clinic", g_strconcat (name, "发热门诊", NULL), i);
        }
      else if (use == CITY_USE_SCHOOL && first)
        {
          static const char *const tails[] = { "小学", "中学", "实验小学", "学校" };

          add_place (city, "school", local_name (city, i, tails[n_schools++ % G_N_ELEMENTS (tails)]), i);
        }
      else if (use == CITY_USE_MARKET && first)
        add_place (city, "market", local_name (city, i, wuse_random_chance (random, 0.7) ? "农贸市场" : "批发市场"), i);
      else if (use == CITY_USE_OFFICE)
        {
          static const char *const tails[] = { "大厦", "商务中心", "购物中心", "写字楼", "科技楼", "广场" };

          if (first || wuse_random_chance (random, 0.5))
            add_place (city, "key_place", local_name (city, i, tails[n_works++ % G_N_ELEMENTS (tails)]), i);
        }
      else if (use == CITY_USE_INDUSTRY && first)
        {
          static const char *const tails[] = { "食品厂", "汽配厂", "物流园", "冷链仓库", "产业园" };

          add_place (city, "key_place", local_name (city, i, tails[n_works++ % G_N_ELEMENTS (tails)]), i);
        }
    }
}

/* Hotels taken over for quarantine, care homes: among houses like any other. */
static void
add_scattered (WuseCity *city, const char *kind, const char *tail, double n, guint least, guint greatest, WuseRandom *random)
{
  guint tries = (guint) (n * 40);

  for (guint made = 0; made < n && tries > 0; tries--)
    {
      guint32 building = wuse_random_below (random, city->buildings->len);
      CityUse use = city_block (city, city_building (city, building)->block)->use;

      if (city_building (city, building)->place != CITY_NONE || city_building (city, building)->homes == 0
          || use == CITY_USE_VILLAGE)
        continue;
      add_place (city, kind, local_name (city, building, tail), building)->capacity =
          least + wuse_random_below (random, greatest - least);
      city_building (city, building)->homes = 0;
      made++;
    }
}

static guint32
nearest_building (const WuseCity *city, WuseCityPosition position)
{
  double best = G_MAXDOUBLE;
  guint32 nearest = 0;

  for (guint32 i = 0; i < city->buildings->len; i++)
    {
      WuseCityPosition at = { city_building (city, i)->east, city_building (city, i)->north };

      if (city_building (city, i)->place == CITY_NONE && city_distance (at, position) < best)
        {
          best = city_distance (at, position);
          nearest = i;
        }
    }
  return nearest;
}

static guint32
block_at (const WuseCity *city, double x, double y)
{
  for (guint i = 0; i < city->blocks->len; i++)
    {
      const CityBlock *block = city_block (city, i);

      if (block->x0 <= x && x < block->x1 && block->y0 <= y && y < block->y1)
        return i;
    }
  g_assert_not_reached ();
}

static void
add_station (WuseCity *city)
{
  double x = city_line_of_kind (city->columns, CITY_LINE_RAIL), y = CITY_UNIT * 0.53;
  double beside = 34 / city_scale_at (city, x, y).across_x;
  WuseCityPosition position = city_at (city, x + beside, y);
  CityPlace *station = add_place (city, "station", g_strdup ("示范站"), nearest_building (city, position));

  station->position = position;
  station->block = block_at (city, x + beside, y);
}

/* Where main roads enter the district. */
static void
add_checkpoints (WuseCity *city, GArray *lines, gboolean vertical)
{
  static const char *const sides[] = { "南", "北", "西", "东" };
  guint every = MAX (1, lines->len / 8);
  guint32 river = city_line_of_kind (city->rows, CITY_LINE_RIVER);

  for (guint i = 1; i + 1 < lines->len; i++)
    {
      const CityLine *line = &g_array_index (lines, CityLine, i);

      if (line->name == NULL || (i % every != 0 && line->kind != CITY_LINE_RING))
        continue;
      for (guint end = 0; end < 2; end++)
        {
          double along = CITY_UNIT * (end == 0 ? 0.004 : 0.996);
          double x = vertical ? line->at : along, y = vertical ? along : line->at;
          CityPlace place = { .kind = "checkpoint", .building = CITY_NONE };

          if (line->kind == CITY_LINE_TRIBUTARY && y > river)
            continue;
          place.name = g_strdup_printf ("%s%s卡口", line->name, sides[(vertical ? 0 : 2) + end]);
          place.position = city_at (city, x, y);
          place.block = block_at (city, x, y);
          g_array_append_val (city->places, place);
        }
    }
}

void
city_make_places (WuseCity *city)
{
  WuseRandom random;

  wuse_random_init (&random, city->seed, CITY_STREAM_PLACES);
  city->places = g_array_new (FALSE, TRUE, sizeof (CityPlace));
  add_by_use (city, &random);
  add_scattered (city, "quarantine_site", "快捷酒店集中隔离点", city->n_grids / 90.0 + 2, 60, 260, &random);
  add_scattered (city, "care_home", "养老院", city->n_grids / 110.0 + 1, 40, 180, &random);
  add_station (city);
  add_checkpoints (city, city->columns, TRUE);
  add_checkpoints (city, city->rows, FALSE);
}
