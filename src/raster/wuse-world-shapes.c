/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry projected once into Web-Mercator integers, and the view that turns these into pixels. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-world-shapes.h"

#include "wuse-mercator.h"

#include <math.h>

#define WORLD_BITS 31
#define SUBPIXEL_BITS 8
#define TILE_BITS 8
/* Latitudes are expanded around the middle of bands of 2²² ten-millionths of a degree (0.42°): there the fifth
 * power is below a thousandth of a world unit. */
#define BAND_BITS 22
#define N_TERMS 4

G_STATIC_ASSERT (WUSE_SUBPIXELS == 1 << SUBPIXEL_BITS);

typedef struct
{
  gint32 band;
  double terms[N_TERMS + 1];
} Band;

static gint32
clamp_world (double value)
{
  return (gint32) CLAMP (value, 0, (double) G_MAXINT32);
}

static void
expand_band (Band *self, gint32 band)
{
  const gint64 middle = (gint64) band * (1 << BAND_BITS) + (1 << (BAND_BITS - 1));
  const gint32 limit = (gint32) (WUSE_MERCATOR_MAX_LATITUDE * 1e7);
  const gint32 latitude = (gint32) CLAMP (middle, -limit, limit);
  const double unit = 1e-7 * G_PI / 180;
  const double world = (double) (G_GINT64_CONSTANT (1) << WORLD_BITS);
  const double factor = -world / (2 * G_PI);
  const double sec = 1 / cos (latitude * unit);
  const double tangent = tan (latitude * unit);

  self->band = band;
  self->terms[0] = wuse_mercator_y (latitude) * world;
  self->terms[1] = factor * sec * unit;
  self->terms[2] = factor * sec * tangent * unit * unit / 2;
  self->terms[3] = factor * sec * (sec * sec + tangent * tangent) * pow (unit, 3) / 6;
  self->terms[4] = factor * sec * tangent * (5 * sec * sec + tangent * tangent) * pow (unit, 4) / 24;
}

/* The expansion is that of the point's own band, never of the shape's, so that a vertex that two polygons share stays one. */
static WuseWorldPoint
project (Band *band, WusePoint point)
{
  const gint32 number = point.lat >> BAND_BITS;
  const double limit = WUSE_MERCATOR_MAX_LATITUDE * 1e7;
  WuseWorldPoint result;
  double offset, y;

  result.x = clamp_world (((double) point.lon + 1.8e9) / 3.6e9 * (double) (G_GINT64_CONSTANT (1) << WORLD_BITS) + 0.5);

  if (fabs ((double) point.lat) > limit - (1 << BAND_BITS))
    {
      result.y = clamp_world (wuse_mercator_y (point.lat) * (double) (G_GINT64_CONSTANT (1) << WORLD_BITS) + 0.5);
      return result;
    }

  if (band->band != number)
    expand_band (band, number);

  offset = (double) (point.lat - (gint32) ((gint64) number * (1 << BAND_BITS) + (1 << (BAND_BITS - 1))));
  y = band->terms[N_TERMS];
  for (int i = N_TERMS - 1; i >= 0; i--)
    y = y * offset + band->terms[i];
  result.y = clamp_world (y + 0.5);

  return result;
}

WuseWorldPoint
wuse_world_shapes_project (WusePoint point)
{
  Band band = { .band = G_MAXINT32 };

  return project (&band, point);
}

static double
signed_area (const WuseWorldPoint *points, guint n_points)
{
  double sum = 0;

  for (guint i = 0; i < n_points; i++)
    {
      const WuseWorldPoint a = points[i];
      const WuseWorldPoint b = points[i + 1 < n_points ? i + 1 : 0];

      sum += (double) (a.x - points[0].x) * (b.y - points[0].y) - (double) (b.x - points[0].x) * (a.y - points[0].y);
    }

  return sum;
}

static void
orient (WuseWorldPoint *points, guint n_points, gboolean hole)
{
  const double area = signed_area (points, n_points);

  if (hole ? area >= 0 : area <= 0)
    return;

  for (guint i = 0, j = n_points - 1; i < j; i++, j--)
    {
      const WuseWorldPoint swapped = points[i];

      points[i] = points[j];
      points[j] = swapped;
    }
}

static void
orient_polygons (WuseWorldPoint *points, const WuseGeometry *geometry)
{
  guint ring = 0;

  for (guint part = 0; part < geometry->n_parts; part++)
    for (const guint first = ring; ring < geometry->part_ends[part]; ring++)
      {
        const guint start = ring > 0 ? geometry->ring_ends[ring - 1] : 0;

        if (geometry->ring_ends[ring] > start)
          orient (points + start, geometry->ring_ends[ring] - start, ring > first);
      }
}

static void
add_shape (WuseWorldShapes *self, guint32 index, guint32 *n_points, const WuseGeometry *geometry, Band *band)
{
  const guint32 start = *n_points;
  WuseWorldBox box = { G_MAXINT32, G_MAXINT32, G_MININT32, G_MININT32 };
  guint32 ring = self->shape_rings[index];

  for (guint i = 0; i < geometry->n_points; i++)
    {
      const WuseWorldPoint point = project (band, geometry->points[i]);

      box.left = MIN (box.left, point.x);
      box.top = MIN (box.top, point.y);
      box.right = MAX (box.right, point.x);
      box.bottom = MAX (box.bottom, point.y);
      self->points[start + i] = point;
    }

  if (geometry->kind == WUSE_GEOMETRY_POLYGONS)
    orient_polygons (self->points + start, geometry);
  for (guint i = 0; i < geometry->n_rings; i++)
    self->ring_ends[ring++] = start + geometry->ring_ends[i];

  self->boxes[index] = box;
  self->shape_rings[index + 1] = ring;
  *n_points = start + geometry->n_points;
}

WuseWorldShapes *
wuse_world_shapes_new (guint n_shapes, WuseWorldShapesFunc func, gconstpointer source)
{
  WuseWorldShapes *self = g_new0 (WuseWorldShapes, 1);
  Band band = { .band = G_MAXINT32 };
  guint64 n_points = 0, n_rings = 0;
  guint32 at = 0;

  g_atomic_ref_count_init (&self->ref_count);
  for (guint i = 0; i < n_shapes; i++)
    {
      const WuseGeometry geometry = func (source, i);

      n_points += geometry.n_rings > 0 ? geometry.n_points : 0;
      n_rings += geometry.n_rings;
    }
  if (n_points > G_MAXUINT32 || n_rings > G_MAXUINT32)
    g_error ("More than %u points in one set of shapes", G_MAXUINT32);

  self->n_shapes = n_shapes;
  self->points = g_new (WuseWorldPoint, n_points);
  self->ring_ends = g_new (guint32, n_rings);
  self->shape_rings = g_new0 (guint32, (gsize) n_shapes + 1);
  self->boxes = g_new (WuseWorldBox, n_shapes);
  for (guint i = 0; i < n_shapes; i++)
    {
      WuseGeometry geometry = func (source, i);

      if (geometry.n_rings == 0)
        geometry.n_points = 0;
      add_shape (self, i, &at, &geometry, &band);
    }

  return self;
}

WuseWorldShapes *
wuse_world_shapes_ref (WuseWorldShapes *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
wuse_world_shapes_unref (WuseWorldShapes *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->points);
  g_free (self->ring_ends);
  g_free (self->shape_rings);
  g_free (self->boxes);
  g_free (self);
}

void
wuse_view_init (WuseView *self, guint zoom, int scale, gint64 left, gint64 top, int width, int height)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (zoom <= WUSE_VIEW_MAX_ZOOM);
  g_return_if_fail (scale >= 1 && scale <= 4);

  *self = (WuseView){
    .zoom = zoom,
    .scale = scale,
    .left = left,
    .top = top,
    .width = width,
    .height = height,
    .shift = (int) zoom + TILE_BITS + SUBPIXEL_BITS - WORLD_BITS,
  };
}

WuseBounds
wuse_view_get_bounds (const WuseView *self, int margin)
{
  double world;

  g_return_val_if_fail (self != NULL, WUSE_BOUNDS_EMPTY);

  world = (double) self->scale * (double) (G_GINT64_CONSTANT (1) << (TILE_BITS + self->zoom));

  return (WuseBounds){
    .west = wuse_mercator_lon (CLAMP ((double) (self->left - margin) / world, 0, 1)),
    .south = wuse_mercator_lat (CLAMP ((double) (self->top + self->height + margin) / world, 0, 1)),
    .east = wuse_mercator_lon (CLAMP ((double) (self->left + self->width + margin) / world, 0, 1)),
    .north = wuse_mercator_lat (CLAMP ((double) (self->top - margin) / world, 0, 1)),
  };
}
