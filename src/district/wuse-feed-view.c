/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ordered, compacted feed of a district's records in its SQLite file: the reading side. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed-view.h"

#include "wuse-feed-private.h"

#include <string.h>

#include "wuse-record-batch.h"

typedef enum
{
  STATEMENT_SEQ,
  STATEMENT_LINES,
  STATEMENT_FIND,
  STATEMENT_LINE,
  STATEMENT_VERSIONS,
  STATEMENT_ITEMS,
  STATEMENT_ITEMS_IN_BOXES,
  N_STATEMENTS,
} Statement;

struct _WuseFeedView
{
  sqlite3 *database;
  sqlite3_stmt *statements[N_STATEMENTS];
};

#define ITEM_FILTER                                                                                                              \
  "type = ?1 AND id > ?2 AND gone = 0 AND (?3 IS NULL OR starts IS NULL OR (starts <= ?4 AND ends >= ?3)) ORDER BY id"

static const char *const statement_texts[N_STATEMENTS] = {
  [STATEMENT_SEQ] = "SELECT coalesce (max (seq), 0) FROM record",
  [STATEMENT_LINES] = "SELECT seq, line FROM record WHERE seq > ?1 AND seq <= ?2 ORDER BY seq",
  [STATEMENT_FIND] = "SELECT gone, line FROM record WHERE type = ?1 AND id = ?2",
  [STATEMENT_LINE] = "SELECT line FROM record WHERE seq = ?1",
  [STATEMENT_VERSIONS] = "SELECT version, who, reason, line FROM history WHERE type = ?1 AND id = ?2"
                         " UNION ALL"
                         " SELECT version, NULL, NULL, line FROM record WHERE type = ?1 AND id = ?2 AND NOT EXISTS"
                         " (SELECT 1 FROM history WHERE type = ?1 AND id = ?2 AND version = record.version)"
                         " ORDER BY version DESC",
  [STATEMENT_ITEMS] = "SELECT seq FROM record WHERE " ITEM_FILTER,
  [STATEMENT_ITEMS_IN_BOXES] = "SELECT seq FROM record WHERE seq IN ("
                               " SELECT seq FROM space WHERE west <= ?7 AND east >= ?5 AND south <= ?8 AND north >= ?6"
                               " UNION"
                               " SELECT seq FROM space WHERE west <= ?11 AND east >= ?9 AND south <= ?12 AND north >= ?10)"
                               " AND " ITEM_FILTER,
};

WuseFeedView *
wuse_feed_view_open (const char *path, GError **error)
{
  g_autoptr (WuseFeedView) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (WuseFeedView, 1);
  self->database = wuse_feed_database_open (path, FALSE, error);
  if (self->database == NULL)
    return NULL;
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      self->statements[i] = wuse_feed_database_prepare (self->database, statement_texts[i], error);
      if (self->statements[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
wuse_feed_view_free (WuseFeedView *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->database);
  g_free (self);
}

gboolean
wuse_feed_view_get_seq (WuseFeedView *self, gint64 *seq, GError **error)
{
  sqlite3_stmt *statement;
  gboolean read;

  g_return_val_if_fail (self != NULL && seq != NULL, FALSE);

  statement = self->statements[STATEMENT_SEQ];
  read = sqlite3_step (statement) == SQLITE_ROW;
  if (read)
    *seq = sqlite3_column_int64 (statement, 0);
  else
    wuse_feed_database_fail (self->database, "read the end of the feed", error);
  sqlite3_reset (statement);
  return read;
}

/* One moment's view over several statements. */
static gboolean
begin_snapshot (WuseFeedView *self, GError **error)
{
  return wuse_feed_database_run (self->database, "BEGIN", "look at the feed", error);
}

static void
end_snapshot (WuseFeedView *self)
{
  sqlite3_exec (self->database, "COMMIT", NULL, NULL, NULL);
}

gboolean
wuse_feed_view_get_state (WuseFeedView *self, WuseFeedState *state, GError **error)
{
  gboolean read;

  g_return_val_if_fail (self != NULL && state != NULL, FALSE);

  *state = (WuseFeedState){ 0 };
  if (!begin_snapshot (self, error))
    return FALSE;
  read = wuse_feed_database_read_meta (self->database, "feed", &state->feed, error)
         && wuse_feed_database_read_seq (self->database, &state->seq, error)
         && wuse_feed_database_read_digests (self->database, state->digests, error);
  end_snapshot (self);
  if (!read)
    wuse_feed_state_clear (state);
  return read;
}

typedef struct
{
  WuseFeedState *state;
  WuseRecordBatch *batch;
  GError *error;
} Computation;

static gboolean
add_to_digest (gint64 seq, const char *line, gsize length, gpointer user_data)
{
  Computation *computation = user_data;
  const WuseRecord *record;
  const char *data;
  gsize data_length;

  wuse_record_batch_clear (computation->batch);
  if (!wuse_record_batch_add_line (computation->batch, line, length, &computation->error))
    return FALSE;
  record = wuse_record_batch_get_length (computation->batch) == 1 ? wuse_record_batch_get (computation->batch, 0) : NULL;
  if (record == NULL || record->seq != seq)
    {
      g_set_error (&computation->error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT,
                   "The line at %" G_GINT64_FORMAT " is not what the feed says it is", seq);
      return FALSE;
    }

  data = wuse_feed_record_find_data (line, length, &data_length);
  if (data != NULL)
    {
      WuseDigest *digest = &computation->state->digests[record->type];

      wuse_digest_toggle (digest, record->type, record->id, record->id_length, record->version, data, data_length);
      digest->count++;
    }
  return TRUE;
}

gboolean
wuse_feed_view_compute_state (WuseFeedView *self, WuseFeedState *state, GError **error)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  Computation computation = { state, batch, NULL };
  gboolean read;

  g_return_val_if_fail (self != NULL && state != NULL, FALSE);

  *state = (WuseFeedState){ 0 };
  if (!begin_snapshot (self, error))
    return FALSE;
  read = wuse_feed_database_read_meta (self->database, "feed", &state->feed, error)
         && wuse_feed_database_read_seq (self->database, &state->seq, error)
         && wuse_feed_view_foreach_line (self, 0, G_MAXINT64, add_to_digest, &computation, error);
  end_snapshot (self);

  if (computation.error != NULL)
    {
      g_propagate_error (error, computation.error);
      read = FALSE;
    }
  if (!read)
    wuse_feed_state_clear (state);
  return read;
}

void
wuse_feed_state_clear (WuseFeedState *self)
{
  g_clear_pointer (&self->feed, g_free);
}

JsonNode *
wuse_feed_state_to_json (const WuseFeedState *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "feed");
  json_builder_add_string_value (builder, self->feed);
  json_builder_set_member_name (builder, "seq");
  json_builder_add_int_value (builder, self->seq);
  json_builder_set_member_name (builder, "types");
  json_builder_begin_object (builder);
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      g_autofree char *sum = wuse_digest_to_string (&self->digests[i]);

      json_builder_set_member_name (builder, wuse_record_class (i)->name);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "count");
      json_builder_add_int_value (builder, (gint64) self->digests[i].count);
      json_builder_set_member_name (builder, "digest");
      json_builder_add_string_value (builder, sum);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

WuseDistrict *
wuse_feed_view_get_district (WuseFeedView *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return wuse_feed_database_read_district (self->database, error);
}

gboolean
wuse_feed_view_foreach_line (
    WuseFeedView *self, gint64 after, gint64 until, WuseFeedLineFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *statement;
  int result;

  g_return_val_if_fail (self != NULL && func != NULL, FALSE);

  statement = self->statements[STATEMENT_LINES];
  sqlite3_bind_int64 (statement, 1, after);
  sqlite3_bind_int64 (statement, 2, until);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    if (!func (sqlite3_column_int64 (statement, 0), sqlite3_column_blob (statement, 1),
               (gsize) sqlite3_column_bytes (statement, 1), user_data))
      break;
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    wuse_feed_database_fail (self->database, "read the feed", error);
  sqlite3_reset (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

gboolean
wuse_feed_view_find_line (WuseFeedView *self, WuseRecordType type, const char *id, char **line, GError **error)
{
  sqlite3_stmt *statement;
  int result;

  g_return_val_if_fail (self != NULL && id != NULL && line != NULL && type < WUSE_N_RECORD_TYPES, FALSE);

  *line = NULL;
  statement = self->statements[STATEMENT_FIND];
  sqlite3_bind_int (statement, 1, type);
  sqlite3_bind_text (statement, 2, id, -1, SQLITE_STATIC);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW && sqlite3_column_int (statement, 0) == 0)
    *line = g_strndup (sqlite3_column_blob (statement, 1), (gsize) sqlite3_column_bytes (statement, 1));
  else if (result != SQLITE_ROW && result != SQLITE_DONE)
    wuse_feed_database_fail (self->database, "look a record up", error);
  sqlite3_reset (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

gboolean
wuse_feed_view_foreach_version (
    WuseFeedView *self, WuseRecordType type, const char *id, WuseFeedVersionFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *statement;
  int result;

  g_return_val_if_fail (self != NULL && type < WUSE_N_RECORD_TYPES && id != NULL && func != NULL, FALSE);

  statement = self->statements[STATEMENT_VERSIONS];
  sqlite3_bind_int (statement, 1, type);
  sqlite3_bind_text (statement, 2, id, -1, SQLITE_STATIC);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    func ((const char *) sqlite3_column_text (statement, 1), (const char *) sqlite3_column_text (statement, 2),
          sqlite3_column_blob (statement, 3), (gsize) sqlite3_column_bytes (statement, 3), user_data);
  if (result != SQLITE_DONE)
    wuse_feed_database_fail (self->database, "read a record's history", error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

static void
bind_query (sqlite3_stmt *statement, const WuseItemQuery *query)
{
  sqlite3_bind_int (statement, 1, query->type);
  sqlite3_bind_text (statement, 2, query->after_id != NULL ? query->after_id : "", -1, SQLITE_STATIC);
  if (query->has_time)
    {
      sqlite3_bind_int64 (statement, 3, query->from);
      sqlite3_bind_int64 (statement, 4, query->to);
    }
  else
    sqlite3_bind_null (statement, 3);

  for (guint i = 0; query->has_boxes && i < G_N_ELEMENTS (query->boxes); i++)
    {
      int first = 5 + 4 * (int) i;

      sqlite3_bind_int (statement, first, query->boxes[i].west);
      sqlite3_bind_int (statement, first + 1, query->boxes[i].south);
      sqlite3_bind_int (statement, first + 2, query->boxes[i].east);
      sqlite3_bind_int (statement, first + 3, query->boxes[i].north);
    }
}

/* The statement that found the line is still open: both see the same moment. */
static gboolean
hand_line (WuseFeedView *self, gint64 seq, WuseFeedLineFunc func, gpointer user_data)
{
  sqlite3_stmt *statement = self->statements[STATEMENT_LINE];
  gboolean go_on = TRUE;

  sqlite3_bind_int64 (statement, 1, seq);
  if (sqlite3_step (statement) == SQLITE_ROW)
    go_on = func (seq, sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0), user_data);
  sqlite3_reset (statement);
  return go_on;
}

gboolean
wuse_feed_view_foreach_item (
    WuseFeedView *self, const WuseItemQuery *query, WuseFeedLineFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *statement;
  int result;

  g_return_val_if_fail (self != NULL && query != NULL && func != NULL, FALSE);

  statement = self->statements[query->has_boxes ? STATEMENT_ITEMS_IN_BOXES : STATEMENT_ITEMS];
  bind_query (statement, query);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    if (!hand_line (self, sqlite3_column_int64 (statement, 0), func, user_data))
      break;
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    wuse_feed_database_fail (self->database, "look for features", error);
  sqlite3_reset (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}
