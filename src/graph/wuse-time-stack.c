/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for components: each takes the first rows that are free from its first day on. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-graph-private.h"
#include "wuse-time-private.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  guint32 component;
  guint32 first_day;
  guint32 n_nodes;
  guint32 position;
  guint32 n_rows;
} Block;

/* Of a range of rows: how many are free at its beginning, at its end, and at most together. A binary tree in an array. */
typedef struct
{
  guint32 before;
  guint32 after;
  guint32 longest;
} FreeRun;

typedef struct
{
  FreeRun *runs;
  guint32 n_leaves;
  guint32 *next_freed;
  guint32 *freed_on;
  guint32 n_days;
  guint32 today;
} Rows;

static int
compare_blocks (gconstpointer a, gconstpointer b)
{
  const Block *left = a, *right = b;

  if (left->first_day != right->first_day)
    return left->first_day < right->first_day ? -1 : 1;
  if (left->n_nodes != right->n_nodes)
    return left->n_nodes > right->n_nodes ? -1 : 1;

  return left->position < right->position ? -1 : left->position > right->position;
}

static Block *
list_blocks (const WuseTransmissionForest *forest, const guint32 *x, guint gap, const double *y)
{
  Block *blocks = g_new0 (Block, forest->n_components);

  for (guint c = 0; c < forest->n_components; c++)
    blocks[c] = (Block){ .component = c, .first_day = G_MAXUINT32, .position = G_MAXUINT32 };
  for (guint i = 0; i < forest->n_nodes; i++)
    {
      guint32 v = forest->preorder[i];
      Block *block = &blocks[forest->component[v]];

      block->first_day = MIN (block->first_day, x[v]);
      block->position = MIN (block->position, i);
      block->n_rows = MAX (block->n_rows, (guint32) ceil (y[v]) + 1);
      block->n_nodes++;
    }
  for (guint c = 0; c < forest->n_components; c++)
    if (blocks[c].n_nodes > 1)
      blocks[c].n_rows += gap;
  if (forest->n_components > 0)
    qsort (blocks, forest->n_components, sizeof *blocks, compare_blocks);

  return blocks;
}

static void
set_row (Rows *rows, guint32 row, gboolean is_free)
{
  guint32 node = rows->n_leaves + row, length = 1;

  rows->runs[node] = (FreeRun){ is_free, is_free, is_free };
  for (node /= 2; node > 0; node /= 2, length *= 2)
    {
      const FreeRun *left = &rows->runs[2 * node], *right = left + 1;

      rows->runs[node].before = left->before + (left->before == length ? right->before : 0);
      rows->runs[node].after = right->after + (right->after == length ? left->after : 0);
      rows->runs[node].longest = MAX (MAX (left->longest, right->longest), left->after + right->before);
    }
}

static void
init_rows (Rows *rows, guint32 n_rows, guint32 n_days)
{
  rows->n_leaves = 1;
  while (rows->n_leaves < n_rows)
    rows->n_leaves *= 2;
  rows->runs = g_new (FreeRun, 2 * (gsize) rows->n_leaves);
  rows->runs[0] = (FreeRun){ 0 };
  for (guint32 node = 1, length = rows->n_leaves, level_end = 2; node < 2 * rows->n_leaves; node++)
    {
      if (node == level_end)
        {
          level_end *= 2;
          length /= 2;
        }
      rows->runs[node] = (FreeRun){ length, length, length };
    }
  rows->next_freed = g_new (guint32, rows->n_leaves);
  rows->n_days = n_days;
  rows->freed_on = g_new (guint32, n_days);
  wuse_fill_none (rows->freed_on, n_days);
}

static void
clear_rows (Rows *rows)
{
  g_free (rows->runs);
  g_free (rows->next_freed);
  g_free (rows->freed_on);
}

static void
go_to (Rows *rows, guint32 day)
{
  for (; rows->today <= day; rows->today++)
    for (guint32 row = rows->freed_on[rows->today]; row != WUSE_NODE_NONE; row = rows->next_freed[row])
      set_row (rows, row, TRUE);
}

/* The first of the first @n_rows free rows in a sequence; there always is one. */
static guint32
find_rows (const Rows *rows, guint32 n_rows)
{
  guint32 node = 1, begin = 0, length = rows->n_leaves;

  g_assert (rows->runs[1].longest >= n_rows);
  while (length > 1)
    {
      const FreeRun *left = &rows->runs[2 * node], *right = left + 1;

      length /= 2;
      if (left->longest >= n_rows)
        node = 2 * node;
      else if (left->after + right->before >= n_rows)
        return begin + length - left->after;
      else
        {
          node = 2 * node + 1;
          begin += length;
        }
    }

  return begin;
}

static void
occupy (Rows *rows, guint32 row, guint32 end)
{
  set_row (rows, row, FALSE);
  /* Nobody asks about what is freed later than the last component begins. */
  if (end < rows->n_days)
    {
      rows->next_freed[row] = rows->freed_on[end];
      rows->freed_on[end] = row;
    }
}

/* A row between others of its component is not free before one of its sides is: no component stands inside another. */
static void
close_inwards (guint32 *ends, guint32 n_rows, guint32 *scratch)
{
  guint32 highest = 0;

  for (guint32 i = 0; i < n_rows; i++)
    scratch[i] = highest = MAX (highest, ends[i]);
  highest = 0;
  for (guint32 i = n_rows; i-- > 0;)
    {
      highest = MAX (highest, ends[i]);
      ends[i] = MIN (scratch[i], highest);
    }
}

/* For each component, from `first_end[component]` on: until when each of its rows is taken. */
static guint32 *
list_ends (const WuseTransmissionForest *forest,
           const guint32 *x,
           const guint16 *extent,
           const double *y,
           const Block *blocks,
           guint32 n_rows,
           guint32 *first_end)
{
  guint32 *ends = g_new0 (guint32, n_rows);
  g_autofree guint32 *scratch = g_new (guint32, n_rows);
  guint32 n = 0;

  for (guint c = 0; c < forest->n_components; c++)
    {
      first_end[blocks[c].component] = n;
      n += blocks[c].n_rows;
    }
  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      guint32 *end = ends + first_end[forest->component[v]];
      guint32 upper = (guint32) floor (y[v]), lower = (guint32) ceil (y[v]), until = x[v] + extent[v];

      /* The edge from an infector who fell ill later comes from the right. */
      if (forest->parent[v] != WUSE_NODE_NONE)
        until = MAX (until, x[forest->parent[v]] + 1);
      end[upper] = MAX (end[upper], until);
      end[lower] = MAX (end[lower], until);
    }
  for (guint c = 0; c < forest->n_components; c++)
    {
      guint32 *end = ends + first_end[blocks[c].component];

      /* A row without a node, as the gap below is, is taken as long as the one above it. */
      for (guint32 row = 1; row < blocks[c].n_rows; row++)
        if (end[row] == 0)
          end[row] = end[row - 1];
      close_inwards (end, blocks[c].n_rows, scratch);
    }

  return ends;
}

guint
wuse_time_stack_components (const WuseTransmissionForest *forest, const guint32 *x, const guint16 *extent, guint gap, double *y)
{
  guint n = forest->n_components;
  g_autofree Block *blocks = list_blocks (forest, x, gap, y);
  g_autofree guint32 *first_end = g_new (guint32, n);
  g_autofree guint32 *first_row = g_new (guint32, n);
  Rows rows = { 0 };
  guint32 n_rows = 0, n_used = 0;

  for (guint c = 0; c < n; c++)
    n_rows += blocks[c].n_rows;
  g_autofree guint32 *ends = list_ends (forest, x, extent, y, blocks, n_rows, first_end);
  init_rows (&rows, n_rows, n > 0 ? blocks[n - 1].first_day + 1 : 0);
  for (guint c = 0; c < n; c++)
    {
      const Block *block = &blocks[c];

      go_to (&rows, block->first_day);
      first_row[block->component] = find_rows (&rows, block->n_rows);
      for (guint32 i = 0; i < block->n_rows; i++)
        occupy (&rows, first_row[block->component] + i, ends[first_end[block->component] + i]);
    }
  clear_rows (&rows);
  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      y[v] += first_row[forest->component[v]];
      n_used = MAX (n_used, (guint32) ceil (y[v]) + 1);
    }

  return n_used;
}
