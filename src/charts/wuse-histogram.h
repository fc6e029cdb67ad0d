/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by whole numbers as bars, with a range to pick. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-chart-style.h"

G_BEGIN_DECLS

#define WUSE_TYPE_HISTOGRAM (wuse_histogram_get_type ())

/**
 * WuseHistogram:
 *
 * Bars by value. Hovering and the arrow keys read out a bar, a click and Enter pick it.
 *
 * Signal `range-picked` (int first, int last): a person picked the bar of these values.
 *
 * Actions (of the class): `histogram.previous`, `histogram.next`, `histogram.first`, `histogram.last`, `histogram.pick`: what the
 * arrow keys, Home, End and Enter do.
 */
G_DECLARE_FINAL_TYPE (WuseHistogram, wuse_histogram, WUSE, HISTOGRAM, GtkWidget)

/**
 * WuseHistogramWordFunc:
 * @first: first value of a bar
 * @last: its last value
 * @count: its count
 *
 * Returns: (transfer full): a sentence
 */
typedef char *(*WuseHistogramWordFunc) (int first, int last, guint count);

/**
 * wuse_histogram_new:
 * @subject: what is counted, for assistive technology
 * @axis: what the values are
 * @word: makes a sentence of a bar
 *
 * Returns: (transfer floating): an empty histogram
 */
WuseHistogram *wuse_histogram_new (const char *subject, const char *axis, WuseHistogramWordFunc word);

/**
 * wuse_histogram_set_counts:
 * @self: a histogram
 * @first: the value of the first count
 * @counts: (array length=n_counts): counts; copied
 * @n_counts: how many; of more than 60 several share a bar
 *
 * Nothing is pointed at afterwards.
 */
void wuse_histogram_set_counts (WuseHistogram *self, int first, const guint32 *counts, guint n_counts);

/**
 * wuse_histogram_set_mean:
 * @self: a histogram
 * @mean: where a line is drawn; NaN for none
 */
void wuse_histogram_set_mean (WuseHistogram *self, double mean);

/**
 * wuse_histogram_set_style:
 * @self: a histogram
 * @style: colours and type; copied. Bars of values below zero have the colour of what is not known, others that of imported cases
 */
void wuse_histogram_set_style (WuseHistogram *self, const WuseChartStyle *style);

G_END_DECLS
