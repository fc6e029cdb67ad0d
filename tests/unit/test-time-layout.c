/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transmission forest, and its layout along time: nothing collides, nothing crosses, nothing changes its order. */

#include "config.h"

#include "graph-fixture.h"
#include "wuse-date.h"
#include "wuse-time-layout.h"

#include <math.h>
#include <string.h>

#define LARGE 100000

static void
test_infectors (void)
{
  /* 5 has infectors 0 (5 days), 1 (6 days), 2 (negative), 3 (no day) and 4 (20 days, confirmed). */
  const guint32 from[] = { 0, 1, 2, 3, 4, 5, 5 }, to[] = { 5, 5, 5, 5, 5, 5, 6 };
  const gint32 day[] = { 15, 14, 25, WUSE_DAY_NONE, 0, 20, WUSE_DAY_NONE };
  const gint32 report[] = { WUSE_DAY_NONE, WUSE_DAY_NONE, WUSE_DAY_NONE, WUSE_DAY_NONE, WUSE_DAY_NONE, 99, G_MAXINT32 };
  const guint8 confirmed[] = { 0, 0, 0, 0, 1, 0, 0 };
  const guint32 ranked[] = { 4, 0, 1, 3, 2 };
  guint8 edges[] = { 1, 1, 1, 1, 1, 1, 1 };
  g_autoptr (WuseGraph) graph = wuse_graph_new (7, from, to, 7);

  /* The best, the best without it, and so on. */
  for (guint i = 0; i < G_N_ELEMENTS (ranked); i++)
    {
      g_autoptr (WuseTransmissionForest) forest =
          wuse_transmission_forest_new (graph, &(WuseForestEvidence){
                                                   .edges = edges, .confirmed = confirmed, .day = day, .report_day = report });

      g_assert_cmpuint (forest->parent[5], ==, ranked[i]);
      g_assert_cmpuint (forest->role[ranked[i]], ==, WUSE_EDGE_TREE);
      g_assert_cmpuint (forest->n_roots, ==, 5);
      g_assert_cmpuint (forest->role[5], ==, WUSE_EDGE_SELF);
      for (guint j = i + 1; j < G_N_ELEMENTS (ranked); j++)
        g_assert_cmpuint (forest->role[ranked[j]], ==, WUSE_EDGE_ALTERNATIVE);
      for (guint j = 0; j < i; j++)
        g_assert_cmpuint (forest->role[ranked[j]], ==, WUSE_EDGE_UNUSED);
      g_assert_cmpint (forest->day[6], ==, 25);
      g_assert_cmpuint (forest->day_source[6], ==, WUSE_DAY_RELATED);
      edges[ranked[i]] = 0;
    }
}

static void
test_cycles (void)
{
  /* 0 → 1 → 2 → 0, of which the last goes back in time; 3 and 4 name each other; 5 itself. */
  const guint32 from[] = { 0, 1, 2, 3, 4, 5 }, to[] = { 1, 2, 0, 4, 3, 5 };
  const gint32 day[] = { 10, 14, 20, WUSE_DAY_NONE, WUSE_DAY_NONE, WUSE_DAY_NONE };
  g_autoptr (WuseGraph) graph = wuse_graph_new (6, from, to, 6);
  g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ .day = day });

  g_assert_cmpmem (forest->role, 6,
                   ((guint8[]){ WUSE_EDGE_TREE, WUSE_EDGE_TREE, WUSE_EDGE_CYCLIC, WUSE_EDGE_TREE, WUSE_EDGE_CYCLIC,
                                WUSE_EDGE_SELF }),
                   6);
  g_assert_cmpmem (forest->depth, 6 * sizeof (guint32), ((guint32[]){ 0, 1, 2, 0, 1, 0 }), 6 * sizeof (guint32));
  g_assert_cmpuint (forest->n_roots, ==, 3);
  g_assert_cmpuint (forest->n_components, ==, 3);
  g_assert_cmpuint (forest->day_source[4], ==, WUSE_DAY_UNRELATED);
  g_assert_cmpint (forest->day[4], ==, 10);
}

static void
test_estimated_days (void)
{
  /* 0 → 1 → 2 (day 30), 1 → 3, 0 → 4 (reported on 25), 4 → 5. */
  const guint32 from[] = { 0, 1, 1, 0, 4 }, to[] = { 1, 2, 3, 4, 5 };
  const gint32 day[] = { WUSE_DAY_NONE, WUSE_DAY_NONE, 30, G_MAXINT32, WUSE_DAY_NONE, WUSE_DAY_NONE };
  const gint32 report[] = { WUSE_DAY_NONE, WUSE_DAY_NONE, 31, WUSE_DAY_NONE, 25, WUSE_DAY_NONE };
  g_autoptr (WuseGraph) graph = wuse_graph_new (6, from, to, 5);
  g_autoptr (WuseTransmissionForest) forest =
      wuse_transmission_forest_new (graph,
                                    &(WuseForestEvidence){ .day = day, .report_day = report, .report_delay = 3, .interval = 4 });

  g_assert_cmpmem (forest->day, 6 * sizeof (gint32), ((gint32[]){ 18, 22, 30, 26, 22, 26 }), 6 * sizeof (gint32));
  g_assert_cmpmem (forest->day_source, 6,
                   ((guint8[]){ WUSE_DAY_RELATED, WUSE_DAY_RELATED, WUSE_DAY_GIVEN, WUSE_DAY_RELATED, WUSE_DAY_REPORTED,
                                WUSE_DAY_RELATED }),
                   6);
}

static gboolean
is_above (const WuseTransmissionForest *forest, guint32 above, guint32 v)
{
  while (v != WUSE_NODE_NONE && v != above)
    v = forest->parent[v];

  return v == above;
}

static void
check_forest (const WuseGraph *graph, const WuseTransmissionForest *forest)
{
  guint n_roots = 0;

  for (guint i = 0; i < graph->n_nodes; i++)
    {
      guint32 v = forest->preorder[i];

      g_assert_cmpuint (forest->position[v], ==, i);
      if (forest->parent[v] == WUSE_NODE_NONE)
        {
          n_roots++;
          g_assert_cmpuint (forest->depth[v], ==, 0);
          continue;
        }
      g_assert_cmpuint (forest->position[forest->parent[v]], <, i);
      g_assert_cmpuint (i + forest->subtree_size[v], <=,
                        forest->position[forest->parent[v]] + forest->subtree_size[forest->parent[v]]);
      g_assert_cmpuint (forest->depth[v], ==, forest->depth[forest->parent[v]] + 1);
    }
  g_assert_cmpuint (n_roots, ==, forest->n_roots);
  for (guint32 e = 0; e < graph->n_edges; e++)
    {
      guint32 from = graph->from[e], to = graph->to[e];

      if (from == to)
        g_assert_cmpuint (forest->role[e], ==, WUSE_EDGE_SELF);
      else if (forest->parent_edge[to] == e)
        g_assert_cmpuint (forest->role[e], ==, WUSE_EDGE_TREE);
      else
        g_assert_cmpuint (forest->role[e], ==, is_above (forest, to, from) ? WUSE_EDGE_CYCLIC : WUSE_EDGE_ALTERNATIVE);
      /* A root is one only because all who might have infected it descend from it. */
      if (forest->parent[to] == WUSE_NODE_NONE)
        g_assert_true (is_above (forest, to, from));
    }
}

static double
get_extent (const WuseTimeLayoutOptions *options, guint32 v)
{
  return MAX (1, ceil (options->extents != NULL ? options->extents[v] : options->extent));
}

/* Where a row is a node's: from its infector's day, or its own if that is earlier, to the end of its label or, at the least, its
 * infector's day. */
static void
get_reach (const WuseTransmissionForest *forest,
           const WuseTimeLayout *layout,
           const WuseTimeLayoutOptions *options,
           guint32 v,
           double *begin,
           double *end)
{
  double infected = forest->parent[v] != WUSE_NODE_NONE ? layout->x[forest->parent[v]] : layout->x[v];

  *begin = MIN (layout->x[v], infected);
  *end = MAX (layout->x[v] + get_extent (options, v), infected + 1);
}

static void
check_layout (const WuseTransmissionForest *forest, const WuseTimeLayout *layout, const WuseTimeLayoutOptions *options)
{
  double row = options->row_height > 0 ? options->row_height : 1;

  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      guint32 parent = forest->parent[v];
      double begin, end;

      g_assert_cmpfloat (layout->x[v], ==, forest->day[v] - layout->first_day);
      g_assert_cmpfloat (layout->y[v], >=, 0);
      g_assert_cmpfloat (layout->y[v], <=, (layout->n_rows - 1) * row);
      get_reach (forest, layout, options, v, &begin, &end);
      for (guint32 w = 0; w < v; w++)
        {
          double other_begin, other_end;

          get_reach (forest, layout, options, w, &other_begin, &other_end);
          if (other_begin < end && begin < other_end && !is_above (forest, v, w) && !is_above (forest, w, v))
            g_assert_cmpfloat (fabs ((double) layout->y[v] - layout->y[w]), >=, row * 0.999);
        }
      if (parent != WUSE_NODE_NONE && layout->x[v] > layout->x[parent])
        {
          g_assert_cmpfloat (layout->bend[v], >, layout->x[parent]);
          g_assert_cmpfloat (layout->bend[v], <=, layout->x[v]);
        }
      else if (parent != WUSE_NODE_NONE && layout->x[v] < layout->x[parent])
        {
          g_assert_cmpfloat (layout->bend[v], <, layout->x[parent]);
          g_assert_cmpfloat (layout->bend[v], >=, layout->x[v]);
        }
    }
}

/* If everybody fell ill after his infector, nobody stands where the curves to others are on their way to their rows; returns
 * whether everybody did. */
static gboolean
check_curves (const WuseTransmissionForest *forest, const WuseTimeLayout *layout)
{
  for (guint32 v = 0; v < forest->n_nodes; v++)
    if (forest->parent[v] != WUSE_NODE_NONE && layout->x[v] <= layout->x[forest->parent[v]])
      return FALSE;
  for (guint32 v = 0; v < forest->n_nodes; v++)
    for (guint32 w = 0; forest->parent[v] != WUSE_NODE_NONE && w < forest->n_nodes; w++)
      {
        guint32 parent = forest->parent[v];
        gboolean is_within = layout->x[w] >= layout->x[parent] && layout->x[w] < layout->bend[v];

        g_assert_false (is_within && (layout->y[w] - layout->y[v]) * (layout->y[w] - layout->y[parent]) < 0);
      }

  return TRUE;
}

/* Siblings stand by day; parents within half a row of their middle, or, where anybody below fell ill no later, in a row of their
 * own, under those children who did so before. */
static void
check_families (const WuseTransmissionForest *forest, const WuseTimeLayout *layout, double row)
{
  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      guint32 last = WUSE_NODE_NONE, end = forest->position[v] + forest->subtree_size[v];
      double first_y = NAN;
      gboolean reaches_back = FALSE;

      for (guint i = forest->position[v] + 1; i < end; i++)
        {
          guint32 below = forest->preorder[i];

          if (layout->x[below] > layout->x[v])
            continue;
          reaches_back = TRUE;
          g_assert_cmpfloat (fabs (layout->y[below] - layout->y[v]), >=, 0.999 * row);
          if (forest->parent[below] == v && layout->x[below] < layout->x[v])
            g_assert_cmpfloat (layout->y[below], <, layout->y[v]);
        }
      for (guint i = forest->position[v] + 1; i < end; i += forest->subtree_size[forest->preorder[i]])
        {
          guint32 child = forest->preorder[i];

          if (last == WUSE_NODE_NONE)
            first_y = layout->y[child];
          else
            {
              g_assert_cmpfloat (layout->y[child], >=, layout->y[last] + 0.999 * row);
              g_assert_cmpint (forest->day[child], >=, forest->day[last]);
            }
          last = child;
        }
      if (last != WUSE_NODE_NONE && !reaches_back)
        g_assert_cmpfloat_with_epsilon (layout->y[v], (first_y + layout->y[last]) / 2, 0.2501 * row);
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  guint n_forward = 0;

  for (guint trial = 0; trial < 400; trial++)
    {
      guint n = (guint) g_rand_int_range (random, 1, 90);
      gboolean is_tree = g_rand_boolean (random);
      g_autoptr (WuseGraph) graph = is_tree ? random_tree_graph_new (random, n)
                                            : random_graph_new (random, n, (guint) g_rand_int_range (random, 0, (gint32) n));
      g_autofree gint32 *day = g_new (gint32, n);
      g_autofree float *extents = g_new (float, n);
      WuseTimeLayoutOptions options = {
        .extent = trial % 5, .row_height = 1 + trial % 3, .gap = trial % 2, .extents = trial % 7 == 0 ? extents : NULL
      };

      /* Every third time, backwards as often as forwards; every fourth, with unknown days. */
      for (guint32 v = 0; v < n; v++)
        {
          day[v] = trial % 3 == 0 ? g_rand_int_range (random, 0, 30) : 2 * (gint32) v + g_rand_int_range (random, 0, 2);
          extents[v] = (float) g_rand_double_range (random, 0, 9);
          if (trial % 4 == 0 && g_rand_boolean (random))
            day[v] = WUSE_DAY_NONE;
        }
      g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ .day = day });
      g_autoptr (WuseTimeLayout) layout = wuse_time_layout_new (forest, &options);

      check_forest (graph, forest);
      check_families (forest, layout, options.row_height);
      check_layout (forest, layout, &options);
      n_forward += check_curves (forest, layout);
    }
  g_assert_cmpuint (n_forward, >, 80);
}

static void
test_small (void)
{
  /* 0 infects 1 (day 3, who infects 3 on day 8 and 4 on day 9) and 2 (day 4); 5 stands alone on day 20. */
  const guint32 from[] = { 0, 0, 1, 1 }, to[] = { 1, 2, 3, 4 };
  const gint32 day[] = { 0, 3, 4, 8, 9, 20 };
  g_autoptr (WuseGraph) graph = wuse_graph_new (6, from, to, 4);
  g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ .day = day });
  g_autoptr (WuseTimeLayout) layout = wuse_time_layout_new (forest, NULL);

  /* 4 has a row from day 3 on, 2 one until day 5: they are not the same. The middle of 0.5 and 2, to half a row, is 1.5. */
  g_assert_cmpmem (layout->y, 6 * sizeof (float), ((float[]){ 1.5f, 0.5f, 2, 0, 1, 0 }), 6 * sizeof (float));
  g_assert_cmpmem (layout->bend, 6 * sizeof (float), ((float[]){ 0, 3, 3, 8, 8, 20 }), 6 * sizeof (float));
  g_assert_cmpuint (layout->n_rows, ==, 3);
}

/* A later short branch uses the rows under an earlier one that has ended. */
static void
test_interleaving (void)
{
  /* 0 → 1 (day 2, with three children on day 4), 0 → 5 (day 2), → 6 (day 30, with three on day 32). */
  const guint32 from[] = { 0, 1, 1, 1, 0, 5, 6, 6, 6 }, to[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  const gint32 day[] = { 0, 2, 4, 4, 4, 2, 30, 32, 32, 32 };
  g_autoptr (WuseGraph) graph = wuse_graph_new (10, from, to, 9);
  g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ .day = day });
  g_autoptr (WuseTimeLayout) layout = wuse_time_layout_new (forest, NULL);

  g_assert_cmpfloat (layout->y[5] - layout->y[1], ==, 2);
  g_assert_cmpfloat (layout->y[7], ==, layout->y[4]);
}

/* One more node in a family: all others stand in the same order as before. */
static void
test_stability (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);

  for (guint trial = 0; trial < 50; trial++)
    {
      guint n = 60;
      g_autoptr (WuseGraph) before = random_tree_graph_new (random, n);
      g_autofree guint32 *from = g_new (guint32, before->n_edges + 1), *to = g_new (guint32, before->n_edges + 1);
      g_autofree gint32 *day = g_new (gint32, n + 1);

      for (guint32 v = 0; v <= n; v++)
        day[v] = (gint32) v / 3;
      memcpy (from, before->from, before->n_edges * sizeof *from);
      memcpy (to, before->to, before->n_edges * sizeof *to);
      from[before->n_edges] = (guint32) g_rand_int_range (random, 0, (gint32) n);
      to[before->n_edges] = n;
      day[n] = g_rand_int_range (random, 0, 40);

      g_autoptr (WuseGraph) after = wuse_graph_new (n + 1, from, to, before->n_edges + 1);
      g_autoptr (WuseTransmissionForest) old_forest = wuse_transmission_forest_new (before, &(WuseForestEvidence){ .day = day });
      g_autoptr (WuseTransmissionForest) new_forest = wuse_transmission_forest_new (after, &(WuseForestEvidence){ .day = day });
      guint i = 0;

      for (guint j = 0; j <= n; j++)
        if (new_forest->preorder[j] != n)
          g_assert_cmpuint (new_forest->preorder[j], ==, old_forest->preorder[i++]);
      g_assert_cmpuint (i, ==, n);
    }
}

static void
check_large (const WuseGraph *graph, const gint32 *day, guint max_rows, const char *name)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ .day = day });
  double forest_time = g_timer_elapsed (timer, NULL);
  g_autoptr (WuseTimeLayout) layout = wuse_time_layout_new (forest, &(WuseTimeLayoutOptions){ .extent = 3 });

  g_test_message ("%s: forest %.3f s, layout %.3f s, %u rows", name, forest_time, g_timer_elapsed (timer, NULL) - forest_time,
                  layout->n_rows);
  g_assert_cmpuint (layout->n_rows, <=, max_rows);
  for (guint32 v = 0; v < graph->n_nodes; v++)
    g_assert_true (isfinite (layout->x[v]) && isfinite (layout->y[v]) && layout->y[v] >= 0);
}

static void
test_extremes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (WuseGraph) empty = wuse_graph_new (0, NULL, NULL, 0);
  g_autoptr (WuseGraph) alone = wuse_graph_new (LARGE, NULL, NULL, 0);
  g_autoptr (WuseGraph) path = path_graph_new (LARGE);
  g_autoptr (WuseGraph) cycle = cycle_graph_new (LARGE);
  g_autoptr (WuseGraph) star = star_graph_new (LARGE);
  g_autoptr (WuseGraph) tree = random_tree_graph_new (random, LARGE);
  g_autofree gint32 *steady = g_new (gint32, LARGE), *wild = g_new (gint32, LARGE), *same = g_new0 (gint32, LARGE);

  for (guint32 v = 0; v < LARGE; v++)
    {
      steady[v] = (gint32) v / 300;
      wild[v] = v % 2 == 0 ? G_MAXINT32 / (gint32) (v + 800) : -700000 + (gint32) v;
    }
  check_large (empty, steady, 0, "empty");
  check_large (alone, steady, 1200, "alone");
  check_large (alone, same, LARGE, "alone on one day");
  check_large (path, steady, LARGE, "path");
  check_large (path, wild, LARGE, "path back and forth");
  check_large (path, NULL, LARGE, "path without days");
  check_large (cycle, steady, LARGE, "cycle");
  check_large (star, steady, LARGE, "star");
  check_large (star, wild, LARGE, "star back and forth");
  check_large (tree, steady, LARGE, "tree");
  check_large (tree, wild, LARGE, "tree back and forth");
}

/* The known truths of the set: 2 self-links, 6 pairs that name each other, 238 components. */
static void
test_seoul (void)
{
  g_autoptr (Seoul) seoul = seoul_read ();
  guint n[WUSE_EDGE_SELF + 1] = { 0 };
  WuseTimeLayoutOptions options = { .extent = 2, .gap = 1 };

  if (seoul == NULL)
    return;

  g_autoptr (WuseTransmissionForest) forest =
      wuse_transmission_forest_new (seoul->graph, &(WuseForestEvidence){ .day = seoul->onset, .report_day = seoul->report });
  g_autoptr (WuseTimeLayout) layout = wuse_time_layout_new (forest, &options);

  for (guint32 e = 0; e < forest->n_edges; e++)
    n[forest->role[e]]++;
  g_assert_cmpuint (n[WUSE_EDGE_UNUSED], ==, 0);
  g_assert_cmpuint (n[WUSE_EDGE_SELF], ==, 2);
  g_assert_cmpuint (n[WUSE_EDGE_CYCLIC], ==, 6);
  g_assert_cmpuint (n[WUSE_EDGE_ALTERNATIVE], ==, 0);
  g_assert_cmpuint (n[WUSE_EDGE_TREE], ==, 814);
  g_assert_cmpuint (forest->n_components, ==, 238);
  check_forest (seoul->graph, forest);
  check_families (forest, layout, 1);
  check_layout (forest, layout, &options);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time-layout/infectors", test_infectors);
  g_test_add_func ("/time-layout/cycles", test_cycles);
  g_test_add_func ("/time-layout/estimated-days", test_estimated_days);
  g_test_add_func ("/time-layout/small", test_small);
  g_test_add_func ("/time-layout/interleaving", test_interleaving);
  g_test_add_func ("/time-layout/random", test_random);
  g_test_add_func ("/time-layout/stability", test_stability);
  g_test_add_func ("/time-layout/extremes", test_extremes);
  g_test_add_func ("/time-layout/seoul", test_seoul);

  return g_test_run ();
}
