/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Serial intervals: the list, its moments and quantiles. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-serial-interval.h"

#include "wuse-date.h"
#include "wuse-graph-private.h"

#include <math.h>
#include <stdlib.h>

GArray *
wuse_serial_interval_list (const WuseGraph *graph, const guint8 *edges, const gint32 *day)
{
  g_return_val_if_fail (graph != NULL, NULL);
  g_return_val_if_fail (graph->n_nodes == 0 || day != NULL, NULL);

  GArray *list = g_array_new (FALSE, FALSE, sizeof (WuseSerialInterval));

  for (guint32 e = 0; e < graph->n_edges; e++)
    {
      guint32 from = graph->from[e], to = graph->to[e];

      if (from == to || !wuse_edge_mask_has (edges, e) || day[from] == WUSE_DAY_NONE || day[to] == WUSE_DAY_NONE)
        continue;

      gint64 days = (gint64) day[to] - day[from];
      WuseSerialInterval interval = { e, (gint32) CLAMP (days, -G_MAXINT32, G_MAXINT32) };
      g_array_append_val (list, interval);
    }

  return list;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint32 left = *(const gint32 *) a, right = *(const gint32 *) b;

  return (left > right) - (left < right);
}

static double
find_quantile (const gint32 *sorted, guint n, double share)
{
  double position = (n - 1) * share;
  guint below = (guint) position;
  guint above = MIN (below + 1, n - 1);

  return sorted[below] + (position - below) * ((double) sorted[above] - sorted[below]);
}

static void
find_moments (const gint32 *days, guint n, double *mean, double *variance)
{
  double sum = 0, squares = 0;

  for (guint i = 0; i < n; i++)
    sum += days[i];
  *mean = n > 0 ? sum / n : NAN;
  for (guint i = 0; i < n; i++)
    squares += (days[i] - *mean) * (days[i] - *mean);
  *variance = n > 1 ? squares / (n - 1) : NAN;
}

void
wuse_serial_intervals_measure (const gint32 *days, guint n, WuseSerialIntervals *intervals)
{
  static const double shares[G_N_ELEMENTS (intervals->quantiles)] = { 0.025, 0.25, 0.75, 0.975 };
  double variance, positive_mean, positive_variance;

  g_return_if_fail (n == 0 || days != NULL);
  g_return_if_fail (intervals != NULL);

  g_autofree gint32 *sorted = g_memdup2 (days, n * sizeof *days);
  *intervals = (WuseSerialIntervals){ .n = n, .median = NAN, .gamma_shape = NAN, .gamma_scale = NAN };
  if (n > 0)
    qsort (sorted, n, sizeof *sorted, compare_days);
  for (guint i = 0; i < n && sorted[i] <= 0; i++)
    {
      intervals->n_negative += sorted[i] < 0;
      intervals->n_zero += sorted[i] == 0;
    }
  find_moments (sorted, n, &intervals->mean, &variance);
  intervals->sd = sqrt (variance);
  if (n > 0)
    intervals->median = find_quantile (sorted, n, 0.5);
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    intervals->quantiles[i] = n > 0 ? find_quantile (sorted, n, shares[i]) : NAN;

  guint n_positive = n - intervals->n_negative - intervals->n_zero;
  if (n_positive < 2)
    return;
  find_moments (sorted + (n - n_positive), n_positive, &positive_mean, &positive_variance);
  if (positive_variance > 0)
    {
      intervals->gamma_shape = positive_mean * positive_mean / positive_variance;
      intervals->gamma_scale = positive_variance / positive_mean;
    }
}
