/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads cases, contacts, stays, places and daily figures. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-reader-private.h"

#include "wuse-table.h"

#include <string.h>

/* What a loader works on. */
typedef struct
{
  WuseRegister *register_;
  WuseAreaSet *areas;
} Load;

typedef void (*AddFunc) (const Load *load, sqlite3_stmt *row);

/* Households and buildings are looked up only for what the case itself does not say: that would be most of the time. */
#define GET_CASES                                                                                                                \
  "SELECT c.id, c.person, c.area, household.area, building.area, c.household, c.building, c.lon, c.lat, building.lon, "          \
  "building.lat, c.onset, c.report, c.isolation, c.\"release\", c.death, c.classification, c.origin, c.infector, c.cluster, "    \
  "c.at, c.key FROM case_shown AS c "                                                                                            \
  "LEFT JOIN household ON household.id = iif (c.area IN (SELECT id FROM area), NULL, c.household) "                              \
  "LEFT JOIN building ON building.id "                                                                                           \
  "= iif (c.area IN (SELECT id FROM area) AND c.lon IS NOT NULL AND c.lat IS NOT NULL, NULL, c.building)"

enum
{
  CASE_ID,
  CASE_PERSON,
  CASE_AREA,
  CASE_HOUSEHOLD_AREA,
  CASE_BUILDING_AREA,
  CASE_HOUSEHOLD,
  CASE_BUILDING,
  CASE_LON,
  CASE_LAT,
  CASE_BUILDING_LON,
  CASE_BUILDING_LAT,
  CASE_ONSET,
  CASE_REPORT,
  CASE_ISOLATION,
  CASE_RELEASE,
  CASE_DEATH,
  CASE_CLASSIFICATION,
  CASE_ORIGIN,
  CASE_INFECTOR,
  CASE_CLUSTER,
  CASE_AT,
  CASE_KEY,
};

#define GET_CONTACTS "SELECT area, tier, quarantine, start, due, \"release\", key FROM contact_shown"

enum
{
  CONTACT_AREA,
  CONTACT_TIER,
  CONTACT_QUARANTINE,
  CONTACT_START,
  CONTACT_DUE,
  CONTACT_RELEASE,
  CONTACT_KEY,
};

#define GET_STAYS                                                                                                                \
  "SELECT stay.\"case\", stay.area, place.area, stay.lon, stay.lat, place.lon, place.lat, stay.start, stay.\"end\", stay.key "   \
  "FROM stay_shown AS stay LEFT JOIN place ON place.id = stay.place"

enum
{
  STAY_CASE,
  STAY_AREA,
  STAY_PLACE_AREA,
  STAY_LON,
  STAY_LAT,
  STAY_PLACE_LON,
  STAY_PLACE_LAT,
  STAY_START,
  STAY_END,
  STAY_KEY,
};

#define GET_PLACES "SELECT id, kind, name, address, area, lon, lat, key FROM place"

enum
{
  PLACE_ID,
  PLACE_KIND,
  PLACE_NAME,
  PLACE_ADDRESS,
  PLACE_AREA,
  PLACE_LON,
  PLACE_LAT,
  PLACE_KEY,
};

#define GET_DAILY "SELECT area, day, confirmed, screened, screened_positive, at, key FROM daily"

enum
{
  DAILY_AREA,
  DAILY_DAY,
  DAILY_CONFIRMED,
  DAILY_SCREENED,
  DAILY_POSITIVE,
  DAILY_AT,
  DAILY_KEY,
};

/* The first of @n_columns columns that names an area of the set. */
static guint32
find_area (const Load *load, sqlite3_stmt *row, int column, int n_columns)
{
  for (int i = column; i < column + n_columns; i++)
    {
      const char *id = (const char *) sqlite3_column_text (row, i);
      guint32 area = id != NULL ? wuse_area_set_find (load->areas, id, sqlite3_column_bytes (row, i)) : WUSE_AREA_NONE;

      if (area != WUSE_AREA_NONE)
        return area;
    }

  return WUSE_AREA_NONE;
}

/* The first of @n_pairs pairs of columns that is a position; both 0 where there is none. */
static WusePoint
get_point (sqlite3_stmt *row, int column, int n_pairs)
{
  for (int i = column; i < column + 2 * n_pairs; i += 2)
    {
      gint64 lon = sqlite3_column_int64 (row, i), lat = sqlite3_column_int64 (row, i + 1);

      if (sqlite3_column_type (row, i) != SQLITE_NULL && sqlite3_column_type (row, i + 1) != SQLITE_NULL
          && ABS (lon) <= 1800000000 && ABS (lat) <= 900000000)
        return (WusePoint){ (gint32) lon, (gint32) lat };
    }

  return (WusePoint){ 0, 0 };
}

static WuseDay
get_day (sqlite3_stmt *row, int column)
{
  gint64 day = sqlite3_column_int64 (row, column);

  return sqlite3_column_type (row, column) == SQLITE_NULL || ABS (day) > G_MAXINT32 ? WUSE_DAY_NONE : (WuseDay) day;
}

static WuseTime
get_time (sqlite3_stmt *row, int column)
{
  return sqlite3_column_type (row, column) == SQLITE_NULL ? WUSE_TIME_NONE : sqlite3_column_int64 (row, column);
}

static gint32
get_count (sqlite3_stmt *row, int column)
{
  gint64 count = sqlite3_column_int64 (row, column);

  return sqlite3_column_type (row, column) == SQLITE_NULL || count < 0 || count > G_MAXINT32 ? -1 : (gint32) count;
}

/* A classification of a newer server counts as suspected: it is not left out, nor claimed to be confirmed. */
static WuseClassification
classification_of (const char *code)
{
  if (g_strcmp0 (code, "confirmed") == 0)
    return WUSE_CASE_CONFIRMED;

  return g_strcmp0 (code, "asymptomatic") == 0 ? WUSE_CASE_ASYMPTOMATIC : WUSE_CASE_SUSPECTED;
}

static WuseCaseOrigin
origin_of (const char *code)
{
  if (g_strcmp0 (code, "local") == 0)
    return WUSE_ORIGIN_LOCAL;

  return g_strcmp0 (code, "imported") == 0 ? WUSE_ORIGIN_IMPORTED : WUSE_ORIGIN_UNKNOWN;
}

/* Named apart from clusters, which are interned too. */
static guint32
intern_setting (const Load *load, sqlite3_stmt *row)
{
  const char *household = wuse_sql_get_text (row, CASE_HOUSEHOLD);
  const char *building = wuse_sql_get_text (row, CASE_BUILDING);
  g_autofree char *name = NULL;

  if (household == NULL && building == NULL)
    return WUSE_INDEX_NONE;
  name = household != NULL ? g_strconcat ("household/", household, NULL) : g_strconcat ("building/", building, NULL);

  return wuse_register_intern (load->register_, name);
}

static void
add_case (const Load *load, sqlite3_stmt *row)
{
  WuseCase item = {
    .key = sqlite3_column_int64 (row, CASE_KEY),
    .id = wuse_sql_get_text (row, CASE_ID),
    .person = wuse_sql_get_text (row, CASE_PERSON),
    .area = find_area (load, row, CASE_AREA, 3),
    .position = get_point (row, CASE_LON, 2),
    .onset = get_day (row, CASE_ONSET),
    .report = get_day (row, CASE_REPORT),
    .isolation = get_day (row, CASE_ISOLATION),
    .release = get_day (row, CASE_RELEASE),
    .classification = (guint8) classification_of (wuse_sql_get_text (row, CASE_CLASSIFICATION)),
    .origin = (guint8) origin_of (wuse_sql_get_text (row, CASE_ORIGIN)),
    .infector = WUSE_INDEX_NONE,
    .small_setting = intern_setting (load, row),
    .changed_at = sqlite3_column_int64 (row, CASE_AT),
  };

  if (item.id == NULL)
    return;
  item.cluster = wuse_register_intern (load->register_, wuse_sql_get_text (row, CASE_CLUSTER));
  if (item.release == WUSE_DAY_NONE)
    item.release = get_day (row, CASE_DEATH);
  if (item.position.lon == 0 && item.position.lat == 0 && item.area != WUSE_AREA_NONE)
    item.position = wuse_area_set_get (load->areas, item.area)->label;

  wuse_register_add_case (load->register_, &item, wuse_sql_get_text (row, CASE_INFECTOR));
}

static void
add_contact (const Load *load, sqlite3_stmt *row)
{
  WuseContact item = {
    .key = sqlite3_column_int64 (row, CONTACT_KEY),
    .area = find_area (load, row, CONTACT_AREA, 1),
    .tier = g_strcmp0 (wuse_sql_get_text (row, CONTACT_TIER), "secondary") == 0 ? 2 : 1,
    .central = g_strcmp0 (wuse_sql_get_text (row, CONTACT_QUARANTINE), "central") == 0,
    .start = get_day (row, CONTACT_START),
    .due = get_day (row, CONTACT_DUE),
    .release = get_day (row, CONTACT_RELEASE),
  };

  wuse_register_add_contact (load->register_, &item);
}

static void
add_stay (const Load *load, sqlite3_stmt *row)
{
  const char *case_id = wuse_sql_get_text (row, STAY_CASE);
  WuseStay item = {
    .key = sqlite3_column_int64 (row, STAY_KEY),
    .case_index = WUSE_INDEX_NONE,
    .area = find_area (load, row, STAY_AREA, 2),
    .position = get_point (row, STAY_LON, 2),
    .start = get_time (row, STAY_START),
    .end = get_time (row, STAY_END),
  };

  if (case_id != NULL)
    wuse_register_add_stay (load->register_, &item, case_id);
}

static void
add_place (const Load *load, sqlite3_stmt *row)
{
  const char *kind = wuse_sql_get_text (row, PLACE_KIND);
  WusePlace item = {
    .key = sqlite3_column_int64 (row, PLACE_KEY),
    .id = wuse_sql_get_text (row, PLACE_ID),
    .kind = kind != NULL ? kind : "",
    .name = wuse_sql_get_text (row, PLACE_NAME),
    .address = wuse_sql_get_text (row, PLACE_ADDRESS),
    .area = find_area (load, row, PLACE_AREA, 1),
    .position = get_point (row, PLACE_LON, 1),
  };

  if (item.id != NULL && item.name != NULL)
    wuse_register_add_place (load->register_, &item);
}

static void
add_daily (const Load *load, sqlite3_stmt *row)
{
  WuseDaily item = {
    .key = sqlite3_column_int64 (row, DAILY_KEY),
    .area = find_area (load, row, DAILY_AREA, 1),
    .day = get_day (row, DAILY_DAY),
    .confirmed = get_count (row, DAILY_CONFIRMED),
    .screened = get_count (row, DAILY_SCREENED),
    .screened_positive = get_count (row, DAILY_POSITIVE),
    .at = sqlite3_column_int64 (row, DAILY_AT),
  };

  if (item.area != WUSE_AREA_NONE && item.day != WUSE_DAY_NONE)
    wuse_register_add_daily (load->register_, &item);
}

/* Copies of what was read before, but for rows that have been touched since. */

static gboolean
is_touched (GHashTable *touched, gint64 key)
{
  return touched != NULL && g_hash_table_contains (touched, &key);
}

static void
copy_cases (WuseRegister *self, WuseRegister *before, GHashTable *touched)
{
  guint n_cases;
  const WuseCase *cases = wuse_register_get_cases (before, &n_cases);

  for (guint i = 0; i < n_cases; i++)
    {
      WuseCase item = cases[i];

      if (is_touched (touched, item.key))
        continue;
      if (item.cluster != WUSE_INDEX_NONE)
        item.cluster = wuse_register_intern (self, wuse_register_get_interned (before, item.cluster));
      if (item.small_setting != WUSE_INDEX_NONE)
        item.small_setting = wuse_register_intern (self, wuse_register_get_interned (before, item.small_setting));
      wuse_register_add_case (self, &item, item.infector_id);
    }
}

static void
copy_contacts (WuseRegister *self, WuseRegister *before, GHashTable *touched)
{
  guint n_contacts;
  const WuseContact *contacts = wuse_register_get_contacts (before, &n_contacts);

  for (guint i = 0; i < n_contacts; i++)
    if (!is_touched (touched, contacts[i].key))
      wuse_register_add_contact (self, &contacts[i]);
}

static void
copy_stays (WuseRegister *self, WuseRegister *before, GHashTable *touched)
{
  guint n_stays;
  const WuseStay *stays = wuse_register_get_stays (before, &n_stays);

  for (guint i = 0; i < n_stays; i++)
    if (!is_touched (touched, stays[i].key))
      wuse_register_add_stay (self, &stays[i], stays[i].case_id);
}

static void
copy_places (WuseRegister *self, WuseRegister *before, GHashTable *touched)
{
  guint n_places;
  const WusePlace *places = wuse_register_get_places (before, &n_places);

  for (guint i = 0; i < n_places; i++)
    if (!is_touched (touched, places[i].key))
      wuse_register_add_place (self, &places[i]);
}

static void
copy_daily (WuseRegister *self, WuseRegister *before, GHashTable *touched)
{
  guint n_daily;
  const WuseDaily *daily = wuse_register_get_daily (before, &n_daily);

  for (guint i = 0; i < n_daily; i++)
    if (!is_touched (touched, daily[i].key))
      wuse_register_add_daily (self, &daily[i]);
}

#define BIT(type) (1u << (type))

/* A row, by its number, follows from its own table alone as long as those of @others are as they were. */
static const struct
{
  WuseRecordType type;
  guint others;
  const char *all;
  const char *one;
  AddFunc add;
  void (*copy) (WuseRegister *self, WuseRegister *before, GHashTable *touched);
} tables[] = {
  { WUSE_RECORD_CASE, BIT (WUSE_RECORD_AREA) | BIT (WUSE_RECORD_HOUSEHOLD) | BIT (WUSE_RECORD_BUILDING), GET_CASES,
    GET_CASES " WHERE c.key = ?1", add_case, copy_cases },
  { WUSE_RECORD_CONTACT, 0, GET_CONTACTS, GET_CONTACTS " WHERE key = ?1", add_contact, copy_contacts },
  { WUSE_RECORD_STAY, BIT (WUSE_RECORD_PLACE), GET_STAYS, GET_STAYS " WHERE stay.key = ?1", add_stay, copy_stays },
  { WUSE_RECORD_PLACE, 0, GET_PLACES, GET_PLACES " WHERE key = ?1", add_place, copy_places },
  { WUSE_RECORD_DAILY, 0, GET_DAILY, GET_DAILY " WHERE key = ?1", add_daily, copy_daily },
};

/* Adds what a statement gives; @key is its parameter, or NULL if it has none. */
static gboolean
read_rows (WuseStoreReader *self, const Load *load, const char *sql, const gint64 *key, AddFunc add, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  if (key != NULL)
    sqlite3_bind_int64 (statement, 1, *key);
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    add (load, statement);
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

static gboolean
read_touched (WuseStoreReader *self, const Load *load, guint table, GHashTable *touched, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!read_rows (self, load, tables[table].one, key, tables[table].add, error))
      return FALSE;

  return TRUE;
}

static guint
get_touched_types (GHashTable *const touched[WUSE_N_RECORD_TYPES])
{
  guint types = 0;

  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    if (touched[type] != NULL)
      types |= BIT (type);

  return types;
}

/* @before is NULL if everything is to be read; else @touched says what is to be read again. */
static WuseRegister *
load_register (WuseStoreReader *self,
               WuseAreaSet *areas,
               WuseRegister *before,
               GHashTable *const touched[WUSE_N_RECORD_TYPES],
               GError **error)
{
  g_autoptr (WuseRegister) result = wuse_register_new (areas);
  guint types = before != NULL ? get_touched_types (touched) : 0;
  Load load = { result, areas };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GHashTable *again = before != NULL ? touched[tables[i].type] : NULL;
      gboolean is_done = TRUE;

      if (before == NULL || (tables[i].others & types) != 0)
        is_done = read_rows (self, &load, tables[i].all, NULL, tables[i].add, error);
      else
        {
          tables[i].copy (result, before, again);
          is_done = again == NULL || read_touched (self, &load, i, again, error);
        }
      if (!is_done)
        return NULL;
    }
  wuse_register_set_instant (result, self->epoch, self->number);
  wuse_register_seal (result);

  return g_steal_pointer (&result);
}

WuseRegister *
wuse_store_reader_load_register (WuseStoreReader *self, WuseAreaSet *areas, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (areas != NULL, NULL);

  return load_register (self, areas, NULL, NULL, error);
}

WuseRegister *
wuse_store_reader_update_register (WuseStoreReader *self, WuseRegister *before, GError **error)
{
  GHashTable *touched[WUSE_N_RECORD_TYPES];
  WuseRegister *result;
  gboolean is_known;
  guint epoch;
  gint64 number;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (before != NULL, NULL);

  wuse_register_get_instant (before, &epoch, &number);
  is_known = wuse_touch_log_collect_keys (self->touched, epoch, number, touched);
  result = load_register (self, wuse_register_get_areas (before), is_known ? before : NULL, touched, error);
  wuse_touched_keys_clear (touched);

  return result;
}
