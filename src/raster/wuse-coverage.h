/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of each pixel polygons cover: exact areas, summed over any number of polygons. */

#pragma once

#include "wuse-color.h"
#include "wuse-pixels.h"
#include "wuse-world-shapes.h"

G_BEGIN_DECLS

/**
 * WUSE_COVERAGE_SHIFT:
 *
 * A sum shifted right by this is 0 (nothing covered) to 256 (all).
 */
#define WUSE_COVERAGE_SHIFT 9

/**
 * WuseCoverage:
 * @width: pixels in a row
 * @height: rows
 * @stride: cells in a row: two more than pixels
 * @first_row: first row with an edge in it
 * @end_row: row after the last with an edge in it
 * @cells: differences of covered area; the sum of a row's cells up to a pixel is that pixel's coverage in 1/131,072
 *
 * Every edge adds what it does to the pixels on its right, with sign; nothing is sorted and no span is filled before the
 * sums are taken (the accumulation buffer of Levien's font-rs; areas as in FreeType's smooth rasteriser). Edges that two
 * polygons share cancel to the last bit, so that neighbours show no seam. All integer: the same on every machine, and in
 * every tile that shows the pixel.
 */
typedef struct
{
  int width;
  int height;
  int stride;
  int first_row;
  int end_row;
  gint32 *cells;
} WuseCoverage;

/**
 * wuse_coverage_prepare:
 * @self: a coverage, all zero or used before and swept
 * @width: pixels in a row
 * @height: rows
 *
 * Makes room. Free with wuse_coverage_clear().
 */
void wuse_coverage_prepare (WuseCoverage *self, int width, int height);

/**
 * wuse_coverage_clear:
 * @self: a coverage
 *
 * Frees its memory.
 */
void wuse_coverage_clear (WuseCoverage *self);

/**
 * wuse_coverage_add_edge:
 * @self: a coverage
 * @x0: start, in subpixels from the left
 * @y0: start, in subpixels from the top
 * @x1: end
 * @y1: end
 *
 * Downward edges add what is on their right, upward edges take it away.
 */
void wuse_coverage_add_edge (WuseCoverage *self, gint64 x0, gint64 y0, gint64 x1, gint64 y1);

/**
 * wuse_coverage_add_shape:
 * @self: a coverage
 * @view: where it lies; as large as the coverage
 * @shapes: shapes
 * @index: which of them
 *
 * Adds the polygons of a shape.
 */
void wuse_coverage_add_shape (WuseCoverage *self, const WuseView *view, const WuseWorldShapes *shapes, guint32 index);

/**
 * wuse_coverage_is_empty:
 * @self: a coverage
 *
 * Returns: %TRUE if no edge lies in it
 */
static inline gboolean
wuse_coverage_is_empty (const WuseCoverage *self)
{
  return self->first_row >= self->end_row;
}

/**
 * wuse_coverage_reset:
 * @self: a coverage whose cells are zero again
 */
void wuse_coverage_reset (WuseCoverage *self);

/**
 * wuse_coverage_sweep:
 * @self: a coverage
 * @pixels: as large
 * @color: a colour
 *
 * Paints what is covered over @pixels; overlaps count once. The coverage is empty after.
 */
void wuse_coverage_sweep (WuseCoverage *self, WusePixels *pixels, WuseColor color);

G_END_DECLS
