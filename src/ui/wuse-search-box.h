/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One search for everything: areas, places, addresses. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_SEARCH_BOX (wuse_search_box_get_type ())

/**
 * WuseSearchBox:
 *
 * An entry that searches while one types; what it finds hangs below it and is walked with the arrow keys.
 */
G_DECLARE_FINAL_TYPE (WuseSearchBox, wuse_search_box, WUSE, SEARCH_BOX, GtkWidget)

/**
 * WuseSearchBox::hit-activated:
 * @self: the box
 * @hit: (type gpointer): the #WuseSearchHit chosen, valid during the emission
 */

/**
 * wuse_search_box_set_workspace:
 * @self: a box
 * @workspace: where to search
 */
void wuse_search_box_set_workspace (WuseSearchBox *self, WuseWorkspace *workspace);

/**
 * wuse_search_box_set_text:
 * @self: a box
 * @text: what to search
 */
void wuse_search_box_set_text (WuseSearchBox *self, const char *text);

/**
 * wuse_search_box_focus:
 * @self: a box
 *
 * Takes the keyboard. Not the virtual function for that: with it, Shift+Tab would come back here.
 */
void wuse_search_box_focus (WuseSearchBox *self);

G_END_DECLS
