/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long after its infector a case falls ill, as a distribution. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-interval-model.h"

#include <math.h>

#define LEAST_DAYS -10
#define MOST_DAYS 30
#define N_TERMS 500

/* The regularised incomplete gamma function P(@shape, @x): its series below the mean, Lentz's continued fraction above (W. Press
 * et al., Numerical Recipes, 6.2). */
static double
incomplete_gamma (double shape, double x)
{
  int sign;
  double scale = exp (shape * log (x) - x - lgamma_r (shape, &sign));

  if (x < shape + 1)
    {
      double term = 1 / shape, sum = term;

      for (int i = 1; i < N_TERMS && term > sum * 1e-12; i++)
        {
          term *= x / (shape + i);
          sum += term;
        }
      return MIN (1, sum * scale);
    }

  double b = x + 1 - shape, c = 1e300, d = 1 / b, fraction = d;
  for (int i = 1; i < N_TERMS; i++)
    {
      double a = -i * (i - shape), change;

      b += 2;
      d = 1 / (a * d + b);
      c = b + a / c;
      change = d * c;
      fraction *= change;
      if (fabs (change - 1) < 1e-12)
        break;
    }
  return CLAMP (1 - scale * fraction, 0, 1);
}

gboolean
wuse_interval_model_estimate (WuseIntervalModel *self, const WuseRelations *relations)
{
  guint n = 0;
  double sum = 0, squares = 0, mean, variance;

  g_return_val_if_fail (self != NULL && relations != NULL, FALSE);

  for (guint i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];
      const WuseActor *from = &relations->actors[relation->from], *to = &relations->actors[relation->to];
      gint64 days;

      if (relation->kind != WUSE_RELATION_TRANSMISSION || relation->state == WUSE_RELATION_REFUTED || from == to
          || from->onset == WUSE_DAY_NONE || to->onset == WUSE_DAY_NONE)
        continue;
      days = (gint64) to->onset - from->onset;
      if (days < LEAST_DAYS || days > MOST_DAYS)
        continue;
      n++;
      sum += (double) days;
      squares += (double) (days * days);
    }
  if (n < WUSE_INTERVAL_LEAST_PAIRS)
    return FALSE;
  mean = sum / n;
  variance = (squares - n * mean * mean) / (n - 1);
  if (variance < 1e-6)
    return FALSE;

  *self = (WuseIntervalModel){ .shift = WUSE_INTERVAL_MODEL_COVID.shift, .n_pairs = n };
  self->mean = CLAMP (mean, 0.5, 20);
  self->sd = CLAMP (sqrt (variance), 1, 10);
  return TRUE;
}

double
wuse_interval_model_cumulative (const WuseIntervalModel *self, double days)
{
  double mean, variance, x;

  g_return_val_if_fail (self != NULL && self->sd > 0 && self->mean + self->shift > 0, 0);

  mean = self->mean + self->shift;
  variance = self->sd * self->sd;
  x = days + self->shift;
  return x <= 0 ? 0 : incomplete_gamma (mean * mean / variance, x * mean / variance);
}

double
wuse_interval_model_probability (const WuseIntervalModel *self, int days)
{
  return wuse_interval_model_cumulative (self, days + 0.5) - wuse_interval_model_cumulative (self, days - 0.5);
}

int
wuse_interval_model_quantile (const WuseIntervalModel *self, double part)
{
  int days, most;

  g_return_val_if_fail (self != NULL && part > 0 && part < 1, 0);

  days = (int) floor (-self->shift);
  most = (int) ceil (self->mean + 40 * self->sd);
  while (days < most && wuse_interval_model_cumulative (self, days + 0.5) < part)
    days++;
  return days;
}

void
wuse_interval_model_follow (WuseIntervalModel *self, const WuseRelations *relations)
{
  WuseIntervalModel estimate;

  g_return_if_fail (self != NULL && relations != NULL);

  if (wuse_interval_model_estimate (&estimate, relations)
      && (estimate.mean < wuse_interval_model_quantile (self, 0.025)
          || estimate.mean > wuse_interval_model_quantile (self, 0.975)))
    *self = estimate;
}
