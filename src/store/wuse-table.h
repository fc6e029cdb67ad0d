/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that hold records: their SQL, and records as parameters and columns. */

#pragma once

#include <sqlite3.h>

#include "wuse-record.h"

G_BEGIN_DECLS

/* Columns that stand before the fields of the class, in the SQL of every table. */
#define WUSE_TABLE_ID 0
#define WUSE_TABLE_VERSION 1
#define WUSE_TABLE_AT 2
#define WUSE_TABLE_FIELDS 3

/**
 * WuseOverlayTable:
 * @create: makes the table `local_…`: the columns of the synced table, and `op`; all fields are %NULL in a deletion
 * @create_view: makes the view `…_shown`: `key`, `id`, `version`, `at`, fields, `is_local`
 * @drop: drops both
 * @put: puts a row in; parameters: `id`, `version`, `at`, fields, `op`
 * @remove: takes the row of id ?1 out
 * @find: what is shown of id ?1: `id`, `version`, `at`, fields
 * @select: everything shown, likewise, and `key` of the view
 * @select_row: the row of key ?1, likewise
 * @select_of_case: likewise, what belongs to the case of id ?1: its contacts, its stays, links from and to it, cases that
 *   it infected by their own records
 * @get_version: the version of id ?1 in the synced table
 * @touch: writes the row of id ?1 in the synced table as it is: what watches it (#WuseTouchLog) takes it for changed
 *
 * What a person has entered here of one record type and the server has not sent back yet. It stands apart from what the
 * server said, and is wholly made from the outbox.
 */
typedef struct
{
  const char *create;
  const char *create_view;
  const char *drop;
  const char *put;
  const char *remove;
  const char *find;
  const char *select;
  const char *select_row;
  const char *select_of_case;
  const char *get_version;
  const char *touch;
} WuseOverlayTable;

/**
 * WuseTable:
 * @create: makes the table, named as the type, with its columns: `key` (the row's number), `id`, `version`, `at`, then
 *   the fields of the class in their order
 * @drop: drops it
 * @insert: adds a row; parameters: `id`, `version`, `at`, fields
 * @upsert: likewise, or brings an older version up to date; needs the unique index on `id`
 * @remove: deletes ?1 if its version is at most ?2
 * @select: every row: `id`, `version`, `at`, fields
 * @select_met: (nullable): likewise, those who are somebody's contact
 * @select_one: (nullable): likewise, the one whose `id` is bound
 * @select_row: (nullable): likewise, the one whose `key` is bound. Where it is set, `key` follows the fields in these and in
 *   @select
 * @lookup: (nullable): `key`, `version` and what wuse-store-watch.c compares, by id; for tables with a directory entry
 *   or an activity
 * @indexes: (nullable) (array zero-terminated=1): made when a first fill ends. Where @has_bare_fill is set, the first
 *   is the unique one on `id`
 * @index_id: (nullable): name of that unique index
 * @has_bare_fill: whether a first fill appends to the table without any index (see #WuseStoreWriter)
 * @overlay: (nullable): for types that a person can edit
 *
 * One record type in the cache.
 */
typedef struct
{
  const char *create;
  const char *drop;
  const char *insert;
  const char *upsert;
  const char *remove;
  const char *select;
  const char *select_met;
  const char *select_one;
  const char *select_row;
  const char *lookup;
  const char *const *indexes;
  const char *index_id;
  gboolean has_bare_fill;
  const WuseOverlayTable *overlay;
} WuseTable;

extern const WuseTable wuse_table_area;
extern const WuseTable wuse_table_building;
extern const WuseTable wuse_table_feature;
extern const WuseTable wuse_table_place;
extern const WuseTable wuse_table_household;
extern const WuseTable wuse_table_person;
extern const WuseTable wuse_table_case;
extern const WuseTable wuse_table_contact;
extern const WuseTable wuse_table_stay;
extern const WuseTable wuse_table_daily;
extern const WuseTable wuse_table_link;

/**
 * wuse_table:
 * @type: a type
 *
 * Returns: (transfer none): its table
 */
const WuseTable *wuse_table (WuseRecordType type);

/**
 * wuse_table_bind:
 * @statement: `insert` or `upsert` of the record's table
 * @record: a record that stays until the statement is reset
 */
void wuse_table_bind (sqlite3_stmt *statement, const WuseRecord *record);

/**
 * wuse_table_read:
 * @statement: `select` of the table, standing on a row
 * @type: the table's type
 * @record: (out caller-allocates): the record, `seq` 0; valid until the next step
 * @scratch: where geometry is copied to, for its alignment
 *
 * Returns: %FALSE if the row cannot be a record: the file is damaged
 */
gboolean wuse_table_read (sqlite3_stmt *statement, WuseRecordType type, WuseRecord *record, GByteArray *scratch);

/**
 * wuse_table_find_field:
 * @type: a type
 * @name: name of a field
 *
 * Returns: its position, or -1 if the type has none of that name
 */
int wuse_table_find_field (WuseRecordType type, const char *name);

/**
 * wuse_table_view_geometry:
 * @statement: a statement standing on a row
 * @column: from 0
 * @scratch: where the bytes are copied to
 * @geometry: (out caller-allocates): a view into @scratch; of kind none if there are no or no sound bytes
 *
 * Returns: %TRUE if there is a geometry
 */
gboolean wuse_table_view_geometry (sqlite3_stmt *statement, int column, GByteArray *scratch, WuseGeometry *geometry);

G_END_DECLS
