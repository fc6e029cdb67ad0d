/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the case card that shows course and stays: along days and on a small map. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-map-view.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASE_STAYS (wuse_case_stays_get_type ())

/**
 * WuseCaseStays:
 *
 * Timeline, small map, a button to the large one. What has nothing to show is not there.
 */
G_DECLARE_FINAL_TYPE (WuseCaseStays, wuse_case_stays, WUSE, CASE_STAYS, GtkWidget)

/**
 * wuse_case_stays_set_map:
 * @self: a part of a card
 * @map: (nullable): the large map
 */
void wuse_case_stays_set_map (WuseCaseStays *self, WuseMapView *map);

/**
 * wuse_case_stays_set_movements:
 * @self: a part of a card
 * @movements: (nullable): of one case
 * @utc_offset: of the district's clock, in minutes
 */
void wuse_case_stays_set_movements (WuseCaseStays *self, WuseMovements *movements, int utc_offset);

G_END_DECLS
