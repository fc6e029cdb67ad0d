/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small map of one case's stays. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-stay-map.h"

#include "wuse-accessible.h"
#include "wuse-look.h"
#include "wuse-mercator.h"
#include "wuse-movement-paint.h"
#include "wuse-raster.h"
#include "wuse-worker-pool.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEIGHT 196
#define MARGIN 26
/* A single house is shown with its street. */
#define MAX_ZOOM 16
#define MIN_ZOOM 3

struct _WuseStayMap
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkPicture *picture;
  WuseMapView *map;
  WuseMovements *movements;
  GCancellable *cancellable;
  int painted_width;
  guint paint_id;
};

G_DEFINE_FINAL_TYPE (WuseStayMap, wuse_stay_map, GTK_TYPE_WIDGET)

typedef struct
{
  WuseScene *scene; /* NULL for the plain ground */
  WuseMovements *movements;
  const WusePalette *palette;
  int width;
  int height;
  int scale;
} PaintRequest;

static void
free_request (gpointer data)
{
  PaintRequest *request = data;

  g_clear_pointer (&request->scene, wuse_scene_unref);
  wuse_movements_unref (request->movements);
  g_free (request);
}

/* The greatest zoom level at which all stays fit into the picture. */
static guint
find_zoom (const WuseBounds *bounds, int width, int height)
{
  const double wide = MAX (wuse_mercator_x (bounds->east) - wuse_mercator_x (bounds->west), 1e-9),
               high = MAX (wuse_mercator_y (bounds->south) - wuse_mercator_y (bounds->north), 1e-9);
  const double worlds = MIN (MAX (width - 2 * MARGIN, 32) / wide, MAX (height - 2 * MARGIN, 32) / high);

  return (guint) CLAMP ((int) floor (log2 (worlds / 256)), MIN_ZOOM, MAX_ZOOM);
}

static void
fill (WusePixels *pixels, WuseColor color)
{
  const guint32 pixel = wuse_color_to_pixel (color, 255);

  for (int y = 0; y < wuse_pixels_get_height (pixels); y++)
    {
      guint32 *row = wuse_pixels_get_row (pixels, y);

      for (int x = 0; x < wuse_pixels_get_width (pixels); x++)
        row[x] = pixel;
    }
}

static void
paint_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PaintRequest *request = data;
  const WuseBounds *bounds = &request->movements->bounds;
  const guint zoom = find_zoom (bounds, request->width, request->height);
  const double world = 256.0 * exp2 (zoom) * request->scale;
  const int width = request->width * request->scale, height = request->height * request->scale;
  const gint64 left = (gint64) ((wuse_mercator_x (bounds->west) + wuse_mercator_x (bounds->east)) / 2 * world) - width / 2,
               top = (gint64) ((wuse_mercator_y (bounds->north) + wuse_mercator_y (bounds->south)) / 2 * world) - height / 2;
  g_autoptr (WuseMovementPlan) plan = wuse_movement_plan_new (request->movements, NULL, zoom, G_MAXINT64, NULL);
  g_autoptr (WusePixels) pixels = NULL;

  if (request->scene != NULL)
    pixels = wuse_raster_paint_region (request->scene, zoom, request->scale, left, top, width, height, cancellable);
  else
    {
      pixels = wuse_pixels_new (width, height);
      fill (pixels, request->palette->land);
    }
  if (pixels != NULL)
    wuse_movement_paint (pixels, plan, request->palette, left, top, request->scale, cancellable);
  g_task_return_pointer (task, g_steal_pointer (&pixels), (GDestroyNotify) wuse_pixels_unref);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WusePixels) pixels = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  /* Cancelled: the case is another one, or the map is gone. */
  if (pixels == NULL)
    return;
  bytes = wuse_pixels_to_bytes (pixels);
  texture = gdk_memory_texture_new (wuse_pixels_get_width (pixels), wuse_pixels_get_height (pixels), GDK_MEMORY_DEFAULT, bytes,
                                    wuse_pixels_get_stride (pixels));
  gtk_picture_set_paintable (WUSE_STAY_MAP (source)->picture, GDK_PAINTABLE (texture));
}

static void
give_up (WuseStayMap *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Over somebody else's map the scene is transparent: here it stands on the district's own features. */
static WuseScene *
dup_scene (WuseStayMap *self)
{
  WuseScene *scene = self->map != NULL ? wuse_map_view_get_scene (self->map) : NULL;
  WuseSceneOptions options;

  if (scene == NULL)
    return NULL;
  options = *wuse_scene_get_options (scene);
  options.flags = (options.flags & ~(WuseSceneFlags) WUSE_SCENE_OVERLAY) | WUSE_SCENE_FEATURES;

  return wuse_scene_with_options (scene, &options);
}

static gboolean
paint_later_cb (gpointer user_data)
{
  WuseStayMap *self = user_data;
  g_autoptr (GTask) task = NULL;
  PaintRequest *request;

  self->paint_id = 0;
  give_up (self);
  self->painted_width = gtk_widget_get_width (GTK_WIDGET (self));
  if (self->movements == NULL || self->movements->n_placed == 0 || self->painted_width < 32)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, painted_cb, NULL);
  g_task_set_source_tag (task, paint_later_cb);
  request = g_new0 (PaintRequest, 1);
  *request = (PaintRequest){ dup_scene (self),
                             wuse_movements_ref (self->movements),
                             wuse_look_get_palette (wuse_look_get_default ()),
                             self->painted_width,
                             HEIGHT,
                             CLAMP (gtk_widget_get_scale_factor (GTK_WIDGET (self)), 1, 4) };
  g_task_set_task_data (task, request, free_request);
  wuse_worker_run (task, WUSE_WORKER_VISIBLE, paint_cb);

  return G_SOURCE_REMOVE;
}

/* Not when idle: while something moves there is no such time. */
static void
paint_later (WuseStayMap *self)
{
  if (self->paint_id == 0)
    self->paint_id = g_idle_add_full (G_PRIORITY_DEFAULT, paint_later_cb, self, NULL);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WuseStayMap *self = WUSE_STAY_MAP (widget);

  gtk_widget_size_allocate (self->button, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (width != self->painted_width)
    paint_later (self);
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  int ignored;

  /* GTK wants to be asked. */
  gtk_widget_measure (WUSE_STAY_MAP (widget)->button, orientation, for_size, &ignored, &ignored, NULL, NULL);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 64;
}

static void
dispose (GObject *object)
{
  WuseStayMap *self = WUSE_STAY_MAP (object);

  g_clear_handle_id (&self->paint_id, g_source_remove);
  give_up (self);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->movements, wuse_movements_unref);
  g_clear_object (&self->map);
  G_OBJECT_CLASS (wuse_stay_map_parent_class)->dispose (object);
}

static void
wuse_stay_map_class_init (WuseStayMapClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  widget_class->size_allocate = size_allocate;
  widget_class->measure = measure;
}

static void
wuse_stay_map_init (WuseStayMap *self)
{
  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_picture_set_can_shrink (self->picture, TRUE);
  gtk_picture_set_content_fit (self->picture, GTK_CONTENT_FIT_FILL);
  gtk_picture_set_alternative_text (self->picture, _ ("Map of its stays"));
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->picture));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "stay-map");
  gtk_widget_set_overflow (self->button, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_tooltip_text (self->button, _ ("Show on the map"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->button), _ ("Map of its stays"));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (paint_later), self, G_CONNECT_SWAPPED);
}

void
wuse_stay_map_set_map (WuseStayMap *self, WuseMapView *map)
{
  g_return_if_fail (WUSE_IS_STAY_MAP (self));
  g_return_if_fail (map == NULL || WUSE_IS_MAP_VIEW (map));

  if (g_set_object (&self->map, map))
    paint_later (self);
}

void
wuse_stay_map_set_movements (WuseStayMap *self, WuseMovements *movements)
{
  g_return_if_fail (WUSE_IS_STAY_MAP (self));
  g_return_if_fail (movements == NULL || movements->n_movers <= 1);

  if (movements != NULL)
    wuse_movements_ref (movements);
  g_clear_pointer (&self->movements, wuse_movements_unref);
  self->movements = movements;
  if (movements != NULL && movements->n_movers == 1)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", movements->movers[0].id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-on-map");
    }
  paint_later (self);
}
