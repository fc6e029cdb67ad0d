/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames while panning, zooming and hovering over a large relationship graph, against the same view without nodes; the first
 * full picture from stored positions: `bench-diagram [NODES [ROUNDS [PICTURE]]]`. Needs a display: started by way of
 * tests/support/desktop-session. */

#include "config.h"

#include "large-scene.h"
#include "wuse-bench.h"
#include "wuse-diagram-view.h"

#include <math.h>
#include <stdlib.h>

#define WIDTH 1920
#define HEIGHT 1080
#define PACE 700.0 /* pixels a second */
#define SECONDS 4.0
#define MAX_FRAMES 4096
#define MAX_ROUNDS 9u
#define WARM_UP_MS 1500

typedef enum
{
  PAN_ALL,
  PAN_NEAR,
  ZOOM,
  HOVER,
  N_SCENARIOS,
} Scenario;

static const char *const names[N_SCENARIOS] = { "pan, all in view", "pan, zoomed in", "zoom in and out", "hover" };

typedef struct
{
  GtkWidget *window;
  WuseDiagramView *view;
  Scenario scenario;
  gint64 start;
  gboolean done;
  double work[MAX_FRAMES];
  guint n_frames;
  gint64 work_start;
  gboolean recording;
} Run;

static void
before_paint_cb (GdkFrameClock *clock, Run *run)
{
  run->work_start = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Run *run)
{
  if (run->recording && run->n_frames < MAX_FRAMES)
    run->work[run->n_frames++] = (double) (g_get_monotonic_time () - run->work_start) / 1000;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Run *run = user_data;
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  WuseDiagramPlace place = wuse_diagram_view_get_place (run->view);
  double seconds, turn;

  if (run->start == 0)
    run->start = now;
  seconds = (double) (now - run->start) / G_USEC_PER_SEC;
  run->done = seconds > SECONDS;
  if (run->done)
    return G_SOURCE_REMOVE;
  turn = seconds * 2 * G_PI / SECONDS;
  switch (run->scenario)
    {
    case PAN_ALL:
    case PAN_NEAR:
      /* Around a circle at a constant pace. */
      place.x = PACE * SECONDS / (2 * G_PI) * cos (turn) / place.scale;
      place.y = PACE * SECONDS / (2 * G_PI) * sin (turn) / place.scale;
      wuse_diagram_view_set_place (run->view, &place, FALSE);
      break;
    case ZOOM:
      if ((int) (seconds / 0.5) != (int) ((seconds - 0.017) / 0.5))
        gtk_widget_activate_action (GTK_WIDGET (run->view),
                                    (int) (seconds / 0.5) % 4 < 2 ? "diagram.zoom-in" : "diagram.zoom-out", NULL);
      break;
    case HOVER:
      /* What a hovered node costs is a frame. */
      gtk_widget_queue_draw (GTK_WIDGET (run->view));
      break;
    case N_SCENARIOS:
      g_assert_not_reached ();
    }

  return G_SOURCE_CONTINUE;
}

static void
play (Run *run, Scenario scenario, WuseDiagramScene *scene, const WuseDiagramBox *box)
{
  wuse_diagram_view_set_scene (run->view, scene, FALSE);
  wuse_diagram_view_fit (run->view, box, FALSE);
  if (scenario == PAN_NEAR)
    {
      WuseDiagramPlace place = wuse_diagram_view_get_place (run->view);

      place.scale *= 4;
      wuse_diagram_view_set_place (run->view, &place, FALSE);
    }
  run->scenario = scenario;
  run->start = 0;
  run->done = FALSE;
  wuse_bench_wait_ms (WARM_UP_MS);
  run->n_frames = 0;
  run->recording = TRUE;
  gtk_widget_add_tick_callback (run->window, tick_cb, run, NULL);
  while (!run->done)
    g_main_context_iteration (NULL, TRUE);
  run->recording = FALSE;
}

static void
measure_first (Run *run, guint n_nodes, WuseDiagramScene *scene, const char *picture)
{
  gint64 start;
  double milliseconds;

  wuse_diagram_view_set_scene (run->view, NULL, FALSE);
  wuse_bench_wait_ms (300);
  start = g_get_monotonic_time ();
  wuse_diagram_view_set_scene (run->view, scene, FALSE);
  wuse_diagram_view_fit (run->view, NULL, FALSE);
  while (!wuse_diagram_view_is_complete (run->view))
    g_main_context_iteration (NULL, TRUE);
  milliseconds = (double) (g_get_monotonic_time () - start) / 1000;
  wuse_bench_wait_ms (100);
  {
    g_autofree char *what = g_strdup_printf ("first full picture of %u nodes from stored positions", n_nodes);

    wuse_bench_report (what, "ms", milliseconds, NULL, 0, "≤ 500", milliseconds <= 500);
  }
  if (picture != NULL)
    {
      g_autoptr (WusePixels) pixels = wuse_pixels_new (WIDTH, HEIGHT);
      const WuseDiagramPlace place = wuse_diagram_view_get_place (run->view);
      const WuseDiagramColors colors = { { 238, 237, 234, 255 }, { 181, 23, 43, 255 } };
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GdkTexture) texture = NULL;

      wuse_diagram_paint (pixels, scene, NULL, &colors, place.x - WIDTH / 2.0 / place.scale, place.y - HEIGHT / 2.0 / place.scale,
                          place.scale, 1);
      bytes = wuse_pixels_to_bytes (pixels);
      texture = gdk_memory_texture_new (WIDTH, HEIGHT, GDK_MEMORY_DEFAULT, bytes, wuse_pixels_get_stride (pixels));
      gdk_texture_save_to_png (texture, picture);
    }
}

static double
get_p95 (Run *run)
{
  return wuse_bench_quantile (run->work, MAX (run->n_frames, 1), 0.95);
}

int
main (int argc, char **argv)
{
  const guint n_nodes = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 100000;
  const guint n_rounds = argc > 2 ? CLAMP ((guint) strtoul (argv[2], NULL, 10), 1, MAX_ROUNDS) : 3;
  double ours[N_SCENARIOS][MAX_ROUNDS], empty[N_SCENARIOS][MAX_ROUNDS];
  Run *run = g_new0 (Run, 1);
  g_autoptr (WuseDiagramScene) scene = large_scene_new (MAX (n_nodes, 100));
  g_autoptr (WuseDiagramScene) nothing = NULL;
  g_autoptr (WuseGraph) no_graph = wuse_graph_new (0, NULL, NULL, 0);
  GdkFrameClock *clock;

  gtk_init ();
  nothing = wuse_diagram_scene_new (no_graph, NULL, NULL, NULL, NULL, NULL);
  run->window = gtk_window_new ();
  run->view = wuse_diagram_view_new ();
  gtk_window_set_default_size (GTK_WINDOW (run->window), WIDTH, HEIGHT);
  gtk_window_set_decorated (GTK_WINDOW (run->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (run->window), GTK_WIDGET (run->view));
  gtk_window_present (GTK_WINDOW (run->window));
  wuse_bench_wait_ms (500);
  clock = gtk_widget_get_frame_clock (run->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), run);

  measure_first (run, n_nodes, scene, argc > 3 ? argv[3] : NULL);
  for (guint round = 0; round < n_rounds; round++)
    for (Scenario scenario = 0; scenario < N_SCENARIOS; scenario++)
      {
        play (run, scenario, nothing, &scene->box);
        empty[scenario][round] = get_p95 (run);
        play (run, scenario, scene, &scene->box);
        ours[scenario][round] = get_p95 (run);
        g_print ("%-18s p95 %.1f ms, empty view %.1f ms, %u frames\n", names[scenario], ours[scenario][round],
                 empty[scenario][round], run->n_frames);
      }
  for (Scenario scenario = 0; scenario < N_SCENARIOS; scenario++)
    {
      const double mine = wuse_bench_quantile (ours[scenario], n_rounds, 0.5);
      const double theirs = wuse_bench_quantile (empty[scenario], n_rounds, 0.5);
      g_autofree char *what =
          g_strdup_printf ("graph of %u nodes, %u edges: frame p95, %s", n_nodes, scene->graph->n_edges, names[scenario]);

      wuse_bench_report (what, "ms", mine, "empty view", theirs, "≤ 1.25 ×", mine <= 1.25 * theirs);
    }
  gtk_window_destroy (GTK_WINDOW (run->window));
  g_free (run);

  return 0;
}
