/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person enters reaches the server: after days without it, past answers that fail, and past others who edit the same. */

#include "config.h"

#include "sync-fixture.h"
#include "wuse-store-outbox.h"

#include <string.h>

#define CASE_ID "case-3"
#define CASE(age) "{\"classification\":\"confirmed\",\"age\":" age "}"

typedef struct
{
  gboolean is_done;
  GError *error;
} Answer;

static void
edited_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  wuse_store_edit_finish (WUSE_STORE (object), result, NULL, &answer->error);
  answer->is_done = TRUE;
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  wuse_store_resolve_finish (WUSE_STORE (object), result, &answer->error);
  answer->is_done = TRUE;
}

static void
await (Answer *answer)
{
  while (!answer->is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (answer->error);
}

static void
edit (ClientFixture *client, WuseRecordType type, const char *id, const char *data)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_edit_free);
  Answer answer = { 0 };

  g_ptr_array_add (edits, wuse_edit_new (data != NULL ? WUSE_RECORD_PUT : WUSE_RECORD_DELETE, type, id, data, "because"));
  wuse_store_edit_async (client->store, edits, "tester", NULL, edited_cb, &answer);
  await (&answer);
}

static void
edit_link (ClientFixture *client, const char *id, const char *target)
{
  g_autofree char *data =
      g_strdup_printf ("{\"source\":\"case-1\",\"target\":\"%s\",\"kind\":\"contact\",\"state\":\"suspected\"}", target);

  edit (client, WUSE_RECORD_LINK, id, data);
}

static void
wait_for_counts (ClientFixture *client, guint n_open, guint n_conflicts, guint n_refused)
{
  gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  WuseOutboxCounts counts;

  do
    {
      client_fixture_run (client, 20);
      wuse_store_get_outbox_counts (client->store, &counts);
    }
  while ((counts.n_waiting + counts.n_sending != n_open || counts.n_conflicts != n_conflicts || counts.n_refused != n_refused)
         && g_get_monotonic_time () < until);
  g_assert_cmpuint (counts.n_waiting + counts.n_sending, ==, n_open);
  g_assert_cmpuint (counts.n_conflicts, ==, n_conflicts);
  g_assert_cmpuint (counts.n_refused, ==, n_refused);
}

static char *
get_at_server (ServerFixture *server, const char *type, const char *id, guint *status)
{
  g_autofree char *path = g_strdup_printf ("/v1/records/%s/%s", type, id);

  return wuse_test_server_request (server->server, "GET", path, NULL, status);
}

static void
assert_at_server (ServerFixture *server, const char *type, const char *id, const char *text)
{
  guint status;
  g_autofree char *body = get_at_server (server, type, id, &status);

  g_assert_cmpuint (status, ==, text != NULL ? 200 : 404);
  if (text != NULL)
    g_assert_nonnull (strstr (body, text));
}

static ClientFixture *
start (ServerFixture *server, const char *cache)
{
  ClientFixture *client = client_fixture_new (server, cache);

  wuse_sync_start (client->sync);
  client_fixture_wait_for (client, WUSE_SYNC_LIVE);

  return client;
}

static void
test_offline (gconstpointer data)
{
  ServerFixture *server = (ServerFixture *) data;
  g_autoptr (ClientFixture) client = start (server, "offline.db");

  wuse_test_server_kill (server->server);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("offline-%u", i);

      edit_link (client, id, "case-2");
    }
  edit (client, WUSE_RECORD_LINK, "offline-7", NULL);
  edit (client, WUSE_RECORD_CASE, "case-9", CASE ("40"));
  edit (client, WUSE_RECORD_CASE, "case-9", CASE ("41"));
  client_fixture_run (client, 300);
  wait_for_counts (client, 23, 0, 0);
  wuse_test_server_restart (server->server);
  wait_for_counts (client, 0, 0, 0);
  assert_at_server (server, "link", "offline-0", "case-2");
  assert_at_server (server, "link", "offline-7", NULL);
  assert_at_server (server, "link", "offline-19", "case-2");
  assert_at_server (server, "case", "case-9", "41");
}

static void
test_failing (gconstpointer data)
{
  static const char *const rules[] = {
    "[{\"kind\":\"status\",\"status\":503,\"retry_after\":1,\"path\":\"/v1/records\",\"count\":2}]",
    "[{\"kind\":\"status\",\"status\":500,\"path\":\"/v1/records\",\"count\":4}]",
    "[{\"kind\":\"status\",\"status\":401,\"path\":\"/v1/records\",\"count\":2}]",
    "[{\"kind\":\"lost\",\"path\":\"/v1/records\",\"count\":3}]",
    "[{\"kind\":\"stall\",\"after\":10,\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"cut\",\"after\":10,\"path\":\"/v1/records\",\"count\":2}]",
    "[{\"kind\":\"reset\",\"after\":5,\"path\":\"/v1/records\",\"count\":2}]",
  };
  ServerFixture *server = (ServerFixture *) data;
  g_autoptr (ClientFixture) client = start (server, "failing.db");

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *id = g_strdup_printf ("failing-%u", i);

      wuse_test_server_set_faults (server->server, rules[i]);
      edit_link (client, id, "case-2");
      edit_link (client, id, "case-3");
      wait_for_counts (client, 0, 0, 0);
      assert_at_server (server, "link", id, "case-3");
    }
  wuse_test_server_set_faults (server->server, "[]");
}

static gpointer
load_edits (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_edits_of (reader, WUSE_RECORD_CASE, data, error);
}

static void
test_conflict (gconstpointer data)
{
  ServerFixture *server = (ServerFixture *) data;
  g_autoptr (ClientFixture) one = start (server, "one.db");
  g_autoptr (ClientFixture) two = start (server, "two.db");
  g_autoptr (GPtrArray) edits = NULL;
  const WuseOutboxRow *row;
  Answer answer = { 0 };
  GError *error = NULL;

  /* Both edit the same record, the second without having heard of the first. */
  wuse_sync_stop (two->sync);
  client_fixture_wait_for (two, WUSE_SYNC_STOPPED);
  edit (one, WUSE_RECORD_CASE, CASE_ID, CASE ("50"));
  wait_for_counts (one, 0, 0, 0);
  edit (two, WUSE_RECORD_CASE, CASE_ID, CASE ("51"));
  edit_link (two, "beside", "case-2");
  wuse_sync_start (two->sync);
  wait_for_counts (two, 0, 1, 0);
  assert_at_server (server, "case", CASE_ID, "50");
  assert_at_server (server, "link", "beside", "case-2");

  edits = wuse_store_read (two->store, load_edits, (gpointer) CASE_ID, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 1);
  row = g_ptr_array_index (edits, 0);
  g_assert_cmpint (row->state, ==, WUSE_EDIT_CONFLICT);
  g_assert_cmpstr (row->data, ==, CASE ("51"));
  g_assert_cmpstr (row->theirs, ==, CASE ("50"));
  wuse_store_resolve_async (two->store, row->number, WUSE_KEEP_MINE, NULL, resolved_cb, &answer);
  await (&answer);
  wait_for_counts (two, 0, 0, 0);
  assert_at_server (server, "case", CASE_ID, "51");
}

static void
test_refused (gconstpointer data)
{
  ServerFixture *server = (ServerFixture *) data;
  g_autoptr (ClientFixture) client = start (server, "refused.db");

  /* The server takes no link from a case to itself. */
  edit_link (client, "itself", "case-1");
  edit_link (client, "after", "case-2");
  wait_for_counts (client, 0, 0, 1);
  assert_at_server (server, "link", "after", "case-2");
  edit_link (client, "itself", "case-4");
  wait_for_counts (client, 0, 0, 0);
  assert_at_server (server, "link", "itself", "case-4");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (ServerFixture) server = server_fixture_new (4, 2000);
  g_test_add_data_func ("/sync/outbox/offline", server, test_offline);
  g_test_add_data_func ("/sync/outbox/failing", server, test_failing);
  g_test_add_data_func ("/sync/outbox/conflict", server, test_conflict);
  g_test_add_data_func ("/sync/outbox/refused", server, test_refused);

  return g_test_run ();
}
