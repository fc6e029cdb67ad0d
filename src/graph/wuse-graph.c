/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A directed multigraph as flat arrays. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-graph.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (WuseGraph, wuse_graph, wuse_graph_ref, wuse_graph_unref)

WuseGraph *
wuse_graph_new (guint n_nodes, const guint32 *from, const guint32 *to, guint n_edges)
{
  WuseGraph *self;
  guint32 *first, *n_out, *neighbor, *edge, *next;

  g_return_val_if_fail (n_nodes <= WUSE_GRAPH_MAX_NODES, NULL);
  g_return_val_if_fail (n_edges <= 8 * WUSE_GRAPH_MAX_NODES, NULL);
  g_return_val_if_fail (n_edges == 0 || (from != NULL && to != NULL), NULL);

  first = g_new0 (guint32, n_nodes + 1);
  n_out = g_new0 (guint32, n_nodes);
  for (guint i = 0; i < n_edges; i++)
    {
      g_assert (from[i] < n_nodes && to[i] < n_nodes);
      if (from[i] == to[i])
        continue;
      first[from[i] + 1]++;
      first[to[i] + 1]++;
      n_out[from[i]]++;
    }
  for (guint v = 0; v < n_nodes; v++)
    first[v + 1] += first[v];

  /* Out slots stand before in slots: two cursors a node. */
  neighbor = g_new (guint32, first[n_nodes]);
  edge = g_new (guint32, first[n_nodes]);
  next = g_new (guint32, 2 * (gsize) n_nodes);
  for (guint v = 0; v < n_nodes; v++)
    {
      next[2 * v] = first[v];
      next[2 * v + 1] = first[v] + n_out[v];
    }
  for (guint i = 0; i < n_edges; i++)
    {
      guint32 slot;

      if (from[i] == to[i])
        continue;
      slot = next[2 * from[i]]++;
      neighbor[slot] = to[i];
      edge[slot] = i;
      slot = next[2 * to[i] + 1]++;
      neighbor[slot] = from[i];
      edge[slot] = i;
    }
  g_free (next);

  self = g_atomic_rc_box_new0 (WuseGraph);
  self->n_nodes = n_nodes;
  self->n_edges = n_edges;
  self->from = g_memdup2 (from, n_edges * sizeof *from);
  self->to = g_memdup2 (to, n_edges * sizeof *to);
  self->first = first;
  self->n_out = n_out;
  self->neighbor = neighbor;
  self->edge = edge;

  return self;
}

WuseGraph *
wuse_graph_ref (WuseGraph *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  WuseGraph *self = data;

  g_free ((gpointer) self->from);
  g_free ((gpointer) self->to);
  g_free ((gpointer) self->first);
  g_free ((gpointer) self->n_out);
  g_free ((gpointer) self->neighbor);
  g_free ((gpointer) self->edge);
}

void
wuse_graph_unref (WuseGraph *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}
