/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change feed of a district over HTTP. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-feed-reader.h"

#include "wuse-feed-parser.h"
#include "wuse-feed-reader-private.h"
#include "wuse-net-error-private.h"
#include "wuse-session-private.h"

struct _WuseFeedReader
{
  WuseFeedParser *parser;
  GInputStream *stream;
  SoupMessage *message;
  GCancellable *cancellable;
};

char *
wuse_feed_reference (const char *path, const char *feed, gint64 after)
{
  g_autofree char *escaped = feed != NULL ? g_uri_escape_string (feed, NULL, FALSE) : NULL;

  return escaped != NULL ? g_strdup_printf ("%s?feed=%s&after=%" G_GINT64_FORMAT, path, escaped, after)
                         : g_strdup_printf ("%s?after=%" G_GINT64_FORMAT, path, after);
}

WuseFeedReader *
wuse_feed_reader_open (WuseSession *session, const char *feed, gint64 after, GCancellable *cancellable, GError **error)
{
  g_autofree char *reference = wuse_feed_reference ("v1/changes", feed, after);
  WuseRequest request = { .reference = reference, .accept = "application/x-ndjson" };
  g_autoptr (WuseFeedReader) self = NULL;

  g_return_val_if_fail (WUSE_IS_SESSION (session), NULL);
  g_return_val_if_fail (after >= 0, NULL);

  self = g_new0 (WuseFeedReader, 1);
  self->parser = wuse_feed_parser_new (after);
  g_set_object (&self->cancellable, cancellable);
  self->stream = wuse_session_send (session, &request, &self->message, cancellable, error);

  return self->stream != NULL ? g_steal_pointer (&self) : NULL;
}

void
wuse_feed_reader_free (WuseFeedReader *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  wuse_feed_parser_free (self->parser);
  g_free (self);
}

const char *
wuse_feed_reader_get_feed (WuseFeedReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Wuse-Feed");
}

gboolean
wuse_feed_reader_read (WuseFeedReader *self, WuseRecordBatch *batch, gsize maximum, GError **error)
{
  GUri *uri = soup_message_get_uri (self->message);

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);

  for (;;)
    {
      GError *cause = NULL;
      gsize size;

      if (!wuse_feed_parser_parse (self->parser, batch, maximum, error))
        return FALSE;
      if (wuse_feed_parser_get_end (self->parser) >= 0 || wuse_record_batch_get_bytes (batch) >= maximum)
        return TRUE;

      guint8 *room = wuse_feed_parser_reserve (self->parser, &size);
      gssize got = g_input_stream_read (self->stream, room, size, self->cancellable, &cause);
      if (got < 0)
        {
          wuse_net_error_propagate (error, cause, uri);
          return FALSE;
        }
      if (got == 0)
        {
          g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_CUT_OFF,
                       "%s %s: the feed ended after %" G_GINT64_FORMAT " without its last line", g_uri_get_host (uri),
                       g_uri_get_path (uri), wuse_feed_parser_get_last_seq (self->parser));
          return FALSE;
        }
      wuse_feed_parser_commit (self->parser, (gsize) got);
    }
}

gint64
wuse_feed_reader_get_end (WuseFeedReader *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return wuse_feed_parser_get_end (self->parser);
}
