/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four levels of areas of a synthetic city: which block belongs where, codes and names. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DISTRICT_CODE "220199"

/* An area before it has a number. */
typedef struct
{
  WuseCityPosition centre;
  guint32 label;
  guint32 band;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a, *other = b;

  if (one->band != other->band)
    return one->band < other->band ? -1 : 1;
  if (one->centre.east < other->centre.east)
    return -1;
  return one->centre.east > other->centre.east;
}

/* Numbers labels from north to south in bands, from west to east in each band. */
static void
rank_labels (const WuseCity *city, const guint32 *blocks, guint32 n_blocks, guint32 *labels, guint32 n_labels)
{
  g_autofree Ranked *ranked = g_new0 (Ranked, n_labels);
  g_autofree guint32 *counts = g_new0 (guint32, n_labels);
  g_autofree guint32 *ranks = g_new (guint32, n_labels);
  double south = G_MAXDOUBLE, north = -G_MAXDOUBLE;
  guint n_bands = (guint) ceil (sqrt (n_labels));

  for (guint32 i = 0; i < n_blocks; i++)
    {
      const CityBlock *block = city_block (city, blocks[i]);
      WuseCityPosition at = city_at (city, (block->x0 + block->x1) / 2.0, (block->y0 + block->y1) / 2.0);

      ranked[labels[i]].centre.east += at.east;
      ranked[labels[i]].centre.north += at.north;
      counts[labels[i]]++;
    }
  for (guint32 i = 0; i < n_labels; i++)
    {
      g_assert (counts[i] > 0);
      ranked[i].label = i;
      ranked[i].centre.east /= counts[i];
      ranked[i].centre.north /= counts[i];
      south = MIN (south, ranked[i].centre.north);
      north = MAX (north, ranked[i].centre.north);
    }
  for (guint32 i = 0; i < n_labels; i++)
    ranked[i].band = north > south ? (guint32) ((north - ranked[i].centre.north) / (north - south) * (n_bands - 0.001)) : 0;
  qsort (ranked, n_labels, sizeof *ranked, compare_ranked);
  for (guint32 i = 0; i < n_labels; i++)
    ranks[ranked[i].label] = i;
  for (guint32 i = 0; i < n_blocks; i++)
    labels[i] = ranks[labels[i]];
}

/* Sorts blocks by label (counting sort, stable); `first` gets n_labels + 1 positions. */
static void
sort_by_label (guint32 *blocks, guint32 *labels, guint32 n_blocks, guint32 n_labels, guint32 *first)
{
  g_autofree guint32 *blocks_before = g_memdup2 (blocks, n_blocks * sizeof *blocks);
  g_autofree guint32 *labels_before = g_memdup2 (labels, n_blocks * sizeof *labels);
  g_autofree guint32 *next = NULL;

  memset (first, 0, (n_labels + 1) * sizeof *first);
  for (guint32 i = 0; i < n_blocks; i++)
    first[labels[i] + 1]++;
  for (guint32 i = 0; i < n_labels; i++)
    first[i + 1] += first[i];
  next = g_memdup2 (first, (n_labels + 1) * sizeof *first);
  for (guint32 i = 0; i < n_blocks; i++)
    {
      guint32 to = next[labels_before[i]]++;

      blocks[to] = blocks_before[i];
      labels[to] = labels_before[i];
    }
}

static CityArea *
add_area (WuseCity *city, guint level, guint32 parent)
{
  CityArea area = { .parent = parent };

  g_array_append_val (city->areas[level], area);
  if (level > CITY_DISTRICT)
    {
      CityArea *above = city_area (city, level - 1, parent);

      if (above->n_children++ == 0)
        above->first_child = city->areas[level]->len - 1;
    }

  return city_area (city, level, city->areas[level]->len - 1);
}

static double
mean_density (const WuseCity *city, const guint32 *blocks, guint32 n_blocks)
{
  double sum = 0;

  for (guint32 i = 0; i < n_blocks; i++)
    sum += city_block (city, blocks[i])->density;
  return sum / n_blocks;
}

static void
make_grids (WuseCity *city, guint32 community, guint32 *blocks, guint32 n_blocks, guint32 n_grids)
{
  g_autofree guint32 *labels = g_new (guint32, n_blocks);
  g_autofree guint32 *first = g_new (guint32, n_grids + 1);
  const CityArea *above = city_area (city, CITY_COMMUNITY, community);

  city_gather_blocks (city, blocks, n_blocks, n_grids, labels);
  rank_labels (city, blocks, n_blocks, labels, n_grids);
  sort_by_label (blocks, labels, n_blocks, n_grids, first);
  for (guint32 i = 0; i < n_grids; i++)
    {
      guint32 index = city->areas[CITY_GRID]->len;
      CityArea *grid = add_area (city, CITY_GRID, community);

      g_snprintf (grid->code, sizeof grid->code, "%.12s%03u", above->code, i + 1);
      grid->name = g_strdup_printf ("%s第%02u网格", above->name, i + 1);
      grid->name_en = g_strdup_printf ("%s Grid %02u", above->name_en, i + 1);
      grid->rural = above->rural;
      city->grid_first_block[index + 1] = city->grid_first_block[index] + first[i + 1] - first[i];
      for (guint32 j = first[i]; j < first[i + 1]; j++)
        {
          city->grid_blocks[city->grid_first_block[index] + j - first[i]] = blocks[j];
          city_block (city, blocks[j])->grid = index;
        }
    }
}

static void
make_communities (WuseCity *city,
                  guint32 subdistrict,
                  guint32 *blocks,
                  guint32 n_blocks,
                  guint32 *grids_left,
                  guint32 *blocks_left,
                  CityNames *names)
{
  double target = city->n_grids <= 400 ? 9 : city->n_grids <= 4000 ? 12 : city->n_grids <= 30000 ? 20 : 30;
  guint32 n = (guint32) CLAMP (lround (n_blocks * (double) city->n_grids / (city->blocks->len * target)), 1, n_blocks);
  g_autofree guint32 *labels = g_new (guint32, n_blocks);
  g_autofree guint32 *first = g_new (guint32, n + 1);
  g_autofree char *code = g_strdup (city_area (city, CITY_SUBDISTRICT, subdistrict)->code);

  city_gather_blocks (city, blocks, n_blocks, n, labels);
  rank_labels (city, blocks, n_blocks, labels, n);
  sort_by_label (blocks, labels, n_blocks, n, first);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 size = first[i + 1] - first[i];
      CityArea *community = add_area (city, CITY_COMMUNITY, subdistrict);
      guint32 index = city->areas[CITY_COMMUNITY]->len - 1;
      guint32 n_grids;

      community->rural = mean_density (city, blocks + first[i], size) < 0.3;
      g_snprintf (community->code, sizeof community->code, "%.9s%03u", code, i + 1);
      community->name = city_names_take (names, community->rural ? "村" : "社区", &community->name_en);

      /* Its share of the grids that are left for the blocks that are left, never more than it has blocks. */
      n_grids = (guint32) CLAMP (((guint64) size * *grids_left + *blocks_left / 2) / *blocks_left, 1, size);
      if (size == *blocks_left)
        n_grids = *grids_left;
      *grids_left -= n_grids;
      *blocks_left -= size;
      make_grids (city, index, blocks + first[i], size, n_grids);
    }
}

static guint32 *
assign_subdistricts (WuseCity *city, guint32 n)
{
  guint32 *labels = g_new (guint32, city->blocks->len);
  g_autofree guint32 *of_superblock = g_new (guint32, city->superblocks->len);

  city_gather_superblocks (city, n, of_superblock);
  for (guint32 i = 0; i < city->blocks->len; i++)
    labels[i] = of_superblock[city_block (city, i)->superblock];
  return labels;
}

void
city_make_areas (WuseCity *city)
{
  guint32 n_blocks = city->blocks->len, grids_left = city->n_grids, blocks_left = n_blocks;
  guint32 n = (guint32) CLAMP (lround (8 + 1.25 * log2 (city->n_grids / 100.0)), 8, 16);
  guint32 n_towns = 0;
  g_autofree guint32 *labels = NULL, *blocks = g_new (guint32, n_blocks), *first = g_new (guint32, n + 1);
  CityNames *names = city_names_new (city->seed);
  CityArea *district;

  for (guint level = 0; level < CITY_N_LEVELS; level++)
    city->areas[level] = g_array_new (FALSE, TRUE, sizeof (CityArea));
  city->grid_blocks = g_new (guint32, n_blocks);
  city->grid_first_block = g_new0 (guint32, city->n_grids + 1);
  for (guint32 i = 0; i < n_blocks; i++)
    blocks[i] = i;

  district = add_area (city, CITY_DISTRICT, CITY_NONE);
  g_strlcpy (district->code, DISTRICT_CODE, sizeof district->code);
  district->name = g_strdup ("示范区");
  district->name_en = g_strdup ("Shifan District (synthetic)");

  labels = assign_subdistricts (city, n);
  rank_labels (city, blocks, n_blocks, labels, n);
  sort_by_label (blocks, labels, n_blocks, n, first);
  for (guint32 i = 0; i < n; i++)
    {
      CityArea *subdistrict = add_area (city, CITY_SUBDISTRICT, 0);
      guint32 size = first[i + 1] - first[i];

      subdistrict->rural = mean_density (city, blocks + first[i], size) < 0.42;
      g_snprintf (subdistrict->code, sizeof subdistrict->code, "%s%03u", DISTRICT_CODE, i + 1);
      subdistrict->name =
          city_names_subdistrict (names, subdistrict->rural ? n_towns : i - n_towns, subdistrict->rural, &subdistrict->name_en);
      n_towns += subdistrict->rural;
      make_communities (city, i, blocks + first[i], size, &grids_left, &blocks_left, names);
    }
  g_assert (grids_left == 0 && city->areas[CITY_GRID]->len == city->n_grids);

  for (guint i = 0, n_named = 0; i < city->columns->len; i++)
    {
      CityLine *line = &g_array_index (city->columns, CityLine, i);

      if (line->kind == CITY_LINE_MAIN || line->kind == CITY_LINE_RING || line->kind == CITY_LINE_TRIBUTARY)
        line->name = city_names_main_street (names, n_named++, TRUE);
    }
  for (guint i = 0, n_named = 0; i < city->rows->len; i++)
    {
      CityLine *line = &g_array_index (city->rows, CityLine, i);

      if (line->kind == CITY_LINE_MAIN || line->kind == CITY_LINE_RING)
        line->name = city_names_main_street (names, n_named++, FALSE);
    }
  for (guint i = 0; i < city->streets->len; i++)
    {
      CityStreet *street = &g_array_index (city->streets, CityStreet, i);

      if (street->blocks >= 4)
        street->name = city_names_side_street (names, street->vertical);
    }
  city_names_free (names);
}
