/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes of a small layout moved apart until none covers another. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-layout-separate.h"

#include "wuse-graph-error.h"

#include <math.h>
#include <stdlib.h>

/* Passes before the whole grows, and by how much it does. */
#define N_PASSES 40u
#define GROWTH 1.1f
/* By then the whole is many thousand times as large: what still overlaps lies so far out that its position is not exact enough.
 */
#define MAX_PASSES 4000u
/* Pushed so much farther apart than they have to be, for what rounding takes back. */
#define SLACK 1.001f
#define GOLDEN_ANGLE 2.39996323f

typedef struct
{
  float left;
  guint32 node;
} Entry;

static int
compare_entries_cb (const void *a, const void *b)
{
  const Entry *left = a, *right = b;

  if (left->left != right->left)
    return left->left < right->left ? -1 : 1;
  return left->node < right->node ? -1 : left->node > right->node;
}

/* Moves two overlapping discs apart along the line between them; coinciding ones in directions of their own. */
static gboolean
push_apart (float *x, float *y, const float *radius, guint32 a, guint32 b)
{
  float want = radius[a] + radius[b], dx = x[b] - x[a], dy = y[b] - y[a], d = hypotf (dx, dy), share, far;

  if (!(d < want))
    return FALSE;
  far = SLACK * want - d;
  if (d > 1e-6f * want)
    {
      dx /= d;
      dy /= d;
    }
  else
    {
      dx = cosf ((float) b * GOLDEN_ANGLE);
      dy = sinf ((float) b * GOLDEN_ANGLE);
    }
  share = radius[b] / want;
  x[a] -= share * far * dx;
  y[a] -= share * far * dy;
  x[b] += (1.0f - share) * far * dx;
  y[b] += (1.0f - share) * far * dy;

  return TRUE;
}

/* One sweep from left to right over all pairs whose boxes overlap. */
static gboolean
sweep (guint n_nodes, float *x, float *y, const float *radius, Entry *entries)
{
  gboolean has_moved = FALSE;

  for (guint32 i = 0; i < n_nodes; i++)
    entries[i] = (Entry){ x[i] - radius[i], i };
  qsort (entries, n_nodes, sizeof *entries, compare_entries_cb);
  for (guint i = 0; i < n_nodes; i++)
    for (guint k = i + 1; k < n_nodes && entries[k].left < x[entries[i].node] + radius[entries[i].node]; k++)
      if (push_apart (x, y, radius, entries[i].node, entries[k].node))
        has_moved = TRUE;

  return has_moved;
}

static void
grow (guint n_nodes, float *x, float *y)
{
  double mean_x = 0.0, mean_y = 0.0;

  for (guint i = 0; i < n_nodes; i++)
    {
      mean_x += (double) x[i] / n_nodes;
      mean_y += (double) y[i] / n_nodes;
    }
  for (guint i = 0; i < n_nodes; i++)
    {
      x[i] = (float) (mean_x + GROWTH * (x[i] - mean_x));
      y[i] = (float) (mean_y + GROWTH * (y[i] - mean_y));
    }
}

gboolean
wuse_layout_separate (guint n_nodes, float *x, float *y, const float *radius, GCancellable *cancellable, GError **error)
{
  g_autofree Entry *entries = NULL;

  g_return_val_if_fail (n_nodes == 0 || (x != NULL && y != NULL && radius != NULL), FALSE);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), FALSE);

  if (n_nodes > WUSE_LAYOUT_SEPARATE_MAX_NODES)
    {
      g_set_error (error, WUSE_GRAPH_ERROR, WUSE_GRAPH_ERROR_SIZE, "%u nodes are more than can be moved apart", n_nodes);
      return FALSE;
    }
  entries = g_new (Entry, n_nodes);
  for (guint pass = 1; pass < MAX_PASSES && sweep (n_nodes, x, y, radius, entries); pass++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (pass % N_PASSES == 0)
        grow (n_nodes, x, y);
    }

  return TRUE;
}
