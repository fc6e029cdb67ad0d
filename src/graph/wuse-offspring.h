/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How unevenly cases infect others: the offspring distribution and its dispersion. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseOffspring:
 * @n: how many cases
 * @total: how many they infected together
 * @max: how many the one who infected most did
 * @n_none: how many infected nobody
 * @mean: mean number infected, the reproduction number R of these cases; NaN without cases
 * @variance: sample variance (n - 1); NaN below two cases
 * @k: dispersion k of the negative binomial, the smaller the more uneven; %INFINITY where nothing exceeds a Poisson
 *   distribution; NaN where nobody infected anybody
 * @k_low: lower end of its 95 % interval
 * @k_high: upper end; %INFINITY where Poisson cannot be excluded
 * @share_observed: least share of the cases, 0 to 1, who together infected at least 80 %; NaN where nobody infected anybody
 * @share_expected: the same of the fitted distribution; NaN as well if its tail is too long to be followed
 *
 * What a list of offspring counts says.
 */
typedef struct
{
  guint n;
  guint64 total;
  guint max;
  guint n_none;
  double mean;
  double variance;
  double k;
  double k_low;
  double k_high;
  double share_observed;
  double share_expected;
} WuseOffspring;

/**
 * wuse_offspring_measure:
 * @counts: (array length=n): how many each case infected, below 2²⁶; those who infected nobody are part of it. Cases so recent
 * that they may yet infect others bias everything downwards: leave them out.
 * @n: how many cases
 * @offspring: (out caller-allocates): the figures
 *
 * Fits a negative binomial of mean R and dispersion k (variance R + R²/k) by maximum likelihood: R is the sample mean for
 * every k, and the root of the score in k is found by bisection; there is a finite one exactly if the variance (over n)
 * exceeds the mean. The interval holds the k whose profile likelihood is within χ²₁(0.95)/2 = 1.92 of the maximum. J. O.
 * Lloyd-Smith, S. J. Schreiber, P. E. Kopp, W. M. Getz, Superspreading and the effect of individual variation on disease
 * emergence, Nature 438 (2005); share expected: A. Endo et al., Estimating the overdispersion in COVID-19 transmission, Wellcome
 * Open Res. 5:67 (2020). Time in proportion to @n plus a few hundred times the largest count.
 */
void wuse_offspring_measure (const guint32 *counts, guint n, WuseOffspring *offspring);

/**
 * wuse_offspring_count:
 * @counts: (array length=n): how many each case infected, below 2²⁶
 * @n: how many cases
 *
 * Returns: (transfer full) (element-type guint32): how many cases infected 0, 1, 2 … others, up to the most
 */
GArray *wuse_offspring_count (const guint32 *counts, guint n);

G_END_DECLS
