/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole schema: made, brought up to date, emptied, recognised. */

#pragma once

#include "wuse-sql.h"
#include "wuse-table.h"

G_BEGIN_DECLS

/* Of the file's header: tells a cache from any other SQLite file ("Wuse"). */
#define WUSE_STORE_APPLICATION_ID 0x57757365

/* Of the schema that this program writes. */
#define WUSE_STORE_SCHEMA_VERSION 2

/**
 * wuse_store_schema_create:
 * @db: an empty database, inside a transaction
 * @error: return location for an error
 *
 * Makes all tables; the store is then filling, without feed.
 *
 * Returns: %TRUE if they were made
 */
gboolean wuse_store_schema_create (sqlite3 *db, GError **error);

/**
 * wuse_store_schema_migrate:
 * @db: a database of an older version, inside a transaction
 * @version: that version
 * @error: return location for an error
 *
 * Returns: %TRUE if it is of the present version now
 */
gboolean wuse_store_schema_migrate (sqlite3 *db, int version, GError **error);

/**
 * wuse_store_schema_renew_overlay:
 * @db: a database, inside a transaction
 * @error: return location for an error
 *
 * Drops the tables and views of what a person has entered and makes them anew; wuse_overlay_fill() fills them.
 *
 * Returns: %TRUE if they are empty
 */
gboolean wuse_store_schema_renew_overlay (sqlite3 *db, GError **error);

/**
 * wuse_store_schema_index:
 * @db: a database, inside a transaction
 * @error: return location for an error
 *
 * Makes the indexes that a first fill leaves to its end, as far as they are missing.
 *
 * Returns: %TRUE if they are there
 */
gboolean wuse_store_schema_index (sqlite3 *db, GError **error);

/**
 * wuse_store_schema_reset:
 * @db: a database, inside a transaction
 * @error: return location for an error
 *
 * Drops all tables of synced records and makes them anew, without the indexes that a fill makes at its end; the feed's
 * cursor is 0. What is only local stays.
 *
 * Returns: %TRUE if they are empty
 */
gboolean wuse_store_schema_reset (sqlite3 *db, GError **error);

/**
 * wuse_store_schema_check:
 * @db: a database of the present version
 * @error: return location for %WUSE_STORE_ERROR_CORRUPT
 *
 * Compares the schema with the digest that was taken when it was made. Reads a page or two.
 *
 * Returns: %TRUE if it is as it was
 */
gboolean wuse_store_schema_check (sqlite3 *db, GError **error);

/**
 * wuse_store_schema_get_version:
 * @db: a database
 * @version: (out): its schema version, 0 for an empty file
 * @error: return location for an error; %WUSE_STORE_ERROR_CORRUPT also for a database of another program
 *
 * Returns: %TRUE if @version was set
 */
gboolean wuse_store_schema_get_version (sqlite3 *db, int *version, GError **error);

G_END_DECLS
