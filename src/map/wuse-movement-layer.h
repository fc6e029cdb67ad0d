/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding marks of movements on the map, and the focus on one. */

#pragma once

#include <shumate/shumate.h>

#include "wuse-movement-plans.h"
#include "wuse-palette.h"

G_BEGIN_DECLS

#define WUSE_TYPE_MOVEMENT_LAYER (wuse_movement_layer_get_type ())

/**
 * WuseMovementLayer:
 *
 * Movements themselves are painted into the map's tiles; this finds marks of them and draws a ring around the one that has the
 * focus. Before the first tile of a zoom level has been painted there is nothing to find at it.
 */
G_DECLARE_FINAL_TYPE (WuseMovementLayer, wuse_movement_layer, WUSE, MOVEMENT_LAYER, ShumateLayer)

/**
 * wuse_movement_layer_new:
 * @viewport: the map's
 *
 * Returns: (transfer floating): a layer without movements
 */
WuseMovementLayer *wuse_movement_layer_new (ShumateViewport *viewport);

/**
 * wuse_movement_layer_set_palette:
 * @self: a layer
 * @palette: the colours
 */
void wuse_movement_layer_set_palette (WuseMovementLayer *self, const WusePalette *palette);

/**
 * wuse_movement_layer_set_plans:
 * @self: a layer
 * @plans: (nullable): what the map shows
 *
 * The focus stays if they are of the same movements.
 */
void wuse_movement_layer_set_plans (WuseMovementLayer *self, WuseMovementPlans *plans);

/**
 * wuse_movement_layer_get_plans:
 * @self: a layer
 *
 * Returns: (transfer none) (nullable): what the map shows
 */
WuseMovementPlans *wuse_movement_layer_get_plans (WuseMovementLayer *self);

/**
 * wuse_movement_layer_get_at:
 * @self: a layer
 * @x: pixels from the left
 * @y: pixels from the top
 * @stays: (element-type guint32): filled with the stays of the mark there, ascending
 *
 * Returns: whether there is a mark
 */
gboolean wuse_movement_layer_get_at (WuseMovementLayer *self, double x, double y, GArray *stays);

/**
 * wuse_movement_layer_step:
 * @self: a layer
 * @backwards: whether to go backwards
 *
 * Puts the focus on the next mark: case by case, in the order of time.
 *
 * Returns: whether there was one; if not there is no focus
 */
gboolean wuse_movement_layer_step (WuseMovementLayer *self, gboolean backwards);

/**
 * wuse_movement_layer_get_focused:
 * @self: a layer
 * @stays: (element-type guint32): filled with the stays of the mark that has the focus
 * @x: (out): pixels from the left to its middle
 * @y: (out): pixels from the top
 *
 * Returns: whether a mark has the focus
 */
gboolean wuse_movement_layer_get_focused (WuseMovementLayer *self, GArray *stays, double *x, double *y);

/**
 * wuse_movement_layer_clear_focus:
 * @self: a layer
 */
void wuse_movement_layer_clear_focus (WuseMovementLayer *self);

G_END_DECLS
