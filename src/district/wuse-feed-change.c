/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's place in the feed: put at its end, taken from where it was, kept as history. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed-state-private.h"

#include <string.h>

/* A record's place in the feed, as found. */
typedef struct
{
  gint64 seq;
  gint64 version;
  gboolean gone;
} Place;

/* On success a row may be waiting in FEED_STATEMENT_FIND, which has to be reset. */
static gboolean
find_place (WuseFeed *self, WuseRecordType type, const char *id, gsize id_length, gboolean *found, Place *place, GError **error)
{
  sqlite3_stmt *statement = self->statements[FEED_STATEMENT_FIND];

  if (!wuse_feed_end_filling (self, error))
    return FALSE;
  sqlite3_bind_int (statement, 1, type);
  sqlite3_bind_text (statement, 2, id, (int) id_length, SQLITE_STATIC);
  if (!wuse_feed_step (self, FEED_STATEMENT_FIND, "look a record up", error))
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

/* Takes the record that waits in FEED_STATEMENT_FIND out of the digest. */
static void
toggle_found_out (WuseFeed *self, WuseRecordType type, const char *id, gsize id_length, const Place *place)
{
  sqlite3_stmt *statement = self->statements[FEED_STATEMENT_FIND];
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
  sqlite3_stmt *forget = self->statements[FEED_STATEMENT_FORGET];

  sqlite3_bind_int64 (self->statements[FEED_STATEMENT_KEEP], 1, place->seq);
  if (!wuse_feed_step (self, FEED_STATEMENT_KEEP, "keep a version", error))
    return FALSE;
  if (place->version <= WUSE_FEED_MAX_HISTORY)
    return TRUE;
  sqlite3_bind_int (forget, 1, type);
  sqlite3_bind_text (forget, 2, id, (int) id_length, SQLITE_STATIC);
  sqlite3_bind_int64 (forget, 3, place->version - WUSE_FEED_MAX_HISTORY);
  return wuse_feed_step (self, FEED_STATEMENT_FORGET, "forget a version", error);
}

static gboolean
remove_place (WuseFeed *self, WuseRecordType type, gint64 seq, GError **error)
{
  sqlite3_bind_int64 (self->statements[FEED_STATEMENT_REMOVE], 1, seq);
  if (!wuse_feed_step (self, FEED_STATEMENT_REMOVE, "give a record's old place up", error))
    return FALSE;

  if (!wuse_feed_type_is_spatial (type))
    return TRUE;
  sqlite3_bind_int64 (self->statements[FEED_STATEMENT_REMOVE_SPACE], 1, seq);
  return wuse_feed_step (self, FEED_STATEMENT_REMOVE_SPACE, "give a record's old place up", error);
}

static gboolean
insert_space (WuseFeed *self, gint64 seq, const WuseBounds *bounds, GError **error)
{
  sqlite3_stmt *statement = self->statements[FEED_STATEMENT_INSERT_SPACE];

  if (bounds->west > bounds->east)
    return TRUE;
  sqlite3_bind_int64 (statement, 1, seq);
  sqlite3_bind_int (statement, 2, bounds->west);
  sqlite3_bind_int (statement, 3, bounds->east);
  sqlite3_bind_int (statement, 4, bounds->south);
  sqlite3_bind_int (statement, 5, bounds->north);
  return wuse_feed_step (self, FEED_STATEMENT_INSERT_SPACE, "index a record's place", error);
}

/* Writes the line in self->line at the end of the feed. */
static gboolean
insert_line (WuseFeed *self, const WuseRecord *record, GError **error)
{
  sqlite3_stmt *statement = self->statements[FEED_STATEMENT_INSERT];
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
  if (!wuse_feed_step (self, FEED_STATEMENT_INSERT, "write a record", error)
      || !insert_space (self, record->seq, &extent.bounds, error))
    return FALSE;

  self->seq = record->seq;
  return TRUE;
}

static gboolean
found_has_data (WuseFeed *self, const char *data, gsize length)
{
  sqlite3_stmt *statement = self->statements[FEED_STATEMENT_FIND];
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
      sqlite3_reset (self->statements[FEED_STATEMENT_FIND]);
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_TOO_LARGE, "%s %.*s is longer than any record may be",
                   wuse_record_class (record->type)->name, (int) record->id_length, record->id);
      return FALSE;
    }

  if (found)
    {
      *changed = !only_if_changed || place.gone || !found_has_data (self, data, length);
      if (*changed && !place.gone)
        toggle_found_out (self, record->type, record->id, record->id_length, &place);
      sqlite3_reset (self->statements[FEED_STATEMENT_FIND]);
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

  if (!wuse_feed_record_check (record, error) || !wuse_feed_begin_if_alone (self, &alone, error))
    return FALSE;
  done = put_in_transaction (self, record, only_if_changed, changed, error);
  return wuse_feed_end_if_alone (self, alone, done, error);
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
  sqlite3_reset (self->statements[FEED_STATEMENT_FIND]);
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

  if (!wuse_feed_begin_if_alone (self, &alone, error))
    return FALSE;
  done = delete_in_transaction (self, type, id, at, error);
  return wuse_feed_end_if_alone (self, alone, done, error);
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

  statement = self->statements[FEED_STATEMENT_FIND];
  if (found && !place.gone)
    *line = g_strndup (sqlite3_column_blob (statement, 3), (gsize) sqlite3_column_bytes (statement, 3));
  sqlite3_reset (statement);
  return TRUE;
}
