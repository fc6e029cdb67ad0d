/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Web-Mercator against published values, and distances. */

#include "config.h"

#include "wuse-mercator.h"

#include <math.h>

static void
test_known_values (void)
{
  g_assert_cmpfloat (wuse_mercator_x (0), ==, 0.5);
  g_assert_cmpfloat (wuse_mercator_x (-1800000000), ==, 0.0);
  g_assert_cmpfloat (wuse_mercator_x (1800000000), ==, 1.0);
  g_assert_cmpfloat_with_epsilon (wuse_mercator_y (0), 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (wuse_mercator_y (850511288), 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (wuse_mercator_y (900000000), 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (wuse_mercator_y (-900000000), 1.0, 1e-9);

  /* EPSG guidance note 7-2, method 1024: 24°22'54.433"N 100°20'00"W is -11169055.58 E, 2800000.00 N. */
  double world = 2 * G_PI * 6378137.0;
  g_assert_cmpfloat_with_epsilon ((wuse_mercator_x (-1003333333) - 0.5) * world, -11169055.58, 0.02);
  g_assert_cmpfloat_with_epsilon ((0.5 - wuse_mercator_y (243817869)) * world, 2800000.00, 0.02);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint i = 0; i < 100000; i++)
    {
      gint32 lon = g_rand_int_range (random, -1800000000, 1800000001);
      gint32 lat = g_rand_int_range (random, -850000000, 850000001);

      g_assert_cmpint (wuse_mercator_lon (wuse_mercator_x (lon)), ==, lon);
      g_assert_cmpint (wuse_mercator_lat (wuse_mercator_y (lat)), ==, lat);
    }
}

static void
test_tiles (void)
{
  WuseBounds world = wuse_mercator_tile_bounds (0, 0, 0);

  g_assert_cmpint (world.west, ==, -1800000000);
  g_assert_cmpint (world.east, ==, 1800000000);
  g_assert_cmpint (world.north, ==, 850511288);
  g_assert_cmpint (world.south, ==, -850511288);

  /* The tile of People's Square in Shanghai (121.4737, 31.2304) at zoom 14. */
  WuseBounds tile = wuse_mercator_tile_bounds (14, 13720, 6694);
  g_assert_cmpint (tile.west, <=, 1214737000);
  g_assert_cmpint (tile.east, >=, 1214737000);
  g_assert_cmpint (tile.south, <=, 312304000);
  g_assert_cmpint (tile.north, >=, 312304000);

  /* Neighbours share their edge. */
  g_assert_cmpint (wuse_mercator_tile_bounds (14, 13721, 6694).west, ==, tile.east);
  g_assert_cmpint (wuse_mercator_tile_bounds (14, 13720, 6695).north, ==, tile.south);
  g_assert_cmpint (wuse_mercator_tile_bounds (30, (1u << 30) - 1, 0).east, ==, 1800000000);
}

static void
test_distances (void)
{
  WusePoint shanghai = { 1214737000, 312304000 };
  WusePoint beijing = { 1164074000, 399042000 };
  WusePoint near = { 1214737000, 312304001 };

  g_assert_cmpfloat (wuse_point_distance (shanghai, shanghai), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (wuse_point_distance (shanghai, beijing), 1067311.0, 1000.0);
  g_assert_cmpfloat_with_epsilon (wuse_point_distance (shanghai, near), 0.0111195, 1e-6);
  g_assert_cmpfloat_with_epsilon (wuse_point_distance ((WusePoint){ 0, 0 }, (WusePoint){ 1800000000, 0 }), G_PI * 6371008.8,
                                  1e-3);
  g_assert_cmpfloat_with_epsilon (wuse_point_distance ((WusePoint){ 1799999999, 0 }, (WusePoint){ -1799999999, 0 }), 0.0222390,
                                  1e-6);

  g_assert_cmpfloat_with_epsilon (wuse_mercator_metres_per_pixel (0, 0), 156543.03392804097, 1e-6);
  g_assert_cmpfloat_with_epsilon (wuse_mercator_metres_per_pixel (1, 600000000), 156543.03392804097 / 4, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mercator/known-values", test_known_values);
  g_test_add_func ("/mercator/round-trip", test_round_trip);
  g_test_add_func ("/mercator/tiles", test_tiles);
  g_test_add_func ("/mercator/distances", test_distances);

  return g_test_run ();
}
