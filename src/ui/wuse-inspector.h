/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of the selected area: its colour and why, its figures and how old they are. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_INSPECTOR (wuse_inspector_get_type ())

/**
 * WuseInspector:
 *
 * The panel at the right.
 */
G_DECLARE_FINAL_TYPE (WuseInspector, wuse_inspector, WUSE, INSPECTOR, GtkWidget)

/**
 * wuse_inspector_set_workspace:
 * @self: an inspector
 * @workspace: what to read from
 */
void wuse_inspector_set_workspace (WuseInspector *self, WuseWorkspace *workspace);

/**
 * wuse_inspector_set_area:
 * @self: an inspector
 * @area: index of an area, or %WUSE_AREA_NONE to empty it
 */
void wuse_inspector_set_area (WuseInspector *self, guint32 area);

/**
 * wuse_inspector_show_rules:
 * @self: an inspector
 *
 * Opens the list of rules and inputs.
 */
void wuse_inspector_show_rules (WuseInspector *self);

G_END_DECLS
