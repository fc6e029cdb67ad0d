/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map shows: gathered from setters into one scene a frame, built on a worker where that is costly. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-view-private.h"

#include "wuse-worker-pool.h"

#include <math.h>

/* Before the next frame is drawn (GDK_PRIORITY_REDRAW), after what is already under way. */
#define REFRESH_PRIORITY (GDK_PRIORITY_REDRAW - 5)

static void start_build (WuseMapView *self);

static GdkRGBA
to_rgba (WuseColor color)
{
  return (GdkRGBA){ color.red / 255.0f, color.green / 255.0f, color.blue / 255.0f, color.alpha / 255.0f };
}

static WuseSceneOptions
get_options (WuseMapView *self)
{
  WuseSceneOptions options = self->options;

  switch (self->base != NULL ? wuse_base_map_get_kind (self->base) : WUSE_BASE_MAP_NONE)
    {
    case WUSE_BASE_MAP_NONE:
      break;
    case WUSE_BASE_MAP_FEATURES:
      options.flags |= WUSE_SCENE_FEATURES;
      break;
    case WUSE_BASE_MAP_TILES:
      options.flags |= WUSE_SCENE_OVERLAY;
      break;
    }
  return options;
}

void
wuse_map_view_notice_level (WuseMapView *self)
{
  WuseAreaLevel level = self->level;

  if (self->scene != NULL)
    level = wuse_scene_level_at_zoom (self->scene, round (shumate_viewport_get_zoom_level (self->viewport)));
  if (level == self->level)
    return;
  self->level = level;
  wuse_map_view_update_hover (self);
  g_object_notify (G_OBJECT (self), "level");
}

static const guint8 *
get_risks (WuseMapView *self, guint *n_risks)
{
  gsize size = 0;
  const guint8 *risks = self->risks != NULL ? g_bytes_get_data (self->risks, &size) : NULL;

  *n_risks = (guint) size;
  return risks;
}

/* Everything but the geometry is cheap to change. */
static void
update_scene (WuseMapView *self)
{
  WuseSceneOptions options = get_options (self);
  g_autoptr (WuseScene) drawn_so = wuse_scene_with_options (self->scene, &options);
  guint n_risks;
  const guint8 *risks = get_risks (self, &n_risks);
  WuseScene *scene = wuse_scene_with_risks (drawn_so, risks, n_risks);
  g_autoptr (WuseScene) shown = wuse_scene_with_movements (scene, wuse_movement_layer_get_plans (self->movements));

  wuse_scene_unref (self->scene);
  self->scene = scene;
  wuse_map_view_notice_level (self);
  wuse_area_source_set_scene (self->source, shown, self->base, self->generation);
  wuse_point_layer_set_scene (self->points, shown);
}

typedef struct
{
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  WuseSceneOptions options;
} BuildRequest;

static void
build_request_free (BuildRequest *request)
{
  wuse_area_set_unref (request->areas);
  g_clear_pointer (&request->features, wuse_feature_set_unref);
  g_free (request);
}

static void
build_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const BuildRequest *request = task_data;

  g_task_return_pointer (task, wuse_scene_new (request->areas, request->features, NULL, 0, &request->options),
                         (GDestroyNotify) wuse_scene_unref);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseMapView *self = WUSE_MAP_VIEW (source);
  g_autoptr (WuseScene) scene = g_task_propagate_pointer (G_TASK (result), NULL);

  self->building = FALSE;
  if (self->source == NULL)
    return;
  if (self->structure_changed)
    {
      start_build (self);
      return;
    }
  g_clear_pointer (&self->scene, wuse_scene_unref);
  self->scene = g_steal_pointer (&scene);
  update_scene (self);
}

static void
start_build (WuseMapView *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, built_cb, NULL);
  BuildRequest *request = g_new0 (BuildRequest, 1);

  self->structure_changed = FALSE;
  self->building = TRUE;
  request->areas =
      self->areas != NULL ? wuse_area_set_ref (self->areas) : wuse_area_set_builder_end (wuse_area_set_builder_new ());
  request->features = self->features != NULL ? wuse_feature_set_ref (self->features) : NULL;
  request->options = get_options (self);
  g_task_set_source_tag (task, start_build);
  g_task_set_task_data (task, request, (GDestroyNotify) build_request_free);
  wuse_worker_run (task, WUSE_WORKER_VISIBLE, build_in_thread);
}

/* Empty tiles would have to give way to the first areas all at once; without them areas appear tile by tile. */
static gboolean
has_content (WuseMapView *self)
{
  return self->scene != NULL || self->areas != NULL || self->features != NULL
         || wuse_base_map_get_kind (self->base) == WUSE_BASE_MAP_TILES || wuse_movement_layer_get_plans (self->movements) != NULL;
}

static gboolean
refresh_cb (gpointer user_data)
{
  WuseMapView *self = user_data;

  self->refresh_id = 0;
  if (self->building || !has_content (self))
    return G_SOURCE_REMOVE;
  if (self->structure_changed || self->scene == NULL)
    start_build (self);
  else
    update_scene (self);
  return G_SOURCE_REMOVE;
}

void
wuse_map_view_invalidate (WuseMapView *self)
{
  self->generation++;
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (REFRESH_PRIORITY, refresh_cb, self, NULL);
}

static void
update_points (WuseMapView *self)
{
  wuse_point_layer_set_points (self->points, self->epidemic, self->first_day, self->last_day, self->shown_points);
}

static void
update_attribution (WuseMapView *self)
{
  const char *base = self->base != NULL ? wuse_base_map_get_attribution (self->base) : NULL;
  g_autoptr (GString) text = g_string_new (self->attribution);

  if (base != NULL && *base != '\0')
    {
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append (text, base);
    }
  gtk_label_set_text (self->attribution_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->attribution_label), text->len > 0);
}

void
wuse_map_view_update_palette (WuseMapView *self)
{
  const WusePalette *palette = wuse_palette_get (self->options.variant);
  GdkRGBA ground = to_rgba (palette->land), ink = to_rgba (palette->label), halo = to_rgba (palette->halo);

  wuse_tile_layer_set_ground (self->tiles, &ground);
  wuse_outline_layer_set_palette (self->outlines, palette);
  wuse_point_layer_set_palette (self->points, palette);
  wuse_movement_layer_set_palette (self->movements, palette);
  wuse_scale_bar_set_colors (self->scale_bar, &ink, &halo);
}

void
wuse_map_view_set_areas (WuseMapView *self, WuseAreaSet *areas)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  wuse_map_view_set_selected (self, WUSE_AREA_NONE);
  self->hovered = WUSE_AREA_NONE;
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  self->areas = areas != NULL ? wuse_area_set_ref (areas) : NULL;
  g_clear_pointer (&self->risks, g_bytes_unref);
  wuse_map_view_set_register (self, NULL, WUSE_DAY_NONE, WUSE_DAY_NONE);
  wuse_outline_layer_set_areas (self->outlines, areas);
  self->structure_changed = TRUE;
  wuse_map_view_invalidate (self);
}

void
wuse_map_view_set_scene (WuseMapView *self, WuseScene *scene, const guint8 *risks, guint n_risks)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (scene != NULL);

  wuse_map_view_set_areas (self, wuse_scene_get_areas (scene));
  wuse_map_view_set_risks (self, risks, n_risks);
  /* What is under way does not have these areas; what is there may have features, which the scene lacks. */
  if (self->building || self->features != NULL)
    return;

  self->structure_changed = FALSE;
  g_clear_pointer (&self->scene, wuse_scene_unref);
  self->scene = wuse_scene_ref (scene);
  update_scene (self);
}

void
wuse_map_view_set_features (WuseMapView *self, WuseFeatureSet *features)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->features == features)
    return;
  g_clear_pointer (&self->features, wuse_feature_set_unref);
  self->features = features != NULL ? wuse_feature_set_ref (features) : NULL;
  self->structure_changed = TRUE;
  wuse_map_view_invalidate (self);
}

void
wuse_map_view_set_risks (WuseMapView *self, const guint8 *risks, guint n_risks)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (self->areas != NULL && n_risks == wuse_area_set_get_size (self->areas));

  g_clear_pointer (&self->risks, g_bytes_unref);
  self->risks = g_bytes_new (risks, n_risks);
  wuse_map_view_invalidate (self);
}

void
wuse_map_view_set_register (WuseMapView *self, WuseRegister *epidemic, WuseDay first_day, WuseDay last_day)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (epidemic != NULL)
    wuse_register_ref (epidemic);
  g_clear_pointer (&self->epidemic, wuse_register_unref);
  self->epidemic = epidemic;
  self->first_day = first_day;
  self->last_day = last_day;
  update_points (self);
}

void
wuse_map_view_set_points (WuseMapView *self, WuseMapPoints points)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->shown_points == points)
    return;
  self->shown_points = points;
  update_points (self);
}

void
wuse_map_view_set_level_mode (WuseMapView *self, int level)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (level >= WUSE_MAP_LEVEL_BY_ZOOM && level < WUSE_N_AREA_LEVELS);

  if (self->options.level == level)
    return;
  self->options.level = level;
  wuse_map_view_invalidate (self);
}

WuseAreaLevel
wuse_map_view_get_level (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), WUSE_AREA_DISTRICT);

  return self->level;
}

static void
set_flag (WuseMapView *self, WuseSceneFlags flag, gboolean set)
{
  WuseSceneFlags flags = set ? self->options.flags | flag : self->options.flags & ~flag;

  if (self->options.flags == flags)
    return;
  self->options.flags = flags;
  wuse_map_view_invalidate (self);
}

void
wuse_map_view_set_labels (WuseMapView *self, gboolean labels)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  set_flag (self, WUSE_SCENE_LABELS, labels);
}

void
wuse_map_view_set_base_map (WuseMapView *self, WuseBaseMap *base)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (WUSE_IS_BASE_MAP (base));

  if (!g_set_object (&self->base, base))
    return;
  update_attribution (self);
  wuse_map_view_invalidate (self);
}

void
wuse_map_view_set_attribution (WuseMapView *self, const char *attribution)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  g_free (self->attribution);
  self->attribution = g_strdup (attribution);
  update_attribution (self);
}

void
wuse_map_view_set_palette (WuseMapView *self, WusePaletteVariant variant)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->options.variant == variant)
    return;
  self->options.variant = variant;
  wuse_map_view_update_palette (self);
  wuse_map_view_invalidate (self);
}

void
wuse_map_view_set_patterns (WuseMapView *self, gboolean patterns)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  set_flag (self, WUSE_SCENE_PATTERNS, patterns);
}

void
wuse_map_view_set_latin (WuseMapView *self, gboolean latin)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->options.latin == latin)
    return;
  self->options.latin = latin;
  wuse_map_view_invalidate (self);
}
