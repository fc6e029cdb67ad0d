/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A graph as it is drawn: where each node lies, how nodes and edges look; immutable. */

#pragma once

#include "wuse-color.h"
#include "wuse-graph.h"

G_BEGIN_DECLS

/**
 * WuseNodeShape:
 * @WUSE_NODE_DISC: a filled disc
 * @WUSE_NODE_RING: a ring
 * @WUSE_NODE_DOT: a disc of half the size
 * @WUSE_NODE_SQUARE: a square
 * @WUSE_NODE_CROSS: a ring with a cross in it: nobody knows who
 * @WUSE_NODE_HIDDEN: neither drawn nor found; nor are its edges
 */
typedef enum
{
  WUSE_NODE_DISC,
  WUSE_NODE_RING,
  WUSE_NODE_DOT,
  WUSE_NODE_SQUARE,
  WUSE_NODE_CROSS,
  WUSE_NODE_HIDDEN,
} WuseNodeShape;

/**
 * WuseEdgeShape:
 * @WUSE_EDGE_STRAIGHT: a line
 * @WUSE_EDGE_CURVE: leaves and arrives horizontally, for trees along time
 * @WUSE_EDGE_HIDDEN: not drawn
 */
typedef enum
{
  WUSE_EDGE_STRAIGHT,
  WUSE_EDGE_CURVE,
  WUSE_EDGE_HIDDEN,
} WuseEdgeShape;

/**
 * WuseNodeStyle:
 * @radius: in pixels at full size; drawn smaller when zoomed out
 * @color: its colour
 * @shape: a #WuseNodeShape
 */
typedef struct
{
  float radius;
  WuseColor color;
  guint8 shape;
} WuseNodeStyle;

/**
 * WuseEdgeStyle:
 * @width: in pixels at full size
 * @color: its colour
 * @shape: a #WuseEdgeShape
 * @dashed: whether it is drawn in dashes
 * @arrow: whether an arrow shows its direction, where there is room for one
 * @bend: of a curve, x at which it has arrived at the height of its end, from where it goes on level
 */
typedef struct
{
  float width;
  WuseColor color;
  guint8 shape;
  guint8 dashed;
  guint8 arrow;
  float bend;
} WuseEdgeStyle;

/**
 * WuseDiagramBox:
 * @left: least x
 * @top: least y
 * @right: greatest x
 * @bottom: greatest y
 *
 * A part of the plane, in the unit of positions.
 */
typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} WuseDiagramBox;

/**
 * WuseDiagramScene:
 * @graph: who is joined to whom
 * @positions: (array): x and y of each node in turns, x to the right, y down; in a unit of the layout
 * @nodes: (array): by node
 * @edges: (array): by edge
 * @labels: (nullable) (array): by node: what stands beside it, or %NULL
 * @texts: (nullable): where these are: a hundred thousand are let go at once
 * @order: (array): nodes by falling radius: those that are labelled first
 * @box: around all nodes that are not hidden
 * @n_shown: how many nodes are not hidden
 * @n_cells_x: cells of the lookup grid in a row
 * @n_cells_y: rows of the lookup grid
 * @cell_size: side of a cell
 * @first_in_cell: offsets into @in_cell, by cell
 * @in_cell: nodes by cell
 * @spacing: how far it is from one node to the next in the mean, in the unit of positions
 *
 * Shared between threads; read only.
 */
typedef struct
{
  WuseGraph *graph;
  const float *positions;
  const WuseNodeStyle *nodes;
  const WuseEdgeStyle *edges;
  const char *const *labels;
  GStringChunk *texts;
  const guint32 *order;
  WuseDiagramBox box;
  guint n_shown;
  guint n_cells_x;
  guint n_cells_y;
  double cell_size;
  const guint32 *first_in_cell;
  const guint32 *in_cell;
  double spacing;
} WuseDiagramScene;

GType wuse_diagram_scene_get_type (void);
#define WUSE_TYPE_DIAGRAM_SCENE (wuse_diagram_scene_get_type ())

/**
 * wuse_diagram_scene_new:
 * @graph: the graph
 * @positions: (transfer full) (array): x and y by node; nodes at a position that is not finite are hidden
 * @nodes: (transfer full) (array): by node
 * @edges: (transfer full) (array) (nullable): by edge; %NULL only without edges
 * @labels: (transfer full) (array) (nullable): by node, each of @texts or %NULL
 * @texts: (transfer full) (nullable): what @labels say; %NULL only without @labels
 *
 * Linear, but for sorting nodes by size: about 20 ms for 100,000 nodes and 400,000 edges, so for a worker thread when large.
 *
 * Returns: (transfer full): a scene
 */
WuseDiagramScene *wuse_diagram_scene_new (
    WuseGraph *graph, float *positions, WuseNodeStyle *nodes, WuseEdgeStyle *edges, char **labels, GStringChunk *texts);

/**
 * wuse_diagram_scene_ref:
 * @self: a scene
 *
 * Returns: (transfer full): @self
 */
WuseDiagramScene *wuse_diagram_scene_ref (WuseDiagramScene *self);

/**
 * wuse_diagram_scene_unref:
 * @self: (transfer full): a scene
 */
void wuse_diagram_scene_unref (WuseDiagramScene *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseDiagramScene, wuse_diagram_scene_unref)

/**
 * wuse_diagram_scene_get_size_factor:
 * @self: a scene
 * @scale: pixels to a unit of positions
 *
 * Returns: by how much nodes are smaller than at full size: 1 where a unit is 32 pixels or more, falling with the square root
 *   of @scale; where nodes are closer together than 10 pixels in the mean, with @scale; at least 0.05
 */
float wuse_diagram_scene_get_size_factor (const WuseDiagramScene *self, double scale);

/**
 * wuse_diagram_line_factor:
 * @size_factor: of wuse_diagram_scene_get_size_factor()
 *
 * Returns: by how much lines are thinner than at full size: at least 0.5 until nodes are so small that a hundred thousand lines
 *   would cover them
 */
float wuse_diagram_line_factor (float size_factor);

/**
 * WUSE_DIAGRAM_LEAST_ARROWED:
 *
 * The size factor below which arrow heads would be larger than what they point at: edges have none.
 */
#define WUSE_DIAGRAM_LEAST_ARROWED 0.25f

/**
 * wuse_diagram_scene_find:
 * @self: a scene
 * @x: where, in the unit of positions
 * @y: where
 * @reach: how far from the middle of a node, at most, in the same unit
 *
 * Returns: the nearest node that is not hidden, or %WUSE_NODE_NONE
 */
guint32 wuse_diagram_scene_find (const WuseDiagramScene *self, double x, double y, double reach);

/**
 * wuse_diagram_scene_collect:
 * @self: a scene
 * @box: where
 * @nodes: (element-type guint32): the nodes in @box that are not hidden are appended, in no order
 */
void wuse_diagram_scene_collect (const WuseDiagramScene *self, const WuseDiagramBox *box, GArray *nodes);

/**
 * wuse_diagram_scene_measure_edge:
 * @self: a scene
 * @edge: an edge
 * @x: where, in the unit of positions
 * @y: where
 * @reach: farther away than this it does not matter how far
 *
 * Returns: how far the edge is drawn from there, in the same unit; infinity beyond @reach, and for edges that are hidden or lead
 *   from a node to itself
 */
double wuse_diagram_scene_measure_edge (const WuseDiagramScene *self, guint32 edge, double x, double y, double reach);

G_END_DECLS
