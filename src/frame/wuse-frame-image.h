/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels as a frame shows them. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-pixels.h"

G_BEGIN_DECLS

/**
 * WuseFrameImage:
 *
 * What was painted by a worker, made ready for the renderer when it is first shown. May be made on any thread; from when it is
 * shown it belongs to the main thread.
 */
typedef struct _WuseFrameImage WuseFrameImage;

/**
 * wuse_frame_image_new:
 * @pixels: the pixels, that nobody changes any more
 *
 * Returns: (transfer full): an image
 */
WuseFrameImage *wuse_frame_image_new (WusePixels *pixels);

/**
 * wuse_frame_image_ref:
 * @self: an image
 *
 * Returns: (transfer full): @self
 */
WuseFrameImage *wuse_frame_image_ref (WuseFrameImage *self);

/**
 * wuse_frame_image_unref:
 * @self: (transfer full) (nullable): an image; frames that show it still do
 */
void wuse_frame_image_unref (WuseFrameImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFrameImage, wuse_frame_image_unref)

/**
 * wuse_frame_image_get_width:
 * @self: an image
 *
 * Returns: columns of pixels
 */
int wuse_frame_image_get_width (const WuseFrameImage *self);

/**
 * wuse_frame_image_get_height:
 * @self: an image
 *
 * Returns: rows of pixels
 */
int wuse_frame_image_get_height (const WuseFrameImage *self);

/**
 * wuse_frame_image_make_texture:
 * @self: an image
 *
 * Returns: (transfer full): the same pixels as a texture, for widgets of others
 */
GdkTexture *wuse_frame_image_make_texture (WuseFrameImage *self);

/**
 * wuse_frame_image_snapshot:
 * @self: an image
 * @snapshot: where to
 * @widget: whose snapshot it is, always one of the same window
 * @place: of the whole image, in pixels of the widget
 */
void wuse_frame_image_snapshot (WuseFrameImage *self, GtkSnapshot *snapshot, GtkWidget *widget, const graphene_rect_t *place);

G_END_DECLS
