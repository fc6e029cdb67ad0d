/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the graph's pane share. */

#pragma once

#include "wuse-diagram-view.h"
#include "wuse-graph-filter-popover.h"
#include "wuse-graph-legend.h"
#include "wuse-graph-pane.h"
#include "wuse-graph-views.h"
#include "wuse-saved-view.h"
#include "wuse-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _WuseGraphPane
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkToggleButton *layouts[3];
  GtkDropDown *coloring;
  GtkMenuButton *filter_button;
  WuseGraphFilterPopover *filter_popover;
  GtkOverlay *overlay;
  AdwStatusPage *empty;
  GtkWidget *show_all;
  GtkSpinner *spinner;
  WuseGraphLegend *legend;
  GtkLabel *facts;
  GtkWidget *scope_bar;
  GtkLabel *scope_label;
  GtkWidget *scope_clear;
  WuseGraphViews *views;
  GtkBox *jobs; /* what is being written */
  WuseDiagramView *view;

  WuseSelection *selection;
  WuseRelations *relations;
  WuseRelationGraph *graph;
  WuseAreaSet *areas;
  WuseGraphScope *scope; /* what @filter is about, or NULL for all */
  WuseGraphNaming naming;
  gboolean names_chosen; /* by a person: else by how many there are */
  WuseGraphFilter filter;
  WuseGraphLayout layout;
  GCancellable *cancellable;
  WuseWorkspace *workspace;
  WuseSavedView *opening; /* the view that is being opened */
  gboolean fit_next;
  gboolean choosing;
};

/* What can be done with the selection: actions, their keys, and a menu of them. */
void wuse_graph_pane_install_actions (GtkWidgetClass *widget_class);
void wuse_graph_pane_update_actions (WuseGraphPane *self);
GtkWidget *wuse_graph_pane_make_selection_button (void);

/* Lays out anew what the filter lets through. */
void wuse_graph_pane_remake (WuseGraphPane *self);
/* The scene anew, with the positions that are there. */
void wuse_graph_pane_repaint (WuseGraphPane *self);

/* A view that can be kept, without its places; and one that is opened: taken, set, shown. */
WuseSavedView *wuse_graph_pane_make_saved_view (WuseGraphPane *self);
void wuse_graph_pane_open_saved_view (WuseGraphPane *self, WuseSavedView *view);
void wuse_graph_pane_apply_opening (WuseGraphPane *self);
void wuse_graph_pane_end_opening (WuseGraphPane *self);

/* Which part of the outbreak is looked at, and the line that says so. */
GtkWidget *wuse_graph_pane_make_scope_bar (WuseGraphPane *self);
GtkWidget *wuse_graph_pane_make_empty_page (WuseGraphPane *self);
void wuse_graph_pane_update_scope (WuseGraphPane *self);
void wuse_graph_pane_list_seeds (WuseGraphPane *self);
void wuse_graph_pane_set_steps (WuseGraphPane *self, guint steps);

/* Who has a name beside the node, and what it says: properties, actions and a menu of them. */
void wuse_graph_pane_install_naming (GtkWidgetClass *widget_class);
GtkWidget *wuse_graph_pane_make_view_button (void);
/* Small graphs name everyone, as long as nobody has chosen otherwise. */
void wuse_graph_pane_choose_names (WuseGraphPane *self);

G_END_DECLS
