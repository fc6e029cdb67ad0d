/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that is given out in small pieces and taken back all at once; pieces never move. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseArena:
 * @blocks: (element-type guint8*): blocks of one size, kept for the next use
 * @large: pieces too large for a block
 * @n_full: blocks before the one in use
 * @used: bytes given out of the block in use
 * @large_bytes: bytes in @large
 */
typedef struct
{
  GPtrArray *blocks;
  GPtrArray *large;
  guint n_full;
  gsize used;
  gsize large_bytes;
} WuseArena;

/**
 * WuseArenaMark:
 *
 * A state of an arena to go back to.
 */
typedef struct
{
  guint n_full;
  gsize used;
  guint n_large;
  gsize large_bytes;
} WuseArenaMark;

void wuse_arena_init (WuseArena *self);
void wuse_arena_clear (WuseArena *self);

/**
 * wuse_arena_copy:
 * @self: an arena
 * @data: bytes
 * @length: how many
 * @alignment: 1, 2, 4 or 8
 *
 * Returns: (transfer none): a copy, never %NULL, valid until the arena goes back before it
 */
char *wuse_arena_copy (WuseArena *self, gconstpointer data, gsize length, gsize alignment);

WuseArenaMark wuse_arena_get_mark (const WuseArena *self);
void wuse_arena_go_back (WuseArena *self, WuseArenaMark mark);

/**
 * wuse_arena_get_bytes:
 * @self: an arena
 *
 * Returns: bytes in use, with what is lost between pieces
 */
gsize wuse_arena_get_bytes (const WuseArena *self);

G_END_DECLS
