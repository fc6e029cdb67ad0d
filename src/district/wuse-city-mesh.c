/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The edges between the blocks of a synthetic city: who borders on whom, and outlines of any set of blocks, in which
 * neighbours share every vertex. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <math.h>
#include <stdlib.h>

typedef enum
{
  EAST,
  NORTH,
  WEST,
  SOUTH,
} Direction;

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const guint64 *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static guint64
key (guint32 major, guint32 minor)
{
  return (guint64) major << 32 | minor;
}

static guint32
find_key (const guint64 *keys, guint32 n_keys, guint64 wanted)
{
  const guint64 *found = bsearch (&wanted, keys, n_keys, sizeof *keys, compare_keys);

  g_assert (found != NULL);
  return (guint32) (found - keys);
}

static void
collect_vertices (CityMesh *mesh, const WuseCity *city)
{
  guint32 n_keys = city->blocks->len * 4, n = 0;

  mesh->by_column = g_new (guint64, n_keys);
  for (guint i = 0; i < city->blocks->len; i++)
    {
      const CityBlock *block = city_block (city, i);

      mesh->by_column[4 * i] = key (block->x0, block->y0);
      mesh->by_column[4 * i + 1] = key (block->x1, block->y0);
      mesh->by_column[4 * i + 2] = key (block->x0, block->y1);
      mesh->by_column[4 * i + 3] = key (block->x1, block->y1);
    }
  qsort (mesh->by_column, n_keys, sizeof (guint64), compare_keys);
  for (guint32 i = 0; i < n_keys; i++)
    if (i == 0 || mesh->by_column[i] != mesh->by_column[n - 1])
      mesh->by_column[n++] = mesh->by_column[i];

  mesh->n_vertices = n;
  mesh->by_column = g_renew (guint64, mesh->by_column, n);
  mesh->by_row = g_new (guint64, n);
  for (guint32 i = 0; i < n; i++)
    mesh->by_row[i] = mesh->by_column[i] << 32 | mesh->by_column[i] >> 32;
  qsort (mesh->by_row, n, sizeof (guint64), compare_keys);

  mesh->row_to_vertex = g_new (guint32, n);
  mesh->vertex_to_row = g_new (guint32, n);
  mesh->positions = g_new (WuseCityPosition, n);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 vertex = find_key (mesh->by_column, n, mesh->by_row[i] << 32 | mesh->by_row[i] >> 32);

      mesh->row_to_vertex[i] = vertex;
      mesh->vertex_to_row[vertex] = i;
      mesh->positions[i] = city_at (city, (double) (mesh->by_column[i] >> 32), (double) (mesh->by_column[i] & G_MAXUINT32));
    }
}

/* The edges of one side of a block: `first` to `last` - 1. */
static void
find_side (const CityMesh *mesh, const CityBlock *block, Direction side, guint32 *first, guint32 *last)
{
  guint32 n = mesh->n_vertices;

  switch (side)
    {
    case EAST:
      *first = find_key (mesh->by_column, n, key (block->x1, block->y0));
      *last = find_key (mesh->by_column, n, key (block->x1, block->y1));
      return;
    case WEST:
      *first = find_key (mesh->by_column, n, key (block->x0, block->y0));
      *last = find_key (mesh->by_column, n, key (block->x0, block->y1));
      return;
    case NORTH:
      *first = n + find_key (mesh->by_row, n, key (block->y1, block->x0));
      *last = n + find_key (mesh->by_row, n, key (block->y1, block->x1));
      return;
    case SOUTH:
      *first = n + find_key (mesh->by_row, n, key (block->y0, block->x0));
      *last = n + find_key (mesh->by_row, n, key (block->y0, block->x1));
      return;
    }
}

void
city_mesh_build (WuseCity *city)
{
  CityMesh *mesh = &city->mesh;

  collect_vertices (mesh, city);
  mesh->left = g_new (guint32, 2 * mesh->n_vertices);
  mesh->right = g_new (guint32, 2 * mesh->n_vertices);
  for (guint32 i = 0; i < 2 * mesh->n_vertices; i++)
    mesh->left[i] = mesh->right[i] = CITY_NONE;

  for (guint32 i = 0; i < city->blocks->len; i++)
    for (Direction side = EAST; side <= SOUTH; side++)
      {
        guint32 first, last;

        find_side (mesh, city_block (city, i), side, &first, &last);
        for (guint32 edge = first; edge < last; edge++)
          *(side == EAST || side == SOUTH ? &mesh->left[edge] : &mesh->right[edge]) = i;
      }
}

void
city_mesh_clear (CityMesh *mesh)
{
  g_clear_pointer (&mesh->by_column, g_free);
  g_clear_pointer (&mesh->by_row, g_free);
  g_clear_pointer (&mesh->row_to_vertex, g_free);
  g_clear_pointer (&mesh->vertex_to_row, g_free);
  g_clear_pointer (&mesh->left, g_free);
  g_clear_pointer (&mesh->right, g_free);
  g_clear_pointer (&mesh->positions, g_free);
}

void
city_mesh_foreach_neighbour (const WuseCity *city, guint32 block, CityEdgeFunc func, gpointer user_data)
{
  const CityMesh *mesh = &city->mesh;

  for (Direction side = EAST; side <= SOUTH; side++)
    {
      guint32 first, last;

      find_side (mesh, city_block (city, block), side, &first, &last);
      for (guint32 edge = first; edge < last; edge++)
        func (block, mesh->left[edge] == block ? mesh->right[edge] : mesh->left[edge], edge, user_data);
    }
}

gboolean
city_mesh_edge_is_barrier (const WuseCity *city, guint32 edge)
{
  const CityMesh *mesh = &city->mesh;
  gboolean vertical = edge < mesh->n_vertices;
  guint32 at = (guint32) (vertical ? mesh->by_column[edge] >> 32 : mesh->by_row[edge - mesh->n_vertices] >> 32);

  return city_find_line (vertical ? city->columns : city->rows, at) != NULL;
}

guint8 *
city_mesh_new_marks (const WuseCity *city)
{
  return g_new0 (guint8, 2 * city->mesh.n_vertices);
}

/* A half edge has a region's block to its left. */
typedef struct
{
  guint32 edge;
  Direction direction;
} HalfEdge;

static gboolean
is_forward (HalfEdge half)
{
  return half.direction == EAST || half.direction == NORTH;
}

static guint32
half_vertex (const CityMesh *mesh, HalfEdge half, gboolean end)
{
  guint32 n = mesh->n_vertices;
  gboolean next = is_forward (half) == end;

  return half.edge < n ? half.edge + (next ? 1 : 0) : mesh->row_to_vertex[half.edge - n + (next ? 1 : 0)];
}

static gboolean
is_border (const CityMesh *mesh, HalfEdge half, const guint32 *labels, guint32 label)
{
  guint32 inside = is_forward (half) ? mesh->left[half.edge] : mesh->right[half.edge];
  guint32 outside = is_forward (half) ? mesh->right[half.edge] : mesh->left[half.edge];

  return inside != CITY_NONE && labels[inside] == label && (outside == CITY_NONE || labels[outside] != label);
}

/* The half edge that leaves a vertex in a direction, if there is one. */
static gboolean
leave (const CityMesh *mesh, guint32 vertex, Direction direction, HalfEdge *half)
{
  guint32 n = mesh->n_vertices, row = mesh->vertex_to_row[vertex];

  half->direction = direction;
  switch (direction)
    {
    case EAST:
      half->edge = n + row;
      return TRUE;
    case NORTH:
      half->edge = vertex;
      return TRUE;
    case WEST:
      half->edge = n + row - 1;
      return row > 0;
    case SOUTH:
      half->edge = vertex - 1;
      return vertex > 0;
    }
  return FALSE;
}

/* The border goes on to the right where it can, so that a region that touches itself in a point gets a hole there
 * instead of a ring that meets itself. */
static HalfEdge
follow (const CityMesh *mesh, HalfEdge half, const guint32 *labels, guint32 label)
{
  guint32 vertex = half_vertex (mesh, half, TRUE);
  static const int turns[] = { 3, 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      HalfEdge next;

      if (leave (mesh, vertex, (half.direction + turns[i]) % 4, &next) && is_border (mesh, next, labels, label))
        return next;
    }

  g_assert_not_reached ();
}

/* The points from the start of a half edge up to, but without, its end: the same whichever side asks. */
static void
add_edge_points (const WuseCity *city, HalfEdge half, GArray *points)
{
  const CityMesh *mesh = &city->mesh;
  guint32 from = half_vertex (mesh, half, FALSE), to = half_vertex (mesh, half, TRUE);
  guint32 low = is_forward (half) ? from : to, high = is_forward (half) ? to : from;
  double length = city_distance (mesh->positions[from], mesh->positions[to]);
  guint n = (guint) CLAMP (lround (length / (city->block_side * 0.66)), 1, 5);
  double x0 = (double) (mesh->by_column[low] >> 32), y0 = (double) (mesh->by_column[low] & G_MAXUINT32);
  double x1 = (double) (mesh->by_column[high] >> 32), y1 = (double) (mesh->by_column[high] & G_MAXUINT32);
  WusePoint point = wuse_city_position_to_point (mesh->positions[from]);

  g_array_append_val (points, point);
  for (guint i = 1; i < n; i++)
    {
      double t = (double) (is_forward (half) ? i : n - i) / n;

      point = wuse_city_position_to_point (city_at (city, x0 + (x1 - x0) * t, y0 + (y1 - y0) * t));
      g_array_append_val (points, point);
    }
}

static guint8
mark_bit (HalfEdge half)
{
  return is_forward (half) ? 1 : 2;
}

static void
trace_ring (const WuseCity *city, HalfEdge start, const guint32 *labels, guint32 label, guint8 *marks, GArray *points)
{
  HalfEdge half = start;
  WusePoint first;

  g_array_set_size (points, 0);
  do
    {
      marks[half.edge] |= mark_bit (half);
      add_edge_points (city, half, points);
      half = follow (&city->mesh, half, labels, label);
    }
  while (half.edge != start.edge || half.direction != start.direction);
  first = g_array_index (points, WusePoint, 0);
  g_array_append_val (points, first);
}

static gboolean
is_outer (const GArray *points)
{
  const WusePoint *ring = (const WusePoint *) (const void *) points->data;
  double area = 0;

  for (guint i = 1; i < points->len; i++)
    area += (double) (ring[i - 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat)
            - (double) (ring[i].lon - ring[0].lon) * (ring[i - 1].lat - ring[0].lat);
  return area > 0;
}

static void
add_ring (WuseGeometryBuilder *builder, const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    wuse_geometry_builder_add_point (builder, g_array_index (points, WusePoint, i));
  wuse_geometry_builder_end_ring (builder);
}

static void
add_ring_of_edges (const WuseCity *city,
                   guint32 block,
                   const guint32 *labels,
                   guint8 *marks,
                   GArray *points,
                   GPtrArray *holes,
                   WuseGeometryBuilder *builder)
{
  const CityMesh *mesh = &city->mesh;
  static const Direction directions[] = { NORTH, WEST, SOUTH, EAST }; /* going round with EAST, NORTH … as the side */

  for (Direction side = EAST; side <= SOUTH; side++)
    {
      guint32 first, last;

      find_side (mesh, city_block (city, block), side, &first, &last);
      for (guint32 edge = first; edge < last; edge++)
        {
          HalfEdge half = { edge, directions[side] };

          if ((marks[edge] & mark_bit (half)) != 0 || !is_border (mesh, half, labels, labels[block]))
            continue;
          trace_ring (city, half, labels, labels[block], marks, points);
          if (is_outer (points))
            add_ring (builder, points);
          else
            g_ptr_array_add (holes, g_array_copy (points));
        }
    }
}

void
city_mesh_outline (const WuseCity *city,
                   const guint32 *labels,
                   const guint32 *blocks,
                   guint32 n_blocks,
                   guint8 *marks,
                   WuseGeometryBuilder *builder)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (WusePoint));
  g_autoptr (GPtrArray) holes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint32 i = 0; i < n_blocks; i++)
    add_ring_of_edges (city, blocks[i], labels, marks, points, holes, builder);
  for (guint i = 0; i < holes->len; i++)
    add_ring (builder, holes->pdata[i]);
  wuse_geometry_builder_end_part (builder);

  /* The marks are as they were, for the next outline. */
  for (guint32 i = 0; i < n_blocks; i++)
    for (Direction side = EAST; side <= SOUTH; side++)
      {
        guint32 first, last;

        find_side (&city->mesh, city_block (city, blocks[i]), side, &first, &last);
        for (guint32 edge = first; edge < last; edge++)
          marks[edge] = 0;
      }
}
