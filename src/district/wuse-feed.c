/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ordered, compacted feed of a district's records in its SQLite file: the writing side. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed.h"

#include "wuse-feed-private.h"
#include "wuse-id-set.h"
#include "wuse-temporary-folder.h"

#include <string.h>

typedef enum
{
  STATEMENT_BEGIN,
  STATEMENT_COMMIT,
  STATEMENT_DATA_VERSION,
  STATEMENT_FIND,
  STATEMENT_KEEP,
  STATEMENT_FORGET,
  STATEMENT_REMOVE,
  STATEMENT_INSERT,
  STATEMENT_REMOVE_SPACE,
  STATEMENT_INSERT_SPACE,
  STATEMENT_SET_DIGEST,
  STATEMENT_SET_META,
  STATEMENT_REMOVE_META,
  N_STATEMENTS,
} Statement;

struct _WuseFeed
{
  char *path;
  WuseTemporaryFolder *folder;
  char *id;
  sqlite3 *database;
  sqlite3_stmt *statements[N_STATEMENTS];
  gint64 data_version;
  gint64 seq;
  gint64 committed_seq;
  WuseDigest digests[WUSE_N_RECORD_TYPES];
  gboolean dirty[WUSE_N_RECORD_TYPES];
  gint64 begun_seq;
  gboolean in_transaction;
  gboolean is_broken;
  WuseFeedIdSet *filled;
  gboolean lacks_index;
  gboolean has_edits;
  GString *line;
  WuseFeedCommittedFunc committed_func;
  gpointer committed_data;
};

/* Filling an empty feed, ids are looked up in memory and indexed at the end: that is much faster. A transaction with
 * fewer changes than this is not one of a bulk load any more. */
#define FILL_CHANGES 10000

/* A record's place in the feed, as found. */
typedef struct
{
  gint64 seq;
  gint64 version;
  gboolean gone;
} Place;

static const char *const statement_texts[N_STATEMENTS] = {
  [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
  [STATEMENT_COMMIT] = "COMMIT",
  [STATEMENT_DATA_VERSION] = "PRAGMA data_version",
  [STATEMENT_FIND] = "SELECT seq, version, gone, line FROM record WHERE type = ?1 AND id = ?2",
  [STATEMENT_KEEP] = "INSERT OR IGNORE INTO history (type, id, version, line)"
                     " SELECT type, id, version, line FROM record WHERE seq = ?1",
  [STATEMENT_FORGET] = "DELETE FROM history WHERE type = ?1 AND id = ?2 AND version <= ?3",
  [STATEMENT_REMOVE] = "DELETE FROM record WHERE seq = ?1",
  [STATEMENT_INSERT] = "INSERT INTO record (seq, type, id, version, gone, starts, ends, line)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [STATEMENT_REMOVE_SPACE] = "DELETE FROM space WHERE seq = ?1",
  [STATEMENT_INSERT_SPACE] = "INSERT INTO space (seq, west, east, south, north) VALUES (?1, ?2, ?3, ?4, ?5)",
  [STATEMENT_SET_DIGEST] = "INSERT INTO digest (type, count, sum) VALUES (?1, ?2, ?3)"
                           " ON CONFLICT (type) DO UPDATE SET count = excluded.count, sum = excluded.sum",
  [STATEMENT_SET_META] = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  [STATEMENT_REMOVE_META] = "DELETE FROM meta WHERE key = ?1",
};

/* Steps a statement that gives at most one row and makes it ready for its next use, unless there is a row to read. */
static gboolean
run (WuseFeed *self, Statement which, const char *doing, GError **error)
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
  sqlite3_stmt *statement = self->statements[STATEMENT_DATA_VERSION];
  gint64 version;

  if (!run (self, STATEMENT_DATA_VERSION, "ask for changes", error))
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

/* A change is a transaction of its own where none is under way. */
static gboolean
begin_if_alone (WuseFeed *self, gboolean *alone, GError **error)
{
  *alone = !self->in_transaction;
  if (*alone)
    return wuse_feed_begin (self, error);
  if (self->is_broken)
    g_set_error_literal (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_DATABASE, "The transaction has already failed");
  return !self->is_broken;
}

static gboolean
end_if_alone (WuseFeed *self, gboolean alone, gboolean done, GError **error)
{
  if (alone && done)
    return wuse_feed_commit (self, error);
  if (alone)
    wuse_feed_rollback (self);
  return done;
}

/* On success a row may be waiting in STATEMENT_FIND, which has to be reset. */
static gboolean
find_place (WuseFeed *self, WuseRecordType type, const char *id, gsize id_length, gboolean *found, Place *place, GError **error)
{
  sqlite3_stmt *statement = self->statements[STATEMENT_FIND];

  if (!wuse_feed_end_filling (self, error))
    return FALSE;
  sqlite3_bind_int (statement, 1, type);
  sqlite3_bind_text (statement, 2, id, (int) id_length, SQLITE_STATIC);
  if (!run (self, STATEMENT_FIND, "look a record up", error))
    return FALSE;

  *found = sqlite3_stmt_busy (statement);
  if (*found)
    {
      place->seq = sqlite3_column_int64 (statement, 0);
      place->version = sqlite3_column_int64 (statement, 1);
      place->gone = sqlite3_column_int (statement, 2) != 0;
    }
  return TRUE;
}

/* Takes the record that waits in STATEMENT_FIND out of the digest. */
static void
toggle_found_out (WuseFeed *self, WuseRecordType type, const char *id, gsize id_length, const Place *place)
{
  sqlite3_stmt *statement = self->statements[STATEMENT_FIND];
  gsize data_length;
  const char *data =
      wuse_feed_record_find_data (sqlite3_column_blob (statement, 3), (gsize) sqlite3_column_bytes (statement, 3), &data_length);

  if (data == NULL)
    return;
  wuse_digest_toggle (&self->digests[type], type, id, id_length, place->version, data, data_length);
  self->digests[type].count--;
  self->dirty[type] = TRUE;
}

/* Keeps the version that is about to be replaced, and forgets one that is too old. */
static gboolean
keep_version (WuseFeed *self, WuseRecordType type, const char *id, gsize id_length, const Place *place, GError **error)
{
  sqlite3_stmt *forget = self->statements[STATEMENT_FORGET];

  sqlite3_bind_int64 (self->statements[STATEMENT_KEEP], 1, place->seq);
  if (!run (self, STATEMENT_KEEP, "keep a version", error))
    return FALSE;
  if (place->version <= WUSE_FEED_MAX_HISTORY)
    return TRUE;
  sqlite3_bind_int (forget, 1, type);
  sqlite3_bind_text (forget, 2, id, (int) id_length, SQLITE_STATIC);
  sqlite3_bind_int64 (forget, 3, place->version - WUSE_FEED_MAX_HISTORY);
  return run (self, STATEMENT_FORGET, "forget a version", error);
}

static gboolean
remove_place (WuseFeed *self, WuseRecordType type, gint64 seq, GError **error)
{
  sqlite3_bind_int64 (self->statements[STATEMENT_REMOVE], 1, seq);
  if (!run (self, STATEMENT_REMOVE, "give a record's old place up", error))
    return FALSE;

  if (!wuse_feed_type_is_spatial (type))
    return TRUE;
  sqlite3_bind_int64 (self->statements[STATEMENT_REMOVE_SPACE], 1, seq);
  return run (self, STATEMENT_REMOVE_SPACE, "give a record's old place up", error);
}

static gboolean
insert_space (WuseFeed *self, gint64 seq, const WuseBounds *bounds, GError **error)
{
  sqlite3_stmt *statement = self->statements[STATEMENT_INSERT_SPACE];

  if (bounds->west > bounds->east)
    return TRUE;
  sqlite3_bind_int64 (statement, 1, seq);
  sqlite3_bind_int (statement, 2, bounds->west);
  sqlite3_bind_int (statement, 3, bounds->east);
  sqlite3_bind_int (statement, 4, bounds->south);
  sqlite3_bind_int (statement, 5, bounds->north);
  return run (self, STATEMENT_INSERT_SPACE, "index a record's place", error);
}

/* Writes the line in self->line at the end of the feed. */
static gboolean
insert_line (WuseFeed *self, const WuseRecord *record, GError **error)
{
  sqlite3_stmt *statement = self->statements[STATEMENT_INSERT];
  WuseItemExtent extent = { WUSE_BOUNDS_EMPTY, WUSE_TIME_NONE, WUSE_TIME_NONE };
  gboolean gone = record->op == WUSE_RECORD_DELETE;

  if (!gone && wuse_feed_type_is_spatial (record->type))
    wuse_feed_record_read_extent (record, &extent);

  sqlite3_bind_int64 (statement, 1, record->seq);
  sqlite3_bind_int (statement, 2, record->type);
  sqlite3_bind_text (statement, 3, record->id, (int) record->id_length, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, record->version);
  sqlite3_bind_int (statement, 5, gone);
  if (extent.starts != WUSE_TIME_NONE)
    {
      sqlite3_bind_int64 (statement, 6, extent.starts);
      sqlite3_bind_int64 (statement, 7, extent.ends);
    }
  else
    {
      sqlite3_bind_null (statement, 6);
      sqlite3_bind_null (statement, 7);
    }
  sqlite3_bind_blob64 (statement, 8, self->line->str, self->line->len, SQLITE_STATIC);
  if (!run (self, STATEMENT_INSERT, "write a record", error) || !insert_space (self, record->seq, &extent.bounds, error))
    return FALSE;

  self->seq = record->seq;
  return TRUE;
}

static gboolean
found_has_data (WuseFeed *self, const char *data, gsize length)
{
  sqlite3_stmt *statement = self->statements[STATEMENT_FIND];
  gsize old_length;
  const char *old =
      wuse_feed_record_find_data (sqlite3_column_blob (statement, 3), (gsize) sqlite3_column_bytes (statement, 3), &old_length);

  return old != NULL && old_length == length && memcmp (old, data, length) == 0;
}

static gboolean
put_in_transaction (WuseFeed *self, const WuseRecord *record, gboolean only_if_changed, gboolean *changed, GError **error)
{
  WuseRecord placed = *record;
  Place place = { 0 };
  gboolean found;
  const char *data;
  gsize length = 0;

  *changed = TRUE;
  if (self->filled != NULL && wuse_feed_id_set_add (self->filled, record->type, record->id, record->id_length))
    found = FALSE;
  else if (!find_place (self, record->type, record->id, record->id_length, &found, &place, error))
    return FALSE;

  placed.op = WUSE_RECORD_PUT;
  placed.seq = self->seq + 1;
  placed.version = place.version + 1;
  g_string_truncate (self->line, 0);
  wuse_record_append_line (&placed, self->line);
  data = wuse_feed_record_find_data (self->line->str, self->line->len, &length);
  if (self->line->len > WUSE_RECORD_MAX_LINE)
    {
      sqlite3_reset (self->statements[STATEMENT_FIND]);
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_TOO_LARGE, "%s %.*s is longer than any record may be",
                   wuse_record_class (record->type)->name, (int) record->id_length, record->id);
      return FALSE;
    }

  if (found)
    {
      *changed = !only_if_changed || place.gone || !found_has_data (self, data, length);
      if (*changed && !place.gone)
        toggle_found_out (self, record->type, record->id, record->id_length, &place);
      sqlite3_reset (self->statements[STATEMENT_FIND]);
      if (!*changed)
        return TRUE;
      if (wuse_feed_type_is_editable (record->type) && !place.gone
          && !keep_version (self, record->type, record->id, record->id_length, &place, error))
        return FALSE;
      if (!remove_place (self, record->type, place.seq, error))
        return FALSE;
    }

  wuse_digest_toggle (&self->digests[record->type], record->type, record->id, record->id_length, placed.version, data, length);
  self->digests[record->type].count++;
  self->dirty[record->type] = TRUE;
  return insert_line (self, &placed, error);
}

static gboolean
put (WuseFeed *self, const WuseRecord *record, gboolean only_if_changed, gboolean *changed, GError **error)
{
  gboolean alone, done;

  if (!wuse_feed_record_check (record, error) || !begin_if_alone (self, &alone, error))
    return FALSE;
  done = put_in_transaction (self, record, only_if_changed, changed, error);
  return end_if_alone (self, alone, done, error);
}

static gboolean
delete_in_transaction (WuseFeed *self, WuseRecordType type, const char *id, WuseTime at, GError **error)
{
  WuseRecord tombstone = { .type = type, .op = WUSE_RECORD_DELETE, .at = at, .id = id, .id_length = strlen (id) };
  Place place = { 0 };
  gboolean found;

  if (!find_place (self, type, id, tombstone.id_length, &found, &place, error))
    return FALSE;
  if (!found)
    return TRUE;

  if (!place.gone)
    toggle_found_out (self, type, id, tombstone.id_length, &place);
  sqlite3_reset (self->statements[STATEMENT_FIND]);
  if (place.gone)
    return TRUE;
  if (wuse_feed_type_is_editable (type) && !keep_version (self, type, id, tombstone.id_length, &place, error))
    return FALSE;
  if (!remove_place (self, type, place.seq, error))
    return FALSE;

  tombstone.seq = self->seq + 1;
  tombstone.version = place.version + 1;
  g_string_truncate (self->line, 0);
  wuse_record_append_line (&tombstone, self->line);
  return insert_line (self, &tombstone, error);
}

gboolean
wuse_feed_set_meta (WuseFeed *self, const char *key, const char *value, GError **error)
{
  Statement which = value != NULL ? STATEMENT_SET_META : STATEMENT_REMOVE_META;
  gboolean alone, done;

  if (!begin_if_alone (self, &alone, error))
    return FALSE;

  sqlite3_bind_text (self->statements[which], 1, key, -1, SQLITE_STATIC);
  if (value != NULL)
    sqlite3_bind_text (self->statements[which], 2, value, -1, SQLITE_STATIC);
  done = run (self, which, "keep a word beside the feed", error);
  sqlite3_clear_bindings (self->statements[which]);
  return end_if_alone (self, alone, done, error);
}

static gboolean
write_digests (WuseFeed *self, GError **error)
{
  sqlite3_stmt *statement = self->statements[STATEMENT_SET_DIGEST];

  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      if (!self->dirty[i])
        continue;
      sqlite3_bind_int (statement, 1, (int) i);
      sqlite3_bind_int64 (statement, 2, (gint64) self->digests[i].count);
      sqlite3_bind_blob (statement, 3, self->digests[i].sum, sizeof self->digests[i].sum, SQLITE_STATIC);
      if (!run (self, STATEMENT_SET_DIGEST, "write the digests", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
open_database (WuseFeed *self, const char *path, GError **error)
{
  if (path == NULL)
    {
      self->folder = wuse_temporary_folder_new (error);
      if (self->folder == NULL)
        return FALSE;
      self->path = g_build_filename (wuse_temporary_folder_get_path (self->folder), "district.db", NULL);
    }
  else
    self->path = g_strdup (path);

  self->database = wuse_feed_database_open (self->path, TRUE, error);
  if (self->database == NULL)
    return FALSE;
  for (guint i = 0; i < N_STATEMENTS; i++)
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
  for (guint i = 0; i < N_STATEMENTS; i++)
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
  if (!run (self, STATEMENT_BEGIN, "begin a transaction", error))
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
      || !run (self, STATEMENT_COMMIT, "commit", error))
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

  for (guint i = 0; i < N_STATEMENTS; i++)
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

gboolean
wuse_feed_put (WuseFeed *self, const WuseRecord *record, GError **error)
{
  gboolean changed;

  g_return_val_if_fail (self != NULL && record != NULL && record->type < WUSE_N_RECORD_TYPES, FALSE);

  return put (self, record, FALSE, &changed, error);
}

gboolean
wuse_feed_put_if_changed (WuseFeed *self, const WuseRecord *record, gboolean *changed, GError **error)
{
  gboolean has_changed = FALSE;

  g_return_val_if_fail (self != NULL && record != NULL && record->type < WUSE_N_RECORD_TYPES, FALSE);

  if (!put (self, record, TRUE, &has_changed, error))
    return FALSE;
  if (changed != NULL)
    *changed = has_changed;
  return TRUE;
}

gboolean
wuse_feed_delete (WuseFeed *self, WuseRecordType type, const char *id, WuseTime at, GError **error)
{
  gboolean alone, done;

  g_return_val_if_fail (self != NULL && type < WUSE_N_RECORD_TYPES && id != NULL, FALSE);

  if (!begin_if_alone (self, &alone, error))
    return FALSE;
  done = delete_in_transaction (self, type, id, at, error);
  return end_if_alone (self, alone, done, error);
}

gboolean
wuse_feed_get (WuseFeed *self, WuseRecordType type, const char *id, char **line, GError **error)
{
  sqlite3_stmt *statement;
  Place place;
  gboolean found;

  g_return_val_if_fail (self != NULL && type < WUSE_N_RECORD_TYPES && id != NULL && line != NULL, FALSE);

  *line = NULL;
  if (!find_place (self, type, id, strlen (id), &found, &place, error))
    return FALSE;

  statement = self->statements[STATEMENT_FIND];
  if (found && !place.gone)
    *line = g_strndup (sqlite3_column_blob (statement, 3), (gsize) sqlite3_column_bytes (statement, 3));
  sqlite3_reset (statement);
  return TRUE;
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
