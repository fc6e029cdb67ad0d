/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the nodes of a graph were, by who they are: kept longer than the graph itself. */

#pragma once

#include "wuse-relation-graph.h"

G_BEGIN_DECLS

/**
 * WUSE_GRAPH_PLACES_MAX:
 *
 * Most nodes that are remembered.
 */
#define WUSE_GRAPH_PLACES_MAX 400000u

/**
 * wuse_graph_places_new:
 * @layout: what laid them out
 * @day_width: of a layout by time, units of x a day
 *
 * Returns: (transfer full): no places
 */
WuseGraphPlaces *wuse_graph_places_new (WuseGraphLayout layout, double day_width);

/**
 * wuse_graph_places_add:
 * @self: places that nobody else has yet
 * @kind: of the actor
 * @id: of the actor; one that is there already is passed over
 * @x: where, NaN if it has no place
 * @y: where
 *
 * Returns: %FALSE if there are %WUSE_GRAPH_PLACES_MAX already
 */
gboolean wuse_graph_places_add (WuseGraphPlaces *self, WuseActorKind kind, const char *id, float x, float y);

/**
 * wuse_graph_places_ref:
 * @self: places
 *
 * Returns: (transfer full): @self
 */
WuseGraphPlaces *wuse_graph_places_ref (WuseGraphPlaces *self);

/**
 * wuse_graph_places_unref:
 * @self: (transfer full): places
 */
void wuse_graph_places_unref (WuseGraphPlaces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseGraphPlaces, wuse_graph_places_unref)

/**
 * wuse_graph_places_find:
 * @self: places
 * @kind: of the actor
 * @id: of the actor
 * @x: (out): where, NaN if it has no place
 * @y: (out): where
 *
 * Returns: whether it is known
 */
gboolean wuse_graph_places_find (const WuseGraphPlaces *self, WuseActorKind kind, const char *id, float *x, float *y);

/**
 * wuse_graph_places_get_size:
 * @self: places
 *
 * Returns: how many nodes are known
 */
guint wuse_graph_places_get_size (const WuseGraphPlaces *self);

/**
 * wuse_graph_places_get_layout:
 * @self: places
 *
 * Returns: what laid them out
 */
WuseGraphLayout wuse_graph_places_get_layout (const WuseGraphPlaces *self);

/**
 * wuse_graph_places_get_day_width:
 * @self: places
 *
 * Returns: of a layout by time, units of x a day
 */
double wuse_graph_places_get_day_width (const WuseGraphPlaces *self);

/**
 * WuseGraphPlaceFunc:
 * @id: of an actor
 * @x: where, NaN if it has no place
 * @y: where
 * @user_data: what was handed over
 */
typedef void (*WuseGraphPlaceFunc) (const char *id, float x, float y, gpointer user_data);

/**
 * wuse_graph_places_foreach:
 * @self: places
 * @kind: of whom
 * @func: called for each, in the order in which they were added
 * @user_data: handed to @func
 */
void wuse_graph_places_foreach (const WuseGraphPlaces *self, WuseActorKind kind, WuseGraphPlaceFunc func, gpointer user_data);

G_END_DECLS
