/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines as cached render nodes: drawn once for a zoom level, moved with the map. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-outline-layer.h"

#include "wuse-map-transform.h"

#include <math.h>

/* How far over the view an outline is drawn, so that moving about needs no new one. */
#define MARGIN 256.0
/* Points closer to the last one than this are left out (pixels). */
#define MIN_STEP 0.7
#define SELECTED_WIDTH 3.0
#define HOVERED_WIDTH 2.0
#define HALO_WIDTH 2.0

typedef struct
{
  guint32 area;
  GskRenderNode *node; /* NULL where nothing of it is near */
  gboolean drawn;
  double zoom;
  double left; /* pixels of the world at the node's origin */
  double top;
  graphene_rect_t reach; /* what was looked at, relative to the origin */
} Outline;

struct _WuseOutlineLayer
{
  ShumateLayer parent_instance;

  WuseAreaSet *areas;
  const WusePalette *palette;
  Outline selected;
  Outline hovered;
};

G_DEFINE_FINAL_TYPE (WuseOutlineLayer, wuse_outline_layer, SHUMATE_TYPE_LAYER)

static void
outline_reset (Outline *outline, guint32 area)
{
  g_clear_pointer (&outline->node, gsk_render_node_unref);
  outline->drawn = FALSE;
  outline->area = area;
}

static void
add_ring (cairo_t *cr, const WuseMapTransform *view, const WusePoint *points, guint n_points, gboolean closed)
{
  double last_x = 0, last_y = 0;

  for (guint i = 0; i < n_points; i++)
    {
      double x = wuse_map_transform_x (view, points[i].lon), y = wuse_map_transform_y (view, points[i].lat);

      if (i == 0)
        cairo_move_to (cr, x, y);
      else if (ABS (x - last_x) < MIN_STEP && ABS (y - last_y) < MIN_STEP)
        continue;
      else
        cairo_line_to (cr, x, y);
      last_x = x;
      last_y = y;
    }
  if (closed)
    cairo_close_path (cr);
}

static void
set_color (cairo_t *cr, WuseColor color)
{
  cairo_set_source_rgba (cr, color.red / 255.0, color.green / 255.0, color.blue / 255.0, color.alpha / 255.0);
}

static void
stroke_area (WuseOutlineLayer *self, cairo_t *cr, const WuseMapTransform *view, guint32 area, WuseColor color, double width)
{
  WuseGeometry geometry = wuse_area_set_get_geometry (self->areas, area);
  guint start = 0;

  for (guint ring = 0; ring < geometry.n_rings; ring++)
    {
      guint ring_end = geometry.ring_ends[ring];

      add_ring (cr, view, geometry.points + start, ring_end - start, geometry.kind == WUSE_GEOMETRY_POLYGONS);
      start = ring_end;
    }
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_color (cr, self->palette->halo);
  cairo_set_line_width (cr, width + HALO_WIDTH);
  cairo_stroke_preserve (cr);
  set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
outline_draw (WuseOutlineLayer *self, Outline *outline, const WuseMapTransform *view, WuseColor color, double width)
{
  WuseBounds bounds = wuse_area_set_get_geometry (self->areas, outline->area).bounds;
  graphene_rect_t box, drawn;
  double left = wuse_map_transform_x (view, bounds.west), right = wuse_map_transform_x (view, bounds.east);
  double top = wuse_map_transform_y (view, bounds.north), bottom = wuse_map_transform_y (view, bounds.south);
  cairo_t *cr;

  outline_reset (outline, outline->area);
  outline->drawn = TRUE;
  outline->zoom = view->zoom;
  outline->left = view->left;
  outline->top = view->top;
  outline->reach = GRAPHENE_RECT_INIT ((float) -MARGIN, (float) -MARGIN, (float) (view->width + 2 * MARGIN),
                                       (float) (view->height + 2 * MARGIN));
  if (bounds.west > bounds.east)
    return;
  box = GRAPHENE_RECT_INIT ((float) floor (left - 8), (float) floor (top - 8), (float) ceil (right - left + 16),
                            (float) ceil (bottom - top + 16));
  if (!graphene_rect_intersection (&box, &outline->reach, &drawn))
    return;
  outline->node = gsk_cairo_node_new (&drawn);
  cr = gsk_cairo_node_get_draw_context (outline->node);
  stroke_area (self, cr, view, outline->area, color, width);
  cairo_destroy (cr);
}

static gboolean
outline_reaches (const Outline *outline, const WuseMapTransform *view)
{
  graphene_rect_t now = GRAPHENE_RECT_INIT ((float) (view->left - outline->left), (float) (view->top - outline->top),
                                            (float) view->width, (float) view->height);

  return outline->drawn && outline->zoom == view->zoom && graphene_rect_contains_rect (&outline->reach, &now);
}

static void
outline_snapshot (
    WuseOutlineLayer *self, Outline *outline, GtkSnapshot *snapshot, const WuseMapTransform *view, WuseColor color, double width)
{
  float factor;

  if (outline->area == WUSE_AREA_NONE)
    return;
  /* While the zoom level changes, the old outline is stretched. */
  if (!outline_reaches (outline, view) && (view->zoom == round (view->zoom) || !outline->drawn))
    outline_draw (self, outline, view, color, width);
  if (outline->node == NULL)
    return;
  factor = (float) exp2 (view->zoom - outline->zoom);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (outline->left * factor - view->left),
                                                          (float) (outline->top * factor - view->top)));
  if (outline->zoom != view->zoom)
    gtk_snapshot_scale (snapshot, factor, factor);
  gtk_snapshot_append_node (snapshot, outline->node);
  gtk_snapshot_restore (snapshot);
}

static void
wuse_outline_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseOutlineLayer *self = WUSE_OUTLINE_LAYER (widget);
  WuseMapTransform view;

  if (self->areas == NULL || (self->selected.area == WUSE_AREA_NONE && self->hovered.area == WUSE_AREA_NONE))
    return;
  wuse_map_transform_init_for_viewport (&view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) view.width, (float) view.height));
  if (self->hovered.area != self->selected.area)
    outline_snapshot (self, &self->hovered, snapshot, &view, self->palette->hover, HOVERED_WIDTH);
  outline_snapshot (self, &self->selected, snapshot, &view, self->palette->selection, SELECTED_WIDTH);
  gtk_snapshot_pop (snapshot);
}

static void
wuse_outline_layer_dispose (GObject *object)
{
  WuseOutlineLayer *self = WUSE_OUTLINE_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  if (viewport != NULL)
    g_signal_handlers_disconnect_by_data (viewport, self);
  outline_reset (&self->selected, WUSE_AREA_NONE);
  outline_reset (&self->hovered, WUSE_AREA_NONE);
  g_clear_pointer (&self->areas, wuse_area_set_unref);

  G_OBJECT_CLASS (wuse_outline_layer_parent_class)->dispose (object);
}

static void
wuse_outline_layer_class_init (WuseOutlineLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wuse_outline_layer_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = wuse_outline_layer_snapshot;
}

static void
wuse_outline_layer_init (WuseOutlineLayer *self)
{
  self->palette = wuse_palette_get (WUSE_PALETTE_LIGHT);
  self->selected.area = WUSE_AREA_NONE;
  self->hovered.area = WUSE_AREA_NONE;
}

WuseOutlineLayer *
wuse_outline_layer_new (ShumateViewport *viewport)
{
  WuseOutlineLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  self = g_object_new (WUSE_TYPE_OUTLINE_LAYER, "viewport", viewport, NULL);
  g_signal_connect_swapped (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self);
  return self;
}

void
wuse_outline_layer_set_areas (WuseOutlineLayer *self, WuseAreaSet *areas)
{
  g_return_if_fail (WUSE_IS_OUTLINE_LAYER (self));

  outline_reset (&self->selected, WUSE_AREA_NONE);
  outline_reset (&self->hovered, WUSE_AREA_NONE);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  self->areas = areas != NULL ? wuse_area_set_ref (areas) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_outline_layer_set_palette (WuseOutlineLayer *self, const WusePalette *palette)
{
  g_return_if_fail (WUSE_IS_OUTLINE_LAYER (self));
  g_return_if_fail (palette != NULL);

  self->palette = palette;
  outline_reset (&self->selected, self->selected.area);
  outline_reset (&self->hovered, self->hovered.area);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_outline (WuseOutlineLayer *self, Outline *outline, guint32 area)
{
  if (outline->area == area || (area != WUSE_AREA_NONE && (self->areas == NULL || area >= wuse_area_set_get_size (self->areas))))
    return;
  outline_reset (outline, area);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_outline_layer_set_selected (WuseOutlineLayer *self, guint32 area)
{
  g_return_if_fail (WUSE_IS_OUTLINE_LAYER (self));

  set_outline (self, &self->selected, area);
}

void
wuse_outline_layer_set_hovered (WuseOutlineLayer *self, guint32 area)
{
  g_return_if_fail (WUSE_IS_OUTLINE_LAYER (self));

  set_outline (self, &self->hovered, area);
}
