/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coloured areas between what lies under and over them. */

#pragma once

#include "wuse-layer-cache.h"
#include "wuse-scene.h"
#include "wuse-scratch.h"
#include "wuse-world-shapes.h"

G_BEGIN_DECLS

/**
 * wuse_fill_paint:
 * @scene: a scene
 * @view: what to paint
 * @scratch: the thread's memory
 * @layers: what lies under and over
 *
 * All areas of one colour are summed in one coverage, then the colours are mixed by their shares of each pixel, the
 * highest risk first where they overlap. Where the drawn level has a gap because an area is not divided, that area is
 * drawn.
 *
 * Returns: (transfer full): the finished pixels
 */
WusePixels *wuse_fill_paint (const WuseScene *scene, const WuseView *view, WuseScratch *scratch, const WuseLayers *layers);

G_END_DECLS
