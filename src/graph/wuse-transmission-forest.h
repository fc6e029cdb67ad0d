/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who most likely infected whom: one infector a case, without cycles. */

#pragma once

#include "wuse-graph.h"

G_BEGIN_DECLS

/**
 * WuseEdgeRole:
 * @WUSE_EDGE_UNUSED: not a transmission
 * @WUSE_EDGE_TREE: leads from a node's infector in the forest
 * @WUSE_EDGE_ALTERNATIVE: leads from another suspected infector
 * @WUSE_EDGE_CYCLIC: leads back to somebody from whom, in the forest, its beginning descends: left out to break a cycle
 * @WUSE_EDGE_SELF: leads from a node to itself
 *
 * What became of an edge.
 */
typedef enum
{
  WUSE_EDGE_UNUSED,
  WUSE_EDGE_TREE,
  WUSE_EDGE_ALTERNATIVE,
  WUSE_EDGE_CYCLIC,
  WUSE_EDGE_SELF,
} WuseEdgeRole;

/**
 * WuseDaySource:
 * @WUSE_DAY_GIVEN: the day of onset is known
 * @WUSE_DAY_REPORTED: estimated: the typical delay before the day of report
 * @WUSE_DAY_RELATED: estimated: a typical interval after its infector or before the earliest whom it infected
 * @WUSE_DAY_UNRELATED: nothing in its tree has a day: the first day of all
 *
 * Where the day of a node comes from; all but the first are to be shown as estimated.
 */
typedef enum
{
  WUSE_DAY_GIVEN,
  WUSE_DAY_REPORTED,
  WUSE_DAY_RELATED,
  WUSE_DAY_UNRELATED,
} WuseDaySource;

/**
 * WuseForestEvidence:
 * @edges: (nullable): which edges are transmissions, see wuse-graph-metrics.h
 * @confirmed: (nullable) (array): which edges are confirmed
 * @day: (nullable) (array): day of onset of each node, or %WUSE_DAY_NONE; a day outside the years 1 to 9999 counts as none
 * @report_day: (nullable) (array): day of report of each node, or %WUSE_DAY_NONE
 * @order: (nullable) (array): rank of each node among those of the same day, such as the order of ids; by default its number
 * @report_delay: typical days from onset to report, taken off where the day of report stands for that of onset
 * @interval: typical days from the onset of an infector to that of whom he infected; 5 if 0
 *
 * What the forest is made from.
 */
typedef struct
{
  const guint8 *edges;
  const guint8 *confirmed;
  const gint32 *day;
  const gint32 *report_day;
  const guint32 *order;
  guint report_delay;
  guint interval;
} WuseForestEvidence;

/**
 * WuseTransmissionForest:
 * @n_nodes: how many nodes
 * @n_edges: how many edges the graph has
 * @n_roots: how many trees
 * @n_components: how many weak components: a node with several suspected infectors may join several trees
 * @parent: (array length=n_nodes): the infector, or %WUSE_NODE_NONE of a root
 * @parent_edge: (array length=n_nodes): the edge from it, or %WUSE_NODE_NONE
 * @depth: (array length=n_nodes): how many edges from the root: the generation along the likeliest chain
 * @component: (array length=n_nodes): weak component over all selected edges
 * @preorder: (array length=n_nodes): nodes, each before those below it, siblings and roots by day and rank
 * @position: (array length=n_nodes): where a node stands in @preorder
 * @subtree_size: (array length=n_nodes): how many nodes are in its tree from it on; they follow it in @preorder
 * @day: (array length=n_nodes): its day, known or estimated
 * @day_source: (array length=n_nodes): a #WuseDaySource
 * @role: (array length=n_edges): a #WuseEdgeRole
 *
 * Every node has at most one infector. May be read, never written.
 */
typedef struct
{
  guint n_nodes;
  guint n_edges;
  guint n_roots;
  guint n_components;
  guint32 *parent;
  guint32 *parent_edge;
  guint32 *depth;
  guint32 *component;
  guint32 *preorder;
  guint32 *position;
  guint32 *subtree_size;
  gint32 *day;
  guint8 *day_source;
  guint8 *role;
} WuseTransmissionForest;

/**
 * wuse_transmission_forest_new:
 * @graph: a graph whose selected edges lead from infector to infected
 * @evidence: what is known of its nodes and edges
 *
 * Takes edges from the most to the least plausible, each unless its end has an infector already or would become its own
 * ancestor; so a cycle is broken at its least plausible edge. Confirmed edges are more plausible than others; then those whose
 * interval is nearest to the typical one, then those of which an interval is not known, then those with a negative one. Ties
 * are broken by rank and number of the infector, then by number of the edge: the result is deterministic, and a node more
 * does not change the order of the others. Linear but for a sort by day.
 *
 * Returns: (transfer full): the forest; to be freed with wuse_transmission_forest_free()
 */
WuseTransmissionForest *wuse_transmission_forest_new (const WuseGraph *graph, const WuseForestEvidence *evidence);

/**
 * wuse_transmission_forest_free:
 * @self: (transfer full): a forest
 */
void wuse_transmission_forest_free (WuseTransmissionForest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTransmissionForest, wuse_transmission_forest_free)

G_END_DECLS
