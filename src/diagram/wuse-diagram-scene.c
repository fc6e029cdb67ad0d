/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A graph as it is drawn. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-scene.h"

#include <math.h>
#include <stdlib.h>

/* A cell of the lookup grid holds about as many nodes. */
#define NODES_A_CELL 4
#define MAX_CELLS_A_SIDE 1024
/* Full size is reached where a unit of positions is so many pixels. */
#define FULL_SIZE_SCALE 32.0
/* Below this many pixels from one node to the next, marks that fall with a root only would cover each other. */
#define CROWDED_DISTANCE 10.0
#define LEAST_FACTOR 0.05f
/* Nodes before the means of their distances say anything. */
#define LEAST_CROWD 1000
#define LEAST_LINE_FACTOR 0.5f
#define THINNED_FACTOR 0.3f
/* A curve is measured as so many straight pieces. */
#define CURVE_PIECES 16

G_DEFINE_BOXED_TYPE (WuseDiagramScene, wuse_diagram_scene, wuse_diagram_scene_ref, wuse_diagram_scene_unref)

typedef struct
{
  float radius;
  guint32 node;
} Ranked;

static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *left = a, *right = b;

  if (left->radius != right->radius)
    return left->radius > right->radius ? -1 : 1;
  return left->node < right->node ? -1 : 1;
}

static guint32 *
rank_nodes (const WuseNodeStyle *nodes, guint n)
{
  Ranked *ranked = g_new (Ranked, n);
  guint32 *order = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    ranked[i] = (Ranked){ nodes[i].radius, i };
  if (n > 0)
    qsort (ranked, n, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < n; i++)
    order[i] = ranked[i].node;
  g_free (ranked);

  return order;
}

static guint
cell_of (const WuseDiagramScene *self, double x, double y)
{
  guint column = (guint) CLAMP ((x - self->box.left) / self->cell_size, 0, self->n_cells_x - 1);
  guint row = (guint) CLAMP ((y - self->box.top) / self->cell_size, 0, self->n_cells_y - 1);

  return row * self->n_cells_x + column;
}

static void
build_cells (WuseDiagramScene *self)
{
  const guint n = self->graph->n_nodes;
  double width = self->box.right - self->box.left, height = self->box.bottom - self->box.top;
  guint32 *first, *in_cell, *next;
  guint n_cells;

  self->cell_size = sqrt (MAX (width * height, 1e-6) * NODES_A_CELL / MAX (self->n_shown, 1));
  self->cell_size = MAX (self->cell_size, MAX (width, height) / MAX_CELLS_A_SIDE);
  self->cell_size = MAX (self->cell_size, 1e-6);
  self->n_cells_x = 1 + (guint) (width / self->cell_size);
  self->n_cells_y = 1 + (guint) (height / self->cell_size);
  n_cells = self->n_cells_x * self->n_cells_y;

  first = g_new0 (guint32, n_cells + 1);
  for (guint i = 0; i < n; i++)
    if (self->nodes[i].shape != WUSE_NODE_HIDDEN)
      first[cell_of (self, self->positions[2 * i], self->positions[2 * i + 1]) + 1]++;
  for (guint i = 0; i < n_cells; i++)
    first[i + 1] += first[i];
  in_cell = g_new (guint32, self->n_shown);
  next = g_memdup2 (first, n_cells * sizeof *first);
  for (guint i = 0; i < n; i++)
    if (self->nodes[i].shape != WUSE_NODE_HIDDEN)
      in_cell[next[cell_of (self, self->positions[2 * i], self->positions[2 * i + 1])]++] = i;
  g_free (next);
  self->first_in_cell = first;
  self->in_cell = in_cell;
}

/* As if the nodes shared evenly the cells in which any are: not the gaps between clusters. */
static double
measure_spacing (const WuseDiagramScene *self)
{
  guint n_occupied = 0;

  for (guint i = 0; i < self->n_cells_x * self->n_cells_y; i++)
    n_occupied += self->first_in_cell[i + 1] > self->first_in_cell[i];

  return self->cell_size * sqrt ((double) n_occupied / MAX (self->n_shown, 1));
}

WuseDiagramScene *
wuse_diagram_scene_new (
    WuseGraph *graph, float *positions, WuseNodeStyle *nodes, WuseEdgeStyle *edges, char **labels, GStringChunk *texts)
{
  WuseDiagramScene *self;

  g_return_val_if_fail (graph != NULL, NULL);
  g_return_val_if_fail ((positions != NULL && nodes != NULL) || graph->n_nodes == 0, NULL);
  g_return_val_if_fail (edges != NULL || graph->n_edges == 0, NULL);
  g_return_val_if_fail ((labels == NULL) == (texts == NULL), NULL);

  self = g_atomic_rc_box_new0 (WuseDiagramScene);
  self->graph = wuse_graph_ref (graph);
  self->positions = positions;
  self->nodes = nodes;
  self->edges = edges;
  self->labels = (const char *const *) labels;
  self->texts = texts;
  self->box = (WuseDiagramBox){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
  for (guint i = 0; i < graph->n_nodes; i++)
    {
      double x = positions[2 * i], y = positions[2 * i + 1];

      if (!isfinite (x) || !isfinite (y))
        nodes[i].shape = WUSE_NODE_HIDDEN;
      if (nodes[i].shape == WUSE_NODE_HIDDEN)
        continue;
      self->n_shown++;
      self->box.left = MIN (self->box.left, x);
      self->box.top = MIN (self->box.top, y);
      self->box.right = MAX (self->box.right, x);
      self->box.bottom = MAX (self->box.bottom, y);
    }
  if (self->n_shown == 0)
    self->box = (WuseDiagramBox){ 0, 0, 0, 0 };
  for (guint i = 0; i < graph->n_edges; i++)
    if (nodes[graph->from[i]].shape == WUSE_NODE_HIDDEN || nodes[graph->to[i]].shape == WUSE_NODE_HIDDEN)
      edges[i].shape = WUSE_EDGE_HIDDEN;
  self->order = rank_nodes (nodes, graph->n_nodes);
  build_cells (self);
  self->spacing = measure_spacing (self);

  return self;
}

WuseDiagramScene *
wuse_diagram_scene_ref (WuseDiagramScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  WuseDiagramScene *self = data;

  g_free ((gpointer) self->labels);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free ((gpointer) self->positions);
  g_free ((gpointer) self->nodes);
  g_free ((gpointer) self->edges);
  g_free ((gpointer) self->order);
  g_free ((gpointer) self->first_in_cell);
  g_free ((gpointer) self->in_cell);
  wuse_graph_unref (self->graph);
}

void
wuse_diagram_scene_unref (WuseDiagramScene *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

float
wuse_diagram_scene_get_size_factor (const WuseDiagramScene *self, double scale)
{
  /* Few nodes, or rows of them: the unit is as good. */
  const double spacing = self->n_shown >= LEAST_CROWD ? MIN (self->spacing, 1.0) : 1;
  const double crowded_scale = CROWDED_DISTANCE / MAX (spacing, 1e-6);
  const double factor = sqrt (MAX (scale, CROWDED_DISTANCE) / FULL_SIZE_SCALE) * MIN (scale / crowded_scale, 1.0);

  return CLAMP ((float) factor, LEAST_FACTOR, 1.0f);
}

float
wuse_diagram_line_factor (float size_factor)
{
  return MAX (size_factor, LEAST_LINE_FACTOR) * MIN (size_factor / THINNED_FACTOR, 1.0f);
}

static void
get_cells (const WuseDiagramScene *self, const WuseDiagramBox *box, guint *column, guint *end_column, guint *row, guint *end_row)
{
  guint least = cell_of (self, box->left, box->top), greatest = cell_of (self, box->right, box->bottom);

  *column = least % self->n_cells_x;
  *row = least / self->n_cells_x;
  *end_column = greatest % self->n_cells_x + 1;
  *end_row = greatest / self->n_cells_x + 1;
}

guint32
wuse_diagram_scene_find (const WuseDiagramScene *self, double x, double y, double reach)
{
  const WuseDiagramBox box = { x - reach, y - reach, x + reach, y + reach };
  guint column, end_column, row, end_row;
  double nearest = reach * reach;
  guint32 found = WUSE_NODE_NONE;

  g_return_val_if_fail (self != NULL, WUSE_NODE_NONE);

  get_cells (self, &box, &column, &end_column, &row, &end_row);
  for (guint r = row; r < end_row; r++)
    for (guint i = self->first_in_cell[r * self->n_cells_x + column]; i < self->first_in_cell[r * self->n_cells_x + end_column];
         i++)
      {
        const guint32 node = self->in_cell[i];
        double dx = self->positions[2 * node] - x, dy = self->positions[2 * node + 1] - y, distance = dx * dx + dy * dy;

        if (distance < nearest || (distance == nearest && (found == WUSE_NODE_NONE || node < found)))
          {
            nearest = distance;
            found = node;
          }
      }

  return found;
}

void
wuse_diagram_scene_collect (const WuseDiagramScene *self, const WuseDiagramBox *box, GArray *nodes)
{
  guint column, end_column, row, end_row;

  g_return_if_fail (self != NULL);
  g_return_if_fail (box != NULL);
  g_return_if_fail (nodes != NULL);

  get_cells (self, box, &column, &end_column, &row, &end_row);
  for (guint r = row; r < end_row; r++)
    for (guint i = self->first_in_cell[r * self->n_cells_x + column]; i < self->first_in_cell[r * self->n_cells_x + end_column];
         i++)
      {
        const guint32 node = self->in_cell[i];
        float x = self->positions[2 * node], y = self->positions[2 * node + 1];

        if (x >= box->left && x <= box->right && y >= box->top && y <= box->bottom)
          g_array_append_val (nodes, node);
      }
}

/* From a point to a piece of a line. */
static double
measure_piece (double x, double y, double x0, double y0, double x1, double y1)
{
  const double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
  const double along = length > 0 ? CLAMP (((x - x0) * dx + (y - y0) * dy) / length, 0, 1) : 0;

  return hypot (x - x0 - along * dx, y - y0 - along * dy);
}

/* As it is painted: leaves and arrives horizontally, then goes on level. */
static double
measure_curve (double x, double y, double x0, double y0, double bend, double x1, double y1)
{
  const double half = (bend - x0) / 2;
  double nearest = measure_piece (x, y, bend, y1, x1, y1), from_x = x0, from_y = y0;

  for (guint i = 1; i <= CURVE_PIECES; i++)
    {
      const double t = (double) i / CURVE_PIECES, s = 1 - t;
      const double to_x = s * s * s * x0 + 3 * s * s * t * (x0 + half) + 3 * s * t * t * (bend - half) + t * t * t * bend;
      const double to_y = s * s * s * y0 + 3 * s * s * t * y0 + 3 * s * t * t * y1 + t * t * t * y1;

      nearest = MIN (nearest, measure_piece (x, y, from_x, from_y, to_x, to_y));
      from_x = to_x;
      from_y = to_y;
    }

  return nearest;
}

double
wuse_diagram_scene_measure_edge (const WuseDiagramScene *self, guint32 edge, double x, double y, double reach)
{
  const WuseEdgeStyle *style;
  double x0, y0, x1, y1, bend, distance;

  g_return_val_if_fail (self != NULL && edge < self->graph->n_edges, INFINITY);

  style = &self->edges[edge];
  if (style->shape == WUSE_EDGE_HIDDEN || self->graph->from[edge] == self->graph->to[edge])
    return INFINITY;
  x0 = self->positions[2 * self->graph->from[edge]];
  y0 = self->positions[2 * self->graph->from[edge] + 1];
  x1 = self->positions[2 * self->graph->to[edge]];
  y1 = self->positions[2 * self->graph->to[edge] + 1];
  bend = style->shape == WUSE_EDGE_CURVE ? style->bend : x1;
  if (x < MIN (MIN (x0, x1), bend) - reach || x > MAX (MAX (x0, x1), bend) + reach || y < MIN (y0, y1) - reach
      || y > MAX (y0, y1) + reach)
    return INFINITY;
  distance = style->shape == WUSE_EDGE_CURVE ? measure_curve (x, y, x0, y0, bend, x1, y1) : measure_piece (x, y, x0, y0, x1, y1);

  return distance <= reach ? distance : INFINITY;
}
