/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small pictures of cases, places and clusters. */

#include "config.h"

#include "wuse-marks.h"

#include "render-fixture.h"

#include <string.h>

static guint32
get_pixel (WusePixels *pixels, int x, int y)
{
  return wuse_pixels_get_row (pixels, y)[x];
}

static gboolean
are_equal (WusePixels *a, WusePixels *b)
{
  g_autoptr (GBytes) first = wuse_pixels_to_bytes (a);
  g_autoptr (GBytes) second = wuse_pixels_to_bytes (b);

  return g_bytes_equal (first, second);
}

static void
test_pixels (void)
{
  g_autoptr (WusePixels) pixels = wuse_pixels_new (3, 2);
  g_autoptr (GBytes) bytes = NULL;

  wuse_pixels_get_row (pixels, 1)[2] = 0xff112233;
  bytes = wuse_pixels_to_bytes (pixels);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 24);
  g_assert_cmpuint (wuse_pixels_get_stride (pixels), ==, 12);
  g_clear_pointer (&pixels, wuse_pixels_unref);
  /* The bytes keep the pixels alive. */
  g_assert_cmphex (((const guint32 *) g_bytes_get_data (bytes, NULL))[5], ==, 0xff112233);
}

static void
test_kinds (void)
{
  g_assert_cmpint (wuse_mark_kind_from_place ("hospital"), ==, WUSE_MARK_HOSPITAL);
  g_assert_cmpint (wuse_mark_kind_from_place ("fever_clinic"), ==, WUSE_MARK_FEVER_CLINIC);
  g_assert_cmpint (wuse_mark_kind_from_place ("checkpoint"), ==, WUSE_MARK_CHECKPOINT);
  g_assert_cmpint (wuse_mark_kind_from_place ("something"), ==, WUSE_MARK_KEY_PLACE);
  g_assert_cmpint (wuse_mark_kind_from_place (NULL), ==, WUSE_MARK_KEY_PLACE);
}

static void
test_marks (void)
{
  for (guint variant = 0; variant < WUSE_N_PALETTE_VARIANTS; variant++)
    for (guint a = 0; a < WUSE_N_MARK_KINDS; a++)
      {
        const WusePalette *palette = wuse_palette_get (variant);
        g_autoptr (WusePixels) mark = wuse_raster_paint_mark (a, palette, 1);
        g_autoptr (WusePixels) large = wuse_raster_paint_mark (a, palette, 2);

        g_assert_cmpint (wuse_pixels_get_width (large), ==, 2 * wuse_pixels_get_width (mark));
        g_assert_cmphex (get_pixel (mark, 0, 0), ==, 0);
        for (guint b = 0; b < a; b++)
          {
            g_autoptr (WusePixels) other = wuse_raster_paint_mark (b, palette, 1);

            g_assert_true (wuse_pixels_get_width (mark) != wuse_pixels_get_width (other) || !are_equal (mark, other));
          }
      }
}

static void
test_badges (void)
{
  const WusePalette *palette = wuse_palette_get (WUSE_PALETTE_LIGHT);
  const guint counts[] = { 2, 9, 37, 400, 9999, 10000, G_MAXUINT };
  int before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (WusePixels) badge = wuse_raster_paint_badge (WUSE_MARK_CONFIRMED, counts[i], palette, 1);
      const int size = wuse_pixels_get_width (badge);
      gboolean ring = FALSE, text = FALSE;

      g_assert_cmpint (size, ==, wuse_pixels_get_height (badge));
      g_assert_cmpint (size, >=, before);
      g_assert_cmpint (size, <, 80);
      before = size;
      for (int x = 0; x < size / 4; x++)
        ring |= (get_pixel (badge, x, size / 2) & 0xff) < 0x60 && get_pixel (badge, x, size / 2) >> 24 > 0xe0;
      for (int x = size / 4; x < size * 3 / 4; x++)
        for (int y = size / 4; y < size * 3 / 4; y++)
          text |= (get_pixel (badge, x, y) & 0xff) < 0x80;
      g_assert_true (ring);
      g_assert_true (text);
      g_assert_cmphex (get_pixel (badge, 0, 0), ==, 0);
    }
}

static void
test_points (void)
{
  const WusePalette *palette = wuse_palette_get (WUSE_PALETTE_LIGHT);
  const WuseMarkPoint points[] = {
    { 20, 20, WUSE_MARK_ASYMPTOMATIC },     { 20, 20, WUSE_MARK_CONFIRMED },  { 0, 63, WUSE_MARK_SUSPECTED },
    { -1e30f, 1e30f, WUSE_MARK_CONFIRMED }, { 1e9f, 5, WUSE_MARK_CONFIRMED }, { G_MAXFLOAT, 0, WUSE_MARK_HOSPITAL },
  };
  g_autoptr (WusePixels) pixels = wuse_pixels_new (64, 64);

  wuse_raster_paint_points (pixels, points, G_N_ELEMENTS (points), palette, 1);
  g_assert_cmphex (get_pixel (pixels, 20, 20), ==, wuse_color_to_pixel (palette->confirmed, 255));
  g_assert_cmphex (get_pixel (pixels, 40, 40), ==, 0);
  g_assert_cmphex (get_pixel (pixels, 0, 63), ==, wuse_color_to_pixel (palette->suspected, 255));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marks/pixels", test_pixels);
  g_test_add_func ("/marks/kinds", test_kinds);
  g_test_add_func ("/marks/marks", test_marks);
  g_test_add_func ("/marks/badges", test_badges);
  g_test_add_func ("/marks/points", test_points);

  return g_test_run ();
}
