/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes and edges into pixels, on any thread. */

#pragma once

#include "wuse-diagram-scene.h"
#include "wuse-pixels.h"

G_BEGIN_DECLS

/**
 * WuseDiagramHighlight:
 * @nodes: (array length=n_nodes): nodes to be seen
 * @n_nodes: how many
 * @edges: (array length=n_edges): edges to be seen
 * @n_edges: how many
 *
 * The part of a scene that is drawn once more, over the rest, which is dimmed. Shared between threads.
 */
typedef struct
{
  guint32 *nodes;
  guint n_nodes;
  guint32 *edges;
  guint n_edges;
} WuseDiagramHighlight;

/**
 * wuse_diagram_highlight_new:
 * @nodes: (array length=n_nodes): copied
 * @n_nodes: how many
 * @edges: (array length=n_edges): copied
 * @n_edges: how many
 *
 * Returns: (transfer full): a highlight; release with wuse_diagram_highlight_unref()
 */
WuseDiagramHighlight *wuse_diagram_highlight_new (const guint32 *nodes, guint n_nodes, const guint32 *edges, guint n_edges);

/**
 * wuse_diagram_highlight_unref:
 * @self: (transfer full): a highlight that was made by wuse_diagram_highlight_new() or referenced with g_atomic_rc_box_acquire()
 */
void wuse_diagram_highlight_unref (WuseDiagramHighlight *self);

/**
 * WuseDiagramColors:
 * @ground: behind everything
 * @highlight: edges that are highlighted, and the ring around nodes that are
 * @veil: over everything else while anything is highlighted, as transparent as it is to be seen
 */
typedef struct
{
  WuseColor ground;
  WuseColor highlight;
  WuseColor veil;
} WuseDiagramColors;

/**
 * wuse_diagram_paint:
 * @pixels: where to; transparent
 * @scene: what
 * @highlight: (nullable): paint only this, on transparent ground; %NULL paints all, on @colors' ground
 * @colors: the colours that are not the scene's
 * @left: x of the left edge of @pixels, in the unit of positions
 * @top: y of the upper edge
 * @scale: device pixels to a unit of positions
 * @device_scale: device pixels to a pixel
 *
 * What is painted at a place does not depend on where the edges of @pixels are, so that tiles fit.
 */
void wuse_diagram_paint (WusePixels *pixels,
                         const WuseDiagramScene *scene,
                         const WuseDiagramHighlight *highlight,
                         const WuseDiagramColors *colors,
                         double left,
                         double top,
                         double scale,
                         int device_scale);

G_END_DECLS
