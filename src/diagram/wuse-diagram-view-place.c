/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a diagram is looked at from, and how a person or the program changes it. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-view-private.h"

#include <math.h>

/* Around the scene when all of it is shown, in pixels. */
#define MARGIN 48.0
/* And on the right and on the left, where names stand out. */
#define SIDE_MARGIN 104.0
#define GREATEST_FIT_SCALE 90.0

void
wuse_diagram_view_fit (WuseDiagramView *self, const WuseDiagramBox *box, gboolean animate)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  const double top = self->axis_unit > 0 ? WUSE_DIAGRAM_AXIS_HEIGHT : 0;
  WuseDiagramPlace place;

  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));

  self->wants_fit = width < 2 || height < 2 || (box == NULL && self->scene == NULL);
  if (self->wants_fit)
    return;
  if (box == NULL)
    box = &self->scene->box;
  place.scale = MIN (MAX (width - 2 * SIDE_MARGIN, 1) / MAX (box->right - box->left, 1e-3),
                     MAX (height - 2 * MARGIN - top, 1) / MAX (box->bottom - box->top, 1e-3));
  place.scale = MIN (place.scale, GREATEST_FIT_SCALE);
  place.x = (box->left + box->right) / 2;
  place.y = (box->top + box->bottom) / 2 - top / 2 / place.scale;
  wuse_diagram_camera_move_to (self->camera, &place, animate);
}

WuseDiagramPlace
wuse_diagram_view_get_place (WuseDiagramView *self)
{
  g_return_val_if_fail (WUSE_IS_DIAGRAM_VIEW (self), (WuseDiagramPlace){ 0 });

  return wuse_diagram_camera_get_target (self->camera);
}

void
wuse_diagram_view_set_place (WuseDiagramView *self, const WuseDiagramPlace *place, gboolean animate)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));
  g_return_if_fail (place != NULL);

  self->wants_fit = FALSE;
  wuse_diagram_camera_move_to (self->camera, place, animate);
}

void
wuse_diagram_view_follow (WuseDiagramView *self, double dx, double dy)
{
  WuseDiagramPlace place;

  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));

  place = wuse_diagram_view_get_place (self);
  self->follows = TRUE;
  if (self->shows_before)
    self->shift = GRAPHENE_POINT_INIT (self->shift.x + (float) dx, self->shift.y + (float) dy);
  self->labels_shift = GRAPHENE_POINT_INIT (self->labels_shift.x + (float) dx, self->labels_shift.y + (float) dy);
  place.x += dx;
  place.y += dy;
  wuse_diagram_view_set_place (self, &place, FALSE);
}

void
wuse_diagram_view_zoom_at (WuseDiagramView *self, double factor, double x, double y, gboolean animate)
{
  const WuseDiagramPlace from = wuse_diagram_camera_get_target (self->camera);
  WuseDiagramPlace place = { from.x, from.y, CLAMP (from.scale * factor, 0.001, 400) };
  const double dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  place.x += dx / from.scale - dx / place.scale;
  place.y += dy / from.scale - dy / place.scale;
  wuse_diagram_camera_move_to (self->camera, &place, animate);
}

void
wuse_diagram_view_pan_by (WuseDiagramView *self, double dx, double dy, gboolean animate)
{
  WuseDiagramPlace place = wuse_diagram_camera_get_target (self->camera);

  place.x -= dx / place.scale;
  place.y -= dy / place.scale;
  wuse_diagram_camera_move_to (self->camera, &place, animate);
}

void
wuse_diagram_view_bring_into_view (WuseDiagramView *self, guint32 node)
{
  const double x = self->scene->positions[2 * node], y = self->scene->positions[2 * node + 1];
  const WuseDiagramPlace target = wuse_diagram_camera_get_target (self->camera);
  const double half_width = (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - MARGIN) / target.scale;
  const double half_height = (gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - MARGIN) / target.scale;
  WuseDiagramPlace place = target;

  place.x += MAX (x - target.x - half_width, 0) + MIN (x - target.x + half_width, 0);
  place.y += MAX (y - target.y - half_height, 0) + MIN (y - target.y + half_height, 0);
  if (place.x != target.x || place.y != target.y)
    wuse_diagram_camera_move_to (self->camera, &place, TRUE);
}
