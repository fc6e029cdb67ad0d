/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of one case: who, its story in time, whom it infected, its sources, its contacts, what is missing. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-case-card.h"
#include "wuse-map-view.h"
#include "wuse-selection.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASE_VIEW (wuse_case_view_get_type ())

/**
 * WuseCaseView:
 *
 * Shows the last of the selected cases, and keeps up with the cache.
 */
G_DECLARE_FINAL_TYPE (WuseCaseView, wuse_case_view, WUSE, CASE_VIEW, GtkWidget)

/**
 * wuse_case_view_new:
 * @selection: what is selected
 *
 * Returns: (transfer floating): an empty card
 */
WuseCaseView *wuse_case_view_new (WuseSelection *selection);

/**
 * wuse_case_view_set_store:
 * @self: a card
 * @store: (nullable): the cache
 * @utc_offset: of the district's clock, in minutes
 */
void wuse_case_view_set_store (WuseCaseView *self, WuseStore *store, int utc_offset);

/**
 * wuse_case_view_set_areas:
 * @self: a card
 * @areas: (nullable): areas, for their names in the program's language; without them, they stand as the cache has them
 */
void wuse_case_view_set_areas (WuseCaseView *self, WuseAreaSet *areas);

/**
 * wuse_case_view_set_map:
 * @self: a card
 * @map: (nullable): the large map, of which the card shows a part
 */
void wuse_case_view_set_map (WuseCaseView *self, WuseMapView *map);

/**
 * wuse_case_view_set_obstacle:
 * @self: a card
 * @obstacle: (nullable): a sentence of wuse_edits_find_obstacle()
 *
 * Says why nothing can be edited, or offers it.
 */
void wuse_case_view_set_obstacle (WuseCaseView *self, const char *obstacle);

/**
 * wuse_case_view_set_footer:
 * @self: a card
 * @footer: (transfer floating): what stands below it and scrolls with it
 */
void wuse_case_view_set_footer (WuseCaseView *self, GtkWidget *footer);

G_END_DECLS
