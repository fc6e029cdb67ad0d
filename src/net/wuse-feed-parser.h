/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a feed, in pieces of any size, into records. */

#pragma once

#include "wuse-net-error.h"
#include "wuse-record-batch.h"

G_BEGIN_DECLS

/**
 * WuseFeedParser:
 *
 * Splits newline-delimited JSON at its line feeds and parses each line where it lies. Sees to it that `seq` only ever
 * rises and that the last line says it is the last.
 */
typedef struct _WuseFeedParser WuseFeedParser;

/**
 * wuse_feed_parser_new:
 * @after: the `seq` after which the feed was asked for
 *
 * Returns: (transfer full): a parser; free with wuse_feed_parser_free()
 */
WuseFeedParser *wuse_feed_parser_new (gint64 after);

/**
 * wuse_feed_parser_free:
 * @self: (transfer full) (nullable): a parser
 */
void wuse_feed_parser_free (WuseFeedParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFeedParser, wuse_feed_parser_free)

/**
 * wuse_feed_parser_reserve:
 * @self: a parser
 * @size: (out): how many bytes may be written, at least a quarter of a megabyte
 *
 * Returns: (transfer none): where to write the next bytes of the feed
 */
guint8 *wuse_feed_parser_reserve (WuseFeedParser *self, gsize *size);

/**
 * wuse_feed_parser_commit:
 * @self: a parser
 * @length: how many bytes were written
 */
void wuse_feed_parser_commit (WuseFeedParser *self, gsize length);

/**
 * wuse_feed_parser_parse:
 * @self: a parser
 * @batch: where records go
 * @maximum: bytes of memory that @batch may reach; parsing pauses there
 * @error: return location for a %WUSE_NET_ERROR or a %WUSE_MODEL_ERROR
 *
 * Parses the whole lines at hand. On failure the records added before stay in @batch and are good.
 *
 * Returns: %FALSE on failure
 */
gboolean wuse_feed_parser_parse (WuseFeedParser *self, WuseRecordBatch *batch, gsize maximum, GError **error);

/**
 * wuse_feed_parser_has_line:
 * @self: a parser
 *
 * Returns: %TRUE if another whole line is at hand
 */
gboolean wuse_feed_parser_has_line (const WuseFeedParser *self);

/**
 * wuse_feed_parser_get_end:
 * @self: a parser
 *
 * Returns: the `seq` that the last line gave for the whole feed; -1 while it has not been seen
 */
gint64 wuse_feed_parser_get_end (const WuseFeedParser *self);

/**
 * wuse_feed_parser_get_last_seq:
 * @self: a parser
 *
 * Returns: `seq` of the last record parsed, at first what the parser was made with
 */
gint64 wuse_feed_parser_get_last_seq (const WuseFeedParser *self);

G_END_DECLS
