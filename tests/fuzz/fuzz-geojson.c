/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoJSON coordinates through the builder: what is taken is sound and comes back the same from its bytes.
 *
 * The first line of an input is the type, the rest a text of brackets, commas and numbers. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-geometry.h"
#include "wuse-polygon.h"

#include <string.h>

static gboolean
feed (WuseGeometryBuilder *builder, const char *p, const char *end)
{
  while (p < end)
    {
      const char *stop = p;
      gboolean is_taken = TRUE;

      while (stop < end && *stop != '[' && *stop != ']' && *stop != ',')
        stop++;
      if (stop > p)
        is_taken = wuse_geometry_builder_number (builder, p, (gsize) (stop - p), NULL);
      if (is_taken && stop < end && *stop == '[')
        is_taken = wuse_geometry_builder_begin_array (builder, NULL);
      if (is_taken && stop < end && *stop == ']')
        is_taken = wuse_geometry_builder_end_array (builder, NULL);
      if (!is_taken)
        return FALSE;
      p = stop + 1;
    }

  return TRUE;
}

static void
check_geometry (const WuseGeometry *geometry)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  WuseGeometry view;

  wuse_geometry_append_geojson (geometry, before);
  wuse_geometry_append_bytes (geometry, bytes);
  wuse_geometry_view_bytes (&view, bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  wuse_geometry_append_geojson (&view, after);
  g_assert_cmpstr (after->str, ==, before->str);

  if (geometry->kind != WUSE_GEOMETRY_POLYGONS)
    return;

  WusePoint label = wuse_polygon_label_point (geometry);
  g_assert_true (label.lon >= geometry->bounds.west && label.lon <= geometry->bounds.east);
  g_assert_true (label.lat >= geometry->bounds.south && label.lat <= geometry->bounds.north);
  g_assert_cmpfloat (wuse_polygon_area (geometry), >=, 0.0);
  g_assert_cmpfloat (wuse_polygon_area (geometry), <=, 1e16);
  wuse_polygon_check (geometry, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  const char *text = (const char *) data;
  const char *line_end = size > 0 ? memchr (text, '\n', size) : NULL;
  WuseGeometry geometry;

  if (line_end == NULL || !feed (builder, line_end + 1, text + size))
    return 0;
  if (wuse_geometry_builder_end (builder, text, (gsize) (line_end - text), &geometry, NULL))
    check_geometry (&geometry);

  return 0;
}
