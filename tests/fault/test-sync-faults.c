/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault the server can inject: the cache ends equal, without a flood of requests, and the state tells. */

#include "config.h"

#include "sync-fixture.h"

#include "wuse-net-error.h"

#include <string.h>

static ServerFixture *server;

typedef struct
{
  const char *name;
  const char *rules;   /* in force from the first request on */
  gboolean is_seen;    /* whether it leads to an error that is told of, and a wait */
  guint most_requests; /* of all kinds, until equal */
} Fault;

#define RULE(members) "[{" members "}]"

/* Rules with `count` are met that often; the others are lifted after a while by the test itself. */
static const Fault fill_faults[] = {
  { "none", "[]", FALSE, 4 },
  { "latency", RULE ("\"kind\":\"latency\",\"milliseconds\":120,\"count\":6"), FALSE, 4 },
  { "stall-feed", RULE ("\"kind\":\"stall\",\"path\":\"/v1/changes\",\"after\":400000,\"count\":1"), TRUE, 10 },
  { "stall-district", RULE ("\"kind\":\"stall\",\"path\":\"/v1/district\",\"after\":10,\"count\":1"), TRUE, 10 },
  { "reset-feed", RULE ("\"kind\":\"reset\",\"path\":\"/v1/changes\",\"after\":1000000,\"count\":3"), TRUE, 20 },
  { "reset-at-once", RULE ("\"kind\":\"reset\",\"path\":\"/v1/changes\",\"after\":0,\"count\":3"), TRUE, 20 },
  { "cut-feed", RULE ("\"kind\":\"cut\",\"path\":\"/v1/changes\",\"after\":900001,\"count\":3"), TRUE, 20 },
  { "cut-district", RULE ("\"kind\":\"cut\",\"path\":\"/v1/district\",\"after\":20,\"count\":2"), TRUE, 20 },
  { "length-short", RULE ("\"kind\":\"length\",\"path\":\"/v1/changes\",\"length\":5000,\"count\":2"), TRUE, 20 },
  /* What was claimed to be longer is whole all the same: the document and the feed say themselves where they end. */
  { "length-long", RULE ("\"kind\":\"length\",\"path\":\"/v1/district\",\"length\":100000,\"count\":2"), FALSE, 6 },
  { "length-long-feed", RULE ("\"kind\":\"length\",\"path\":\"/v1/changes\",\"length\":100000000,\"count\":2"), FALSE, 6 },
  { "garbage-json", RULE ("\"kind\":\"garbage\",\"garbage\":\"json\",\"path\":\"/v1/changes\",\"after\":500000,\"count\":2"),
    TRUE, 20 },
  { "garbage-utf8", RULE ("\"kind\":\"garbage\",\"garbage\":\"utf8\",\"path\":\"/v1/changes\",\"after\":500000,\"count\":2"),
    TRUE, 20 },
  { "garbage-long", RULE ("\"kind\":\"garbage\",\"garbage\":\"long\",\"path\":\"/v1/changes\",\"after\":500000,\"count\":1"),
    TRUE, 20 },
  { "garbage-token", RULE ("\"kind\":\"garbage\",\"garbage\":\"json\",\"path\":\"/oauth/token\",\"count\":2"), TRUE, 20 },
  { "status-401", RULE ("\"kind\":\"status\",\"status\":401,\"path\":\"/v1/changes\",\"count\":2"), TRUE, 20 },
  { "status-401-token", RULE ("\"kind\":\"status\",\"status\":401,\"path\":\"/oauth/token\",\"count\":2"), TRUE, 20 },
  { "status-403", RULE ("\"kind\":\"status\",\"status\":403,\"path\":\"/v1/district\",\"count\":1"), TRUE, 20 },
  { "status-404", RULE ("\"kind\":\"status\",\"status\":404,\"path\":\"/v1/changes\",\"count\":2"), TRUE, 20 },
  { "status-409", RULE ("\"kind\":\"status\",\"status\":409,\"path\":\"/v1/changes\",\"count\":2"), TRUE, 20 },
  { "status-410", RULE ("\"kind\":\"status\",\"status\":410,\"path\":\"/v1/changes\",\"count\":3"), TRUE, 20 },
  { "status-429", RULE ("\"kind\":\"status\",\"status\":429,\"retry_after\":1,\"path\":\"/v1/changes\",\"count\":1"), TRUE, 8 },
  { "status-500", RULE ("\"kind\":\"status\",\"status\":500,\"count\":4"), TRUE, 20 },
  { "status-503", RULE ("\"kind\":\"status\",\"status\":503,\"retry_after\":1,\"path\":\"/v1/district\",\"count\":2"), TRUE, 9 },
};

static const Fault live_faults[] = {
  { "none", "[]", FALSE, 8 },
  { "duplicate", RULE ("\"kind\":\"duplicate\",\"path\":\"/v1/stream\",\"probability\":0.3"), FALSE, 8 },
  { "reorder", RULE ("\"kind\":\"reorder\",\"path\":\"/v1/stream\",\"probability\":0.05"), FALSE, 60 },
  { "drop", RULE ("\"kind\":\"drop\",\"path\":\"/v1/stream\",\"probability\":0.05"), FALSE, 60 },
  { "reset", RULE ("\"kind\":\"reset\",\"path\":\"/v1/stream\",\"after\":6000,\"count\":4"), TRUE, 40 },
  { "cut", RULE ("\"kind\":\"cut\",\"path\":\"/v1/stream\",\"after\":6000,\"count\":4"), TRUE, 40 },
  { "stall", RULE ("\"kind\":\"stall\",\"path\":\"/v1/stream\",\"after\":3000,\"count\":1"), TRUE, 20 },
  { "silence", RULE ("\"kind\":\"silence\",\"path\":\"/v1/stream\",\"count\":1"), FALSE, 20 },
  { "garbage", RULE ("\"kind\":\"garbage\",\"garbage\":\"json\",\"path\":\"/v1/stream\",\"after\":3000,\"count\":2"), FALSE, 20 },
  { "status-410", RULE ("\"kind\":\"status\",\"status\":410,\"path\":\"/v1/stream\",\"count\":1"), TRUE, 20 },
  { "status-500", RULE ("\"kind\":\"status\",\"status\":500,\"path\":\"/v1/stream\",\"count\":3"), TRUE, 30 },
};

static guint
count_requests (void)
{
  static const char *const routes[] = { "POST /oauth/token", "GET /v1/district", "GET /v1/changes", "GET /v1/stream",
                                        "GET /v1/digest" };
  gint64 n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    n += wuse_test_server_count_requests (server->server, routes[i]);

  return (guint) n;
}

static void
test_fill (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *cache = g_strdup_printf ("fill-%s.db", fault->name);
  g_autoptr (ClientFixture) client = client_fixture_new (server, cache);

  wuse_test_server_get_token (server->server);
  wuse_test_server_set_faults (server->server, fault->rules);
  wuse_sync_start (client->sync);
  client_fixture_assert_equal (client, server);

  guint n_requests = count_requests ();
  g_test_message ("%u requests", n_requests);
  g_assert_cmpuint (n_requests, <=, fault->most_requests);
  g_assert_cmpint (client->has_failed, ==, fault->is_seen);
  g_assert_null (wuse_sync_get_error (client->sync));
  g_assert_cmpfloat (wuse_sync_get_progress (client->sync), ==, 1);
  wuse_test_server_set_faults (server->server, "[]");
}

static void
test_live (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *cache = g_strdup_printf ("live-%s.db", fault->name);
  g_autoptr (ClientFixture) client = client_fixture_new (server, cache);

  wuse_sync_start (client->sync);
  client_fixture_assert_equal (client, server);
  wuse_sync_stop (client->sync);
  client_fixture_wait_for (client, WUSE_SYNC_STOPPED);

  /* Faults strike streams that begin when they are in force. */
  wuse_test_server_get_token (server->server);
  wuse_test_server_set_faults (server->server, fault->rules);
  wuse_sync_start (client->sync);
  client_fixture_run (client, 200);
  for (guint i = 0; i < 25 || (i < 200 && fault->is_seen && !client->has_failed); i++)
    {
      server_fixture_change (server, 8);
      client_fixture_run (client, 40);
    }
  /* What was held back or dropped last is noticed by the next event. */
  guint n_requests = count_requests ();
  wuse_test_server_set_faults (server->server, "[]");
  client_fixture_run (client, 100);
  server_fixture_change (server, 1);
  client_fixture_assert_equal (client, server);

  g_test_message ("%u requests", n_requests);
  g_assert_cmpuint (n_requests, <=, fault->most_requests);
  g_assert_cmpint (client->has_failed, >=, fault->is_seen);
}

/* As long as everything fails, the pauses grow. */
static void
test_no_flood (void)
{
  g_autoptr (ClientFixture) client = client_fixture_new (server, "flood.db");

  wuse_test_server_get_token (server->server);
  wuse_test_server_set_faults (server->server, RULE ("\"kind\":\"status\",\"status\":500,\"path\":\"/v1/district\""));
  wuse_sync_start (client->sync);
  client_fixture_run (client, 4000);
  guint n_requests = count_requests ();
  g_test_message ("%u requests in 4 s", n_requests);
  g_assert_cmpuint (n_requests, <=, 40);
  g_assert_cmpuint (n_requests, >=, 3);
  client_fixture_wait_for (client, WUSE_SYNC_WAITING);
  g_assert_error (wuse_sync_get_error (client->sync), WUSE_NET_ERROR, WUSE_NET_ERROR_SERVER);
  wuse_test_server_set_faults (server->server, "[]");
  client_fixture_assert_equal (client, server);
}

static void
test_retry_after (void)
{
  g_autoptr (ClientFixture) client = client_fixture_new (server, "retry-after.db");

  wuse_test_server_get_token (server->server);
  wuse_test_server_set_faults (
      server->server, RULE ("\"kind\":\"status\",\"status\":503,\"retry_after\":20,\"path\":\"/v1/district\",\"count\":1"));
  wuse_sync_start (client->sync);
  client_fixture_wait_for (client, WUSE_SYNC_WAITING);
  gint64 wait = wuse_sync_get_next_attempt (client->sync) - wuse_time_now ();
  g_assert_cmpint (wait, >, 10000);
  g_assert_cmpint (wait, <, 25000);
  client_fixture_run (client, 1500);
  g_assert_cmpint (wuse_sync_get_state (client->sync), ==, WUSE_SYNC_WAITING);
  g_assert_cmpint (wuse_test_server_count_requests (server->server, "GET /v1/district"), ==, 1);

  /* A person who does not want to wait need not. */
  wuse_sync_retry_now (client->sync);
  client_fixture_assert_equal (client, server);
}

static void
test_wrong_password (void)
{
  g_autoptr (ClientFixture) client = client_fixture_new (server, "refused.db");
  g_autoptr (GError) error = NULL;

  wuse_test_server_get_token (server->server);
  wuse_test_server_set_faults (server->server, "[]");
  g_assert_true (wuse_sync_set_server (client->sync, wuse_test_server_get_url (server->server), "nobody", "wrong", &error));
  wuse_sync_start (client->sync);
  client_fixture_wait_for (client, WUSE_SYNC_REFUSED);
  g_assert_error (wuse_sync_get_error (client->sync), WUSE_NET_ERROR, WUSE_NET_ERROR_REFUSED);
  client_fixture_run (client, 1000);
  g_assert_cmpint (wuse_test_server_count_requests (server->server, "POST /oauth/token"), <=, 20);

  wuse_sync_set_server (client->sync, wuse_test_server_get_url (server->server), wuse_test_server_get_user (server->server),
                        wuse_test_server_get_password (server->server), &error);
  g_assert_no_error (error);
  client_fixture_assert_equal (client, server);
}

static void
test_addresses (void)
{
  g_autoptr (ClientFixture) client = client_fixture_new (server, "addresses.db");
  g_autoptr (GError) error = NULL;

  g_assert_false (wuse_sync_set_server (client->sync, "http://district.example.cn/", NULL, NULL, &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE);
}

static void
add_tests (const char *prefix, const Fault *faults, guint n_faults, GTestDataFunc func)
{
  for (guint i = 0; i < n_faults; i++)
    {
      g_autofree char *path = g_strconcat (prefix, faults[i].name, NULL);
      g_test_add_data_func (path, &faults[i], func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_tests ("/sync/fill/", fill_faults, G_N_ELEMENTS (fill_faults), test_fill);
  add_tests ("/sync/live/", live_faults, G_N_ELEMENTS (live_faults), test_live);
  g_test_add_func ("/sync/no-flood", test_no_flood);
  g_test_add_func ("/sync/retry-after", test_retry_after);
  g_test_add_func ("/sync/wrong-password", test_wrong_password);
  g_test_add_func ("/sync/addresses", test_addresses);

  server = server_fixture_new (FIXTURE_GRIDS, FIXTURE_PERSONS);
  int result = g_test_run ();
  server_fixture_free (server);

  return result;
}
