/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted in the cache: below an area, by type, and as digests. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-reader-private.h"

#include "wuse-table.h"

#include <string.h>

/* The areas below may refer to each other in a circle: UNION, not UNION ALL, comes to an end all the same. */
static const char count_below[] =
    "WITH RECURSIVE below (id) AS (SELECT id FROM area WHERE id = ?1 UNION "
    "SELECT area.id FROM below JOIN area ON area.parent = below.id) SELECT p.n, h.n, b.n, "
    "max (ifnull (p.newest, ?2), ifnull (h.newest, ?2), ifnull (b.newest, ?2)) FROM "
    "(SELECT count (*) AS n, max (at) AS newest FROM person WHERE area IN (SELECT id FROM below)) AS p, "
    "(SELECT count (*) AS n, max (at) AS newest FROM household WHERE area IN (SELECT id FROM below)) AS h, "
    "(SELECT count (*) AS n, max (at) AS newest FROM building WHERE area IN (SELECT id FROM below)) AS b";

static const char get_receipts[] = "SELECT type, newest_at, received_at FROM receipt";
/* Faster than counting in the view. */
#define COUNT_SHOWN(synced, local)                                                                                               \
  "SELECT (SELECT count (*) FROM " synced ") - (SELECT count (*) FROM " local " AS l JOIN " synced                               \
  " AS s ON s.id = l.id) + (SELECT count (*) FROM " local " WHERE op = 'put')"

static const char *const count_rows[WUSE_N_RECORD_TYPES] = {
  [WUSE_RECORD_AREA] = "SELECT count (*) FROM area",           [WUSE_RECORD_BUILDING] = "SELECT count (*) FROM building",
  [WUSE_RECORD_FEATURE] = "SELECT count (*) FROM feature",     [WUSE_RECORD_PLACE] = "SELECT count (*) FROM place",
  [WUSE_RECORD_HOUSEHOLD] = "SELECT count (*) FROM household", [WUSE_RECORD_PERSON] = "SELECT count (*) FROM person",
  [WUSE_RECORD_CASE] = COUNT_SHOWN ("\"case\"", "local_case"), [WUSE_RECORD_CONTACT] = COUNT_SHOWN ("contact", "local_contact"),
  [WUSE_RECORD_STAY] = COUNT_SHOWN ("stay", "local_stay"),     [WUSE_RECORD_DAILY] = "SELECT count (*) FROM daily",
  [WUSE_RECORD_LINK] = COUNT_SHOWN ("link", "local_link"),
};

gboolean
wuse_store_reader_count_area (WuseStoreReader *self, const char *area_id, WuseAreaFigures *figures, GError **error)
{
  WuseStatement *statement;
  WuseSqlStep step;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (area_id != NULL, FALSE);
  g_return_val_if_fail (figures != NULL, FALSE);

  statement = wuse_sql_cache_get (self->cache, count_below, error);
  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, area_id, -1);
  sqlite3_bind_int64 (statement, 2, WUSE_TIME_NONE);
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW)
    *figures = (WuseAreaFigures){ sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
                                  sqlite3_column_int64 (statement, 2), sqlite3_column_int64 (statement, 3) };
  sqlite3_reset (statement);

  return step == WUSE_SQL_ROW;
}

static gboolean
read_receipts (WuseStoreReader *self, WuseFreshness freshness[WUSE_N_RECORD_TYPES], GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, get_receipts, error);
  WuseSqlStep step = WUSE_SQL_FAILED;

  while (statement != NULL && (step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      const char *name = wuse_sql_get_text (statement, 0);
      WuseRecordType type;

      if (name == NULL || !wuse_record_type_from_name (name, strlen (name), &type))
        continue;
      freshness[type].newest_at = sqlite3_column_int64 (statement, 1);
      freshness[type].received_at = sqlite3_column_int64 (statement, 2);
    }
  if (statement != NULL)
    sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

gboolean
wuse_store_reader_get_freshness (WuseStoreReader *self, WuseFreshness freshness[WUSE_N_RECORD_TYPES], GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (freshness != NULL, FALSE);

  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      WuseStatement *statement = wuse_sql_cache_get (self->cache, count_rows[i], error);
      WuseSqlStep step;

      if (statement == NULL)
        return FALSE;
      step = wuse_sql_step (statement, error);
      freshness[i] = (WuseFreshness){ 0, WUSE_TIME_NONE, WUSE_TIME_NONE };
      if (step == WUSE_SQL_ROW)
        freshness[i].count = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
      if (step != WUSE_SQL_ROW)
        return FALSE;
    }

  return read_receipts (self, freshness, error);
}

static gboolean
digest_table (WuseStoreReader *self, WuseRecordType type, WuseDigest *digest, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, wuse_table (type)->select, error);
  g_autoptr (GString) data = g_string_new (NULL);
  g_autofree WuseRecord *record = g_new0 (WuseRecord, 1);
  WuseSqlStep step = WUSE_SQL_FAILED;

  *digest = (WuseDigest){ 0 };
  while (statement != NULL && (step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      if (!wuse_table_read (statement, type, record, self->scratch))
        {
          g_set_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the cache holds a %s that is none",
                       wuse_record_class (type)->name);
          step = WUSE_SQL_FAILED;
          break;
        }
      g_string_truncate (data, 0);
      wuse_record_append_data (record, data);
      wuse_digest_toggle (digest, type, record->id, record->id_length, record->version, data->str, data->len);
      digest->count++;
    }
  if (statement != NULL)
    sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

gboolean
wuse_store_reader_get_digest (WuseStoreReader *self, WuseDigest digests[WUSE_N_RECORD_TYPES], GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (digests != NULL, FALSE);

  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    if (!digest_table (self, i, &digests[i], error))
      return FALSE;

  return TRUE;
}
