/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the name of a column and the words in it mean: fields, codes, and what has to be masked. */

#pragma once

#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * WuseMaskKind:
 * @WUSE_MASK_NONE: nothing to mask
 * @WUSE_MASK_NAME: names of persons
 * @WUSE_MASK_ID_NUMBER: numbers of identity cards, passports and the like
 * @WUSE_MASK_TELEPHONE: telephone numbers
 * @WUSE_MASK_BIRTH: dates of birth, of which the year is kept
 * @WUSE_MASK_WHOLE: addresses, e-mail and what else nothing is kept of
 *
 * What of a column has to be masked.
 */
typedef enum
{
  WUSE_MASK_NONE,
  WUSE_MASK_NAME,
  WUSE_MASK_ID_NUMBER,
  WUSE_MASK_TELEPHONE,
  WUSE_MASK_BIRTH,
  WUSE_MASK_WHOLE,
} WuseMaskKind;

/**
 * wuse_mask_cell:
 * @kind: what it is
 * @text: a cell
 *
 * Returns: (transfer full): what may be kept of it
 */
char *wuse_mask_cell (WuseMaskKind kind, const char *text);

/**
 * wuse_mask_free_text:
 * @text: free text
 *
 * Masks what looks like the number of an identity card or of a mobile telephone of mainland China, wherever it stands.
 *
 * Returns: (transfer full): the text without them
 */
char *wuse_mask_free_text (const char *text);

/**
 * wuse_mask_kind_of_value:
 * @text: a cell
 *
 * Returns: %WUSE_MASK_ID_NUMBER or %WUSE_MASK_TELEPHONE if the whole cell has the form of one, else %WUSE_MASK_NONE
 */
WuseMaskKind wuse_mask_kind_of_value (const char *text);

/**
 * wuse_mask_kind_of_column:
 * @name: a column's name
 *
 * Returns: what has to be masked in a column of that name
 */
WuseMaskKind wuse_mask_kind_of_column (const char *name);

/**
 * wuse_clip_text:
 * @text: UTF-8
 * @max_bytes: most bytes to keep
 *
 * Returns: (transfer full): as many whole characters of @text
 */
char *wuse_clip_text (const char *text, gsize max_bytes);

/**
 * wuse_fold_words:
 * @text: a column's name or a code
 *
 * Returns: (transfer full): its words in lower case with one blank between them: `dateOfOnset` and `Date_of_onset` are the same
 */
char *wuse_fold_words (const char *text);

/**
 * wuse_column_names_field:
 * @name: a column's name
 * @class: a class of records
 * @field: a field of it, or -1 for the record's id
 *
 * Returns: how surely a column of that name is that field, 0 to 100
 */
guint wuse_column_names_field (const char *name, const WuseRecordClass *class, int field);

/**
 * wuse_code_from_word:
 * @field: a field of kind code
 * @text: a cell
 *
 * Returns: (transfer none) (nullable): the code that the word stands for, in English or Chinese
 */
const char *wuse_code_from_word (const WuseField *field, const char *text);

/**
 * wuse_is_missing:
 * @text: a cell
 *
 * Returns: %TRUE for nothing, `NA`, `-`, `不详` and the like
 */
gboolean wuse_is_missing (const char *text);

G_END_DECLS
