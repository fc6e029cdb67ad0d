/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connection in the header: live or since when not, and how old everything is. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CONNECTION_BUTTON (wuse_connection_button_get_type ())

/**
 * WuseConnectionButton:
 *
 * A pill that says the state in a word and the age of the data; its popover has the ages of every kind of record.
 */
G_DECLARE_FINAL_TYPE (WuseConnectionButton, wuse_connection_button, WUSE, CONNECTION_BUTTON, GtkWidget)

/**
 * wuse_connection_button_set_workspace:
 * @self: a button
 * @workspace: whose connection it is
 */
void wuse_connection_button_set_workspace (WuseConnectionButton *self, WuseWorkspace *workspace);

/**
 * wuse_connection_button_popup:
 * @self: a button
 *
 * Opens the popover.
 */
void wuse_connection_button_popup (WuseConnectionButton *self);

/**
 * wuse_connection_button_dup_notice:
 * @self: a button
 *
 * Returns: (transfer full) (nullable): a sentence for the strip above the map while there is no live connection
 */
char *wuse_connection_button_dup_notice (WuseConnectionButton *self);

G_END_DECLS
