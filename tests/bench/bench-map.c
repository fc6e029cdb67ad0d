/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames while panning and zooming over many areas, against an empty map in the same window; recolouring to the last
 * visible tile: `bench-map [AREAS [ROUNDS]]`, with 0 rounds only recolouring. Needs a display: started by way of
 * tests/support/desktop-session. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-map-view.h"
#include "wuse-mercator.h"

#include "render-fixture.h"

#include <math.h>
#include <shumate/shumate.h>
#include <stdlib.h>
#include <time.h>

#define WIDTH 1920
#define HEIGHT 1080
/* At this zoom level all areas fill the window; one further, a quarter of them. */
#define ZOOM_ALL 13
#define PACE 800.0 /* pixels a second */
#define LEG_SECONDS 1.2
#define N_LEGS 4
#define N_ZOOMS 8
#define ZOOM_SECONDS 0.7
/* Of that, so long the map moves; and a little for the last frame. */
#define ZOOM_MOVES_SECONDS 0.25
#define MAX_ROUNDS 9u
#define ROUNDS 3u
#define N_RECOLOURS 9
#define WARM_UP_MS 2500
#define MAX_FRAMES 20000

/* A map source without content: every tile is the same plain texture. */
#define PLAIN_TYPE_SOURCE (plain_source_get_type ())
G_DECLARE_FINAL_TYPE (PlainSource, plain_source, PLAIN, SOURCE, ShumateMapSource)

struct _PlainSource
{
  ShumateMapSource parent_instance;

  GdkTexture *texture;
};

G_DEFINE_FINAL_TYPE (PlainSource, plain_source, SHUMATE_TYPE_MAP_SOURCE)

/* Holds the map and notices when it is drawn. */
#define FRAME_TYPE_PROBE (frame_probe_get_type ())
G_DECLARE_FINAL_TYPE (FrameProbe, frame_probe, FRAME, PROBE, GtkWidget)

struct _FrameProbe
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FrameProbe, frame_probe, GTK_TYPE_WIDGET)

typedef enum
{
  PAN_NEAR,
  PAN_ALL,
  ZOOM,
  N_SCENARIOS,
} Scenario;

static const char *const scenario_names[N_SCENARIOS] = { "pan, a quarter in view", "pan, all in view", "zoom in and out" };

/* Only frames in which something was painted count: the empty map's layer draws in every second frame of a movement. What a
 * person sees, and what the other tools measure, is the time from one picture to the next; what it takes to make one is
 * said beside it. */
typedef struct
{
  double between[MAX_FRAMES]; /* milliseconds from the picture before, while the map moves */
  guint n_between;
  gint64 shown_at; /* when there was a picture last, 0 before a movement */
  gboolean moves;
  double work[MAX_FRAMES]; /* milliseconds from before-paint to after-paint */
  double cpu[MAX_FRAMES];  /* milliseconds the main thread computed meanwhile */
  guint n_frames;
  gint64 work_start;
  double cpu_start;
  gboolean painted;
  gboolean recording;
} Recorder;

typedef struct
{
  GtkWidget *window;
  WuseMapView *view; /* NULL: the empty map */
  ShumateMap *map;
  WusePoint centre;
  Scenario scenario;
  gint64 start;
  int last_step;
  gboolean done;
} Run;

static Recorder recorder;

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

static void
frame_probe_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  recorder.painted = TRUE;
  GTK_WIDGET_CLASS (frame_probe_parent_class)->snapshot (widget, snapshot);
}

static void
frame_probe_set_child (FrameProbe *self, GtkWidget *child)
{
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&old, gtk_widget_unparent);
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
frame_probe_dispose (GObject *object)
{
  frame_probe_set_child (FRAME_PROBE (object), NULL);
  G_OBJECT_CLASS (frame_probe_parent_class)->dispose (object);
}

static void
frame_probe_class_init (FrameProbeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = frame_probe_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = frame_probe_snapshot;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
frame_probe_init (FrameProbe *self)
{
}

static int
compare_doubles (const void *a, const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_quantile (double *values, guint n_values, double part)
{
  qsort (values, n_values, sizeof *values, compare_doubles);
  return n_values > 0 ? values[MIN ((guint) (part * n_values), n_values - 1)] : 0;
}

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  recorder.work_start = g_get_monotonic_time ();
  recorder.cpu_start = get_cpu_ms ();
  recorder.painted = FALSE;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();

  if (!recorder.recording || !recorder.painted || recorder.n_frames == MAX_FRAMES)
    return;
  if (recorder.moves && recorder.shown_at > 0)
    recorder.between[recorder.n_between++] = (double) (now - recorder.shown_at) / 1000;
  recorder.shown_at = recorder.moves ? now : 0;
  recorder.work[recorder.n_frames] = (double) (now - recorder.work_start) / 1000;
  recorder.cpu[recorder.n_frames++] = get_cpu_ms () - recorder.cpu_start;
}

static void
wait_ms (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (500);
    }
}

static void
move (Run *run, double dx, double dy, int zoom, gboolean animate)
{
  double world = 256.0 * exp2 (zoom);
  WusePoint point = { wuse_mercator_lon (wuse_mercator_x (run->centre.lon) + dx / world),
                      wuse_mercator_lat (wuse_mercator_y (run->centre.lat) + dy / world) };

  if (run->view != NULL)
    wuse_map_view_go_to_point (run->view, point, zoom, animate);
  else if (animate)
    shumate_map_go_to_full_with_duration (run->map, point.lat / 1e7, point.lon / 1e7, zoom, 200);
  else
    {
      shumate_viewport_set_zoom_level (shumate_map_get_viewport (run->map), zoom);
      shumate_map_center_on (run->map, point.lat / 1e7, point.lon / 1e7);
    }
}

/* Around a rectangle at a constant pace. */
static void
pan (Run *run, double seconds, int zoom)
{
  static const int directions[N_LEGS][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
  double x = -PACE * LEG_SECONDS / 2, y = -PACE * LEG_SECONDS / 2;

  for (int leg = 0; leg < N_LEGS; leg++)
    {
      double part = CLAMP (seconds - leg * LEG_SECONDS, 0, LEG_SECONDS);

      x += directions[leg][0] * part * PACE;
      y += directions[leg][1] * part * PACE;
    }
  move (run, x, y, zoom, FALSE);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  static const int zooms[N_ZOOMS] = { 14, 15, 14, 13, 14, 15, 14, 13 };
  Run *run = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds;
  int step;

  if (run->start == 0)
    run->start = now;
  seconds = (double) (now - run->start) / G_USEC_PER_SEC;
  step = (int) (seconds / ZOOM_SECONDS);
  run->done = seconds > (run->scenario == ZOOM ? N_ZOOMS * ZOOM_SECONDS : N_LEGS * LEG_SECONDS);
  recorder.moves = run->scenario != ZOOM || seconds - step * ZOOM_SECONDS < ZOOM_MOVES_SECONDS;
  if (run->done)
    return G_SOURCE_REMOVE;
  if (run->scenario != ZOOM)
    pan (run, seconds, run->scenario == PAN_ALL ? ZOOM_ALL : ZOOM_ALL + 1);
  else if (step != run->last_step && step < N_ZOOMS)
    {
      run->last_step = step;
      recorder.shown_at = 0;
      move (run, 0, 0, zooms[step], TRUE);
    }
  return G_SOURCE_CONTINUE;
}

static void
play (Run *run, Scenario scenario)
{
  run->scenario = scenario;
  run->start = 0;
  run->last_step = -1;
  run->done = FALSE;
  if (scenario == ZOOM)
    move (run, 0, 0, ZOOM_ALL, FALSE);
  else
    pan (run, 0, scenario == PAN_ALL ? ZOOM_ALL : ZOOM_ALL + 1);
  wait_ms (WARM_UP_MS);
  if (run->view != NULL)
    wuse_map_view_reset_stats (run->view);
  recorder.n_frames = recorder.n_between = 0;
  recorder.shown_at = 0;
  recorder.recording = TRUE;
  gtk_widget_add_tick_callback (run->window, tick_cb, run, NULL);
  while (!run->done)
    g_main_context_iteration (NULL, TRUE);
  recorder.recording = FALSE;
}

/* p50, p95, p99 of each */
typedef struct
{
  double between[3];
  double work[3];
  double cpu[3];
  guint n_frames;
} Frames;

typedef struct
{
  guint n;
  Frames ours[N_SCENARIOS][MAX_ROUNDS];
  Frames empty[N_SCENARIOS][MAX_ROUNDS];
  double n_blank;
} Rounds;

static Frames
get_frames (void)
{
  static const double parts[3] = { 0.5, 0.95, 0.99 };
  Frames frames = { .n_frames = recorder.n_frames };

  for (guint i = 0; i < 3; i++)
    {
      frames.between[i] = get_quantile (recorder.between, recorder.n_between, parts[i]);
      frames.work[i] = get_quantile (recorder.work, recorder.n_frames, parts[i]);
      frames.cpu[i] = get_quantile (recorder.cpu, recorder.n_frames, parts[i]);
    }
  return frames;
}

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

static RenderCity
make_city (guint n_grids)
{
  double degrees_per_pixel = 360.0 / 256 / (1 << ZOOM_ALL);
  double size = sqrt ((double) WIDTH * HEIGHT / n_grids);

  return (RenderCity){ .west = 125.2,
                       .north = 43.95,
                       .degrees = size * degrees_per_pixel,
                       .columns = (guint) (WIDTH / size),
                       .rows = (guint) (HEIGHT / size),
                       .block = 5 };
}

static void
print_ratios (guint n_grids, Scenario scenario, const Frames *ours, const Frames *empty, const WuseMapStats *stats)
{
  g_print ("%7u areas  %-24s", n_grids, scenario_names[scenario]);
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

static const char *
get_renderer (void)
{
  const char *name = g_getenv ("GSK_RENDERER");

  return name != NULL ? name : "default renderer";
}

static double
get_median (const Frames *rounds, guint n_rounds, gsize offset)
{
  double values[MAX_ROUNDS];

  for (guint i = 0; i < n_rounds; i++)
    values[i] = G_STRUCT_MEMBER (double, &rounds[i], offset);
  return get_quantile (values, n_rounds, 0.5);
}

/* The table gets the median of the rounds. */
static void
report_frames (guint n_grids, const Rounds *rounds)
{
  static const char *const parts[3] = { "p50", "p95", "p99" };
  static const char *const asked[3] = { "≤ 1.1 ×", "≤ 1.25 ×", "≤ 1.5 ×" };
  static const double most[3] = { 1.1, 1.25, 1.5 };
  g_autofree char *blank = g_strdup_printf ("frames with a blank edge, %u areas, %s", n_grids, get_renderer ());

  for (Scenario scenario = 0; scenario < N_SCENARIOS; scenario++)
    for (guint i = 0; i < 2 * 3; i++)
      {
        gboolean is_work = i >= 3;
        gsize offset = (is_work ? G_STRUCT_OFFSET (Frames, work) : G_STRUCT_OFFSET (Frames, between)) + i % 3 * sizeof (double);
        g_autofree char *what = g_strdup_printf ("%s %s, %s, %u areas, %s", is_work ? "work for a frame" : "frame", parts[i % 3],
                                                 scenario_names[scenario], n_grids, get_renderer ());
        double ours = get_median (rounds->ours[scenario], rounds->n, offset);
        double empty = get_median (rounds->empty[scenario], rounds->n, offset);

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
  g_autofree char *what = g_strdup_printf ("recolour to the last visible tile, %u areas, %s", n_grids, get_renderer ());

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
measure_recolour (Run *run, WuseAreaSet *areas, guint8 *risks, guint n_grids)
{
  guint size = wuse_area_set_get_size (areas);
  double times[N_RECOLOURS];
  guint64 shown = 0;
  gulong handler = g_signal_connect (run->view, "scene-shown", G_CALLBACK (shown_cb), &shown);

  move (run, 0, 0, ZOOM_ALL, FALSE);
  wait_ms (WARM_UP_MS);
  for (guint i = 0; i < N_RECOLOURS; i++)
    {
      gint64 start;

      for (guint j = 0; j < size; j++)
        risks[j] = (guint8) (1 + risks[j] % 5);
      start = g_get_monotonic_time ();
      wuse_map_view_set_risks (run->view, risks, size);
      while (shown < wuse_map_view_get_generation (run->view))
        g_main_context_iteration (NULL, TRUE);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
      wait_ms (600);
    }
  g_signal_handler_disconnect (run->view, handler);
  g_print ("%7u areas  recolour to the last visible tile: median %.0f ms, greatest %.0f ms\n", n_grids,
           get_quantile (times, N_RECOLOURS, 0.5), get_quantile (times, N_RECOLOURS, 1));
  return get_quantile (times, N_RECOLOURS, 0.5);
}

typedef struct
{
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  guint8 *risks;
  guint n_grids;
} Content;

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
measure_round (const Content *content, FrameProbe *probe, Run *empty_run, Run *run, Rounds *rounds)
{
  GtkWidget *empty_map = make_empty_map (), *view = make_full_map (content);
  Frames empty[N_SCENARIOS];

  empty_run->map = SHUMATE_MAP (empty_map);
  frame_probe_set_child (probe, empty_map);
  for (Scenario scenario = 0; scenario < N_SCENARIOS; scenario++)
    {
      play (empty_run, scenario);
      empty[scenario] = get_frames ();
    }
  run->view = WUSE_MAP_VIEW (view);
  frame_probe_set_child (probe, view);
  for (Scenario scenario = 0; scenario < N_SCENARIOS; scenario++)
    {
      WuseMapStats stats;
      Frames frames;

      play (run, scenario);
      frames = get_frames ();
      wuse_map_view_get_stats (run->view, &stats);
      print_ratios (content->n_grids, scenario, &frames, &empty[scenario], &stats);
      rounds->ours[scenario][rounds->n] = frames;
      rounds->empty[scenario][rounds->n] = empty[scenario];
      rounds->n_blank += (double) stats.frames_with_blank;
    }
  rounds->n++;
}

static void
measure_recolours (const Content *content, FrameProbe *probe, Run *run)
{
  GtkSettings *settings = gtk_widget_get_settings (run->window);
  GtkWidget *view = make_full_map (content);

  run->view = WUSE_MAP_VIEW (view);
  frame_probe_set_child (probe, view);
  report_recolour (content->n_grids, measure_recolour (run, content->areas, content->risks, content->n_grids));
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  g_print ("without cross-fade: ");
  measure_recolour (run, content->areas, content->risks, content->n_grids);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
}

static void
measure (GtkWidget *window, FrameProbe *probe, guint n_grids, guint n_rounds)
{
  RenderCity city = make_city (n_grids);
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  g_autoptr (WuseFeatureSet) features = render_city_make_features (&city);
  g_autofree guint8 *risks = render_city_make_risks (&city, areas);
  Content content = { areas, features, risks, n_grids };
  WuseBounds bounds = wuse_area_set_get_bounds (areas);
  WusePoint centre = { bounds.west / 2 + bounds.east / 2, bounds.south / 2 + bounds.north / 2 };
  g_autofree Rounds *rounds = g_new0 (Rounds, 1);
  Run empty_run = { .window = window, .centre = centre }, run = empty_run;

  while (rounds->n < n_rounds)
    measure_round (&content, probe, &empty_run, &run, rounds);
  if (n_rounds > 0)
    report_frames (n_grids, rounds);
  measure_recolours (&content, probe, &run);
}

int
main (int argc, char **argv)
{
  guint n_grids = argc > 1 ? CLAMP ((guint) g_ascii_strtoull (argv[1], NULL, 10), 100, 1000000) : 0;
  guint n_rounds = argc > 2 ? MIN ((guint) g_ascii_strtoull (argv[2], NULL, 10), MAX_ROUNDS) : ROUNDS;
  GtkWidget *window;
  FrameProbe *probe;
  GdkFrameClock *clock;

  if (!gtk_init_check ())
    {
      g_print ("no display: frames cannot be measured\n");
      return 77;
    }
  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  probe = g_object_new (FRAME_TYPE_PROBE, NULL);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (probe));
  gtk_window_present (GTK_WINDOW (window));
  wait_ms (500);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_print ("renderer %s, window %d × %d; milliseconds from one picture to the next at p50, p95, p99: ours/empty map = ratio; "
           "work for one\n",
           G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (window))), gtk_widget_get_width (window),
           gtk_widget_get_height (window));
  if (n_grids > 0)
    measure (window, probe, n_grids, n_rounds);
  else
    {
      measure (window, probe, 20000, n_rounds);
      measure (window, probe, 100000, n_rounds);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
