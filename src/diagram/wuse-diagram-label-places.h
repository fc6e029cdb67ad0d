/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room for names beside nodes. */

#pragma once

#include "wuse-diagram-scene.h"
#include "wuse-label-space.h"

G_BEGIN_DECLS

/**
 * WuseLabelPlaces:
 * @scene: whose nodes are named
 * @box: part of the plane that is seen
 * @scale: pixels to a unit of positions
 * @factor: how much larger or smaller nodes are drawn at that scale than they are said to be
 * @space: what is taken up by nodes that are large enough to be seen, and by names
 */
typedef struct
{
  const WuseDiagramScene *scene;
  const WuseDiagramBox *box;
  double scale;
  float factor;
  WuseLabelSpace *space;
} WuseLabelPlaces;

/**
 * wuse_label_places_init:
 * @self: (out caller-allocates): room for names; clear with wuse_label_places_clear()
 * @scene: whose nodes are named; has to live as long
 * @box: part of the plane that is seen; has to live as long
 * @scale: pixels to a unit of positions
 *
 * Takes up the room of nodes in @box.
 */
void wuse_label_places_init (WuseLabelPlaces *self, const WuseDiagramScene *scene, const WuseDiagramBox *box, double scale);

/**
 * wuse_label_places_clear:
 * @self: room for names
 */
void wuse_label_places_clear (WuseLabelPlaces *self);

/**
 * wuse_label_places_is_labelled:
 * @self: room for names
 * @node: a node
 *
 * Returns: whether it is to be named: it is large enough at that scale, or one of the few largest where all are small
 */
gboolean wuse_label_places_is_labelled (const WuseLabelPlaces *self, guint32 node);

/**
 * wuse_label_places_get_screen:
 * @self: room for names
 * @node: a node
 * @x: (out): pixels from the left edge of the box to its middle
 * @y: (out): pixels from the upper edge
 *
 * Returns: whether it is seen in the box
 */
gboolean wuse_label_places_get_screen (const WuseLabelPlaces *self, guint32 node, float *x, float *y);

/**
 * wuse_label_places_get_distance:
 * @self: room for names
 * @node: a node
 *
 * Returns: pixels from its middle to its name
 */
float wuse_label_places_get_distance (const WuseLabelPlaces *self, guint32 node);

/**
 * wuse_label_places_take:
 * @self: room for names
 * @node: a node that is seen in the box
 * @width: of its name, in pixels
 * @height: likewise
 * @left: (out): from the node's middle to the left edge of the name
 * @top: (out): to its upper edge
 *
 * Takes up room for a name at one of four places beside the node.
 *
 * Returns: whether there was room
 */
gboolean wuse_label_places_take (WuseLabelPlaces *self, guint32 node, float width, float height, float *left, float *top);

G_END_DECLS
