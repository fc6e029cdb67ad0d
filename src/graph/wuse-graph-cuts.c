/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bridges and articulation points by one depth-first walk, without recursion. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-graph-cuts.h"

#include "wuse-graph-private.h"

/* A node of the walk's tree. Of what its removal leaves, the parts below it are summed up in @n_cut_off and @largest. */
typedef struct
{
  guint32 order;
  guint32 low;
  guint32 next;
  guint32 parent_edge;
  guint32 size;
  guint32 n_cut_off;
  guint32 largest;
} Visit;

typedef struct
{
  const WuseGraph *graph;
  const guint8 *edges;
  Visit *visits;
  guint32 *walk;
  guint n_visited;
} CutSearch;

static guint32
get_parent (const CutSearch *search, guint32 v)
{
  guint32 edge = search->visits[v].parent_edge;

  return search->graph->from[edge] == v ? search->graph->to[edge] : search->graph->from[edge];
}

static void
visit (CutSearch *search, guint32 v, guint32 parent_edge)
{
  search->visits[v] = (Visit){
    .order = search->n_visited, .low = search->n_visited, .next = search->graph->first[v], .parent_edge = parent_edge, .size = 1
  };
  search->walk[search->n_visited++] = v;
}

static void
return_to_parent (CutSearch *search, guint32 v)
{
  const Visit *child = &search->visits[v];
  Visit *parent = &search->visits[get_parent (search, v)];

  parent->low = MIN (parent->low, child->low);
  parent->size += child->size;
  if (child->low >= parent->order)
    {
      parent->n_cut_off += child->size;
      parent->largest = MAX (parent->largest, child->size);
    }
}

static void
walk_from (CutSearch *search, guint32 root)
{
  const WuseGraph *graph = search->graph;
  guint32 v = root;

  visit (search, root, WUSE_NODE_NONE);
  while (TRUE)
    {
      Visit *here = &search->visits[v];

      if (here->next == graph->first[v + 1])
        {
          if (v == root)
            return;
          return_to_parent (search, v);
          v = get_parent (search, v);
          continue;
        }

      guint32 slot = here->next++;
      guint32 edge = graph->edge[slot], w = graph->neighbor[slot];
      if (edge == here->parent_edge || !wuse_edge_mask_has (search->edges, edge))
        continue;
      if (search->visits[w].order != WUSE_NODE_NONE)
        {
          here->low = MIN (here->low, search->visits[w].order);
          continue;
        }
      visit (search, w, edge);
      v = w;
    }
}

/* Once the component of @root has been walked: the nodes from @begin on. */
static void
rank_component (const CutSearch *search, guint begin, guint32 *edge_cut, guint32 *node_cut)
{
  guint32 n_nodes = search->n_visited - begin;

  for (guint i = begin; i < search->n_visited; i++)
    {
      guint32 v = search->walk[i];
      const Visit *here = &search->visits[v];
      guint32 rest = n_nodes - 1 - here->n_cut_off;

      if (node_cut != NULL)
        node_cut[v] = n_nodes - 1 - MAX (here->largest, rest);
      if (edge_cut != NULL && i > begin && here->low == here->order)
        edge_cut[here->parent_edge] = MIN (here->size, n_nodes - here->size);
    }
}

void
wuse_graph_find_cuts (const WuseGraph *graph, const guint8 *edges, guint32 *edge_cut, guint32 *node_cut)
{
  g_return_if_fail (graph != NULL);

  g_autofree Visit *visits = g_new (Visit, graph->n_nodes);
  g_autofree guint32 *walk = g_new (guint32, graph->n_nodes);
  CutSearch search = { .graph = graph, .edges = edges, .visits = visits, .walk = walk };

  for (guint32 e = 0; edge_cut != NULL && e < graph->n_edges; e++)
    edge_cut[e] = 0;
  for (guint32 v = 0; v < graph->n_nodes; v++)
    visits[v].order = WUSE_NODE_NONE;
  for (guint32 v = 0; v < graph->n_nodes; v++)
    if (visits[v].order == WUSE_NODE_NONE)
      {
        guint begin = search.n_visited;

        walk_from (&search, v);
        rank_component (&search, begin, edge_cut, node_cut);
      }
}
