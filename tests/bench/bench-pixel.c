/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a case entered at the server to the frame that shows the new colour of its grid, then to the frame that shows it in the
 * network of all cases and contacts, with a real window on the other side: `bench-pixel [EVENTS [DISTRICT]]`. Of another prepared
 * district than the first only the network is measured. Needs a display. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-date.h"
#include "wuse-feed-view.h"
#include "wuse-server.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"

#include <stdio.h>
#include <string.h>

#define EVENTS 60u
#define MAX_EVENTS 1000u
#define ASKED_MS 150.0
#define ASKED_NETWORK_MS 200.0
/* How many cases of the district infect others. */
#define N_SOURCES 50u
#define PASSWORD "a password"
#define DISTRICT "20000"

typedef struct
{
  GPtrArray *grids;
  GPtrArray *cases;
} Found;

static gboolean
add_found (gint64 seq, const char *line, gsize length, gpointer user_data)
{
  Found *found = user_data;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *record, *data;
  gboolean is_case = strstr (line, "\"type\":\"case\"") != NULL;

  if (!is_case && strstr (line, "\"type\":\"area\"") == NULL)
    return TRUE;
  node = json_from_string (line, NULL);
  record = json_node_get_object (node);
  data = json_object_get_object_member (record, "data");
  if (is_case)
    g_ptr_array_add (found->cases, g_strdup (json_object_get_string_member (record, "id")));
  else if (g_str_equal (json_object_get_string_member (data, "level"), "grid"))
    g_ptr_array_add (found->grids, g_strdup (json_object_get_string_member (record, "id")));
  return found->cases->len < N_SOURCES;
}

/* Grids whose colour a case changes, and cases that infect others. */
static void
find (const char *database, Found *found)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseFeedView) view = wuse_feed_view_open (database, &error);

  g_assert_no_error (error);
  found->grids = g_ptr_array_new_with_free_func (g_free);
  found->cases = g_ptr_array_new_with_free_func (g_free);
  wuse_feed_view_foreach_line (view, 0, G_MAXINT64, add_found, found, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->grids->len, >, MAX_EVENTS);
  g_assert_cmpuint (found->cases->len, >, 0);
}

/* A district whose clock stands still: no other change comes between the events. */
static WuseFeed *
open_feed (const char *path, const char *name, char **day)
{
  g_autofree char *file = g_strdup_printf ("district-%s.db", name);
  g_autofree char *prepared = wuse_bench_prepared (file);
  g_autoptr (GFile) from = g_file_new_for_path (prepared);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (WuseDistrict) district = NULL;
  g_autoptr (GError) error = NULL;
  WuseFeed *feed;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  feed = wuse_feed_open (path, &error);
  g_assert_no_error (error);
  district = wuse_feed_get_district (feed, &error);
  g_assert_no_error (error);
  district->clock_rate = 0;
  wuse_feed_set_district (feed, district, &error);
  g_assert_no_error (error);
  *day = wuse_day_format (wuse_time_to_day (district->time, district->utc_offset));
  return feed;
}

static WuseBenchProgram *
start_program (const char *url, const char *data, const char *name)
{
  const char *const argv[] = { "bench-program", "--server", url, "--user", "bench", "--password-stdin", NULL };
  const char *const environment[] = { "XDG_DATA_HOME", data, "WUSE_BENCH_THEN", "obey", NULL };
  g_autofree char *file = g_strdup_printf ("cache-%s.sqlite", name);
  g_autofree char *cache = wuse_bench_prepared (file);
  WuseBenchProgram *program;

  wuse_bench_put_cache (data, cache, url);
  program = wuse_bench_program_start (argv, environment);
  wuse_bench_program_write (program, PASSWORD);
  g_free (wuse_bench_program_read (program, "base "));
  wuse_bench_wait_ms (3000);
  wuse_bench_program_write (program, "grids");
  wuse_bench_wait_ms (2000);
  return program;
}

/* The way in four legs: to the cache's signal, to the new colours, to the painted tiles, to the screen. */
#define N_LEGS 4

/* Milliseconds; 0 if the case did not change a colour. */
static double
measure_once (WuseFeed *feed, WuseBenchProgram *program, const char *grid, const char *day, guint index, double legs[N_LEGS])
{
  g_autofree char *id = g_strdup_printf ("bench-%u", index);
  g_autofree char *text = NULL;
  gint64 begun, times[N_LEGS] = { 0 };

  /* At any moment of whatever the programs do regularly; and the cross-fade of the one before is over. */
  wuse_bench_wait_ms ((guint) g_random_int_range (300, 400));
  begun = g_get_monotonic_time ();
  wuse_test_feed_put (feed, WUSE_RECORD_CASE, id, "classification", "confirmed", "area", grid, "report", day, NULL);
  text = wuse_bench_program_read (program, "colours ");
  if (sscanf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &times[3], &times[0],
              &times[1], &times[2])
      != N_LEGS)
    g_error ("Not four times: %s", text);
  for (guint i = 0; i < N_LEGS; i++)
    legs[i] = (double) (times[i] - (i > 0 ? times[i - 1] : begun)) / 1000;
  return times[3] > 0 ? (double) (times[3] - begun) / 1000 : 0;
}

static void
report_part (const char *part, double milliseconds, const char *asked, gboolean fine)
{
  const char *renderer = g_getenv ("GSK_RENDERER");
  g_autofree char *what = g_strdup_printf ("event at the server to changed pixel, 20,000 grids, %s, %s", part,
                                           renderer != NULL ? renderer : "default renderer");

  wuse_bench_report (what, "ms", milliseconds, NULL, 0, asked, fine);
}

static void
measure (WuseFeed *feed, WuseBenchProgram *program, GPtrArray *grids, const char *day, guint n_events)
{
  static const char *const leg_names[N_LEGS] = { "to the cache's signal", "to new colours", "to painted tiles", "to the screen" };
  static double legs[N_LEGS][MAX_EVENTS];
  double times[MAX_EVENTS], p50, p95, parts[N_LEGS];
  guint n_times = 0;

  for (guint i = 0; i < 3; i++)
    measure_once (feed, program, g_ptr_array_index (grids, grids->len - 1 - i), day, MAX_EVENTS + i, parts);
  for (guint i = 0; n_times < n_events && i < grids->len - 3; i++)
    {
      double time = measure_once (feed, program, g_ptr_array_index (grids, (i * 7919) % (grids->len - 3)), day, i, parts);

      if (time <= 0)
        continue;
      for (guint leg = 0; leg < N_LEGS; leg++)
        legs[leg][n_times] = parts[leg];
      times[n_times++] = time;
    }
  p50 = wuse_bench_quantile (times, n_times, 0.5);
  p95 = wuse_bench_quantile (times, n_times, 0.95);
  printf ("  %u events: least %.0f ms, most %.0f ms\n", n_times, times[0], times[n_times - 1]);
  for (guint leg = 0; leg < N_LEGS; leg++)
    printf ("  %s: median %.1f ms, p95 %.1f ms\n", leg_names[leg], wuse_bench_quantile (legs[leg], n_times, 0.5),
            wuse_bench_quantile (legs[leg], n_times, 0.95));
  report_part ("p50", p50, "–", TRUE);
  report_part ("p95", p95, "≤ 150 ms", p95 <= ASKED_MS);
}

/* The network of all there is: a case more, at the side of the one who infected it. */
static void
measure_network (
    WuseFeed *feed, WuseBenchProgram *program, const Found *found, const char *day, guint n_events, const char *layout)
{
  double times[MAX_EVENTS], p50, p95;
  guint n_nodes = 0;
  g_autofree char *what = NULL;
  const char *renderer = g_getenv ("GSK_RENDERER");

  for (guint i = 0; i < n_events; i++)
    {
      g_autofree char *id = g_strdup_printf ("bench-%s-%u", layout, i);
      g_autofree char *text = NULL;
      gint64 begun, shown = 0;

      wuse_bench_wait_ms ((guint) g_random_int_range (600, 700));
      begun = g_get_monotonic_time ();
      wuse_test_feed_put (feed, WUSE_RECORD_CASE, id, "classification", "confirmed", "area",
                          (const char *) g_ptr_array_index (found->grids, i), "report", day, "infector",
                          (const char *) g_ptr_array_index (found->cases, i % found->cases->len), NULL);
      text = wuse_bench_program_read (program, "nodes ");
      if (sscanf (text, "%" G_GINT64_FORMAT " %u", &shown, &n_nodes) != 2)
        g_error ("Not a time and a number: %s", text);
      times[i] = (double) (shown - begun) / 1000;
    }
  p50 = wuse_bench_quantile (times, n_events, 0.5);
  p95 = wuse_bench_quantile (times, n_events, 0.95);
  what = g_strdup_printf ("case at the server to its place in a network of %u nodes, %s, p95, %s", n_nodes, layout,
                          renderer != NULL ? renderer : "default renderer");
  printf ("  %s: least %.0f ms, median %.0f ms, p95 %.0f ms, most %.0f ms\n", what, times[0], p50, p95, times[n_events - 1]);
  wuse_bench_report (what, "ms", p95, NULL, 0, "≤ 200 ms", p95 <= ASKED_NETWORK_MS);
}

/* In the layout that people see first, and in the one in which all others have to stay where they are. */
static void
measure_networks (WuseFeed *feed, WuseBenchProgram *program, const Found *found, const char *day, guint n_events)
{
  wuse_bench_program_write (program, "network");
  g_free (wuse_bench_program_read (program, "nodes "));
  wuse_bench_wait_ms (5000);
  measure_network (feed, program, found, day, n_events, "time");
  wuse_bench_program_write (program, "force");
  wuse_bench_wait_ms (8000);
  measure_network (feed, program, found, day, n_events, "force");
}

int
main (int argc, char **argv)
{
  guint n_events = argc > 1 ? CLAMP ((guint) g_ascii_strtoull (argv[1], NULL, 10), 1, MAX_EVENTS) : EVENTS;
  const char *name = argc > 2 ? argv[2] : DISTRICT;
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autofree char *data = wuse_test_folder_build (folder, "data");
  g_autofree char *day = NULL;
  g_autoptr (WuseFeed) feed = open_feed (database, name, &day);
  g_autoptr (WuseAccounts) accounts = wuse_accounts_new (3600);
  g_autoptr (GError) error = NULL;
  WuseServerOptions options = { .clock_rate = 1 };
  WuseBenchProgram *program;
  Found found;

  setbuf (stdout, NULL);
  wuse_accounts_add_user (accounts, "bench", WUSE_ROLE_VIEWER, PASSWORD);
  g_autoptr (WuseServer) server = wuse_server_new (feed, NULL, accounts, &options, &error);
  g_assert_no_error (error);
  program = start_program (wuse_server_get_url (server), data, name);
  find (database, &found);
  if (g_str_equal (name, DISTRICT))
    measure (feed, program, found.grids, day, n_events);
  measure_networks (feed, program, &found, day, n_events);
  wuse_bench_program_write (program, "quit");
  wuse_bench_program_end (program);
  g_ptr_array_unref (found.grids);
  g_ptr_array_unref (found.cases);
  return 0;
}
