/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies under the fills (ground, green, water, main roads) and over them (roads, buildings, outlines, names). */

#pragma once

#include "wuse-scene.h"
#include "wuse-scratch.h"
#include "wuse-world-shapes.h"

G_BEGIN_DECLS

/**
 * wuse_layers_paint_under:
 * @scene: a scene
 * @view: what to paint
 * @scratch: the thread's memory
 *
 * Returns: (transfer full) (nullable): opaque pixels, or %NULL where there is nothing but ground
 */
WusePixels *wuse_layers_paint_under (const WuseScene *scene, const WuseView *view, WuseScratch *scratch);

/**
 * wuse_layers_paint_over:
 * @scene: a scene
 * @view: what to paint
 * @scratch: the thread's memory
 *
 * Returns: (transfer full) (nullable): pixels, or %NULL where there is nothing
 */
WusePixels *wuse_layers_paint_over (const WuseScene *scene, const WuseView *view, WuseScratch *scratch);

/**
 * wuse_layers_paint_names:
 * @scene: a scene
 * @view: what @pixels show
 * @scratch: the thread's memory
 * @pixels: where to
 *
 * Paints the names once more, over what has been drawn over them; nothing if the scene has none.
 */
void wuse_layers_paint_names (const WuseScene *scene, const WuseView *view, WuseScratch *scratch, WusePixels *pixels);

G_END_DECLS
