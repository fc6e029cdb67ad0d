/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes that must not overlap: asks and remembers, by a hash of the plane. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-label-space.h"

#define CELL_BITS 6
#define N_BUCKETS (1u << 14)
#define NONE G_MAXUINT32

typedef struct
{
  WuseLabelBox box;
  guint32 next;
} Entry;

/* A box stands in the bucket of every cell it touches. Cells that share a bucket only cost comparisons. */
struct _WuseLabelSpace
{
  guint32 *buckets;
  GArray *entries;
};

WuseLabelSpace *
wuse_label_space_new (void)
{
  WuseLabelSpace *self = g_new (WuseLabelSpace, 1);

  self->buckets = g_new (guint32, N_BUCKETS);
  for (guint i = 0; i < N_BUCKETS; i++)
    self->buckets[i] = NONE;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  return self;
}

void
wuse_label_space_free (WuseLabelSpace *self)
{
  if (self == NULL)
    return;

  g_free (self->buckets);
  g_array_unref (self->entries);
  g_free (self);
}

static guint32 *
get_bucket (WuseLabelSpace *self, gint32 column, gint32 row)
{
  const guint32 hash = (guint32) column * 0x9e3779b1u ^ (guint32) row * 0x85ebca6bu;

  return &self->buckets[(hash ^ hash >> 15) & (N_BUCKETS - 1)];
}

static gboolean
is_free (WuseLabelSpace *self, const WuseLabelBox *box, guint32 first)
{
  for (guint32 i = first; i != NONE;)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (box->left < entry->box.right && entry->box.left < box->right && box->top < entry->box.bottom
          && entry->box.top < box->bottom)
        return FALSE;
      i = entry->next;
    }

  return TRUE;
}

gboolean
wuse_label_space_take (WuseLabelSpace *self, const WuseLabelBox *box)
{
  g_return_val_if_fail (self != NULL && box != NULL, FALSE);

  for (gint32 row = box->top >> CELL_BITS; row <= box->bottom >> CELL_BITS; row++)
    for (gint32 column = box->left >> CELL_BITS; column <= box->right >> CELL_BITS; column++)
      if (!is_free (self, box, *get_bucket (self, column, row)))
        return FALSE;

  for (gint32 row = box->top >> CELL_BITS; row <= box->bottom >> CELL_BITS; row++)
    for (gint32 column = box->left >> CELL_BITS; column <= box->right >> CELL_BITS; column++)
      {
        guint32 *bucket = get_bucket (self, column, row);
        const Entry entry = { *box, *bucket };

        *bucket = self->entries->len;
        g_array_append_val (self->entries, entry);
      }

  return TRUE;
}
