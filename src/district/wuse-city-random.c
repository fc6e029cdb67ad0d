/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same on every machine, one stream for every purpose. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-random.h"

#include <math.h>

guint64
wuse_random_hash (guint64 a, guint64 b)
{
  guint64 bits = a * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + b;

  bits = (bits ^ (bits >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  bits = (bits ^ (bits >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return bits ^ (bits >> 31);
}

void
wuse_random_init (WuseRandom *self, guint64 seed, guint64 stream)
{
  self->state = 0;
  self->increment = (wuse_random_hash (stream, 1) << 1) | 1;
  wuse_random_next (self);
  self->state += wuse_random_hash (seed, 2);
  wuse_random_next (self);
}

guint32
wuse_random_next (WuseRandom *self)
{
  guint64 old = self->state;
  guint32 shifted = (guint32) (((old >> 18) ^ old) >> 27);
  guint32 turn = (guint32) (old >> 59);

  self->state = old * G_GUINT64_CONSTANT (6364136223846793005) + self->increment;
  return (shifted >> turn) | (shifted << ((32 - turn) & 31));
}

guint32
wuse_random_below (WuseRandom *self, guint32 limit)
{
  g_return_val_if_fail (limit > 0, 0);

  return (guint32) (((guint64) wuse_random_next (self) * limit) >> 32);
}

double
wuse_random_unit (WuseRandom *self)
{
  return wuse_random_next (self) * 0x1p-32;
}

double
wuse_random_between (WuseRandom *self, double least, double greatest)
{
  return least + (greatest - least) * wuse_random_unit (self);
}

gboolean
wuse_random_chance (WuseRandom *self, double probability)
{
  return wuse_random_unit (self) < probability;
}

double
wuse_random_normal (WuseRandom *self)
{
  double radius = sqrt (-2 * log (1 - wuse_random_unit (self)));

  return radius * cos (2 * G_PI * wuse_random_unit (self));
}

double
wuse_random_gamma (WuseRandom *self, double shape, double scale)
{
  double boost = 1;

  g_return_val_if_fail (shape > 0 && scale > 0, 0);

  if (shape < 1)
    {
      boost = pow (1 - wuse_random_unit (self), 1 / shape);
      shape += 1;
    }

  double d = shape - 1.0 / 3.0;
  double c = 1 / sqrt (9 * d);

  for (;;)
    {
      double x = wuse_random_normal (self);
      double v = 1 + c * x;

      if (v <= 0)
        continue;
      v = v * v * v;
      if (log (1 - wuse_random_unit (self)) < 0.5 * x * x + d - d * v + d * log (v))
        return d * v * scale * boost;
    }
}

guint
wuse_random_poisson (WuseRandom *self, double mean)
{
  g_return_val_if_fail (mean >= 0 && mean <= 500, 0);

  double limit = exp (-mean);
  double product = wuse_random_unit (self);
  guint count = 0;

  while (product > limit)
    {
      product *= wuse_random_unit (self);
      count++;
    }

  return count;
}

guint
wuse_random_weighted (WuseRandom *self, const double *weights, guint n_weights)
{
  double total = 0;

  g_return_val_if_fail (n_weights > 0, 0);

  for (guint i = 0; i < n_weights; i++)
    total += weights[i];

  double at = wuse_random_unit (self) * total;

  for (guint i = 0; i + 1 < n_weights; i++)
    {
      if (at < weights[i])
        return i;
      at -= weights[i];
    }

  return n_weights - 1;
}
