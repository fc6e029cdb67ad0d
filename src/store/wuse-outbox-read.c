/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the outbox, and records as they are shown, read on any connection. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-outbox.h"

#include <string.h>

enum
{
  ROW_NUMBER,
  ROW_GESTURE,
  ROW_KEY,
  ROW_OP,
  ROW_TYPE,
  ROW_RECORD,
  ROW_BASE,
  ROW_DATA,
  ROW_BEFORE,
  ROW_REASON,
  ROW_AUTHOR,
  ROW_MADE_AT,
  ROW_STAGE,
  ROW_ATTEMPTS,
  ROW_PROBLEM,
  ROW_THEIRS,
  ROW_THEIR_VERSION,
  ROW_SENT_VERSION,
};

static WuseEditState
state_of (WuseOutboxStage stage)
{
  switch (stage)
    {
    case WUSE_STAGE_WAITING:
      return WUSE_EDIT_WAITING;
    case WUSE_STAGE_SENDING:
      return WUSE_EDIT_SENDING;
    case WUSE_STAGE_CONFLICT:
      return WUSE_EDIT_CONFLICT;
    case WUSE_STAGE_REFUSED:
      return WUSE_EDIT_REFUSED;
    case WUSE_STAGE_SENT:
    case WUSE_STAGE_DUE:
    case WUSE_STAGE_DONE:
      return WUSE_EDIT_SENT;
    case WUSE_STAGE_DROPPED:
      break;
    }

  return WUSE_EDIT_DROPPED;
}

WuseOutboxRow *
wuse_outbox_read_row (sqlite3_stmt *statement)
{
  const char *type = wuse_sql_get_text (statement, ROW_TYPE), *id = wuse_sql_get_text (statement, ROW_RECORD);
  const char *key = wuse_sql_get_text (statement, ROW_KEY), *reason = wuse_sql_get_text (statement, ROW_REASON);
  g_autoptr (WuseOutboxRow) row = g_new0 (WuseOutboxRow, 1);

  if (type == NULL || id == NULL || key == NULL || reason == NULL || !wuse_record_type_from_name (type, strlen (type), &row->type)
      || wuse_table (row->type)->overlay == NULL)
    return NULL;

  row->number = sqlite3_column_int64 (statement, ROW_NUMBER);
  row->gesture = sqlite3_column_int64 (statement, ROW_GESTURE);
  row->key = g_strdup (key);
  row->op = g_strcmp0 (wuse_sql_get_text (statement, ROW_OP), "delete") == 0 ? WUSE_RECORD_DELETE : WUSE_RECORD_PUT;
  row->id = g_strdup (id);
  row->base = sqlite3_column_int64 (statement, ROW_BASE);
  row->data = g_strdup (wuse_sql_get_text (statement, ROW_DATA));
  row->before = g_strdup (wuse_sql_get_text (statement, ROW_BEFORE));
  row->reason = g_strdup (reason);
  row->author = g_strdup (wuse_sql_get_text (statement, ROW_AUTHOR));
  row->made_at = sqlite3_column_int64 (statement, ROW_MADE_AT);
  row->state = state_of ((WuseOutboxStage) sqlite3_column_int (statement, ROW_STAGE));
  row->attempts = (guint) sqlite3_column_int (statement, ROW_ATTEMPTS);
  row->problem = g_strdup (wuse_sql_get_text (statement, ROW_PROBLEM));
  row->theirs = g_strdup (wuse_sql_get_text (statement, ROW_THEIRS));
  row->their_version = sqlite3_column_int64 (statement, ROW_THEIR_VERSION);

  return g_steal_pointer (&row);
}

gboolean
wuse_outbox_read_shown (
    WuseSqlCache *cache, WuseRecordType type, const char *id, gint64 *version, GByteArray *scratch, char **data, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, wuse_table (type)->overlay->find, error);
  g_autofree WuseRecord *record = g_new0 (WuseRecord, 1);
  WuseSqlStep step;

  *data = NULL;
  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW && wuse_table_read (statement, type, record, scratch))
    {
      GString *string = g_string_new (NULL);

      wuse_record_append_data (record, string);
      *data = g_string_free (string, FALSE);
      if (version != NULL)
        *version = record->version;
    }
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}
