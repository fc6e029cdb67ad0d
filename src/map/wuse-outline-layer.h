/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines of the few areas that are selected or under the pointer. */

#pragma once

#include <shumate/shumate.h>

#include "wuse-area-set.h"
#include "wuse-palette.h"

G_BEGIN_DECLS

#define WUSE_TYPE_OUTLINE_LAYER (wuse_outline_layer_get_type ())

/**
 * WuseOutlineLayer:
 *
 * Draws outlines on top of the tiles: selecting and hovering never paint a tile anew. An outline is drawn once for a zoom
 * level and then moved about.
 */
G_DECLARE_FINAL_TYPE (WuseOutlineLayer, wuse_outline_layer, WUSE, OUTLINE_LAYER, ShumateLayer)

/**
 * wuse_outline_layer_new:
 * @viewport: what is in view; its reference map source has to be set
 *
 * Returns: (transfer floating): a layer
 */
WuseOutlineLayer *wuse_outline_layer_new (ShumateViewport *viewport);

/**
 * wuse_outline_layer_set_areas:
 * @self: a layer
 * @areas: (nullable): the areas; nothing of them is outlined
 */
void wuse_outline_layer_set_areas (WuseOutlineLayer *self, WuseAreaSet *areas);

/**
 * wuse_outline_layer_set_palette:
 * @self: a layer
 * @palette: the colours
 */
void wuse_outline_layer_set_palette (WuseOutlineLayer *self, const WusePalette *palette);

/**
 * wuse_outline_layer_set_selected:
 * @self: a layer
 * @area: an area, or %WUSE_AREA_NONE
 */
void wuse_outline_layer_set_selected (WuseOutlineLayer *self, guint32 area);

/**
 * wuse_outline_layer_set_hovered:
 * @self: a layer
 * @area: an area, or %WUSE_AREA_NONE
 */
void wuse_outline_layer_set_hovered (WuseOutlineLayer *self, guint32 area);

G_END_DECLS
