/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometries as views, their stored bytes and their GeoJSON. */

#define G_LOG_DOMAIN "wuse-geo"

#include "config.h"

#include "wuse-geometry.h"

#include "wuse-geometry-private.h"
#include "wuse-number.h"

#include <string.h>

#if G_BYTE_ORDER != G_LITTLE_ENDIAN
#error "views point into little-endian bytes"
#endif

#define HEADER_BYTES (4 * sizeof (guint32))
#define MAX_LON 1800000000
#define MAX_LAT 900000000

G_STATIC_ASSERT (sizeof (WusePoint) == 8);

G_DEFINE_QUARK (wuse - geo - error - quark, wuse_geo_error)

static gboolean
fail (const char *message, GError **error)
{
  g_set_error_literal (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_ends (const guint32 *ends, guint n_ends, guint last, GError **error)
{
  guint32 start = 0;

  for (guint i = 0; i < n_ends; i++)
    {
      if (ends[i] <= start)
        return fail ("empty or unordered parts", error);
      start = ends[i];
    }

  return start == last || fail ("parts that do not cover the geometry", error);
}

static gboolean
check_points (WuseGeometry *self, GError **error)
{
  WuseBounds bounds = WUSE_BOUNDS_EMPTY;

  for (guint i = 0; i < self->n_points; i++)
    {
      WusePoint point = self->points[i];

      bounds.west = MIN (bounds.west, point.lon);
      bounds.south = MIN (bounds.south, point.lat);
      bounds.east = MAX (bounds.east, point.lon);
      bounds.north = MAX (bounds.north, point.lat);
    }
  self->bounds = bounds;

  if (self->n_points > 0
      && (bounds.west < -MAX_LON || bounds.east > MAX_LON || bounds.south < -MAX_LAT || bounds.north > MAX_LAT))
    return fail ("coordinates outside the world", error);

  return TRUE;
}

static gboolean
points_equal (WusePoint a, WusePoint b)
{
  return a.lon == b.lon && a.lat == b.lat;
}

/* Counts different points, but not further than three. */
static guint
count_different (const WusePoint *points, guint n_points)
{
  guint i = 1;

  while (i < n_points && points_equal (points[i], points[0]))
    i++;
  if (i >= n_points)
    return 1;

  WusePoint second = points[i];
  while (i < n_points && (points_equal (points[i], points[0]) || points_equal (points[i], second)))
    i++;

  return i < n_points ? 3 : 2;
}

static gboolean
check_rings (const WuseGeometry *self, GError **error)
{
  guint32 start = 0;

  for (guint i = 0; i < self->n_rings; i++)
    {
      const WusePoint *ring = self->points + start;
      guint n_points = self->ring_ends[i] - start;
      guint different = count_different (ring, n_points);

      if (self->kind == WUSE_GEOMETRY_LINES && different < 2)
        return fail ("a line of fewer than two different points", error);
      if (self->kind == WUSE_GEOMETRY_POLYGONS)
        {
          if (different < 3)
            return fail ("a ring of fewer than three different points", error);
          if (!points_equal (ring[0], ring[n_points - 1]))
            return fail ("a ring that is not closed", error);
        }
      start = self->ring_ends[i];
    }

  return TRUE;
}

gboolean
wuse_geometry_check (WuseGeometry *self, GError **error)
{
  gboolean has_points = self->kind != WUSE_GEOMETRY_NONE;
  gboolean has_rings = self->kind == WUSE_GEOMETRY_LINES || self->kind == WUSE_GEOMETRY_POLYGONS;
  gboolean has_parts = self->kind == WUSE_GEOMETRY_POLYGONS;

  if (self->n_points > WUSE_GEOMETRY_MAX_POINTS)
    {
      g_set_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_TOO_LARGE, "more than %u points", WUSE_GEOMETRY_MAX_POINTS);
      return FALSE;
    }
  if ((self->n_points > 0) != has_points || (self->n_rings > 0) != has_rings || (self->n_parts > 0) != has_parts)
    return fail ("counts that do not fit the kind of geometry", error);

  return (!has_rings || check_ends (self->ring_ends, self->n_rings, self->n_points, error))
         && (!has_parts || check_ends (self->part_ends, self->n_parts, self->n_rings, error)) && check_points (self, error)
         && check_rings (self, error);
}

void
wuse_geometry_append_bytes (const WuseGeometry *self, GByteArray *bytes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL);

  const guint32 header[] = { self->kind, self->n_points, self->n_rings, self->n_parts };

  g_byte_array_append (bytes, (const guint8 *) header, sizeof header);
  if (self->n_rings > 0)
    g_byte_array_append (bytes, (const guint8 *) self->ring_ends, self->n_rings * sizeof (guint32));
  if (self->n_parts > 0)
    g_byte_array_append (bytes, (const guint8 *) self->part_ends, self->n_parts * sizeof (guint32));
  if (self->n_points > 0)
    g_byte_array_append (bytes, (const guint8 *) self->points, self->n_points * sizeof (WusePoint));
}

gboolean
wuse_geometry_view_bytes (WuseGeometry *self, const guint8 *data, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  guint32 header[4];

  if (length < HEADER_BYTES)
    return fail ("stored geometry shorter than its header", error);
  if ((guintptr) data % sizeof (guint32) != 0)
    return fail ("stored geometry not aligned", error);

  memcpy (header, data, sizeof header);
  if (header[0] > WUSE_GEOMETRY_POLYGONS)
    return fail ("stored geometry of unknown kind", error);

  guint64 n_points = header[1];
  guint64 n_rings = header[2];
  guint64 n_parts = header[3];
  if (HEADER_BYTES + (n_rings + n_parts) * sizeof (guint32) + n_points * sizeof (WusePoint) != length)
    return fail ("stored geometry of another length than it says", error);

  const guint8 *rings = data + HEADER_BYTES;
  const guint8 *parts = rings + n_rings * sizeof (guint32);
  const guint8 *points = parts + n_parts * sizeof (guint32);
  WuseGeometry geometry = {
    .kind = header[0],
    .n_points = header[1],
    .n_rings = header[2],
    .n_parts = header[3],
    .points = (const WusePoint *) (gconstpointer) points,
    .ring_ends = (const guint32 *) (gconstpointer) rings,
    .part_ends = (const guint32 *) (gconstpointer) parts,
  };
  if (!wuse_geometry_check (&geometry, error))
    return FALSE;

  *self = geometry;
  return TRUE;
}

static void
append_position (WusePoint point, GString *string)
{
  g_string_append_c (string, '[');
  wuse_append_e7 (string, point.lon);
  g_string_append_c (string, ',');
  wuse_append_e7 (string, point.lat);
  g_string_append_c (string, ']');
}

/* Appends the positions from `start` to before `end`, with commas. */
static void
append_positions (const WuseGeometry *self, guint start, guint end, GString *string)
{
  for (guint i = start; i < end; i++)
    {
      if (i > start)
        g_string_append_c (string, ',');
      append_position (self->points[i], string);
    }
}

/* Appends the rings from `start` to before `end`, each in its brackets, with commas. */
static void
append_rings (const WuseGeometry *self, guint start, guint end, GString *string)
{
  for (guint i = start; i < end; i++)
    {
      g_string_append (string, i > start ? ",[" : "[");
      append_positions (self, i == 0 ? 0 : self->ring_ends[i - 1], self->ring_ends[i], string);
      g_string_append_c (string, ']');
    }
}

static void
append_parts (const WuseGeometry *self, GString *string)
{
  for (guint i = 0; i < self->n_parts; i++)
    {
      g_string_append (string, i > 0 ? ",[" : "[");
      append_rings (self, i == 0 ? 0 : self->part_ends[i - 1], self->part_ends[i], string);
      g_string_append_c (string, ']');
    }
}

void
wuse_geometry_append_geojson (const WuseGeometry *self, GString *string)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (string != NULL);

  switch (self->kind)
    {
    case WUSE_GEOMETRY_NONE:
      g_string_append (string, "null");
      return;
    case WUSE_GEOMETRY_POINTS:
      g_string_append (string, self->n_points == 1 ? "{\"type\":\"Point\",\"coordinates\":"
                                                   : "{\"type\":\"MultiPoint\",\"coordinates\":[");
      append_positions (self, 0, self->n_points, string);
      g_string_append (string, self->n_points == 1 ? "}" : "]}");
      return;
    case WUSE_GEOMETRY_LINES:
      g_string_append (string, self->n_rings == 1 ? "{\"type\":\"LineString\",\"coordinates\":"
                                                  : "{\"type\":\"MultiLineString\",\"coordinates\":[");
      append_rings (self, 0, self->n_rings, string);
      g_string_append (string, self->n_rings == 1 ? "}" : "]}");
      return;
    case WUSE_GEOMETRY_POLYGONS:
      g_string_append (string, self->n_parts == 1 ? "{\"type\":\"Polygon\",\"coordinates\":"
                                                  : "{\"type\":\"MultiPolygon\",\"coordinates\":[");
      append_parts (self, string);
      g_string_append (string, self->n_parts == 1 ? "}" : "]}");
      return;
    }
}
