/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offspring distribution: negative binomial by maximum likelihood, profile interval, share responsible for 80 %. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-offspring.h"

#include <math.h>

/* Half the 95 % quantile of χ² with one degree of freedom. */
#define HALF_CHI_SQUARE 1.920729410347062

/* Beyond these no sample can be told from the limits 0 and infinity. */
#define LOG_K_MIN -18.0
#define LOG_K_MAX 18.0

#define N_BISECTIONS 60

/* Where the tail of a distribution is no longer followed. */
#define MAX_OFFSPRING (1u << 24)

/* @n_above[j] cases infected more than j others: all that the likelihood needs to know of them. */
typedef struct
{
  const guint32 *n_above;
  guint max;
  double n;
  double mean;
} Sample;

/* Derivative of the profile log likelihood by k. log1p keeps what large k would cancel. */
static double
score (const Sample *sample, double k)
{
  double sum = -sample->n * log1p (sample->mean / k);

  for (guint j = 0; j < sample->max; j++)
    sum += sample->n_above[j] / (k + j);

  return sum;
}

/* Profile log likelihood without what does not depend on k; in the limit of large k that of the Poisson distribution. */
static double
likelihood (const Sample *sample, double k)
{
  double sum = 0;

  /* Σ log(k + j) of a case with x others, less x log(k), is Σ log(1 + j/k). */
  for (guint j = 0; j < sample->max; j++)
    sum += sample->n_above[j] * (isinf (k) ? 0 : log1p (j / k));
  if (isinf (k))
    return sum - sample->n * sample->mean;

  return sum - (k + sample->mean) * sample->n * log1p (sample->mean / k);
}

static double
find_maximum (const Sample *sample)
{
  double low = LOG_K_MIN, high = LOG_K_MAX;

  for (guint i = 0; i < N_BISECTIONS; i++)
    {
      double middle = (low + high) / 2;

      if (score (sample, exp (middle)) > 0)
        low = middle;
      else
        high = middle;
    }

  return low > LOG_K_MAX - 0.01 ? INFINITY : exp (low);
}

/* The k between @inside, where the likelihood is at least @least, and @outside, where it is less, at which it is @least. */
static double
find_limit (const Sample *sample, double least, double inside, double outside)
{
  for (guint i = 0; i < N_BISECTIONS; i++)
    {
      double middle = (inside + outside) / 2;

      if (likelihood (sample, exp (middle)) >= least)
        inside = middle;
      else
        outside = middle;
    }

  return exp (inside);
}

static void
fit (const Sample *sample, gboolean is_overdispersed, WuseOffspring *offspring)
{
  double least;

  offspring->k = is_overdispersed ? find_maximum (sample) : INFINITY;
  least = likelihood (sample, offspring->k) - HALF_CHI_SQUARE;
  offspring->k_low = find_limit (sample, least, isinf (offspring->k) ? LOG_K_MAX : log (offspring->k), LOG_K_MIN);
  offspring->k_high =
      likelihood (sample, INFINITY) >= least ? INFINITY : find_limit (sample, least, log (offspring->k), LOG_K_MAX);
}

/* The least share of cases who infected 80 %, counting cases from the one who infected most. */
static double
find_observed_share (const guint32 *histogram, guint max, guint n, guint64 total)
{
  guint64 wanted = (4 * total + 4) / 5, n_cases = 0;

  for (guint x = max; x > 0 && wanted > 0; x--)
    {
      guint64 needed = MIN (histogram[x], (wanted + x - 1) / x);

      n_cases += needed;
      wanted -= MIN (wanted, needed * x);
    }

  return (double) n_cases / n;
}

/* From those who infect least: the share that infects the lower 20 %, within one count in proportion. */
static double
find_expected_share (double mean, double k)
{
  double ratio = isinf (k) ? 0 : mean / (mean + k);
  double p = isinf (k) ? exp (-mean) : exp (-k * log1p (mean / k));
  double n_cases = p, wanted = 0.2 * mean;

  for (guint x = 0; x < MAX_OFFSPRING && p > 0; x++)
    {
      p *= isinf (k) ? mean / (x + 1) : (k + x) / (x + 1) * ratio;
      if (p * (x + 1) >= wanted)
        return 1 - (n_cases + wanted / (x + 1));
      wanted -= p * (x + 1);
      n_cases += p;
    }

  return NAN;
}

GArray *
wuse_offspring_count (const guint32 *counts, guint n)
{
  g_return_val_if_fail (n == 0 || counts != NULL, NULL);

  GArray *histogram = g_array_new (FALSE, TRUE, sizeof (guint32));

  for (guint i = 0; i < n; i++)
    {
      if (counts[i] >= histogram->len)
        g_array_set_size (histogram, counts[i] + 1);
      g_array_index (histogram, guint32, counts[i])++;
    }

  return histogram;
}

void
wuse_offspring_measure (const guint32 *counts, guint n, WuseOffspring *offspring)
{
  g_return_if_fail (n == 0 || counts != NULL);
  g_return_if_fail (offspring != NULL);

  *offspring = (WuseOffspring){
    .n = n, .mean = NAN, .variance = NAN, .k = NAN, .k_low = NAN, .k_high = NAN, .share_observed = NAN, .share_expected = NAN
  };
  if (n == 0)
    return;

  g_autoptr (GArray) histogram = wuse_offspring_count (counts, n);
  const guint32 *n_cases = (const guint32 *) (gpointer) histogram->data;
  g_autofree guint32 *n_above = g_new0 (guint32, histogram->len);
  double squares = 0;

  offspring->max = histogram->len - 1;
  offspring->n_none = n_cases[0];
  for (guint x = offspring->max; x > 0; x--)
    {
      offspring->total += (guint64) n_cases[x] * x;
      n_above[x - 1] = n_above[x] + n_cases[x];
    }
  offspring->mean = (double) offspring->total / n;
  for (guint x = 0; x <= offspring->max; x++)
    squares += n_cases[x] * (x - offspring->mean) * (x - offspring->mean);
  if (n > 1)
    offspring->variance = squares / (n - 1);
  if (offspring->total == 0)
    return;

  Sample sample = { n_above, offspring->max, n, offspring->mean };
  fit (&sample, squares / n > offspring->mean, offspring);
  offspring->share_observed = find_observed_share (n_cases, offspring->max, n, offspring->total);
  offspring->share_expected = find_expected_share (offspring->mean, offspring->k);
}
