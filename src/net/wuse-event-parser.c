/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server-Sent Events: lines, fields, dispatch. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-event-parser.h"

#include "wuse-number.h"

#include <string.h>

struct _WuseEventParser
{
  GByteArray *input;
  gsize start;   /* first byte of the line under way */
  gsize scanned; /* no line end before this */
  GString *data;
  GString *type;
  GString *id;
  gboolean has_id;
  gboolean has_data;
  gboolean begun;     /* past a byte order mark */
  gboolean after_cr;  /* a line feed here still belongs to the last line end */
  gboolean delivered; /* the buffers hold an event that was handed out */
  gint64 retry;
};

#define MAX_NAME_BYTES 1024

static const guint8 byte_order_mark[] = { 0xEF, 0xBB, 0xBF };

WuseEventParser *
wuse_event_parser_new (void)
{
  WuseEventParser *self = g_new0 (WuseEventParser, 1);

  self->input = g_byte_array_new ();
  self->data = g_string_new (NULL);
  self->type = g_string_new (NULL);
  self->id = g_string_new (NULL);
  self->retry = -1;

  return self;
}

void
wuse_event_parser_free (WuseEventParser *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->input);
  g_string_free (self->data, TRUE);
  g_string_free (self->type, TRUE);
  g_string_free (self->id, TRUE);
  g_free (self);
}

void
wuse_event_parser_push (WuseEventParser *self, const guint8 *bytes, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (length <= WUSE_EVENT_MAX_BYTES);

  if (self->start > 0)
    {
      g_byte_array_remove_range (self->input, 0, (guint) self->start);
      self->scanned -= self->start;
      self->start = 0;
    }
  g_byte_array_append (self->input, bytes, (guint) length);
}

static gboolean
skip_byte_order_mark (WuseEventParser *self)
{
  gsize length = MIN (self->input->len, sizeof byte_order_mark);

  if (memcmp (self->input->data, byte_order_mark, length) != 0)
    return self->begun = TRUE;
  if (length < sizeof byte_order_mark)
    return FALSE;

  self->start = self->scanned = sizeof byte_order_mark;
  return self->begun = TRUE;
}

/* The next line without its end, which is CR, LF or both. */
static gboolean
take_line (WuseEventParser *self, const char **line, gsize *length)
{
  const guint8 *bytes = self->input->data;

  if (self->after_cr && self->start < self->input->len)
    {
      self->after_cr = FALSE;
      if (bytes[self->start] == '\n')
        self->start++;
      self->scanned = MAX (self->scanned, self->start);
    }
  while (self->scanned < self->input->len && bytes[self->scanned] != '\n' && bytes[self->scanned] != '\r')
    self->scanned++;
  if (self->scanned == self->input->len)
    return FALSE;

  *line = (const char *) bytes + self->start;
  *length = self->scanned - self->start;
  self->after_cr = bytes[self->scanned] == '\r';
  self->start = ++self->scanned;

  return TRUE;
}

static void
set_bounded (GString *string, const char *value, gsize length)
{
  g_string_truncate (string, 0);
  g_string_append_len (string, value, (gssize) MIN (length, MAX_NAME_BYTES));
}

static gboolean
take_field (WuseEventParser *self, const char *line, gsize length, GError **error)
{
  const char *colon = memchr (line, ':', length);
  gsize name_length = colon != NULL ? (gsize) (colon - line) : length;
  const char *value = colon != NULL ? colon + 1 : line + length;
  gsize value_length = length - (gsize) (value - line);

  if (value_length > 0 && *value == ' ')
    {
      value++;
      value_length--;
    }

  if (name_length == 4 && memcmp (line, "data", 4) == 0)
    {
      if (self->data->len + value_length + 1 > WUSE_EVENT_MAX_BYTES)
        {
          g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TOO_LARGE, "An event of the live stream is longer than %u bytes",
                       WUSE_EVENT_MAX_BYTES);
          return FALSE;
        }
      if (self->has_data)
        g_string_append_c (self->data, '\n');
      g_string_append_len (self->data, value, (gssize) value_length);
      self->has_data = TRUE;
    }
  else if (name_length == 5 && memcmp (line, "event", 5) == 0)
    set_bounded (self->type, value, value_length);
  else if (name_length == 2 && memcmp (line, "id", 2) == 0 && memchr (value, '\0', value_length) == NULL)
    {
      set_bounded (self->id, value, value_length);
      self->has_id = TRUE;
    }
  else if (name_length == 5 && memcmp (line, "retry", 5) == 0)
    wuse_parse_int64 (value, (gssize) value_length, 0, G_MAXINT32, &self->retry, NULL);

  return TRUE;
}

static void
forget_event (WuseEventParser *self)
{
  g_string_truncate (self->data, 0);
  g_string_truncate (self->type, 0);
  self->has_data = FALSE;
  self->delivered = FALSE;
}

gboolean
wuse_event_parser_next (WuseEventParser *self, WuseEvent *event, GError **error)
{
  const char *line;
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  if (self->delivered)
    forget_event (self);
  if (!self->begun && (self->input->len == 0 || !skip_byte_order_mark (self)))
    return FALSE;

  while (take_line (self, &line, &length))
    {
      if (length > 0)
        {
          if (!take_field (self, line, length, error))
            return FALSE;
          continue;
        }
      if (!self->has_data)
        {
          forget_event (self);
          continue;
        }

      self->delivered = TRUE;
      event->type = self->type->len > 0 ? self->type->str : "message";
      event->id = self->has_id ? self->id->str : NULL;
      event->data = self->data->str;
      event->data_length = self->data->len;
      return TRUE;
    }

  if (self->input->len - self->start > WUSE_EVENT_MAX_BYTES)
    g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TOO_LARGE, "A line of the live stream is longer than %u bytes",
                 WUSE_EVENT_MAX_BYTES);
  return FALSE;
}

gint64
wuse_event_parser_get_retry (const WuseEventParser *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->retry;
}
