/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas a pack has brought so far: to find one by place or name, and to unite them. */

#pragma once

#include "wuse-area-set.h"

G_BEGIN_DECLS

/**
 * WusePackAreas:
 *
 * Areas with their shapes, in the order in which they came.
 */
typedef struct _WusePackAreas WusePackAreas;

/**
 * wuse_pack_areas_new:
 *
 * Returns: (transfer full): none yet; free with wuse_pack_areas_free()
 */
WusePackAreas *wuse_pack_areas_new (void);

/**
 * wuse_pack_areas_free:
 * @self: (transfer full) (nullable): areas
 */
void wuse_pack_areas_free (WusePackAreas *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WusePackAreas, wuse_pack_areas_free)

/**
 * wuse_pack_areas_add:
 * @self: areas
 * @level: its level
 * @id: its id
 * @names: (array zero-terminated=1): texts by which it may be called
 * @geometry: its shape, copied
 */
void wuse_pack_areas_add (
    WusePackAreas *self, WuseAreaLevel level, const char *id, const char *const *names, const WuseGeometry *geometry);

/**
 * wuse_pack_areas_locate:
 * @self: areas
 * @level: a level
 * @point: a point
 *
 * Returns: (transfer none) (nullable): id of the area of that level in which @point lies
 */
const char *wuse_pack_areas_locate (WusePackAreas *self, WuseAreaLevel level, WusePoint point);

/**
 * wuse_pack_areas_find:
 * @self: areas
 * @level: a level
 * @name: one of its names
 *
 * Returns: (transfer none) (nullable): id of the area of that level and name; %NULL if there is none, or more than one
 */
const char *wuse_pack_areas_find (const WusePackAreas *self, WuseAreaLevel level, const char *name);

/**
 * wuse_pack_areas_unite:
 * @self: areas
 * @level: a level
 * @builder: filled with the union, for wuse_geometry_builder_finish()
 *
 * Unites the areas of a level that share their borders vertex by vertex: borders that two of them share cancel out.
 * Where vertices differ, slivers stay behind.
 *
 * Returns: %FALSE if there is no area of that level
 */
gboolean wuse_pack_areas_unite (const WusePackAreas *self, WuseAreaLevel level, WuseGeometryBuilder *builder);

G_END_DECLS
