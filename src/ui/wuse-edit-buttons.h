/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons and menus for what can be done to a link or a stay. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * wuse_edit_menu_new:
 * @type: %WUSE_RECORD_LINK or %WUSE_RECORD_STAY
 * @id: id of a record
 * @state: (nullable): code of its state
 *
 * Returns: (transfer full): what can be done to it, as a menu
 */
GMenuModel *wuse_edit_menu_new (WuseRecordType type, const char *id, const char *state);

/**
 * wuse_edit_source_menu_new:
 * @source: a case that another's record names as its source
 * @target: that other case
 *
 * Returns: (transfer full): what can be decided of it, as a menu
 */
GMenuModel *wuse_edit_source_menu_new (const char *source, const char *target);

/**
 * wuse_edit_menu_button_new:
 * @menu: (transfer full): a menu
 * @what: what it is about, for assistive technology
 *
 * Returns: (transfer floating): a small button that opens the menu
 */
GtkWidget *wuse_edit_menu_button_new (GMenuModel *menu, const char *what);

/**
 * wuse_edit_button_row_new:
 * @menu: (transfer full): a menu of few items
 * @what: what it is about, for assistive technology
 *
 * Returns: (transfer floating): a row of small buttons, one an item
 */
GtkWidget *wuse_edit_button_row_new (GMenuModel *menu, const char *what);

G_END_DECLS
