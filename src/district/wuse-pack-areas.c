/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas a pack has brought so far: to find one by place or name, and to unite them. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-pack-areas.h"

#include "wuse-polygon.h"

#include <string.h>

typedef struct
{
  WuseAreaLevel level;
  char *id;
  char **names;
  guint8 *bytes;
  WuseGeometry geometry; /* a view into bytes */
} Area;

struct _WusePackAreas
{
  GArray *areas;
  WuseSpatialIndex *indices[WUSE_N_AREA_LEVELS];
};

static void
clear_area (gpointer data)
{
  Area *area = data;

  g_free (area->id);
  g_strfreev (area->names);
  g_free (area->bytes);
}

WusePackAreas *
wuse_pack_areas_new (void)
{
  WusePackAreas *self = g_new0 (WusePackAreas, 1);

  self->areas = g_array_new (FALSE, TRUE, sizeof (Area));
  g_array_set_clear_func (self->areas, clear_area);
  return self;
}

void
wuse_pack_areas_free (WusePackAreas *self)
{
  if (self == NULL)
    return;

  for (guint level = 0; level < WUSE_N_AREA_LEVELS; level++)
    wuse_spatial_index_free (self->indices[level]);
  g_array_unref (self->areas);
  g_free (self);
}

void
wuse_pack_areas_add (
    WusePackAreas *self, WuseAreaLevel level, const char *id, const char *const *names, const WuseGeometry *geometry)
{
  Area area = { .level = level, .id = g_strdup (id), .names = g_strdupv ((char **) names) };

  if (geometry->kind == WUSE_GEOMETRY_POLYGONS)
    {
      GByteArray *bytes = g_byte_array_new ();
      gsize length;

      wuse_geometry_append_bytes (geometry, bytes);
      area.bytes = g_byte_array_steal (bytes, &length);
      g_byte_array_unref (bytes);
      if (!wuse_geometry_view_bytes (&area.geometry, area.bytes, length, NULL))
        g_assert_not_reached ();
    }
  g_array_append_val (self->areas, area);
  g_clear_pointer (&self->indices[level], wuse_spatial_index_free);
}

static void
ensure_index (WusePackAreas *self, WuseAreaLevel level)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (WuseBounds));
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (self->indices[level] != NULL)
    return;
  for (guint32 i = 0; i < self->areas->len; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, i);

      if (area->level != level || area->geometry.kind == WUSE_GEOMETRY_NONE)
        continue;
      g_array_append_val (boxes, area->geometry.bounds);
      g_array_append_val (items, i);
    }
  self->indices[level] = wuse_spatial_index_new ((const WuseBounds *) (const void *) boxes->data,
                                                 (const guint32 *) (const void *) items->data, boxes->len);
}

const char *
wuse_pack_areas_locate (WusePackAreas *self, WuseAreaLevel level, WusePoint point)
{
  WuseBounds box = { point.lon, point.lat, point.lon, point.lat };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));

  ensure_index (self, level);
  wuse_spatial_index_collect (self->indices[level], &box, found);
  for (guint i = 0; i < found->len; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, g_array_index (found, guint32, i));

      if (wuse_polygon_contains (&area->geometry, point))
        return area->id;
    }
  return NULL;
}

const char *
wuse_pack_areas_find (const WusePackAreas *self, WuseAreaLevel level, const char *name)
{
  const char *found = NULL;

  for (guint i = 0; i < self->areas->len; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, i);

      if (area->level != level || !g_strv_contains ((const char *const *) area->names, name))
        continue;
      if (found != NULL)
        return NULL;
      found = area->id;
    }
  return found;
}

typedef struct
{
  WusePoint from;
  WusePoint to;
} Edge;

static guint
hash_edge (gconstpointer key)
{
  const Edge *edge = key;
  guint32 bits = (guint32) edge->from.lon * 73856093u ^ (guint32) edge->from.lat * 19349663u;

  return bits ^ (guint32) edge->to.lon * 83492791u ^ (guint32) edge->to.lat * 2654435761u;
}

static gboolean
equal_edges (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

static guint
hash_point (gconstpointer key)
{
  const WusePoint *point = key;

  return (guint32) point->lon * 73856093u ^ (guint32) point->lat * 19349663u;
}

static gboolean
equal_points (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (WusePoint)) == 0;
}

static double
signed_area (const WusePoint *points, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const WusePoint *next = &points[(i + 1) % n];

      sum += (double) (points[i].lon - (gint64) points[0].lon) * (double) (next->lat - (gint64) points[0].lat)
             - (double) (next->lon - (gint64) points[0].lon) * (double) (points[i].lat - (gint64) points[0].lat);
    }
  return sum;
}

/* Every edge, its inside to the left; one that comes back the other way cancels out. `order` keeps the result the same
 * whatever the hash. */
static void
collect_edges (const Area *area, GHashTable *edges, GPtrArray *order)
{
  const WuseGeometry *geometry = &area->geometry;
  guint first = 0, ring = 0;

  for (guint part = 0; part < geometry->n_parts; part++)
    for (guint in_part = 0; ring < geometry->part_ends[part]; ring++, in_part++)
      {
        guint end = geometry->ring_ends[ring];
        gboolean reversed = (signed_area (geometry->points + first, end - first) > 0) != (in_part == 0);

        for (guint i = first; i + 1 < end; i++)
          {
            Edge edge = { geometry->points[reversed ? i + 1 : i], geometry->points[reversed ? i : i + 1] };
            Edge back = { edge.to, edge.from };

            if (equal_points (&edge.from, &edge.to) || g_hash_table_remove (edges, &back))
              continue;
            Edge *kept = g_memdup2 (&edge, sizeof edge);

            g_ptr_array_add (order, kept);
            g_hash_table_add (edges, kept);
          }
        first = end;
      }
}

static GArray *
trace (const Edge *start, GHashTable *edges, GHashTable *leaving)
{
  GArray *ring = g_array_new (FALSE, FALSE, sizeof (WusePoint));
  const Edge *edge = start;

  while (edge != NULL)
    {
      GPtrArray *next = g_hash_table_lookup (leaving, &edge->to);
      const Edge *follower = NULL;

      g_array_append_val (ring, edge->from);
      g_hash_table_remove (edges, edge);
      if (equal_points (&edge->to, &start->from))
        break;
      for (guint i = 0; next != NULL && follower == NULL && i < next->len; i++)
        if (g_hash_table_contains (edges, next->pdata[i]))
          follower = next->pdata[i];
      edge = follower;
    }
  return ring;
}

static GPtrArray *
trace_all (const WusePackAreas *self, WuseAreaLevel level)
{
  g_autoptr (GHashTable) edges = g_hash_table_new (hash_edge, equal_edges);
  g_autoptr (GHashTable) leaving = g_hash_table_new_full (hash_point, equal_points, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *rings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < self->areas->len; i++)
    if (g_array_index (self->areas, Area, i).level == level
        && g_array_index (self->areas, Area, i).geometry.kind != WUSE_GEOMETRY_NONE)
      collect_edges (&g_array_index (self->areas, Area, i), edges, order);
  for (guint i = 0; i < order->len; i++)
    {
      Edge *edge = order->pdata[i];
      GPtrArray *list = g_hash_table_lookup (leaving, &edge->from);

      if (g_hash_table_lookup (edges, edge) != edge)
        continue;
      if (list == NULL)
        g_hash_table_insert (leaving, &edge->from, list = g_ptr_array_new ());
      g_ptr_array_add (list, edge);
    }
  for (guint i = 0; i < order->len; i++)
    if (g_hash_table_lookup (edges, order->pdata[i]) == order->pdata[i])
      {
        GArray *ring = trace (order->pdata[i], edges, leaving);

        if (ring->len > 2)
          g_ptr_array_add (rings, ring);
        else
          g_array_unref (ring);
      }
  return rings;
}

static void
add_ring (WuseGeometryBuilder *builder, const GArray *ring)
{
  for (guint i = 0; i < ring->len; i++)
    wuse_geometry_builder_add_point (builder, g_array_index (ring, WusePoint, i));
  wuse_geometry_builder_end_ring (builder);
}

static gboolean
ring_contains (const GArray *ring, WusePoint point)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      const WusePoint *a = &g_array_index (ring, WusePoint, i), *b = &g_array_index (ring, WusePoint, j);

      if ((a->lat > point.lat) != (b->lat > point.lat)
          && point.lon < (double) (b->lon - (gint64) a->lon) * (double) (point.lat - (gint64) a->lat)
                                 / (double) (b->lat - (gint64) a->lat)
                             + a->lon)
        inside = !inside;
    }
  return inside;
}

gboolean
wuse_pack_areas_unite (const WusePackAreas *self, WuseAreaLevel level, WuseGeometryBuilder *builder)
{
  g_autoptr (GPtrArray) rings = trace_all (self, level);
  gboolean any = FALSE;

  for (guint i = 0; i < rings->len; i++)
    {
      const GArray *outer = rings->pdata[i];

      if (signed_area ((const WusePoint *) (const void *) outer->data, outer->len) <= 0)
        continue;
      any = TRUE;
      add_ring (builder, outer);
      for (guint j = 0; j < rings->len; j++)
        {
          const GArray *inner = rings->pdata[j];

          if (signed_area ((const WusePoint *) (const void *) inner->data, inner->len) < 0
              && ring_contains (outer, g_array_index (inner, WusePoint, 0)))
            add_ring (builder, inner);
        }
      wuse_geometry_builder_end_part (builder);
    }
  return any;
}
