/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spanning forest of the most plausible transmissions. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-transmission-forest.h"

#include "wuse-date.h"
#include "wuse-graph-private.h"

#include <stdlib.h>

#define DEFAULT_INTERVAL 5

/* The days of 0001-01-01 and 9999-12-31. */
#define FIRST_DAY -719162
#define LAST_DAY 2932896

/* Plausibility as a small number, so that edges can be sorted by counting: days off the typical interval, then not known,
 * then days below zero; all that again for edges that are not confirmed. */
#define MAX_OFF 400
#define NOT_KNOWN (MAX_OFF + 1)
#define MAX_NEGATIVE 400
#define N_PLAUSIBILITIES (NOT_KNOWN + MAX_NEGATIVE + 1)

typedef struct
{
  gint32 day;
  guint32 rank;
  guint32 node;
} SortKey;

static gint32
get_day (const gint32 *days, guint32 v)
{
  return days != NULL && days[v] >= FIRST_DAY && days[v] <= LAST_DAY ? days[v] : WUSE_DAY_NONE;
}

static gint32
shift_day (gint32 day, gint32 shift)
{
  return day == WUSE_DAY_NONE ? day : CLAMP (day + shift, FIRST_DAY, LAST_DAY);
}

static gint32
get_interval (const WuseForestEvidence *evidence)
{
  return evidence->interval != 0 ? (gint32) MIN (evidence->interval, LAST_DAY) : DEFAULT_INTERVAL;
}

static void
take_days (WuseTransmissionForest *self, const WuseForestEvidence *evidence)
{
  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      self->day[v] = get_day (evidence->day, v);
      self->day_source[v] = WUSE_DAY_GIVEN;
      if (self->day[v] == WUSE_DAY_NONE)
        {
          self->day[v] = shift_day (get_day (evidence->report_day, v), -(gint32) MIN (evidence->report_delay, LAST_DAY));
          self->day_source[v] = self->day[v] != WUSE_DAY_NONE ? WUSE_DAY_REPORTED : WUSE_DAY_UNRELATED;
        }
    }
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const SortKey *left = a, *right = b;

  if (left->day != right->day)
    return left->day < right->day ? -1 : 1;
  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;

  return left->node < right->node ? -1 : left->node > right->node;
}

/* Nodes by day (unless @days is %NULL), rank, number. */
static void
sort_nodes (guint n_nodes, const gint32 *days, const guint32 *ranks, guint32 *nodes)
{
  g_autofree SortKey *keys = g_new (SortKey, n_nodes);

  for (guint32 v = 0; v < n_nodes; v++)
    keys[v] = (SortKey){ days != NULL ? days[v] : 0, ranks != NULL ? ranks[v] : v, v };
  if (n_nodes > 0 && (days != NULL || ranks != NULL))
    qsort (keys, n_nodes, sizeof *keys, compare_keys);
  for (guint i = 0; i < n_nodes; i++)
    nodes[i] = keys[i].node;
}

static guint
judge (const WuseTransmissionForest *self, const WuseForestEvidence *evidence, guint32 from, guint32 to, guint32 edge)
{
  guint plausibility = NOT_KNOWN;

  if (self->day[from] != WUSE_DAY_NONE && self->day[to] != WUSE_DAY_NONE)
    {
      gint32 days = self->day[to] - self->day[from];

      plausibility =
          days >= 0 ? (guint) MIN (ABS (days - get_interval (evidence)), MAX_OFF) : NOT_KNOWN + (guint) MIN (-days, MAX_NEGATIVE);
    }

  return plausibility + (evidence->confirmed != NULL && evidence->confirmed[edge] ? 0 : N_PLAUSIBILITIES);
}

/* The selected edges but self-links, the most plausible first. */
static guint32 *
sort_edges (const WuseTransmissionForest *self, const WuseGraph *graph, const WuseForestEvidence *evidence, guint *n_sorted)
{
  g_autofree guint32 *nodes = g_new (guint32, self->n_nodes);
  g_autofree guint16 *plausibility = g_new (guint16, self->n_edges);
  guint32 next[2 * N_PLAUSIBILITIES + 1] = { 0 };

  sort_nodes (self->n_nodes, NULL, evidence->order, nodes);
  for (guint32 e = 0; e < self->n_edges; e++)
    if (wuse_edge_mask_has (evidence->edges, e) && graph->from[e] != graph->to[e])
      {
        plausibility[e] = (guint16) judge (self, evidence, graph->from[e], graph->to[e], e);
        next[plausibility[e] + 1]++;
      }
  for (guint i = 0; i < 2 * N_PLAUSIBILITIES; i++)
    next[i + 1] += next[i];
  *n_sorted = next[2 * N_PLAUSIBILITIES];

  guint32 *sorted = g_new (guint32, *n_sorted);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint32 end;

      for (guint32 slot = wuse_graph_slots (graph, nodes[i], WUSE_DIRECTION_DOWNSTREAM, &end); slot < end; slot++)
        if (wuse_edge_mask_has (evidence->edges, graph->edge[slot]))
          sorted[next[plausibility[graph->edge[slot]]]++] = graph->edge[slot];
    }

  return sorted;
}

static guint32
find_root (guint32 *above, guint32 v)
{
  while (above[v] != v)
    {
      above[v] = above[above[v]];
      v = above[v];
    }

  return v;
}

static void
choose_parents (WuseTransmissionForest *self, const WuseGraph *graph, const WuseForestEvidence *evidence)
{
  guint n_sorted;
  g_autofree guint32 *sorted = sort_edges (self, graph, evidence, &n_sorted);
  g_autofree guint32 *above = g_new (guint32, self->n_nodes);

  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      above[v] = v;
      self->parent[v] = self->parent_edge[v] = WUSE_NODE_NONE;
    }
  self->n_roots = self->n_nodes;
  for (guint i = 0; i < n_sorted; i++)
    {
      guint32 from = graph->from[sorted[i]], to = graph->to[sorted[i]];

      /* Without an infector, a node is the root of its tree so far. */
      if (self->parent[to] != WUSE_NODE_NONE || find_root (above, from) == to)
        continue;
      self->parent[to] = from;
      self->parent_edge[to] = sorted[i];
      above[to] = from;
      self->n_roots--;
    }
}

/* Nodes below before those above. */
static guint32 *
list_upwards (const WuseTransmissionForest *self)
{
  guint32 *nodes = g_new (guint32, self->n_nodes);
  g_autofree guint32 *n_children = g_new0 (guint32, self->n_nodes);
  guint n = 0;

  for (guint32 v = 0; v < self->n_nodes; v++)
    if (self->parent[v] != WUSE_NODE_NONE)
      n_children[self->parent[v]]++;
  for (guint32 v = 0; v < self->n_nodes; v++)
    if (n_children[v] == 0)
      nodes[n++] = v;
  for (guint i = 0; i < n; i++)
    {
      guint32 parent = self->parent[nodes[i]];

      if (parent != WUSE_NODE_NONE && --n_children[parent] == 0)
        nodes[n++] = parent;
    }
  g_assert (n == self->n_nodes);

  return nodes;
}

/* From infectors to infected first; what has no dated infector then takes the day its earliest infected implies. */
static void
estimate_days (WuseTransmissionForest *self, const guint32 *upwards, gint32 interval)
{
  g_autofree gint32 *implied = g_new (gint32, self->n_nodes);
  gint32 first_day = G_MAXINT32;

  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      implied[v] = WUSE_DAY_NONE;
      if (self->day[v] != WUSE_DAY_NONE)
        first_day = MIN (first_day, self->day[v]);
    }
  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint32 v = upwards[i], parent = self->parent[v];
      gint32 day = self->day[v] != WUSE_DAY_NONE ? self->day[v] : implied[v];

      if (parent != WUSE_NODE_NONE && day != WUSE_DAY_NONE
          && (implied[parent] == WUSE_DAY_NONE || day - interval < implied[parent]))
        implied[parent] = shift_day (day, -interval);
    }
  for (guint i = self->n_nodes; i-- > 0;)
    {
      guint32 v = upwards[i], parent = self->parent[v];

      if (self->day[v] != WUSE_DAY_NONE)
        continue;
      gboolean has_dated_parent = parent != WUSE_NODE_NONE && self->day_source[parent] != WUSE_DAY_UNRELATED;
      self->day[v] = has_dated_parent ? shift_day (self->day[parent], interval) : implied[v];
      if (self->day[v] != WUSE_DAY_NONE)
        self->day_source[v] = WUSE_DAY_RELATED;
      else
        self->day[v] = first_day != G_MAXINT32 ? first_day : 0;
    }
}

/* Where each subtree begins follows from the sizes of the siblings before it. */
static void
number_nodes (WuseTransmissionForest *self, const guint32 *upwards, const guint32 *order)
{
  g_autofree guint32 *sorted = g_new (guint32, self->n_nodes);
  g_autofree guint32 *first_child = g_new (guint32, self->n_nodes);
  g_autofree guint32 *sibling = g_new (guint32, self->n_nodes);
  guint32 next_root = 0;

  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      self->subtree_size[v] = 1;
      first_child[v] = WUSE_NODE_NONE;
    }
  for (guint i = 0; i < self->n_nodes; i++)
    if (self->parent[upwards[i]] != WUSE_NODE_NONE)
      self->subtree_size[self->parent[upwards[i]]] += self->subtree_size[upwards[i]];

  sort_nodes (self->n_nodes, self->day, order, sorted);
  for (guint i = self->n_nodes; i-- > 0;)
    if (self->parent[sorted[i]] != WUSE_NODE_NONE)
      {
        sibling[sorted[i]] = first_child[self->parent[sorted[i]]];
        first_child[self->parent[sorted[i]]] = sorted[i];
      }
  for (guint i = 0; i < self->n_nodes; i++)
    if (self->parent[sorted[i]] == WUSE_NODE_NONE)
      {
        self->position[sorted[i]] = next_root;
        next_root += self->subtree_size[sorted[i]];
      }
  for (guint i = self->n_nodes; i-- > 0;)
    {
      guint32 v = upwards[i];
      guint32 position = self->position[v] + 1;

      self->preorder[self->position[v]] = v;
      for (guint32 child = first_child[v]; child != WUSE_NODE_NONE; child = sibling[child])
        {
          self->position[child] = position;
          position += self->subtree_size[child];
        }
    }
  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint32 v = self->preorder[i], parent = self->parent[v];
      self->depth[v] = parent == WUSE_NODE_NONE ? 0 : self->depth[parent] + 1;
    }
}

static void
assign_roles (WuseTransmissionForest *self, const WuseGraph *graph, const guint8 *edges)
{
  for (guint32 e = 0; e < self->n_edges; e++)
    {
      guint32 from = graph->from[e], to = graph->to[e];

      if (!wuse_edge_mask_has (edges, e))
        self->role[e] = WUSE_EDGE_UNUSED;
      else if (from == to)
        self->role[e] = WUSE_EDGE_SELF;
      else if (self->parent_edge[to] == e)
        self->role[e] = WUSE_EDGE_TREE;
      else if (self->position[from] - self->position[to] < self->subtree_size[to])
        self->role[e] = WUSE_EDGE_CYCLIC;
      else
        self->role[e] = WUSE_EDGE_ALTERNATIVE;
    }
}

WuseTransmissionForest *
wuse_transmission_forest_new (const WuseGraph *graph, const WuseForestEvidence *evidence)
{
  g_return_val_if_fail (graph != NULL, NULL);
  g_return_val_if_fail (evidence != NULL, NULL);

  WuseTransmissionForest *self = g_new0 (WuseTransmissionForest, 1);
  guint n = graph->n_nodes;

  self->n_nodes = n;
  self->n_edges = graph->n_edges;
  self->parent = g_new (guint32, n);
  self->parent_edge = g_new (guint32, n);
  self->depth = g_new (guint32, n);
  self->component = g_new (guint32, n);
  self->preorder = g_new (guint32, n);
  self->position = g_new (guint32, n);
  self->subtree_size = g_new (guint32, n);
  self->day = g_new (gint32, n);
  self->day_source = g_new (guint8, n);
  self->role = g_new (guint8, graph->n_edges);

  take_days (self, evidence);
  choose_parents (self, graph, evidence);
  self->n_components = wuse_graph_find_components (graph, evidence->edges, self->component);

  g_autofree guint32 *upwards = list_upwards (self);
  estimate_days (self, upwards, get_interval (evidence));
  number_nodes (self, upwards, evidence->order);
  assign_roles (self, graph, evidence->edges);

  return self;
}

void
wuse_transmission_forest_free (WuseTransmissionForest *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->parent);
  g_free (self->parent_edge);
  g_free (self->depth);
  g_free (self->component);
  g_free (self->preorder);
  g_free (self->position);
  g_free (self->subtree_size);
  g_free (self->day);
  g_free (self->day_source);
  g_free (self->role);
  g_free (self);
}
