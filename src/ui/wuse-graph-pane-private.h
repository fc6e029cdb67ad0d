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
  WuseRelationGraph *graph;        /* what is shown: the view has its scene */
  WuseRelationGraph *coming;       /* what takes its place when its scene has been made, or NULL */
  GCancellable *scene_cancellable; /* of the scene that is being made: of @coming, or of @graph in other looks */
  const WusePalette *palette;      /* of the scene that is shown */
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
  gboolean is_preview; /* the graph shown is still being laid out */
  gboolean choosing;
};

/**
 * wuse_graph_pane_install_actions:
 * @widget_class: the class of panes
 *
 * Adds what can be done with the selection: actions `graph.…` and their keys.
 */
void wuse_graph_pane_install_actions (GtkWidgetClass *widget_class);

/**
 * wuse_graph_pane_update_actions:
 * @self: a pane
 *
 * Enables what can be done with the selection and the scope as they are.
 */
void wuse_graph_pane_update_actions (WuseGraphPane *self);

/**
 * wuse_graph_pane_make_selection_button:
 *
 * Returns: (transfer floating): a menu of what can be done with the selection
 */
GtkWidget *wuse_graph_pane_make_selection_button (void);

/**
 * wuse_graph_pane_remake:
 * @self: a pane
 *
 * Lays out anew what the filter lets through. What was under way is given up, but for a graph that only waits to be shown.
 */
void wuse_graph_pane_remake (WuseGraphPane *self);

/**
 * wuse_graph_pane_repaint:
 * @self: a pane
 *
 * Has the scene made anew on another thread, with the positions that are there, in place of the one that it is making.
 */
void wuse_graph_pane_repaint (WuseGraphPane *self);

/**
 * wuse_graph_pane_make_saved_view:
 * @self: a pane
 *
 * Returns: (transfer full): what is shown as a view that can be kept, without its places
 */
WuseSavedView *wuse_graph_pane_make_saved_view (WuseGraphPane *self);

/**
 * wuse_graph_pane_open_saved_view:
 * @self: a pane
 * @view: (transfer full): a view
 *
 * Takes a view that is to be opened: at once, or when there are relations.
 */
void wuse_graph_pane_open_saved_view (WuseGraphPane *self, WuseSavedView *view);

/**
 * wuse_graph_pane_apply_opening:
 * @self: a pane that has a view to open
 *
 * Sets scope, filter, layout and looks as the view has them, and lays out once.
 */
void wuse_graph_pane_apply_opening (WuseGraphPane *self);

/**
 * wuse_graph_pane_end_opening:
 * @self: a pane
 *
 * After the layout: goes to the view's place and says that it is open, unless a person has gone on to something else.
 */
void wuse_graph_pane_end_opening (WuseGraphPane *self);

/**
 * wuse_graph_pane_make_toolbar:
 * @self: a pane
 *
 * Returns: (transfer floating): what stands above the graph: layouts, colours, filter, menus
 */
GtkWidget *wuse_graph_pane_make_toolbar (WuseGraphPane *self);

/**
 * wuse_graph_pane_make_tools:
 * @self: a pane
 *
 * Returns: (transfer floating): the buttons over the graph, as over the map
 */
GtkWidget *wuse_graph_pane_make_tools (WuseGraphPane *self);

/**
 * wuse_graph_pane_make_footer:
 * @self: a pane
 *
 * Returns: (transfer floating): what stands below the graph: legend, how many are shown
 */
GtkWidget *wuse_graph_pane_make_footer (WuseGraphPane *self);

/**
 * wuse_graph_pane_make_scope_bar:
 * @self: a pane
 *
 * Returns: (transfer floating): the line that says which part of the outbreak is looked at
 */
GtkWidget *wuse_graph_pane_make_scope_bar (WuseGraphPane *self);

/**
 * wuse_graph_pane_make_empty_page:
 * @self: a pane
 *
 * Returns: (transfer floating): what stands where there is nothing to show
 */
GtkWidget *wuse_graph_pane_make_empty_page (WuseGraphPane *self);

/**
 * wuse_graph_pane_update_scope:
 * @self: a pane
 *
 * Says which part of the outbreak is looked at.
 */
void wuse_graph_pane_update_scope (WuseGraphPane *self);

/**
 * wuse_graph_pane_list_seeds:
 * @self: a pane
 *
 * Fills the filter with the cases that the scope means, those that have come since among them.
 */
void wuse_graph_pane_list_seeds (WuseGraphPane *self);

/**
 * wuse_graph_pane_set_steps:
 * @self: a pane
 * @steps: how many contacts away from the scope people are shown
 *
 * Lays out anew, and fits.
 */
void wuse_graph_pane_set_steps (WuseGraphPane *self, guint steps);

/**
 * wuse_graph_pane_install_naming:
 * @widget_class: the class of panes
 *
 * Adds who has a name beside the node and what it says: properties and actions.
 */
void wuse_graph_pane_install_naming (GtkWidgetClass *widget_class);

/**
 * wuse_graph_pane_make_view_button:
 *
 * Returns: (transfer floating): a menu of the same
 */
GtkWidget *wuse_graph_pane_make_view_button (void);

/**
 * wuse_graph_pane_choose_names:
 * @self: a pane
 * @n_nodes: nodes of the graph that is to be shown
 *
 * Small graphs name everyone, as long as nobody has chosen otherwise.
 */
void wuse_graph_pane_choose_names (WuseGraphPane *self, guint n_nodes);

G_END_DECLS
