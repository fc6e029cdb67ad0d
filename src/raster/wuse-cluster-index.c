/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points gathered into clusters for every zoom level; built once, shared by threads. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-cluster-index.h"

#include "wuse-world-shapes.h"

#include <stdlib.h>
#include <string.h>

#define N_LEVELS (WUSE_CLUSTER_MAX_ZOOM + 1)
#define NONE G_MAXUINT32

/* A cluster under way: sums are of world coordinates. */
typedef struct
{
  gint64 sum_x;
  gint64 sum_y;
  gint64 sum_lon;
  gint64 sum_lat;
  WuseBounds bounds;
  guint32 count;
  guint32 item;
  guint8 kind;
} Node;

/* parents: for each node of the next level down (the points, at the highest zoom) the node of this level it is in. */
typedef struct
{
  Node *nodes;
  guint n_nodes;
  guint32 *parents;
} Level;

struct _WuseClusterIndex
{
  gatomicrefcount ref_count;
  guint32 *items;
  guint n_points;
  Level levels[N_LEVELS];
};

G_DEFINE_BOXED_TYPE (WuseClusterIndex, wuse_cluster_index, wuse_cluster_index_ref, wuse_cluster_index_unref)

/* Where nodes lie, by cell: chains through @next. */
typedef struct
{
  guint32 *buckets;
  guint32 *next;
  guint32 mask;
  int shift;
} Grid;

static gint32
get_x (const Node *node)
{
  return (gint32) (node->sum_x / node->count);
}

static gint32
get_y (const Node *node)
{
  return (gint32) (node->sum_y / node->count);
}

static guint32 *
get_bucket (const Grid *grid, gint32 column, gint32 row)
{
  const guint32 hash = (guint32) column * 0x9e3779b1u + (guint32) row * 0x85ebca6bu;

  return &grid->buckets[(hash ^ hash >> 16) & grid->mask];
}

static void
fill_grid (Grid *grid, const Node *nodes, guint n_nodes)
{
  memset (grid->buckets, 0xff, (grid->mask + 1) * sizeof *grid->buckets);
  for (guint i = n_nodes; i > 0; i--)
    {
      guint32 *bucket = get_bucket (grid, get_x (&nodes[i - 1]) >> grid->shift, get_y (&nodes[i - 1]) >> grid->shift);

      grid->next[i - 1] = *bucket;
      *bucket = i - 1;
    }
}

static void
merge (Node *node, const Node *other)
{
  node->sum_x += other->sum_x;
  node->sum_y += other->sum_y;
  node->sum_lon += other->sum_lon;
  node->sum_lat += other->sum_lat;
  wuse_bounds_union (&node->bounds, &other->bounds);
  node->count += other->count;
  node->item = MIN (node->item, other->item);
  node->kind = MAX (node->kind, other->kind);
}

/* Takes every node within @radius of @seed that is still free into the new node @number. */
static void
gather (const Grid *grid, const Node *nodes, guint32 seed, gint64 radius, guint32 *parents, guint32 number, Node *node)
{
  const gint32 x = get_x (&nodes[seed]), y = get_y (&nodes[seed]);
  const gint32 last_row = (gint32) (MIN ((gint64) y + radius, G_MAXINT32) >> grid->shift);
  const gint32 last_column = (gint32) (MIN ((gint64) x + radius, G_MAXINT32) >> grid->shift);

  for (gint32 row = (gint32) ((y - radius) >> grid->shift); row <= last_row; row++)
    for (gint32 column = (gint32) ((x - radius) >> grid->shift); column <= last_column; column++)
      for (guint32 i = *get_bucket (grid, column, row); i != NONE; i = grid->next[i])
        {
          const gint64 dx = (gint64) get_x (&nodes[i]) - x, dy = (gint64) get_y (&nodes[i]) - y;

          if (parents[i] != NONE || dx * dx + dy * dy > radius * radius)
            continue;
          parents[i] = number;
          merge (node, &nodes[i]);
        }
}

/* Nodes come in an order of their own (points by item), so that what is made of them does not depend on the caller's. */
static void
build_level (Level *level, Grid *grid, const Node *nodes, guint n_nodes, gint64 radius)
{
  level->nodes = g_new (Node, MAX (n_nodes, 1));
  level->parents = g_new (guint32, MAX (n_nodes, 1));
  memset (level->parents, 0xff, n_nodes * sizeof *level->parents);
  grid->shift = g_bit_nth_msf ((gulong) MAX (radius, 1), -1) + 1;
  fill_grid (grid, nodes, n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    if (level->parents[i] == NONE)
      {
        Node *node = &level->nodes[level->n_nodes];

        *node = nodes[i];
        level->parents[i] = level->n_nodes;
        gather (grid, nodes, i, radius, level->parents, level->n_nodes, node);
        level->n_nodes++;
      }
  level->nodes = g_renew (Node, level->nodes, MAX (level->n_nodes, 1));
}

static int
compare_nodes (const void *a, const void *b)
{
  const Node *first = a, *second = b;

  if (first->item != second->item)
    return first->item < second->item ? -1 : 1;
  if (first->sum_x != second->sum_x)
    return first->sum_x < second->sum_x ? -1 : 1;

  return first->sum_y < second->sum_y ? -1 : first->sum_y > second->sum_y;
}

static Node *
make_leaves (const WuseClusterPoint *points, guint n_points)
{
  Node *leaves = g_new (Node, MAX (n_points, 1));

  for (guint i = 0; i < n_points; i++)
    {
      const WusePoint at = points[i].position;
      const WuseWorldPoint world = wuse_world_shapes_project (at);

      leaves[i] = (Node){
        .sum_x = world.x,
        .sum_y = world.y,
        .sum_lon = at.lon,
        .sum_lat = at.lat,
        .bounds = { at.lon, at.lat, at.lon, at.lat },
        .count = 1,
        .item = points[i].item,
        .kind = points[i].kind,
      };
    }
  qsort (leaves, n_points, sizeof *leaves, compare_nodes);

  return leaves;
}

WuseClusterIndex *
wuse_cluster_index_new (const WuseClusterPoint *points, guint n_points, guint radius)
{
  g_autofree Node *leaves = NULL;
  WuseClusterIndex *self;
  const Node *nodes;
  guint n_nodes = n_points;
  Grid grid;

  g_return_val_if_fail (points != NULL || n_points == 0, NULL);
  g_return_val_if_fail (n_points < 1u << 28, NULL);
  g_return_val_if_fail (radius >= 8 && radius <= 128, NULL);

  self = g_new0 (WuseClusterIndex, 1);
  g_atomic_ref_count_init (&self->ref_count);
  nodes = leaves = make_leaves (points, n_points);
  self->n_points = n_points;
  self->items = g_new (guint32, MAX (n_points, 1));
  for (guint i = 0; i < n_points; i++)
    self->items[i] = leaves[i].item;

  grid.mask = (1u << g_bit_storage (MAX (n_points, 64))) - 1;
  grid.buckets = g_new (guint32, grid.mask + 1);
  grid.next = g_new (guint32, MAX (n_points, 1));
  for (int zoom = WUSE_CLUSTER_MAX_ZOOM; zoom >= 0; zoom--)
    {
      build_level (&self->levels[zoom], &grid, nodes, n_nodes, (gint64) radius << (31 - 8 - zoom));
      nodes = self->levels[zoom].nodes;
      n_nodes = self->levels[zoom].n_nodes;
    }
  g_free (grid.buckets);
  g_free (grid.next);

  return self;
}

WuseClusterIndex *
wuse_cluster_index_ref (WuseClusterIndex *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
wuse_cluster_index_unref (WuseClusterIndex *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < N_LEVELS; i++)
    {
      g_free (self->levels[i].nodes);
      g_free (self->levels[i].parents);
    }
  g_free (self->items);
  g_free (self);
}

void
wuse_cluster_index_query (const WuseClusterIndex *self, guint zoom, const WuseBounds *bounds, GArray *clusters)
{
  const Level *level;

  g_return_if_fail (self != NULL && bounds != NULL && clusters != NULL);

  zoom = MIN (zoom, WUSE_CLUSTER_MAX_ZOOM);
  level = &self->levels[zoom];
  g_array_set_size (clusters, 0);
  for (guint i = 0; i < level->n_nodes; i++)
    {
      const Node *node = &level->nodes[i];
      const WuseCluster cluster = {
        .id = (guint64) zoom << 32 | node->item,
        .position = { (gint32) (node->sum_lon / node->count), (gint32) (node->sum_lat / node->count) },
        .bounds = node->bounds,
        .count = node->count,
        .item = node->item,
        .kind = node->kind,
      };

      if (cluster.position.lon >= bounds->west && cluster.position.lon <= bounds->east && cluster.position.lat >= bounds->south
          && cluster.position.lat <= bounds->north)
        g_array_append_val (clusters, cluster);
    }
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

/* The node of a zoom level that a point is in. */
static guint32
find_node (const WuseClusterIndex *self, guint zoom, guint point)
{
  guint32 at = point;

  for (guint level = WUSE_CLUSTER_MAX_ZOOM + 1; level > zoom; level--)
    at = self->levels[level - 1].parents[at];
  return at;
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const WuseClusterMember *first = a, *second = b;

  return first->lead != second->lead ? compare_items (&first->lead, &second->lead) : compare_items (&first->item, &second->item);
}

void
wuse_cluster_index_collect_members (const WuseClusterIndex *self, guint zoom, GArray *members)
{
  g_return_if_fail (self != NULL && members != NULL);

  zoom = MIN (zoom, WUSE_CLUSTER_MAX_ZOOM);
  g_array_set_size (members, 0);
  for (guint i = 0; i < self->n_points; i++)
    {
      const WuseClusterMember member = { self->levels[zoom].nodes[find_node (self, zoom, i)].item, self->items[i] };

      g_array_append_val (members, member);
    }
  g_array_sort (members, compare_members);
}

void
wuse_cluster_index_collect_items (const WuseClusterIndex *self, guint64 id, GArray *items)
{
  guint zoom, node = 0;

  g_return_if_fail (self != NULL && items != NULL);

  g_array_set_size (items, 0);
  zoom = (guint) (id >> 32);
  if (zoom > WUSE_CLUSTER_MAX_ZOOM)
    return;
  while (node < self->levels[zoom].n_nodes && self->levels[zoom].nodes[node].item != (guint32) id)
    node++;
  if (node == self->levels[zoom].n_nodes)
    return;

  for (guint i = 0; i < self->n_points; i++)
    if (find_node (self, zoom, i) == node)
      g_array_append_val (items, self->items[i]);
  g_array_sort (items, compare_items);
}
