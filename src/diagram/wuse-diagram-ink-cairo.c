/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines, discs and words onto a surface of cairo. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-ink.h"

#include <pango/pangocairo.h>
#include <string.h>

#define HALO_WIDTH 3.0
/* So many discs at most are one path. */
#define MOST_DOTS 256

/* Discs of one look that follow each other are kept back until something else is drawn: as a path of dots they are a tenth of
 * what as many circles are in a file. */
typedef struct
{
  WuseInk parent;
  cairo_t *cr;
  PangoLayout *layout;
  double dots[MOST_DOTS][2];
  guint n_dots;
  double dot_radius;
  WuseColor dot_color;
} CairoInk;

static void
set_color (cairo_t *cr, WuseColor color)
{
  cairo_set_source_rgba (cr, color.red / 255.0, color.green / 255.0, color.blue / 255.0, color.alpha / 255.0);
}

static void
draw_dots (CairoInk *self)
{
  const guint n_dots = self->n_dots;

  if (n_dots == 0)
    return;
  self->n_dots = 0;
  cairo_save (self->cr);
  for (guint i = 0; i < n_dots; i++)
    {
      cairo_move_to (self->cr, self->dots[i][0], self->dots[i][1]);
      cairo_line_to (self->cr, self->dots[i][0], self->dots[i][1]);
    }
  set_color (self->cr, self->dot_color);
  cairo_set_dash (self->cr, NULL, 0, 0);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (self->cr, 2 * self->dot_radius);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

/* For whatever is drawn next. */
static cairo_t *
get_cr (WuseInk *self)
{
  draw_dots ((CairoInk *) self);

  return ((CairoInk *) self)->cr;
}

static void
begin_group (WuseInk *self, const char *name)
{
  cairo_save (get_cr (self));
}

static void
begin_clipped_group (WuseInk *self, const char *name, double x, double y, double width, double height)
{
  cairo_t *cr = get_cr (self);

  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
}

static void
end_group (WuseInk *self)
{
  cairo_restore (get_cr (self));
}

static void
move_to (WuseInk *self, double x, double y)
{
  cairo_move_to (get_cr (self), x, y);
}

static void
line_to (WuseInk *self, double x, double y)
{
  cairo_line_to (get_cr (self), x, y);
}

static void
curve_to (WuseInk *self, double x1, double y1, double x2, double y2, double x, double y)
{
  cairo_curve_to (get_cr (self), x1, y1, x2, y2, x, y);
}

static void
stroke (WuseInk *self, WuseColor color, double width, double dash)
{
  cairo_t *cr = get_cr (self);

  set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, &dash, dash > 0 ? 1 : 0, 0);
  cairo_stroke (cr);
}

static void
fill (WuseInk *self, WuseColor color)
{
  cairo_t *cr = get_cr (self);

  set_color (cr, color);
  cairo_fill (cr);
}

static void
add_dot (CairoInk *self, double x, double y, double radius, WuseColor color)
{
  if (self->n_dots == MOST_DOTS || radius != self->dot_radius || memcmp (&color, &self->dot_color, sizeof color) != 0)
    draw_dots (self);
  self->dots[self->n_dots][0] = x;
  self->dots[self->n_dots++][1] = y;
  self->dot_radius = radius;
  self->dot_color = color;
}

static void
disc (WuseInk *self, double x, double y, double radius, WuseColor color, WuseColor line, double width)
{
  cairo_t *cr;

  /* Where two that can be seen through overlap they are seen twice. */
  if (width <= 0 && color.alpha == 255)
    {
      add_dot ((CairoInk *) self, x, y, radius, color);
      return;
    }
  cr = get_cr (self);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  set_color (cr, color);
  cairo_fill_preserve (cr);
  if (width > 0)
    stroke (self, line, width, 0);
  cairo_new_path (cr);
}

static void
rectangle (WuseInk *self, double x, double y, double width, double height, WuseColor color)
{
  cairo_rectangle (get_cr (self), x, y, width, height);
  fill (self, color);
}

static void
show_text (WuseInk *self, double x, double y, const char *text, const WuseInkText *style)
{
  static const double parts[] = { [WUSE_INK_START] = 0, [WUSE_INK_MIDDLE] = 0.5, [WUSE_INK_END] = 1 };
  CairoInk *ink = (CairoInk *) self;
  PangoFontDescription *font = pango_font_description_from_string (WUSE_INK_FAMILIES);
  PangoRectangle logical;

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (ink->layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (ink->layout, text, -1);
  pango_layout_get_extents (ink->layout, NULL, &logical);
  x -= parts[style->anchor] * logical.width / PANGO_SCALE;
  y -= (double) pango_layout_get_baseline (ink->layout) / PANGO_SCALE;
  draw_dots (ink);
  if (style->halo.alpha > 0)
    {
      cairo_move_to (ink->cr, x, y);
      pango_cairo_layout_path (ink->cr, ink->layout);
      cairo_set_line_join (ink->cr, CAIRO_LINE_JOIN_ROUND);
      stroke (self, style->halo, HALO_WIDTH, 0);
    }
  set_color (ink->cr, style->color);
  cairo_move_to (ink->cr, x, y);
  pango_cairo_show_layout (ink->cr, ink->layout);
  cairo_new_path (ink->cr);
}

static void
free_ink (WuseInk *self)
{
  draw_dots ((CairoInk *) self);
  g_object_unref (((CairoInk *) self)->layout);
  g_free (self);
}

WuseInk *
wuse_ink_new_for_cairo (cairo_t *cr)
{
  static const WuseInkClass class = { begin_group, begin_clipped_group, end_group, move_to, line_to, curve_to, stroke, fill,
                                      disc,        rectangle,           show_text, free_ink };
  CairoInk *self = g_new0 (CairoInk, 1);
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  self->parent.class = &class;
  self->cr = cr;
  /* Letters keep their widths at every scale: what was measured is what is drawn. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_cairo_update_context (cr, context);
  self->layout = pango_layout_new (context);
  g_object_unref (context);

  return &self->parent;
}

void
wuse_ink_free (WuseInk *self)
{
  if (self != NULL)
    self->class->free (self);
}
