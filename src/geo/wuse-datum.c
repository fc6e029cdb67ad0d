/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shifted coordinates of Chinese map services.
 *
 * No official formula is published; these are the ones all open programs use (evil transform, eviltransform, PRCoords).
 * At the edge of the box the shift of some 500 m sets in at once: a position within that distance outside the box can
 * come back from the inverse as one inside. */

#define G_LOG_DOMAIN "wuse-geo"

#include "config.h"

#include "wuse-datum.h"

#include <math.h>
#include <string.h>

/* Krasovsky 1940 */
#define SEMI_MAJOR_AXIS 6378245.0
#define ECCENTRICITY_SQUARED 0.00669342162296594323

#define BAIDU_PI (G_PI * 3000.0 / 180.0)

#define MAX_ITERATIONS 30
#define TOLERANCE 1e-9 /* degrees; 0.1 mm */
#define MAX_SHIFT 0.1  /* degrees; far more than any shift */

typedef struct
{
  const char *name;
  WuseDatum datum;
} Name;

static const Name names[] = {
  { "wgs84", WUSE_DATUM_WGS84 },
  { "cgcs2000", WUSE_DATUM_WGS84 },
  { "gcj02", WUSE_DATUM_GCJ02 },
  { "bd09", WUSE_DATUM_BD09 },
};

static gboolean
is_in_box (double lon, double lat, double margin)
{
  return lon >= 72.004 - margin && lon <= 137.8347 + margin && lat >= 0.8293 - margin && lat <= 55.8271 + margin;
}

static double
ripple (double x)
{
  return (20.0 * sin (6.0 * x * G_PI) + 20.0 * sin (2.0 * x * G_PI)) * 2.0 / 3.0;
}

static void
shift_to_gcj02 (double *lon, double *lat)
{
  double x = *lon - 105.0;
  double y = *lat - 35.0;
  double radians = *lat / 180.0 * G_PI;
  double root = sqrt (fabs (x));
  double flattening = 1.0 - ECCENTRICITY_SQUARED * sin (radians) * sin (radians);

  double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple (x)
                 + (20.0 * sin (y * G_PI) + 40.0 * sin (y / 3.0 * G_PI)) * 2.0 / 3.0
                 + (160.0 * sin (y / 12.0 * G_PI) + 320.0 * sin (y * G_PI / 30.0)) * 2.0 / 3.0;
  double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple (x)
                + (20.0 * sin (x * G_PI) + 40.0 * sin (x / 3.0 * G_PI)) * 2.0 / 3.0
                + (150.0 * sin (x / 12.0 * G_PI) + 300.0 * sin (x / 30.0 * G_PI)) * 2.0 / 3.0;

  double meridian = SEMI_MAJOR_AXIS * (1.0 - ECCENTRICITY_SQUARED) / (flattening * sqrt (flattening));
  double parallel = SEMI_MAJOR_AXIS / sqrt (flattening) * cos (radians);

  *lat += north * 180.0 / (meridian * G_PI);
  *lon += east * 180.0 / (parallel * G_PI);
}

static void
shift_to_bd09 (double *lon, double *lat)
{
  double radius = hypot (*lon, *lat) + 0.00002 * sin (*lat * BAIDU_PI);
  double angle = atan2 (*lat, *lon) + 0.000003 * cos (*lon * BAIDU_PI);

  *lon = radius * cos (angle) + 0.0065;
  *lat = radius * sin (angle) + 0.006;
}

static void
shift (WuseDatum datum, double *lon, double *lat)
{
  shift_to_gcj02 (lon, lat);
  if (datum == WUSE_DATUM_BD09)
    shift_to_bd09 (lon, lat);
}

void
wuse_datum_from_wgs84 (WuseDatum datum, double *lon, double *lat)
{
  g_return_if_fail (lon != NULL && lat != NULL);

  if (datum != WUSE_DATUM_WGS84 && is_in_box (*lon, *lat, 0.0))
    shift (datum, lon, lat);
}

void
wuse_datum_to_wgs84 (WuseDatum datum, double *lon, double *lat)
{
  g_return_if_fail (lon != NULL && lat != NULL);

  if (datum == WUSE_DATUM_WGS84 || !is_in_box (*lon, *lat, MAX_SHIFT))
    return;

  double guess_lon = *lon;
  double guess_lat = *lat;

  for (guint i = 0; i < MAX_ITERATIONS; i++)
    {
      double shifted_lon = guess_lon;
      double shifted_lat = guess_lat;

      shift (datum, &shifted_lon, &shifted_lat);
      guess_lon -= shifted_lon - *lon;
      guess_lat -= shifted_lat - *lat;
      if (fabs (shifted_lon - *lon) < TOLERANCE && fabs (shifted_lat - *lat) < TOLERANCE)
        break;
    }

  if (is_in_box (guess_lon, guess_lat, TOLERANCE))
    {
      *lon = guess_lon;
      *lat = guess_lat;
    }
}

/* Compares without regard to case, hyphens in `name` left out. */
static gboolean
is_name (const char *name, const char *plain)
{
  for (; *name != '\0'; name++)
    if (*name != '-' && g_ascii_tolower (*name) != *plain++)
      return FALSE;

  return *plain == '\0';
}

gboolean
wuse_datum_from_name (const char *name, WuseDatum *datum)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (datum != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_name (name, names[i].name))
      {
        *datum = names[i].datum;
        return TRUE;
      }

  return FALSE;
}
