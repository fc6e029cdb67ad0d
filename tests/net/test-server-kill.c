/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Killed at any moment, the server's database opens again, whole. */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "server-fixture.h"
#include "wuse-feed-view.h"

#define ROUNDS 12

static void
assert_database_holds (const char *path)
{
  g_autoptr (GError) error = NULL;
  WuseFeed *feed = wuse_feed_open (path, &error);
  g_autoptr (WuseFeedView) view = NULL;
  g_auto (WuseFeedState) stored = { 0 };
  g_auto (WuseFeedState) computed = { 0 };

  g_assert_no_error (error);
  wuse_feed_free (feed);
  view = wuse_feed_view_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (wuse_feed_view_get_state (view, &stored, &error));
  wuse_feed_view_compute_state (view, &computed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored.seq, ==, computed.seq);
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      g_assert_cmpuint (stored.digests[i].count, ==, computed.digests[i].count);
      g_assert_cmpmem (stored.digests[i].sum, 16, computed.digests[i].sum, 16);
    }
}

/* Kills a simulation in the middle of its writing, over and over; it always finds its way back. */
static void
test_while_living (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autoptr (WuseTestServer) server =
      wuse_test_server_start (database, "--synthetic", "--grids=100", "--persons=2000", "--clock-rate=86400", NULL);
  gint64 seq = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (JsonNode) district = wuse_test_server_get_json (server, "/v1/district");
      gint64 now = json_object_get_int_member (json_node_get_object (district), "seq");

      g_assert_cmpint (now, >=, seq);
      seq = now;
      g_usleep ((gulong) g_test_rand_int_range (1000, 400000));
      wuse_test_server_kill (server);
      assert_database_holds (database);
      wuse_test_server_restart (server);
    }
}

/* Kills a bulk load, index and all. */
static void
test_while_loading (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("district-%u.db", i);
      g_autofree char *database = wuse_test_folder_build (folder, name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, WUSE_TEST_DISTRICT, "synthesise",
                                                          "--database", database, "--grids", "200", "--persons", "60000", NULL);

      g_assert_no_error (error);
      g_usleep ((gulong) g_test_rand_int_range (1000, 1200000));
      g_subprocess_send_signal (process, SIGKILL);
      g_subprocess_wait (process, NULL, &error);
      g_assert_no_error (error);
      assert_database_holds (database);
    }
}

/* Starts a server with a temporary database under @place, and waits until it is ready. */
static GSubprocess *
start_temporary (const char *place)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  char ready[16];

  g_subprocess_launcher_setenv (launcher, "TMPDIR", place, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, WUSE_TEST_DISTRICT, "serve", "--synthetic", "--grids=100",
                                         "--persons=2000", "--credentials-stdin", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), "u\np\n", 4, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), ready, sizeof ready, NULL, &error), >, 0);
  return process;
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n_entries = 0;

  while (g_dir_read_name (dir) != NULL)
    n_entries++;
  return n_entries;
}

/* A temporary database of a server that was killed goes when the next one comes; one that is in use stays. */
static void
test_temporary (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *place = wuse_test_folder_build (folder, "");
  g_autoptr (GSubprocess) killed = start_temporary (place);
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GSubprocess) second = NULL;

  g_subprocess_send_signal (killed, SIGKILL);
  g_subprocess_wait (killed, NULL, NULL);
  g_assert_cmpuint (count_entries (place), ==, 1);
  first = start_temporary (place);
  g_assert_cmpuint (count_entries (place), ==, 1);
  second = start_temporary (place);
  g_assert_cmpuint (count_entries (place), ==, 2);
  g_subprocess_send_signal (first, SIGTERM);
  g_subprocess_wait (first, NULL, NULL);
  g_subprocess_send_signal (second, SIGTERM);
  g_subprocess_wait (second, NULL, NULL);
  g_assert_cmpuint (count_entries (place), ==, 0);
}

/* When the one who started it is gone, it goes too. */
static void
test_parent_gone (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autofree char *given = g_strconcat ("--database=", database, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, WUSE_TEST_DISTRICT, "serve",
                        given, "--credentials-stdin", "--die-with-parent", NULL);
  char ready[16];

  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), "u\np\n", 4, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), ready, sizeof ready, NULL, &error), >, 0);
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/kill/while-living", test_while_living);
  g_test_add_func ("/server/kill/while-loading", test_while_loading);
  g_test_add_func ("/server/kill/temporary", test_temporary);
  g_test_add_func ("/server/kill/parent-gone", test_parent_gone);
  return g_test_run ();
}
