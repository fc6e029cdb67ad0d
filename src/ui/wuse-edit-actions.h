/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done to links and stays, as actions of a window. */

#pragma once

#include "wuse-edits.h"

G_BEGIN_DECLS

/**
 * wuse_edit_actions_new:
 * @window: a window
 * @edits: what is entered in it
 *
 * Actions, to be inserted into @window as `edit`; disabled while nothing can be edited (wuse_edits_find_obstacle()). By the id of
 * a record: `show-link` (always enabled), `confirm-link`, `refute-link`, `correct-link`, `delete-link`, `confirm-stay`,
 * `refute-stay`, `correct-stay`, `delete-stay`. By two cases: `add-link` (a transmission; either may be empty), `add-contact`,
 * `confirm-source` and `refute-source` (which make a link of what the case's record names as its source). By a case: `add-stay`.
 * By a gesture: `undo`.
 *
 * Returns: (transfer full): a group of actions
 */
GActionGroup *wuse_edit_actions_new (GtkWindow *window, WuseEdits *edits);

/**
 * wuse_edit_actions_correct:
 * @window: a window
 * @edits: what is entered in it
 * @type: %WUSE_RECORD_LINK or %WUSE_RECORD_STAY
 * @id: id of a record
 *
 * Opens the dialog that corrects it as it is shown now.
 */
void wuse_edit_actions_correct (GtkWindow *window, WuseEdits *edits, WuseRecordType type, const char *id);

G_END_DECLS
