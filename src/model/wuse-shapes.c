/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many geometries in three arrays, by number. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-shapes-private.h"

typedef struct
{
  WuseGeometryKind kind;
  guint n_points;
  guint n_rings;
  guint n_parts;
  guint first_point;
  guint first_end; /* ring ends, then part ends */
  WuseBounds bounds;
} Shape;

struct _WuseShapes
{
  GArray *shapes;
  GArray *points;
  GArray *ends;
};

WuseShapes *
wuse_shapes_new (void)
{
  WuseShapes *self = g_new (WuseShapes, 1);

  self->shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  self->points = g_array_new (FALSE, FALSE, sizeof (WusePoint));
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint32));

  return self;
}

void
wuse_shapes_free (WuseShapes *self)
{
  g_array_unref (self->shapes);
  g_array_unref (self->points);
  g_array_unref (self->ends);
  g_free (self);
}

guint32
wuse_shapes_add (WuseShapes *self, const WuseGeometry *geometry)
{
  Shape shape = {
    .kind = geometry->kind,
    .n_points = geometry->n_points,
    .n_rings = geometry->n_rings,
    .n_parts = geometry->n_parts,
    .first_point = self->points->len,
    .first_end = self->ends->len,
    .bounds = geometry->n_points > 0 ? geometry->bounds : WUSE_BOUNDS_EMPTY,
  };

  if (shape.n_points > 0)
    g_array_append_vals (self->points, geometry->points, shape.n_points);
  if (shape.n_rings > 0)
    g_array_append_vals (self->ends, geometry->ring_ends, shape.n_rings);
  if (shape.n_parts > 0)
    g_array_append_vals (self->ends, geometry->part_ends, shape.n_parts);
  g_array_append_val (self->shapes, shape);

  return self->shapes->len - 1;
}

WuseGeometry
wuse_shapes_get (const WuseShapes *self, guint32 number)
{
  g_assert (number < self->shapes->len);

  const Shape *shape = &g_array_index (self->shapes, Shape, number);
  const guint32 *ends = (const guint32 *) (gconstpointer) self->ends->data;
  const WusePoint *points = (const WusePoint *) (gconstpointer) self->points->data;

  return (WuseGeometry){
    .kind = shape->kind,
    .n_points = shape->n_points,
    .n_rings = shape->n_rings,
    .n_parts = shape->n_parts,
    .points = shape->n_points > 0 ? points + shape->first_point : NULL,
    .ring_ends = shape->n_rings > 0 ? ends + shape->first_end : NULL,
    .part_ends = shape->n_parts > 0 ? ends + shape->first_end + shape->n_rings : NULL,
    .bounds = shape->bounds,
  };
}
