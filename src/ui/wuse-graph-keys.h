/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend of a relationship graph. */

#pragma once

#include "wuse-diagram-sheet.h"
#include "wuse-relation-graph.h"

G_BEGIN_DECLS

/**
 * wuse_graph_keys_new:
 * @graph: a graph
 * @scene: how it looks
 * @coloring: what colours say
 * @colors: (element-type WuseGraphColorKey): which there are
 *
 * Each with how many there are: colours of cases, other kinds of nodes, kinds of lines that are drawn. For any thread.
 *
 * Returns: (transfer full) (element-type WuseDiagramKey): the legend
 */
GArray *wuse_graph_keys_new (const WuseRelationGraph *graph,
                             const WuseDiagramScene *scene,
                             WuseGraphColoring coloring,
                             const GArray *colors);

G_END_DECLS
