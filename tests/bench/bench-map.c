/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames while panning and zooming over many areas, against an empty map in the same window; recolouring to the last
 * visible tile: `bench-map [AREAS [ROUNDS]]`, with 0 rounds only recolouring. Needs a display: started by way of
 * tests/support/desktop-session. */

#include "config.h"

#include "map-run.h"
#include "wuse-bench.h"

#include <shumate/shumate.h>

#define ROUNDS 3u
#define N_RECOLOURS 9

/* A map source without content: every tile is the same plain texture. */
#define PLAIN_TYPE_SOURCE (plain_source_get_type ())
G_DECLARE_FINAL_TYPE (PlainSource, plain_source, PLAIN, SOURCE, ShumateMapSource)

struct _PlainSource
{
  ShumateMapSource parent_instance;

  GdkTexture *texture;
};

G_DEFINE_FINAL_TYPE (PlainSource, plain_source, SHUMATE_TYPE_MAP_SOURCE)

static void
plain_fill_tile_async (
    ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  shumate_tile_set_paintable (tile, GDK_PAINTABLE (PLAIN_SOURCE (source)->texture));
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}

static gboolean
plain_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
plain_source_finalize (GObject *object)
{
  g_clear_object (&PLAIN_SOURCE (object)->texture);
  G_OBJECT_CLASS (plain_source_parent_class)->finalize (object);
}

static void
plain_source_class_init (PlainSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = plain_source_finalize;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = plain_fill_tile_async;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_finish = plain_fill_tile_finish;
}

static void
plain_source_init (PlainSource *self)
{
  g_autofree guint32 *pixels = g_new (guint32, 256 * 256);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 256 * 256; i++)
    pixels[i] = 0xfff0f0f0;
  bytes = g_bytes_new (pixels, 256 * 256 * 4);
  self->texture = gdk_memory_texture_new (256, 256, GDK_MEMORY_DEFAULT, bytes, 256 * 4);
}

typedef struct
{
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  guint8 *risks;
  guint n_grids;
  WusePoint centre;
} Content;

typedef struct
{
  guint n;
  MapRunFrames ours[N_MAP_RUN_SCENARIOS][MAP_RUN_MAX_ROUNDS];
  MapRunFrames empty[N_MAP_RUN_SCENARIOS][MAP_RUN_MAX_ROUNDS];
  double n_blank;
} Rounds;

static GtkWidget *
make_empty_map (void)
{
  g_autoptr (PlainSource) source =
      g_object_new (PLAIN_TYPE_SOURCE, "id", "plain", "min-zoom-level", 2, "max-zoom-level", 20, "tile-size", 256, NULL);
  ShumateMap *map = shumate_map_new ();
  ShumateViewport *viewport = shumate_map_get_viewport (map);

  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (source));
  shumate_map_add_layer (map, SHUMATE_LAYER (shumate_map_layer_new (SHUMATE_MAP_SOURCE (source), viewport)));
  return GTK_WIDGET (map);
}

static void
print_ratios (
    guint n_grids, MapRunScenario scenario, const MapRunFrames *ours, const MapRunFrames *empty, const WuseMapStats *stats)
{
  g_print ("%7u areas  %-24s", n_grids, map_run_scenario_name (scenario));
  for (guint i = 0; i < 3; i++)
    g_print ("  %5.1f/%5.1f = %.2f", ours->between[i], empty->between[i], ours->between[i] / empty->between[i]);
  g_print ("   work");
  for (guint i = 0; i < 3; i++)
    g_print ("  %.1f/%.1f = %.2f", ours->work[i], empty->work[i], ours->work[i] / empty->work[i]);
  g_print ("   cpu");
  for (guint i = 0; i < 3; i++)
    g_print ("  %.1f/%.1f = %.2f", ours->cpu[i], empty->cpu[i], ours->cpu[i] / empty->cpu[i]);
  g_print ("   frames %u/%u, stand-in %u, blank %u\n", ours->n_frames, empty->n_frames, (guint) stats->frames_with_stand_in,
           (guint) stats->frames_with_blank);
}

/* The table gets the median of the rounds. */
static void
report_frames (guint n_grids, const Rounds *rounds)
{
  static const char *const parts[3] = { "p50", "p95", "p99" };
  static const char *const asked[3] = { "≤ 1.1 ×", "≤ 1.25 ×", "≤ 1.5 ×" };
  static const double most[3] = { 1.1, 1.25, 1.5 };
  g_autofree char *blank = g_strdup_printf ("frames with a blank edge, %u areas, %s", n_grids, map_run_renderer ());

  for (MapRunScenario scenario = 0; scenario < N_MAP_RUN_SCENARIOS; scenario++)
    for (guint i = 0; i < 2 * 3; i++)
      {
        gboolean is_work = i >= 3;
        gsize offset =
            (is_work ? G_STRUCT_OFFSET (MapRunFrames, work) : G_STRUCT_OFFSET (MapRunFrames, between)) + i % 3 * sizeof (double);
        g_autofree char *what = g_strdup_printf ("%s %s, %s, %u areas, %s", is_work ? "work for a frame" : "frame", parts[i % 3],
                                                 map_run_scenario_name (scenario), n_grids, map_run_renderer ());
        double ours = map_run_median (rounds->ours[scenario], rounds->n, offset);
        double empty = map_run_median (rounds->empty[scenario], rounds->n, offset);

        wuse_bench_report (what, "ms", ours, "empty map", empty, is_work ? "–" : asked[i], is_work || ours <= most[i] * empty);
      }
  wuse_bench_report (blank, "frames", rounds->n_blank, NULL, 0, "none", rounds->n_blank == 0);
}

static void
report_recolour (guint n_grids, double milliseconds)
{
  gboolean few = n_grids == 20000;
  const char *measured = g_getenv (few ? "WUSE_BENCH_LEAFLET_20000" : "WUSE_BENCH_LEAFLET_100000");
  double leaflet = measured != NULL ? g_ascii_strtod (measured, NULL) : few ? 176 : 603;
  g_autofree char *what = g_strdup_printf ("recolour to the last visible tile, %u areas, %s", n_grids, map_run_renderer ());

  wuse_bench_report (what, "ms", milliseconds, measured != NULL ? "Leaflet" : "Leaflet as published, not measured here", leaflet,
                     few ? "≤ 150 ms" : "≤ 400 ms", milliseconds <= (few ? 150 : 400));
}

static void
shown_cb (WuseMapView *view, guint64 generation, gpointer user_data)
{
  *(guint64 *) user_data = generation;
}

/* Returns the median in milliseconds. */
static double
measure_recolour (MapRun *run, WuseMapView *view, const Content *content)
{
  guint size = wuse_area_set_get_size (content->areas);
  double times[N_RECOLOURS], median;
  guint64 shown = 0;
  gulong handler = g_signal_connect (view, "scene-shown", G_CALLBACK (shown_cb), &shown);

  map_run_rest (run);
  for (guint i = 0; i < N_RECOLOURS; i++)
    {
      gint64 start;

      for (guint j = 0; j < size; j++)
        content->risks[j] = (guint8) (1 + content->risks[j] % 5);
      start = g_get_monotonic_time ();
      wuse_map_view_set_risks (view, content->risks, size);
      while (shown < wuse_map_view_get_generation (view))
        g_main_context_iteration (NULL, TRUE);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
      wuse_bench_wait_ms (600);
    }
  g_signal_handler_disconnect (view, handler);
  median = wuse_bench_quantile (times, N_RECOLOURS, 0.5);
  g_print ("%7u areas  recolour to the last visible tile: median %.0f ms, greatest %.0f ms\n", content->n_grids, median,
           wuse_bench_quantile (times, N_RECOLOURS, 1));
  return median;
}

static GtkWidget *
make_full_map (const Content *content)
{
  GtkWidget *view = wuse_map_view_new ();
  WuseMapView *map = WUSE_MAP_VIEW (view);

  wuse_map_view_set_areas (map, content->areas);
  wuse_map_view_set_features (map, content->features);
  wuse_map_view_set_level_mode (map, WUSE_AREA_GRID);
  wuse_map_view_set_risks (map, content->risks, wuse_area_set_get_size (content->areas));
  return view;
}

static void
measure_round (const Content *content, MapRun *run, Rounds *rounds)
{
  GtkWidget *view = make_full_map (content);

  map_run_show (run, make_empty_map (), content->centre);
  for (MapRunScenario scenario = 0; scenario < N_MAP_RUN_SCENARIOS; scenario++)
    rounds->empty[scenario][rounds->n] = map_run_play (run, scenario);
  map_run_show (run, view, content->centre);
  for (MapRunScenario scenario = 0; scenario < N_MAP_RUN_SCENARIOS; scenario++)
    {
      MapRunFrames *ours = &rounds->ours[scenario][rounds->n];
      WuseMapStats stats;

      *ours = map_run_play (run, scenario);
      wuse_map_view_get_stats (WUSE_MAP_VIEW (view), &stats);
      print_ratios (content->n_grids, scenario, ours, &rounds->empty[scenario][rounds->n], &stats);
      rounds->n_blank += (double) stats.frames_with_blank;
    }
  rounds->n++;
}

static void
measure_recolours (const Content *content, MapRun *run)
{
  GtkSettings *settings = gtk_widget_get_settings (map_run_get_window (run));
  GtkWidget *view = make_full_map (content);

  map_run_show (run, view, content->centre);
  report_recolour (content->n_grids, measure_recolour (run, WUSE_MAP_VIEW (view), content));
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  g_print ("without cross-fade: ");
  measure_recolour (run, WUSE_MAP_VIEW (view), content);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
}

static void
measure (MapRun *run, guint n_grids, guint n_rounds)
{
  RenderCity city = map_run_make_city (n_grids);
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  g_autoptr (WuseFeatureSet) features = render_city_make_features (&city);
  g_autofree guint8 *risks = render_city_make_risks (&city, areas);
  WuseBounds bounds = wuse_area_set_get_bounds (areas);
  const Content content = {
    areas, features, risks, n_grids, { bounds.west / 2 + bounds.east / 2, bounds.south / 2 + bounds.north / 2 }
  };
  g_autofree Rounds *rounds = g_new0 (Rounds, 1);

  while (rounds->n < n_rounds)
    measure_round (&content, run, rounds);
  if (n_rounds > 0)
    report_frames (n_grids, rounds);
  measure_recolours (&content, run);
}

int
main (int argc, char **argv)
{
  guint n_grids = argc > 1 ? CLAMP ((guint) g_ascii_strtoull (argv[1], NULL, 10), 100, 1000000) : 0;
  guint n_rounds = argc > 2 ? MIN ((guint) g_ascii_strtoull (argv[2], NULL, 10), MAP_RUN_MAX_ROUNDS) : ROUNDS;
  MapRun *run = map_run_new ();
  GtkWidget *window = map_run_get_window (run);

  g_print ("renderer %s, window %d × %d; milliseconds from one picture to the next at p50, p95, p99: ours/empty map = ratio; "
           "work for one\n",
           G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (window))), gtk_widget_get_width (window),
           gtk_widget_get_height (window));
  if (n_grids > 0)
    measure (run, n_grids, n_rounds);
  else
    {
      measure (run, 20000, n_rounds);
      measure (run, 100000, n_rounds);
    }
  map_run_free (run);
  return 0;
}
