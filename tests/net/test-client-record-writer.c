/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes sent to the real district server: done once, refused, in conflict, lost on the way; and to servers that lie. */

#include "config.h"

#include "client-server.h"
#include "wuse-feed-view.h"
#include "wuse-record-writer.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"
#include "wuse-test-server.h"

#include <string.h>

#define LINK "{\"source\":\"case-1\",\"target\":\"case-2\",\"kind\":\"contact\",\"state\":\"suspected\"}"
#define CONFIRMED "{\"source\":\"case-1\",\"target\":\"case-2\",\"kind\":\"contact\",\"state\":\"confirmed\"}"
#define KEY "0a1b2c3d-0000-4000-8000-00000000000"

typedef struct
{
  WuseTestFolder *folder;
  char *database;
  WuseFeed *feed;
  WuseTestServer *server;
  WuseSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = wuse_test_folder_new ();
  self->database = wuse_test_folder_build (self->folder, "district.db");
  self->feed = wuse_test_feed_make (self->database, 9, 400);
  self->server = wuse_test_server_start (self->database, "--allow-faults", NULL);
  self->session = wuse_session_new (wuse_test_server_get_url (self->server), &error);
  g_assert_no_error (error);
  wuse_session_set_timeout (self->session, 1);
  wuse_session_set_credentials (self->session, wuse_test_server_get_user (self->server),
                                wuse_test_server_get_password (self->server));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->session);
  wuse_test_server_free (self->server);
  wuse_feed_free (self->feed);
  g_free (self->database);
  wuse_test_folder_free (self->folder);
}

static WuseRecordWriterResult
put (WuseSession *session, gint64 version, const char *key, const char *data, WuseRecordAnswer *answer, GError **error)
{
  wuse_record_answer_clear (answer);
  return wuse_record_writer_send (session, WUSE_RECORD_PUT, WUSE_RECORD_LINK, "new-link", version, key, data, "电话核实 \"同桌\"",
                                  NULL, answer, error);
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  g_auto (WuseRecordAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (put (self->session, 0, KEY "1", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_DONE);
  g_assert_no_error (error);
  g_assert_cmpint (answer.version, ==, 1);
  g_assert_cmpuint (answer.status, ==, 201);
  g_assert_false (answer.replayed);
  g_assert_cmpint (answer.at, !=, WUSE_TIME_NONE);
  g_assert_nonnull (strstr (answer.record, LINK));

  g_assert_cmpuint (put (self->session, 0, KEY "1", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_DONE);
  g_assert_true (answer.replayed);
  g_assert_cmpint (answer.version, ==, 1);

  g_assert_cmpuint (put (self->session, 1, KEY "2", CONFIRMED, &answer, &error), ==, WUSE_RECORD_WRITER_DONE);
  g_assert_cmpint (answer.version, ==, 2);
  g_assert_cmpuint (put (self->session, 1, KEY "3", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_CONFLICT);
  g_assert_no_error (error);
  g_assert_cmpint (answer.version, ==, 2);
  g_assert_nonnull (strstr (answer.record, CONFIRMED));

  wuse_record_answer_clear (&answer);
  g_assert_cmpuint (wuse_record_writer_send (self->session, WUSE_RECORD_DELETE, WUSE_RECORD_LINK, "new-link", 2, KEY "4", NULL,
                                             "重复", NULL, &answer, &error),
                    ==, WUSE_RECORD_WRITER_DONE);
  g_assert_cmpint (answer.version, ==, 3);
  g_assert_null (answer.record);
  g_assert_cmpuint (put (self->session, 2, KEY "5", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_CONFLICT);
  g_assert_cmpint (answer.version, ==, 0);
  g_assert_null (answer.record);
}

static void
expect_refusal (Fixture *self,
                WuseRecordType type,
                const char *id,
                gint64 version,
                const char *key,
                const char *data,
                guint status,
                const char *field)
{
  g_auto (WuseRecordAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  int code = status == 404 ? WUSE_NET_ERROR_NOT_FOUND : WUSE_NET_ERROR_REJECTED;

  g_assert_cmpuint (wuse_record_writer_send (self->session, WUSE_RECORD_PUT, type, id, version, key, data, "x", NULL, &answer,
                                             &error),
                    ==, WUSE_RECORD_WRITER_REFUSED);
  g_assert_error (error, WUSE_NET_ERROR, code);
  g_assert_cmpuint (answer.status, ==, status);
  g_assert_cmpstr (answer.field, ==, field);
  g_assert_null (answer.record);
}

static void
test_refusals (Fixture *self, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (70000, 'x');
  g_autofree char *long_data = g_strdup_printf ("{\"note\":\"%s\"}", long_text);
  g_autofree char *deep = g_strnfill (60000, '[');
  g_autofree char *deep_data = g_strdup_printf ("{\"a\":%s", deep);
  g_auto (WuseRecordAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  expect_refusal (self, WUSE_RECORD_CASE, "c", 0, KEY "1", "{\"classification\":\"confirmed\",\"onset\":\"2022-02-30\"}", 422,
                  "onset");
  expect_refusal (self, WUSE_RECORD_LINK, "l", 0, KEY "2",
                  "{\"source\":\"a\",\"target\":\"a\",\"kind\":\"contact\",\"state\":\"suspected\"}", 422, "target");
  expect_refusal (self, WUSE_RECORD_STAY, "s", 3, KEY "3", "{\"case\":\"case-1\"}", 404, NULL);
  expect_refusal (self, WUSE_RECORD_AREA, "grid-1", 1, KEY "4", "{\"level\":\"grid\",\"name\":\"x\"}", 404, NULL);
  /* What cannot be taken is not sent. */
  expect_refusal (self, WUSE_RECORD_CASE, "c", 0, KEY "5", long_data, 0, NULL);
  expect_refusal (self, WUSE_RECORD_CASE, "c", 0, KEY "6", deep_data, 0, NULL);
  expect_refusal (self, WUSE_RECORD_CASE, "c", 0, KEY "7", "[]", 0, NULL);
  expect_refusal (self, WUSE_RECORD_CASE, "c/d", 0, KEY "8", "{}", 0, NULL);
  expect_refusal (self, WUSE_RECORD_CASE, "c", 0, "short", "{}", 0, NULL);

  /* The same key for something else. */
  g_assert_cmpuint (put (self->session, 0, KEY "9", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_DONE);
  expect_refusal (self, WUSE_RECORD_LINK, "new-link", 1, KEY "9", LINK, 422, NULL);
}

static void
test_signing_in (Fixture *self, gconstpointer data)
{
  g_auto (WuseRecordAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  wuse_session_set_credentials (self->session, "test", "wrong");
  g_assert_cmpuint (put (self->session, 0, KEY "1", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_AUTH);
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_REFUSED);
  g_clear_error (&error);

  wuse_session_set_credentials (self->session, wuse_test_server_get_user (self->server),
                                wuse_test_server_get_password (self->server));
  wuse_test_server_set_faults (self->server, "[{\"kind\":\"status\",\"status\":401,\"path\":\"/v1/records\"}]");
  g_assert_cmpuint (put (self->session, 0, KEY "1", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_AUTH);
  g_assert_cmpuint (answer.status, ==, 401);
  g_clear_error (&error);

  /* A token that was withdrawn is renewed, and the change is sent again. */
  wuse_test_server_set_faults (self->server,
                               "[{\"kind\":\"status\",\"status\":401,\"path\":\"/v1/records\",\"count\":1,\"skip\":1}]");
  g_assert_cmpuint (put (self->session, 0, KEY "1", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_DONE);
  g_assert_no_error (error);
  g_assert_cmpuint (put (self->session, 1, KEY "2", CONFIRMED, &answer, &error), ==, WUSE_RECORD_WRITER_DONE);
  g_assert_no_error (error);
  g_assert_cmpint (answer.version, ==, 2);
  wuse_test_server_set_faults (self->server, "[{\"kind\":\"status\",\"status\":403,\"path\":\"/v1/records\"}]");
  g_assert_cmpuint (put (self->session, 2, KEY "3", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_REFUSED);
  g_assert_cmpuint (answer.status, ==, 403);
}

/* The change is done, and the answer does not come: the key tells, and nothing is done twice. */
static void
test_lost_answers (Fixture *self, gconstpointer data)
{
  static const char *const rules[] = {
    "[{\"kind\":\"lost\",\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"reset\",\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"reset\",\"after\":30,\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"cut\",\"after\":30,\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"stall\",\"after\":30,\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"length\",\"length\":30,\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"garbage\",\"garbage\":\"json\",\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"garbage\",\"garbage\":\"utf8\",\"path\":\"/v1/records\",\"count\":1}]",
    "[{\"kind\":\"garbage\",\"garbage\":\"long\",\"path\":\"/v1/records\",\"count\":1}]",
  };
  gint64 version = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *key = g_strdup_printf (KEY "%u", i);
      g_auto (WuseRecordAnswer) answer = { 0 };
      g_autoptr (GError) error = NULL;
      WuseRecordWriterResult result = WUSE_RECORD_WRITER_RETRY;

      wuse_test_server_set_faults (self->server, rules[i]);
      for (guint j = 0; result == WUSE_RECORD_WRITER_RETRY; j++)
        {
          g_clear_error (&error);
          g_assert_cmpuint (j, <, 2);
          result = put (self->session, version, key, LINK, &answer, &error);
          g_assert_true ((result == WUSE_RECORD_WRITER_RETRY) == (error != NULL));
        }
      /* What is lost on a connection that was idle, libsoup sends again by itself. */
      g_assert_cmpuint (result, ==, WUSE_RECORD_WRITER_DONE);
      g_assert_true (answer.replayed);
      g_assert_cmpint (wuse_test_server_count_requests (self->server, "PUT /v1/records/{type}/{id}"), ==, 2);
      g_assert_cmpint (answer.version, ==, version + 1);
      version = answer.version;
    }
}

/* The change is not done; the server says when to come again, or is not there. */
static void
test_busy (Fixture *self, gconstpointer data)
{
  static const guint statuses[] = { 429, 500, 502, 503, 504 };
  g_auto (WuseRecordAnswer) answer = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *rule =
          g_strdup_printf ("[{\"kind\":\"status\",\"status\":%u,\"retry_after\":7,\"path\":\"/v1/records\"}]", statuses[i]);

      wuse_test_server_set_faults (self->server, rule);
      g_assert_cmpuint (put (self->session, 0, KEY "1", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_RETRY);
      g_assert_cmpint (answer.retry_after, ==, 7000);
      g_assert_cmpuint (answer.status, ==, statuses[i]);
      g_clear_error (&error);
    }
  wuse_test_server_set_faults (self->server, "[]");
  g_assert_cmpuint (put (self->session, 0, KEY "1", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_DONE);
  g_assert_false (answer.replayed);

  g_cancellable_cancel (cancellable);
  wuse_record_answer_clear (&answer);
  g_assert_cmpuint (wuse_record_writer_send (self->session, WUSE_RECORD_PUT, WUSE_RECORD_LINK, "new-link", 1, KEY "2", CONFIRMED,
                                             "x", cancellable, &answer, &error),
                    ==, WUSE_RECORD_WRITER_RETRY);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  wuse_test_server_stop (self->server);
  g_assert_cmpuint (put (self->session, 1, KEY "3", CONFIRMED, &answer, &error), ==, WUSE_RECORD_WRITER_RETRY);
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_OFFLINE);
  wuse_test_server_restart (self->server);
}

static void
lie_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  const char *const *lie = user_data;

  client_server_answer (message, lie[0][0] == '4' ? 412 : 200, "application/json", lie[1]);
}

/* An answer that is not what it should be is never taken for one. */
static void
test_lies (void)
{
  static const char *const lies[][2] = {
    { "200", "" },
    { "200", "[]" },
    { "200", "{}" },
    { "200", "{\"type\":\"link\",\"id\":\"new-link\",\"version\":0,\"at\":\"2022-04-11T06:00:00Z\",\"data\":{}}" },
    { "200", "{\"type\":\"link\",\"id\":\"new-link\",\"version\":1.5,\"at\":\"2022-04-11T06:00:00Z\",\"data\":{}}" },
    { "200", "{\"type\":\"link\",\"id\":\"other\",\"version\":1,\"at\":\"2022-04-11T06:00:00Z\",\"data\":{}}" },
    { "200", "{\"type\":\"case\",\"id\":\"new-link\",\"version\":1,\"at\":\"2022-04-11T06:00:00Z\",\"data\":{}}" },
    { "200", "{\"type\":\"link\",\"id\":\"new-link\",\"version\":1,\"at\":\"never\",\"data\":{}}" },
    { "200", "{\"type\":\"link\",\"id\":\"new-link\",\"version\":1,\"at\":\"2022-04-11T06:00:00Z\",\"data\":[]}" },
    { "412", "{}" },
    { "412", "{\"current\":7}" },
    { "412", "{\"current\":{\"type\":\"link\"}}" },
    { "412", "not JSON" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (ClientServer) server = client_server_new (lie_cb, (gpointer) lies[i]);
      g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), NULL);
      g_auto (WuseRecordAnswer) answer = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (put (session, 1, KEY "1", LINK, &answer, &error), ==, WUSE_RECORD_WRITER_RETRY);
      g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL);
      g_assert_null (answer.record);
    }
}

static void
add_who (const char *who, const char *reason, const char *line, gsize length, gpointer user_data)
{
  g_string_append_printf (user_data, "%s:%s;", who != NULL ? who : "-", reason != NULL ? reason : "-");
}

/* A person's word stays when the simulation goes on; what the person has not spoken of goes on too. */
static void
test_simulation (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autoptr (WuseTestServer) server =
      wuse_test_server_start (database, "--synthetic", "--grids=100", "--persons=4000", "--clock-rate=0", NULL);
  g_autoptr (WuseSession) session = wuse_session_new (wuse_test_server_get_url (server), NULL);
  g_autoptr (WuseFeedView) view = wuse_feed_view_open (database, NULL);
  g_autoptr (GString) history = g_string_new (NULL);
  g_auto (WuseRecordAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *id = NULL;
  g_autofree char *data = NULL;
  const char *version;

  /* A case that is still ill. */
  for (guint i = 1; id == NULL; i++)
    {
      g_autofree char *candidate = g_strdup_printf ("C%05u", i);

      g_clear_pointer (&line, g_free);
      g_assert_true (wuse_feed_view_find_line (view, WUSE_RECORD_CASE, candidate, &line, NULL));
      g_assert_nonnull (line);
      if (strstr (line, "\"outcome\":\"ill\"") != NULL)
        id = g_steal_pointer (&candidate);
    }
  version = strstr (line, "\"version\":") + strlen ("\"version\":");
  data = g_strdup_printf ("%.*s,\"note\":\"他说在市场\"}", (int) (strlen (strstr (line, "\"data\":")) - strlen ("\"data\":") - 2),
                          strstr (line, "\"data\":") + strlen ("\"data\":"));
  wuse_session_set_credentials (session, wuse_test_server_get_user (server), wuse_test_server_get_password (server));
  g_assert_cmpuint (wuse_record_writer_send (session, WUSE_RECORD_PUT, WUSE_RECORD_CASE, id, g_ascii_strtoll (version, NULL, 10),
                                             KEY "1", data, "流调", NULL, &answer, &error),
                    ==, WUSE_RECORD_WRITER_DONE);
  g_assert_no_error (error);

  wuse_test_server_set_clock (server, 864000);
  for (guint i = 0; i < 200; i++)
    {
      g_clear_pointer (&line, g_free);
      g_assert_true (wuse_feed_view_find_line (view, WUSE_RECORD_CASE, id, &line, NULL));
      if (strstr (line, "\"outcome\":\"ill\"") == NULL)
        break;
      g_usleep (50000);
    }
  g_assert_null (strstr (line, "\"outcome\":\"ill\""));
  g_assert_nonnull (strstr (line, "\"note\":\"他说在市场\""));
  g_assert_true (wuse_feed_view_foreach_version (view, WUSE_RECORD_CASE, id, add_who, history, NULL));
  g_assert_nonnull (strstr (history->str, "-:-;test:流调;-:-;"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/client/record-writer/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/client/record-writer/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/client/record-writer/signing-in", Fixture, NULL, set_up, test_signing_in, tear_down);
  g_test_add ("/client/record-writer/lost-answers", Fixture, NULL, set_up, test_lost_answers, tear_down);
  g_test_add ("/client/record-writer/busy", Fixture, NULL, set_up, test_busy, tear_down);
  g_test_add_func ("/client/record-writer/lies", test_lies);
  g_test_add_func ("/client/record-writer/simulation", test_simulation);
  return g_test_run ();
}
