/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scene at one scale as tiles that worker threads paint when they are first asked for. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-diagram-painter.h"

G_BEGIN_DECLS

/**
 * WuseDiagramPicture:
 *
 * Belongs to the main thread. Holds a bounded number of tiles; those longest not shown go first.
 */
typedef struct _WuseDiagramPicture WuseDiagramPicture;

/**
 * WuseDiagramPictureFunc:
 * @user_data: what was handed over
 *
 * Another tile is ready, on the main thread.
 */
typedef void (*WuseDiagramPictureFunc) (gpointer user_data);

/**
 * wuse_diagram_picture_new:
 * @scene: what is painted
 * @highlight: (nullable): paint only this part
 * @colors: colours
 * @scale: pixels to a unit of positions
 * @device_scale: device pixels to a pixel
 * @func: called when a tile has become ready
 * @user_data: handed to @func
 *
 * Returns: (transfer full): a picture without tiles
 */
WuseDiagramPicture *wuse_diagram_picture_new (WuseDiagramScene *scene,
                                              WuseDiagramHighlight *highlight,
                                              const WuseDiagramColors *colors,
                                              double scale,
                                              int device_scale,
                                              WuseDiagramPictureFunc func,
                                              gpointer user_data);

/**
 * wuse_diagram_picture_free:
 * @self: (transfer full) (nullable): a picture; what is being painted is given up
 */
void wuse_diagram_picture_free (WuseDiagramPicture *self);

/**
 * wuse_diagram_picture_get_scale:
 * @self: a picture
 *
 * Returns: pixels to a unit of positions
 */
double wuse_diagram_picture_get_scale (const WuseDiagramPicture *self);

/**
 * wuse_diagram_picture_require:
 * @self: a picture
 * @box: part of the plane that is wanted
 * @ahead: how much around it is wanted too, a little later, in pixels
 *
 * Has workers paint what is not there yet.
 *
 * Returns: %TRUE if all of @box is there
 */
gboolean wuse_diagram_picture_require (WuseDiagramPicture *self, const WuseDiagramBox *box, double ahead);

/**
 * wuse_diagram_picture_covers:
 * @self: a picture
 * @box: part of the plane
 *
 * Returns: %TRUE if all of @box is there, without asking for it
 */
gboolean wuse_diagram_picture_covers (const WuseDiagramPicture *self, const WuseDiagramBox *box);

/**
 * wuse_diagram_picture_snapshot:
 * @self: a picture
 * @snapshot: where to
 * @widget: whose snapshot it is
 * @scale: pixels to a unit of positions on the screen
 * @x: where the plane's origin is on the screen, in pixels
 * @y: the same
 * @width: of the part of the screen that is seen
 * @height: the same
 *
 * Draws the tiles that are there.
 */
void wuse_diagram_picture_snapshot (WuseDiagramPicture *self,
                                    GtkSnapshot *snapshot,
                                    GtkWidget *widget,
                                    double scale,
                                    double x,
                                    double y,
                                    double width,
                                    double height);

G_END_DECLS
