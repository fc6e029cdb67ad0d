/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large relationship graph written as PDF, SVG and PNG, every node and edge: `bench-sheet [NODES]`. Needs no display. */

#include "config.h"

#include "large-scene.h"
#include "wuse-bench.h"
#include "wuse-diagram-sheet.h"

#include <stdlib.h>

#define NODES 100000u
#define ASKED_MS 10000.0
#define N_ROUNDS 3u

typedef struct
{
  WuseDiagramFormat format;
  const char *name;
} Format;

static const Format formats[] = { { WUSE_DIAGRAM_PDF, "pdf" }, { WUSE_DIAGRAM_SVG, "svg" }, { WUSE_DIAGRAM_PNG, "png" } };

static double
write_sheet (const WuseDiagramSheet *sheet, const Format *format, goffset *size)
{
  g_autofree char *name = g_strdup_printf ("wuse-bench-sheet.%s", format->name);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  GError *error = NULL;
  const gint64 begun = g_get_monotonic_time ();
  WuseOutputFile *output = wuse_output_file_new (file, NULL, &error);
  double milliseconds;

  g_assert_no_error (error);
  wuse_diagram_sheet_write (sheet, format->format, 1, output, NULL, NULL);
  wuse_output_file_close (output, &error);
  g_assert_no_error (error);
  milliseconds = (double) (g_get_monotonic_time () - begun) / 1000;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, &error);
  g_assert_no_error (error);
  *size = g_file_info_get_size (info);
  if (g_getenv ("WUSE_BENCH_KEEP") == NULL)
    g_file_delete (file, NULL, NULL);

  return milliseconds;
}

static void
measure (const WuseDiagramSheet *sheet, const Format *format)
{
  const WuseGraph *graph = sheet->scene->graph;
  double times[N_ROUNDS], median;
  goffset size = 0;
  g_autofree char *what =
      g_strdup_printf ("graph of %u nodes, %u edges written as %s", graph->n_nodes, graph->n_edges, format->name);

  for (guint i = 0; i < N_ROUNDS; i++)
    times[i] = write_sheet (sheet, format, &size);
  median = wuse_bench_quantile (times, N_ROUNDS, 0.5);
  g_print ("%s: least %.0f ms, most %.0f ms, %.1f MB\n", format->name, times[0], times[N_ROUNDS - 1], (double) size / 1e6);
  wuse_bench_report (what, "ms", median, NULL, 0, format->format == WUSE_DIAGRAM_PDF ? "≤ 10 s" : "–",
                     format->format != WUSE_DIAGRAM_PDF || median <= ASKED_MS);
}

int
main (int argc, char **argv)
{
  const guint n_nodes = argc > 1 ? MAX ((guint) strtoul (argv[1], NULL, 10), 100) : NODES;
  g_autoptr (WuseDiagramScene) scene = large_scene_new (n_nodes);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (WuseDiagramKey));
  WuseDiagramSheet sheet = { .scene = scene,
                             .colors = { { 238, 237, 234, 255 }, { 181, 23, 43, 255 } },
                             .text = { 30, 30, 30, 255 },
                             .quiet = { 90, 96, 105, 255 },
                             .title = "Cases and contacts",
                             .subtitle = "",
                             .credits = "",
                             .keys = keys };

  wuse_diagram_sheet_fit (&sheet);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    measure (&sheet, &formats[i]);

  return 0;
}
