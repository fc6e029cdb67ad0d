/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real wuse-district in a process of its own, for tests. */

#define G_LOG_DOMAIN "wuse-test"

#include "config.h"

#include "wuse-test-server.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>

#define USER "test"

struct _WuseTestServer
{
  GPtrArray *arguments;
  GSubprocess *process;
  char *url;
  guint16 port;
  char *password;
  char *token;
};

static char *
build_command (void)
{
  const char *folder = g_getenv ("WUSE_BINARY_DIR");

  return folder != NULL ? g_build_filename (folder, "wuse-district", NULL) : g_strdup (WUSE_TEST_DISTRICT);
}

static void
read_ready_line (WuseTestServer *self)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  node = json_from_string (line, &error);
  g_assert_no_error (error);
  g_free (self->url);
  self->url = g_strdup (json_object_get_string_member (json_node_get_object (node), "url"));
  uri = g_uri_parse (self->url, G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
  self->port = (guint16) g_uri_get_port (uri);
}

static void
spawn (WuseTestServer *self)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *credentials = g_strdup_printf ("%s\n%s\n", USER, self->password);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, build_command ());
  g_ptr_array_add (argv, g_strdup ("serve"));
  g_ptr_array_add (argv, g_strdup ("--credentials-stdin"));
  g_ptr_array_add (argv, g_strdup ("--die-with-parent"));
  g_ptr_array_add (argv, g_strdup_printf ("--port=%u", self->port));
  for (guint i = 0; i < self->arguments->len; i++)
    g_ptr_array_add (argv, g_strdup (g_ptr_array_index (self->arguments, i)));
  g_ptr_array_add (argv, NULL);

  self->process = g_subprocess_newv ((const char *const *) argv->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), credentials, strlen (credentials), NULL, NULL, &error);
  g_assert_no_error (error);
  read_ready_line (self);
}

WuseTestServer *
wuse_test_server_start (const char *database, const char *first_argument, ...)
{
  WuseTestServer *self = g_new0 (WuseTestServer, 1);
  const char *argument = first_argument;
  va_list list;

  self->arguments = g_ptr_array_new_with_free_func (g_free);
  self->password = g_uuid_string_random ();
  if (database != NULL)
    g_ptr_array_add (self->arguments, g_strconcat ("--database=", database, NULL));
  va_start (list, first_argument);
  for (; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (self->arguments, g_strdup (argument));
  va_end (list);

  spawn (self);
  return self;
}

static void
end (WuseTestServer *self, int signal)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->process, signal);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  if (signal == SIGTERM)
    {
      g_assert_true (g_subprocess_get_if_exited (self->process));
      g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
    }
  g_clear_object (&self->process);
  g_clear_pointer (&self->token, g_free);
}

void
wuse_test_server_free (WuseTestServer *self)
{
  if (self == NULL)
    return;

  if (self->process != NULL)
    end (self, SIGTERM);
  g_ptr_array_unref (self->arguments);
  g_free (self->url);
  g_free (self->password);
  g_free (self);
}

void
wuse_test_server_kill (WuseTestServer *self)
{
  g_return_if_fail (self != NULL && self->process != NULL);

  end (self, SIGKILL);
}

void
wuse_test_server_stop (WuseTestServer *self)
{
  g_return_if_fail (self != NULL && self->process != NULL);

  end (self, SIGTERM);
}

void
wuse_test_server_restart (WuseTestServer *self)
{
  g_return_if_fail (self != NULL && self->process == NULL);

  spawn (self);
}

const char *
wuse_test_server_get_url (WuseTestServer *self)
{
  return self->url;
}

guint16
wuse_test_server_get_port (WuseTestServer *self)
{
  return self->port;
}

const char *
wuse_test_server_get_user (WuseTestServer *self)
{
  return USER;
}

const char *
wuse_test_server_get_password (WuseTestServer *self)
{
  return self->password;
}

/* Each request has a session of its own: what one test breaks, the next does not inherit. */
static char *
send (SoupMessage *message, guint *status)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, &error);

  g_assert_no_error (error);
  *status = soup_message_get_status (message);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

const char *
wuse_test_server_get_token (WuseTestServer *self)
{
  g_autofree char *url = NULL;
  g_autofree char *form = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonNode) node = NULL;
  guint status;

  if (self->token != NULL)
    return self->token;

  url = g_strconcat (self->url, "oauth/token", NULL);
  form = soup_form_encode ("grant_type", "password", "username", USER, "password", self->password, NULL);
  message = soup_message_new_from_encoded_form ("POST", url, g_steal_pointer (&form));
  text = send (message, &status);
  g_assert_cmpuint (status, ==, 200);
  node = json_from_string (text, NULL);
  self->token = g_strdup (json_object_get_string_member (json_node_get_object (node), "access_token"));
  return self->token;
}

char *
wuse_test_server_request (WuseTestServer *self, const char *method, const char *path, const char *body, guint *status)
{
  g_autofree char *url = g_strconcat (self->url, path + 1, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", wuse_test_server_get_token (self), NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  return send (message, status);
}

JsonNode *
wuse_test_server_get_json (WuseTestServer *self, const char *path)
{
  guint status;
  g_autofree char *text = wuse_test_server_request (self, "GET", path, NULL, &status);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_assert_cmpuint (status, ==, 200);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return node;
}

void
wuse_test_server_set_faults (WuseTestServer *self, const char *rules)
{
  g_autofree char *body = g_strdup_printf ("{\"rules\":%s}", rules);
  guint status;
  g_autofree char *text = wuse_test_server_request (self, "PUT", "/v1/faults", body, &status);

  if (status != 200)
    g_error ("The faults were refused: %s", text);
}

gint64
wuse_test_server_count_requests (WuseTestServer *self, const char *route)
{
  g_autoptr (JsonNode) node = wuse_test_server_get_json (self, "/v1/faults");
  JsonObject *requests = json_object_get_object_member (json_node_get_object (node), "requests");

  return json_object_get_int_member_with_default (requests, route, 0);
}

void
wuse_test_server_set_clock (WuseTestServer *self, double rate)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *body = g_strdup_printf ("{\"clock_rate\":%s}", g_ascii_dtostr (number, sizeof number, rate));
  guint status;
  g_autofree char *text = wuse_test_server_request (self, "PUT", "/v1/clock", body, &status);

  if (status != 200)
    g_error ("The clock was refused: %s", text);
}
