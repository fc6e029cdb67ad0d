/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox as a table: what is put in, sent, answered, decided and taken back. */

#pragma once

#include "wuse-edit.h"
#include "wuse-overlay.h"

G_BEGIN_DECLS

/**
 * WuseOutbox:
 *
 * Works on the writing connection, inside a transaction.
 */
typedef struct _WuseOutbox WuseOutbox;

/**
 * wuse_outbox_new:
 * @db: the writing connection
 * @cache: its statements; both are the caller's and have to stay
 *
 * Returns: (transfer full): an outbox
 */
WuseOutbox *wuse_outbox_new (sqlite3 *db, WuseSqlCache *cache);

/**
 * wuse_outbox_free:
 * @self: (transfer full): an outbox
 */
void wuse_outbox_free (WuseOutbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseOutbox, wuse_outbox_free)

/**
 * wuse_outbox_count:
 * @self: an outbox
 * @counts: (out caller-allocates): what is in it
 * @n_sent: (out): edits that are sent and that the feed has not brought
 * @error: return location for an error
 *
 * Returns: %TRUE if both were set
 */
gboolean wuse_outbox_count (WuseOutbox *self, WuseOutboxCounts *counts, guint *n_sent, GError **error);

/**
 * wuse_outbox_add:
 * @self: an outbox
 * @edits: (element-type WuseEdit): what to change, in order; one gesture
 * @author: (nullable): who does it
 * @gesture: (out): what wuse_outbox_undo() takes, 0 if nothing changed
 * @types: (inout): bit `1 << type` is set for each type of which something is shown otherwise now
 * @error: return location for an error
 *
 * See wuse_store_edit_async().
 *
 * Returns: %TRUE if all are in it
 */
gboolean wuse_outbox_add (WuseOutbox *self, GPtrArray *edits, const char *author, gint64 *gesture, guint *types, GError **error);

/**
 * wuse_outbox_undo:
 * @self: an outbox
 * @gesture: (inout): what was entered together; then the gesture of the new edits, 0 if none were needed
 * @reason: why
 * @author: (nullable): who does it
 * @types: (inout): bit `1 << type` is set for each type of which something is shown otherwise now
 * @error: return location for an error
 *
 * See wuse_store_undo_async().
 *
 * Returns: %TRUE if it was done
 */
gboolean
wuse_outbox_undo (WuseOutbox *self, gint64 *gesture, const char *reason, const char *author, guint *types, GError **error);

/**
 * wuse_outbox_take_next:
 * @self: an outbox
 * @row: (out) (transfer full) (nullable): what is to be sent now, %NULL when there is nothing
 * @types: (inout): bit `1 << type` is set for each type of which something is shown otherwise now
 * @error: return location for an error
 *
 * See wuse_store_take_next_edit().
 *
 * Returns: %TRUE if @row was set
 */
gboolean wuse_outbox_take_next (WuseOutbox *self, WuseOutboxRow **row, guint *types, GError **error);

/**
 * wuse_outbox_mark_sent:
 * @self: an outbox
 * @number: the row
 * @version: what the server made of it
 * @types: (inout): bit `1 << type` is set for each type of which something is shown otherwise now
 * @error: return location for an error
 *
 * Returns: %TRUE if it is marked
 */
gboolean wuse_outbox_mark_sent (WuseOutbox *self, gint64 number, gint64 version, guint *types, GError **error);

/**
 * wuse_outbox_mark_conflict:
 * @self: an outbox
 * @number: the row
 * @theirs: (nullable): the `data` object at the server, %NULL where the record is not there
 * @version: its version, 0 where it is not there
 * @types: (inout): bit `1 << type` is set for each type of which something is shown otherwise now
 * @error: return location for an error
 *
 * If the server has what is wanted, the edit counts as sent.
 *
 * Returns: %TRUE if it is marked
 */
gboolean
wuse_outbox_mark_conflict (WuseOutbox *self, gint64 number, const char *theirs, gint64 version, guint *types, GError **error);

/**
 * wuse_outbox_mark_problem:
 * @self: an outbox
 * @number: the row
 * @stage: what it comes to: refused, or to be sent again
 * @problem: why
 * @error: return location for an error
 *
 * Returns: %TRUE if it is marked
 */
gboolean wuse_outbox_mark_problem (WuseOutbox *self, gint64 number, WuseOutboxStage stage, const char *problem, GError **error);

/**
 * wuse_outbox_resolve:
 * @self: an outbox
 * @number: a row in conflict, or refused; nothing happens for another
 * @keep_mine: whether it is sent again; else it is given up, with all that wait behind it for the same record
 * @types: (inout): bit `1 << type` is set for each type of which something is shown otherwise now
 * @error: return location for an error
 *
 * Returns: %TRUE if it was done
 */
gboolean wuse_outbox_resolve (WuseOutbox *self, gint64 number, gboolean keep_mine, guint *types, GError **error);

/**
 * WUSE_OUTBOX_COLUMNS:
 *
 * What wuse_outbox_read_row() reads, as SQL.
 */
#define WUSE_OUTBOX_COLUMNS                                                                                                      \
  "number, gesture, key, op, type, record, base, data, before, reason, author, made_at, stage, attempts, problem, theirs, "      \
  "their_version, sent_version"

/**
 * wuse_outbox_read_row:
 * @statement: standing on a row of %WUSE_OUTBOX_COLUMNS
 *
 * Returns: (transfer full) (nullable): the row; %NULL if it cannot be one
 */
WuseOutboxRow *wuse_outbox_read_row (sqlite3_stmt *statement);

/**
 * wuse_outbox_read_shown:
 * @cache: statements of any connection
 * @type: a type with an overlay
 * @id: a record's id
 * @version: (out) (optional): its version, 0 for a record that the server does not have
 * @scratch: memory
 * @data: (out) (transfer full) (nullable): its canonical data as it is shown, %NULL where there is none
 * @error: return location for an error
 *
 * Returns: %TRUE if @data was set
 */
gboolean wuse_outbox_read_shown (
    WuseSqlCache *cache, WuseRecordType type, const char *id, gint64 *version, GByteArray *scratch, char **data, GError **error);

G_END_DECLS
