/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Chinese datum shifts: published pairs, round trips over the country, nothing outside. */

#include "config.h"

#include "wuse-datum.h"
#include "wuse-geometry.h"
#include "wuse-mercator.h"

#include <math.h>

static const WuseDatum shifted[] = { WUSE_DATUM_GCJ02, WUSE_DATUM_BD09 };

static double
measure (double lon_a, double lat_a, double lon_b, double lat_b)
{
  double east = (lon_a - lon_b) * cos (lat_a / 180 * G_PI);

  return hypot (east, lat_a - lat_b) * 111195.0;
}

/* The pairs of eviltransform's own tests (Shanghai, Shenzhen, Beijing). */
static void
test_published_pairs (void)
{
  static const double pairs[][4] = {
    { 121.5272106, 31.1774276, 121.531541859215, 31.17530398364597 },
    { 113.912316, 22.543847, 113.9171764808363, 22.540796131694766 },
    { 116.377817, 39.911954, 116.38404722455657, 39.91334545536069 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      double lon = pairs[i][0], lat = pairs[i][1];

      wuse_datum_from_wgs84 (WUSE_DATUM_GCJ02, &lon, &lat);
      g_test_message ("%.9f %.9f: %.3f m off", lon, lat, measure (lon, lat, pairs[i][2], pairs[i][3]));
      g_assert_cmpfloat (measure (lon, lat, pairs[i][2], pairs[i][3]), <, 0.1);
    }
}

static void
test_round_trip_over_china (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shifted); i++)
    for (double lon = 72.004; lon <= 137.8347; lon += 0.37)
      for (double lat = 0.8293; lat <= 55.8271; lat += 0.29)
        {
          double to_lon = lon, to_lat = lat;

          wuse_datum_from_wgs84 (shifted[i], &to_lon, &to_lat);
          double distance = measure (to_lon, to_lat, lon, lat);
          g_assert_cmpfloat (distance, >, 1.0);
          g_assert_cmpfloat (distance, <, 4000.0);

          wuse_datum_to_wgs84 (shifted[i], &to_lon, &to_lat);
          g_assert_cmpfloat (measure (to_lon, to_lat, lon, lat), <, 0.01);
        }
}

static void
test_outside (void)
{
  static const double places[][2] = { { 0, 0 },    { -73.98, 40.75 }, { 139.69, 35.69 }, { 151.2, -33.9 },
                                      { 180, 90 }, { -180, -90 },     { 71.8, 40 },      { 100, 56 } };

  for (guint i = 0; i < G_N_ELEMENTS (shifted); i++)
    for (guint j = 0; j < G_N_ELEMENTS (places); j++)
      {
        double lon = places[j][0], lat = places[j][1];

        wuse_datum_from_wgs84 (shifted[i], &lon, &lat);
        g_assert_cmpfloat (lon, ==, places[j][0]);
        g_assert_cmpfloat (lat, ==, places[j][1]);
        wuse_datum_to_wgs84 (shifted[i], &lon, &lat);
        g_assert_cmpfloat (lon, ==, places[j][0]);
        g_assert_cmpfloat (lat, ==, places[j][1]);
      }

  double lon = 121.5, lat = 31.2;
  wuse_datum_from_wgs84 (WUSE_DATUM_WGS84, &lon, &lat);
  wuse_datum_to_wgs84 (WUSE_DATUM_WGS84, &lon, &lat);
  g_assert_cmpfloat (lon, ==, 121.5);
  g_assert_cmpfloat (lat, ==, 31.2);
}

static void
test_names (void)
{
  WuseDatum datum = WUSE_DATUM_BD09;

  g_assert_true (wuse_datum_from_name ("WGS84", &datum));
  g_assert_cmpint (datum, ==, WUSE_DATUM_WGS84);
  g_assert_true (wuse_datum_from_name ("gcj-02", &datum));
  g_assert_cmpint (datum, ==, WUSE_DATUM_GCJ02);
  g_assert_true (wuse_datum_from_name ("Bd09", &datum));
  g_assert_cmpint (datum, ==, WUSE_DATUM_BD09);
  g_assert_true (wuse_datum_from_name ("CGCS2000", &datum));
  g_assert_cmpint (datum, ==, WUSE_DATUM_WGS84);
  g_assert_false (wuse_datum_from_name ("", &datum));
  g_assert_false (wuse_datum_from_name ("WGS8", &datum));
  g_assert_false (wuse_datum_from_name ("WGS844", &datum));
  g_assert_false (wuse_datum_from_name ("NAD83", &datum));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datum/published-pairs", test_published_pairs);
  g_test_add_func ("/datum/round-trip-over-china", test_round_trip_over_china);
  g_test_add_func ("/datum/outside", test_outside);
  g_test_add_func ("/datum/names", test_names);

  return g_test_run ();
}
