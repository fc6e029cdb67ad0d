/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each block of a synthetic city is for, how much of it may be built on, and its address. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <math.h>

/* Metres from the middle of what bounds a block to the first wall. */
double
city_side_margin (const WuseCity *city, gboolean vertical, guint32 at, double x, double y)
{
  const CityLine *line = city_find_line (vertical ? city->columns : city->rows, at);

  if (line == NULL)
    return 8;

  switch (line->kind)
    {
    case CITY_LINE_EDGE:
      return 16;
    case CITY_LINE_MAIN:
      return 19;
    case CITY_LINE_RING:
      return 25;
    case CITY_LINE_RAIL:
      return 27;
    case CITY_LINE_RIVER:
      return city_river_half_width (city, x) + 42;
    case CITY_LINE_TRIBUTARY:
      return y > city_line_of_kind (city->rows, CITY_LINE_RIVER) ? city_tributary_half_width (city, y) + 30 : 19;
    }
  return 8;
}

gboolean
city_block_inset (const WuseCity *city, const CityBlock *block, CityInset *inset)
{
  double x = (block->x0 + block->x1) / 2.0, y = (block->y0 + block->y1) / 2.0;
  CityScale scale = city_scale_at (city, x, y);

  *inset = (CityInset){ .x0 = block->x0 + city_side_margin (city, TRUE, block->x0, x, y) / scale.across_x,
                        .y0 = block->y0 + city_side_margin (city, FALSE, block->y0, x, y) / scale.across_y,
                        .x1 = block->x1 - city_side_margin (city, TRUE, block->x1, x, y) / scale.across_x,
                        .y1 = block->y1 - city_side_margin (city, FALSE, block->y1, x, y) / scale.across_y,
                        .scale = scale };
  inset->width = (inset->x1 - inset->x0) * scale.along_x;
  inset->height = (inset->y1 - inset->y0) * scale.across_y;
  return inset->width > 24 && inset->height > 20;
}

gboolean
city_use_has_homes (CityUse use)
{
  return use == CITY_USE_ROWS || use == CITY_USE_COURTYARD || use == CITY_USE_TOWERS || use == CITY_USE_VILLAGE;
}

static CityUse
choose_homes (const CityBlock *block, WuseRandom *random)
{
  static const CityUse uses[] = { CITY_USE_ROWS, CITY_USE_TOWERS, CITY_USE_COURTYARD };
  static const double edge[] = { 0.72, 0.28, 0 }, middle[] = { 0.52, 0.28, 0.2 }, centre[] = { 0.38, 0.2, 0.42 };

  if (block->density < 0.24f)
    return CITY_USE_VILLAGE;
  return uses[wuse_random_weighted (random, block->density < 0.5f ? edge : block->density < 0.8f ? middle : centre, 3)];
}

/* Whether a block may become something where nobody lives: its grid has to keep one where people do. */
static gboolean
can_be_special (const WuseCity *city, guint32 index)
{
  guint32 grid = city_block (city, index)->grid, homes = 0;

  for (guint32 i = city->grid_first_block[grid]; i < city->grid_first_block[grid + 1]; i++)
    {
      CityInset inset;
      const CityBlock *block = city_block (city, city->grid_blocks[i]);

      homes += city_use_has_homes (block->use) && city->grid_blocks[i] != index && city_block_inset (city, block, &inset);
    }
  return homes > 0 && city_use_has_homes (city_block (city, index)->use);
}

/* Makes about `n` blocks of a range of density into something else. */
static void
scatter_use (WuseCity *city, CityUse use, double n, float least, float greatest, double smallest, WuseRandom *random)
{
  guint tries = (guint) (n * 30);

  for (guint made = 0; made < n && tries > 0; tries--)
    {
      guint32 index = wuse_random_below (random, city->blocks->len);
      CityBlock *block = city_block (city, index);
      CityInset inset;

      if (block->density < least || block->density > greatest || block->superblock == city->lake_superblock
          || !city_block_inset (city, block, &inset) || MIN (inset.width, inset.height) < smallest
          || !can_be_special (city, index))
        continue;
      block->use = use;
      made++;
    }
}

void
city_choose_uses (WuseCity *city)
{
  double n_grids = city->n_grids;
  WuseRandom random;

  wuse_random_init (&random, city->seed, CITY_STREAM_USES);
  for (guint i = 0; i < city->blocks->len; i++)
    {
      CityBlock *block = city_block (city, i);

      block->use = choose_homes (block, &random);
      if (block->use != CITY_USE_VILLAGE)
        block->name = city_names_compound (&random);
    }
  for (guint i = 0; i < city->blocks->len; i++)
    if (city_block (city, i)->superblock == city->lake_superblock && can_be_special (city, i))
      city_block (city, i)->use = CITY_USE_LAKE;

  scatter_use (city, CITY_USE_HOSPITAL, n_grids / 130 + 1, 0.3f, 1, 60, &random);
  scatter_use (city, CITY_USE_SCHOOL, n_grids / 34 + 2, 0.26f, 1, 64, &random);
  scatter_use (city, CITY_USE_MARKET, n_grids / 34 + 2, 0.26f, 1, 45, &random);
  scatter_use (city, CITY_USE_PARK, n_grids / 14 + 1, 0.25f, 1, 45, &random);
  scatter_use (city, CITY_USE_OFFICE, n_grids / 16 + 2, 0.7f, 1, 40, &random);
  scatter_use (city, CITY_USE_INDUSTRY, n_grids / 18 + 2, 0.24f, 0.55f, 60, &random);
}

/* The street a block stands on: a main road if it touches one, else a named side street, else whatever bounds the
 * superblock. */
static const char *
find_street (const WuseCity *city, const CityBlock *block, gboolean *vertical)
{
  const guint32 ats[] = { block->y0, block->y1, block->x0, block->x1 };
  const CitySuperblock *superblock = &g_array_index (city->superblocks, CitySuperblock, block->superblock);

  for (guint side = 0; side < 4; side++)
    {
      const CityLine *line = city_find_line (side < 2 ? city->rows : city->columns, ats[side]);

      *vertical = side >= 2;
      if (line != NULL && line->name != NULL)
        return line->name;
    }
  for (guint32 i = superblock->first_street; i < superblock->first_street + superblock->n_streets; i++)
    {
      const CityStreet *street = &g_array_index (city->streets, CityStreet, i);

      *vertical = street->vertical;
      if (street->name != NULL && (street->at == ats[street->vertical ? 2 : 0] || street->at == ats[street->vertical ? 3 : 1]))
        return street->name;
    }
  for (guint side = 0; side < 4; side++)
    {
      const guint32 around[] = { superblock->y0, superblock->y1, superblock->x0, superblock->x1 };
      const CityLine *line = city_find_line (side < 2 ? city->rows : city->columns, around[side]);

      *vertical = side >= 2;
      if (line != NULL && line->name != NULL)
        return line->name;
    }
  return NULL;
}

char *
city_block_address (const WuseCity *city, const CityBlock *block, guint number)
{
  const CityArea *grid = city_area (city, CITY_GRID, block->grid);
  const CityArea *community = city_area (city, CITY_COMMUNITY, grid->parent);
  const CityArea *subdistrict = city_area (city, CITY_SUBDISTRICT, community->parent);
  gboolean vertical;
  const char *street = find_street (city, block, &vertical);
  g_autoptr (GString) address = g_string_new (subdistrict->name);

  if (block->use == CITY_USE_VILLAGE || street == NULL)
    {
      g_string_append (address, community->name);
      if (number > 0)
        g_string_append_printf (address, "%u号", number);
      return g_string_free (g_steal_pointer (&address), FALSE);
    }

  /* House numbers count up along the street, every ten metres or so. */
  double along = (vertical ? block->y0 : block->x0) * city->warp.radius * 2 / CITY_UNIT / 12;

  g_string_append_printf (address, "%s%u号", street, 1 + (guint) along % 2400);
  if (block->name != NULL && city_use_has_homes (block->use))
    g_string_append_printf (address, " %s", block->name);
  if (number > 0)
    g_string_append_printf (address, " %u栋", number);
  return g_string_free (g_steal_pointer (&address), FALSE);
}
