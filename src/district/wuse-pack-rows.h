/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of tables and features of collections, one after the other, whatever the file's size. */

#pragma once

#include <gio/gio.h>

#include "wuse-geometry.h"

G_BEGIN_DECLS

#define WUSE_PACK_MAX_COLUMNS 1024
#define WUSE_PACK_MAX_CELL (64u << 10)

/**
 * WusePackRow:
 * @number: of the row or feature, from 1
 * @line: where it begins in the file, from 1; 0 for features
 * @cells: (element-type utf8 utf8): text by column; absent and empty mean the same
 * @geometry_type: (nullable): the GeoJSON type, or %NULL for none
 * @geometry: the shape; of kind none if there is none
 * @problem: (nullable): why the row cannot be used
 *
 * One row; it lasts as long as the call.
 */
typedef struct
{
  guint number;
  guint line;
  GHashTable *cells;
  const char *geometry_type;
  WuseGeometry geometry;
  const char *problem;
} WusePackRow;

/**
 * WusePackRowFunc:
 * @row: a row
 * @user_data: what was handed to the reader
 * @error: return location for an error that ends the reading
 *
 * Returns: %FALSE to end the reading
 */
typedef gboolean (*WusePackRowFunc) (const WusePackRow *row, gpointer user_data, GError **error);

/**
 * wuse_pack_read_csv:
 * @stream: a table with a header: commas, quotes as in RFC 4180, a byte-order mark if you like
 * @encoding: (nullable): what g_convert() calls its encoding; UTF-8 if %NULL
 * @columns: (nullable) (element-type utf8 utf8): a set of names of columns that have to be there
 * @func: called for each row
 * @user_data: handed to @func
 * @error: return location for %WUSE_SERVER_ERROR_INVALID that names the line, or a %G_IO_ERROR
 *
 * A quote out of place, a header that names a column twice or lacks one, and cells or rows beyond all bounds end the
 * reading; a row with fewer or more cells than the header, or not UTF-8, is handed on with its problem. Blanks around cells
 * that are not quoted are taken off.
 *
 * Returns: %TRUE if all was read
 */
gboolean wuse_pack_read_csv (
    GInputStream *stream, const char *encoding, GHashTable *columns, WusePackRowFunc func, gpointer user_data, GError **error);

/**
 * wuse_pack_read_geojson:
 * @stream: a GeoJSON FeatureCollection
 * @func: called for each feature; its cells are the members of `properties` that are text, numbers or booleans, and `id`
 *   as `@id`
 * @user_data: handed to @func
 * @error: return location for %WUSE_SERVER_ERROR_INVALID, or a %G_IO_ERROR
 *
 * Returns: %TRUE if all was read
 */
gboolean wuse_pack_read_geojson (GInputStream *stream, WusePackRowFunc func, gpointer user_data, GError **error);

G_END_DECLS
