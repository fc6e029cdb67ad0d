/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map shows: points, names, base map, colours. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wuse_layers_popover_new:
 * @settings: the program's settings, to which the switches are bound
 *
 * Returns: (transfer floating): a popover; its buttons activate `win.open-map-file`, `win.map-url`, `win.base-map` and
 *   `win.flip-rows`
 */
GtkWidget *wuse_layers_popover_new (GSettings *settings);

G_END_DECLS
