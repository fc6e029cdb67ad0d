/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that is given out in small pieces and taken back all at once. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-arena-private.h"

#include <string.h>

#define BLOCK_BYTES 65536
#define LARGEST_PIECE (BLOCK_BYTES / 4)

void
wuse_arena_init (WuseArena *self)
{
  *self = (WuseArena){
    .blocks = g_ptr_array_new_with_free_func (g_free),
    .large = g_ptr_array_new_with_free_func (g_free),
  };
}

void
wuse_arena_clear (WuseArena *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->large, g_ptr_array_unref);
}

char *
wuse_arena_copy (WuseArena *self, gconstpointer data, gsize length, gsize alignment)
{
  char *piece;

  if (length > LARGEST_PIECE)
    {
      piece = g_malloc (length);
      g_ptr_array_add (self->large, piece);
      self->large_bytes += length;
    }
  else
    {
      gsize start = (self->used + alignment - 1) & ~(alignment - 1);

      if (self->blocks->len > 0 && start + length > BLOCK_BYTES)
        {
          self->n_full++;
          start = 0;
        }
      if (self->n_full == self->blocks->len)
        g_ptr_array_add (self->blocks, g_malloc (BLOCK_BYTES));

      piece = (char *) g_ptr_array_index (self->blocks, self->n_full) + start;
      self->used = start + length;
    }

  if (length > 0)
    memcpy (piece, data, length);

  return piece;
}

WuseArenaMark
wuse_arena_get_mark (const WuseArena *self)
{
  return (WuseArenaMark){ self->n_full, self->used, self->large->len, self->large_bytes };
}

void
wuse_arena_go_back (WuseArena *self, WuseArenaMark mark)
{
  self->n_full = mark.n_full;
  self->used = mark.used;
  self->large_bytes = mark.large_bytes;
  g_ptr_array_set_size (self->large, (gint) mark.n_large);
}

gsize
wuse_arena_get_bytes (const WuseArena *self)
{
  return (gsize) self->n_full * BLOCK_BYTES + self->used + self->large_bytes;
}
