/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels as a texture, or as what cairo draws without converting it. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-image.h"

struct _WuseDiagramImage
{
  WusePixels *pixels;
  cairo_surface_t *surface; /* of @node: kept, or cairo would copy the pixels */
  GskRenderNode *node;      /* as large as there are pixels; NULL until it is shown */
};

WuseDiagramImage *
wuse_diagram_image_new (WusePixels *pixels)
{
  WuseDiagramImage *self = g_new0 (WuseDiagramImage, 1);

  self->pixels = wuse_pixels_ref (pixels);

  return self;
}

void
wuse_diagram_image_free (WuseDiagramImage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  wuse_pixels_unref (self->pixels);
  g_free (self);
}

/* GTK 4.8 takes every pixel of a texture through floating point and back, in every frame, before cairo sees it. */
static GskRenderNode *
make_cairo_node (WuseDiagramImage *self, const graphene_rect_t *bounds)
{
  static const cairo_user_data_key_t key;
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  self->surface =
      cairo_image_surface_create_for_data ((unsigned char *) wuse_pixels_get_row (self->pixels, 0), CAIRO_FORMAT_ARGB32,
                                           wuse_pixels_get_width (self->pixels), wuse_pixels_get_height (self->pixels),
                                           (int) wuse_pixels_get_stride (self->pixels));
  cairo_surface_set_user_data (self->surface, &key, wuse_pixels_ref (self->pixels), (cairo_destroy_func_t) wuse_pixels_unref);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  /* Only while one zooms is it not shown pixel by pixel; what cairo does by itself then takes longer than a frame. */
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_destroy (cr);

  return node;
}

static GskRenderNode *
make_texture_node (WuseDiagramImage *self, const graphene_rect_t *bounds)
{
  g_autoptr (GBytes) bytes = wuse_pixels_to_bytes (self->pixels);
  g_autoptr (GdkTexture) texture =
      gdk_memory_texture_new (wuse_pixels_get_width (self->pixels), wuse_pixels_get_height (self->pixels), GDK_MEMORY_DEFAULT,
                              bytes, wuse_pixels_get_stride (self->pixels));

  return gsk_texture_node_new (texture, bounds);
}

void
wuse_diagram_image_snapshot (
    WuseDiagramImage *self, GtkSnapshot *snapshot, GtkWidget *widget, float x, float y, float width, float height)
{
  const float n_columns = (float) wuse_pixels_get_width (self->pixels), n_rows = (float) wuse_pixels_get_height (self->pixels);
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, n_columns, n_rows);

  if (self->node == NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (gtk_widget_get_native (widget))))
    self->node = make_cairo_node (self, &bounds);
  else if (self->node == NULL)
    self->node = make_texture_node (self, &bounds);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  if (width != n_columns || height != n_rows)
    gtk_snapshot_scale (snapshot, width / n_columns, height / n_rows);
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}
