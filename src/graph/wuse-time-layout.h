/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transmission tree along time: onset on the x axis, families beside each other without crossings. */

#pragma once

#include "wuse-transmission-forest.h"

G_BEGIN_DECLS

/**
 * WUSE_TIME_LAYOUT_MAX_EXTENT:
 *
 * Most days that are kept free after a node.
 */
#define WUSE_TIME_LAYOUT_MAX_EXTENT 400

/**
 * WuseTimeLayoutOptions:
 * @extent: days kept free in its row from a node on, for its mark and label, at most %WUSE_TIME_LAYOUT_MAX_EXTENT; at the scale
 *   at which one looks. 1 if 0
 * @extents: (nullable) (array): the same for each node, in place of @extent
 * @row_height: least distance on the y axis of two nodes that would otherwise collide; 1 if 0
 * @gap: rows kept free below a component of several nodes
 */
typedef struct
{
  double extent;
  const float *extents;
  double row_height;
  guint gap;
} WuseTimeLayoutOptions;

/**
 * WuseTimeLayout:
 * @n_nodes: how many nodes
 * @n_rows: how many rows were needed
 * @first_day: the day at which x is 0
 * @n_days: x of the last node
 * @x: (array length=n_nodes): day of each node after @first_day
 * @y: (array length=n_nodes): its place across, 0 to `(n_rows - 1) × row_height`
 * @bend: (array length=n_nodes): x at which the curve from its infector has arrived at its y
 *
 * Positions. An edge of the forest is drawn as an S from the infector (x, y) to (bend, y of the infected), both ends
 * level, and on level to the infected, to the left if his onset was before his infector's. So drawn, no two curves of the
 * forest cross and none runs through another node's mark, as long as everybody's onset is after his infector's. Of somebody
 * whose onset was on the day of his infector's, the bend is there too: that curve is an arc beside the marks between them.
 */
typedef struct
{
  guint n_nodes;
  guint n_rows;
  gint32 first_day;
  guint n_days;
  float *x;
  float *y;
  float *bend;
} WuseTimeLayout;

/**
 * wuse_time_layout_new:
 * @forest: who infected whom
 * @options: (nullable): distances
 *
 * Children stand below each other by day and rank, their parent in the middle of them, in a row of its own if anybody below it
 * fell ill no later; a subtree is moved up as far as its outline permits, so that it uses rows which earlier ones have left (E.
 * Reingold, J. Tilford, Tidier drawings of trees, IEEE Trans. Softw. Eng. 7, 1981, with outlines by day instead of by level
 * as in A. van der Ploeg, Drawing non-layered tidy trees in linear time, Softw. Pract. Exp. 44, 2014). A row belongs to a
 * node from its infector's day on until its extent. Components follow each other by first day, then the larger first, each in
 * the first rows that are free from its first day on.
 *
 * Deterministic; a node more leaves the order of the others as it was. Linear but for a sort of components.
 *
 * Returns: (transfer full): the layout; to be freed with wuse_time_layout_free()
 */
WuseTimeLayout *wuse_time_layout_new (const WuseTransmissionForest *forest, const WuseTimeLayoutOptions *options);

/**
 * wuse_time_layout_free:
 * @self: (transfer full): a layout
 */
void wuse_time_layout_free (WuseTimeLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTimeLayout, wuse_time_layout_free)

G_END_DECLS
