/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of tables that others read: comma-separated, UTF-8, RFC 4180. */

#pragma once

#include "wuse-output-file.h"

G_BEGIN_DECLS

/**
 * wuse_csv_begin:
 * @file: an empty file
 * @header: names of the columns, separated by commas
 *
 * The file begins with a byte-order mark: without it spreadsheets take Chinese names for another encoding.
 */
void wuse_csv_begin (WuseOutputFile *file, const char *header);

/**
 * wuse_csv_row:
 * @file: a file
 * @types: a letter a cell: `t` text (%NULL is empty), `u` guint, `i` gint, `d` #WuseDay (none is empty), `n` double (NaN is
 *   empty, infinity `Inf`)
 * @...: the cells
 *
 * Days are written as 2022-04-11, numbers with a point whatever the locale. A text that a spreadsheet would take for a formula
 * gets an apostrophe in front of it.
 */
void wuse_csv_row (WuseOutputFile *file, const char *types, ...);

G_END_DECLS
