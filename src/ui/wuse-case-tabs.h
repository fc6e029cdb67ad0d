/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of the page of cases: the graph, its figures, what cannot be. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-figures-pane.h"
#include "wuse-finding-list.h"
#include "wuse-graph-pane.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASE_TABS (wuse_case_tabs_get_type ())

/**
 * WuseCaseTabs:
 *
 * One of the three at a time, with a switcher that says how many findings there are. Property `shown`: `graph`, `figures` or
 * `findings`. Action (of the class): `case-tabs.shown`.
 */
G_DECLARE_FINAL_TYPE (WuseCaseTabs, wuse_case_tabs, WUSE, CASE_TABS, GtkWidget)

/**
 * wuse_case_tabs_new:
 * @graph: the graph
 * @workspace: what is shown
 * @selection: what is selected
 *
 * Returns: (transfer floating): the graph, with figures and findings
 */
WuseCaseTabs *wuse_case_tabs_new (WuseGraphPane *graph, WuseWorkspace *workspace, WuseSelection *selection);

/**
 * wuse_case_tabs_set_relations:
 * @self: tabs
 * @relations: (nullable): who met whom
 *
 * For figures and findings; the graph is handed them by itself.
 */
void wuse_case_tabs_set_relations (WuseCaseTabs *self, WuseRelations *relations);

/**
 * wuse_case_tabs_set_shown:
 * @self: tabs
 * @shown: `graph`, `figures` or `findings`; others are passed over
 */
void wuse_case_tabs_set_shown (WuseCaseTabs *self, const char *shown);

/**
 * wuse_case_tabs_get_shown:
 * @self: tabs
 *
 * Returns: (transfer none): which is shown
 */
const char *wuse_case_tabs_get_shown (WuseCaseTabs *self);

/**
 * wuse_case_tabs_is_complete:
 * @self: tabs
 *
 * Returns: whether what is shown is all there
 */
gboolean wuse_case_tabs_is_complete (WuseCaseTabs *self);

G_END_DECLS
