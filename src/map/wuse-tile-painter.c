/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a tile on a worker thread. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-tile-painter.h"

#include "wuse-map-transform.h"
#include "wuse-raster.h"

typedef struct
{
  WuseScene *scene;
  WuseTileKey key;
  int size;
  gboolean is_ahead;
  WuseBaseTile *base;
} PaintRequest;

static void
paint_request_free (PaintRequest *request)
{
  wuse_scene_unref (request->scene);
  g_clear_pointer (&request->base, wuse_base_tile_unref);
  g_free (request);
}

/* A scene drawn over somebody else's map has a transparent ground: the map goes under it, the palette's land under both. */
static WusePixels *
put_together (WuseScene *scene, WusePixels *above, const WuseBaseTile *base, int size)
{
  g_autoptr (WusePixels) below = base != NULL ? wuse_base_tile_paint (base, (guint) size) : NULL;
  WusePixels *result = wuse_pixels_new (size, size);
  WuseColor land = wuse_palette_get (wuse_scene_get_options (scene)->variant)->land;
  guint32 ground = wuse_color_to_pixel (land, 255);

  for (int row = 0; row < size; row++)
    {
      const guint32 *top = wuse_pixels_get_row (above, row);
      const guint32 *bottom = below != NULL ? wuse_pixels_get_row (below, row) : NULL;
      guint32 *pixels = wuse_pixels_get_row (result, row);

      for (int column = 0; column < size; column++)
        pixels[column] = wuse_pixel_over (top[column], bottom != NULL ? wuse_pixel_over (bottom[column], ground) : ground);
    }
  return result;
}

static void
paint_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const PaintRequest *request = task_data;
  WuseTileKey key = request->key;
  g_autoptr (WusePixels) pixels = NULL;

  pixels = (request->is_ahead ? wuse_raster_paint_tile_ahead
                              : wuse_raster_paint_tile) (request->scene, wuse_tile_key_zoom (key), wuse_tile_key_x (key),
                                                         wuse_tile_key_y (key), request->size, cancellable);
  if (pixels == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The tile is wanted no longer");
      return;
    }
  if ((wuse_scene_get_options (request->scene)->flags & WUSE_SCENE_OVERLAY) != 0)
    {
      g_autoptr (WusePixels) above = g_steal_pointer (&pixels);

      pixels = put_together (request->scene, above, request->base, request->size);
    }
  g_task_return_pointer (task, wuse_frame_image_new (pixels), (GDestroyNotify) wuse_frame_image_unref);
}

void
wuse_tile_painter_paint_async (WuseScene *scene,
                               WuseTileKey key,
                               int scale,
                               WuseBaseTile *base,
                               WuseWorkerPriority priority,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  PaintRequest *request;

  g_return_if_fail (scene != NULL);
  g_return_if_fail (scale >= 1 && scale <= 4);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_tile_painter_paint_async);
  request = g_new0 (PaintRequest, 1);
  request->scene = wuse_scene_ref (scene);
  request->key = key;
  request->size = WUSE_MAP_TILE_SIZE * scale;
  request->is_ahead = priority == WUSE_WORKER_AHEAD;
  request->base = base != NULL ? wuse_base_tile_ref (base) : NULL;
  g_task_set_task_data (task, request, (GDestroyNotify) paint_request_free);
  wuse_worker_run (task, priority, paint_in_thread);
}

WuseFrameImage *
wuse_tile_painter_paint_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
