/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels as a frame shows them. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-pixels.h"

G_BEGIN_DECLS

/**
 * WuseDiagramImage:
 *
 * What was painted by a worker, made ready for the renderer when it is first shown. Belongs to the main thread.
 */
typedef struct _WuseDiagramImage WuseDiagramImage;

/**
 * wuse_diagram_image_new:
 * @pixels: the pixels
 *
 * Returns: (transfer full): an image
 */
WuseDiagramImage *wuse_diagram_image_new (WusePixels *pixels);

/**
 * wuse_diagram_image_free:
 * @self: (transfer full) (nullable): an image; frames that show it still do
 */
void wuse_diagram_image_free (WuseDiagramImage *self);

/**
 * wuse_diagram_image_snapshot:
 * @self: an image
 * @snapshot: where to
 * @widget: whose snapshot it is, always one of the same window
 * @x: left edge
 * @y: upper edge
 * @width: of the whole image, in pixels of the widget
 * @height: likewise
 */
void wuse_diagram_image_snapshot (
    WuseDiagramImage *self, GtkSnapshot *snapshot, GtkWidget *widget, float x, float y, float width, float height);

G_END_DECLS
