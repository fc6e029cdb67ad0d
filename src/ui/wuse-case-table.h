/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of cases: searched, filtered and sorted by the cache. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-area-set.h"
#include "wuse-case-list.h"
#include "wuse-selection.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASE_TABLE (wuse_case_table_get_type ())

/**
 * WuseCaseTable:
 *
 * A table of cases with a search entry and a filter above it; follows the selection, and lets a person pick rows.
 */
G_DECLARE_FINAL_TYPE (WuseCaseTable, wuse_case_table, WUSE, CASE_TABLE, GtkWidget)

/**
 * wuse_case_table_new:
 * @selection: what is selected
 *
 * Returns: (transfer floating): a table without cases
 */
WuseCaseTable *wuse_case_table_new (WuseSelection *selection);

/**
 * wuse_case_table_set_store:
 * @self: a table
 * @store: (nullable): the cache
 */
void wuse_case_table_set_store (WuseCaseTable *self, WuseStore *store);

/**
 * wuse_case_table_set_areas:
 * @self: a table
 * @areas: (nullable): areas, for their names in the program's language; without them, they stand as the cache has them
 */
void wuse_case_table_set_areas (WuseCaseTable *self, WuseAreaSet *areas);

/**
 * wuse_case_table_get_list:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the cases it shows
 */
WuseCaseList *wuse_case_table_get_list (WuseCaseTable *self);

/**
 * wuse_case_table_set_narrow:
 * @self: a table
 * @is_narrow: whether there is too little room for all columns
 *
 * Not while sizes are being given out: columns come and go.
 */
void wuse_case_table_set_narrow (WuseCaseTable *self, gboolean is_narrow);

/**
 * wuse_case_table_focus_search:
 * @self: a table
 */
void wuse_case_table_focus_search (WuseCaseTable *self);

/**
 * wuse_case_table_set_query:
 * @self: a table
 * @query: which cases in which order; what the table has no choice for counts as not said
 *
 * Sets its search, filter and order, as if a person had.
 */
void wuse_case_table_set_query (WuseCaseTable *self, const WuseCaseQuery *query);

G_END_DECLS
