/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a district server's address, a name and a password. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wuse_connect_dialog_present:
 * @parent: the window it belongs to
 * @settings: where address and name are kept
 *
 * On agreement the password goes to the keyring and `app.connect` is activated.
 */
void wuse_connect_dialog_present (GtkWindow *parent, GSettings *settings);

G_END_DECLS
