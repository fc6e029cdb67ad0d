/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request for a tile, and what its answer comes to. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-tile-download.h"

#include "wuse-freshness.h"
#include "wuse-net-error-private.h"
#include "wuse-tile-folder.h"

#define TOO_MANY_REQUESTS 429 /* libsoup 3.2 has no name for it */

typedef struct
{
  const WuseTileTemplate *template;
  guint zoom;
  guint x;
  guint y;
  gboolean has_stale;
  gboolean is_transient;
  SoupMessage *message;
  GInputStream *body;
  guint8 *room;
} Download;

static void
free_download (gpointer data)
{
  Download *self = data;

  g_clear_object (&self->message);
  g_clear_object (&self->body);
  g_free (self->room);
  g_free (self);
}

void
wuse_tile_answer_free (WuseTileAnswer *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->etag);
  g_free (self);
}

GError *
wuse_tile_download_error (const WuseTileTemplate *template, guint zoom, guint x, guint y, WuseNetError code, const char *what)
{
  return g_error_new (WUSE_NET_ERROR, (int) code, "%s, tile %u/%u/%u: %s", wuse_tile_template_get_host (template), zoom, x, y,
                      what);
}

static void
fail (GTask *task, WuseNetError code, const char *what, gboolean is_transient)
{
  Download *self = g_task_get_task_data (task);

  self->is_transient = is_transient;
  g_task_return_error (task, wuse_tile_download_error (self->template, self->zoom, self->x, self->y, code, what));
}

static void
answer (GTask *task, GBytes *bytes, gboolean is_unmodified)
{
  Download *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  WuseTileAnswer *given = g_new0 (WuseTileAnswer, 1);

  given->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  given->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  given->fresh_seconds = wuse_freshness_seconds (headers);
  given->is_unmodified = is_unmodified;
  g_task_return_pointer (task, given, (GDestroyNotify) wuse_tile_answer_free);
}

static void
body_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    fail (task, WUSE_NET_ERROR_CUT_OFF, error->message, TRUE);
  /* libsoup takes a short body for a whole one when the server closes the connection after it. */
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           && soup_message_headers_get_one (headers, "Content-Encoding") == NULL
           && (goffset) length < soup_message_headers_get_content_length (headers))
    fail (task, WUSE_NET_ERROR_CUT_OFF, "shorter than was said", TRUE);
  else if (length > WUSE_TILE_MAX_BYTES)
    fail (task, WUSE_NET_ERROR_TOO_LARGE, "too long", FALSE);
  else
    {
      bytes = g_bytes_new (self->room, length);
      if (wuse_tile_is_image (bytes))
        answer (task, bytes, FALSE);
      else
        fail (task, WUSE_NET_ERROR_PROTOCOL, "not a PNG, JPEG or WebP image", FALSE);
    }
}

/* Answers that are settled by their status alone. */
static void
take_status (GTask *task, guint status)
{
  Download *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (status == SOUP_STATUS_NOT_MODIFIED && self->has_stale)
    answer (task, NULL, TRUE);
  else if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE || status == SOUP_STATUS_NO_CONTENT)
    answer (task, NULL, FALSE);
  else
    {
      /* The path may hold the key in some services: the status is all that is told. */
      wuse_net_error_set_status (&error, self->message, NULL);
      g_free (error->message);
      error->message = g_strdup_printf ("%s, tile %u/%u/%u: %u %s", wuse_tile_template_get_host (self->template), self->zoom,
                                        self->x, self->y, status, soup_status_get_phrase (status));
      self->is_transient = status >= 500 || status == TOO_MANY_REQUESTS;
      g_task_return_error (task, error);
    }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *self = g_task_get_task_data (task);
  GError *cause = NULL;

  self->body = soup_session_send_finish (SOUP_SESSION (source), result, &cause);
  if (self->body == NULL)
    {
      g_autoptr (GError) mapped = NULL;

      wuse_net_error_propagate (&mapped, cause, soup_message_get_uri (self->message));
      fail (task, mapped->domain == WUSE_NET_ERROR ? (WuseNetError) mapped->code : WUSE_NET_ERROR_OFFLINE, "no answer", TRUE);
    }
  else if (soup_message_get_status (self->message) != SOUP_STATUS_OK)
    take_status (task, soup_message_get_status (self->message));
  else
    {
      self->room = g_malloc (WUSE_TILE_MAX_BYTES + 1);
      g_input_stream_read_all_async (self->body, self->room, WUSE_TILE_MAX_BYTES + 1, G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (task), body_read_cb, g_object_ref (task));
    }
}

void
wuse_tile_download_async (SoupSession *soup,
                          const WuseTileTemplate *template,
                          guint zoom,
                          guint x,
                          guint y,
                          const char *etag,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *address = wuse_tile_template_expand (template, zoom, x, y);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Download *self = g_new0 (Download, 1);
  SoupMessageHeaders *headers;

  self->template = template;
  self->zoom = zoom;
  self->x = x;
  self->y = y;
  self->has_stale = etag != NULL;
  self->message = soup_message_new ("GET", address);
  g_task_set_source_tag (task, wuse_tile_download_async);
  /* What was answered is told, though nobody may want it any more. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, free_download);
  if (self->message == NULL)
    {
      fail (task, WUSE_NET_ERROR_INSECURE, "the template does not give an address", FALSE);
      g_object_unref (task);
      return;
    }

  headers = soup_message_get_request_headers (self->message);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", "image/webp, image/png, image/jpeg;q=0.9");
  if (etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", etag);
  soup_session_send_async (soup, self->message, G_PRIORITY_DEFAULT, cancellable, sent_cb, task);
}

WuseTileAnswer *
wuse_tile_download_finish (GAsyncResult *result, gboolean *is_transient, GError **error)
{
  Download *self = g_task_get_task_data (G_TASK (result));

  *is_transient = self->is_transient;
  return g_task_propagate_pointer (G_TASK (result), error);
}
