/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change feed of a district, read in batches. */

#pragma once

#include "wuse-record-batch.h"
#include "wuse-session.h"

G_BEGIN_DECLS

/**
 * WuseFeedReader:
 *
 * One answer of `GET /v1/changes`, read while it comes. Belongs to the session's thread.
 */
typedef struct _WuseFeedReader WuseFeedReader;

/**
 * wuse_feed_reader_open:
 * @session: a session
 * @feed: (nullable): id of the feed that @after belongs to
 * @after: `seq` of the last record that is known, 0 for none
 * @cancellable: (nullable): to give up, now and while reading
 * @error: return location for a %WUSE_NET_ERROR; %WUSE_NET_ERROR_GONE if the server has another feed
 *
 * Returns: (transfer full) (nullable): a reader; free with wuse_feed_reader_free()
 */
WuseFeedReader *
wuse_feed_reader_open (WuseSession *session, const char *feed, gint64 after, GCancellable *cancellable, GError **error);

/**
 * wuse_feed_reader_free:
 * @self: (transfer full) (nullable): a reader, at its end or not
 */
void wuse_feed_reader_free (WuseFeedReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFeedReader, wuse_feed_reader_free)

/**
 * wuse_feed_reader_get_feed:
 * @self: a reader
 *
 * Returns: (nullable): id of the feed being read, as the server gave it
 */
const char *wuse_feed_reader_get_feed (WuseFeedReader *self);

/**
 * wuse_feed_reader_read:
 * @self: a reader
 * @batch: where records go
 * @maximum: bytes of memory that @batch may reach
 * @error: return location for a %WUSE_NET_ERROR or a %WUSE_MODEL_ERROR; %WUSE_NET_ERROR_CUT_OFF if the answer ended
 *   without saying so
 *
 * Waits for records until @batch is full or the feed is at its end. What is in @batch after a failure is good: the feed can
 * be taken up after the batch's last `seq`. The exception is %WUSE_NET_ERROR_PROTOCOL: then the order is not to be
 * trusted, and the feed has to be read again from where this reader began.
 *
 * Returns: %FALSE on failure
 */
gboolean wuse_feed_reader_read (WuseFeedReader *self, WuseRecordBatch *batch, gsize maximum, GError **error);

/**
 * wuse_feed_reader_get_end:
 * @self: a reader
 *
 * Returns: the feed's last `seq` once the end was read; -1 before
 */
gint64 wuse_feed_reader_get_end (WuseFeedReader *self);

G_END_DECLS
