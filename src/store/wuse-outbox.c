/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox as a table. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-outbox.h"

#include <string.h>

/* Edits that are over and done with are kept for undoing, so many. */
#define DONE_KEPT "20000"

struct _WuseOutbox
{
  sqlite3 *db;
  WuseSqlCache *cache;
  WuseRecordBatch *batch;
  GByteArray *scratch;
};

/* What one gesture has in common. */
typedef struct
{
  const char *author;
  WuseTime now;
  gint64 gesture;
  guint *types;
} Gesture;

/* `stage < 4`: not accepted; `stage < 6`: shown. See WuseOutboxStage. */
#define OF_RECORD " WHERE record = ?1 AND type = ?2"

static const char count_stages[] = "SELECT stage, count (*) FROM outbox WHERE stage < 6 GROUP BY stage";
static const char insert_row[] =
    "INSERT INTO outbox (key, op, type, record, base, data, before, reason, author, made_at, gesture, stage, attempts) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, 0)";
static const char begin_gesture[] = "UPDATE outbox SET gesture = number WHERE number = ?1";
static const char get_open_version[] = "SELECT iif (stage < 4, base, iif (op = 'delete', 0, sent_version)) FROM outbox" OF_RECORD
                                       " AND stage < 6 ORDER BY number DESC LIMIT 1";
static const char get_sent_version[] = "SELECT iif (op = 'delete', 0, sent_version) FROM outbox" OF_RECORD
                                       " AND sent_version IS NOT NULL ORDER BY number DESC LIMIT 1";
static const char drop_refused[] = "UPDATE outbox SET stage = 7" OF_RECORD " AND stage = 3";
static const char drop_unsent[] = "UPDATE outbox SET stage = 7" OF_RECORD " AND stage < 4 AND number <> ?3";
static const char merge_unsent[] = "UPDATE outbox SET stage = 6" OF_RECORD " AND stage = 0 AND attempts = 0 AND number < ?3";
static const char rebase_unsent[] = "UPDATE outbox SET base = ?3" OF_RECORD " AND stage < 4 AND number > ?4";
static const char get_gesture[] = "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox WHERE gesture = ?1 ORDER BY number DESC";
static const char remove_row[] = "DELETE FROM outbox WHERE number = ?1";
static const char get_row[] = "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox WHERE number = ?1";
static const char get_last_unsent[] =
    "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox" OF_RECORD " AND stage < 4 ORDER BY number DESC LIMIT 1";
static const char get_next[] =
    "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox AS o WHERE stage IN (0, 1) AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE "
    "e.record = o.record AND e.type = o.type AND e.number < o.number AND e.stage < 4) ORDER BY number LIMIT 1";
static const char set_sending[] = "UPDATE outbox SET stage = 1, attempts = attempts + 1, base = ?2 WHERE number = ?1";
static const char set_sent[] =
    "UPDATE outbox SET stage = 4, sent_version = ?2, problem = NULL, theirs = NULL, their_version = NULL WHERE number = ?1";
static const char set_done[] = "UPDATE outbox SET stage = 6 WHERE number = ?1";
static const char set_conflict[] = "UPDATE outbox SET stage = 2, theirs = ?2, their_version = ?3 WHERE number = ?1";
static const char set_problem[] = "UPDATE outbox SET stage = ?2, problem = ?3 WHERE number = ?1";
static const char set_again[] =
    "UPDATE outbox SET stage = 0, attempts = 0, key = ?2, base = ?3, before = ifnull (?4, before), problem = NULL, "
    "theirs = NULL, their_version = NULL WHERE number = ?1";
static const char trim_done[] =
    "DELETE FROM outbox WHERE stage IN (6, 7) AND number <= (SELECT max (number) FROM outbox) - " DONE_KEPT;

WuseOutbox *
wuse_outbox_new (sqlite3 *db, WuseSqlCache *cache)
{
  WuseOutbox *self = g_new0 (WuseOutbox, 1);

  self->db = db;
  self->cache = cache;
  self->batch = wuse_record_batch_new ();
  self->scratch = g_byte_array_new ();

  return self;
}

void
wuse_outbox_free (WuseOutbox *self)
{
  if (self == NULL)
    return;

  wuse_record_batch_free (self->batch);
  g_byte_array_unref (self->scratch);
  g_free (self);
}

gboolean
wuse_outbox_count (WuseOutbox *self, WuseOutboxCounts *counts, guint *n_sent, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, count_stages, error);
  WuseSqlStep step = WUSE_SQL_FAILED;
  guint numbers[WUSE_STAGE_DONE] = { 0 };

  while (statement != NULL && (step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      int stage = sqlite3_column_int (statement, 0);

      if (stage >= 0 && stage < WUSE_STAGE_DONE)
        numbers[stage] = (guint) sqlite3_column_int (statement, 1);
    }
  if (statement != NULL)
    sqlite3_reset (statement);

  *counts = (WuseOutboxCounts){ numbers[WUSE_STAGE_WAITING], numbers[WUSE_STAGE_SENDING], numbers[WUSE_STAGE_CONFLICT],
                                numbers[WUSE_STAGE_REFUSED] };
  *n_sent = numbers[WUSE_STAGE_SENT] + numbers[WUSE_STAGE_DUE];

  return step == WUSE_SQL_DONE;
}

/* Runs an update of one record's rows: ?1 its id, ?2 its type, ?3 and ?4 numbers. */
static gboolean
update_record (
    WuseOutbox *self, const char *sql, WuseRecordType type, const char *id, gint64 third, gint64 fourth, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);
  wuse_sql_bind_text (statement, 2, wuse_record_class (type)->name, -1);
  sqlite3_bind_int64 (statement, 3, third);
  sqlite3_bind_int64 (statement, 4, fourth);

  return wuse_sql_finish (statement, error);
}

/* Runs an update of one row: ?1 its number, ?2 another number. */
static gboolean
update_row (WuseOutbox *self, const char *sql, gint64 number, gint64 second, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, second);

  return wuse_sql_finish (statement, error);
}

static gboolean
refresh (WuseOutbox *self, WuseRecordType type, const char *id, guint *types, GError **error)
{
  *types |= 1u << type;

  return wuse_overlay_refresh (self->cache, type, id, error);
}

/* Asks for a version of record ?1 of type ?2. Returns FALSE without @error where there is none. */
static gboolean
ask_version (WuseOutbox *self, const char *sql, WuseRecordType type, const char *id, gint64 *version, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);
  gboolean is_there;

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);
  wuse_sql_bind_text (statement, 2, wuse_record_class (type)->name, -1);
  is_there = wuse_sql_step (statement, error) == WUSE_SQL_ROW;
  if (is_there)
    *version = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return is_there;
}

static gboolean
get_synced_version (WuseOutbox *self, WuseRecordType type, const char *id, gint64 *version, GError **error)
{
  GError *cause = NULL;

  *version = 0;
  if (ask_version (self, wuse_table (type)->overlay->get_version, type, id, version, &cause) || cause == NULL)
    return TRUE;

  g_propagate_error (error, cause);
  return FALSE;
}

/* The version that is edited when what is shown is edited. Behind an edit that is not sent yet it is that one's, and follows
 * it when it is sent. What is taken back (@is_undo) was made of the version that the last edit sent came to: if somebody
 * else has changed the record since, that is a conflict. */
static gboolean
find_base (WuseOutbox *self, WuseRecordType type, const char *id, gboolean is_undo, gint64 *base, GError **error)
{
  GError *cause = NULL;

  if (ask_version (self, get_open_version, type, id, base, &cause)
      || (cause == NULL && is_undo && ask_version (self, get_sent_version, type, id, base, &cause)))
    return TRUE;
  if (cause == NULL)
    return get_synced_version (self, type, id, base, error);

  g_propagate_error (error, cause);
  return FALSE;
}

static gboolean
insert (WuseOutbox *self,
        Gesture *gesture,
        const WuseEdit *edit,
        const char *data,
        const char *before,
        gboolean is_undo,
        GError **error)
{
  g_autofree char *key = g_uuid_string_random ();
  WuseStatement *statement;
  gint64 base = 0, number;

  if (!find_base (self, edit->type, edit->id, is_undo, &base, error)
      || !update_record (self, drop_refused, edit->type, edit->id, 0, 0, error))
    return FALSE;
  statement = wuse_sql_cache_get (self->cache, insert_row, error);
  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, key, -1);
  wuse_sql_bind_text (statement, 2, edit->op == WUSE_RECORD_PUT ? "put" : "delete", -1);
  wuse_sql_bind_text (statement, 3, wuse_record_class (edit->type)->name, -1);
  wuse_sql_bind_text (statement, 4, edit->id, -1);
  sqlite3_bind_int64 (statement, 5, base);
  wuse_sql_bind_text (statement, 6, data, -1);
  wuse_sql_bind_text (statement, 7, before, -1);
  wuse_sql_bind_text (statement, 8, edit->reason, -1);
  wuse_sql_bind_text (statement, 9, gesture->author, -1);
  sqlite3_bind_int64 (statement, 10, gesture->now);
  sqlite3_bind_int64 (statement, 11, gesture->gesture);
  if (!wuse_sql_finish (statement, error))
    return FALSE;

  number = sqlite3_last_insert_rowid (self->db);
  if (gesture->gesture == 0)
    {
      gesture->gesture = number;
      if (!update_row (self, begin_gesture, number, 0, error))
        return FALSE;
    }

  return refresh (self, edit->type, edit->id, gesture->types, error);
}

static gboolean
check_edit (const WuseEdit *edit, GError **error)
{
  glong length = edit->reason != NULL && g_utf8_validate (edit->reason, -1, NULL) ? g_utf8_strlen (edit->reason, -1) : 0;
  gboolean is_good = edit->type < WUSE_N_RECORD_TYPES && wuse_table (edit->type)->overlay != NULL && edit->id != NULL
                     && (edit->op == WUSE_RECORD_DELETE || edit->data != NULL) && length >= 1 && length <= WUSE_EDIT_MAX_REASON;

  if (!is_good)
    g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_INVALID, "an edit without type, id, data or reason");

  return is_good;
}

static gboolean
add_one (WuseOutbox *self, Gesture *gesture, const WuseEdit *edit, gboolean is_undo, GError **error)
{
  g_autofree char *before = NULL;
  g_autoptr (GString) data = NULL;

  if (!check_edit (edit, error))
    return FALSE;
  if (edit->op == WUSE_RECORD_PUT)
    {
      const WuseRecord *record = wuse_overlay_parse (self->batch, edit->type, edit->id, edit->data, error);

      if (record == NULL)
        return FALSE;
      data = g_string_new (NULL);
      wuse_record_append_data (record, data);
    }
  if (!wuse_outbox_read_shown (self->cache, edit->type, edit->id, NULL, self->scratch, &before, error))
    return FALSE;
  if (g_strcmp0 (data != NULL ? data->str : NULL, before) == 0)
    return TRUE;

  return insert (self, gesture, edit, data != NULL ? data->str : NULL, before, is_undo, error);
}

gboolean
wuse_outbox_add (WuseOutbox *self, GPtrArray *edits, const char *author, gint64 *gesture, guint *types, GError **error)
{
  Gesture common = { author, wuse_time_now (), 0, types };

  for (guint i = 0; i < edits->len; i++)
    if (!add_one (self, &common, g_ptr_array_index (edits, i), FALSE, error))
      return FALSE;
  *gesture = common.gesture;

  return TRUE;
}

static gboolean
read_rows (WuseOutbox *self, const char *sql, gint64 first, GPtrArray **rows, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_outbox_row_free);
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first);
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      WuseOutboxRow *row = wuse_outbox_read_row (statement);

      if (row != NULL)
        g_ptr_array_add (found, row);
    }
  sqlite3_reset (statement);
  *rows = g_steal_pointer (&found);

  return step == WUSE_SQL_DONE;
}

static gboolean
undo_one (WuseOutbox *self, Gesture *gesture, const WuseOutboxRow *row, const char *reason, GError **error)
{
  gboolean is_unsent = row->state == WUSE_EDIT_CONFLICT || row->state == WUSE_EDIT_REFUSED
                       || (row->state == WUSE_EDIT_WAITING && row->attempts == 0);
  WuseEdit inverse = {
    .op = row->before != NULL ? WUSE_RECORD_PUT : WUSE_RECORD_DELETE,
    .type = row->type,
    .id = row->id,
    .data = row->before,
    .reason = (char *) reason,
  };

  if (row->state == WUSE_EDIT_DROPPED)
    return TRUE;
  if (is_unsent)
    return update_row (self, remove_row, row->number, 0, error) && refresh (self, row->type, row->id, gesture->types, error);

  return add_one (self, gesture, &inverse, TRUE, error);
}

gboolean
wuse_outbox_undo (WuseOutbox *self, gint64 *gesture, const char *reason, const char *author, guint *types, GError **error)
{
  Gesture common = { author, wuse_time_now (), 0, types };
  g_autoptr (GPtrArray) rows = NULL;

  if (!read_rows (self, get_gesture, *gesture, &rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!undo_one (self, &common, g_ptr_array_index (rows, i), reason, error))
      return FALSE;
  *gesture = common.gesture;

  return TRUE;
}

static gboolean
read_one (WuseOutbox *self, const char *sql, gint64 first, WuseOutboxRow **row, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  *row = NULL;
  if (!read_rows (self, sql, first, &rows, error))
    return FALSE;
  if (rows->len > 0)
    *row = g_ptr_array_steal_index (rows, 0);

  return TRUE;
}

static gboolean
read_last_unsent (WuseOutbox *self, const WuseOutboxRow *of, WuseOutboxRow **row, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, get_last_unsent, error);
  WuseSqlStep step;

  *row = NULL;
  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, of->id, -1);
  wuse_sql_bind_text (statement, 2, wuse_record_class (of->type)->name, -1);
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW)
    *row = wuse_outbox_read_row (statement);
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

/* Makes one edit of all that were made of one record and never sent: the last, of the version that the first was made of. If
 * together they change nothing, @row becomes NULL. */
static gboolean
merge (WuseOutbox *self, WuseOutboxRow **row, guint *types, GError **error)
{
  g_autoptr (WuseOutboxRow) first = g_steal_pointer (row);
  g_autoptr (WuseOutboxRow) last = NULL;

  if (!read_last_unsent (self, first, &last, error))
    return FALSE;
  if (last == NULL || last->number == first->number)
    {
      *row = g_steal_pointer (&first);
      return TRUE;
    }

  last->base = first->base;
  if (!update_record (self, merge_unsent, last->type, last->id, last->number, 0, error))
    return FALSE;
  if (g_strcmp0 (first->before, last->data) != 0)
    {
      *row = g_steal_pointer (&last);
      return TRUE;
    }

  return update_row (self, set_done, last->number, 0, error) && refresh (self, last->type, last->id, types, error);
}

gboolean
wuse_outbox_take_next (WuseOutbox *self, WuseOutboxRow **row, guint *types, GError **error)
{
  g_autoptr (WuseOutboxRow) next = NULL;

  *row = NULL;
  do
    {
      g_clear_pointer (&next, wuse_outbox_row_free);
      if (!read_one (self, get_next, 0, &next, error))
        return FALSE;
      if (next == NULL)
        return TRUE;
      if (next->attempts == 0 && !merge (self, &next, types, error))
        return FALSE;
    }
  while (next == NULL);

  if (!update_row (self, set_sending, next->number, next->base, error))
    return FALSE;
  next->state = WUSE_EDIT_SENDING;
  next->attempts++;
  *row = g_steal_pointer (&next);

  return TRUE;
}

/* Whether the feed had brought it before the answer came. */
static gboolean
is_brought (WuseOutbox *self, const WuseOutboxRow *row, gint64 version, gboolean *is_there, GError **error)
{
  gint64 synced;

  if (!get_synced_version (self, row->type, row->id, &synced, error))
    return FALSE;
  *is_there = row->op == WUSE_RECORD_DELETE ? synced == 0 || synced > version : synced >= version;

  return TRUE;
}

static gboolean
trim (WuseOutbox *self, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, trim_done, error);

  return statement != NULL && wuse_sql_finish (statement, error);
}

gboolean
wuse_outbox_mark_sent (WuseOutbox *self, gint64 number, gint64 version, guint *types, GError **error)
{
  g_autoptr (WuseOutboxRow) row = NULL;
  gboolean is_there;

  if (!read_one (self, get_row, number, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;

  return update_row (self, set_sent, number, version, error)
         && update_record (self, rebase_unsent, row->type, row->id, row->op == WUSE_RECORD_DELETE ? 0 : version, number, error)
         && is_brought (self, row, version, &is_there, error) && (!is_there || update_row (self, set_done, number, 0, error))
         && refresh (self, row->type, row->id, types, error) && trim (self, error);
}

gboolean
wuse_outbox_mark_conflict (WuseOutbox *self, gint64 number, const char *theirs, gint64 version, guint *types, GError **error)
{
  g_autoptr (WuseOutboxRow) row = NULL;
  g_autoptr (GString) canonical = NULL;
  const WuseRecord *record;
  WuseStatement *statement;

  if (!read_one (self, get_row, number, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  record = theirs != NULL ? wuse_overlay_parse (self->batch, row->type, row->id, theirs, NULL) : NULL;
  if (record != NULL)
    {
      canonical = g_string_new (NULL);
      wuse_record_append_data (record, canonical);
    }
  if ((theirs == NULL || record != NULL) && g_strcmp0 (canonical != NULL ? canonical->str : NULL, row->data) == 0)
    return wuse_outbox_mark_sent (self, number, version, types, error);

  statement = wuse_sql_cache_get (self->cache, set_conflict, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  wuse_sql_bind_text (statement, 2, canonical != NULL ? canonical->str : NULL, -1);
  sqlite3_bind_int64 (statement, 3, version);
  *types |= 1u << row->type;

  return wuse_sql_finish (statement, error);
}

gboolean
wuse_outbox_mark_problem (WuseOutbox *self, gint64 number, WuseOutboxStage stage, const char *problem, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, set_problem, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_int (statement, 2, (int) stage);
  wuse_sql_bind_text (statement, 3, problem, -1);

  return wuse_sql_finish (statement, error);
}

/* The last edit of the record is sent anew, as made of the version that the server has. */
static gboolean
send_again (WuseOutbox *self, const WuseOutboxRow *row, GError **error)
{
  gboolean is_conflict = row->state == WUSE_EDIT_CONFLICT;
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (WuseOutboxRow) last = NULL;
  WuseStatement *statement;

  if (!read_last_unsent (self, row, &last, error) || last == NULL
      || !update_record (self, drop_unsent, row->type, row->id, last->number, 0, error))
    return FALSE;
  statement = wuse_sql_cache_get (self->cache, set_again, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, last->number);
  wuse_sql_bind_text (statement, 2, key, -1);
  sqlite3_bind_int64 (statement, 3, is_conflict ? row->their_version : row->base);
  wuse_sql_bind_text (statement, 4, is_conflict ? row->theirs : row->before, -1);

  return wuse_sql_finish (statement, error);
}

gboolean
wuse_outbox_resolve (WuseOutbox *self, gint64 number, gboolean keep_mine, guint *types, GError **error)
{
  g_autoptr (WuseOutboxRow) row = NULL;

  if (!read_one (self, get_row, number, &row, error))
    return FALSE;
  if (row == NULL || (row->state != WUSE_EDIT_CONFLICT && row->state != WUSE_EDIT_REFUSED))
    return TRUE;

  return (keep_mine ? send_again (self, row, error) : update_record (self, drop_unsent, row->type, row->id, 0, 0, error))
         && refresh (self, row->type, row->id, types, error);
}
