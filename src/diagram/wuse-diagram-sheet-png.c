/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet as PNG, strip by strip: the graph as the screen's tiles are painted, the rest by cairo. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-sheet-private.h"

#include <math.h>
#include <png.h>
#include <string.h>

#define STRIP_ROWS 256
/* Paper is flat: more costs time and saves little. */
#define COMPRESSION 4
#define DOTS_PER_METRE 3780.0

typedef struct
{
  const WuseSheetLayout *layout;
  int device_scale;
  int width;
  int first_row;
  int n_rows;
  cairo_surface_t *surface; /* painted by the strip's thread */
} Strip;

static void
lay_over (cairo_t *cr, WusePixels *pixels, double x, double y)
{
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data ((unsigned char *) wuse_pixels_get_row (pixels, 0), CAIRO_FORMAT_ARGB32,
                                           wuse_pixels_get_width (pixels), wuse_pixels_get_height (pixels),
                                           (int) wuse_pixels_get_stride (pixels));

  cairo_set_source_surface (cr, surface, x, y);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

/* The part of the graph that is in the strip, in device pixels. */
static void
paint_graph (const Strip *self, cairo_t *cr)
{
  const WuseSheetLayout *layout = self->layout;
  const WuseDiagramSheet *sheet = layout->sheet;
  const int left = (int) lround (layout->left * self->device_scale), top = (int) lround (layout->top * self->device_scale);
  const int width = MIN ((int) lround (layout->area_width * self->device_scale), WUSE_PIXELS_MAX_SIDE);
  const int bottom = top + (int) lround (layout->area_height * self->device_scale);
  const int first = MAX (self->first_row, top), end = MIN (self->first_row + self->n_rows, bottom);
  const double scale = sheet->scale * self->device_scale;
  const double y = sheet->box.top + (first - top) / scale;
  g_autoptr (WusePixels) pixels = NULL;

  if (first >= end || width < 1)
    return;
  pixels = wuse_pixels_new (width, end - first);
  wuse_diagram_paint (pixels, sheet->scene, NULL, &sheet->colors, sheet->box.left, y, scale, self->device_scale);
  lay_over (cr, pixels, left, first - self->first_row);
  if (sheet->highlight != NULL)
    {
      g_autoptr (WusePixels) over = wuse_pixels_new (width, end - first);

      cairo_set_source_rgba (cr, sheet->colors.veil.red / 255.0, sheet->colors.veil.green / 255.0,
                             sheet->colors.veil.blue / 255.0, sheet->colors.veil.alpha / 255.0);
      cairo_rectangle (cr, left, first - self->first_row, width, end - first);
      cairo_fill (cr);
      wuse_diagram_paint (over, sheet->scene, sheet->highlight, &sheet->colors, sheet->box.left, y, scale, self->device_scale);
      lay_over (cr, over, left, first - self->first_row);
    }
}

static gpointer
paint_strip (gpointer data)
{
  Strip *self = data;
  const WuseColor ground = self->layout->sheet->colors.ground;
  const double top = self->first_row / (double) self->device_scale, bottom = top + self->n_rows / (double) self->device_scale;
  cairo_t *cr;
  WuseInk *ink;

  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->n_rows);
  cr = cairo_create (self->surface);
  cairo_set_source_rgb (cr, ground.red / 255.0, ground.green / 255.0, ground.blue / 255.0);
  cairo_paint (cr);
  paint_graph (self, cr);
  cairo_translate (cr, 0, -self->first_row);
  cairo_scale (cr, self->device_scale, self->device_scale);
  ink = wuse_ink_new_for_cairo (cr);
  wuse_sheet_draw_over (self->layout, ink, top, bottom);
  wuse_sheet_draw_around (self->layout, ink, top, bottom);
  wuse_ink_free (ink);
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);

  return self;
}

static void
write_cb (png_structp png, png_bytep data, png_size_t length)
{
  wuse_output_file_write (png_get_io_ptr (png), data, length);
}

static void
flush_cb (png_structp png)
{
}

static void
write_head (png_structp png, png_infop info, const Strip *strip, int height)
{
  const png_uint_32 dots = (png_uint_32) lround (DOTS_PER_METRE * strip->device_scale);
  png_text texts[2] = {
    { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) "Title", .text = (char *) strip->layout->sheet->title },
    { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) "Source", .text = (char *) strip->layout->sheet->credits },
  };

  png_set_IHDR (png, info, (png_uint_32) strip->width, (png_uint_32) height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs (png, info, dots, dots, PNG_RESOLUTION_METER);
  png_set_text (png, info, texts, G_N_ELEMENTS (texts));
  png_set_compression_level (png, COMPRESSION);
  png_set_filter (png, 0, PNG_FILTER_SUB);
  png_write_info (png, info);
}

static void
write_rows (png_structp png, const Strip *strip, guint8 *line)
{
  const guint8 *data = cairo_image_surface_get_data (strip->surface);
  const int stride = cairo_image_surface_get_stride (strip->surface);

  for (int row = 0; row < strip->n_rows; row++)
    {
      const guint32 *pixels = (const guint32 *) (gconstpointer) (data + (gsize) row * (gsize) stride);

      for (int i = 0; i < strip->width; i++)
        {
          line[3 * i] = (guint8) (pixels[i] >> 16);
          line[3 * i + 1] = (guint8) (pixels[i] >> 8);
          line[3 * i + 2] = (guint8) pixels[i];
        }
      png_write_row (png, line);
    }
}

/* One strip is painted while the one before is written. */
static void
write_strips (png_structp png, const Strip *first, int height, const WuseSheetProgress *progress)
{
  g_autofree guint8 *line = g_malloc (3 * (gsize) first->width);
  Strip now = *first;

  now.n_rows = MIN (STRIP_ROWS, height);
  paint_strip (&now);
  while (now.n_rows > 0)
    {
      Strip next = now;
      GThread *thread = NULL;
      gboolean goes_on = wuse_sheet_progress_tell (progress, now.first_row / (double) height);

      next.surface = NULL;
      next.first_row = now.first_row + now.n_rows;
      next.n_rows = goes_on ? MIN (STRIP_ROWS, height - next.first_row) : 0;
      if (next.n_rows > 0)
        thread = g_thread_new ("sheet", paint_strip, &next);
      if (goes_on)
        write_rows (png, &now, line);
      if (thread != NULL)
        g_thread_join (thread);
      cairo_surface_destroy (now.surface);
      now = next;
    }
}

void
wuse_sheet_write_png (const WuseSheetLayout *self, int device_scale, WuseOutputFile *file, const WuseSheetProgress *progress)
{
  const Strip first = { .layout = self, .device_scale = device_scale, .width = (int) self->width * device_scale };
  const int height = (int) self->height * device_scale;
  /* Without functions of ours libpng ends the program on an error; there is none but running out of memory, as everywhere. */
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);

  png_set_write_fn (png, file, write_cb, flush_cb);
  write_head (png, info, &first, height);
  write_strips (png, &first, height, progress);
  if (wuse_output_file_is_sound (file))
    png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
}
