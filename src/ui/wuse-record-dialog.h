/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is known of one link, to be read. */

#pragma once

#include "wuse-edits.h"

G_BEGIN_DECLS

/**
 * wuse_record_dialog_present:
 * @parent: the window it belongs to, with the actions `edit`
 * @edits: what is entered in it
 * @id: id of the link
 * @draft: (transfer full): the link as it is shown
 *
 * Opens a dialog with its fields, from where it can be corrected.
 */
void wuse_record_dialog_present (GtkWindow *parent, WuseEdits *edits, const char *id, WuseRecordDraft *draft);

G_END_DECLS
