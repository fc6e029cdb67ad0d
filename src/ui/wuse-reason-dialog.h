/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confirms, refutes or deletes a link or a stay, and asks why. */

#pragma once

#include "wuse-edits.h"

G_BEGIN_DECLS

/**
 * WuseVerdict:
 * @WUSE_VERDICT_CONFIRM: an investigation found it so
 * @WUSE_VERDICT_REFUTE: an investigation found it not so
 * @WUSE_VERDICT_DELETE: it should never have been entered
 *
 * What is decided of a record.
 */
typedef enum
{
  WUSE_VERDICT_CONFIRM,
  WUSE_VERDICT_REFUTE,
  WUSE_VERDICT_DELETE,
} WuseVerdict;

/**
 * wuse_reason_dialog_present:
 * @parent: a window
 * @edits: where it is saved
 * @draft: (transfer full): a link or a stay
 * @verdict: what is decided
 */
void wuse_reason_dialog_present (GtkWindow *parent, WuseEdits *edits, WuseRecordDraft *draft, WuseVerdict verdict);

G_END_DECLS
