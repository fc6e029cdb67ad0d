/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People's changes, one after the other on a thread of their own. */

#pragma once

#include "wuse-feed-edit.h"

G_BEGIN_DECLS

/**
 * WUSE_EDITS_MAX_WAITING:
 *
 * Most edits that may wait.
 */
#define WUSE_EDITS_MAX_WAITING 256

/**
 * WuseEdits:
 *
 * Makes edits in a feed that others may write to too. Each is on the disk before it is answered.
 */
typedef struct _WuseEdits WuseEdits;

/**
 * WuseEditsFunc:
 * @outcome: (nullable): what came of the edit; %NULL if it failed
 * @error: (nullable): why it failed
 * @user_data: what was handed over with the edit
 *
 * Called once for each edit, on the thread that made the #WuseEdits, or not at all if its main context does not run any more.
 */
typedef void (*WuseEditsFunc) (const WuseFeedEditOutcome *outcome, const GError *error, gpointer user_data);

/**
 * wuse_edits_new:
 * @path: database of the feed
 * @committed: called on another thread after every change
 * @user_data: handed to @committed
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): edits; free with wuse_edits_free()
 */
WuseEdits *wuse_edits_new (const char *path, WuseFeedCommittedFunc committed, gpointer user_data, GError **error);

/**
 * wuse_edits_free:
 * @self: (transfer full) (nullable): edits; waits for those under way
 */
void wuse_edits_free (WuseEdits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseEdits, wuse_edits_free)

/**
 * wuse_edits_add:
 * @self: edits
 * @edit: (transfer full): an edit
 * @func: whom to tell
 * @user_data: handed to @func
 * @destroy: frees @user_data when @func will not be called any more
 *
 * Returns: %FALSE, and calls nobody, if too many are waiting
 */
gboolean wuse_edits_add (WuseEdits *self, WuseFeedEdit *edit, WuseEditsFunc func, gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
