/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements of cases on the map. */

#pragma once

#include <shumate/shumate.h>

#include "wuse-movements.h"
#include "wuse-palette.h"

G_BEGIN_DECLS

#define WUSE_TYPE_MOVEMENT_LAYER (wuse_movement_layer_get_type ())

/**
 * WuseMovementLayer:
 *
 * Shows movements from tiles that workers paint. A frame only shows what is there: while one moves the map the tiles move with
 * it, and a new picture takes over when all of it that is in view has been painted.
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
 * wuse_movement_layer_set_movements:
 * @self: a layer
 * @movements: (nullable): what to show
 * @labels: (nullable) (element-type utf8): a name or %NULL for each stay; to be shown where there is room
 */
void wuse_movement_layer_set_movements (WuseMovementLayer *self, WuseMovements *movements, GPtrArray *labels);

/**
 * wuse_movement_layer_get_movements:
 * @self: a layer
 *
 * Returns: (transfer none) (nullable): what it shows
 */
WuseMovements *wuse_movement_layer_get_movements (WuseMovementLayer *self);

/**
 * wuse_movement_layer_set_until:
 * @self: a layer
 * @until: what begins after it is shown faintly; %G_MAXINT64 for nothing
 */
void wuse_movement_layer_set_until (WuseMovementLayer *self, WuseTime until);

/**
 * wuse_movement_layer_is_complete:
 * @self: a layer
 *
 * Returns: whether all that is in view is painted
 */
gboolean wuse_movement_layer_is_complete (WuseMovementLayer *self);

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
