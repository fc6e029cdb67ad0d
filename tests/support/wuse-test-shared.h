/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data that are not part of the project. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wuse_test_find_shared:
 * @path: (type filename): a file or folder below the shared folder
 *
 * Looks in the folder that the environment variable `WUSE_SHARED` names, else in `shared` beside the project. Where it is not
 * there the test is marked as skipped.
 *
 * Returns: (transfer full) (nullable): where it is
 */
char *wuse_test_find_shared (const char *path);

G_END_DECLS
