/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room for names beside nodes. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-label-places.h"

#include <math.h>

/* Nodes at least this large, in pixels, are not covered. */
#define LEAST_OBSTACLE 2.0f
#define LEAST_LABELLED 2.4f
#define N_LARGEST 16
#define GAP 3.0f

static gboolean
take (WuseLabelPlaces *self, float left, float top, float width, float height)
{
  WuseLabelBox box = { (gint32) floorf (left), (gint32) floorf (top), (gint32) ceilf (left + width),
                       (gint32) ceilf (top + height) };

  return wuse_label_space_take (self->space, &box);
}

void
wuse_label_places_init (WuseLabelPlaces *self, const WuseDiagramScene *scene, const WuseDiagramBox *box, double scale)
{
  *self = (WuseLabelPlaces){ scene, box, scale, wuse_diagram_scene_get_size_factor (scene, scale), wuse_label_space_new () };
  for (guint i = 0; i < scene->graph->n_nodes; i++)
    {
      const guint32 node = scene->order[i];
      const float radius = scene->nodes[node].radius * self->factor;
      float x, y;

      if (radius < LEAST_OBSTACLE)
        break;
      if (wuse_label_places_get_screen (self, node, &x, &y))
        take (self, x - radius, y - radius, 2 * radius, 2 * radius);
    }
}

void
wuse_label_places_clear (WuseLabelPlaces *self)
{
  g_clear_pointer (&self->space, wuse_label_space_free);
}

gboolean
wuse_label_places_is_labelled (const WuseLabelPlaces *self, guint32 node)
{
  const WuseDiagramScene *scene = self->scene;
  const float radius = scene->nodes[node].radius;

  return radius * self->factor >= LEAST_LABELLED
         || (scene->graph->n_nodes > N_LARGEST && radius > scene->nodes[scene->order[N_LARGEST]].radius);
}

gboolean
wuse_label_places_get_screen (const WuseLabelPlaces *self, guint32 node, float *x, float *y)
{
  const double px = self->scene->positions[2 * node], py = self->scene->positions[2 * node + 1];

  *x = (float) ((px - self->box->left) * self->scale);
  *y = (float) ((py - self->box->top) * self->scale);
  return self->scene->nodes[node].shape != WUSE_NODE_HIDDEN && px >= self->box->left && px <= self->box->right
         && py >= self->box->top && py <= self->box->bottom;
}

float
wuse_label_places_get_distance (const WuseLabelPlaces *self, guint32 node)
{
  return self->scene->nodes[node].radius * self->factor + GAP;
}

gboolean
wuse_label_places_take (WuseLabelPlaces *self, guint32 node, float width, float height, float *left, float *top)
{
  const float distance = wuse_label_places_get_distance (self, node);
  const float places[4][2] = {
    { distance, -height / 2 }, { -distance - width, -height / 2 }, { -width / 2, -distance - height }, { -width / 2, distance }
  };
  float x, y;

  if (!wuse_label_places_get_screen (self, node, &x, &y))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (take (self, x + places[i][0], y + places[i][1], width, height))
      {
        *left = places[i][0];
        *top = places[i][1];
        return TRUE;
      }

  return FALSE;
}
