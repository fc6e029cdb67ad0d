/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks gathered into contiguous regions of about equal size that keep to one side of main roads and water if they can. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <stdlib.h>

#define ROUNDS 3

typedef struct
{
  guint32 block; /* its place among those to be gathered */
  float cost;
} Candidate;

typedef struct
{
  const WuseCity *city;
  guint32 n_blocks;
  guint32 n_regions;
  GHashTable *places; /* block → its place, plus one */
  guint32 *weights;
  guint64 *orders;     /* along a Z-order curve */
  GArray *links;       /* Link, by block */
  guint32 *first_link; /* n_blocks + 1 */
  WuseCityPosition *centres;
  guint32 *labels; /* by place */
  GArray **heaps;  /* of Candidate, by region */
  guint32 *sizes;
  guint32 *seeds;
} Growth;

typedef struct
{
  guint32 to;
  gboolean barrier;
} Link;

static void
add_link (guint32 block, guint32 neighbour, guint32 edge, gpointer user_data)
{
  Growth *growth = user_data;
  gpointer place = neighbour == CITY_NONE ? NULL : g_hash_table_lookup (growth->places, GUINT_TO_POINTER (neighbour));
  Link link;

  if (place == NULL)
    return;
  link.to = GPOINTER_TO_UINT (place) - 1;
  link.barrier = city_mesh_edge_is_barrier (growth->city, edge);
  g_array_append_val (growth->links, link);
}

/* A binary heap with the least cost on top. */
static void
push (GArray *heap, Candidate candidate)
{
  guint i = heap->len;

  g_array_append_val (heap, candidate);
  Candidate *items = (Candidate *) (void *) heap->data;

  for (; i > 0 && items[(i - 1) / 2].cost > candidate.cost; i = (i - 1) / 2)
    items[i] = items[(i - 1) / 2];
  items[i] = candidate;
}

static Candidate
pop (GArray *heap)
{
  Candidate *items = (Candidate *) (void *) heap->data;
  Candidate top = items[0], last = items[heap->len - 1];
  guint n = heap->len - 1, i = 0;

  while (2 * i + 1 < n)
    {
      guint child = 2 * i + 1;

      if (child + 1 < n && items[child + 1].cost < items[child].cost)
        child++;
      if (items[child].cost >= last.cost)
        break;
      items[i] = items[child];
      i = child;
    }
  if (n > 0)
    items[i] = last;
  g_array_set_size (heap, n);
  return top;
}

static void
take (Growth *growth, guint32 region, guint32 place, gboolean over_barriers)
{
  growth->labels[place] = region;
  growth->sizes[region] += growth->weights[place];
  for (guint32 i = growth->first_link[place]; i < growth->first_link[place + 1]; i++)
    {
      const Link *link = &g_array_index (growth->links, Link, i);
      Candidate candidate = { link->to,
                              (float) city_distance (growth->centres[link->to], growth->centres[growth->seeds[region]]) };

      if (growth->labels[link->to] == CITY_NONE && (over_barriers || !link->barrier))
        push (growth->heaps[region], candidate);
    }
}

/* The smallest region that can still grow takes what is nearest to its seed. */
static void
spread (Growth *growth, gboolean over_barriers)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint32 region = 0; region < growth->n_regions; region++)
    push (waiting, (Candidate){ region, (float) growth->sizes[region] });
  while (waiting->len > 0)
    {
      guint32 region = pop (waiting).block;
      GArray *heap = growth->heaps[region];

      while (heap->len > 0)
        {
          Candidate candidate = pop (heap);

          if (growth->labels[candidate.block] != CITY_NONE)
            continue;
          take (growth, region, candidate.block, over_barriers);
          push (waiting, (Candidate){ region, (float) growth->sizes[region] });
          break;
        }
    }
}

static void
grow (Growth *growth)
{
  for (guint32 i = 0; i < growth->n_blocks; i++)
    growth->labels[i] = CITY_NONE;
  for (guint32 region = 0; region < growth->n_regions; region++)
    {
      growth->sizes[region] = 0;
      g_array_set_size (growth->heaps[region], 0);
    }
  for (guint32 region = 0; region < growth->n_regions; region++)
    take (growth, region, growth->seeds[region], FALSE);
  spread (growth, FALSE);

  /* What no region reached on its own side is taken from over the road. */
  for (guint32 i = 0; i < growth->n_blocks; i++)
    {
      guint32 region = growth->labels[i];

      for (guint32 j = growth->first_link[i]; region != CITY_NONE && j < growth->first_link[i + 1]; j++)
        {
          guint32 to = g_array_index (growth->links, Link, j).to;

          if (growth->labels[to] == CITY_NONE)
            push (growth->heaps[region],
                  (Candidate){ to, (float) city_distance (growth->centres[to], growth->centres[growth->seeds[region]]) });
        }
    }
  spread (growth, TRUE);
}

/* Lloyd's step: each region's seed moves to the block nearest to its centre. */
static void
move_seeds (Growth *growth)
{
  g_autofree WuseCityPosition *sums = g_new0 (WuseCityPosition, growth->n_regions);
  g_autofree double *nearest = g_new0 (double, growth->n_regions);

  for (guint32 i = 0; i < growth->n_blocks; i++)
    {
      double share = (double) growth->weights[i] / MAX (1, growth->sizes[growth->labels[i]]);

      sums[growth->labels[i]].east += growth->centres[i].east * share;
      sums[growth->labels[i]].north += growth->centres[i].north * share;
    }
  for (guint32 i = 0; i < growth->n_regions; i++)
    nearest[i] = G_MAXDOUBLE;
  for (guint32 i = 0; i < growth->n_blocks; i++)
    {
      guint32 region = growth->labels[i];
      double distance = city_distance (growth->centres[i], sums[region]);

      if (distance < nearest[region])
        {
          nearest[region] = distance;
          growth->seeds[region] = i;
        }
    }
}

static guint64
interleave (double value)
{
  guint64 bits = (guint64) CLAMP (value, 0, CITY_UNIT - 1), spread_bits = 0;

  for (guint i = 0; i < 20; i++)
    spread_bits |= (bits >> i & 1) << (2 * i);
  return spread_bits;
}

static int
compare_orders (gconstpointer a, gconstpointer b)
{
  const guint64 *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

/* Seeds at equal steps of weight along a Z-order curve lie as densely as the blocks do. */
static void
choose_seeds (Growth *growth)
{
  g_autofree guint64 *orders = g_new (guint64, 2 * (gsize) growth->n_blocks);
  guint64 total = 0, so_far = 0;
  guint32 region = 0;

  for (guint32 i = 0; i < growth->n_blocks; i++)
    {
      orders[2 * i] = growth->orders[i];
      orders[2 * i + 1] = i;
      total += growth->weights[i];
    }
  qsort (orders, growth->n_blocks, 2 * sizeof (guint64), compare_orders);
  for (guint32 i = 0; i < growth->n_blocks && region < growth->n_regions; i++)
    {
      so_far += growth->weights[orders[2 * i + 1]];
      if (so_far * 2 * growth->n_regions >= (2 * (guint64) region + 1) * total
          || growth->n_blocks - i == growth->n_regions - region)
        growth->seeds[region++] = (guint32) orders[2 * i + 1];
    }
  g_assert (region == growth->n_regions);
}

static void
growth_init (Growth *growth)
{
  growth->links = g_array_new (FALSE, FALSE, sizeof (Link));
  growth->weights = g_new (guint32, growth->n_blocks);
  growth->orders = g_new (guint64, growth->n_blocks);
  growth->first_link = g_new (guint32, growth->n_blocks + 1);
  growth->centres = g_new (WuseCityPosition, growth->n_blocks);
  growth->heaps = g_new (GArray *, growth->n_regions);
  growth->sizes = g_new0 (guint32, growth->n_regions);
  growth->seeds = g_new (guint32, growth->n_regions);
  for (guint32 i = 0; i < growth->n_regions; i++)
    growth->heaps[i] = g_array_new (FALSE, FALSE, sizeof (Candidate));
}

static void
set_place (Growth *growth, guint32 place, double x, double y, guint32 weight)
{
  growth->centres[place] = city_at (growth->city, x, y);
  growth->orders[place] = interleave (x) | interleave (y) << 1;
  growth->weights[place] = weight;
  growth->first_link[place] = growth->links->len;
}

static void
link_blocks (Growth *growth, const guint32 *blocks)
{
  growth->places = g_hash_table_new (NULL, NULL);
  for (guint32 i = 0; i < growth->n_blocks; i++)
    g_hash_table_insert (growth->places, GUINT_TO_POINTER (blocks[i]), GUINT_TO_POINTER (i + 1));
  for (guint32 i = 0; i < growth->n_blocks; i++)
    {
      const CityBlock *block = city_block (growth->city, blocks[i]);

      /* A lake is nobody's centre: it goes to a neighbour. */
      set_place (growth, i, (block->x0 + block->x1) / 2.0, (block->y0 + block->y1) / 2.0,
                 block->superblock != growth->city->lake_superblock);
      city_mesh_foreach_neighbour (growth->city, blocks[i], add_link, growth);
    }
  growth->first_link[growth->n_blocks] = growth->links->len;
  g_hash_table_unref (growth->places);
}

/* Superblocks form a lattice, row by row. Between them only water is a barrier. */
static void
link_superblocks (Growth *growth)
{
  const WuseCity *city = growth->city;
  guint32 columns = city->columns->len - 1, rows = city->rows->len - 1;

  for (guint32 i = 0; i < growth->n_blocks; i++)
    {
      const CitySuperblock *superblock = &g_array_index (city->superblocks, CitySuperblock, i);
      guint32 column = i % columns, row = i / columns;
      gboolean south = g_array_index (city->rows, CityLine, row).kind == CITY_LINE_RIVER;
      gboolean north = g_array_index (city->rows, CityLine, row + 1).kind == CITY_LINE_RIVER;
      Link links[] = { { row > 0 ? i - columns : CITY_NONE, south },
                       { row + 1 < rows ? i + columns : CITY_NONE, north },
                       { column > 0 ? i - 1 : CITY_NONE, FALSE },
                       { column + 1 < columns ? i + 1 : CITY_NONE, FALSE } };

      set_place (growth, i, (superblock->x0 + superblock->x1) / 2.0, (superblock->y0 + superblock->y1) / 2.0,
                 superblock->n_blocks);
      for (guint j = 0; j < G_N_ELEMENTS (links); j++)
        if (links[j].to != CITY_NONE)
          g_array_append_val (growth->links, links[j]);
    }
  growth->first_link[growth->n_blocks] = growth->links->len;
}

static void
growth_clear (Growth *growth)
{
  for (guint32 i = 0; i < growth->n_regions; i++)
    g_array_unref (growth->heaps[i]);
  g_free (growth->heaps);
  g_free (growth->sizes);
  g_free (growth->seeds);
  g_free (growth->first_link);
  g_free (growth->centres);
  g_free (growth->weights);
  g_free (growth->orders);
  g_array_unref (growth->links);
}

static void
run (Growth *growth)
{
  choose_seeds (growth);
  for (guint round = 0; round < ROUNDS; round++)
    {
      if (round > 0)
        move_seeds (growth);
      grow (growth);
    }
  growth_clear (growth);
}

void
city_gather_blocks (const WuseCity *city, const guint32 *blocks, guint32 n_blocks, guint32 n_regions, guint32 *labels)
{
  Growth growth = { .city = city, .n_blocks = n_blocks, .n_regions = n_regions, .labels = labels };

  g_assert (n_regions > 0 && n_regions <= n_blocks);
  growth_init (&growth);
  link_blocks (&growth, blocks);
  run (&growth);
}

void
city_gather_superblocks (const WuseCity *city, guint32 n_regions, guint32 *labels)
{
  Growth growth = { .city = city, .n_blocks = city->superblocks->len, .n_regions = n_regions, .labels = labels };

  g_assert (n_regions > 0 && n_regions <= growth.n_blocks);
  growth_init (&growth);
  link_superblocks (&growth);
  run (&growth);
}
