/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves the viewport: at once, by animation, by inertia; at rest always at a whole zoom level. */

#pragma once

#include "wuse-tile-layer.h"

G_BEGIN_DECLS

/**
 * WuseMapCamera:
 *
 * The only one who moves the viewport.
 */
typedef struct _WuseMapCamera WuseMapCamera;

/**
 * wuse_map_camera_new:
 * @widget: the widget whose size and frame clock count; outlives the camera
 * @viewport: what is moved
 * @tiles: told ahead where a movement will end
 *
 * Returns: (transfer full): a camera
 */
WuseMapCamera *wuse_map_camera_new (GtkWidget *widget, ShumateViewport *viewport, WuseTileLayer *tiles);

/**
 * wuse_map_camera_free:
 * @self: (transfer full) (nullable): a camera
 */
void wuse_map_camera_free (WuseMapCamera *self);

/**
 * wuse_map_camera_get:
 * @self: a camera
 * @x: (out): position of the centre in the world, 0 to 1 from the west
 * @y: (out): 0 to 1 from the north
 * @zoom: (out): zoom level
 */
void wuse_map_camera_get (WuseMapCamera *self, double *x, double *y, double *zoom);

/**
 * wuse_map_camera_get_target_zoom:
 * @self: a camera
 *
 * Returns: the whole zoom level at which the movement under way will end, or where the map is
 */
int wuse_map_camera_get_target_zoom (WuseMapCamera *self);

/**
 * wuse_map_camera_move_to:
 * @self: a camera
 * @x: position of the centre in the world
 * @y: position of the centre in the world
 * @zoom: zoom level; rounded and clamped
 * @animate: whether to move there in 200 ms; far ways are never animated, nothing is if animations are switched off
 */
void wuse_map_camera_move_to (WuseMapCamera *self, double x, double y, int zoom, gboolean animate);

/**
 * wuse_map_camera_zoom_by:
 * @self: a camera
 * @steps: zoom levels, added to those still under way
 * @at_x: pixel of the widget that stays where it is
 * @at_y: the same
 */
void wuse_map_camera_zoom_by (WuseMapCamera *self, int steps, double at_x, double at_y);

/**
 * wuse_map_camera_pan_by:
 * @self: a camera
 * @dx: pixels the picture moves to the right
 * @dy: pixels the picture moves down
 * @animate: whether to move there gently
 */
void wuse_map_camera_pan_by (WuseMapCamera *self, double dx, double dy, gboolean animate);

/**
 * wuse_map_camera_pinch:
 * @self: a camera
 * @zoom: zoom level, may be fractional
 * @at_x: pixel of the widget that stays where it is
 * @at_y: the same
 *
 * Zooms while fingers are down; wuse_map_camera_zoom_by() with 0 steps afterwards brings it to rest.
 */
void wuse_map_camera_pinch (WuseMapCamera *self, double zoom, double at_x, double at_y);

/**
 * wuse_map_camera_throw:
 * @self: a camera
 * @velocity_x: pixels a second that the picture moves to the right
 * @velocity_y: the same, down
 *
 * Lets the map run out.
 */
void wuse_map_camera_throw (WuseMapCamera *self, double velocity_x, double velocity_y);

/**
 * wuse_map_camera_stop:
 * @self: a camera
 *
 * Ends what is under way; a zoom is completed.
 */
void wuse_map_camera_stop (WuseMapCamera *self);

G_END_DECLS
