/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it takes to make a set of 100,000 areas, its index, and to find an area at a point. */

#include "config.h"

#include "wuse-area-set.h"
#include "wuse-bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIDE 316 /* grids along each side: 99,856 of them */
#define STEP 20000
#define N_VERTICES 15
#define N_POINTS 200000
#define N_RUNS 5

static WuseGeometry
build_shape (WuseGeometryBuilder *builder, guint32 column, guint32 row)
{
  WuseGeometry geometry;

  wuse_geometry_builder_reset (builder);
  for (guint i = 0; i < N_VERTICES; i++)
    {
      double angle = 2 * G_PI * i / N_VERTICES, radius = STEP * (0.4 + 0.1 * ((column * 7 + row * 13 + i * 5) % 10) / 10);

      wuse_geometry_builder_add_point (builder, (WusePoint){ 1210000000 + (gint32) (column * STEP + radius * cos (angle)),
                                                             310000000 + (gint32) (row * STEP + radius * sin (angle)) });
    }
  if (!wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, NULL))
    g_error ("No polygon");

  return geometry;
}

static WuseAreaSetBuilder *
collect_areas (void)
{
  g_autoptr (WuseGeometryBuilder) shape = wuse_geometry_builder_new ();
  WuseAreaSetBuilder *builder = wuse_area_set_builder_new ();

  for (guint32 i = 0; i < SIDE * SIDE; i++)
    {
      /* In no order at all. */
      guint32 number = (guint32) ((guint64) i * 48271 % (SIDE * SIDE));
      char id[16], code[16];
      WuseArea area = { .id = id, .code = code, .name = "第一网格", .level = WUSE_AREA_GRID };
      WuseGeometry geometry = build_shape (shape, number % SIDE, number / SIDE);

      g_snprintf (id, sizeof id, "g-%06u", number);
      g_snprintf (code, sizeof code, "310101%09u", number);
      wuse_area_set_builder_add (builder, &area, NULL, &geometry);
    }

  return builder;
}

static double
measure_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e3;
}

static int
compare_doubles_cb (const void *a, const void *b)
{
  const double *left = a;
  const double *right = b;

  return (*left > *right) - (*left < *right);
}

static double
find_median (double *values)
{
  qsort (values, N_RUNS, sizeof (double), compare_doubles_cb);
  return values[N_RUNS / 2];
}

int
main (void)
{
  double collecting[N_RUNS], ending[N_RUNS], indexing[N_RUNS], finding[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();
      WuseAreaSetBuilder *builder = collect_areas ();
      collecting[run] = measure_since (start);

      start = g_get_monotonic_time ();
      g_autoptr (WuseAreaSet) set = wuse_area_set_builder_end (builder);
      ending[run] = measure_since (start);

      guint n = wuse_area_set_get_size (set);
      g_autofree WuseBounds *boxes = g_new (WuseBounds, n);
      for (guint32 i = 0; i < n; i++)
        boxes[i] = wuse_area_set_get_geometry (set, i).bounds;
      start = g_get_monotonic_time ();
      WuseSpatialIndex *index = wuse_spatial_index_new (boxes, NULL, n);
      indexing[run] = measure_since (start);
      wuse_spatial_index_free (index);

      g_autoptr (GRand) random = g_rand_new_with_seed (run);
      guint n_found = 0;
      start = g_get_monotonic_time ();
      for (guint i = 0; i < N_POINTS; i++)
        {
          WusePoint point = { 1210000000 + g_rand_int_range (random, 0, SIDE * STEP),
                              310000000 + g_rand_int_range (random, 0, SIDE * STEP) };

          n_found += wuse_area_set_find_at (set, WUSE_AREA_GRID, point) != WUSE_AREA_NONE ? 1 : 0;
        }
      finding[run] = measure_since (start);
      if (n_found < N_POINTS / 3)
        g_error ("Only %u points found", n_found);
    }

  g_print ("areas: %u grids of %u vertices: collected in %.1f ms, set ended in %.1f ms, index alone %.1f ms; "
           "%.0f points found a second\n",
           SIDE * SIDE, N_VERTICES, find_median (collecting), find_median (ending), find_median (indexing),
           N_POINTS / find_median (finding) * 1e3);
  wuse_bench_report ("areas found by a point", "/s", N_POINTS / find_median (finding) * 1e3, NULL, 0, "–", TRUE);

  return 0;
}
