/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that go with their process, and those of processes that were killed. */

#include "config.h"

#include "wuse-temporary-folder.h"

#include "wuse-test-folder.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define PREFIX "work-"

static WuseTemporaryFolder *
make (const char *parent)
{
  g_autoptr (GError) error = NULL;
  WuseTemporaryFolder *folder = wuse_temporary_folder_new (parent, PREFIX, &error);

  g_assert_no_error (error);
  return folder;
}

static void
put_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "text", -1, &error);
  g_assert_no_error (error);
}

static void
test_goes (void)
{
  g_autoptr (WuseTestFolder) parent = wuse_test_folder_new ();
  g_autofree char *where = wuse_test_folder_build (parent, "");
  WuseTemporaryFolder *one = make (where), *other = make (where);
  g_autofree char *path = g_strdup (wuse_temporary_folder_get_path (one));

  /* What is held is not taken for left behind. */
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  g_assert_cmpstr (path, !=, wuse_temporary_folder_get_path (other));
  put_file (path, "one");
  put_file (path, "two");
  wuse_temporary_folder_free (one);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (wuse_temporary_folder_get_path (other), G_FILE_TEST_IS_DIR));
  wuse_temporary_folder_free (other);
}

/* A folder that nobody holds is taken away; files, links and other names stay. */
static void
test_left_behind (void)
{
  g_autoptr (WuseTestFolder) parent = wuse_test_folder_new ();
  g_autofree char *where = wuse_test_folder_build (parent, ""), *left = wuse_test_folder_build (parent, PREFIX "abcdef"),
                  *foreign = wuse_test_folder_build (parent, "other-abcdef"),
                  *file = wuse_test_folder_build (parent, PREFIX "file"), *link = wuse_test_folder_build (parent, PREFIX "link");
  g_autoptr (WuseTemporaryFolder) folder = NULL;

  g_assert_cmpint (g_mkdir (left, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (foreign, 0700), ==, 0);
  put_file (left, "file");
  put_file (foreign, "file");
  put_file (where, PREFIX "file");
  g_assert_cmpint (symlink (foreign, link), ==, 0);
  folder = make (where);

  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  {
    g_autofree char *inside = g_build_filename (foreign, "file", NULL);

    g_assert_true (g_file_test (inside, G_FILE_TEST_IS_REGULAR));
  }
}

static void
test_nowhere (void)
{
  g_autoptr (WuseTestFolder) parent = wuse_test_folder_new ();
  g_autofree char *where = wuse_test_folder_build (parent, "absent");
  g_autoptr (GError) error = NULL;

  g_assert_null (wuse_temporary_folder_new (where, PREFIX, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/temporary-folder/goes", test_goes);
  g_test_add_func ("/temporary-folder/left-behind", test_left_behind);
  g_test_add_func ("/temporary-folder/nowhere", test_nowhere);

  return g_test_run ();
}
