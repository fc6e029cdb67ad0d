/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a diagram is looked at from. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-camera.h"

#include <math.h>

#define MOVE_SECONDS 0.2
#define LEAST_SCALE 0.001
#define GREATEST_SCALE 400.0

struct _WuseDiagramCamera
{
  GtkWidget *widget;
  WuseDiagramCameraFunc func;
  WuseDiagramPlace from;
  WuseDiagramPlace now;
  WuseDiagramPlace to;
  gint64 start; /* frame time, 0 before the first tick */
  guint tick_id;
};

WuseDiagramCamera *
wuse_diagram_camera_new (GtkWidget *widget, WuseDiagramCameraFunc func)
{
  WuseDiagramCamera *self = g_new0 (WuseDiagramCamera, 1);

  self->widget = widget;
  self->func = func;
  self->now = self->to = (WuseDiagramPlace){ 0, 0, 32 };

  return self;
}

static void
stop (WuseDiagramCamera *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
}

void
wuse_diagram_camera_free (WuseDiagramCamera *self)
{
  if (self == NULL)
    return;
  stop (self);
  g_free (self);
}

WuseDiagramPlace
wuse_diagram_camera_get (const WuseDiagramCamera *self)
{
  return self->now;
}

WuseDiagramPlace
wuse_diagram_camera_get_target (const WuseDiagramCamera *self)
{
  return self->to;
}

gboolean
wuse_diagram_camera_is_moving (const WuseDiagramCamera *self)
{
  return self->tick_id != 0;
}

/* When the scale changes one point of the plane stays where it is on the screen: the middle is linear in the size of a pixel. */
static WuseDiagramPlace
interpolate (const WuseDiagramPlace *from, const WuseDiagramPlace *to, double part)
{
  WuseDiagramPlace place = { 0, 0, from->scale * pow (to->scale / from->scale, part) };
  double way = part;

  if (fabs (from->scale - to->scale) > 1e-9 * from->scale)
    way = (1 / place.scale - 1 / from->scale) / (1 / to->scale - 1 / from->scale);
  place.x = from->x + (to->x - from->x) * way;
  place.y = from->y + (to->y - from->y) * way;

  return place;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WuseDiagramCamera *self = user_data;
  const gint64 time = gdk_frame_clock_get_frame_time (clock);
  double part;

  if (self->start == 0)
    self->start = time;
  part = (double) (time - self->start) / G_USEC_PER_SEC / MOVE_SECONDS;
  if (part >= 1)
    {
      self->now = self->to;
      self->tick_id = 0;
      self->func (self->widget);
      return G_SOURCE_REMOVE;
    }
  self->now = interpolate (&self->from, &self->to, 1 - (1 - part) * (1 - part) * (1 - part));
  self->func (self->widget);

  return G_SOURCE_CONTINUE;
}

void
wuse_diagram_camera_move_to (WuseDiagramCamera *self, const WuseDiagramPlace *place, gboolean animate)
{
  gboolean enabled = FALSE;

  g_object_get (gtk_widget_get_settings (self->widget), "gtk-enable-animations", &enabled, NULL);
  self->to = (WuseDiagramPlace){ place->x, place->y, CLAMP (place->scale, LEAST_SCALE, GREATEST_SCALE) };
  if (!animate || !enabled || !gtk_widget_get_mapped (self->widget))
    {
      stop (self);
      self->now = self->to;
      self->func (self->widget);
      return;
    }
  self->from = self->now;
  self->start = 0;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
  self->func (self->widget);
}
