/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live streams in pieces: however they are cut, the same events come out, and what they say is read safely. */

#include "config.h"

#include "fuzz-target.h"

#include "wuse-live-event.h"
#include "wuse-record-batch.h"

#include <string.h>

#define MAX_OPEN_BYTES (64 * 1024)

/* A number that stands for all events: their types, ids, data and what they mean. */
static guint64
parse (const guint8 *data, gsize size, gsize piece)
{
  g_autoptr (WuseEventParser) parser = wuse_event_parser_new ();
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  guint64 sum = 0;

  for (gsize at = 0; at < size; at += piece)
    {
      WuseEvent event;
      WuseLiveEvent live;

      wuse_event_parser_push (parser, data + at, MIN (piece, size - at));
      while (wuse_event_parser_next (parser, &event, NULL))
        {
          g_autofree char *copy = g_memdup2 (event.data, event.data_length);
          gboolean is_live;

          /* From a copy of the exact size, so that a step over the end is seen. */
          event.data = copy;
          is_live = wuse_live_event_parse (&live, &event, NULL);
          sum = sum * 31 + g_str_hash (event.type) + (event.id != NULL ? g_str_hash (event.id) : 7);
          for (gsize i = 0; i < event.data_length; i++)
            sum = sum * 31 + (guint8) copy[i];
          sum = sum * 31 + (guint64) is_live;
          if (is_live && live.kind == WUSE_LIVE_CHANGE)
            {
              g_assert_true (live.line >= copy && live.line + live.line_length <= copy + event.data_length);
              sum = sum * 31 + (guint64) wuse_record_batch_add_line (batch, live.line, live.line_length, NULL);
            }
        }
    }

  return sum * 31 + wuse_record_batch_get_length (batch) + (guint64) wuse_event_parser_get_retry (parser);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0 || size > MAX_OPEN_BYTES)
    return 0;

  g_assert_cmpuint (parse (data, size, size), ==, parse (data, size, 1 + size / 9));
  return 0;
}
