/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of cases, contacts, stays, links and daily figures. */

#include "config.h"

#include "wuse-table.h"

/* "case", "end" and "release" are words of SQL: they stand in quotes, so that names are the same on the wire and here. */

/* What is shown: the synced rows that nobody has edited here, and the edited ones that are not deleted. Their keys are
 * negative, so that no two rows have the same. Whether there is any edited row at all is found out once a statement. */
#define OVERLAY_VIEW(view, synced, local, columns)                                                                               \
  "CREATE VIEW " view " AS SELECT key, " columns ", 0 AS is_local FROM " synced " WHERE NOT EXISTS (SELECT 1 FROM " local        \
  ") OR id NOT IN (SELECT id FROM " local ") "                                                                                   \
  "UNION ALL SELECT CAST (-key AS INTEGER), " columns ", 1 FROM " local " WHERE op = 'put'"

#define CASE_FIELDS(REQUIRED)                                                                                                    \
  "classification TEXT" REQUIRED                                                                                                 \
  ", severity TEXT, origin TEXT, origin_place TEXT, person TEXT, sex TEXT, age INTEGER, age_band TEXT, area TEXT, building "     \
  "TEXT, household TEXT, lon INTEGER, lat INTEGER, onset INTEGER, report INTEGER, isolation INTEGER, \"release\" INTEGER, "      \
  "death INTEGER, outcome TEXT, found_by TEXT, infector TEXT, setting TEXT, cluster TEXT, contacts INTEGER, note TEXT"

static const char case_create[] = "CREATE TABLE \"case\" (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT "
                                  "NULL, at INTEGER NOT NULL, " CASE_FIELDS (" NOT NULL") ") STRICT";

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

static const char *const case_indexes[] = {
  "CREATE INDEX IF NOT EXISTS case_infector ON \"case\" (infector)",
  NULL,
};

static const WuseOverlayTable case_overlay = {
  .create = "CREATE TABLE local_case (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, at INTEGER NOT "
            "NULL, " CASE_FIELDS ("") ", op TEXT NOT NULL CHECK (op IN ('put', 'delete'))) STRICT;CREATE INDEX "
                                      "local_case_infector ON local_case (infector)",
  .create_view = OVERLAY_VIEW ("case_shown", "\"case\"", "local_case", CASE_COLUMNS),
  .drop = "DROP VIEW IF EXISTS case_shown; DROP TABLE IF EXISTS local_case",
  .put = "INSERT OR REPLACE INTO local_case (key, " CASE_COLUMNS
         ", op) VALUES ((SELECT key FROM local_case WHERE id = ?1), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
         "?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
  .remove = "DELETE FROM local_case WHERE id = ?1",
  .find = "SELECT " CASE_COLUMNS " FROM case_shown WHERE id = ?1",
  .select = "SELECT " CASE_COLUMNS ", key FROM case_shown",
  .select_row = "SELECT " CASE_COLUMNS ", key FROM case_shown WHERE key = ?1",
  .select_of_case = "SELECT " CASE_COLUMNS " FROM case_shown WHERE infector = ?1 ORDER BY report, id",
  .get_version = "SELECT version FROM \"case\" WHERE id = ?1",
  .touch = "UPDATE \"case\" SET version = version WHERE id = ?1",
};

const WuseTable wuse_table_case = {
  .create = case_create,
  .drop = "DROP TABLE IF EXISTS \"case\"",
  .insert = case_insert,
  .upsert = case_upsert,
  .remove = "DELETE FROM \"case\" WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " CASE_COLUMNS " FROM \"case\"",
  .lookup = "SELECT key, version, classification, area, outcome, \"release\", death FROM \"case\" WHERE id = ?1",
  .indexes = case_indexes,
  .overlay = &case_overlay,
};

#define CONTACT_FIELDS(REQUIRED)                                                                                                 \
  "\"case\" TEXT" REQUIRED ", person TEXT, tier TEXT" REQUIRED                                                                   \
  ", setting TEXT, first_exposure INTEGER, last_exposure INTEGER, area TEXT, quarantine TEXT, quarantine_place TEXT, start "     \
  "INTEGER, due INTEGER, \"release\" INTEGER, became_case TEXT"

static const char contact_create[] = "CREATE TABLE contact (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, "
                                     "at INTEGER NOT NULL, " CONTACT_FIELDS (" NOT NULL") ") STRICT";

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
  "CREATE INDEX IF NOT EXISTS contact_case ON contact (\"case\")",
  NULL,
};

static const WuseOverlayTable contact_overlay = {
  .create = "CREATE TABLE local_contact (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, at INTEGER "
            "NOT NULL, " CONTACT_FIELDS ("") ", op TEXT NOT NULL CHECK (op IN ('put', 'delete'))) STRICT;CREATE INDEX "
                                             "local_contact_case ON local_contact (\"case\")",
  .create_view = OVERLAY_VIEW ("contact_shown", "contact", "local_contact", CONTACT_COLUMNS),
  .drop = "DROP VIEW IF EXISTS contact_shown; DROP TABLE IF EXISTS local_contact",
  .put = "INSERT OR REPLACE INTO local_contact (key, " CONTACT_COLUMNS
         ", op) VALUES ((SELECT key FROM local_contact WHERE id = ?1), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
         "?14, ?15, ?16, ?17)",
  .remove = "DELETE FROM local_contact WHERE id = ?1",
  .find = "SELECT " CONTACT_COLUMNS " FROM contact_shown WHERE id = ?1",
  .select = "SELECT " CONTACT_COLUMNS ", key FROM contact_shown",
  .select_row = "SELECT " CONTACT_COLUMNS ", key FROM contact_shown WHERE key = ?1",
  .select_of_case = "SELECT " CONTACT_COLUMNS " FROM contact_shown WHERE \"case\" = ?1 ORDER BY tier, id",
  .get_version = "SELECT version FROM contact WHERE id = ?1",
  .touch = "UPDATE contact SET version = version WHERE id = ?1",
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
  .overlay = &contact_overlay,
};

#define STAY_FIELDS(REQUIRED)                                                                                                    \
  "\"case\" TEXT" REQUIRED ", place TEXT, kind TEXT, name TEXT, area TEXT, lon INTEGER, lat INTEGER, start INTEGER, \"end\" "    \
  "INTEGER, precision TEXT, state TEXT, reason TEXT"

static const char stay_create[] =
    "CREATE TABLE stay (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, " STAY_FIELDS (
        " NOT NULL") ") STRICT";

#define STAY_COLUMNS "id, version, at, \"case\", place, kind, name, area, lon, lat, start, \"end\", precision, state, reason"

#define STAY_INSERT                                                                                                              \
  "INSERT INTO stay (" STAY_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"

static const char stay_insert[] = STAY_INSERT;

static const char stay_upsert[] =
    STAY_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, "
                "\"case\" = excluded.\"case\", place = excluded.place, kind = excluded.kind, name = excluded.name, "
                "area = excluded.area, lon = excluded.lon, lat = excluded.lat, start = excluded.start, "
                "\"end\" = excluded.\"end\", precision = excluded.precision, state = excluded.state, reason = excluded.reason "
                "WHERE excluded.version > stay.version";

static const char *const stay_indexes[] = {
  "CREATE UNIQUE INDEX IF NOT EXISTS stay_id ON stay (id)",
  "CREATE INDEX IF NOT EXISTS stay_case ON stay (\"case\")",
  NULL,
};

static const WuseOverlayTable stay_overlay = {
  .create =
      "CREATE TABLE local_stay (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, at INTEGER NOT "
      "NULL, " STAY_FIELDS (
          "") ", op TEXT NOT NULL CHECK (op IN ('put', 'delete'))) STRICT;CREATE INDEX local_stay_case ON local_stay (\"case\")",
  .create_view = OVERLAY_VIEW ("stay_shown", "stay", "local_stay", STAY_COLUMNS),
  .drop = "DROP VIEW IF EXISTS stay_shown; DROP TABLE IF EXISTS local_stay",
  .put =
      "INSERT OR REPLACE INTO local_stay (key, " STAY_COLUMNS ", op) VALUES ((SELECT key FROM local_stay WHERE id = ?1), ?1, ?2, "
      "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
  .remove = "DELETE FROM local_stay WHERE id = ?1",
  .find = "SELECT " STAY_COLUMNS " FROM stay_shown WHERE id = ?1",
  .select = "SELECT " STAY_COLUMNS ", key FROM stay_shown",
  .select_row = "SELECT " STAY_COLUMNS ", key FROM stay_shown WHERE key = ?1",
  .select_of_case = "SELECT " STAY_COLUMNS " FROM stay_shown WHERE \"case\" = ?1 ORDER BY start, id",
  .get_version = "SELECT version FROM stay WHERE id = ?1",
  .touch = "UPDATE stay SET version = version WHERE id = ?1",
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
  .overlay = &stay_overlay,
};

#define LINK_FIELDS(REQUIRED)                                                                                                    \
  "source TEXT" REQUIRED ", target TEXT" REQUIRED ", kind TEXT" REQUIRED ", state TEXT" REQUIRED                                 \
  ", setting TEXT, place TEXT, first_exposure INTEGER, last_exposure INTEGER, evidence TEXT, reason TEXT"

static const char link_create[] =
    "CREATE TABLE link (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, " LINK_FIELDS (
        " NOT NULL") ") STRICT";

#define LINK_COLUMNS                                                                                                             \
  "id, version, at, source, target, kind, state, setting, place, first_exposure, last_exposure, evidence, reason"

#define LINK_INSERT "INSERT INTO link (" LINK_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"

static const char link_insert[] = LINK_INSERT;

static const char link_upsert[] =
    LINK_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, source = excluded.source, "
                "target = excluded.target, kind = excluded.kind, state = excluded.state, setting = excluded.setting, "
                "place = excluded.place, first_exposure = excluded.first_exposure, "
                "last_exposure = excluded.last_exposure, evidence = excluded.evidence, reason = excluded.reason "
                "WHERE excluded.version > link.version";

static const char *const link_indexes[] = {
  "CREATE UNIQUE INDEX IF NOT EXISTS link_id ON link (id)",
  "CREATE INDEX IF NOT EXISTS link_source ON link (source)",
  "CREATE INDEX IF NOT EXISTS link_target ON link (target)",
  NULL,
};

static const WuseOverlayTable link_overlay = {
  .create = "CREATE TABLE local_link (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, at INTEGER NOT "
            "NULL, " LINK_FIELDS ("") ", op TEXT NOT NULL CHECK (op IN ('put', 'delete'))) STRICT;CREATE INDEX local_link_source "
                                      "ON local_link (source);CREATE INDEX local_link_target ON local_link (target)",
  .create_view = OVERLAY_VIEW ("link_shown", "link", "local_link", LINK_COLUMNS),
  .drop = "DROP VIEW IF EXISTS link_shown; DROP TABLE IF EXISTS local_link",
  .put = "INSERT OR REPLACE INTO local_link (key, " LINK_COLUMNS
         ", op) VALUES ((SELECT key FROM local_link WHERE id = ?1), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
  .remove = "DELETE FROM local_link WHERE id = ?1",
  .find = "SELECT " LINK_COLUMNS " FROM link_shown WHERE id = ?1",
  .select = "SELECT " LINK_COLUMNS ", key FROM link_shown",
  .select_row = "SELECT " LINK_COLUMNS ", key FROM link_shown WHERE key = ?1",
  .select_of_case = "SELECT " LINK_COLUMNS " FROM link_shown WHERE source = ?1 UNION ALL SELECT " LINK_COLUMNS
                    " FROM link_shown WHERE target = ?1 AND source <> ?1 ORDER BY id",
  .get_version = "SELECT version FROM link WHERE id = ?1",
  .touch = "UPDATE link SET version = version WHERE id = ?1",
};

const WuseTable wuse_table_link = {
  .create = link_create,
  .drop = "DROP TABLE IF EXISTS link",
  .insert = link_insert,
  .upsert = link_upsert,
  .remove = "DELETE FROM link WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " LINK_COLUMNS " FROM link",
  .indexes = link_indexes,
  .index_id = "link_id",
  .has_bare_fill = TRUE,
  .overlay = &link_overlay,
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
