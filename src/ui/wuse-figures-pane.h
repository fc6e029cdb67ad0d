/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of what the graph shows, each explained. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-relation-graph.h"
#include "wuse-selection.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_FIGURES_PANE (wuse_figures_pane_get_type ())

/**
 * WuseFiguresPane:
 *
 * Counts while it is seen, on other threads; who and what is picked in it is selected everywhere.
 *
 * Actions (of the class): `figures.export`.
 */
G_DECLARE_FINAL_TYPE (WuseFiguresPane, wuse_figures_pane, WUSE, FIGURES_PANE, GtkWidget)

/**
 * wuse_figures_pane_new:
 * @workspace: tells the day and how old the data are
 * @selection: what is selected
 *
 * Returns: (transfer floating): a pane without figures
 */
WuseFiguresPane *wuse_figures_pane_new (WuseWorkspace *workspace, WuseSelection *selection);

/**
 * wuse_figures_pane_set_source:
 * @self: a pane
 * @relations: (nullable): who met whom
 * @filter: what is looked at; copied
 *
 * Counts anew if something is different. Another filter is counted at once; other relations when those before have been, so that
 * there are figures while changes keep coming.
 */
void wuse_figures_pane_set_source (WuseFiguresPane *self, WuseRelations *relations, const WuseGraphFilter *filter);

/**
 * wuse_figures_pane_is_complete:
 * @self: a pane
 *
 * Returns: whether everything has been counted
 */
gboolean wuse_figures_pane_is_complete (WuseFiguresPane *self);

G_END_DECLS
