/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that breaks the contract in ways no network does: the cache does not keep what cannot be trusted. */

#include "config.h"

#include "wuse-net-error.h"
#include "wuse-sync.h"
#include "wuse-test-folder.h"

#include "client-server.h"

#include <string.h>

#define LINE(seq)                                                                                                                \
  "{\"seq\":" #seq ",\"op\":\"put\",\"type\":\"place\",\"id\":\"p" #seq                                                          \
  "\",\"version\":1,\"at\":\"2022-04-01T00:00:00Z\",\"data\":{\"kind\":\"school\",\"name\":\"P\"}}\n"
#define END "{\"op\":\"end\",\"seq\":5}\n"

#define GOOD LINE (1) LINE (2) LINE (3) LINE (5) END
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define HELLO "event: hello\ndata: {\"feed\":\"F\",\"seq\":5}\n\n"

typedef struct
{
  const char *feeds[8];   /* answers of /v1/changes in turn, the last for ever */
  const char *digests[4]; /* likewise of /v1/digest; NULL for the true one */
  const char *streams[4]; /* likewise of /v1/stream */
  guint n_feeds;
  guint n_digests;
  guint n_streams;
  GString *afters; /* what was asked for */
} Script;

static const char *
next_answer (const char *const *answers, guint *n)
{
  guint index = (*n)++;

  while (index > 0 && answers[index] == NULL)
    index--;

  return answers[index];
}

static void
liar_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  Script *script = user_data;

  if (g_str_equal (path, "/v1/district"))
    client_server_answer (
        message, 200, "application/json",
        "{\"id\":\"d\",\"name\":\"D\",\"feed\":\"F\",\"seq\":5,\"synthetic\":false,\"source\":\"made up\",\"utc_offset\":480,"
        "\"time\":\"2022-04-01T00:00:00Z\",\"clock_rate\":1.0}");
  else if (g_str_equal (path, "/v1/changes"))
    {
      g_string_append_printf (script->afters, "%s ", (const char *) g_hash_table_lookup (query, "after"));
      client_server_answer (message, 200, "application/x-ndjson", next_answer (script->feeds, &script->n_feeds));
    }
  else if (g_str_equal (path, "/v1/digest"))
    client_server_answer (message, 200, "application/json", next_answer (script->digests, &script->n_digests));
  else
    {
      g_autofree char *answer = g_strconcat (HEAD, next_answer (script->streams, &script->n_streams), NULL);
      client_server_answer_raw (server, message, answer, -1, TRUE);
    }
}

static char *
make_digest (guint n_places)
{
  static const char data[] = "{\"kind\":\"school\",\"name\":\"P\"}";
  static const char *const ids[] = { "p1", "p2", "p3", "p5" };
  WuseDigest digest = { 0 };

  for (guint i = 0; i < n_places; i++)
    wuse_digest_toggle (&digest, WUSE_RECORD_PLACE, ids[i], 2, 1, data, strlen (data));
  g_autofree char *sum = wuse_digest_to_string (&digest);

  return g_strdup_printf ("{\"feed\":\"F\",\"seq\":5,\"types\":{\"place\":{\"count\":%u,\"digest\":\"%s\"}}}", n_places, sum);
}

typedef struct
{
  WuseTestFolder *folder;
  ClientServer *server;
  WuseStore *store;
  WuseSync *sync;
  gboolean was_in_doubt; /* waited with a protocol error */
} Client;

static void
state_cb (WuseSync *sync, GParamSpec *pspec, Client *client)
{
  const GError *error = wuse_sync_get_error (sync);

  g_test_message ("%s %s", wuse_sync_state_to_string (wuse_sync_get_state (sync)), error != NULL ? error->message : "");
  if (wuse_sync_get_state (sync) == WUSE_SYNC_WAITING && g_error_matches (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL))
    client->was_in_doubt = TRUE;
}

static void
begin (Client *client, Script *script)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  script->afters = g_string_new (NULL);
  client->folder = wuse_test_folder_new ();
  path = wuse_test_folder_build (client->folder, "cache.db");
  client->server = client_server_new (liar_cb, script);
  client->store = wuse_store_open (path, NULL, &error);
  g_assert_no_error (error);
  client->sync = wuse_sync_new (client->store);
  g_signal_connect (client->sync, "notify::state", G_CALLBACK (state_cb), client);
  wuse_sync_set_pace (client->sync, 20, 100, 5);
  g_assert_true (wuse_sync_set_server (client->sync, client_server_get_address (client->server), NULL, NULL, &error));
  wuse_sync_start (client->sync);
}

static void
wait_until_live (Client *client)
{
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  gint64 seq = 0;

  while (wuse_sync_get_state (client->sync) != WUSE_SYNC_LIVE)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
      g_assert_cmpint (g_get_monotonic_time (), <, until);
    }
  wuse_store_get_cursor (client->store, NULL, &seq);
  g_assert_cmpint (seq, ==, 5);
}

static gpointer
count_places (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  WuseDigest digests[WUSE_N_RECORD_TYPES];

  g_assert_true (wuse_store_reader_get_digest (reader, digests, error));
  return GUINT_TO_POINTER ((guint) digests[WUSE_RECORD_PLACE].count);
}

static void
end (Client *client, Script *script)
{
  g_assert_cmpuint (GPOINTER_TO_UINT (wuse_store_read (client->store, count_places, NULL, NULL, NULL)), ==, 4);
  g_object_unref (client->sync);
  wuse_store_close (client->store);
  g_object_unref (client->store);
  client_server_free (client->server);
  wuse_test_folder_free (client->folder);
  g_string_free (script->afters, TRUE);
}

/* Out of order within what was read at once: nothing of it is kept, and afterwards the content is compared. */
static void
test_disorder (void)
{
  g_autofree char *digest = make_digest (4);
  Script script = { .feeds = { LINE (1) LINE (2) LINE (5) LINE (3) END, GOOD }, .digests = { digest }, .streams = { HELLO } };
  Client client = { 0 };

  begin (&client, &script);
  wait_until_live (&client);
  g_assert_true (client.was_in_doubt);
  g_assert_cmpstr (script.afters->str, ==, "0 0 ");
  g_assert_cmpuint (script.n_digests, ==, 1);
  end (&client, &script);
}

/* Content that differs from the server's own digest is fetched anew, from zero. */
static void
test_difference (void)
{
  g_autofree char *digest = make_digest (4);
  Script script = { .feeds = { LINE (5) LINE (3) END, LINE (1) LINE (2) LINE (5) END, GOOD },
                    .digests = { digest },
                    .streams = { HELLO } };
  Client client = { 0 };

  begin (&client, &script);
  wait_until_live (&client);
  g_assert_cmpstr (script.afters->str, ==, "0 0 0 ");
  g_assert_cmpuint (script.n_digests, ==, 1);
  end (&client, &script);
}

/* Without a greeting nothing is believed; a greeting of another feed leads back to the beginning, and loses nothing. */
static void
test_greetings (void)
{
  Script script = { .feeds = { GOOD, END },
                    .streams = { "event: change\ndata: {\"prev\":5,\"line\":{}}\n\n",
                                 "event: hello\ndata: {\"feed\":\"G\",\"seq\":9}\n\n", HELLO } };
  Client client = { 0 };

  begin (&client, &script);
  wait_until_live (&client);
  g_assert_true (client.was_in_doubt);
  g_assert_cmpstr (script.afters->str, ==, "0 5 5 ");
  end (&client, &script);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/liar/disorder", test_disorder);
  g_test_add_func ("/sync/liar/difference", test_difference);
  g_test_add_func ("/sync/liar/greetings", test_greetings);

  return g_test_run ();
}
