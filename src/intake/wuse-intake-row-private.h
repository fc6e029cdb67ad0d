/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a row to the values of one record, as JSON, by the word of a mapping. */

#pragma once

#include "wuse-intake-mapping.h"
#include "wuse-intake-result-private.h"

G_BEGIN_DECLS

/**
 * IntakePlan:
 *
 * Something to make of a file's rows, with its columns found.
 */
typedef struct _IntakePlan IntakePlan;

/**
 * IntakeRow:
 * @file: place of the file
 * @row: the row
 * @masks: (array): by column, what is masked
 * @header: names of the columns
 * @result: where problems go
 * @mapping: what holds for all files
 * @areas: (nullable) (element-type utf8 utf8): name or code → id; %NULL if no areas are known
 *
 * A row and what is needed to read it.
 */
typedef struct
{
  guint file;
  const WuseTableRow *row;
  const WuseMaskKind *masks;
  const char *const *header;
  WuseIntakeResult *result;
  const WuseIntakeMapping *mapping;
  GHashTable *areas;
} IntakeRow;

/**
 * IntakeValues:
 * @id: (nullable): the id, ready for a record
 * @fields: by field, a JSON value, or %NULL where there is none
 * @each: (nullable): of the field that makes a record of each find: their JSON values
 * @each_field: that field
 * @time_is_known: bit by field: whether an instant had a time of day
 *
 * What a row says. Clear with intake_values_clear().
 */
typedef struct
{
  char *id;
  char *fields[WUSE_RECORD_MAX_FIELDS];
  GPtrArray *each;
  guint each_field;
  guint time_is_known;
} IntakeValues;

/**
 * intake_plan_new:
 * @make: what to make; has to outlive the plan
 * @file: of which file
 * @masks: (array): by column, what is masked
 * @error: return location for %WUSE_INTAKE_ERROR_MAPPING, if an id would be made of what has to be masked, and
 *   %WUSE_INTAKE_ERROR_UNDECIDED, if the order of dates has not been chosen
 *
 * Returns: (nullable): a plan; free with intake_plan_free()
 */
IntakePlan *intake_plan_new (const WuseIntakeMake *make, const WuseTableFile *file, const WuseMaskKind *masks, GError **error);

/**
 * intake_plan_free:
 * @self: a plan
 */
void intake_plan_free (IntakePlan *self);

/**
 * intake_plan_get_subject:
 * @self: a plan
 *
 * Returns: what a row is about
 */
WuseIntakeSubject intake_plan_get_subject (const IntakePlan *self);

/**
 * intake_plan_holds:
 * @self: a plan
 * @row: a row without fault
 *
 * Returns: whether it is one of the rows meant
 */
gboolean intake_plan_holds (const IntakePlan *self, const WuseTableRow *row);

/**
 * intake_plan_read:
 * @self: a plan
 * @row: a row without fault
 * @values: (out): what it says
 *
 * Reads a row; what cannot be used is left out and reported.
 *
 * Returns: %FALSE if the row is refused, which has been reported
 */
gboolean intake_plan_read (const IntakePlan *self, const IntakeRow *row, IntakeValues *values);

/**
 * intake_plan_get_column:
 * @self: a plan
 * @field: a field, or -1 for the id
 *
 * Returns: (nullable): the first column it comes from
 */
const char *intake_plan_get_column (const IntakePlan *self, const IntakeRow *row, int field);

/**
 * intake_values_clear:
 * @self: values
 */
void intake_values_clear (IntakeValues *self);

/**
 * intake_row_report:
 * @self: a row
 * @column: (nullable): a column
 * @severity: how bad
 * @reason: why
 */
void intake_row_report (const IntakeRow *self, const char *column, WuseIntakeSeverity severity, WuseIntakeReason reason);

/**
 * intake_make_id:
 * @prefix: the mapping's
 * @text: an id as somebody else writes it
 *
 * Returns: (transfer full): an id that a record may have; the same text gives the same, another another
 */
char *intake_make_id (const char *prefix, const char *text);

/**
 * intake_append_json:
 * @string: where to append
 * @text: UTF-8
 *
 * Appends @text between quotation marks, escaped.
 */
void intake_append_json (GString *string, const char *text);

G_END_DECLS
