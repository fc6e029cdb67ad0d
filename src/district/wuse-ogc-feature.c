/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as GeoJSON features. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-ogc-feature.h"

#include "wuse-number.h"
#include "wuse-polygon.h"

/* Where a record says that it is: a geometry, or else a point. */
typedef struct
{
  gboolean has_geometry;
  gboolean has_point;
  WuseGeometry geometry;
  WusePoint point;
} Whereabouts;

/* Finds the record's place, and, if asked to, takes its fields away. */
static Whereabouts
find_place (const WuseRecord *record, WuseRecord *stripped)
{
  const WuseRecordClass *record_class = wuse_record_class (record->type);
  Whereabouts place = { 0 };
  guint n_coordinates = 0;

  for (guint i = 0; i < record_class->n_fields; i++)
    {
      const WuseValue *value = &record->values[i];
      WuseFieldKind kind = record_class->fields[i].kind;

      if (!value->is_set || (kind != WUSE_FIELD_GEOMETRY && kind != WUSE_FIELD_LON && kind != WUSE_FIELD_LAT))
        continue;
      if (kind == WUSE_FIELD_GEOMETRY)
        place.has_geometry = wuse_geometry_view_bytes (&place.geometry, (const guint8 *) value->data, value->length, NULL);
      else
        n_coordinates++;
      if (kind == WUSE_FIELD_LON)
        place.point.lon = (gint32) value->integer;
      else if (kind == WUSE_FIELD_LAT)
        place.point.lat = (gint32) value->integer;
      if (stripped != NULL)
        stripped->values[i].is_set = FALSE;
    }
  place.has_point = n_coordinates == 2;
  return place;
}

void
wuse_ogc_feature_append (const WuseRecord *record, const char *links, GString *string)
{
  WuseRecord properties;
  Whereabouts place;

  g_return_if_fail (record != NULL && string != NULL);

  properties = *record;
  place = find_place (record, &properties);

  g_string_append (string, "{\"type\":\"Feature\",\"id\":\"");
  g_string_append_len (string, record->id, (gssize) record->id_length);
  g_string_append (string, "\",\"geometry\":");
  if (place.has_geometry)
    wuse_geometry_append_geojson (&place.geometry, string);
  else if (place.has_point)
    {
      g_string_append (string, "{\"type\":\"Point\",\"coordinates\":[");
      wuse_append_e7 (string, place.point.lon);
      g_string_append_c (string, ',');
      wuse_append_e7 (string, place.point.lat);
      g_string_append (string, "]}");
    }
  else
    g_string_append (string, "null");
  g_string_append (string, ",\"properties\":");
  wuse_record_append_data (&properties, string);
  if (links != NULL)
    {
      g_string_append (string, ",\"links\":");
      g_string_append (string, links);
    }
  g_string_append_c (string, '}');
}

static gboolean
contains (const WuseBounds *box, WusePoint point)
{
  return point.lon >= box->west && point.lon <= box->east && point.lat >= box->south && point.lat <= box->north;
}

/* Liang–Barsky, reduced to yes or no: the segment is clipped against one side after the other. */
static gboolean
segment_meets (const WuseBounds *box, WusePoint a, WusePoint b)
{
  double t0 = 0, t1 = 1;
  double dx = (double) b.lon - a.lon, dy = (double) b.lat - a.lat;
  double p[4] = { -dx, dx, -dy, dy };
  double q[4] = { (double) a.lon - box->west, (double) box->east - a.lon, (double) a.lat - box->south,
                  (double) box->north - a.lat };

  for (guint i = 0; i < 4; i++)
    {
      if (p[i] == 0)
        {
          if (q[i] < 0)
            return FALSE;
        }
      else if (p[i] < 0)
        t0 = MAX (t0, q[i] / p[i]);
      else
        t1 = MIN (t1, q[i] / p[i]);
    }
  return t0 <= t1;
}

static gboolean
geometry_meets (const WuseGeometry *geometry, const WuseBounds *box)
{
  guint start = 0;

  if (box->west > box->east || !wuse_bounds_intersect (&geometry->bounds, box))
    return FALSE;
  for (guint i = 0; i < geometry->n_points; i++)
    if (contains (box, geometry->points[i]))
      return TRUE;
  for (guint i = 0; i < geometry->n_rings; i++)
    {
      for (guint j = start; j + 1 < geometry->ring_ends[i]; j++)
        if (segment_meets (box, geometry->points[j], geometry->points[j + 1]))
          return TRUE;
      start = geometry->ring_ends[i];
    }
  return geometry->kind == WUSE_GEOMETRY_POLYGONS && wuse_polygon_contains (geometry, (WusePoint){ box->west, box->south });
}

gboolean
wuse_ogc_feature_meets (const WuseRecord *record, const WuseBounds boxes[2])
{
  Whereabouts place;

  g_return_val_if_fail (record != NULL && boxes != NULL, FALSE);

  place = find_place (record, NULL);
  for (guint i = 0; i < 2; i++)
    if (place.has_geometry ? geometry_meets (&place.geometry, &boxes[i]) : place.has_point && contains (&boxes[i], place.point))
      return TRUE;
  return FALSE;
}
