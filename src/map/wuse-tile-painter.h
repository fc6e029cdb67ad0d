/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One tile from scene and base map to image, on a worker thread. */

#pragma once

#include "wuse-base-map-private.h"
#include "wuse-frame-image.h"
#include "wuse-scene.h"
#include "wuse-tile-key.h"
#include "wuse-worker-pool.h"

G_BEGIN_DECLS

/**
 * wuse_tile_painter_paint_async:
 * @scene: what to paint
 * @key: address of the tile
 * @scale: device pixels to a pixel
 * @base: (nullable): what lies under it
 * @priority: how soon
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: handed to @callback
 */
void wuse_tile_painter_paint_async (WuseScene *scene,
                                    WuseTileKey key,
                                    int scale,
                                    WuseBaseTile *base,
                                    WuseWorkerPriority priority,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * wuse_tile_painter_paint_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the image
 */
WuseFrameImage *wuse_tile_painter_paint_finish (GAsyncResult *result, GError **error);

G_END_DECLS
