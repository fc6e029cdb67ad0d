/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions for the nodes of a graph by forces: who is linked lies together, and all keep their distance. */

#pragma once

#include "wuse-graph.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WuseForceLayoutProgress:
 * @x: (array): where each node lies for the time being
 * @y: (array): as @x
 * @done: part of the work that is done, 0 to 1
 * @user_data: what was given with it
 *
 * Is handed a picture of the whole graph while the layout goes on. Called on the thread that makes the layout; the arrays are
 * valid during the call. Pictures come at most every 100 ms and become better; between two of them the whole may turn out
 * larger or smaller, so whoever shows them fits them anew.
 */
typedef void (*WuseForceLayoutProgress) (const float *x, const float *y, double done, gpointer user_data);

/**
 * WuseForceLayoutOptions:
 * @seed: where chance begins: the same graph with the same seed gives the same positions to the last bit, with any number
 *   of threads
 * @n_threads: how many threads compute, the calling one among them; 0 for one a processor
 * @progress: (nullable): is handed pictures while the layout goes on
 * @progress_data: for @progress
 *
 * How a layout is made.
 */
typedef struct
{
  guint64 seed;
  guint n_threads;
  WuseForceLayoutProgress progress;
  gpointer progress_data;
} WuseForceLayoutOptions;

/**
 * wuse_force_layout_run:
 * @graph: a graph
 * @options: (nullable): how; all zero if %NULL
 * @x: (array) (out caller-allocates): `n_nodes` places, to the right
 * @y: (array) (out caller-allocates): as @x, downwards
 * @cancellable: (nullable): to end early; looked at many times a second
 * @error: return location
 *
 * Lays out a graph anew. The mean edge of each component is 1 long; the largest component lies about the origin, its longest
 * side to the right, the others closely around it. Directions of edges, edges from a node to itself and how often two nodes
 * are linked do not count.
 *
 * Each component is made coarser by merging leaves and then pairs (Walshaw 2003; Hu, "Efficient, high-quality force-directed
 * graph drawing", 2005); the coarsest level gets the least full stress (Zheng, Pawar, Goodman, "Graph drawing by stochastic
 * gradient descent", 2018). From there on finer levels are placed and relaxed: edges pull with the square of their length,
 * all nodes repel each other with 1/d (Barnes and Hut 1986, over a packed Hilbert tree), and a few pivots keep what graph
 * distances want (the sparse stress of Ortmann, Klimenta, Brandes 2016), lightly.
 *
 * Returns: whether it was done; if not, @x and @y are undefined. Errors: %G_IO_ERROR_CANCELLED
 */
gboolean wuse_force_layout_run (
    const WuseGraph *graph, const WuseForceLayoutOptions *options, float *x, float *y, GCancellable *cancellable, GError **error);

/**
 * wuse_force_layout_settle:
 * @graph: a graph
 * @x: (array) (inout): where each node lies; NaN, or anything beyond 1e9 from the origin, for those that are
 *   new
 * @y: (array) (inout): as @x
 * @nudge: how far nodes that lie too close to a new one may be pushed away at most; with 0 no known node moves
 * @cancellable: (nullable): to end early
 * @error: return location
 *
 * Finds places for new nodes. Those that are linked to known ones come into the clearest spot about an edge's length from
 * them, nearest first; components that are new as a whole are laid out and put beside the others, where nothing is. Every
 * known node keeps its position exactly, but for @nudge. If no node is known, this is wuse_force_layout_run(). The result
 * depends on the arguments only.
 *
 * Returns: whether it was done; if not, known nodes are where they were. Errors: %G_IO_ERROR_CANCELLED
 */
gboolean
wuse_force_layout_settle (const WuseGraph *graph, float *x, float *y, float nudge, GCancellable *cancellable, GError **error);

G_END_DECLS
