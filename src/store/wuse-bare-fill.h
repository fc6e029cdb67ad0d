/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables a first fill still appends to without an index, and whether a record may be appended. */

#pragma once

#include "wuse-sql.h"
#include "wuse-table.h"

G_BEGIN_DECLS

/**
 * WuseBareFill:
 *
 * See #WuseStoreWriter.
 */
typedef struct _WuseBareFill WuseBareFill;

/**
 * wuse_bare_fill_new:
 * @db: the writing connection
 * @cache: its statements; both are the caller's and have to stay
 *
 * Returns: (transfer full): tables of which nothing is known yet
 */
WuseBareFill *wuse_bare_fill_new (sqlite3 *db, WuseSqlCache *cache);

/**
 * wuse_bare_fill_free:
 * @self: (transfer full): the tables
 */
void wuse_bare_fill_free (WuseBareFill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseBareFill, wuse_bare_fill_free)

/**
 * wuse_bare_fill_forget:
 * @self: the tables
 *
 * Forgets what is remembered, since the file is not what it was: after a rollback, a reset, the end of a fill.
 */
void wuse_bare_fill_forget (WuseBareFill *self);

/**
 * wuse_bare_fill_expect:
 * @self: the tables
 * @record: a record that will be admitted soon, of any table
 *
 * Makes that faster.
 */
void wuse_bare_fill_expect (WuseBareFill *self, const WuseRecord *record);

/**
 * wuse_bare_fill_admit:
 * @self: the tables
 * @record: a record of a table that is filled bare at first
 * @is_bare: (out): %TRUE if the table has no index and @record is not in it: a put record is to be appended, a deleted one needs
 *   nothing. %FALSE if the table has its unique index
 * @error: return location for an error
 *
 * Looks at @record and makes the table's unique index if it is needed now.
 *
 * Returns: %TRUE if @is_bare was set
 */
gboolean wuse_bare_fill_admit (WuseBareFill *self, const WuseRecord *record, gboolean *is_bare, GError **error);

G_END_DECLS
