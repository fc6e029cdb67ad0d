/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames while panning and zooming over a map with the movements of many cases, against the same map without them:
 * `bench-movements [STAYS [ROUNDS]]`. Needs a display: started by way of tests/support/desktop-session. */

#include "config.h"

#include "map-run.h"
#include "wuse-bench.h"

#define N_AREAS 20000
#define ROUNDS 3u

typedef struct
{
  MapRunFrames with[N_MAP_RUN_SCENARIOS][MAP_RUN_MAX_ROUNDS];
  MapRunFrames without[N_MAP_RUN_SCENARIOS][MAP_RUN_MAX_ROUNDS];
  double first[MAP_RUN_MAX_ROUNDS];
} Rounds;

static void
report (guint n_stays, MapRunScenario scenario, const Rounds *rounds, guint n_rounds)
{
  const gsize p95 = G_STRUCT_OFFSET (MapRunFrames, between) + sizeof (double);
  const double ours = map_run_median (rounds->with[scenario], n_rounds, p95),
               theirs = map_run_median (rounds->without[scenario], n_rounds, p95);
  g_autofree char *what =
      g_strdup_printf ("frame p95, %s, %u stays, %s", map_run_scenario_name (scenario), n_stays, map_run_renderer ());

  wuse_bench_report (what, "ms", ours, "the same map without movements", theirs, "≤ 1.25 ×", ours <= 1.25 * theirs);
}

/* From the call until all that is in view is painted. */
static double
measure_first_picture (MapRun *run, WuseMapView *view, WuseMovements *movements)
{
  gint64 began;

  map_run_rest (run);
  began = g_get_monotonic_time ();
  wuse_map_view_set_movements (view, movements, NULL);
  while (!wuse_map_view_are_movements_shown (view) && g_get_monotonic_time () - began < 20 * G_USEC_PER_SEC)
    g_main_context_iteration (NULL, TRUE);

  return (double) (g_get_monotonic_time () - began) / 1000;
}

static void
measure_round (MapRun *run, WuseMapView *view, WuseMovements *movements, Rounds *rounds, guint round)
{
  rounds->first[round] = measure_first_picture (run, view, movements);
  for (MapRunScenario scenario = 0; scenario < N_MAP_RUN_SCENARIOS; scenario++)
    {
      MapRunFrames *ours = &rounds->with[scenario][round], *theirs = &rounds->without[scenario][round];

      wuse_map_view_set_movements (view, movements, NULL);
      *ours = map_run_play (run, scenario);
      wuse_map_view_set_movements (view, NULL, NULL);
      *theirs = map_run_play (run, scenario);
      g_print ("%6u stays  %-24s  frame p95 %.1f/%.1f = %.2f   cpu %.1f/%.1f = %.2f\n", movements->n_stays,
               map_run_scenario_name (scenario), ours->between[1], theirs->between[1], ours->between[1] / theirs->between[1],
               ours->cpu[1], theirs->cpu[1], ours->cpu[1] / theirs->cpu[1]);
    }
}

int
main (int argc, char **argv)
{
  const guint n_stays = argc > 1 ? CLAMP ((guint) g_ascii_strtoull (argv[1], NULL, 10), 10, WUSE_MOVEMENTS_MAX_STAYS) : 10000;
  const guint n_rounds = argc > 2 ? CLAMP ((guint) g_ascii_strtoull (argv[2], NULL, 10), 1, MAP_RUN_MAX_ROUNDS) : ROUNDS;
  const RenderCity city = map_run_make_city (N_AREAS);
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  g_autoptr (WuseFeatureSet) features = render_city_make_features (&city);
  g_autofree guint8 *risks = render_city_make_risks (&city, areas);
  const WuseBounds bounds = wuse_area_set_get_bounds (areas);
  g_autoptr (WuseMovements) movements = render_make_movements (&bounds, n_stays);
  g_autofree Rounds *rounds = g_new0 (Rounds, 1);
  MapRun *run = map_run_new ();
  WuseMapView *view = WUSE_MAP_VIEW (wuse_map_view_new ());

  wuse_map_view_set_areas (view, areas);
  wuse_map_view_set_features (view, features);
  wuse_map_view_set_risks (view, risks, wuse_area_set_get_size (areas));
  map_run_show (run, GTK_WIDGET (view), (WusePoint){ bounds.west / 2 + bounds.east / 2, bounds.south / 2 + bounds.north / 2 });
  for (guint round = 0; round < n_rounds; round++)
    measure_round (run, view, movements, rounds, round);
  for (MapRunScenario scenario = 0; scenario < N_MAP_RUN_SCENARIOS; scenario++)
    report (movements->n_stays, scenario, rounds, n_rounds);
  wuse_bench_report ("movements set to all in view painted, 1920×1080", "ms", wuse_bench_quantile (rounds->first, n_rounds, 0.5),
                     NULL, 0, "–", TRUE);
  map_run_free (run);

  return 0;
}
