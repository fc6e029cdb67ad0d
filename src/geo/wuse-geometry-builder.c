/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collects a geometry from the events of a GeoJSON `coordinates` array, or from code. */

#define G_LOG_DOMAIN "wuse-geo"

#include "config.h"

#include "wuse-geometry.h"

#include "wuse-geometry-private.h"
#include "wuse-number.h"

#include <string.h>

#define MAX_DEPTH 4

struct _WuseGeometryBuilder
{
  GArray *points;
  GArray *ring_ends;
  GArray *part_ends;
  WusePoint position;
  guint n_numbers;      /* of the position under way */
  guint depth;          /* brackets open */
  guint position_depth; /* depth at which positions stand, 0 until the first; 1 for a point to 4 for many polygons */
  gboolean has_ended;   /* the outermost bracket was closed */
  gboolean has_children[MAX_DEPTH + 1];
  gboolean is_too_large;
};

typedef struct
{
  const char *name;
  WuseGeometryKind kind;
  guint position_depth;
} Type;

static const Type types[] = {
  { "Point", WUSE_GEOMETRY_POINTS, 1 },     { "MultiPoint", WUSE_GEOMETRY_POINTS, 2 },
  { "LineString", WUSE_GEOMETRY_LINES, 2 }, { "MultiLineString", WUSE_GEOMETRY_LINES, 3 },
  { "Polygon", WUSE_GEOMETRY_POLYGONS, 3 }, { "MultiPolygon", WUSE_GEOMETRY_POLYGONS, 4 },
};

static gboolean
fail (const char *message, GError **error)
{
  g_set_error_literal (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
fail_too_large (GError **error)
{
  g_set_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_TOO_LARGE, "more than %u points", WUSE_GEOMETRY_MAX_POINTS);
  return FALSE;
}

static const WusePoint *
get_points (WuseGeometryBuilder *self)
{
  return (const WusePoint *) (gconstpointer) self->points->data;
}

static guint32
get_ring_end (WuseGeometryBuilder *self, guint ring)
{
  return g_array_index (self->ring_ends, guint32, ring);
}

WuseGeometryBuilder *
wuse_geometry_builder_new (void)
{
  WuseGeometryBuilder *self = g_new0 (WuseGeometryBuilder, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (WusePoint));
  self->ring_ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->part_ends = g_array_new (FALSE, FALSE, sizeof (guint32));

  return self;
}

void
wuse_geometry_builder_free (WuseGeometryBuilder *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->points);
  g_array_unref (self->ring_ends);
  g_array_unref (self->part_ends);
  g_free (self);
}

void
wuse_geometry_builder_reset (WuseGeometryBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->points, 0);
  g_array_set_size (self->ring_ends, 0);
  g_array_set_size (self->part_ends, 0);
  self->n_numbers = 0;
  self->depth = 0;
  self->position_depth = 0;
  self->has_ended = FALSE;
  self->is_too_large = FALSE;
}

gboolean
wuse_geometry_builder_begin_array (WuseGeometryBuilder *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->has_ended)
    return fail ("more than one array of coordinates", error);
  if (self->depth == MAX_DEPTH || self->n_numbers > 0)
    return fail ("coordinates nested too deeply", error);

  self->has_children[self->depth] = TRUE;
  self->depth++;
  self->has_children[self->depth] = FALSE;
  return TRUE;
}

gboolean
wuse_geometry_builder_end_array (WuseGeometryBuilder *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->depth == 0)
    return fail ("unbalanced coordinates", error);

  if (self->depth == self->position_depth)
    {
      if (self->n_numbers < 2)
        return fail ("a position of fewer than two numbers", error);
      if (self->points->len >= WUSE_GEOMETRY_MAX_POINTS)
        return fail_too_large (error);
      g_array_append_val (self->points, self->position);
      self->n_numbers = 0;
    }
  else if (!self->has_children[self->depth])
    return fail ("empty coordinates", error);
  else if (self->depth + 1 == self->position_depth)
    wuse_geometry_builder_end_ring (self);
  else if (self->depth + 2 == self->position_depth)
    wuse_geometry_builder_end_part (self);

  self->depth--;
  self->has_ended = self->depth == 0;
  return TRUE;
}

gboolean
wuse_geometry_builder_number (WuseGeometryBuilder *self, const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (self->depth == 0 || self->has_children[self->depth])
    return fail ("a number where an array should be", error);
  if (self->position_depth == 0)
    self->position_depth = self->depth;
  if (self->depth != self->position_depth)
    return fail ("coordinates of uneven depth", error);

  self->n_numbers++;
  if (self->n_numbers == 1)
    return wuse_parse_e7 (text, (gssize) length, 180, &self->position.lon, error);
  if (self->n_numbers == 2)
    return wuse_parse_e7 (text, (gssize) length, 90, &self->position.lat, error);

  return TRUE;
}

void
wuse_geometry_builder_add_point (WuseGeometryBuilder *self, WusePoint point)
{
  g_return_if_fail (self != NULL);

  if (self->points->len < WUSE_GEOMETRY_MAX_POINTS)
    g_array_append_val (self->points, point);
  else
    self->is_too_large = TRUE;
}

void
wuse_geometry_builder_end_ring (WuseGeometryBuilder *self)
{
  g_return_if_fail (self != NULL);

  guint32 end = self->points->len;
  guint n_rings = self->ring_ends->len;

  if (end > (n_rings == 0 ? 0 : get_ring_end (self, n_rings - 1)))
    g_array_append_val (self->ring_ends, end);
}

void
wuse_geometry_builder_end_part (WuseGeometryBuilder *self)
{
  g_return_if_fail (self != NULL);

  wuse_geometry_builder_end_ring (self);

  guint32 end = self->ring_ends->len;
  guint n_parts = self->part_ends->len;

  if (end > (n_parts == 0 ? 0 : g_array_index (self->part_ends, guint32, n_parts - 1)))
    g_array_append_val (self->part_ends, end);
}

static gboolean
is_ring_open (WuseGeometryBuilder *self, guint ring)
{
  WusePoint first = get_points (self)[ring == 0 ? 0 : get_ring_end (self, ring - 1)];
  WusePoint last = get_points (self)[get_ring_end (self, ring) - 1];

  return first.lon != last.lon || first.lat != last.lat;
}

/* Repeats the first point of every ring that misses it, moving rings back from the last to the first. */
static gboolean
close_rings (WuseGeometryBuilder *self, GError **error)
{
  guint n_open = 0;

  for (guint i = 0; i < self->ring_ends->len; i++)
    n_open += is_ring_open (self, i) ? 1 : 0;
  if (n_open == 0)
    return TRUE;
  if (self->points->len + n_open > WUSE_GEOMETRY_MAX_POINTS)
    return fail_too_large (error);

  g_array_set_size (self->points, self->points->len + n_open);
  WusePoint *points = (WusePoint *) (gpointer) self->points->data;

  for (guint i = self->ring_ends->len; i-- > 0 && n_open > 0;)
    {
      guint32 start = i == 0 ? 0 : get_ring_end (self, i - 1);
      guint32 end = get_ring_end (self, i);
      gboolean is_open = is_ring_open (self, i);
      guint shift = n_open - (is_open ? 1 : 0);

      memmove (points + start + shift, points + start, (end - start) * sizeof (WusePoint));
      if (is_open)
        points[end + shift] = points[start + shift];
      g_array_index (self->ring_ends, guint32, i) = end + n_open;
      n_open = shift;
    }

  return TRUE;
}

gboolean
wuse_geometry_builder_finish (WuseGeometryBuilder *self, WuseGeometryKind kind, WuseGeometry *geometry, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (geometry != NULL, FALSE);

  if (self->is_too_large)
    return fail_too_large (error);
  if (kind == WUSE_GEOMETRY_LINES)
    wuse_geometry_builder_end_ring (self);
  if (kind == WUSE_GEOMETRY_POLYGONS)
    {
      wuse_geometry_builder_end_part (self);
      if (!close_rings (self, error))
        return FALSE;
    }

  WuseGeometry result = {
    .kind = kind,
    .n_points = self->points->len,
    .n_rings = kind == WUSE_GEOMETRY_LINES || kind == WUSE_GEOMETRY_POLYGONS ? self->ring_ends->len : 0,
    .n_parts = kind == WUSE_GEOMETRY_POLYGONS ? self->part_ends->len : 0,
    .points = get_points (self),
    .ring_ends = (const guint32 *) (gconstpointer) self->ring_ends->data,
    .part_ends = (const guint32 *) (gconstpointer) self->part_ends->data,
  };
  if (!wuse_geometry_check (&result, error))
    return FALSE;

  *geometry = result;
  return TRUE;
}

gboolean
wuse_geometry_builder_end (WuseGeometryBuilder *self, const char *type, gsize type_length, WuseGeometry *geometry, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (geometry != NULL, FALSE);

  if (type == NULL)
    return fail ("a geometry without type", error);
  if (!self->has_ended)
    return fail ("a geometry without coordinates", error);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].name) == type_length && memcmp (types[i].name, type, type_length) == 0)
      {
        if (types[i].position_depth != self->position_depth)
          return fail ("coordinates that do not fit the type of geometry", error);

        return wuse_geometry_builder_finish (self, types[i].kind, geometry, error);
      }

  return fail ("a geometry of unknown or unsupported type", error);
}
