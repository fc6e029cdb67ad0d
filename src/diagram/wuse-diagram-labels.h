/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names beside nodes: chosen and painted on a worker thread so that none covers another. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-frame-image.h"
#include "wuse-diagram-painter.h"

G_BEGIN_DECLS

/**
 * WuseDiagramLabel:
 * @node: whose it is
 * @x: left edge, in pixels to the right of the node's middle
 * @y: upper edge, in pixels below the node's middle
 * @width: in pixels
 * @height: in pixels
 * @pixels: the name
 * @image: (nullable): the same, made when it is first drawn
 */
typedef struct
{
  guint32 node;
  float x;
  float y;
  float width;
  float height;
  WusePixels *pixels;
  WuseFrameImage *image;
} WuseDiagramLabel;

/**
 * WuseDiagramLabelStyle:
 * @text: colour of the letters
 * @halo: colour around them
 * @device_scale: device pixels to a pixel
 */
typedef struct
{
  WuseColor text;
  WuseColor halo;
  int device_scale;
} WuseDiagramLabelStyle;

/**
 * wuse_diagram_labels_plan_async:
 * @scene: whose labels
 * @highlight: (nullable): its nodes are labelled first
 * @before: (nullable) (element-type WuseDiagramLabel): the labels shown now, of the same scene: as long as they have room they
 *   stay, and their pixels are used again
 * @style: how they look
 * @box: the part of the plane in view
 * @scale: pixels to a unit of positions
 * @cancellable: to give up
 * @callback: called on the main thread
 * @user_data: handed to @callback
 *
 * Chooses up to 240 labels, those of larger nodes first, each at one of four places beside its node, over no other label and
 * over no node that is large enough to be seen.
 */
void wuse_diagram_labels_plan_async (WuseDiagramScene *scene,
                                     WuseDiagramHighlight *highlight,
                                     GPtrArray *before,
                                     const WuseDiagramLabelStyle *style,
                                     const WuseDiagramBox *box,
                                     double scale,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * wuse_diagram_labels_plan_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type WuseDiagramLabel): the labels
 */
GPtrArray *wuse_diagram_labels_plan_finish (GAsyncResult *result, GError **error);

/**
 * wuse_diagram_label_get_image:
 * @self: a label
 *
 * Main thread only.
 *
 * Returns: (transfer none): its picture
 */
WuseFrameImage *wuse_diagram_label_get_image (WuseDiagramLabel *self);

G_END_DECLS
