/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache's file: how it is opened, and what is done when it cannot be. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-file.h"

#include "wuse-store-salvage.h"
#include "wuse-store-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* When the log is written back is up to the writer; one of any size is then cut back to 32 MiB. */
static const char writer_setup[] = "PRAGMA journal_mode = WAL;"
                                   "PRAGMA synchronous = NORMAL;"
                                   "PRAGMA journal_size_limit = 33554432;";

#define HEADER_SIZE 100

/* Reads the file's header without SQLite, which might change the file, and takes one that is cut off for an empty one.
 * Returns whether there is a header; @version is 0 if it is not a cache's. */
static gboolean
peek_header (const char *path, guint32 *version)
{
  guint8 header[HEADER_SIZE];
  guint32 application;
  gssize length;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  *version = 0;
  if (fd < 0)
    return FALSE;
  length = read (fd, header, sizeof header);
  close (fd);
  if (length != (gssize) sizeof header || memcmp (header, "SQLite format 3", 16) != 0)
    return FALSE;
  memcpy (&application, header + 68, sizeof application);
  if (GUINT32_FROM_BE (application) == WUSE_STORE_APPLICATION_ID)
    {
      memcpy (version, header + 60, sizeof *version);
      *version = GUINT32_FROM_BE (*version);
    }

  return TRUE;
}

static gint64
size_of (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  return g_stat (name, &status) == 0 ? (gint64) status.st_size : -1;
}

static gboolean
refuse_newer (const WuseStoreFile *self, guint32 version, GError **error)
{
  g_autofree char *name = g_path_get_basename (self->path);

  g_set_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_NEWER,
               "%s was written by a newer version of the program (format %u, this version reads up to %d)", name, version,
               WUSE_STORE_SCHEMA_VERSION);

  return FALSE;
}

/* SQLite notices a file that is shorter than its header says when it comes to the missing pages; here it is noticed at once. */
static gboolean
check_length (const WuseStoreFile *self, sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      wuse_sql_prepare (db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", error);
  gint64 length;

  if (statement == NULL || wuse_sql_step (statement, error) != WUSE_SQL_ROW)
    return FALSE;
  length = sqlite3_column_int64 (statement, 0);
  if (size_of (self->path, "-wal") > 0 || size_of (self->path, "") >= length)
    return TRUE;

  g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the cache's file is shorter than it was");
  return FALSE;
}

/* Inside a transaction. */
static gboolean
bring_up_to_date (sqlite3 *db, int version, WuseStoreRecovery *recovery, GError **error)
{
  if (version == 0)
    {
      *recovery = WUSE_STORE_CREATED;
      return wuse_store_schema_create (db, error);
    }

  *recovery = WUSE_STORE_MIGRATED;
  return wuse_store_schema_migrate (db, version, error);
}

static gboolean
prepare_writer (const WuseStoreFile *self, sqlite3 *db, WuseStoreRecovery *recovery, GError **error)
{
  int version;

  *recovery = WUSE_STORE_OPENED;
  if (!wuse_store_schema_get_version (db, &version, error))
    return FALSE;
  if (version > WUSE_STORE_SCHEMA_VERSION)
    return refuse_newer (self, (guint32) version, error);
  if (!wuse_sql_run (db, writer_setup, error))
    return FALSE;

  if (version < WUSE_STORE_SCHEMA_VERSION)
    {
      if (!wuse_sql_run (db, "BEGIN IMMEDIATE", error))
        return FALSE;
      if (!bring_up_to_date (db, version, recovery, error))
        {
          wuse_sql_run (db, "ROLLBACK", NULL);
          return FALSE;
        }
      return wuse_sql_run (db, "COMMIT", error);
    }

  /* An empty transaction tells whether the file can be written to. */
  return wuse_store_schema_check (db, error) && check_length (self, db, error)
         && wuse_sql_run (db, "BEGIN IMMEDIATE; COMMIT", error);
}

static sqlite3 *
open_writer (const WuseStoreFile *self, WuseSqlMode mode, WuseStoreRecovery *recovery, GError **error)
{
  g_autoptr (sqlite3) db = wuse_sql_open (self->path, mode, error);

  if (db == NULL || !prepare_writer (self, db, recovery, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* Without shared memory the log cannot be read: what it holds is missing, and if the program died while writing it back
 * the file may be a mixture. Rare enough to be checked whole. */
static gboolean
check_mixture (const WuseStoreFile *self, sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  const char *answer;

  if (size_of (self->path, "-wal") <= 0)
    return TRUE;
  statement = wuse_sql_prepare (db, "PRAGMA quick_check (1)", error);
  if (statement == NULL || wuse_sql_step (statement, error) != WUSE_SQL_ROW)
    return FALSE;
  answer = wuse_sql_get_text (statement, 0);
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;

  g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the cache cannot be written, and is damaged");
  return FALSE;
}

static sqlite3 *
open_read_only (WuseStoreFile *self, WuseSqlMode mode, GError **error)
{
  g_autoptr (sqlite3) db = wuse_sql_open (self->path, mode, error);
  int version;

  if (db == NULL || !wuse_store_schema_get_version (db, &version, error))
    return NULL;
  if (version > WUSE_STORE_SCHEMA_VERSION)
    {
      refuse_newer (self, (guint32) version, error);
      return NULL;
    }
  if (version < WUSE_STORE_SCHEMA_VERSION)
    {
      g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_READ_ONLY,
                           "the cache was written by an older version and cannot be brought up to date: it cannot be written");
      return NULL;
    }
  if (!wuse_store_schema_check (db, error) || (mode == WUSE_SQL_IMMUTABLE && !check_mixture (self, db, error)))
    return NULL;
  self->reading = mode;

  return g_steal_pointer (&db);
}

sqlite3 *
wuse_store_file_rebuild (WuseStoreFile *self, GError **error)
{
  WuseStoreRecovery recovery;

  if (!wuse_store_salvage (self->path, error))
    return NULL;

  return open_writer (self, WUSE_SQL_WRITE, &recovery, error);
}

static gboolean
cannot_write (const GError *error)
{
  return g_error_matches (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_READ_ONLY)
         || g_error_matches (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_FULL)
         || g_error_matches (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_FAILED);
}

/* SQLite tells of a file that it could not create only that. */
static void
explain_folder (const WuseStoreFile *self, GError **failure)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);

  if (!g_error_matches (*failure, WUSE_STORE_ERROR, WUSE_STORE_ERROR_FAILED) || g_access (folder, W_OK) == 0
      || (errno != EROFS && errno != EACCES))
    return;
  g_clear_error (failure);
  g_set_error (failure, WUSE_STORE_ERROR, WUSE_STORE_ERROR_READ_ONLY, "%s: its folder cannot be written to", name);
}

sqlite3 *
wuse_store_file_open (WuseStoreFile *self, WuseStoreRecovery *recovery, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_there = size_of (self->path, "") > 0;
  gboolean has_header;
  guint32 version;
  sqlite3 *db;

  self->reading = WUSE_SQL_READ;
  self->is_unclean = is_there && size_of (self->path, "-wal") > 0;
  has_header = peek_header (self->path, &version);
  if (version > WUSE_STORE_SCHEMA_VERSION)
    {
      refuse_newer (self, version, error);
      return NULL;
    }
  if (is_there && !has_header && g_access (self->path, R_OK) == 0)
    {
      *recovery = WUSE_STORE_REBUILT;
      return wuse_store_file_rebuild (self, error);
    }

  db = open_writer (self, is_there ? WUSE_SQL_WRITE : WUSE_SQL_CREATE, recovery, &failure);
  if (db != NULL)
    return db;

  if (is_there && cannot_write (failure))
    {
      *recovery = WUSE_STORE_READ_ONLY;
      db = open_read_only (self, WUSE_SQL_READ, NULL);
      if (db == NULL)
        db = open_read_only (self, WUSE_SQL_IMMUTABLE, NULL);
      if (db != NULL)
        return db;
    }
  if (is_there && g_error_matches (failure, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT))
    {
      *recovery = WUSE_STORE_REBUILT;
      return wuse_store_file_rebuild (self, error);
    }

  explain_folder (self, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

sqlite3 *
wuse_store_file_open_reader (const WuseStoreFile *self, GError **error)
{
  return wuse_sql_open (self->path, self->reading, error);
}
