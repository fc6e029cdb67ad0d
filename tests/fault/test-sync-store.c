/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cache that cannot be written, or falls to pieces, while it is being kept. */

#include "config.h"

#include "sync-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* Where the limit bites, SQLite's writes fail as on a full disk. */
static void
limit_file_size (gsize size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size > 0 ? size : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_no_room (void)
{
  g_autoptr (ServerFixture) server = server_fixture_new (20, 4000);
  g_autoptr (ClientFixture) client = client_fixture_new (server, "cache.db");

  signal (SIGXFSZ, SIG_IGN);
  wuse_sync_start (client->sync);
  client_fixture_assert_equal (client, server);
  wuse_sync_stop (client->sync);
  client_fixture_wait_for (client, WUSE_SYNC_STOPPED);

  wuse_test_server_get_token (server->server);
  wuse_test_server_set_faults (server->server, "[]");
  server_fixture_change (server, 2000);
  limit_file_size (4096);
  wuse_sync_start (client->sync);
  client_fixture_wait_for (client, WUSE_SYNC_STORE_FAILED);
  g_assert_error (wuse_sync_get_error (client->sync), WUSE_STORE_ERROR, wuse_sync_get_error (client->sync)->code);
  client_fixture_run (client, 1500);
  g_assert_cmpint (wuse_test_server_count_requests (server->server, "GET /v1/district"), <=, 25);

  /* What was there before can be read all the time. */
  limit_file_size (0);
  client_fixture_assert_equal (client, server);
}

static void
overwrite (const char *path)
{
  g_autofree char *noise = g_malloc (1 << 20);
  GStatBuf info;
  FILE *file = g_fopen (path, "r+b");

  if (file == NULL)
    return;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  memset (noise, 0xA5, 1 << 20);
  g_assert_cmpint (fseek (file, 8192, SEEK_SET), ==, 0);
  for (goffset at = 8192; at < info.st_size; at += 1 << 20)
    fwrite (noise, 1, (size_t) MIN (info.st_size - at, 1 << 20), file);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
test_damaged (void)
{
  g_autoptr (ServerFixture) server = server_fixture_new (FIXTURE_GRIDS, FIXTURE_PERSONS);
  g_autoptr (ClientFixture) client = client_fixture_new (server, "cache.db");
  g_autofree char *database = wuse_test_folder_build (server->folder, "cache.db");
  g_autofree char *log = wuse_test_folder_build (server->folder, "cache.db-wal");

  wuse_sync_start (client->sync);
  client_fixture_assert_equal (client, server);
  overwrite (log);
  overwrite (database);
  client->has_been[WUSE_SYNC_FILLING] = FALSE;
  for (guint i = 0; i < 40 && !client->has_been[WUSE_SYNC_FILLING]; i++)
    {
      server_fixture_change (server, 500);
      client_fixture_run (client, 200);
    }
  /* Rebuilt by itself, once, and filled anew. */
  g_assert_true (client->has_been[WUSE_SYNC_FILLING]);
  client_fixture_assert_equal (client, server);
  g_assert_false (wuse_store_is_damaged (client->store));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/store/no-room", test_no_room);
  g_test_add_func ("/sync/store/damaged", test_damaged);

  return g_test_run ();
}
