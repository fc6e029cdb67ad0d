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
static const char get_cases[] =
    "SELECT c.id, c.person, c.area, household.area, building.area, c.household, c.building, c.lon, c.lat, building.lon, "
    "building.lat, c.onset, c.report, c.isolation, c.\"release\", c.death, c.classification, c.origin, c.infector, c.cluster, "
    "c.at FROM \"case\" AS c "
    "LEFT JOIN household ON household.id = iif (c.area IN (SELECT id FROM area), NULL, c.household) "
    "LEFT JOIN building ON building.id "
    "= iif (c.area IN (SELECT id FROM area) AND c.lon IS NOT NULL AND c.lat IS NOT NULL, NULL, c.building)";

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
};

static const char get_contacts[] = "SELECT area, tier, quarantine, start, due, \"release\" FROM contact";

enum
{
  CONTACT_AREA,
  CONTACT_TIER,
  CONTACT_QUARANTINE,
  CONTACT_START,
  CONTACT_DUE,
  CONTACT_RELEASE,
};

static const char get_stays[] =
    "SELECT stay.\"case\", stay.area, place.area, stay.lon, stay.lat, place.lon, place.lat, stay.start, stay.\"end\" "
    "FROM stay LEFT JOIN place ON place.id = stay.place";

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
};

static const char get_places[] = "SELECT id, kind, name, address, area, lon, lat FROM place";

enum
{
  PLACE_ID,
  PLACE_KIND,
  PLACE_NAME,
  PLACE_ADDRESS,
  PLACE_AREA,
  PLACE_LON,
  PLACE_LAT,
};

static const char get_daily[] = "SELECT area, day, confirmed, screened, screened_positive, at FROM daily";

enum
{
  DAILY_AREA,
  DAILY_DAY,
  DAILY_CONFIRMED,
  DAILY_SCREENED,
  DAILY_POSITIVE,
  DAILY_AT,
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

static gboolean
copy_contacts (WuseRegister *self, WuseRegister *before)
{
  guint n_contacts;
  const WuseContact *contacts = wuse_register_get_contacts (before, &n_contacts);

  for (guint i = 0; i < n_contacts; i++)
    wuse_register_add_contact (self, &contacts[i]);

  return TRUE;
}

/* A stay of a case that was not there yet has lost the case's id: then all have to be read. */
static gboolean
copy_stays (WuseRegister *self, WuseRegister *before)
{
  guint n_stays, n_cases;
  const WuseStay *stays = wuse_register_get_stays (before, &n_stays);
  const WuseCase *cases = wuse_register_get_cases (before, &n_cases);

  for (guint i = 0; i < n_stays; i++)
    if (stays[i].case_index >= n_cases)
      return FALSE;
  for (guint i = 0; i < n_stays; i++)
    wuse_register_add_stay (self, &stays[i], cases[stays[i].case_index].id);

  return TRUE;
}

static gboolean
copy_places (WuseRegister *self, WuseRegister *before)
{
  guint n_places;
  const WusePlace *places = wuse_register_get_places (before, &n_places);

  for (guint i = 0; i < n_places; i++)
    wuse_register_add_place (self, &places[i]);

  return TRUE;
}

static gboolean
copy_daily (WuseRegister *self, WuseRegister *before)
{
  guint n_daily;
  const WuseDaily *daily = wuse_register_get_daily (before, &n_daily);

  for (guint i = 0; i < n_daily; i++)
    wuse_register_add_daily (self, &daily[i]);

  return TRUE;
}

#define BIT(type) (1u << (type))

static const struct
{
  const char *sql;
  AddFunc add;
  guint types; /* what its rows depend on */
  gboolean (*copy) (WuseRegister *self, WuseRegister *before);
} tables[] = {
  { get_cases, add_case, 0, NULL },
  { get_contacts, add_contact, BIT (WUSE_RECORD_CONTACT), copy_contacts },
  { get_stays, add_stay, BIT (WUSE_RECORD_STAY) | BIT (WUSE_RECORD_PLACE), copy_stays },
  { get_places, add_place, BIT (WUSE_RECORD_PLACE), copy_places },
  { get_daily, add_daily, BIT (WUSE_RECORD_DAILY), copy_daily },
};

/* @before is NULL if everything is to be read. Cases are always read: a register keeps no infector that it does not know. */
static WuseRegister *
load_register (WuseStoreReader *self, WuseAreaSet *areas, WuseRegister *before, guint types, GError **error)
{
  g_autoptr (WuseRegister) result = wuse_register_new (areas);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      WuseStatement *statement = NULL;
      Load load = { result, areas };
      WuseSqlStep step;

      if (before != NULL && tables[i].copy != NULL && (tables[i].types & types) == 0 && tables[i].copy (result, before))
        continue;
      statement = wuse_sql_cache_get (self->cache, tables[i].sql, error);
      if (statement == NULL)
        return NULL;
      while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
        tables[i].add (&load, statement);
      sqlite3_reset (statement);
      if (step == WUSE_SQL_FAILED)
        return NULL;
    }
  wuse_register_seal (result);

  return g_steal_pointer (&result);
}

WuseRegister *
wuse_store_reader_load_register (WuseStoreReader *self, WuseAreaSet *areas, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (areas != NULL, NULL);

  return load_register (self, areas, NULL, 0, error);
}

WuseRegister *
wuse_store_reader_update_register (WuseStoreReader *self, WuseRegister *before, guint types, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (before != NULL, NULL);

  return load_register (self, wuse_register_get_areas (before), before, types, error);
}
