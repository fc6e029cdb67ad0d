/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points gathered into clusters for every zoom level; built once, shared by threads. */

#pragma once

#include "wuse-geometry.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * WUSE_CLUSTER_MAX_ZOOM:
 *
 * From this zoom level on clusters stay as they are: what is still together there is in one building.
 */
#define WUSE_CLUSTER_MAX_ZOOM 18

/**
 * WuseClusterPoint:
 * @position: where
 * @item: what the caller knows it by
 * @kind: what the caller makes of it; of several kinds a cluster shows the greatest
 *
 * A point to be clustered.
 */
typedef struct
{
  WusePoint position;
  guint32 item;
  guint8 kind;
} WuseClusterPoint;

/**
 * WuseCluster:
 * @id: the same as long as the zoom level and the cluster's least item are
 * @position: mean of its points
 * @bounds: the box around them; a single position cannot be zoomed into any further
 * @count: how many points
 * @item: its least item
 * @kind: the greatest of its kinds
 *
 * One or more points.
 */
typedef struct
{
  guint64 id;
  WusePoint position;
  WuseBounds bounds;
  guint32 count;
  guint32 item;
  guint8 kind;
} WuseCluster;

/**
 * WuseClusterIndex:
 *
 * Hierarchical greedy clustering from the highest zoom level down, each level from the one below (as in Agafonkin's
 * supercluster), over a hashed grid. The result depends on the points only, not on their order.
 */
typedef struct _WuseClusterIndex WuseClusterIndex;

GType wuse_cluster_index_get_type (void);
#define WUSE_TYPE_CLUSTER_INDEX (wuse_cluster_index_get_type ())

/**
 * wuse_cluster_index_new:
 * @points: (array length=n_points): the points; items should differ
 * @n_points: how many
 * @radius: points closer than this to a cluster's first point join it, in pixels of 256-pixel tiles, 8 to 128
 *
 * Tens of milliseconds for 100,000 points: for a worker thread.
 *
 * Returns: (transfer full): an index
 */
WuseClusterIndex *wuse_cluster_index_new (const WuseClusterPoint *points, guint n_points, guint radius);

/**
 * wuse_cluster_index_ref:
 * @self: an index
 *
 * Returns: (transfer full): @self
 */
WuseClusterIndex *wuse_cluster_index_ref (WuseClusterIndex *self);

/**
 * wuse_cluster_index_unref:
 * @self: (transfer full): an index
 */
void wuse_cluster_index_unref (WuseClusterIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseClusterIndex, wuse_cluster_index_unref)

/**
 * wuse_cluster_index_query:
 * @self: an index
 * @zoom: zoom level; above %WUSE_CLUSTER_MAX_ZOOM as that
 * @bounds: where to look
 * @clusters: (element-type WuseCluster): emptied and filled with the clusters whose position lies in @bounds, always in
 *   the same order
 *
 * Well under a millisecond for 100,000 points.
 */
void wuse_cluster_index_query (const WuseClusterIndex *self, guint zoom, const WuseBounds *bounds, GArray *clusters);

/**
 * WuseClusterMember:
 * @lead: the @item of the cluster it is in
 * @item: item of a point
 */
typedef struct
{
  guint32 lead;
  guint32 item;
} WuseClusterMember;

/**
 * wuse_cluster_index_collect_members:
 * @self: an index
 * @zoom: zoom level; above %WUSE_CLUSTER_MAX_ZOOM as that
 * @members: (element-type WuseClusterMember): emptied and filled with all items of the clusters of @zoom, by cluster and item
 *
 * For all clusters at once what wuse_cluster_index_collect_items() is for one.
 */
void wuse_cluster_index_collect_members (const WuseClusterIndex *self, guint zoom, GArray *members);

/**
 * wuse_cluster_index_collect_items:
 * @self: an index
 * @id: id of a cluster from a query of @self
 * @items: (element-type guint32): emptied and filled with the items of its points, ascending; left empty for an unknown id
 */
void wuse_cluster_index_collect_items (const WuseClusterIndex *self, guint64 id, GArray *items);

G_END_DECLS
