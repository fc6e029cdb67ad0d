/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neighbourhoods, everyone upstream or downstream, and paths. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-graph-reach.h"

#include "wuse-graph-private.h"

static void
append_new (GArray *nodes, guint8 *is_listed, guint32 node)
{
  if (is_listed[node])
    return;
  is_listed[node] = TRUE;
  g_array_append_val (nodes, node);
}

GArray *
wuse_graph_list_reachable (const WuseGraph *graph,
                           const guint8 *edges,
                           const guint32 *sources,
                           guint n_sources,
                           WuseDirection direction,
                           guint max_steps)
{
  g_return_val_if_fail (graph != NULL, NULL);
  g_return_val_if_fail (n_sources == 0 || sources != NULL, NULL);

  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *is_listed = g_new0 (guint8, graph->n_nodes);
  guint i = 0;

  for (guint s = 0; s < n_sources; s++)
    {
      g_assert (sources[s] < graph->n_nodes);
      append_new (nodes, is_listed, sources[s]);
    }
  for (guint step = 0; step < max_steps && i < nodes->len; step++)
    for (guint level_end = nodes->len; i < level_end; i++)
      {
        guint32 v = g_array_index (nodes, guint32, i), end;

        for (guint32 slot = wuse_graph_slots (graph, v, direction, &end); slot < end; slot++)
          if (wuse_edge_mask_has (edges, graph->edge[slot]))
            append_new (nodes, is_listed, graph->neighbor[slot]);
      }

  return nodes;
}

/* A way of reaching @node: from @via over @edge. */
typedef struct
{
  guint32 node;
  guint32 via;
  guint32 edge;
  guint32 n_steps;
} Arrival;

typedef struct
{
  const WuseGraph *graph;
  const guint8 *edges;
  const guint8 *preferred;
  WuseDirection direction;
  guint32 *via;
  guint32 *via_edge;
  guint8 *is_settled;
  GArray *now;
  GArray *later;
} PathSearch;

static void
settle (PathSearch *search, const Arrival *arrival)
{
  const WuseGraph *graph = search->graph;
  guint32 v = arrival->node, end;

  search->is_settled[v] = TRUE;
  search->via[v] = arrival->via;
  search->via_edge[v] = arrival->edge;
  for (guint32 slot = wuse_graph_slots (graph, v, search->direction, &end); slot < end; slot++)
    {
      guint32 edge = graph->edge[slot];
      Arrival next = { graph->neighbor[slot], v, edge, arrival->n_steps + 1 };

      if (search->is_settled[next.node] || !wuse_edge_mask_has (search->edges, edge))
        continue;
      g_array_append_val (wuse_edge_mask_has (search->preferred, edge) ? search->now : search->later, next);
    }
}

/* Level by level of edges that are not preferred. Arrivals at the next level are found in ascending number of steps, and so
 * are those within the level: the lesser of the two queues' heads is always the nearest. */
static void
search_path (PathSearch *search, guint32 from, guint32 to)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Arrival));
  Arrival start = { from, WUSE_NODE_NONE, WUSE_NODE_NONE, 0 };

  g_array_append_val (entries, start);
  while (entries->len > 0 && !search->is_settled[to])
    {
      guint i = 0, j = 0;

      g_array_set_size (search->now, 0);
      g_array_set_size (search->later, 0);
      while ((i < entries->len || j < search->now->len) && !search->is_settled[to])
        {
          gboolean is_entry =
              j == search->now->len
              || (i < entries->len
                  && g_array_index (entries, Arrival, i).n_steps <= g_array_index (search->now, Arrival, j).n_steps);
          Arrival arrival = is_entry ? g_array_index (entries, Arrival, i++) : g_array_index (search->now, Arrival, j++);

          if (!search->is_settled[arrival.node])
            settle (search, &arrival);
        }

      GArray *spent = entries;
      entries = search->later;
      search->later = spent;
    }
}

static void
reverse (GArray *numbers)
{
  for (guint i = 0; i < numbers->len / 2; i++)
    {
      guint32 *a = &g_array_index (numbers, guint32, i), *b = &g_array_index (numbers, guint32, numbers->len - 1 - i);
      guint32 first = *a;

      *a = *b;
      *b = first;
    }
}

static GArray *
trace_path (const PathSearch *search, guint32 to, GArray **path_edges)
{
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 v = to; v != WUSE_NODE_NONE; v = search->via[v])
    {
      g_array_append_val (nodes, v);
      if (search->via[v] != WUSE_NODE_NONE)
        g_array_append_val (edges, search->via_edge[v]);
    }
  reverse (nodes);
  reverse (edges);
  if (path_edges != NULL)
    *path_edges = edges;
  else
    g_array_unref (edges);

  return nodes;
}

GArray *
wuse_graph_find_path (const WuseGraph *graph,
                      const guint8 *edges,
                      const guint8 *preferred,
                      guint32 from,
                      guint32 to,
                      WuseDirection direction,
                      GArray **path_edges)
{
  g_return_val_if_fail (graph != NULL, NULL);
  g_return_val_if_fail (from < graph->n_nodes && to < graph->n_nodes, NULL);

  g_autofree guint32 *via = g_new (guint32, graph->n_nodes);
  g_autofree guint32 *via_edge = g_new (guint32, graph->n_nodes);
  g_autofree guint8 *is_settled = g_new0 (guint8, graph->n_nodes);
  PathSearch search = { .graph = graph,
                        .edges = edges,
                        .preferred = preferred,
                        .direction = direction,
                        .via = via,
                        .via_edge = via_edge,
                        .is_settled = is_settled,
                        .now = g_array_new (FALSE, FALSE, sizeof (Arrival)),
                        .later = g_array_new (FALSE, FALSE, sizeof (Arrival)) };

  search_path (&search, from, to);
  g_array_unref (search.now);
  g_array_unref (search.later);
  if (path_edges != NULL)
    *path_edges = NULL;

  return is_settled[to] ? trace_path (&search, to, path_edges) : NULL;
}
