/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file is there whole or not at all; what is written is what was said. */

#include "config.h"

#include "wuse-output-file.h"

#include <glib/gstdio.h>
#include <string.h>

static GFile *
make_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wuse-output-XXXXXX", NULL), *path = NULL;

  g_assert_nonnull (folder);
  path = g_build_filename (folder, "file", NULL);

  return g_file_new_for_path (path);
}

static guint
count_and_remove (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  GDir *directory = g_dir_open (g_file_peek_path (folder), 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (g_file_peek_path (folder), name, NULL);

      g_unlink (path);
      n++;
    }
  g_dir_close (directory);
  g_rmdir (g_file_peek_path (folder));

  return n;
}

static void
check_text (GFile *file, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_numbers (void)
{
  static const struct
  {
    double number;
    guint digits;
    const char *text;
  } numbers[] = { { 0, 2, "0" },
                  { 1, 2, "1" },
                  { -1.5, 2, "-1.5" },
                  { 0.05, 2, "0.05" },
                  { -0.001, 2, "0" },
                  { 1234.567, 2, "1234.57" },
                  { 1e9, 3, "1000000000" },
                  { -0.5, 0, "-1" },
                  { 100, 0, "100" },
                  { 0.999, 2, "1" },
                  { 12.3456789, 6, "12.345679" } };
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GFile) file = make_file ();
      g_autoptr (WuseOutputFile) output = wuse_output_file_new (file, NULL, &error);

      wuse_output_file_put_number (output, numbers[i].number, numbers[i].digits);
      g_assert_true (wuse_output_file_close (output, &error));
      g_assert_no_error (error);
      check_text (file, numbers[i].text);
      g_assert_cmpuint (count_and_remove (file), ==, 1);
    }
}

static void
test_xml (void)
{
  g_autoptr (GFile) file = make_file ();
  GError *error = NULL;
  g_autoptr (WuseOutputFile) output = wuse_output_file_new (file, NULL, &error);

  wuse_output_file_put_xml (output, "a<b> & \"c\"\t\n\x01\x1f 第3栋 \xff");
  g_assert_true (wuse_output_file_close (output, &error));
  check_text (file, "a&lt;b&gt; &amp; &quot;c&quot;&#9;&#10;\xef\xbf\xbd\xef\xbf\xbd 第3栋 \xef\xbf\xbd");
  g_assert_cmpuint (count_and_remove (file), ==, 1);
}

/* Longer than what is held back. */
static void
test_long (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autofree char *piece = g_strnfill (70000, 'x'), *text = NULL;
  GError *error = NULL;
  g_autoptr (WuseOutputFile) output = wuse_output_file_new (file, NULL, &error);

  wuse_output_file_puts (output, "begin");
  wuse_output_file_puts (output, piece);
  for (guint i = 0; i < 70000; i++)
    wuse_output_file_write (output, "y", 1);
  g_assert_true (wuse_output_file_close (output, &error));
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL));
  g_assert_cmpuint (strlen (text), ==, 5 + 140000);
  g_assert_true (g_str_has_prefix (text, "beginx"));
  g_assert_true (text[5 + 69999] == 'x' && text[5 + 70000] == 'y' && text[5 + 139999] == 'y');
  g_assert_cmpuint (count_and_remove (file), ==, 1);
}

/* Nobody sees it before its end; given up, what was there is there still. */
static void
test_whole_or_not (void)
{
  g_autoptr (GFile) file = make_file ();
  GError *error = NULL;
  WuseOutputFile *output;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), "before", -1, NULL));
  output = wuse_output_file_new (file, NULL, &error);
  wuse_output_file_puts (output, "after");
  check_text (file, "before");
  wuse_output_file_free (output);
  check_text (file, "before");
  output = wuse_output_file_new (file, NULL, &error);
  wuse_output_file_puts (output, "after");
  g_assert_true (wuse_output_file_close (output, &error));
  wuse_output_file_free (output);
  check_text (file, "after");
  g_assert_cmpuint (count_and_remove (file), ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  WuseOutputFile *output = wuse_output_file_new (file, cancellable, &error);

  wuse_output_file_puts (output, "some");
  g_assert_true (wuse_output_file_is_sound (output));
  g_cancellable_cancel (cancellable);
  g_assert_false (wuse_output_file_is_sound (output));
  g_assert_false (wuse_output_file_close (output, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wuse_output_file_free (output);
  g_assert_cmpuint (count_and_remove (file), ==, 0);
}

static void
test_impossible (void)
{
  static const struct
  {
    const char *path;
    int code;
  } places[] = { { "/nowhere/at/all/file", G_IO_ERROR_NOT_FOUND }, { "/", G_IO_ERROR_IS_DIRECTORY }, { "/proc/file", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (places[i].path);
      g_autoptr (GError) error = NULL;

      g_assert_null (wuse_output_file_new (file, NULL, &error));
      g_assert_nonnull (error);
      if (places[i].code != 0)
        g_assert_error (error, G_IO_ERROR, places[i].code);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/output-file/numbers", test_numbers);
  g_test_add_func ("/output-file/xml", test_xml);
  g_test_add_func ("/output-file/long", test_long);
  g_test_add_func ("/output-file/whole-or-not", test_whole_or_not);
  g_test_add_func ("/output-file/cancelled", test_cancelled);
  g_test_add_func ("/output-file/impossible", test_impossible);

  return g_test_run ();
}
