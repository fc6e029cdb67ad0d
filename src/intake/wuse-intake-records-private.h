/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records that have been written so far, by id. */

#pragma once

#include "wuse-intake-result-private.h"

G_BEGIN_DECLS

/**
 * IntakeRecords:
 *
 * Writes records into a result, and knows which ids are taken.
 */
typedef struct _IntakeRecords IntakeRecords;

/**
 * intake_records_new:
 * @result: where they go; has to stay
 *
 * Returns: (transfer full): none
 */
IntakeRecords *intake_records_new (WuseIntakeResult *result);

/**
 * intake_records_free:
 * @self: (transfer full): records
 */
void intake_records_free (IntakeRecords *self);

/**
 * intake_records_have:
 * @self: records
 * @type: a type
 * @id: an id
 *
 * Returns: whether a record of that type has been written
 */
gboolean intake_records_have (const IntakeRecords *self, WuseRecordType type, const char *id);

/**
 * intake_records_find_free_id:
 * @self: records
 * @type: a type
 * @wanted: what the id is made from
 *
 * Returns: (transfer full): an id that no record of the type has: with a number if need be
 */
char *intake_records_find_free_id (IntakeRecords *self, WuseRecordType type, const char *wanted);

/**
 * intake_records_write:
 * @self: records
 * @type: its type
 * @id: its id
 * @fields: (array): the JSON of each field of its class, or %NULL
 * @file: which file it is from
 * @number: which row of it
 * @line: in which line
 *
 * Through the parser of feed lines: what it does not accept is not brought in, and reported.
 */
void intake_records_write (
    IntakeRecords *self, WuseRecordType type, const char *id, char *const *fields, guint file, guint number, guint line);

/**
 * intake_records_report:
 * @self: records
 * @file: of which file
 * @line: of which line
 * @severity: how bad
 * @reason: what
 */
void intake_records_report (IntakeRecords *self, guint file, guint line, WuseIntakeSeverity severity, WuseIntakeReason reason);

G_END_DECLS
