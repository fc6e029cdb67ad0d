/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */

#pragma once

#include "wuse-area-panel.h"
#include "wuse-base-map.h"
#include "wuse-cases-page.h"
#include "wuse-connection-button.h"
#include "wuse-edits.h"
#include "wuse-inspector.h"
#include "wuse-legend.h"
#include "wuse-movement-card.h"
#include "wuse-movement-source.h"
#include "wuse-outbox-button.h"
#include "wuse-search-box.h"
#include "wuse-time-card.h"
#include "wuse-window.h"

G_BEGIN_DECLS

struct _WuseWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *sidebar_button;
  GtkBox *breadcrumb;
  WuseSearchBox *search;
  WuseConnectionButton *connection;
  GtkMenuButton *layers_button;
  GtkMenuButton *rules_button;
  GtkRevealer *notice_revealer;
  GtkLabel *notice_label;
  GtkBox *rail;
  GtkStack *pages;
  GtkRevealer *sidebar_revealer;
  WuseAreaPanel *area_panel;
  GtkOverlay *map_overlay;
  GtkRevealer *inspector_revealer;
  WuseInspector *inspector;
  GtkLabel *position_label;
  GtkLabel *base_map_label;
  GtkLabel *source_label;
  GtkLabel *cache_label;
  WuseOutboxButton *outbox;
  WuseMapView *map;
  WuseLegend *legend;
  WuseTimeCard *time_card;
  WuseMovementCard *movement_card;
  GtkWidget *empty_page;
  GtkLabel *cases_count;
  WuseCasesPage *cases; /* NULL until it is first gone to */

  GSettings *settings;
  WuseWorkspace *workspace;
  WuseSelection *selection;
  WuseMovementSource *movements;
  WuseEdits *edits;
  AdwToast *edit_toast; /* what was said of the latest change, while it is there; weak */
  GCancellable *cancellable;
  WuseMBTiles *map_file;
  guint32 parent_area;
  gboolean has_figures;   /* whether there is anything to say beside the map */
  gboolean fit_movements; /* as soon as they are read */
  gboolean is_placed;     /* whether the map has been moved to the district */
  guint tick_source;
};

/**
 * wuse_window_install_actions:
 * @class: the window's class
 */
void wuse_window_install_actions (WuseWindowClass *class);

/**
 * wuse_window_add_actions:
 * @self: a window being made
 *
 * Adds the actions that have a state.
 */
void wuse_window_add_actions (WuseWindow *self);

/**
 * wuse_window_add_pages:
 * @self: a window being made
 *
 * Adds the places to go.
 */
void wuse_window_add_pages (WuseWindow *self);

/**
 * wuse_window_follow_workspace:
 * @self: a window being made, with its map
 *
 * Shows what the workspace says from now on.
 */
void wuse_window_follow_workspace (WuseWindow *self);

/**
 * wuse_window_add_edits:
 * @self: a window being made
 *
 * Adds what an investigator can enter.
 */
void wuse_window_add_edits (WuseWindow *self);

/**
 * wuse_window_install_import:
 * @class: the window's class
 *
 * Installs the actions for bringing in others' data.
 */
void wuse_window_install_import (WuseWindowClass *class);

/**
 * wuse_window_add_import:
 * @self: a window being made
 *
 * Lets files be dropped on it, and makes it the window of a collection if its workspace is one.
 */
void wuse_window_add_import (WuseWindow *self);

/**
 * wuse_window_add_movements:
 * @self: a window being made, with map and selection
 *
 * Shows the movements of the selected cases on the map, and lets cases be picked there.
 */
void wuse_window_add_movements (WuseWindow *self);

/**
 * wuse_window_apply_base_map:
 * @self: a window
 *
 * Brings the map in step with what the settings say of the base map.
 */
void wuse_window_apply_base_map (WuseWindow *self);

/**
 * wuse_window_open_map_file:
 * @self: a window
 *
 * Asks for an MBTiles file and shows it.
 */
void wuse_window_open_map_file (WuseWindow *self);

/**
 * wuse_window_flip_rows:
 * @self: a window
 *
 * Reads the rows of the map file the other way round.
 */
void wuse_window_flip_rows (WuseWindow *self);

/**
 * wuse_window_tell:
 * @self: a window
 * @heading: what it is about
 * @body: what happened, what is safe, what to do
 *
 * Opens a dialog with one button.
 */
void wuse_window_tell (WuseWindow *self, const char *heading, const char *body);

G_END_DECLS
