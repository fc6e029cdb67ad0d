/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels of the force layout: a component, coarser ones, and the way back. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-private.h"

#include <stdlib.h>
#include <string.h>

/* The angle between one leaf and the next on a sunflower. */
#define GOLDEN_ANGLE 2.39996323f

static WuseForceLevel *
new_level (guint n_nodes, guint n_slots)
{
  WuseForceLevel *self = g_new0 (WuseForceLevel, 1);

  self->n_nodes = n_nodes;
  self->first = g_new (guint32, n_nodes + 1);
  /* One at least: pointers into them are made before it is known that there are none. */
  self->neighbor = g_new (guint32, MAX (n_slots, 1));
  self->weight = g_new (float, MAX (n_slots, 1));
  self->length = g_new (float, MAX (n_slots, 1));
  self->mass = g_new (float, n_nodes);
  self->x = g_new0 (float, n_nodes);
  self->y = g_new0 (float, n_nodes);

  return self;
}

void
wuse_force_level_free (WuseForceLevel *self)
{
  g_free (self->first);
  g_free (self->neighbor);
  g_free (self->weight);
  g_free (self->length);
  g_free (self->mass);
  g_free (self->x);
  g_free (self->y);
  g_free (self->cluster);
  g_free (self->seed);
  g_free (self);
}

static void
sort_slots (guint32 *slots, guint n_slots)
{
  if (n_slots > 16)
    {
      /* Shell sort: no recursion, no comparison by call. */
      for (guint gap = n_slots / 2; gap > 16; gap /= 2)
        for (guint i = gap; i < n_slots; i++)
          {
            guint32 moved = slots[i];
            guint j = i;

            for (; j >= gap && slots[j - gap] > moved; j -= gap)
              slots[j] = slots[j - gap];
            slots[j] = moved;
          }
    }
  for (guint i = 1; i < n_slots; i++)
    {
      guint32 moved = slots[i];
      guint j = i;

      for (; j > 0 && slots[j - 1] > moved; j--)
        slots[j] = slots[j - 1];
      slots[j] = moved;
    }
}

/* The component of @nodes; @local says at which place a node of the graph stands in it. However often two persons are linked,
 * they are drawn as one pair. */
WuseForceLevel *
wuse_force_level_new (const WuseGraph *graph, const guint32 *nodes, guint n_nodes, const guint32 *local)
{
  guint n_slots = 0, end = 0;
  WuseForceLevel *self;

  for (guint i = 0; i < n_nodes; i++)
    n_slots += wuse_graph_degree (graph, nodes[i]);

  self = new_level (n_nodes, n_slots);
  for (guint i = 0; i < n_nodes; i++)
    {
      guint start = end, n_found = 0;

      self->first[i] = start;
      for (guint32 s = graph->first[nodes[i]]; s < graph->first[nodes[i] + 1]; s++)
        self->neighbor[start + n_found++] = local[graph->neighbor[s]];
      sort_slots (self->neighbor + start, n_found);
      for (guint s = start; s < start + n_found; s++)
        if (s == start || self->neighbor[s] != self->neighbor[end - 1])
          self->neighbor[end++] = self->neighbor[s];
    }
  self->first[n_nodes] = end;
  for (guint s = 0; s < end; s++)
    self->weight[s] = self->length[s] = 1.0f;
  for (guint i = 0; i < n_nodes; i++)
    self->mass[i] = 1.0f;

  return self;
}

static guint
degree (const WuseForceLevel *self, guint32 node)
{
  return self->first[node + 1] - self->first[node];
}

/* How far a node is from the one that stands for its cluster: they are neighbours, or have a neighbour in common. */
static float
find_offset (const WuseForceLevel *self, guint32 node, guint32 seed)
{
  float shortest = G_MAXFLOAT;

  if (node == seed)
    return 0.0f;
  for (guint32 s = self->first[node]; s < self->first[node + 1]; s++)
    {
      if (self->neighbor[s] == seed)
        return self->length[s];
      shortest = MIN (shortest, self->length[s]);
    }
  return 2.0f * shortest;
}

/* The coarser level of the clusters: @self->cluster says which node belongs to which, @seed which of them stands for it. */
static WuseForceLevel *
contract (WuseForceLevel *self, guint n_clusters, guint32 *seed)
{
  g_autofree guint32 *member_first = g_new0 (guint32, n_clusters + 2), *member = g_new (guint32, self->n_nodes);
  g_autofree guint32 *slot_of = g_new (guint32, n_clusters);
  g_autofree float *offset = g_new (float, self->n_nodes);
  WuseForceLevel *coarser = new_level (n_clusters, self->first[self->n_nodes]);
  guint end = 0;

  for (guint32 v = 0; v < self->n_nodes; v++)
    member_first[self->cluster[v] + 2]++;
  for (guint c = 0; c < n_clusters; c++)
    member_first[c + 2] += member_first[c + 1];
  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      member[member_first[self->cluster[v] + 1]++] = v;
      offset[v] = find_offset (self, v, seed[self->cluster[v]]);
    }
  memset (slot_of, 0xff, n_clusters * sizeof *slot_of);

  for (guint32 c = 0; c < n_clusters; c++)
    {
      guint start = end;

      coarser->first[c] = start;
      coarser->mass[c] = 0.0f;
      for (guint32 m = member_first[c]; m < member_first[c + 1]; m++)
        {
          guint32 v = member[m];

          coarser->mass[c] += self->mass[v];
          for (guint32 s = self->first[v]; s < self->first[v + 1]; s++)
            {
              guint32 w = self->neighbor[s], other = self->cluster[w];
              float length = offset[v] + self->length[s] + offset[w];

              if (other == c)
                continue;
              if (slot_of[other] == WUSE_NODE_NONE || slot_of[other] < start)
                {
                  slot_of[other] = end;
                  coarser->neighbor[end] = other;
                  coarser->weight[end] = self->weight[s];
                  coarser->length[end++] = length;
                }
              else
                {
                  coarser->weight[slot_of[other]] += self->weight[s];
                  coarser->length[slot_of[other]] = MIN (coarser->length[slot_of[other]], length);
                }
            }
        }
    }
  coarser->first[n_clusters] = end;
  coarser->seed = seed;

  return coarser;
}

/* Every node with a single neighbour goes to that neighbour; NULL if there are too few. */
WuseForceLevel *
wuse_force_level_merge_leaves (WuseForceLevel *self)
{
  guint n_clusters = 0;
  g_autofree guint32 *seed = g_new (guint32, self->n_nodes);

  g_assert (self->cluster == NULL);

  self->cluster = g_new (guint32, self->n_nodes);
  for (guint32 v = 0; v < self->n_nodes; v++)
    if (degree (self, v) != 1 || (degree (self, self->neighbor[self->first[v]]) == 1 && v < self->neighbor[self->first[v]]))
      {
        seed[n_clusters] = v;
        self->cluster[v] = n_clusters++;
      }
    else
      self->cluster[v] = WUSE_NODE_NONE;
  if (n_clusters > self->n_nodes - self->n_nodes / 16)
    {
      g_clear_pointer (&self->cluster, g_free);
      return NULL;
    }
  for (guint32 v = 0; v < self->n_nodes; v++)
    if (self->cluster[v] == WUSE_NODE_NONE)
      self->cluster[v] = self->cluster[self->neighbor[self->first[v]]];

  return contract (self, n_clusters, g_steal_pointer (&seed));
}

static void
shuffle_by_degree (const WuseForceLevel *self, WuseForceRandom *random, guint32 *order)
{
  guint n_of[18] = { 0 };
  g_autofree guint32 *mixed = g_new (guint32, self->n_nodes);

  for (guint32 i = 0; i < self->n_nodes; i++)
    mixed[i] = i;
  for (guint32 i = self->n_nodes; i > 1; i--)
    {
      guint32 j = wuse_force_random_below (random, i), other = mixed[j];

      mixed[j] = mixed[i - 1];
      mixed[i - 1] = other;
    }
  for (guint32 i = 0; i < self->n_nodes; i++)
    n_of[MIN (degree (self, i), 16u) + 1]++;
  for (guint k = 1; k < G_N_ELEMENTS (n_of); k++)
    n_of[k] += n_of[k - 1];
  for (guint32 i = 0; i < self->n_nodes; i++)
    order[n_of[MIN (degree (self, mixed[i]), 16u)]++] = mixed[i];
}

/* The free neighbour most strongly bound for the mass of both: light ones first, so that clusters grow evenly. */
static guint32
find_mate (const WuseForceLevel *self, guint32 node)
{
  guint32 best = WUSE_NODE_NONE;
  float best_score = 0.0f;

  for (guint32 s = self->first[node]; s < self->first[node + 1]; s++)
    {
      guint32 other = self->neighbor[s];
      float score = self->weight[s] / (self->mass[other] * self->length[s]);

      if (self->cluster[other] == WUSE_NODE_NONE && score > best_score)
        {
          best = other;
          best_score = score;
        }
    }

  return best;
}

/* Pairs of neighbours; who finds none free goes with another one left over beside the same neighbour (so that stars shrink
 * too), else to the cluster of that neighbour. At most half as many nodes are left, as every component of a level is connected.
 */
WuseForceLevel *
wuse_force_level_merge_pairs (WuseForceLevel *self, WuseForceRandom *random)
{
  g_autofree guint32 *order = g_new (guint32, self->n_nodes), *left_over = g_new (guint32, self->n_nodes);
  g_autofree guint32 *seed = g_new (guint32, self->n_nodes);
  guint n_clusters = 0;

  g_assert (self->cluster == NULL);

  shuffle_by_degree (self, random, order);
  self->cluster = g_new (guint32, self->n_nodes);
  memset (self->cluster, 0xff, self->n_nodes * sizeof *self->cluster);
  memset (left_over, 0xff, self->n_nodes * sizeof *left_over);

  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint32 v = order[i], mate;

      if (self->cluster[v] != WUSE_NODE_NONE)
        continue;
      mate = find_mate (self, v);
      if (mate == WUSE_NODE_NONE && degree (self, v) > 0)
        {
          guint32 hub = self->neighbor[self->first[v]];

          mate = left_over[hub];
          left_over[hub] = mate == WUSE_NODE_NONE ? v : WUSE_NODE_NONE;
          if (mate == WUSE_NODE_NONE)
            continue;
        }
      if (mate == WUSE_NODE_NONE)
        mate = v;
      seed[n_clusters] = self->mass[mate] >= self->mass[v] ? mate : v;
      self->cluster[v] = self->cluster[mate] = n_clusters++;
    }
  for (guint32 v = 0; v < self->n_nodes; v++)
    if (self->cluster[v] == WUSE_NODE_NONE)
      self->cluster[v] = self->cluster[self->neighbor[self->first[v]]];

  return contract (self, n_clusters, g_steal_pointer (&seed));
}

/* Places the nodes of @self from those of @coarser, which may lie elsewhere than it says itself: who stands for a cluster lies
 * where it lies, leaves lie about their neighbour as on a sunflower, others towards their neighbours. */
void
wuse_force_level_place (
    const WuseForceLevel *self, const WuseForceLevel *coarser, const float *coarser_x, const float *coarser_y, float *x, float *y)
{
  g_autofree guint32 *n_placed = g_new0 (guint32, coarser->n_nodes);

  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      guint32 c = self->cluster[v], k;
      float radius, sum_x = 0.0f, sum_y = 0.0f, sum = 0.0f;

      x[v] = coarser_x[c];
      y[v] = coarser_y[c];
      if (coarser->seed[c] == v)
        continue;
      for (guint32 s = self->first[v]; s < self->first[v + 1]; s++)
        {
          guint32 other = self->cluster[self->neighbor[s]];

          sum_x += self->weight[s] * coarser_x[other];
          sum_y += self->weight[s] * coarser_y[other];
          sum += self->weight[s];
        }
      if (sum > 0.0f)
        {
          x[v] = 0.5f * (x[v] + sum_x / sum);
          y[v] = 0.5f * (y[v] + sum_y / sum);
        }
      k = n_placed[c]++;
      radius = 0.3f * sqrtf ((float) k + 0.5f);
      x[v] += radius * cosf ((float) (k + c) * GOLDEN_ANGLE);
      y[v] += radius * sinf ((float) (k + c) * GOLDEN_ANGLE);
    }
}
