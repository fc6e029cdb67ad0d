/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coverage of pixels by polygons, and lines: exact, without seams, the same wherever the view begins. */

#include "config.h"

#include "wuse-coverage.h"
#include "wuse-stroke.h"

#include "render-fixture.h"

#include <math.h>
#include <string.h>

#define SIZE 64
#define FULL (2 * WUSE_SUBPIXELS * WUSE_SUBPIXELS)

typedef struct
{
  gint64 x;
  gint64 y;
} Corner;

static void
add_polygon (WuseCoverage *coverage, const Corner *corners, guint n_corners, gint64 dx, gint64 dy)
{
  for (guint i = 0; i < n_corners; i++)
    {
      const Corner *a = &corners[i], *b = &corners[(i + 1) % n_corners];

      wuse_coverage_add_edge (coverage, a->x + dx, a->y + dy, b->x + dx, b->y + dy);
    }
}

/* Sum of all pixels' coverage, and each pixel's in @values. */
static double
take_sums (WuseCoverage *coverage, gint32 *values)
{
  double total = 0;

  for (int y = 0; y < coverage->height; y++)
    {
      gint32 sum = 0;

      for (int x = 0; x < coverage->width; x++)
        {
          sum += coverage->cells[y * coverage->stride + x];
          if (values != NULL)
            values[y * coverage->width + x] = sum;
          total += sum;
        }
    }
  wuse_coverage_prepare (coverage, coverage->width, coverage->height);

  return total / FULL;
}

static double
get_area (const Corner *corners, guint n_corners)
{
  double sum = 0;

  for (guint i = 0; i < n_corners; i++)
    {
      const Corner *a = &corners[i], *b = &corners[(i + 1) % n_corners];

      sum += (double) b->x * (double) a->y - (double) a->x * (double) b->y;
    }

  return sum / 2 / WUSE_SUBPIXELS / WUSE_SUBPIXELS;
}

static void
test_area (void)
{
  WuseCoverage coverage = { 0 };

  wuse_coverage_prepare (&coverage, SIZE, SIZE);
  for (guint round = 0; round < 200; round++)
    {
      Corner corners[3];
      double wanted;

      for (guint i = 0; i < 3; i++)
        corners[i] =
            (Corner){ (gint64) (render_noise (round, i, 1) * SIZE * 256), (gint64) (render_noise (round, i, 2) * SIZE * 256) };
      add_polygon (&coverage, corners, 3, 0, 0);
      wanted = get_area (corners, 3);
      g_assert_cmpfloat_with_epsilon (take_sums (&coverage, NULL), wanted, 0.3);
    }
  wuse_coverage_clear (&coverage);
}

static void
test_pixel (void)
{
  const Corner quarter[] = { { 256, 256 }, { 256, 384 }, { 384, 384 }, { 384, 256 } };
  WuseCoverage coverage = { 0 };
  g_autofree gint32 *values = g_new (gint32, SIZE * SIZE);

  wuse_coverage_prepare (&coverage, SIZE, SIZE);
  add_polygon (&coverage, quarter, G_N_ELEMENTS (quarter), 0, 0);
  take_sums (&coverage, values);
  g_assert_cmpint (values[SIZE + 1], ==, FULL / 4);
  g_assert_cmpint (values[SIZE + 2], ==, 0);
  g_assert_cmpint (values[1], ==, 0);
  wuse_coverage_clear (&coverage);
}

/* A fan of triangles around a point: inside its border every pixel is covered to the last bit. */
static void
test_seams (void)
{
  WuseCoverage coverage = { 0 };
  g_autofree gint32 *values = g_new (gint32, SIZE * SIZE);
  const Corner middle = { 31 * 256 + 77, 33 * 256 + 191 };
  const guint n_blades = 37;

  wuse_coverage_prepare (&coverage, SIZE, SIZE);
  for (guint i = 0; i < n_blades; i++)
    {
      const double from = -2 * G_PI * i / n_blades, to = -2 * G_PI * ((i + 1) % n_blades) / n_blades;
      const Corner blade[] = { middle,
                               { middle.x + lround (7600 * cos (from)), middle.y + lround (7600 * sin (from)) },
                               { middle.x + lround (7600 * cos (to)), middle.y + lround (7600 * sin (to)) } };

      add_polygon (&coverage, blade, 3, 0, 0);
    }
  take_sums (&coverage, values);
  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++)
      if (hypot (x * 256 + 128 - (double) middle.x, y * 256 + 128 - (double) middle.y) < 7000)
        g_assert_cmpint (values[y * SIZE + x], ==, FULL);
  wuse_coverage_clear (&coverage);
}

/* The same polygon seen through a window that is moved by whole pixels. */
static void
test_windows (void)
{
  WuseCoverage coverage = { 0 };
  g_autofree gint32 *whole = g_new (gint32, SIZE * SIZE);
  g_autofree gint32 *part = g_new (gint32, SIZE * SIZE);

  for (guint round = 0; round < 60; round++)
    {
      Corner corners[5];

      for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
        corners[i] = (Corner){ (gint64) ((render_noise (round, i, 3) * 2 - 0.5) * SIZE * 256),
                               (gint64) ((render_noise (round, i, 4) * 2 - 0.5) * SIZE * 256) };
      wuse_coverage_prepare (&coverage, SIZE, SIZE);
      add_polygon (&coverage, corners, G_N_ELEMENTS (corners), 0, 0);
      take_sums (&coverage, whole);
      for (int y = 0; y < SIZE; y += 16)
        for (int x = 0; x < SIZE; x += 16)
          {
            wuse_coverage_prepare (&coverage, 16, 16);
            add_polygon (&coverage, corners, G_N_ELEMENTS (corners), -x * 256, -y * 256);
            take_sums (&coverage, part);
            for (int row = 0; row < 16; row++)
              g_assert_cmpmem (part + row * 16, 16 * sizeof *part, whole + (y + row) * SIZE + x, 16 * sizeof *whole);
          }
    }
  wuse_coverage_clear (&coverage);
}

static void
test_hostile_edges (void)
{
  const gint64 far = G_GINT64_CONSTANT (1) << 38;
  const Corner corners[] = { { -far, -far }, { -far, far }, { far, far }, { far, -far } };
  const Corner sliver[] = { { -far, 5 }, { far, 6 }, { far, 5 } };
  WuseCoverage coverage = { 0 };
  g_autofree gint32 *values = g_new (gint32, SIZE * SIZE);

  wuse_coverage_prepare (&coverage, SIZE, SIZE);
  add_polygon (&coverage, corners, G_N_ELEMENTS (corners), 0, 0);
  take_sums (&coverage, values);
  for (guint i = 0; i < SIZE * SIZE; i++)
    g_assert_cmpint (values[i], ==, FULL);

  add_polygon (&coverage, sliver, G_N_ELEMENTS (sliver), 0, 0);
  take_sums (&coverage, values);
  for (guint i = 0; i < SIZE * SIZE; i++)
    g_assert_cmpint (ABS (values[i]), <=, FULL / 128);
  wuse_coverage_clear (&coverage);
}

static void
test_line (void)
{
  WuseStroke stroke = { 0 };

  wuse_stroke_prepare (&stroke, SIZE, SIZE);
  wuse_stroke_add_line (&stroke, 8 * 256, 10 * 256 + 128, 40 * 256, 10 * 256 + 128, 1);
  g_assert_cmpint (stroke.mask[10 * SIZE + 20], ==, 255);
  g_assert_cmpint (stroke.mask[11 * SIZE + 20], ==, 0);
  g_assert_cmpint (stroke.mask[10 * SIZE + 44], ==, 0);

  /* Twice is not darker; thinner than a pixel is fainter. */
  wuse_stroke_add_line (&stroke, 40 * 256, 10 * 256 + 128, 8 * 256, 10 * 256 + 128, 1);
  g_assert_cmpint (stroke.mask[10 * SIZE + 20], ==, 255);
  wuse_stroke_add_line (&stroke, 8 * 256, 20 * 256 + 128, 40 * 256, 20 * 256 + 128, 0.5f);
  g_assert_cmpint (stroke.mask[20 * SIZE + 20], >, 120);
  g_assert_cmpint (stroke.mask[20 * SIZE + 20], <, 135);

  wuse_stroke_add_line (&stroke, 8 * 256, 40 * 256, 40 * 256, 40 * 256, 6);
  for (int y = 37; y < 43; y++)
    g_assert_cmpint (stroke.mask[y * SIZE + 20], ==, 255);
  g_assert_cmpint (stroke.mask[36 * SIZE + 20], ==, 0);
  wuse_stroke_clear (&stroke);
}

static void
test_lines_windows (void)
{
  WuseStroke whole = { 0 }, part = { 0 };

  for (guint round = 0; round < 200; round++)
    {
      const gint64 x0 = (gint64) ((render_noise (round, 1, 5) * 3 - 1) * SIZE * 256);
      const gint64 y0 = (gint64) ((render_noise (round, 2, 5) * 3 - 1) * SIZE * 256);
      const gint64 x1 = (gint64) ((render_noise (round, 3, 5) * 3 - 1) * SIZE * 256);
      const gint64 y1 = (gint64) ((render_noise (round, 4, 5) * 3 - 1) * SIZE * 256);
      const float width = 0.5f + 12 * (float) render_noise (round, 5, 5);

      wuse_stroke_prepare (&whole, SIZE, SIZE);
      wuse_stroke_add_line (&whole, x0, y0, x1, y1, width);
      for (int y = 0; y < SIZE; y += 16)
        for (int x = 0; x < SIZE; x += 16)
          {
            wuse_stroke_prepare (&part, 16, 16);
            wuse_stroke_add_line (&part, x0 - x * 256, y0 - y * 256, x1 - x * 256, y1 - y * 256, width);
            for (int row = 0; row < 16; row++)
              g_assert_cmpmem (part.mask + row * 16, 16, whole.mask + (y + row) * SIZE + x, 16);
          }
    }
  wuse_stroke_clear (&whole);
  wuse_stroke_clear (&part);
}

static void
test_over (void)
{
  const WuseColor red = { 211, 40, 59, 255 };

  g_assert_cmphex (wuse_color_to_pixel (red, 255), ==, 0xffd3283b);
  g_assert_cmphex (wuse_color_to_pixel (red, 0), ==, 0);
  g_assert_cmphex (wuse_pixel_over (0xff112233, 0xffabcdef), ==, 0xff112233);
  g_assert_cmphex (wuse_pixel_over (0, 0xffabcdef), ==, 0xffabcdef);
  for (guint32 alpha = 0; alpha < 256; alpha++)
    {
      const guint32 over = wuse_pixel_over (wuse_color_to_pixel (red, alpha), 0xffffffff);

      g_assert_cmphex (over >> 24, ==, 0xff);
      g_assert_cmpfloat_with_epsilon (over >> 16 & 0xff, 255 + (211 - 255) * (alpha / 255.0), 1.01);
      g_assert_cmpfloat_with_epsilon (over & 0xff, 255 + (59 - 255) * (alpha / 255.0), 1.01);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/area", test_area);
  g_test_add_func ("/coverage/pixel", test_pixel);
  g_test_add_func ("/coverage/seams", test_seams);
  g_test_add_func ("/coverage/windows", test_windows);
  g_test_add_func ("/coverage/hostile-edges", test_hostile_edges);
  g_test_add_func ("/stroke/line", test_line);
  g_test_add_func ("/stroke/windows", test_lines_windows);
  g_test_add_func ("/color/over", test_over);

  return g_test_run ();
}
