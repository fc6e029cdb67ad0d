/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a scene into pixels, on any thread. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-raster.h"

#include "wuse-fill.h"
#include "wuse-layers.h"
#include "wuse-movement-paint.h"
#include "wuse-scene-private.h"

#define TILE_SIZE 256

G_STATIC_ASSERT (WUSE_RASTER_MAX_ZOOM == WUSE_VIEW_MAX_ZOOM);

static gboolean
paint_layers (WuseScene *scene, const WuseView *view, WuseScratch *scratch, WuseLayers *layers, GCancellable *cancellable)
{
  layers->under = wuse_layers_paint_under (scene, view, scratch);
  if (g_cancellable_is_cancelled (cancellable))
    return FALSE;

  layers->over = wuse_layers_paint_over (scene, view, scratch);

  return !g_cancellable_is_cancelled (cancellable);
}

typedef struct
{
  WuseScene *scene;
  const WuseView *view;
} Whole;

static void
paint_names (WusePixels *pixels, gpointer data)
{
  const Whole *whole = data;

  wuse_layers_paint_names (whole->scene, whole->view, wuse_scratch_get (), pixels);
}

/* The fills between the layers, and movements over all of it; only names stay over the ways, or nobody could read them. */
static WusePixels *
paint_whole (WuseScene *scene, const WuseView *view, const WuseLayers *layers, GCancellable *cancellable)
{
  WusePixels *pixels = wuse_fill_paint (scene, view, wuse_scratch_get (), layers);
  Whole whole = { scene, view };

  if (scene->movements == NULL)
    return pixels;
  wuse_movement_paint_around (pixels, wuse_movement_plans_get (scene->movements, view->zoom), scene->palette, view->left,
                              view->top, view->scale, paint_names, &whole, cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&pixels, wuse_pixels_unref);

  return pixels;
}

static WusePixels *
paint_tile (WuseScene *scene, guint zoom, guint x, guint y, int size, gboolean is_ahead, GCancellable *cancellable)
{
  const WuseLayerKey key = { zoom, x, y, (guint32) size };
  g_auto (WuseLayers) layers = { NULL };
  WuseView view;

  if (g_cancellable_is_cancelled (cancellable))
    return NULL;

  wuse_view_init (&view, zoom, size / TILE_SIZE, (gint64) x * size, (gint64) y * size, size, size);
  if (!wuse_layer_cache_lookup (scene->layers, &key, &layers))
    {
      if (!paint_layers (scene, &view, wuse_scratch_get (), &layers, cancellable))
        return NULL;
      wuse_layer_cache_insert (scene->layers, &key, &layers, !is_ahead);
    }

  return paint_whole (scene, &view, &layers, cancellable);
}

static gboolean
is_tile (guint zoom, guint x, guint y, int size)
{
  return zoom <= WUSE_RASTER_MAX_ZOOM && x < 1u << zoom && y < 1u << zoom && size >= TILE_SIZE && size <= 4 * TILE_SIZE
         && size % TILE_SIZE == 0;
}

WusePixels *
wuse_raster_paint_tile (WuseScene *scene, guint zoom, guint x, guint y, int size, GCancellable *cancellable)
{
  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (is_tile (zoom, x, y, size), NULL);

  return paint_tile (scene, zoom, x, y, size, FALSE, cancellable);
}

WusePixels *
wuse_raster_paint_tile_ahead (WuseScene *scene, guint zoom, guint x, guint y, int size, GCancellable *cancellable)
{
  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (is_tile (zoom, x, y, size), NULL);

  return paint_tile (scene, zoom, x, y, size, TRUE, cancellable);
}

WusePixels *
wuse_raster_paint_region (
    WuseScene *scene, guint zoom, int scale, gint64 left, gint64 top, int width, int height, GCancellable *cancellable)
{
  g_auto (WuseLayers) layers = { NULL };
  WuseView view;

  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (zoom <= WUSE_RASTER_MAX_ZOOM, NULL);
  g_return_val_if_fail (scale >= 1 && scale <= 4, NULL);
  g_return_val_if_fail (width > 0 && width <= WUSE_PIXELS_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= WUSE_PIXELS_MAX_SIDE, NULL);

  wuse_view_init (&view, zoom, scale, left, top, width, height);
  if (!paint_layers (scene, &view, wuse_scratch_get (), &layers, cancellable))
    return NULL;

  return paint_whole (scene, &view, &layers, cancellable);
}
