/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on the map: areas, features, colours and how they are to be drawn; immutable. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-scene.h"

#include "wuse-mercator.h"
#include "wuse-scene-private.h"

#include <math.h>
#include <stdlib.h>

#define LEAST_SIZE 20
#define MAX_SAMPLES 1024

G_DEFINE_BOXED_TYPE (WuseScene, wuse_scene, wuse_scene_ref, wuse_scene_unref)

static WuseGeometry
get_area_geometry (gconstpointer source, guint32 index)
{
  return wuse_area_set_get_geometry (source, index);
}

static WuseGeometry
get_feature_geometry (gconstpointer source, guint32 index)
{
  return wuse_feature_set_get_geometry (source, index);
}

static int
compare_doubles (const void *a, const void *b)
{
  const double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
measure_level (const WuseScene *self, WuseAreaLevel level)
{
  double samples[MAX_SAMPLES];
  guint n_samples = 0;
  guint32 first = 0;
  const guint n_areas = wuse_area_set_get_level_range (self->areas, level, &first);
  const guint step = n_areas / MAX_SAMPLES + 1;

  for (guint i = 0; i < n_areas; i += step)
    {
      const WuseWorldBox *box = &self->area_shapes->boxes[first + i];

      if (box->left <= box->right)
        samples[n_samples++] = sqrt (((double) box->right - box->left) * ((double) box->bottom - box->top));
    }
  if (n_samples == 0)
    return 0;

  qsort (samples, n_samples, sizeof *samples, compare_doubles);

  return MAX (samples[n_samples / 2], 1);
}

static double
measure_equator_ratio (const WuseScene *self)
{
  WuseBounds bounds = wuse_area_set_get_bounds (self->areas);

  if (self->features != NULL && wuse_feature_set_get_size (self->features) > 0)
    {
      const WuseBounds more = wuse_feature_set_get_bounds (self->features);

      if (more.west <= more.east)
        wuse_bounds_union (&bounds, &more);
    }
  if (bounds.west > bounds.east)
    return 1;

  return wuse_mercator_metres_per_pixel (0, bounds.south / 2 + bounds.north / 2) / wuse_mercator_metres_per_pixel (0, 0);
}

static void
set_risks (WuseScene *self, const guint8 *risks, guint n_risks)
{
  const guint size = wuse_area_set_get_size (self->areas);

  if (risks != NULL && n_risks == size)
    {
      self->risks = g_bytes_new (risks, size);
    }
  else
    {
      g_warn_if_fail (n_risks == 0);
      self->risks = g_bytes_new_take (g_malloc0 (MAX (size, 1)), size);
    }
}

static void
set_options (WuseScene *self, const WuseSceneOptions *options)
{
  self->options = *options;
  if (self->options.level < 0 || self->options.level >= WUSE_N_AREA_LEVELS)
    self->options.level = WUSE_SCENE_LEVEL_AUTO;
  if (wuse_palette_variant_is_patterned (options->variant))
    self->options.flags |= WUSE_SCENE_PATTERNS;
  if (self->options.flags & WUSE_SCENE_OVERLAY)
    self->options.flags &= (WuseSceneFlags) ~WUSE_SCENE_FEATURES;
  self->palette = wuse_palette_get (options->variant);
}

WuseScene *
wuse_scene_new (WuseAreaSet *areas, WuseFeatureSet *features, const guint8 *risks, guint n_risks, const WuseSceneOptions *options)
{
  WuseScene *self;

  g_return_val_if_fail (areas != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->variant < WUSE_N_PALETTE_VARIANTS, NULL);

  self = g_new0 (WuseScene, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->areas = wuse_area_set_ref (areas);
  self->area_shapes = wuse_world_shapes_new (wuse_area_set_get_size (areas), get_area_geometry, areas);
  self->features = features != NULL ? wuse_feature_set_ref (features) : NULL;
  if (features != NULL)
    self->feature_shapes = wuse_world_shapes_new (wuse_feature_set_get_size (features), get_feature_geometry, features);
  for (guint level = 0; level < WUSE_N_AREA_LEVELS; level++)
    self->sizes[level] = measure_level (self, level);
  self->equator_ratio = measure_equator_ratio (self);
  set_options (self, options);
  set_risks (self, risks, n_risks);
  self->names = wuse_label_plans_new (self->areas, self->area_shapes, self->sizes[WUSE_AREA_GRID], options->latin);
  self->layers = wuse_layer_cache_new ();

  return self;
}

static WuseScene *
copy (WuseScene *self)
{
  WuseScene *other = g_new0 (WuseScene, 1);

  *other = *self;
  g_atomic_ref_count_init (&other->ref_count);
  wuse_area_set_ref (other->areas);
  wuse_world_shapes_ref (other->area_shapes);
  if (other->features != NULL)
    {
      wuse_feature_set_ref (other->features);
      wuse_world_shapes_ref (other->feature_shapes);
    }
  g_bytes_ref (other->risks);
  wuse_label_plans_ref (other->names);
  wuse_layer_cache_ref (other->layers);
  if (other->movements != NULL)
    wuse_movement_plans_ref (other->movements);

  return other;
}

WuseScene *
wuse_scene_with_risks (WuseScene *self, const guint8 *risks, guint n_risks)
{
  WuseScene *other;

  g_return_val_if_fail (self != NULL, NULL);

  other = copy (self);
  g_clear_pointer (&other->risks, g_bytes_unref);
  set_risks (other, risks, n_risks);

  return other;
}

static gboolean
equal_options (const WuseSceneOptions *a, const WuseSceneOptions *b)
{
  return a->variant == b->variant && a->flags == b->flags && a->level == b->level && a->latin == b->latin;
}

WuseScene *
wuse_scene_with_options (WuseScene *self, const WuseSceneOptions *options)
{
  WuseScene *other;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->variant < WUSE_N_PALETTE_VARIANTS, NULL);

  other = copy (self);
  set_options (other, options);
  /* What has been painted under and over the fills stays good. */
  if (equal_options (&other->options, &self->options))
    return other;

  g_clear_pointer (&other->layers, wuse_layer_cache_unref);
  other->layers = wuse_layer_cache_new ();
  if (options->latin != self->options.latin)
    {
      g_clear_pointer (&other->names, wuse_label_plans_unref);
      other->names = wuse_label_plans_new (other->areas, other->area_shapes, other->sizes[WUSE_AREA_GRID], options->latin);
    }

  return other;
}

WuseScene *
wuse_scene_with_movements (WuseScene *self, WuseMovementPlans *movements)
{
  WuseScene *other;

  g_return_val_if_fail (self != NULL, NULL);

  other = copy (self);
  g_clear_pointer (&other->movements, wuse_movement_plans_unref);
  other->movements = movements != NULL ? wuse_movement_plans_ref (movements) : NULL;

  return other;
}

WuseScene *
wuse_scene_ref (WuseScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
wuse_scene_unref (WuseScene *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->areas, wuse_area_set_unref);
  g_clear_pointer (&self->features, wuse_feature_set_unref);
  g_clear_pointer (&self->area_shapes, wuse_world_shapes_unref);
  g_clear_pointer (&self->feature_shapes, wuse_world_shapes_unref);
  g_clear_pointer (&self->risks, g_bytes_unref);
  g_clear_pointer (&self->names, wuse_label_plans_unref);
  g_clear_pointer (&self->layers, wuse_layer_cache_unref);
  g_clear_pointer (&self->movements, wuse_movement_plans_unref);
  g_free (self);
}

WuseAreaSet *
wuse_scene_get_areas (const WuseScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->areas;
}

WuseFeatureSet *
wuse_scene_get_features (const WuseScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->features;
}

WuseMovementPlans *
wuse_scene_get_movements (const WuseScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->movements;
}

const WuseSceneOptions *
wuse_scene_get_options (const WuseScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->options;
}

WuseRisk
wuse_scene_get_risk (const WuseScene *self, guint32 area)
{
  const guint8 *risks;
  gsize n_risks;

  g_return_val_if_fail (self != NULL, WUSE_RISK_NONE);

  risks = g_bytes_get_data (self->risks, &n_risks);
  g_return_val_if_fail (area < n_risks, WUSE_RISK_NONE);

  return risks[area] < WUSE_N_RISKS ? risks[area] : WUSE_RISK_NONE;
}

double
wuse_scene_get_level_size (const WuseScene *self, WuseAreaLevel level, double zoom)
{
  return self->sizes[level] * exp2 (zoom + 8 - 31);
}

WuseAreaLevel
wuse_scene_get_level_above (const WuseScene *self, WuseAreaLevel level)
{
  for (int above = (int) level - 1; above >= 0; above--)
    if (self->sizes[above] > 0)
      return (WuseAreaLevel) above;

  return WUSE_N_AREA_LEVELS;
}

WuseAreaLevel
wuse_scene_level_at_zoom (const WuseScene *self, double zoom)
{
  WuseAreaLevel coarsest = WUSE_AREA_DISTRICT;

  g_return_val_if_fail (self != NULL, WUSE_AREA_DISTRICT);

  if (self->options.level != WUSE_SCENE_LEVEL_AUTO)
    return (WuseAreaLevel) self->options.level;

  for (int level = WUSE_N_AREA_LEVELS - 1; level >= 0; level--)
    if (self->sizes[level] > 0)
      {
        coarsest = (WuseAreaLevel) level;
        if (wuse_scene_get_level_size (self, coarsest, zoom) >= LEAST_SIZE)
          return coarsest;
      }

  return coarsest;
}
