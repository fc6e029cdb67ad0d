/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Degrees, components, their growth, generations. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-graph-metrics.h"

#include "wuse-date.h"
#include "wuse-graph-private.h"

#include <stdlib.h>

void
wuse_graph_count_degrees (const WuseGraph *graph, const guint8 *edges, guint32 *out_degree, guint32 *in_degree)
{
  g_return_if_fail (graph != NULL);

  for (guint32 v = 0; v < graph->n_nodes; v++)
    {
      if (out_degree != NULL)
        out_degree[v] = 0;
      if (in_degree != NULL)
        in_degree[v] = 0;
    }
  for (guint32 e = 0; e < graph->n_edges; e++)
    {
      if (!wuse_edge_mask_has (edges, e))
        continue;
      if (out_degree != NULL)
        out_degree[graph->from[e]]++;
      if (in_degree != NULL)
        in_degree[graph->to[e]]++;
    }
}

guint
wuse_graph_find_components (const WuseGraph *graph, const guint8 *edges, guint32 *component)
{
  guint n_components = 0;

  g_return_val_if_fail (graph != NULL, 0);
  g_return_val_if_fail (graph->n_nodes == 0 || component != NULL, 0);

  g_autofree guint32 *queue = g_new (guint32, graph->n_nodes);
  wuse_fill_none (component, graph->n_nodes);
  for (guint32 start = 0; start < graph->n_nodes; start++)
    {
      guint n_queued = 0;

      if (component[start] != WUSE_NODE_NONE)
        continue;
      component[start] = n_components;
      queue[n_queued++] = start;
      for (guint i = 0; i < n_queued; i++)
        for (guint32 slot = graph->first[queue[i]]; slot < graph->first[queue[i] + 1]; slot++)
          {
            guint32 w = graph->neighbor[slot];

            if (component[w] != WUSE_NODE_NONE || !wuse_edge_mask_has (edges, graph->edge[slot]))
              continue;
            component[w] = n_components;
            queue[n_queued++] = w;
          }
      n_components++;
    }

  return n_components;
}

/* Tarjan's algorithm with its call stack as arrays: @next is where a node's walk goes on, @caller who called it. */
typedef struct
{
  const WuseGraph *graph;
  const guint8 *edges;
  guint32 *component;
  guint32 *index;
  guint32 *low;
  guint32 *next;
  guint32 *caller;
  guint32 *stack;
  guint n_stack;
  guint n_visited;
  guint n_components;
} StrongSearch;

static void
enter (StrongSearch *search, guint32 v, guint32 caller)
{
  search->index[v] = search->low[v] = search->n_visited++;
  search->next[v] = search->graph->first[v];
  search->caller[v] = caller;
  search->stack[search->n_stack++] = v;
}

static void
leave (StrongSearch *search, guint32 v)
{
  guint32 caller = search->caller[v];

  if (search->low[v] == search->index[v])
    {
      guint32 member;

      do
        {
          member = search->stack[--search->n_stack];
          search->component[member] = search->n_components;
        }
      while (member != v);
      search->n_components++;
    }
  if (caller != WUSE_NODE_NONE)
    search->low[caller] = MIN (search->low[caller], search->low[v]);
}

static void
search_from (StrongSearch *search, guint32 root)
{
  const WuseGraph *graph = search->graph;
  guint32 v = root;

  enter (search, root, WUSE_NODE_NONE);
  while (v != WUSE_NODE_NONE)
    {
      guint32 slot = search->next[v];

      if (slot == graph->first[v] + graph->n_out[v])
        {
          leave (search, v);
          v = search->caller[v];
          continue;
        }
      search->next[v]++;
      if (!wuse_edge_mask_has (search->edges, graph->edge[slot]))
        continue;

      guint32 w = graph->neighbor[slot];
      if (search->index[w] == WUSE_NODE_NONE)
        {
          enter (search, w, v);
          v = w;
        }
      else if (search->component[w] == WUSE_NODE_NONE)
        search->low[v] = MIN (search->low[v], search->index[w]);
    }
}

guint
wuse_graph_find_strong_components (const WuseGraph *graph, const guint8 *edges, guint32 *component)
{
  g_return_val_if_fail (graph != NULL, 0);
  g_return_val_if_fail (graph->n_nodes == 0 || component != NULL, 0);

  guint n = graph->n_nodes;
  g_autofree guint32 *index = g_new (guint32, n);
  g_autofree guint32 *low = g_new (guint32, n);
  g_autofree guint32 *next = g_new (guint32, n);
  g_autofree guint32 *caller = g_new (guint32, n);
  g_autofree guint32 *stack = g_new (guint32, n);
  StrongSearch search = { .graph = graph,
                          .edges = edges,
                          .component = component,
                          .index = index,
                          .low = low,
                          .next = next,
                          .caller = caller,
                          .stack = stack };

  wuse_fill_none (component, n);
  wuse_fill_none (index, n);
  for (guint32 v = 0; v < n; v++)
    if (index[v] == WUSE_NODE_NONE)
      search_from (&search, v);

  return search.n_components;
}

static gboolean
is_earlier (const gint32 *day, guint32 a, guint32 b)
{
  if (day == NULL || day[a] == day[b])
    return a < b;
  if (day[a] == WUSE_DAY_NONE || day[b] == WUSE_DAY_NONE)
    return day[b] == WUSE_DAY_NONE;

  return day[a] < day[b];
}

/* Of each strong component that nothing outside leads to, the earliest node. */
static guint
find_roots (const WuseGraph *graph, const guint8 *edges, const gint32 *day, guint32 *roots)
{
  g_autofree guint32 *strong = g_new (guint32, graph->n_nodes);
  guint n_strong = wuse_graph_find_strong_components (graph, edges, strong);
  g_autofree guint8 *is_led_to = g_new0 (guint8, n_strong);
  g_autofree guint32 *earliest = g_new (guint32, n_strong);
  guint n_roots = 0;

  for (guint32 e = 0; e < graph->n_edges; e++)
    if (wuse_edge_mask_has (edges, e) && strong[graph->from[e]] != strong[graph->to[e]])
      is_led_to[strong[graph->to[e]]] = TRUE;
  wuse_fill_none (earliest, n_strong);
  for (guint32 v = 0; v < graph->n_nodes; v++)
    if (earliest[strong[v]] == WUSE_NODE_NONE || is_earlier (day, v, earliest[strong[v]]))
      earliest[strong[v]] = v;
  for (guint i = 0; i < n_strong; i++)
    if (!is_led_to[i])
      roots[n_roots++] = earliest[i];

  return n_roots;
}

guint
wuse_graph_find_generations (const WuseGraph *graph, const guint8 *edges, const gint32 *day, guint32 *generation)
{
  g_return_val_if_fail (graph != NULL, 0);
  g_return_val_if_fail (graph->n_nodes == 0 || generation != NULL, 0);

  g_autofree guint32 *queue = g_new (guint32, graph->n_nodes);
  guint n_queued = find_roots (graph, edges, day, queue);

  wuse_fill_none (generation, graph->n_nodes);
  for (guint i = 0; i < n_queued; i++)
    generation[queue[i]] = 0;
  for (guint i = 0; i < n_queued; i++)
    {
      guint32 end;

      for (guint32 slot = wuse_graph_slots (graph, queue[i], WUSE_DIRECTION_DOWNSTREAM, &end); slot < end; slot++)
        {
          guint32 w = graph->neighbor[slot];

          if (generation[w] != WUSE_NODE_NONE || !wuse_edge_mask_has (edges, graph->edge[slot]))
            continue;
          generation[w] = generation[queue[i]] + 1;
          queue[n_queued++] = w;
        }
    }
  g_assert (n_queued == graph->n_nodes);

  return n_queued > 0 ? generation[queue[n_queued - 1]] : 0;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint32 left = *(const gint32 *) a, right = *(const gint32 *) b;

  return (left > right) - (left < right);
}

/* Days of a component, sorted, become the days on which it grew and the sizes it then had. */
static guint
gather_growth (gint32 *days, guint n_days, gint32 *day, guint32 *size)
{
  guint n = 0;

  if (n_days > 1)
    qsort (days, n_days, sizeof *days, compare_days);
  for (guint i = 0; i < n_days; i++)
    if (i + 1 == n_days || days[i + 1] != days[i])
      {
        day[n] = days[i];
        size[n++] = i + 1;
      }

  return n;
}

WuseComponentGrowth *
wuse_component_growth_new (const guint32 *component, const gint32 *day, guint n_nodes, guint n_components)
{
  g_return_val_if_fail (n_nodes == 0 || (component != NULL && day != NULL), NULL);

  WuseComponentGrowth *self = g_new0 (WuseComponentGrowth, 1);
  g_autofree guint32 *next = g_new0 (guint32, n_components + 1);
  g_autofree gint32 *days = g_new (gint32, n_nodes);
  guint n = 0, begin = 0;

  self->n_components = n_components;
  self->first = g_new0 (guint32, n_components + 1);
  self->n_undated = g_new0 (guint32, n_components);
  self->day = g_new (gint32, n_nodes);
  self->size = g_new (guint32, n_nodes);

  for (guint v = 0; v < n_nodes; v++)
    {
      g_assert (component[v] < n_components);
      if (day[v] == WUSE_DAY_NONE)
        self->n_undated[component[v]]++;
      else
        next[component[v] + 1]++;
    }
  for (guint c = 0; c < n_components; c++)
    next[c + 1] += next[c];
  for (guint v = 0; v < n_nodes; v++)
    if (day[v] != WUSE_DAY_NONE)
      days[next[component[v]]++] = day[v];
  /* Each cursor now stands at the end of its component. */
  for (guint c = 0; c < n_components; c++)
    {
      n += gather_growth (days + begin, next[c] - begin, self->day + n, self->size + n);
      begin = next[c];
      self->first[c + 1] = n;
    }

  return self;
}

void
wuse_component_growth_free (WuseComponentGrowth *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->first);
  g_free (self->day);
  g_free (self->size);
  g_free (self->n_undated);
  g_free (self);
}
