/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements of the map in world coordinates, one tick callback for all of them. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-camera.h"

#include <math.h>

#define MOVE_MS 200
/* A way of more than so many views is jumped. */
#define MAX_ANIMATED_VIEWS 4.0
/* Inertia: share of the velocity lost in a second, as a rate; velocity (pixels a second) at which it ends. */
#define FRICTION 4.0
#define MIN_VELOCITY 30.0

typedef struct
{
  double x;
  double y;
  double zoom;
} Place;

typedef enum
{
  MOVEMENT_NONE,
  MOVEMENT_ANIMATION,
  MOVEMENT_INERTIA,
} Movement;

struct _WuseMapCamera
{
  GtkWidget *widget;
  ShumateViewport *viewport;
  WuseTileLayer *tiles;

  Movement movement;
  Place from;
  Place to;
  double velocity_x; /* in widths of the world a second */
  double velocity_y;
  gint64 start; /* frame time, 0 before the first tick */
  guint tick_id;
};

static Place
get_place (WuseMapCamera *self)
{
  double lon = shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport));
  double lat = shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport));

  return (Place){ (lon + 180) / 360, 0.5 - asinh (tan (lat * G_PI / 180)) / (2 * G_PI),
                  shumate_viewport_get_zoom_level (self->viewport) };
}

static void
set_place (WuseMapCamera *self, const Place *place)
{
  double x = CLAMP (place->x, 0, 1), y = CLAMP (place->y, 0, 1);

  g_object_freeze_notify (G_OBJECT (self->viewport));
  shumate_viewport_set_zoom_level (self->viewport, place->zoom);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), atan (sinh (G_PI * (1 - 2 * y))) * 180 / G_PI, x * 360 - 180);
  g_object_thaw_notify (G_OBJECT (self->viewport));
}

static double
world_size (double zoom)
{
  return WUSE_MAP_TILE_SIZE * exp2 (zoom);
}

static int
clamp_zoom (int zoom)
{
  return CLAMP (zoom, WUSE_AREA_SOURCE_MIN_ZOOM, WUSE_AREA_SOURCE_MAX_ZOOM);
}

static gboolean
animations_enabled (WuseMapCamera *self)
{
  gboolean enabled = FALSE;

  g_object_get (gtk_widget_get_settings (self->widget), "gtk-enable-animations", &enabled, NULL);
  return enabled && gtk_widget_get_mapped (self->widget);
}

static void
end (WuseMapCamera *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
  self->movement = MOVEMENT_NONE;
  wuse_tile_layer_set_destination (self->tiles, NULL);
}

/* Between two places so that, when the zoom changes, one pixel of the picture stays where it is: the centre is linear in
 * the size of a pixel. */
static Place
interpolate (const Place *from, const Place *to, double part)
{
  Place place = { 0, 0, from->zoom + (to->zoom - from->zoom) * part };
  double way = part;

  if (from->zoom != to->zoom)
    way = (exp2 (-place.zoom) - exp2 (-from->zoom)) / (exp2 (-to->zoom) - exp2 (-from->zoom));
  place.x = from->x + (to->x - from->x) * way;
  place.y = from->y + (to->y - from->y) * way;
  return place;
}

static gboolean
tick_animation (WuseMapCamera *self, double seconds)
{
  double part = seconds * 1000 / MOVE_MS;
  Place place;

  if (part >= 1)
    {
      set_place (self, &self->to);
      return FALSE;
    }
  place = interpolate (&self->from, &self->to, 1 - pow (1 - part, 3));
  set_place (self, &place);
  return TRUE;
}

static gboolean
tick_inertia (WuseMapCamera *self, double seconds)
{
  double gone = (1 - exp (-FRICTION * seconds)) / FRICTION;
  double speed = hypot (self->velocity_x, self->velocity_y) * exp (-FRICTION * seconds) * world_size (self->from.zoom);
  Place place = { self->from.x + self->velocity_x * gone, self->from.y + self->velocity_y * gone, self->from.zoom };

  set_place (self, &place);
  return speed > MIN_VELOCITY;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WuseMapCamera *self = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds;
  gboolean go_on;

  if (self->start == 0)
    self->start = now;
  seconds = (double) (now - self->start) / G_USEC_PER_SEC;
  go_on = self->movement == MOVEMENT_ANIMATION ? tick_animation (self, seconds) : tick_inertia (self, seconds);
  if (!go_on)
    {
      self->tick_id = 0;
      end (self);
    }
  return go_on;
}

static void
begin (WuseMapCamera *self, Movement movement)
{
  self->movement = movement;
  self->start = 0;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

static void
tell_destination (WuseMapCamera *self)
{
  WuseMapTransform destination;

  wuse_map_transform_init (&destination, self->to.x, self->to.y, self->to.zoom, gtk_widget_get_width (self->widget),
                           gtk_widget_get_height (self->widget), gtk_widget_get_scale_factor (self->widget));
  wuse_tile_layer_set_destination (self->tiles, &destination);
}

static void
go (WuseMapCamera *self, const Place *to, gboolean animate)
{
  Place from = get_place (self);
  double pixels = hypot (to->x - from.x, to->y - from.y) * world_size (MIN (from.zoom, to->zoom));
  double view = MAX (gtk_widget_get_width (self->widget), gtk_widget_get_height (self->widget));

  if (!animate || !animations_enabled (self) || pixels > view * MAX_ANIMATED_VIEWS)
    {
      end (self);
      set_place (self, to);
      return;
    }
  self->from = from;
  self->to = *to;
  begin (self, MOVEMENT_ANIMATION);
  tell_destination (self);
}

WuseMapCamera *
wuse_map_camera_new (GtkWidget *widget, ShumateViewport *viewport, WuseTileLayer *tiles)
{
  WuseMapCamera *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (WUSE_IS_TILE_LAYER (tiles), NULL);

  self = g_new0 (WuseMapCamera, 1);
  self->widget = widget;
  self->viewport = g_object_ref (viewport);
  self->tiles = g_object_ref (tiles);
  return self;
}

void
wuse_map_camera_free (WuseMapCamera *self)
{
  if (self == NULL)
    return;
  end (self);
  g_object_unref (self->viewport);
  g_object_unref (self->tiles);
  g_free (self);
}

void
wuse_map_camera_get (WuseMapCamera *self, double *x, double *y, double *zoom)
{
  Place place;

  g_return_if_fail (self != NULL);
  g_return_if_fail (x != NULL && y != NULL && zoom != NULL);

  place = get_place (self);
  *x = place.x;
  *y = place.y;
  *zoom = place.zoom;
}

int
wuse_map_camera_get_target_zoom (WuseMapCamera *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (int) round (self->movement == MOVEMENT_ANIMATION ? self->to.zoom : shumate_viewport_get_zoom_level (self->viewport));
}

void
wuse_map_camera_move_to (WuseMapCamera *self, double x, double y, int zoom, gboolean animate)
{
  g_return_if_fail (self != NULL);

  go (self, &(Place){ CLAMP (x, 0, 1), CLAMP (y, 0, 1), clamp_zoom (zoom) }, animate);
}

void
wuse_map_camera_zoom_by (WuseMapCamera *self, int steps, double at_x, double at_y)
{
  Place place, to;
  double off_x, off_y;

  g_return_if_fail (self != NULL);

  place = get_place (self);
  off_x = at_x - gtk_widget_get_width (self->widget) / 2.0;
  off_y = at_y - gtk_widget_get_height (self->widget) / 2.0;
  to.zoom = clamp_zoom (wuse_map_camera_get_target_zoom (self) + steps);
  to.x = place.x + off_x / world_size (place.zoom) - off_x / world_size (to.zoom);
  to.y = place.y + off_y / world_size (place.zoom) - off_y / world_size (to.zoom);
  go (self, &to, TRUE);
}

void
wuse_map_camera_pan_by (WuseMapCamera *self, double dx, double dy, gboolean animate)
{
  Place place;

  g_return_if_fail (self != NULL);

  place = self->movement == MOVEMENT_ANIMATION ? self->to : get_place (self);
  place.x -= dx / world_size (place.zoom);
  place.y -= dy / world_size (place.zoom);
  go (self, &place, animate);
}

void
wuse_map_camera_pinch (WuseMapCamera *self, double zoom, double at_x, double at_y)
{
  Place place;
  double off_x, off_y, after;

  g_return_if_fail (self != NULL);

  end (self);
  place = get_place (self);
  off_x = at_x - gtk_widget_get_width (self->widget) / 2.0;
  off_y = at_y - gtk_widget_get_height (self->widget) / 2.0;
  after = CLAMP (zoom, WUSE_AREA_SOURCE_MIN_ZOOM, WUSE_AREA_SOURCE_MAX_ZOOM);
  place.x += off_x / world_size (place.zoom) - off_x / world_size (after);
  place.y += off_y / world_size (place.zoom) - off_y / world_size (after);
  place.zoom = after;
  set_place (self, &place);
}

void
wuse_map_camera_throw (WuseMapCamera *self, double velocity_x, double velocity_y)
{
  g_return_if_fail (self != NULL);

  if (!animations_enabled (self) || hypot (velocity_x, velocity_y) < MIN_VELOCITY)
    return;
  end (self);
  self->from = get_place (self);
  self->velocity_x = -velocity_x / world_size (self->from.zoom);
  self->velocity_y = -velocity_y / world_size (self->from.zoom);
  begin (self, MOVEMENT_INERTIA);
}

void
wuse_map_camera_stop (WuseMapCamera *self)
{
  Movement movement;

  g_return_if_fail (self != NULL);

  movement = self->movement;
  end (self);
  if (movement == MOVEMENT_ANIMATION && self->from.zoom != self->to.zoom)
    set_place (self, &self->to);
}
