/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a feed into records: one growing buffer, lines parsed in place. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-feed-parser.h"

#include <json-glib/json-glib.h>
#include <string.h>

struct _WuseFeedParser
{
  guint8 *buffer;
  gsize capacity;
  gsize start;   /* first byte not parsed yet */
  gsize end;     /* after the last byte written */
  gsize scanned; /* no line feed before this */
  gint64 last_seq;
  gint64 end_seq;
};

#define CHUNK_BYTES ((gsize) 256 * 1024)
/* The last line is short and has no id; nothing else is looked at twice. */
#define MAX_END_LINE 256

WuseFeedParser *
wuse_feed_parser_new (gint64 after)
{
  WuseFeedParser *self = g_new0 (WuseFeedParser, 1);

  self->last_seq = after;
  self->end_seq = -1;

  return self;
}

void
wuse_feed_parser_free (WuseFeedParser *self)
{
  if (self == NULL)
    return;
  g_free (self->buffer);
  g_free (self);
}

guint8 *
wuse_feed_parser_reserve (WuseFeedParser *self, gsize *size)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (size != NULL, NULL);

  if (self->start > 0)
    {
      memmove (self->buffer, self->buffer + self->start, self->end - self->start);
      self->end -= self->start;
      self->scanned -= self->start;
      self->start = 0;
    }
  if (self->capacity - self->end < CHUNK_BYTES)
    {
      self->capacity = MAX (self->end + CHUNK_BYTES, self->capacity * 2);
      self->buffer = g_realloc (self->buffer, self->capacity);
    }

  *size = self->capacity - self->end;
  return self->buffer + self->end;
}

void
wuse_feed_parser_commit (WuseFeedParser *self, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (length <= self->capacity - self->end);

  self->end += length;
}

static guint8 *
find_line_end (WuseFeedParser *self)
{
  guint8 *found = self->end > self->scanned ? memchr (self->buffer + self->scanned, '\n', self->end - self->scanned) : NULL;

  self->scanned = found != NULL ? (gsize) (found - self->buffer) : self->end;
  return found;
}

/* Whether @line is `{"op":"end","seq":S}`; its members may come in any order. */
static gboolean
is_end_line (const char *line, gsize length, gint64 *seq)
{
  g_assert (line != NULL);

  if (length > MAX_END_LINE || memmem (line, length, "\"end\"", strlen ("\"end\"")) == NULL
      || memmem (line, length, "\"id\"", strlen ("\"id\"")) != NULL || !g_utf8_validate (line, (gssize) length, NULL))
    return FALSE;

  g_autoptr (JsonParser) parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, line, (gssize) length, NULL) || json_parser_get_root (parser) == NULL
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return FALSE;

  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  JsonNode *op = json_object_get_member (object, "op");
  JsonNode *number = json_object_get_member (object, "seq");
  if (op == NULL || !JSON_NODE_HOLDS_VALUE (op) || json_node_get_value_type (op) != G_TYPE_STRING
      || strcmp (json_node_get_string (op), "end") != 0)
    return FALSE;
  if (number == NULL || !JSON_NODE_HOLDS_VALUE (number) || json_node_get_value_type (number) != G_TYPE_INT64)
    return FALSE;

  *seq = json_node_get_int (number);
  return TRUE;
}

static gboolean
parse_line (WuseFeedParser *self, WuseRecordBatch *batch, const char *line, gsize length, GError **error)
{
  gint64 seq;

  if (length > 0 && line[length - 1] == '\r')
    length--;
  if (length == 0)
    return TRUE;

  if (is_end_line (line, length, &seq))
    {
      if (seq < self->last_seq)
        {
          g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL,
                       "The feed ends at %" G_GINT64_FORMAT ", before its last record %" G_GINT64_FORMAT, seq, self->last_seq);
          return FALSE;
        }
      self->end_seq = seq;
      return TRUE;
    }

  if (!wuse_record_batch_add_line (batch, line, length, error))
    return FALSE;

  /* The batch's last seq is a maximum: if it did not rise, the line is out of order. */
  seq = wuse_record_batch_get_last_seq (batch);
  if (seq <= self->last_seq)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "The feed is out of order after %" G_GINT64_FORMAT,
                   self->last_seq);
      return FALSE;
    }
  self->last_seq = seq;

  return TRUE;
}

gboolean
wuse_feed_parser_parse (WuseFeedParser *self, WuseRecordBatch *batch, gsize maximum, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);

  while (self->start < self->end && self->end_seq < 0 && wuse_record_batch_get_bytes (batch) < maximum)
    {
      guint8 *line_end = find_line_end (self);
      gsize length = (line_end != NULL ? (gsize) (line_end - self->buffer) : self->end) - self->start;

      if (length > WUSE_RECORD_MAX_LINE)
        {
          g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TOO_LARGE, "A line of the feed is longer than %u bytes",
                       WUSE_RECORD_MAX_LINE);
          return FALSE;
        }
      if (line_end == NULL)
        return TRUE;

      const char *line = (const char *) self->buffer + self->start;
      self->start = self->scanned = (gsize) (line_end - self->buffer) + 1;
      if (!parse_line (self, batch, line, length, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
wuse_feed_parser_has_line (const WuseFeedParser *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->end > self->scanned && memchr (self->buffer + self->scanned, '\n', self->end - self->scanned) != NULL;
}

gint64
wuse_feed_parser_get_end (const WuseFeedParser *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->end_seq;
}

gint64
wuse_feed_parser_get_last_seq (const WuseFeedParser *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->last_seq;
}
