/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the main thread is busy at once while the pane of the relationship graph shows a large one: `bench-pane [CASES]`.
 * Frames are not counted, whatever else the main loop does is. Needs a display: started by way of tests/support/desktop-session.
 */

#include "config.h"

#include "large-relations.h"
#include "wuse-bench.h"
#include "wuse-graph-pane.h"
#include "wuse-look.h"

#include <adwaita.h>
#include <stdlib.h>
#include <time.h>

#define CASES 100000u
#define N_ROUNDS 5u
#define WIDTH 1600
#define HEIGHT 900

typedef enum
{
  ANOTHER_CASE,
  ONE_CASE_LESS,
  NAMES,
  LOOK,
  N_STEPS,
} Step;

static const char *const names[N_STEPS] = { "another case", "one case less", "other names", "other colours" };

typedef struct
{
  gint64 turned_at; /* when the main loop began with what it is doing */
  gint64 painting_since;
  gint64 painted; /* of this turn, in frames */
  gint64 longest; /* turn */
} Watch;

static Watch watch;

/* In microseconds, of this thread. */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  watch.painting_since = get_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  watch.painted += get_time () - watch.painting_since;
}

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int n_ready;

  watch.longest = MAX (watch.longest, get_time () - watch.turned_at - watch.painted);
  n_ready = g_poll (fds, n_fds, timeout);
  watch.turned_at = get_time ();
  watch.painted = 0;

  return n_ready;
}

static void
take_step (WuseGraphPane *pane, Step step, guint round, WuseRelations *const relations[2])
{
  switch (step)
    {
    case ANOTHER_CASE:
    case ONE_CASE_LESS:
      wuse_graph_pane_set_relations (pane, relations[step == ANOTHER_CASE]);
      break;
    case NAMES:
      g_object_set (pane, "names", round % 2 == 0 ? "all" : "important", NULL);
      break;
    case LOOK:
      wuse_look_set_safe (wuse_look_get_default (), round % 2 == 0);
      break;
    case N_STEPS:
      g_assert_not_reached ();
    }
}

/* In milliseconds, until what a step brings is on the screen. */
static double
measure (WuseGraphPane *pane, Step step, guint round, WuseRelations *const relations[2])
{
  wuse_bench_wait_ms (300);
  watch.longest = 0;
  watch.turned_at = get_time ();
  take_step (pane, step, round, relations);
  while (!wuse_graph_pane_is_complete (pane))
    g_main_context_iteration (NULL, TRUE);
  wuse_bench_wait_ms (300);

  return (double) watch.longest / 1000;
}

int
main (int argc, char **argv)
{
  const guint n_cases = argc > 1 ? MAX ((guint) strtoul (argv[1], NULL, 10), 100) : CASES;
  WuseRelations *const relations[2] = { large_relations_new (n_cases - 1), large_relations_new (n_cases) };
  g_autoptr (WuseSelection) selection = NULL;
  double longest[N_STEPS][N_ROUNDS];
  GtkWidget *window;
  WuseGraphPane *pane;
  GdkFrameClock *clock;

  adw_init ();
  selection = wuse_selection_new ();
  window = gtk_window_new ();
  pane = wuse_graph_pane_new (selection);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (pane));
  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_main_context_set_poll_func (NULL, poll_cb);

  g_print ("shown first: %.1f ms at once\n", measure (pane, ONE_CASE_LESS, 0, relations));
  for (guint round = 0; round < N_ROUNDS; round++)
    for (Step step = 0; step < N_STEPS; step++)
      longest[step][round] = measure (pane, step, round, relations);
  for (Step step = 0; step < N_STEPS; step++)
    {
      const double median = wuse_bench_quantile (longest[step], N_ROUNDS, 0.5);
      g_autofree char *what = g_strdup_printf ("main thread at once, graph of %u cases, %s", n_cases, names[step]);

      wuse_bench_report (what, "ms", median, NULL, 0, "≤ 1", median <= 1);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  wuse_relations_unref (relations[0]);
  wuse_relations_unref (relations[1]);

  return 0;
}
