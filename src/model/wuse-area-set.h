/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All areas of a district with their polygons, as arrays, immutable. */

#pragma once

#include <glib-object.h>

#include "wuse-date.h"
#include "wuse-geometry.h"
#include "wuse-spatial-index.h"

G_BEGIN_DECLS

/**
 * WuseAreaLevel:
 * @WUSE_AREA_DISTRICT: 区县
 * @WUSE_AREA_SUBDISTRICT: 街道、镇
 * @WUSE_AREA_COMMUNITY: 社区、村
 * @WUSE_AREA_GRID: 网格
 * @WUSE_N_AREA_LEVELS: how many levels there are
 */
typedef enum
{
  WUSE_AREA_DISTRICT,
  WUSE_AREA_SUBDISTRICT,
  WUSE_AREA_COMMUNITY,
  WUSE_AREA_GRID,
  WUSE_N_AREA_LEVELS,
} WuseAreaLevel;

/**
 * wuse_area_level_to_string:
 * @self: a level
 *
 * Returns: its code on the wire: `district`, `subdistrict`, `community`, `grid`
 */
const char *wuse_area_level_to_string (WuseAreaLevel self);

/**
 * wuse_area_level_from_string:
 * @name: need not be terminated
 * @length: bytes of @name, or -1
 * @level: (out): the level
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_area_level_from_string (const char *name, gssize length, WuseAreaLevel *level);

/**
 * WUSE_AREA_NONE:
 *
 * No area: the parent of a top one, the place of a case that is nowhere.
 */
#define WUSE_AREA_NONE G_MAXUINT32

/**
 * WuseArea:
 * @id: id of the record
 * @code: official code, may be empty
 * @name: name in the district's language
 * @name_en: Latin name, or %NULL
 * @level: the level
 * @parent: index of the area it belongs to, or %WUSE_AREA_NONE
 * @persons: registered persons, or -1 where it is not known
 * @households: households, or -1
 * @buildings: buildings, or -1
 * @figures_at: when these three were taken, or %WUSE_TIME_NONE
 * @changed_at: when the server learned of the record
 * @label: where its name goes
 *
 * What an area is, but for its polygons. Strings belong to the set.
 */
typedef struct
{
  const char *id;
  const char *code;
  const char *name;
  const char *name_en;
  WuseAreaLevel level;
  guint32 parent;
  gint32 persons;
  gint32 households;
  gint32 buildings;
  WuseTime figures_at;
  WuseTime changed_at;
  WusePoint label;
} WuseArea;

/**
 * WuseAreaSet:
 *
 * Areas by index, top levels first: a parent's index is less than its children's. Immutable, shared between threads.
 */
typedef struct _WuseAreaSet WuseAreaSet;

GType wuse_area_set_get_type (void);
#define WUSE_TYPE_AREA_SET (wuse_area_set_get_type ())

/**
 * wuse_area_set_ref:
 * @self: a set
 *
 * Returns: (transfer full): @self
 */
WuseAreaSet *wuse_area_set_ref (WuseAreaSet *self);

/**
 * wuse_area_set_unref:
 * @self: (transfer full): a set
 */
void wuse_area_set_unref (WuseAreaSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseAreaSet, wuse_area_set_unref)

/**
 * WuseAreaSetBuilder:
 *
 * Collects areas in any order.
 */
typedef struct _WuseAreaSetBuilder WuseAreaSetBuilder;

/**
 * wuse_area_set_builder_new:
 *
 * Returns: (transfer full): an empty builder; ended by wuse_area_set_builder_end() or wuse_area_set_builder_free()
 */
WuseAreaSetBuilder *wuse_area_set_builder_new (void);

/**
 * wuse_area_set_builder_free:
 * @self: (transfer full) (nullable): a builder
 */
void wuse_area_set_builder_free (WuseAreaSetBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseAreaSetBuilder, wuse_area_set_builder_free)

/**
 * wuse_area_set_builder_add:
 * @self: a builder
 * @area: what it is; `parent` and `label` are passed over, strings are copied
 * @parent_id: (nullable): id of the parent
 * @geometry: its polygons (copied), or of kind none
 */
void
wuse_area_set_builder_add (WuseAreaSetBuilder *self, const WuseArea *area, const char *parent_id, const WuseGeometry *geometry);

/**
 * wuse_area_set_builder_end:
 * @self: (transfer full): a builder
 *
 * Sorts by level, then code, then id; resolves parents (a parent that is missing or not of a higher level counts as
 * none); computes label points and one spatial index a level. Takes milliseconds to tens of them: for a worker thread.
 *
 * Returns: (transfer full): the set
 */
WuseAreaSet *wuse_area_set_builder_end (WuseAreaSetBuilder *self);

/**
 * wuse_area_set_get_size:
 * @self: a set
 *
 * Returns: how many areas there are, all levels together
 */
guint wuse_area_set_get_size (const WuseAreaSet *self);

/**
 * wuse_area_set_get:
 * @self: a set
 * @index: less than the size
 *
 * Returns: (transfer none): an area
 */
const WuseArea *wuse_area_set_get (const WuseAreaSet *self, guint32 index);

/**
 * wuse_area_set_get_geometry:
 * @self: a set
 * @index: less than the size
 *
 * Returns: a view of its polygons, valid as long as the set
 */
WuseGeometry wuse_area_set_get_geometry (const WuseAreaSet *self, guint32 index);

/**
 * wuse_area_set_get_level_range:
 * @self: a set
 * @level: a level
 * @first: (out): index of the first area of that level
 *
 * Returns: how many areas that level has; they lie side by side
 */
guint wuse_area_set_get_level_range (const WuseAreaSet *self, WuseAreaLevel level, guint32 *first);

/**
 * wuse_area_set_get_children:
 * @self: a set
 * @index: an area, or %WUSE_AREA_NONE for those without parent
 * @n_children: (out): how many
 *
 * Returns: (transfer none) (array length=n_children): indices of its children, ascending
 */
const guint32 *wuse_area_set_get_children (const WuseAreaSet *self, guint32 index, guint *n_children);

/**
 * wuse_area_set_find:
 * @self: a set
 * @id: an id; need not be terminated
 * @length: bytes of @id, or -1
 *
 * Returns: the area's index, or %WUSE_AREA_NONE
 */
guint32 wuse_area_set_find (const WuseAreaSet *self, const char *id, gssize length);

/**
 * wuse_area_set_find_at:
 * @self: a set
 * @level: a level
 * @point: a point
 *
 * Returns: the area of that level that contains @point, or %WUSE_AREA_NONE
 */
guint32 wuse_area_set_find_at (const WuseAreaSet *self, WuseAreaLevel level, WusePoint point);

/**
 * wuse_area_set_get_index:
 * @self: a set
 * @level: a level
 *
 * Returns: (transfer none): the spatial index of that level's areas; its items are area indices
 */
const WuseSpatialIndex *wuse_area_set_get_index (const WuseAreaSet *self, WuseAreaLevel level);

/**
 * wuse_area_set_get_bounds:
 * @self: a set
 *
 * Returns: the box around everything; empty when there is nothing
 */
WuseBounds wuse_area_set_get_bounds (const WuseAreaSet *self);

/**
 * wuse_area_set_get_finest:
 * @self: a set
 *
 * Returns: the finest level that has areas with polygons
 */
WuseAreaLevel wuse_area_set_get_finest (const WuseAreaSet *self);

G_END_DECLS
