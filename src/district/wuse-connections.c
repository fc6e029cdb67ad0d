/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many connections the server holds open, and how long it waits for a request on them. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-connections.h"

#define CONNECTION_KEY "wuse-connection"
#define DEADLINE_KEY "wuse-deadline"
/* A client that has asked once may ask again a little later. */
#define REST_FACTOR 4

/* Outlives the server as long as sockets do. */
typedef struct
{
  guint n_open;
  guint most;
  guint patience;
} Limits;

typedef struct
{
  Limits *limits;
  gboolean is_beyond;
} Connection;

static void
forget_connection (gpointer data)
{
  Connection *connection = data;

  connection->limits->n_open--;
  g_rc_box_release (connection->limits);
  g_free (connection);
}

static void
end_deadline (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static gboolean
expired_cb (gpointer user_data)
{
  g_socket_shutdown (user_data, TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
got_headers_cb (SoupServerMessage *message)
{
  g_object_set_data (G_OBJECT (message), DEADLINE_KEY, NULL);
}

static void
disconnected_cb (SoupServerMessage *message, GSocket *socket)
{
  g_object_set_data (G_OBJECT (message), DEADLINE_KEY, NULL);
  g_object_set_data (G_OBJECT (socket), CONNECTION_KEY, NULL);
}

static void
unref_socket (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

/* The server has begun to wait for a request: on a new connection, or after an answer. */
static void
request_started_cb (SoupServer *soup, SoupServerMessage *message, Limits *limits)
{
  GSocket *socket = soup_server_message_get_socket (message);
  gboolean is_new = g_object_get_data (G_OBJECT (socket), CONNECTION_KEY) == NULL;
  GSource *deadline = g_timeout_source_new (is_new ? limits->patience : REST_FACTOR * limits->patience);

  if (is_new)
    {
      Connection *connection = g_new0 (Connection, 1);

      connection->limits = g_rc_box_acquire (limits);
      connection->is_beyond = ++limits->n_open > limits->most;
      g_object_set_data_full (G_OBJECT (socket), CONNECTION_KEY, connection, forget_connection);
    }
  g_source_set_callback (deadline, expired_cb, g_object_ref (socket), g_object_unref);
  g_source_attach (deadline, g_main_context_get_thread_default ());
  g_object_set_data_full (G_OBJECT (message), DEADLINE_KEY, deadline, end_deadline);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), NULL);
  g_signal_connect_data (message, "disconnected", G_CALLBACK (disconnected_cb), g_object_ref (socket), unref_socket, 0);
}

static void
release_limits (gpointer data, GClosure *closure)
{
  g_rc_box_release (data);
}

void
wuse_connections_limit (SoupServer *soup, guint most, guint patience)
{
  Limits *limits;

  g_return_if_fail (SOUP_IS_SERVER (soup));
  g_return_if_fail (most > 0 && patience > 0);

  limits = g_rc_box_new0 (Limits);
  limits->most = most;
  limits->patience = patience;
  g_signal_connect_data (soup, "request-started", G_CALLBACK (request_started_cb), limits, release_limits, 0);
}

gboolean
wuse_connections_refuse (SoupServerMessage *message)
{
  const Connection *connection = g_object_get_data (G_OBJECT (soup_server_message_get_socket (message)), CONNECTION_KEY);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (connection == NULL || !connection->is_beyond)
    return FALSE;

  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Retry-After", "5");
  soup_server_message_set_status (message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
  return TRUE;
}
