/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person enters: shown at once, kept apart from what the server said, sent to it once. */

#pragma once

#include "wuse-edit.h"
#include "wuse-store.h"

G_BEGIN_DECLS

/**
 * wuse_store_edit_async:
 * @self: a store
 * @edits: (element-type WuseEdit) (transfer full): what to change, in order; one gesture
 * @author: (nullable): who does it
 * @cancellable: (nullable): to give up before it is begun
 * @callback: (nullable): called on the caller's main context
 * @user_data: handed to @callback
 *
 * Shows the edits and puts them into the outbox, all or none, in one transaction that is on the disk before @callback is
 * called: neither a crash nor a loss of power loses it. An edit that changes nothing is passed over. Needs no server, and
 * stays through everything that happens to what was synced.
 */
void wuse_store_edit_async (WuseStore *self,
                            GPtrArray *edits,
                            const char *author,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * wuse_store_edit_finish:
 * @self: a store
 * @result: what the callback was given
 * @gesture: (out) (optional): what wuse_store_undo_async() takes, 0 if nothing changed
 * @error: return location for a %WUSE_STORE_ERROR; %WUSE_STORE_ERROR_INVALID if an edit cannot be a record
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_edit_finish (WuseStore *self, GAsyncResult *result, gint64 *gesture, GError **error);

/**
 * wuse_store_undo_async:
 * @self: a store
 * @gesture: what was entered together
 * @reason: why, 1 to %WUSE_EDIT_MAX_REASON characters
 * @author: (nullable): who does it
 * @cancellable: (nullable): to give up before it is begun
 * @callback: (nullable): called on the caller's main context
 * @user_data: handed to @callback
 *
 * Takes back a gesture: edits that were never sent, or were not accepted, leave the outbox; for the others new edits are
 * made that bring back what was shown before.
 */
void wuse_store_undo_async (WuseStore *self,
                            gint64 gesture,
                            const char *reason,
                            const char *author,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * wuse_store_undo_finish:
 * @self: a store
 * @result: what the callback was given
 * @gesture: (out) (optional): the gesture of the new edits, 0 if none were needed
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_undo_finish (WuseStore *self, GAsyncResult *result, gint64 *gesture, GError **error);

/**
 * WuseResolution:
 * @WUSE_KEEP_MINE: send it again over what the server has; what was refused is sent again as it is
 * @WUSE_TAKE_THEIRS: give up one's own
 *
 * What a person decides.
 */
typedef enum
{
  WUSE_KEEP_MINE,
  WUSE_TAKE_THEIRS,
} WuseResolution;

/**
 * wuse_store_resolve_async:
 * @self: a store
 * @number: a row of the outbox in conflict, or refused; nothing happens for another
 * @resolution: what was decided; holds for all that wait behind it for the same record
 * @cancellable: (nullable): to give up before it is begun
 * @callback: (nullable): called on the caller's main context
 * @user_data: handed to @callback
 */
void wuse_store_resolve_async (WuseStore *self,
                               gint64 number,
                               WuseResolution resolution,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * wuse_store_resolve_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_resolve_finish (WuseStore *self, GAsyncResult *result, GError **error);

/**
 * wuse_store_take_next_edit:
 * @self: a store
 * @row: (out) (nullable): what is to be sent now, %NULL when there is nothing
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * The first edit that waits, or whose answer was never heard. That it is being sent is on the disk before this returns. Edits
 * of one record that were never sent are sent as one; those behind an edit that is not decided wait. Blocking; for the one
 * thread that sends.
 *
 * Returns: %TRUE if @row was set
 */
gboolean wuse_store_take_next_edit (WuseStore *self, WuseOutboxRow **row, GError **error);

/**
 * wuse_store_mark_sent:
 * @self: a store
 * @number: the row
 * @version: what the server made of it
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * What was entered stays shown until the feed has brought that version. Blocking, as the following.
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_mark_sent (WuseStore *self, gint64 number, gint64 version, GError **error);

/**
 * wuse_store_mark_conflict:
 * @self: a store
 * @number: the row
 * @theirs: (nullable): the `data` object at the server, %NULL where the record is not there
 * @version: its version, 0 where it is not there
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * If the server has what is wanted, the edit counts as sent.
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_mark_conflict (WuseStore *self, gint64 number, const char *theirs, gint64 version, GError **error);

/**
 * wuse_store_mark_refused:
 * @self: a store
 * @number: the row
 * @problem: why
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_mark_refused (WuseStore *self, gint64 number, const char *problem, GError **error);

/**
 * wuse_store_mark_unanswered:
 * @self: a store
 * @number: the row
 * @problem: why
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * It is to be sent again, with the same key.
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_mark_unanswered (WuseStore *self, gint64 number, const char *problem, GError **error);

/**
 * wuse_store_get_outbox_counts:
 * @self: a store
 * @counts: (out caller-allocates): as of the last commit
 *
 * Touches no disk.
 */
void wuse_store_get_outbox_counts (WuseStore *self, WuseOutboxCounts *counts);

/**
 * wuse_store_reader_load_outbox:
 * @self: a reader
 * @states: which, as bits `1 << WuseEditState`
 * @before: only rows with a lower number; %G_MAXINT64 for the newest
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type WuseOutboxRow) (nullable): rows, newest first
 */
GPtrArray *wuse_store_reader_load_outbox (WuseStoreReader *self, guint states, gint64 before, guint limit, GError **error);

/**
 * wuse_store_reader_load_edits_of:
 * @self: a reader
 * @type: the record's type
 * @id: its id
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type WuseOutboxRow) (nullable): the edits of one record that the server has not
 *   accepted, oldest first
 */
GPtrArray *wuse_store_reader_load_edits_of (WuseStoreReader *self, WuseRecordType type, const char *id, GError **error);

/**
 * wuse_store_reader_load_shown:
 * @self: a reader
 * @type: see #WuseEdit
 * @id: a record's id
 * @version: (out) (optional): the version that is shown, 0 for one that the server does not have
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): canonical `data` as it is shown, %NULL without @error set where there is no such
 *   record
 */
char *wuse_store_reader_load_shown (WuseStoreReader *self, WuseRecordType type, const char *id, gint64 *version, GError **error);

G_END_DECLS
