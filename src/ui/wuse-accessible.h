/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GTK does not tell assistive technology by itself. */

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
 * wuse_accessible_set_name:
 * @accessible: a widget
 * @name: what it is called when it is read out
 *
 * From 4.10 on, GTK names a button with a label after that, whatever else it is told.
 */
void wuse_accessible_set_name (GtkAccessible *accessible, const char *name);

/**
 * wuse_accessible_name_row:
 * @child: the child of an item of a list view
 * @name: what its row is called when it is read out
 *
 * Names the row, which is what gets the focus.
 */
void wuse_accessible_name_row (GtkWidget *child, const char *name);

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

/**
 * wuse_accessible_name_menus:
 *
 * Names the items of all menus by their texts from now on, whenever a menu opens. GTK 4.18 names an item by a label that takes no
 * part in what is read out, and so has no name to give. To be called once, when GTK has been initialised.
 */
void wuse_accessible_name_menus (void);

G_END_DECLS
