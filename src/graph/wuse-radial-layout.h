/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transmission tree by generation: rings around its root, a disc a component. */

#pragma once

#include "wuse-transmission-forest.h"

G_BEGIN_DECLS

/**
 * WuseRadialLayoutOptions:
 * @radius: of the mark of a node; 1 if 0
 * @radii: (nullable) (array): the same for each node, in place of @radius
 * @spacing: least distance between marks; twice @radius if 0
 * @aspect: width to height wanted of all components together; 1.6 if 0
 */
typedef struct
{
  double radius;
  const float *radii;
  double spacing;
  double aspect;
} WuseRadialLayoutOptions;

/**
 * WuseRadialDisc:
 * @x: centre
 * @y: centre
 * @radius: within which everything is
 * @first_ring: position of its innermost ring in the layout's rings; that of generation 0
 * @n_rings: how many generations it has
 *
 * A component.
 */
typedef struct
{
  float x;
  float y;
  float radius;
  guint32 first_ring;
  guint32 n_rings;
} WuseRadialDisc;

/**
 * WuseRadialLayout:
 * @n_nodes: how many nodes
 * @n_discs: how many components
 * @width: of all; x is from 0 to it
 * @height: of all; y is from 0 to it
 * @x: (array length=n_nodes): position
 * @y: (array length=n_nodes): position, downwards
 * @discs: (array length=n_discs): components, by number of the forest
 * @rings: (array): radii of rings about the centre of their disc, ascending by disc; 0 of a ring that is a single root
 *
 * Positions, in the unit of the options.
 */
typedef struct
{
  guint n_nodes;
  guint n_discs;
  double width;
  double height;
  float *x;
  float *y;
  WuseRadialDisc *discs;
  float *rings;
} WuseRadialLayout;

/**
 * wuse_radial_layout_new:
 * @forest: who infected whom
 * @options: (nullable): distances
 *
 * The root stands in the centre; several roots of a component stand on its innermost ring. The ring of a node is its depth in
 * the forest. A node has a sector to itself, within that of its infector, as wide as those of whom it infected or its own mark
 * needs, so about in proportion to how many leaves are below it; beginning at the top, clockwise by day and rank.
 * Rings are as wide as the narrowest sector on them asks for, so that no marks touch. Discs are laid in rows, the largest first,
 * small ones in columns beside large ones. Deterministic. Linear but for a sort of components.
 *
 * Returns: (transfer full): the layout; to be freed with wuse_radial_layout_free()
 */
WuseRadialLayout *wuse_radial_layout_new (const WuseTransmissionForest *forest, const WuseRadialLayoutOptions *options);

/**
 * wuse_radial_layout_free:
 * @self: (transfer full): a layout
 */
void wuse_radial_layout_free (WuseRadialLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseRadialLayout, wuse_radial_layout_free)

G_END_DECLS
