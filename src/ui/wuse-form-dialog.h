/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small dialog with rows to fill in, one button to agree and a line for what is wrong. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WUSE_TYPE_FORM_DIALOG (wuse_form_dialog_get_type ())

/**
 * WuseFormDialog:
 *
 * Closes with Escape. Signal `agreed` () is emitted when the button is pressed; the handler closes the dialog or says with
 * wuse_form_dialog_refuse() what is wrong.
 */
G_DECLARE_FINAL_TYPE (WuseFormDialog, wuse_form_dialog, WUSE, FORM_DIALOG, AdwWindow)

/**
 * wuse_form_dialog_new:
 * @parent: the window it belongs to
 * @title: what it is
 * @explanation: a sentence above the rows
 * @button: what the button says, with a mnemonic
 *
 * Returns: (transfer none): a dialog without rows
 */
WuseFormDialog *wuse_form_dialog_new (GtkWindow *parent, const char *title, const char *explanation, const char *button);

/**
 * wuse_form_dialog_add_entry:
 * @self: a dialog
 * @title: what to fill in
 * @text: what stands there already
 * @secret: whether it is hidden while typed
 *
 * Returns: (transfer none): the row
 */
GtkEditable *wuse_form_dialog_add_entry (WuseFormDialog *self, const char *title, const char *text, gboolean secret);

/**
 * wuse_form_dialog_add_choice:
 * @self: a dialog
 * @title: what to choose
 * @choices: (array zero-terminated=1): what there is
 * @selected: which is chosen
 *
 * Returns: (transfer none): the row
 */
AdwComboRow *wuse_form_dialog_add_choice (WuseFormDialog *self, const char *title, const char *const *choices, guint selected);

/**
 * wuse_form_dialog_refuse:
 * @self: a dialog
 * @words: what is wrong and what to do
 */
void wuse_form_dialog_refuse (WuseFormDialog *self, const char *words);

G_END_DECLS
