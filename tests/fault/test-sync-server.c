/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that dies, comes back, comes back as another, or with less than it had. */

#include "config.h"

#include "sync-fixture.h"

#include "wuse-net-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_CACHES 10
#define N_KILLS 20 /* of each cache's server: 200 in all */

/* Killed at any moment of fill and live stream; changes come while it is away and while it is there. */
static void
kill_often (ServerFixture *server, ClientFixture *client)
{
  wuse_sync_start (client->sync);
  for (guint i = 0; i < N_KILLS; i++)
    {
      client_fixture_run (client, (guint) g_test_rand_int_range (0, 300));
      server_fixture_change (server, (guint) g_test_rand_int_range (1, 50));
      client_fixture_run (client, (guint) g_test_rand_int_range (0, 60));
      wuse_test_server_kill (server->server);
      if (i % 2 == 0)
        server_fixture_change (server, (guint) g_test_rand_int_range (1, 50));
      client_fixture_run (client, (guint) g_test_rand_int_range (0, 100));
      wuse_test_server_restart (server->server);
    }
  client_fixture_assert_equal (client, server);
  g_assert_true (client->has_been[WUSE_SYNC_WAITING]);
}

static void
test_killed (void)
{
  g_autoptr (ServerFixture) server = server_fixture_new (FIXTURE_GRIDS, FIXTURE_PERSONS);

  for (guint i = 0; i < N_CACHES; i++)
    {
      g_autofree char *name = g_strdup_printf ("cache-%u.db", i);
      g_autoptr (ClientFixture) client = client_fixture_new (server, name);

      kill_often (server, client);
    }
}

/* The loss of a server is noticed at once, its return soon. */
static void
test_noticed (void)
{
  g_autoptr (ServerFixture) server = server_fixture_new (10, 100);
  g_autoptr (ClientFixture) client = client_fixture_new (server, "cache.db");

  wuse_sync_start (client->sync);
  client_fixture_assert_equal (client, server);
  WuseTime contact = wuse_sync_get_last_contact (client->sync);
  g_assert_cmpint (contact, !=, WUSE_TIME_NONE);

  gint64 begun = g_get_monotonic_time ();
  wuse_test_server_kill (server->server);
  client_fixture_wait_for (client, WUSE_SYNC_WAITING);
  gint64 noticed = g_get_monotonic_time () - begun;
  g_test_message ("noticed after %" G_GINT64_FORMAT " µs", noticed);

  contact = wuse_sync_get_last_contact (client->sync);
  client_fixture_run (client, 1000);
  g_assert_cmpint (wuse_sync_get_last_contact (client->sync), ==, contact);
  g_assert_nonnull (wuse_sync_get_district (client->sync));
  wuse_test_server_restart (server->server);
  client_fixture_wait_for (client, WUSE_SYNC_LIVE);
  g_assert_cmpint (wuse_sync_get_last_contact (client->sync), >, contact);
}

/* Another database on the same port: another feed. */
static void
test_replaced (void)
{
  g_autoptr (ServerFixture) server = server_fixture_new (10, 1000);
  g_autoptr (ClientFixture) client = client_fixture_new (server, "cache.db");

  wuse_sync_start (client->sync);
  client_fixture_assert_equal (client, server);

  wuse_test_server_stop (server->server);
  g_clear_pointer (&server->feed, wuse_feed_free);
  g_assert_cmpint (g_unlink (server->database), ==, 0);
  server->feed = wuse_test_feed_make (server->database, 20, 300);
  wuse_test_server_restart (server->server);
  client_fixture_assert_equal (client, server);
}

/* The same feed from an older copy: the server knows less than the cache. */
static void
test_restored (void)
{
  g_autoptr (ServerFixture) server = server_fixture_new (10, 1000);
  g_autoptr (ClientFixture) client = client_fixture_new (server, "cache.db");
  g_autofree char *contents = NULL;
  gsize length;

  wuse_test_server_stop (server->server);
  g_clear_pointer (&server->feed, wuse_feed_free);
  g_assert_true (g_file_get_contents (server->database, &contents, &length, NULL));
  server->feed = wuse_feed_open (server->database, NULL);
  wuse_test_server_restart (server->server);
  server_fixture_change (server, 100);
  wuse_sync_start (client->sync);
  client_fixture_assert_equal (client, server);

  wuse_test_server_stop (server->server);
  g_clear_pointer (&server->feed, wuse_feed_free);
  g_assert_true (g_file_set_contents (server->database, contents, (gssize) length, NULL));
  server->feed = wuse_feed_open (server->database, NULL);
  wuse_test_server_restart (server->server);
  client_fixture_assert_equal (client, server);
  server_fixture_change (server, 10);
  client_fixture_assert_equal (client, server);
}

static void
test_stop_and_start (void)
{
  g_autoptr (ServerFixture) server = server_fixture_new (10, 5000);
  g_autoptr (ClientFixture) client = client_fixture_new (server, "cache.db");

  for (guint i = 0; i < 20; i++)
    {
      wuse_sync_start (client->sync);
      client_fixture_run (client, (guint) g_test_rand_int_range (0, 60));
      server_fixture_change (server, 3);
      wuse_sync_stop (client->sync);
      if (i % 3 == 0)
        client_fixture_wait_for (client, WUSE_SYNC_STOPPED);
    }
  wuse_sync_start (client->sync);
  client_fixture_assert_equal (client, server);
  g_assert_cmpuint (client->n_changed, >, 0);
}

static void
clock_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;

  g_assert_false (wuse_sync_set_clock_rate_finish (WUSE_SYNC (source), result, error));
  g_assert_nonnull (*error);
}

/* A district that lives in real time, or a closed one, keeps its clock. */
static void
test_clock_of_others (void)
{
  g_autoptr (ServerFixture) server = server_fixture_new (10, 100);
  g_autoptr (ClientFixture) client = client_fixture_new (server, "cache.db");
  g_autoptr (GError) error = NULL;

  wuse_sync_set_clock_rate_async (client->sync, 60, NULL, clock_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_CONFLICT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/server/killed", test_killed);
  g_test_add_func ("/sync/server/noticed", test_noticed);
  g_test_add_func ("/sync/server/replaced", test_replaced);
  g_test_add_func ("/sync/server/restored", test_restored);
  g_test_add_func ("/sync/server/stop-and-start", test_stop_and_start);
  g_test_add_func ("/sync/server/clock-of-others", test_clock_of_others);

  return g_test_run ();
}
