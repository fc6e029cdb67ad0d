/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the URL template of a map service, its key and its datum. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wuse_map_service_dialog_present:
 * @parent: the window it belongs to
 * @settings: where template and datum are kept
 *
 * On agreement the key goes to the keyring and the base map becomes that service.
 */
void wuse_map_service_dialog_present (GtkWindow *parent, GSettings *settings);

G_END_DECLS
