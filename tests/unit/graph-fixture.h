/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Graphs to try the graph room on: random ones, simple large ones, and the Seoul records. */

#pragma once

#include "wuse-graph.h"

G_BEGIN_DECLS

/* @n_edges edges between random nodes, self-links and parallel ones among them. */
WuseGraph *random_graph_new (GRand *random, guint n_nodes, guint n_edges);

/* About @n_nodes - @n_nodes / 10 edges that each lead from a lower to a higher number, at most one to a node. */
WuseGraph *random_tree_graph_new (GRand *random, guint n_nodes);

WuseGraph *path_graph_new (guint n_nodes);
WuseGraph *cycle_graph_new (guint n_nodes);
WuseGraph *star_graph_new (guint n_nodes);

/* Nodes are everybody who infected or was infected, in the order of their appearance; edges are in the order of rows. */
typedef struct
{
  WuseGraph *graph;
  GPtrArray *ids;
  GHashTable *nodes;
  gint32 *onset;
  gint32 *report;
} Seoul;

/* %NULL, the test being skipped, where the shared data are not. */
Seoul *seoul_read (void);
void seoul_free (Seoul *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Seoul, seoul_free)

/* Lines of a shared file, by `folder/name`, each split at commas; %NULL, the test being skipped, where it is not. */
GPtrArray *shared_csv_read (const char *path);

G_END_DECLS
