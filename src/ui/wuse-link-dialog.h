/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds or corrects a link between two cases. */

#pragma once

#include "wuse-edits.h"

G_BEGIN_DECLS

/**
 * wuse_link_dialog_present:
 * @parent: a window
 * @edits: where it is saved
 * @draft: (transfer full): a link, with as much as is known of it
 */
void wuse_link_dialog_present (GtkWindow *parent, WuseEdits *edits, WuseRecordDraft *draft);

G_END_DECLS
