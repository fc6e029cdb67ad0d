/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many others each node of a graph can reach: summed, counted in bits, or estimated. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-graph-reach.h"

#include "wuse-graph-private.h"

#include <string.h>

#define WORDS_PER_BLOCK 8
#define BLOCK (64 * WORDS_PER_BLOCK)

/* The graph with each strong component as one unit. Units are sorted by weak component, and within it so that what a unit
 * reaches has lower numbers. */
typedef struct
{
  guint n_units;
  guint32 *unit;         /* of each node */
  guint32 *node;         /* nodes by unit */
  guint32 *first_node;   /* offsets into node, by unit */
  guint32 *first_target; /* offsets into target, by unit */
  guint32 *target;       /* units led to, each once */
  guint32 *n_led;        /* how many units lead to a unit */
  GArray *first_unit;    /* where each weak component begins, and the end */
} Condensed;

static void
clear_condensed (Condensed *self)
{
  g_free (self->unit);
  g_free (self->node);
  g_free (self->first_node);
  g_free (self->first_target);
  g_free (self->target);
  g_free (self->n_led);
  g_array_unref (self->first_unit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Condensed, clear_condensed)

/* Sorts @values stably into @sorted by the key of each, counting; @begin has one entry more than there are keys. */
static void
sort_by_key (const guint32 *values, guint n, const guint32 *key, guint n_keys, guint32 *begin, guint32 *sorted)
{
  memset (begin, 0, (n_keys + 1) * sizeof *begin);
  for (guint i = 0; i < n; i++)
    begin[key[values[i]] + 1]++;
  for (guint k = 0; k < n_keys; k++)
    begin[k + 1] += begin[k];

  g_autofree guint32 *next = g_memdup2 (begin, (n_keys + 1) * sizeof *begin);
  for (guint i = 0; i < n; i++)
    sorted[next[key[values[i]]]++] = values[i];
}

static void
number_units (Condensed *self, const WuseGraph *graph, const guint8 *edges, WuseDirection direction)
{
  guint n = graph->n_nodes;
  g_autofree guint32 *strong = g_new (guint32, n);
  g_autofree guint32 *weak = g_new (guint32, n);
  g_autofree guint32 *identity = g_new (guint32, n);
  g_autofree guint32 *by_strong = g_new (guint32, n);
  guint n_strong = wuse_graph_find_strong_components (graph, edges, strong);
  guint n_weak = wuse_graph_find_components (graph, edges, weak);
  g_autofree guint32 *begin = g_new (guint32, MAX (n_strong, n_weak) + 1);

  for (guint32 v = 0; v < n; v++)
    {
      identity[v] = v;
      if (direction == WUSE_DIRECTION_UPSTREAM)
        strong[v] = n_strong - 1 - strong[v];
    }
  sort_by_key (identity, n, strong, n_strong, begin, by_strong);
  self->node = g_new (guint32, n);
  sort_by_key (by_strong, n, weak, n_weak, begin, self->node);

  self->unit = g_new (guint32, n);
  self->first_node = g_new (guint32, n_strong + 1);
  self->first_unit = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < n; i++)
    {
      guint32 v = self->node[i];

      if (i == 0 || strong[v] != strong[self->node[i - 1]])
        {
          if (i == 0 || weak[v] != weak[self->node[i - 1]])
            g_array_append_val (self->first_unit, self->n_units);
          self->first_node[self->n_units++] = i;
        }
      self->unit[v] = self->n_units - 1;
    }
  self->first_node[self->n_units] = n;
  g_array_append_val (self->first_unit, self->n_units);
}

static void
list_targets (Condensed *self, const WuseGraph *graph, const guint8 *edges, WuseDirection direction)
{
  g_autofree guint32 *seen_from = g_new (guint32, self->n_units);
  guint32 n = 0;

  wuse_fill_none (seen_from, self->n_units);
  self->first_target = g_new0 (guint32, self->n_units + 1);
  self->target = g_new (guint32, graph->first[graph->n_nodes] / 2);
  self->n_led = g_new0 (guint32, self->n_units);
  for (guint32 u = 0; u < self->n_units; u++)
    {
      seen_from[u] = u;
      for (guint32 i = self->first_node[u]; i < self->first_node[u + 1]; i++)
        {
          guint32 end;

          for (guint32 slot = wuse_graph_slots (graph, self->node[i], direction, &end); slot < end; slot++)
            {
              guint32 target = self->unit[graph->neighbor[slot]];

              if (seen_from[target] == u || !wuse_edge_mask_has (edges, graph->edge[slot]))
                continue;
              g_assert (target < u);
              seen_from[target] = u;
              self->target[n++] = target;
              self->n_led[target]++;
            }
        }
      self->first_target[u + 1] = n;
    }
}

/* In a forest of units nothing is reached twice. */
static gboolean
is_forest (const Condensed *self, guint32 begin, guint32 end)
{
  for (guint32 u = begin; u < end; u++)
    if (self->n_led[u] > 1)
      return FALSE;

  return TRUE;
}

static void
sum_forest (const Condensed *self, guint32 begin, guint32 end, guint32 *reach)
{
  for (guint32 u = begin; u < end; u++)
    {
      reach[u] = self->first_node[u + 1] - self->first_node[u];
      for (guint32 i = self->first_target[u]; i < self->first_target[u + 1]; i++)
        reach[u] += reach[self->target[i]];
    }
}

/* Adds to @reach how many of the nodes at positions @block to @block_end each unit up to @end reaches. */
static void
count_block (const Condensed *self, guint32 block, guint32 block_end, guint32 end, guint64 *bits, guint32 *reach)
{
  guint32 begin = self->unit[self->node[block]];

  for (guint32 u = begin; u < end; u++)
    {
      guint64 *own = bits + (gsize) (u - begin) * WORDS_PER_BLOCK;
      guint64 any = 0;

      memset (own, 0, WORDS_PER_BLOCK * sizeof *own);
      for (guint32 i = MAX (self->first_node[u], block); i < MIN (self->first_node[u + 1], block_end); i++)
        own[(i - block) / 64] |= G_GUINT64_CONSTANT (1) << ((i - block) % 64);
      for (guint32 i = self->first_target[u]; i < self->first_target[u + 1]; i++)
        {
          if (self->target[i] < begin)
            continue;
          const guint64 *other = bits + (gsize) (self->target[i] - begin) * WORDS_PER_BLOCK;
          for (guint w = 0; w < WORDS_PER_BLOCK; w++)
            own[w] |= other[w];
        }
      for (guint w = 0; w < WORDS_PER_BLOCK; w++)
        any |= own[w];
      for (guint w = 0; any != 0 && w < WORDS_PER_BLOCK; w++)
        reach[u] += (guint32) __builtin_popcountll (own[w]);
    }
}

static gboolean
count_bits (const Condensed *self, guint32 begin, guint32 end, guint32 *reach, GCancellable *cancellable, GError **error)
{
  g_autofree guint64 *bits = g_new (guint64, (gsize) (end - begin) * WORDS_PER_BLOCK);
  guint32 last = self->first_node[end];

  memset (reach + begin, 0, (end - begin) * sizeof *reach);
  for (guint32 block = self->first_node[begin]; block < last; block += MIN (BLOCK, last - block))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      count_block (self, block, MIN (block + BLOCK, last), end, bits, reach);
    }

  return TRUE;
}

/* A bijection on 32 bits that scatters: no two nodes share a rank. */
static guint32
rank_node (guint32 v)
{
  v = (v ^ (v >> 16)) * 0x7feb352du;
  v = (v ^ (v >> 15)) * 0x846ca68bu;

  return v ^ (v >> 16);
}

/* Merges the ascending @other into the ascending @own, keeping the lowest and each once. */
static guint
merge_sketch (guint32 *own, guint n_own, const guint32 *other, guint n_other)
{
  guint32 merged[WUSE_REACH_SKETCH_SIZE];
  guint n = 0, i = 0, j = 0;

  while (n < WUSE_REACH_SKETCH_SIZE && (i < n_own || j < n_other))
    {
      guint32 a = i < n_own ? own[i] : G_MAXUINT32;
      guint32 b = j < n_other ? other[j] : G_MAXUINT32;

      i += i < n_own && a <= b;
      j += j < n_other && b <= a;
      merged[n++] = MIN (a, b);
    }
  memcpy (own, merged, n * sizeof *own);

  return n;
}

static guint32
estimate (const guint32 *sketch, guint n, guint n_nodes)
{
  if (n < WUSE_REACH_SKETCH_SIZE)
    return n;

  double share = ((double) sketch[n - 1] + 1) / 4294967296.0;
  return (guint32) CLAMP ((n - 1) / share + 0.5, n, n_nodes);
}

static gboolean
sketch_component (const Condensed *self, guint32 begin, guint32 end, guint32 *reach, GCancellable *cancellable, GError **error)
{
  g_autofree guint32 *sketches = g_new (guint32, (gsize) (end - begin) * WUSE_REACH_SKETCH_SIZE);
  g_autofree guint8 *size = g_new0 (guint8, end - begin);
  guint n_nodes = self->first_node[end] - self->first_node[begin];

  for (guint32 u = begin; u < end; u++)
    {
      guint32 *own = sketches + (gsize) (u - begin) * WUSE_REACH_SKETCH_SIZE;
      guint n = 0;

      if (u % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint32 i = self->first_node[u]; i < self->first_node[u + 1]; i++)
        {
          guint32 rank = rank_node (self->node[i]);
          n = merge_sketch (own, n, &rank, 1);
        }
      for (guint32 i = self->first_target[u]; i < self->first_target[u + 1]; i++)
        {
          guint32 other = self->target[i] - begin;
          n = merge_sketch (own, n, sketches + (gsize) other * WUSE_REACH_SKETCH_SIZE, size[other]);
        }
      size[u - begin] = (guint8) n;
      reach[u] = estimate (own, n, n_nodes);
    }

  return TRUE;
}

gboolean
wuse_graph_count_reachable (const WuseGraph *graph,
                            const guint8 *edges,
                            WuseDirection direction,
                            guint64 max_work,
                            guint32 *count,
                            gboolean *is_exact,
                            GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (graph != NULL, FALSE);
  g_return_val_if_fail (direction != WUSE_DIRECTION_EITHER, FALSE);
  g_return_val_if_fail (graph->n_nodes == 0 || count != NULL, FALSE);

  g_auto (Condensed) condensed = { 0 };
  guint64 work_left = max_work != 0 ? max_work : WUSE_REACH_MAX_WORK;
  gboolean all_exact = TRUE;

  number_units (&condensed, graph, edges, direction);
  list_targets (&condensed, graph, edges, direction);
  g_autofree guint32 *reach = g_new (guint32, condensed.n_units);
  for (guint c = 0; c + 1 < condensed.first_unit->len; c++)
    {
      guint32 begin = g_array_index (condensed.first_unit, guint32, c);
      guint32 end = g_array_index (condensed.first_unit, guint32, c + 1);
      guint64 n_words = (condensed.first_node[end] - condensed.first_node[begin] + BLOCK - 1) / BLOCK * WORDS_PER_BLOCK;
      guint64 n_steps = end - begin + condensed.first_target[end] - condensed.first_target[begin];
      guint64 work = n_words * n_steps / 2;
      gboolean done = TRUE;

      if (is_forest (&condensed, begin, end))
        sum_forest (&condensed, begin, end, reach);
      else if (work <= work_left)
        {
          done = count_bits (&condensed, begin, end, reach, cancellable, error);
          work_left -= work;
        }
      else
        {
          done = sketch_component (&condensed, begin, end, reach, cancellable, error);
          all_exact = FALSE;
        }
      if (!done)
        return FALSE;
    }
  for (guint32 v = 0; v < graph->n_nodes; v++)
    count[v] = reach[condensed.unit[v]] - 1;
  if (is_exact != NULL)
    *is_exact = all_exact;

  return TRUE;
}
