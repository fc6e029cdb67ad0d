/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The force layout on contact networks: time, first picture, stress and np2 against graphviz `sfdp`; and a node that comes to
 * a layout of ten thousand. */

#include "config.h"

#include "layout-quality.h"
#include "wuse-bench.h"
#include "wuse-force-layout.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_RUNS 3u

/* What sfdp of graphviz 2.43 took and reached on the same graphs elsewhere, for where it is not installed. */
static const struct
{
  guint n_nodes;
  double asked_seconds;
  double sfdp_seconds;
  double sfdp_stress;
  double sfdp_np2;
} sizes[] = {
  { 1000, 0.12, 0.25, 0.1166, 0.402 },
  { 10000, 1.0, 4.6, 0.1705, 0.274 },
  { 100000, 12.0, 90.0, 0.1081, 0.231 },
};

typedef struct
{
  double seconds;
  double first_picture;
  LayoutQuality quality;
} Result;

typedef struct
{
  gint64 begun;
  gint64 first;
} Watch;

static void
note_picture_cb (const float *x, const float *y, double done, gpointer user_data)
{
  Watch *watch = user_data;

  if (watch->first == 0)
    watch->first = g_get_monotonic_time ();
}

static Result
run_ours (const WuseGraph *graph, float *x, float *y)
{
  double seconds[N_RUNS], first[N_RUNS];
  Result result = { 0 };

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      Watch watch = { g_get_monotonic_time (), 0 };
      WuseForceLayoutOptions options = { .progress = note_picture_cb, .progress_data = &watch };

      if (!wuse_force_layout_run (graph, &options, x, y, NULL, &error))
        g_error ("%s", error->message);
      seconds[i] = (double) (g_get_monotonic_time () - watch.begun) / 1e6;
      first[i] = (double) (watch.first - watch.begun) / 1e3;
    }
  result.seconds = wuse_bench_quantile (seconds, N_RUNS, 0.5);
  result.first_picture = wuse_bench_quantile (first, N_RUNS, 0.5);
  result.quality = layout_quality_measure (graph, x, y);

  return result;
}

static void
write_dot (const WuseGraph *graph, const char *path)
{
  FILE *file = fopen (path, "w");

  if (file == NULL)
    g_error ("%s: %s", path, g_strerror (errno));
  fputs ("graph g{node[shape=point,width=0.05];\n", file);
  for (guint i = 0; i < graph->n_nodes; i++)
    fprintf (file, "%u;\n", i);
  for (guint i = 0; i < graph->n_edges; i++)
    fprintf (file, "%u--%u;\n", graph->from[i], graph->to[i]);
  fputs ("}\n", file);
  if (fclose (file) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
}

/* Lines `node NAME X Y …` of the plain output. */
static void
read_plain (const char *text, guint n_nodes, float *x, float *y)
{
  guint n_read = 0;

  for (const char *line = text; line != NULL && *line != '\0'; line = strchr (line, '\n'))
    {
      char *end;
      guint64 node;

      line += *line == '\n';
      if (!g_str_has_prefix (line, "node "))
        continue;
      node = g_ascii_strtoull (line + strlen ("node "), &end, 10);
      if (node >= n_nodes)
        g_error ("sfdp says something of node %" G_GUINT64_FORMAT, node);
      x[node] = (float) g_ascii_strtod (end, &end);
      y[node] = (float) g_ascii_strtod (end, &end);
      n_read++;
    }
  if (n_read != n_nodes)
    g_error ("sfdp placed %u nodes of %u", n_read, n_nodes);
}

static gboolean
run_sfdp (const WuseGraph *graph, float *x, float *y, Result *result)
{
  g_autofree char *program = g_find_program_in_path ("sfdp");
  g_autofree char *name = g_strdup_printf ("contacts-%u.dot", graph->n_nodes), *path = wuse_bench_prepared (name);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  gint64 begun;

  if (program == NULL)
    return FALSE;
  write_dot (graph, path);
  begun = g_get_monotonic_time ();
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program,
                              "-Goverlap=true", "-Gsplines=none", "-Tplain", path, NULL);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error))
    g_error ("sfdp: %s", error->message);
  result->seconds = (double) (g_get_monotonic_time () - begun) / 1e6;
  read_plain (output, graph->n_nodes, x, y);
  result->quality = layout_quality_measure (graph, x, y);

  return TRUE;
}

static void
compare (guint at)
{
  g_autoptr (WuseGraph) graph = contact_graph_new (sizes[at].n_nodes);
  g_autofree float *x = g_new (float, graph->n_nodes), *y = g_new (float, graph->n_nodes);
  Result ours = run_ours (graph, x, y);
  Result theirs = { sizes[at].sfdp_seconds, 0.0, { sizes[at].sfdp_stress, sizes[at].sfdp_np2 } };
  const char *peer = run_sfdp (graph, x, y, &theirs) ? "sfdp" : "sfdp (quoted)";
  g_autofree char *what = NULL, *asked = g_strdup_printf ("≤ %g s", sizes[at].asked_seconds);

  g_print ("layout of %u nodes, %u edges: %.3f s, first picture after %.0f ms, stress %.4f, np2 %.3f; "
           "%s %.2f s, stress %.4f, np2 %.3f\n",
           graph->n_nodes, graph->n_edges, ours.seconds, ours.first_picture, ours.quality.stress, ours.quality.np2, peer,
           theirs.seconds, theirs.quality.stress, theirs.quality.np2);

  what = g_strdup_printf ("layout of %u nodes", graph->n_nodes);
  wuse_bench_report (what, "s", ours.seconds, peer, theirs.seconds, asked, ours.seconds <= sizes[at].asked_seconds);
  g_free (what);
  what = g_strdup_printf ("layout of %u nodes: stress", graph->n_nodes);
  wuse_bench_report (what, "%", 100.0 * ours.quality.stress, peer, 100.0 * theirs.quality.stress, "no higher",
                     ours.quality.stress <= theirs.quality.stress);
  g_free (what);
  what = g_strdup_printf ("layout of %u nodes: np2", graph->n_nodes);
  wuse_bench_report (what, "%", 100.0 * ours.quality.np2, peer, 100.0 * theirs.quality.np2, "no lower",
                     ours.quality.np2 >= theirs.quality.np2);
  g_free (what);
  what = g_strdup_printf ("layout of %u nodes: first picture", graph->n_nodes);
  wuse_bench_report (what, "ms", ours.first_picture, NULL, 0.0, "≤ 100 ms", ours.first_picture <= 100.0);
}

/* The last node of a contact network comes to the layout of the others. */
static void
measure_newcomer (void)
{
  const guint n_nodes = 10001, n_runs = 25;
  g_autoptr (WuseGraph) graph = contact_graph_new (n_nodes);
  g_autofree float *x = g_new (float, n_nodes), *y = g_new (float, n_nodes);
  double milliseconds[25], median;

  if (!wuse_force_layout_run (graph, NULL, x, y, NULL, NULL))
    g_error ("No layout");
  for (guint i = 0; i < n_runs; i++)
    {
      gint64 begun = g_get_monotonic_time ();

      x[n_nodes - 1] = y[n_nodes - 1] = NAN;
      if (!wuse_force_layout_settle (graph, x, y, 0.0f, NULL, NULL))
        g_error ("No place");
      milliseconds[i] = (double) (g_get_monotonic_time () - begun) / 1e3;
    }
  median = wuse_bench_quantile (milliseconds, n_runs, 0.5);
  g_print ("a node comes to %u: %.2f ms\n", n_nodes - 1, median);
  wuse_bench_report ("place of a new node among 10,000", "ms", median, NULL, 0.0, "≤ 20 ms", median <= 20.0);
}

/* bench-layout [NODES]: all sizes up to that many. */
int
main (int argc, char **argv)
{
  guint64 most = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i].n_nodes <= most)
      compare (i);
  measure_newcomer ();

  return 0;
}
