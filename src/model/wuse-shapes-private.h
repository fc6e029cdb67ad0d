/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many geometries in three arrays, by number. */

#pragma once

#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * WuseShapes:
 *
 * Geometries by the order in which they were added. Views end with the next one added.
 */
typedef struct _WuseShapes WuseShapes;

WuseShapes *wuse_shapes_new (void);
void wuse_shapes_free (WuseShapes *self);

/**
 * wuse_shapes_add:
 * @self: shapes
 * @geometry: a geometry (copied)
 *
 * Returns: its number
 */
guint32 wuse_shapes_add (WuseShapes *self, const WuseGeometry *geometry);

/**
 * wuse_shapes_get:
 * @self: shapes
 * @number: a number from wuse_shapes_add()
 *
 * Returns: a view
 */
WuseGeometry wuse_shapes_get (const WuseShapes *self, guint32 number);

G_END_DECLS
