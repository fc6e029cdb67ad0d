/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points, lines and polygons as flat arrays of integer coordinates. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_GEO_ERROR:
 *
 * Error domain of everything under `geo/`.
 */
#define WUSE_GEO_ERROR (wuse_geo_error_quark ())

/**
 * WuseGeoError:
 * @WUSE_GEO_ERROR_INVALID: not a geometry, or one that breaks the rules for its kind
 * @WUSE_GEO_ERROR_TOO_LARGE: more points than are accepted
 */
typedef enum
{
  WUSE_GEO_ERROR_INVALID,
  WUSE_GEO_ERROR_TOO_LARGE,
} WuseGeoError;

/**
 * wuse_geo_error_quark:
 *
 * Returns: the quark of %WUSE_GEO_ERROR
 */
GQuark wuse_geo_error_quark (void);

/**
 * WUSE_GEOMETRY_MAX_POINTS:
 *
 * Most points one geometry may have.
 */
#define WUSE_GEOMETRY_MAX_POINTS (1u << 20)

/**
 * WusePoint:
 * @lon: longitude in ten-millionths of a degree, WGS 84, ±1,800,000,000
 * @lat: latitude in ten-millionths of a degree, WGS 84, ±900,000,000
 */
typedef struct
{
  gint32 lon;
  gint32 lat;
} WusePoint;

/**
 * WuseBounds:
 * @west: least longitude in ten-millionths of a degree
 * @south: least latitude
 * @east: greatest longitude
 * @north: greatest latitude
 *
 * A closed box. Empty when @west is greater than @east. Boxes never cross the antimeridian.
 */
typedef struct
{
  gint32 west;
  gint32 south;
  gint32 east;
  gint32 north;
} WuseBounds;

/**
 * WUSE_BOUNDS_EMPTY:
 *
 * A box that contains nothing and that every union replaces.
 */
#define WUSE_BOUNDS_EMPTY ((WuseBounds){ G_MAXINT32, G_MAXINT32, G_MININT32, G_MININT32 })

/**
 * WuseGeometryKind:
 * @WUSE_GEOMETRY_NONE: no geometry
 * @WUSE_GEOMETRY_POINTS: Point or MultiPoint
 * @WUSE_GEOMETRY_LINES: LineString or MultiLineString; every ring is a line
 * @WUSE_GEOMETRY_POLYGONS: Polygon or MultiPolygon; rings are closed (first point repeated), outer rings first in each part
 */
typedef enum
{
  WUSE_GEOMETRY_NONE,
  WUSE_GEOMETRY_POINTS,
  WUSE_GEOMETRY_LINES,
  WUSE_GEOMETRY_POLYGONS,
} WuseGeometryKind;

/**
 * WuseGeometry:
 * @kind: what the points are
 * @n_points: how many points
 * @n_rings: how many rings (lines); 0 for points
 * @n_parts: how many polygons; 0 for points and lines
 * @points: (array length=n_points): all points, ring after ring
 * @ring_ends: (array length=n_rings): index after the last point of each ring
 * @part_ends: (array length=n_parts): index after the last ring of each polygon
 * @bounds: the box around all points
 *
 * A view of a geometry: it owns nothing and is copied by assignment; whoever hands it out says how long it lasts.
 */
typedef struct
{
  WuseGeometryKind kind;
  guint n_points;
  guint n_rings;
  guint n_parts;
  const WusePoint *points;
  const guint32 *ring_ends;
  const guint32 *part_ends;
  WuseBounds bounds;
} WuseGeometry;

/**
 * wuse_geometry_append_bytes:
 * @self: a geometry
 * @bytes: where to append
 *
 * Appends the stored form: little-endian `u32` kind, n_points, n_rings, n_parts; then ring ends, part ends, points.
 * It is a multiple of four bytes, so that a reader may point into it.
 */
void wuse_geometry_append_bytes (const WuseGeometry *self, GByteArray *bytes);

/**
 * wuse_geometry_view_bytes:
 * @self: (out caller-allocates): a view into @data
 * @data: (array length=length): the stored form, aligned to four bytes
 * @length: bytes of @data
 * @error: return location for a %WUSE_GEO_ERROR
 *
 * Checks every count and index, so that the view is safe whatever @data holds. Computes the bounds.
 *
 * Returns: %TRUE if @self was set
 */
gboolean wuse_geometry_view_bytes (WuseGeometry *self, const guint8 *data, gsize length, GError **error);

/**
 * WuseGeometryBuilder:
 *
 * Collects a geometry from the events of a GeoJSON `coordinates` array. Reusable: it keeps its memory.
 */
typedef struct _WuseGeometryBuilder WuseGeometryBuilder;

/**
 * wuse_geometry_builder_new:
 *
 * Returns: (transfer full): an empty builder; free with wuse_geometry_builder_free()
 */
WuseGeometryBuilder *wuse_geometry_builder_new (void);

/**
 * wuse_geometry_builder_free:
 * @self: (transfer full) (nullable): a builder
 */
void wuse_geometry_builder_free (WuseGeometryBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseGeometryBuilder, wuse_geometry_builder_free)

/**
 * wuse_geometry_builder_reset:
 * @self: a builder
 */
void wuse_geometry_builder_reset (WuseGeometryBuilder *self);

/**
 * wuse_geometry_builder_begin_array:
 * @self: a builder
 * @error: return location for a %WUSE_GEO_ERROR
 *
 * A `[` inside or at the start of `coordinates`.
 *
 * Returns: %FALSE when it is nested deeper than any geometry is
 */
gboolean wuse_geometry_builder_begin_array (WuseGeometryBuilder *self, GError **error);

/**
 * wuse_geometry_builder_end_array:
 * @self: a builder
 * @error: return location for a %WUSE_GEO_ERROR
 *
 * A `]`: ends a position, a ring, a part or all.
 *
 * Returns: %FALSE when what ended is not a position of at least two numbers
 */
gboolean wuse_geometry_builder_end_array (WuseGeometryBuilder *self, GError **error);

/**
 * wuse_geometry_builder_number:
 * @self: a builder
 * @text: the number as written; need not be terminated
 * @length: bytes of @text
 * @error: return location for a %WUSE_GEO_ERROR or %WUSE_BASE_ERROR
 *
 * A number of a position: longitude, latitude; a third (height) is passed over.
 *
 * Returns: %FALSE when it is no coordinate
 */
gboolean wuse_geometry_builder_number (WuseGeometryBuilder *self, const char *text, gsize length, GError **error);

/**
 * wuse_geometry_builder_end:
 * @self: a builder
 * @type: (nullable): the GeoJSON `type` (`Polygon`, `MultiLineString` …); need not be terminated
 * @type_length: bytes of @type
 * @geometry: (out caller-allocates): a view, valid until the builder changes
 * @error: return location for a %WUSE_GEO_ERROR
 *
 * Checks that the nesting fits @type, closes rings that miss their last point by repeating the first, refuses rings of
 * fewer than three different points and lines of fewer than two. (`GeometryCollection` is refused.)
 *
 * Returns: %TRUE if @geometry was set
 */
gboolean wuse_geometry_builder_end (
    WuseGeometryBuilder *self, const char *type, gsize type_length, WuseGeometry *geometry, GError **error);

/**
 * wuse_geometry_builder_add_point:
 * @self: a builder
 * @point: a point
 *
 * For those who build in code: adds to the ring under way.
 */
void wuse_geometry_builder_add_point (WuseGeometryBuilder *self, WusePoint point);

/**
 * wuse_geometry_builder_end_ring:
 * @self: a builder
 *
 * For those who build in code: ends a line or ring.
 */
void wuse_geometry_builder_end_ring (WuseGeometryBuilder *self);

/**
 * wuse_geometry_builder_end_part:
 * @self: a builder
 *
 * For those who build in code: ends a polygon.
 */
void wuse_geometry_builder_end_part (WuseGeometryBuilder *self);

/**
 * wuse_geometry_builder_finish:
 * @self: a builder
 * @kind: what was built
 * @geometry: (out caller-allocates): a view, valid until the builder changes
 * @error: return location for a %WUSE_GEO_ERROR
 *
 * Ends the ring and the part under way, closes rings, and checks as wuse_geometry_builder_end() does. For those who build in
 * code.
 *
 * Returns: %TRUE if @geometry was set
 */
gboolean wuse_geometry_builder_finish (WuseGeometryBuilder *self, WuseGeometryKind kind, WuseGeometry *geometry, GError **error);

/**
 * wuse_geometry_append_geojson:
 * @self: a geometry
 * @string: where to append
 *
 * Appends the canonical GeoJSON object: no blanks, coordinates as wuse_append_e7() writes them, the `Multi` form only
 * where there is more than one part.
 */
void wuse_geometry_append_geojson (const WuseGeometry *self, GString *string);

/**
 * wuse_bounds_intersect:
 * @a: a box
 * @b: another
 *
 * Returns: %TRUE if they share a point
 */
static inline gboolean
wuse_bounds_intersect (const WuseBounds *a, const WuseBounds *b)
{
  return a->west <= b->east && b->west <= a->east && a->south <= b->north && b->south <= a->north;
}

/**
 * wuse_bounds_union:
 * @a: a box to grow
 * @b: what it has to contain
 */
static inline void
wuse_bounds_union (WuseBounds *a, const WuseBounds *b)
{
  a->west = MIN (a->west, b->west);
  a->south = MIN (a->south, b->south);
  a->east = MAX (a->east, b->east);
  a->north = MAX (a->north, b->north);
}

G_END_DECLS
