/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and feature collections of packs: the first byte says which. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-feed.h"
#include "wuse-pack-rows.h"

static gboolean
row_cb (const WusePackRow *row, gpointer user_data, GError **error)
{
  guint *n_rows = user_data;
  GHashTableIter iter;
  gpointer column, cell;

  g_assert_cmpuint (row->number, ==, ++*n_rows);
  g_hash_table_iter_init (&iter, row->cells);
  while (row->problem == NULL && g_hash_table_iter_next (&iter, &column, &cell))
    g_assert_true (g_utf8_validate (column, -1, NULL) && g_utf8_validate (cell, -1, NULL));
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;
  gboolean read;

  if (size == 0)
    return 0;
  stream = g_memory_input_stream_new_from_data (data + 1, (gssize) size - 1, NULL);
  switch (data[0])
    {
    case 'g':
      read = wuse_pack_read_geojson (stream, row_cb, &n_rows, &error);
      break;
    case '1':
      read = wuse_pack_read_csv (stream, "GB18030", NULL, row_cb, &n_rows, &error);
      break;
    default:
      read = wuse_pack_read_csv (stream, NULL, NULL, row_cb, &n_rows, &error);
      break;
    }
  g_assert_true (read == (error == NULL));
  return 0;
}
