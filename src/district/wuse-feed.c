/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ordered, compacted feed of a district's records in its SQLite file: the writing side. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed-state-private.h"

#include <string.h>

/* Filling an empty feed, ids are looked up in memory and indexed at the end: that is much faster. A transaction with
 * fewer changes than this is not one of a bulk load any more. */
#define FILL_CHANGES 10000

static const char *const statement_texts[N_FEED_STATEMENTS] = {
  [FEED_STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
  [FEED_STATEMENT_COMMIT] = "COMMIT",
  [FEED_STATEMENT_DATA_VERSION] = "PRAGMA data_version",
  [FEED_STATEMENT_FIND] = "SELECT seq, version, gone, line FROM record WHERE type = ?1 AND id = ?2",
  [FEED_STATEMENT_KEEP] = "INSERT OR IGNORE INTO history (type, id, version, line)"
                          " SELECT type, id, version, line FROM record WHERE seq = ?1",
  [FEED_STATEMENT_FORGET] = "DELETE FROM history WHERE type = ?1 AND id = ?2 AND version <= ?3",
  [FEED_STATEMENT_REMOVE] = "DELETE FROM record WHERE seq = ?1",
  [FEED_STATEMENT_INSERT] = "INSERT INTO record (seq, type, id, version, gone, starts, ends, line)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [FEED_STATEMENT_REMOVE_SPACE] = "DELETE FROM space WHERE seq = ?1",
  [FEED_STATEMENT_INSERT_SPACE] = "INSERT INTO space (seq, west, east, south, north) VALUES (?1, ?2, ?3, ?4, ?5)",
  [FEED_STATEMENT_SET_DIGEST] = "INSERT INTO digest (type, count, sum) VALUES (?1, ?2, ?3)"
                                " ON CONFLICT (type) DO UPDATE SET count = excluded.count, sum = excluded.sum",
  [FEED_STATEMENT_SET_META] =
      "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  [FEED_STATEMENT_REMOVE_META] = "DELETE FROM meta WHERE key = ?1",
};

gboolean
wuse_feed_step (WuseFeed *self, FeedStatement which, const char *doing, GError **error)
{
  sqlite3_stmt *statement = self->statements[which];
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    {
      wuse_feed_database_fail (self->database, doing, error);
      self->is_broken = TRUE;
    }
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

static gboolean
load_state (WuseFeed *self, GError **error)
{
  g_autofree char *edited = NULL;

  if (!wuse_feed_database_read_seq (self->database, &self->seq, error)
      || !wuse_feed_database_read_digests (self->database, self->digests, error)
      || !wuse_feed_database_read_meta (self->database, WUSE_FEED_META_EDITED, &edited, error))
    return FALSE;

  self->has_edits = edited != NULL;
  self->committed_seq = self->seq;
  memset (self->dirty, 0, sizeof self->dirty);
  return TRUE;
}

/* Another process may have written since: the number changes only then. */
static gboolean
refresh_state (WuseFeed *self, GError **error)
{
  sqlite3_stmt *statement = self->statements[FEED_STATEMENT_DATA_VERSION];
  gint64 version;

  if (!wuse_feed_step (self, FEED_STATEMENT_DATA_VERSION, "ask for changes", error))
    return FALSE;
  version = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  if (version == self->data_version)
    return TRUE;
  self->data_version = version;
  return wuse_feed_end_filling (self, error) && load_state (self, error);
}

static gboolean
begin_filling (WuseFeed *self, GError **error)
{
  if (!wuse_feed_database_run (self->database, "DROP INDEX IF EXISTS record_by_id", "put the index off", error))
    return FALSE;
  self->filled = wuse_feed_id_set_new ();
  self->lacks_index = TRUE;
  return TRUE;
}

gboolean
wuse_feed_end_filling (WuseFeed *self, GError **error)
{
  g_clear_pointer (&self->filled, wuse_feed_id_set_free);
  if (!self->lacks_index)
    return TRUE;
  if (!wuse_feed_database_run (self->database, "CREATE UNIQUE INDEX IF NOT EXISTS record_by_id ON record (type, id)",
                               "index the records", error))
    {
      self->is_broken = TRUE;
      return FALSE;
    }
  /* With a transaction under way, it is only so if that is committed: a rollback asks for it again. */
  self->lacks_index = FALSE;
  return TRUE;
}

gboolean
wuse_feed_begin_if_alone (WuseFeed *self, gboolean *alone, GError **error)
{
  *alone = !self->in_transaction;
  if (*alone)
    return wuse_feed_begin (self, error);
  if (self->is_broken)
    g_set_error_literal (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_DATABASE, "The transaction has already failed");
  return !self->is_broken;
}

gboolean
wuse_feed_end_if_alone (WuseFeed *self, gboolean alone, gboolean done, GError **error)
{
  if (alone && done)
    return wuse_feed_commit (self, error);
  if (alone)
    wuse_feed_rollback (self);
  return done;
}

gboolean
wuse_feed_set_meta (WuseFeed *self, const char *key, const char *value, GError **error)
{
  FeedStatement which = value != NULL ? FEED_STATEMENT_SET_META : FEED_STATEMENT_REMOVE_META;
  gboolean alone, done;

  if (!wuse_feed_begin_if_alone (self, &alone, error))
    return FALSE;

  sqlite3_bind_text (self->statements[which], 1, key, -1, SQLITE_STATIC);
  if (value != NULL)
    sqlite3_bind_text (self->statements[which], 2, value, -1, SQLITE_STATIC);
  done = wuse_feed_step (self, which, "keep a word beside the feed", error);
  sqlite3_clear_bindings (self->statements[which]);
  return wuse_feed_end_if_alone (self, alone, done, error);
}

static gboolean
write_digests (WuseFeed *self, GError **error)
{
  sqlite3_stmt *statement = self->statements[FEED_STATEMENT_SET_DIGEST];

  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      if (!self->dirty[i])
        continue;
      sqlite3_bind_int (statement, 1, (int) i);
      sqlite3_bind_int64 (statement, 2, (gint64) self->digests[i].count);
      sqlite3_bind_blob (statement, 3, self->digests[i].sum, sizeof self->digests[i].sum, SQLITE_STATIC);
      if (!wuse_feed_step (self, FEED_STATEMENT_SET_DIGEST, "write the digests", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
open_database (WuseFeed *self, const char *path, GError **error)
{
  if (path == NULL)
    {
      self->folder = wuse_temporary_folder_new (g_get_tmp_dir (), "wuse-district-", error);
      if (self->folder == NULL)
        return FALSE;
      self->path = g_build_filename (wuse_temporary_folder_get_path (self->folder), "district.db", NULL);
    }
  else
    self->path = g_strdup (path);

  self->database = wuse_feed_database_open (self->path, TRUE, error);
  if (self->database == NULL)
    return FALSE;
  for (guint i = 0; i < N_FEED_STATEMENTS; i++)
    {
      self->statements[i] = wuse_feed_database_prepare (self->database, statement_texts[i], error);
      if (self->statements[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

WuseFeed *
wuse_feed_open (const char *path, GError **error)
{
  g_autoptr (WuseFeed) self = g_new0 (WuseFeed, 1);

  self->line = g_string_sized_new (1024);
  self->lacks_index = TRUE;
  if (!open_database (self, path, error) || !wuse_feed_database_read_meta (self->database, "feed", &self->id, error)
      || !refresh_state (self, error) || !load_state (self, error) || !wuse_feed_end_filling (self, error))
    return NULL;

  if (self->id == NULL)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT, "%s has lost the id of its feed", self->path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
wuse_feed_free (WuseFeed *self)
{
  if (self == NULL)
    return;

  if (self->in_transaction)
    wuse_feed_rollback (self);
  /* What cannot be done now is done when the file is opened again. */
  if (self->database != NULL)
    wuse_feed_end_filling (self, NULL);
  for (guint i = 0; i < N_FEED_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->database);
  wuse_temporary_folder_free (self->folder);
  g_string_free (self->line, TRUE);
  g_free (self->path);
  g_free (self->id);
  g_free (self);
}

const char *
wuse_feed_get_path (const WuseFeed *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

void
wuse_feed_set_committed_func (WuseFeed *self, WuseFeedCommittedFunc func, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->committed_func = func;
  self->committed_data = user_data;
}

gboolean
wuse_feed_begin (WuseFeed *self, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->in_transaction, FALSE);

  self->is_broken = FALSE;
  if (!wuse_feed_step (self, FEED_STATEMENT_BEGIN, "begin a transaction", error))
    return FALSE;

  self->in_transaction = TRUE;
  if (refresh_state (self, error) && (self->filled != NULL || wuse_feed_end_filling (self, error))
      && (self->seq > 0 || begin_filling (self, error)))
    {
      self->begun_seq = self->seq;
      return TRUE;
    }
  wuse_feed_rollback (self);
  return FALSE;
}

gboolean
wuse_feed_commit (WuseFeed *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);

  if (self->is_broken)
    {
      g_set_error_literal (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_DATABASE, "The transaction has already failed");
      wuse_feed_rollback (self);
      return FALSE;
    }
  if ((self->seq - self->begun_seq < FILL_CHANGES && !wuse_feed_end_filling (self, error)) || !write_digests (self, error)
      || !wuse_feed_step (self, FEED_STATEMENT_COMMIT, "commit", error))
    {
      wuse_feed_rollback (self);
      return FALSE;
    }

  self->in_transaction = FALSE;
  memset (self->dirty, 0, sizeof self->dirty);
  if (self->seq != self->committed_seq)
    {
      self->committed_seq = self->seq;
      if (self->committed_func != NULL)
        self->committed_func (self, self->seq, self->committed_data);
    }
  return TRUE;
}

void
wuse_feed_rollback (WuseFeed *self)
{
  g_return_if_fail (self != NULL && self->in_transaction);

  for (guint i = 0; i < N_FEED_STATEMENTS; i++)
    sqlite3_reset (self->statements[i]);
  /* A full disk may have rolled back already; there is nothing to be done about an error here. */
  if (!sqlite3_get_autocommit (self->database))
    sqlite3_exec (self->database, "ROLLBACK", NULL, NULL, NULL);
  self->in_transaction = FALSE;
  self->is_broken = FALSE;
  g_clear_pointer (&self->filled, wuse_feed_id_set_free);
  self->lacks_index = TRUE;
  /* Read again at the next beginning if it cannot be read now. */
  if (!load_state (self, NULL))
    self->data_version = -1;
}

gint64
wuse_feed_get_seq (const WuseFeed *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->seq;
}

const char *
wuse_feed_get_id (const WuseFeed *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

void
wuse_feed_get_digest (const WuseFeed *self, WuseRecordType type, WuseDigest *digest)
{
  g_return_if_fail (self != NULL && type < WUSE_N_RECORD_TYPES && digest != NULL);

  *digest = self->digests[type];
}

sqlite3 *
wuse_feed_get_database (WuseFeed *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->database;
}

gboolean
wuse_feed_has_edits (WuseFeed *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->has_edits;
}
