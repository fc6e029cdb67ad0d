/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GTK 4.8 does not tell assistive technology by itself. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wuse_accessible_name_mnemonics:
 * @root: a widget
 *
 * Names the buttons in @root by their labels without the underscore that marks the mnemonic, which would be read out.
 */
void wuse_accessible_name_mnemonics (GtkWidget *root);

/**
 * wuse_accessible_name_row:
 * @item: an item of a list view that is being bound, with a child that has a label for assistive technology
 *
 * Names the row, which is what gets the focus, after its child.
 */
void wuse_accessible_name_row (GtkListItem *item);

/**
 * wuse_accessible_hide_unrevealed:
 * @revealer: a revealer with a child
 *
 * Makes the child visible only while some of it is revealed: what nobody sees is not read out either.
 */
void wuse_accessible_hide_unrevealed (GtkRevealer *revealer);

/**
 * wuse_accessible_hide_unshown:
 * @stack: a stack whose pages are all there
 *
 * Keeps the pages that are not shown from being read out.
 */
void wuse_accessible_hide_unshown (GtkStack *stack);

/**
 * wuse_accessible_name_drop_down:
 * @choice: a list of choices
 * @name: what is chosen
 *
 * Names it, and the button in it, which is what gets the focus.
 */
void wuse_accessible_name_drop_down (GtkDropDown *choice, const char *name);

G_END_DECLS
