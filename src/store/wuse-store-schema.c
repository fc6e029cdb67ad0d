/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole schema. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-schema.h"

#include "wuse-overlay.h"

#include <string.h>

/* What stays when the feed is dropped. One row of `state`; `receipt` and the records go with the feed. `doubt`: whether
 * the records may differ from the server's though the cursor says that they do not. */
static const char create_local[] =
    "CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), feed TEXT, seq INTEGER NOT NULL, filling INTEGER NOT NULL, "
    "district TEXT, digest TEXT, doubt INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE activity (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, area TEXT, record TEXT, "
    "code_from TEXT, code_to TEXT) STRICT;"
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO state (one, seq, filling) VALUES (1, 0, 1);";

/* What a person does here; `stage` is a WuseOutboxStage. Numbers are never used twice, since a gesture is known by one. */
#define CREATE_OUTBOX                                                                                                            \
  "CREATE TABLE outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, op TEXT NOT NULL CHECK (op IN "      \
  "('put', 'delete')), type TEXT NOT NULL, record TEXT NOT NULL, base INTEGER NOT NULL, data TEXT, before TEXT, "                \
  "reason TEXT NOT NULL, author TEXT, made_at INTEGER NOT NULL, gesture INTEGER NOT NULL, stage INTEGER NOT NULL, "              \
  "attempts INTEGER NOT NULL, problem TEXT, theirs TEXT, their_version INTEGER, sent_version INTEGER) STRICT;"                   \
  "CREATE INDEX outbox_record ON outbox (record, type, number);"                                                                 \
  "CREATE INDEX outbox_stage ON outbox (stage, number);"                                                                         \
  "CREATE INDEX outbox_gesture ON outbox (gesture);"                                                                             \
  "CREATE TABLE named_view (kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, changed_at INTEGER NOT NULL, "          \
  "PRIMARY KEY (kind, name)) STRICT, WITHOUT ROWID;"

static const char create_outbox[] = CREATE_OUTBOX;

/* `receipt`: how fresh each type is. `box` and `search` know records by wuse_directory_key(). The texts of the search index are
 * kept (`search_text`), since FTS5 has to be told what it is to forget. Columns of sizes are left out: hits come in the
 * order of their keys, not by rank. */
static const char create_directory[] =
    "CREATE TABLE receipt (type TEXT PRIMARY KEY, newest_at INTEGER NOT NULL, received_at INTEGER NOT NULL) STRICT, WITHOUT "
    "ROWID;"
    "CREATE VIRTUAL TABLE box USING rtree_i32 (key, west, east, south, north);"
    "CREATE TABLE search_text (key INTEGER PRIMARY KEY, name TEXT NOT NULL, other TEXT NOT NULL, initials TEXT NOT NULL, "
    "codes TEXT NOT NULL) STRICT;"
    "CREATE VIRTUAL TABLE search USING fts5 (name, other, initials, codes, content = 'search_text', content_rowid = 'key', "
    "columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');";

static const char drop_directory[] = "DROP TABLE IF EXISTS receipt;"
                                     "DROP TABLE IF EXISTS box;"
                                     "DROP TABLE IF EXISTS search;"
                                     "DROP TABLE IF EXISTS search_text;";

/* What the first version passed over as unknown to it may be missing. */
static const char from_1_to_2[] =
    "ALTER TABLE state ADD COLUMN doubt INTEGER NOT NULL DEFAULT 0;"
    "UPDATE state SET doubt = seq > 0;"
    "ALTER TABLE stay ADD COLUMN state TEXT;"
    "ALTER TABLE stay ADD COLUMN reason TEXT;"
    "CREATE TABLE link (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, "
    "source TEXT NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, setting TEXT, place TEXT, "
    "first_exposure INTEGER, last_exposure INTEGER, evidence TEXT, reason TEXT) STRICT;" CREATE_OUTBOX;

/* steps[n] brings version n + 1 to n + 2; the overlay is made anew after them. */
static const char *const steps[] = { from_1_to_2, NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (steps) == WUSE_STORE_SCHEMA_VERSION);

/* A digest is taken of the tables. Indexes are left out, since they come at the end of a fill, and so are the tables that FTS5
 * and R*Tree make for themselves, since other versions of SQLite make them otherwise. */
static const char get_schema[] = "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view', 'trigger') "
                                 "AND name NOT GLOB 'box_*' AND name NOT GLOB 'search_*' ORDER BY name";

static char *
compute_digest (sqlite3 *db, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (sqlite3_stmt) statement = NULL;
  WuseSqlStep step;

  statement = wuse_sql_prepare (db, get_schema, error);
  if (statement == NULL)
    return NULL;
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    for (int i = 0; i < 2; i++)
      {
        const guint8 *text = sqlite3_column_blob (statement, i);

        if (text != NULL)
          g_checksum_update (checksum, text, sqlite3_column_bytes (statement, i));
        g_checksum_update (checksum, (const guint8 *) "\n", 1);
      }

  return step == WUSE_SQL_DONE ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static gboolean
store_digest (sqlite3 *db, GError **error)
{
  g_autofree char *digest = compute_digest (db, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (digest == NULL)
    return FALSE;
  statement = wuse_sql_prepare (db, "UPDATE state SET digest = ?1", error);
  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, digest, -1);

  return wuse_sql_finish (statement, error);
}

static gboolean
read_number (sqlite3 *db, const char *sql, int *number, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = wuse_sql_prepare (db, sql, error);

  if (statement == NULL || wuse_sql_step (statement, error) != WUSE_SQL_ROW)
    return FALSE;
  *number = sqlite3_column_int (statement, 0);

  return TRUE;
}

static gboolean
create_synced (sqlite3 *db, GError **error)
{
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    if (!wuse_sql_run (db, wuse_table (i)->create, error))
      return FALSE;

  return wuse_sql_run (db, create_directory, error);
}

gboolean
wuse_store_schema_renew_overlay (sqlite3 *db, GError **error)
{
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      const WuseOverlayTable *overlay = wuse_table (i)->overlay;

      if (overlay != NULL
          && (!wuse_sql_run (db, overlay->drop, error) || !wuse_sql_run (db, overlay->create, error)
              || !wuse_sql_run (db, overlay->create_view, error)))
        return FALSE;
    }

  return TRUE;
}

gboolean
wuse_store_schema_create (sqlite3 *db, GError **error)
{
  G_STATIC_ASSERT (WUSE_STORE_APPLICATION_ID == 1467315045 && WUSE_STORE_SCHEMA_VERSION == 2);

  return wuse_sql_run (db, create_local, error) && create_synced (db, error) && wuse_sql_run (db, create_outbox, error)
         && wuse_store_schema_renew_overlay (db, error) && store_digest (db, error)
         && wuse_sql_run (db, "PRAGMA application_id = 1467315045; PRAGMA user_version = 2", error);
}

gboolean
wuse_store_schema_migrate (sqlite3 *db, int version, GError **error)
{
  int is_filling;

  g_assert (version >= 1 && version < WUSE_STORE_SCHEMA_VERSION);

  for (int i = version; i < WUSE_STORE_SCHEMA_VERSION; i++)
    if (!wuse_sql_run (db, steps[i - 1], error))
      return FALSE;

  return wuse_store_schema_renew_overlay (db, error) && wuse_overlay_fill (db, error)
         && read_number (db, "SELECT filling FROM state", &is_filling, error)
         && (is_filling || wuse_store_schema_index (db, error)) && store_digest (db, error)
         && wuse_sql_run (db, "PRAGMA user_version = 2", error);
}

gboolean
wuse_store_schema_index (sqlite3 *db, GError **error)
{
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    for (const char *const *sql = wuse_table (i)->indexes; sql != NULL && *sql != NULL; sql++)
      if (!wuse_sql_run (db, *sql, error))
        return FALSE;

  return TRUE;
}

gboolean
wuse_store_schema_reset (sqlite3 *db, GError **error)
{
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    if (!wuse_sql_run (db, wuse_table (i)->drop, error))
      return FALSE;

  return wuse_sql_run (db, drop_directory, error) && create_synced (db, error) && wuse_overlay_forget_sent (db, error)
         && wuse_store_schema_renew_overlay (db, error) && wuse_overlay_fill (db, error)
         && wuse_sql_run (db, "UPDATE state SET seq = 0, filling = 1, doubt = 0", error) && store_digest (db, error);
}

gboolean
wuse_store_schema_check (sqlite3 *db, GError **error)
{
  g_autofree char *digest = compute_digest (db, error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  const char *stored;

  if (digest == NULL)
    return FALSE;
  statement = wuse_sql_prepare (db, "SELECT digest FROM state WHERE one = 1", error);
  if (statement == NULL)
    return FALSE;
  switch (wuse_sql_step (statement, error))
    {
    case WUSE_SQL_ROW:
      stored = wuse_sql_get_text (statement, 0);
      if (stored != NULL && strcmp (stored, digest) == 0)
        return TRUE;
      break;
    case WUSE_SQL_DONE:
      break;
    case WUSE_SQL_FAILED:
      return FALSE;
    }

  g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the cache's tables are not as they were made");
  return FALSE;
}

gboolean
wuse_store_schema_get_version (sqlite3 *db, int *version, GError **error)
{
  int application = 0, tables = 0;

  if (!read_number (db, "PRAGMA application_id", &application, error) || !read_number (db, "PRAGMA user_version", version, error)
      || !read_number (db, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (tables == 0 && application == 0 && *version == 0)
    return TRUE;
  if (application == WUSE_STORE_APPLICATION_ID && *version >= 1)
    return TRUE;

  g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the file is not a cache of this program");
  return FALSE;
}
