/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that goes with the process, or at the latest when the next one comes. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseTemporaryFolder:
 *
 * A folder for a few files, held locked as long as it is used. A process that was killed cannot tidy up; so a new folder takes
 * away those of this user that nobody holds.
 */
typedef struct _WuseTemporaryFolder WuseTemporaryFolder;

/**
 * wuse_temporary_folder_new:
 * @parent: (type filename): the folder to make it in
 * @prefix: what its name begins with; what else has such a name there is taken for a folder that was left behind
 * @error: return location for a %G_FILE_ERROR
 *
 * Returns: (transfer full) (nullable): an empty folder; free with wuse_temporary_folder_free()
 */
WuseTemporaryFolder *wuse_temporary_folder_new (const char *parent, const char *prefix, GError **error);

/**
 * wuse_temporary_folder_free:
 * @self: (transfer full) (nullable): a folder; it is removed with the files in it
 */
void wuse_temporary_folder_free (WuseTemporaryFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTemporaryFolder, wuse_temporary_folder_free)

/**
 * wuse_temporary_folder_get_path:
 * @self: a folder
 *
 * Returns: (transfer none) (type filename): where it is
 */
const char *wuse_temporary_folder_get_path (const WuseTemporaryFolder *self);

G_END_DECLS
