/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of bringing tables in: the records, and what could not be used and why. */

#pragma once

#include <gio/gio.h>

#include "wuse-intake-problem.h"
#include "wuse-record-batch.h"

G_BEGIN_DECLS

/**
 * WUSE_INTAKE_PREVIEW_ROWS:
 *
 * Rows of each file that are kept to be shown.
 */
#define WUSE_INTAKE_PREVIEW_ROWS 50u

/**
 * WUSE_INTAKE_MAX_PROBLEMS:
 *
 * Problems that are kept; of more only their number is.
 */
#define WUSE_INTAKE_MAX_PROBLEMS 200000u

/**
 * WuseIntakeResult:
 *
 * Immutable: may be read by several threads.
 */
typedef struct _WuseIntakeResult WuseIntakeResult;

/**
 * WuseIntakePreviewRow:
 * @line: line on which it begins
 * @cells: (array zero-terminated=1): its cells, masked; none of a row that cannot be used
 * @records: (array length=n_records): what was made of it: positions of wuse_intake_result_get_record()
 * @n_records: how many
 *
 * One of the first rows of a file. What is wrong with it stands among the problems of that line.
 */
typedef struct
{
  guint line;
  const char *const *cells;
  const guint *records;
  guint n_records;
} WuseIntakePreviewRow;

/**
 * wuse_intake_result_ref:
 * @self: a result
 *
 * Returns: (transfer full): @self
 */
WuseIntakeResult *wuse_intake_result_ref (WuseIntakeResult *self);

/**
 * wuse_intake_result_unref:
 * @self: (transfer full): a result
 */
void wuse_intake_result_unref (WuseIntakeResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseIntakeResult, wuse_intake_result_unref)

/**
 * wuse_intake_result_get_n_records:
 * @self: a result
 *
 * Returns: how many records there are
 */
guint wuse_intake_result_get_n_records (const WuseIntakeResult *self);

/**
 * wuse_intake_result_get_record:
 * @self: a result
 * @index: less than their number
 *
 * Returns: (transfer none): a put record that the feed's parser accepted: a place, case, contact, stay or link, version 1. Places
 *   and cases come before what refers to them
 */
const WuseRecord *wuse_intake_result_get_record (const WuseIntakeResult *self, guint index);

/**
 * wuse_intake_result_count:
 * @self: a result
 * @type: a type of record
 *
 * Returns: how many of it there are
 */
guint wuse_intake_result_count (const WuseIntakeResult *self, WuseRecordType type);

/**
 * wuse_intake_result_get_n_rows:
 * @self: a result
 * @file: place of a file
 *
 * Returns: rows read of it; 0 for a file nothing is made of
 */
guint wuse_intake_result_get_n_rows (const WuseIntakeResult *self, guint file);

/**
 * wuse_intake_result_count_problems:
 * @self: a result
 * @severity: how bad
 *
 * Returns: how many such problems there are, kept or not
 */
guint wuse_intake_result_count_problems (const WuseIntakeResult *self, WuseIntakeSeverity severity);

/**
 * wuse_intake_result_get_n_problems:
 * @self: a result
 *
 * Returns: how many problems are kept
 */
guint wuse_intake_result_get_n_problems (const WuseIntakeResult *self);

/**
 * wuse_intake_result_get_problem:
 * @self: a result
 * @index: less than their number
 *
 * Returns: (transfer none): a problem; by file and, within one, roughly by line
 */
const WuseIntakeProblem *wuse_intake_result_get_problem (const WuseIntakeResult *self, guint index);

/**
 * wuse_intake_result_get_preview:
 * @self: a result
 * @file: place of a file
 * @index: less than %WUSE_INTAKE_PREVIEW_ROWS
 * @row: (out): one of its first rows
 *
 * Returns: %FALSE if there is none
 */
gboolean wuse_intake_result_get_preview (const WuseIntakeResult *self, guint file, guint index, WuseIntakePreviewRow *row);

/**
 * wuse_intake_result_write_problems:
 * @self: a result
 * @stream: where to
 * @cancellable: (nullable): to give up
 * @error: return location for a %G_IO_ERROR
 *
 * Writes all problems as CSV in UTF-8 with byte-order mark: file, line, column, value, what became of it, reason. A value that a
 * spreadsheet would take for a formula gets an apostrophe before it. Blocks.
 *
 * Returns: %TRUE if all was written
 */
gboolean wuse_intake_result_write_problems (const WuseIntakeResult *self,
                                            GOutputStream *stream,
                                            GCancellable *cancellable,
                                            GError **error);

G_END_DECLS
