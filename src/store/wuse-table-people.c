/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of households and persons. */

#include "config.h"

#include "wuse-table.h"

static const char household_create[] =
    "CREATE TABLE household (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, area TEXT, building TEXT, unit INTEGER, room TEXT, persons INTEGER) STRICT";

#define HOUSEHOLD_COLUMNS "id, version, at, area, building, unit, room, persons"

#define HOUSEHOLD_INSERT "INSERT INTO household (" HOUSEHOLD_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"

static const char household_insert[] = HOUSEHOLD_INSERT;

static const char household_upsert[] =
    HOUSEHOLD_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, area = excluded.area, "
                     "building = excluded.building, unit = excluded.unit, room = excluded.room, persons = excluded.persons WHERE "
                     "excluded.version > household.version";

static const char *const household_indexes[] = {
  "CREATE UNIQUE INDEX IF NOT EXISTS household_id ON household (id)",
  "CREATE INDEX IF NOT EXISTS household_area ON household (area, at)",
  NULL,
};

const WuseTable wuse_table_household = {
  .create = household_create,
  .drop = "DROP TABLE IF EXISTS household",
  .insert = household_insert,
  .upsert = household_upsert,
  .remove = "DELETE FROM household WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " HOUSEHOLD_COLUMNS " FROM household",
  .indexes = household_indexes,
  .index_id = "household_id",
  .has_bare_fill = TRUE,
};

static const char person_create[] =
    "CREATE TABLE person (key INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, name TEXT, sex TEXT, birth_year INTEGER, id_number TEXT, telephone TEXT, "
    "area TEXT, building TEXT, household TEXT, residency TEXT, workplace TEXT) STRICT";

#define PERSON_COLUMNS                                                                                                           \
  "id, version, at, name, sex, birth_year, id_number, telephone, area, building, household, residency, "                         \
  "workplace"

#define PERSON_INSERT "INSERT INTO person (" PERSON_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"

static const char person_insert[] = PERSON_INSERT;

static const char person_upsert[] =
    PERSON_INSERT " ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, name = excluded.name, "
                  "sex = excluded.sex, birth_year = excluded.birth_year, id_number = excluded.id_number, "
                  "telephone = excluded.telephone, area = excluded.area, building = excluded.building, "
                  "household = excluded.household, residency = excluded.residency, workplace = excluded.workplace WHERE "
                  "excluded.version > person.version";

static const char *const person_indexes[] = {
  "CREATE UNIQUE INDEX IF NOT EXISTS person_id ON person (id)",
  "CREATE INDEX IF NOT EXISTS person_area ON person (area, at)",
  NULL,
};

const WuseTable wuse_table_person = {
  .create = person_create,
  .drop = "DROP TABLE IF EXISTS person",
  .insert = person_insert,
  .upsert = person_upsert,
  .remove = "DELETE FROM person WHERE id = ?1 AND version <= ?2",
  .select = "SELECT " PERSON_COLUMNS ", key FROM person",
  .select_met = "SELECT " PERSON_COLUMNS ", key FROM person WHERE id IN (SELECT person FROM contact_shown)",
  .select_one = "SELECT " PERSON_COLUMNS ", key FROM person WHERE id = ?1",
  .select_row = "SELECT " PERSON_COLUMNS ", key FROM person WHERE key = ?1",
  .indexes = person_indexes,
  .index_id = "person_id",
  .has_bare_fill = TRUE,
};
