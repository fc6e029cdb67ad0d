/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections that ask nothing, or ask too slowly, do not keep others out. Numbers in answers are as short as they can be. */

#include "config.h"

#include <string.h>

#include "server-fixture.h"

#define TIMEOUT 5
#define REQUEST "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

typedef struct
{
  WuseTestFolder *folder;
  WuseTestServer *server;
  GUri *url;
} Server;

static void
server_start (Server *self, const char *option)
{
  g_autofree char *database = NULL;

  self->folder = wuse_test_folder_new ();
  database = wuse_test_folder_build (self->folder, "district.db");
  wuse_feed_free (wuse_test_feed_make (database, 4, 10));
  self->server = wuse_test_server_start (database, option, NULL);
  self->url = g_uri_parse (wuse_test_server_get_url (self->server), G_URI_FLAGS_NONE, NULL);
}

static void
server_end (Server *self)
{
  g_uri_unref (self->url);
  wuse_test_server_free (self->server);
  wuse_test_folder_free (self->folder);
}

static GSocketConnection *
open_connection (const Server *self, const char *text)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, TIMEOUT);
  /* To this machine: no proxy is asked for. */
  g_socket_client_set_enable_proxy (client, FALSE);
  connection =
      g_socket_client_connect_to_host (client, g_uri_get_host (self->url), (guint16) g_uri_get_port (self->url), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* All that comes until the server closes; NULL if it does not. */
static char *
read_all (GSocketConnection *connection)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char answer[4096];
  gsize length = 0;

  if (!g_input_stream_read_all (stream, answer, sizeof answer, &length, NULL, NULL))
    return NULL;
  return g_strndup (answer, length);
}

/* The status of an answer, 0 if there was none. */
static guint
ask (const Server *self)
{
  g_autoptr (GSocketConnection) connection = open_connection (self, REQUEST);
  g_autofree char *answer = read_all (connection);

  return answer != NULL && g_str_has_prefix (answer, "HTTP/1.1 ") ? (guint) g_ascii_strtoull (answer + 9, NULL, 10) : 0;
}

static void
test_slow (void)
{
  static const char *const heads[] = { "", "GET / HTTP/1.1\r\nHost: loc" };
  Server server;

  server_start (&server, "--patience=300");
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GSocketConnection) connection = open_connection (&server, heads[i]);
      g_autofree char *answer = read_all (connection);

      g_assert_nonnull (answer);
      g_assert_cmpint (g_get_monotonic_time () - start, >=, 250 * 1000);
    }
  g_assert_cmpuint (ask (&server), ==, 200);
  server_end (&server);
}

static void
test_too_many (void)
{
  GSocketConnection *idle[10];
  gint64 end;
  guint status;
  Server server;

  server_start (&server, "--connections=8");
  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    idle[i] = open_connection (&server, "");
  g_assert_cmpuint (ask (&server), ==, 503);
  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    g_object_unref (idle[i]);

  end = g_get_monotonic_time () + TIMEOUT * G_USEC_PER_SEC;
  do
    status = ask (&server);
  while (status == 503 && g_get_monotonic_time () < end);
  g_assert_cmpuint (status, ==, 200);
  server_end (&server);
}

/* The test district's east is 125.02: seventeen digits of it are 125.02 and then something. */
static void
test_numbers (void)
{
  static const char *const paths[] = { "/v1/district", "/collections/areas" };
  Fixture fixture;

  fixture_set_up (&fixture, 10);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      Answer answer;
      g_autoptr (GBytes) body = NULL;
      g_autofree char *text = NULL;

      answer_begin (&answer, fixture.server, paths[i], NULL);
      body = answer_read (&answer, NULL);
      text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
      g_test_message ("%s", text);
      g_assert_nonnull (strstr (text, "\"bbox\":["));
      g_assert_nonnull (strstr (text, "43.02"));
      g_assert_false (g_regex_match_simple ("[0-9]\\.[0-9]{8}", text, 0, 0));
      answer_end (&answer);
    }
  fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/connections/slow", test_slow);
  g_test_add_func ("/server/connections/too-many", test_too_many);
  g_test_add_func ("/server/connections/numbers", test_numbers);
  return g_test_run ();
}
