/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed read back into memory, for tests of what was written into it. */

#include "config.h"

#include "feed-reading.h"

#include "wuse-feed-view.h"

#include <string.h>

static gboolean
add_line (gint64 seq, const char *line, gsize length, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  wuse_record_batch_add_line (user_data, line, length, &error);
  g_assert_no_error (error);
  return TRUE;
}

WuseRecordBatch *
feed_read (WuseFeed *feed)
{
  WuseRecordBatch *batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseFeedView) view = wuse_feed_view_open (wuse_feed_get_path (feed), &error);

  g_assert_no_error (error);
  wuse_feed_view_foreach_line (view, 0, wuse_feed_get_seq (feed), add_line, batch, &error);
  g_assert_no_error (error);
  return batch;
}

const WuseValue *
feed_value (const WuseRecord *record, const char *field)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, field) == 0)
      return &record->values[i];
  g_assert_not_reached ();
}

char *
feed_text (const WuseRecord *record, const char *field)
{
  const WuseValue *value = feed_value (record, field);

  return value->is_set ? g_strndup (value->data, value->length) : NULL;
}

char *
feed_id (const WuseRecord *record)
{
  return g_strndup (record->id, record->id_length);
}

void
feed_assert_equal (WuseFeed *a, WuseFeed *b)
{
  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    {
      WuseDigest one, other;

      wuse_feed_get_digest (a, type, &one);
      wuse_feed_get_digest (b, type, &other);
      g_test_message ("%s: %" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT, wuse_record_class (type)->name, one.count, other.count);
      g_assert_cmpuint (one.count, ==, other.count);
      g_assert_cmpmem (one.sum, sizeof one.sum, other.sum, sizeof other.sum);
    }
}
