/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked of polygons.
 *
 * Coordinates differ by at most 3.6e9 (longitude) and 1.8e9 (latitude), so that a product of the two fits into 64 bits:
 * sides are told exactly, by comparing two such products. */

#define G_LOG_DOMAIN "wuse-geo"

#include "config.h"

#include "wuse-polygon.h"

#include "wuse-spatial-index.h"

#include <math.h>

#define MEAN_RADIUS 6371008.8
#define RADIANS_PER_E7 (G_PI / 180.0 / 1e7)
/* Bounds the work on a ring made to have edges whose boxes all overlap. */
#define MAX_EDGE_PAIRS 50000000u

typedef struct
{
  const WusePoint *points;
  guint n_points;
} Ring;

static Ring
get_ring (const WuseGeometry *geometry, guint index)
{
  guint start = index == 0 ? 0 : geometry->ring_ends[index - 1];

  return (Ring){ geometry->points + start, geometry->ring_ends[index] - start };
}

/* Whether the edge crosses the half-line from the point to the east. An edge owns its lower end but not its upper one,
 * and the point lies west of it or not, whichever way the edge runs: that makes neighbours agree. */
static gboolean
edge_crosses_ray (WusePoint from, WusePoint to, WusePoint point)
{
  if ((from.lat > point.lat) == (to.lat > point.lat))
    return FALSE;

  WusePoint low = from.lat < to.lat ? from : to;
  WusePoint high = from.lat < to.lat ? to : from;

  return ((gint64) point.lon - low.lon) * ((gint64) high.lat - low.lat)
         < ((gint64) high.lon - low.lon) * ((gint64) point.lat - low.lat);
}

static gboolean
rings_contain (const WuseGeometry *geometry, guint first, guint end, WusePoint point)
{
  gboolean is_inside = FALSE;

  for (guint i = first; i < end; i++)
    {
      Ring ring = get_ring (geometry, i);

      for (guint j = 1; j < ring.n_points; j++)
        if (edge_crosses_ray (ring.points[j - 1], ring.points[j], point))
          is_inside = !is_inside;
    }

  return is_inside;
}

gboolean
wuse_polygon_contains (const WuseGeometry *geometry, WusePoint point)
{
  g_return_val_if_fail (geometry != NULL, FALSE);

  const WuseBounds *bounds = &geometry->bounds;

  if (geometry->kind != WUSE_GEOMETRY_POLYGONS || point.lon < bounds->west || point.lon > bounds->east
      || point.lat < bounds->south || point.lat > bounds->north)
    return FALSE;

  return rings_contain (geometry, 0, geometry->n_rings, point);
}

/* R. G. Chamberlain and W. H. Duquette, "Some algorithms for polygons on a sphere", JPL 2007: the sum of
 * (λ[i+1] − λ[i−1]) · sin φ[i], on the unit sphere and doubled. As the longitudes sum up to nothing, the sine of the first
 * point is taken off each, which keeps the digits of small rings. */
static double
sum_ring (Ring ring)
{
  guint n = ring.n_points - 1; /* the last repeats the first */
  double first = ring.points[0].lat * RADIANS_PER_E7;
  double sum = 0.0;

  for (guint i = 1; i < n; i++)
    {
      double lat = ring.points[i].lat * RADIANS_PER_E7;
      double span = (double) ring.points[i + 1].lon - ring.points[i - 1].lon;

      sum += span * RADIANS_PER_E7 * 2.0 * cos ((lat + first) / 2.0) * sin ((lat - first) / 2.0);
    }

  return fabs (sum);
}

static double
sum_part (const WuseGeometry *geometry, guint first, guint end)
{
  double sum = sum_ring (get_ring (geometry, first));

  for (guint i = first + 1; i < end; i++)
    sum -= sum_ring (get_ring (geometry, i));

  return MAX (sum, 0.0);
}

double
wuse_polygon_area (const WuseGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, 0.0);

  double sum = 0.0;
  guint first = 0;

  for (guint i = 0; i < geometry->n_parts; i++)
    {
      sum += sum_part (geometry, first, geometry->part_ends[i]);
      first = geometry->part_ends[i];
    }

  return sum * MEAN_RADIUS * MEAN_RADIUS / 2.0;
}

/* The centroid in the plane of longitude and latitude, holes taken off; FALSE where there is no area. */
static gboolean
find_centroid (const WuseGeometry *geometry, guint first, guint end, WusePoint *centroid)
{
  WusePoint origin = get_ring (geometry, first).points[0];
  double area = 0.0, sum_lon = 0.0, sum_lat = 0.0;

  for (guint i = first; i < end; i++)
    {
      Ring ring = get_ring (geometry, i);
      double ring_area = 0.0, ring_lon = 0.0, ring_lat = 0.0;

      for (guint j = 1; j < ring.n_points; j++)
        {
          double x0 = (double) ring.points[j - 1].lon - origin.lon, y0 = (double) ring.points[j - 1].lat - origin.lat;
          double x1 = (double) ring.points[j].lon - origin.lon, y1 = (double) ring.points[j].lat - origin.lat;
          double cross = x0 * y1 - x1 * y0;

          ring_area += cross;
          ring_lon += (x0 + x1) * cross;
          ring_lat += (y0 + y1) * cross;
        }

      double sign = (ring_area < 0.0) == (i == first) ? -1.0 : 1.0;
      area += sign * ring_area;
      sum_lon += sign * ring_lon;
      sum_lat += sign * ring_lat;
    }

  if (!(area > 0.0))
    return FALSE;

  double lon = origin.lon + sum_lon / (3.0 * area);
  double lat = origin.lat + sum_lat / (3.0 * area);
  const WuseBounds *bounds = &geometry->bounds;

  if (!(lon >= bounds->west && lon <= bounds->east && lat >= bounds->south && lat <= bounds->north))
    return FALSE;

  *centroid = (WusePoint){ (gint32) lround (lon), (gint32) lround (lat) };
  return TRUE;
}

static int
compare_doubles_cb (gconstpointer a, gconstpointer b)
{
  const double *left = a;
  const double *right = b;

  return (*left > *right) - (*left < *right);
}

/* The middle of the widest span inside the rings at a latitude; FALSE where nothing is inside. */
static gboolean
find_widest_span (const WuseGeometry *geometry, guint first, guint end, gint32 lat, WusePoint *middle)
{
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = first; i < end; i++)
    {
      Ring ring = get_ring (geometry, i);

      for (guint j = 1; j < ring.n_points; j++)
        {
          WusePoint a = ring.points[j - 1], b = ring.points[j];

          if ((a.lat > lat) != (b.lat > lat))
            {
              double lon = a.lon + ((double) lat - a.lat) * ((double) b.lon - a.lon) / ((double) b.lat - a.lat);

              g_array_append_val (crossings, lon);
            }
        }
    }

  g_array_sort (crossings, compare_doubles_cb);

  double widest = 0.0;
  for (guint i = 1; i < crossings->len; i += 2)
    {
      double from = g_array_index (crossings, double, i - 1), to = g_array_index (crossings, double, i);

      if (to - from > widest)
        {
          widest = to - from;
          *middle = (WusePoint){ (gint32) lround ((from + to) / 2.0), lat };
        }
    }

  return widest > 0.0;
}

static gint32
find_middle_latitude (Ring ring)
{
  gint32 south = G_MAXINT32, north = G_MININT32;

  for (guint i = 0; i < ring.n_points; i++)
    {
      south = MIN (south, ring.points[i].lat);
      north = MAX (north, ring.points[i].lat);
    }

  return (gint32) (((gint64) south + north) / 2);
}

WusePoint
wuse_polygon_label_point (const WuseGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, (WusePoint){ 0 });
  g_return_val_if_fail (geometry->n_parts > 0, (WusePoint){ 0 });

  guint first = 0, end = geometry->part_ends[0];
  double largest = geometry->n_parts > 1 ? sum_part (geometry, first, end) : 0.0;

  for (guint i = 1; i < geometry->n_parts; i++)
    {
      double size = sum_part (geometry, geometry->part_ends[i - 1], geometry->part_ends[i]);

      if (size > largest)
        {
          largest = size;
          first = geometry->part_ends[i - 1];
          end = geometry->part_ends[i];
        }
    }

  WusePoint point;
  gboolean has_centroid = find_centroid (geometry, first, end, &point);

  if (has_centroid && rings_contain (geometry, first, end, point))
    return point;
  if (has_centroid && find_widest_span (geometry, first, end, point.lat, &point))
    return point;

  /* Only a part without area comes here, or one that crosses itself. */
  Ring outer = get_ring (geometry, first);
  if (find_widest_span (geometry, first, end, find_middle_latitude (outer), &point))
    return point;

  return outer.points[0];
}

/* On which side of the line from `a` to `b` the point lies: 1 left, -1 right, 0 on it. */
static int
find_side (WusePoint a, WusePoint b, WusePoint point)
{
  gint64 left = ((gint64) b.lon - a.lon) * ((gint64) point.lat - a.lat);
  gint64 right = ((gint64) point.lon - a.lon) * ((gint64) b.lat - a.lat);

  return (left > right) - (left < right);
}

typedef struct
{
  Ring ring;
  guint edge;
  guint n_pairs;
  gboolean crosses;
} CrossingSearch;

static gboolean
check_edge_pair_cb (guint32 other, gpointer user_data)
{
  CrossingSearch *search = user_data;

  if (other <= search->edge)
    return TRUE;

  const WusePoint *a = &search->ring.points[search->edge];
  const WusePoint *b = &search->ring.points[other];

  search->crosses = find_side (a[0], a[1], b[0]) * find_side (a[0], a[1], b[1]) < 0
                    && find_side (b[0], b[1], a[0]) * find_side (b[0], b[1], a[1]) < 0;
  search->n_pairs++;

  return !search->crosses && search->n_pairs <= MAX_EDGE_PAIRS;
}

static WuseBounds
get_edge_box (Ring ring, guint edge)
{
  WusePoint a = ring.points[edge], b = ring.points[edge + 1];

  return (WuseBounds){ MIN (a.lon, b.lon), MIN (a.lat, b.lat), MAX (a.lon, b.lon), MAX (a.lat, b.lat) };
}

static gboolean
check_crossings (Ring ring, guint ring_index, GError **error)
{
  guint n_edges = ring.n_points - 1;
  g_autofree WuseBounds *boxes = g_new (WuseBounds, n_edges);

  for (guint i = 0; i < n_edges; i++)
    boxes[i] = get_edge_box (ring, i);

  g_autoptr (WuseSpatialIndex) index = wuse_spatial_index_new (boxes, NULL, n_edges);
  CrossingSearch search = { .ring = ring };

  for (guint i = 0; i < n_edges; i++)
    {
      search.edge = i;
      wuse_spatial_index_search (index, &boxes[i], check_edge_pair_cb, &search);
      if (search.crosses)
        {
          g_set_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_INVALID, "ring %u crosses itself after point %u", ring_index, i);
          return FALSE;
        }
      if (search.n_pairs > MAX_EDGE_PAIRS)
        {
          g_set_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_TOO_LARGE, "ring %u is too intricate to be checked (point %u)",
                       ring_index, i);
          return FALSE;
        }
    }

  return TRUE;
}

/* In the plane of longitude and latitude, where it is exact. */
static gboolean
has_area (Ring ring)
{
  WusePoint origin = ring.points[0];
  __int128 sum = 0;

  for (guint i = 1; i < ring.n_points; i++)
    {
      WusePoint a = ring.points[i - 1], b = ring.points[i];

      sum += (__int128) ((gint64) a.lon - origin.lon) * ((gint64) b.lat - origin.lat);
      sum -= (__int128) ((gint64) b.lon - origin.lon) * ((gint64) a.lat - origin.lat);
    }

  return sum != 0;
}

gboolean
wuse_polygon_check (const WuseGeometry *geometry, GError **error)
{
  g_return_val_if_fail (geometry != NULL, FALSE);

  if (geometry->kind != WUSE_GEOMETRY_POLYGONS)
    {
      g_set_error_literal (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_INVALID, "not a polygon");
      return FALSE;
    }

  for (guint i = 0; i < geometry->n_rings; i++)
    {
      Ring ring = get_ring (geometry, i);

      if (ring.n_points < 4)
        {
          g_set_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_INVALID, "ring %u ends at point %u: too few", i, ring.n_points);
          return FALSE;
        }
      if (!check_crossings (ring, i, error))
        return FALSE;
      if (!has_area (ring))
        {
          g_set_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_INVALID, "ring %u has no area from point 0 on", i);
          return FALSE;
        }
    }

  return TRUE;
}
