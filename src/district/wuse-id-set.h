/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of ids for a bulk load: eight bytes each, never wrong about what is not in it. */

#pragma once

#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * WuseFeedIdSet:
 *
 * Types and ids that were added, by hash: one that was added is always found; one that was not may be found too, with a
 * probability of one in 2⁶⁴ for each id in the set.
 */
typedef struct _WuseFeedIdSet WuseFeedIdSet;

/**
 * wuse_feed_id_set_new:
 *
 * Returns: (transfer full): an empty set; free with wuse_feed_id_set_free()
 */
WuseFeedIdSet *wuse_feed_id_set_new (void);

/**
 * wuse_feed_id_set_free:
 * @self: (transfer full) (nullable): a set
 */
void wuse_feed_id_set_free (WuseFeedIdSet *self);

/**
 * wuse_feed_id_set_add:
 * @self: a set
 * @type: a type
 * @id: an id
 * @length: bytes of @id
 *
 * Returns: %FALSE if it may be in the set already
 */
gboolean wuse_feed_id_set_add (WuseFeedIdSet *self, WuseRecordType type, const char *id, gsize length);

G_END_DECLS
