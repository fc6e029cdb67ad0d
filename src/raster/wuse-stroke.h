/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines with round ends and joins as a mask of coverage. */

#pragma once

#include "wuse-color.h"
#include "wuse-pixels.h"
#include "wuse-world-shapes.h"

G_BEGIN_DECLS

/**
 * WuseStroke:
 * @width: pixels in a row
 * @height: rows
 * @first_row: first row written to
 * @end_row: row after the last written to
 * @mask: coverage of each pixel, 0 to 255
 *
 * A pixel's coverage is that of the nearest line: lines that cross, join or lie on each other (as the edges of neighbours
 * do) count once.
 */
typedef struct
{
  int width;
  int height;
  int first_row;
  int end_row;
  guint8 *mask;
} WuseStroke;

/**
 * wuse_stroke_prepare:
 * @self: a stroke, all zero or used before and swept
 * @width: pixels in a row
 * @height: rows
 *
 * Makes room. Free with wuse_stroke_clear().
 */
void wuse_stroke_prepare (WuseStroke *self, int width, int height);

/**
 * wuse_stroke_clear:
 * @self: a stroke
 *
 * Frees its memory.
 */
void wuse_stroke_clear (WuseStroke *self);

/**
 * wuse_stroke_add_line:
 * @self: a stroke
 * @x0: start, in subpixels from the left
 * @y0: start, in subpixels from the top
 * @x1: end
 * @y1: end
 * @line_width: in pixels; below 1 it gets fainter instead of thinner
 */
void wuse_stroke_add_line (WuseStroke *self, gint64 x0, gint64 y0, gint64 x1, gint64 y1, float line_width);

/**
 * wuse_stroke_add_shape:
 * @self: a stroke
 * @view: where it lies; as large as the stroke
 * @shapes: shapes
 * @index: which of them
 * @line_width: in pixels
 *
 * Adds the lines of a shape, or the outlines of polygons, without what is shorter than half a pixel.
 */
void
wuse_stroke_add_shape (WuseStroke *self, const WuseView *view, const WuseWorldShapes *shapes, guint32 index, float line_width);

/**
 * wuse_stroke_add_dashes:
 * @self: a stroke
 * @view: where it lies; as large as the stroke
 * @shapes: shapes
 * @index: which of them
 * @line_width: in pixels
 * @dash: length of dashes and of gaps, in pixels
 *
 * As wuse_stroke_add_shape(), in dashes.
 */
void wuse_stroke_add_dashes (
    WuseStroke *self, const WuseView *view, const WuseWorldShapes *shapes, guint32 index, float line_width, float dash);

/**
 * wuse_stroke_sweep:
 * @self: a stroke
 * @pixels: as large
 * @color: a colour
 *
 * Paints the mask over @pixels. The stroke is empty after.
 */
void wuse_stroke_sweep (WuseStroke *self, WusePixels *pixels, WuseColor color);

G_END_DECLS
