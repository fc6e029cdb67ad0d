/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a table hold, from all of their cells. */

#pragma once

#include "wuse-column-words.h"
#include "wuse-day-order.h"
#include "wuse-table-file.h"

G_BEGIN_DECLS

/**
 * WUSE_COLUMN_MAX_DISTINCT:
 *
 * Different texts of a column that are remembered; of more it is only known that there are more.
 */
#define WUSE_COLUMN_MAX_DISTINCT 5000u

/**
 * WUSE_COLUMN_N_EXAMPLES:
 *
 * Examples that are kept of a column.
 */
#define WUSE_COLUMN_N_EXAMPLES 5u

/**
 * WuseColumnKind:
 * @WUSE_COLUMN_EMPTY: nothing
 * @WUSE_COLUMN_ID: something of its own in each row
 * @WUSE_COLUMN_REFERENCE: what stands as id in a column of this or another table
 * @WUSE_COLUMN_DAY: days, with a time of day or without
 * @WUSE_COLUMN_YES_NO: yes or no
 * @WUSE_COLUMN_SEX: sexes
 * @WUSE_COLUMN_AGE: ages in years
 * @WUSE_COLUMN_AGE_BAND: `20-29`, `50s`, `80+`
 * @WUSE_COLUMN_LON: longitudes
 * @WUSE_COLUMN_LAT: latitudes
 * @WUSE_COLUMN_NUMBER: other numbers
 * @WUSE_COLUMN_CATEGORY: few words, over and over
 * @WUSE_COLUMN_PLACE: names of areas or places
 * @WUSE_COLUMN_SENSITIVE: what has to be masked
 * @WUSE_COLUMN_TEXT: other text
 *
 * What a column holds.
 */
typedef enum
{
  WUSE_COLUMN_EMPTY,
  WUSE_COLUMN_ID,
  WUSE_COLUMN_REFERENCE,
  WUSE_COLUMN_DAY,
  WUSE_COLUMN_YES_NO,
  WUSE_COLUMN_SEX,
  WUSE_COLUMN_AGE,
  WUSE_COLUMN_AGE_BAND,
  WUSE_COLUMN_LON,
  WUSE_COLUMN_LAT,
  WUSE_COLUMN_NUMBER,
  WUSE_COLUMN_CATEGORY,
  WUSE_COLUMN_PLACE,
  WUSE_COLUMN_SENSITIVE,
  WUSE_COLUMN_TEXT,
} WuseColumnKind;

/**
 * WuseColumnGuess:
 * @name: the column's name
 * @kind: what it seems to hold
 * @mask: what has to be masked in it
 * @n_values: cells that say something
 * @n_distinct: different ones, up to %WUSE_COLUMN_MAX_DISTINCT
 * @examples: (array zero-terminated=1): a few of them, masked
 * @days: what its cells say as days
 * @order: how they are read, if it holds days
 * @rival: the other way in which they could be read, to be decided by a person; %WUSE_DAY_ORDER_AUTO if there is none
 * @target: (nullable): for references, the column they refer to, of the table @target_table
 * @target_table: place of that table
 *
 * One column.
 */
typedef struct
{
  char *name;
  WuseColumnKind kind;
  WuseMaskKind mask;
  guint n_values;
  guint n_distinct;
  GStrv examples;
  WuseDayTally days;
  WuseDayOrder order;
  WuseDayOrder rival;
  const char *target;
  guint target_table;
} WuseColumnGuess;

/**
 * WuseTableGuess:
 * @file: the table
 * @n_rows: rows of it
 * @n_faults: rows that cannot be used as they are
 * @has_second_header: the first row explains the header rather than being one like the others
 * @columns: (array length=n_columns): in the order of the file
 * @n_columns: how many
 *
 * One table. Free with wuse_table_guess_free().
 */
typedef struct
{
  WuseTableFile *file;
  guint n_rows;
  guint n_faults;
  gboolean has_second_header;
  WuseColumnGuess *columns;
  guint n_columns;
} WuseTableGuess;

/**
 * wuse_table_guesses_new:
 * @files: (array length=n_files): tables that belong together
 * @n_files: how many
 * @cancellable: (nullable): to give up
 * @error: return location for an error of wuse_table_file_read()
 *
 * Reads all tables whole. Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type WuseTableGuess): one for each
 */
GPtrArray *wuse_table_guesses_new (WuseTableFile *const *files, guint n_files, GCancellable *cancellable, GError **error);

/**
 * wuse_table_guess_free:
 * @self: (transfer full) (nullable): a guess
 */
void wuse_table_guess_free (WuseTableGuess *self);

/**
 * wuse_table_guess_find:
 * @self: a guess
 * @name: a column's name
 *
 * Returns: (transfer none) (nullable): that column
 */
const WuseColumnGuess *wuse_table_guess_find (const WuseTableGuess *self, const char *name);

G_END_DECLS
