/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions: addresses, tokens, redirects, statuses, bounds, silence. */

#include "config.h"

#include "wuse-session.h"

#include "client-server.h"

#include <string.h>

#define GET(session, path, error) wuse_session_get_json (session, path, 4096, NULL, error)

static WuseSession *
new_session (ClientServer *server)
{
  GError *error = NULL;
  WuseSession *session = wuse_session_new (client_server_get_address (server), &error);

  g_assert_no_error (error);
  return session;
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean is_accepted;
  } cases[] = {
    { "https://district.example.cn", TRUE },
    { "https://district.example.cn:8443/wuse", TRUE },
    { "http://127.0.0.1:8080", TRUE },
    { "http://[::1]:8080/", TRUE },
    { "http://localhost:1", TRUE },
    { "http://district.example.cn", FALSE },
    { "http://127.0.0.1.example.cn", FALSE },
    { "http://10.0.0.1/", FALSE },
    { "https://name:secret@district.example.cn", FALSE },
    { "ftp://district.example.cn", FALSE },
    { "file:///etc/passwd", FALSE },
    { "https://", FALSE },
    { "district.example.cn", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].address);
      g_assert_cmpint (wuse_session_check_address (cases[i].address, &error), ==, cases[i].is_accepted);
      if (!cases[i].is_accepted)
        {
          g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE);
          g_assert_null (strstr (error->message, "secret"));
        }
    }
}

/* A server with tokens: `valid` is the one that is accepted now. */
typedef struct
{
  int valid;
  int n_granted;
  int n_password;
  int n_refresh;
  gboolean refuses_refresh;
  gboolean refuses_all;
} Tokens;

static void
tokens_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  Tokens *tokens = user_data;

  if (g_str_equal (path, "/oauth/token"))
    {
      g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
      g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
      g_autoptr (GHashTable) form = soup_form_decode (text);
      gboolean is_refresh = g_strcmp0 (g_hash_table_lookup (form, "grant_type"), "refresh_token") == 0;

      g_atomic_int_inc (is_refresh ? &tokens->n_refresh : &tokens->n_password);
      if ((is_refresh && tokens->refuses_refresh)
          || (!is_refresh && g_strcmp0 (g_hash_table_lookup (form, "password"), "p&s =ö") != 0))
        {
          client_server_answer (message, 400, "application/json", "{\"error\":\"invalid_grant\"}");
          return;
        }
      g_autofree char *answer =
          g_strdup_printf ("{\"access_token\":\"T%d\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"R\"}",
                           tokens->valid = ++tokens->n_granted);
      client_server_answer (message, 200, "application/json", answer);
      return;
    }

  const char *given = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *wanted = g_strdup_printf ("Bearer T%d", g_atomic_int_get (&tokens->valid));
  if (tokens->refuses_all || g_strcmp0 (given, wanted) != 0)
    client_server_answer (message, 401, "application/problem+json", "{\"title\":\"Who are you?\"}");
  else
    client_server_answer (message, 200, "application/json", "{\"ok\":true}");
}

static void
test_tokens (void)
{
  Tokens tokens = { 0 };
  g_autoptr (ClientServer) server = client_server_new (tokens_cb, &tokens);
  g_autoptr (WuseSession) session = new_session (server);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  wuse_session_set_credentials (session, "operator", "p&s =ö");
  for (guint i = 0; i < 3; i++)
    {
      node = GET (session, "v1/x", &error);
      g_assert_no_error (error);
      json_node_unref (node);
    }
  g_assert_cmpint (tokens.n_password, ==, 1);

  /* Withdrawn: renewed once, by the refresh token, and the request repeated. */
  g_atomic_int_set (&tokens.valid, 99);
  node = GET (session, "v1/x", &error);
  g_assert_no_error (error);
  json_node_unref (node);
  g_assert_cmpint (tokens.n_refresh, ==, 1);
  g_assert_cmpint (tokens.n_password, ==, 1);

  /* Refresh token withdrawn too: by password again. */
  tokens.refuses_refresh = TRUE;
  g_atomic_int_set (&tokens.valid, 99);
  node = GET (session, "v1/x", &error);
  g_assert_no_error (error);
  json_node_unref (node);
  g_assert_cmpint (tokens.n_password, ==, 2);

  /* Fresh tokens that are refused are no reason to go on asking. */
  tokens.refuses_all = TRUE;
  guint before = client_server_get_n_requests (server);
  g_assert_null (GET (session, "v1/x", &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Who are you?"));
  g_assert_cmpuint (client_server_get_n_requests (server) - before, <=, 4);
}

static void
test_wrong_password (void)
{
  Tokens tokens = { 0 };
  g_autoptr (ClientServer) server = client_server_new (tokens_cb, &tokens);
  g_autoptr (WuseSession) session = new_session (server);
  g_autoptr (GError) error = NULL;

  wuse_session_set_credentials (session, "operator", "wrong");
  g_assert_null (GET (session, "v1/x", &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_REFUSED);
  g_assert_null (strstr (error->message, "wrong"));
  g_assert_cmpuint (client_server_get_n_requests (server), ==, 1);
}

static void
redirects_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  const char *location = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_equal (path, "/oauth/token"))
    client_server_answer (message, 200, "application/json", "{\"access_token\":\"T\",\"token_type\":\"bearer\"}");
  else if (g_str_equal (path, "/end"))
    client_server_answer (message, 200, "application/json", "{}");
  else
    {
      soup_message_headers_replace (headers, "Location",
                                    g_str_equal (path, "/own")     ? "/end"
                                    : g_str_equal (path, "/round") ? "/round"
                                                                   : location);
      client_server_answer (message, 307, NULL, NULL);
    }
}

static void
test_redirects (void)
{
  g_autoptr (ClientServer) other = client_server_new (redirects_cb, NULL);
  g_autofree char *elsewhere = g_strconcat (client_server_get_address (other), "/end", NULL);
  g_autoptr (ClientServer) server = client_server_new (redirects_cb, elsewhere);
  g_autoptr (WuseSession) session = new_session (server);
  g_autoptr (GError) error = NULL;

  wuse_session_set_credentials (session, "operator", "x");
  g_autoptr (JsonNode) node = GET (session, "own", &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);

  g_assert_null (GET (session, "other", &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE);
  g_assert_cmpuint (client_server_get_n_requests (other), ==, 0);
  g_clear_error (&error);

  g_assert_null (GET (session, "round", &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL);
}

static void
statuses_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *after = query != NULL ? g_hash_table_lookup (query, "after") : NULL;

  if (g_strcmp0 (after, "date") == 0)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
      g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 90);
      g_autofree char *text = soup_date_time_to_string (later, SOUP_DATE_HTTP);
      soup_message_headers_replace (headers, "Retry-After", text);
    }
  else if (after != NULL)
    soup_message_headers_replace (headers, "Retry-After", after);
  client_server_answer (message, (guint) g_ascii_strtoull (path + 1, NULL, 10), "application/problem+json",
                        "{\"type\":\"about:blank\",\"title\":\"T\",\"detail\":\"The details\"}");
}

static void
test_statuses (void)
{
  static const struct
  {
    const char *path;
    WuseNetError code;
    gint64 least;
    gint64 most;
  } cases[] = {
    { "401", WUSE_NET_ERROR_REFUSED, -1, -1 },
    { "403", WUSE_NET_ERROR_REFUSED, -1, -1 },
    { "404", WUSE_NET_ERROR_NOT_FOUND, -1, -1 },
    { "409", WUSE_NET_ERROR_CONFLICT, -1, -1 },
    { "410", WUSE_NET_ERROR_GONE, -1, -1 },
    { "418", WUSE_NET_ERROR_REJECTED, -1, -1 },
    { "429?after=7", WUSE_NET_ERROR_BUSY, 7000, 7000 },
    { "503?after=date", WUSE_NET_ERROR_BUSY, 85000, 91000 },
    { "503?after=99999999999", WUSE_NET_ERROR_BUSY, 86400000, 86400000 },
    { "503?after=soon", WUSE_NET_ERROR_BUSY, -1, -1 },
    { "503?after=-1", WUSE_NET_ERROR_BUSY, -1, -1 },
    { "500", WUSE_NET_ERROR_SERVER, -1, -1 },
    { "304", WUSE_NET_ERROR_PROTOCOL, -1, -1 },
  };
  g_autoptr (ClientServer) server = client_server_new (statuses_cb, NULL);
  g_autoptr (WuseSession) session = new_session (server);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_null (GET (session, cases[i].path, &error));
      g_assert_error (error, WUSE_NET_ERROR, (int) cases[i].code);
      g_assert_cmpuint (wuse_net_error_get_status (error), ==, g_ascii_strtoull (cases[i].path, NULL, 10));
      g_assert_cmpint (wuse_net_error_get_retry_after (error), >=, cases[i].least);
      g_assert_cmpint (wuse_net_error_get_retry_after (error), <=, cases[i].most);
      if (cases[i].code != WUSE_NET_ERROR_PROTOCOL)
        g_assert_nonnull (strstr (error->message, "The details"));

      g_autoptr (GError) copy = g_error_copy (error);
      g_assert_cmpint (wuse_net_error_get_retry_after (copy), ==, wuse_net_error_get_retry_after (error));
    }
}

static void
broken_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  g_autofree char *answer = NULL;

  if (g_str_equal (path, "/large"))
    {
      g_autofree char *body = g_strnfill (5000, ' ');
      client_server_answer (message, 200, "application/json", body);
      return;
    }
  if (g_str_equal (path, "/short"))
    answer = g_strconcat (head, "Content-Length: 100\r\n\r\n{\"a\":1}", NULL);
  else if (g_str_equal (path, "/empty"))
    answer = g_strconcat (head, "Content-Length: 0\r\n\r\n", NULL);
  else if (g_str_equal (path, "/chunk"))
    answer = g_strconcat (head, "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\nzz\r\n", NULL);
  else if (g_str_equal (path, "/latin"))
    answer = g_strconcat (head, "Content-Length: 5\r\n\r\n[\"\xE9\"]", NULL);
  else if (g_str_equal (path, "/noise"))
    answer = g_strdup ("\x01\x02\x03 no server of this kind\r\n\r\n");
  else
    answer = g_strconcat (head, "Content-Length: 100\r\n\r\n{", NULL);
  client_server_answer_raw (server, message, answer, -1, g_str_equal (path, "/silent"));
}

static void
test_broken_answers (void)
{
  /* libsoup takes a chunk without a length for a broken line from 3.6 on. */
  const WuseNetError chunk = soup_check_version (3, 6, 0) ? WUSE_NET_ERROR_CUT_OFF : WUSE_NET_ERROR_PROTOCOL;
  const struct
  {
    const char *path;
    WuseNetError code;
  } cases[] = {
    { "large", WUSE_NET_ERROR_TOO_LARGE }, { "short", WUSE_NET_ERROR_CUT_OFF },
    { "empty", WUSE_NET_ERROR_PROTOCOL },  { "chunk", chunk },
    { "latin", WUSE_NET_ERROR_PROTOCOL },  { "noise", WUSE_NET_ERROR_PROTOCOL },
    { "silent", WUSE_NET_ERROR_OFFLINE },
  };
  g_autoptr (ClientServer) server = client_server_new (broken_cb, NULL);
  g_autoptr (WuseSession) session = new_session (server);

  wuse_session_set_timeout (session, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_null (GET (session, cases[i].path, &error));
      g_assert_error (error, WUSE_NET_ERROR, (int) cases[i].code);
    }
}

static void
test_refused_connection (void)
{
  ClientServer *server = client_server_new (statuses_cb, NULL);
  g_autoptr (WuseSession) session = new_session (server);
  g_autoptr (GError) error = NULL;

  client_server_free (server);
  gint64 begun = g_get_monotonic_time ();
  g_assert_null (GET (session, "404", &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 10 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/session/addresses", test_addresses);
  g_test_add_func ("/client/session/tokens", test_tokens);
  g_test_add_func ("/client/session/wrong-password", test_wrong_password);
  g_test_add_func ("/client/session/redirects", test_redirects);
  g_test_add_func ("/client/session/statuses", test_statuses);
  g_test_add_func ("/client/session/broken-answers", test_broken_answers);
  g_test_add_func ("/client/session/refused-connection", test_refused_connection);

  return g_test_run ();
}
