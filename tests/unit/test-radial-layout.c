/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout by generation: everybody on the ring of his generation, nothing touching, discs apart. */

#include "config.h"

#include "graph-fixture.h"
#include "wuse-radial-layout.h"

#include <math.h>

#define LARGE 100000

static double
get_radius (const WuseRadialLayoutOptions *options, guint32 v)
{
  return options->radii != NULL ? options->radii[v] : options->radius;
}

static void
check_rings (const WuseTransmissionForest *forest, const WuseRadialLayout *layout, const WuseRadialLayoutOptions *options)
{
  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      const WuseRadialDisc *disc = &layout->discs[forest->component[v]];
      double distance = hypot (layout->x[v] - disc->x, layout->y[v] - disc->y);
      double ring = layout->rings[disc->first_ring + forest->depth[v]];
      double precision = 1e-5 * (layout->width + layout->height) + 1e-4;

      g_assert_cmpuint (forest->depth[v], <, disc->n_rings);
      g_assert_cmpfloat_with_epsilon (distance, ring, precision);
      g_assert_cmpfloat (distance + get_radius (options, v), <=, disc->radius + precision);
    }
}

static void
check_distances (const WuseTransmissionForest *forest, const WuseRadialLayout *layout, const WuseRadialLayoutOptions *options)
{
  for (guint32 v = 0; v < forest->n_nodes; v++)
    for (guint32 w = 0; w < v; w++)
      g_assert_cmpfloat (hypot (layout->x[v] - layout->x[w], layout->y[v] - layout->y[w]), >=,
                         get_radius (options, v) + get_radius (options, w) + 0.99 * options->spacing);
  for (guint a = 0; a < layout->n_discs; a++)
    {
      const WuseRadialDisc *disc = &layout->discs[a];

      g_assert_true (disc->x - disc->radius >= 0 && disc->x + disc->radius <= layout->width);
      g_assert_true (disc->y - disc->radius >= 0 && disc->y + disc->radius <= layout->height);
      for (guint b = 0; b < a; b++)
        g_assert_cmpfloat (hypot (disc->x - layout->discs[b].x, disc->y - layout->discs[b].y), >=,
                           disc->radius + layout->discs[b].radius + 0.99 * options->spacing);
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);

  for (guint trial = 0; trial < 300; trial++)
    {
      guint n = (guint) g_rand_int_range (random, 1, 120);
      gboolean is_tree = g_rand_boolean (random);
      g_autoptr (WuseGraph) graph = is_tree ? random_tree_graph_new (random, n)
                                            : random_graph_new (random, n, (guint) g_rand_int_range (random, 0, (gint32) n));
      g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ 0 });
      g_autofree float *radii = g_new (float, n);
      WuseRadialLayoutOptions options = { .radius = 2, .spacing = 1 + trial % 4, .radii = trial % 2 == 0 ? radii : NULL };

      for (guint32 v = 0; v < n; v++)
        radii[v] = (float) g_rand_double_range (random, 0.5, 12);
      g_autoptr (WuseRadialLayout) layout = wuse_radial_layout_new (forest, &options);
      check_rings (forest, layout, &options);
      check_distances (forest, layout, &options);
    }
}

static void
test_small (void)
{
  /* 0 → 1 to 4; a quarter of the circle each, from the top, clockwise. */
  g_autoptr (WuseGraph) graph = star_graph_new (5);
  g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ 0 });
  WuseRadialLayoutOptions options = { .radius = 1, .spacing = 2 };
  g_autoptr (WuseRadialLayout) layout = wuse_radial_layout_new (forest, &options);
  double ring = layout->rings[1];

  g_assert_cmpuint (layout->n_discs, ==, 1);
  g_assert_cmpfloat (layout->rings[0], ==, 0);
  /* As far as the mark of the root and its own need. */
  g_assert_cmpfloat_with_epsilon (ring, 4, 1e-5);
  g_assert_cmpfloat_with_epsilon (layout->x[0], layout->width / 2, 1e-5);
  g_assert_cmpfloat_with_epsilon (layout->x[1], layout->x[0] + ring * G_SQRT2 / 2, 1e-5);
  g_assert_cmpfloat_with_epsilon (layout->y[1], layout->y[0] - ring * G_SQRT2 / 2, 1e-5);
  g_assert_cmpfloat_with_epsilon (layout->x[2], layout->x[1], 1e-5);
  g_assert_cmpfloat_with_epsilon (layout->y[2], layout->y[0] + ring * G_SQRT2 / 2, 1e-5);
}

/* Two who may have infected the same person share the innermost ring. */
static void
test_several_roots (void)
{
  const guint32 from[] = { 0, 1 }, to[] = { 2, 2 };
  g_autoptr (WuseGraph) graph = wuse_graph_new (3, from, to, 2);
  g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ 0 });
  WuseRadialLayoutOptions options = { .radius = 1, .spacing = 2 };
  g_autoptr (WuseRadialLayout) layout = wuse_radial_layout_new (forest, &options);

  g_assert_cmpuint (layout->n_discs, ==, 1);
  g_assert_cmpuint (layout->discs[0].n_rings, ==, 2);
  g_assert_cmpfloat (layout->rings[0], >=, 2);
  check_rings (forest, layout, &options);
  check_distances (forest, layout, &options);
}

static void
check_large (const WuseGraph *graph, const char *name)
{
  g_autoptr (WuseTransmissionForest) forest = wuse_transmission_forest_new (graph, &(WuseForestEvidence){ 0 });
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (WuseRadialLayout) layout = wuse_radial_layout_new (forest, NULL);

  g_test_message ("%s: %.3f s, %.0f × %.0f", name, g_timer_elapsed (timer, NULL), layout->width, layout->height);
  check_rings (forest, layout, &(WuseRadialLayoutOptions){ .radius = 1 });
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

  check_large (empty, "empty");
  check_large (alone, "alone");
  check_large (path, "path");
  check_large (cycle, "cycle");
  check_large (star, "star");
  check_large (tree, "tree");
}

static void
test_seoul (void)
{
  g_autoptr (Seoul) seoul = seoul_read ();
  WuseRadialLayoutOptions options = { .radius = 3, .spacing = 4 };

  if (seoul == NULL)
    return;

  g_autoptr (WuseTransmissionForest) forest =
      wuse_transmission_forest_new (seoul->graph, &(WuseForestEvidence){ .day = seoul->onset, .report_day = seoul->report });
  g_autoptr (WuseRadialLayout) layout = wuse_radial_layout_new (forest, &options);

  g_assert_cmpuint (layout->n_discs, ==, 238);
  check_rings (forest, layout, &options);
  check_distances (forest, layout, &options);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/radial-layout/small", test_small);
  g_test_add_func ("/radial-layout/several-roots", test_several_roots);
  g_test_add_func ("/radial-layout/random", test_random);
  g_test_add_func ("/radial-layout/extremes", test_extremes);
  g_test_add_func ("/radial-layout/seoul", test_seoul);

  return g_test_run ();
}
