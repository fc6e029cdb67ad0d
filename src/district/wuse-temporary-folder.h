/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that goes with the process, or at the latest when the next one comes. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseTemporaryFolder:
 *
 * A folder for one database under the system's temporary folder. A process that was killed cannot tidy up; so a new folder
 * takes away those of this user whose process is gone (their lock is free).
 */
typedef struct _WuseTemporaryFolder WuseTemporaryFolder;

/**
 * wuse_temporary_folder_new:
 * @error: return location for a %G_FILE_ERROR
 *
 * Returns: (transfer full) (nullable): an empty folder; free with wuse_temporary_folder_free()
 */
WuseTemporaryFolder *wuse_temporary_folder_new (GError **error);

/**
 * wuse_temporary_folder_free:
 * @self: (transfer full) (nullable): a folder; the files in it are removed
 */
void wuse_temporary_folder_free (WuseTemporaryFolder *self);

/**
 * wuse_temporary_folder_get_path:
 * @self: a folder
 *
 * Returns: (transfer none): where it is
 */
const char *wuse_temporary_folder_get_path (const WuseTemporaryFolder *self);

G_END_DECLS
