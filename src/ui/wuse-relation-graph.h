/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the relations that is looked at: as a graph, laid out, and as a scene. */

#pragma once

#include "wuse-area-set.h"
#include "wuse-diagram-view.h"
#include "wuse-graph-metrics.h"
#include "wuse-palette.h"
#include "wuse-relations.h"
#include "wuse-transmission-forest.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WuseGraphLayout:
 * @WUSE_GRAPH_BY_FORCE: who is linked lies together
 * @WUSE_GRAPH_BY_TIME: the transmission tree along time
 * @WUSE_GRAPH_BY_GENERATION: rings about where each chain begins
 *
 * How nodes are laid out.
 */
typedef enum
{
  WUSE_GRAPH_BY_FORCE,
  WUSE_GRAPH_BY_TIME,
  WUSE_GRAPH_BY_GENERATION,
} WuseGraphLayout;

/**
 * WuseGraphColoring:
 * @WUSE_GRAPH_COLOR_CLASSIFICATION: confirmed, suspected, asymptomatic
 * @WUSE_GRAPH_COLOR_AREA: a colour an area, the most frequent ones
 * @WUSE_GRAPH_COLOR_GENERATION: darker from generation to generation
 * @WUSE_GRAPH_COLOR_SETTING: where infected
 *
 * What the colour of a case says.
 */
typedef enum
{
  WUSE_GRAPH_COLOR_CLASSIFICATION,
  WUSE_GRAPH_COLOR_AREA,
  WUSE_GRAPH_COLOR_GENERATION,
  WUSE_GRAPH_COLOR_SETTING,
} WuseGraphColoring;

/**
 * WUSE_GRAPH_MAX_COLORS:
 *
 * Most colours a legend has; what is rarer than these shares the last, grey one.
 */
#define WUSE_GRAPH_MAX_COLORS 9

/**
 * WuseGraphFilter:
 * @actors: bits `1 << WuseActorKind` of the actors that are shown
 * @relations: bits `1 << WuseRelationKind` of the relations that are shown
 * @with_refuted: whether refuted relations are shown
 * @with_alone: whether cases without any link shown are shown
 * @first: first day of report of cases that are shown, or %WUSE_DAY_NONE
 * @last: last day, or %WUSE_DAY_NONE
 * @classifications: bits `1 << WuseClassification` of the cases that are shown; 0 for all
 * @settings: bits `1 << WuseSetting` of the cases that are shown, by where they were infected; 0 for all
 * @seeds: (nullable) (array zero-terminated=1): ids of actors: only these, and who is within @steps links of one; %NULL for all
 * @steps: how many links
 *
 * What is shown.
 */
typedef struct
{
  guint actors;
  guint relations;
  gboolean with_refuted;
  gboolean with_alone;
  WuseDay first;
  WuseDay last;
  guint classifications;
  guint settings;
  char **seeds;
  guint steps;
} WuseGraphFilter;

/**
 * WUSE_GRAPH_FILTER_DEFAULT:
 *
 * All cases that are linked with others, without contacts and places.
 */
#define WUSE_GRAPH_FILTER_DEFAULT                                                                                                \
  ((WuseGraphFilter){ 1 << WUSE_ACTOR_CASE | 1 << WUSE_ACTOR_UNKNOWN, 15, FALSE, FALSE, WUSE_DAY_NONE, WUSE_DAY_NONE, 0, 0,      \
                      NULL, 0 })

/**
 * WuseRelationGraph:
 * @relations: what it was made from
 * @graph: the graph
 * @forest: who infected whom
 * @actor: (array): index in @relations, by node
 * @relation: (array): index in @relations, by edge
 * @n_infected: (array): how many each node infected, as far as known
 * @generation: (nullable) (array): generation by node, see wuse_graph_find_generations(); %NULL while it is being laid out
 * @component: (array): weak component by node
 * @n_components: how many
 * @layout: how it is laid out
 * @positions: (array): x and y by node; NaN for those that this layout does not show
 * @bends: (nullable) (array): by node, see #WuseTimeLayout
 * @rings: (nullable) (array length=n_rings): of a layout by generation, what the nodes stand on
 * @n_rings: how many
 * @first_day: of a layout by time, the day at x 0
 * @day_width: of a layout by time, units of x a day
 * @n_cases: cases in it
 * @n_alone: cases that the filter would show but for their having no link
 * @alone: (array length=n_alone): their indexes in @relations
 * @n_without_day: contacts and places that the filter would show, but that a layout by time or generation has no room for
 * @n_new: nodes that were not among the places it was made with
 * @n_gone: places whose nodes are not in it
 *
 * Immutable, shared between threads.
 */
typedef struct
{
  WuseRelations *relations;
  WuseGraph *graph;
  WuseTransmissionForest *forest;
  guint32 *actor;
  guint32 *relation;
  guint32 *n_infected;
  guint32 *generation;
  guint32 *component;
  guint n_components;
  WuseGraphLayout layout;
  float *positions;
  float *bends;
  WuseDiagramCircle *rings;
  guint n_rings;
  WuseDay first_day;
  double day_width;
  guint n_cases;
  guint n_alone;
  guint32 *alone;
  guint n_without_day;
  guint n_new;
  guint n_gone;
} WuseRelationGraph;

/**
 * WuseGraphPlaces:
 *
 * Where nodes were in a view that was kept; immutable once it is shared (wuse-graph-places.h).
 */
typedef struct _WuseGraphPlaces WuseGraphPlaces;

/**
 * wuse_relation_graph_new_unplaced:
 * @relations: who met whom
 * @filter: what is shown
 *
 * Filters and connects, without laying out: for whoever counts. It has no positions; for a worker thread.
 *
 * Returns: (transfer full): the graph
 */
WuseRelationGraph *wuse_relation_graph_new_unplaced (WuseRelations *relations, const WuseGraphFilter *filter);

/**
 * wuse_relation_graph_ref:
 * @self: a graph
 *
 * Returns: (transfer full): @self
 */
WuseRelationGraph *wuse_relation_graph_ref (WuseRelationGraph *self);

/**
 * wuse_relation_graph_unref:
 * @self: (transfer full): a graph
 */
void wuse_relation_graph_unref (WuseRelationGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseRelationGraph, wuse_relation_graph_unref)

/**
 * WuseRelationGraphFunc:
 * @graph: (transfer none): a graph that is laid out for the time being
 * @user_data: what was handed over
 *
 * Is handed pictures while a layout goes on, on the main thread.
 */
typedef void (*WuseRelationGraphFunc) (WuseRelationGraph *graph, gpointer user_data);

/**
 * wuse_relation_graph_make_async:
 * @relations: who met whom
 * @filter: what is shown; copied
 * @layout: how
 * @before: (nullable): what was shown before: in a layout by force, who was there keeps the place; along time, a day its width
 * @places: (nullable): the same from a view that was kept, in place of @before; whoever is known there stays there, however
 *   many others there are
 * @progress: (nullable): called with intermediate pictures, never after @callback
 * @cancellable: to give up
 * @callback: called on the main thread
 * @user_data: handed to @progress and @callback
 *
 * Filters, connects and lays out on a thread of its own.
 */
void wuse_relation_graph_make_async (WuseRelations *relations,
                                     const WuseGraphFilter *filter,
                                     WuseGraphLayout layout,
                                     WuseRelationGraph *before,
                                     WuseGraphPlaces *places,
                                     WuseRelationGraphFunc progress,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * wuse_relation_graph_make_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the graph
 */
WuseRelationGraph *wuse_relation_graph_make_finish (GAsyncResult *result, GError **error);

/**
 * wuse_relation_graph_find:
 * @self: a graph
 * @actor: index of an actor
 *
 * Returns: its node, or %WUSE_NODE_NONE
 */
guint32 wuse_relation_graph_find (const WuseRelationGraph *self, guint32 actor);

/**
 * wuse_relation_graph_find_id:
 * @self: a graph
 * @id: id of an actor
 *
 * Returns: its node, or %WUSE_NODE_NONE
 */
guint32 wuse_relation_graph_find_id (const WuseRelationGraph *self, const char *id);

/**
 * wuse_relation_graph_dup_ids:
 * @self: a graph
 * @nodes: (element-type guint32): nodes
 *
 * Returns: (transfer container) (array zero-terminated=1): their ids, which belong to the relations
 */
const char **wuse_relation_graph_dup_ids (const WuseRelationGraph *self, const GArray *nodes);

/**
 * wuse_relation_graph_list_reachable:
 * @self: a graph
 * @ids: (array zero-terminated=1): ids of actors; those that are not in it are passed over
 * @direction: upstream or downstream along transmissions, or either way along all links
 * @steps: how many links away at most
 *
 * Returns: (transfer full) (element-type guint32): they and who can be reached from them
 */
GArray *
wuse_relation_graph_list_reachable (const WuseRelationGraph *self, const char *const *ids, WuseDirection direction, guint steps);

/**
 * wuse_relation_graph_find_path:
 * @self: a graph
 * @from: id of an actor
 * @to: id of another
 *
 * Along transmissions if that is possible, confirmed ones rather than others; otherwise along any links, either way.
 *
 * Returns: (transfer full) (nullable) (element-type guint32): the nodes between them, with them; %NULL if nothing links them
 */
GArray *wuse_relation_graph_find_path (const WuseRelationGraph *self, const char *from, const char *to);

/**
 * WuseGraphNames:
 * @WUSE_GRAPH_NAMES_NONE: nobody has a name
 * @WUSE_GRAPH_NAMES_IMPORTANT: who infected others, and places
 * @WUSE_GRAPH_NAMES_ALL: everyone, as far as there is room
 *
 * Who has a name beside the node.
 */
typedef enum
{
  WUSE_GRAPH_NAMES_NONE,
  WUSE_GRAPH_NAMES_IMPORTANT,
  WUSE_GRAPH_NAMES_ALL,
} WuseGraphNames;

/**
 * WuseGraphNameField:
 * @WUSE_GRAPH_NAME_ID: its number, and how many it infected
 * @WUSE_GRAPH_NAME_ONSET: day of onset
 * @WUSE_GRAPH_NAME_AREA: area
 *
 * What the name of a case says.
 */
typedef enum
{
  WUSE_GRAPH_NAME_ID,
  WUSE_GRAPH_NAME_ONSET,
  WUSE_GRAPH_NAME_AREA,
} WuseGraphNameField;

/**
 * WuseGraphNaming:
 * @names: who has a name
 * @field: what it says
 * @areas: (nullable): what areas are called; else they are named by their ids
 */
typedef struct
{
  WuseGraphNames names;
  WuseGraphNameField field;
  const WuseAreaSet *areas;
} WuseGraphNaming;

/**
 * WuseGraphColorKey:
 * @color: a colour
 * @name: (nullable): what it stands for, an area by its name; %NULL for the rest
 * @n_nodes: how many nodes have it
 *
 * What a colour says.
 */
typedef struct
{
  WuseColor color;
  char *name;
  guint n_nodes;
} WuseGraphColorKey;

/**
 * wuse_relation_graph_make_scene:
 * @self: a graph
 * @variant: of the colours; where contrast is asked for, links are not fainter than anything else
 * @coloring: what colours say
 * @naming: who has a name, and what it says
 * @keys: (out) (transfer full) (element-type WuseDiagramKey): the legend, most frequent colours first
 *
 * About 30 ms for 100,000 nodes: never on the main thread.
 *
 * Returns: (transfer full): the scene; nodes and edges are numbered as in @self
 */
WuseDiagramScene *wuse_relation_graph_make_scene (WuseRelationGraph *self,
                                                  WusePaletteVariant variant,
                                                  WuseGraphColoring coloring,
                                                  const WuseGraphNaming *naming,
                                                  GArray **keys);

/**
 * wuse_relation_graph_make_scene_async:
 * @self: a graph
 * @variant: of the colours
 * @coloring: what colours say
 * @naming: who has a name, and what it says; copied
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: handed to @callback
 *
 * As wuse_relation_graph_make_scene(), on a thread of its own.
 */
void wuse_relation_graph_make_scene_async (WuseRelationGraph *self,
                                           WusePaletteVariant variant,
                                           WuseGraphColoring coloring,
                                           const WuseGraphNaming *naming,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/**
 * wuse_relation_graph_make_scene_finish:
 * @result: what the callback was given
 * @keys: (out) (transfer full) (nullable) (element-type WuseDiagramKey): the legend; %NULL without a scene
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the scene
 */
WuseDiagramScene *wuse_relation_graph_make_scene_finish (GAsyncResult *result, GArray **keys, GError **error);

/**
 * wuse_relation_graph_dup_label:
 * @self: a graph
 * @node: a node
 * @naming: what its name says
 *
 * Returns: (transfer full) (nullable): what stands beside it; %NULL if what is asked for is not known
 */
char *wuse_relation_graph_dup_label (const WuseRelationGraph *self, guint32 node, const WuseGraphNaming *naming);

G_END_DECLS
