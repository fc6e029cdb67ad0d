/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the server share: answers read bit by bit, and a feed beside a server. */

#define G_LOG_DOMAIN "wuse-test"

#include "config.h"

#include "server-fixture.h"

#include <string.h>

#define TIMEOUT 3

void
fixture_set_up (Fixture *self, guint n_persons)
{
  self->folder = wuse_test_folder_new ();
  self->database = wuse_test_folder_build (self->folder, "district.db");
  self->feed = wuse_test_feed_make (self->database, 4, n_persons);
  self->server = wuse_test_server_start (self->database, "--allow-faults", "--heartbeat=300", NULL);
}

void
fixture_tear_down (Fixture *self)
{
  wuse_test_server_free (self->server);
  wuse_feed_free (self->feed);
  g_free (self->database);
  wuse_test_folder_free (self->folder);
}

void
fixture_change (Fixture *self, guint n_changes)
{
  g_autoptr (GError) error = NULL;

  wuse_feed_begin (self->feed, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_changes; i++)
    wuse_test_feed_put (self->feed, WUSE_RECORD_PERSON, "RID00000000", "name", "李**", "sex", "male", NULL);
  wuse_feed_commit (self->feed, &error);
  g_assert_no_error (error);
}

void
answer_begin (Answer *self, WuseTestServer *server, const char *path, const char *header)
{
  g_autofree char *url = g_strconcat (wuse_test_server_get_url (server), path + 1, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", wuse_test_server_get_token (server), NULL);
  g_autoptr (GInputStream) body = NULL;
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;

  self->session = soup_session_new_with_options ("timeout", TIMEOUT, "proxy-resolver", NULL, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  self->message = soup_message_new ("GET", url);
  headers = soup_message_get_request_headers (self->message);
  soup_message_headers_replace (headers, "Authorization", authorization);
  if (header != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (header, ": ", 2);

      soup_message_headers_replace (headers, parts[0], parts[1]);
    }
  body = soup_session_send (self->session, self->message, NULL, &error);
  g_assert_no_error (error);
  self->stream = g_data_input_stream_new (body);
}

void
answer_end (Answer *self)
{
  g_clear_object (&self->stream);
  soup_session_abort (self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
}

GBytes *
answer_read (Answer *self, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, G_INPUT_STREAM (self->stream), G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

gboolean
answer_next_event (Answer *self, Event *event)
{
  event_clear (event);
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (self->stream, NULL, NULL, &error);

      if (line == NULL)
        return FALSE;
      if (line[0] == '\0' && event->name[0] != '\0')
        return TRUE;
      if (line[0] == ':')
        g_strlcpy (event->name, ":", sizeof event->name);
      else if (g_str_has_prefix (line, "event: "))
        g_strlcpy (event->name, line + strlen ("event: "), sizeof event->name);
      else if (g_str_has_prefix (line, "id: "))
        event->id = g_ascii_strtoll (line + strlen ("id: "), NULL, 10);
      else if (g_str_has_prefix (line, "data: "))
        {
          g_assert_null (event->data);
          event->data = g_strdup (line + strlen ("data: "));
        }
      else
        g_assert_cmpstr (line, ==, "");
    }
}

void
answer_expect_event (Answer *self, Event *event, const char *name)
{
  do
    g_assert_true (answer_next_event (self, event));
  while (strcmp (event->name, name) != 0);
}

void
event_clear (Event *self)
{
  g_clear_pointer (&self->data, g_free);
  self->name[0] = '\0';
  self->id = -1;
}

gint64
event_get_int (const Event *self, const char *member)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (self->data, &error);

  g_assert_no_error (error);
  g_assert_true (json_object_has_member (json_node_get_object (node), member));
  return json_object_get_int_member (json_node_get_object (node), member);
}
