/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of delimited text that somebody else wrote: how it is written is found out, then its rows are read one by one. */

#pragma once

#include <gio/gio.h>

#include "wuse-text-encoding.h"

G_BEGIN_DECLS

/**
 * WUSE_TABLE_MAX_BYTES:
 *
 * Most bytes a file may have.
 */
#define WUSE_TABLE_MAX_BYTES (200u << 20)

/**
 * WUSE_TABLE_MAX_ROWS:
 *
 * Most rows a table may have, its header not counted.
 */
#define WUSE_TABLE_MAX_ROWS 2000000u

/**
 * WUSE_TABLE_MAX_COLUMNS:
 *
 * Most columns a table may have.
 */
#define WUSE_TABLE_MAX_COLUMNS 512u

/**
 * WUSE_TABLE_MAX_CELL:
 *
 * Most bytes, in UTF-8, that a cell may have.
 */
#define WUSE_TABLE_MAX_CELL (64u << 10)

/**
 * WuseTableFault:
 * @WUSE_TABLE_FAULT_NONE: the row can be used
 * @WUSE_TABLE_FAULT_FEWER: fewer cells than the header
 * @WUSE_TABLE_FAULT_MORE: more cells than the header, and not just empty ones
 * @WUSE_TABLE_FAULT_TEXT: a NUL, or not the text that the encoding promised
 * @WUSE_TABLE_FAULT_CELL: a cell is larger than any may be
 * @WUSE_TABLE_FAULT_HEADER: the header over again
 *
 * Why a row cannot be used.
 */
typedef enum
{
  WUSE_TABLE_FAULT_NONE,
  WUSE_TABLE_FAULT_FEWER,
  WUSE_TABLE_FAULT_MORE,
  WUSE_TABLE_FAULT_TEXT,
  WUSE_TABLE_FAULT_CELL,
  WUSE_TABLE_FAULT_HEADER,
} WuseTableFault;

/**
 * WuseTableRow:
 * @number: of the row, from 1
 * @line: where it begins in the file, from 1
 * @cells: (array): UTF-8 without blanks around it, as many as the header has; only for %WUSE_TABLE_FAULT_NONE
 * @fault: why it cannot be used
 * @fault_column: for %WUSE_TABLE_FAULT_TEXT and %WUSE_TABLE_FAULT_CELL, which column
 *
 * One row; it lasts as long as the call.
 */
typedef struct
{
  guint number;
  guint line;
  const char *const *cells;
  WuseTableFault fault;
  guint fault_column;
} WuseTableRow;

/**
 * WuseTableFile:
 *
 * A file, how it is written, and its header. Immutable: may be read by several threads.
 */
typedef struct _WuseTableFile WuseTableFile;

/**
 * WuseTableRowFunc:
 * @row: a row
 * @user_data: what was handed to wuse_table_file_read()
 * @error: return location for an error that ends the reading
 *
 * Returns: %FALSE to end the reading; without an error that is no failure
 */
typedef gboolean (*WuseTableRowFunc) (const WuseTableRow *row, gpointer user_data, GError **error);

/**
 * WuseTableProgressFunc:
 * @n_bytes: bytes of the file that were read since the last call
 * @user_data: what was handed to wuse_table_file_read()
 */
typedef void (*WuseTableProgressFunc) (gsize n_bytes, gpointer user_data);

/**
 * wuse_table_file_open:
 * @file: a file
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_INTAKE_ERROR or a %G_IO_ERROR
 *
 * Reads the whole file once for its encoding, and its beginning for its delimiter (`,` `;` tab `|`) and header. A name in
 * the header loses blanks and marks around it; one that is there twice gets a number, an empty one is called by its place.
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the table; free with wuse_table_file_unref()
 */
WuseTableFile *wuse_table_file_open (GFile *file, GCancellable *cancellable, GError **error);

/**
 * wuse_table_file_open_as:
 * @file: a file
 * @encoding: (nullable): how it is written, as somebody says who knows better; found out where it is %NULL
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_INTAKE_ERROR or a %G_IO_ERROR
 *
 * As wuse_table_file_open().
 *
 * Returns: (transfer full) (nullable): the table
 */
WuseTableFile *wuse_table_file_open_as (GFile *file, const WuseTextEncoding *encoding, GCancellable *cancellable, GError **error);

/**
 * wuse_table_file_open_bytes:
 * @bytes: what would stand in a file
 * @name: what to call it
 * @error: return location for a %WUSE_INTAKE_ERROR
 *
 * As wuse_table_file_open(), for what is in memory.
 *
 * Returns: (transfer full) (nullable): the table
 */
WuseTableFile *wuse_table_file_open_bytes (GBytes *bytes, const char *name, GError **error);

/**
 * wuse_table_file_ref:
 * @self: a table
 *
 * Returns: (transfer full): @self
 */
WuseTableFile *wuse_table_file_ref (WuseTableFile *self);

/**
 * wuse_table_file_unref:
 * @self: (transfer full): a table
 */
void wuse_table_file_unref (WuseTableFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTableFile, wuse_table_file_unref)

/**
 * wuse_table_file_get_name:
 * @self: a table
 *
 * Returns: (transfer none): the file's name without folder, UTF-8
 */
const char *wuse_table_file_get_name (const WuseTableFile *self);

/**
 * wuse_table_file_get_header:
 * @self: a table
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of its columns: none twice, none empty
 */
const char *const *wuse_table_file_get_header (const WuseTableFile *self);

/**
 * wuse_table_file_get_n_columns:
 * @self: a table
 *
 * Returns: how many columns it has, at least 1
 */
guint wuse_table_file_get_n_columns (const WuseTableFile *self);

/**
 * wuse_table_file_find_column:
 * @self: a table
 * @name: a column's name
 *
 * Returns: its place, or -1
 */
int wuse_table_file_find_column (const WuseTableFile *self, const char *name);

/**
 * wuse_table_file_get_encoding:
 * @self: a table
 *
 * Returns: the encoding that was found; %WUSE_TEXT_LATIN1 deserves a warning
 */
WuseTextEncoding wuse_table_file_get_encoding (const WuseTableFile *self);

/**
 * wuse_table_file_get_delimiter:
 * @self: a table
 *
 * Returns: `,` `;` tab or `|`
 */
char wuse_table_file_get_delimiter (const WuseTableFile *self);

/**
 * wuse_table_file_get_n_bytes:
 * @self: a table
 *
 * Returns: bytes of the file
 */
gsize wuse_table_file_get_n_bytes (const WuseTableFile *self);

/**
 * wuse_table_file_read:
 * @self: a table
 * @func: called for each row
 * @progress: (nullable): told of what was read, now and then
 * @user_data: handed to both
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_INTAKE_ERROR that names file and line, what @func set, or a %G_IO_ERROR
 *
 * Reads all rows, quoted as RFC 4180 says. A row that cannot be used is handed on with its fault; a quotation mark out of
 * place or never closed ends the reading, since nobody knows then where rows begin. Blocks; needs memory for one row.
 *
 * Returns: %TRUE if all was read or @func wanted no more
 */
gboolean wuse_table_file_read (WuseTableFile *self,
                               WuseTableRowFunc func,
                               WuseTableProgressFunc progress,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
