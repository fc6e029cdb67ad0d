/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which changes of records are worth a row of the activity list. */

#pragma once

#include "wuse-activity.h"
#include "wuse-sql.h"
#include "wuse-table.h"

G_BEGIN_DECLS

/**
 * wuse_store_watch:
 * @before: (nullable): `lookup` of the record's table standing on the row as it is, %NULL if there is none
 * @record: what it becomes: an area or a case, put or deleted
 *
 * Returns: (transfer full) (nullable): the row to add, %NULL when nothing worth one happened
 */
WuseActivity *wuse_store_watch (sqlite3_stmt *before, const WuseRecord *record);

/**
 * wuse_store_watch_has:
 * @type: a type
 *
 * Returns: %TRUE for areas and cases
 */
gboolean wuse_store_watch_has (WuseRecordType type);

/**
 * wuse_store_watch_add:
 * @cache: statements of the writing connection, inside a transaction
 * @activity: a row
 * @error: return location for an error
 *
 * Adds a row to the activity list.
 *
 * Returns: %TRUE if it was added
 */
gboolean wuse_store_watch_add (WuseSqlCache *cache, const WuseActivity *activity, GError **error);

/**
 * wuse_store_watch_trim:
 * @cache: statements of the writing connection, inside a transaction
 * @error: return location for an error
 *
 * Deletes all but the newest %WUSE_ACTIVITY_KEPT rows.
 *
 * Returns: %TRUE if it was done
 */
gboolean wuse_store_watch_trim (WuseSqlCache *cache, GError **error);

G_END_DECLS
