/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored geometries from a damaged file: refused, or sound enough to go out as GeoJSON and come back as the same bytes. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-polygon.h"
#include "wuse-record-batch.h"

#include <string.h>

#define GEOMETRY_FIELD 2

static void
check_way_back (const WuseGeometry *geometry, const guint8 *data, gsize size)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GString) line = g_string_new ("{\"seq\":1,\"op\":\"put\",\"type\":\"feature\",\"id\":\"f\",\"version\":1,"
                                           "\"at\":\"2022-04-11T06:05:12Z\",\"data\":{\"kind\":\"water\",\"geometry\":");
  g_autoptr (GError) error = NULL;

  wuse_geometry_append_geojson (geometry, line);
  g_string_append (line, "}}");
  wuse_record_batch_add_line (batch, line->str, line->len, &error);
  g_assert_no_error (error);

  const WuseValue *value = &wuse_record_batch_get (batch, 0)->values[GEOMETRY_FIELD];
  if (geometry->kind == WUSE_GEOMETRY_NONE)
    g_assert_false (value->is_set);
  else
    g_assert_cmpmem (value->data, value->length, data, size);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree guint8 *aligned = g_malloc (MAX (size, 1));
  g_autoptr (GError) error = NULL;
  WuseGeometry geometry;

  if (size > 0)
    memcpy (aligned, data, size);
  if (!wuse_geometry_view_bytes (&geometry, aligned, size, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }

  check_way_back (&geometry, aligned, size);
  if (geometry.kind == WUSE_GEOMETRY_POLYGONS)
    {
      wuse_polygon_contains (&geometry, wuse_polygon_label_point (&geometry));
      wuse_polygon_check (&geometry, NULL);
    }

  return 0;
}
