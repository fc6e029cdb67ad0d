/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who can be reached from whom: neighbourhoods, everyone upstream or downstream, how many, and by which path. */

#pragma once

#include "wuse-graph-metrics.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WUSE_REACH_SKETCH_SIZE:
 *
 * Sample kept of a set that is too large to be counted: an estimate of it has a relative standard error of
 * 1/√(WUSE_REACH_SKETCH_SIZE - 2), 13 %; what is smaller than it is counted exactly all the same.
 */
#define WUSE_REACH_SKETCH_SIZE 64

/**
 * WUSE_REACH_MAX_WORK:
 *
 * Default bound of wuse_graph_count_reachable() on exact counting, in operations on 64 nodes each: about a second.
 */
#define WUSE_REACH_MAX_WORK (G_GUINT64_CONSTANT (1) << 31)

/**
 * wuse_graph_list_reachable:
 * @graph: a graph
 * @edges: (nullable): which edges may be walked
 * @sources: (array length=n_sources): where to begin; repeated ones count once
 * @n_sources: how many
 * @direction: which way to walk
 * @max_steps: how many edges away at most; %G_MAXUINT for everyone
 *
 * Everyone downstream or upstream of a node, or its neighbourhood of so many steps.
 *
 * Returns: (transfer full) (element-type guint32): the nodes, nearest first, beginning with the sources themselves
 */
GArray *wuse_graph_list_reachable (const WuseGraph *graph,
                                   const guint8 *edges,
                                   const guint32 *sources,
                                   guint n_sources,
                                   WuseDirection direction,
                                   guint max_steps);

/**
 * wuse_graph_count_reachable:
 * @graph: a graph
 * @edges: (nullable): which edges may be walked
 * @direction: %WUSE_DIRECTION_DOWNSTREAM or %WUSE_DIRECTION_UPSTREAM
 * @max_work: bound on exact counting, see %WUSE_REACH_MAX_WORK; 0 for that
 * @count: (out caller-allocates): how many others can be reached from each node
 * @is_exact: (out) (optional): %FALSE if some counts are estimates
 * @cancellable: (nullable): asked between pieces of about 10 ms
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Cycles are condensed first. A component in which each strong component is led to by at most one other is summed up, in
 * linear time; of others, whole sets are passed on as bits, 512 nodes at a time. Only a component for which that would
 * exceed @max_work is estimated, from the 64 members with the lowest pseudo-random rank that each set passes on (E. Cohen,
 * Size-estimation framework with applications to transitive closure and reachability, J. Comput. Syst. Sci. 55, 1997).
 *
 * Returns: %TRUE unless cancelled
 */
gboolean wuse_graph_count_reachable (const WuseGraph *graph,
                                     const guint8 *edges,
                                     WuseDirection direction,
                                     guint64 max_work,
                                     guint32 *count,
                                     gboolean *is_exact,
                                     GCancellable *cancellable,
                                     GError **error);

/**
 * wuse_graph_find_path:
 * @graph: a graph
 * @edges: (nullable): which edges may be walked
 * @preferred: (nullable): which edges to walk rather than others: those confirmed
 * @from: where the path begins
 * @to: where it ends
 * @direction: which way to walk
 * @path_edges: (out) (optional) (transfer full) (element-type guint32): the edges of the path, one less than its nodes
 *
 * The path with the fewest edges that are not preferred, and of those with the fewest edges; without @preferred simply a
 * shortest path. Linear.
 *
 * Returns: (transfer full) (nullable) (element-type guint32): the nodes from @from to @to, or %NULL if there is no path
 */
GArray *wuse_graph_find_path (const WuseGraph *graph,
                              const guint8 *edges,
                              const guint8 *preferred,
                              guint32 from,
                              guint32 to,
                              WuseDirection direction,
                              GArray **path_edges);

G_END_DECLS
