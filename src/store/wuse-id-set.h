/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids that tables already have, as hashes, while a first fill appends to them without an index. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseIdSet:
 *
 * A set of 64-bit hashes of ids, each of a table: about 11 to 21 bytes an id. Two ids may share a hash: the set then says that it
 * has one that it has not, never the reverse.
 */
typedef struct _WuseIdSet WuseIdSet;

/**
 * wuse_id_set_new:
 *
 * Returns: (transfer full): an empty set
 */
WuseIdSet *wuse_id_set_new (void);

/**
 * wuse_id_set_free:
 * @self: (transfer full): a set
 */
void wuse_id_set_free (WuseIdSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseIdSet, wuse_id_set_free)

/**
 * wuse_id_set_expect:
 * @self: a set
 * @table: a small number for the table
 * @id: an id that will be asked for soon; need not be terminated
 * @length: bytes of @id
 *
 * A large set does not fit into the processor's caches: this fetches what will be looked at.
 */
void wuse_id_set_expect (const WuseIdSet *self, guint table, const char *id, gsize length);

/**
 * wuse_id_set_add:
 * @self: a set
 * @table: a small number for the table
 * @id: an id; need not be terminated
 * @length: bytes of @id
 *
 * Returns: %TRUE if it was certainly not there before
 */
gboolean wuse_id_set_add (WuseIdSet *self, guint table, const char *id, gsize length);

/**
 * wuse_id_set_contains:
 * @self: a set
 * @table: a small number for the table
 * @id: an id; need not be terminated
 * @length: bytes of @id
 *
 * Returns: %FALSE if it is certainly not there
 */
gboolean wuse_id_set_contains (const WuseIdSet *self, guint table, const char *id, gsize length);

/**
 * wuse_id_set_get_size:
 * @self: a set
 *
 * Returns: how many hashes there are
 */
gsize wuse_id_set_get_size (const WuseIdSet *self);

G_END_DECLS
