/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tables were read before: a file for each header, so that nobody is asked twice. */

#pragma once

#include "wuse-intake.h"

G_BEGIN_DECLS

/**
 * wuse_import_memory_load:
 *
 * Reads what is remembered; what cannot be read is passed over. Blocks.
 *
 * Returns: (transfer full) (element-type WuseIntakeMapping): mappings of one table each
 */
GPtrArray *wuse_import_memory_load (void);

/**
 * wuse_import_memory_save:
 * @mappings: (element-type WuseIntakeMapping): mappings of one table each
 * @error: return location for a %G_FILE_ERROR
 *
 * Each takes the place of what was remembered of a table with the same header, in one step. Blocks.
 *
 * Returns: %TRUE if all are on the disk
 */
gboolean wuse_import_memory_save (GPtrArray *mappings, GError **error);

G_END_DECLS
