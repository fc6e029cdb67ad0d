/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds or corrects where a case was. */

#pragma once

#include "wuse-edits.h"

G_BEGIN_DECLS

/**
 * wuse_stay_dialog_present:
 * @parent: a window
 * @edits: where it is saved
 * @draft: (transfer full): a stay, at least with its case
 */
void wuse_stay_dialog_present (GtkWindow *parent, WuseEdits *edits, WuseRecordDraft *draft);

G_END_DECLS
