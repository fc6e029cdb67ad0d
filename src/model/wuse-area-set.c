/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All areas of a district with their polygons, as arrays. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-area-set.h"

#include "wuse-id-table-private.h"
#include "wuse-polygon.h"
#include "wuse-shapes-private.h"

#include <string.h>

#define STRING_BLOCK 65536

G_STATIC_ASSERT (WUSE_ID_TABLE_NONE == WUSE_AREA_NONE);

/* While it is built, `area.parent` is unset and `shape` counts in the order of adding. */
typedef struct
{
  WuseArea area;
  const char *parent_id;
  guint32 shape;
} Draft;

struct _WuseAreaSetBuilder
{
  GArray *drafts;
  WuseShapes *shapes;
  GStringChunk *strings;
};

struct _WuseAreaSet
{
  gatomicrefcount ref_count;
  guint n_areas;
  WuseArea *areas;
  guint32 *shape_numbers;
  WuseShapes *shapes;
  GStringChunk *strings;
  WuseIdTable *ids;
  guint32 level_starts[WUSE_N_AREA_LEVELS + 1];
  WuseSpatialIndex *indices[WUSE_N_AREA_LEVELS];
  WuseBounds bounds;
  WuseAreaLevel finest;
  /* Children of area i are children[child_starts[i]] to before child_starts[i + 1]; those of none come last. */
  guint32 *child_starts;
  guint32 *children;
};

G_DEFINE_BOXED_TYPE (WuseAreaSet, wuse_area_set, wuse_area_set_ref, wuse_area_set_unref)

static const char *const level_names[WUSE_N_AREA_LEVELS] = { "district", "subdistrict", "community", "grid" };

const char *
wuse_area_level_to_string (WuseAreaLevel self)
{
  g_return_val_if_fail (self < WUSE_N_AREA_LEVELS, NULL);

  return level_names[self];
}

gboolean
wuse_area_level_from_string (const char *name, gssize length, WuseAreaLevel *level)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (level != NULL, FALSE);

  gsize n_bytes = length < 0 ? strlen (name) : (gsize) length;

  for (guint i = 0; i < WUSE_N_AREA_LEVELS; i++)
    if (strlen (level_names[i]) == n_bytes && memcmp (level_names[i], name, n_bytes) == 0)
      {
        *level = i;
        return TRUE;
      }

  return FALSE;
}

WuseAreaSetBuilder *
wuse_area_set_builder_new (void)
{
  WuseAreaSetBuilder *self = g_new (WuseAreaSetBuilder, 1);

  self->drafts = g_array_new (FALSE, FALSE, sizeof (Draft));
  self->shapes = wuse_shapes_new ();
  self->strings = g_string_chunk_new (STRING_BLOCK);

  return self;
}

void
wuse_area_set_builder_free (WuseAreaSetBuilder *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->drafts);
  g_clear_pointer (&self->shapes, wuse_shapes_free);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_free (self);
}

static const char *
copy_string (WuseAreaSetBuilder *self, const char *string)
{
  return string != NULL ? g_string_chunk_insert (self->strings, string) : NULL;
}

void
wuse_area_set_builder_add (WuseAreaSetBuilder *self, const WuseArea *area, const char *parent_id, const WuseGeometry *geometry)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (area != NULL && area->id != NULL && area->name != NULL);
  g_return_if_fail (area->level < WUSE_N_AREA_LEVELS);
  g_return_if_fail (geometry != NULL);

  static const WuseGeometry none = { .kind = WUSE_GEOMETRY_NONE };
  Draft draft = {
    .area = *area,
    .parent_id = copy_string (self, parent_id),
    .shape = wuse_shapes_add (self->shapes, geometry->kind == WUSE_GEOMETRY_POLYGONS ? geometry : &none),
  };

  draft.area.id = copy_string (self, area->id);
  draft.area.code = area->code != NULL ? copy_string (self, area->code) : "";
  draft.area.name = copy_string (self, area->name);
  draft.area.name_en = copy_string (self, area->name_en);
  draft.area.parent = WUSE_AREA_NONE;
  draft.area.label = (WusePoint){ 0 };
  g_array_append_val (self->drafts, draft);
}

/* What is compared first lies in the entry itself: level and 15 bytes of code, which is all of most codes. */
typedef struct
{
  guint64 key[2];
  const Draft *draft;
} SortEntry;

static SortEntry
make_sort_entry (const Draft *draft)
{
  SortEntry entry = { .key = { draft->area.level, 0 }, .draft = draft };
  const char *code = draft->area.code;

  for (guint i = 1; i < 16; i++)
    entry.key[i / 8] = entry.key[i / 8] << 8 | (guint8) (*code != '\0' ? *code++ : '\0');

  return entry;
}

static int
compare_entries_cb (gconstpointer a, gconstpointer b)
{
  const SortEntry *left = a;
  const SortEntry *right = b;

  for (guint i = 0; i < G_N_ELEMENTS (left->key); i++)
    if (left->key[i] != right->key[i])
      return left->key[i] < right->key[i] ? -1 : 1;

  int order = strcmp (left->draft->area.code, right->draft->area.code);
  return order != 0 ? order : strcmp (left->draft->area.id, right->draft->area.id);
}

/* Takes the drafts over in their final order; parents come before children, as they are of a higher level. */
static void
place_areas (WuseAreaSet *self, const SortEntry *order)
{
  self->areas = g_new (WuseArea, self->n_areas);
  self->shape_numbers = g_new (guint32, self->n_areas);
  self->ids = wuse_id_table_new (self->n_areas);

  for (guint32 i = 0; i < self->n_areas; i++)
    {
      const Draft *draft = order[i].draft;
      WuseArea *area = &self->areas[i];

      *area = draft->area;
      self->shape_numbers[i] = draft->shape;
      self->level_starts[area->level + 1] = i + 1;

      guint32 parent =
          draft->parent_id != NULL ? wuse_id_table_get (self->ids, draft->parent_id, strlen (draft->parent_id)) : WUSE_AREA_NONE;
      if (parent != WUSE_AREA_NONE && self->areas[parent].level < area->level)
        area->parent = parent;

      WuseGeometry geometry = wuse_shapes_get (self->shapes, draft->shape);
      if (geometry.kind == WUSE_GEOMETRY_POLYGONS)
        {
          area->label = wuse_polygon_label_point (&geometry);
          wuse_bounds_union (&self->bounds, &geometry.bounds);
          self->finest = area->level;
        }
      wuse_id_table_put (self->ids, area->id, i);
    }

  for (guint level = 1; level <= WUSE_N_AREA_LEVELS; level++)
    self->level_starts[level] = MAX (self->level_starts[level], self->level_starts[level - 1]);
}

static guint32
get_parent_slot (const WuseAreaSet *self, guint32 index)
{
  return MIN (self->areas[index].parent, self->n_areas);
}

static void
link_children (WuseAreaSet *self)
{
  guint n_slots = self->n_areas + 1;
  g_autofree guint32 *next = g_new (guint32, n_slots);

  self->child_starts = g_new0 (guint32, n_slots + 1);
  self->children = g_new (guint32, self->n_areas);

  for (guint32 i = 0; i < self->n_areas; i++)
    self->child_starts[get_parent_slot (self, i) + 1]++;
  for (guint slot = 0; slot < n_slots; slot++)
    {
      self->child_starts[slot + 1] += self->child_starts[slot];
      next[slot] = self->child_starts[slot];
    }
  for (guint32 i = 0; i < self->n_areas; i++)
    self->children[next[get_parent_slot (self, i)]++] = i;
}

static void
index_levels (WuseAreaSet *self)
{
  g_autofree WuseBounds *boxes = g_new (WuseBounds, self->n_areas);
  g_autofree guint32 *items = g_new (guint32, self->n_areas);

  for (guint32 i = 0; i < self->n_areas; i++)
    {
      boxes[i] = wuse_shapes_get (self->shapes, self->shape_numbers[i]).bounds;
      items[i] = i;
    }
  for (guint level = 0; level < WUSE_N_AREA_LEVELS; level++)
    {
      guint32 start = self->level_starts[level];

      /* Of no areas there are no arrays to point into. */
      self->indices[level] = wuse_spatial_index_new (boxes != NULL ? boxes + start : NULL, items != NULL ? items + start : NULL,
                                                     self->level_starts[level + 1] - start);
    }
}

WuseAreaSet *
wuse_area_set_builder_end (WuseAreaSetBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  WuseAreaSet *set = g_new0 (WuseAreaSet, 1);
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (SortEntry), self->drafts->len);

  for (guint i = 0; i < self->drafts->len; i++)
    {
      SortEntry entry = make_sort_entry (&g_array_index (self->drafts, Draft, i));

      g_array_append_val (order, entry);
    }
  g_array_sort (order, compare_entries_cb);

  g_atomic_ref_count_init (&set->ref_count);
  set->n_areas = self->drafts->len;
  set->shapes = g_steal_pointer (&self->shapes);
  set->strings = g_steal_pointer (&self->strings);
  set->bounds = WUSE_BOUNDS_EMPTY;
  place_areas (set, (const SortEntry *) (gconstpointer) order->data);
  link_children (set);
  index_levels (set);
  wuse_area_set_builder_free (self);

  return set;
}

WuseAreaSet *
wuse_area_set_ref (WuseAreaSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_area_set_unref (WuseAreaSet *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < WUSE_N_AREA_LEVELS; i++)
    wuse_spatial_index_free (self->indices[i]);
  wuse_id_table_free (self->ids);
  wuse_shapes_free (self->shapes);
  g_string_chunk_free (self->strings);
  g_free (self->areas);
  g_free (self->shape_numbers);
  g_free (self->child_starts);
  g_free (self->children);
  g_free (self);
}

guint
wuse_area_set_get_size (const WuseAreaSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_areas;
}

const WuseArea *
wuse_area_set_get (const WuseAreaSet *self, guint32 index)
{
  g_return_val_if_fail (self != NULL && index < self->n_areas, NULL);

  return &self->areas[index];
}

WuseGeometry
wuse_area_set_get_geometry (const WuseAreaSet *self, guint32 index)
{
  g_return_val_if_fail (self != NULL && index < self->n_areas, (WuseGeometry){ .bounds = WUSE_BOUNDS_EMPTY });

  return wuse_shapes_get (self->shapes, self->shape_numbers[index]);
}

guint
wuse_area_set_get_level_range (const WuseAreaSet *self, WuseAreaLevel level, guint32 *first)
{
  g_return_val_if_fail (self != NULL && level < WUSE_N_AREA_LEVELS, 0);
  g_return_val_if_fail (first != NULL, 0);

  *first = self->level_starts[level];
  return self->level_starts[level + 1] - *first;
}

const guint32 *
wuse_area_set_get_children (const WuseAreaSet *self, guint32 index, guint *n_children)
{
  g_return_val_if_fail (self != NULL && (index < self->n_areas || index == WUSE_AREA_NONE), NULL);
  g_return_val_if_fail (n_children != NULL, NULL);

  guint32 slot = MIN (index, self->n_areas);

  *n_children = self->child_starts[slot + 1] - self->child_starts[slot];
  return *n_children > 0 ? self->children + self->child_starts[slot] : NULL;
}

guint32
wuse_area_set_find (const WuseAreaSet *self, const char *id, gssize length)
{
  g_return_val_if_fail (self != NULL, WUSE_AREA_NONE);
  g_return_val_if_fail (id != NULL, WUSE_AREA_NONE);

  return wuse_id_table_get (self->ids, id, length < 0 ? strlen (id) : (gsize) length);
}

typedef struct
{
  const WuseAreaSet *set;
  WusePoint point;
  guint32 found;
} PointSearch;

static gboolean
check_contains_cb (guint32 item, gpointer user_data)
{
  PointSearch *search = user_data;
  WuseGeometry geometry = wuse_shapes_get (search->set->shapes, search->set->shape_numbers[item]);

  if (!wuse_polygon_contains (&geometry, search->point))
    return TRUE;

  search->found = item;
  return FALSE;
}

guint32
wuse_area_set_find_at (const WuseAreaSet *self, WuseAreaLevel level, WusePoint point)
{
  g_return_val_if_fail (self != NULL && level < WUSE_N_AREA_LEVELS, WUSE_AREA_NONE);

  WuseBounds box = { point.lon, point.lat, point.lon, point.lat };
  PointSearch search = { .set = self, .point = point, .found = WUSE_AREA_NONE };

  wuse_spatial_index_search (self->indices[level], &box, check_contains_cb, &search);
  return search.found;
}

const WuseSpatialIndex *
wuse_area_set_get_index (const WuseAreaSet *self, WuseAreaLevel level)
{
  g_return_val_if_fail (self != NULL && level < WUSE_N_AREA_LEVELS, NULL);

  return self->indices[level];
}

WuseBounds
wuse_area_set_get_bounds (const WuseAreaSet *self)
{
  g_return_val_if_fail (self != NULL, WUSE_BOUNDS_EMPTY);

  return self->bounds;
}

WuseAreaLevel
wuse_area_set_get_finest (const WuseAreaSet *self)
{
  g_return_val_if_fail (self != NULL, WUSE_AREA_DISTRICT);

  return self->finest;
}
