/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feed lines turned into records, many at a time, in one piece of memory. */

#pragma once

#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * WuseRecordBatch:
 *
 * Records and everything they point to. Filled by one thread, handed to another whole.
 */
typedef struct _WuseRecordBatch WuseRecordBatch;

/**
 * wuse_record_batch_new:
 *
 * Returns: (transfer full): an empty batch; free with wuse_record_batch_free()
 */
WuseRecordBatch *wuse_record_batch_new (void);

/**
 * wuse_record_batch_free:
 * @self: (transfer full) (nullable): a batch
 */
void wuse_record_batch_free (WuseRecordBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseRecordBatch, wuse_record_batch_free)

/**
 * wuse_record_batch_clear:
 * @self: a batch
 *
 * Empties it and keeps its memory.
 */
void wuse_record_batch_clear (WuseRecordBatch *self);

/**
 * wuse_record_batch_add_line:
 * @self: a batch
 * @line: a feed line, without line feed; need not be terminated
 * @length: bytes of @line
 * @error: return location for a %WUSE_MODEL_ERROR
 *
 * Parses a line strictly and adds its record; what a newer server may add (unknown members, unknown codes) is passed
 * over; a field that is null counts as absent. Duplicate members, missing required fields, wrong types, values out of
 * bounds are refused. On failure the batch is as before. A `type` unknown to this version is skipped: the call succeeds
 * and wuse_record_batch_get_last_seq() moves on. A line with `"op":"end"` is no record and refused. Messages name type,
 * id and field, never a value.
 *
 * Returns: %TRUE if the line was taken
 */
gboolean wuse_record_batch_add_line (WuseRecordBatch *self, const char *line, gsize length, GError **error);

/**
 * wuse_record_batch_add:
 * @self: a batch
 * @record: (transfer none): a record; what it points to is copied
 */
void wuse_record_batch_add (WuseRecordBatch *self, const WuseRecord *record);

/**
 * wuse_record_batch_get_length:
 * @self: a batch
 *
 * Returns: how many records it holds
 */
guint wuse_record_batch_get_length (const WuseRecordBatch *self);

/**
 * wuse_record_batch_get:
 * @self: a batch
 * @index: less than the length
 *
 * Returns: (transfer none): a record, valid until the batch changes
 */
const WuseRecord *wuse_record_batch_get (WuseRecordBatch *self, guint index);

/**
 * wuse_record_batch_get_last_seq:
 * @self: a batch
 *
 * Returns: greatest `seq` of all lines taken, 0 for none
 */
gint64 wuse_record_batch_get_last_seq (const WuseRecordBatch *self);

/**
 * wuse_record_batch_get_bytes:
 * @self: a batch
 *
 * Returns: bytes of memory in use, to bound what is in flight
 */
gsize wuse_record_batch_get_bytes (const WuseRecordBatch *self);

G_END_DECLS
