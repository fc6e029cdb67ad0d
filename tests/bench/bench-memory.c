/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resident memory of the program with a district of 500,000 persons and 20,000 grids open. Needs a display. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-test-folder.h"

#include <stdio.h>

#define ABSENT_SERVER "http://127.0.0.1:1/"
#define SETTLE_MS 4000
#define ASKED_MB 250.0

static void
report (WuseBenchProgram *program, const char *renderer, const char *when)
{
  g_autofree char *text = NULL;
  g_autofree char *resident_name = g_strdup_printf ("resident memory, %s, %s", when, renderer);
  g_autofree char *share_name = g_strdup_printf ("… its own share (PSS), %s, %s", when, renderer);
  double resident, share;

  wuse_bench_program_write (program, "memory");
  text = wuse_bench_program_read (program, "memory ");
  if (sscanf (text, "%lf %lf", &resident, &share) != 2)
    g_error ("Not two numbers: %s", text);
  resident /= 1024;
  share /= 1024;
  wuse_bench_report (resident_name, "MB", resident, NULL, 0, "≤ 250 MB", resident <= ASKED_MB);
  wuse_bench_report (share_name, "MB", share, NULL, 0, "–", TRUE);
}

static void
measure (const char *renderer, const char *data)
{
  const char *const argv[] = { "bench-program", "--server", ABSENT_SERVER, NULL };
  const char *const environment[] = { "GSK_RENDERER", renderer, "XDG_DATA_HOME", data, "WUSE_BENCH_THEN", "obey", NULL };
  WuseBenchProgram *program = wuse_bench_program_start (argv, environment);

  g_free (wuse_bench_program_read (program, "base "));
  wuse_bench_wait_ms (SETTLE_MS);
  report (program, renderer, "opened");
  wuse_bench_program_write (program, "walk");
  g_free (wuse_bench_program_read (program, "walked"));
  wuse_bench_wait_ms (SETTLE_MS);
  report (program, renderer, "after looking around");
  wuse_bench_program_write (program, "quit");
  wuse_bench_program_end (program);
}

int
main (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *data = wuse_test_folder_build (folder, "data");
  g_autofree char *cache = wuse_bench_prepared ("cache-20000.sqlite");

  setbuf (stdout, NULL);
  wuse_bench_put_cache (data, cache, ABSENT_SERVER);
  measure ("cairo", data);
  measure ("gl", data);
  return 0;
}
