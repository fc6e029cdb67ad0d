/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One component of the force layout, from its nodes to their positions. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-private.h"

#include <stdlib.h>
#include <string.h>

/* A level as small as this gets its full stress. */
#define N_COARSEST 300u
/* Pivots of a larger component would take more memory than they are worth. */
#define MAX_PIVOT_NODES (1u << 20)
/* Below this, handing pieces to threads costs more than it saves. */
#define MIN_CREW_NODES 1024u

/* The angle between one and the next on a sunflower. */
#define GOLDEN_ANGLE 2.39996323f

static int
compare_components_cb (const void *a, const void *b)
{
  const WuseForceComponent *left = a, *right = b;

  if (left->n_nodes != right->n_nodes)
    return left->n_nodes < right->n_nodes ? 1 : -1;
  return left->nodes < right->nodes ? -1 : left->nodes > right->nodes;
}

/* The components, largest first, without what is @excluded. @nodes gets their nodes, breadth first; @local, by node, the place
 * of each within its component. Both have room for all nodes. */
guint
wuse_force_find_components (
    const WuseGraph *graph, const gboolean *excluded, guint32 *nodes, guint32 *local, WuseForceComponent **components)
{
  GArray *found = g_array_new (FALSE, TRUE, sizeof (WuseForceComponent));
  guint end = 0, n_found;

  memset (local, 0xff, graph->n_nodes * sizeof *local);
  for (guint32 root = 0; root < graph->n_nodes; root++)
    {
      guint start = end;

      if (local[root] != WUSE_NODE_NONE || (excluded != NULL && excluded[root]))
        continue;
      local[root] = 0;
      nodes[end++] = root;
      for (guint head = start; head < end; head++)
        for (guint32 s = graph->first[nodes[head]]; s < graph->first[nodes[head] + 1]; s++)
          {
            guint32 other = graph->neighbor[s];

            if (local[other] != WUSE_NODE_NONE || (excluded != NULL && excluded[other]))
              continue;
            local[other] = end - start;
            nodes[end++] = other;
          }
      g_array_append_vals (found, &(WuseForceComponent){ .nodes = nodes + start, .n_nodes = end - start }, 1);
    }
  n_found = found->len;
  *components = (WuseForceComponent *) g_array_free (found, FALSE);
  if (n_found > 0)
    qsort (*components, n_found, sizeof **components, compare_components_cb);

  return n_found;
}

void
wuse_force_component_clear (WuseForceComponent *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    g_clear_pointer (&self->levels[i], wuse_force_level_free);
  self->n_levels = self->n_placed_levels = 0;
}

/* Makes the levels, and places the nodes of the coarsest. FALSE if cancelled. */
gboolean
wuse_force_component_prepare (WuseForceComponent *self, const WuseGraph *graph, const guint32 *local, GCancellable *cancellable)
{
  WuseForceLevel *coarser;

  self->levels[0] = wuse_force_level_new (graph, self->nodes, self->n_nodes, local);
  self->n_levels = 1;
  coarser = wuse_force_level_merge_leaves (self->levels[0]);
  if (coarser != NULL)
    self->levels[self->n_levels++] = coarser;
  while (self->levels[self->n_levels - 1]->n_nodes > N_COARSEST)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      g_assert (self->n_levels < WUSE_FORCE_MAX_LEVELS);
      coarser = wuse_force_level_merge_pairs (self->levels[self->n_levels - 1], &self->random);
      self->levels[self->n_levels++] = coarser;
    }
  self->n_placed_levels = 1;

  return wuse_force_stress_run (self->levels[self->n_levels - 1], &self->random, cancellable);
}

/* The node of the finest level that stands for each node of level @at. */
static guint32 *
find_finest (const WuseForceComponent *self, guint at)
{
  guint n = self->levels[at]->n_nodes;
  guint32 *finest = g_new (guint32, n);

  for (guint32 v = 0; v < n; v++)
    {
      guint32 node = v;

      for (guint i = at; i > 0; i--)
        node = self->levels[i]->seed[node];
      finest[v] = node;
    }

  return finest;
}

static gboolean
relax_level (WuseForceComponent *self,
             guint at,
             const WuseForcePivots *pivots,
             WuseForceCrew *crew,
             const WuseForceWatch *watch,
             GCancellable *cancellable)
{
  g_autofree guint32 *finest = find_finest (self, at);
  WuseForceLevel *level = self->levels[at];
  WuseForceAim aim = { .pivots = pivots, .finest = finest, .stress = 1.0f / sqrtf ((float) self->n_nodes) };

  for (guint k = 0; pivots != NULL && k < pivots->n; k++)
    {
      aim.pivot[k] = pivots->node[k];
      for (guint i = 0; i < at; i++)
        aim.pivot[k] = self->levels[i]->cluster[aim.pivot[k]];
    }

  return wuse_force_relax (level, &aim, level->n_nodes >= MIN_CREW_NODES ? crew : NULL, watch, cancellable);
}

/* Places level after level. FALSE if cancelled. */
gboolean
wuse_force_component_refine (WuseForceComponent *self,
                             WuseForceCrew *crew,
                             const WuseForceWatch *watch,
                             GCancellable *cancellable)
{
  g_autoptr (WuseForcePivots) pivots = NULL;

  if (self->n_nodes <= MAX_PIVOT_NODES)
    {
      g_autofree guint32 *finest = find_finest (self, self->n_levels - 1);

      pivots = wuse_force_pivots_new (self->levels[0], self->levels[self->n_levels - 1], finest,
                                      self->n_nodes >= MIN_CREW_NODES ? crew : NULL, cancellable);
      if (pivots == NULL)
        return FALSE;
    }
  for (guint at = self->n_levels; at-- > 0;)
    {
      WuseForceLevel *level = self->levels[at];

      if (at + 1 < self->n_levels)
        {
          WuseForceLevel *coarser = self->levels[at + 1];

          wuse_force_level_place (level, coarser, coarser->x, coarser->y, level->x, level->y);
          self->n_placed_levels++;
        }
      if (!relax_level (self, at, pivots, crew, watch, cancellable))
        return FALSE;
    }

  return TRUE;
}

/* About the origin, the mean edge 1 long. */
static void
normalise (const WuseForceLevel *level, float *x, float *y)
{
  double sum = 0.0, mean_x = 0.0, mean_y = 0.0;
  float scale;
  guint n_slots = level->first[level->n_nodes];

  for (guint32 v = 0; v < level->n_nodes; v++)
    {
      mean_x += (double) x[v] / level->n_nodes;
      mean_y += (double) y[v] / level->n_nodes;
      for (guint32 s = level->first[v]; s < level->first[v + 1]; s++)
        sum += hypotf (x[level->neighbor[s]] - x[v], y[level->neighbor[s]] - y[v]);
    }
  scale = sum > 0.0 ? (float) (n_slots / sum) : 1.0f;
  for (guint32 v = 0; v < level->n_nodes; v++)
    {
      x[v] = scale * (x[v] - (float) mean_x);
      y[v] = scale * (y[v] - (float) mean_y);
    }
}

/* Writes where the nodes lie, by node of the graph, by what is known so far. */
void
wuse_force_component_read (const WuseForceComponent *self, float *x, float *y)
{
  guint at = self->n_levels - self->n_placed_levels;
  g_autofree float *from_x = g_memdup2 (self->levels[at]->x, self->levels[at]->n_nodes * sizeof (float));
  g_autofree float *from_y = g_memdup2 (self->levels[at]->y, self->levels[at]->n_nodes * sizeof (float));

  while (at-- > 0)
    {
      float *to_x = g_new (float, self->levels[at]->n_nodes), *to_y = g_new (float, self->levels[at]->n_nodes);

      wuse_force_level_place (self->levels[at], self->levels[at + 1], from_x, from_y, to_x, to_y);
      g_free (from_x);
      g_free (from_y);
      from_x = to_x;
      from_y = to_y;
    }
  normalise (self->levels[0], from_x, from_y);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      x[self->nodes[i]] = from_x[i];
      y[self->nodes[i]] = from_y[i];
    }
}

/* Before anything is known: a sunflower, breadth first from its middle. */
void
wuse_force_component_sketch (const WuseForceComponent *self, float *x, float *y)
{
  for (guint i = 0; i < self->n_nodes; i++)
    {
      float radius = 0.6f * sqrtf ((float) i), angle = (float) i * GOLDEN_ANGLE;

      x[self->nodes[i]] = radius * cosf (angle);
      y[self->nodes[i]] = radius * sinf (angle);
    }
}
