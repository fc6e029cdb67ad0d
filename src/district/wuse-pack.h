/* SPDX-License-Identifier: GPL-3.0-or-later */
/* District packs: published GeoJSON and CSV files, read as they are by the word of one manifest. */

#pragma once

#include "wuse-feed.h"

G_BEGIN_DECLS

/**
 * WUSE_PACK_DATA_VARIABLE:
 *
 * Environment variable: the folder under which a pack's files lie when its manifest names a `data` folder.
 */
#define WUSE_PACK_DATA_VARIABLE "WUSE_PACK_DATA"

/**
 * WusePackSourceReport:
 * @file: the file, as the manifest names it
 * @record: name of the record type made from it
 * @n_read: rows or features read
 * @n_taken: records made
 * @n_passed_over: rows that the manifest does not want (`where`, `geometries`)
 * @n_refused: rows that could not be used
 * @n_incomplete: values that could not be used, in rows that were taken without them
 * @remarks: (element-type utf8): the first reasons, each with its line
 */
typedef struct
{
  char *file;
  const char *record;
  guint n_read;
  guint n_taken;
  guint n_passed_over;
  guint n_refused;
  guint n_incomplete;
  GPtrArray *remarks;
} WusePackSourceReport;

/**
 * wuse_pack_load:
 * @directory: the pack's folder, with its `pack.json`
 * @feed: where to write, with no transaction under way: empty, or with an earlier load of the same pack
 * @error: return location for a %WUSE_SERVER_ERROR or %G_FILE_ERROR that says which file, which line and why
 *
 * Loads a pack in one transaction: all of it or nothing. Rows that cannot be used are refused one by one and do not stop
 * it; what was refused is logged and kept in the feed as note `pack.report`. Blocks.
 *
 * Returns: %TRUE if the pack was loaded
 */
gboolean wuse_pack_load (const char *directory, WuseFeed *feed, GError **error);

/**
 * wuse_pack_load_with_report:
 * @directory: the pack's folder
 * @data: (nullable): the folder under which the manifest's `data` folder lies, or %NULL for what
 *   %WUSE_PACK_DATA_VARIABLE says, or the pack's own folder where that is not set
 * @feed: where to write
 * @report: (out) (optional) (transfer full) (element-type WusePackSourceReport): one for each source, as far as it came,
 *   also if the load failed
 * @error: return location for an error
 *
 * As wuse_pack_load().
 *
 * Returns: %TRUE if the pack was loaded
 */
gboolean wuse_pack_load_with_report (const char *directory, const char *data, WuseFeed *feed, GPtrArray **report, GError **error);

G_END_DECLS
