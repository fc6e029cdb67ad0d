/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic curve painted onto an image: what stands where, in which colour. WUSE_CHARTS_PNG=folder keeps the pictures. */

#include "config.h"

#include <math.h>

#include "wuse-epidemic-paint.h"

#define DAYS 42
#define MARGIN 6 /* how far two shades of a channel may lie apart and still be the same */

static const WuseDay first_day = 18322; /* 1 March 2020 */

/* What is painted and where it went. */
typedef struct
{
  WuseEpidemicPaint paint;
  PangoContext *context;
  cairo_surface_t *surface;
  graphene_rect_t plot;
} Picture;

/* A wave: 2 cases a day more or fewer each day, most in the middle; every fifth of unclear source, every seventh imported. */
static WuseDailyCurve *
make_curve (guint n_days, gboolean is_empty)
{
  WuseAreaSet *areas = wuse_area_set_builder_end (wuse_area_set_builder_new ());
  WuseRegister *reg = wuse_register_new (areas);
  WuseDailyCurve *curve;
  guint number = 0;

  for (guint day = 0; !is_empty && day < n_days; day++)
    for (guint i = 0; i < 2 * MIN (day, n_days - 1 - day); i++)
      {
        g_autofree char *id = g_strdup_printf ("%u", number++);
        WuseCase item = { .id = id,
                          .area = WUSE_AREA_NONE,
                          .report = first_day + (WuseDay) day,
                          .onset = WUSE_DAY_NONE,
                          .isolation = WUSE_DAY_NONE,
                          .release = WUSE_DAY_NONE,
                          .origin = number % 7 == 0   ? WUSE_ORIGIN_IMPORTED
                                    : number % 5 == 0 ? WUSE_ORIGIN_UNKNOWN
                                                      : WUSE_ORIGIN_LOCAL,
                          .cluster = WUSE_INDEX_NONE,
                          .small_setting = WUSE_INDEX_NONE };

        wuse_register_add_case (reg, &item, NULL);
      }
  wuse_register_seal (reg);
  curve = wuse_daily_curve_new (reg, WUSE_AREA_NONE, first_day, first_day + (WuseDay) n_days - 1);
  wuse_register_unref (reg);
  wuse_area_set_unref (areas);
  return curve;
}

static Picture *
paint_picture (const char *name, WuseCurveVariant variant, WuseDailyCurve *curve, gboolean dark, int width, int height)
{
  Picture *self = g_new0 (Picture, 1);
  const char *folder = g_getenv ("WUSE_CHARTS_PNG");
  PangoFontDescription *font;
  const GdkRGBA *surface;
  cairo_t *cr;

  self->paint = (WuseEpidemicPaint){ .curve = curve,
                                     .variant = variant,
                                     .incomplete_until = curve != NULL ? first_day + (WuseDay) curve->n_days - 1 : WUSE_DAY_NONE,
                                     .style = dark ? wuse_chart_style_dark () : wuse_chart_style_light (),
                                     .width = width,
                                     .height = height };
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  font = pango_font_description_from_string ("Sans 11");
  pango_context_set_font_description (self->context, font);
  pango_font_description_free (font);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (self->surface);
  surface = &self->paint.style.surface;
  cairo_set_source_rgb (cr, (double) surface->red, (double) surface->green, (double) surface->blue);
  cairo_paint (cr);
  wuse_epidemic_paint_draw (&self->paint, cr, self->context);
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);
  self->plot = wuse_epidemic_paint_get_plot (&self->paint, self->context);
  if (folder != NULL)
    {
      g_autofree char *file = g_strconcat (name, dark ? "-dark.png" : "-light.png", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      g_assert_cmpint (cairo_surface_write_to_png (self->surface, path), ==, CAIRO_STATUS_SUCCESS);
    }
  return self;
}

static void
picture_free (Picture *self)
{
  g_clear_pointer ((WuseDailyCurve **) &self->paint.curve, wuse_daily_curve_unref);
  g_object_unref (self->context);
  cairo_surface_destroy (self->surface);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)

static guint32
get_pixel (const Picture *self, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (self->surface);

  g_assert_true (x >= 0 && y >= 0 && x < self->paint.width && y < self->paint.height);
  return ((const guint32 *) (data + y * cairo_image_surface_get_stride (self->surface)))[x] & 0xffffff;
}

/* Whether a pixel is @color at @alpha over the surface. */
static gboolean
is_color (const Picture *self, int x, int y, const GdkRGBA *color, double alpha)
{
  const GdkRGBA *surface = &self->paint.style.surface;
  guint32 pixel = get_pixel (self, x, y);
  const float over[] = { color->red, color->green, color->blue };
  const float under[] = { surface->red, surface->green, surface->blue };

  for (int i = 0; i < 3; i++)
    {
      double expected = 255 * ((double) over[i] * alpha + (double) under[i] * (1 - alpha));

      if (fabs (expected - (pixel >> (16 - 8 * i) & 0xff)) > MARGIN)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_blank (const Picture *self, int x, int y)
{
  return is_color (self, x, y, &self->paint.style.surface, 1);
}

/* Height of a colour in the column of a day, in pixels. */
static int
measure_bar (const Picture *self, guint day, const GdkRGBA *color, double alpha)
{
  /* Beside the middle, so that the dots of the mean's line do not matter where it is steep. */
  int x = (int) wuse_epidemic_paint_x_of (&self->paint, &self->plot, first_day + (WuseDay) day);
  int n = 0;

  for (int y = 0; y < (int) (self->plot.origin.y + self->plot.size.height); y++)
    n += is_color (self, x, y, color, alpha);
  return n;
}

static void
test_bars (gconstpointer data)
{
  gboolean dark = GPOINTER_TO_INT (data);
  g_autoptr (Picture) picture = paint_picture ("full", WUSE_CURVE_FULL, make_curve (DAYS, FALSE), dark, 840, 320);
  const WuseCurveSeries *series = &picture->paint.curve->series[WUSE_CURVE_BY_REPORT];
  const WuseChartStyle *style = &picture->paint.style;
  /* 40 a day at most: the figures at the side end at 40 or 50, and their height is the plot's. */
  double case_height = (double) picture->plot.size.height / (series->maximum <= 40 ? 40 : 50);

  for (guint day = 10; day < 30; day++)
    {
      g_assert_cmpint (ABS (measure_bar (picture, day, &style->local, 1) - (int) (series->local[day] * case_height)), <=, 6);
      g_assert_cmpint (ABS (measure_bar (picture, day, &style->unknown, 1) - (int) (series->unknown[day] * case_height)), <=, 6);
      g_assert_cmpint (ABS (measure_bar (picture, day, &style->imported, 1) - (int) (series->imported[day] * case_height)), <=,
                       4);
    }
}

/* The last three days are lighter, the day before them is not. */
static void
test_incomplete (void)
{
  g_autoptr (Picture) picture = paint_picture ("incomplete", WUSE_CURVE_FULL, make_curve (DAYS, FALSE), FALSE, 840, 320);
  const GdkRGBA *local = &picture->paint.style.local;

  g_assert_cmpint (measure_bar (picture, DAYS - 4, local, 1), >, 20);
  g_assert_cmpint (measure_bar (picture, DAYS - 3, local, 1), ==, 0);
  g_assert_cmpint (measure_bar (picture, DAYS - 3, local, 0.45), >, 10);
  g_assert_cmpint (measure_bar (picture, DAYS - 2, local, 0.45), >, 4);
}

/* Darker than any bar, as only the line is. */
static gboolean
is_dark (const Picture *self, int x, int y)
{
  guint32 pixel = get_pixel (self, x, y);

  return (pixel >> 16 & 0xff) < 110 && (pixel >> 8 & 0xff) < 110 && (pixel & 0xff) < 110;
}

/* The mean's line lies over the bars where it has to: at the height of the mean. */
static void
test_mean (void)
{
  g_autoptr (Picture) picture = paint_picture ("mean", WUSE_CURVE_FULL, make_curve (DAYS, FALSE), FALSE, 840, 320);
  const WuseCurveSeries *series = &picture->paint.curve->series[WUSE_CURVE_BY_REPORT];
  double bottom = (double) (picture->plot.origin.y + picture->plot.size.height);

  for (guint day = 12; day < 36; day += 3)
    {
      int x = (int) wuse_epidemic_paint_x_of (&picture->paint, &picture->plot, first_day + (WuseDay) day);
      int y = (int) (bottom - series->mean[day] * (double) picture->plot.size.height / 40);
      gboolean found = FALSE;

      for (int dy = -3; dy <= 3; dy++)
        found |= is_dark (picture, x, y + dy);
      g_assert_true (found);
    }
}

/* Number of runs of text under the axis: runs are parted by more blank columns than words are. */
static guint
count_labels (const Picture *self)
{
  int top = (int) ceilf (self->plot.origin.y + self->plot.size.height) + 1;
  int blank = 1000;
  guint n_labels = 0;

  for (int x = 0; x < (int) self->paint.width; x++)
    {
      gboolean has_ink = FALSE;

      for (int y = top; y < (int) self->paint.height; y++)
        has_ink |= !is_blank (self, x, y);
      if (has_ink && blank >= 12)
        n_labels++;
      blank = has_ink ? 0 : blank + 1;
    }
  return n_labels;
}

static void
test_labels (void)
{
  static const int widths[] = { 200, 300, 480, 840, 1600 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("labels-%d", widths[i]);
      g_autoptr (Picture) full = paint_picture (name, WUSE_CURVE_FULL, make_curve (DAYS, FALSE), FALSE, widths[i], 200);
      g_autoptr (Picture) compact =
          paint_picture ("compact", WUSE_CURVE_COMPACT, make_curve (DAYS, FALSE), FALSE, widths[i], 104);

      g_assert_cmpuint (count_labels (full), >=, widths[i] < 300 ? 1 : 2);
      g_assert_cmpuint (count_labels (full), <=, DAYS / 7 + 1);
      g_assert_cmpuint (count_labels (compact), >=, 2);
      g_assert_cmpuint (count_labels (compact), <=, 3);
    }
}

static guint
count_ink (const Picture *self)
{
  guint n = 0;

  for (int y = 0; y < (int) self->paint.height; y++)
    for (int x = 0; x < (int) self->paint.width; x++)
      n += !is_blank (self, x, y);
  return n;
}

/* Without cases there is a sentence; with them there is none. The strip only has its base line. */
static void
test_empty (void)
{
  g_autoptr (Picture) nothing = paint_picture ("nothing", WUSE_CURVE_COMPACT, NULL, FALSE, 300, 104);
  g_autoptr (Picture) empty = paint_picture ("empty", WUSE_CURVE_COMPACT, make_curve (DAYS, TRUE), FALSE, 300, 104);
  g_autoptr (Picture) strip = paint_picture ("strip-empty", WUSE_CURVE_STRIP, make_curve (DAYS, TRUE), FALSE, 300, 32);
  guint n_text = 0;

  for (int y = 20; y < 70; y++)
    for (int x = 40; x < 260; x++)
      n_text += !is_blank (empty, x, y);
  g_assert_cmpuint (n_text, >, 200);
  g_assert_cmpuint (count_ink (nothing), >, 200);
  g_assert_cmpuint (count_ink (empty), >, count_ink (nothing));
  g_assert_cmpuint (count_ink (strip), ==, 300);
}

/* The strip is an area as wide as it is, highest in the middle of the wave. */
static void
test_strip (gconstpointer data)
{
  g_autoptr (Picture) picture =
      paint_picture ("strip", WUSE_CURVE_STRIP, make_curve (DAYS, FALSE), GPOINTER_TO_INT (data), 668, 32);
  int top[3] = { 0 };

  for (int i = 0; i < 3; i++)
    while (top[i] < 31 && is_blank (picture, 60 + i * 300, top[i]))
      top[i]++;
  g_assert_cmpint (top[1], <, 6);
  g_assert_cmpint (top[0], >, top[1] + 10);
  g_assert_cmpint (top[2], >, top[1] + 5);
  g_assert_true (is_blank (picture, 2, 10));
}

static void
test_positions (void)
{
  g_autoptr (Picture) picture = paint_picture ("positions", WUSE_CURVE_FULL, make_curve (DAYS, FALSE), FALSE, 500, 200);
  g_autoptr (Picture) nothing = paint_picture ("positions", WUSE_CURVE_FULL, NULL, FALSE, 500, 200);

  for (WuseDay day = first_day; day < first_day + DAYS; day++)
    {
      double x = wuse_epidemic_paint_x_of (&picture->paint, &picture->plot, day);

      g_assert_cmpint (wuse_epidemic_paint_day_at (&picture->paint, &picture->plot, x), ==, day);
    }
  g_assert_cmpint (wuse_epidemic_paint_day_at (&picture->paint, &picture->plot, -1e9), ==, first_day);
  g_assert_cmpint (wuse_epidemic_paint_day_at (&picture->paint, &picture->plot, 1e9), ==, first_day + DAYS - 1);
  g_assert_cmpint (wuse_epidemic_paint_day_at (&nothing->paint, &nothing->plot, 9), ==, WUSE_DAY_NONE);
}

/* Sizes and spans nobody would choose do no harm. */
static void
test_extremes (void)
{
  static const int sides[] = { 1, 7, 40, 2000 };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sides); j++)
      for (WuseCurveVariant variant = WUSE_CURVE_FULL; variant <= WUSE_CURVE_STRIP; variant++)
        {
          g_autoptr (Picture) one = paint_picture ("one", variant, make_curve (1, FALSE), FALSE, sides[i], sides[j]);
          g_autoptr (Picture) many = paint_picture ("many", variant, make_curve (200, FALSE), TRUE, sides[i], sides[j]);

          g_assert_cmpint (cairo_surface_status (one->surface), ==, CAIRO_STATUS_SUCCESS);
          g_assert_cmpint (cairo_surface_status (many->surface), ==, CAIRO_STATUS_SUCCESS);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/charts/bars/light", GINT_TO_POINTER (FALSE), test_bars);
  g_test_add_data_func ("/charts/bars/dark", GINT_TO_POINTER (TRUE), test_bars);
  g_test_add_func ("/charts/incomplete", test_incomplete);
  g_test_add_func ("/charts/mean", test_mean);
  g_test_add_func ("/charts/labels", test_labels);
  g_test_add_func ("/charts/empty", test_empty);
  g_test_add_data_func ("/charts/strip/light", GINT_TO_POINTER (FALSE), test_strip);
  g_test_add_data_func ("/charts/strip/dark", GINT_TO_POINTER (TRUE), test_strip);
  g_test_add_func ("/charts/positions", test_positions);
  g_test_add_func ("/charts/extremes", test_extremes);
  return g_test_run ();
}
