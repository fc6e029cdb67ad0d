/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names kept once each and counted through. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-symbol-table-private.h"

#include <string.h>

#define STRING_BLOCK (64 * 1024)
/* Of a table that goes on from another: it mostly adds a few names. */
#define SMALL_STRING_BLOCK 1024
#define FIRST_SLOTS 4096

/* As small as can be: what a look-up costs is to fetch it from memory. */
typedef struct
{
  guint32 hash;
  guint32 symbol;
} Slot;

/* What tables that go on from each other share; each adds only to its own. */
typedef struct _Strings Strings;

struct _Strings
{
  gatomicrefcount ref_count;
  GStringChunk *chunk;
  Strings *before; /* NULL for the first */
};

struct _WuseSymbolTable
{
  guint64 seed;
  guint32 mask;
  Slot *slots;
  GPtrArray *names; /* by symbol */
  Strings *strings;
};

/* Eight bytes at a time, each stirred in by a multiplication, over a random start, so that names cannot be chosen to fall
 * together. */
static guint32
hash_name (const WuseSymbolTable *self, const char *name, gsize length)
{
  guint64 hash = self->seed ^ length;

  for (; length > 0; length -= MIN (length, 8), name += 8)
    {
      guint64 piece = 0;

      memcpy (&piece, name, MIN (length, 8));
      hash = (hash ^ piece) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
      hash ^= hash >> 32;
    }
  return (guint32) (hash * G_GUINT64_CONSTANT (0xd6e8feb86659fd93) >> 32);
}

static Slot *
make_slots (guint n_slots)
{
  Slot *slots = g_new (Slot, n_slots);

  for (guint i = 0; i < n_slots; i++)
    slots[i].symbol = WUSE_SYMBOL_NONE;
  return slots;
}

/* @before: (transfer full) (nullable). */
static Strings *
make_strings (gsize block, Strings *before)
{
  Strings *self = g_new (Strings, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->chunk = g_string_chunk_new (block);
  self->before = before;
  return self;
}

static void
unref_strings (Strings *self)
{
  while (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    {
      Strings *before = self->before;

      g_string_chunk_free (self->chunk);
      g_free (self);
      self = before;
    }
}

WuseSymbolTable *
wuse_symbol_table_new (void)
{
  WuseSymbolTable *self = g_new0 (WuseSymbolTable, 1);

  self->seed = (guint64) g_random_int () << 32 | g_random_int ();
  self->mask = FIRST_SLOTS - 1;
  self->slots = make_slots (FIRST_SLOTS);
  self->names = g_ptr_array_new ();
  self->strings = make_strings (STRING_BLOCK, NULL);

  return self;
}

WuseSymbolTable *
wuse_symbol_table_new_after (const WuseSymbolTable *before)
{
  WuseSymbolTable *self = g_new0 (WuseSymbolTable, 1);

  self->seed = before->seed;
  self->mask = before->mask;
  self->slots = g_memdup2 (before->slots, ((gsize) before->mask + 1) * sizeof *before->slots);
  self->names = g_ptr_array_copy (before->names, NULL, NULL);
  g_atomic_ref_count_inc (&before->strings->ref_count);
  self->strings = make_strings (SMALL_STRING_BLOCK, before->strings);

  return self;
}

void
wuse_symbol_table_free (WuseSymbolTable *self)
{
  g_free (self->slots);
  g_ptr_array_unref (self->names);
  unref_strings (self->strings);
  g_free (self);
}

static gboolean
is_name (const WuseSymbolTable *self, guint32 symbol, const char *name, gsize length)
{
  const char *known = g_ptr_array_index (self->names, symbol);

  return strncmp (known, name, length) == 0 && known[length] == '\0';
}

static Slot *
find_slot (const WuseSymbolTable *self, const char *name, gsize length, guint32 hash)
{
  guint32 position = hash & self->mask;

  while (TRUE)
    {
      Slot *slot = &self->slots[position];

      if (slot->symbol == WUSE_SYMBOL_NONE || (slot->hash == hash && is_name (self, slot->symbol, name, length)))
        return slot;
      position = (position + 1) & self->mask;
    }
}

/* At most three quarters full. */
static void
grow (WuseSymbolTable *self)
{
  guint n_slots = self->mask + 1;
  Slot *old = self->slots;

  g_assert (n_slots <= G_MAXUINT32 / 4);
  self->mask = 2 * n_slots - 1;
  self->slots = make_slots (2 * n_slots);
  for (guint i = 0; i < n_slots; i++)
    {
      guint32 position = old[i].hash & self->mask;

      if (old[i].symbol == WUSE_SYMBOL_NONE)
        continue;
      while (self->slots[position].symbol != WUSE_SYMBOL_NONE)
        position = (position + 1) & self->mask;
      self->slots[position] = old[i];
    }
  g_free (old);
}

guint32
wuse_symbol_table_intern (WuseSymbolTable *self, const char *name, gsize length)
{
  guint32 hash = hash_name (self, name, length);
  Slot *slot = find_slot (self, name, length, hash);

  if (slot->symbol != WUSE_SYMBOL_NONE)
    return slot->symbol;

  *slot = (Slot){ .hash = hash, .symbol = self->names->len };
  g_ptr_array_add (self->names, (gpointer) wuse_symbol_table_copy (self, name, length));
  if (self->names->len > self->mask - self->mask / 4)
    grow (self);

  return self->names->len - 1;
}

guint32
wuse_symbol_table_find (const WuseSymbolTable *self, const char *name, gsize length)
{
  return find_slot (self, name, length, hash_name (self, name, length))->symbol;
}

const char *
wuse_symbol_table_get_name (const WuseSymbolTable *self, guint32 symbol)
{
  return g_ptr_array_index (self->names, symbol);
}

const char *
wuse_symbol_table_copy (WuseSymbolTable *self, const char *text, gsize length)
{
  return g_string_chunk_insert_len (self->strings->chunk, text, (gssize) length);
}

guint
wuse_symbol_table_get_n_symbols (const WuseSymbolTable *self)
{
  return self->names->len;
}
