/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry projected once into Web-Mercator integers, and the view that turns these into pixels. */

#pragma once

#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * WUSE_VIEW_MAX_ZOOM:
 *
 * Greatest zoom level that can be drawn.
 */
#define WUSE_VIEW_MAX_ZOOM 22

/**
 * WUSE_SUBPIXELS:
 *
 * Fixed-point units to a pixel.
 */
#define WUSE_SUBPIXELS 256

/**
 * WuseWorldPoint:
 * @x: from the west, 0 to 2³¹ − 1 around the world (19 mm at the equator)
 * @y: from the north
 */
typedef struct
{
  gint32 x;
  gint32 y;
} WuseWorldPoint;

/**
 * WuseWorldBox:
 * @left: least x
 * @top: least y
 * @right: greatest x
 * @bottom: greatest y
 */
typedef struct
{
  gint32 left;
  gint32 top;
  gint32 right;
  gint32 bottom;
} WuseWorldBox;

/**
 * WuseWorldShapes:
 * @n_shapes: how many shapes
 * @points: all points
 * @ring_ends: index after the last point of each ring
 * @shape_rings: (array length=n_shapes+1): first ring of each shape
 * @boxes: (array length=n_shapes): box of each shape; left > right where it has no points
 *
 * Lines and polygons. Outer rings run so that they cover positively, holes negatively (see wuse-coverage.h), whichever
 * way they were given. Immutable, shared between threads.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint n_shapes;
  WuseWorldPoint *points;
  guint32 *ring_ends;
  guint32 *shape_rings;
  WuseWorldBox *boxes;
} WuseWorldShapes;

/**
 * WuseWorldShapesFunc:
 * @source: where shapes come from
 * @index: which
 *
 * Returns: a view of its geometry
 */
typedef WuseGeometry (*WuseWorldShapesFunc) (gconstpointer source, guint32 index);

/**
 * wuse_world_shapes_new:
 * @n_shapes: how many
 * @func: gives each; called twice
 * @source: handed to @func
 *
 * Returns: (transfer full): the shapes, projected
 */
WuseWorldShapes *wuse_world_shapes_new (guint n_shapes, WuseWorldShapesFunc func, gconstpointer source);

/**
 * wuse_world_shapes_ref:
 * @self: shapes
 *
 * Returns: (transfer full): @self
 */
WuseWorldShapes *wuse_world_shapes_ref (WuseWorldShapes *self);

/**
 * wuse_world_shapes_unref:
 * @self: (transfer full): shapes
 */
void wuse_world_shapes_unref (WuseWorldShapes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseWorldShapes, wuse_world_shapes_unref)

/**
 * wuse_world_shapes_project:
 * @point: a position
 *
 * Returns: where it lies in the world; the same position always gives the same point
 */
WuseWorldPoint wuse_world_shapes_project (WusePoint point);

/**
 * WuseView:
 * @zoom: zoom level
 * @scale: device pixels to a pixel of 256-pixel tiles
 * @left: device pixel of the world at the left edge
 * @top: device pixel of the world at the top edge
 * @width: device pixels
 * @height: device pixels
 * @shift: internal
 *
 * A rectangle of the world at a zoom level. Rounding happens on the world's own grid of subpixels, so that a place has the
 * same subpixel in every view of the same zoom and scale: what is painted in pieces fits.
 */
typedef struct
{
  guint zoom;
  int scale;
  gint64 left;
  gint64 top;
  int width;
  int height;
  int shift;
} WuseView;

/**
 * wuse_view_init:
 * @self: (out caller-allocates): a view
 * @zoom: 0 to %WUSE_VIEW_MAX_ZOOM
 * @scale: 1 to 4
 * @left: device pixel of the world at the left edge
 * @top: device pixel of the world at the top edge
 * @width: device pixels
 * @height: device pixels
 */
void wuse_view_init (WuseView *self, guint zoom, int scale, gint64 left, gint64 top, int width, int height);

/**
 * wuse_view_get_bounds:
 * @self: a view
 * @margin: device pixels to add on every side
 *
 * Returns: the box to search for what may be seen
 */
WuseBounds wuse_view_get_bounds (const WuseView *self, int margin);

/**
 * wuse_view_length:
 * @self: a view
 * @world: a length in world units
 *
 * Returns: device pixels
 */
static inline double
wuse_view_length (const WuseView *self, double world)
{
  return self->shift >= 0 ? world * self->scale * (double) (1 << self->shift) / WUSE_SUBPIXELS
                          : world * self->scale / ((double) (1 << -self->shift) * WUSE_SUBPIXELS);
}

/**
 * wuse_view_subpixel:
 * @self: a view
 * @world: a coordinate in world units
 *
 * Returns: the world's subpixel
 */
static inline gint64
wuse_view_subpixel (const WuseView *self, gint32 world)
{
  const gint64 scaled = (gint64) world * self->scale;

  if (self->shift >= 0)
    return scaled << self->shift;

  return (scaled + (1 << (-self->shift - 1))) >> -self->shift;
}

/**
 * wuse_view_x:
 * @self: a view
 * @x: from the west
 *
 * Returns: subpixels from the view's left edge
 */
static inline gint64
wuse_view_x (const WuseView *self, gint32 x)
{
  return wuse_view_subpixel (self, x) - self->left * WUSE_SUBPIXELS;
}

/**
 * wuse_view_y:
 * @self: a view
 * @y: from the north
 *
 * Returns: subpixels from the view's top edge
 */
static inline gint64
wuse_view_y (const WuseView *self, gint32 y)
{
  return wuse_view_subpixel (self, y) - self->top * WUSE_SUBPIXELS;
}

G_END_DECLS
