/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of graphs: against small exact cases, against brute force on random graphs, against igraph on the Seoul records. */

#include "config.h"

#include "graph-fixture.h"
#include "wuse-date.h"
#include "wuse-graph-betweenness.h"
#include "wuse-graph-cuts.h"
#include "wuse-graph-metrics.h"
#include "wuse-graph-reach.h"
#include "wuse-serial-interval.h"

#include <math.h>
#include <string.h>

#define N_TRIALS 300
#define MAX_NODES 24

typedef struct
{
  WuseGraph *graph;
  guint8 *edges;
  guint8 *preferred;
  /* Fewest edges between two, and how many ways there are to take so few; along edges and either way. */
  guint steps[2][MAX_NODES][MAX_NODES];
  double ways[2][MAX_NODES][MAX_NODES];
} Trial;

static const guint32 *
get_numbers (const GArray *array)
{
  return (const guint32 *) (gconstpointer) array->data;
}

static void
find_ways (Trial *trial, guint either, guint32 source)
{
  const WuseGraph *graph = trial->graph;
  guint *steps = trial->steps[either][source];
  double *ways = trial->ways[either][source];

  for (guint32 v = 0; v < graph->n_nodes; v++)
    {
      steps[v] = v == source ? 0 : G_MAXUINT;
      ways[v] = v == source;
    }
  for (guint step = 0; step < graph->n_nodes; step++)
    for (guint32 e = 0; e < graph->n_edges; e++)
      for (guint side = 0; side <= either; side++)
        {
          guint32 from = side == 0 ? graph->from[e] : graph->to[e], to = side == 0 ? graph->to[e] : graph->from[e];

          if (!trial->edges[e] || steps[from] != step || steps[to] <= step)
            continue;
          steps[to] = step + 1;
          ways[to] += ways[from];
        }
}

static void
set_up_trial (Trial *trial, GRand *random)
{
  guint n_nodes = (guint) g_rand_int_range (random, 1, MAX_NODES + 1);
  guint n_edges = (guint) g_rand_int_range (random, 0, (gint32) (2 * n_nodes));

  trial->graph = random_graph_new (random, n_nodes, n_edges);
  trial->edges = g_new (guint8, n_edges);
  trial->preferred = g_new (guint8, n_edges);
  for (guint e = 0; e < n_edges; e++)
    {
      trial->edges[e] = g_rand_int_range (random, 0, 5) > 0;
      trial->preferred[e] = g_rand_boolean (random) != 0;
    }
  for (guint either = 0; either < 2; either++)
    for (guint32 v = 0; v < n_nodes; v++)
      find_ways (trial, either, v);
}

static void
tear_down_trial (Trial *trial)
{
  wuse_graph_unref (trial->graph);
  g_free (trial->edges);
  g_free (trial->preferred);
}

static gboolean
reaches (const Trial *trial, guint either, guint32 from, guint32 to)
{
  return trial->steps[either][from][to] != G_MAXUINT;
}

static void
check_components (const Trial *trial)
{
  guint32 weak[MAX_NODES], strong[MAX_NODES];
  guint n_weak = wuse_graph_find_components (trial->graph, trial->edges, weak);
  guint n_strong = wuse_graph_find_strong_components (trial->graph, trial->edges, strong);

  for (guint32 a = 0; a < trial->graph->n_nodes; a++)
    {
      g_assert_cmpuint (weak[a], <, n_weak);
      g_assert_cmpuint (strong[a], <, n_strong);
      for (guint32 b = 0; b < trial->graph->n_nodes; b++)
        {
          g_assert_cmpint (weak[a] == weak[b], ==, reaches (trial, 1, a, b));
          g_assert_cmpint (strong[a] == strong[b], ==, reaches (trial, 0, a, b) && reaches (trial, 0, b, a));
          g_assert_true (!reaches (trial, 0, a, b) || strong[a] >= strong[b]);
        }
    }
}

static void
check_generations (const Trial *trial)
{
  guint32 generation[MAX_NODES];
  guint highest = wuse_graph_find_generations (trial->graph, trial->edges, NULL, generation), seen = 0;

  for (guint32 v = 0; v < trial->graph->n_nodes; v++)
    {
      guint least = G_MAXUINT;

      for (guint32 root = 0; root < trial->graph->n_nodes; root++)
        {
          gboolean is_root = TRUE;

          /* Whoever leads to a root is led to by it, and has a higher number. */
          for (guint32 other = 0; other < trial->graph->n_nodes; other++)
            if (other != root && reaches (trial, 0, other, root))
              is_root = is_root && reaches (trial, 0, root, other) && other > root;
          if (is_root)
            least = MIN (least, trial->steps[0][root][v]);
        }
      g_assert_cmpuint (generation[v], ==, least);
      seen = MAX (seen, least);
    }
  g_assert_cmpuint (highest, ==, seen);
}

static void
check_reach (const Trial *trial)
{
  guint n = trial->graph->n_nodes;
  guint32 down[MAX_NODES], up[MAX_NODES], sketched[MAX_NODES];
  gboolean is_exact = FALSE;

  g_assert_true (
      wuse_graph_count_reachable (trial->graph, trial->edges, WUSE_DIRECTION_DOWNSTREAM, 0, down, &is_exact, NULL, NULL));
  g_assert_true (is_exact);
  g_assert_true (wuse_graph_count_reachable (trial->graph, trial->edges, WUSE_DIRECTION_UPSTREAM, 0, up, NULL, NULL, NULL));
  /* Sets smaller than a sketch are exact even where all is left to sketches. */
  g_assert_true (
      wuse_graph_count_reachable (trial->graph, trial->edges, WUSE_DIRECTION_DOWNSTREAM, 1, sketched, NULL, NULL, NULL));
  for (guint32 v = 0; v < n; v++)
    {
      guint n_down = 0, n_up = 0;

      for (guint32 w = 0; w < n; w++)
        {
          n_down += w != v && reaches (trial, 0, v, w);
          n_up += w != v && reaches (trial, 0, w, v);
        }
      g_assert_cmpuint (down[v], ==, n_down);
      g_assert_cmpuint (up[v], ==, n_up);
      g_assert_cmpuint (sketched[v], ==, n_down);
    }
}

static void
check_lists (const Trial *trial, GRand *random)
{
  guint n = trial->graph->n_nodes;
  guint32 source = (guint32) g_rand_int_range (random, 0, (gint32) n);
  guint max_steps = (guint) g_rand_int_range (random, 0, 5);

  for (WuseDirection direction = WUSE_DIRECTION_DOWNSTREAM; direction <= WUSE_DIRECTION_EITHER; direction++)
    {
      g_autoptr (GArray) list = wuse_graph_list_reachable (trial->graph, trial->edges, &source, 1, direction, max_steps);
      guint n_within = 0, last = 0;

      for (guint32 v = 0; v < n; v++)
        n_within += (direction == WUSE_DIRECTION_UPSTREAM ? trial->steps[0][v][source]
                                                          : trial->steps[direction == WUSE_DIRECTION_EITHER][source][v])
                    <= max_steps;
      g_assert_cmpuint (list->len, ==, n_within);
      for (guint i = 0; i < list->len; i++)
        {
          guint32 v = get_numbers (list)[i];
          guint steps = direction == WUSE_DIRECTION_UPSTREAM ? trial->steps[0][v][source]
                                                             : trial->steps[direction == WUSE_DIRECTION_EITHER][source][v];

          g_assert_cmpuint (steps, <=, max_steps);
          g_assert_cmpuint (steps, >=, last);
          last = steps;
        }
    }
}

/* Fewest edges not preferred, then fewest edges, from @from to everybody, by relaxing until nothing changes. */
static void
find_costs (const Trial *trial, gboolean either, guint32 from, guint *costs)
{
  const WuseGraph *graph = trial->graph;

  for (guint32 v = 0; v < graph->n_nodes; v++)
    costs[v] = v == from ? 0 : G_MAXUINT;
  for (guint round = 0; round < graph->n_nodes; round++)
    for (guint32 e = 0; e < graph->n_edges; e++)
      for (guint side = 0; side <= (either ? 1 : 0); side++)
        {
          guint32 begin = side == 0 ? graph->from[e] : graph->to[e], end = side == 0 ? graph->to[e] : graph->from[e];

          if (trial->edges[e] && costs[begin] != G_MAXUINT)
            costs[end] = MIN (costs[end], costs[begin] + 1 + (trial->preferred[e] ? 0 : 1000));
        }
}

static void
check_path (const Trial *trial, guint32 from, guint32 to, WuseDirection direction, guint cost)
{
  g_autoptr (GArray) edges = NULL;
  g_autoptr (GArray) nodes = wuse_graph_find_path (trial->graph, trial->edges, trial->preferred, from, to, direction, &edges);
  guint sum = 0;

  g_assert_cmpint (nodes == NULL, ==, cost == G_MAXUINT);
  if (nodes == NULL)
    {
      g_assert_null (edges);
      return;
    }
  g_assert_cmpuint (nodes->len, ==, edges->len + 1);
  g_assert_cmpuint (get_numbers (nodes)[0], ==, from);
  g_assert_cmpuint (get_numbers (nodes)[edges->len], ==, to);
  for (guint i = 0; i < edges->len; i++)
    {
      guint32 e = get_numbers (edges)[i], a = get_numbers (nodes)[i], b = get_numbers (nodes)[i + 1];

      g_assert_true (trial->edges[e]);
      g_assert_true ((trial->graph->from[e] == a && trial->graph->to[e] == b)
                     || (direction == WUSE_DIRECTION_EITHER && trial->graph->from[e] == b && trial->graph->to[e] == a));
      sum += 1 + (trial->preferred[e] ? 0 : 1000);
    }
  g_assert_cmpuint (sum, ==, cost);
}

static void
check_paths (const Trial *trial)
{
  for (guint32 from = 0; from < trial->graph->n_nodes; from++)
    {
      guint along[MAX_NODES], either[MAX_NODES];

      find_costs (trial, FALSE, from, along);
      find_costs (trial, TRUE, from, either);
      for (guint32 to = 0; to < trial->graph->n_nodes; to++)
        {
          g_autoptr (GArray) shortest =
              wuse_graph_find_path (trial->graph, trial->edges, NULL, from, to, WUSE_DIRECTION_DOWNSTREAM, NULL);

          check_path (trial, from, to, WUSE_DIRECTION_DOWNSTREAM, along[to]);
          check_path (trial, from, to, WUSE_DIRECTION_EITHER, either[to]);
          g_assert_cmpuint (shortest != NULL ? shortest->len - 1 : G_MAXUINT, ==, trial->steps[0][from][to]);
        }
    }
}

static void
check_betweenness (const Trial *trial)
{
  guint n = trial->graph->n_nodes;

  for (guint either = 0; either < 2; either++)
    {
      double value[MAX_NODES], sampled[MAX_NODES];
      gboolean is_exact = FALSE;

      g_assert_true (wuse_graph_measure_betweenness (trial->graph, trial->edges, !either, 0, 0, value, &is_exact, NULL, NULL));
      g_assert_true (is_exact);
      /* Everybody a pivot: the same, by the other way. */
      g_assert_true (wuse_graph_measure_betweenness (trial->graph, trial->edges, !either, 1, 100, sampled, NULL, NULL, NULL));
      for (guint32 v = 0; v < n; v++)
        {
          double sum = 0;

          for (guint32 s = 0; s < n; s++)
            for (guint32 t = 0; t < n; t++)
              if (s != t && s != v && t != v && reaches (trial, either, s, v) && reaches (trial, either, v, t)
                  && trial->steps[either][s][v] + trial->steps[either][v][t] == trial->steps[either][s][t])
                sum += trial->ways[either][s][v] * trial->ways[either][v][t] / trial->ways[either][s][t];
          if (either)
            sum /= 2;
          g_assert_cmpfloat_with_epsilon (value[v], sum, 1e-9);
          g_assert_cmpfloat_with_epsilon (sampled[v], sum, 1e-9);
        }
    }
}

/* Sizes of the parts into which the component of @of falls without an edge or a node. */
static void
find_parts (const Trial *trial, guint32 of, guint32 without_edge, guint32 without_node, guint *n_all, guint *largest)
{
  const WuseGraph *graph = trial->graph;
  guint32 part[MAX_NODES], size[MAX_NODES] = { 0 };

  *n_all = *largest = 0;
  for (guint32 v = 0; v < graph->n_nodes; v++)
    part[v] = v;
  for (guint round = 0; round < graph->n_nodes; round++)
    for (guint32 e = 0; e < graph->n_edges; e++)
      if (trial->edges[e] && e != without_edge && graph->from[e] != without_node && graph->to[e] != without_node)
        part[graph->from[e]] = part[graph->to[e]] = MIN (part[graph->from[e]], part[graph->to[e]]);
  for (guint32 v = 0; v < graph->n_nodes; v++)
    if (v != without_node && reaches (trial, 1, of, v))
      {
        size[part[v]]++;
        ++*n_all;
      }
  for (guint32 v = 0; v < graph->n_nodes; v++)
    *largest = MAX (*largest, size[v]);
}

static void
check_cuts (const Trial *trial)
{
  const WuseGraph *graph = trial->graph;
  guint32 edge_cut[2 * MAX_NODES], node_cut[MAX_NODES];
  guint n_all, largest;

  wuse_graph_find_cuts (graph, trial->edges, edge_cut, node_cut);
  for (guint32 e = 0; e < graph->n_edges; e++)
    {
      find_parts (trial, graph->from[e], e, WUSE_NODE_NONE, &n_all, &largest);
      g_assert_cmpuint (edge_cut[e], ==, trial->edges[e] ? n_all - largest : 0);
    }
  for (guint32 v = 0; v < graph->n_nodes; v++)
    {
      find_parts (trial, v, WUSE_NODE_NONE, v, &n_all, &largest);
      g_assert_cmpuint (node_cut[v], ==, n_all - largest);
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_TRIALS; i++)
    {
      g_autofree Trial *trial = g_new0 (Trial, 1);

      set_up_trial (trial, random);
      check_components (trial);
      check_generations (trial);
      check_reach (trial);
      check_lists (trial, random);
      check_paths (trial);
      check_betweenness (trial);
      check_cuts (trial);
      tear_down_trial (trial);
    }
}

static void
test_degrees (void)
{
  const guint32 from[] = { 0, 0, 1, 2, 2 }, to[] = { 1, 1, 2, 2, 0 };
  const guint8 edges[] = { 1, 1, 1, 1, 0 };
  guint32 out[3], in[3];
  g_autoptr (WuseGraph) graph = wuse_graph_new (3, from, to, 5);

  wuse_graph_count_degrees (graph, edges, out, in);
  g_assert_cmpmem (out, sizeof out, ((guint32[]){ 2, 1, 1 }), sizeof out);
  g_assert_cmpmem (in, sizeof in, ((guint32[]){ 0, 2, 2 }), sizeof in);
  wuse_graph_count_degrees (graph, NULL, out, NULL);
  g_assert_cmpuint (out[2], ==, 2);
}

/* A cycle that nothing leads to begins at its earliest onset. */
static void
test_generations_of_cycle (void)
{
  const guint32 from[] = { 0, 1, 2, 1, 3 }, to[] = { 1, 2, 0, 3, 3 };
  const gint32 day[] = { 12, WUSE_DAY_NONE, 10, 11 };
  guint32 generation[4];
  g_autoptr (WuseGraph) graph = wuse_graph_new (4, from, to, 5);

  g_assert_cmpuint (wuse_graph_find_generations (graph, NULL, day, generation), ==, 3);
  g_assert_cmpmem (generation, sizeof generation, ((guint32[]){ 1, 2, 0, 3 }), sizeof generation);
  g_assert_cmpuint (wuse_graph_find_generations (graph, NULL, NULL, generation), ==, 2);
  g_assert_cmpmem (generation, sizeof generation, ((guint32[]){ 0, 1, 2, 2 }), sizeof generation);
}

static void
test_growth (void)
{
  const guint32 component[] = { 0, 1, 0, 0, 2, 0, 1 };
  const gint32 day[] = { 5, 7, 3, 5, WUSE_DAY_NONE, WUSE_DAY_NONE, -2 };
  g_autoptr (WuseComponentGrowth) growth = wuse_component_growth_new (component, day, 7, 3);

  g_assert_cmpmem (growth->first, 4 * sizeof (guint32), ((guint32[]){ 0, 2, 4, 4 }), 4 * sizeof (guint32));
  g_assert_cmpmem (growth->day, 4 * sizeof (gint32), ((gint32[]){ 3, 5, -2, 7 }), 4 * sizeof (gint32));
  g_assert_cmpmem (growth->size, 4 * sizeof (guint32), ((guint32[]){ 1, 3, 1, 2 }), 4 * sizeof (guint32));
  g_assert_cmpmem (growth->n_undated, 3 * sizeof (guint32), ((guint32[]){ 1, 0, 1 }), 3 * sizeof (guint32));
}

/* On graphs in which sets are large, bits are right where a walk can check them, and sketches near. */
static void
test_reach_estimates (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autoptr (WuseGraph) graph = random_graph_new (random, 4000, 5200);
  g_autofree guint32 *exact = g_new (guint32, graph->n_nodes);
  g_autofree guint32 *estimate = g_new (guint32, graph->n_nodes);
  gboolean is_exact = FALSE;
  double error = 0;
  guint n_large = 0;

  g_assert_true (wuse_graph_count_reachable (graph, NULL, WUSE_DIRECTION_DOWNSTREAM, 0, exact, &is_exact, NULL, NULL));
  g_assert_true (is_exact);
  g_assert_true (wuse_graph_count_reachable (graph, NULL, WUSE_DIRECTION_DOWNSTREAM, 1, estimate, &is_exact, NULL, NULL));
  g_assert_false (is_exact);
  for (guint32 v = 0; v < graph->n_nodes; v++)
    {
      if (v % 37 == 0)
        {
          g_autoptr (GArray) list = wuse_graph_list_reachable (graph, NULL, &v, 1, WUSE_DIRECTION_DOWNSTREAM, G_MAXUINT);
          g_assert_cmpuint (exact[v], ==, list->len - 1);
        }
      if (exact[v] + 1 < WUSE_REACH_SKETCH_SIZE)
        g_assert_cmpuint (estimate[v], ==, exact[v]);
      else
        {
          error += fabs (log ((double) estimate[v] / exact[v]));
          n_large++;
        }
    }
  g_assert_cmpuint (n_large, >, 500);
  g_assert_cmpfloat (error / n_large, <, 0.25);
}

/* Of pivots, the values come near; of cores, they are independent; of two runs, they are the same. */
static void
test_betweenness_estimates (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (WuseGraph) graph = random_graph_new (random, 2000, 3000);
  g_autofree double *exact = g_new (double, graph->n_nodes);
  g_autofree double *estimate = g_new (double, graph->n_nodes);
  g_autofree double *again = g_new (double, graph->n_nodes);
  gboolean is_exact = TRUE;
  double sum = 0, estimated_sum = 0, difference = 0;

  g_assert_true (wuse_graph_measure_betweenness (graph, NULL, FALSE, 0, 0, exact, NULL, NULL, NULL));
  g_assert_true (wuse_graph_measure_betweenness (graph, NULL, FALSE, 100, 200, estimate, &is_exact, NULL, NULL));
  g_assert_false (is_exact);
  g_assert_true (wuse_graph_measure_betweenness (graph, NULL, FALSE, 100, 200, again, NULL, NULL, NULL));
  g_assert_cmpmem (estimate, graph->n_nodes * sizeof *estimate, again, graph->n_nodes * sizeof *again);
  for (guint32 v = 0; v < graph->n_nodes; v++)
    {
      sum += exact[v];
      estimated_sum += estimate[v];
      difference += fabs (exact[v] - estimate[v]);
    }
  g_assert_cmpfloat_with_epsilon (estimated_sum / sum, 1, 0.05);
  g_assert_cmpfloat (difference / sum, <, 0.35);
}

/* More shortest paths than a double can count. */
static void
test_betweenness_of_many_paths (void)
{
  enum
  {
    N = 1500
  };
  guint32 from[2 * (N - 1)], to[2 * (N - 1)];
  double value[N];

  for (guint i = 0; i < 2 * (N - 1); i++)
    {
      from[i] = i / 2;
      to[i] = i / 2 + 1;
    }
  g_autoptr (WuseGraph) graph = wuse_graph_new (N, from, to, 2 * (N - 1));

  g_assert_true (wuse_graph_measure_betweenness (graph, NULL, TRUE, 0, 0, value, NULL, NULL, NULL));
  for (guint32 v = 0; v < N; v++)
    g_assert_cmpfloat_with_epsilon (value[v], (double) v * (N - 1 - v), 1e-6);
}

static void
test_cancelled (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (WuseGraph) graph = random_graph_new (random, 500, 900);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint32 count[500];
  double value[500];

  g_cancellable_cancel (cancellable);
  g_assert_false (wuse_graph_measure_betweenness (graph, NULL, TRUE, 0, 0, value, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (wuse_graph_count_reachable (graph, NULL, WUSE_DIRECTION_UPSTREAM, 0, count, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (wuse_graph_count_reachable (graph, NULL, WUSE_DIRECTION_UPSTREAM, 1, count, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
check_all (const WuseGraph *graph, guint n_weak, guint n_strong, guint highest, guint32 most_downstream)
{
  guint n = graph->n_nodes;
  g_autofree guint32 *numbers = g_new (guint32, n);
  g_autofree guint32 *cuts = g_new (guint32, graph->n_edges);
  guint32 most = 0;

  g_assert_cmpuint (wuse_graph_find_components (graph, NULL, numbers), ==, n_weak);
  g_assert_cmpuint (wuse_graph_find_strong_components (graph, NULL, numbers), ==, n_strong);
  g_assert_cmpuint (wuse_graph_find_generations (graph, NULL, NULL, numbers), ==, highest);
  wuse_graph_find_cuts (graph, NULL, cuts, numbers);
  g_assert_true (wuse_graph_count_reachable (graph, NULL, WUSE_DIRECTION_DOWNSTREAM, 0, numbers, NULL, NULL, NULL));
  for (guint32 v = 0; v < n; v++)
    most = MAX (most, numbers[v]);
  g_assert_cmpuint (most, ==, most_downstream);
  if (n == 0)
    return;

  guint32 last = n - 1;
  g_autoptr (GArray) path = wuse_graph_find_path (graph, NULL, NULL, 0, last, WUSE_DIRECTION_DOWNSTREAM, NULL);
  g_assert_nonnull (path);
  g_assert_cmpuint (path->len - 1, ==, highest);
  g_autoptr (GArray) list = wuse_graph_list_reachable (graph, NULL, &last, 1, WUSE_DIRECTION_EITHER, G_MAXUINT);
  g_assert_cmpuint (list->len, ==, n);
}

static void
test_extremes (void)
{
  enum
  {
    N = 100000
  };
  g_autoptr (WuseGraph) empty = wuse_graph_new (0, NULL, NULL, 0);
  g_autoptr (WuseGraph) path = path_graph_new (N);
  g_autoptr (WuseGraph) cycle = cycle_graph_new (N);
  g_autoptr (WuseGraph) star = star_graph_new (N);
  g_autofree double *value = g_new (double, N);

  check_all (empty, 0, 0, 0, 0);
  check_all (path, 1, N, N - 1, N - 1);
  check_all (cycle, 1, 1, N - 1, N - 1);
  check_all (star, 1, N, 1, N - 1);
  g_assert_true (wuse_graph_measure_betweenness (empty, NULL, TRUE, 0, 0, value, NULL, NULL, NULL));
  g_assert_true (wuse_graph_measure_betweenness (star, NULL, FALSE, 0, 0, value, NULL, NULL, NULL));
  /* Every pivot but the centre itself finds all pairs with it. */
  g_assert_cmpfloat_with_epsilon (value[0] / ((N - 1.0) * (N - 2) / 2), 1, 0.01);
  g_assert_cmpfloat (value[1], ==, 0);
}

static guint64
parse_count (const char *text)
{
  guint64 count;

  g_assert_true (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &count, NULL));

  return count;
}

/* That two numberings divide the nodes alike: @pairs holds, both ways, which number stands for which. */
static void
check_same_part (GHashTable *pairs, const char *ours, const char *theirs)
{
  const char *known = g_hash_table_lookup (pairs, ours);

  if (known == NULL)
    g_hash_table_insert (pairs, g_strdup (ours), g_strdup (theirs));
  else
    g_assert_cmpstr (known, ==, theirs);
}

static void
check_part (GHashTable *pairs, guint32 ours, const char *theirs)
{
  g_autofree char *a = g_strdup_printf ("ours %u", ours);
  g_autofree char *b = g_strdup_printf ("theirs %s", theirs);

  check_same_part (pairs, a, b);
  check_same_part (pairs, b, a);
}

/* Columns of the reference: id, out_degree, in_degree, component, betweenness, downstream, scc. */
static void
test_seoul (void)
{
  g_autoptr (GPtrArray) rows = shared_csv_read ("oracles/seoul_graph_igraph.csv");
  g_autoptr (Seoul) seoul = rows != NULL ? seoul_read () : NULL;

  if (seoul == NULL)
    return;

  const WuseGraph *graph = seoul->graph;
  guint n = graph->n_nodes;
  g_autofree guint32 *out = g_new (guint32, n), *in = g_new (guint32, n), *down = g_new (guint32, n);
  g_autofree guint32 *weak = g_new (guint32, n), *strong = g_new (guint32, n);
  g_autofree double *between = g_new (double, n);
  g_autoptr (GHashTable) weak_pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) strong_pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean is_exact = FALSE;

  g_assert_cmpuint (graph->n_edges, ==, 822);
  g_assert_cmpuint (n, ==, rows->len - 1);
  wuse_graph_count_degrees (graph, NULL, out, in);
  wuse_graph_find_components (graph, NULL, weak);
  g_assert_cmpuint (wuse_graph_find_strong_components (graph, NULL, strong), ==, n - 6);
  g_assert_true (wuse_graph_count_reachable (graph, NULL, WUSE_DIRECTION_DOWNSTREAM, 0, down, &is_exact, NULL, NULL));
  g_assert_true (is_exact);
  g_assert_true (wuse_graph_measure_betweenness (graph, NULL, TRUE, 0, 0, between, &is_exact, NULL, NULL));
  g_assert_true (is_exact);
  for (guint i = 1; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      gpointer node;

      g_assert_true (g_hash_table_lookup_extended (seoul->nodes, row[0], NULL, &node));
      guint32 v = GPOINTER_TO_UINT (node);
      g_assert_cmpuint (out[v], ==, parse_count (row[1]));
      g_assert_cmpuint (in[v], ==, parse_count (row[2]));
      check_part (weak_pairs, weak[v], row[3]);
      g_assert_cmpfloat_with_epsilon (between[v], g_ascii_strtod (row[4], NULL), 1e-6);
      g_assert_cmpuint (down[v], ==, parse_count (row[5]));
      check_part (strong_pairs, strong[v], row[6]);
    }
}

/* Quantiles as R's quantile (x, type = 7) gives them. */
static void
test_serial_intervals (void)
{
  const guint32 from[] = { 0, 0, 1, 2, 3, 3 }, to[] = { 1, 2, 3, 3, 3, 4 };
  const gint32 day[] = { 10, 14, 9, 14, WUSE_DAY_NONE };
  const gint32 days[] = { 7, -1, 4, 0, 5, 3, 10 };
  g_autoptr (WuseGraph) graph = wuse_graph_new (5, from, to, 6);
  g_autoptr (GArray) list = wuse_serial_interval_list (graph, NULL, day);
  const WuseSerialInterval *first = (const WuseSerialInterval *) (gconstpointer) list->data;
  WuseSerialIntervals intervals;

  g_assert_cmpuint (list->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (first[i].edge, ==, i);
      g_assert_cmpint (first[i].days, ==, ((gint32[]){ 4, -1, 0, 5 })[i]);
    }

  wuse_serial_intervals_measure (days, G_N_ELEMENTS (days), &intervals);
  g_assert_cmpuint (intervals.n, ==, 7);
  g_assert_cmpuint (intervals.n_negative, ==, 1);
  g_assert_cmpuint (intervals.n_zero, ==, 1);
  g_assert_cmpfloat_with_epsilon (intervals.mean, 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (intervals.sd, sqrt (88.0 / 6), 1e-12);
  g_assert_cmpfloat_with_epsilon (intervals.median, 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (intervals.quantiles[0], -0.85, 1e-12);
  g_assert_cmpfloat_with_epsilon (intervals.quantiles[1], 1.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (intervals.quantiles[2], 6, 1e-12);
  g_assert_cmpfloat_with_epsilon (intervals.quantiles[3], 9.55, 1e-12);
  /* Of 3, 4, 5, 7, 10: mean 5.8, variance 7.7. */
  g_assert_cmpfloat_with_epsilon (intervals.gamma_shape, 5.8 * 5.8 / 7.7, 1e-12);
  g_assert_cmpfloat_with_epsilon (intervals.gamma_scale, 7.7 / 5.8, 1e-12);

  wuse_serial_intervals_measure (NULL, 0, &intervals);
  g_assert_cmpuint (intervals.n, ==, 0);
  g_assert_true (isnan (intervals.mean) && isnan (intervals.sd) && isnan (intervals.median) && isnan (intervals.gamma_shape));
  wuse_serial_intervals_measure (days, 1, &intervals);
  g_assert_cmpfloat (intervals.median, ==, 7);
  g_assert_true (isnan (intervals.sd) && isnan (intervals.gamma_shape));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/graph-metrics/degrees", test_degrees);
  g_test_add_func ("/graph-metrics/generations-of-cycle", test_generations_of_cycle);
  g_test_add_func ("/graph-metrics/growth", test_growth);
  g_test_add_func ("/graph-metrics/random", test_random);
  g_test_add_func ("/graph-metrics/reach-estimates", test_reach_estimates);
  g_test_add_func ("/graph-metrics/betweenness-estimates", test_betweenness_estimates);
  g_test_add_func ("/graph-metrics/betweenness-of-many-paths", test_betweenness_of_many_paths);
  g_test_add_func ("/graph-metrics/cancelled", test_cancelled);
  g_test_add_func ("/graph-metrics/extremes", test_extremes);
  g_test_add_func ("/graph-metrics/seoul", test_seoul);
  g_test_add_func ("/graph-metrics/serial-intervals", test_serial_intervals);

  return g_test_run ();
}
