/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong with a row or a cell that was to be brought in. */

#pragma once

#include "wuse-table-file.h"

G_BEGIN_DECLS

/**
 * WuseIntakeSeverity:
 * @WUSE_INTAKE_REFUSED: nothing, or not all, was made of the row
 * @WUSE_INTAKE_LEFT_OUT: the row was taken without this value
 * @WUSE_INTAKE_NOTE: all was taken; somebody should look
 *
 * How bad it is.
 */
typedef enum
{
  WUSE_INTAKE_REFUSED,
  WUSE_INTAKE_LEFT_OUT,
  WUSE_INTAKE_NOTE,
} WuseIntakeSeverity;

/**
 * WuseIntakeReason:
 *
 * Why; see wuse_intake_reason_get_text().
 */
typedef enum
{
  WUSE_INTAKE_REASON_FEWER_CELLS,
  WUSE_INTAKE_REASON_MORE_CELLS,
  WUSE_INTAKE_REASON_NOT_TEXT,
  WUSE_INTAKE_REASON_CELL_TOO_LARGE,
  WUSE_INTAKE_REASON_HEADER_AGAIN,
  WUSE_INTAKE_REASON_SECOND_HEADER,
  WUSE_INTAKE_REASON_NO_ID,
  WUSE_INTAKE_REASON_DUPLICATE_ID,
  WUSE_INTAKE_REASON_MISSING,
  WUSE_INTAKE_REASON_EXCLUDED,
  WUSE_INTAKE_REASON_NOT_A_DAY,
  WUSE_INTAKE_REASON_NOT_A_NUMBER,
  WUSE_INTAKE_REASON_NOT_A_POSITION,
  WUSE_INTAKE_REASON_UNKNOWN_WORD,
  WUSE_INTAKE_REASON_UNKNOWN_AREA,
  WUSE_INTAKE_REASON_SHORTENED,
  WUSE_INTAKE_REASON_SELF_LINK,
  WUSE_INTAKE_REASON_NO_CASE,
  WUSE_INTAKE_REASON_NOBODY,
  WUSE_INTAKE_REASON_NO_CONTACT,
  WUSE_INTAKE_REASON_CONTACT_OF_NOBODY,
  WUSE_INTAKE_REASON_CONTACT_IS_CASE,
  WUSE_INTAKE_REASON_REPEATED,
  WUSE_INTAKE_REASON_INVALID,
  WUSE_N_INTAKE_REASONS,
} WuseIntakeReason;

/**
 * wuse_intake_reason_get_text:
 * @self: a reason
 *
 * Returns: (transfer none): a sentence in the language of the program
 */
const char *wuse_intake_reason_get_text (WuseIntakeReason self);

/**
 * wuse_intake_reason_from_fault:
 * @fault: not %WUSE_TABLE_FAULT_NONE
 *
 * Returns: the reason for which such a row is refused
 */
WuseIntakeReason wuse_intake_reason_from_fault (WuseTableFault fault);

/**
 * WuseIntakeProblem:
 * @file: place of the file among those brought in
 * @line: line on which the row begins, from 1
 * @column: (nullable): the column
 * @value: (nullable): what stands there, masked, at most 200 bytes
 * @severity: how bad it is
 * @reason: why
 *
 * One problem. The strings belong to the result.
 */
typedef struct
{
  guint file;
  guint line;
  const char *column;
  const char *value;
  WuseIntakeSeverity severity;
  WuseIntakeReason reason;
} WuseIntakeProblem;

G_END_DECLS
