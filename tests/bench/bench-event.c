/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a change committed at the server to the cache's `changed` signal on the main loop: `bench-event [EVENTS]`. The server
 * runs in this process, as the simulation's changes reach it: one that is written by another process is found by polling. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-server.h"
#include "wuse-sync.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"

#include <stdio.h>
#include <stdlib.h>

#define EVENTS 300
#define GRIDS 400
#define PERSONS 50000

typedef struct
{
  gint64 seq;
  gint64 at; /* g_get_monotonic_time() of the signal that reached it */
} Arrival;

static void
changed_cb (WuseStore *store, guint types, gint64 seq, Arrival *arrival)
{
  if (seq >= arrival->seq && arrival->at == 0)
    arrival->at = g_get_monotonic_time ();
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
measure_once (WuseFeed *feed, Arrival *arrival, guint index)
{
  g_autofree char *id = g_strdup_printf ("event-%u", index);
  gint64 until = g_get_monotonic_time () + g_random_int_range (0, 40000);

  /* At any moment of whatever the programs do regularly. */
  while (g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }

  arrival->at = 0;
  arrival->seq = wuse_feed_get_seq (feed) + 1;
  wuse_test_feed_put (feed, WUSE_RECORD_CASE, id, "classification", "confirmed", "area", "grid-0", "report", "2022-04-12", NULL);
  gint64 begun = g_get_monotonic_time ();
  while (arrival->at == 0)
    g_main_context_iteration (NULL, TRUE);

  return (double) (arrival->at - begun) / 1000;
}

int
main (int argc, char *argv[])
{
  guint n_events = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : EVENTS;
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autofree char *cache = wuse_test_folder_build (folder, "cache.db");
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (database, GRIDS, PERSONS);
  g_autoptr (WuseAccounts) accounts = wuse_accounts_new (3600);
  g_autoptr (GError) error = NULL;
  WuseServerOptions options = { .clock_rate = 1 };
  g_autoptr (WuseStore) store = wuse_store_open (cache, NULL, &error);
  g_autofree double *times = g_new0 (double, MAX (n_events, 1));
  Arrival arrival = { 0, 1 };

  g_assert_no_error (error);
  wuse_accounts_add_user (accounts, "bench", WUSE_ROLE_VIEWER, "a password");
  g_autoptr (WuseServer) server = wuse_server_new (feed, NULL, accounts, &options, &error);
  g_assert_no_error (error);
  WuseSync *sync = wuse_sync_new (store);
  wuse_sync_set_server (sync, wuse_server_get_url (server), "bench", "a password", &error);
  g_assert_no_error (error);
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &arrival);
  wuse_sync_start (sync);
  while (wuse_sync_get_state (sync) != WUSE_SYNC_LIVE)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < n_events; i++)
    times[i] = measure_once (feed, &arrival, i);
  qsort (times, n_events, sizeof *times, compare_doubles);
  printf ("event at the server to signal on the main loop, %u events: p50 %.1f ms, p95 %.1f ms, most %.1f ms\n", n_events,
          times[n_events / 2], times[n_events * 95 / 100], times[n_events - 1]);
  wuse_bench_report ("event at the server to the cache's signal, p95", "ms", times[n_events * 95 / 100], NULL, 0, "–", TRUE);

  g_object_unref (sync);
  wuse_store_close (store);

  return 0;
}
