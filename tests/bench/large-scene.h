/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up relationship graph of any size, with positions. */

#pragma once

#include "wuse-diagram-scene.h"

G_BEGIN_DECLS

#define LARGE_SCENE_EDGES_A_NODE 4

/**
 * large_scene_new:
 * @n_nodes: at least 100
 *
 * Nodes in clusters, an eighth of them cases, and four edges a node; the same every time.
 *
 * Returns: (transfer full): the scene
 */
WuseDiagramScene *large_scene_new (guint n_nodes);

G_END_DECLS
