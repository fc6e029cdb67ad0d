/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which changes of records are worth a row of the activity list. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-watch.h"

#include <string.h>

/* Columns of the lookups after `key` and `version`. */
enum
{
  AREA_LEVEL = 2,
  AREA_CODE,
  AREA_NAME,
  AREA_PARENT,
  AREA_GEOMETRY,
};

enum
{
  CASE_CLASSIFICATION = 2,
  CASE_AREA,
  CASE_OUTCOME,
  CASE_RELEASE,
  CASE_DEATH,
};

static const char add_activity[] =
    "INSERT INTO activity (at, kind, area, record, code_from, code_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
static const char trim_activity[] =
    "DELETE FROM activity WHERE id <= (SELECT max (id) FROM activity) - " G_STRINGIFY (WUSE_ACTIVITY_KEPT);

static const WuseValue *
value_of (const WuseRecord *record, const char *field)
{
  return &record->values[wuse_table_find_field (record->type, field)];
}

static char *
dup_value (const WuseRecord *record, const char *field)
{
  const WuseValue *value = value_of (record, field);

  return value->is_set && value->data != NULL ? g_strndup (value->data, value->length) : NULL;
}

static gboolean
differs (sqlite3_stmt *before, int column, const WuseValue *value)
{
  const void *bytes = sqlite3_column_blob (before, column);
  gsize length = (gsize) sqlite3_column_bytes (before, column);
  gboolean was_set = sqlite3_column_type (before, column) != SQLITE_NULL;

  if (was_set != !!value->is_set)
    return TRUE;

  return was_set && (length != value->length || (length > 0 && memcmp (bytes, value->data, length) != 0));
}

static WuseActivity *
new_activity (const WuseRecord *record, WuseActivityKind kind, const char *area, const char *from, const char *to)
{
  g_autofree char *id = g_strndup (record->id, record->id_length);

  return wuse_activity_new (record->at, kind, area, id, from, to);
}

static WuseActivity *
watch_area (sqlite3_stmt *before, const WuseRecord *record)
{
  g_autofree char *id = g_strndup (record->id, record->id_length);
  g_autofree char *level = NULL;

  if (record->op == WUSE_RECORD_DELETE)
    return before != NULL ? new_activity (record, WUSE_ACTIVITY_AREA_GONE, id, wuse_sql_get_text (before, AREA_LEVEL), NULL)
                          : NULL;

  level = dup_value (record, "level");
  if (before == NULL)
    return new_activity (record, WUSE_ACTIVITY_AREA_NEW, id, NULL, level);
  if (differs (before, AREA_LEVEL, value_of (record, "level")) || differs (before, AREA_CODE, value_of (record, "code"))
      || differs (before, AREA_NAME, value_of (record, "name")) || differs (before, AREA_PARENT, value_of (record, "parent"))
      || differs (before, AREA_GEOMETRY, value_of (record, "geometry")))
    return new_activity (record, WUSE_ACTIVITY_AREA_CHANGED, id, wuse_sql_get_text (before, AREA_LEVEL), level);

  return NULL;
}

static gboolean
is_over (const char *outcome, const char *kind, gboolean has_day)
{
  return has_day || g_strcmp0 (outcome, kind) == 0;
}

static WuseActivity *
watch_case (sqlite3_stmt *before, const WuseRecord *record)
{
  g_autofree char *area = NULL;
  g_autofree char *classification = NULL;
  g_autofree char *outcome = NULL;
  const char *was, *was_outcome;
  gboolean is_released, is_dead, was_released, was_dead;

  if (record->op == WUSE_RECORD_DELETE)
    return before != NULL ? new_activity (record, WUSE_ACTIVITY_CASE_WITHDRAWN, wuse_sql_get_text (before, CASE_AREA),
                                          wuse_sql_get_text (before, CASE_CLASSIFICATION), NULL)
                          : NULL;

  area = dup_value (record, "area");
  classification = dup_value (record, "classification");
  outcome = dup_value (record, "outcome");
  if (before == NULL)
    return new_activity (record, WUSE_ACTIVITY_CASE_NEW, area, NULL, classification);

  was_outcome = wuse_sql_get_text (before, CASE_OUTCOME);
  was_dead = is_over (was_outcome, "died", sqlite3_column_type (before, CASE_DEATH) != SQLITE_NULL);
  was_released = is_over (was_outcome, "released", sqlite3_column_type (before, CASE_RELEASE) != SQLITE_NULL);
  is_dead = is_over (outcome, "died", value_of (record, "death")->is_set);
  is_released = is_over (outcome, "released", value_of (record, "release")->is_set);
  was = wuse_sql_get_text (before, CASE_CLASSIFICATION);

  if (is_dead && !was_dead)
    return new_activity (record, WUSE_ACTIVITY_CASE_DIED, area, NULL, classification);
  if (is_released && !was_released)
    return new_activity (record, WUSE_ACTIVITY_CASE_RELEASED, area, NULL, classification);
  if (g_strcmp0 (was, classification) != 0)
    return new_activity (record, WUSE_ACTIVITY_CASE_RECLASSIFIED, area, was, classification);

  return NULL;
}

gboolean
wuse_store_watch_has (WuseRecordType type)
{
  return type == WUSE_RECORD_AREA || type == WUSE_RECORD_CASE;
}

WuseActivity *
wuse_store_watch (sqlite3_stmt *before, const WuseRecord *record)
{
  g_assert (wuse_store_watch_has (record->type));

  return record->type == WUSE_RECORD_AREA ? watch_area (before, record) : watch_case (before, record);
}

gboolean
wuse_store_watch_add (WuseSqlCache *cache, const WuseActivity *activity, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, add_activity, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, activity->at);
  sqlite3_bind_int (statement, 2, (int) activity->kind);
  wuse_sql_bind_text (statement, 3, activity->area, -1);
  wuse_sql_bind_text (statement, 4, activity->record, -1);
  wuse_sql_bind_text (statement, 5, activity->from, -1);
  wuse_sql_bind_text (statement, 6, activity->to, -1);

  return wuse_sql_finish (statement, error);
}

gboolean
wuse_store_watch_trim (WuseSqlCache *cache, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, trim_activity, error);

  return statement != NULL && wuse_sql_finish (statement, error);
}
