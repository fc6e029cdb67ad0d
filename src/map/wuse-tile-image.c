/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tile images: the claimed size is checked from the header before a decoder sees the data. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-tile-image.h"

#include "wuse-color.h"
#include "wuse-map-error.h"

#include <glib/gi18n.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>
#include <webp/decode.h>

static guint32
read_be (const guint8 *data, guint n_bytes)
{
  guint32 value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value = value << 8 | data[i];
  return value;
}

static gboolean
read_png_size (const guint8 *data, gsize length, guint *width, guint *height)
{
  if (length < 24 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  *width = read_be (data + 16, 4);
  *height = read_be (data + 20, 4);
  return TRUE;
}

/* Walks the segments up to the frame header (ITU-T T.81, annex B). */
static gboolean
read_jpeg_size (const guint8 *data, gsize length, guint *width, guint *height)
{
  gsize at = 2;

  while (at + 9 < length)
    {
      guint8 marker = data[at + 1];

      if (data[at] != 0xFF)
        return FALSE;
      if (marker == 0xFF)
        {
          at++;
          continue;
        }
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
        {
          *height = read_be (data + at + 5, 2);
          *width = read_be (data + at + 7, 2);
          return TRUE;
        }
      if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8))
        at += 2;
      else
        at += 2 + MAX (read_be (data + at + 2, 2), 2);
    }
  return FALSE;
}

static gboolean
read_webp_size (const guint8 *data, gsize length, guint *width, guint *height)
{
  int w = 0, h = 0;

  if (!WebPGetInfo (data, length, &w, &h) || w <= 0 || h <= 0)
    return FALSE;
  *width = (guint) w;
  *height = (guint) h;
  return TRUE;
}

static gboolean
read_size (WuseTileFormat format, const guint8 *data, gsize length, guint *width, guint *height)
{
  switch (format)
    {
    case WUSE_TILE_FORMAT_PNG:
      return read_png_size (data, length, width, height);
    case WUSE_TILE_FORMAT_JPEG:
      return read_jpeg_size (data, length, width, height);
    case WUSE_TILE_FORMAT_WEBP:
      return read_webp_size (data, length, width, height);
    case WUSE_TILE_FORMAT_UNKNOWN:
    case WUSE_TILE_FORMAT_COMPRESSED:
      break;
    }
  return FALSE;
}

static gboolean
decode_webp (WuseTileImage *self, const guint8 *data, gsize length)
{
  WebPDecoderConfig config;

  if (!WebPInitDecoderConfig (&config))
    return FALSE;
  config.output.colorspace = G_BYTE_ORDER == G_LITTLE_ENDIAN ? MODE_bgrA : MODE_Argb;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = self->pixels;
  config.output.u.RGBA.stride = (int) self->width * 4;
  config.output.u.RGBA.size = (gsize) self->width * self->height * 4;
  return WebPDecode (data, length, &config) == VP8_STATUS_OK;
}

/* Straight RGB or RGBA to what cairo draws. */
static void
take_pixbuf (WuseTileImage *self, const GdkPixbuf *pixbuf)
{
  guint n_channels = (guint) gdk_pixbuf_get_n_channels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *rows = gdk_pixbuf_read_pixels (pixbuf);

  for (guint y = 0; y < self->height; y++)
    {
      const guint8 *from = rows + y * stride;
      guint32 *to = (guint32 *) (gpointer) self->pixels + (gsize) y * self->width;

      for (guint x = 0; x < self->width; x++, from += n_channels)
        to[x] = wuse_color_to_pixel ((WuseColor){ from[0], from[1], from[2], n_channels == 4 ? from[3] : 255 }, 255);
    }
}

/* By GdkPixbuf: what GTK 4.8 reads PNG with leaks the pixels of every damaged image. */
static gboolean
decode_with_pixbuf (WuseTileImage *self, WuseTileFormat format, GBytes *data, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (format == WUSE_TILE_FORMAT_PNG ? "png" : "jpeg", error);
  GdkPixbuf *pixbuf;

  if (loader == NULL)
    return FALSE;
  if (!gdk_pixbuf_loader_write_bytes (loader, data, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return FALSE;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return FALSE;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL || gdk_pixbuf_get_width (pixbuf) != (int) self->width
      || gdk_pixbuf_get_height (pixbuf) != (int) self->height)
    {
      g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_FORMAT, _ ("The tile image is not of the size it claims."));
      return FALSE;
    }
  take_pixbuf (self, pixbuf);
  return TRUE;
}

WuseTileFormat
wuse_tile_format_sniff (const guint8 *data, gsize length)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A };

  g_return_val_if_fail (data != NULL || length == 0, WUSE_TILE_FORMAT_UNKNOWN);

  if (length >= 8 && memcmp (data, png, 8) == 0)
    return WUSE_TILE_FORMAT_PNG;
  if (length >= 3 && data[0] == 0xFF && data[1] == 0xD8 && data[2] == 0xFF)
    return WUSE_TILE_FORMAT_JPEG;
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return WUSE_TILE_FORMAT_WEBP;
  if (length >= 2 && data[0] == 0x1F && data[1] == 0x8B)
    return WUSE_TILE_FORMAT_COMPRESSED;
  if (length >= 2 && data[0] == 0x78 && (data[1] == 0x01 || data[1] == 0x9C || data[1] == 0xDA))
    return WUSE_TILE_FORMAT_COMPRESSED;
  return WUSE_TILE_FORMAT_UNKNOWN;
}

const char *
wuse_tile_format_to_string (WuseTileFormat self)
{
  switch (self)
    {
    case WUSE_TILE_FORMAT_PNG:
      return "PNG";
    case WUSE_TILE_FORMAT_JPEG:
      return "JPEG";
    case WUSE_TILE_FORMAT_WEBP:
      return "WebP";
    case WUSE_TILE_FORMAT_COMPRESSED:
      return "gzip";
    case WUSE_TILE_FORMAT_UNKNOWN:
      break;
    }
  return "?";
}

WuseTileImage *
wuse_tile_image_decode (GBytes *data, GError **error)
{
  g_autoptr (WuseTileImage) self = NULL;
  g_autoptr (GError) cause = NULL;
  gsize length;
  const guint8 *bytes;
  WuseTileFormat format;
  guint width = 0, height = 0;

  g_return_val_if_fail (data != NULL, NULL);

  bytes = g_bytes_get_data (data, &length);
  if (length > WUSE_TILE_IMAGE_MAX_BYTES)
    {
      g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_TOO_LARGE, _ ("A tile has %u bytes; at most %u are accepted."),
                   (guint) MIN (length, G_MAXUINT), WUSE_TILE_IMAGE_MAX_BYTES);
      return NULL;
    }
  format = wuse_tile_format_sniff (bytes, length);
  if (!read_size (format, bytes, length, &width, &height))
    {
      g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_FORMAT, _ ("A tile is no PNG, JPEG or WebP image."));
      return NULL;
    }
  if (width == 0 || height == 0 || width > WUSE_TILE_IMAGE_MAX_SIZE || height > WUSE_TILE_IMAGE_MAX_SIZE)
    {
      g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_TOO_LARGE,
                   _ ("A tile measures %u × %u pixels; at most %u × %u are accepted."), width, height, WUSE_TILE_IMAGE_MAX_SIZE,
                   WUSE_TILE_IMAGE_MAX_SIZE);
      return NULL;
    }
  self = g_new0 (WuseTileImage, 1);
  self->width = width;
  self->height = height;
  self->pixels = g_malloc0 ((gsize) width * height * 4);
  if (format == WUSE_TILE_FORMAT_WEBP ? decode_webp (self, bytes, length) : decode_with_pixbuf (self, format, data, &cause))
    return g_steal_pointer (&self);
  g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_FORMAT, _ ("A %s tile cannot be decoded: %s"),
               wuse_tile_format_to_string (format), cause != NULL ? cause->message : _ ("the image is damaged"));
  return NULL;
}

void
wuse_tile_image_free (WuseTileImage *self)
{
  if (self == NULL)
    return;
  g_free (self->pixels);
  g_free (self);
}
