/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of cases: list, relationship graph with its figures and findings, card. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-graph-pane.h"
#include "wuse-map-view.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASES_PAGE (wuse_cases_page_get_type ())

/**
 * WuseCasesPage:
 *
 * Reads the relations when it is first shown, and again when they change while it is shown. Actions: `page.focus-card` brings the
 * keyboard to the card, `page.who-else(s)` tells who else was there during a stay of the case on the card.
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
 * wuse_cases_page_show:
 * @self: a page
 * @shown: `graph`, `figures` or `findings`, see #WuseCaseTabs
 */
void wuse_cases_page_show (WuseCasesPage *self, const char *shown);

/**
 * wuse_cases_page_set_map:
 * @self: a page
 * @map: the window's map, for the small one of the card
 */
void wuse_cases_page_set_map (WuseCasesPage *self, WuseMapView *map);

/**
 * wuse_cases_page_focus_search:
 * @self: a page
 */
void wuse_cases_page_focus_search (WuseCasesPage *self);

/**
 * wuse_cases_page_focus_part:
 * @self: a page
 * @part: one of its children
 *
 * Brings the keyboard there.
 *
 * Returns: whether it is there
 */
gboolean wuse_cases_page_focus_part (WuseCasesPage *self, GtkWidget *part);

/**
 * wuse_cases_page_is_complete:
 * @self: a page
 *
 * Returns: whether list and graph show what there is
 */
gboolean wuse_cases_page_is_complete (WuseCasesPage *self);

G_END_DECLS
