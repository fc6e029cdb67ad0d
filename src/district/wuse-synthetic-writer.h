/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills records field by field and puts them into a feed, many to a transaction. */

#pragma once

#include "wuse-feed.h"

G_BEGIN_DECLS

/**
 * WuseSyntheticWriter:
 *
 * One record under way, and the transaction it goes into. The first error is kept and everything after it does nothing,
 * so that only wuse_synthetic_writer_finish() has to be looked at.
 */
typedef struct _WuseSyntheticWriter WuseSyntheticWriter;

/**
 * wuse_synthetic_writer_new:
 * @feed: where to write
 * @changes: most changes in one transaction
 * @again: whether records that are there already and the same are to be left alone
 *
 * Returns: (transfer full): a writer; free with wuse_synthetic_writer_free()
 */
WuseSyntheticWriter *wuse_synthetic_writer_new (WuseFeed *feed, guint changes, gboolean again);

/**
 * wuse_synthetic_writer_free:
 * @self: (transfer full) (nullable): a writer; what was not finished is rolled back
 */
void wuse_synthetic_writer_free (WuseSyntheticWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseSyntheticWriter, wuse_synthetic_writer_free)

/**
 * wuse_synthetic_writer_begin:
 * @self: a writer
 * @type: what kind of record
 * @at: when it became known
 * @id_format: printf() format of its id
 */
void wuse_synthetic_writer_begin (WuseSyntheticWriter *self, WuseRecordType type, WuseTime at, const char *id_format, ...)
    G_GNUC_PRINTF (4, 5);

/**
 * wuse_synthetic_writer_text:
 * @self: a writer
 * @field: name of a field of text, code or reference
 * @text: (nullable): its value, copied; %NULL leaves it out
 */
void wuse_synthetic_writer_text (WuseSyntheticWriter *self, const char *field, const char *text);

/**
 * wuse_synthetic_writer_format:
 * @self: a writer
 * @field: name of a field of text, code or reference
 * @format: printf() format of its value
 */
void wuse_synthetic_writer_format (WuseSyntheticWriter *self, const char *field, const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * wuse_synthetic_writer_integer:
 * @self: a writer
 * @field: name of a field that holds a number: integer, day, time, longitude, latitude
 * @value: its value
 */
void wuse_synthetic_writer_integer (WuseSyntheticWriter *self, const char *field, gint64 value);

/**
 * wuse_synthetic_writer_day:
 * @self: a writer
 * @field: name of a field that holds a day
 * @day: its value; %WUSE_DAY_NONE leaves it out
 */
void wuse_synthetic_writer_day (WuseSyntheticWriter *self, const char *field, WuseDay day);

/**
 * wuse_synthetic_writer_point:
 * @self: a writer
 * @point: for the fields `lon` and `lat`
 */
void wuse_synthetic_writer_point (WuseSyntheticWriter *self, WusePoint point);

/**
 * wuse_synthetic_writer_geometry:
 * @self: a writer
 * @geometry: for the field `geometry`, copied
 */
void wuse_synthetic_writer_geometry (WuseSyntheticWriter *self, const WuseGeometry *geometry);

/**
 * wuse_synthetic_writer_end:
 * @self: a writer
 *
 * Puts the record into the feed, but for what people have changed in it, which stays; commits if that fills the transaction.
 *
 * Returns: %FALSE once something has failed
 */
gboolean wuse_synthetic_writer_end (WuseSyntheticWriter *self);

/**
 * wuse_synthetic_writer_note:
 * @self: a writer
 * @key: name of a note of the feed
 * @format: printf() format of its value
 *
 * Keeps a note in the same transaction as the records.
 */
void wuse_synthetic_writer_note (WuseSyntheticWriter *self, const char *key, const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * wuse_synthetic_writer_get_changes:
 * @self: a writer
 *
 * Returns: changes in the transaction under way
 */
guint wuse_synthetic_writer_get_changes (const WuseSyntheticWriter *self);

/**
 * wuse_synthetic_writer_finish:
 * @self: a writer
 * @error: return location for the first error since the writer was made
 *
 * Commits what is left. The writer can go on with a new transaction.
 *
 * Returns: %TRUE if all was written
 */
gboolean wuse_synthetic_writer_finish (WuseSyntheticWriter *self, GError **error);

G_END_DECLS
