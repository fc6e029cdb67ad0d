/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of what is on the map: areas, buildings, base features, places. */

#include "config.h"

#include "wuse-table.h"

static const char area_create[] =
    "CREATE TABLE area (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, level TEXT NOT NULL, code TEXT, name TEXT NOT NULL, name_en TEXT, parent TEXT, "
    "persons INTEGER, households INTEGER, buildings INTEGER, figures_at INTEGER, geometry BLOB) STRICT";

#define AREA_COLUMNS                                                                                                             \
  "id, version, at, level, code, name, name_en, parent, persons, households, buildings, figures_at, "                            \
  "geometry"

#define AREA_INSERT "INSERT INTO area (" AREA_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"

static const char area_insert[] = AREA_INSERT;

static const char area_upsert[] =
    AREA_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, level = excluded.level, "
                "code = excluded.code, name = excluded.name, name_en = excluded.name_en, parent = excluded.parent, "
                "persons = excluded.persons, households = excluded.households, buildings = excluded.buildings, "
                "figures_at = excluded.figures_at, geometry = excluded.geometry WHERE excluded.version > area.version";

static const char *const area_indexes[] = {
  "CREATE INDEX IF NOT EXISTS area_parent ON area (parent)",
  NULL,
};

const WuseTable wuse_table_area = {
  .create = area_create,
  .drop = "DROP TABLE IF EXISTS area",
  .insert = area_insert,
  .upsert = area_upsert,
  .remove = "DELETE FROM area WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " AREA_COLUMNS " FROM area",
  .lookup = "SELECT key, version, level, code, name, parent, geometry FROM area WHERE id = ?1",
  .indexes = area_indexes,
};

static const char building_create[] =
    "CREATE TABLE building (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, area TEXT, name TEXT, address TEXT, lon INTEGER, lat INTEGER, floors INTEGER, "
    "units INTEGER, households INTEGER, geometry BLOB) STRICT";

#define BUILDING_COLUMNS "id, version, at, area, name, address, lon, lat, floors, units, households, geometry"

#define BUILDING_INSERT "INSERT INTO building (" BUILDING_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"

static const char building_insert[] = BUILDING_INSERT;

static const char building_upsert[] =
    BUILDING_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, area = excluded.area, "
                    "name = excluded.name, address = excluded.address, lon = excluded.lon, lat = excluded.lat, "
                    "floors = excluded.floors, units = excluded.units, households = excluded.households, "
                    "geometry = excluded.geometry WHERE excluded.version > building.version";

static const char *const building_indexes[] = {
  "CREATE INDEX IF NOT EXISTS building_area ON building (area, at)",
  NULL,
};

const WuseTable wuse_table_building = {
  .create = building_create,
  .drop = "DROP TABLE IF EXISTS building",
  .insert = building_insert,
  .upsert = building_upsert,
  .remove = "DELETE FROM building WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " BUILDING_COLUMNS " FROM building",
  .lookup = "SELECT key, version FROM building WHERE id = ?1",
  .indexes = building_indexes,
};

static const char feature_create[] =
    "CREATE TABLE feature (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT, geometry BLOB) STRICT";

#define FEATURE_COLUMNS "id, version, at, kind, name, geometry"

#define FEATURE_INSERT "INSERT INTO feature (" FEATURE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

static const char feature_insert[] = FEATURE_INSERT;

static const char feature_upsert[] =
    FEATURE_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, kind = excluded.kind, "
                   "name = excluded.name, geometry = excluded.geometry WHERE excluded.version > feature.version";

const WuseTable wuse_table_feature = {
  .create = feature_create,
  .drop = "DROP TABLE IF EXISTS feature",
  .insert = feature_insert,
  .upsert = feature_upsert,
  .remove = "DELETE FROM feature WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " FEATURE_COLUMNS " FROM feature",
  .lookup = "SELECT key, version FROM feature WHERE id = ?1",
};

static const char place_create[] =
    "CREATE TABLE place (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, address TEXT, area TEXT, lon INTEGER, "
    "lat INTEGER, capacity INTEGER) STRICT";

#define PLACE_COLUMNS "id, version, at, kind, name, address, area, lon, lat, capacity"

#define PLACE_INSERT "INSERT INTO place (" PLACE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"

static const char place_insert[] = PLACE_INSERT;

static const char place_upsert[] =
    PLACE_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, kind = excluded.kind, "
                 "name = excluded.name, address = excluded.address, area = excluded.area, lon = excluded.lon, "
                 "lat = excluded.lat, capacity = excluded.capacity WHERE excluded.version > place.version";

const WuseTable wuse_table_place = {
  .create = place_create,
  .drop = "DROP TABLE IF EXISTS place",
  .insert = place_insert,
  .upsert = place_upsert,
  .remove = "DELETE FROM place WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " PLACE_COLUMNS ", key FROM place",
  .select_row = "SELECT " PLACE_COLUMNS ", key FROM place WHERE key = ?1",
  .lookup = "SELECT key, version FROM place WHERE id = ?1",
};
