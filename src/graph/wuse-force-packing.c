/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Free places for components: each as the squares that its nodes and edges touch, put where it fits nearest to the middle
 * (polyomino packing; Freivalds, Dogrusoz, Kikusts, "Disconnected graph layout and the polyomino packing approach", 2002). */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-private.h"

#include <string.h>

/* Distance kept: a node has the squares that this much about it touches. A little less than half of one, so that a node
 * alone needs a single square. */
#define MARGIN 0.49f
/* The squares are made larger than 1 if there would be more. */
#define MAX_SQUARES 400000.0
#define LONGEST 10000.0
/* The whole becomes wider than high by this, as windows are. */
#define ASPECT 1.4f
/* Where the search for a box of up to this width and height ended is remembered: no square before it became free since. */
#define N_REMEMBERED 64

struct _WuseForcePacking
{
  float step;
  /* Squares that are taken, min_i to min_i + width - 1 and so on. */
  guint8 *taken;
  int min_i, min_j, width, height;
  /* Where the search begins. */
  int middle_i, middle_j;
  struct
  {
    int ring, place;
  } ended[N_REMEMBERED][N_REMEMBERED];
};

typedef struct
{
  guint8 *set;
  int width, height;
  float min_x, min_y;
  /* The squares, as pairs, with those at the rim first: they meet others soonest. */
  int *square;
  guint n_squares;
} Shape;

/* @area: that the boxes of all components need. */
WuseForcePacking *
wuse_force_packing_new (double area)
{
  WuseForcePacking *self = g_new0 (WuseForcePacking, 1);

  self->step = (float) MAX (1.0, sqrt (area / MAX_SQUARES));

  return self;
}

void
wuse_force_packing_free (WuseForcePacking *self)
{
  g_free (self->taken);
  g_free (self);
}

/* The area of the box; of a long and thin one more, so that a side does not have too many squares either. */
double
wuse_force_packing_measure (const guint32 *nodes, guint n_nodes, const float *x, const float *y)
{
  double min_x = G_MAXDOUBLE, min_y = G_MAXDOUBLE, max_x = -G_MAXDOUBLE, max_y = -G_MAXDOUBLE, width, height;

  for (guint i = 0; i < n_nodes; i++)
    {
      min_x = MIN (min_x, x[nodes[i]]);
      min_y = MIN (min_y, y[nodes[i]]);
      max_x = MAX (max_x, x[nodes[i]]);
      max_y = MAX (max_y, y[nodes[i]]);
    }
  if (n_nodes == 0)
    return 0.0;
  width = max_x - min_x + 1.0;
  height = max_y - min_y + 1.0;
  return MAX (width * height, MAX (width * width, height * height) / LONGEST);
}

/* Sets the squares that the surroundings of a point touch. */
static void
set_about (Shape *shape, float step, float x, float y)
{
  int first_i = (int) floorf ((x - MARGIN - shape->min_x) / step), last_i = (int) floorf ((x + MARGIN - shape->min_x) / step);
  int first_j = (int) floorf ((y - MARGIN - shape->min_y) / step), last_j = (int) floorf ((y + MARGIN - shape->min_y) / step);

  for (int j = MAX (first_j, 0); j <= MIN (last_j, shape->height - 1); j++)
    for (int i = MAX (first_i, 0); i <= MIN (last_i, shape->width - 1); i++)
      shape->set[(gsize) j * (gsize) shape->width + (gsize) i] = TRUE;
}

static void
set_edge (Shape *shape, float step, float x, float y, float other_x, float other_y)
{
  int n = (int) (hypotf (other_x - x, other_y - y) / step) + 1;

  for (int k = 1; k < n; k++)
    {
      float part = (float) k / (float) n;

      set_about (shape, step, x + part * (other_x - x), y + part * (other_y - y));
    }
}

static gboolean
is_inside (const Shape *shape, int i, int j)
{
  const guint8 *square = shape->set + (gsize) j * (gsize) shape->width + i;

  return i > 0 && j > 0 && i < shape->width - 1 && j < shape->height - 1 && square[-1] && square[1] && square[-shape->width]
         && square[shape->width];
}

static void
list_squares (Shape *shape)
{
  GArray *squares = g_array_new (FALSE, FALSE, 2 * sizeof (int));

  for (int pass = 0; pass < 2; pass++)
    for (int j = 0; j < shape->height; j++)
      for (int i = 0; i < shape->width; i++)
        if (shape->set[(gsize) j * (gsize) shape->width + (gsize) i] && is_inside (shape, i, j) == pass)
          {
            int square[2] = { i, j };

            g_array_append_vals (squares, square, 1);
          }
  shape->n_squares = squares->len;
  shape->square = (int *) g_array_free (squares, FALSE);
}

static void
trace (Shape *shape, float step, const WuseGraph *graph, const guint32 *nodes, guint n_nodes, const float *x, const float *y)
{
  float min_x = G_MAXFLOAT, min_y = G_MAXFLOAT, max_x = -G_MAXFLOAT, max_y = -G_MAXFLOAT;

  for (guint k = 0; k < n_nodes; k++)
    {
      min_x = MIN (min_x, x[nodes[k]]);
      min_y = MIN (min_y, y[nodes[k]]);
      max_x = MAX (max_x, x[nodes[k]]);
      max_y = MAX (max_y, y[nodes[k]]);
    }
  /* Whole squares from the origin, so that the same squares mean the same places in every shape. */
  shape->min_x = step * floorf ((min_x - MARGIN) / step);
  shape->min_y = step * floorf ((min_y - MARGIN) / step);
  if (n_nodes == 1)
    {
      shape->min_x = min_x - 0.5f * step;
      shape->min_y = min_y - 0.5f * step;
    }
  shape->width = (int) ((max_x + MARGIN - shape->min_x) / step) + 1;
  shape->height = (int) ((max_y + MARGIN - shape->min_y) / step) + 1;
  shape->set = g_new0 (guint8, (gsize) shape->width * (gsize) shape->height);
  for (guint k = 0; k < n_nodes; k++)
    {
      guint32 v = nodes[k];

      set_about (shape, step, x[v], y[v]);
      for (guint32 s = graph->first[v]; s < graph->first[v] + graph->n_out[v]; s++)
        set_edge (shape, step, x[v], y[v], x[graph->neighbor[s]], y[graph->neighbor[s]]);
    }
  list_squares (shape);
}

static void
clear_shape (Shape *shape)
{
  g_free (shape->set);
  g_free (shape->square);
}

/* Makes room for a box; at least half as much again as there was, so that it happens seldom. */
static void
grow (WuseForcePacking *self, int min_i, int min_j, int end_i, int end_j)
{
  int slack_i = self->width / 4 + 8, slack_j = self->height / 4 + 8, new_min_i, new_min_j, width, height;
  guint8 *taken;

  if (self->taken != NULL && min_i >= self->min_i && min_j >= self->min_j && end_i <= self->min_i + self->width
      && end_j <= self->min_j + self->height)
    return;
  new_min_i = MIN (min_i, self->min_i) - slack_i;
  new_min_j = MIN (min_j, self->min_j) - slack_j;
  width = MAX (end_i, self->min_i + self->width) + slack_i - new_min_i;
  height = MAX (end_j, self->min_j + self->height) + slack_j - new_min_j;
  taken = g_new0 (guint8, (gsize) width * (gsize) height);
  for (int j = 0; j < self->height; j++)
    memcpy (taken + (gsize) (j + self->min_j - new_min_j) * (gsize) width + (self->min_i - new_min_i),
            self->taken + (gsize) j * (gsize) self->width, (gsize) self->width);
  g_free (self->taken);
  self->taken = taken;
  self->min_i = new_min_i;
  self->min_j = new_min_j;
  self->width = width;
  self->height = height;
}

static gboolean
fits (const WuseForcePacking *self, const Shape *shape, int at_i, int at_j)
{
  for (guint k = 0; k < shape->n_squares; k++)
    {
      int i = shape->square[2 * k] + at_i - self->min_i, j = shape->square[2 * k + 1] + at_j - self->min_j;

      if (i >= 0 && j >= 0 && i < self->width && j < self->height && self->taken[(gsize) j * (gsize) self->width + (gsize) i])
        return FALSE;
    }
  return TRUE;
}

static void
take (WuseForcePacking *self, const Shape *shape, int at_i, int at_j)
{
  grow (self, at_i, at_j, at_i + shape->width, at_j + shape->height);
  for (guint k = 0; k < shape->n_squares; k++)
    {
      int i = shape->square[2 * k] + at_i - self->min_i, j = shape->square[2 * k + 1] + at_j - self->min_j;

      self->taken[(gsize) j * (gsize) self->width + (gsize) i] = TRUE;
    }
}

/* Place @place of ring @ring about the origin, a box of squares; FALSE if the ring has no more. */
static gboolean
find_in_ring (int ring, int place, int *i, int *j)
{
  int half_width = (int) (ASPECT * (float) ring), row = 2 * half_width + 1, column = 2 * ring - 1;

  if (ring == 0)
    {
      *i = *j = 0;
      return place == 0;
    }
  if (place < 2 * row)
    {
      /* From the middle outwards, above and below in turns. */
      int along = place / 2;

      *i = (along + 1) / 2 * (along % 2 == 0 ? 1 : -1);
      *j = place % 2 == 0 ? ring : -ring;
      return TRUE;
    }
  place -= 2 * row;
  /* Of the sides, as many columns as the box has become wider. */
  for (int x = (int) (ASPECT * (float) (ring - 1)) + 1; x <= half_width; x++)
    {
      if (place < 2 * column)
        {
          int along = place / 2;

          *j = (along + 1) / 2 * (along % 2 == 0 ? 1 : -1);
          *i = place % 2 == 0 ? x : -x;
          return TRUE;
        }
      place -= 2 * column;
    }
  return FALSE;
}

/* Marks where nodes lie as taken; others come about the middle of them. */
void
wuse_force_packing_occupy (
    WuseForcePacking *self, const WuseGraph *graph, const guint32 *nodes, guint n_nodes, const float *x, const float *y)
{
  Shape shape = { 0 };
  int at_i, at_j;

  if (n_nodes == 0)
    return;
  trace (&shape, self->step, graph, nodes, n_nodes, x, y);
  at_i = (int) roundf (shape.min_x / self->step);
  at_j = (int) roundf (shape.min_y / self->step);
  take (self, &shape, at_i, at_j);
  self->middle_i = at_i + shape.width / 2;
  self->middle_j = at_j + shape.height / 2;
  clear_shape (&shape);
}

/* Finds the place nearest to the middle where a component fits, takes it, and says by how much it has to be moved. */
void
wuse_force_packing_place (WuseForcePacking *self,
                          const WuseGraph *graph,
                          const guint32 *nodes,
                          guint n_nodes,
                          const float *x,
                          const float *y,
                          float *offset_x,
                          float *offset_y)
{
  Shape shape = { 0 };
  int ring = 0, place = 0, i, j, left, top;
  gboolean is_remembered;

  trace (&shape, self->step, graph, nodes, n_nodes, x, y);
  left = self->middle_i - shape.width / 2;
  top = self->middle_j - shape.height / 2;
  is_remembered = shape.width <= N_REMEMBERED && shape.height <= N_REMEMBERED;
  if (is_remembered)
    {
      ring = self->ended[shape.width - 1][shape.height - 1].ring;
      place = self->ended[shape.width - 1][shape.height - 1].place;
    }
  while (!find_in_ring (ring, place, &i, &j) || !fits (self, &shape, left + i, top + j))
    {
      place++;
      if (find_in_ring (ring, place, &i, &j))
        continue;
      ring++;
      place = 0;
    }
  if (is_remembered)
    {
      self->ended[shape.width - 1][shape.height - 1].ring = ring;
      self->ended[shape.width - 1][shape.height - 1].place = place;
    }
  take (self, &shape, left + i, top + j);
  *offset_x = self->step * (float) (left + i) - shape.min_x;
  *offset_y = self->step * (float) (top + j) - shape.min_y;
  clear_shape (&shape);
}
