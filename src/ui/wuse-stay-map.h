/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small map of one case's stays. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-map-view.h"

G_BEGIN_DECLS

#define WUSE_TYPE_STAY_MAP (wuse_stay_map_get_type ())

/**
 * WuseStayMap:
 *
 * A still picture of what is around the stays, in the colours of the large map, with the stays joined; painted on a worker.
 * Activated, it runs `win.show-on-map` with the case. Empty where no stay has a position.
 */
G_DECLARE_FINAL_TYPE (WuseStayMap, wuse_stay_map, WUSE, STAY_MAP, GtkWidget)

/**
 * wuse_stay_map_set_map:
 * @self: a small map
 * @map: (nullable): the large one, whose areas and base features it shows
 */
void wuse_stay_map_set_map (WuseStayMap *self, WuseMapView *map);

/**
 * wuse_stay_map_set_movements:
 * @self: a small map
 * @movements: (nullable): of one case
 */
void wuse_stay_map_set_movements (WuseStayMap *self, WuseMovements *movements);

G_END_DECLS
