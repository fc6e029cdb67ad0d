/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions for the nodes of a graph by forces: all components, and what is shown on the way. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-layout.h"

#include "wuse-force-private.h"

#include <string.h>

#define PICTURE_INTERVAL 100000 /* microseconds */
/* As many components, the largest, are laid out roughly before the first picture; the others are a sunflower in it. */
#define N_FIRST 3u
/* A component as large as this is laid out by all threads together, smaller ones by one thread each. */
#define N_SHARED 4096u
/* So many nodes of small components between two looks at the clock. */
#define N_BATCH 20000u

typedef struct
{
  const WuseGraph *graph;
  const WuseForceLayoutOptions *options;
  GCancellable *cancellable;
  WuseForceCrew *crew;
  guint32 *nodes;
  guint32 *local;
  WuseForceComponent *components;
  guint n_components;
  WuseForceComponent *at;
  /* Places within each component, and what is shown: moved to where the component lies. */
  float *x;
  float *y;
  float *shown_x;
  float *shown_y;
  float *offset_x;
  float *offset_y;
  gint64 last_picture;
  /* Nodes of components that are done; of the one that is being laid out, the part in iterations by nodes of their levels. */
  double n_done;
  double part_done;
} Run;

static void
pack (Run *self)
{
  g_autoptr (WuseForcePacking) packing = NULL;
  double area = 0.0;

  for (guint i = 0; i < self->n_components; i++)
    area += wuse_force_packing_measure (self->components[i].nodes, self->components[i].n_nodes, self->x, self->y);
  packing = wuse_force_packing_new (area);
  for (guint i = 0; i < self->n_components; i++)
    wuse_force_packing_place (packing, self->graph, self->components[i].nodes, self->components[i].n_nodes, self->x, self->y,
                              &self->offset_x[i], &self->offset_y[i]);
}

static void
move (const Run *self, float *x, float *y)
{
  for (guint i = 0; i < self->n_components; i++)
    for (guint k = 0; k < self->components[i].n_nodes; k++)
      {
        guint32 v = self->components[i].nodes[k];

        x[v] = self->x[v] + self->offset_x[i];
        y[v] = self->y[v] + self->offset_y[i];
      }
}

static void
show (Run *self)
{
  move (self, self->shown_x, self->shown_y);
  self->options->progress (self->shown_x, self->shown_y, MIN ((self->n_done + self->part_done) / self->graph->n_nodes, 1.0),
                           self->options->progress_data);
  self->last_picture = g_get_monotonic_time ();
}

static gboolean
is_picture_due (const Run *self)
{
  return self->options->progress != NULL && g_get_monotonic_time () - self->last_picture >= PICTURE_INTERVAL;
}

static void
watch_cb (gpointer data)
{
  Run *self = data;
  const WuseForceComponent *component = self->at;
  double n_all = 0.0, n_now = component->levels[component->n_levels - component->n_placed_levels]->n_nodes;

  for (guint i = 0; i < component->n_levels; i++)
    n_all += component->levels[i]->n_nodes;
  self->part_done += component->n_nodes * n_now / n_all / WUSE_FORCE_N_ITERATIONS;
  if (!is_picture_due (self))
    return;
  wuse_force_component_read (self->at, self->x, self->y);
  show (self);
}

/* The largest components roughly, of the others that they are there: what is shown first. */
static gboolean
begin (Run *self)
{
  for (guint i = 0; i < self->n_components; i++)
    {
      WuseForceComponent *component = &self->components[i];

      /* By a node, not by the place in the list: a component keeps its shape when another one grows. */
      component->random.state = self->options->seed + component->nodes[0];
      if (i < N_FIRST)
        {
          if (!wuse_force_component_prepare (component, self->graph, self->local, self->cancellable))
            return FALSE;
          wuse_force_component_read (component, self->x, self->y);
        }
      else
        wuse_force_component_sketch (component, self->x, self->y);
    }
  if (self->options->progress != NULL)
    {
      pack (self);
      show (self);
    }

  return TRUE;
}

static gboolean
lay_out (Run *self, WuseForceComponent *component, WuseForceCrew *crew, const WuseForceWatch *watch)
{
  if (component->n_levels == 0 && !wuse_force_component_prepare (component, self->graph, self->local, self->cancellable))
    return FALSE;
  if (!wuse_force_component_refine (component, crew, watch, self->cancellable))
    return FALSE;
  wuse_force_component_read (component, self->x, self->y);
  wuse_force_component_clear (component);

  return TRUE;
}

static void
lay_out_cb (guint first, guint end, gpointer data)
{
  Run *self = data;

  for (guint i = first; i < end; i++)
    if (!lay_out (self, &self->at[i], NULL, NULL))
      return;
}

/* Components one after the other as long as they are large, then by the batch. */
static gboolean
refine (Run *self)
{
  const WuseForceWatch watch = { watch_cb, self };
  guint i = 0;

  for (; i < self->n_components && self->components[i].n_nodes >= N_SHARED; i++)
    {
      self->at = &self->components[i];
      if (!lay_out (self, self->at, self->crew, self->options->progress != NULL ? &watch : NULL))
        return FALSE;
      self->n_done += self->at->n_nodes;
      self->part_done = 0.0;
    }
  while (i < self->n_components)
    {
      guint n = 0, n_nodes = 0;

      self->at = &self->components[i];
      while (i + n < self->n_components && n_nodes < N_BATCH)
        n_nodes += self->components[i + n++].n_nodes;
      wuse_force_crew_run (self->crew, lay_out_cb, self, n, 1);
      if (g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      i += n;
      self->n_done += n_nodes;
      if (is_picture_due (self))
        show (self);
    }

  return TRUE;
}

static void
clear (Run *self)
{
  for (guint i = 0; i < self->n_components; i++)
    wuse_force_component_clear (&self->components[i]);
  g_clear_pointer (&self->crew, wuse_force_crew_free);
  g_free (self->components);
  g_free (self->nodes);
  g_free (self->local);
  g_free (self->x);
  g_free (self->y);
  g_free (self->shown_x);
  g_free (self->shown_y);
  g_free (self->offset_x);
  g_free (self->offset_y);
}

gboolean
wuse_force_layout_run (
    const WuseGraph *graph, const WuseForceLayoutOptions *options, float *x, float *y, GCancellable *cancellable, GError **error)
{
  static const WuseForceLayoutOptions defaults = { 0 };
  guint n;
  Run self = { .graph = graph, .options = options != NULL ? options : &defaults, .cancellable = cancellable };
  gboolean is_done;

  g_return_val_if_fail (graph != NULL, FALSE);
  g_return_val_if_fail (graph->n_nodes == 0 || (x != NULL && y != NULL), FALSE);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), FALSE);

  n = graph->n_nodes;
  if (n == 0)
    return TRUE;
  self.nodes = g_new (guint32, n);
  self.local = g_new (guint32, n);
  self.x = g_new (float, n);
  self.y = g_new (float, n);
  self.shown_x = g_new (float, n);
  self.shown_y = g_new (float, n);
  self.n_components = wuse_force_find_components (graph, NULL, self.nodes, self.local, &self.components);
  self.offset_x = g_new0 (float, self.n_components);
  self.offset_y = g_new0 (float, self.n_components);
  self.crew = wuse_force_crew_new (self.options->n_threads > 0 ? self.options->n_threads : g_get_num_processors ());
  is_done = begin (&self) && refine (&self);
  if (is_done)
    {
      pack (&self);
      move (&self, x, y);
    }
  clear (&self);
  if (!is_done)
    g_cancellable_set_error_if_cancelled (cancellable, error);

  return is_done;
}
