/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of pixels made on one thread and shown by another. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * WUSE_PIXELS_MAX_SIDE:
 *
 * Greatest width and height, in pixels.
 */
#define WUSE_PIXELS_MAX_SIDE 16384

/**
 * WusePixels:
 *
 * Premultiplied 32-bit pixels in native byte order, alpha in the highest byte: `GDK_MEMORY_DEFAULT`, cairo's ARGB32.
 * Only its maker writes to it; from then on it is shared between threads.
 */
typedef struct _WusePixels WusePixels;

GType wuse_pixels_get_type (void);
#define WUSE_TYPE_PIXELS (wuse_pixels_get_type ())

/**
 * wuse_pixels_new:
 * @width: 1 to %WUSE_PIXELS_MAX_SIDE
 * @height: 1 to %WUSE_PIXELS_MAX_SIDE
 *
 * Returns: (transfer full): transparent pixels
 */
WusePixels *wuse_pixels_new (int width, int height);

/**
 * wuse_pixels_ref:
 * @self: pixels
 *
 * Returns: (transfer full): @self
 */
WusePixels *wuse_pixels_ref (WusePixels *self);

/**
 * wuse_pixels_unref:
 * @self: (transfer full): pixels
 */
void wuse_pixels_unref (WusePixels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WusePixels, wuse_pixels_unref)

/**
 * wuse_pixels_get_width:
 * @self: pixels
 *
 * Returns: pixels in a row
 */
int wuse_pixels_get_width (const WusePixels *self);

/**
 * wuse_pixels_get_height:
 * @self: pixels
 *
 * Returns: rows
 */
int wuse_pixels_get_height (const WusePixels *self);

/**
 * wuse_pixels_get_stride:
 * @self: pixels
 *
 * Returns: bytes from one row to the next
 */
gsize wuse_pixels_get_stride (const WusePixels *self);

/**
 * wuse_pixels_get_row:
 * @self: pixels
 * @row: less than the height
 *
 * Returns: (transfer none): the pixels of a row; to be written by the maker only
 */
guint32 *wuse_pixels_get_row (WusePixels *self, int row);

/**
 * wuse_pixels_to_bytes:
 * @self: pixels
 *
 * Returns: (transfer full): the same memory, kept alive by the result: for gdk_memory_texture_new()
 */
GBytes *wuse_pixels_to_bytes (WusePixels *self);

G_END_DECLS
