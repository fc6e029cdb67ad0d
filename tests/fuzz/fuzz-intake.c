/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and mappings of others: whatever they are, there is a whole result or an error. The first byte says how many files
 * follow, with a NUL between them; `m` begins a mapping. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-intake.h"

#include <string.h>

static void
check_result (const WuseIntakeResult *result)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  guint n = 0;

  for (WuseRecordType type = 0; type < WUSE_N_RECORD_TYPES; type++)
    n += wuse_intake_result_count (result, type);
  g_assert_cmpuint (n, ==, wuse_intake_result_get_n_records (result));
  for (guint i = 0; i < n; i++)
    {
      const WuseRecord *record = wuse_intake_result_get_record (result, i);

      g_assert_true (record->op == WUSE_RECORD_PUT && record->id_length > 0 && record->id_length <= WUSE_RECORD_MAX_ID);
    }
  g_assert_true (wuse_intake_result_write_problems (result, stream, NULL, NULL));
}

static void
check_mapping (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseIntakeMapping) mapping = wuse_intake_mapping_parse (text, (gssize) length, &error);
  g_autoptr (WuseIntakeMapping) copy = NULL;

  g_assert_true ((mapping == NULL) == (error != NULL));
  if (mapping != NULL)
    copy = wuse_intake_mapping_copy (mapping);
}

static void
check_tables (const char *text, gsize length, guint n_files)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_table_file_unref);
  g_autoptr (WuseIntakeGuess) guess = NULL;
  g_autoptr (WuseIntakeResult) result = NULL;
  g_autoptr (GError) error = NULL;

  while (files->len < n_files)
    {
      const char *end = files->len + 1 < n_files ? memchr (text, '\0', length) : NULL;
      gsize piece = end != NULL ? (gsize) (end - text) : length;
      g_autoptr (GBytes) bytes = g_bytes_new (text, piece);
      WuseTableFile *file = wuse_table_file_open_bytes (bytes, "fuzz.csv", &error);

      g_assert_true ((file == NULL) == (error != NULL));
      if (file == NULL)
        return;
      g_ptr_array_add (files, file);
      text += MIN (piece + 1, length);
      length -= MIN (piece + 1, length);
    }
  guess = wuse_intake_guess_new_for_tables ((WuseTableFile *const *) files->pdata, files->len, NULL, NULL, &error);
  g_assert_true ((guess == NULL) == (error != NULL));
  if (guess == NULL)
    return;
  result = wuse_intake_run (wuse_intake_guess_get_mapping (guess), (WuseTableFile *const *) files->pdata, files->len, NULL, NULL,
                            NULL, NULL, &error);
  g_assert_true ((result == NULL) == (error != NULL));
  if (result != NULL)
    check_result (result);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  if (data[0] == 'm')
    check_mapping ((const char *) data + 1, size - 1);
  else
    check_tables ((const char *) data + 1, size - 1, data[0] % 4 + 1);
  return 0;
}
