/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offspring distribution: against a search over the likelihood written out, and in its limits. */

#include "config.h"

#include "wuse-offspring.h"

#include <math.h>

static double
sum_log_probabilities (const guint32 *counts, guint n, double mean, double k)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += lgamma (k + counts[i]) - lgamma (k) - lgamma (counts[i] + 1.0) + k * log (k / (k + mean))
           + counts[i] * log (mean / (k + mean));

  return sum;
}

/* A grid of steps of 0.05 % in k. */
static void
search_grid (const guint32 *counts, guint n, double mean, double *k, double *low, double *high)
{
  double best = -INFINITY;

  for (guint i = 0; i < 24000; i++)
    {
      double here = 1e-3 * exp (i * 0.0005), likelihood = sum_log_probabilities (counts, n, mean, here);

      if (likelihood > best)
        {
          best = likelihood;
          *k = here;
        }
    }
  *low = INFINITY;
  *high = 0;
  for (guint i = 0; i < 24000; i++)
    {
      double here = 1e-3 * exp (i * 0.0005);

      if (sum_log_probabilities (counts, n, mean, here) >= best - 3.841458820694124 / 2)
        {
          *low = MIN (*low, here);
          *high = MAX (*high, here);
        }
    }
}

static void
test_fit (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint trial = 0; trial < 12; trial++)
    {
      guint n = 40 + 20 * trial;
      g_autofree guint32 *counts = g_new (guint32, n);
      WuseOffspring offspring;
      double k = NAN, low, high;

      /* Geometric tails of two lengths: few infect many. */
      for (guint i = 0; i < n; i++)
        {
          double stop = i % 6 == 0 ? 0.15 : 0.75;

          counts[i] = 0;
          while (g_rand_double (random) > stop)
            counts[i]++;
        }
      wuse_offspring_measure (counts, n, &offspring);
      search_grid (counts, n, offspring.mean, &k, &low, &high);
      g_assert_cmpfloat_with_epsilon (offspring.k / k, 1, 0.002);
      g_assert_cmpfloat_with_epsilon (offspring.k_low / low, 1, 0.002);
      g_assert_cmpfloat_with_epsilon (offspring.k_high / high, 1, 0.002);
      g_assert_cmpfloat (offspring.share_observed, >, 0.05);
      g_assert_cmpfloat_with_epsilon (offspring.share_observed, offspring.share_expected, 0.12);
    }
}

static void
test_shares (void)
{
  /* 80 % of 10 are the 6 and 2 more of those who infected one each. */
  const guint32 counts[] = { 0, 1, 0, 6, 1, 0, 1, 0, 1, 0 };
  WuseOffspring offspring;
  g_autoptr (GArray) histogram = wuse_offspring_count (counts, G_N_ELEMENTS (counts));

  g_assert_cmpuint (histogram->len, ==, 7);
  g_assert_cmpuint (g_array_index (histogram, guint32, 0), ==, 5);
  g_assert_cmpuint (g_array_index (histogram, guint32, 1), ==, 4);
  g_assert_cmpuint (g_array_index (histogram, guint32, 6), ==, 1);
  wuse_offspring_measure (counts, G_N_ELEMENTS (counts), &offspring);
  g_assert_cmpuint (offspring.total, ==, 10);
  g_assert_cmpuint (offspring.max, ==, 6);
  g_assert_cmpuint (offspring.n_none, ==, 5);
  g_assert_cmpfloat_with_epsilon (offspring.mean, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (offspring.variance, 30.0 / 9, 1e-12);
  g_assert_cmpfloat_with_epsilon (offspring.share_observed, 0.3, 1e-12);
}

/* Endo and others give about 10 % for R 2.5 and k 0.1; of a Poisson distribution the share is far larger. */
static void
test_expected_share (void)
{
  enum
  {
    N = 20000
  };
  g_autofree guint32 *counts = g_new (guint32, N);
  WuseOffspring offspring;
  double p = pow (1 + 2.5 / 0.1, -0.1), cumulated = p;
  guint32 x = 0;

  /* The quantiles of that distribution. */
  for (guint i = 0; i < N; i++)
    {
      while (cumulated < (i + 0.5) / N)
        {
          p *= (0.1 + x) / (x + 1) * 2.5 / 2.6;
          cumulated += p;
          x++;
        }
      counts[i] = x;
    }
  wuse_offspring_measure (counts, N, &offspring);
  g_assert_cmpfloat_with_epsilon (offspring.mean, 2.5, 0.02);
  g_assert_cmpfloat_with_epsilon (offspring.k, 0.1, 0.001);
  g_assert_cmpfloat_with_epsilon (offspring.share_expected, 0.09, 0.015);
  g_assert_cmpfloat_with_epsilon (offspring.share_expected, offspring.share_observed, 0.002);
}

static void
test_limits (void)
{
  const guint32 even[] = { 1, 1, 1, 1, 2, 0, 1, 1 }, none[] = { 0, 0, 0 };
  g_autofree guint32 *star = g_new0 (guint32, 100000);
  WuseOffspring offspring;

  wuse_offspring_measure (even, G_N_ELEMENTS (even), &offspring);
  g_assert_true (isinf (offspring.k) && isinf (offspring.k_high));
  g_assert_true (isfinite (offspring.k_low) && offspring.k_low > 0);
  g_assert_true (isfinite (offspring.share_expected));

  wuse_offspring_measure (none, G_N_ELEMENTS (none), &offspring);
  g_assert_cmpfloat (offspring.mean, ==, 0);
  g_assert_true (isnan (offspring.k) && isnan (offspring.k_low) && isnan (offspring.share_observed));

  wuse_offspring_measure (NULL, 0, &offspring);
  g_assert_cmpuint (offspring.n, ==, 0);
  g_assert_true (isnan (offspring.mean));

  star[7] = 99999;
  wuse_offspring_measure (star, 100000, &offspring);
  g_assert_cmpfloat (offspring.k, <, 1e-4);
  g_assert_cmpfloat (offspring.k_low, >, 0);
  g_assert_cmpfloat (offspring.k_low, <, offspring.k);
  g_assert_cmpfloat (offspring.k_high, >, offspring.k);
  g_assert_cmpfloat_with_epsilon (offspring.share_observed, 1e-5, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/offspring/fit", test_fit);
  g_test_add_func ("/offspring/shares", test_shares);
  g_test_add_func ("/offspring/expected-share", test_expected_share);
  g_test_add_func ("/offspring/limits", test_limits);

  return g_test_run ();
}
