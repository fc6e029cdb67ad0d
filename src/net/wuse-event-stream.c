/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live stream of a district over HTTP. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-event-stream.h"

#include "wuse-feed-reader-private.h"
#include "wuse-net-error-private.h"
#include "wuse-session-private.h"

struct _WuseEventStream
{
  WuseEventParser *parser;
  GInputStream *stream;
  SoupMessage *message;
  GCancellable *cancellable;
  guint8 buffer[64 * 1024];
};

WuseEventStream *
wuse_event_stream_open (WuseSession *session, const char *feed, gint64 after, GCancellable *cancellable, GError **error)
{
  g_autofree char *reference = wuse_feed_reference ("v1/stream", feed, after);
  WuseRequest request = { .reference = reference, .accept = "text/event-stream", .unbuffered = TRUE };
  g_autoptr (WuseEventStream) self = NULL;
  const char *type;

  g_return_val_if_fail (WUSE_IS_SESSION (session), NULL);
  g_return_val_if_fail (feed != NULL, NULL);
  g_return_val_if_fail (after >= 0, NULL);

  self = g_new0 (WuseEventStream, 1);
  self->parser = wuse_event_parser_new ();
  g_set_object (&self->cancellable, cancellable);
  self->stream = wuse_session_send (session, &request, &self->message, cancellable, error);
  if (self->stream == NULL)
    return NULL;

  type = soup_message_headers_get_content_type (soup_message_get_response_headers (self->message), NULL);
  if (g_strcmp0 (type, "text/event-stream") != 0)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s: the live stream is of the type %s",
                   g_uri_get_host (soup_message_get_uri (self->message)), type != NULL ? type : "(none)");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
wuse_event_stream_free (WuseEventStream *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  wuse_event_parser_free (self->parser);
  g_free (self);
}

gboolean
wuse_event_stream_next (WuseEventStream *self, WuseEvent *event, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return wuse_event_parser_next (self->parser, event, error);
}

gboolean
wuse_event_stream_read (WuseEventStream *self, gboolean wait, gboolean *did_read, GError **error)
{
  GError *cause = NULL;
  gssize got;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (did_read != NULL, FALSE);

  *did_read = FALSE;
  if (wait || !G_IS_POLLABLE_INPUT_STREAM (self->stream)
      || !g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (self->stream)))
    {
      if (!wait)
        return TRUE;
      got = g_input_stream_read (self->stream, self->buffer, sizeof self->buffer, self->cancellable, &cause);
    }
  else
    got = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (self->stream), self->buffer, sizeof self->buffer,
                                                    self->cancellable, &cause);

  if (got < 0 && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      g_error_free (cause);
      return TRUE;
    }
  if (got < 0)
    {
      wuse_net_error_propagate (error, cause, soup_message_get_uri (self->message));
      return FALSE;
    }
  if (got == 0)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_CUT_OFF, "%s: the live stream ended",
                   g_uri_get_host (soup_message_get_uri (self->message)));
      return FALSE;
    }

  wuse_event_parser_push (self->parser, self->buffer, (gsize) got);
  *did_read = TRUE;

  return TRUE;
}
