/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transmission tree along time. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-time-layout.h"

#include "wuse-time-private.h"

#include <math.h>

static guint16 *
round_extents (guint n_nodes, const WuseTimeLayoutOptions *options)
{
  guint16 *extent = g_new (guint16, n_nodes);

  for (guint32 v = 0; v < n_nodes; v++)
    {
      double days = options->extents != NULL ? options->extents[v] : options->extent;

      extent[v] = days > 1 ? (guint16) ceil (MIN (days, WUSE_TIME_LAYOUT_MAX_EXTENT)) : 1;
    }

  return extent;
}

/* The curves of a family are alike until the nearest of those infected; so are those that lead back in time. */
static void
find_bends (const WuseTransmissionForest *forest, const guint32 *x, float *bend)
{
  g_autofree guint32 *after = g_new (guint32, forest->n_nodes);
  g_autofree guint32 *before = g_new0 (guint32, forest->n_nodes);

  for (guint32 v = 0; v < forest->n_nodes; v++)
    after[v] = G_MAXUINT32;
  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      guint32 parent = forest->parent[v];

      if (parent != WUSE_NODE_NONE && x[v] > x[parent])
        after[parent] = MIN (after[parent], x[v]);
      else if (parent != WUSE_NODE_NONE && x[v] < x[parent])
        before[parent] = MAX (before[parent], x[v]);
    }
  for (guint32 v = 0; v < forest->n_nodes; v++)
    {
      guint32 parent = forest->parent[v];

      if (parent == WUSE_NODE_NONE || x[v] == x[parent])
        bend[v] = (float) x[v];
      else
        bend[v] = (float) (x[v] > x[parent] ? after[parent] : before[parent]);
    }
}

WuseTimeLayout *
wuse_time_layout_new (const WuseTransmissionForest *forest, const WuseTimeLayoutOptions *options)
{
  static const WuseTimeLayoutOptions none = { 0 };

  g_return_val_if_fail (forest != NULL, NULL);

  guint n = forest->n_nodes;
  double row_height = options != NULL && options->row_height > 0 ? options->row_height : 1;
  WuseTimeLayout *self = g_new0 (WuseTimeLayout, 1);
  g_autofree guint16 *extent = round_extents (n, options != NULL ? options : &none);
  g_autofree guint32 *x = g_new (guint32, n);
  g_autofree double *y = g_new0 (double, n);

  self->n_nodes = n;
  self->x = g_new (float, n);
  self->y = g_new (float, n);
  self->bend = g_new (float, n);
  self->first_day = n > 0 ? forest->day[0] : 0;
  for (guint32 v = 0; v < n; v++)
    self->first_day = MIN (self->first_day, forest->day[v]);
  for (guint32 v = 0; v < n; v++)
    {
      x[v] = (guint32) (forest->day[v] - self->first_day);
      self->n_days = MAX (self->n_days, x[v]);
    }

  wuse_time_arrange_components (forest, x, extent, y);
  self->n_rows = wuse_time_stack_components (forest, x, extent, options != NULL ? options->gap : 0, y);
  find_bends (forest, x, self->bend);
  for (guint32 v = 0; v < n; v++)
    {
      self->x[v] = (float) x[v];
      self->y[v] = (float) (y[v] * row_height);
    }

  return self;
}

void
wuse_time_layout_free (WuseTimeLayout *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->x);
  g_free (self->y);
  g_free (self->bend);
  g_free (self);
}
