/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was entered here and is not at the server: what, who, when, how far, and what a person has to decide. */

#pragma once

#include "wuse-edits.h"

G_BEGIN_DECLS

#define WUSE_TYPE_OUTBOX_LIST (wuse_outbox_list_get_type ())

/**
 * WuseOutboxList:
 *
 * A dialog that keeps up with the outbox.
 */
G_DECLARE_FINAL_TYPE (WuseOutboxList, wuse_outbox_list, WUSE, OUTBOX_LIST, AdwWindow)

/**
 * wuse_outbox_list_present:
 * @parent: a window
 * @edits: what is entered in it
 *
 * Shows the list.
 */
void wuse_outbox_list_present (GtkWindow *parent, WuseEdits *edits);

G_END_DECLS
