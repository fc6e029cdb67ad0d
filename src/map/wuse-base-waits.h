/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles whose base map is on its way. */

#pragma once

#include "wuse-base-map-private.h"
#include "wuse-tile-key.h"

G_BEGIN_DECLS

/**
 * WuseBaseWaits:
 *
 * For the main thread.
 */
typedef struct _WuseBaseWaits WuseBaseWaits;

/**
 * WuseBaseWaitedFunc:
 * @key: a tile
 * @is_late: whether its base map has come after patience had ended
 * @user_data: what was handed over
 *
 * The base map of a tile has come, or will not, or patience has ended: it can be painted now.
 */
typedef void (*WuseBaseWaitedFunc) (WuseTileKey key, gboolean is_late, gpointer user_data);

/**
 * WuseTileKeyFunc:
 * @key: a tile
 * @user_data: what was handed over
 *
 * Returns: whether it is one of those
 */
typedef gboolean (*WuseTileKeyFunc) (WuseTileKey key, gpointer user_data);

/**
 * wuse_base_waits_new:
 * @func: told of the end of each wait, and of patience
 * @user_data: handed to @func
 *
 * Returns: (transfer full): no waits
 */
WuseBaseWaits *wuse_base_waits_new (WuseBaseWaitedFunc func, gpointer user_data);

/**
 * wuse_base_waits_free:
 * @self: (transfer full): waits, which end untold
 */
void wuse_base_waits_free (WuseBaseWaits *self);

/**
 * wuse_base_waits_prepare:
 * @self: waits
 * @base: (nullable): the base map
 * @key: a tile that is to be painted
 * @is_painted: whether it is painted already, if without its base map
 * @is_ahead: whether it is not in view
 * @tile: (out) (transfer full) (nullable): what there is of the base map
 * @retry_at: (out): when there may be more of it, in the time of g_get_monotonic_time(); 0 for never
 *
 * Asks for the base map of a tile that needs one. A tile in view waits for a moment; those ahead wait, a few at a time.
 *
 * Returns: whether the tile is to be painted now, with @tile
 */
gboolean wuse_base_waits_prepare (WuseBaseWaits *self,
                                  WuseBaseMap *base,
                                  WuseTileKey key,
                                  gboolean is_painted,
                                  gboolean is_ahead,
                                  WuseBaseTile **tile,
                                  gint64 *retry_at);

/**
 * wuse_base_waits_drop:
 * @self: waits
 * @is_unwanted: which
 * @user_data: handed to @is_unwanted
 *
 * Ends waits untold.
 */
void wuse_base_waits_drop (WuseBaseWaits *self, WuseTileKeyFunc is_unwanted, gpointer user_data);

G_END_DECLS
