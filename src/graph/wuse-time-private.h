/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two steps of the time layout: rows within a component, and rows of components. */

#pragma once

#include "wuse-transmission-forest.h"

G_BEGIN_DECLS

/*
 * Sets @y, in rows, of all nodes: within each component, from 0 up. @x are days from 0 up, @extent whole days of at least 1.
 */
void wuse_time_arrange_components (const WuseTransmissionForest *forest, const guint32 *x, const guint16 *extent, double *y);

/*
 * Moves components to rows of their own; returns how many rows there are.
 */
guint
wuse_time_stack_components (const WuseTransmissionForest *forest, const guint32 *x, const guint16 *extent, guint gap, double *y);

G_END_DECLS
