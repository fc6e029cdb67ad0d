/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes and edges of the relationship graph in words. */

#pragma once

#include "wuse-relation-graph.h"

G_BEGIN_DECLS

/**
 * wuse_words_for_node:
 * @graph: a graph
 * @node: one of its nodes
 *
 * Returns: (transfer full): for a screen reader, in one line: who, classification, days, by whom infected, how many infected,
 *   how many contacts, how many links drawn
 */
char *wuse_words_for_node (const WuseRelationGraph *graph, guint32 node);

/**
 * wuse_words_for_graph:
 * @graph: a graph
 *
 * Returns: (transfer full): how many cases are in how many chains, and how many are not drawn
 */
char *wuse_words_for_graph (const WuseRelationGraph *graph);

/**
 * wuse_words_for_edge:
 * @graph: a graph
 * @edge: one of its edges
 *
 * Returns: (transfer full): in lines: between whom and of what kind, state and setting, days of exposure, what says so
 */
char *wuse_words_for_edge (const WuseRelationGraph *graph, guint32 edge);

/**
 * wuse_words_for_relation_state:
 * @relation: a relation
 *
 * Returns: (transfer none): its state for people
 */
const char *wuse_words_for_relation_state (const WuseRelation *relation);

G_END_DECLS
