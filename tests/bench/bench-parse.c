/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many person lines of a feed are parsed a second, against json-glib on the same lines. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-record-batch.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#define N_LINES 50000
#define N_RUNS 5
#define LINES_PER_BATCH 4096

static GPtrArray *
make_lines (void)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_LINES; i++)
    g_ptr_array_add (
        lines,
        g_strdup_printf ("{\"seq\":%u,\"op\":\"put\",\"type\":\"person\",\"id\":\"p-%07u\",\"version\":1,"
                         "\"at\":\"2022-03-01T08:%02u:%02uZ\",\"data\":{\"name\":\"欧阳**\",\"sex\":\"%s\",\"birth_year\":%u,"
                         "\"id_number\":\"310101**********%02u\",\"telephone\":\"138****%04u\",\"area\":\"g-%05u\","
                         "\"building\":\"b-%06u\",\"household\":\"h-%07u\",\"residency\":\"registered\","
                         "\"workplace\":\"pl-%04u\"}}",
                         i + 1, i, i / 60 % 60, i % 60, i % 2 == 0 ? "female" : "male", 1930 + i % 90, i % 100, i % 10000,
                         i % 20000, i / 40, i / 3, i % 3000));

  return lines;
}

static double
run_batch (GPtrArray *lines)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      g_autoptr (GError) error = NULL;

      if (i % LINES_PER_BATCH == 0)
        wuse_record_batch_clear (batch);
      if (!wuse_record_batch_add_line (batch, line, strlen (line), &error))
        g_error ("%s", error->message);
    }

  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static double
run_json_glib (GPtrArray *lines)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!json_parser_load_from_data (parser, g_ptr_array_index (lines, i), -1, &error))
        g_error ("%s", error->message);
    }

  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static int
compare_doubles_cb (const void *a, const void *b)
{
  const double *left = a;
  const double *right = b;

  return (*left > *right) - (*left < *right);
}

static double
find_median (const double *values)
{
  double sorted[N_RUNS];

  memcpy (sorted, values, sizeof sorted);
  qsort (sorted, N_RUNS, sizeof (double), compare_doubles_cb);
  return sorted[N_RUNS / 2];
}

int
main (void)
{
  g_autoptr (GPtrArray) lines = make_lines ();
  double ours[N_RUNS], theirs[N_RUNS];

  /* In turns, so that what else the machine does falls on both. */
  for (guint i = 0; i < N_RUNS; i++)
    {
      ours[i] = run_batch (lines);
      theirs[i] = run_json_glib (lines);
    }

  double our_rate = N_LINES / find_median (ours), their_rate = N_LINES / find_median (theirs);
  g_print ("parse: %.0f person lines/s, json-glib %.0f lines/s (tree only), ratio %.2f\n", our_rate, their_rate,
           our_rate / their_rate);
  wuse_bench_report ("feed lines parsed", "/s", our_rate, "json-glib", their_rate, "–", TRUE);

  return 0;
}
