/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads district, areas and features into immutable sets. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-reader-private.h"

#include "wuse-table.h"

static const char get_district[] = "SELECT district FROM state WHERE one = 1";

static const char get_areas[] =
    "SELECT id, code, name, name_en, level, parent, persons, households, buildings, figures_at, at, geometry FROM area";

enum
{
  AREA_ID,
  AREA_CODE,
  AREA_NAME,
  AREA_NAME_EN,
  AREA_LEVEL,
  AREA_PARENT,
  AREA_PERSONS,
  AREA_HOUSEHOLDS,
  AREA_BUILDINGS,
  AREA_FIGURES_AT,
  AREA_AT,
  AREA_GEOMETRY,
};

static const char get_features[] = "SELECT kind, name, geometry FROM feature";
static const char get_footprints[] = "SELECT 'building', name, geometry FROM building WHERE geometry IS NOT NULL";
static const char get_activity[] =
    "SELECT id, at, kind, area, record, code_from, code_to FROM activity ORDER BY id DESC LIMIT ?1";

gboolean
wuse_store_reader_load_district (WuseStoreReader *self, WuseDistrict **district, GError **error)
{
  WuseStatement *statement;
  WuseSqlStep step;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (district != NULL, FALSE);

  *district = NULL;
  statement = wuse_sql_cache_get (self->cache, get_district, error);
  if (statement == NULL)
    return FALSE;
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    {
      const char *text = wuse_sql_get_text (statement, 0);
      g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

      if (node != NULL)
        *district = wuse_district_from_json (node, NULL);
      if (*district == NULL)
        {
          g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT, "the district's description is damaged");
          step = WUSE_SQL_FAILED;
        }
    }
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

static gint32
get_count (sqlite3_stmt *statement, int column)
{
  gint64 count = sqlite3_column_int64 (statement, column);

  return sqlite3_column_type (statement, column) == SQLITE_NULL || count < 0 || count > G_MAXINT32 ? -1 : (gint32) count;
}

static void
add_area (WuseStoreReader *self, sqlite3_stmt *row, WuseAreaSetBuilder *builder)
{
  const char *level = wuse_sql_get_text (row, AREA_LEVEL);
  const char *code = wuse_sql_get_text (row, AREA_CODE);
  const char *name = wuse_sql_get_text (row, AREA_NAME);
  WuseArea area = { .id = wuse_sql_get_text (row, AREA_ID) };
  WuseGeometry geometry;

  if (area.id == NULL || level == NULL || !wuse_area_level_from_string (level, -1, &area.level))
    return;

  area.code = code != NULL ? code : "";
  area.name = name != NULL ? name : area.id;
  area.name_en = wuse_sql_get_text (row, AREA_NAME_EN);
  area.persons = get_count (row, AREA_PERSONS);
  area.households = get_count (row, AREA_HOUSEHOLDS);
  area.buildings = get_count (row, AREA_BUILDINGS);
  area.figures_at =
      sqlite3_column_type (row, AREA_FIGURES_AT) == SQLITE_NULL ? WUSE_TIME_NONE : sqlite3_column_int64 (row, AREA_FIGURES_AT);
  area.changed_at = sqlite3_column_int64 (row, AREA_AT);
  wuse_table_view_geometry (row, AREA_GEOMETRY, self->scratch, &geometry);
  wuse_area_set_builder_add (builder, &area, wuse_sql_get_text (row, AREA_PARENT), &geometry);
}

WuseAreaSet *
wuse_store_reader_load_areas (WuseStoreReader *self, GError **error)
{
  g_autoptr (WuseAreaSetBuilder) builder = NULL;
  WuseStatement *statement;
  WuseSqlStep step;

  g_return_val_if_fail (self != NULL, NULL);

  statement = wuse_sql_cache_get (self->cache, get_areas, error);
  if (statement == NULL)
    return NULL;
  builder = wuse_area_set_builder_new ();
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    add_area (self, statement, builder);
  sqlite3_reset (statement);
  if (step == WUSE_SQL_FAILED)
    return NULL;

  return wuse_area_set_builder_end (g_steal_pointer (&builder));
}

static gboolean
add_features (WuseStoreReader *self, const char *sql, WuseFeatureSet *features, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      const char *name = wuse_sql_get_text (statement, 0);
      WuseFeatureKind kind;
      WuseGeometry geometry;

      if (name != NULL && wuse_feature_kind_from_string (name, -1, &kind)
          && wuse_table_view_geometry (statement, 2, self->scratch, &geometry))
        wuse_feature_set_add (features, kind, wuse_sql_get_text (statement, 1), &geometry);
    }
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

WuseFeatureSet *
wuse_store_reader_load_features (WuseStoreReader *self, GError **error)
{
  g_autoptr (WuseFeatureSet) features = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  features = wuse_feature_set_new ();
  if (!add_features (self, get_features, features, error) || !add_features (self, get_footprints, features, error))
    return NULL;
  wuse_feature_set_seal (features);

  return g_steal_pointer (&features);
}

static void
free_activity_cb (gpointer activity)
{
  wuse_activity_free (activity);
}

GPtrArray *
wuse_store_reader_load_activity (WuseStoreReader *self, guint limit, GError **error)
{
  g_autoptr (GPtrArray) activities = NULL;
  WuseStatement *statement;
  WuseSqlStep step;

  g_return_val_if_fail (self != NULL, NULL);

  statement = wuse_sql_cache_get (self->cache, get_activity, error);
  if (statement == NULL)
    return NULL;
  activities = g_ptr_array_new_with_free_func (free_activity_cb);
  sqlite3_bind_int64 (statement, 1, limit);
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      WuseActivity *activity = g_new0 (WuseActivity, 1);

      activity->id = sqlite3_column_int64 (statement, 0);
      activity->at = sqlite3_column_int64 (statement, 1);
      activity->kind = (WuseActivityKind) sqlite3_column_int (statement, 2);
      activity->area = g_strdup (wuse_sql_get_text (statement, 3));
      activity->record = g_strdup (wuse_sql_get_text (statement, 4));
      activity->from = g_strdup (wuse_sql_get_text (statement, 5));
      activity->to = g_strdup (wuse_sql_get_text (statement, 6));
      g_ptr_array_add (activities, activity);
    }
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE ? g_steal_pointer (&activities) : NULL;
}
