/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the tables of what a person has entered from the outbox. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-overlay.h"

#include <string.h>

G_STATIC_ASSERT (WUSE_STAGE_SENT == 4 && WUSE_STAGE_DUE == 5 && WUSE_STAGE_DONE == 6);

static const char get_last[] = "SELECT op, base, data, made_at FROM outbox WHERE record = ?1 AND type = ?2 AND stage < 6 "
                               "ORDER BY number DESC LIMIT 1";
static const char get_shown[] = "SELECT DISTINCT type, record FROM outbox WHERE stage < 6";
static const char get_due[] = "SELECT DISTINCT type, record FROM outbox WHERE stage = 5";
static const char settle_record[] =
    "UPDATE outbox SET stage = 6 WHERE record = ?1 AND type = ?2 AND stage IN (4, 5) AND sent_version <= ?3";
static const char make_due[] = "UPDATE outbox SET stage = 5 WHERE stage = 4";
static const char settle_due[] = "UPDATE outbox SET stage = 6 WHERE stage = 5";
static const char settle_all[] = "UPDATE outbox SET stage = 6 WHERE stage IN (4, 5)";

const WuseRecord *
wuse_overlay_parse (WuseRecordBatch *batch, WuseRecordType type, const char *id, const char *data, GError **error)
{
  g_autofree char *line = NULL;
  g_autoptr (GError) cause = NULL;
  const WuseRecord *record;
  const char *name = wuse_record_class (type)->name;

  line = g_strconcat ("{\"seq\":1,\"op\":\"put\",\"type\":\"", name, "\",\"id\":\"", id,
                      "\",\"version\":1,\"at\":\"1970-01-01T00:00:00Z\",\"data\":", data, "}", NULL);
  wuse_record_batch_clear (batch);
  if (!wuse_record_batch_add_line (batch, line, strlen (line), &cause))
    {
      g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_INVALID, cause->message);
      return NULL;
    }

  /* An id or data that contain more than they should have made another line of it. */
  record = wuse_record_batch_get_length (batch) == 1 ? wuse_record_batch_get (batch, 0) : NULL;
  if (record != NULL && record->type == type && record->op == WUSE_RECORD_PUT && record->id_length == strlen (id)
      && memcmp (record->id, id, record->id_length) == 0)
    return record;

  g_set_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_INVALID, "this is no %s", name);
  return NULL;
}

/* Runs one of the statements on the record of an id. */
static gboolean
run_on (WuseSqlCache *cache, const char *sql, const char *id, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, sql, error);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);

  return wuse_sql_finish (statement, error);
}

/* @data is NULL for a deletion. */
static gboolean
put_row (WuseSqlCache *cache, WuseRecordType type, const char *id, gint64 base, WuseTime at, const char *data, GError **error)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autofree WuseRecord *record = g_new0 (WuseRecord, 1);
  WuseStatement *statement;
  const WuseRecord *parsed;

  if (data != NULL)
    {
      /* Only a damaged file holds something else. */
      parsed = wuse_overlay_parse (batch, type, id, data, NULL);
      if (parsed == NULL)
        return run_on (cache, wuse_table (type)->overlay->remove, id, error);
      *record = *parsed;
    }
  record->type = type;
  record->id = id;
  record->id_length = strlen (id);
  record->version = base;
  record->at = at;

  statement = wuse_sql_cache_get (cache, wuse_table (type)->overlay->put, error);
  if (statement == NULL)
    return FALSE;
  wuse_table_bind (statement, record);
  wuse_sql_bind_text (statement, 1 + WUSE_TABLE_FIELDS + (int) wuse_record_class (type)->n_fields,
                      data != NULL ? "put" : "delete", -1);

  return wuse_sql_finish (statement, error);
}

gboolean
wuse_overlay_refresh (WuseSqlCache *cache, WuseRecordType type, const char *id, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, get_last, error);
  gboolean is_done = FALSE;
  WuseSqlStep step;

  g_assert (wuse_table (type)->overlay != NULL);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);
  wuse_sql_bind_text (statement, 2, wuse_record_class (type)->name, -1);
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW)
    {
      gboolean is_delete = g_strcmp0 (wuse_sql_get_text (statement, 0), "delete") == 0;
      const char *data = wuse_sql_get_text (statement, 2);

      is_done = put_row (cache, type, id, sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 3),
                         is_delete      ? NULL
                         : data != NULL ? data
                                        : "",
                         error);
    }
  else if (step == WUSE_SQL_DONE)
    is_done = run_on (cache, wuse_table (type)->overlay->remove, id, error);
  sqlite3_reset (statement);

  /* It is shown from now on, or no longer. */
  return is_done && run_on (cache, wuse_table (type)->overlay->touch, id, error);
}

/* Refreshes all records that a query names. They are read first: what is refreshed is what is asked for. */
static gboolean
refresh_all (WuseSqlCache *cache, const char *sql, const char *update, guint *types, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (WuseRecordType));
  WuseStatement *statement = wuse_sql_cache_get (cache, sql, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      const char *name = wuse_sql_get_text (statement, 0), *id = wuse_sql_get_text (statement, 1);
      WuseRecordType type;

      if (name == NULL || id == NULL || !wuse_record_type_from_name (name, strlen (name), &type)
          || wuse_table (type)->overlay == NULL)
        continue;
      g_array_append_val (kinds, type);
      g_ptr_array_add (ids, g_strdup (id));
    }
  sqlite3_reset (statement);
  if (step == WUSE_SQL_FAILED)
    return FALSE;

  statement = update != NULL && ids->len > 0 ? wuse_sql_cache_get (cache, update, error) : NULL;
  if (update != NULL && ids->len > 0 && (statement == NULL || !wuse_sql_finish (statement, error)))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      WuseRecordType type = g_array_index (kinds, WuseRecordType, i);

      *types |= 1u << type;
      if (!wuse_overlay_refresh (cache, type, g_ptr_array_index (ids, i), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
wuse_overlay_fill (sqlite3 *db, GError **error)
{
  g_autoptr (WuseSqlCache) cache = wuse_sql_cache_new (db);
  guint types = 0;

  return refresh_all (cache, get_shown, NULL, &types, error);
}

gboolean
wuse_overlay_forget_sent (sqlite3 *db, GError **error)
{
  return wuse_sql_run (db, settle_all, error);
}

gboolean
wuse_overlay_settle (WuseSqlCache *cache, const WuseRecord *record, gboolean *is_settled, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, settle_record, error);
  g_autofree char *id = NULL;

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, record->id, (gssize) record->id_length);
  wuse_sql_bind_text (statement, 2, wuse_record_class (record->type)->name, -1);
  sqlite3_bind_int64 (statement, 3, record->version);
  if (!wuse_sql_finish (statement, error))
    return FALSE;
  if (sqlite3_changes (sqlite3_db_handle (statement)) == 0)
    return TRUE;

  *is_settled = TRUE;
  id = g_strndup (record->id, record->id_length);
  return wuse_overlay_refresh (cache, record->type, id, error);
}

gboolean
wuse_overlay_begin_feed (WuseSqlCache *cache, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, make_due, error);

  return statement != NULL && wuse_sql_finish (statement, error);
}

gboolean
wuse_overlay_end_feed (WuseSqlCache *cache, guint *types, GError **error)
{
  return refresh_all (cache, get_due, settle_due, types, error);
}
