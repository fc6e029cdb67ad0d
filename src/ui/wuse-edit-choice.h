/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a dialog in which a code of a record is chosen. */

#pragma once

#include "wuse-form-dialog.h"
#include "wuse-record-draft.h"

G_BEGIN_DECLS

/**
 * wuse_edit_choice_add:
 * @dialog: a dialog
 * @draft: a record
 * @field: name of one of its fields that is a code
 * @none: (nullable): what stands for no code; %NULL if there has to be one
 *
 * A code that this version does not know stays among the choices.
 *
 * Returns: (transfer none): the row
 */
AdwComboRow *wuse_edit_choice_add (WuseFormDialog *dialog, const WuseRecordDraft *draft, const char *field, const char *none);

/**
 * wuse_edit_choice_get:
 * @row: a row made by wuse_edit_choice_add()
 *
 * Returns: (transfer none) (nullable): the code that is chosen, %NULL for none
 */
const char *wuse_edit_choice_get (AdwComboRow *row);

G_END_DECLS
