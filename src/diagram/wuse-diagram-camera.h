/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a diagram is looked at from; moves there in a short time. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WuseDiagramPlace:
 * @x: what of the plane is in the middle
 * @y: the same
 * @scale: pixels to a unit of positions
 */
typedef struct
{
  double x;
  double y;
  double scale;
} WuseDiagramPlace;

/**
 * WuseDiagramCamera:
 *
 * The place now, the one moved to, and the way between.
 */
typedef struct _WuseDiagramCamera WuseDiagramCamera;

/**
 * WuseDiagramCameraFunc:
 * @user_data: what was handed over
 *
 * The place has changed.
 */
typedef void (*WuseDiagramCameraFunc) (gpointer user_data);

/**
 * wuse_diagram_camera_new:
 * @widget: whose frame clock counts; outlives the camera
 * @func: called after each movement, with @widget
 *
 * Returns: (transfer full): a camera at the origin, at a scale of 32
 */
WuseDiagramCamera *wuse_diagram_camera_new (GtkWidget *widget, WuseDiagramCameraFunc func);

/**
 * wuse_diagram_camera_free:
 * @self: (transfer full) (nullable): a camera
 */
void wuse_diagram_camera_free (WuseDiagramCamera *self);

/**
 * wuse_diagram_camera_get:
 * @self: a camera
 *
 * Returns: the place now
 */
WuseDiagramPlace wuse_diagram_camera_get (const WuseDiagramCamera *self);

/**
 * wuse_diagram_camera_get_target:
 * @self: a camera
 *
 * Returns: the place where it will end
 */
WuseDiagramPlace wuse_diagram_camera_get_target (const WuseDiagramCamera *self);

/**
 * wuse_diagram_camera_move_to:
 * @self: a camera
 * @place: where to; its scale is clamped to 0.01 to 400
 * @animate: whether to move there in 200 ms; nothing is animated if animations are switched off
 */
void wuse_diagram_camera_move_to (WuseDiagramCamera *self, const WuseDiagramPlace *place, gboolean animate);

/**
 * wuse_diagram_camera_is_moving:
 * @self: a camera
 *
 * Returns: %TRUE while a movement is under way
 */
gboolean wuse_diagram_camera_is_moving (const WuseDiagramCamera *self);

G_END_DECLS
