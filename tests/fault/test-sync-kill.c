/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 of the client at 200 random moments of first fill and deltas: the cache always opens, and always ends like the server.
 */

#include "config.h"

#include "sync-fixture.h"

#include <stdio.h>
#include <string.h>

#define N_CACHES 20
#define KILLS_A_CACHE 10

static const char *self_path;

/* The client: this program again, with `--client URL USER CACHE UNTIL` and the password on standard input. Ends when it is live
 * at UNTIL (0: never) and then writes what the cache holds. */
static int
run_client (char **arguments)
{
  g_autoptr (GError) error = NULL;
  char password[64] = "";
  gint64 until = g_ascii_strtoll (arguments[3], NULL, 10);
  gint64 seq = -1;

  if (fgets (password, sizeof password, stdin) == NULL)
    return 2;
  g_strchomp (password);

  WuseStoreRecovery recovery;
  g_autoptr (WuseStore) store = wuse_store_open (arguments[2], &recovery, &error);
  if (store == NULL || (recovery != WUSE_STORE_OPENED && recovery != WUSE_STORE_CREATED))
    {
      g_printerr ("The cache does not open: %s, recovery %d\n", error != NULL ? error->message : "", recovery);
      return 3;
    }

  g_autoptr (WuseSync) sync = wuse_sync_new (store);
  wuse_sync_set_pace (sync, 20, 200, 2);
  if (!wuse_sync_set_server (sync, arguments[0], arguments[1], password, &error))
    return 4;
  wuse_sync_start (sync);
  while (until == 0 || seq < until || wuse_sync_get_state (sync) != WUSE_SYNC_LIVE)
    {
      g_main_context_iteration (NULL, TRUE);
      wuse_store_get_cursor (store, NULL, &seq);
    }

  g_autofree char *text = fixture_describe_store (store);
  g_print ("%s", text);
  g_clear_object (&sync);
  wuse_store_close (store);

  return 0;
}

static GSubprocess *
spawn (ServerFixture *server, const char *cache, gint64 until)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, until);
  g_autofree char *password = g_strconcat (wuse_test_server_get_password (server->server), "\n", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path,
                                           "--client", wuse_test_server_get_url (server->server),
                                           wuse_test_server_get_user (server->server), cache, number, NULL);

  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), password, strlen (password), NULL, NULL, &error);
  g_assert_no_error (error);

  return process;
}

static void
kill_once (ServerFixture *server, const char *cache, guint most_msec)
{
  g_autoptr (GSubprocess) process = spawn (server, cache, 0);
  guint delay = (guint) g_test_rand_int_range (0, (gint32) most_msec);

  g_usleep (delay * 500);
  server_fixture_change (server, (guint) g_test_rand_int_range (1, 40));
  g_usleep (delay * 500);
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  /* Killed by us, not ended by itself: a client that could not open its cache would have. */
  g_assert_true (g_subprocess_get_if_signaled (process));
}

static void
test_killed (gconstpointer data)
{
  ServerFixture *server = (ServerFixture *) data;

  for (guint i = 0; i < N_CACHES; i++)
    {
      g_autofree char *name = g_strdup_printf ("cache-%u.db", i);
      g_autofree char *cache = wuse_test_folder_build (server->folder, name);
      g_autofree char *ours = NULL;
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < KILLS_A_CACHE; j++)
        kill_once (server, cache, j < KILLS_A_CACHE / 2 ? 150 : 400);

      g_autoptr (GSubprocess) last = spawn (server, cache, wuse_feed_get_seq (server->feed));
      g_assert_true (g_subprocess_communicate_utf8 (last, NULL, NULL, &ours, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (last));
      g_autofree char *theirs = fixture_describe_feed (server->feed);
      g_assert_cmpstr (ours, ==, theirs);
    }
}

int
main (int argc, char *argv[])
{
  if (argc == 6 && strcmp (argv[1], "--client") == 0)
    return run_client (argv + 2);

  g_test_init (&argc, &argv, NULL);
  self_path = argv[0];
  g_autoptr (ServerFixture) server = server_fixture_new (FIXTURE_GRIDS, FIXTURE_PERSONS);
  g_test_add_data_func ("/sync/client-killed", server, test_killed);

  return g_test_run ();
}
