/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person changes of a proposed mapping: which column is which field, what a row is about. */

#pragma once

#include "wuse-intake.h"

G_BEGIN_DECLS

/**
 * WUSE_INTAKE_NOTHING:
 *
 * Stands for no subject: the table is not brought in.
 */
#define WUSE_INTAKE_NOTHING WUSE_N_INTAKE_SUBJECTS

/**
 * wuse_intake_choice_get_table:
 * @guess: a guess
 * @file: place of a file
 *
 * Returns: (transfer none): how its rows become records; lasts until something is chosen
 */
const WuseIntakeTable *wuse_intake_choice_get_table (WuseIntakeGuess *guess, guint file);

/**
 * wuse_intake_choice_is_changed:
 * @guess: a guess
 * @file: place of a file
 *
 * Returns: whether the file is read in another way than was proposed
 */
gboolean wuse_intake_choice_is_changed (WuseIntakeGuess *guess, guint file);

/**
 * wuse_intake_choice_reset:
 * @guess: a guess
 * @file: place of a file
 *
 * Brings back what was proposed.
 */
void wuse_intake_choice_reset (WuseIntakeGuess *guess, guint file);

/**
 * wuse_intake_choice_set_subject:
 * @guess: a guess
 * @file: place of a file
 * @subject: what its rows are about; %WUSE_INTAKE_NOTHING to leave it out
 *
 * Columns are assigned anew, as far as their names and contents tell.
 */
void wuse_intake_choice_set_subject (WuseIntakeGuess *guess, guint file, WuseIntakeSubject subject);

/**
 * wuse_intake_choice_assign:
 * @guess: a guess
 * @file: place of a file
 * @column: a column
 * @field: (nullable): the only field that it is from now on, of the first thing made of a row, or `id`; %NULL for none
 *
 * What was the field before is no longer used.
 */
void wuse_intake_choice_assign (WuseIntakeGuess *guess, guint file, const char *column, const char *field);

/**
 * wuse_intake_choice_restore:
 * @guess: a guess
 * @file: place of a file
 * @column: a column
 *
 * Uses the column as was proposed, if that can be told from the table as it is.
 */
void wuse_intake_choice_restore (WuseIntakeGuess *guess, guint file, const char *column);

G_END_DECLS
