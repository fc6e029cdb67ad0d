/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places for nodes that come to a layout, without moving what is there. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-layout.h"

#include "wuse-force-private.h"

#include <string.h>

/* What lies farther out does not lie anywhere. */
#define FARTHEST 1e9f
#define N_DIRECTIONS 32u
#define N_REFINEMENTS 5u
/* At most so many placed neighbours, and so many nodes about a spot, are looked at: the rest changes little. */
#define MAX_NEIGHBORS 64u
#define MAX_LOOKED_AT 512u
/* Of the length wanted of an edge: how far others should be. */
#define CLEARANCE 0.6f

typedef struct
{
  const WuseGraph *graph;
  GCancellable *cancellable;
  float *x;
  float *y;
  gboolean *is_new;
  gboolean *is_placed;
  /* Placed nodes by square, in a hash table with chains through @next. */
  float square;
  guint32 *head;
  guint32 *next;
  guint mask;
  /* Of the known edges. */
  float mean_length;
  guint32 *queue;
  guint n_queued;
} Settling;

/* One that is looked for a spot. */
typedef struct
{
  guint32 node;
  guint32 neighbors[MAX_NEIGHBORS];
  guint n_neighbors;
  float length; /* wanted of its edges */
} Newcomer;

static guint
find_bucket (const Settling *self, int i, int j)
{
  guint32 hash = (guint32) i * 0x9e3779b1u ^ (guint32) j * 0x85ebca77u;

  return (hash ^ (hash >> 15)) & self->mask;
}

/* Bounded, so that no position overflows in squares however small. */
static int
find_square (const Settling *self, float value)
{
  return (int) CLAMP (floorf (value / self->square), -1e9f, 1e9f);
}

static void
add (Settling *self, guint32 node)
{
  guint bucket = find_bucket (self, find_square (self, self->x[node]), find_square (self, self->y[node]));

  self->next[node] = self->head[bucket];
  self->head[bucket] = node;
  self->is_placed[node] = TRUE;
}

static void
measure_edges (Settling *self)
{
  const WuseGraph *graph = self->graph;
  double sum = 0.0;
  guint n = 0;

  for (guint i = 0; i < graph->n_edges; i++)
    {
      guint32 a = graph->from[i], b = graph->to[i];

      if (a == b || self->is_new[a] || self->is_new[b])
        continue;
      sum += hypotf (self->x[a] - self->x[b], self->y[a] - self->y[b]);
      n++;
    }
  self->mean_length = n > 0 && sum > 0.0 ? (float) (sum / n) : 1.0f;
}

static void
begin (Settling *self)
{
  guint n = self->graph->n_nodes, n_buckets = 16;

  while (n_buckets < n)
    n_buckets *= 2;
  self->mask = n_buckets - 1;
  self->head = g_new (guint32, n_buckets);
  memset (self->head, 0xff, n_buckets * sizeof *self->head);
  self->next = g_new (guint32, n);
  self->is_placed = g_new0 (gboolean, n);
  self->queue = g_new (guint32, n);
  measure_edges (self);
  self->square = CLEARANCE * self->mean_length;
  for (guint32 v = 0; v < n; v++)
    if (!self->is_new[v])
      add (self, v);
}

/* What is wrong with a spot: edges of another length than wanted, others too close; a little of the latter from everybody
 * near, so that of free spots the freest wins. */
static float
judge (const Settling *self, const Newcomer *newcomer, float x, float y)
{
  float cost = 0.0f, clearance = CLEARANCE * newcomer->length, reach = 2.0f * self->square;
  int i = find_square (self, x), j = find_square (self, y);
  guint n_looked_at = 0;

  for (guint k = 0; k < newcomer->n_neighbors; k++)
    {
      guint32 v = newcomer->neighbors[k];
      float part = hypotf (self->x[v] - x, self->y[v] - y) / newcomer->length - 1.0f;

      cost += part * part / (float) newcomer->n_neighbors;
    }
  for (int dj = -2; dj <= 2; dj++)
    for (int di = -2; di <= 2; di++)
      for (guint32 v = self->head[find_bucket (self, i + di, j + dj)]; v != WUSE_NODE_NONE && n_looked_at < MAX_LOOKED_AT;
           v = self->next[v])
        {
          float d = hypotf (self->x[v] - x, self->y[v] - y);

          n_looked_at++;
          if (v == newcomer->node || d > reach)
            continue;
          cost += 0.02f * (1.0f - d / reach);
          if (d < clearance)
            cost += (1.0f - d / clearance) * (2.0f - d / clearance);
        }

  return cost;
}

/* Edges of a newcomer are as long as others of the same neighbour, if there are any. */
static void
describe (const Settling *self, guint32 node, Newcomer *newcomer)
{
  const WuseGraph *graph = self->graph;
  double sum = 0.0;
  guint n = 0;

  newcomer->node = node;
  newcomer->n_neighbors = 0;
  for (guint32 s = graph->first[node]; s < graph->first[node + 1] && newcomer->n_neighbors < MAX_NEIGHBORS; s++)
    if (self->is_placed[graph->neighbor[s]])
      newcomer->neighbors[newcomer->n_neighbors++] = graph->neighbor[s];
  for (guint k = 0; k < newcomer->n_neighbors; k++)
    {
      guint32 v = newcomer->neighbors[k];
      guint32 end = MIN (graph->first[v + 1], graph->first[v] + MAX_NEIGHBORS);

      for (guint32 s = graph->first[v]; s < end; s++)
        {
          guint32 other = graph->neighbor[s];

          if (other == node || !self->is_placed[other])
            continue;
          sum += hypotf (self->x[v] - self->x[other], self->y[v] - self->y[other]);
          n++;
        }
    }
  newcomer->length = n > 0 ? (float) (sum / n) : self->mean_length;
  newcomer->length = CLAMP (newcomer->length, 0.25f * self->mean_length, 2.0f * self->mean_length);
}

static void
try_spot (const Settling *self, const Newcomer *newcomer, float x, float y, float *best_x, float *best_y, float *best)
{
  float cost = judge (self, newcomer, x, y);

  if (cost >= *best)
    return;
  *best = cost;
  *best_x = x;
  *best_y = y;
}

/* Spots in rings about the middle of the placed neighbours, then closer and closer about the best so far. */
static void
place (Settling *self, guint32 node)
{
  Newcomer newcomer;
  float middle_x = 0.0f, middle_y = 0.0f, best_x, best_y, best = G_MAXFLOAT, reach;

  describe (self, node, &newcomer);
  g_assert (newcomer.n_neighbors > 0);
  for (guint k = 0; k < newcomer.n_neighbors; k++)
    {
      middle_x += self->x[newcomer.neighbors[k]] / (float) newcomer.n_neighbors;
      middle_y += self->y[newcomer.neighbors[k]] / (float) newcomer.n_neighbors;
    }
  best_x = middle_x + newcomer.length;
  best_y = middle_y;
  for (guint ring = 1; ring <= 4; ring++)
    for (guint k = 0; k < N_DIRECTIONS; k++)
      {
        float angle = (float) k * 2.0f * (float) G_PI / N_DIRECTIONS, radius = (float) ring * 0.4f * newcomer.length;

        try_spot (self, &newcomer, middle_x + radius * cosf (angle), middle_y + radius * sinf (angle), &best_x, &best_y, &best);
      }
  reach = 0.2f * newcomer.length;
  for (guint i = 0; i < N_REFINEMENTS; i++, reach *= 0.6f)
    {
      float from_x = best_x, from_y = best_y;

      for (guint k = 0; k < 8; k++)
        {
          float angle = (float) k * (float) G_PI / 4.0f;

          try_spot (self, &newcomer, from_x + reach * cosf (angle), from_y + reach * sinf (angle), &best_x, &best_y, &best);
        }
    }
  self->x[node] = best_x;
  self->y[node] = best_y;
  add (self, node);
}

/* New nodes linked to placed ones, nearest to what is known first. */
static gboolean
place_linked (Settling *self)
{
  const WuseGraph *graph = self->graph;
  g_autofree gboolean *is_queued = g_new0 (gboolean, graph->n_nodes);

  for (guint32 v = 0; v < graph->n_nodes; v++)
    for (guint32 s = graph->first[v]; self->is_new[v] && !is_queued[v] && s < graph->first[v + 1]; s++)
      if (!self->is_new[graph->neighbor[s]])
        {
          is_queued[v] = TRUE;
          self->queue[self->n_queued++] = v;
        }
  for (guint i = 0; i < self->n_queued; i++)
    {
      guint32 v = self->queue[i];

      if (i % 64 == 0 && g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      place (self, v);
      for (guint32 s = graph->first[v]; s < graph->first[v + 1]; s++)
        if (self->is_new[graph->neighbor[s]] && !is_queued[graph->neighbor[s]])
          {
            is_queued[graph->neighbor[s]] = TRUE;
            self->queue[self->n_queued++] = graph->neighbor[s];
          }
    }

  return TRUE;
}

/* Components that are new as a whole: laid out apart, and put where nothing is. */
static gboolean
place_components (Settling *self)
{
  const WuseGraph *graph = self->graph;
  g_autofree guint32 *nodes = g_new (guint32, graph->n_nodes), *local = g_new (guint32, graph->n_nodes);
  g_autofree guint32 *placed = g_new (guint32, graph->n_nodes);
  g_autofree WuseForceComponent *components = NULL;
  g_autoptr (WuseForcePacking) packing = NULL;
  guint n_components = wuse_force_find_components (graph, self->is_placed, nodes, local, &components), n_placed = 0;
  double area;
  gboolean is_done = TRUE;

  if (n_components == 0)
    return TRUE;
  for (guint32 v = 0; v < graph->n_nodes; v++)
    if (self->is_placed[v])
      placed[n_placed++] = v;
  area = wuse_force_packing_measure (placed, n_placed, self->x, self->y);
  for (guint i = 0; i < n_components && is_done; i++)
    {
      components[i].random.state = components[i].nodes[0];
      is_done = wuse_force_component_prepare (&components[i], graph, local, self->cancellable)
                && wuse_force_component_refine (&components[i], NULL, NULL, self->cancellable);
      if (is_done)
        wuse_force_component_read (&components[i], self->x, self->y);
      wuse_force_component_clear (&components[i]);
      area += wuse_force_packing_measure (components[i].nodes, components[i].n_nodes, self->x, self->y);
    }
  if (!is_done)
    return FALSE;

  packing = wuse_force_packing_new (area);
  wuse_force_packing_occupy (packing, graph, placed, n_placed, self->x, self->y);
  for (guint i = 0; i < n_components; i++)
    {
      float offset_x, offset_y;

      wuse_force_packing_place (packing, graph, components[i].nodes, components[i].n_nodes, self->x, self->y, &offset_x,
                                &offset_y);
      for (guint k = 0; k < components[i].n_nodes; k++)
        {
          self->x[components[i].nodes[k]] += offset_x;
          self->y[components[i].nodes[k]] += offset_y;
        }
    }

  return TRUE;
}

/* Pushes known nodes that are closer to a newcomer than they should away from it, nobody farther than @nudge from where it
 * was. */
static void
push (Settling *self, float nudge)
{
  g_autofree float *old_x = g_memdup2 (self->x, self->graph->n_nodes * sizeof (float));
  g_autofree float *old_y = g_memdup2 (self->y, self->graph->n_nodes * sizeof (float));

  for (guint q = 0; q < self->n_queued; q++)
    {
      Newcomer newcomer;
      float x = self->x[self->queue[q]], y = self->y[self->queue[q]], clearance;
      int i = find_square (self, x), j = find_square (self, y);
      guint n_looked_at = 0;

      describe (self, self->queue[q], &newcomer);
      clearance = MIN (CLEARANCE * newcomer.length, 2.0f * self->square);
      for (int dj = -2; dj <= 2; dj++)
        for (int di = -2; di <= 2; di++)
          for (guint32 v = self->head[find_bucket (self, i + di, j + dj)]; v != WUSE_NODE_NONE && n_looked_at < MAX_LOOKED_AT;
               v = self->next[v])
            {
              float dx = old_x[v] - x, dy = old_y[v] - y, d = hypotf (dx, dy), far = MIN (nudge, clearance - d);

              n_looked_at++;
              if (self->is_new[v] || d >= clearance || d < 1e-6f)
                continue;
              self->x[v] = old_x[v] + far * dx / d;
              self->y[v] = old_y[v] + far * dy / d;
            }
    }
}

static void
clear (Settling *self)
{
  g_free (self->is_new);
  g_free (self->is_placed);
  g_free (self->head);
  g_free (self->next);
  g_free (self->queue);
}

gboolean
wuse_force_layout_settle (const WuseGraph *graph, float *x, float *y, float nudge, GCancellable *cancellable, GError **error)
{
  Settling self = { .graph = graph, .cancellable = cancellable, .x = x, .y = y };
  guint n_new = 0;
  gboolean is_done;

  g_return_val_if_fail (graph != NULL, FALSE);
  g_return_val_if_fail (graph->n_nodes == 0 || (x != NULL && y != NULL), FALSE);
  g_return_val_if_fail (nudge >= 0.0f, FALSE);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), FALSE);

  self.is_new = g_new (gboolean, graph->n_nodes);
  for (guint32 v = 0; v < graph->n_nodes; v++)
    {
      self.is_new[v] = !(fabsf (x[v]) <= FARTHEST && fabsf (y[v]) <= FARTHEST);
      n_new += self.is_new[v] ? 1 : 0;
    }
  if (n_new == graph->n_nodes)
    {
      g_free (self.is_new);
      return wuse_force_layout_run (graph, NULL, x, y, cancellable, error);
    }

  begin (&self);
  is_done = place_linked (&self) && place_components (&self);
  if (is_done && nudge > 0.0f)
    push (&self, nudge);
  clear (&self);
  if (!is_done)
    g_cancellable_set_error_if_cancelled (cancellable, error);

  return is_done;
}
