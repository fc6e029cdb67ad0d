/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of one record side by side, and the decision between them. */

#pragma once

#include "wuse-edits.h"

G_BEGIN_DECLS

/**
 * wuse_conflict_dialog_present:
 * @parent: a window
 * @edits: where the decision is kept
 * @row: a row of the outbox in conflict
 */
void wuse_conflict_dialog_present (GtkWindow *parent, WuseEdits *edits, const WuseOutboxRow *row);

G_END_DECLS
