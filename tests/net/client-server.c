/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server inside the test, on a thread of its own, that misbehaves as it is told. */

#include "config.h"

#include "client-server.h"

#include <string.h>

struct _ClientServer
{
  ClientServerFunc func;
  gpointer user_data;
  GTlsCertificate *certificate;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GPtrArray *kept_open; /* of GIOStream */
  char *address;
  int n_requests;
  GMutex lock;
  GCond ready;
};

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  ClientServer *self = user_data;

  g_atomic_int_inc (&self->n_requests);
  self->func (message, path, query, self, self->user_data);
}

static gpointer
run (gpointer data)
{
  ClientServer *self = data;
  GError *error = NULL;

  g_main_context_push_thread_default (self->context);
  SoupServer *server = soup_server_new ("server-header", "test", "tls-certificate", self->certificate, NULL);
  soup_server_add_handler (server, NULL, answer_cb, self, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);

  GSList *uris = soup_server_get_uris (server);
  g_mutex_lock (&self->lock);
  self->address =
      g_strdup_printf ("%s://127.0.0.1:%d", self->certificate != NULL ? "https" : "http", g_uri_get_port (uris->data));
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_object_unref (server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

ClientServer *
client_server_new_with_tls (ClientServerFunc func, gpointer user_data, GTlsCertificate *certificate)
{
  ClientServer *self = g_new0 (ClientServer, 1);

  self->func = func;
  self->user_data = user_data;
  self->certificate = certificate;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->kept_open = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  self->thread = g_thread_new ("server", run, self);
  g_mutex_lock (&self->lock);
  while (self->address == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);

  return self;
}

ClientServer *
client_server_new (ClientServerFunc func, gpointer user_data)
{
  return client_server_new_with_tls (func, user_data, NULL);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
client_server_free (ClientServer *self)
{
  if (self == NULL)
    return;
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->kept_open);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->address);
  g_free (self);
}

const char *
client_server_get_address (ClientServer *self)
{
  return self->address;
}

guint
client_server_get_n_requests (ClientServer *self)
{
  return (guint) g_atomic_int_get (&self->n_requests);
}

void
client_server_answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

void
client_server_answer_raw (ClientServer *self, SoupServerMessage *message, const char *bytes, gssize length, gboolean keep_open)
{
  GIOStream *stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, length < 0 ? strlen (bytes) : (gsize) length, NULL,
                             NULL, NULL);
  if (keep_open)
    g_ptr_array_add (self->kept_open, stream);
  else
    {
      g_io_stream_close (stream, NULL, NULL);
      g_object_unref (stream);
    }
}
