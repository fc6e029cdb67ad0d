/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of delimited text as others write them: encodings, delimiters, headers, and all that can be wrong. */

#include "config.h"

#include "wuse-intake-error.h"
#include "wuse-table-file.h"

#include <string.h>

typedef struct
{
  GString *all;
  guint n_rows;
  guint n_faults[WUSE_TABLE_FAULT_HEADER + 1];
  guint last_line;
} Reading;

static gboolean
row_cb (const WuseTableRow *row, gpointer user_data, GError **error)
{
  Reading *self = user_data;

  g_assert_cmpuint (row->number, ==, ++self->n_rows);
  self->n_faults[row->fault]++;
  self->last_line = row->line;
  for (guint i = 0; row->fault == WUSE_TABLE_FAULT_NONE && row->cells[i] != NULL; i++)
    g_string_append_printf (self->all, "[%s]", row->cells[i]);
  g_string_append_c (self->all, '\n');
  return TRUE;
}

static WuseTableFile *
open_text (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  WuseTableFile *file = wuse_table_file_open_bytes (bytes, "test.csv", &error);

  g_assert_no_error (error);
  return file;
}

static Reading
read_text (WuseTableFile *file)
{
  Reading reading = { .all = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  g_assert_true (wuse_table_file_read (file, row_cb, NULL, &reading, NULL, &error));
  g_assert_no_error (error);
  return reading;
}

/* Opening or reading it has to fail, and the message has to name the line. */
static void
check_refused (const char *text, gsize length, int code, const char *named)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseTableFile) file = wuse_table_file_open_bytes (bytes, "test.csv", &error);
  Reading reading = { .all = g_string_new (NULL) };

  if (file != NULL)
    g_assert_false (wuse_table_file_read (file, row_cb, NULL, &reading, NULL, &error));
  g_assert_error (error, WUSE_INTAKE_ERROR, code);
  g_assert_nonnull (strstr (error->message, named));
  g_string_free (reading.all, TRUE);
}

static void
test_delimiters (void)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      char d = delimiters[i];
      g_autofree char *text =
          g_strdup_printf ("id %c name%c\"note%c\"\r\n1%c\"a\"\"b%c\nc\"%c\r\n\r\n2%c%cx y\r\n", d, d, d, d, d, d, d, d);
      g_autofree char *expected = g_strdup_printf ("[1][a\"b%c\nc][]\n[2][][x y]\n", d);
      g_autoptr (WuseTableFile) file = open_text (text, -1);
      Reading reading = read_text (file);

      g_assert_cmpint (wuse_table_file_get_delimiter (file), ==, d);
      g_assert_cmpuint (wuse_table_file_get_n_columns (file), ==, 3);
      g_assert_cmpstr (wuse_table_file_get_header (file)[0], ==, "id");
      g_assert_cmpstr (wuse_table_file_get_header (file)[1], ==, "name");
      g_assert_cmpstr (reading.all->str, ==, expected);
      g_assert_cmpuint (reading.last_line, ==, 5);
      g_string_free (reading.all, TRUE);
    }
}

static void
test_header (void)
{
  g_autoptr (WuseTableFile) file = open_text ("\xef\xbb\xbf\"case_id\",gender ,,gender\xc2\xa0,\" age \",,\n1,2,3,4,5\n", -1);
  const char *const *header = wuse_table_file_get_header (file);
  Reading reading = read_text (file);

  g_assert_cmpint (wuse_table_file_get_encoding (file), ==, WUSE_TEXT_UTF8_MARKED);
  g_assert_cmpuint (wuse_table_file_get_n_columns (file), ==, 5);
  g_assert_cmpstr (header[0], ==, "case_id");
  g_assert_cmpstr (header[1], ==, "gender");
  g_assert_cmpstr (header[2], ==, "column 3");
  g_assert_cmpstr (header[3], ==, "gender (2)");
  g_assert_cmpstr (header[4], ==, "age");
  g_assert_cmpint (wuse_table_file_find_column (file, "age"), ==, 4);
  g_assert_cmpint (wuse_table_file_find_column (file, "none"), ==, -1);
  g_assert_cmpstr (reading.all->str, ==, "[1][2][3][4][5]\n");
  g_string_free (reading.all, TRUE);
}

static void
check_encoding (const char *charset, const char *text, const char *mark, gsize mark_length, WuseTextEncoding encoding)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *converted = g_convert (text, -1, charset, "UTF-8", NULL, &length, &error);
  g_autoptr (WuseTableFile) file = NULL;
  Reading reading;

  g_assert_no_error (error);
  g_byte_array_append (bytes, (const guint8 *) mark, (guint) mark_length);
  g_byte_array_append (bytes, (const guint8 *) converted, (guint) length);
  file = open_text ((const char *) bytes->data, (gssize) bytes->len);
  reading = read_text (file);
  g_assert_cmpstr (wuse_text_encoding_get_label (wuse_table_file_get_encoding (file)), ==,
                   wuse_text_encoding_get_label (encoding));
  g_assert_cmpuint (wuse_table_file_get_n_bytes (file), ==, bytes->len);
  g_assert_nonnull (strstr (text, wuse_table_file_get_header (file)[1]));
  g_assert_true (g_str_has_prefix (reading.all->str, "[1]["));
  g_assert_nonnull (strstr (reading.all->str, strchr (text, '\n') + 3));
  g_string_free (reading.all, TRUE);
}

static void
test_encodings (void)
{
  /* The second line ends the text, so that its second cell can be looked for. */
  static const char chinese[] = "编号,姓名\n1,欧阳娜娜居住在黄浦区";
  static const char rare[] = "编号,备注\n1,\xf0\xa0\xae\xb7野家饭店与黄浦江边的住户";
  static const char western[] = "id,pr\xc3\xa9nom\n1,Ren\xc3\xa9 et Zo\xc3\xab, \xc3\xa0 l'\xc3\xa9"
                                "cole";
  static const char plain[] = "id,name\n1,abc";

  check_encoding ("UTF-8", chinese, "", 0, WUSE_TEXT_UTF8);
  check_encoding ("UTF-8", chinese, "\xef\xbb\xbf", 3, WUSE_TEXT_UTF8_MARKED);
  check_encoding ("GB18030", chinese, "", 0, WUSE_TEXT_GB18030);
  check_encoding ("GB18030", rare, "", 0, WUSE_TEXT_GB18030);
  check_encoding ("UTF-16LE", chinese, "\xff\xfe", 2, WUSE_TEXT_UTF16_LE);
  check_encoding ("UTF-16BE", chinese, "\xfe\xff", 2, WUSE_TEXT_UTF16_BE);
  check_encoding ("UTF-16LE", plain, "", 0, WUSE_TEXT_UTF16_LE);
  check_encoding ("UTF-16BE", plain, "", 0, WUSE_TEXT_UTF16_BE);
  g_autoptr (WuseTableFile) file = NULL;
  g_autofree char *latin = g_convert (western, -1, "WINDOWS-1252", "UTF-8", NULL, NULL, NULL);
  file = open_text (latin, -1);
  g_assert_cmpint (wuse_table_file_get_encoding (file), ==, WUSE_TEXT_LATIN1);
  g_assert_cmpstr (wuse_table_file_get_header (file)[1], ==, "pr\xc3\xa9nom");
}

static void
test_faults (void)
{
  static const char text[] = "id,sex\n1,F\n2\n3,M,\n4,M,x\nid,sex\n5,a\0b\n6,M\n";
  g_autoptr (WuseTableFile) file = open_text (text, sizeof text - 1);
  Reading reading = read_text (file);

  g_assert_cmpuint (reading.n_rows, ==, 7);
  g_assert_cmpuint (reading.n_faults[WUSE_TABLE_FAULT_NONE], ==, 3);
  g_assert_cmpuint (reading.n_faults[WUSE_TABLE_FAULT_FEWER], ==, 1);
  g_assert_cmpuint (reading.n_faults[WUSE_TABLE_FAULT_MORE], ==, 1);
  g_assert_cmpuint (reading.n_faults[WUSE_TABLE_FAULT_HEADER], ==, 1);
  g_assert_cmpuint (reading.n_faults[WUSE_TABLE_FAULT_TEXT], ==, 1);
  g_assert_cmpuint (reading.last_line, ==, 8);
  g_string_free (reading.all, TRUE);
}

static void
test_large_cell (void)
{
  g_autoptr (GString) text = g_string_new ("id,note\n1,");
  g_autoptr (WuseTableFile) file = NULL;
  Reading reading;

  for (guint i = 0; i < WUSE_TABLE_MAX_CELL + 1; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\n2,y\n");
  file = open_text (text->str, (gssize) text->len);
  reading = read_text (file);
  g_assert_cmpuint (reading.n_faults[WUSE_TABLE_FAULT_CELL], ==, 1);
  g_assert_cmpuint (reading.n_faults[WUSE_TABLE_FAULT_NONE], ==, 1);
  g_string_free (reading.all, TRUE);
}

static void
test_refused (void)
{
  static const char unclosed[] = "id,sex\n1,F\n2,\"M\n3,F\n";
  static const char misplaced[] = "id,sex\n1,F\n2,\"M\"x\n3,F\n";
  g_autoptr (GString) line = g_string_new ("id,note\n1,\"");
  g_autoptr (GString) wide = g_string_new ("a0");
  g_autofree char *single = g_malloc (10u << 20);

  check_refused ("", 0, WUSE_INTAKE_ERROR_TABLE, "line 1");
  check_refused ("\n\n  \n", 5, WUSE_INTAKE_ERROR_TABLE, "no header");
  check_refused (",,\n", 3, WUSE_INTAKE_ERROR_TABLE, "no header");
  check_refused (unclosed, strlen (unclosed), WUSE_INTAKE_ERROR_TABLE, "line 3");
  check_refused (misplaced, strlen (misplaced), WUSE_INTAKE_ERROR_TABLE, "line 3");

  memset (single, 'x', 10u << 20);
  check_refused (single, 10u << 20, WUSE_INTAKE_ERROR_TOO_LARGE, "line 1");
  g_string_append_len (line, single, 10 << 20);
  check_refused (line->str, line->len, WUSE_INTAKE_ERROR_TOO_LARGE, "line 2");
  for (guint i = 1; i <= WUSE_TABLE_MAX_COLUMNS; i++)
    g_string_append_printf (wide, ",a%u", i);
  g_string_append_c (wide, '\n');
  check_refused (wide->str, wide->len, WUSE_INTAKE_ERROR_TOO_LARGE, "columns");
}

static void
test_cancelled (void)
{
  g_autoptr (WuseTableFile) file = open_text ("id\n1\n", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Reading reading = { .all = g_string_new (NULL) };

  g_cancellable_cancel (cancellable);
  g_assert_false (wuse_table_file_read (file, row_cb, NULL, &reading, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (reading.n_rows, ==, 0);
  g_string_free (reading.all, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intake-table/delimiters", test_delimiters);
  g_test_add_func ("/intake-table/header", test_header);
  g_test_add_func ("/intake-table/encodings", test_encodings);
  g_test_add_func ("/intake-table/faults", test_faults);
  g_test_add_func ("/intake-table/large-cell", test_large_cell);
  g_test_add_func ("/intake-table/refused", test_refused);
  g_test_add_func ("/intake-table/cancelled", test_cancelled);

  return g_test_run ();
}
