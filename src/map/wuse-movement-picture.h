/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan of movements as tiles, painted on worker threads. */

#pragma once

#include "wuse-map-transform.h"
#include "wuse-movement-paint.h"

G_BEGIN_DECLS

/**
 * WuseMovementPicture:
 *
 * One plan in one palette. Tiles are painted as they are asked for; one without anything in it costs nothing to show.
 */
typedef struct _WuseMovementPicture WuseMovementPicture;

/**
 * WuseMovementPictureFunc:
 * @user_data: what was handed over with it
 *
 * Called on the main thread when a tile has been painted.
 */
typedef void (*WuseMovementPictureFunc) (gpointer user_data);

/**
 * wuse_movement_picture_new:
 * @plan: what to paint
 * @palette: the colours
 * @scale: device pixels to a pixel, 1 to 4
 * @func: called when a tile has been painted
 * @user_data: handed to @func
 *
 * Returns: (transfer full): a picture without tiles
 */
WuseMovementPicture *wuse_movement_picture_new (
    WuseMovementPlan *plan, const WusePalette *palette, int scale, WuseMovementPictureFunc func, gpointer user_data);

/**
 * wuse_movement_picture_free:
 * @self: (transfer full) (nullable): a picture
 *
 * What is being painted is given up.
 */
void wuse_movement_picture_free (WuseMovementPicture *self);

/**
 * wuse_movement_picture_get_plan:
 * @self: a picture
 *
 * Returns: (transfer none): its plan
 */
WuseMovementPlan *wuse_movement_picture_get_plan (const WuseMovementPicture *self);

/**
 * wuse_movement_picture_require:
 * @self: a picture
 * @view: where the map is
 *
 * Asks for the tiles in view and, behind them, for those around it.
 *
 * Returns: whether all tiles in view are painted
 */
gboolean wuse_movement_picture_require (WuseMovementPicture *self, const WuseMapTransform *view);

/**
 * wuse_movement_picture_snapshot:
 * @self: a picture
 * @view: where the map is
 * @snapshot: where to
 *
 * Shows the tiles that are painted; at another zoom level than the plan's they are stretched.
 */
void wuse_movement_picture_snapshot (WuseMovementPicture *self, const WuseMapTransform *view, GtkSnapshot *snapshot);

G_END_DECLS
