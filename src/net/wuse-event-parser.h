/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server-Sent Events from bytes in pieces of any size. */

#pragma once

#include "wuse-net-error.h"

G_BEGIN_DECLS

/**
 * WUSE_EVENT_MAX_BYTES:
 *
 * Most bytes the data of one event, or one line, may have.
 */
#define WUSE_EVENT_MAX_BYTES ((16u << 20) + 4096)

/**
 * WuseEvent:
 * @type: name of the event, `message` where none was given; terminated
 * @id: (nullable): id of the last event that had one; terminated
 * @data: (array length=data_length): lines joined by line feeds; UTF-8 is not checked
 * @data_length: bytes of @data
 *
 * One event; owns nothing.
 */
typedef struct
{
  const char *type;
  const char *id;
  const char *data;
  gsize data_length;
} WuseEvent;

/**
 * WuseEventParser:
 *
 * Parses `text/event-stream` by the rules of the HTML Living Standard, section 9.2.6 "Interpreting an event stream".
 */
typedef struct _WuseEventParser WuseEventParser;

/**
 * wuse_event_parser_new:
 *
 * Returns: (transfer full): a parser at the start of a stream; free with wuse_event_parser_free()
 */
WuseEventParser *wuse_event_parser_new (void);

/**
 * wuse_event_parser_free:
 * @self: (transfer full) (nullable): a parser
 */
void wuse_event_parser_free (WuseEventParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseEventParser, wuse_event_parser_free)

/**
 * wuse_event_parser_push:
 * @self: a parser
 * @bytes: (array length=length): the next bytes of the stream
 * @length: how many
 *
 * To be called only when wuse_event_parser_next() has said that there are no more events.
 */
void wuse_event_parser_push (WuseEventParser *self, const guint8 *bytes, gsize length);

/**
 * wuse_event_parser_next:
 * @self: a parser
 * @event: (out caller-allocates): the event, valid until the next call
 * @error: return location for %WUSE_NET_ERROR_TOO_LARGE, after which the stream is of no more use
 *
 * Returns: %TRUE if @event was set; %FALSE without @error when more bytes are needed
 */
gboolean wuse_event_parser_next (WuseEventParser *self, WuseEvent *event, GError **error);

/**
 * wuse_event_parser_get_retry:
 * @self: a parser
 *
 * Returns: milliseconds to wait before reconnecting as the server last wished, or -1
 */
gint64 wuse_event_parser_get_retry (const WuseEventParser *self);

G_END_DECLS
