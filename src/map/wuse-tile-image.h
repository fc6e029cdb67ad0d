/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encoded tile images: what they are, how large they claim to be, and their pixels. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_TILE_IMAGE_MAX_BYTES:
 *
 * Largest encoded tile that is accepted.
 */
#define WUSE_TILE_IMAGE_MAX_BYTES (2u * 1024 * 1024)

/**
 * WUSE_TILE_IMAGE_MAX_SIZE:
 *
 * Largest width and height of a tile image, in pixels.
 */
#define WUSE_TILE_IMAGE_MAX_SIZE 1024u

/**
 * WuseTileFormat:
 * @WUSE_TILE_FORMAT_UNKNOWN: none of those below
 * @WUSE_TILE_FORMAT_PNG: PNG
 * @WUSE_TILE_FORMAT_JPEG: JPEG
 * @WUSE_TILE_FORMAT_WEBP: WebP
 * @WUSE_TILE_FORMAT_COMPRESSED: gzip or zlib: vector tiles are packed so, images never
 */
typedef enum
{
  WUSE_TILE_FORMAT_UNKNOWN,
  WUSE_TILE_FORMAT_PNG,
  WUSE_TILE_FORMAT_JPEG,
  WUSE_TILE_FORMAT_WEBP,
  WUSE_TILE_FORMAT_COMPRESSED,
} WuseTileFormat;

/**
 * wuse_tile_format_sniff:
 * @data: (array length=length): the first bytes of a tile
 * @length: how many; sixteen are enough
 *
 * Returns: what the tile is by its magic bytes, whatever its metadata say
 */
WuseTileFormat wuse_tile_format_sniff (const guint8 *data, gsize length);

/**
 * wuse_tile_format_to_string:
 * @self: a format
 *
 * Returns: its common name, `PNG`, `JPEG`, `WebP`, `gzip`, `?`
 */
const char *wuse_tile_format_to_string (WuseTileFormat self);

/**
 * WuseTileImage:
 * @width: width in pixels
 * @height: height in pixels
 * @pixels: (array): `width × height` premultiplied pixels of four bytes in native order, alpha highest, without padding
 *
 * A decoded tile.
 */
typedef struct
{
  guint width;
  guint height;
  guint8 *pixels;
} WuseTileImage;

/**
 * wuse_tile_image_decode:
 * @data: an encoded tile
 * @error: return location for a %WUSE_MAP_ERROR
 *
 * Decodes a PNG, JPEG or WebP image. The size it claims is checked against %WUSE_TILE_IMAGE_MAX_SIZE before anything is
 * decoded. Safe on any thread; takes about a millisecond.
 *
 * Returns: (transfer full) (nullable): the image; free with wuse_tile_image_free()
 */
WuseTileImage *wuse_tile_image_decode (GBytes *data, GError **error);

/**
 * wuse_tile_image_free:
 * @self: (transfer full) (nullable): an image
 */
void wuse_tile_image_free (WuseTileImage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTileImage, wuse_tile_image_free)

G_END_DECLS
