/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live stream of a district. */

#pragma once

#include "wuse-event-parser.h"
#include "wuse-session.h"

G_BEGIN_DECLS

/**
 * WuseEventStream:
 *
 * One answer of `GET /v1/stream`, read while it comes. Belongs to the session's thread. A connection that is silent for the
 * session's timeout is an error, as the server sends a heartbeat every five seconds.
 */
typedef struct _WuseEventStream WuseEventStream;

/**
 * wuse_event_stream_open:
 * @session: a session
 * @feed: id of the feed that @after belongs to
 * @after: `seq` of the last record that is known
 * @cancellable: (nullable): to give up, now and while reading
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: (transfer full) (nullable): a stream; free with wuse_event_stream_free()
 */
WuseEventStream *
wuse_event_stream_open (WuseSession *session, const char *feed, gint64 after, GCancellable *cancellable, GError **error);

/**
 * wuse_event_stream_free:
 * @self: (transfer full) (nullable): a stream; its connection is closed
 */
void wuse_event_stream_free (WuseEventStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseEventStream, wuse_event_stream_free)

/**
 * wuse_event_stream_next:
 * @self: a stream
 * @event: (out caller-allocates): the next event at hand, valid until the next call
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: %TRUE if @event was set; %FALSE without @error when something has to be read first
 */
gboolean wuse_event_stream_next (WuseEventStream *self, WuseEvent *event, GError **error);

/**
 * wuse_event_stream_read:
 * @self: a stream of which all events at hand were taken
 * @wait: whether to wait for something to come
 * @did_read: (out): whether something came: events, parts of them, or a heartbeat
 * @error: return location for a %WUSE_NET_ERROR; %WUSE_NET_ERROR_CUT_OFF when the server ended the stream
 *
 * Returns: %FALSE on failure
 */
gboolean wuse_event_stream_read (WuseEventStream *self, gboolean wait, gboolean *did_read, GError **error);

G_END_DECLS
