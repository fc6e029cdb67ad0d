/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of hashes, open addressing with linear probing. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-id-set.h"

#include <string.h>

#define FIRST_CAPACITY 4096

struct _WuseIdSet
{
  guint64 *slots; /* 0 is empty */
  gsize capacity; /* a power of two */
  gsize size;
};

/* Eight bytes at a time, with the finaliser of MurmurHash3, which spreads the whole over the low bits. */
static guint64
hash_id (guint table, const char *id, gsize length)
{
  guint64 hash = ((guint64) length << 8 | table) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 word;

  for (; length > 0; id += MIN (length, sizeof word), length -= MIN (length, sizeof word))
    {
      word = 0;
      memcpy (&word, id, MIN (length, sizeof word));
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      hash ^= hash >> 32;
    }
  hash *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  hash ^= hash >> 33;

  return hash != 0 ? hash : 1;
}

static guint64 *
find_slot (guint64 *slots, gsize capacity, guint64 hash)
{
  gsize i = hash & (capacity - 1);

  while (slots[i] != 0 && slots[i] != hash)
    i = (i + 1) & (capacity - 1);

  return &slots[i];
}

WuseIdSet *
wuse_id_set_new (void)
{
  WuseIdSet *self = g_new0 (WuseIdSet, 1);

  self->capacity = FIRST_CAPACITY;
  self->slots = g_new0 (guint64, self->capacity);

  return self;
}

void
wuse_id_set_free (WuseIdSet *self)
{
  if (self == NULL)
    return;

  g_free (self->slots);
  g_free (self);
}

static void
grow (WuseIdSet *self)
{
  gsize capacity = self->capacity * 2;
  guint64 *slots = g_new0 (guint64, capacity);

  for (gsize i = 0; i < self->capacity; i++)
    if (self->slots[i] != 0)
      *find_slot (slots, capacity, self->slots[i]) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->capacity = capacity;
}

void
wuse_id_set_expect (const WuseIdSet *self, guint table, const char *id, gsize length)
{
  __builtin_prefetch (&self->slots[hash_id (table, id, length) & (self->capacity - 1)]);
}

gboolean
wuse_id_set_add (WuseIdSet *self, guint table, const char *id, gsize length)
{
  guint64 hash = hash_id (table, id, length);
  guint64 *slot = find_slot (self->slots, self->capacity, hash);

  if (*slot == hash)
    return FALSE;

  *slot = hash;
  self->size++;
  if (self->size * 4 > self->capacity * 3)
    grow (self);

  return TRUE;
}

gboolean
wuse_id_set_contains (const WuseIdSet *self, guint table, const char *id, gsize length)
{
  guint64 hash = hash_id (table, id, length);

  return *find_slot (self->slots, self->capacity, hash) == hash;
}

gsize
wuse_id_set_get_size (const WuseIdSet *self)
{
  return self->size;
}
