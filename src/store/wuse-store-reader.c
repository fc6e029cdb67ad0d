/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reading connection and its transaction. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-reader-private.h"

#include "wuse-store-error.h"

static const char get_cursor[] = "SELECT seq FROM state WHERE one = 1";
static const char get_setting[] = "SELECT value FROM setting WHERE key = ?1";
static const char check[] = "PRAGMA quick_check (1)";

WuseStoreReader *
wuse_store_reader_new (const WuseStoreFile *file, GError **error)
{
  WuseStoreReader *self;
  sqlite3 *db = wuse_store_file_open_reader (file, error);

  if (db == NULL)
    return NULL;

  self = g_new0 (WuseStoreReader, 1);
  self->db = db;
  self->cache = wuse_sql_cache_new (db);
  self->scratch = g_byte_array_new ();
  self->touched = file->touched;

  return self;
}

void
wuse_store_reader_free (WuseStoreReader *self)
{
  if (self == NULL)
    return;

  wuse_sql_cache_free (self->cache);
  wuse_sql_close (self->db);
  g_byte_array_unref (self->scratch);
  g_free (self);
}

gboolean
wuse_store_reader_begin (WuseStoreReader *self, GError **error)
{
  WuseStatement *statement;
  WuseSqlStep step;

  wuse_touch_log_get_instant (self->touched, &self->epoch, &self->number);
  if (!wuse_sql_run (self->db, "BEGIN", error))
    return FALSE;
  statement = wuse_sql_cache_get (self->cache, get_cursor, error);
  if (statement == NULL)
    return FALSE;
  step = wuse_sql_step (statement, error);
  self->cursor = step == WUSE_SQL_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

void
wuse_store_reader_end (WuseStoreReader *self)
{
  if (!sqlite3_get_autocommit (self->db))
    wuse_sql_run (self->db, "ROLLBACK", NULL);
}

gint64
wuse_store_reader_get_cursor (WuseStoreReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->cursor;
}

char *
wuse_store_reader_get_setting (WuseStoreReader *self, const char *key, GError **error)
{
  WuseStatement *statement;
  char *value = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  statement = wuse_sql_cache_get (self->cache, get_setting, error);
  if (statement == NULL)
    return NULL;
  wuse_sql_bind_text (statement, 1, key, -1);
  if (wuse_sql_step (statement, error) == WUSE_SQL_ROW)
    value = g_strdup (wuse_sql_get_text (statement, 0));
  sqlite3_reset (statement);

  return value;
}

gboolean
wuse_store_reader_check (WuseStoreReader *self, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, check, error);
  gboolean is_sound = FALSE;

  if (statement == NULL)
    return FALSE;
  if (wuse_sql_step (statement, error) == WUSE_SQL_ROW)
    {
      const char *answer = wuse_sql_get_text (statement, 0);

      is_sound = g_strcmp0 (answer, "ok") == 0;
      if (!is_sound)
        g_set_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the cache is damaged: %s", answer);
    }
  sqlite3_reset (statement);

  return is_sound;
}
