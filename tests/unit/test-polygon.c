/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polygons: inside or not, area, label points, soundness. */

#include "config.h"

#include "wuse-polygon.h"

#include <math.h>

/* Rings as (lon, lat) pairs in whole degrees of `unit` ten-millionths; -1 ends a ring, -2 a part. */
static WuseGeometry
build (WuseGeometryBuilder *builder, gint32 unit, const int *numbers)
{
  WuseGeometry geometry;
  g_autoptr (GError) error = NULL;

  wuse_geometry_builder_reset (builder);
  for (const int *p = numbers; *p != -3;)
    if (*p == -1)
      {
        wuse_geometry_builder_end_ring (builder);
        p++;
      }
    else if (*p == -2)
      {
        wuse_geometry_builder_end_part (builder);
        p++;
      }
    else
      {
        wuse_geometry_builder_add_point (builder, (WusePoint){ p[0] * unit, p[1] * unit });
        p += 2;
      }

  g_assert_true (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, &error));
  g_assert_no_error (error);
  return geometry;
}

static const int square_with_hole[] = { 0, 0, 10, 0, 10, 10, 0, 10, -1, 3, 3, 7, 3, 7, 7, 3, 7, -3 };
static const int two_squares[] = { 0, 0, 1, 0, 1, 1, 0, 1, -2, 5, 5, 9, 5, 9, 9, 5, 9, -3 };
static const int horseshoe[] = { 0, 0, 10, 0, 10, 10, 8, 10, 8, 2, 2, 2, 2, 10, 0, 10, -3 };
static const int bow_tie[] = { 0, 0, 10, 10, 10, 0, 0, 10, -3 };
static const int spike[] = { 0, 0, 10, 0, 10, 10, 5, 10, 5, 20, 5, 10, 0, 10, -3 };

static void
test_contains (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseGeometry geometry = build (builder, 1000, square_with_hole);

  g_assert_true (wuse_polygon_contains (&geometry, (WusePoint){ 1000, 1000 }));
  g_assert_false (wuse_polygon_contains (&geometry, (WusePoint){ 5000, 5000 }));
  g_assert_false (wuse_polygon_contains (&geometry, (WusePoint){ -1, 5000 }));
  g_assert_false (wuse_polygon_contains (&geometry, (WusePoint){ 5000, 10001 }));

  geometry = build (builder, 1000, two_squares);
  g_assert_true (wuse_polygon_contains (&geometry, (WusePoint){ 500, 500 }));
  g_assert_true (wuse_polygon_contains (&geometry, (WusePoint){ 6000, 6000 }));
  g_assert_false (wuse_polygon_contains (&geometry, (WusePoint){ 3000, 3000 }));
}

/* Triangles that share edges, corners and a middle: every point of a grid, edges included, lies in exactly one. */
static void
test_neighbours_agree (void)
{
  static const int corners[][2] = { { 0, 0 }, { 7, 0 }, { 13, 0 }, { 13, 5 }, { 13, 11 }, { 4, 11 }, { 0, 11 }, { 0, 6 } };
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  guint n_corners = G_N_ELEMENTS (corners);

  for (gint32 lon = 0; lon < 130; lon++)
    for (gint32 lat = 0; lat < 110; lat++)
      {
        guint n_inside = 0;

        for (guint i = 0; i < n_corners; i++)
          {
            const int *a = corners[i], *b = corners[(i + 1) % n_corners];
            const int forward[] = { a[0], a[1], b[0], b[1], 6, 5, -3 }, backward[] = { 6, 5, b[0], b[1], a[0], a[1], -3 };
            WuseGeometry geometry = build (builder, 10, i % 2 == 0 ? forward : backward);

            n_inside += wuse_polygon_contains (&geometry, (WusePoint){ lon, lat }) ? 1 : 0;
          }
        g_assert_cmpuint (n_inside, ==, 1);
      }
}

static void
test_contains_at_world_size (void)
{
  static const int world[] = { -180, -90, 180, -90, 180, 90, -180, 90, -3 };
  static const int half[] = { -180, -90, 180, -90, 180, 90, -3 };
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseGeometry geometry = build (builder, 10000000, world);

  g_assert_true (wuse_polygon_contains (&geometry, (WusePoint){ 0, 0 }));
  g_assert_true (wuse_polygon_contains (&geometry, (WusePoint){ 1799999999, 899999999 }));
  geometry = build (builder, 10000000, half);
  g_assert_true (wuse_polygon_contains (&geometry, (WusePoint){ 1, 0 }));
  g_assert_false (wuse_polygon_contains (&geometry, (WusePoint){ -1, 0 }));
  g_assert_true (wuse_polygon_contains (&geometry, (WusePoint){ 1799999997, 899999998 }));
  g_assert_false (wuse_polygon_contains (&geometry, (WusePoint){ 1799999995, 899999998 }));
}

static void
test_area (void)
{
  static const int degree[] = { 0, 0, 1, 0, 1, 1, 0, 1, -3 };
  static const int grid[] = { 1214737, 312304, 1214747, 312304, 1214747, 312314, 1214737, 312314, -3 };
  const double radius = 6371008.8;
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseGeometry geometry = build (builder, 10000000, degree);

  /* A square between meridians and parallels in closed form (the formula takes edges as such): R² Δλ Δ(sin φ). */
  double exact = radius * radius * (G_PI / 180) * sin (G_PI / 180);
  g_assert_cmpfloat_with_epsilon (wuse_polygon_area (&geometry) / exact, 1.0, 1e-12);

  /* A block of about 95 m × 111 m. */
  geometry = build (builder, 1000, grid);
  double south = 31.2304 * G_PI / 180, north = 31.2314 * G_PI / 180;
  exact = radius * radius * (0.001 * G_PI / 180) * (sin (north) - sin (south));
  g_assert_cmpfloat_with_epsilon (wuse_polygon_area (&geometry) / exact, 1.0, 1e-9);

  geometry = build (builder, 1000, square_with_hole);
  double with_hole = wuse_polygon_area (&geometry);
  geometry = build (builder, 1000, (const int[]){ 0, 0, 10, 0, 10, 10, 0, 10, -3 });
  g_assert_cmpfloat_with_epsilon (with_hole / wuse_polygon_area (&geometry), 0.84, 1e-6);
}

static void
test_label_point (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseGeometry geometry = build (builder, 1000, two_squares);
  WusePoint point = wuse_polygon_label_point (&geometry);

  g_assert_cmpint (point.lon, ==, 7000);
  g_assert_cmpint (point.lat, ==, 7000);

  /* The centroid falls into the hole and between the legs: the widest span at its latitude counts. */
  geometry = build (builder, 1000, square_with_hole);
  point = wuse_polygon_label_point (&geometry);
  g_assert_true (wuse_polygon_contains (&geometry, point));
  g_assert_cmpint (point.lat, ==, 5000);
  geometry = build (builder, 1000, horseshoe);
  point = wuse_polygon_label_point (&geometry);
  g_assert_true (wuse_polygon_contains (&geometry, point));
  g_assert_true (point.lon == 1000 || point.lon == 9000);

  /* Without area, or with one that cancels itself out, there is still an answer. */
  geometry = build (builder, 1000, bow_tie);
  point = wuse_polygon_label_point (&geometry);
  g_assert_true (wuse_polygon_contains (&geometry, point));
  geometry = build (builder, 1000, (const int[]){ 0, 0, 5, 5, 10, 10, -3 });
  wuse_polygon_label_point (&geometry);
}

static void
test_label_point_is_inside (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (17);

  for (guint i = 0; i < 2000; i++)
    {
      guint n = (guint) g_rand_int_range (random, 5, 40);
      WuseGeometry geometry;

      /* A star with arms of any length round a middle in Shanghai. */
      wuse_geometry_builder_reset (builder);
      for (guint j = 0; j < n; j++)
        {
          double angle = 2 * G_PI * j / n, radius = g_rand_double_range (random, 500, 50000);

          wuse_geometry_builder_add_point (builder, (WusePoint){ 1214737000 + (gint32) (radius * cos (angle)),
                                                                 312304000 + (gint32) (radius * sin (angle)) });
        }
      g_assert_true (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, NULL));
      g_assert_true (wuse_polygon_contains (&geometry, wuse_polygon_label_point (&geometry)));
      g_assert_true (wuse_polygon_check (&geometry, NULL));
    }
}

static void
test_check (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  g_autoptr (GError) error = NULL;
  WuseGeometry geometry = build (builder, 1000, square_with_hole);

  g_assert_true (wuse_polygon_check (&geometry, &error));
  g_assert_no_error (error);
  geometry = build (builder, 1000, spike);
  g_assert_true (wuse_polygon_check (&geometry, &error));
  g_assert_no_error (error);

  geometry = build (builder, 1000, bow_tie);
  g_assert_false (wuse_polygon_check (&geometry, &error));
  g_assert_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_INVALID);
  g_assert_nonnull (g_strrstr (error->message, "ring 0 crosses itself after point 0"));
  g_clear_error (&error);

  geometry = build (builder, 1000, (const int[]){ 0, 0, 10, 0, 10, 10, 0, 10, -1, 3, 3, 5, 5, 7, 7, -3 });
  g_assert_false (wuse_polygon_check (&geometry, &error));
  g_assert_nonnull (g_strrstr (error->message, "ring 1 has no area"));
  g_clear_error (&error);

  geometry = (WuseGeometry){ .kind = WUSE_GEOMETRY_NONE };
  g_assert_false (wuse_polygon_check (&geometry, &error));
  g_assert_nonnull (error);
}

/* A saw whose long teeth all have boxes that overlap: the work is bounded. */
static void
test_check_is_bounded (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  g_autoptr (GError) error = NULL;
  WuseGeometry geometry;

  for (gint32 i = 0; i < 40000; i++)
    wuse_geometry_builder_add_point (builder, i % 2 == 0 ? (WusePoint){ 4 * i, -4 * i }
                                                         : (WusePoint){ 800000000 + 4 * i, 800000000 - 4 * i });
  wuse_geometry_builder_add_point (builder, (WusePoint){ -10, -800000000 });
  g_assert_true (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, NULL));
  g_assert_false (wuse_polygon_check (&geometry, &error));
  g_assert_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/polygon/contains", test_contains);
  g_test_add_func ("/polygon/contains/neighbours-agree", test_neighbours_agree);
  g_test_add_func ("/polygon/contains/world", test_contains_at_world_size);
  g_test_add_func ("/polygon/area", test_area);
  g_test_add_func ("/polygon/label-point", test_label_point);
  g_test_add_func ("/polygon/label-point/inside", test_label_point_is_inside);
  g_test_add_func ("/polygon/check", test_check);
  g_test_add_func ("/polygon/check/bounded", test_check_is_bounded);

  return g_test_run ();
}
