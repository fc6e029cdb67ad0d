/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory of what has a place or a name. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-directory.h"

#include "wuse-search-text.h"

#include <string.h>

#define KEY_BITS 40

enum
{
  NAME,
  OTHER,
  INITIALS,
  CODES,
  N_TEXTS,
};

/* By rank among hits. */
static const WuseRecordType ranked[] = { WUSE_RECORD_AREA, WUSE_RECORD_PLACE, WUSE_RECORD_BUILDING, WUSE_RECORD_FEATURE };

static const char put_box[] = "INSERT OR REPLACE INTO box (key, west, east, south, north) VALUES (?1, ?2, ?3, ?4, ?5)";
static const char remove_box[] = "DELETE FROM box WHERE key = ?1";
static const char get_texts[] = "SELECT name, other, initials, codes FROM search_text WHERE key = ?1";
static const char put_texts[] =
    "INSERT OR REPLACE INTO search_text (key, name, other, initials, codes) VALUES (?1, ?2, ?3, ?4, ?5)";
static const char remove_texts[] = "DELETE FROM search_text WHERE key = ?1";
static const char put_words[] = "INSERT INTO search (rowid, name, other, initials, codes) VALUES (?1, ?2, ?3, ?4, ?5)";
static const char remove_words[] = "INSERT INTO search (search, rowid, name, other, initials, codes) "
                                   "SELECT 'delete', key, name, other, initials, codes FROM search_text WHERE key = ?1";

static int
rank_of (WuseRecordType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranked); i++)
    if (ranked[i] == type)
      return (int) i + 1;

  return 0;
}

gboolean
wuse_directory_has (WuseRecordType type)
{
  return rank_of (type) > 0;
}

gint64
wuse_directory_key (WuseRecordType type, gint64 key)
{
  return ((gint64) rank_of (type) << KEY_BITS) + key;
}

void
wuse_directory_range (WuseRecordType type, gint64 *first, gint64 *last)
{
  *first = (gint64) rank_of (type) << KEY_BITS;
  *last = *first + (G_GINT64_CONSTANT (1) << KEY_BITS) - 1;
}

gboolean
wuse_directory_resolve (gint64 number, WuseRecordType *type, gint64 *key)
{
  gint64 rank = number >> KEY_BITS;

  if (rank < 1 || rank > (gint64) G_N_ELEMENTS (ranked))
    return FALSE;
  *type = ranked[rank - 1];
  *key = number & ((G_GINT64_CONSTANT (1) << KEY_BITS) - 1);

  return TRUE;
}

static const WuseValue *
value_of (const WuseRecord *record, const char *field)
{
  int i = wuse_table_find_field (record->type, field);

  return i >= 0 && record->values[i].is_set ? &record->values[i] : NULL;
}

static char *
dup_text (const WuseRecord *record, const char *field)
{
  const WuseValue *value = value_of (record, field);

  return value != NULL ? g_strndup (value->data, value->length) : NULL;
}

/* Empty when it is nowhere. */
static WuseBounds
bounds_of (const WuseRecord *record)
{
  const WuseValue *value = value_of (record, "geometry");
  const WuseValue *lon = value_of (record, "lon"), *lat = value_of (record, "lat");
  WuseGeometry geometry;

  if (value != NULL && wuse_geometry_view_bytes (&geometry, (const guint8 *) value->data, value->length, NULL))
    return geometry.bounds;
  if (lon != NULL && lat != NULL)
    return (WuseBounds){ (gint32) lon->integer, (gint32) lat->integer, (gint32) lon->integer, (gint32) lat->integer };

  return WUSE_BOUNDS_EMPTY;
}

static gboolean
run_for_key (WuseSqlCache *cache, const char *sql, gint64 number, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);

  return wuse_sql_finish (statement, error);
}

static gboolean
put_bounds (WuseSqlCache *cache, const WuseRecord *record, gint64 number, gboolean is_new, GError **error)
{
  WuseBounds bounds = bounds_of (record);
  WuseStatement *statement;

  if (bounds.west > bounds.east)
    return is_new || run_for_key (cache, remove_box, number, error);

  statement = wuse_sql_cache_get (cache, put_box, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_int (statement, 2, bounds.west);
  sqlite3_bind_int (statement, 3, bounds.east);
  sqlite3_bind_int (statement, 4, bounds.south);
  sqlite3_bind_int (statement, 5, bounds.north);

  return wuse_sql_finish (statement, error);
}

/* All but the initials. */
static void
make_texts (const WuseRecord *record, GString *texts[N_TEXTS])
{
  g_autofree char *name = dup_text (record, "name");
  g_autofree char *name_en = dup_text (record, "name_en");
  g_autofree char *address = dup_text (record, "address");
  g_autofree char *code = dup_text (record, "code");
  g_autofree char *id = g_strndup (record->id, record->id_length);

  wuse_search_text_append (name, texts[NAME]);
  wuse_search_text_append (name_en, texts[OTHER]);
  wuse_search_text_append (address, texts[OTHER]);
  wuse_search_text_append_code (code, texts[CODES]);
  wuse_search_text_append_code (id, texts[CODES]);
}

static gboolean
bind_and_run (WuseSqlCache *cache, const char *sql, gint64 number, GString *const texts[N_TEXTS], GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  for (int i = 0; i < N_TEXTS; i++)
    wuse_sql_bind_text (statement, i + 2, texts[i]->str, (gssize) texts[i]->len);

  return wuse_sql_finish (statement, error);
}

/* Compares with what is stored. The initials of a name that has not changed are taken from there, since making them may
 * take a tenth of a second, the first time. Returns FALSE on failure. */
static gboolean
compare_texts (
    WuseSqlCache *cache, gint64 number, GString *const texts[N_TEXTS], gboolean *is_there, gboolean *is_same, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (cache, get_texts, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  step = wuse_sql_step (statement, error);
  *is_there = *is_same = step == WUSE_SQL_ROW;
  if (*is_there && g_strcmp0 (wuse_sql_get_text (statement, NAME), texts[NAME]->str) == 0)
    g_string_assign (texts[INITIALS], (const char *) sqlite3_column_text (statement, INITIALS));
  for (int i = 0; i < N_TEXTS && *is_same; i++)
    *is_same = g_strcmp0 ((const char *) sqlite3_column_text (statement, i), texts[i]->str) == 0;
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

static gboolean
replace_texts (WuseSqlCache *cache, gint64 number, GString *const texts[N_TEXTS], gboolean is_there, GError **error)
{
  return (!is_there || run_for_key (cache, remove_words, number, error)) && bind_and_run (cache, put_texts, number, texts, error)
         && bind_and_run (cache, put_words, number, texts, error);
}

static gboolean
put_search (WuseSqlCache *cache, WuseInitials *initials, const WuseRecord *record, gint64 number, gboolean is_new, GError **error)
{
  g_autofree char *name = dup_text (record, "name");
  GString *texts[N_TEXTS];
  gboolean is_there = FALSE, is_same = FALSE, is_done;

  for (int i = 0; i < N_TEXTS; i++)
    texts[i] = g_string_new (NULL);
  make_texts (record, texts);

  is_done = is_new || compare_texts (cache, number, texts, &is_there, &is_same, error);
  if (texts[INITIALS]->len == 0 && name != NULL && !is_same)
    wuse_initials_append (initials, name, texts[INITIALS]);
  if (is_done && !is_same)
    is_done = replace_texts (cache, number, texts, is_there, error);

  for (int i = 0; i < N_TEXTS; i++)
    g_string_free (texts[i], TRUE);

  return is_done;
}

gboolean
wuse_directory_put (
    WuseSqlCache *cache, WuseInitials *initials, const WuseRecord *record, gint64 key, gboolean is_new, GError **error)
{
  gint64 number = wuse_directory_key (record->type, key);

  if (!put_bounds (cache, record, number, is_new, error))
    return FALSE;

  /* Roads and rivers are not looked for by name. */
  return record->type == WUSE_RECORD_FEATURE || put_search (cache, initials, record, number, is_new, error);
}

gboolean
wuse_directory_remove (WuseSqlCache *cache, WuseRecordType type, gint64 key, GError **error)
{
  gint64 number = wuse_directory_key (type, key);

  return run_for_key (cache, remove_box, number, error) && run_for_key (cache, remove_words, number, error)
         && run_for_key (cache, remove_texts, number, error);
}
