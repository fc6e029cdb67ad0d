/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: map, panels, cards. */

#pragma once

#include <adwaita.h>

#include "wuse-map-view.h"
#include "wuse-cases-page.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_WINDOW (wuse_window_get_type ())

/**
 * WuseWindow:
 *
 * The map is the window; everything else is quiet around it.
 */
G_DECLARE_FINAL_TYPE (WuseWindow, wuse_window, WUSE, WINDOW, AdwApplicationWindow)

/**
 * wuse_window_new:
 * @application: the program
 * @settings: the program's settings
 * @workspace: what to show
 *
 * Returns: (transfer none): a window
 */
WuseWindow *wuse_window_new (GtkApplication *application, GSettings *settings, WuseWorkspace *workspace);

/**
 * wuse_window_get_map:
 * @self: a window
 *
 * Returns: (transfer none): its map
 */
WuseMapView *wuse_window_get_map (WuseWindow *self);

/**
 * wuse_window_get_workspace:
 * @self: a window
 *
 * Returns: (transfer none): what it shows
 */
WuseWorkspace *wuse_window_get_workspace (WuseWindow *self);

/**
 * wuse_window_select:
 * @self: a window
 * @area: index of an area, or %WUSE_AREA_NONE
 *
 * Selects an area on the map and opens the inspector on it.
 */
void wuse_window_select (WuseWindow *self, guint32 area);

/**
 * wuse_window_search:
 * @self: a window
 * @text: what to search for, as if typed
 */
void wuse_window_search (WuseWindow *self, const char *text);

/**
 * wuse_window_toast:
 * @self: a window
 * @words: a sentence
 *
 * Shows a sentence for a few seconds.
 */
void wuse_window_toast (WuseWindow *self, const char *words);

/**
 * wuse_window_import:
 * @self: a window
 * @files: (nullable) (array length=n_files): files to begin with
 * @n_files: how many
 * @name: (nullable): what a collection of them is to be called
 *
 * Opens the import assistant.
 */
void wuse_window_import (WuseWindow *self, GFile *const *files, guint n_files, const char *name);

/**
 * wuse_window_open_collection:
 * @self: a window
 * @name: a collection
 *
 * Opens a collection in a window of its own.
 */
void wuse_window_open_collection (WuseWindow *self, const char *name);

/**
 * wuse_window_go_to_page:
 * @self: a window
 * @page: `map` or `cases`
 */
void wuse_window_go_to_page (WuseWindow *self, const char *page);

/**
 * wuse_window_get_cases:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page of cases, once it has been gone to
 */
WuseCasesPage *wuse_window_get_cases (WuseWindow *self);

/**
 * wuse_window_get_selection:
 * @self: a window
 *
 * Returns: (transfer none): the cases that are picked, on all pages
 */
WuseSelection *wuse_window_get_selection (WuseWindow *self);

G_END_DECLS
