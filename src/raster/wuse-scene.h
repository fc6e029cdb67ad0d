/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on the map: areas, features, colours and how they are to be drawn; immutable. */

#pragma once

#include "wuse-area-set.h"
#include "wuse-feature-set.h"
#include "wuse-movement-plans.h"
#include "wuse-palette.h"

G_BEGIN_DECLS

/**
 * WuseSceneFlags:
 * @WUSE_SCENE_AREAS: areas are filled and outlined
 * @WUSE_SCENE_FEATURES: water, green, roads and buildings are drawn
 * @WUSE_SCENE_LABELS: names are drawn
 * @WUSE_SCENE_PATTERNS: fills carry patterns (variants that need them have them without this)
 * @WUSE_SCENE_OVERLAY: the ground is left transparent and features are left out: for drawing over somebody else's map
 */
typedef enum
{
  WUSE_SCENE_AREAS = 1 << 0,
  WUSE_SCENE_FEATURES = 1 << 1,
  WUSE_SCENE_LABELS = 1 << 2,
  WUSE_SCENE_PATTERNS = 1 << 3,
  WUSE_SCENE_OVERLAY = 1 << 4,
} WuseSceneFlags;

/**
 * WUSE_SCENE_LEVEL_AUTO:
 *
 * The level follows the zoom.
 */
#define WUSE_SCENE_LEVEL_AUTO (-1)

/**
 * WuseSceneOptions:
 * @variant: the colours
 * @flags: what is drawn
 * @level: a #WuseAreaLevel, or %WUSE_SCENE_LEVEL_AUTO
 * @latin: whether Latin names are preferred
 *
 * How a scene is drawn.
 */
typedef struct
{
  WusePaletteVariant variant;
  WuseSceneFlags flags;
  int level;
  gboolean latin;
} WuseSceneOptions;

/**
 * WUSE_SCENE_DEFAULTS:
 *
 * Everything, in light colours.
 */
#define WUSE_SCENE_DEFAULTS                                                                                                      \
  ((WuseSceneOptions){ WUSE_PALETTE_LIGHT, WUSE_SCENE_AREAS | WUSE_SCENE_FEATURES | WUSE_SCENE_LABELS, WUSE_SCENE_LEVEL_AUTO,    \
                       FALSE })

/**
 * WuseScene:
 *
 * Immutable, shared between threads. What is costly (projected geometry, where names go, tiles without their fills) is
 * shared by the scenes made from each other.
 */
typedef struct _WuseScene WuseScene;

GType wuse_scene_get_type (void);
#define WUSE_TYPE_SCENE (wuse_scene_get_type ())

/**
 * wuse_scene_new:
 * @areas: the areas
 * @features: (nullable): what is drawn under and over them
 * @risks: (nullable) (array length=n_risks): a #WuseRisk for each area by index; copied
 * @n_risks: size of @areas, or 0
 * @options: how to draw
 *
 * Projects all geometry: about 20 ms for 20,000 areas, for a worker thread.
 *
 * Returns: (transfer full): a scene
 */
WuseScene *wuse_scene_new (
    WuseAreaSet *areas, WuseFeatureSet *features, const guint8 *risks, guint n_risks, const WuseSceneOptions *options);

/**
 * wuse_scene_with_risks:
 * @self: a scene
 * @risks: (nullable) (array length=n_risks): a #WuseRisk for each area by index; copied
 * @n_risks: size of the area set, or 0
 *
 * Cheap enough for the main thread.
 *
 * Returns: (transfer full): the same scene in other colours
 */
WuseScene *wuse_scene_with_risks (WuseScene *self, const guint8 *risks, guint n_risks);

/**
 * wuse_scene_with_options:
 * @self: a scene
 * @options: how to draw
 *
 * Cheap enough for the main thread.
 *
 * Returns: (transfer full): the same scene drawn in another way
 */
WuseScene *wuse_scene_with_options (WuseScene *self, const WuseSceneOptions *options);

/**
 * wuse_scene_with_movements:
 * @self: a scene
 * @movements: (nullable): movements to draw over everything else
 *
 * Cheap enough for the main thread.
 *
 * Returns: (transfer full): the same scene with these movements, or with none
 */
WuseScene *wuse_scene_with_movements (WuseScene *self, WuseMovementPlans *movements);

/**
 * wuse_scene_ref:
 * @self: a scene
 *
 * Returns: (transfer full): @self
 */
WuseScene *wuse_scene_ref (WuseScene *self);

/**
 * wuse_scene_unref:
 * @self: (transfer full): a scene
 */
void wuse_scene_unref (WuseScene *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseScene, wuse_scene_unref)

/**
 * wuse_scene_get_areas:
 * @self: a scene
 *
 * Returns: (transfer none): its areas
 */
WuseAreaSet *wuse_scene_get_areas (const WuseScene *self);

/**
 * wuse_scene_get_features:
 * @self: a scene
 *
 * Returns: (transfer none) (nullable): its features
 */
WuseFeatureSet *wuse_scene_get_features (const WuseScene *self);

/**
 * wuse_scene_get_movements:
 * @self: a scene
 *
 * Returns: (transfer none) (nullable): the movements drawn over it
 */
WuseMovementPlans *wuse_scene_get_movements (const WuseScene *self);

/**
 * wuse_scene_get_options:
 * @self: a scene
 *
 * Returns: (transfer none): how it is drawn
 */
const WuseSceneOptions *wuse_scene_get_options (const WuseScene *self);

/**
 * wuse_scene_get_risk:
 * @self: a scene
 * @area: index of an area
 *
 * Returns: its colour
 */
WuseRisk wuse_scene_get_risk (const WuseScene *self, guint32 area);

/**
 * wuse_scene_level_at_zoom:
 * @self: a scene
 * @zoom: zoom level; may be fractional
 *
 * Returns: the level asked for, or the finest whose areas are typically at least 20 pixels wide at @zoom; the coarsest there
 *   is where none is
 */
WuseAreaLevel wuse_scene_level_at_zoom (const WuseScene *self, double zoom);

G_END_DECLS
