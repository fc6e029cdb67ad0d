/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds records by what is typed or by where they are. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-reader-private.h"

#include "wuse-directory.h"
#include "wuse-polygon.h"
#include "wuse-search-text.h"

/* A damaged file may hold areas that lie in each other. */
#define MAX_DEPTH 8

static const char find_words[] = "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid LIMIT ?2";
static const char find_boxes[] =
    "SELECT key FROM box WHERE key BETWEEN ?1 AND ?2 AND west <= ?3 AND east >= ?4 AND south <= ?5 AND north >= ?6 LIMIT ?7";
static const char get_area[] = "SELECT id, name, NULL, parent, level, NULL, NULL, geometry FROM area WHERE key = ?1";
static const char get_place[] = "SELECT id, name, address, area, kind, lon, lat, NULL FROM place WHERE key = ?1";
static const char get_building[] = "SELECT id, name, address, area, NULL, lon, lat, geometry FROM building WHERE key = ?1";
static const char get_feature[] = "SELECT id, name, NULL, NULL, kind, NULL, NULL, geometry FROM feature WHERE key = ?1";
static const char get_parent[] = "SELECT name, parent FROM area WHERE id = ?1";

enum
{
  HIT_ID,
  HIT_NAME,
  HIT_ADDRESS,
  HIT_AREA,
  HIT_KIND,
  HIT_LON,
  HIT_LAT,
  HIT_GEOMETRY,
};

void
wuse_search_hit_free (WuseSearchHit *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->detail);
  g_free (self->kind);
  g_free (self);
}

static void
free_hit_cb (gpointer hit)
{
  wuse_search_hit_free (hit);
}

gboolean
wuse_store_reader_describe_area (WuseStoreReader *self, const char *area_id, char **path, GError **error)
{
  g_autofree char *id = g_strdup (area_id);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint depth = 0; id != NULL && depth < MAX_DEPTH; depth++)
    {
      WuseStatement *statement = wuse_sql_cache_get (self->cache, get_parent, error);
      WuseSqlStep step;
      const char *name;

      if (statement == NULL)
        return FALSE;
      wuse_sql_bind_text (statement, 1, id, -1);
      step = wuse_sql_step (statement, error);
      if (step == WUSE_SQL_ROW)
        {
          name = wuse_sql_get_text (statement, 0);
          if (names->len > 0)
            g_string_prepend (names, " · ");
          g_string_prepend (names, name != NULL ? name : id);
        }
      g_free (id);
      id = step == WUSE_SQL_ROW ? g_strdup (wuse_sql_get_text (statement, 1)) : NULL;
      sqlite3_reset (statement);
      if (step == WUSE_SQL_FAILED)
        return FALSE;
    }
  *path = g_string_free (g_steal_pointer (&names), FALSE);

  return TRUE;
}

static void
set_place (WuseStoreReader *self, sqlite3_stmt *row, WuseSearchHit *hit)
{
  gint64 lon = sqlite3_column_int64 (row, HIT_LON), lat = sqlite3_column_int64 (row, HIT_LAT);
  gboolean has_point = sqlite3_column_type (row, HIT_LON) != SQLITE_NULL && sqlite3_column_type (row, HIT_LAT) != SQLITE_NULL
                       && ABS (lon) <= 1800000000 && ABS (lat) <= 900000000;
  WuseGeometry geometry;

  if (has_point)
    hit->point = (WusePoint){ (gint32) lon, (gint32) lat };
  hit->bounds = WUSE_BOUNDS_EMPTY;

  if (wuse_table_view_geometry (row, HIT_GEOMETRY, self->scratch, &geometry))
    {
      hit->bounds = geometry.bounds;
      if (!has_point)
        hit->point = geometry.kind == WUSE_GEOMETRY_POLYGONS ? wuse_polygon_label_point (&geometry)
                                                             : geometry.points[geometry.n_points / 2];
    }
  else if (has_point)
    hit->bounds = (WuseBounds){ hit->point.lon, hit->point.lat, hit->point.lon, hit->point.lat };
}

/* Adds the record of a directory number; one that is not there any more is passed over. */
static gboolean
add_hit (WuseStoreReader *self, gint64 number, GPtrArray *hits, GError **error)
{
  static const char *const queries[WUSE_N_RECORD_TYPES] = {
    [WUSE_RECORD_AREA] = get_area,
    [WUSE_RECORD_PLACE] = get_place,
    [WUSE_RECORD_BUILDING] = get_building,
    [WUSE_RECORD_FEATURE] = get_feature,
  };
  g_autoptr (WuseSearchHit) hit = g_new0 (WuseSearchHit, 1);
  g_autofree char *area = NULL;
  WuseStatement *statement;
  const char *name, *address;
  WuseSqlStep step;
  gint64 key;

  if (!wuse_directory_resolve (number, &hit->type, &key))
    return TRUE;
  statement = wuse_sql_cache_get (self->cache, queries[hit->type], error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  step = wuse_sql_step (statement, error);
  hit->id = step == WUSE_SQL_ROW ? g_strdup (wuse_sql_get_text (statement, HIT_ID)) : NULL;
  if (hit->id == NULL)
    {
      sqlite3_reset (statement);
      return step != WUSE_SQL_FAILED;
    }

  name = wuse_sql_get_text (statement, HIT_NAME);
  address = wuse_sql_get_text (statement, HIT_ADDRESS);
  hit->name = g_strdup (name != NULL ? name : address != NULL ? address : hit->id);
  hit->detail = name != NULL ? g_strdup (address) : NULL;
  hit->kind = g_strdup (wuse_sql_get_text (statement, HIT_KIND));
  area = g_strdup (wuse_sql_get_text (statement, HIT_AREA));
  set_place (self, statement, hit);
  sqlite3_reset (statement);

  if (hit->detail == NULL && !wuse_store_reader_describe_area (self, area, &hit->detail, error))
    return FALSE;
  g_ptr_array_add (hits, g_steal_pointer (&hit));

  return TRUE;
}

static gboolean
is_known (const GArray *numbers, guint n_numbers, gint64 number)
{
  for (guint i = 0; i < n_numbers; i++)
    if (g_array_index (numbers, gint64, i) == number)
      return TRUE;

  return FALSE;
}

/* Collects the numbers a statement gives, up to @limit in all, without those that were there before; resets it. */
static gboolean
collect (sqlite3_stmt *statement, GArray *numbers, guint limit, GError **error)
{
  guint n_before = numbers->len;
  WuseSqlStep step = WUSE_SQL_DONE;

  while (numbers->len < limit && (step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      gint64 number = sqlite3_column_int64 (statement, 0);

      if (!is_known (numbers, n_before, number))
        g_array_append_val (numbers, number);
    }
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

static gboolean
collect_words (WuseStoreReader *self, const char *text, gboolean from_start, GArray *numbers, guint limit, GError **error)
{
  g_autofree char *query = wuse_search_text_build_query (text, WUSE_SEARCH_MAX_CHARACTERS, from_start);
  WuseStatement *statement;

  if (query == NULL)
    return TRUE;
  statement = wuse_sql_cache_get (self->cache, find_words, error);
  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, query, -1);
  sqlite3_bind_int64 (statement, 2, (gint64) limit + numbers->len);

  return collect (statement, numbers, limit, error);
}

static GPtrArray *
make_hits (WuseStoreReader *self, const GArray *numbers, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (free_hit_cb);

  for (guint i = 0; i < numbers->len; i++)
    if (!add_hit (self, g_array_index (numbers, gint64, i), hits, error))
      return NULL;

  return g_steal_pointer (&hits);
}

GPtrArray *
wuse_store_reader_search (WuseStoreReader *self, const char *text, guint limit, GError **error)
{
  g_autoptr (GArray) numbers = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!collect_words (self, text, TRUE, numbers, limit, error) || !collect_words (self, text, FALSE, numbers, limit, error))
    return NULL;

  return make_hits (self, numbers, error);
}

GPtrArray *
wuse_store_reader_find_in (WuseStoreReader *self, WuseRecordType type, const WuseBounds *bounds, guint limit, GError **error)
{
  g_autoptr (GArray) numbers = NULL;
  WuseStatement *statement;
  gint64 first, last;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (wuse_directory_has (type), NULL);
  g_return_val_if_fail (bounds != NULL, NULL);

  statement = wuse_sql_cache_get (self->cache, find_boxes, error);
  if (statement == NULL)
    return NULL;
  wuse_directory_range (type, &first, &last);
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, last);
  sqlite3_bind_int (statement, 3, bounds->east);
  sqlite3_bind_int (statement, 4, bounds->west);
  sqlite3_bind_int (statement, 5, bounds->north);
  sqlite3_bind_int (statement, 6, bounds->south);
  sqlite3_bind_int64 (statement, 7, limit);

  numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!collect (statement, numbers, limit, error))
    return NULL;

  return make_hits (self, numbers, error);
}
