/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names on the map: how wide they are, and their pixels. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* Radius of the halo in pixels. */
#define HALO 2
/* Beyond this a name is cut: no map has room for it. */
#define MAX_CHARACTERS 48
#define FAMILIES "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Cantarell, Sans"

static const struct
{
  double size;
  PangoWeight weight;
} styles[WUSE_N_TEXT_STYLES] = {
  [WUSE_TEXT_QUIET] = { 12, PANGO_WEIGHT_NORMAL },
  [WUSE_TEXT_NORMAL] = { 13, PANGO_WEIGHT_NORMAL },
  [WUSE_TEXT_STRONG] = { 14, PANGO_WEIGHT_MEDIUM },
  [WUSE_TEXT_TOP] = { 17, PANGO_WEIGHT_BOLD },
};

/* Pango and cairo objects of one thread: contexts and layouts must not be shared. The mask grows as needed. */
typedef struct
{
  PangoContext *context;
  PangoLayout *layout;
  cairo_surface_t *surface;
  guint8 *halo;
  gsize halo_size;
} Setter;

static void
free_setter (gpointer data)
{
  Setter *setter = data;

  g_clear_object (&setter->layout);
  g_clear_object (&setter->context);
  g_clear_pointer (&setter->surface, cairo_surface_destroy);
  g_free (setter->halo);
  g_free (setter);
}

static GPrivate setters = G_PRIVATE_INIT (free_setter);

static Setter *
get_setter (void)
{
  Setter *setter = g_private_get (&setters);
  cairo_font_options_t *options;

  if (setter != NULL)
    return setter;

  setter = g_new0 (Setter, 1);
  setter->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  options = cairo_font_options_create ();
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (setter->context, options);
  cairo_font_options_destroy (options);
  /* Han characters take their Chinese forms whatever the locale is. */
  pango_context_set_language (setter->context, pango_language_from_string ("zh-cn"));
  setter->layout = pango_layout_new (setter->context);
  g_private_set (&setters, setter);

  return setter;
}

static gsize
cut (const char *text, gsize length)
{
  const char *end = text;

  for (guint n = 0; n < MAX_CHARACTERS && end < text + length; n++)
    end = g_utf8_next_char (end);

  return MIN ((gsize) (end - text), length);
}

/* Puts the text into the thread's layout and gives the box its letters fill, in device pixels. */
static PangoRectangle
set_text (Setter *setter, const char *text, gsize length, WuseTextStyle style, int scale)
{
  PangoFontDescription *description = pango_font_description_from_string (FAMILIES);
  PangoRectangle ink, logical, box;

  pango_font_description_set_absolute_size (description, styles[style].size * scale * PANGO_SCALE);
  pango_font_description_set_weight (description, styles[style].weight);
  pango_layout_set_font_description (setter->layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (setter->layout, text, (int) cut (text, length));
  pango_layout_get_pixel_extents (setter->layout, &ink, &logical);

  box.x = MIN (ink.x, logical.x);
  box.width = MAX (ink.x + ink.width, logical.x + logical.width) - box.x;
  box.y = ink.y;
  box.height = ink.height;

  return box;
}

static double
estimate_character (gunichar c)
{
  if (c >= 0x2e80 || g_unichar_iswide (c))
    return 1.0;
  if (g_unichar_ismark (c))
    return 0;
  if (c < 0x80 && strchr ("mwMW@%", (int) c) != NULL)
    return 0.95;
  if (g_unichar_isupper (c))
    return 0.76;
  if (c < 0x80 && strchr ("iljftrI.,:;'|!()[]- ", (int) c) != NULL)
    return 0.42;

  return 0.63;
}

void
wuse_text_estimate (const char *text, gsize length, WuseTextStyle style, int *width, int *height)
{
  const char *end;
  double ems = 0;

  g_return_if_fail (text != NULL && width != NULL && height != NULL);
  g_return_if_fail (style < WUSE_N_TEXT_STYLES);

  end = text + cut (text, length);
  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    ems += estimate_character (g_utf8_get_char (at));

  *width = (int) ceil (ems * styles[style].size) + 2 * HALO + 2;
  *height = (int) ceil (1.25 * styles[style].size) + 2 * HALO;
}

void
wuse_text_measure (const char *text, gsize length, WuseTextStyle style, int scale, int *width, int *height)
{
  PangoRectangle box;

  g_return_if_fail (text != NULL && width != NULL && height != NULL);
  g_return_if_fail (style < WUSE_N_TEXT_STYLES);
  g_return_if_fail (scale >= 1);

  box = set_text (get_setter (), text, length, style, scale);
  *width = box.width + 2 * HALO * scale;
  *height = box.height + 2 * HALO * scale;
}

/* Draws the layout into the thread's mask with a margin of @margin pixels around @box. */
static cairo_surface_t *
draw_mask (Setter *setter, const PangoRectangle *box, int margin)
{
  const int width = box->width + 2 * margin;
  const int height = box->height + 2 * margin;
  cairo_t *cr;

  if (setter->surface == NULL || cairo_image_surface_get_width (setter->surface) < width
      || cairo_image_surface_get_height (setter->surface) < height)
    {
      g_clear_pointer (&setter->surface, cairo_surface_destroy);
      setter->surface = cairo_image_surface_create (CAIRO_FORMAT_A8, (width + 63) & ~63, (height + 31) & ~31);
    }

  cr = cairo_create (setter->surface);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_move_to (cr, margin - box->x, margin - box->y);
  pango_cairo_show_layout (cr, setter->layout);
  cairo_destroy (cr);
  cairo_surface_flush (setter->surface);

  return setter->surface;
}

/* The halo is the letters grown by a disc: for each offset within the radius the mask is taken over where it is stronger. */
static void
grow (Setter *setter, const guint8 *mask, int stride, int width, int height, int radius)
{
  const gsize size = (gsize) width * (gsize) height;

  if (setter->halo_size < size)
    {
      g_free (setter->halo);
      setter->halo = g_malloc (size);
      setter->halo_size = size;
    }
  memset (setter->halo, 0, size);

  for (int dy = -radius; dy <= radius; dy++)
    for (int dx = -radius; dx <= radius; dx++)
      {
        const double away = radius + 0.6 - hypot (dx, dy);
        const guint weight = (guint) (CLAMP (away, 0, 1) * 256);

        if (weight == 0)
          continue;
        for (int y = radius; y < height - radius; y++)
          {
            const guint8 *in = mask + y * stride;
            guint8 *out = setter->halo + (y + dy) * width;

            for (int x = radius; x < width - radius; x++)
              out[x + dx] = MAX (out[x + dx], (guint8) (in[x] * weight >> 8));
          }
      }
}

void
wuse_text_paint (WusePixels *pixels,
                 int x,
                 int y,
                 const char *text,
                 gsize length,
                 WuseTextStyle style,
                 int scale,
                 WuseColor color,
                 WuseColor halo)
{
  Setter *setter;
  PangoRectangle box;
  const guint8 *mask;
  int stride, width, height, left, top;

  g_return_if_fail (pixels != NULL && text != NULL);
  g_return_if_fail (style < WUSE_N_TEXT_STYLES);
  g_return_if_fail (scale >= 1);

  setter = get_setter ();
  box = set_text (setter, text, length, style, scale);
  if (box.width <= 0 || box.height <= 0)
    return;

  draw_mask (setter, &box, HALO * scale);
  mask = cairo_image_surface_get_data (setter->surface);
  stride = cairo_image_surface_get_stride (setter->surface);
  width = box.width + 2 * HALO * scale;
  height = box.height + 2 * HALO * scale;
  grow (setter, mask, stride, width, height, HALO * scale);

  left = x - width / 2;
  top = y - height / 2;
  for (int row = MAX (-top, 0); row < MIN (height, wuse_pixels_get_height (pixels) - top); row++)
    {
      guint32 *out = wuse_pixels_get_row (pixels, top + row);

      for (int column = MAX (-left, 0); column < MIN (width, wuse_pixels_get_width (pixels) - left); column++)
        {
          const guint8 around = setter->halo[row * width + column];
          const guint8 letter = mask[row * stride + column];

          if (around == 0 && letter == 0)
            continue;
          out[left + column] = wuse_pixel_over (wuse_color_to_pixel (halo, around), out[left + column]);
          out[left + column] = wuse_pixel_over (wuse_color_to_pixel (color, letter), out[left + column]);
        }
    }
}
