/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes of a small layout moved apart until none covers another. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WUSE_LAYOUT_SEPARATE_MAX_NODES:
 *
 * Most nodes that wuse_layout_separate() takes: with more, they are dots anyway.
 */
#define WUSE_LAYOUT_SEPARATE_MAX_NODES 2000u

/**
 * wuse_layout_separate:
 * @n_nodes: how many nodes
 * @x: (array length=n_nodes) (inout): where they lie
 * @y: (array length=n_nodes) (inout): as @x
 * @radius: (array length=n_nodes): how large they are, not negative, in the units of the positions
 * @cancellable: (nullable): to end early
 * @error: return location
 *
 * Moves nodes as discs apart until no two overlap. Overlapping pairs push each other away, the smaller one farther; where
 * there is no room, the whole grows a little and they try again. Who overlaps nobody and is pushed by nobody stays, unless
 * the whole had to grow. The result depends on the arguments only.
 *
 * Returns: whether it was done. Errors: %WUSE_GRAPH_ERROR_SIZE if there are more than %WUSE_LAYOUT_SEPARATE_MAX_NODES,
 *   %G_IO_ERROR_CANCELLED; with either, positions are anywhere between the old and the new
 */
gboolean wuse_layout_separate (guint n_nodes, float *x, float *y, const float *radius, GCancellable *cancellable, GError **error);

G_END_DECLS
