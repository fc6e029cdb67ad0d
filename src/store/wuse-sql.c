/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite with GLib's errors. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-sql.h"

#include <errno.h>
#include <string.h>

struct _WuseSqlCache
{
  sqlite3 *db;
  GHashTable *statements;
};

/* The page size is that of a new file: a fill writes a quarter of the pages that SQLite's own would make. */
static const char connection_setup[] = "PRAGMA busy_timeout = 5000;"
                                       "PRAGMA page_size = 16384;"
                                       "PRAGMA trusted_schema = OFF;"
                                       "PRAGMA cell_size_check = ON;"
                                       "PRAGMA mmap_size = 0;"
                                       "PRAGMA foreign_keys = ON;"
                                       "PRAGMA cache_size = -2048;";

static WuseStoreError
code_of (sqlite3 *db)
{
  int extended = sqlite3_extended_errcode (db);
  int system = sqlite3_system_errno (db);

  if (extended == SQLITE_IOERR_CORRUPTFS || extended == SQLITE_IOERR_SHORT_READ)
    return WUSE_STORE_ERROR_CORRUPT;

  switch (extended & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_SCHEMA:
      return WUSE_STORE_ERROR_CORRUPT;
    case SQLITE_FULL:
      return WUSE_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return WUSE_STORE_ERROR_READ_ONLY;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      if (system == ENOSPC || system == EDQUOT)
        return WUSE_STORE_ERROR_FULL;
      if (system == EROFS || system == EACCES || system == EPERM)
        return WUSE_STORE_ERROR_READ_ONLY;
      return WUSE_STORE_ERROR_FAILED;
    default:
      return WUSE_STORE_ERROR_FAILED;
    }
}

gboolean
wuse_sql_fail (sqlite3 *db, const char *what, GError **error)
{
  const char *path = sqlite3_db_filename (db, "main");
  g_autofree char *name = path != NULL && *path != '\0' ? g_path_get_basename (path) : g_strdup ("memory");

  if ((sqlite3_errcode (db) & 0xff) == SQLITE_INTERRUPT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: %s was cancelled", name, what);
  else
    g_set_error (error, WUSE_STORE_ERROR, code_of (db), "%s: %s failed: %s", name, what, sqlite3_errmsg (db));

  return FALSE;
}

/* SQLite counts every allocation under one lock of the whole process, for statistics that nobody reads. Without it a first
 * fill is faster, and readers do not wait for the writer. Refused, and harmless, where SQLite is already at work. */
static void
configure_once (void)
{
  static gsize is_configured = 0;

  if (!g_once_init_enter (&is_configured))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&is_configured, 1);
}

sqlite3 *
wuse_sql_open (const char *path, WuseSqlMode mode, GError **error)
{
  static const int flags[] = {
    [WUSE_SQL_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    [WUSE_SQL_WRITE] = SQLITE_OPEN_READWRITE,
    [WUSE_SQL_READ] = SQLITE_OPEN_READONLY,
    [WUSE_SQL_IMMUTABLE] = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
  };
  g_autofree char *name = g_canonicalize_filename (path, NULL);
  g_autoptr (sqlite3) db = NULL;

  configure_once ();
  if (mode == WUSE_SQL_IMMUTABLE)
    {
      g_autofree char *uri = g_filename_to_uri (name, NULL, error);

      if (uri == NULL)
        return NULL;
      g_free (name);
      name = g_strconcat (uri, "?immutable=1", NULL);
    }

  if (sqlite3_open_v2 (name, &db, flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
    {
      g_autofree char *base = g_path_get_basename (path);

      g_set_error (error, WUSE_STORE_ERROR, code_of (db), "%s: opening failed: %s", base, sqlite3_errmsg (db));
      return NULL;
    }

  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!wuse_sql_run (db, connection_setup, error))
    return NULL;

  return g_steal_pointer (&db);
}

gboolean
wuse_sql_run (sqlite3 *db, const char *sql, GError **error)
{
  const char *rest = sql;

  while (*rest != '\0')
    {
      g_autoptr (sqlite3_stmt) statement = NULL;
      WuseSqlStep step;

      if (sqlite3_prepare_v2 (db, rest, -1, &statement, &rest) != SQLITE_OK)
        return wuse_sql_fail (db, "preparing", error);
      if (statement == NULL)
        continue;
      while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
        ;
      if (step == WUSE_SQL_FAILED)
        return FALSE;
    }

  return TRUE;
}

sqlite3_stmt *
wuse_sql_prepare (sqlite3 *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3 (db, sql, -1, 0, &statement, NULL) != SQLITE_OK)
    wuse_sql_fail (db, "preparing", error);

  return statement;
}

WuseSqlStep
wuse_sql_step (sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return WUSE_SQL_ROW;
  if (code == SQLITE_DONE)
    return WUSE_SQL_DONE;

  wuse_sql_fail (sqlite3_db_handle (statement), sqlite3_stmt_readonly (statement) ? "reading" : "writing", error);
  return WUSE_SQL_FAILED;
}

gboolean
wuse_sql_finish (sqlite3_stmt *statement, GError **error)
{
  WuseSqlStep step;

  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    ;
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

const char *
wuse_sql_get_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  if (text == NULL || !g_utf8_validate_len (text, (gsize) sqlite3_column_bytes (statement, column), NULL))
    return NULL;

  return text;
}

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

WuseSqlCache *
wuse_sql_cache_new (sqlite3 *db)
{
  WuseSqlCache *self = g_new0 (WuseSqlCache, 1);

  self->db = db;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_cb);

  return self;
}

void
wuse_sql_cache_free (WuseSqlCache *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->statements);
  g_free (self);
}

WuseStatement *
wuse_sql_cache_get (WuseSqlCache *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      wuse_sql_fail (self->db, "preparing", error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) sql, statement);

  return statement;
}
