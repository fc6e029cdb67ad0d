/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days from the onset of an infector to that of whom he infected. */

#pragma once

#include "wuse-graph.h"

G_BEGIN_DECLS

/**
 * WuseSerialInterval:
 * @edge: a transmission
 * @days: onset of whom it leads to less onset of whom it begins at; may be negative
 *
 * The serial interval of a transmission.
 */
typedef struct
{
  guint32 edge;
  gint32 days;
} WuseSerialInterval;

/**
 * WuseSerialIntervals:
 * @n: how many intervals
 * @n_negative: how many are below zero
 * @n_zero: how many are zero
 * @mean: days
 * @sd: days, sample standard deviation; NaN below two intervals
 * @median: days
 * @quantiles: 2.5 %, 25 %, 75 % and 97.5 %, days; R's type 7 (R. Hyndman, Y. Fan, Am. Stat. 50, 1996), as is the median
 * @gamma_shape: shape of the gamma distribution with the mean and variance of the intervals above zero; NaN below two of
 *   them, or if they are all equal
 * @gamma_scale: its scale, days
 *
 * What a list of serial intervals says. The normal distribution with the same moments has @mean and @sd; it alone takes
 * account of intervals that are not positive. Everything is NaN without intervals.
 */
typedef struct
{
  guint n;
  guint n_negative;
  guint n_zero;
  double mean;
  double sd;
  double median;
  double quantiles[4];
  double gamma_shape;
  double gamma_scale;
} WuseSerialIntervals;

/**
 * wuse_serial_interval_list:
 * @graph: a graph
 * @edges: (nullable): which edges are transmissions, see wuse-graph-metrics.h
 * @day: (array): day of onset of each node, or %WUSE_DAY_NONE
 *
 * Self-links have none.
 *
 * Returns: (transfer full) (element-type WuseSerialInterval): those of the edges with a day of onset at both ends, by edge
 */
GArray *wuse_serial_interval_list (const WuseGraph *graph, const guint8 *edges, const gint32 *day);

/**
 * wuse_serial_intervals_measure:
 * @days: (array length=n): serial intervals
 * @n: how many
 * @intervals: (out caller-allocates): the figures
 */
void wuse_serial_intervals_measure (const gint32 *days, guint n, WuseSerialIntervals *intervals);

G_END_DECLS
