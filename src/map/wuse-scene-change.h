/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tiles look different in another scene. */

#pragma once

#include "wuse-scene.h"
#include "wuse-tile-key.h"

G_BEGIN_DECLS

/**
 * WuseSceneChange:
 *
 * The difference between two scenes.
 */
typedef struct _WuseSceneChange WuseSceneChange;

/**
 * wuse_scene_change_new:
 * @before: (nullable): a scene
 * @after: another
 *
 * Compares the colours of all areas: a fraction of a millisecond for 100,000.
 *
 * Returns: (transfer full): the difference
 */
WuseSceneChange *wuse_scene_change_new (WuseScene *before, WuseScene *after);

/**
 * wuse_scene_change_free:
 * @self: (transfer full) (nullable): a difference
 */
void wuse_scene_change_free (WuseSceneChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseSceneChange, wuse_scene_change_free)

/**
 * wuse_scene_change_affects:
 * @self: a difference
 * @key: address of a tile
 *
 * Returns: %TRUE if the tile may look different
 */
gboolean wuse_scene_change_affects (const WuseSceneChange *self, WuseTileKey key);

G_END_DECLS
