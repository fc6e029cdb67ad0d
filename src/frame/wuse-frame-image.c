/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels as a texture, or as what cairo draws without converting it. */

#define G_LOG_DOMAIN "wuse-frame"

#include "config.h"

#include "wuse-frame-image.h"

struct _WuseFrameImage
{
  gatomicrefcount references;
  WusePixels *pixels;
  GskRenderNode *node; /* as large as there are pixels; NULL until it is shown */
};

WuseFrameImage *
wuse_frame_image_new (WusePixels *pixels)
{
  WuseFrameImage *self = g_new0 (WuseFrameImage, 1);

  g_atomic_ref_count_init (&self->references);
  self->pixels = wuse_pixels_ref (pixels);

  return self;
}

WuseFrameImage *
wuse_frame_image_ref (WuseFrameImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
wuse_frame_image_unref (WuseFrameImage *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  wuse_pixels_unref (self->pixels);
  g_free (self);
}

int
wuse_frame_image_get_width (const WuseFrameImage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return wuse_pixels_get_width (self->pixels);
}

int
wuse_frame_image_get_height (const WuseFrameImage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return wuse_pixels_get_height (self->pixels);
}

/* GTK 4.8 takes every pixel of a texture through floating point and back, in every frame, before cairo sees it. */
static GskRenderNode *
make_cairo_node (WuseFrameImage *self, const graphene_rect_t *bounds)
{
  static const cairo_user_data_key_t pixels_key, surface_key;
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data ((unsigned char *) wuse_pixels_get_row (self->pixels, 0), CAIRO_FORMAT_ARGB32,
                                           wuse_pixels_get_width (self->pixels), wuse_pixels_get_height (self->pixels),
                                           (int) wuse_pixels_get_stride (self->pixels));

  cairo_surface_set_user_data (surface, &pixels_key, wuse_pixels_ref (self->pixels), (cairo_destroy_func_t) wuse_pixels_unref);
  /* It goes when the node has gone, which GTK keeps until another frame is there: if it went before, cairo would copy the pixels.
   */
  cairo_surface_set_user_data (gsk_cairo_node_get_surface (node), &surface_key, surface,
                               (cairo_destroy_func_t) cairo_surface_destroy);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  /* Only while one zooms is it not shown pixel by pixel; what cairo does by itself then takes longer than a frame. */
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_destroy (cr);

  return node;
}

GdkTexture *
wuse_frame_image_make_texture (WuseFrameImage *self)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  bytes = wuse_pixels_to_bytes (self->pixels);

  return gdk_memory_texture_new (wuse_pixels_get_width (self->pixels), wuse_pixels_get_height (self->pixels), GDK_MEMORY_DEFAULT,
                                 bytes, wuse_pixels_get_stride (self->pixels));
}

static GskRenderNode *
make_texture_node (WuseFrameImage *self, const graphene_rect_t *bounds)
{
  g_autoptr (GdkTexture) texture = wuse_frame_image_make_texture (self);

  return gsk_texture_node_new (texture, bounds);
}

void
wuse_frame_image_snapshot (WuseFrameImage *self, GtkSnapshot *snapshot, GtkWidget *widget, const graphene_rect_t *place)
{
  const float n_columns = (float) wuse_frame_image_get_width (self), n_rows = (float) wuse_frame_image_get_height (self);
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, n_columns, n_rows);

  if (self->node == NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (gtk_widget_get_native (widget))))
    self->node = make_cairo_node (self, &bounds);
  else if (self->node == NULL)
    self->node = make_texture_node (self, &bounds);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &place->origin);
  if (place->size.width != n_columns || place->size.height != n_rows)
    gtk_snapshot_scale (snapshot, place->size.width / n_columns, place->size.height / n_rows);
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}
