/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A directed multigraph as flat arrays: immutable, shared between threads. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * WUSE_GRAPH_MAX_NODES:
 *
 * Most nodes a graph may have; it may have eight times as many edges.
 */
#define WUSE_GRAPH_MAX_NODES (1u << 22)

/**
 * WUSE_NODE_NONE:
 *
 * Refers to no node, no edge, no component.
 */
#define WUSE_NODE_NONE G_MAXUINT32

/**
 * WuseGraph:
 * @n_nodes: how many nodes; they are numbered from 0
 * @n_edges: how many edges; they are numbered from 0 in the order given
 * @from: (array length=n_edges): where each edge begins
 * @to: (array length=n_edges): where each edge ends
 * @first: (array): `n_nodes + 1` offsets into @neighbor and @edge: the slots of node v are `first[v]` to `first[v + 1] - 1`
 * @n_out: (array length=n_nodes): how many of a node's slots, from its first on, are of edges that begin there; the others
 *   are of edges that end there
 * @neighbor: (array): the node at the other end, by slot
 * @edge: (array): the edge, by slot
 *
 * Compressed adjacency. An edge has a slot at either end; an edge from a node to itself is in @from and @to but has no
 * slots, so that nothing that walks the graph meets it. Slots of a node are in the order of the edges. The arrays may be
 * read, never written.
 */
typedef struct
{
  guint n_nodes;
  guint n_edges;
  const guint32 *from;
  const guint32 *to;
  const guint32 *first;
  const guint32 *n_out;
  const guint32 *neighbor;
  const guint32 *edge;
} WuseGraph;

GType wuse_graph_get_type (void);
#define WUSE_TYPE_GRAPH (wuse_graph_get_type ())

/**
 * wuse_graph_new:
 * @n_nodes: how many nodes, at most %WUSE_GRAPH_MAX_NODES
 * @from: (array length=n_edges): where each edge begins, below @n_nodes; copied
 * @to: (array length=n_edges): where each edge ends; copied
 * @n_edges: how many edges
 *
 * Linear in nodes and edges.
 *
 * Returns: (transfer full): a graph
 */
WuseGraph *wuse_graph_new (guint n_nodes, const guint32 *from, const guint32 *to, guint n_edges);

/**
 * wuse_graph_ref:
 * @self: a graph
 *
 * Returns: (transfer full): @self
 */
WuseGraph *wuse_graph_ref (WuseGraph *self);

/**
 * wuse_graph_unref:
 * @self: (transfer full): a graph
 */
void wuse_graph_unref (WuseGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseGraph, wuse_graph_unref)

/**
 * wuse_graph_degree:
 * @self: a graph
 * @node: a node
 *
 * Returns: the number of its slots
 */
static inline guint
wuse_graph_degree (const WuseGraph *self, guint32 node)
{
  return self->first[node + 1] - self->first[node];
}

G_END_DECLS
