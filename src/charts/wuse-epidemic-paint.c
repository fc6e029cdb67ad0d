/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic curve painted onto any cairo surface. */

#define G_LOG_DOMAIN "wuse-charts"

#include "config.h"

#include "wuse-epidemic-paint.h"

#include <glib/gi18n.h>
#include <math.h>

#include "wuse-wording.h"

#define LABEL_GAP 6.0
#define DAY_LABEL_DISTANCE 24.0 /* least space between two labels of days */
#define BAR_GAP_SHARE 0.18      /* of a day's width, where bars are wide enough to have gaps */
#define LEAST_GAPPED_WIDTH 3.0
#define INCOMPLETE_ALPHA 0.45
#define STRIP_FILL_ALPHA 0.35
#define HEADROOM 1.06
#define SEVERAL_DAYS 7

static PangoLayout *
create_layout (const WuseEpidemicPaint *self, PangoContext *context, const char *text)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute ((int) (self->style.font_size * PANGO_SCALE)));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
set_color (cairo_t *cr, const GdkRGBA *color, double alpha)
{
  cairo_set_source_rgba (cr, (double) color->red, (double) color->green, (double) color->blue, (double) color->alpha * alpha);
}

static const WuseCurveSeries *
get_series (const WuseEpidemicPaint *self)
{
  return &self->curve->series[self->basis];
}

static gboolean
is_empty (const WuseEpidemicPaint *self)
{
  return self->curve == NULL || get_series (self)->total == 0;
}

/* A round step, 1, 2 or 5 times a power of ten, so that @maximum needs at most @n_steps of it. */
static guint
choose_step (guint maximum, guint n_steps)
{
  static const guint factors[] = { 1, 2, 5 };

  for (guint power = 1; power <= 100000000; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
      if ((guint64) factors[i] * power * n_steps >= maximum)
        return factors[i] * power;
  return maximum;
}

static guint
count_steps (const WuseEpidemicPaint *self)
{
  return (guint) CLAMP (self->height / 48.0, 1.0, 5.0);
}

/* How many cases the height stands for. */
static double
get_scale (const WuseEpidemicPaint *self)
{
  guint maximum = self->curve != NULL ? MAX (get_series (self)->maximum, 1) : 1;

  if (self->variant == WUSE_CURVE_FULL)
    {
      guint step = choose_step (maximum, count_steps (self));

      return (double) step * ceil ((double) maximum / step);
    }
  return maximum * HEADROOM;
}

static char *
format_count (guint count)
{
  GString *string = g_string_new (NULL);

  wuse_wording_append_number (string, count);
  return g_string_free (string, FALSE);
}

graphene_rect_t
wuse_epidemic_paint_get_plot (const WuseEpidemicPaint *self, PangoContext *context)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *greatest = NULL;
  double left = 0, top = 0;
  int text_width, text_height;

  g_return_val_if_fail (self != NULL && context != NULL, *graphene_rect_zero ());

  if (self->variant == WUSE_CURVE_STRIP)
    return GRAPHENE_RECT_INIT (0, 0, (float) self->width, (float) self->height);
  greatest = format_count ((guint) get_scale (self));
  layout = create_layout (self, context, greatest);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  if (self->variant == WUSE_CURVE_FULL)
    {
      left = text_width + LABEL_GAP;
      top = text_height / 2.0;
    }
  return GRAPHENE_RECT_INIT ((float) left, (float) top, (float) MAX (self->width - left, 1),
                             (float) MAX (self->height - top - text_height - LABEL_GAP / 2, 1));
}

WuseDay
wuse_epidemic_paint_day_at (const WuseEpidemicPaint *self, const graphene_rect_t *plot, double x)
{
  double share;

  g_return_val_if_fail (self != NULL && plot != NULL, WUSE_DAY_NONE);

  if (self->curve == NULL)
    return WUSE_DAY_NONE;
  share = (x - (double) plot->origin.x) / (double) plot->size.width;
  return self->curve->first + (WuseDay) CLAMP (floor (share * self->curve->n_days), 0.0, self->curve->n_days - 1.0);
}

double
wuse_epidemic_paint_x_of (const WuseEpidemicPaint *self, const graphene_rect_t *plot, WuseDay day)
{
  double index;

  g_return_val_if_fail (self != NULL && plot != NULL && self->curve != NULL, 0);

  index = CLAMP ((double) day - self->curve->first, 0.0, self->curve->n_days - 1.0);
  return (double) plot->origin.x + (index + 0.5) * (double) plot->size.width / self->curve->n_days;
}

/* Index of the first day that is not complete. */
static guint
find_incomplete (const WuseEpidemicPaint *self)
{
  gint64 first;

  if (self->incomplete_until == WUSE_DAY_NONE)
    return self->curve->n_days;
  first = (gint64) self->incomplete_until - WUSE_CURVE_INCOMPLETE_DAYS + 1 - self->curve->first;
  return (guint) CLAMP (first, 0, (gint64) self->curve->n_days);
}

/* One colour of the bars: all its rectangles are one path. @below is what they stand on and is raised by them. */
static void
draw_bars (const WuseEpidemicPaint *self,
           cairo_t *cr,
           const graphene_rect_t *plot,
           const guint32 *counts,
           guint32 *below,
           const GdkRGBA *color)
{
  double day_width = (double) plot->size.width / self->curve->n_days;
  double gap = day_width >= LEAST_GAPPED_WIDTH ? MAX (day_width * BAR_GAP_SHARE, 1) : 0;
  double case_height = (double) plot->size.height / get_scale (self);
  double bottom = (double) (plot->origin.y + plot->size.height);
  guint incomplete = find_incomplete (self);

  for (guint i = 0; i < self->curve->n_days; i++)
    {
      double x = (double) plot->origin.x + i * day_width;

      if (i == incomplete)
        {
          set_color (cr, color, 1);
          cairo_fill (cr);
        }
      if (counts[i] == 0)
        continue;
      cairo_rectangle (cr, x + gap / 2, bottom - (below[i] + counts[i]) * case_height, day_width - gap, counts[i] * case_height);
      below[i] += counts[i];
    }
  set_color (cr, color, incomplete < self->curve->n_days ? INCOMPLETE_ALPHA : 1);
  cairo_fill (cr);
}

static void
draw_mean (const WuseEpidemicPaint *self, cairo_t *cr, const graphene_rect_t *plot)
{
  double case_height = (double) plot->size.height / get_scale (self);
  double bottom = (double) (plot->origin.y + plot->size.height);
  /* The mean of days that are not complete only looks like a decline. */
  guint n_days = MAX (find_incomplete (self), 1);

  for (guint i = 0; i < n_days; i++)
    cairo_line_to (cr, wuse_epidemic_paint_x_of (self, plot, self->curve->first + (WuseDay) i),
                   bottom - get_series (self)->mean[i] * case_height);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_color (cr, &self->style.mean, 1);
  cairo_stroke (cr);
}

/* The strip: the mean as an area; single days would be noise at its height. */
static void
draw_strip (const WuseEpidemicPaint *self, cairo_t *cr, const graphene_rect_t *plot)
{
  const double *mean = get_series (self)->mean;
  double bottom = (double) (plot->origin.y + plot->size.height);
  double greatest = 1.0 / SEVERAL_DAYS;

  for (guint i = 0; i < self->curve->n_days; i++)
    greatest = MAX (greatest, mean[i]);
  cairo_move_to (cr, (double) plot->origin.x, bottom);
  for (guint i = 0; i < self->curve->n_days; i++)
    cairo_line_to (cr, wuse_epidemic_paint_x_of (self, plot, self->curve->first + (WuseDay) i),
                   bottom - mean[i] / (greatest * HEADROOM) * (double) plot->size.height);
  cairo_line_to (cr, (double) (plot->origin.x + plot->size.width), bottom);
  cairo_close_path (cr);
  set_color (cr, &self->style.local, STRIP_FILL_ALPHA);
  cairo_fill (cr);
}

static void
draw_base_line (const WuseEpidemicPaint *self, cairo_t *cr, const graphene_rect_t *plot)
{
  double y = floor ((double) (plot->origin.y + plot->size.height)) - 0.5;

  cairo_move_to (cr, (double) plot->origin.x, y);
  cairo_rel_line_to (cr, (double) plot->size.width, 0);
  cairo_set_line_width (cr, 1);
  set_color (cr, &self->style.rule, self->variant == WUSE_CURVE_FULL ? 1 : 2);
  cairo_stroke (cr);
}

static void
draw_figures (const WuseEpidemicPaint *self, cairo_t *cr, PangoContext *context, const graphene_rect_t *plot)
{
  double scale = get_scale (self);
  guint step = choose_step (MAX (get_series (self)->maximum, 1), count_steps (self));

  for (guint count = step; count <= scale; count += step)
    {
      double y = (double) (plot->origin.y + plot->size.height) - count / scale * (double) plot->size.height;
      g_autofree char *text = format_count (count);
      g_autoptr (PangoLayout) layout = create_layout (self, context, text);
      int width, height;

      cairo_move_to (cr, (double) plot->origin.x, floor (y) + 0.5);
      cairo_rel_line_to (cr, (double) plot->size.width, 0);
      cairo_set_line_width (cr, 1);
      set_color (cr, &self->style.rule, 0.6);
      cairo_stroke (cr);
      pango_layout_get_pixel_size (layout, &width, &height);
      cairo_move_to (cr, (double) plot->origin.x - LABEL_GAP - width, round (y - height / 2.0));
      set_color (cr, &self->style.text, 1);
      pango_cairo_show_layout (cr, layout);
    }
}

/* Writes a day under the axis, unless it would touch what stands there already. */
static void
draw_day (const WuseEpidemicPaint *self,
          cairo_t *cr,
          PangoContext *context,
          const graphene_rect_t *plot,
          WuseDay day,
          double *free_from,
          double free_to)
{
  g_autofree char *text = wuse_wording_day (day, wuse_language_from_locale ());
  g_autoptr (PangoLayout) layout = create_layout (self, context, text);
  int width, height;
  double x;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = wuse_epidemic_paint_x_of (self, plot, day) - width / 2.0;
  x = CLAMP (x, (double) plot->origin.x, MAX (self->width - width, (double) plot->origin.x));
  if (x < *free_from || x + width > free_to)
    return;
  cairo_move_to (cr, round (x), (double) (plot->origin.y + plot->size.height) + LABEL_GAP / 2);
  set_color (cr, &self->style.text, 1);
  pango_cairo_show_layout (cr, layout);
  *free_from = x + width + DAY_LABEL_DISTANCE;
}

static double
measure_day (const WuseEpidemicPaint *self, PangoContext *context, WuseDay day)
{
  g_autofree char *text = wuse_wording_day (day, wuse_language_from_locale ());
  g_autoptr (PangoLayout) layout = create_layout (self, context, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* First and last day, and between them what fits: whole weeks apart in the full variant, one in the compact. */
static void
draw_days (const WuseEpidemicPaint *self, cairo_t *cr, PangoContext *context, const graphene_rect_t *plot)
{
  WuseDay first = self->curve->first;
  WuseDay last = first + (WuseDay) self->curve->n_days - 1;
  double last_width = measure_day (self, context, last);
  double day_width = (double) plot->size.width / self->curve->n_days;
  double free_from = 0;
  double free_to = self->width - last_width - DAY_LABEL_DISTANCE;
  WuseDay step = MAX ((last - first) / 2, 1);

  if (self->variant == WUSE_CURVE_FULL)
    step = SEVERAL_DAYS * (WuseDay) MAX (ceil ((last_width + DAY_LABEL_DISTANCE) * 1.3 / (SEVERAL_DAYS * day_width)), 1);
  for (WuseDay day = first; day < last; day += step)
    draw_day (self, cr, context, plot, day, &free_from, free_to);
  free_from = 0;
  draw_day (self, cr, context, plot, last, &free_from, self->width);
}

static void
draw_nothing (const WuseEpidemicPaint *self, cairo_t *cr, PangoContext *context, const graphene_rect_t *plot)
{
  g_autoptr (PangoLayout) layout = create_layout (self, context, _ ("No cases in this period"));
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, round ((double) plot->origin.x + ((double) plot->size.width - width) / 2),
                 round ((double) plot->origin.y + ((double) plot->size.height - height) / 2));
  set_color (cr, &self->style.text, 1);
  pango_cairo_show_layout (cr, layout);
}

void
wuse_epidemic_paint_draw (const WuseEpidemicPaint *self, cairo_t *cr, PangoContext *context)
{
  graphene_rect_t plot;

  g_return_if_fail (self != NULL && cr != NULL && context != NULL);

  plot = wuse_epidemic_paint_get_plot (self, context);
  cairo_save (cr);
  cairo_new_path (cr);
  if (is_empty (self))
    {
      if (self->variant != WUSE_CURVE_STRIP)
        draw_nothing (self, cr, context, &plot);
    }
  else if (self->variant == WUSE_CURVE_STRIP)
    draw_strip (self, cr, &plot);
  else
    {
      g_autofree guint32 *below = g_new0 (guint32, self->curve->n_days);
      const WuseCurveSeries *series = get_series (self);

      if (self->variant == WUSE_CURVE_FULL)
        draw_figures (self, cr, context, &plot);
      draw_bars (self, cr, &plot, series->local, below, &self->style.local);
      draw_bars (self, cr, &plot, series->unknown, below, &self->style.unknown);
      draw_bars (self, cr, &plot, series->imported, below, &self->style.imported);
      draw_mean (self, cr, &plot);
    }
  draw_base_line (self, cr, &plot);
  if (self->curve != NULL && self->variant != WUSE_CURVE_STRIP)
    draw_days (self, cr, context, &plot);
  cairo_restore (cr);
}
