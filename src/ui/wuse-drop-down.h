/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of choices whose button gives way where there is little room. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wuse_drop_down_let_shrink:
 * @self: choices that are strings
 * @least_chars: characters that its button has room for, at least
 * @most_chars: characters that its button asks room for, at most, or -1 for all of what is chosen
 *
 * Cuts what is chosen off where there is no room for it; the list shows all of it.
 */
void wuse_drop_down_let_shrink (GtkDropDown *self, int least_chars, int most_chars);

G_END_DECLS
