/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writing and the reading side of the feed share: the file's schema and a few words of SQLite. */

#pragma once

#include <sqlite3.h>

#include "wuse-feed.h"

G_BEGIN_DECLS

/**
 * wuse_feed_database_open:
 * @path: the file
 * @writable: whether to make it, and to bring its schema up to date, if need be
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): a connection for one thread at a time, checked to be a feed of this version
 */
sqlite3 *wuse_feed_database_open (const char *path, gboolean writable, GError **error);

/**
 * wuse_feed_database_prepare:
 * @database: a connection
 * @sql: one statement
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): the statement, to be kept
 */
sqlite3_stmt *wuse_feed_database_prepare (sqlite3 *database, const char *sql, GError **error);

/**
 * wuse_feed_database_fail:
 * @database: a connection whose last call failed
 * @doing: what was to be done, as in "read the feed"
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %FALSE
 */
gboolean wuse_feed_database_fail (sqlite3 *database, const char *doing, GError **error);

/**
 * wuse_feed_database_run:
 * @database: a connection
 * @sql: statements without parameters or results
 * @doing: what for
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %TRUE if all was done
 */
gboolean wuse_feed_database_run (sqlite3 *database, const char *sql, const char *doing, GError **error);

/**
 * wuse_feed_database_read_digests:
 * @database: a connection
 * @digests: (array): filled with the stored digests
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %TRUE if @digests was set
 */
gboolean wuse_feed_database_read_digests (sqlite3 *database, WuseDigest digests[WUSE_N_RECORD_TYPES], GError **error);

/**
 * wuse_feed_database_read_meta:
 * @database: a connection
 * @key: `feed`, `district`, `types` or a note's key prefixed by `note.`
 * @value: (out) (transfer full) (nullable): its text
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %FALSE only if the look-up failed
 */
gboolean wuse_feed_database_read_meta (sqlite3 *database, const char *key, char **value, GError **error);

/**
 * wuse_feed_database_read_seq:
 * @database: a connection
 * @seq: (out): greatest seq, 0 for none
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %TRUE if @seq was set
 */
gboolean wuse_feed_database_read_seq (sqlite3 *database, gint64 *seq, GError **error);

/**
 * wuse_feed_database_read_district:
 * @database: a connection
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): what wuse_feed_get_district() returns
 */
WuseDistrict *wuse_feed_database_read_district (sqlite3 *database, GError **error);

/**
 * wuse_feed_get_database:
 * @self: a feed
 *
 * Returns: (transfer none): its connection
 */
sqlite3 *wuse_feed_get_database (WuseFeed *self);

/**
 * wuse_feed_set_meta:
 * @self: a feed
 * @key: as in wuse_feed_database_read_meta()
 * @value: (nullable): the text, or %NULL to forget it
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Within the transaction under way, or one of its own.
 *
 * Returns: %TRUE if it was stored
 */
gboolean wuse_feed_set_meta (WuseFeed *self, const char *key, const char *value, GError **error);

/**
 * wuse_feed_end_filling:
 * @self: a feed
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Makes the index on ids where a bulk load has put it off. It is made by itself before the feed needs it; those who read have
 * to ask.
 *
 * Returns: %TRUE if it is there
 */
gboolean wuse_feed_end_filling (WuseFeed *self, GError **error);

/**
 * WUSE_FEED_MAX_HISTORY:
 *
 * Most earlier versions that are kept of a record.
 */
#define WUSE_FEED_MAX_HISTORY 100

/**
 * WUSE_FEED_META_EDITED:
 *
 * Key of the word that says that a person has changed something.
 */
#define WUSE_FEED_META_EDITED "edited"

/**
 * wuse_feed_has_edits:
 * @self: a feed
 *
 * Returns: whether a person has ever changed a record, as of the last transaction
 */
gboolean wuse_feed_has_edits (WuseFeed *self);

/**
 * wuse_feed_type_is_editable:
 * @type: a type
 *
 * Returns: whether people may change its records: cases, contacts, stays, links; of those earlier versions are kept
 */
gboolean wuse_feed_type_is_editable (WuseRecordType type);

/**
 * WuseItemExtent:
 * @bounds: the box of a record's geometry, or empty
 * @starts: when it begins, or %WUSE_TIME_NONE if it has no time
 * @ends: when it ends
 *
 * Where and when a record is, for the spatial index.
 */
typedef struct
{
  WuseBounds bounds;
  WuseTime starts;
  WuseTime ends;
} WuseItemExtent;

/**
 * wuse_feed_type_is_spatial:
 * @type: a type
 *
 * Returns: whether its records are also features (of OGC API – Features)
 */
gboolean wuse_feed_type_is_spatial (WuseRecordType type);

/**
 * wuse_feed_record_read_extent:
 * @record: a put record of a spatial type, with sound values
 * @extent: (out caller-allocates): where and when it is
 */
void wuse_feed_record_read_extent (const WuseRecord *record, WuseItemExtent *extent);

/**
 * wuse_feed_record_check:
 * @record: a put record
 * @error: return location for a %WUSE_SERVER_ERROR that names type, id and field
 *
 * Returns: %TRUE if id and values keep the rules of the record's class
 */
gboolean wuse_feed_record_check (const WuseRecord *record, GError **error);

/**
 * wuse_feed_record_append_json:
 * @line: a canonical line
 * @length: bytes of @line
 * @string: where to append
 *
 * Appends the record as the API shows it: `{"type","id","version","at","data"}`, `data` being null for a tombstone.
 */
void wuse_feed_record_append_json (const char *line, gsize length, GString *string);

/**
 * wuse_feed_record_append_version:
 * @line: a canonical line
 * @length: bytes of @line
 * @string: where to append
 *
 * Appends the members `"version","at","data"` and the bracket that ends their object.
 */
void wuse_feed_record_append_version (const char *line, gsize length, GString *string);

/**
 * wuse_feed_record_find_data:
 * @line: a canonical line
 * @length: bytes of @line
 * @data_length: (out): bytes of the data object
 *
 * Returns: (transfer none) (nullable): where the data object begins in @line; %NULL for a tombstone
 */
const char *wuse_feed_record_find_data (const char *line, gsize length, gsize *data_length);

G_END_DECLS
