/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judging all areas of a district, explaining it, counting what is in view: milliseconds against what was asked for. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-daily-curve.h"
#include "wuse-explanation.h"

#include <stdlib.h>

#define N_RUNS 9
#define STEP 20000
#define DAY 18400
#define N_CASES 10000
#define N_STAYS 30000
#define N_CONTACTS 50000
#define ROUND_SHARE 20 /* one grid in so many has a month of screening */

typedef struct
{
  double new_ms;
  double explain_grid_ms;
  double explain_district_ms;
  double count_ms;
  double diff_ms;
  double curve_ms;
} Figures;

static void
add_area (WuseAreaSetBuilder *builder, WuseGeometryBuilder *shape, WuseAreaLevel level, guint number, guint parent)
{
  g_autofree char *id = g_strdup_printf ("%c%06u", "dscg"[level], number);
  g_autofree char *parent_id = level > 0 ? g_strdup_printf ("%c%06u", "dscg"[level - 1], parent) : NULL;
  WuseArea area = { .id = id, .code = id, .name = id, .level = level, .persons = 1000, .households = -1, .buildings = -1 };
  gint32 west = 1210000000 + (gint32) (number % 400) * STEP;
  gint32 south = 310000000 + (gint32) (number / 400) * STEP;
  WuseGeometry geometry;

  wuse_geometry_builder_reset (shape);
  wuse_geometry_builder_add_point (shape, (WusePoint){ west, south });
  wuse_geometry_builder_add_point (shape, (WusePoint){ west + STEP, south });
  wuse_geometry_builder_add_point (shape, (WusePoint){ west + STEP, south + STEP });
  wuse_geometry_builder_add_point (shape, (WusePoint){ west, south });
  if (!wuse_geometry_builder_finish (shape, WUSE_GEOMETRY_POLYGONS, &geometry, NULL))
    g_error ("No polygon");
  wuse_area_set_builder_add (builder, &area, parent_id, &geometry);
}

static WuseAreaSet *
make_areas (guint n_grids)
{
  g_autoptr (WuseGeometryBuilder) shape = wuse_geometry_builder_new ();
  WuseAreaSetBuilder *builder = wuse_area_set_builder_new ();

  add_area (builder, shape, WUSE_AREA_DISTRICT, 0, 0);
  for (guint i = 0; i < n_grids / 400 + 1; i++)
    add_area (builder, shape, WUSE_AREA_SUBDISTRICT, i, 0);
  for (guint i = 0; i < n_grids / 20 + 1; i++)
    add_area (builder, shape, WUSE_AREA_COMMUNITY, i, i / 20);
  for (guint i = 0; i < n_grids; i++)
    add_area (builder, shape, WUSE_AREA_GRID, i, i / 20);
  return wuse_area_set_builder_end (builder);
}

static WuseRegister *
make_register (WuseAreaSet *areas, GRand *random)
{
  WuseRegister *reg = wuse_register_new (areas);
  guint32 grid;
  gint32 n_grids = (gint32) wuse_area_set_get_level_range (areas, WUSE_AREA_GRID, &grid);

  for (guint i = 0; i < N_CASES; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *cluster = g_strdup_printf ("c%d", g_rand_int_range (random, 0, N_CASES / 8));
      g_autofree char *setting = g_strdup_printf ("h%d", g_rand_int_range (random, 0, N_CASES / 3));
      WuseCase item = { .id = id,
                        .area = grid + (guint32) g_rand_int_range (random, 0, n_grids),
                        .onset = WUSE_DAY_NONE,
                        .report = DAY - g_rand_int_range (random, 0, 60),
                        .origin = (guint8) g_rand_int_range (random, 0, 3),
                        .cluster = wuse_register_intern (reg, cluster),
                        .small_setting = wuse_register_intern (reg, setting) };

      wuse_register_add_case (reg, &item, NULL);
    }
  for (guint i = 0; i < N_STAYS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", g_rand_int_range (random, 0, N_CASES));
      WuseTime start = wuse_day_to_time (DAY - g_rand_int_range (random, 0, 60), 0);
      WuseStay item = { .area = grid + (guint32) g_rand_int_range (random, 0, n_grids), .start = start, .end = start + 1000 };

      wuse_register_add_stay (reg, &item, id);
    }
  for (guint i = 0; i < N_CONTACTS; i++)
    {
      WuseDay start = DAY - g_rand_int_range (random, 0, 60);
      WuseContact item = { .area = grid + (guint32) g_rand_int_range (random, 0, n_grids),
                           .tier = 1,
                           .start = start,
                           .due = start + 14,
                           .release = start + 14 };

      wuse_register_add_contact (reg, &item);
    }
  for (gint32 i = 0; i < n_grids; i += ROUND_SHARE)
    for (WuseDay day = DAY - 30; day <= DAY; day++)
      {
        WuseDaily item = { .area = grid + (guint32) i, .day = day, .confirmed = -1, .screened = 900, .screened_positive = 0 };

        wuse_register_add_daily (reg, &item);
      }
  wuse_register_seal (reg);
  return reg;
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
compare (const void *a, const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median (double *values)
{
  qsort (values, N_RUNS, sizeof *values, compare);
  return values[N_RUNS / 2];
}

static Figures
measure (WuseAreaSet *areas, WuseRegister *reg, WuseRuleSet *rules)
{
  double new_ms[N_RUNS], grid_ms[N_RUNS], district_ms[N_RUNS], count_ms[N_RUNS], diff_ms[N_RUNS], curve_ms[N_RUNS];
  WuseBounds bounds = wuse_area_set_get_bounds (areas);
  guint counts[WUSE_N_RISKS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WuseSituation) situation = wuse_situation_new (reg, rules, DAY, 0, NULL, NULL);
      g_autoptr (WuseSituation) before = NULL;
      g_autoptr (WuseExplanation) grid = NULL;
      g_autoptr (WuseExplanation) district = NULL;
      g_autoptr (GArray) changes = NULL;
      g_autoptr (WuseDailyCurve) curve = NULL;

      new_ms[i] = since (start);
      before = wuse_situation_new (reg, rules, DAY - 1, 0, NULL, NULL);
      start = g_get_monotonic_time ();
      grid = wuse_situation_explain (situation, wuse_area_set_get_size (areas) - 1 - i);
      grid_ms[i] = since (start);
      start = g_get_monotonic_time ();
      district = wuse_situation_explain (situation, 0);
      district_ms[i] = since (start);
      start = g_get_monotonic_time ();
      wuse_situation_count_within (situation, WUSE_AREA_GRID, &bounds, counts);
      count_ms[i] = since (start);
      start = g_get_monotonic_time ();
      changes = wuse_situation_diff (before, situation);
      diff_ms[i] = since (start);
      start = g_get_monotonic_time ();
      curve = wuse_daily_curve_new (reg, 0, DAY - 90, DAY);
      curve_ms[i] = since (start);
    }
  return (Figures){ median (new_ms),   median (grid_ms), median (district_ms),
                    median (count_ms), median (diff_ms), median (curve_ms) };
}

int
main (int argc, char **argv)
{
  static const struct
  {
    guint n_grids;
    double asked_ms;
  } sizes[] = { { 20000, 8 }, { 100000, 30 } };
  g_autoptr (GPtrArray) sets = wuse_rule_set_load_folder (WUSE_SHIPPED_RULE_SETS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (5);
      g_autoptr (WuseAreaSet) areas = make_areas (sizes[i].n_grids);
      g_autoptr (WuseRegister) reg = make_register (areas, random);

      for (guint j = 0; j < sets->len; j++)
        {
          Figures figures = measure (areas, reg, g_ptr_array_index (sets, j));

          g_print ("situation %u grids, %d cases, %s: judge %.2f ms (%.2f of the %.0f asked for), explain grid %.2f ms, "
                   "district %.2f ms, count in view %.2f ms, diff %.2f ms, curve %.2f ms\n",
                   sizes[i].n_grids, N_CASES, wuse_rule_set_get_id (g_ptr_array_index (sets, j)), figures.new_ms,
                   figures.new_ms / sizes[i].asked_ms, sizes[i].asked_ms, figures.explain_grid_ms, figures.explain_district_ms,
                   figures.count_ms, figures.diff_ms, figures.curve_ms);
          g_autofree char *what = g_strdup_printf ("colours of a day, %u grids, %s", sizes[i].n_grids,
                                                   wuse_rule_set_get_id (g_ptr_array_index (sets, j)));
          wuse_bench_report (what, "ms", figures.new_ms, NULL, 0, "–", TRUE);
        }
    }
  return EXIT_SUCCESS;
}
