/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said while others' tables are brought in. */

#pragma once

#include "wuse-intake-choice.h"

G_BEGIN_DECLS

/**
 * wuse_import_words_for_subject:
 * @subject: what a row is about, or %WUSE_INTAKE_NOTHING
 *
 * Returns: (transfer none): its name
 */
const char *wuse_import_words_for_subject (WuseIntakeSubject subject);

/**
 * wuse_import_words_for_field:
 * @subject: what a row is about
 * @field: name of a field of it, or `id`
 *
 * Returns: (transfer none): the field's name for people
 */
const char *wuse_import_words_for_field (WuseIntakeSubject subject, const char *field);

/**
 * wuse_import_words_for_order:
 * @order: an order of days
 *
 * Returns: (transfer none): its name
 */
const char *wuse_import_words_for_order (WuseDayOrder order);

/**
 * wuse_import_words_for_delimiter:
 * @delimiter: what stands between cells
 *
 * Returns: (transfer none): its name
 */
const char *wuse_import_words_for_delimiter (char delimiter);

/**
 * wuse_import_words_for_count:
 * @type: a type of record
 * @n: how many
 *
 * Returns: (transfer none): what so many of it are called, without the number
 */
const char *wuse_import_words_for_count (WuseRecordType type, gulong n);

/**
 * wuse_import_words_for_problems:
 * @severity: how bad
 *
 * Returns: (transfer none): what such problems are called
 */
const char *wuse_import_words_for_problems (WuseIntakeSeverity severity);

/**
 * wuse_import_words_for_error:
 * @error: what went wrong
 *
 * Returns: (transfer full): what happened, where, and what to do
 */
char *wuse_import_words_for_error (const GError *error);

/**
 * wuse_import_words_for_record:
 * @record: a record
 * @title: (out) (transfer full): what it is
 *
 * Returns: (transfer full): what is known of it, in one line
 */
char *wuse_import_words_for_record (const WuseRecord *record, char **title);

G_END_DECLS
