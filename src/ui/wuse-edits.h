/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an investigator enters in one window: saved first, then said; taken back. */

#pragma once

#include "wuse-form-dialog.h"
#include "wuse-record-draft.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_EDITS (wuse_edits_get_type ())

/**
 * WuseEdits:
 *
 * Remembers the gestures of one window, so that they can be taken back from the last to the first.
 */
G_DECLARE_FINAL_TYPE (WuseEdits, wuse_edits, WUSE, EDITS, GObject)

/**
 * WuseEdits::made:
 * @self: the edits
 * @words: what was done, to be said
 * @gesture: what wuse_edits_undo() takes; 0 where there is nothing to take back
 *
 * Something has been saved.
 */

/**
 * WuseEdits::failed:
 * @self: the edits
 * @words: what happened, what is safe, what to do
 *
 * Something could not be saved.
 */

/**
 * wuse_edits_new:
 * @workspace: what is edited
 *
 * Returns: (transfer full): edits of a window
 */
WuseEdits *wuse_edits_new (WuseWorkspace *workspace);

/**
 * wuse_edits_find_obstacle:
 * @workspace: what is edited
 *
 * Returns: (transfer none) (nullable): a sentence that says why nothing can be edited now; %NULL if it can. The same pointer as
 *   long as it is the same obstacle.
 */
const char *wuse_edits_find_obstacle (WuseWorkspace *workspace);

/**
 * wuse_edits_get_workspace:
 * @self: edits
 *
 * Returns: (transfer none): what is edited
 */
WuseWorkspace *wuse_edits_get_workspace (WuseEdits *self);

/**
 * wuse_edits_load_async:
 * @self: edits
 * @type: type of a record
 * @id: its id
 * @callback: called with what is shown now, unless the window is gone before
 * @user_data: handed to @callback
 *
 * Reads what is to be edited.
 */
void
wuse_edits_load_async (WuseEdits *self, WuseRecordType type, const char *id, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_edits_load_finish:
 * @self: edits
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the record; %NULL without @error set if there is none
 */
WuseRecordDraft *wuse_edits_load_finish (WuseEdits *self, GAsyncResult *result, GError **error);

/**
 * wuse_edits_make:
 * @self: edits
 * @edit: (transfer full): what to change
 * @words: what is said once it is saved
 * @dialog: (nullable): closed once it is saved; says what is wrong if it cannot be
 *
 * Saves an edit as one gesture, and says so.
 */
void wuse_edits_make (WuseEdits *self, WuseEdit *edit, const char *words, WuseFormDialog *dialog);

/**
 * wuse_edits_add_gesture:
 * @self: edits
 * @gesture: what was entered in another way, and can be taken back
 * @words: what is said of it
 *
 * Says that something has been saved, and remembers it for taking back.
 */
void wuse_edits_add_gesture (WuseEdits *self, gint64 gesture, const char *words);

/**
 * wuse_edits_undo:
 * @self: edits
 * @gesture: what is taken back
 *
 * Takes a gesture back, and says so.
 */
void wuse_edits_undo (WuseEdits *self, gint64 gesture);

/**
 * wuse_edits_undo_last:
 * @self: edits
 *
 * Takes back the last gesture that is not taken back yet; says so if there is none.
 */
void wuse_edits_undo_last (WuseEdits *self);

/**
 * wuse_edits_resolve:
 * @self: edits
 * @number: a row of the outbox
 * @keep_mine: whether one's own is sent over what the server has; else it is given up
 * @words: what is said once it is saved
 *
 * Decides what becomes of an edit in conflict, or refused.
 */
void wuse_edits_resolve (WuseEdits *self, gint64 number, gboolean keep_mine, const char *words);

/**
 * wuse_edits_check_reason:
 * @dialog: a dialog
 * @reason: the row where it stands
 *
 * Says what is wrong with a reason.
 *
 * Returns: (transfer full) (nullable): the reason without blanks around it; %NULL if it is none
 */
char *wuse_edits_check_reason (WuseFormDialog *dialog, GtkEditable *reason);

G_END_DECLS
