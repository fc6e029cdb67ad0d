/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn under and over the coloured areas: water, green, roads, buildings; immutable. */

#pragma once

#include <glib-object.h>

#include "wuse-geometry.h"
#include "wuse-spatial-index.h"

G_BEGIN_DECLS

/**
 * WuseFeatureKind:
 * @WUSE_FEATURE_WATER: rivers and lakes as polygons, streams as lines
 * @WUSE_FEATURE_GREEN: parks, woods, fields
 * @WUSE_FEATURE_RAIL: railways
 * @WUSE_FEATURE_ROAD_MAIN: main roads
 * @WUSE_FEATURE_ROAD_SIDE: side streets
 * @WUSE_FEATURE_ROAD_PATH: lanes and footpaths
 * @WUSE_FEATURE_BUILDING: footprints
 * @WUSE_N_FEATURE_KINDS: how many kinds there are
 */
typedef enum
{
  WUSE_FEATURE_WATER,
  WUSE_FEATURE_GREEN,
  WUSE_FEATURE_RAIL,
  WUSE_FEATURE_ROAD_MAIN,
  WUSE_FEATURE_ROAD_SIDE,
  WUSE_FEATURE_ROAD_PATH,
  WUSE_FEATURE_BUILDING,
  WUSE_N_FEATURE_KINDS,
} WuseFeatureKind;

/**
 * wuse_feature_kind_to_string:
 * @self: a kind
 *
 * Returns: its code on the wire: `water`, `green`, `rail`, `road_main`, `road_side`, `road_path`, `building`
 */
const char *wuse_feature_kind_to_string (WuseFeatureKind self);

/**
 * wuse_feature_kind_from_string:
 * @name: need not be terminated
 * @length: bytes of @name, or -1
 * @kind: (out): the kind
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_feature_kind_from_string (const char *name, gssize length, WuseFeatureKind *kind);

/**
 * WuseFeatureSet:
 *
 * Features by index. Immutable, shared between threads.
 */
typedef struct _WuseFeatureSet WuseFeatureSet;

GType wuse_feature_set_get_type (void);
#define WUSE_TYPE_FEATURE_SET (wuse_feature_set_get_type ())

/**
 * wuse_feature_set_new:
 *
 * Returns: (transfer full): a set that only its maker may add to until it is handed on
 */
WuseFeatureSet *wuse_feature_set_new (void);

/**
 * wuse_feature_set_ref:
 * @self: a set
 *
 * Returns: (transfer full): @self
 */
WuseFeatureSet *wuse_feature_set_ref (WuseFeatureSet *self);

/**
 * wuse_feature_set_unref:
 * @self: (transfer full): a set
 */
void wuse_feature_set_unref (WuseFeatureSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFeatureSet, wuse_feature_set_unref)

/**
 * wuse_feature_set_add:
 * @self: a set being made
 * @kind: what it is
 * @name: (nullable): its name
 * @geometry: its shape (copied)
 */
void wuse_feature_set_add (WuseFeatureSet *self, WuseFeatureKind kind, const char *name, const WuseGeometry *geometry);

/**
 * wuse_feature_set_seal:
 * @self: a set being made
 *
 * Builds one spatial index a kind; nothing may be added after.
 */
void wuse_feature_set_seal (WuseFeatureSet *self);

/**
 * wuse_feature_set_get_size:
 * @self: a set
 *
 * Returns: how many features there are
 */
guint wuse_feature_set_get_size (const WuseFeatureSet *self);

/**
 * wuse_feature_set_get_geometry:
 * @self: a set
 * @index: less than the size
 *
 * Returns: a view of its shape, valid as long as the set
 */
WuseGeometry wuse_feature_set_get_geometry (const WuseFeatureSet *self, guint32 index);

/**
 * wuse_feature_set_get_name:
 * @self: a set
 * @index: less than the size
 *
 * Returns: (nullable): its name
 */
const char *wuse_feature_set_get_name (const WuseFeatureSet *self, guint32 index);

/**
 * wuse_feature_set_get_index:
 * @self: a sealed set
 * @kind: a kind
 *
 * Returns: (transfer none): the spatial index of that kind's features
 */
const WuseSpatialIndex *wuse_feature_set_get_index (const WuseFeatureSet *self, WuseFeatureKind kind);

/**
 * wuse_feature_set_get_bounds:
 * @self: a sealed set
 *
 * Returns: the box around everything
 */
WuseBounds wuse_feature_set_get_bounds (const WuseFeatureSet *self);

G_END_DECLS
