/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory of what has a place or a name: boxes for space, texts for search; and the numbers it knows records by. */

#pragma once

#include "wuse-initials.h"
#include "wuse-sql.h"
#include "wuse-table.h"

G_BEGIN_DECLS

/**
 * wuse_directory_has:
 * @type: a type
 *
 * Returns: %TRUE for areas, buildings, features and places
 */
gboolean wuse_directory_has (WuseRecordType type);

/**
 * wuse_directory_key:
 * @type: a type in the directory
 * @key: number of the record's row in its table
 *
 * Returns: its number in the directory; hits come in the order of these: areas, places, buildings, features
 */
gint64 wuse_directory_key (WuseRecordType type, gint64 key);

/**
 * wuse_directory_range:
 * @type: a type in the directory
 * @first: (out): least number its records can have
 * @last: (out): greatest
 */
void wuse_directory_range (WuseRecordType type, gint64 *first, gint64 *last);

/**
 * wuse_directory_resolve:
 * @number: a number in the directory
 * @type: (out): the record's type
 * @key: (out): the number of its row
 *
 * Returns: %FALSE if no record can have that number
 */
gboolean wuse_directory_resolve (gint64 number, WuseRecordType *type, gint64 *key);

/**
 * wuse_directory_put:
 * @cache: statements of the writing connection
 * @initials: reads Chinese
 * @record: a put record of a type in the directory
 * @key: number of its row
 * @is_new: whether the row has just been added
 * @error: return location for an error
 *
 * Returns: %TRUE if its box and texts are up to date
 */
gboolean wuse_directory_put (
    WuseSqlCache *cache, WuseInitials *initials, const WuseRecord *record, gint64 key, gboolean is_new, GError **error);

/**
 * wuse_directory_remove:
 * @cache: statements of the writing connection
 * @type: a type in the directory
 * @key: number of the row that has been deleted
 * @error: return location for an error
 *
 * Returns: %TRUE if box and texts are gone
 */
gboolean wuse_directory_remove (WuseSqlCache *cache, WuseRecordType type, gint64 key, GError **error);

G_END_DECLS
