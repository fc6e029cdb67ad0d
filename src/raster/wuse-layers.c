/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies under the fills (ground, green, water, main roads) and over them (roads, buildings, outlines, names). */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-layers.h"

#include "wuse-mercator.h"
#include "wuse-scene-private.h"

#include <math.h>

/* Pixels beyond the edge in which a line may still reach in. */
#define MARGIN 24
/* Areas smaller than this many pixels have no outlines; from the second on they have full ones. */
#define OUTLINE_LEAST 6
#define OUTLINE_FULL 18
/* A coarser level's outlines are drawn when its areas are at least this many pixels. */
#define PARENT_LEAST 36
#define FIRST_BANK_ZOOM 12
#define FIRST_BUILDING_ZOOM 16

/* How wide a road is on the ground, and what is made of it on the map. */
typedef struct
{
  double metres;
  float least;
  float most;
  guint first_zoom;
} Road;

static const Road roads[WUSE_N_FEATURE_KINDS] = {
  [WUSE_FEATURE_WATER] = { 8, 1, 12, 11 },         [WUSE_FEATURE_RAIL] = { 5, 1.6f, 4, 11 },
  [WUSE_FEATURE_ROAD_MAIN] = { 28, 1.6f, 40, 10 }, [WUSE_FEATURE_ROAD_SIDE] = { 11, 0.6f, 18, 13 },
  [WUSE_FEATURE_ROAD_PATH] = { 4, 0.8f, 6, 16 },
};

/* One pass over a kind of thing. @pixels is made by the first pass that finds something. */
typedef struct
{
  const WuseScene *scene;
  const WuseView *view;
  WuseScratch *scratch;
  WuseBounds bounds;
  WusePixels *pixels;
  guint32 ground;
} Pass;

static Pass
begin (const WuseScene *scene, const WuseView *view, WuseScratch *scratch, guint32 ground)
{
  wuse_stroke_prepare (&scratch->stroke, view->width, view->height);
  wuse_coverage_prepare (&scratch->coverages[0], view->width, view->height);

  return (Pass){
    .scene = scene,
    .view = view,
    .scratch = scratch,
    .bounds = wuse_view_get_bounds (view, MARGIN * view->scale),
    .ground = ground,
  };
}

static WusePixels *
need_pixels (Pass *pass)
{
  if (pass->pixels != NULL)
    return pass->pixels;

  pass->pixels = wuse_pixels_new (pass->view->width, pass->view->height);
  for (int y = 0; pass->ground != 0 && y < pass->view->height; y++)
    {
      guint32 *row = wuse_pixels_get_row (pass->pixels, y);

      for (int x = 0; x < pass->view->width; x++)
        row[x] = pass->ground;
    }

  return pass->pixels;
}

static void
sweep_stroke (Pass *pass, WuseColor color)
{
  WuseStroke *stroke = &pass->scratch->stroke;

  if (stroke->first_row < stroke->end_row)
    wuse_stroke_sweep (stroke, need_pixels (pass), color);
}

static void
sweep_coverage (Pass *pass, WuseColor color)
{
  WuseCoverage *coverage = &pass->scratch->coverages[0];

  if (!wuse_coverage_is_empty (coverage))
    wuse_coverage_sweep (coverage, need_pixels (pass), color);
}

static const GArray *
find_features (Pass *pass, WuseFeatureKind kind)
{
  wuse_spatial_index_collect (wuse_feature_set_get_index (pass->scene->features, kind), &pass->bounds, pass->scratch->items);

  return pass->scratch->items;
}

/* In device pixels; all tiles reckon with the same latitude, so that a road is as wide on both sides of an edge. */
static float
get_road_width (const Pass *pass, WuseFeatureKind kind)
{
  const Road *road = &roads[kind];
  const double ratio = pass->scene->equator_ratio * wuse_mercator_metres_per_pixel (pass->view->zoom, 0);
  const double width = CLAMP (road->metres / MAX (ratio, 1e-6), (double) road->least, (double) road->most);

  return (float) width * (float) pass->view->scale;
}

static void
draw_lines (Pass *pass, WuseFeatureKind kind, float width, WuseColor color)
{
  const GArray *items;

  if (pass->view->zoom < roads[kind].first_zoom)
    return;

  items = find_features (pass, kind);
  for (guint i = 0; i < items->len; i++)
    {
      const guint32 index = g_array_index (items, guint32, i);

      if (wuse_feature_set_get_geometry (pass->scene->features, index).kind == WUSE_GEOMETRY_LINES)
        wuse_stroke_add_shape (&pass->scratch->stroke, pass->view, pass->scene->feature_shapes, index, width);
    }
  sweep_stroke (pass, color);
}

static void
draw_polygons (Pass *pass, WuseFeatureKind kind, WuseColor color)
{
  const GArray *items = find_features (pass, kind);

  for (guint i = 0; i < items->len; i++)
    {
      const guint32 index = g_array_index (items, guint32, i);

      if (wuse_feature_set_get_geometry (pass->scene->features, index).kind == WUSE_GEOMETRY_POLYGONS)
        wuse_coverage_add_shape (&pass->scratch->coverages[0], pass->view, pass->scene->feature_shapes, index);
    }
  sweep_coverage (pass, color);
}

static WuseColor
fade (WuseColor color, double factor)
{
  color.alpha = (guint8) (color.alpha * CLAMP (factor, 0, 1) + 0.5);

  return color;
}

WusePixels *
wuse_layers_paint_under (const WuseScene *scene, const WuseView *view, WuseScratch *scratch)
{
  const WusePalette *palette;
  float width;
  Pass pass;

  g_return_val_if_fail (scene != NULL && view != NULL && scratch != NULL, NULL);

  if (scene->features == NULL || !(scene->options.flags & WUSE_SCENE_FEATURES))
    return NULL;

  palette = scene->palette;
  pass = begin (scene, view, scratch, wuse_color_to_pixel (palette->land, 255));
  draw_polygons (&pass, WUSE_FEATURE_GREEN, palette->green);
  draw_polygons (&pass, WUSE_FEATURE_WATER, palette->water);
  draw_lines (&pass, WUSE_FEATURE_WATER, get_road_width (&pass, WUSE_FEATURE_WATER), palette->water);
  width = get_road_width (&pass, WUSE_FEATURE_ROAD_MAIN);
  draw_lines (&pass, WUSE_FEATURE_ROAD_MAIN, width + 2 * (float) view->scale, palette->road_casing);
  draw_lines (&pass, WUSE_FEATURE_ROAD_MAIN, width, palette->road);

  return pass.pixels;
}

static void
draw_rail (Pass *pass)
{
  const WusePalette *palette = pass->scene->palette;
  const float width = get_road_width (pass, WUSE_FEATURE_RAIL);
  const GArray *items;

  draw_lines (pass, WUSE_FEATURE_RAIL, width, palette->rail);
  if (pass->view->zoom < roads[WUSE_FEATURE_RAIL].first_zoom + 2)
    return;

  items = find_features (pass, WUSE_FEATURE_RAIL);
  for (guint i = 0; i < items->len; i++)
    wuse_stroke_add_dashes (&pass->scratch->stroke, pass->view, pass->scene->feature_shapes, g_array_index (items, guint32, i),
                            width * 0.6f, 6 * (float) pass->view->scale);
  sweep_stroke (pass, palette->rail_dash);
}

static void
draw_polygon_outlines (Pass *pass, WuseFeatureKind kind, float width, WuseColor color)
{
  const GArray *items = find_features (pass, kind);

  for (guint i = 0; i < items->len; i++)
    {
      const guint32 index = g_array_index (items, guint32, i);

      if (wuse_feature_set_get_geometry (pass->scene->features, index).kind == WUSE_GEOMETRY_POLYGONS)
        wuse_stroke_add_shape (&pass->scratch->stroke, pass->view, pass->scene->feature_shapes, index,
                               width * (float) pass->view->scale);
    }
  sweep_stroke (pass, color);
}

static void
draw_features (Pass *pass)
{
  const WusePalette *palette = pass->scene->palette;
  const double side = pass->view->zoom >= 15 ? 1 : pass->view->zoom == 14 ? 0.8 : 0.5;

  draw_polygons (pass, WUSE_FEATURE_WATER, palette->water_over);
  if (pass->view->zoom >= FIRST_BANK_ZOOM)
    draw_polygon_outlines (pass, WUSE_FEATURE_WATER, 1, palette->water_line);
  draw_lines (pass, WUSE_FEATURE_ROAD_PATH, get_road_width (pass, WUSE_FEATURE_ROAD_PATH), palette->path_over);
  draw_lines (pass, WUSE_FEATURE_ROAD_SIDE, get_road_width (pass, WUSE_FEATURE_ROAD_SIDE), fade (palette->side_over, side));
  draw_lines (pass, WUSE_FEATURE_ROAD_MAIN, get_road_width (pass, WUSE_FEATURE_ROAD_MAIN), palette->road_over);
  draw_rail (pass);
  if (pass->view->zoom >= FIRST_BUILDING_ZOOM)
    {
      draw_polygons (pass, WUSE_FEATURE_BUILDING, palette->building);
      draw_polygon_outlines (pass, WUSE_FEATURE_BUILDING, 0.8f, palette->building_line);
    }
}

static void
draw_level_outlines (Pass *pass, WuseAreaLevel level, float width, WuseColor color)
{
  GArray *items = pass->scratch->items;

  wuse_spatial_index_collect (wuse_area_set_get_index (pass->scene->areas, level), &pass->bounds, items);
  for (guint i = 0; i < items->len; i++)
    wuse_stroke_add_shape (&pass->scratch->stroke, pass->view, pass->scene->area_shapes, g_array_index (items, guint32, i),
                           width * (float) pass->view->scale);
  sweep_stroke (pass, color);
}

/* An outline says where one area ends; where areas are a few pixels it would only grey them. */
static void
draw_outlines (Pass *pass, WuseAreaLevel drawn)
{
  const WuseScene *scene = pass->scene;
  const WusePalette *palette = scene->palette;
  const WuseAreaLevel parent = wuse_scene_get_level_above (scene, drawn);
  const WuseAreaLevel top = parent < WUSE_N_AREA_LEVELS ? wuse_scene_get_level_above (scene, parent) : WUSE_N_AREA_LEVELS;
  const guint zoom = pass->view->zoom;
  const double size = wuse_scene_get_level_size (scene, drawn, zoom);

  if (size >= OUTLINE_LEAST)
    draw_level_outlines (pass, drawn, 1,
                         fade (palette->outline, 0.4 + 0.6 * (size - OUTLINE_LEAST) / (OUTLINE_FULL - OUTLINE_LEAST)));
  if (parent < WUSE_N_AREA_LEVELS && wuse_scene_get_level_size (scene, parent, zoom) >= PARENT_LEAST)
    draw_level_outlines (pass, parent, size >= OUTLINE_FULL ? 1.8f : 1.2f, palette->outline_parent);
  if (top < WUSE_N_AREA_LEVELS && wuse_scene_get_level_size (scene, top, zoom) >= PARENT_LEAST)
    draw_level_outlines (pass, top, 1.6f, palette->outline_top);
}

static void
draw_labels (Pass *pass, WuseAreaLevel drawn)
{
  const WusePalette *palette = pass->scene->palette;
  const WuseColor colors[WUSE_N_TEXT_STYLES] = {
    [WUSE_TEXT_QUIET] = palette->label_quiet,
    [WUSE_TEXT_NORMAL] = palette->label,
    [WUSE_TEXT_STRONG] = palette->label,
    [WUSE_TEXT_TOP] = palette->label_top,
  };
  const WuseView *view = pass->view;
  const WuseLabelPlan *plan = wuse_label_plans_get (pass->scene->names, view->zoom, drawn);
  const WuseLabelBox box = {
    .left = (gint32) CLAMP (view->left / view->scale, G_MININT32 / 2, G_MAXINT32 / 2) - 1,
    .top = (gint32) CLAMP (view->top / view->scale, G_MININT32 / 2, G_MAXINT32 / 2) - 1,
    .right = (gint32) CLAMP ((view->left + view->width) / view->scale, G_MININT32 / 2, G_MAXINT32 / 2) + 1,
    .bottom = (gint32) CLAMP ((view->top + view->height) / view->scale, G_MININT32 / 2, G_MAXINT32 / 2) + 1,
  };
  GArray *items = pass->scratch->items;
  const WuseLabel *labels;
  guint n_labels;

  wuse_label_plan_collect (plan, &box, items);
  labels = wuse_label_plan_get_labels (plan, &n_labels);
  for (guint i = items->len; i > 0; i--)
    {
      const WuseLabel *label = &labels[g_array_index (items, guint32, i - 1)];

      wuse_text_paint (need_pixels (pass), (int) ((gint64) label->x * view->scale - view->left),
                       (int) ((gint64) label->y * view->scale - view->top), label->text, label->length, label->style, view->scale,
                       colors[label->style], palette->halo);
    }
}

WusePixels *
wuse_layers_paint_over (const WuseScene *scene, const WuseView *view, WuseScratch *scratch)
{
  WuseAreaLevel drawn;
  Pass pass;

  g_return_val_if_fail (scene != NULL && view != NULL && scratch != NULL, NULL);

  drawn = wuse_scene_level_at_zoom (scene, view->zoom);
  pass = begin (scene, view, scratch, 0);
  if (scene->features != NULL && scene->options.flags & WUSE_SCENE_FEATURES)
    draw_features (&pass);
  if (scene->options.flags & WUSE_SCENE_AREAS)
    draw_outlines (&pass, drawn);
  if (scene->options.flags & WUSE_SCENE_LABELS)
    draw_labels (&pass, drawn);

  return pass.pixels;
}

void
wuse_layers_paint_names (const WuseScene *scene, const WuseView *view, WuseScratch *scratch, WusePixels *pixels)
{
  Pass pass = { .scene = scene, .view = view, .scratch = scratch, .pixels = pixels };

  g_return_if_fail (scene != NULL && view != NULL && scratch != NULL && pixels != NULL);

  if (scene->options.flags & WUSE_SCENE_LABELS)
    draw_labels (&pass, wuse_scene_level_at_zoom (scene, view->zoom));
}
