/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole of a diagram, small, with what is in view as a rectangle to be dragged. */

#pragma once

#include "wuse-diagram-view.h"

G_BEGIN_DECLS

#define WUSE_TYPE_DIAGRAM_MINIMAP (wuse_diagram_minimap_get_type ())

/**
 * WuseDiagramMinimap:
 *
 * Is seen only while part of the diagram is out of view. The keyboard moves the diagram itself: this is for the pointer.
 */
G_DECLARE_FINAL_TYPE (WuseDiagramMinimap, wuse_diagram_minimap, WUSE, DIAGRAM_MINIMAP, GtkWidget)

/**
 * wuse_diagram_minimap_new:
 * @view: the diagram
 *
 * Returns: (transfer floating): its overview
 */
WuseDiagramMinimap *wuse_diagram_minimap_new (WuseDiagramView *view);

G_END_DECLS
