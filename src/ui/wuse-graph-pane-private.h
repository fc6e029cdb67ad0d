/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the graph's pane share. */

#pragma once

#include "wuse-diagram-view.h"
#include "wuse-graph-filter-popover.h"
#include "wuse-graph-legend.h"
#include "wuse-graph-pane.h"

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
  GtkWidget *empty;
  GtkSpinner *spinner;
  WuseGraphLegend *legend;
  GtkLabel *facts;
  WuseDiagramView *view;

  WuseSelection *selection;
  WuseRelations *relations;
  WuseRelationGraph *graph;
  WuseGraphFilter filter;
  WuseGraphLayout layout;
  GCancellable *cancellable;
  gboolean fit_next;
  gboolean choosing;
};

/* What can be done with the selection: actions, their keys, and a menu of them. */
void wuse_graph_pane_install_actions (GtkWidgetClass *widget_class);
void wuse_graph_pane_update_actions (WuseGraphPane *self);
GtkWidget *wuse_graph_pane_make_selection_button (void);

G_END_DECLS
