/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of cases, contacts, stays and daily figures. */

#include "config.h"

#include "wuse-table.h"

/* "case", "end" and "release" are words of SQL: they stand in quotes, so that names are the same on the wire and here. */

static const char case_create[] =
    "CREATE TABLE \"case\" (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, classification TEXT NOT NULL, severity TEXT, origin TEXT, origin_place TEXT, "
    "person TEXT, sex TEXT, age INTEGER, age_band TEXT, area TEXT, building TEXT, household TEXT, "
    "lon INTEGER, lat INTEGER, onset INTEGER, report INTEGER, isolation INTEGER, \"release\" INTEGER, "
    "death INTEGER, outcome TEXT, found_by TEXT, infector TEXT, setting TEXT, cluster TEXT, "
    "contacts INTEGER, note TEXT) STRICT";

#define CASE_COLUMNS                                                                                                             \
  "id, version, at, classification, severity, origin, origin_place, person, sex, age, age_band, area, "                          \
  "building, household, lon, lat, onset, report, isolation, \"release\", death, outcome, found_by, "                             \
  "infector, setting, cluster, contacts, note"

#define CASE_INSERT                                                                                                              \
  "INSERT INTO \"case\" (" CASE_COLUMNS                                                                                          \
  ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, "                        \
  "?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)"

static const char case_insert[] = CASE_INSERT;

static const char case_upsert[] =
    CASE_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, "
                "classification = excluded.classification, severity = excluded.severity, origin = excluded.origin, "
                "origin_place = excluded.origin_place, person = excluded.person, sex = excluded.sex, age = excluded.age, "
                "age_band = excluded.age_band, area = excluded.area, building = excluded.building, "
                "household = excluded.household, lon = excluded.lon, lat = excluded.lat, onset = excluded.onset, "
                "report = excluded.report, isolation = excluded.isolation, \"release\" = excluded.\"release\", "
                "death = excluded.death, outcome = excluded.outcome, found_by = excluded.found_by, "
                "infector = excluded.infector, setting = excluded.setting, cluster = excluded.cluster, "
                "contacts = excluded.contacts, note = excluded.note WHERE excluded.version > \"case\".version";

const WuseTable wuse_table_case = {
  .create = case_create,
  .drop = "DROP TABLE IF EXISTS \"case\"",
  .insert = case_insert,
  .upsert = case_upsert,
  .remove = "DELETE FROM \"case\" WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " CASE_COLUMNS " FROM \"case\"",
  .lookup = "SELECT key, version, classification, area, outcome, \"release\", death FROM \"case\" WHERE id = ?1",
};

static const char contact_create[] =
    "CREATE TABLE contact (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, \"case\" TEXT NOT NULL, person TEXT, tier TEXT NOT NULL, setting TEXT, "
    "first_exposure INTEGER, last_exposure INTEGER, area TEXT, quarantine TEXT, quarantine_place TEXT, "
    "start INTEGER, due INTEGER, \"release\" INTEGER, became_case TEXT) STRICT";

#define CONTACT_COLUMNS                                                                                                          \
  "id, version, at, \"case\", person, tier, setting, first_exposure, last_exposure, area, quarantine, "                          \
  "quarantine_place, start, due, \"release\", became_case"

#define CONTACT_INSERT                                                                                                           \
  "INSERT INTO contact (" CONTACT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"

static const char contact_insert[] = CONTACT_INSERT;

static const char contact_upsert[] = CONTACT_INSERT
    " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, "
    "\"case\" = excluded.\"case\", person = excluded.person, tier = excluded.tier, "
    "setting = excluded.setting, first_exposure = excluded.first_exposure, "
    "last_exposure = excluded.last_exposure, area = excluded.area, quarantine = excluded.quarantine, "
    "quarantine_place = excluded.quarantine_place, start = excluded.start, due = excluded.due, "
    "\"release\" = excluded.\"release\", became_case = excluded.became_case WHERE excluded.version > contact.version";

static const char *const contact_indexes[] = {
  "CREATE UNIQUE INDEX IF NOT EXISTS contact_id ON contact (id)",
  NULL,
};

const WuseTable wuse_table_contact = {
  .create = contact_create,
  .drop = "DROP TABLE IF EXISTS contact",
  .insert = contact_insert,
  .upsert = contact_upsert,
  .remove = "DELETE FROM contact WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " CONTACT_COLUMNS " FROM contact",
  .indexes = contact_indexes,
  .index_id = "contact_id",
  .has_bare_fill = TRUE,
};

static const char stay_create[] =
    "CREATE TABLE stay (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, \"case\" TEXT NOT NULL, place TEXT, kind TEXT, name TEXT, area TEXT, lon INTEGER, "
    "lat INTEGER, start INTEGER, \"end\" INTEGER, precision TEXT) STRICT";

#define STAY_COLUMNS "id, version, at, \"case\", place, kind, name, area, lon, lat, start, \"end\", precision"

#define STAY_INSERT "INSERT INTO stay (" STAY_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"

static const char stay_insert[] = STAY_INSERT;

static const char stay_upsert[] =
    STAY_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, "
                "\"case\" = excluded.\"case\", place = excluded.place, kind = excluded.kind, name = excluded.name, "
                "area = excluded.area, lon = excluded.lon, lat = excluded.lat, start = excluded.start, "
                "\"end\" = excluded.\"end\", precision = excluded.precision WHERE excluded.version > stay.version";

static const char *const stay_indexes[] = {
  "CREATE UNIQUE INDEX IF NOT EXISTS stay_id ON stay (id)",
  NULL,
};

const WuseTable wuse_table_stay = {
  .create = stay_create,
  .drop = "DROP TABLE IF EXISTS stay",
  .insert = stay_insert,
  .upsert = stay_upsert,
  .remove = "DELETE FROM stay WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " STAY_COLUMNS " FROM stay",
  .indexes = stay_indexes,
  .index_id = "stay_id",
  .has_bare_fill = TRUE,
};

static const char daily_create[] =
    "CREATE TABLE daily (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, area TEXT NOT NULL, day INTEGER NOT NULL, confirmed INTEGER, asymptomatic INTEGER, "
    "released INTEGER, deaths INTEGER, screened INTEGER, screened_positive INTEGER, home_quarantine INTEGER, "
    "central_quarantine INTEGER) STRICT";

#define DAILY_COLUMNS                                                                                                            \
  "id, version, at, area, day, confirmed, asymptomatic, released, deaths, screened, screened_positive, "                         \
  "home_quarantine, central_quarantine"

#define DAILY_INSERT "INSERT INTO daily (" DAILY_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"

static const char daily_insert[] = DAILY_INSERT;

static const char daily_upsert[] =
    DAILY_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, area = excluded.area, "
                 "day = excluded.day, confirmed = excluded.confirmed, asymptomatic = excluded.asymptomatic, "
                 "released = excluded.released, deaths = excluded.deaths, screened = excluded.screened, "
                 "screened_positive = excluded.screened_positive, home_quarantine = excluded.home_quarantine, "
                 "central_quarantine = excluded.central_quarantine WHERE excluded.version > daily.version";

static const char *const daily_indexes[] = {
  "CREATE UNIQUE INDEX IF NOT EXISTS daily_id ON daily (id)",
  NULL,
};

const WuseTable wuse_table_daily = {
  .create = daily_create,
  .drop = "DROP TABLE IF EXISTS daily",
  .insert = daily_insert,
  .upsert = daily_upsert,
  .remove = "DELETE FROM daily WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " DAILY_COLUMNS " FROM daily",
  .indexes = daily_indexes,
  .index_id = "daily_id",
  .has_bare_fill = TRUE,
};
