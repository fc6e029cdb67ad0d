/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contact-tracing network, the same as that of the comparisons' generator. */

#include "config.h"

#include "layout-quality.h"

#include <math.h>

#define R 1.5
#define K 0.3
#define MEAN_CONTACTS 8.0

typedef struct
{
  guint32 state;
  guint n_nodes;
  GArray *from;
  GArray *to;
  GHashTable *seen;
  GArray *contacts;
  GArray *waiting;
  guint n_made;
} Maker;

/* mulberry32 */
static double
draw (Maker *self)
{
  guint32 t;

  self->state += 0x6d2b79f5u;
  t = (self->state ^ (self->state >> 15)) * (1u | self->state);
  t = (t + (t ^ (t >> 7)) * (61u | t)) ^ t;
  return (double) (t ^ (t >> 14)) / 4294967296.0;
}

static guint
draw_below (Maker *self, guint bound)
{
  return (guint) (draw (self) * bound);
}

/* Box and Muller 1958 */
static double
draw_normal (Maker *self)
{
  double radius = sqrt (-2.0 * log (1.0 - draw (self)));

  return radius * cos (2.0 * G_PI * draw (self));
}

/* Marsaglia and Tsang 2000; for a shape below 1 by way of one above it. */
static double
draw_gamma (Maker *self, double shape)
{
  double d, c;

  if (shape < 1.0)
    {
      double above = draw_gamma (self, shape + 1.0);

      return above * pow (1.0 - draw (self), 1.0 / shape);
    }
  d = shape - 1.0 / 3.0;
  c = 1.0 / sqrt (9.0 * d);
  while (TRUE)
    {
      double x = draw_normal (self), v = pow (1.0 + c * x, 3.0);

      if (v > 0.0 && log (1.0 - draw (self)) < 0.5 * x * x + d - d * v + d * log (v))
        return d * v;
    }
}

/* Knuth */
static guint
draw_poisson (Maker *self, double mean)
{
  double limit = exp (-mean), product = 1.0;
  guint n = 0;

  do
    {
      n++;
      product *= draw (self);
    }
  while (product > limit);

  return n - 1;
}

static guint
draw_offspring (Maker *self)
{
  double mean = draw_gamma (self, K) * R / K;

  return mean > 500.0 ? (guint) lround (mean) : draw_poisson (self, mean);
}

static void
add_edge (Maker *self, guint32 a, guint32 b)
{
  gint64 key = (gint64) MIN (a, b) * self->n_nodes + MAX (a, b);

  if (a == b || g_hash_table_contains (self->seen, &key))
    return;
  g_hash_table_add (self->seen, g_memdup2 (&key, sizeof key));
  g_array_append_val (self->from, a);
  g_array_append_val (self->to, b);
}

static guint32
contact (const Maker *self, guint i)
{
  return g_array_index (self->contacts, guint32, i);
}

/* A case from nowhere, mostly somebody's contact. */
static void
begin_chain (Maker *self)
{
  guint32 node = self->n_made++;

  if (self->contacts->len > 0 && draw (self) < 0.75)
    add_edge (self, node, contact (self, draw_below (self, self->contacts->len)));
  g_array_append_val (self->waiting, node);
}

static void
make_contacts (Maker *self, guint32 node)
{
  guint n = draw_poisson (self, MEAN_CONTACTS);
  guint32 before = WUSE_NODE_NONE;

  for (guint i = 0; i < n && self->n_made < self->n_nodes; i++)
    {
      guint32 made;

      if (self->contacts->len > 20 && draw (self) < 0.12)
        {
          guint n_recent = MIN (self->contacts->len, 400);

          add_edge (self, node, contact (self, self->contacts->len - 1 - draw_below (self, n_recent)));
          continue;
        }
      made = self->n_made++;
      g_array_append_val (self->contacts, made);
      add_edge (self, node, made);
      if (before != WUSE_NODE_NONE && draw (self) < 0.3)
        add_edge (self, before, made);
      before = made;
    }
}

static void
make_offspring (Maker *self, guint32 node)
{
  guint n = draw_offspring (self);

  for (guint i = 0; i < n && self->n_made < self->n_nodes; i++)
    {
      guint32 made = self->n_made++;

      add_edge (self, node, made);
      g_array_append_val (self->waiting, made);
    }
}

WuseGraph *
contact_graph_new (guint n_nodes)
{
  Maker self = {
    .state = 7 + n_nodes,
    .n_nodes = n_nodes,
    .from = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .to = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .contacts = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .waiting = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
  WuseGraph *graph;

  while (self.n_made < n_nodes)
    {
      guint i;
      guint32 node;

      if (self.waiting->len == 0)
        begin_chain (&self);
      if (self.n_made >= n_nodes)
        break;
      i = draw_below (&self, MIN (self.waiting->len, 64));
      node = g_array_index (self.waiting, guint32, i);
      g_array_remove_index (self.waiting, i);
      make_contacts (&self, node);
      make_offspring (&self, node);
    }
  graph = wuse_graph_new (n_nodes, (guint32 *) self.from->data, (guint32 *) self.to->data, self.from->len);
  g_array_unref (self.from);
  g_array_unref (self.to);
  g_array_unref (self.contacts);
  g_array_unref (self.waiting);
  g_hash_table_unref (self.seen);

  return graph;
}
