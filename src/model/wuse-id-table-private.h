/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From ids to indices, without a terminated key being needed to look one up. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WUSE_ID_TABLE_NONE G_MAXUINT32

/**
 * WuseIdTable:
 *
 * Open addressing over keys that somebody else owns. Of equal ids the one put last counts.
 */
typedef struct _WuseIdTable WuseIdTable;

/**
 * wuse_id_table_new:
 * @n_ids: how many ids will be put in at most
 *
 * Returns: (transfer full): an empty table
 */
WuseIdTable *wuse_id_table_new (guint n_ids);

void wuse_id_table_free (WuseIdTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseIdTable, wuse_id_table_free)

/**
 * wuse_id_table_put:
 * @self: a table
 * @id: an id, which has to outlive the table
 * @index: what it stands for
 */
void wuse_id_table_put (WuseIdTable *self, const char *id, guint32 index);

/**
 * wuse_id_table_get:
 * @self: a table
 * @id: an id; need not be terminated
 * @length: bytes of @id
 *
 * Returns: its index, or %WUSE_ID_TABLE_NONE
 */
guint32 wuse_id_table_get (const WuseIdTable *self, const char *id, gsize length);

G_END_DECLS
