/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How somebody else's tables become records: which column is which field, and what its words stand for. */

#pragma once

#include "wuse-column-words.h"
#include "wuse-datum.h"
#include "wuse-day-order.h"
#include "wuse-record.h"
#include "wuse-table-file.h"

G_BEGIN_DECLS

/**
 * WuseIntakeSubject:
 * @WUSE_INTAKE_PLACE: a row is a place
 * @WUSE_INTAKE_CASE: a row is a case
 * @WUSE_INTAKE_CONTACT: a row is a contact; without a case it says something of a person whom links name
 * @WUSE_INTAKE_FOLLOW_UP: a row is a visit or call to a contact, and becomes part of it
 * @WUSE_INTAKE_STAY: a row is a stay of a case
 * @WUSE_INTAKE_LINK: a row says that two met. Two cases become a link, a case and somebody who is none a contact, a case and a
 *   place a stay
 * @WUSE_N_INTAKE_SUBJECTS: how many there are
 *
 * What a row is about, in the order in which tables are read.
 */
typedef enum
{
  WUSE_INTAKE_PLACE,
  WUSE_INTAKE_CASE,
  WUSE_INTAKE_CONTACT,
  WUSE_INTAKE_FOLLOW_UP,
  WUSE_INTAKE_STAY,
  WUSE_INTAKE_LINK,
  WUSE_N_INTAKE_SUBJECTS,
} WuseIntakeSubject;

/**
 * wuse_intake_subject_get_class:
 * @self: a subject
 *
 * Returns: (transfer none): name and fields; those of the record's class, and `person` and `day` for a follow-up
 */
const WuseRecordClass *wuse_intake_subject_get_class (WuseIntakeSubject self);

/**
 * WuseIntakeBinding:
 * @columns: (nullable) (array zero-terminated=1): the columns it comes from; several are joined by a comma, or with @first the
 *   first that is not empty counts
 * @first: see @columns
 * @constant: (nullable): without columns, or where they give nothing
 * @where_column: (nullable): only for rows in which this column
 * @where_values: (nullable) (array zero-terminated=1): has one of these, in lower case
 * @values: (nullable) (element-type utf8 utf8): cell, in lower case → value; the empty value leaves it out
 * @otherwise: (nullable): for cells that @values does not have
 * @refused: (nullable) (array zero-terminated=1): cells, in lower case, with which the whole row is refused
 * @match: (nullable): what to look for in the cell; where it is not found there is no value
 * @to: (nullable): what each find is written as, with `\1` for its groups; the whole find without it
 * @only_one: there is a value only if exactly one different thing is found
 * @each: each thing that is found makes a record of its own; for @source of a link
 * @order: how days are written
 * @add_days: added to a day or instant
 *
 * Where a field's value comes from.
 */
typedef struct
{
  GStrv columns;
  gboolean first;
  char *constant;
  char *where_column;
  GStrv where_values;
  GHashTable *values;
  char *otherwise;
  GStrv refused;
  GRegex *match;
  char *to;
  gboolean only_one;
  gboolean each;
  WuseDayOrder order;
  int add_days;
} WuseIntakeBinding;

/**
 * wuse_intake_binding_new:
 * @column: (nullable): the column it comes from
 * @constant: (nullable): or what it always is
 *
 * Returns: (transfer full): a binding; free with wuse_intake_binding_free()
 */
WuseIntakeBinding *wuse_intake_binding_new (const char *column, const char *constant);

/**
 * wuse_intake_binding_free:
 * @self: (transfer full) (nullable): a binding
 */
void wuse_intake_binding_free (WuseIntakeBinding *self);

/**
 * WuseIntakeMake:
 * @subject: what a row is about
 * @where_column: (nullable): only for rows in which this column
 * @where_values: (nullable) (array zero-terminated=1): has one of these, in lower case
 * @id: (nullable): the record's id; made from what the row says where it is %NULL
 * @fields: by field of wuse_intake_subject_get_class(), %NULL where it has no value
 *
 * What is made of the rows of a table.
 */
typedef struct
{
  WuseIntakeSubject subject;
  char *where_column;
  GStrv where_values;
  WuseIntakeBinding *id;
  WuseIntakeBinding *fields[WUSE_RECORD_MAX_FIELDS];
} WuseIntakeMake;

/**
 * wuse_intake_make_new:
 * @subject: what a row is about
 *
 * Returns: (transfer full): something to make, without any binding; free with wuse_intake_make_free()
 */
WuseIntakeMake *wuse_intake_make_new (WuseIntakeSubject subject);

/**
 * wuse_intake_make_free:
 * @self: (transfer full) (nullable): something to make
 */
void wuse_intake_make_free (WuseIntakeMake *self);

/**
 * wuse_intake_make_bind:
 * @self: something to make
 * @field: a field's name, or `id`
 * @binding: (transfer full) (nullable): where it comes from; %NULL for nowhere
 *
 * Returns: %FALSE, with @binding freed, if there is no such field
 */
gboolean wuse_intake_make_bind (WuseIntakeMake *self, const char *field, WuseIntakeBinding *binding);

/**
 * wuse_intake_make_get:
 * @self: something to make
 * @field: a field's name, or `id`
 *
 * Returns: (transfer none) (nullable): where it comes from
 */
WuseIntakeBinding *wuse_intake_make_get (const WuseIntakeMake *self, const char *field);

/**
 * WuseIntakeTable:
 * @name: (nullable): what the table is, for people
 * @header: (nullable) (array zero-terminated=1): columns that a file of this table has
 * @fingerprint: (nullable): wuse_intake_fingerprint() of its header
 * @header_lines: 1, or 2 if the first row explains the header
 * @masks: (element-type utf8 WuseMaskKind): columns to mask beside those known by their names
 * @makes: (element-type WuseIntakeMake): what is made of it; nothing if it is known and of no use here
 *
 * How the rows of one table become records.
 */
typedef struct
{
  char *name;
  GStrv header;
  char *fingerprint;
  guint header_lines;
  GHashTable *masks;
  GPtrArray *makes;
} WuseIntakeTable;

/**
 * wuse_intake_table_new:
 *
 * Returns: (transfer full): a table of which nothing is made; free with wuse_intake_table_free()
 */
WuseIntakeTable *wuse_intake_table_new (void);

/**
 * wuse_intake_table_free:
 * @self: (transfer full) (nullable): a table
 */
void wuse_intake_table_free (WuseIntakeTable *self);

/**
 * WuseIntakeMapping:
 * @name: (nullable): what the form is called
 * @utc_offset: minutes east of UTC in which times without offset are
 * @datum: in which positions are
 * @prefix: put before every id, so that it does not meet those of others; may be empty
 * @tables: (element-type WuseIntakeTable): the tables
 *
 * How the tables of one source become records. It is changed by whoever shows it to a person, and not while it is run.
 */
typedef struct
{
  char *name;
  int utc_offset;
  WuseDatum datum;
  char *prefix;
  GPtrArray *tables;
} WuseIntakeMapping;

/**
 * wuse_intake_mapping_new:
 *
 * Returns: (transfer full): a mapping without tables: times of UTC+8, positions in WGS 84
 */
WuseIntakeMapping *wuse_intake_mapping_new (void);

/**
 * wuse_intake_mapping_free:
 * @self: (transfer full) (nullable): a mapping
 */
void wuse_intake_mapping_free (WuseIntakeMapping *self);

/**
 * wuse_intake_mapping_find:
 * @self: a mapping
 * @file: a file
 *
 * Returns: (transfer none) (nullable): the table that has the file's fingerprint, else the one all of whose columns the file has,
 *   with the most columns
 */
WuseIntakeTable *wuse_intake_mapping_find (const WuseIntakeMapping *self, const WuseTableFile *file);

/**
 * wuse_intake_mapping_parse:
 * @text: JSON, `"format": "wuse-intake-1"`; need not be terminated
 * @length: bytes of @text
 * @error: return location for %WUSE_INTAKE_ERROR_MAPPING that names the member
 *
 * Parses strictly: a member that is not known is an error.
 *
 * Returns: (transfer full) (nullable): the mapping; free with wuse_intake_mapping_free()
 */
WuseIntakeMapping *wuse_intake_mapping_parse (const char *text, gssize length, GError **error);

/**
 * wuse_intake_mapping_to_json:
 * @self: a mapping
 *
 * Returns: (transfer full): what wuse_intake_mapping_parse() reads back
 */
char *wuse_intake_mapping_to_json (const WuseIntakeMapping *self);

/**
 * wuse_intake_mapping_copy:
 * @self: a mapping
 *
 * Returns: (transfer full): another like it
 */
WuseIntakeMapping *wuse_intake_mapping_copy (const WuseIntakeMapping *self);

/**
 * wuse_intake_mapping_copy_table:
 * @self: a mapping
 * @table: a table of it
 *
 * Returns: (transfer full): another like it with that table alone
 */
WuseIntakeMapping *wuse_intake_mapping_copy_table (const WuseIntakeMapping *self, const WuseIntakeTable *table);

/**
 * wuse_intake_fingerprint:
 * @header: (array zero-terminated=1): the names of a table's columns
 *
 * Returns: (transfer full): 64 hexadecimal digits by which a mapping is remembered; the columns' order does not matter
 */
char *wuse_intake_fingerprint (const char *const *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseIntakeBinding, wuse_intake_binding_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseIntakeMake, wuse_intake_make_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseIntakeTable, wuse_intake_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseIntakeMapping, wuse_intake_mapping_free)

G_END_DECLS
