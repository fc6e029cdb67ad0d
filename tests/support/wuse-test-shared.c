/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data that are not part of the project. */

#include "config.h"

#include "wuse-test-shared.h"

char *
wuse_test_find_shared (const char *path)
{
  const char *shared = g_getenv ("WUSE_SHARED");
  g_autofree char *found =
      shared != NULL ? g_build_filename (shared, path, NULL) : g_build_filename (WUSE_SOURCE_ROOT, "..", "shared", path, NULL);

  if (g_file_test (found, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&found);
  g_test_skip ("The shared data are not here (WUSE_SHARED)");
  return NULL;
}
