/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for one test. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseTestFolder:
 *
 * A new folder that is removed with everything in it when it is freed.
 */
typedef struct _WuseTestFolder WuseTestFolder;

/**
 * wuse_test_folder_new:
 *
 * Returns: (transfer full): an empty folder; free with wuse_test_folder_free()
 */
WuseTestFolder *wuse_test_folder_new (void);

/**
 * wuse_test_folder_free:
 * @self: (transfer full) (nullable): a folder
 */
void wuse_test_folder_free (WuseTestFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTestFolder, wuse_test_folder_free)

/**
 * wuse_test_folder_build:
 * @self: a folder
 * @name: name of a file
 *
 * Returns: (transfer full): the file's path in the folder
 */
char *wuse_test_folder_build (WuseTestFolder *self, const char *name);

G_END_DECLS
