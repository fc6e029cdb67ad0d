/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for one test. */

#define G_LOG_DOMAIN "wuse-test"

#include "config.h"

#include "wuse-test-folder.h"

#include <glib/gstdio.h>

struct _WuseTestFolder
{
  char *path;
};

WuseTestFolder *
wuse_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  WuseTestFolder *self = g_new0 (WuseTestFolder, 1);

  self->path = g_dir_make_tmp ("wuse-test-XXXXXX", &error);
  g_assert_no_error (error);
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
wuse_test_folder_free (WuseTestFolder *self)
{
  if (self == NULL)
    return;

  remove_tree (self->path);
  g_free (self->path);
  g_free (self);
}

char *
wuse_test_folder_build (WuseTestFolder *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_build_filename (self->path, name, NULL);
}
