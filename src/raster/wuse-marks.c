/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases, places and clusters as small pictures. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-marks.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define DOT_RADIUS 4.5f
#define CASE_RADIUS 6.5
#define PLACE_SIZE 20.0
#define BADGE_LEAST 11.0
#define BADGE_MOST 24.0
/* Ends a polygon of a sign, and the sign. */
#define BREAK -1
#define END -2
#define MAX_SIGN 40

static const struct
{
  const char *code;
  gint8 sign[MAX_SIGN];
} places[] = {
  /* Polygons on a square of 16 by 16, filled by the even-odd rule. */
  [WUSE_MARK_KEY_PLACE] = { "key_place", { 8, 2, 10, 6, 14, 6, 11, 9, 12, 14, 8, 11, 4, 14, 5, 9, 2, 6, 6, 6, BREAK, END } },
  [WUSE_MARK_CARE_HOME] = { "care_home", { 8, 14, 2, 8, 2, 5, 4, 3, 6, 3, 8, 5, 10, 3, 12, 3, 14, 5, 14, 8, BREAK, END } },
  [WUSE_MARK_STATION] = { "station", { 4, 2, 12, 2,     12, 11, 4,  11, BREAK, 5,  4, 11, 4,     11,
                                       7, 5, 7,  BREAK, 5,  12, 11, 12, 13,    14, 3, 14, BREAK, END } },
  [WUSE_MARK_MARKET] = { "market", { 2, 6, 14, 6,     12, 13, 4, 13, BREAK, 5, 6,  7, 2,     8,
                                     3, 7, 6,  BREAK, 9,  6,  8, 3,  9,     2, 11, 6, BREAK, END } },
  [WUSE_MARK_SCHOOL] = { "school", { 8, 3, 15, 6, 8, 9, 1, 6, BREAK, 4, 9, 8, 11, 12, 9, 12, 12, 8, 14, 4, 12, BREAK, END } },
  [WUSE_MARK_CHECKPOINT] = { "checkpoint", { 2,  5, 14, 5,     14, 9,  2,  9,  BREAK, 4,  10, 6,  10,    6,
                                             14, 4, 14, BREAK, 10, 10, 12, 10, 12,    14, 10, 14, BREAK, END } },
  [WUSE_MARK_QUARANTINE_SITE] = { "quarantine_site", { 8, 2,     14, 7, 12, 7, 12, 13, 4, 13, 4,     7,  2,
                                                       7, BREAK, 7,  9, 9,  9, 9,  13, 7, 13, BREAK, END } },
  [WUSE_MARK_FEVER_CLINIC] = { "fever_clinic", { 7, 2,  9, 2, 9,     9,  11, 11, 11, 13, 9, 15, 7, 15,    5,  13,
                                                 5, 11, 7, 9, BREAK, 11, 3,  13, 3,  13, 4, 11, 4, BREAK, END } },
  [WUSE_MARK_HOSPITAL] = { "hospital",
                           { 6, 2, 10, 2, 10, 6, 14, 6, 14, 10, 10, 10, 10, 14, 6, 14, 6, 10, 2, 10, 2, 6, 6, 6, BREAK, END } },
};

WuseMarkKind
wuse_mark_kind_from_place (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].code, code) == 0)
      return i;

  return WUSE_MARK_KEY_PLACE;
}

static WuseColor
get_color (WuseMarkKind kind, const WusePalette *palette)
{
  if (kind < WUSE_MARK_ASYMPTOMATIC)
    return palette->place;
  if (kind == WUSE_MARK_ASYMPTOMATIC)
    return palette->asymptomatic;

  return kind == WUSE_MARK_SUSPECTED ? palette->suspected : palette->confirmed;
}

static void
paint_dot (WusePixels *pixels, float x, float y, float radius, WuseColor inside, WuseColor line, float line_width)
{
  const float reach = radius + line_width + 0.5f;
  const int left = (int) MAX (floorf (x - reach), 0);
  const int top = (int) MAX (floorf (y - reach), 0);
  const int right = (int) MIN (ceilf (x + reach), (float) wuse_pixels_get_width (pixels));
  const int bottom = (int) MIN (ceilf (y + reach), (float) wuse_pixels_get_height (pixels));

  for (int row = top; row < bottom; row++)
    {
      guint32 *out = wuse_pixels_get_row (pixels, row);

      for (int column = left; column < right; column++)
        {
          const float away = hypotf ((float) column + 0.5f - x, (float) row + 0.5f - y);
          const float outer = CLAMP (reach - away, 0, 1);
          const float inner = CLAMP (radius + 0.5f - away, 0, 1);

          if (outer <= 0)
            continue;
          out[column] = wuse_pixel_over (wuse_color_to_pixel (line, (guint32) (outer * 255)), out[column]);
          out[column] = wuse_pixel_over (wuse_color_to_pixel (inside, (guint32) (inner * 255)), out[column]);
        }
    }
}

void
wuse_raster_paint_points (WusePixels *pixels, const WuseMarkPoint *points, guint n_points, const WusePalette *palette, int scale)
{
  const float limit = 2 * WUSE_PIXELS_MAX_SIDE;

  g_return_if_fail (pixels != NULL && palette != NULL);
  g_return_if_fail (points != NULL || n_points == 0);
  g_return_if_fail (scale >= 1 && scale <= 4);

  for (guint i = 0; i < n_points; i++)
    if (fabsf (points[i].x) < limit && fabsf (points[i].y) < limit && points[i].kind < WUSE_N_MARK_KINDS)
      paint_dot (pixels, points[i].x, points[i].y, DOT_RADIUS * (float) scale, get_color (points[i].kind, palette),
                 palette->mark_line, 1.25f * (float) scale);
}

static void
set_color (cairo_t *cr, WuseColor color)
{
  cairo_set_source_rgba (cr, color.red / 255.0, color.green / 255.0, color.blue / 255.0, color.alpha / 255.0);
}

/* Cairo for one small picture at a time; its ARGB32 is what pixels hold. */
static cairo_t *
begin (WusePixels *pixels, int scale)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data ((guchar *) wuse_pixels_get_row (pixels, 0), CAIRO_FORMAT_ARGB32,
                                                                  wuse_pixels_get_width (pixels), wuse_pixels_get_height (pixels),
                                                                  (int) wuse_pixels_get_stride (pixels));
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_translate (cr, wuse_pixels_get_width (pixels) / 2.0, wuse_pixels_get_height (pixels) / 2.0);
  cairo_scale (cr, scale, scale);

  return cr;
}

static void
end (cairo_t *cr)
{
  cairo_surface_flush (cairo_get_target (cr));
  cairo_destroy (cr);
}

static void
trace_sign (cairo_t *cr, const gint8 *sign)
{
  gboolean open = FALSE;

  for (const gint8 *at = sign; *at != END;)
    if (*at == BREAK)
      {
        cairo_close_path (cr);
        open = FALSE;
        at++;
      }
    else
      {
        if (open)
          cairo_line_to (cr, at[0], at[1]);
        else
          cairo_move_to (cr, at[0], at[1]);
        open = TRUE;
        at += 2;
      }
}

static void
draw_place (cairo_t *cr, WuseMarkKind kind, const WusePalette *palette)
{
  const double half = PLACE_SIZE / 2, radius = 5;

  cairo_new_sub_path (cr);
  cairo_arc (cr, half - radius, radius - half, radius, -G_PI_2, 0);
  cairo_arc (cr, half - radius, half - radius, radius, 0, G_PI_2);
  cairo_arc (cr, radius - half, half - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, radius - half, radius - half, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
  set_color (cr, palette->mark_line);
  cairo_set_line_width (cr, 3);
  cairo_stroke_preserve (cr);
  set_color (cr, palette->place);
  cairo_fill (cr);

  cairo_scale (cr, 0.9, 0.9);
  cairo_translate (cr, -8, -8);
  trace_sign (cr, places[kind].sign);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  set_color (cr, palette->mark_line);
  cairo_fill (cr);
}

static void
draw_case (cairo_t *cr, WuseMarkKind kind, const WusePalette *palette)
{
  cairo_arc (cr, 0, 0, CASE_RADIUS + 1.5, 0, 2 * G_PI);
  set_color (cr, palette->mark_line);
  cairo_fill (cr);
  set_color (cr, get_color (kind, palette));
  if (kind == WUSE_MARK_SUSPECTED)
    {
      cairo_arc (cr, 0, 0, CASE_RADIUS - 1.25, 0, 2 * G_PI);
      cairo_set_line_width (cr, 2.5);
      cairo_stroke (cr);
      return;
    }
  cairo_arc (cr, 0, 0, CASE_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
}

WusePixels *
wuse_raster_paint_mark (WuseMarkKind kind, const WusePalette *palette, int scale)
{
  WusePixels *pixels;
  cairo_t *cr;
  int size;

  g_return_val_if_fail (kind < WUSE_N_MARK_KINDS, NULL);
  g_return_val_if_fail (palette != NULL, NULL);
  g_return_val_if_fail (scale >= 1 && scale <= 4, NULL);

  size = (kind < WUSE_MARK_ASYMPTOMATIC ? (int) PLACE_SIZE + 4 : 2 * (int) (CASE_RADIUS + 2.5)) * scale;
  pixels = wuse_pixels_new (size, size);
  cr = begin (pixels, scale);
  if (kind < WUSE_MARK_ASYMPTOMATIC)
    draw_place (cr, kind, palette);
  else
    draw_case (cr, kind, palette);
  end (cr);

  return pixels;
}

static void
draw_number (cairo_t *cr, guint count, double radius)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autofree char *text = count < 1000    ? g_strdup_printf ("%u", count)
                          : count < 10000 ? g_strdup_printf ("%u,%03u", count / 1000, count % 1000)
                                          : g_strdup_printf ("%uk", count / 1000);
  PangoFontDescription *description = pango_font_description_from_string ("Cantarell, Sans Bold");
  PangoRectangle ink;

  pango_font_description_set_absolute_size (description, (radius < 18 ? 13 : radius < 26 ? 15 : 17) * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_extents (layout, &ink, NULL);
  cairo_move_to (cr, -(ink.x + ink.width / 2.0) / PANGO_SCALE, -(ink.y + ink.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

WusePixels *
wuse_raster_paint_badge (WuseMarkKind kind, guint count, const WusePalette *palette, int scale)
{
  WusePixels *pixels;
  WuseColor ring;
  double radius;
  cairo_t *cr;
  int size;

  g_return_val_if_fail (kind < WUSE_N_MARK_KINDS, NULL);
  g_return_val_if_fail (palette != NULL, NULL);
  g_return_val_if_fail (scale >= 1 && scale <= 4, NULL);

  radius = CLAMP (8 + 2.0 * sqrt (count), BADGE_LEAST, BADGE_MOST);
  ring = kind == WUSE_MARK_CONFIRMED ? palette->badge_ring : get_color (kind, palette);
  size = 2 * (int) ceil (radius + 2) * scale;
  pixels = wuse_pixels_new (size, size);
  cr = begin (pixels, scale);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  set_color (cr, palette->badge);
  cairo_fill_preserve (cr);
  set_color (cr, ring);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  set_color (cr, kind == WUSE_MARK_CONFIRMED ? palette->badge_text : ring);
  draw_number (cr, count, radius);
  end (cr);

  return pixels;
}
