/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the plane to the screen and back, and what is drawn at a pixel. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-view-private.h"

#include <math.h>

/* A node is found so many pixels beside its rim. */
#define REACH 5.0
/* And an edge so many beside its line. */
#define EDGE_REACH 4.0
/* As many edges are looked through in about a millisecond. */
#define MAX_EDGES_SOUGHT 100000

void
wuse_diagram_view_get_origin_before (WuseDiagramView *self, const graphene_point_t *shift, double *x, double *y)
{
  const WuseDiagramPlace place = wuse_diagram_camera_get (self->camera);
  const double unit = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const double before_x = place.x - (double) shift->x, before_y = place.y - (double) shift->y;

  *x = round ((gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - before_x * place.scale) * unit) / unit;
  *y = round ((gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - before_y * place.scale) * unit) / unit;
}

void
wuse_diagram_view_get_origin (WuseDiagramView *self, double *x, double *y)
{
  wuse_diagram_view_get_origin_before (self, &GRAPHENE_POINT_INIT (0, 0), x, y);
}

void
wuse_diagram_view_to_plane (WuseDiagramView *self, double x, double y, double *plane_x, double *plane_y)
{
  const double scale = wuse_diagram_camera_get (self->camera).scale;
  double origin_x, origin_y;

  wuse_diagram_view_get_origin (self, &origin_x, &origin_y);
  *plane_x = (x - origin_x) / scale;
  *plane_y = (y - origin_y) / scale;
}

void
wuse_diagram_view_to_screen (WuseDiagramView *self, double x, double y, double *screen_x, double *screen_y)
{
  const double scale = wuse_diagram_camera_get (self->camera).scale;
  double origin_x, origin_y;

  wuse_diagram_view_get_origin (self, &origin_x, &origin_y);
  *screen_x = origin_x + x * scale;
  *screen_y = origin_y + y * scale;
}

WuseDiagramBox
wuse_diagram_view_get_box (WuseDiagramView *self, WuseDiagramPlace place)
{
  const double half_width = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 / place.scale;
  const double half_height = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 / place.scale;

  return (WuseDiagramBox){ place.x - half_width, place.y - half_height, place.x + half_width, place.y + half_height };
}

WuseDiagramBox
wuse_diagram_view_get_visible_box (WuseDiagramView *self)
{
  g_return_val_if_fail (WUSE_IS_DIAGRAM_VIEW (self), (WuseDiagramBox){ 0 });

  return wuse_diagram_view_get_box (self, wuse_diagram_camera_get (self->camera));
}

guint32
wuse_diagram_view_find_at (WuseDiagramView *self, double x, double y)
{
  const double scale = wuse_diagram_camera_get (self->camera).scale;
  double plane_x, plane_y;
  guint32 node;
  float factor;

  if (self->scene == NULL || self->scene->n_shown == 0)
    return WUSE_NODE_NONE;
  factor = wuse_diagram_scene_get_size_factor (self->scene, scale);
  wuse_diagram_view_to_plane (self, x, y, &plane_x, &plane_y);
  node = wuse_diagram_scene_find (self->scene, plane_x, plane_y,
                                  (self->scene->nodes[self->scene->order[0]].radius * factor + REACH) / scale);
  if (node != WUSE_NODE_NONE
      && hypot (self->scene->positions[2 * node] - plane_x, self->scene->positions[2 * node + 1] - plane_y) * scale
             > self->scene->nodes[node].radius * factor + REACH)
    return WUSE_NODE_NONE;

  return node;
}

static guint32
find_nearest_edge (const WuseDiagramScene *scene, const guint32 *edges, guint n_edges, double x, double y, double reach)
{
  double nearest = INFINITY;
  guint32 found = WUSE_NODE_NONE;

  for (guint i = 0; i < n_edges; i++)
    {
      const guint32 edge = edges != NULL ? edges[i] : i;
      const double distance = wuse_diagram_scene_measure_edge (scene, edge, x, y, reach);

      if (distance < nearest)
        {
          nearest = distance;
          found = edge;
        }
    }

  return found;
}

guint32
wuse_diagram_view_find_edge_at (WuseDiagramView *self, double x, double y)
{
  const double reach = EDGE_REACH / wuse_diagram_camera_get (self->camera).scale;
  guint32 found = WUSE_NODE_NONE;
  double plane_x, plane_y;

  if (self->scene == NULL)
    return WUSE_NODE_NONE;
  wuse_diagram_view_to_plane (self, x, y, &plane_x, &plane_y);
  /* What is drawn over the rest is found before it. */
  if (self->highlight != NULL)
    found = find_nearest_edge (self->scene, self->highlight->edges, self->highlight->n_edges, plane_x, plane_y, reach);
  if (found == WUSE_NODE_NONE && self->scene->graph->n_edges <= MAX_EDGES_SOUGHT)
    found = find_nearest_edge (self->scene, NULL, self->scene->graph->n_edges, plane_x, plane_y, reach);

  return found;
}
