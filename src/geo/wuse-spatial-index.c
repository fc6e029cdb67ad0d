/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A packed R-tree over boxes.
 *
 * I. Kamel and C. Faloutsos, "On packing R-trees", CIKM 1993: boxes are sorted by the place of their middle on a Hilbert
 * curve; each sixteen in a row are a node, each sixteen nodes a node of the next level. No pointers are needed. */

#define G_LOG_DOMAIN "wuse-geo"

#include "config.h"

#include "wuse-spatial-index.h"

#include <stdlib.h>
#include <string.h>

#define NODE_SIZE 16
#define MAX_LEVELS 9 /* 16^8 = 2^32 */
#define HILBERT_MAX 0xffffu

struct _WuseSpatialIndex
{
  guint n_levels;                 /* the items are level 0, the root is alone on the last */
  guint32 sizes[MAX_LEVELS];      /* boxes on each level */
  WuseBounds *levels[MAX_LEVELS]; /* into `boxes` */
  WuseBounds *boxes;
  guint32 *items;
};

typedef struct
{
  guint32 key;
  guint32 position;
} SortEntry;

/* Place along a Hilbert curve of order 16: quadrant by quadrant, turning the frame to each. */
static guint32
find_hilbert_place (guint32 x, guint32 y)
{
  guint32 place = 0;

  for (guint32 side = (HILBERT_MAX + 1) / 2; side > 0; side /= 2)
    {
      guint32 east = (x & side) != 0, north = (y & side) != 0;

      place = place << 2 | ((3 * east) ^ north);
      if (north == 0)
        {
          guint32 flip = east != 0 ? HILBERT_MAX : 0;
          guint32 turned = y ^ flip;

          y = x ^ flip;
          x = turned;
        }
    }

  return place;
}

static guint32
scale_middle (gint32 low, gint32 high, gint32 from, gint32 to)
{
  gint64 span = ((gint64) to - from) * 2;
  gint64 middle = (gint64) low + high - 2 * (gint64) from;

  return span == 0 ? 0 : (guint32) (middle * HILBERT_MAX / span);
}

/* Stable, by four passes over eight bits: several times faster than comparing. */
static void
sort_entries (SortEntry *entries, guint n)
{
  g_autofree SortEntry *spare = g_new (SortEntry, n);

  for (guint shift = 0; shift < 32; shift += 8)
    {
      guint32 starts[257] = { 0 };

      for (guint i = 0; i < n; i++)
        starts[((entries[i].key >> shift) & 0xff) + 1]++;
      for (guint i = 1; i < 256; i++)
        starts[i] += starts[i - 1];
      for (guint i = 0; i < n; i++)
        spare[starts[(entries[i].key >> shift) & 0xff]++] = entries[i];
      memcpy (entries, spare, n * sizeof (SortEntry));
    }
}

static gboolean
is_empty (const WuseBounds *box)
{
  return box->west > box->east || box->south > box->north;
}

static guint
collect_entries (const WuseBounds *boxes, guint n_boxes, SortEntry *entries)
{
  WuseBounds world = WUSE_BOUNDS_EMPTY;
  guint n = 0;

  for (guint i = 0; i < n_boxes; i++)
    if (!is_empty (&boxes[i]))
      wuse_bounds_union (&world, &boxes[i]);

  for (guint i = 0; i < n_boxes; i++)
    if (!is_empty (&boxes[i]))
      entries[n++] = (SortEntry){
        .key = find_hilbert_place (scale_middle (boxes[i].west, boxes[i].east, world.west, world.east),
                                   scale_middle (boxes[i].south, boxes[i].north, world.south, world.north)),
        .position = i,
      };

  return n;
}

static void
lay_out_levels (WuseSpatialIndex *self, guint n)
{
  guint total = 0;

  self->sizes[0] = n;
  self->n_levels = 1;
  while (self->sizes[self->n_levels - 1] > 1)
    {
      guint32 below = self->sizes[self->n_levels - 1];

      self->sizes[self->n_levels++] = below / NODE_SIZE + (below % NODE_SIZE != 0 ? 1 : 0);
    }
  for (guint i = 0; i < self->n_levels; i++)
    total += self->sizes[i];

  self->boxes = g_new (WuseBounds, total);
  WuseBounds *next = self->boxes;
  for (guint i = 0; i < self->n_levels; i++)
    {
      self->levels[i] = next;
      next += self->sizes[i];
    }
}

static void
build_nodes (WuseSpatialIndex *self)
{
  for (guint level = 1; level < self->n_levels; level++)
    for (guint32 i = 0; i < self->sizes[level]; i++)
      {
        WuseBounds box = WUSE_BOUNDS_EMPTY;
        guint32 end = MIN ((i + 1) * NODE_SIZE, self->sizes[level - 1]);

        for (guint32 child = i * NODE_SIZE; child < end; child++)
          wuse_bounds_union (&box, &self->levels[level - 1][child]);
        self->levels[level][i] = box;
      }
}

WuseSpatialIndex *
wuse_spatial_index_new (const WuseBounds *boxes, const guint32 *items, guint n_boxes)
{
  g_return_val_if_fail (boxes != NULL || n_boxes == 0, NULL);
  g_return_val_if_fail (n_boxes <= G_MAXINT32, NULL);

  WuseSpatialIndex *self = g_new0 (WuseSpatialIndex, 1);
  g_autofree SortEntry *entries = g_new (SortEntry, n_boxes);
  guint n = collect_entries (boxes, n_boxes, entries);

  if (n == 0)
    return self;

  sort_entries (entries, n);
  lay_out_levels (self, n);
  self->items = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    {
      self->levels[0][i] = boxes[entries[i].position];
      self->items[i] = items != NULL ? items[entries[i].position] : entries[i].position;
    }
  build_nodes (self);

  return self;
}

void
wuse_spatial_index_free (WuseSpatialIndex *self)
{
  if (self == NULL)
    return;

  g_free (self->boxes);
  g_free (self->items);
  g_free (self);
}

/* Looks through the children of a node; FALSE when the search is to end. */
static gboolean
search_node (
    const WuseSpatialIndex *self, guint level, guint32 node, const WuseBounds *box, WuseSpatialIndexFunc func, gpointer user_data)
{
  if (!wuse_bounds_intersect (&self->levels[level][node], box))
    return TRUE;
  if (level == 0)
    return func (self->items[node], user_data);

  guint32 end = MIN ((node + 1) * NODE_SIZE, self->sizes[level - 1]);
  for (guint32 child = node * NODE_SIZE; child < end; child++)
    if (!search_node (self, level - 1, child, box, func, user_data))
      return FALSE;

  return TRUE;
}

void
wuse_spatial_index_search (const WuseSpatialIndex *self, const WuseBounds *box, WuseSpatialIndexFunc func, gpointer user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (box != NULL);
  g_return_if_fail (func != NULL);

  if (self->n_levels > 0)
    search_node (self, self->n_levels - 1, 0, box, func, user_data);
}

static gboolean
collect_cb (guint32 item, gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, item);
  return TRUE;
}

static int
compare_items_cb (gconstpointer a, gconstpointer b)
{
  const guint32 *left = a;
  const guint32 *right = b;

  return (*left > *right) - (*left < *right);
}

void
wuse_spatial_index_collect (const WuseSpatialIndex *self, const WuseBounds *box, GArray *items)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (box != NULL);
  g_return_if_fail (items != NULL && g_array_get_element_size (items) == sizeof (guint32));

  g_array_set_size (items, 0);
  wuse_spatial_index_search (self, box, collect_cb, items);
  g_array_sort (items, compare_items_cb);
}
