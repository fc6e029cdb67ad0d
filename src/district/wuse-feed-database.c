/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed's SQLite file: schema, opening, and the few look-ups that both sides make. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed-private.h"

#include <string.h>

/* "Wuse" as a big-endian number: marks the file as ours. */
#define APPLICATION_ID 0x57757365
#define SCHEMA_VERSION 2
#define BUSY_TIMEOUT 10000

G_DEFINE_QUARK (wuse - server - error - quark, wuse_server_error)

/* `history` holds earlier versions of records that people may change, and with each version that a person made who and why.
 * `outcome` holds the answers to changes by their idempotency keys. */
#define EDIT_TABLES                                                                                                              \
  "CREATE TABLE history ("                                                                                                       \
  "  type INTEGER NOT NULL,"                                                                                                     \
  "  id TEXT NOT NULL,"                                                                                                          \
  "  version INTEGER NOT NULL,"                                                                                                  \
  "  who TEXT,"                                                                                                                  \
  "  reason TEXT,"                                                                                                               \
  "  line BLOB NOT NULL,"                                                                                                        \
  "  PRIMARY KEY (type, id, version)) STRICT, WITHOUT ROWID;"                                                                    \
  "CREATE TABLE outcome ("                                                                                                       \
  "  number INTEGER PRIMARY KEY,"                                                                                                \
  "  key TEXT NOT NULL UNIQUE,"                                                                                                  \
  "  digest TEXT NOT NULL,"                                                                                                      \
  "  status INTEGER NOT NULL,"                                                                                                   \
  "  version INTEGER NOT NULL,"                                                                                                  \
  "  answer TEXT NOT NULL,"                                                                                                      \
  "  at INTEGER NOT NULL) STRICT;"

/* The line stands last, so that whoever wants the other columns does not walk over its overflow pages. `starts` and `ends`
 * are milliseconds since 1970, for records that have a time (stays, cases); `space` holds the box of those that have a place. */
static const char schema[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE record ("
    "  seq INTEGER PRIMARY KEY,"
    "  type INTEGER NOT NULL,"
    "  id TEXT NOT NULL,"
    "  version INTEGER NOT NULL CHECK (version > 0),"
    "  gone INTEGER NOT NULL CHECK (gone IN (0, 1)),"
    "  starts INTEGER,"
    "  ends INTEGER,"
    "  line BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX record_by_id ON record (type, id);"
    "CREATE TABLE digest (type INTEGER PRIMARY KEY, count INTEGER NOT NULL, sum BLOB NOT NULL CHECK (length (sum) = 16)) STRICT;"
    "CREATE VIRTUAL TABLE space USING rtree_i32 (seq, west, east, south, north);" EDIT_TABLES
    "PRAGMA application_id = 0x57757365;"
    "PRAGMA user_version = 2;";

/* From version 1, whose types were the first of ours. */
static const char upgrade[] = EDIT_TABLES "PRAGMA user_version = 2;";

gboolean
wuse_feed_database_fail (sqlite3 *database, const char *doing, GError **error)
{
  g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_DATABASE, "Could not %s: %s", doing,
               database != NULL ? sqlite3_errmsg (database) : "out of memory");
  return FALSE;
}

gboolean
wuse_feed_database_run (sqlite3 *database, const char *sql, const char *doing, GError **error)
{
  return sqlite3_exec (database, sql, NULL, NULL, NULL) == SQLITE_OK || wuse_feed_database_fail (database, doing, error);
}

sqlite3_stmt *
wuse_feed_database_prepare (sqlite3 *database, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    wuse_feed_database_fail (database, "prepare a statement", error);
  return statement;
}

static gboolean
read_integer (sqlite3 *database, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = wuse_feed_database_prepare (database, sql, error);
  gboolean found;

  if (statement == NULL)
    return FALSE;

  found = sqlite3_step (statement) == SQLITE_ROW;
  if (found)
    *value = sqlite3_column_int64 (statement, 0);
  else
    wuse_feed_database_fail (database, "read the file's header", error);

  sqlite3_finalize (statement);
  return found;
}

gboolean
wuse_feed_database_read_seq (sqlite3 *database, gint64 *seq, GError **error)
{
  return read_integer (database, "SELECT coalesce (max (seq), 0) FROM record", seq, error);
}

gboolean
wuse_feed_database_read_meta (sqlite3 *database, const char *key, char **value, GError **error)
{
  sqlite3_stmt *statement = wuse_feed_database_prepare (database, "SELECT value FROM meta WHERE key = ?1", error);
  int result;

  *value = NULL;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  else if (result != SQLITE_DONE)
    wuse_feed_database_fail (database, "read what is kept beside the feed", error);

  sqlite3_finalize (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

gboolean
wuse_feed_database_read_digests (sqlite3 *database, WuseDigest digests[WUSE_N_RECORD_TYPES], GError **error)
{
  sqlite3_stmt *statement = wuse_feed_database_prepare (database, "SELECT type, count, sum FROM digest", error);
  int result;

  if (statement == NULL)
    return FALSE;

  memset (digests, 0, sizeof (WuseDigest) * WUSE_N_RECORD_TYPES);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 type = sqlite3_column_int64 (statement, 0);
      const void *sum = sqlite3_column_blob (statement, 2);

      if (type < 0 || type >= WUSE_N_RECORD_TYPES || sqlite3_column_bytes (statement, 2) != sizeof digests->sum)
        continue;
      digests[type].count = (guint64) sqlite3_column_int64 (statement, 1);
      memcpy (digests[type].sum, sum, sizeof digests->sum);
    }
  if (result != SQLITE_DONE)
    wuse_feed_database_fail (database, "read the digests", error);

  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

WuseDistrict *
wuse_feed_database_read_district (sqlite3 *database, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (WuseDistrict) district = NULL;

  if (!wuse_feed_database_read_meta (database, "district", &text, error))
    return NULL;

  if (text != NULL)
    {
      g_autoptr (JsonNode) node = json_from_string (text, error);

      if (node == NULL)
        return NULL;
      district = wuse_district_from_json (node, error);
      if (district == NULL)
        return NULL;
    }
  else
    {
      district = wuse_district_new ();
      district->id = g_strdup ("district");
      district->name = g_strdup ("");
      district->source = g_strdup ("");
      district->clock_rate = 1;
      district->time = wuse_time_now ();
      district->first_day = district->last_day = WUSE_DAY_NONE;
    }

  g_clear_pointer (&district->feed, g_free);
  if (!wuse_feed_database_read_meta (database, "feed", &district->feed, error)
      || !wuse_feed_database_read_seq (database, &district->seq, error))
    return NULL;
  return g_steal_pointer (&district);
}

/* Types are stored as numbers: a file is only read by a program that counts them alike. */
static char *
describe_types (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : " ", wuse_record_class (i)->name);
  return g_string_free (names, FALSE);
}

static gboolean
write_meta (sqlite3 *database, const char *key, const char *value, GError **error)
{
  sqlite3_stmt *statement = wuse_feed_database_prepare (
      database, "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", error);
  gboolean written;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC);
  written = sqlite3_step (statement) == SQLITE_DONE || wuse_feed_database_fail (database, "write the file's header", error);
  sqlite3_finalize (statement);
  return written;
}

static gboolean
make_schema (sqlite3 *database, GError **error)
{
  g_autofree char *feed = g_uuid_string_random ();
  g_autofree char *types = describe_types ();
  gint64 tables;

  if (!wuse_feed_database_run (database, "BEGIN IMMEDIATE", "begin to make the file", error))
    return FALSE;

  /* Another process may have been faster. */
  if (!read_integer (database, "SELECT count (*) FROM sqlite_schema", &tables, error)
      || (tables == 0
          && (!wuse_feed_database_run (database, schema, "make the tables", error) || !write_meta (database, "feed", feed, error)
              || !write_meta (database, "types", types, error)))
      || !wuse_feed_database_run (database, "COMMIT", "make the file", error))
    {
      sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }
  return TRUE;
}

/* Whether @types begins as @known does: then its numbers mean the same. */
static gboolean
is_beginning (const char *known, const char *types)
{
  return known != NULL && g_str_has_prefix (types, known) && (types[strlen (known)] == ' ' || types[strlen (known)] == '\0');
}

/* Brings a file of version 1 up to date; leaves anything else as it is. */
static gboolean
upgrade_schema (sqlite3 *database, GError **error)
{
  g_autofree char *types = describe_types ();
  g_autofree char *known = NULL;
  gint64 version;

  if (!wuse_feed_database_run (database, "BEGIN IMMEDIATE", "begin to bring the file up to date", error))
    return FALSE;
  /* Another process may have been faster. */
  if (!read_integer (database, "PRAGMA user_version", &version, error)
      || (version == 1
          && (!wuse_feed_database_read_meta (database, "types", &known, error)
              || (is_beginning (known, types)
                  && (!wuse_feed_database_run (database, upgrade, "bring the tables up to date", error)
                      || !write_meta (database, "types", types, error)))))
      || !wuse_feed_database_run (database, "COMMIT", "bring the file up to date", error))
    {
      sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_schema (sqlite3 *database, const char *path, GError **error)
{
  g_autofree char *types = NULL;
  g_autofree char *expected = describe_types ();
  gint64 application, version;

  if (!read_integer (database, "PRAGMA application_id", &application, error)
      || !read_integer (database, "PRAGMA user_version", &version, error))
    return FALSE;

  if (application != APPLICATION_ID)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT, "%s is not the database of a district server", path);
      return FALSE;
    }
  if (version != SCHEMA_VERSION || !wuse_feed_database_read_meta (database, "types", &types, error)
      || g_strcmp0 (types, expected) != 0)
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT, "%s belongs to another version of the program", path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_outdated (sqlite3 *database)
{
  gint64 application, version;

  return read_integer (database, "PRAGMA application_id", &application, NULL) && application == APPLICATION_ID
         && read_integer (database, "PRAGMA user_version", &version, NULL) && version == 1;
}

static gboolean
configure (sqlite3 *database, gboolean writable, GError **error)
{
  sqlite3_busy_timeout (database, BUSY_TIMEOUT);
  sqlite3_db_config (database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);

  if (writable)
    return wuse_feed_database_run (database,
                                   "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
                                   "PRAGMA journal_size_limit = 67108864;",
                                   "set the file up", error);
  return wuse_feed_database_run (database, "PRAGMA query_only = 1; PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -4096",
                                 "set the file up", error);
}

sqlite3 *
wuse_feed_database_open (const char *path, gboolean writable, GError **error)
{
  sqlite3 *database = NULL;
  int flags = SQLITE_OPEN_NOMUTEX | (writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
  gint64 tables = 0;

  if (sqlite3_open_v2 (path, &database, flags, NULL) != SQLITE_OK)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_DATABASE, "Could not open %s: %s", path,
                   database != NULL ? sqlite3_errmsg (database) : "out of memory");
      sqlite3_close (database);
      return NULL;
    }

  /* Nothing is written to a file before it is known to be a feed or empty. */
  sqlite3_busy_timeout (database, BUSY_TIMEOUT);
  if (!read_integer (database, "SELECT count (*) FROM sqlite_schema", &tables, error)
      || (tables > 0 && writable && is_outdated (database) && !upgrade_schema (database, error))
      || (tables > 0 && !check_schema (database, path, error)) || !configure (database, writable, error)
      || (tables == 0 && (!writable || !make_schema (database, error) || !check_schema (database, path, error))))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT, "%s is empty", path);
      sqlite3_close (database);
      return NULL;
    }
  return database;
}
