/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of ids for a bulk load: eight bytes each, never wrong about what is not in it. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-id-set.h"

#define FIRST_SIZE (1u << 12)

struct _WuseFeedIdSet
{
  guint64 *slots;
  gsize size;
  gsize n_used;
};

WuseFeedIdSet *
wuse_feed_id_set_new (void)
{
  WuseFeedIdSet *self = g_new0 (WuseFeedIdSet, 1);

  self->size = FIRST_SIZE;
  self->slots = g_new0 (guint64, self->size);
  return self;
}

void
wuse_feed_id_set_free (WuseFeedIdSet *self)
{
  if (self == NULL)
    return;

  g_free (self->slots);
  g_free (self);
}

/* FNV-1a with the finaliser of MurmurHash3; never 0, which marks a free slot. */
static guint64
hash (WuseRecordType type, const char *id, gsize length)
{
  guint64 value = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ (guint64) type;

  value *= G_GUINT64_CONSTANT (0x100000001b3);
  for (gsize i = 0; i < length; i++)
    {
      value ^= (guchar) id[i];
      value *= G_GUINT64_CONSTANT (0x100000001b3);
    }
  value ^= value >> 33;
  value *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  value ^= value >> 33;
  value *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  value ^= value >> 33;
  return value != 0 ? value : 1;
}

static gboolean
insert (WuseFeedIdSet *self, guint64 value)
{
  gsize i = value & (self->size - 1);

  for (; self->slots[i] != 0; i = (i + 1) & (self->size - 1))
    if (self->slots[i] == value)
      return FALSE;
  self->slots[i] = value;
  self->n_used++;
  return TRUE;
}

static void
grow (WuseFeedIdSet *self)
{
  guint64 *old = self->slots;
  gsize old_size = self->size;

  self->size *= 2;
  self->slots = g_new0 (guint64, self->size);
  self->n_used = 0;
  for (gsize i = 0; i < old_size; i++)
    if (old[i] != 0)
      insert (self, old[i]);
  g_free (old);
}

gboolean
wuse_feed_id_set_add (WuseFeedIdSet *self, WuseRecordType type, const char *id, gsize length)
{
  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  if (self->n_used * 3 > self->size * 2)
    grow (self);
  return insert (self, hash (type, id, length));
}
