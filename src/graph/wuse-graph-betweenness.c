/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Betweenness by Brandes' algorithm, on all cores. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-graph-betweenness.h"

#include "wuse-graph-private.h"
#include "wuse-graph-reach.h"

#include <float.h>
#include <math.h>

/* The sources are dealt to so many shares, each with a sum of its own, so that sums are made in the same order on any number
 * of cores. */
#define N_SHARES 8

/* Numbers of paths are scaled down by this much, level by level, before they exceed what a double holds. */
#define SCALE_EXPONENT 512

typedef struct
{
  guint32 node;
  double weight;
} Source;

typedef struct
{
  guint n_nodes;
  guint32 *first;
  guint32 *target;
  GArray *sources;
  double *sums[N_SHARES];
  GCancellable *cancellable;
  int next_share;
} Work;

/* What one thread needs for one source after the other. */
typedef struct
{
  guint32 *distance;
  double *n_paths;
  double *dependency;
  guint32 *queue;
  GArray *level_scale;
} Scratch;

static void
compile (Work *work, const WuseGraph *graph, const guint8 *edges, WuseDirection direction)
{
  guint32 n = 0;

  work->n_nodes = graph->n_nodes;
  work->first = g_new (guint32, graph->n_nodes + 1);
  work->target = g_new (guint32, graph->first[graph->n_nodes]);
  for (guint32 v = 0; v < graph->n_nodes; v++)
    {
      guint32 end;

      work->first[v] = n;
      for (guint32 slot = wuse_graph_slots (graph, v, direction, &end); slot < end; slot++)
        if (wuse_edge_mask_has (edges, graph->edge[slot]))
          work->target[n++] = graph->neighbor[slot];
    }
  work->first[graph->n_nodes] = n;
}

/* Moves @n_chosen of the @members to their front, by a generator with a fixed seed (Knuth's MMIX). */
static void
choose (guint32 *members, guint n_members, guint n_chosen)
{
  guint64 state = n_members;

  for (guint i = 0; i < n_chosen; i++)
    {
      state = state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
      guint j = i + (guint) ((state >> 33) % (n_members - i));
      guint32 chosen = members[j];

      members[j] = members[i];
      members[i] = chosen;
    }
}

/* How many nodes are visited from all nodes of each component together. */
static guint64 *
count_visits (const WuseGraph *graph,
              const guint8 *edges,
              gboolean is_directed,
              const guint32 *component,
              guint n_components,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree guint32 *reach = g_new0 (guint32, graph->n_nodes);
  g_autofree guint64 *visits = g_new0 (guint64, n_components);

  if (is_directed && !wuse_graph_count_reachable (graph, edges, WUSE_DIRECTION_DOWNSTREAM, 0, reach, NULL, cancellable, error))
    return NULL;
  for (guint32 v = 0; v < graph->n_nodes; v++)
    visits[component[v]] += reach[v] + 1;
  for (guint c = 0; c < n_components && !is_directed; c++)
    visits[c] *= visits[c];

  return g_steal_pointer (&visits);
}

static gboolean
list_sources (Work *work,
              const WuseGraph *graph,
              const guint8 *edges,
              gboolean is_directed,
              guint max_exact,
              guint n_pivots,
              gboolean *is_exact,
              GError **error)
{
  guint n = graph->n_nodes;
  g_autofree guint32 *component = g_new (guint32, n);
  guint n_components = wuse_graph_find_components (graph, edges, component);
  g_autofree guint64 *visits = count_visits (graph, edges, is_directed, component, n_components, work->cancellable, error);
  g_autofree guint32 *next = g_new0 (guint32, n_components + 1);
  g_autofree guint32 *members = g_new (guint32, n);

  if (n > 0 && visits == NULL)
    return FALSE;
  for (guint32 v = 0; v < n; v++)
    next[component[v] + 1]++;
  for (guint c = 0; c < n_components; c++)
    next[c + 1] += next[c];
  for (guint32 v = 0; v < n; v++)
    members[next[component[v]]++] = v;

  *is_exact = TRUE;
  for (guint c = 0, begin = 0; c < n_components; begin = next[c++])
    {
      guint size = next[c] - begin;
      guint n_sources = visits[c] > (guint64) max_exact * max_exact ? MIN (n_pivots, size) : size;

      /* Nothing lies between two. */
      if (size < 3)
        continue;
      if (n_sources < size)
        {
          choose (members + begin, size, n_sources);
          *is_exact = FALSE;
        }
      for (guint i = 0; i < n_sources; i++)
        {
          Source source = { members[begin + i], (double) size / n_sources };
          g_array_append_val (work->sources, source);
        }
    }

  return TRUE;
}

/* Scales the numbers of paths of the level at @begin to @end if they threaten to overflow; returns the factor. */
static double
scale_level (Scratch *scratch, guint begin, guint end)
{
  double largest = 0, factor = ldexp (1, -SCALE_EXPONENT);

  for (guint i = begin; i < end; i++)
    largest = MAX (largest, scratch->n_paths[scratch->queue[i]]);
  if (largest * factor < 1)
    return 1;
  for (guint i = begin; i < end; i++)
    {
      double *n_paths = &scratch->n_paths[scratch->queue[i]];
      *n_paths = MAX (*n_paths * factor, DBL_MIN);
    }

  return factor;
}

static guint
spread (const Work *work, Scratch *scratch, guint32 source)
{
  double unscaled = 1;
  guint begin = 0, end = 1;

  g_array_set_size (scratch->level_scale, 0);
  g_array_append_val (scratch->level_scale, unscaled);
  scratch->queue[0] = source;
  scratch->distance[source] = 0;
  scratch->n_paths[source] = 1;
  while (begin < end)
    {
      guint n_queued = end;

      for (guint i = begin; i < end; i++)
        {
          guint32 v = scratch->queue[i];

          for (guint32 j = work->first[v]; j < work->first[v + 1]; j++)
            {
              guint32 w = work->target[j];

              if (scratch->distance[w] == WUSE_NODE_NONE)
                {
                  scratch->distance[w] = scratch->distance[v] + 1;
                  scratch->n_paths[w] = 0;
                  scratch->queue[n_queued++] = w;
                }
              if (scratch->distance[w] == scratch->distance[v] + 1)
                scratch->n_paths[w] += scratch->n_paths[v];
            }
        }
      double scale = scale_level (scratch, end, n_queued);
      g_array_append_val (scratch->level_scale, scale);
      begin = end;
      end = n_queued;
    }

  return end;
}

static void
gather (const Work *work, Scratch *scratch, guint n_queued, const Source *source, double *sum)
{
  for (guint i = n_queued; i-- > 0;)
    {
      guint32 v = scratch->queue[i];
      double scale = g_array_index (scratch->level_scale, double, scratch->distance[v] + 1);
      double dependency = 0;

      for (guint32 j = work->first[v]; j < work->first[v + 1]; j++)
        {
          guint32 w = work->target[j];

          if (scratch->distance[w] == scratch->distance[v] + 1)
            dependency += scratch->n_paths[v] * scale / scratch->n_paths[w] * (1 + scratch->dependency[w]);
        }
      scratch->dependency[v] = dependency;
      if (i > 0)
        sum[v] += dependency * source->weight;
    }
  for (guint i = 0; i < n_queued; i++)
    scratch->distance[scratch->queue[i]] = WUSE_NODE_NONE;
}

static gpointer
run_shares (gpointer data)
{
  Work *work = data;
  guint n = work->n_nodes;
  Scratch scratch = { g_new (guint32, n), g_new (double, n), g_new (double, n), g_new (guint32, n),
                      g_array_new (FALSE, FALSE, sizeof (double)) };
  int share;

  wuse_fill_none (scratch.distance, n);
  while ((share = g_atomic_int_add (&work->next_share, 1)) < N_SHARES)
    for (guint i = (guint) share; i < work->sources->len && !g_cancellable_is_cancelled (work->cancellable); i += N_SHARES)
      {
        const Source *source = &g_array_index (work->sources, Source, i);
        guint n_queued = spread (work, &scratch, source->node);

        gather (work, &scratch, n_queued, source, work->sums[share]);
      }
  g_free (scratch.distance);
  g_free (scratch.n_paths);
  g_free (scratch.dependency);
  g_free (scratch.queue);
  g_array_unref (scratch.level_scale);

  return NULL;
}

static void
run_on_all_cores (Work *work)
{
  GThread *helpers[N_SHARES - 1];
  guint n_helpers = work->n_nodes < 200 ? 0 : MIN (g_get_num_processors (), N_SHARES) - 1;

  for (guint i = 0; i < n_helpers; i++)
    helpers[i] = g_thread_new ("wuse-betweenness", run_shares, work);
  run_shares (work);
  for (guint i = 0; i < n_helpers; i++)
    g_thread_join (helpers[i]);
}

static void
add_up (const Work *work, gboolean is_directed, double *value)
{
  for (guint32 v = 0; v < work->n_nodes; v++)
    {
      value[v] = 0;
      for (guint share = 0; share < N_SHARES; share++)
        value[v] += work->sums[share][v];
      /* Every unordered pair was met from both its ends. */
      if (!is_directed)
        value[v] /= 2;
    }
}

gboolean
wuse_graph_measure_betweenness (const WuseGraph *graph,
                                const guint8 *edges,
                                gboolean is_directed,
                                guint max_exact,
                                guint n_pivots,
                                double *value,
                                gboolean *is_exact,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (graph != NULL, FALSE);
  g_return_val_if_fail (graph->n_nodes == 0 || value != NULL, FALSE);

  Work work = { .cancellable = cancellable, .sources = g_array_new (FALSE, FALSE, sizeof (Source)) };
  gboolean is_all = FALSE, is_done;

  is_done = list_sources (&work, graph, edges, is_directed, max_exact != 0 ? max_exact : WUSE_BETWEENNESS_MAX_EXACT,
                          n_pivots != 0 ? n_pivots : WUSE_BETWEENNESS_N_PIVOTS, &is_all, error);
  if (is_done)
    {
      compile (&work, graph, edges, is_directed ? WUSE_DIRECTION_DOWNSTREAM : WUSE_DIRECTION_EITHER);
      for (guint share = 0; share < N_SHARES; share++)
        work.sums[share] = g_new0 (double, graph->n_nodes);
      run_on_all_cores (&work);
      add_up (&work, is_directed, value);
      is_done = !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  if (is_exact != NULL)
    *is_exact = is_all;
  for (guint share = 0; share < N_SHARES; share++)
    g_free (work.sums[share]);
  g_free (work.first);
  g_free (work.target);
  g_array_unref (work.sources);

  return is_done;
}
