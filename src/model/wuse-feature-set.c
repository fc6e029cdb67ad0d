/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn under and over the coloured areas, as arrays. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-feature-set.h"

#include "wuse-shapes-private.h"

#include <string.h>

#define STRING_BLOCK 16384

struct _WuseFeatureSet
{
  gatomicrefcount ref_count;
  gboolean is_sealed;
  WuseShapes *shapes;
  GArray *kinds; /* of guint8 */
  GPtrArray *names;
  GStringChunk *strings;
  WuseSpatialIndex *indices[WUSE_N_FEATURE_KINDS];
  WuseBounds bounds;
};

G_DEFINE_BOXED_TYPE (WuseFeatureSet, wuse_feature_set, wuse_feature_set_ref, wuse_feature_set_unref)

static const char *const kind_names[WUSE_N_FEATURE_KINDS] = {
  "water", "green", "rail", "road_main", "road_side", "road_path", "building",
};

const char *
wuse_feature_kind_to_string (WuseFeatureKind self)
{
  g_return_val_if_fail (self < WUSE_N_FEATURE_KINDS, NULL);

  return kind_names[self];
}

gboolean
wuse_feature_kind_from_string (const char *name, gssize length, WuseFeatureKind *kind)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (kind != NULL, FALSE);

  gsize n_bytes = length < 0 ? strlen (name) : (gsize) length;

  for (guint i = 0; i < WUSE_N_FEATURE_KINDS; i++)
    if (strlen (kind_names[i]) == n_bytes && memcmp (kind_names[i], name, n_bytes) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

WuseFeatureSet *
wuse_feature_set_new (void)
{
  WuseFeatureSet *self = g_new0 (WuseFeatureSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->shapes = wuse_shapes_new ();
  self->kinds = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->names = g_ptr_array_new ();
  self->strings = g_string_chunk_new (STRING_BLOCK);
  self->bounds = WUSE_BOUNDS_EMPTY;

  return self;
}

WuseFeatureSet *
wuse_feature_set_ref (WuseFeatureSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_feature_set_unref (WuseFeatureSet *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < WUSE_N_FEATURE_KINDS; i++)
    wuse_spatial_index_free (self->indices[i]);
  wuse_shapes_free (self->shapes);
  g_array_unref (self->kinds);
  g_ptr_array_unref (self->names);
  g_string_chunk_free (self->strings);
  g_free (self);
}

void
wuse_feature_set_add (WuseFeatureSet *self, WuseFeatureKind kind, const char *name, const WuseGeometry *geometry)
{
  g_return_if_fail (self != NULL && !self->is_sealed);
  g_return_if_fail (kind < WUSE_N_FEATURE_KINDS);
  g_return_if_fail (geometry != NULL);

  guint8 byte = (guint8) kind;

  wuse_shapes_add (self->shapes, geometry);
  g_array_append_val (self->kinds, byte);
  g_ptr_array_add (self->names, name != NULL ? g_string_chunk_insert_const (self->strings, name) : NULL);
}

void
wuse_feature_set_seal (WuseFeatureSet *self)
{
  g_return_if_fail (self != NULL && !self->is_sealed);

  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (WuseBounds));
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint kind = 0; kind < WUSE_N_FEATURE_KINDS; kind++)
    {
      g_array_set_size (boxes, 0);
      g_array_set_size (items, 0);
      for (guint32 i = 0; i < self->kinds->len; i++)
        if (g_array_index (self->kinds, guint8, i) == kind)
          {
            WuseGeometry geometry = wuse_shapes_get (self->shapes, i);

            g_array_append_val (boxes, geometry.bounds);
            g_array_append_val (items, i);
            wuse_bounds_union (&self->bounds, &geometry.bounds);
          }
      self->indices[kind] = wuse_spatial_index_new ((const WuseBounds *) (gconstpointer) boxes->data,
                                                    (const guint32 *) (gconstpointer) items->data, boxes->len);
    }

  self->is_sealed = TRUE;
}

guint
wuse_feature_set_get_size (const WuseFeatureSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->kinds->len;
}

WuseGeometry
wuse_feature_set_get_geometry (const WuseFeatureSet *self, guint32 index)
{
  g_return_val_if_fail (self != NULL && index < self->kinds->len, (WuseGeometry){ .bounds = WUSE_BOUNDS_EMPTY });

  return wuse_shapes_get (self->shapes, index);
}

const char *
wuse_feature_set_get_name (const WuseFeatureSet *self, guint32 index)
{
  g_return_val_if_fail (self != NULL && index < self->kinds->len, NULL);

  return g_ptr_array_index (self->names, index);
}

const WuseSpatialIndex *
wuse_feature_set_get_index (const WuseFeatureSet *self, WuseFeatureKind kind)
{
  g_return_val_if_fail (self != NULL && self->is_sealed, NULL);
  g_return_val_if_fail (kind < WUSE_N_FEATURE_KINDS, NULL);

  return self->indices[kind];
}

WuseBounds
wuse_feature_set_get_bounds (const WuseFeatureSet *self)
{
  g_return_val_if_fail (self != NULL && self->is_sealed, WUSE_BOUNDS_EMPTY);

  return self->bounds;
}
