/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted per node and per component of a graph: degrees, components, their growth, generations. */

#pragma once

#include "wuse-graph.h"

G_BEGIN_DECLS

/*
 * All functions of the graph room that take an array of edges to walk (`edges`, array length `n_edges` of the graph) pass
 * over those with a zero there; %NULL selects all. All are pure and deterministic, need no recursion, and run on any thread.
 */

/**
 * WuseDirection:
 * @WUSE_DIRECTION_DOWNSTREAM: along edges: whom somebody infected
 * @WUSE_DIRECTION_UPSTREAM: against edges: by whom somebody was infected
 * @WUSE_DIRECTION_EITHER: along and against edges
 *
 * Which way a graph is walked.
 */
typedef enum
{
  WUSE_DIRECTION_DOWNSTREAM,
  WUSE_DIRECTION_UPSTREAM,
  WUSE_DIRECTION_EITHER,
} WuseDirection;

/**
 * wuse_graph_count_degrees:
 * @graph: a graph
 * @edges: (nullable): which edges count
 * @out_degree: (out caller-allocates) (optional): how many selected edges begin at each node
 * @in_degree: (out caller-allocates) (optional): how many end there
 *
 * An edge from a node to itself counts at both of its ends, as in igraph; parallel edges count each. Linear.
 */
void wuse_graph_count_degrees (const WuseGraph *graph, const guint8 *edges, guint32 *out_degree, guint32 *in_degree);

/**
 * wuse_graph_find_components:
 * @graph: a graph
 * @edges: (nullable): which edges connect
 * @component: (out caller-allocates): number of each node's component
 *
 * Weak components, numbered from 0 in the order of their first node. Linear.
 *
 * Returns: how many there are
 */
guint wuse_graph_find_components (const WuseGraph *graph, const guint8 *edges, guint32 *component);

/**
 * wuse_graph_find_strong_components:
 * @graph: a graph
 * @edges: (nullable): which edges connect
 * @component: (out caller-allocates): number of each node's strongly connected component
 *
 * Nodes that can reach each other: more than one of them in a component is a cycle. Numbered against the edges: an edge
 * between two components leads from the higher number to the lower. R. Tarjan, Depth-first search and linear graph
 * algorithms, SIAM J. Comput. 1 (1972), without recursion. Linear.
 *
 * Returns: how many there are
 */
guint wuse_graph_find_strong_components (const WuseGraph *graph, const guint8 *edges, guint32 *component);

/**
 * wuse_graph_find_generations:
 * @graph: a graph
 * @edges: (nullable): which edges are transmissions
 * @day: (nullable): day of onset by node, or %WUSE_DAY_NONE
 * @generation: (out caller-allocates): generation of each node
 *
 * The generation of a node is the least number of transmissions from a root to it. Roots, of generation 0, are the nodes that
 * no selected edge of another node leads to, and of every cycle that nothing outside leads to, the node with the earliest
 * day (known before unknown, then the lowest number). So everybody has a generation. Linear.
 *
 * Returns: the highest generation; 0 for an empty graph
 */
guint wuse_graph_find_generations (const WuseGraph *graph, const guint8 *edges, const gint32 *day, guint32 *generation);

/**
 * WuseComponentGrowth:
 * @n_components: how many components
 * @first: (array): `n_components + 1` offsets into @day and @size
 * @day: (array): days on which a component grew, ascending within it
 * @size: (array): how many of its nodes have that day or an earlier one
 * @n_undated: (array length=n_components): how many of its nodes have no day
 *
 * How the components of a graph came to their size: the cumulative count of the nodes that are in the component today.
 */
typedef struct
{
  guint n_components;
  guint32 *first;
  gint32 *day;
  guint32 *size;
  guint32 *n_undated;
} WuseComponentGrowth;

/**
 * wuse_component_growth_new:
 * @component: (array length=n_nodes): number of each node's component, below @n_components
 * @day: (array length=n_nodes): its day, or %WUSE_DAY_NONE
 * @n_nodes: how many nodes
 * @n_components: how many components
 *
 * Returns: (transfer full): their growth; to be freed with wuse_component_growth_free()
 */
WuseComponentGrowth *wuse_component_growth_new (const guint32 *component, const gint32 *day, guint n_nodes, guint n_components);

/**
 * wuse_component_growth_free:
 * @self: (transfer full): growth
 */
void wuse_component_growth_free (WuseComponentGrowth *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseComponentGrowth, wuse_component_growth_free)

G_END_DECLS
