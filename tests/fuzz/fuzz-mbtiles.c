/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an MBTiles file claims: metadata rows, the order of rows, the heads of tile images. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-mbtiles-metadata.h"
#include "wuse-tile-image.h"

#include <string.h>

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || (g_utf8_validate (text, -1, NULL) && *text != '\0' && g_utf8_strlen (text, -1) <= 2 * 400 + 1));
}

/* Lines of "name=value". */
static void
check_metadata (WuseMBTilesMetadata *metadata, const char *data, size_t size)
{
  for (size_t start = 0; start < size;)
    {
      const char *end = memchr (data + start, '\n', size - start);
      size_t length = end != NULL ? (size_t) (end - data) - start : size - start;
      const char *equals = memchr (data + start, '=', length);

      if (equals != NULL)
        {
          g_autofree char *name = g_strndup (data + start, (gsize) (equals - data) - start);

          wuse_mbtiles_metadata_set (metadata, name, equals + 1, start + length - (gsize) (equals + 1 - data));
        }
      start += length + 1;
    }
  check_text (metadata->name);
  check_text (metadata->attribution);
  g_assert_cmpint (metadata->min_zoom, <=, (int) WUSE_MBTILES_MAX_ZOOM);
  g_assert_cmpint (metadata->max_zoom, <=, (int) WUSE_MBTILES_MAX_ZOOM);
  if (metadata->bounds.west <= metadata->bounds.east)
    g_assert_true (metadata->bounds.west >= -1800000000 && metadata->bounds.east <= 1800000000
                   && metadata->bounds.south >= -900000000 && metadata->bounds.north <= 900000000);
}

static void
check_rows (const WuseMBTilesMetadata *metadata, const uint8_t *data, size_t size)
{
  WuseTileRange ranges[WUSE_MBTILES_MAX_ZOOM + 1] = { 0 };
  WuseBounds bounds;
  gboolean certain;

  for (guint zoom = 0; zoom <= WUSE_MBTILES_MAX_ZOOM && zoom * 4 + 3 < size; zoom++)
    {
      guint32 last = (1u << zoom) - 1;

      ranges[zoom] = (WuseTileRange){ data[zoom * 4] & 3, MIN (data[zoom * 4 + 1], last), last, MIN (data[zoom * 4 + 2], last),
                                      MAX (MIN (data[zoom * 4 + 2], last), MIN ((guint32) data[zoom * 4 + 3] << 8, last)) };
    }
  bounds = wuse_mbtiles_range_bounds (ranges, wuse_mbtiles_guess_rows (ranges, &metadata->bounds, NULL, &certain));
  g_assert_true (bounds.west > bounds.east || (bounds.south < bounds.north && bounds.north <= 850511288));
}

static void
check_image (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseTileImage) image = wuse_tile_image_decode (bytes, &error);

  g_assert_true ((image == NULL) == (error != NULL));
  if (image != NULL)
    g_assert_true (image->width <= WUSE_TILE_IMAGE_MAX_SIZE && image->height <= WUSE_TILE_IMAGE_MAX_SIZE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  WuseMBTilesMetadata metadata;

  wuse_mbtiles_metadata_init (&metadata);
  check_metadata (&metadata, (const char *) data, size);
  check_rows (&metadata, data, size);
  check_image (data, size);
  wuse_mbtiles_metadata_clear (&metadata);

  return 0;
}
