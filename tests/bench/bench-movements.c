/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames while panning and zooming over a map with the movements of many cases, against the same map without them:
 * `bench-movements [STAYS [ROUNDS]]`. Needs a display: started by way of tests/support/desktop-session. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-map-view.h"
#include "wuse-mercator.h"

#include "render-fixture.h"

#include <math.h>
#include <time.h>

#define WIDTH 1920
#define HEIGHT 1080
#define N_AREAS 20000
#define STAYS_EACH 10
#define ZOOM 13
#define PACE 800.0 /* pixels a second */
#define LEG_SECONDS 1.2
#define N_LEGS 4
#define ZOOM_SECONDS 0.7
#define N_ZOOMS 6
#define WARM_UP_MS 2500
#define MAX_FRAMES 4000u
#define MAX_ROUNDS 9u
#define ROUNDS 3u

typedef enum
{
  PAN_ALL,
  PAN_NEAR,
  ZOOM_IN_AND_OUT,
  N_SCENARIOS,
} Scenario;

static const char *const names[N_SCENARIOS] = { "pan, all in view", "pan, a quarter in view", "zoom in and out" };

typedef struct
{
  WuseMapView *view;
  WusePoint centre;
  Scenario scenario;
  gint64 began;
  int step;
  gboolean is_done;
  gint64 painted_at;
  double frames[MAX_FRAMES]; /* milliseconds from one frame to the next while the map moves */
  double work[MAX_FRAMES];   /* milliseconds that the main thread computed from before-paint to after-paint */
  guint n_frames;
  double work_began;
} Run;

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
  ((Run *) user_data)->work_began = get_cpu_ms ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Run *run = user_data;
  const gint64 now = g_get_monotonic_time ();

  if (run->began == 0 || run->is_done || run->n_frames == MAX_FRAMES)
    return;
  if (run->painted_at > 0)
    {
      run->frames[run->n_frames] = (double) (now - run->painted_at) / 1000;
      run->work[run->n_frames++] = get_cpu_ms () - run->work_began;
    }
  run->painted_at = now;
}

static void
wait_ms (guint milliseconds)
{
  const gint64 end = g_get_monotonic_time () + milliseconds * 1000;

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
  const double world = 256.0 * exp2 (zoom);
  const WusePoint point = { wuse_mercator_lon (wuse_mercator_x (run->centre.lon) + dx / world),
                            wuse_mercator_lat (wuse_mercator_y (run->centre.lat) + dy / world) };

  wuse_map_view_go_to_point (run->view, point, zoom, animate);
}

/* Around a square at a constant pace. */
static void
pan (Run *run, double seconds)
{
  static const int directions[N_LEGS][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
  double x = -PACE * LEG_SECONDS / 2, y = -PACE * LEG_SECONDS / 2;

  for (int leg = 0; leg < N_LEGS; leg++)
    {
      const double part = CLAMP (seconds - leg * LEG_SECONDS, 0, LEG_SECONDS);

      x += directions[leg][0] * part * PACE;
      y += directions[leg][1] * part * PACE;
    }
  move (run, x, y, run->scenario == PAN_ALL ? ZOOM : ZOOM + 1, FALSE);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  static const int zooms[N_ZOOMS] = { 14, 15, 14, 13, 14, 13 };
  Run *run = user_data;
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds;

  if (run->began == 0)
    run->began = now;
  seconds = (double) (now - run->began) / G_USEC_PER_SEC;
  run->is_done = seconds > (run->scenario == ZOOM_IN_AND_OUT ? N_ZOOMS * ZOOM_SECONDS : N_LEGS * LEG_SECONDS);
  if (run->is_done)
    return G_SOURCE_REMOVE;
  if (run->scenario != ZOOM_IN_AND_OUT)
    pan (run, seconds);
  else if ((int) (seconds / ZOOM_SECONDS) != run->step && (int) (seconds / ZOOM_SECONDS) < N_ZOOMS)
    {
      run->step = (int) (seconds / ZOOM_SECONDS);
      /* Between two movements nothing is painted. */
      run->painted_at = 0;
      move (run, 0, 0, zooms[run->step], TRUE);
    }
  return G_SOURCE_CONTINUE;
}

static void
play (Run *run, Scenario scenario)
{
  run->scenario = scenario;
  run->began = 0;
  run->step = -1;
  run->is_done = FALSE;
  run->painted_at = 0;
  run->n_frames = 0;
  if (scenario == ZOOM_IN_AND_OUT)
    move (run, 0, 0, ZOOM, FALSE);
  else
    pan (run, 0);
  wait_ms (WARM_UP_MS);
  gtk_widget_add_tick_callback (GTK_WIDGET (run->view), tick_cb, run, NULL);
  while (!run->is_done)
    g_main_context_iteration (NULL, TRUE);
}

/* Persons who stay near a home of theirs, with a way across the city now and then. */
static WuseMovements *
make_movements (const WuseBounds *bounds, guint n_stays)
{
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();
  const double wide = (double) bounds->east - bounds->west, high = (double) bounds->north - bounds->south;

  for (guint i = 0; i < n_stays / STAYS_EACH; i++)
    {
      g_autofree char *id = g_strdup_printf ("C%05u", i);
      const WuseMover mover = { .id = id, .classification = (guint8) (i % 3) };

      wuse_movements_builder_add_case (builder, &mover);
      for (guint j = 0; j < STAYS_EACH; j++)
        {
          g_autofree char *stay_id = g_strdup_printf ("%s-%u", id, j);
          const double far = j % 5 == 4 ? 0.5 : 0.04;
          const double x = render_noise (i, 0, 1) + far * (render_noise (i, j, 2) - 0.5),
                       y = render_noise (i, 0, 3) + far * (render_noise (i, j, 4) - 0.5);
          const WuseMovementStay stay = {
            .id = stay_id,
            .position = { (gint32) (bounds->west + CLAMP (x, 0, 1) * wide), (gint32) (bounds->south + CLAMP (y, 0, 1) * high) },
            .start = (WuseTime) 1580000000000 + (WuseTime) (i % 200 + 8 * j) * 3600000,
            .end = (WuseTime) 1580000000000 + (WuseTime) (i % 200 + 8 * j + 2) * 3600000,
          };

          wuse_movements_builder_add_stay (builder, &stay);
        }
    }

  return wuse_movements_builder_end (builder, n_stays / STAYS_EACH);
}

typedef struct
{
  double frame;
  double work;
} Figures;

static Figures
measure (Run *run, Scenario scenario)
{
  Figures figures;

  play (run, scenario);
  figures.frame = wuse_bench_quantile (run->frames, run->n_frames, 0.95);
  figures.work = wuse_bench_quantile (run->work, run->n_frames, 0.95);

  return figures;
}

static void
report (guint n_stays, Scenario scenario, const double with[][MAX_ROUNDS], const double without[][MAX_ROUNDS], guint n_rounds)
{
  const char *renderer = g_getenv ("GSK_RENDERER");
  g_autofree char *what =
      g_strdup_printf ("frame p95, %s, %u stays, %s", names[scenario], n_stays, renderer != NULL ? renderer : "default renderer");
  double values[MAX_ROUNDS], others[MAX_ROUNDS], ours, theirs;

  for (guint i = 0; i < n_rounds; i++)
    {
      values[i] = with[scenario][i];
      others[i] = without[scenario][i];
    }
  ours = wuse_bench_quantile (values, n_rounds, 0.5);
  theirs = wuse_bench_quantile (others, n_rounds, 0.5);
  wuse_bench_report (what, "ms", ours, "the same map without movements", theirs, "≤ 1.25 ×", ours <= 1.25 * theirs);
}

/* From the call until all that is in view is painted. */
static double
measure_first_picture (Run *run, WuseMovements *movements)
{
  const gint64 began = g_get_monotonic_time ();

  wuse_map_view_set_movements (run->view, movements, NULL);
  while (!wuse_map_view_are_movements_shown (run->view) && g_get_monotonic_time () - began < 20 * G_USEC_PER_SEC)
    g_main_context_iteration (NULL, TRUE);

  return (double) (g_get_monotonic_time () - began) / 1000;
}

static void
run_rounds (Run *run, WuseMovements *movements, guint n_rounds)
{
  static double with[N_SCENARIOS][MAX_ROUNDS], without[N_SCENARIOS][MAX_ROUNDS], first[MAX_ROUNDS];

  for (guint round = 0; round < n_rounds; round++)
    {
      move (run, 0, 0, ZOOM, FALSE);
      wait_ms (WARM_UP_MS);
      first[round] = measure_first_picture (run, movements);
      for (Scenario scenario = 0; scenario < N_SCENARIOS; scenario++)
        {
          Figures ours, theirs;

          wuse_map_view_set_movements (run->view, movements, NULL);
          ours = measure (run, scenario);
          wuse_map_view_set_movements (run->view, NULL, NULL);
          theirs = measure (run, scenario);
          g_print ("%6u stays  %-24s  frame p95 %.1f/%.1f = %.2f   work %.1f/%.1f = %.2f\n", movements->n_stays, names[scenario],
                   ours.frame, theirs.frame, ours.frame / theirs.frame, ours.work, theirs.work, ours.work / theirs.work);
          with[scenario][round] = ours.frame;
          without[scenario][round] = theirs.frame;
        }
    }
  for (Scenario scenario = 0; scenario < N_SCENARIOS; scenario++)
    report (movements->n_stays, scenario, with, without, n_rounds);
  wuse_bench_report ("movements set to all in view painted, 1920×1080", "ms", wuse_bench_quantile (first, n_rounds, 0.5), NULL, 0,
                     "–", TRUE);
}

int
main (int argc, char **argv)
{
  const guint n_stays = argc > 1 ? CLAMP ((guint) g_ascii_strtoull (argv[1], NULL, 10), 10, WUSE_MOVEMENTS_MAX_STAYS) : 10000;
  const guint n_rounds = argc > 2 ? CLAMP ((guint) g_ascii_strtoull (argv[2], NULL, 10), 1, MAX_ROUNDS) : ROUNDS;
  const double degrees = sqrt ((double) WIDTH * HEIGHT / N_AREAS) * 360.0 / 256 / (1 << ZOOM);
  const RenderCity city = { .west = 125.2,
                            .north = 43.95,
                            .degrees = degrees,
                            .columns = (guint) (WIDTH / (degrees * 256 / 360 * (1 << ZOOM))),
                            .rows = (guint) (HEIGHT / (degrees * 256 / 360 * (1 << ZOOM))),
                            .block = 5 };
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  g_autoptr (WuseFeatureSet) features = render_city_make_features (&city);
  g_autofree guint8 *risks = render_city_make_risks (&city, areas);
  const WuseBounds bounds = wuse_area_set_get_bounds (areas);
  g_autoptr (WuseMovements) movements = make_movements (&bounds, n_stays);
  g_autofree Run *run = g_new0 (Run, 1);
  GtkWidget *window;
  GdkFrameClock *clock;

  if (!gtk_init_check ())
    {
      g_print ("no display: frames cannot be measured\n");
      return 77;
    }
  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  run->view = WUSE_MAP_VIEW (wuse_map_view_new ());
  run->centre = (WusePoint){ bounds.west / 2 + bounds.east / 2, bounds.south / 2 + bounds.north / 2 };
  wuse_map_view_set_areas (run->view, areas);
  wuse_map_view_set_features (run->view, features);
  wuse_map_view_set_risks (run->view, risks, wuse_area_set_get_size (areas));
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (run->view));
  gtk_window_present (GTK_WINDOW (window));
  wait_ms (500);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), run);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), run);
  run_rounds (run, movements, n_rounds);
  g_signal_handlers_disconnect_by_data (clock, run);
  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
