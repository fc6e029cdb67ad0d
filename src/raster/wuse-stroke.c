/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines with round ends and joins as a mask of coverage. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-stroke.h"

#include <math.h>
#include <string.h>

#define BITS 8
#define HALF (WUSE_SUBPIXELS / 2)
/* Dashes of a line are walked one by one: beyond this many a hostile line would take all day. */
#define MAX_DASHES 20000

static void
reset (WuseStroke *self)
{
  self->first_row = self->height;
  self->end_row = 0;
}

void
wuse_stroke_prepare (WuseStroke *self, int width, int height)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (width > 0 && height > 0);

  if (self->width != width || self->height != height)
    {
      g_free (self->mask);
      self->width = width;
      self->height = height;
      self->mask = g_new0 (guint8, (gsize) width * (gsize) height);
    }
  else if (self->first_row < self->end_row)
    {
      memset (self->mask, 0, (gsize) width * (gsize) height);
    }

  reset (self);
}

void
wuse_stroke_clear (WuseStroke *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->mask, g_free);
  self->width = self->height = 0;
}

typedef struct
{
  gint64 x0;
  gint64 y0;
  float dx;
  float dy;
  float inverse;
  float radius;
  float strength;
} Line;

/* Pixels @first to @end of row @y. Distances come from differences of integers, so that they are the same in every tile. */
static void
add_row (guint8 *row, gint64 y, gint64 first, gint64 end, const Line *line)
{
  const float outer = (line->radius + 0.5f) * (line->radius + 0.5f);
  const float inner = line->radius > 0.5f ? (line->radius - 0.5f) * (line->radius - 0.5f) : -1;
  const float ry = (float) ((y << BITS) + HALF - line->y0) / WUSE_SUBPIXELS;

  for (gint64 i = first; i < end; i++)
    {
      const float rx = (float) ((i << BITS) + HALF - line->x0) / WUSE_SUBPIXELS;
      const float along = CLAMP ((rx * line->dx + ry * line->dy) * line->inverse, 0, 1);
      const float px = rx - along * line->dx;
      const float py = ry - along * line->dy;
      const float square = px * px + py * py;
      float covered;

      if (square >= outer)
        continue;
      covered = square <= inner ? line->strength : (line->radius + 0.5f - sqrtf (square)) * line->strength;
      row[i] = MAX (row[i], (guint8) MIN (covered, 255));
    }
}

void
wuse_stroke_add_line (WuseStroke *self, gint64 x0, gint64 y0, gint64 x1, gint64 y1, float line_width)
{
  const float radius = MAX (line_width, 1) / 2;
  const gint64 reach = (gint64) ceilf (radius * WUSE_SUBPIXELS);
  gint64 left, right, top, bottom;
  float dx, dy, square;
  double half;
  Line line;

  g_return_if_fail (self != NULL && self->mask != NULL);

  /* Pixels whose middle lies less than the radius and half a pixel away. */
  left = MAX ((MIN (x0, x1) - reach) >> BITS, 0);
  right = MIN ((MAX (x0, x1) + reach + WUSE_SUBPIXELS - 1) >> BITS, self->width);
  top = MAX ((MIN (y0, y1) - reach) >> BITS, 0);
  bottom = MIN ((MAX (y0, y1) + reach + WUSE_SUBPIXELS - 1) >> BITS, self->height);
  if (left >= right || top >= bottom)
    return;

  dx = (float) (x1 - x0) / WUSE_SUBPIXELS;
  dy = (float) (y1 - y0) / WUSE_SUBPIXELS;
  square = dx * dx + dy * dy;
  line = (Line){
    .x0 = x0,
    .y0 = y0,
    .dx = dx,
    .dy = dy,
    .inverse = square > 0 ? 1 / square : 0,
    .radius = radius,
    .strength = 255.5f * MIN (line_width, 1),
  };
  half = (radius + 1.5) * sqrt (square) / MAX (fabs (dy), 1e-6) + 1;
  self->first_row = MIN (self->first_row, (int) top);
  self->end_row = MAX (self->end_row, (int) bottom);
  for (gint64 y = top; y < bottom; y++)
    {
      gint64 first = left, end = right;

      /* A long slanting line leaves most of its box alone. */
      if (fabsf (dy) > 1 && right - left > 8)
        {
          const double down = (double) ((y << BITS) + HALF - y0) / WUSE_SUBPIXELS;
          const double middle = (double) x0 / WUSE_SUBPIXELS + down * dx / dy;

          first = MAX (first, (gint64) CLAMP (middle - half, -1, self->width));
          end = MIN (end, (gint64) CLAMP (middle + half + 1, -1, self->width));
        }
      add_row (self->mask + y * self->width, y, first, end, &line);
    }
}

/* Calls @func for the segments of every ring, leaving out points less than half a pixel from the last one kept. */
typedef void (*SegmentFunc) (gint64 x0, gint64 y0, gint64 x1, gint64 y1, gboolean first, gpointer user_data);

static void
walk_segments (const WuseView *view, const WuseWorldShapes *shapes, guint32 index, SegmentFunc func, gpointer user_data)
{
  guint32 point = shapes->shape_rings[index] > 0 ? shapes->ring_ends[shapes->shape_rings[index] - 1] : 0;

  for (guint32 ring = shapes->shape_rings[index]; ring < shapes->shape_rings[index + 1]; ring++)
    {
      const guint32 end = shapes->ring_ends[ring];
      gboolean first = TRUE;
      gint64 x, y;

      if (point == end)
        continue;

      x = wuse_view_x (view, shapes->points[point].x);
      y = wuse_view_y (view, shapes->points[point].y);
      for (point++; point < end; point++)
        {
          const gint64 next_x = wuse_view_x (view, shapes->points[point].x);
          const gint64 next_y = wuse_view_y (view, shapes->points[point].y);

          if (point + 1 < end && ABS (next_x - x) + ABS (next_y - y) < HALF)
            continue;

          func (x, y, next_x, next_y, first, user_data);
          first = FALSE;
          x = next_x;
          y = next_y;
        }
    }
}

typedef struct
{
  WuseStroke *stroke;
  float line_width;
  double dash;
  double phase;
} Pen;

static void
add_segment (gint64 x0, gint64 y0, gint64 x1, gint64 y1, gboolean first, gpointer user_data)
{
  Pen *pen = user_data;

  wuse_stroke_add_line (pen->stroke, x0, y0, x1, y1, pen->line_width);
}

/* The phase runs on from segment to segment, of those outside too, so that dashes meet at the edge of a tile. */
static void
add_dashed_segment (gint64 x0, gint64 y0, gint64 x1, gint64 y1, gboolean first, gpointer user_data)
{
  Pen *pen = user_data;
  const double dx = (double) (x1 - x0);
  const double dy = (double) (y1 - y0);
  const double length = hypot (dx, dy) / WUSE_SUBPIXELS;
  const double period = 2 * pen->dash;

  if (first)
    pen->phase = 0;
  if (length > 0 && length < MAX_DASHES * period)
    for (double at = -pen->phase; at < length; at += period)
      {
        const double from = MAX (at, 0) / length;
        const double to = MIN (at + pen->dash, length) / length;

        if (from < to)
          wuse_stroke_add_line (pen->stroke, x0 + (gint64) (from * dx), y0 + (gint64) (from * dy), x0 + (gint64) (to * dx),
                                y0 + (gint64) (to * dy), pen->line_width);
      }
  pen->phase = fmod (pen->phase + length, period);
}

void
wuse_stroke_add_shape (WuseStroke *self, const WuseView *view, const WuseWorldShapes *shapes, guint32 index, float line_width)
{
  Pen pen = { .stroke = self, .line_width = line_width };

  g_return_if_fail (self != NULL && self->mask != NULL);
  g_return_if_fail (view != NULL && view->width == self->width && view->height == self->height);
  g_return_if_fail (shapes != NULL && index < shapes->n_shapes);

  walk_segments (view, shapes, index, add_segment, &pen);
}

void
wuse_stroke_add_dashes (
    WuseStroke *self, const WuseView *view, const WuseWorldShapes *shapes, guint32 index, float line_width, float dash)
{
  Pen pen = { .stroke = self, .line_width = line_width, .dash = dash };

  g_return_if_fail (self != NULL && self->mask != NULL);
  g_return_if_fail (view != NULL && view->width == self->width && view->height == self->height);
  g_return_if_fail (shapes != NULL && index < shapes->n_shapes);
  g_return_if_fail (dash >= 1);

  walk_segments (view, shapes, index, add_dashed_segment, &pen);
}

void
wuse_stroke_sweep (WuseStroke *self, WusePixels *pixels, WuseColor color)
{
  guint32 levels[256];

  g_return_if_fail (self != NULL && pixels != NULL);
  g_return_if_fail (wuse_pixels_get_width (pixels) == self->width && wuse_pixels_get_height (pixels) == self->height);

  for (guint32 i = 0; i < G_N_ELEMENTS (levels); i++)
    levels[i] = wuse_color_to_pixel (color, i);

  for (int y = self->first_row; y < self->end_row; y++)
    {
      guint8 *mask = self->mask + y * self->width;
      guint32 *out = wuse_pixels_get_row (pixels, y);

      for (int x = 0; x < self->width; x++)
        if (mask[x] != 0)
          out[x] = wuse_pixel_over (levels[mask[x]], out[x]);
      memset (mask, 0, (gsize) self->width);
    }

  reset (self);
}
