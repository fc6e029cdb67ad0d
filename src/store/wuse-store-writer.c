/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the one writing thread does, transaction by transaction. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-writer.h"

#include "wuse-bare-fill.h"
#include "wuse-checkpointer.h"
#include "wuse-directory.h"
#include "wuse-store-schema.h"
#include "wuse-store-watch.h"

/* Virtual machine steps between two looks at a cancellable. */
#define STEPS_PER_LOOK 100000
/* Pages of 16 KiB. When the log has grown by so many, it is written back into the file; during a fill on another thread, until it
 * has grown so long that the writer has to wait for it. */
#define LOG_PAGES 1024
#define MOST_LOG_PAGES (4 * LOG_PAGES)
/* How many records ahead one is fetched from memory, and its id looked for. */
#define FETCH_AHEAD 16
#define EXPECT_AHEAD 8
#define CACHE_LINE 64
/* As far as the fields of most classes reach. */
#define FETCHED_BYTES (offsetof (WuseRecord, values) + 10 * sizeof (WuseValue))

struct _WuseStoreWriter
{
  sqlite3 *db;
  WuseSqlCache *cache;
  WuseInitials *initials;
  WuseBareFill *bare;
  WuseCheckpointer *checkpointer; /* from the first time that it is needed */
  int n_asked;                    /* how long the log was when it was last asked */
  WuseOutbox *outbox;
  WuseTouchLog *touched;
  WuseStoreState state;
  guint n_sent; /* edits that wait for the feed */
};

static const char writing_cache[] = "PRAGMA cache_size = -16384";
static const char sorting_cache[] = "PRAGMA cache_size = -4096";
static const char begin[] = "BEGIN IMMEDIATE";
static const char commit[] = "COMMIT";
static const char rollback[] = "ROLLBACK";
static const char get_state[] = "SELECT feed, seq, filling, doubt FROM state WHERE one = 1";
static const char put_seq[] = "UPDATE state SET seq = ?1 WHERE one = 1";
static const char put_filled[] = "UPDATE state SET filling = 0 WHERE one = 1";
static const char put_district[] = "UPDATE state SET feed = ?1, district = ?2 WHERE one = 1";
static const char put_receipt[] =
    "INSERT INTO receipt (type, newest_at, received_at) VALUES (?1, ?2, ?3) ON CONFLICT (type) DO UPDATE SET "
    "newest_at = max (newest_at, excluded.newest_at), received_at = excluded.received_at";
static const char put_trust[] = "UPDATE state SET doubt = 0 WHERE one = 1";
static const char put_setting[] = "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)";
static const char remove_setting[] = "DELETE FROM setting WHERE key = ?1";
static const char put_view[] = "INSERT OR REPLACE INTO named_view (kind, name, value, changed_at) VALUES (?1, ?2, ?3, ?4)";
static const char rename_view[] = "UPDATE OR REPLACE named_view SET name = ?3 WHERE kind = ?1 AND name = ?2";
static const char remove_view[] = "DELETE FROM named_view WHERE kind = ?1 AND name = ?2";
static const char flush_always[] = "PRAGMA synchronous = FULL";
static const char flush_sometimes[] = "PRAGMA synchronous = NORMAL";

static gboolean
run (WuseStoreWriter *self, const char *sql, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);

  return statement != NULL && wuse_sql_finish (statement, error);
}

static gboolean
read_state (WuseStoreWriter *self, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, get_state, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW)
    {
      g_free (self->state.feed);
      self->state.feed = g_strdup (wuse_sql_get_text (statement, 0));
      self->state.seq = MAX (0, sqlite3_column_int64 (statement, 1));
      self->state.is_filling = sqlite3_column_int (statement, 2) != 0;
      self->state.in_doubt = sqlite3_column_int (statement, 3) != 0;
    }
  else if (step == WUSE_SQL_DONE)
    g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the cache has lost its cursor");
  sqlite3_reset (statement);

  return step == WUSE_SQL_ROW;
}

/* Ends a transaction by how it went; the state is what the file says, whatever happened. */
static gboolean
end_transaction (WuseStoreWriter *self, gboolean is_done, GError **error)
{
  if (is_done)
    wuse_touch_log_announce (self->touched);
  if (is_done && run (self, commit, error))
    {
      wuse_touch_log_commit (self->touched);
      return read_state (self, error);
    }

  wuse_touch_log_roll_back (self->touched);
  if (!sqlite3_get_autocommit (self->db))
    run (self, rollback, NULL);
  wuse_bare_fill_forget (self->bare);
  read_state (self, NULL);

  return FALSE;
}

/* The cursor is read again: it is the file's that counts. */
static gboolean
begin_transaction (WuseStoreWriter *self, GError **error)
{
  wuse_touch_log_watch (self->touched, self->db, !self->state.is_filling);
  return run (self, begin, error) && (read_state (self, error) || end_transaction (self, FALSE, NULL));
}

/* In place of SQLite's own, which writes back in the transaction that makes the log too long, and waits for the disk. */
static int
wrote_log_cb (gpointer data, sqlite3 *db, const char *name, int n_pages)
{
  WuseStoreWriter *self = data;

  if (n_pages < self->n_asked)
    self->n_asked = 0;
  if (n_pages < LOG_PAGES)
    return SQLITE_OK;

  if (!self->state.is_filling || n_pages >= MOST_LOG_PAGES)
    sqlite3_wal_checkpoint_v2 (db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  else if (n_pages - self->n_asked >= LOG_PAGES)
    {
      if (self->checkpointer == NULL)
        self->checkpointer = wuse_checkpointer_new (sqlite3_db_filename (db, "main"));
      wuse_checkpointer_ask (self->checkpointer);
      self->n_asked = n_pages;
    }

  return SQLITE_OK;
}

WuseStoreWriter *
wuse_store_writer_new (sqlite3 *db, WuseTouchLog *touched, GError **error)
{
  g_autoptr (WuseStoreWriter) self = g_new0 (WuseStoreWriter, 1);

  self->db = db;
  self->cache = wuse_sql_cache_new (db);
  self->initials = wuse_initials_new ();
  self->bare = wuse_bare_fill_new (db, self->cache);
  self->outbox = wuse_outbox_new (db, self->cache);
  self->touched = touched;
  wuse_touch_log_forget (touched);
  sqlite3_wal_hook (db, wrote_log_cb, self);
  if (!wuse_sql_run (db, writing_cache, error) || !read_state (self, error)
      || !wuse_outbox_count (self->outbox, &self->state.outbox, &self->n_sent, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
wuse_store_writer_free (WuseStoreWriter *self)
{
  if (self == NULL)
    return;

  wuse_checkpointer_free (self->checkpointer);
  wuse_bare_fill_free (self->bare);
  wuse_outbox_free (self->outbox);
  wuse_initials_free (self->initials);
  wuse_sql_cache_free (self->cache);
  wuse_sql_close (self->db);
  g_free (self->state.feed);
  g_free (self);
}

const WuseStoreState *
wuse_store_writer_get_state (WuseStoreWriter *self)
{
  return &self->state;
}

static gboolean
bind_and_finish (WuseStatement *statement, const WuseRecord *record, GError **error)
{
  wuse_table_bind (statement, record);

  return wuse_sql_finish (statement, error);
}

static gboolean
run_remove (WuseStoreWriter *self, const WuseTable *table, const WuseRecord *record, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, table->remove, error);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, record->id, (gssize) record->id_length);
  sqlite3_bind_int64 (statement, 2, record->version);

  return wuse_sql_finish (statement, error);
}

/* A record that nothing but its table knows. */
static gboolean
apply_plain (WuseStoreWriter *self, const WuseTable *table, const WuseRecord *record, GError **error)
{
  gboolean is_bare;
  WuseStatement *statement;

  if (table->has_bare_fill && !wuse_bare_fill_admit (self->bare, record, &is_bare, error))
    return FALSE;
  if (record->op == WUSE_RECORD_DELETE)
    return (table->has_bare_fill && is_bare) || run_remove (self, table, record, error);

  statement = wuse_sql_cache_get (self->cache, table->has_bare_fill && is_bare ? table->insert : table->upsert, error);
  return statement != NULL && bind_and_finish (statement, record, error);
}

static gboolean
add_activity (WuseStoreWriter *self, sqlite3_stmt *before, const WuseRecord *record, WuseStoreChange *change, GError **error)
{
  g_autoptr (WuseActivity) activity = NULL;

  if (self->state.is_filling || !wuse_store_watch_has (record->type))
    return TRUE;
  activity = wuse_store_watch (before, record);
  if (activity == NULL)
    return TRUE;
  change->has_activity = TRUE;

  return wuse_store_watch_add (self->cache, activity, error);
}

static gboolean
write_known (WuseStoreWriter *self, const WuseTable *table, const WuseRecord *record, gint64 key, gboolean is_new, GError **error)
{
  WuseStatement *statement;

  if (record->op == WUSE_RECORD_DELETE)
    return run_remove (self, table, record, error)
           && (!wuse_directory_has (record->type) || wuse_directory_remove (self->cache, record->type, key, error));

  statement = wuse_sql_cache_get (self->cache, table->upsert, error);
  if (statement == NULL || !bind_and_finish (statement, record, error))
    return FALSE;
  if (is_new)
    key = sqlite3_last_insert_rowid (self->db);

  return !wuse_directory_has (record->type) || wuse_directory_put (self->cache, self->initials, record, key, is_new, error);
}

/* A record that the directory or the activity list knows too: what was there before is looked up first. */
static gboolean
apply_known (WuseStoreWriter *self, const WuseTable *table, const WuseRecord *record, WuseStoreChange *change, GError **error)
{
  WuseStatement *lookup = wuse_sql_cache_get (self->cache, table->lookup, error);
  gboolean is_there, is_done = TRUE;
  gint64 key = 0, version = 0;
  WuseSqlStep step;

  if (lookup == NULL)
    return FALSE;
  wuse_sql_bind_text (lookup, 1, record->id, (gssize) record->id_length);
  step = wuse_sql_step (lookup, error);
  if (step == WUSE_SQL_FAILED)
    return FALSE;
  is_there = step == WUSE_SQL_ROW;
  if (is_there)
    {
      key = sqlite3_column_int64 (lookup, 0);
      version = sqlite3_column_int64 (lookup, 1);
    }

  if (record->op == WUSE_RECORD_DELETE ? is_there && record->version >= version : record->version > version)
    {
      is_done = add_activity (self, is_there ? lookup : NULL, record, change, error);
      sqlite3_reset (lookup);
      is_done = is_done && write_known (self, table, record, key, !is_there, error);
    }
  sqlite3_reset (lookup);

  return is_done;
}

static gboolean
apply_record (WuseStoreWriter *self, const WuseRecord *record, WuseStoreChange *change, GError **error)
{
  const WuseTable *table = wuse_table (record->type);

  change->types |= 1u << record->type;

  return table->lookup != NULL ? apply_known (self, table, record, change, error) : apply_plain (self, table, record, error);
}

static gboolean
put_receipts (WuseStoreWriter *self, const WuseTime newest[WUSE_N_RECORD_TYPES], GError **error)
{
  WuseTime now = wuse_time_now ();

  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      WuseStatement *statement;

      if (newest[i] == WUSE_TIME_NONE)
        continue;
      statement = wuse_sql_cache_get (self->cache, put_receipt, error);
      if (statement == NULL)
        return FALSE;
      wuse_sql_bind_text (statement, 1, wuse_record_class (i)->name, -1);
      sqlite3_bind_int64 (statement, 2, newest[i]);
      sqlite3_bind_int64 (statement, 3, now);
      if (!wuse_sql_finish (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
move_cursor (WuseStoreWriter *self, gint64 seq, GError **error)
{
  WuseStatement *statement;

  if (seq <= self->state.seq)
    return TRUE;
  statement = wuse_sql_cache_get (self->cache, put_seq, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);

  return wuse_sql_finish (statement, error);
}

static int
compare_seq (gconstpointer a, gconstpointer b, gpointer batch)
{
  gint64 first = wuse_record_batch_get (batch, *(const guint *) a)->seq;
  gint64 second = wuse_record_batch_get (batch, *(const guint *) b)->seq;

  return first < second ? -1 : first > second;
}

/* The records' order by `seq`, %NULL when they are in it already, as they nearly always are. */
static guint *
sort_batch (WuseRecordBatch *batch)
{
  guint length = wuse_record_batch_get_length (batch), *order;
  gboolean is_sorted = TRUE;

  for (guint i = 1; i < length && is_sorted; i++)
    is_sorted = wuse_record_batch_get (batch, i - 1)->seq <= wuse_record_batch_get (batch, i)->seq;
  if (is_sorted)
    return NULL;

  order = g_new (guint, length);
  for (guint i = 0; i < length; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) length, sizeof *order, compare_seq, batch);

  return order;
}

/* The records were written on another thread: without this, more time is spent waiting for memory than on inserting. */
static void
look_ahead (WuseStoreWriter *self, WuseRecordBatch *batch, guint i)
{
  guint length = wuse_record_batch_get_length (batch);

  if (i + EXPECT_AHEAD < length)
    wuse_bare_fill_expect (self->bare, wuse_record_batch_get (batch, i + EXPECT_AHEAD));
  if (i + FETCH_AHEAD < length)
    for (gsize offset = 0; offset < FETCHED_BYTES; offset += CACHE_LINE)
      __builtin_prefetch ((const char *) wuse_record_batch_get (batch, i + FETCH_AHEAD) + offset);
}

static gboolean
apply_records (WuseStoreWriter *self, WuseRecordBatch *batch, WuseStoreChange *change, GError **error)
{
  g_autofree guint *order = sort_batch (batch);
  guint length = wuse_record_batch_get_length (batch);
  WuseTime newest[WUSE_N_RECORD_TYPES];

  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    newest[i] = WUSE_TIME_NONE;

  for (guint i = 0; i < length; i++)
    {
      const WuseRecord *record = wuse_record_batch_get (batch, order != NULL ? order[i] : i);

      look_ahead (self, batch, i);
      if (record->seq <= self->state.seq)
        continue;
      if (!apply_record (self, record, change, error)
          || (self->n_sent > 0 && wuse_table (record->type)->overlay != NULL
              && !wuse_overlay_settle (self->cache, record, &change->has_outbox, error)))
        return FALSE;
      newest[record->type] = MAX (newest[record->type], record->at);
    }

  return put_receipts (self, newest, error) && (!change->has_activity || wuse_store_watch_trim (self->cache, error))
         && move_cursor (self, wuse_record_batch_get_last_seq (batch), error);
}

gboolean
wuse_store_writer_apply (WuseStoreWriter *self, WuseRecordBatch *batch, WuseStoreChange *change, GError **error)
{
  *change = (WuseStoreChange){ 0 };
  if (!begin_transaction (self, error))
    return FALSE;

  return end_transaction (self, apply_records (self, batch, change, error), error)
         && (!change->has_outbox || wuse_outbox_count (self->outbox, &self->state.outbox, &self->n_sent, error));
}

static gboolean
store_district (WuseStoreWriter *self, const WuseDistrict *district, GError **error)
{
  g_autoptr (JsonNode) node = wuse_district_to_json (district);
  g_autofree char *text = json_to_string (node, FALSE);
  WuseStatement *statement = wuse_sql_cache_get (self->cache, put_district, error);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, district->feed, -1);
  wuse_sql_bind_text (statement, 2, text, -1);

  return wuse_sql_finish (statement, error);
}

gboolean
wuse_store_writer_begin_feed (WuseStoreWriter *self, const WuseDistrict *district, gboolean *was_reset, GError **error)
{
  gboolean is_done;

  if (!begin_transaction (self, error))
    return FALSE;
  *was_reset = (self->state.feed != NULL || self->state.seq > 0) && g_strcmp0 (self->state.feed, district->feed) != 0;
  if (*was_reset)
    wuse_bare_fill_forget (self->bare);
  if (*was_reset || self->state.is_filling)
    wuse_initials_prepare (self->initials);
  is_done = (!*was_reset || wuse_store_schema_reset (self->db, error)) && store_district (self, district, error)
            && (self->n_sent == 0 || wuse_overlay_begin_feed (self->cache, error));
  if (*was_reset)
    wuse_touch_log_forget (self->touched);
  is_done = end_transaction (self, is_done, error);
  if (*was_reset)
    wuse_touch_log_forget (self->touched);

  return is_done && wuse_outbox_count (self->outbox, &self->state.outbox, &self->n_sent, error);
}

gboolean
wuse_store_writer_drop_feed (WuseStoreWriter *self, GError **error)
{
  gboolean is_done;

  if (!begin_transaction (self, error))
    return FALSE;
  wuse_bare_fill_forget (self->bare);
  wuse_touch_log_forget (self->touched);

  is_done = end_transaction (self, wuse_store_schema_reset (self->db, error), error);
  wuse_touch_log_forget (self->touched);

  return is_done && wuse_outbox_count (self->outbox, &self->state.outbox, &self->n_sent, error);
}

/* SQLite sorts as much at once as its page cache may hold. What fits into the processor's caches is sorted faster, and takes
 * less memory; a second thread sorts while the table is read. */
static gboolean
make_indexes (WuseStoreWriter *self, GError **error)
{
  gboolean is_done = wuse_sql_run (self->db, sorting_cache, error);

  wuse_bare_fill_forget (self->bare);
  sqlite3_limit (self->db, SQLITE_LIMIT_WORKER_THREADS, 1);
  is_done = is_done && wuse_store_schema_index (self->db, error);
  sqlite3_limit (self->db, SQLITE_LIMIT_WORKER_THREADS, 0);

  return is_done && run (self, put_filled, error);
}

static int
look_at_cancellable_cb (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

gboolean
wuse_store_writer_end_feed (WuseStoreWriter *self, gint64 seq, GCancellable *cancellable, WuseStoreChange *change, GError **error)
{
  gboolean was_filling = self->state.is_filling, is_done;

  if (!was_filling && seq <= self->state.seq && self->n_sent == 0)
    return TRUE;
  if (!begin_transaction (self, error))
    return FALSE;

  sqlite3_progress_handler (self->db, STEPS_PER_LOOK, cancellable != NULL ? look_at_cancellable_cb : NULL, cancellable);
  is_done = move_cursor (self, seq, error) && (self->n_sent == 0 || wuse_overlay_end_feed (self->cache, &change->types, error))
            && (!self->state.is_filling || make_indexes (self, error));
  sqlite3_progress_handler (self->db, 0, NULL, NULL);
  is_done = end_transaction (self, is_done, error) && wuse_outbox_count (self->outbox, &self->state.outbox, &self->n_sent, error);

  if (was_filling)
    {
      wuse_sql_run (self->db, writing_cache, NULL);
      wuse_initials_trim (self->initials);
      sqlite3_db_release_memory (self->db);
    }

  return is_done;
}

gboolean
wuse_store_writer_add_activity (WuseStoreWriter *self, GPtrArray *activities, GError **error)
{
  gboolean is_done = TRUE;

  if (!begin_transaction (self, error))
    return FALSE;
  for (guint i = 0; i < activities->len && is_done; i++)
    is_done = wuse_store_watch_add (self->cache, g_ptr_array_index (activities, i), error);

  return end_transaction (self, is_done && wuse_store_watch_trim (self->cache, error), error);
}

gboolean
wuse_store_writer_set_setting (WuseStoreWriter *self, const char *key, const char *value, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, value != NULL ? put_setting : remove_setting, error);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, key, -1);
  if (value != NULL)
    wuse_sql_bind_text (statement, 2, value, -1);

  return wuse_sql_finish (statement, error);
}

gboolean
wuse_store_writer_dispel_doubt (WuseStoreWriter *self, GError **error)
{
  return begin_transaction (self, error) && end_transaction (self, run (self, put_trust, error), error);
}

gboolean
wuse_store_writer_use_outbox (WuseStoreWriter *self, WuseOutboxFunc func, gpointer data, WuseStoreChange *change, GError **error)
{
  gboolean is_done;

  *change = (WuseStoreChange){ .has_outbox = TRUE };
  if (!wuse_sql_run (self->db, flush_always, error))
    return FALSE;
  is_done = begin_transaction (self, error) && end_transaction (self, func (self->outbox, data, &change->types, error), error);
  wuse_sql_run (self->db, flush_sometimes, NULL);

  return is_done && wuse_outbox_count (self->outbox, &self->state.outbox, &self->n_sent, error);
}

gboolean
wuse_store_writer_put_view (WuseStoreWriter *self, const char *kind, const char *name, const char *value, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, value != NULL ? put_view : remove_view, error);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, kind, -1);
  wuse_sql_bind_text (statement, 2, name, -1);
  if (value != NULL)
    {
      wuse_sql_bind_text (statement, 3, value, -1);
      sqlite3_bind_int64 (statement, 4, wuse_time_now ());
    }

  return wuse_sql_finish (statement, error);
}

gboolean
wuse_store_writer_rename_view (WuseStoreWriter *self, const char *kind, const char *name, const char *new_name, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, rename_view, error);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, kind, -1);
  wuse_sql_bind_text (statement, 2, name, -1);
  wuse_sql_bind_text (statement, 3, new_name, -1);

  return wuse_sql_finish (statement, error);
}
