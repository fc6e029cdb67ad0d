/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rings around roots, and discs in rows. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-radial-layout.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  const WuseTransmissionForest *forest;
  WuseRadialLayoutOptions options;
  guint32 *n_roots;    /* of each component */
  double *weight;      /* of each node: how wide a sector it asks for */
  double *of_children; /* the sum of the weights of whom it infected */
  double *total;       /* weight of the roots of each component */
  double *begin;       /* where the sector of each node begins, in weights */
  double *ring;        /* radii, as the layout's */
  double *ring_mark;   /* largest mark on each ring */
} Radial;

static double
get_radius (const Radial *radial, guint32 v)
{
  return radial->options.radii != NULL ? MAX (0, radial->options.radii[v]) : radial->options.radius;
}

static gboolean
is_centre (const Radial *radial, guint32 v)
{
  return radial->forest->parent[v] == WUSE_NODE_NONE && radial->n_roots[radial->forest->component[v]] == 1;
}

/* The rings of a component are as far out as they are many, more or less: an outer one has more room for the same angle. */
static void
weigh (Radial *radial)
{
  const WuseTransmissionForest *forest = radial->forest;

  for (guint i = 0; i < forest->n_nodes; i += forest->subtree_size[forest->preorder[i]])
    radial->n_roots[forest->component[forest->preorder[i]]]++;
  for (guint i = forest->n_nodes; i-- > 0;)
    {
      guint32 v = forest->preorder[i], component = forest->component[v];
      guint ring = forest->depth[v] + (radial->n_roots[component] > 1);
      double own = (2 * get_radius (radial, v) + radial->options.spacing) / MAX (ring, 1);

      radial->weight[v] =
          is_centre (radial, v) && radial->of_children[v] > 0 ? radial->of_children[v] : MAX (own, radial->of_children[v]);
      if (forest->parent[v] != WUSE_NODE_NONE)
        radial->of_children[forest->parent[v]] += radial->weight[v];
      else
        radial->total[component] += radial->weight[v];
    }
}

/* Those below share the middle of a sector wider than they need. */
static void
divide (Radial *radial)
{
  const WuseTransmissionForest *forest = radial->forest;
  g_autofree double *next = g_new (double, forest->n_nodes);
  g_autofree double *next_root = g_new0 (double, forest->n_components);

  for (guint i = 0; i < forest->n_nodes; i++)
    {
      guint32 v = forest->preorder[i], parent = forest->parent[v];
      double *place = parent != WUSE_NODE_NONE ? &next[parent] : &next_root[forest->component[v]];

      radial->begin[v] = *place;
      *place += radial->weight[v];
      next[v] = radial->begin[v] + (radial->weight[v] - radial->of_children[v]) / 2;
    }
}

static void
count_rings (const WuseTransmissionForest *forest, WuseRadialLayout *self)
{
  guint32 n = 0;

  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      WuseRadialDisc *disc = &self->discs[forest->component[v]];
      disc->n_rings = MAX (disc->n_rings, forest->depth[v] + 1);
    }
  for (guint c = 0; c < self->n_discs; c++)
    {
      self->discs[c].first_ring = n;
      n += self->discs[c].n_rings;
    }
  self->rings = g_new (float, n);
}

/* A mark of radius r fits into a sector of half angle a at distance r / sin a. */
static void
size_rings (Radial *radial, WuseRadialLayout *self)
{
  const WuseTransmissionForest *forest = radial->forest;
  double spacing = radial->options.spacing;

  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      guint32 component = forest->component[v];
      guint32 ring = self->discs[component].first_ring + forest->depth[v];
      double half_angle = MIN (G_PI * radial->weight[v] / radial->total[component], G_PI / 2);
      double distance = (get_radius (radial, v) + spacing / 2) / sin (half_angle);

      if (!is_centre (radial, v))
        radial->ring[ring] = MAX (radial->ring[ring], distance);
      radial->ring_mark[ring] = MAX (radial->ring_mark[ring], get_radius (radial, v));
    }
  for (guint c = 0; c < self->n_discs; c++)
    {
      WuseRadialDisc *disc = &self->discs[c];
      guint32 end = disc->first_ring + disc->n_rings;

      for (guint32 r = disc->first_ring + 1; r < end; r++)
        radial->ring[r] = MAX (radial->ring[r], radial->ring[r - 1] + radial->ring_mark[r - 1] + radial->ring_mark[r] + spacing);
      for (guint32 r = disc->first_ring; r < end; r++)
        self->rings[r] = (float) radial->ring[r];
      disc->radius = (float) (radial->ring[end - 1] + radial->ring_mark[end - 1]);
    }
}

typedef struct
{
  double side;
  guint32 component;
} Square;

static int
compare_squares (gconstpointer a, gconstpointer b)
{
  const Square *left = a, *right = b;

  if (left->side != right->side)
    return left->side > right->side ? -1 : 1;

  return left->component < right->component ? -1 : left->component > right->component;
}

static void
put (WuseRadialLayout *self, const Square *square, double x, double y)
{
  self->discs[square->component].x = (float) x;
  self->discs[square->component].y = (float) y;
  self->width = MAX (self->width, x + square->side / 2);
  self->height = MAX (self->height, y + square->side / 2);
}

/* Rows as high as their first square, filled with columns as wide as theirs. */
static void
lay_in_rows (WuseRadialLayout *self, const Square *squares, double width)
{
  double top = 0;
  guint i = 0;

  while (i < self->n_discs)
    {
      double left = 0, height = squares[i].side;

      while (i < self->n_discs && (left == 0 || left + squares[i].side <= width))
        {
          double column = squares[i].side, used = 0;

          for (; i < self->n_discs && used + squares[i].side <= height; i++)
            {
              put (self, &squares[i], left + column / 2, top + used + squares[i].side / 2);
              used += squares[i].side;
            }
          left += column;
        }
      top += height;
    }
}

static void
pack (WuseRadialLayout *self, double spacing, double aspect)
{
  g_autofree Square *squares = g_new (Square, self->n_discs);
  double area = 0;

  for (guint c = 0; c < self->n_discs; c++)
    {
      squares[c] = (Square){ 2 * self->discs[c].radius + spacing, c };
      area += squares[c].side * squares[c].side;
    }
  if (self->n_discs > 0)
    qsort (squares, self->n_discs, sizeof *squares, compare_squares);
  lay_in_rows (self, squares, sqrt (area * aspect));
}

static void
place_nodes (const Radial *radial, WuseRadialLayout *self)
{
  const WuseTransmissionForest *forest = radial->forest;

  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      const WuseRadialDisc *disc = &self->discs[forest->component[v]];
      double turn = (radial->begin[v] + radial->weight[v] / 2) / radial->total[forest->component[v]];
      double ring = radial->ring[disc->first_ring + forest->depth[v]];

      self->x[v] = (float) (disc->x + ring * sin (2 * G_PI * turn));
      self->y[v] = (float) (disc->y - ring * cos (2 * G_PI * turn));
    }
}

static void
take_options (Radial *radial, const WuseRadialLayoutOptions *options)
{
  if (options != NULL)
    radial->options = *options;
  if (!(radial->options.radius > 0))
    radial->options.radius = 1;
  if (!(radial->options.spacing > 0))
    radial->options.spacing = 2 * radial->options.radius;
  if (!(radial->options.aspect > 0))
    radial->options.aspect = 1.6;
}

WuseRadialLayout *
wuse_radial_layout_new (const WuseTransmissionForest *forest, const WuseRadialLayoutOptions *options)
{
  g_return_val_if_fail (forest != NULL, NULL);

  guint n = forest->n_nodes;
  g_autofree guint32 *n_roots = g_new0 (guint32, forest->n_components);
  g_autofree double *weight = g_new (double, n);
  g_autofree double *of_children = g_new0 (double, n);
  g_autofree double *total = g_new0 (double, forest->n_components);
  g_autofree double *begin = g_new (double, n);
  g_autofree double *ring = g_new0 (double, n);
  g_autofree double *ring_mark = g_new0 (double, n);
  Radial radial = { .forest = forest,
                    .n_roots = n_roots,
                    .weight = weight,
                    .of_children = of_children,
                    .total = total,
                    .begin = begin,
                    .ring = ring,
                    .ring_mark = ring_mark };
  WuseRadialLayout *self = g_new0 (WuseRadialLayout, 1);

  take_options (&radial, options);
  self->n_nodes = n;
  self->n_discs = forest->n_components;
  self->x = g_new (float, n);
  self->y = g_new (float, n);
  self->discs = g_new0 (WuseRadialDisc, self->n_discs);

  weigh (&radial);
  divide (&radial);
  count_rings (forest, self);
  size_rings (&radial, self);
  pack (self, radial.options.spacing, radial.options.aspect);
  place_nodes (&radial, self);

  return self;
}

void
wuse_radial_layout_free (WuseRadialLayout *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->x);
  g_free (self->y);
  g_free (self->discs);
  g_free (self->rings);
  g_free (self);
}
