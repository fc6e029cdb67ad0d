/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pivots of a component, and how far everybody is from them (Ortmann, Klimenta, Brandes, "A sparse stress model", 2016). */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-private.h"

#include <string.h>

/* The pivots as nodes of the coarsest level: the heaviest, then always the one farthest from all so far; each stands for the
 * mass of those that are nearest to it. */
static void
choose (WuseForcePivots *self, const WuseForceLevel *coarsest)
{
  guint n = coarsest->n_nodes;
  guint32 next = 0;
  g_autofree float *nearest = g_new (float, n), *distance = g_new (float, n);
  g_autofree guint *owner = g_new0 (guint, n);

  for (guint32 v = 0; v < n; v++)
    {
      nearest[v] = G_MAXFLOAT;
      if (coarsest->mass[v] > coarsest->mass[next])
        next = v;
    }
  for (self->n = 0; self->n < MIN (n, WUSE_FORCE_N_PIVOTS); self->n++)
    {
      float farthest = -1.0f;

      self->node[self->n] = next;
      wuse_force_find_distances (coarsest, next, distance);
      for (guint32 v = 0; v < n; v++)
        {
          if (distance[v] < nearest[v])
            {
              nearest[v] = distance[v];
              owner[v] = self->n;
            }
          if (nearest[v] > farthest)
            {
              farthest = nearest[v];
              next = v;
            }
        }
    }
  for (guint32 v = 0; v < n; v++)
    self->mass[owner[v]] += coarsest->mass[v];
}

typedef struct
{
  WuseForcePivots *pivots;
  const WuseForceLevel *finest;
  GCancellable *cancellable;
} Search;

static void
search_cb (guint first, guint end, gpointer data)
{
  const Search *search = data;
  const WuseForceLevel *level = search->finest;
  g_autofree guint16 *distance = g_new (guint16, level->n_nodes);
  g_autofree guint32 *queue = g_new (guint32, level->n_nodes);

  for (guint k = first; k < end; k++)
    {
      guint n_queue = 0;

      if (g_cancellable_is_cancelled (search->cancellable))
        return;
      memset (distance, 0xff, level->n_nodes * sizeof *distance);
      queue[n_queue++] = search->pivots->node[k];
      distance[search->pivots->node[k]] = 0;
      for (guint head = 0; head < n_queue; head++)
        {
          guint32 v = queue[head];

          for (guint32 s = level->first[v]; s < level->first[v + 1]; s++)
            if (distance[level->neighbor[s]] == G_MAXUINT16)
              {
                distance[level->neighbor[s]] = MIN (distance[v] + 1, G_MAXUINT16 - 1);
                queue[n_queue++] = level->neighbor[s];
              }
        }
      for (guint32 v = 0; v < level->n_nodes; v++)
        search->pivots->distance[(gsize) v * WUSE_FORCE_N_PIVOTS + k] = distance[v];
    }
}

/* NULL if cancelled. */
WuseForcePivots *
wuse_force_pivots_new (const WuseForceLevel *finest,
                       const WuseForceLevel *coarsest,
                       const guint32 *finest_of_coarsest,
                       WuseForceCrew *crew,
                       GCancellable *cancellable)
{
  g_autoptr (WuseForcePivots) self = g_new0 (WuseForcePivots, 1);
  Search search = { self, finest, cancellable };

  choose (self, coarsest);
  for (guint k = 0; k < self->n; k++)
    self->node[k] = finest_of_coarsest[self->node[k]];
  self->distance = g_new0 (guint16, (gsize) finest->n_nodes * WUSE_FORCE_N_PIVOTS);
  wuse_force_crew_run (crew, search_cb, &search, self->n, 1);

  return g_cancellable_is_cancelled (cancellable) ? NULL : g_steal_pointer (&self);
}

void
wuse_force_pivots_free (WuseForcePivots *self)
{
  g_free (self->distance);
  g_free (self);
}
