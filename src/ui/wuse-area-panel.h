/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel at the left: the areas within the one the map is in, worst first, and what happened lately. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_AREA_PANEL (wuse_area_panel_get_type ())

/**
 * WuseAreaPanel:
 *
 * The map as a list, for keyboard, screen reader and whoever prefers words.
 */
G_DECLARE_FINAL_TYPE (WuseAreaPanel, wuse_area_panel, WUSE, AREA_PANEL, GtkWidget)

/**
 * WuseAreaPanel::area-selected:
 * @self: the panel
 * @area: index of the area
 */

/**
 * WuseAreaPanel::area-activated:
 * @self: the panel
 * @area: index of the area to go into
 */

/**
 * wuse_area_panel_set_workspace:
 * @self: a panel
 * @workspace: what to show
 */
void wuse_area_panel_set_workspace (WuseAreaPanel *self, WuseWorkspace *workspace);

/**
 * wuse_area_panel_set_parent_area:
 * @self: a panel
 * @area: the area whose areas are listed, or %WUSE_AREA_NONE for the top ones
 */
void wuse_area_panel_set_parent_area (WuseAreaPanel *self, guint32 area);

G_END_DECLS
