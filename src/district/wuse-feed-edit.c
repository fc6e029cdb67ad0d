/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person changes in a feed: with a precondition, once, with who and why. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed-edit.h"

#include "wuse-feed-private.h"

#include <string.h>

/* A line of the feed, and what the feed says of it. */
typedef struct
{
  char *line;
  gsize length;
  gint64 version;
  gboolean is_gone;
} Found;

void
wuse_feed_edit_free (WuseFeedEdit *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->key);
  g_free (self->digest);
  g_free (self->who);
  g_free (self->reason);
  g_clear_pointer (&self->records, wuse_record_batch_free);
  g_free (self);
}

void
wuse_feed_edit_outcome_clear (WuseFeedEditOutcome *self)
{
  g_clear_pointer (&self->record, g_free);
}

/* Ends a statement that is run once. */
static gboolean
finish (WuseFeed *self, sqlite3_stmt *statement, int result, const char *doing, GError **error)
{
  gboolean done = result == SQLITE_DONE || result == SQLITE_ROW;

  if (!done)
    wuse_feed_database_fail (wuse_feed_get_database (self), doing, error);
  sqlite3_finalize (statement);
  return done;
}

/* Looks the answer to an edit with this key up. */
static gboolean
find_outcome (WuseFeed *self, const WuseFeedEdit *edit, gboolean *found, WuseFeedEditOutcome *outcome, GError **error)
{
  sqlite3_stmt *statement =
      wuse_feed_database_prepare (wuse_feed_get_database (self),
                                  "SELECT digest, status, version, answer FROM outcome WHERE key = ?1", error);
  int result;

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->key, -1, SQLITE_STATIC);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    {
      *found = TRUE;
      if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), edit->digest) == 0)
        *outcome = (WuseFeedEditOutcome){ .result = sqlite3_column_int (statement, 1) != 0 ? WUSE_FEED_EDIT_CREATED
                                                                                           : WUSE_FEED_EDIT_DONE,
                                          .version = sqlite3_column_int64 (statement, 2),
                                          .record = g_strdup ((const char *) sqlite3_column_text (statement, 3)),
                                          .replayed = TRUE };
      else
        outcome->result = WUSE_FEED_EDIT_OTHER;
    }
  return finish (self, statement, result, "look for an answer", error);
}

static void
clear_found (Found *found)
{
  g_free (found->line);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, clear_found)

/* The record as it stands in the feed, or its tombstone; `line` stays NULL where there never was one. */
static gboolean
find_record (WuseFeed *self, const WuseFeedEdit *edit, Found *found, GError **error)
{
  sqlite3_stmt *statement =
      wuse_feed_database_prepare (wuse_feed_get_database (self),
                                  "SELECT version, gone, line FROM record WHERE type = ?1 AND id = ?2", error);
  int result;

  *found = (Found){ 0 };
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, edit->type);
  sqlite3_bind_text (statement, 2, edit->id, -1, SQLITE_STATIC);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    {
      found->version = sqlite3_column_int64 (statement, 0);
      found->is_gone = sqlite3_column_int (statement, 1) != 0;
      found->length = (gsize) sqlite3_column_bytes (statement, 2);
      found->line = g_strndup (sqlite3_column_blob (statement, 2), found->length);
    }
  return finish (self, statement, result, "look a record up", error);
}

static char *
describe (const Found *found)
{
  GString *text = g_string_new (NULL);

  wuse_feed_record_append_json (found->line, found->length, text);
  return g_string_free (text, FALSE);
}

/* Whether the record is as the edit takes it to be; if not, @outcome tells. */
static gboolean
check_precondition (const WuseFeedEdit *edit, const Found *found, WuseFeedEditOutcome *outcome)
{
  gboolean is_there = found->line != NULL && !found->is_gone;

  if (edit->version == 0 ? !is_there : is_there && found->version == edit->version)
    return TRUE;
  if (found->line == NULL)
    {
      outcome->result = WUSE_FEED_EDIT_MISSING;
      return FALSE;
    }
  outcome->result = WUSE_FEED_EDIT_CONFLICT;
  outcome->version = is_there ? found->version : 0;
  outcome->record = is_there ? describe (found) : NULL;
  return FALSE;
}

static gboolean
change_record (WuseFeed *self, const WuseFeedEdit *edit, GError **error)
{
  WuseRecord record;

  if (edit->op == WUSE_RECORD_DELETE)
    return wuse_feed_delete (self, edit->type, edit->id, edit->at, error);

  record = *wuse_record_batch_get (edit->records, 0);
  record.at = edit->at;
  return wuse_feed_put (self, &record, error);
}

static gboolean
write_history (WuseFeed *self, const WuseFeedEdit *edit, const Found *now, GError **error)
{
  sqlite3_stmt *statement =
      wuse_feed_database_prepare (wuse_feed_get_database (self),
                                  "INSERT INTO history (type, id, version, who, reason, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                  error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, edit->type);
  sqlite3_bind_text (statement, 2, edit->id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, now->version);
  sqlite3_bind_text (statement, 4, edit->who, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, edit->reason, -1, SQLITE_STATIC);
  sqlite3_bind_blob64 (statement, 6, now->line, now->length, SQLITE_STATIC);
  return finish (self, statement, sqlite3_step (statement), "keep who changed a record", error);
}

static gboolean
write_outcome (WuseFeed *self, const WuseFeedEdit *edit, const WuseFeedEditOutcome *outcome, GError **error)
{
  sqlite3_stmt *statement = wuse_feed_database_prepare (
      wuse_feed_get_database (self),
      "INSERT INTO outcome (key, digest, status, version, answer, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->key, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, edit->digest, -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 3, outcome->result == WUSE_FEED_EDIT_CREATED);
  sqlite3_bind_int64 (statement, 4, outcome->version);
  sqlite3_bind_text (statement, 5, outcome->record, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 6, wuse_time_now ());
  return finish (self, statement, sqlite3_step (statement), "keep the answer", error);
}

/* Forgets a few answers that are old enough, and tells whether there is room for another: numbers go up in the order of time. */
static gboolean
make_room (WuseFeed *self, gboolean *has_room, GError **error)
{
  sqlite3 *database = wuse_feed_get_database (self);
  sqlite3_stmt *forget = wuse_feed_database_prepare (
      database, "DELETE FROM outcome WHERE number IN (SELECT number FROM outcome ORDER BY number LIMIT 16) AND at < ?1", error);
  sqlite3_stmt *count;
  int result;

  if (forget == NULL)
    return FALSE;
  sqlite3_bind_int64 (forget, 1, wuse_time_now () - WUSE_FEED_EDIT_KEPT);
  if (!finish (self, forget, sqlite3_step (forget), "forget old answers", error))
    return FALSE;

  count =
      wuse_feed_database_prepare (database,
                                  "SELECT coalesce ((SELECT max (number) FROM outcome) - (SELECT min (number) FROM outcome), 0)",
                                  error);
  if (count == NULL)
    return FALSE;
  result = sqlite3_step (count);
  *has_room = result == SQLITE_ROW && sqlite3_column_int64 (count, 0) < WUSE_FEED_EDIT_MAX_KEPT - 1;
  return finish (self, count, result, "count the answers", error);
}

/* Returns FALSE on failure; @changed tells whether there is anything to commit. */
static gboolean
edit_in_transaction (WuseFeed *self, const WuseFeedEdit *edit, WuseFeedEditOutcome *outcome, gboolean *changed, GError **error)
{
  g_auto (Found) before = { 0 };
  g_auto (Found) now = { 0 };
  gboolean found, has_room;

  *changed = FALSE;
  if (!find_outcome (self, edit, &found, outcome, error))
    return FALSE;
  if (found)
    return TRUE;
  if (!find_record (self, edit, &before, error) || !make_room (self, &has_room, error))
    return FALSE;
  if (!has_room)
    {
      outcome->result = WUSE_FEED_EDIT_FULL;
      return TRUE;
    }
  if (!check_precondition (edit, &before, outcome))
    return TRUE;

  *changed = TRUE;
  if (!change_record (self, edit, error) || !find_record (self, edit, &now, error))
    return FALSE;
  g_assert (now.line != NULL);
  outcome->result = edit->version == 0 ? WUSE_FEED_EDIT_CREATED : WUSE_FEED_EDIT_DONE;
  outcome->version = now.version;
  outcome->record = describe (&now);
  return write_history (self, edit, &now, error) && write_outcome (self, edit, outcome, error)
         && (wuse_feed_has_edits (self) || wuse_feed_set_meta (self, WUSE_FEED_META_EDITED, "1", error));
}

gboolean
wuse_feed_edit (WuseFeed *self, const WuseFeedEdit *edit, WuseFeedEditOutcome *outcome, GError **error)
{
  gboolean changed;

  g_return_val_if_fail (self != NULL && edit != NULL && outcome != NULL, FALSE);
  g_return_val_if_fail (wuse_feed_type_is_editable (edit->type), FALSE);
  g_return_val_if_fail (edit->op == WUSE_RECORD_DELETE || wuse_record_batch_get_length (edit->records) == 1, FALSE);

  *outcome = (WuseFeedEditOutcome){ 0 };
  if (!wuse_feed_begin (self, error))
    return FALSE;
  if (!edit_in_transaction (self, edit, outcome, &changed, error))
    {
      wuse_feed_rollback (self);
      wuse_feed_edit_outcome_clear (outcome);
      return FALSE;
    }
  if (!changed)
    {
      wuse_feed_rollback (self);
      return TRUE;
    }
  if (wuse_feed_commit (self, error))
    return TRUE;
  wuse_feed_edit_outcome_clear (outcome);
  return FALSE;
}

static gboolean
are_equal (const WuseValue *a, const WuseValue *b)
{
  if (a->is_set != b->is_set || !a->is_set)
    return a->is_set == b->is_set;
  if (a->integer != b->integer || (a->data == NULL) != (b->data == NULL))
    return FALSE;
  return a->data == NULL || (a->length == b->length && memcmp (a->data, b->data, a->length) == 0);
}

/* @record takes over what a person's version changed. */
static void
take_over (WuseRecord *record, const WuseRecord *version, const WuseRecord *before)
{
  guint n_fields = wuse_record_class (record->type)->n_fields;

  for (guint i = 0; i < n_fields; i++)
    if (before == NULL || !are_equal (&version->values[i], &before->values[i]))
      record->values[i] = version->values[i];
}

gboolean
wuse_feed_merge_edits (WuseFeed *self, WuseRecord *record, WuseRecordBatch *versions, gboolean *is_gone, GError **error)
{
  sqlite3_stmt *statement;
  g_autoptr (GArray) by_person = NULL;
  int result;

  g_return_val_if_fail (self != NULL && record != NULL && versions != NULL && is_gone != NULL, FALSE);

  *is_gone = FALSE;
  if (!wuse_feed_has_edits (self) || !wuse_feed_type_is_editable (record->type))
    return TRUE;
  statement = wuse_feed_database_prepare (wuse_feed_get_database (self),
                                          "SELECT who IS NOT NULL, line FROM history WHERE type = ?1 AND id = ?2 AND EXISTS"
                                          " (SELECT 1 FROM history WHERE type = ?1 AND id = ?2 AND who IS NOT NULL)"
                                          " ORDER BY version",
                                          error);
  if (statement == NULL)
    return FALSE;

  by_person = g_array_new (FALSE, FALSE, sizeof (gboolean));
  wuse_record_batch_clear (versions);
  sqlite3_bind_int (statement, 1, record->type);
  sqlite3_bind_text (statement, 2, record->id, (int) record->id_length, SQLITE_STATIC);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gboolean who = sqlite3_column_int (statement, 0) != 0;

      if (wuse_record_batch_add_line (versions, sqlite3_column_blob (statement, 1), (gsize) sqlite3_column_bytes (statement, 1),
                                      NULL))
        g_array_append_val (by_person, who);
    }
  if (!finish (self, statement, result, "look for what people changed", error))
    return FALSE;

  for (guint i = 0; i < by_person->len; i++)
    {
      const WuseRecord *version = wuse_record_batch_get (versions, i);
      const WuseRecord *before = i > 0 ? wuse_record_batch_get (versions, i - 1) : NULL;

      if (!g_array_index (by_person, gboolean, i))
        continue;
      *is_gone = version->op == WUSE_RECORD_DELETE;
      if (!*is_gone)
        take_over (record, version,
                   before != NULL && before->op == WUSE_RECORD_PUT && before->version == version->version - 1 ? before : NULL);
    }
  return TRUE;
}
