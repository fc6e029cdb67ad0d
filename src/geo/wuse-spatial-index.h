/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A packed R-tree over boxes: built once, never changed, shared by threads. */

#pragma once

#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * WuseSpatialIndex:
 *
 * Boxes sorted along a Hilbert curve and packed into full nodes (Kamel & Faloutsos 1993). Immutable.
 */
typedef struct _WuseSpatialIndex WuseSpatialIndex;

/**
 * WuseSpatialIndexFunc:
 * @item: the index of a box
 * @user_data: what was handed to the search
 *
 * Returns: %FALSE to end the search
 */
typedef gboolean (*WuseSpatialIndexFunc) (guint32 item, gpointer user_data);

/**
 * wuse_spatial_index_new:
 * @boxes: (array length=n_boxes): the boxes; empty boxes are left out
 * @items: (nullable) (array length=n_boxes): what to call each box, or %NULL for its position
 * @n_boxes: how many
 *
 * Returns: (transfer full): the index; free with wuse_spatial_index_free()
 */
WuseSpatialIndex *wuse_spatial_index_new (const WuseBounds *boxes, const guint32 *items, guint n_boxes);

/**
 * wuse_spatial_index_free:
 * @self: (transfer full) (nullable): an index
 */
void wuse_spatial_index_free (WuseSpatialIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseSpatialIndex, wuse_spatial_index_free)

/**
 * wuse_spatial_index_search:
 * @self: an index
 * @box: where to look
 * @func: called for each item whose box shares a point with @box, in no order that means anything but always the same
 * @user_data: handed to @func
 */
void
wuse_spatial_index_search (const WuseSpatialIndex *self, const WuseBounds *box, WuseSpatialIndexFunc func, gpointer user_data);

/**
 * wuse_spatial_index_collect:
 * @self: an index
 * @box: where to look
 * @items: (element-type guint32): emptied and filled with the items found, ascending
 */
void wuse_spatial_index_collect (const WuseSpatialIndex *self, const WuseBounds *box, GArray *items);

G_END_DECLS
