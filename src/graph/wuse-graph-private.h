/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all that walks a graph needs: the selected edges, the slots of a direction, arrays of nothing. */

#pragma once

#include "wuse-graph-metrics.h"

G_BEGIN_DECLS

static inline gboolean
wuse_edge_mask_has (const guint8 *edges, guint32 edge)
{
  return edges == NULL || edges[edge] != 0;
}

/* The slots of @node along which @direction leads: from the value returned to before @end. */
static inline guint32
wuse_graph_slots (const WuseGraph *graph, guint32 node, WuseDirection direction, guint32 *end)
{
  guint32 first_in = graph->first[node] + graph->n_out[node];

  *end = direction == WUSE_DIRECTION_DOWNSTREAM ? first_in : graph->first[node + 1];

  return direction == WUSE_DIRECTION_UPSTREAM ? first_in : graph->first[node];
}

static inline void
wuse_fill_none (guint32 *numbers, guint n)
{
  for (guint i = 0; i < n; i++)
    numbers[i] = WUSE_NODE_NONE;
}

G_END_DECLS
