/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the start of the program to the first painted map, with a filled cache and no server, against a bare window with a
 * map; and how long after that the last visible tile is there: `bench-start [RUNS]`. Needs a display. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-test-folder.h"

#include <stdio.h>

#define RUNS 7u
#define MAX_RUNS 99u
/* Nobody listens there: port 1 needs privileges and is not in use. */
#define ABSENT_SERVER "http://127.0.0.1:1/"
#define ASKED_RATIO 1.5

typedef struct
{
  double first[MAX_RUNS];
  double last[MAX_RUNS]; /* after the first */
  double base[MAX_RUNS]; /* after the first */
} Times;

static double
read_time (WuseBenchProgram *program, const char *word)
{
  g_autofree char *text = wuse_bench_program_read (program, word);

  return g_ascii_strtod (text, NULL);
}

static double
start_bare (const char *renderer)
{
  const char *const argv[] = { "bench-bare-window", NULL };
  const char *const environment[] = { "GSK_RENDERER", renderer, NULL };
  WuseBenchProgram *program = wuse_bench_program_start (argv, environment);
  double first = read_time (program, "first ");

  wuse_bench_program_end (program);
  return first;
}

static void
start_ours (const char *renderer, const char *data, Times *times, guint run)
{
  const char *const argv[] = { "bench-program", "--server", ABSENT_SERVER, NULL };
  const char *const environment[] = { "GSK_RENDERER", renderer, "XDG_DATA_HOME", data, NULL };
  WuseBenchProgram *program = wuse_bench_program_start (argv, environment);

  times->first[run] = read_time (program, "first ");
  times->last[run] = read_time (program, "last ") - times->first[run];
  times->base[run] = read_time (program, "base ") - times->first[run];
  wuse_bench_program_end (program);
}

static char *
put_cache (WuseTestFolder *folder, const char *name)
{
  char *data = wuse_test_folder_build (folder, name);
  g_autofree char *cache = wuse_bench_prepared (name);

  wuse_bench_put_cache (data, cache, ABSENT_SERVER);
  return data;
}

static void
report (const char *renderer,
        const char *district,
        gboolean first_is_asked,
        double asked_last,
        double bare,
        Times *times,
        guint n_runs)
{
  g_autofree char *first_name = g_strdup_printf ("start to first map, %s, %s", district, renderer);
  g_autofree char *last_name = g_strdup_printf ("… to the last visible tile, %s, %s", district, renderer);
  g_autofree char *base_name = g_strdup_printf ("… and the base map under it, %s, %s", district, renderer);
  g_autofree char *asked = g_strdup_printf ("≤ %.0f ms", asked_last);
  double first = wuse_bench_quantile (times->first, n_runs, 0.5);
  double last = wuse_bench_quantile (times->last, n_runs, 0.5);

  wuse_bench_report (first_name, "ms", first, "bare window", bare, first_is_asked ? "≤ 1.5 ×" : "–",
                     !first_is_asked || first <= ASKED_RATIO * bare);
  wuse_bench_report (last_name, "ms", last, NULL, 0, asked, last <= asked_last);
  wuse_bench_report (base_name, "ms", wuse_bench_quantile (times->base, n_runs, 0.5), NULL, 0, "–", TRUE);
}

int
main (int argc, char **argv)
{
  static const char *const renderers[] = { "cairo", "gl" };
  guint n_runs = argc > 1 ? CLAMP ((guint) g_ascii_strtoull (argv[1], NULL, 10), 1, MAX_RUNS) : RUNS;
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *small = put_cache (folder, "cache-20000.sqlite");
  g_autofree char *large = put_cache (folder, "cache-100000.sqlite");

  setbuf (stdout, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (renderers); i++)
    {
      g_autofree Times *times = g_new0 (Times, 2);
      double bare[MAX_RUNS], bare_median;

      /* The first start of each is not counted: it fills the system's caches. */
      start_bare (renderers[i]);
      start_ours (renderers[i], small, &times[0], 0);
      start_ours (renderers[i], large, &times[1], 0);
      for (guint run = 0; run < n_runs; run++)
        {
          bare[run] = start_bare (renderers[i]);
          start_ours (renderers[i], small, &times[0], run);
          start_ours (renderers[i], large, &times[1], run);
          printf ("  %s: bare window %.0f ms; 20,000 grids %.0f + %.0f ms, base map + %.0f ms; 100,000 grids %.0f + %.0f ms\n",
                  renderers[i], bare[run], times[0].first[run], times[0].last[run], times[0].base[run], times[1].first[run],
                  times[1].last[run]);
        }
      bare_median = wuse_bench_quantile (bare, n_runs, 0.5);
      report (renderers[i], "20,000 grids", TRUE, 300, bare_median, &times[0], n_runs);
      report (renderers[i], "100,000 grids", FALSE, 600, bare_median, &times[1], n_runs);
    }
  return 0;
}
