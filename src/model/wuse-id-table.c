/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From ids to indices. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-id-table-private.h"

#include <string.h>

typedef struct
{
  const char *id;
  guint32 hash;
  guint32 index;
} Slot;

struct _WuseIdTable
{
  guint32 seed;
  guint32 mask;
  guint n_ids;
  Slot *slots;
};

/* FNV-1a over a random start and with a last stir, so that ids cannot be chosen to fall together. */
static guint32
hash_id (const WuseIdTable *self, const char *id, gsize length)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037) ^ self->seed;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) id[i]) * G_GUINT64_CONSTANT (1099511628211);
  hash = (hash ^ (hash >> 32)) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);

  return (guint32) (hash >> 32);
}

WuseIdTable *
wuse_id_table_new (guint n_ids)
{
  WuseIdTable *self = g_new0 (WuseIdTable, 1);
  guint32 n_slots = 16;

  g_assert (n_ids <= G_MAXINT32 / 2);
  while (n_slots < n_ids * 2)
    n_slots *= 2;

  self->seed = g_random_int ();
  self->mask = n_slots - 1;
  self->slots = g_new0 (Slot, n_slots);

  return self;
}

void
wuse_id_table_free (WuseIdTable *self)
{
  g_free (self->slots);
  g_free (self);
}

static Slot *
find_slot (const WuseIdTable *self, const char *id, gsize length, guint32 hash)
{
  guint32 position = hash & self->mask;

  while (TRUE)
    {
      Slot *slot = &self->slots[position];

      if (slot->id == NULL || (slot->hash == hash && strlen (slot->id) == length && memcmp (slot->id, id, length) == 0))
        return slot;
      position = (position + 1) & self->mask;
    }
}

void
wuse_id_table_put (WuseIdTable *self, const char *id, guint32 index)
{
  gsize length = strlen (id);
  guint32 hash = hash_id (self, id, length);
  Slot *slot = find_slot (self, id, length, hash);

  if (slot->id == NULL)
    self->n_ids++;
  g_assert (self->n_ids <= self->mask);
  *slot = (Slot){ .id = id, .hash = hash, .index = index };
}

guint32
wuse_id_table_get (const WuseIdTable *self, const char *id, gsize length)
{
  const Slot *slot = find_slot (self, id, length, hash_id (self, id, length));

  return slot->id != NULL ? slot->index : WUSE_ID_TABLE_NONE;
}
