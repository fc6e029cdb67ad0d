/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of pixels made on one thread and shown by another. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-pixels.h"

struct _WusePixels
{
  gatomicrefcount ref_count;
  int width;
  int height;
  guint32 *data;
};

G_DEFINE_BOXED_TYPE (WusePixels, wuse_pixels, wuse_pixels_ref, wuse_pixels_unref)

WusePixels *
wuse_pixels_new (int width, int height)
{
  WusePixels *self;

  g_return_val_if_fail (width > 0 && width <= WUSE_PIXELS_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= WUSE_PIXELS_MAX_SIDE, NULL);

  self = g_new (WusePixels, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->data = g_malloc0_n ((gsize) width * (gsize) height, sizeof *self->data);

  return self;
}

WusePixels *
wuse_pixels_ref (WusePixels *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
wuse_pixels_unref (WusePixels *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->data);
  g_free (self);
}

int
wuse_pixels_get_width (const WusePixels *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

int
wuse_pixels_get_height (const WusePixels *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

gsize
wuse_pixels_get_stride (const WusePixels *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gsize) self->width * sizeof *self->data;
}

guint32 *
wuse_pixels_get_row (WusePixels *self, int row)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (row >= 0 && row < self->height, NULL);

  return self->data + (gsize) row * (gsize) self->width;
}

GBytes *
wuse_pixels_to_bytes (WusePixels *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_bytes_new_with_free_func (self->data, wuse_pixels_get_stride (self) * (gsize) self->height,
                                     (GDestroyNotify) wuse_pixels_unref, wuse_pixels_ref (self));
}
