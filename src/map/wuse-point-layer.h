/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases and places as clustered marks. */

#pragma once

#include <shumate/shumate.h>

#include "wuse-cluster-index.h"
#include "wuse-map-view.h"
#include "wuse-palette.h"
#include "wuse-register.h"
#include "wuse-scene.h"

G_BEGIN_DECLS

#define WUSE_TYPE_POINT_LAYER (wuse_point_layer_get_type ())

/**
 * WusePointLayer:
 *
 * Marks and badges, drawn from a few cached textures. Cases and places are clustered apart, on a worker thread.
 */
G_DECLARE_FINAL_TYPE (WusePointLayer, wuse_point_layer, WUSE, POINT_LAYER, ShumateLayer)

/**
 * WusePointHit:
 * @kind: case or place
 * @cluster: the cluster; of one point or more
 *
 * A mark on the screen.
 */
typedef struct
{
  WuseMapPointKind kind;
  WuseCluster cluster;
} WusePointHit;

/**
 * wuse_point_layer_new:
 * @viewport: what is in view; its reference map source has to be set
 *
 * Returns: (transfer floating): a layer
 */
WusePointLayer *wuse_point_layer_new (ShumateViewport *viewport);

/**
 * wuse_point_layer_set_scene:
 * @self: a layer
 * @scene: what is drawn below: badges make room for its names; over movements all points are faint, and those that would cover a
 *   mark of them are left out
 */
void wuse_point_layer_set_scene (WusePointLayer *self, WuseScene *scene);

/**
 * wuse_point_layer_notice_names:
 * @self: a layer
 *
 * Tiles have been painted, and so their names and movements planned: what could not make room for them does so now.
 */
void wuse_point_layer_notice_names (WusePointLayer *self);

/**
 * wuse_point_layer_set_palette:
 * @self: a layer
 * @palette: the colours
 */
void wuse_point_layer_set_palette (WusePointLayer *self, const WusePalette *palette);

/**
 * wuse_point_layer_set_points:
 * @self: a layer
 * @epidemic: (nullable): cases and places
 * @first_day: first report day of cases to show
 * @last_day: last report day of cases to show
 * @points: what to show
 *
 * What was shown stays until the new is ready.
 */
void wuse_point_layer_set_points (
    WusePointLayer *self, WuseRegister *epidemic, WuseDay first_day, WuseDay last_day, WuseMapPoints points);

/**
 * wuse_point_layer_get_at:
 * @self: a layer
 * @x: pixels from the left
 * @y: pixels from the top
 * @hit: (out caller-allocates): the topmost mark there
 *
 * Returns: %TRUE if there is one
 */
gboolean wuse_point_layer_get_at (WusePointLayer *self, double x, double y, WusePointHit *hit);

/**
 * wuse_point_layer_collect:
 * @self: a layer
 * @hit: what was hit
 * @items: (element-type guint32): emptied and filled with the indices of all that it stands for
 */
void wuse_point_layer_collect (WusePointLayer *self, const WusePointHit *hit, GArray *items);

/**
 * wuse_point_layer_step:
 * @self: a layer
 * @backwards: whether to go to the one before
 *
 * Moves the focus to the next mark in view, from left to right; from the last one to none.
 *
 * Returns: %FALSE if there was no further mark
 */
gboolean wuse_point_layer_step (WusePointLayer *self, gboolean backwards);

/**
 * wuse_point_layer_get_focused:
 * @self: a layer
 * @hit: (out caller-allocates): the mark that has the focus
 *
 * Returns: %TRUE if one has
 */
gboolean wuse_point_layer_get_focused (WusePointLayer *self, WusePointHit *hit);

/**
 * wuse_point_layer_clear_focus:
 * @self: a layer
 */
void wuse_point_layer_clear_focus (WusePointLayer *self);

/**
 * wuse_point_layer_describe:
 * @self: a layer
 * @hit: a mark of it
 *
 * Returns: (transfer full): what it is, in the user's language
 */
char *wuse_point_layer_describe (WusePointLayer *self, const WusePointHit *hit);

G_END_DECLS
