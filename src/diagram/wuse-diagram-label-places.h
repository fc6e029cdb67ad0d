/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room for names beside nodes. */

#pragma once

#include "wuse-diagram-scene.h"
#include "wuse-label-space.h"

G_BEGIN_DECLS

/* Nodes at least this large, in pixels, are labelled. */
#define WUSE_DIAGRAM_LEAST_LABELLED 2.4f

/* Taken up by nodes that are large enough to be seen, and by names. */
typedef struct
{
  const WuseDiagramScene *scene;
  const WuseDiagramBox *box;
  double scale;
  float factor;
  WuseLabelSpace *space;
} WuseLabelPlaces;

/* Takes up the room of nodes in @box; clear with wuse_label_places_clear(). */
void wuse_label_places_init (WuseLabelPlaces *self, const WuseDiagramScene *scene, const WuseDiagramBox *box, double scale);
void wuse_label_places_clear (WuseLabelPlaces *self);

/* Where a node lies, in pixels from the corner of the box; %FALSE if it is not seen there. */
gboolean wuse_label_places_get_screen (const WuseLabelPlaces *self, guint32 node, float *x, float *y);

/* From the middle of a node to its name. */
float wuse_label_places_get_distance (const WuseLabelPlaces *self, guint32 node);

/* Takes up room for a name beside @node, at one of four places; gives its corner relative to the node's middle. */
gboolean wuse_label_places_take (WuseLabelPlaces *self, guint32 node, float width, float height, float *left, float *top);

G_END_DECLS
