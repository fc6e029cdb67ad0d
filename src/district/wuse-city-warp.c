/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the square a synthetic city is planned on to the ground it stands on. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-warp.h"

#include <math.h>

/* The centre of the made-up district, in degrees, and metres per degree there. */
#define CENTRE_LON 125.38
#define CENTRE_LAT 43.85
#define METRES_PER_DEGREE 111195.0

/* How far the bends of the rivers reach to either side, on the square. */
#define RIVER_REACH 0.62
#define TRIBUTARY_REACH 0.36

static double
fall_off (double distance, double reach)
{
  double t = distance / reach;

  return fabs (t) < 1 ? (1 - t * t) * (1 - t * t) : 0;
}

static double
smooth_step (double from, double to, double value)
{
  double t = CLAMP ((value - from) / (to - from), 0, 1);

  return t * t * (3 - 2 * t);
}

/* How much a square at that distance from an axis is drawn in at its corners, so that it becomes a ring. */
static double
corner_pull (double distance)
{
  double square = distance * distance;

  return 1 - 0.72 * square / (square + 1.5);
}

static void
add_wave (const WuseCityWave *wave, double weight, double x, double y, WuseCityPosition *position)
{
  double height = weight * sin (wave->x * x + wave->y * y + wave->phase);

  position->east += wave->east * height;
  position->north += wave->north * height;
}

static void
init_wave (WuseCityWave *wave, WuseRandom *random, double amplitude, double frequency)
{
  double towards = wuse_random_between (random, 0, 2 * G_PI);
  double along = wuse_random_between (random, 0, 2 * G_PI);

  wave->east = amplitude * cos (towards);
  wave->north = amplitude * sin (towards);
  wave->x = frequency * cos (along);
  wave->y = frequency * sin (along);
  wave->phase = wuse_random_between (random, 0, 2 * G_PI);
}

void
wuse_city_warp_init (WuseCityWarp *self, WuseRandom *random)
{
  *self = (WuseCityWarp){ .radius = 1 };
  self->river_y = wuse_random_between (random, -0.24, -0.12);
  self->tributary_x = wuse_random_between (random, 0.16, 0.3);
  for (guint i = 0; i < 2; i++)
    {
      self->river_phase[i] = wuse_random_between (random, 0, 2 * G_PI);
      self->tributary_phase[i] = wuse_random_between (random, 0, 2 * G_PI);
    }
  for (guint i = 0; i < WUSE_CITY_WARP_WAVES; i++)
    init_wave (&self->waves[i], random, 0.021, wuse_random_between (random, 2.4, 6));
}

void
wuse_city_warp_set_radius (WuseCityWarp *self, double radius, double coarseness, WuseRandom *random)
{
  self->radius = radius;
  for (guint i = 0; i < WUSE_CITY_WARP_ROUGH; i++)
    {
      double wave_length = coarseness * wuse_random_between (random, 1.6, 4.5) / radius;

      init_wave (&self->rough[i], random, 0.015 * wave_length, 2 * G_PI / wave_length);
    }
}

WuseCityPosition
wuse_city_warp_apply (const WuseCityWarp *self, double x, double y)
{
  double river = 0.074 * sin (5.2 * x + self->river_phase[0]) + 0.02 * sin (11.7 * x + self->river_phase[1]);
  double above = y - self->river_y;
  double tributary = 0.045 * sin (9.3 * y + self->tributary_phase[0]) + 0.013 * sin (21 * y + self->tributary_phase[1]);
  double bent_x = x + tributary * smooth_step (0, 0.3, above) * fall_off (x - self->tributary_x, TRIBUTARY_REACH);
  double bent_y = y + river * fall_off (above, RIVER_REACH);
  WuseCityPosition position = { bent_x * corner_pull (bent_y), bent_y * corner_pull (bent_x) };
  double edge = smooth_step (0.5, 0.92, MAX (fabs (x), fabs (y)));

  for (guint i = 0; i < WUSE_CITY_WARP_WAVES; i++)
    add_wave (&self->waves[i], 1, x, y, &position);
  for (guint i = 0; edge > 0 && i < WUSE_CITY_WARP_ROUGH; i++)
    add_wave (&self->rough[i], edge, x, y, &position);

  position.east *= self->radius;
  position.north *= self->radius;
  return position;
}

/* Whether a small square anywhere keeps at least some of its area, and its sense. */
static gboolean
is_one_to_one (const WuseCityWarp *self)
{
  const guint n = 160;
  const double step = 1e-4;

  for (guint j = 0; j <= n; j++)
    for (guint i = 0; i <= n; i++)
      {
        double x = 2.0 * i / n - 1, y = 2.0 * j / n - 1;
        WuseCityPosition here = wuse_city_warp_apply (self, x, y);
        WuseCityPosition east = wuse_city_warp_apply (self, x + step, y), north = wuse_city_warp_apply (self, x, y + step);
        double area = (east.east - here.east) * (north.north - here.north) - (east.north - here.north) * (north.east - here.east);

        if (area < 0.12 * step * step * self->radius * self->radius)
          return FALSE;
      }
  return TRUE;
}

static void
soften (WuseCityWave *waves, guint n_waves)
{
  for (guint i = 0; i < n_waves; i++)
    {
      waves[i].east *= 0.8;
      waves[i].north *= 0.8;
    }
}

void
wuse_city_warp_straighten (WuseCityWarp *self)
{
  while (!is_one_to_one (self))
    {
      soften (self->waves, WUSE_CITY_WARP_WAVES);
      soften (self->rough, WUSE_CITY_WARP_ROUGH);
    }
}

WusePoint
wuse_city_position_to_point (WuseCityPosition position)
{
  double lat = CENTRE_LAT + position.north / METRES_PER_DEGREE;
  double lon = CENTRE_LON + position.east / (METRES_PER_DEGREE * cos (CENTRE_LAT * G_PI / 180));

  return (WusePoint){ (gint32) lround (lon * 1e7), (gint32) lround (lat * 1e7) };
}
