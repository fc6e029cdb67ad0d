/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is one stop of the Tab key. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WUSE_TYPE_TAB_STOP (wuse_tab_stop_get_type ())

/**
 * WuseTabStop:
 *
 * Holds one widget. Tab and Shift+Tab go into it and, from anywhere inside, out again; arrow keys move in it. In GTK 4.8 Tab
 * would go from row to row of a list view, and no further than the last row in view.
 */
G_DECLARE_FINAL_TYPE (WuseTabStop, wuse_tab_stop, WUSE, TAB_STOP, GtkWidget)

G_END_DECLS
