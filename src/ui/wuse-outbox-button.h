/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in the status line what has not been sent yet, and how old it is. */

#pragma once

#include "wuse-edits.h"

G_BEGIN_DECLS

#define WUSE_TYPE_OUTBOX_BUTTON (wuse_outbox_button_get_type ())

/**
 * WuseOutboxButton:
 *
 * Hidden while everything is sent; opens the list of what is not.
 */
G_DECLARE_FINAL_TYPE (WuseOutboxButton, wuse_outbox_button, WUSE, OUTBOX_BUTTON, GtkWidget)

/**
 * wuse_outbox_button_set_edits:
 * @self: a button
 * @edits: what is entered in the window
 */
void wuse_outbox_button_set_edits (WuseOutboxButton *self, WuseEdits *edits);

G_END_DECLS
