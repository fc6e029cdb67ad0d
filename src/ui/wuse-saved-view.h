/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the cases' page was seen when somebody gave it a name, as JSON: no personal data, but ids and positions. */

#pragma once

#include "wuse-case-query.h"
#include "wuse-graph-places.h"

G_BEGIN_DECLS

/**
 * WUSE_SAVED_VIEW_MAX_BYTES:
 *
 * A larger file is no view.
 */
#define WUSE_SAVED_VIEW_MAX_BYTES (24u << 20)

/**
 * WUSE_SAVED_VIEW_MAX_NAME:
 *
 * Most characters of a view's name.
 */
#define WUSE_SAVED_VIEW_MAX_NAME 80

/**
 * WuseSavedView:
 * @name: what a person called it
 * @district: (nullable): id of the district it was seen in
 * @filter: what is shown; its seeds are %NULL, @filter.steps belongs to the scope
 * @scope_kind: (nullable): see wuse_graph_scope_get_kind(); %NULL for all
 * @scope_keys: (nullable): see wuse_graph_scope_dup_keys()
 * @layout: how nodes are laid out
 * @coloring: what colours say
 * @names: who has a name
 * @name_field: what it says
 * @place: where it is looked at from
 * @selection: (nullable): what is selected
 * @list: sort, filter and search of the list
 * @places: (nullable): who was in it and, in a layout by force, where
 *
 * A view. Positions are kept to a hundredth of the layout's unit.
 */
typedef struct
{
  char *name;
  char *district;
  WuseGraphFilter filter;
  char *scope_kind;
  char **scope_keys;
  WuseGraphLayout layout;
  WuseGraphColoring coloring;
  WuseGraphNames names;
  WuseGraphNameField name_field;
  WuseDiagramPlace place;
  char **selection;
  WuseCaseQuery *list;
  WuseGraphPlaces *places;
} WuseSavedView;

/**
 * wuse_saved_view_new:
 *
 * Returns: (transfer full): a view of everything, as at the start
 */
WuseSavedView *wuse_saved_view_new (void);

/**
 * wuse_saved_view_free:
 * @self: (transfer full) (nullable): a view
 */
void wuse_saved_view_free (WuseSavedView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseSavedView, wuse_saved_view_free)

/**
 * wuse_saved_view_take_places:
 * @self: a view
 * @graph: what is seen
 *
 * Remembers where everybody is; in a graph too large for it (%WUSE_GRAPH_PLACES_MAX) nobody. For a worker thread.
 */
void wuse_saved_view_take_places (WuseSavedView *self, const WuseRelationGraph *graph);

/**
 * wuse_saved_view_to_json:
 * @self: a view
 *
 * For a worker thread: 100,000 nodes are about 2 MB.
 *
 * Returns: (transfer full): JSON
 */
char *wuse_saved_view_to_json (const WuseSavedView *self);

/**
 * wuse_saved_view_parse:
 * @text: (array length=length): what is said to be a view
 * @length: bytes
 * @error: return location for a %G_IO_ERROR_INVALID_DATA that says what is wrong
 *
 * Takes nothing on trust: size, depth, every number and every length are bounded. What a later version may have added is passed
 * over. For a worker thread.
 *
 * Returns: (transfer full) (nullable): the view
 */
WuseSavedView *wuse_saved_view_parse (const char *text, gsize length, GError **error);

G_END_DECLS
