/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite with GLib's errors: the few calls the room makes, and what a result code means here. */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "wuse-store-error.h"

G_BEGIN_DECLS

/* A statement that must not be finalised: it belongs to a WuseSqlCache. */
typedef sqlite3_stmt WuseStatement;

static inline void
wuse_sql_close (sqlite3 *db)
{
  sqlite3_close_v2 (db);
}

static inline void
wuse_sql_finalize (sqlite3_stmt *statement)
{
  sqlite3_finalize (statement);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, wuse_sql_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, wuse_sql_finalize)

/**
 * WuseSqlMode:
 * @WUSE_SQL_CREATE: read and write, create the file if it is missing
 * @WUSE_SQL_WRITE: read and write
 * @WUSE_SQL_READ: read only, beside a writer
 * @WUSE_SQL_IMMUTABLE: read only, without locks or shared memory: for media that cannot be written
 */
typedef enum
{
  WUSE_SQL_CREATE,
  WUSE_SQL_WRITE,
  WUSE_SQL_READ,
  WUSE_SQL_IMMUTABLE,
} WuseSqlMode;

/**
 * wuse_sql_open:
 * @path: the file
 * @mode: what for
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Opens a connection for one thread with the limits and the distrust that every connection of the room has.
 *
 * Returns: (transfer full) (nullable): the connection
 */
sqlite3 *wuse_sql_open (const char *path, WuseSqlMode mode, GError **error);

/**
 * wuse_sql_fail:
 * @db: the connection that has just failed
 * @what: what was being done, for the message
 * @error: return location for a %WUSE_STORE_ERROR, or %G_IO_ERROR_CANCELLED for an interrupted statement
 *
 * Turns the connection's last error into a GError. All SQL is static and known to be right, so a statement that SQLite
 * cannot make sense of, or a constraint that does not hold, speaks of a damaged file.
 *
 * Returns: %FALSE
 */
gboolean wuse_sql_fail (sqlite3 *db, const char *what, GError **error);

/**
 * wuse_sql_run:
 * @db: a connection
 * @sql: static statements
 * @error: return location for an error
 *
 * Returns: %TRUE if all of them ran
 */
gboolean wuse_sql_run (sqlite3 *db, const char *sql, GError **error);

/**
 * wuse_sql_prepare:
 * @db: a connection
 * @sql: one static statement
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the statement
 */
sqlite3_stmt *wuse_sql_prepare (sqlite3 *db, const char *sql, GError **error);

/**
 * WuseSqlStep:
 * @WUSE_SQL_ROW: there is a row to read
 * @WUSE_SQL_DONE: there are no more
 * @WUSE_SQL_FAILED: the error has been set
 */
typedef enum
{
  WUSE_SQL_ROW,
  WUSE_SQL_DONE,
  WUSE_SQL_FAILED,
} WuseSqlStep;

/**
 * wuse_sql_step:
 * @statement: a statement
 * @error: return location for an error
 *
 * Returns: what came
 */
WuseSqlStep wuse_sql_step (sqlite3_stmt *statement, GError **error);

/**
 * wuse_sql_finish:
 * @statement: a statement that gives no rows
 * @error: return location for an error
 *
 * Runs it to its end and resets it, in success and failure.
 *
 * Returns: %TRUE if it ran
 */
gboolean wuse_sql_finish (sqlite3_stmt *statement, GError **error);

/**
 * wuse_sql_bind_text:
 * @statement: a statement
 * @parameter: from 1
 * @text: (nullable): UTF-8 that stays until the statement is reset, %NULL for an SQL NULL
 * @length: bytes of @text, or -1
 */
static inline void
wuse_sql_bind_text (sqlite3_stmt *statement, int parameter, const char *text, gssize length)
{
  sqlite3_bind_text (statement, parameter, text, (int) length, SQLITE_STATIC);
}

/**
 * wuse_sql_get_text:
 * @statement: a statement that stands on a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): UTF-8 valid until the next step; %NULL for NULL and for bytes that are no UTF-8
 *   (a damaged file can hold any)
 */
const char *wuse_sql_get_text (sqlite3_stmt *statement, int column);

/**
 * WuseSqlCache:
 *
 * Statements of one connection, prepared at first use and kept.
 */
typedef struct _WuseSqlCache WuseSqlCache;

/**
 * wuse_sql_cache_new:
 * @db: a connection, which has to stay
 *
 * Returns: (transfer full): a cache without statements
 */
WuseSqlCache *wuse_sql_cache_new (sqlite3 *db);

/**
 * wuse_sql_cache_free:
 * @self: (transfer full): a cache; its statements are finalised
 */
void wuse_sql_cache_free (WuseSqlCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseSqlCache, wuse_sql_cache_free)

/**
 * wuse_sql_cache_get:
 * @self: a cache
 * @sql: one static statement; known by its address
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the statement, reset, its parameters as they were left
 */
WuseStatement *wuse_sql_cache_get (WuseSqlCache *self, const char *sql, GError **error);

G_END_DECLS
