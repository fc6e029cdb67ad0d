/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a scene, for those who paint it. */

#pragma once

#include "wuse-label-plan.h"
#include "wuse-layer-cache.h"
#include "wuse-scene.h"
#include "wuse-world-shapes.h"

G_BEGIN_DECLS

/* areas, features: as given
 * area_shapes, feature_shapes: the same, projected; same indices
 * sizes: square root of the median box of each level's areas in world units; 0 where a level has no area
 * equator_ratio: metres on the ground to a metre at the equator, in the middle of everything
 * risks: a WuseRisk for each area
 * names: where names go
 * layers: tiles without their fills
 * movements: drawn over everything, or NULL */
struct _WuseScene
{
  gatomicrefcount ref_count;
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  WuseWorldShapes *area_shapes;
  WuseWorldShapes *feature_shapes;
  double sizes[WUSE_N_AREA_LEVELS];
  double equator_ratio;
  WuseSceneOptions options;
  const WusePalette *palette;
  GBytes *risks;
  WuseLabelPlans *names;
  WuseLayerCache *layers;
  WuseMovementPlans *movements;
};

/* How large the areas of a level typically are, in pixels of 256-pixel tiles. */
double wuse_scene_get_level_size (const WuseScene *self, WuseAreaLevel level, double zoom);

/* The next coarser level that has areas, or WUSE_N_AREA_LEVELS. */
WuseAreaLevel wuse_scene_get_level_above (const WuseScene *self, WuseAreaLevel level);

G_END_DECLS
