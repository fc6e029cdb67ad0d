/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole text of a label that has too little room. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wuse_whole_text_add:
 * @label: a label that ellipsizes
 *
 * Tells its text in a tooltip whenever it is cut short. To be called once for a label whose text changes: setting a tooltip anew
 * asks the display where the pointer is and waits for the answer, which for a list of cells takes longer than painting them.
 */
void wuse_whole_text_add (GtkLabel *label);

G_END_DECLS
