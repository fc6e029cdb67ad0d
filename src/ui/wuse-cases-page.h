/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of cases: list, relationship graph, card. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-graph-pane.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASES_PAGE (wuse_cases_page_get_type ())

/**
 * WuseCasesPage:
 *
 * Reads the relations when it is first shown, and again when they change while it is shown.
 */
G_DECLARE_FINAL_TYPE (WuseCasesPage, wuse_cases_page, WUSE, CASES_PAGE, GtkWidget)

/**
 * wuse_cases_page_new:
 * @workspace: what is shown
 * @selection: what is selected
 *
 * Returns: (transfer floating): a page
 */
WuseCasesPage *wuse_cases_page_new (WuseWorkspace *workspace, WuseSelection *selection);

/**
 * wuse_cases_page_get_graph:
 * @self: a page
 *
 * Returns: (transfer none): its graph
 */
WuseGraphPane *wuse_cases_page_get_graph (WuseCasesPage *self);

/**
 * wuse_cases_page_focus_search:
 * @self: a page
 */
void wuse_cases_page_focus_search (WuseCasesPage *self);

/**
 * wuse_cases_page_is_complete:
 * @self: a page
 *
 * Returns: whether list and graph show what there is
 */
gboolean wuse_cases_page_is_complete (WuseCasesPage *self);

G_END_DECLS
