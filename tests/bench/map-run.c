/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map in a window, moved about as a person would, and what its frames take. */

#include "config.h"

#include "map-run.h"

#include "wuse-bench.h"
#include "wuse-mercator.h"

#include <math.h>
#include <shumate/shumate.h>
#include <stdlib.h>
#include <time.h>

#define PACE 800.0 /* pixels a second */
#define LEG_SECONDS 1.2
#define N_LEGS 4
#define N_ZOOMS 8
#define ZOOM_SECONDS 0.7
/* Of that, so long the map moves; and a little for the last frame. */
#define ZOOM_MOVES_SECONDS 0.25
#define MAX_FRAMES 20000

/* Holds the map and notices when it is drawn. */
#define FRAME_TYPE_PROBE (frame_probe_get_type ())
G_DECLARE_FINAL_TYPE (FrameProbe, frame_probe, FRAME, PROBE, GtkWidget)

struct _FrameProbe
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FrameProbe, frame_probe, GTK_TYPE_WIDGET)

/* Only frames in which something was painted count: an empty map's layer draws in every second frame of a movement. What a
 * person sees, and what the other tools measure, is the time from one picture to the next; what it takes to make one is
 * said beside it. */
typedef struct
{
  double between[MAX_FRAMES];
  guint n_between;
  gint64 shown_at; /* when there was a picture last, 0 before a movement */
  gboolean moves;
  double work[MAX_FRAMES];
  double cpu[MAX_FRAMES];
  guint n_frames;
  gint64 work_start;
  double cpu_start;
  gboolean painted;
  gboolean recording;
} Recorder;

struct _MapRun
{
  GtkWidget *window;
  FrameProbe *probe;
  WuseMapView *view; /* NULL: a plain map */
  ShumateMap *map;
  WusePoint centre;
  MapRunScenario scenario;
  gint64 start;
  int last_step;
  gboolean done;
};

static Recorder recorder;

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
move (MapRun *self, double dx, double dy, int zoom, gboolean animate)
{
  double world = 256.0 * exp2 (zoom);
  WusePoint point = { wuse_mercator_lon (wuse_mercator_x (self->centre.lon) + dx / world),
                      wuse_mercator_lat (wuse_mercator_y (self->centre.lat) + dy / world) };

  if (self->view != NULL)
    wuse_map_view_go_to_point (self->view, point, zoom, animate);
  else if (animate)
    shumate_map_go_to_full_with_duration (self->map, point.lat / 1e7, point.lon / 1e7, zoom, 200);
  else
    {
      shumate_viewport_set_zoom_level (shumate_map_get_viewport (self->map), zoom);
      shumate_map_center_on (self->map, point.lat / 1e7, point.lon / 1e7);
    }
}

/* Around a rectangle at a constant pace. */
static void
pan (MapRun *self, double seconds)
{
  static const int directions[N_LEGS][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
  double x = -PACE * LEG_SECONDS / 2, y = -PACE * LEG_SECONDS / 2;

  for (int leg = 0; leg < N_LEGS; leg++)
    {
      double part = CLAMP (seconds - leg * LEG_SECONDS, 0, LEG_SECONDS);

      x += directions[leg][0] * part * PACE;
      y += directions[leg][1] * part * PACE;
    }
  move (self, x, y, self->scenario == MAP_RUN_PAN_ALL ? MAP_RUN_ZOOM : MAP_RUN_ZOOM + 1, FALSE);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  static const int zooms[N_ZOOMS] = { 14, 15, 14, 13, 14, 15, 14, 13 };
  MapRun *self = user_data;
  const gboolean zooming = self->scenario == MAP_RUN_ZOOM_IN_AND_OUT;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds;
  int step;

  if (self->start == 0)
    self->start = now;
  seconds = (double) (now - self->start) / G_USEC_PER_SEC;
  step = (int) (seconds / ZOOM_SECONDS);
  self->done = seconds > (zooming ? N_ZOOMS * ZOOM_SECONDS : N_LEGS * LEG_SECONDS);
  recorder.moves = !zooming || seconds - step * ZOOM_SECONDS < ZOOM_MOVES_SECONDS;
  if (self->done)
    return G_SOURCE_REMOVE;
  if (!zooming)
    pan (self, seconds);
  else if (step != self->last_step && step < N_ZOOMS)
    {
      self->last_step = step;
      recorder.shown_at = 0;
      move (self, 0, 0, zooms[step], TRUE);
    }
  return G_SOURCE_CONTINUE;
}

static double
get_quantile (double *values, guint n_values, double part)
{
  return n_values > 0 ? wuse_bench_quantile (values, n_values, part) : 0;
}

MapRunFrames
map_run_play (MapRun *self, MapRunScenario scenario)
{
  static const double parts[3] = { 0.5, 0.95, 0.99 };
  MapRunFrames frames;

  self->scenario = scenario;
  self->start = 0;
  self->last_step = -1;
  self->done = FALSE;
  if (scenario == MAP_RUN_ZOOM_IN_AND_OUT)
    move (self, 0, 0, MAP_RUN_ZOOM, FALSE);
  else
    pan (self, 0);
  wuse_bench_wait_ms (MAP_RUN_WARM_UP_MS);
  if (self->view != NULL)
    wuse_map_view_reset_stats (self->view);
  recorder.n_frames = recorder.n_between = 0;
  recorder.shown_at = 0;
  recorder.recording = TRUE;
  gtk_widget_add_tick_callback (self->window, tick_cb, self, NULL);
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
  recorder.recording = FALSE;

  frames.n_frames = recorder.n_frames;
  for (guint i = 0; i < 3; i++)
    {
      frames.between[i] = get_quantile (recorder.between, recorder.n_between, parts[i]);
      frames.work[i] = get_quantile (recorder.work, recorder.n_frames, parts[i]);
      frames.cpu[i] = get_quantile (recorder.cpu, recorder.n_frames, parts[i]);
    }
  return frames;
}

void
map_run_rest (MapRun *self)
{
  move (self, 0, 0, MAP_RUN_ZOOM, FALSE);
  wuse_bench_wait_ms (MAP_RUN_WARM_UP_MS);
}

const char *
map_run_scenario_name (MapRunScenario scenario)
{
  static const char *const names[N_MAP_RUN_SCENARIOS] = { "pan, a quarter in view", "pan, all in view", "zoom in and out" };

  return names[scenario];
}

const char *
map_run_renderer (void)
{
  const char *name = g_getenv ("GSK_RENDERER");

  return name != NULL ? name : "default renderer";
}

RenderCity
map_run_make_city (guint n_grids)
{
  double degrees_per_pixel = 360.0 / 256 / (1 << MAP_RUN_ZOOM);
  double size = sqrt ((double) MAP_RUN_WIDTH * MAP_RUN_HEIGHT / n_grids);

  return (RenderCity){ .west = 125.2,
                       .north = 43.95,
                       .degrees = size * degrees_per_pixel,
                       .columns = (guint) (MAP_RUN_WIDTH / size),
                       .rows = (guint) (MAP_RUN_HEIGHT / size),
                       .block = 5 };
}

MapRun *
map_run_new (void)
{
  MapRun *self = g_new0 (MapRun, 1);
  GdkFrameClock *clock;

  if (!gtk_init_check ())
    {
      g_print ("no display: frames cannot be measured\n");
      exit (77);
    }
  self->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), MAP_RUN_WIDTH, MAP_RUN_HEIGHT);
  self->probe = g_object_new (FRAME_TYPE_PROBE, NULL);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->probe));
  gtk_window_present (GTK_WINDOW (self->window));
  wuse_bench_wait_ms (500);
  clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);

  return self;
}

void
map_run_free (MapRun *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_free (self);
}

GtkWidget *
map_run_get_window (MapRun *self)
{
  return self->window;
}

void
map_run_show (MapRun *self, GtkWidget *map, WusePoint centre)
{
  self->view = WUSE_IS_MAP_VIEW (map) ? WUSE_MAP_VIEW (map) : NULL;
  self->map = self->view == NULL ? SHUMATE_MAP (map) : NULL;
  self->centre = centre;
  frame_probe_set_child (self->probe, map);
}

double
map_run_median (const MapRunFrames *rounds, guint n_rounds, gsize offset)
{
  double values[MAP_RUN_MAX_ROUNDS];

  for (guint i = 0; i < n_rounds; i++)
    values[i] = G_STRUCT_MEMBER (double, &rounds[i], offset);
  return wuse_bench_quantile (values, n_rounds, 0.5);
}
