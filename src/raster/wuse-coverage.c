/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of each pixel polygons cover: exact areas, summed over any number of polygons. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-coverage.h"

#include <string.h>

#define BITS 8
#define ONE WUSE_SUBPIXELS
#define SLOPE_BITS 16

void
wuse_coverage_reset (WuseCoverage *self)
{
  self->first_row = self->height;
  self->end_row = 0;
}

void
wuse_coverage_prepare (WuseCoverage *self, int width, int height)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (width > 0 && height > 0);

  if (self->width != width || self->height != height)
    {
      g_free (self->cells);
      self->width = width;
      self->height = height;
      self->stride = width + 2;
      self->cells = g_new0 (gint32, (gsize) self->stride * (gsize) height);
    }
  else if (!wuse_coverage_is_empty (self))
    {
      memset (self->cells, 0, (gsize) self->stride * (gsize) height * sizeof *self->cells);
    }

  wuse_coverage_reset (self);
}

void
wuse_coverage_clear (WuseCoverage *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->cells, g_free);
  self->width = self->height = self->stride = 0;
}

/* The part of an edge inside one pixel: @dy subpixels high, signed, from @x0 to @x1 subpixels of the pixel's left. */
static inline void
add_cell (gint32 *cell, int dy, int x0, int x1)
{
  const int left = dy * (x0 + x1);

  cell[0] += dy * 2 * ONE - left;
  cell[1] += left;
}

/* The part of an edge inside one row: @dy subpixels high; @x0 and @x1 in either order. The sign is put to what has been
 * rounded, so that up and down round alike. */
static void
add_row (gint32 *row, int width, gint64 x0, gint64 x1, int dy, int sign)
{
  gint64 left = MIN (x0, x1);
  const gint64 right = MAX (x0, x1);
  const gint64 end = MIN (right, (gint64) width << BITS);
  gint64 slope;
  int done = 0;

  if (left >= (gint64) width << BITS)
    return;
  if (right <= 0)
    {
      row[0] += sign * dy * 2 * ONE;
      return;
    }
  if (left >> BITS == (right - 1) >> BITS || left == right)
    {
      const gint64 column = left >> BITS;

      add_cell (row + column, sign * dy, (int) (left - (column << BITS)), (int) (right - (column << BITS)));
      return;
    }

  slope = (gint64) dy * (1 << SLOPE_BITS) / (right - left);
  if (left < 0)
    {
      done = (int) ((-left * slope) >> SLOPE_BITS);
      row[0] += sign * done * 2 * ONE;
    }
  for (gint64 x = MAX (left, 0); x < end;)
    {
      const gint64 column = x >> BITS;
      const gint64 next = MIN ((column + 1) << BITS, right);
      const int reached = next == right ? dy : (int) (((next - left) * slope) >> SLOPE_BITS);

      add_cell (row + column, sign * (reached - done), (int) (x - (column << BITS)), (int) (next - (column << BITS)));
      done = reached;
      x = next;
    }
}

/* Edges are walked downwards and places on them computed from their upper end, whichever tile asks and whichever way the
 * ring runs: that makes neighbours cancel and tiles fit. */
static inline void
add_edge (WuseCoverage *self, gint64 x0, gint64 y0, gint64 x1, gint64 y1)
{
  const gint64 bottom = (gint64) self->height << BITS;
  gint64 slope, x, y;
  int sign = 1;

  if (y0 > y1)
    {
      gint64 swapped = x0;

      x0 = x1;
      x1 = swapped;
      swapped = y0;
      y0 = y1;
      y1 = swapped;
      sign = -1;
    }
  if (y0 == y1 || y1 <= 0 || y0 >= bottom || MIN (x0, x1) >= (gint64) self->width << BITS)
    return;

  self->first_row = MIN (self->first_row, (int) (MAX (y0, 0) >> BITS));
  self->end_row = MAX (self->end_row, (int) ((MIN (y1, bottom) + ONE - 1) >> BITS));
  if (y0 >> BITS == (y1 - 1) >> BITS)
    {
      add_row (self->cells + (y0 >> BITS) * self->stride, self->width, x0, x1, (int) (y1 - y0), sign);
      return;
    }

  slope = (x1 - x0) * (1 << SLOPE_BITS) / (y1 - y0);
  y = MAX (y0, 0);
  x = x0 + (((y - y0) * slope) >> SLOPE_BITS);
  while (y < MIN (y1, bottom))
    {
      const gint64 row = y >> BITS;
      const gint64 next = MIN ((row + 1) << BITS, y1);
      const gint64 next_x = next == y1 ? x1 : x0 + (((next - y0) * slope) >> SLOPE_BITS);

      add_row (self->cells + row * self->stride, self->width, x, next_x, (int) (next - y), sign);
      x = next_x;
      y = next;
    }
}

void
wuse_coverage_add_edge (WuseCoverage *self, gint64 x0, gint64 y0, gint64 x1, gint64 y1)
{
  g_return_if_fail (self != NULL && self->cells != NULL);

  add_edge (self, x0, y0, x1, y1);
}

void
wuse_coverage_add_shape (WuseCoverage *self, const WuseView *view, const WuseWorldShapes *shapes, guint32 index)
{
  guint32 point;

  g_return_if_fail (self != NULL && self->cells != NULL);
  g_return_if_fail (view != NULL && view->width == self->width && view->height == self->height);
  g_return_if_fail (shapes != NULL && index < shapes->n_shapes);

  point = shapes->shape_rings[index] > 0 ? shapes->ring_ends[shapes->shape_rings[index] - 1] : 0;
  for (guint32 ring = shapes->shape_rings[index]; ring < shapes->shape_rings[index + 1]; ring++)
    {
      const guint32 end = shapes->ring_ends[ring];
      gint64 x, y;

      if (point == end)
        continue;

      x = wuse_view_x (view, shapes->points[end - 1].x);
      y = wuse_view_y (view, shapes->points[end - 1].y);
      for (; point < end; point++)
        {
          const gint64 next_x = wuse_view_x (view, shapes->points[point].x);
          const gint64 next_y = wuse_view_y (view, shapes->points[point].y);

          add_edge (self, x, y, next_x, next_y);
          x = next_x;
          y = next_y;
        }
    }
}

void
wuse_coverage_sweep (WuseCoverage *self, WusePixels *pixels, WuseColor color)
{
  g_return_if_fail (self != NULL && pixels != NULL);
  g_return_if_fail (wuse_pixels_get_width (pixels) == self->width && wuse_pixels_get_height (pixels) == self->height);

  for (int y = self->first_row; y < self->end_row; y++)
    {
      gint32 *row = self->cells + y * self->stride;
      guint32 *out = wuse_pixels_get_row (pixels, y);
      guint32 pixel = 0;
      gint32 sum = 0;

      for (int x = 0; x < self->width; x++)
        {
          if (row[x] != 0)
            {
              gint32 covered;

              sum += row[x];
              covered = CLAMP (sum >> WUSE_COVERAGE_SHIFT, 0, 256);
              pixel = wuse_color_to_pixel (color, (guint32) (covered * 255 / 256));
              row[x] = 0;
            }
          if (pixel != 0)
            out[x] = wuse_pixel_over (pixel, out[x]);
        }
      row[self->width] = row[self->width + 1] = 0;
    }

  wuse_coverage_reset (self);
}
