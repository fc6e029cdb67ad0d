/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feed lines: what is taken is written canonically, read back and written again, the same; both readers agree. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-record-batch.h"

#include <string.h>

static void
check_record (const WuseRecord *record)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  wuse_record_append_line (record, first);
  wuse_record_batch_add_line (batch, first->str, first->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wuse_record_batch_get_length (batch), ==, 1);
  wuse_record_append_line (wuse_record_batch_get (batch, 0), second);
  g_assert_cmpstr (second->str, ==, first->str);
}

/* With a blank before it, a line is always read by the JSON parser: that takes the same lines, and makes the same of them. */
static void
check_shifted (const char *line, gsize length, gboolean is_taken, const WuseRecord *record)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GString) shifted = g_string_new (" ");

  g_string_append_len (shifted, line, (gssize) length);
  g_assert_true (wuse_record_batch_add_line (batch, shifted->str, shifted->len, NULL) == is_taken);
  g_assert_true ((wuse_record_batch_get_length (batch) == 1) == (record != NULL));
  if (record != NULL)
    {
      g_autoptr (GString) first = g_string_new (NULL);
      g_autoptr (GString) second = g_string_new (NULL);

      wuse_record_append_line (record, first);
      wuse_record_append_line (wuse_record_batch_get (batch, 0), second);
      g_assert_cmpstr (second->str, ==, first->str);
    }
}

/* The input is a feed of several lines: what one leaves behind must not disturb the next. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  const char *line = (const char *) data;
  const char *end = line + size;

  while (line < end)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));
      gsize length = (gsize) ((stop != NULL ? stop : end) - line);
      guint n_before = wuse_record_batch_get_length (batch);
      gsize bytes_before = wuse_record_batch_get_bytes (batch);
      g_autoptr (GError) error = NULL;

      if (wuse_record_batch_add_line (batch, line, length, &error))
        g_assert_cmpuint (wuse_record_batch_get_length (batch), <=, n_before + 1);
      else
        {
          g_assert_nonnull (error);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          g_assert_cmpuint (wuse_record_batch_get_length (batch), ==, n_before);
          g_assert_cmpuint (wuse_record_batch_get_bytes (batch), ==, bytes_before);
        }
      check_shifted (line, length, error == NULL,
                     wuse_record_batch_get_length (batch) > n_before ? wuse_record_batch_get (batch, n_before) : NULL);
      line += length + 1;
    }

  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    check_record (wuse_record_batch_get (batch, i));

  return 0;
}
