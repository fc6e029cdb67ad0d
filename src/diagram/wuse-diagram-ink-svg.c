/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines, discs and words as elements of SVG: unlike cairo's own SVG, words stay words. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-ink.h"

/* A hundredth of a pixel is not seen. */
#define DIGITS 2

typedef struct
{
  WuseInk parent;
  WuseOutputFile *file;
  gboolean in_path;
} SvgInk;

static WuseOutputFile *
get_file (WuseInk *self)
{
  return ((SvgInk *) self)->file;
}

static void
put_attribute (WuseInk *self, const char *name, double value)
{
  wuse_output_file_printf (get_file (self), " %s=\"", name);
  wuse_output_file_put_number (get_file (self), value, DIGITS);
  wuse_output_file_puts (get_file (self), "\"");
}

static void
put_color (WuseInk *self, const char *name, WuseColor color)
{
  wuse_output_file_printf (get_file (self), " %s=\"#%02x%02x%02x\"", name, color.red, color.green, color.blue);
  if (color.alpha < 255)
    {
      g_autofree char *opacity = g_strconcat (name, "-opacity", NULL);

      put_attribute (self, opacity, color.alpha / 255.0);
    }
}

static void
put_point (WuseInk *self, const char *command, double x, double y)
{
  wuse_output_file_puts (get_file (self), command);
  wuse_output_file_put_number (get_file (self), x, DIGITS);
  wuse_output_file_puts (get_file (self), " ");
  wuse_output_file_put_number (get_file (self), y, DIGITS);
}

static void
begin_group (WuseInk *self, const char *name)
{
  wuse_output_file_printf (get_file (self), "<g id=\"%s\">\n", name);
}

static void
begin_clipped_group (WuseInk *self, const char *name, double x, double y, double width, double height)
{
  WuseOutputFile *file = get_file (self);

  wuse_output_file_printf (file, "<clipPath id=\"%s-area\"><rect", name);
  put_attribute (self, "x", x);
  put_attribute (self, "y", y);
  put_attribute (self, "width", width);
  put_attribute (self, "height", height);
  wuse_output_file_printf (file, "/></clipPath>\n<g id=\"%s\" clip-path=\"url(#%s-area)\">\n", name, name);
}

static void
end_group (WuseInk *self)
{
  wuse_output_file_puts (get_file (self), "</g>\n");
}

static void
move_to (WuseInk *self, double x, double y)
{
  if (!((SvgInk *) self)->in_path)
    wuse_output_file_puts (get_file (self), "<path d=\"");
  ((SvgInk *) self)->in_path = TRUE;
  put_point (self, "M", x, y);
}

static void
line_to (WuseInk *self, double x, double y)
{
  put_point (self, "L", x, y);
}

static void
curve_to (WuseInk *self, double x1, double y1, double x2, double y2, double x, double y)
{
  put_point (self, "C", x1, y1);
  put_point (self, " ", x2, y2);
  put_point (self, " ", x, y);
}

static void
stroke (WuseInk *self, WuseColor color, double width, double dash)
{
  wuse_output_file_puts (get_file (self), "\" fill=\"none\"");
  put_color (self, "stroke", color);
  put_attribute (self, "stroke-width", width);
  if (dash > 0)
    put_attribute (self, "stroke-dasharray", dash);
  wuse_output_file_puts (get_file (self), "/>\n");
  ((SvgInk *) self)->in_path = FALSE;
}

static void
fill (WuseInk *self, WuseColor color)
{
  wuse_output_file_puts (get_file (self), "\"");
  put_color (self, "fill", color);
  wuse_output_file_puts (get_file (self), "/>\n");
  ((SvgInk *) self)->in_path = FALSE;
}

static void
disc (WuseInk *self, double x, double y, double radius, WuseColor color, WuseColor line, double width)
{
  wuse_output_file_puts (get_file (self), "<circle");
  put_attribute (self, "cx", x);
  put_attribute (self, "cy", y);
  put_attribute (self, "r", radius);
  put_color (self, "fill", color);
  if (width > 0)
    {
      put_color (self, "stroke", line);
      put_attribute (self, "stroke-width", width);
    }
  wuse_output_file_puts (get_file (self), "/>\n");
}

static void
rectangle (WuseInk *self, double x, double y, double width, double height, WuseColor color)
{
  wuse_output_file_puts (get_file (self), "<rect");
  put_attribute (self, "x", x);
  put_attribute (self, "y", y);
  put_attribute (self, "width", width);
  put_attribute (self, "height", height);
  put_color (self, "fill", color);
  wuse_output_file_puts (get_file (self), "/>\n");
}

static void
show_text (WuseInk *self, double x, double y, const char *text, const WuseInkText *style)
{
  static const char *const anchors[] = { [WUSE_INK_START] = "start", [WUSE_INK_MIDDLE] = "middle", [WUSE_INK_END] = "end" };
  WuseOutputFile *file = get_file (self);

  wuse_output_file_puts (file, "<text");
  put_attribute (self, "x", x);
  put_attribute (self, "y", y);
  put_attribute (self, "font-size", style->size);
  if (style->is_bold)
    wuse_output_file_puts (file, " font-weight=\"bold\"");
  if (style->anchor != WUSE_INK_START)
    wuse_output_file_printf (file, " text-anchor=\"%s\"", anchors[style->anchor]);
  put_color (self, "fill", style->color);
  if (style->halo.alpha > 0)
    {
      put_color (self, "stroke", style->halo);
      wuse_output_file_puts (file, " stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    }
  wuse_output_file_puts (file, ">");
  wuse_output_file_put_xml (file, text);
  wuse_output_file_puts (file, "</text>\n");
}

static void
free_ink (WuseInk *self)
{
  g_free (self);
}

WuseInk *
wuse_ink_new_for_svg (WuseOutputFile *file)
{
  static const WuseInkClass class = { begin_group, begin_clipped_group, end_group, move_to, line_to, curve_to, stroke, fill,
                                      disc,        rectangle,           show_text, free_ink };
  SvgInk *self = g_new0 (SvgInk, 1);

  self->parent.class = &class;
  self->file = file;

  return &self->parent;
}
