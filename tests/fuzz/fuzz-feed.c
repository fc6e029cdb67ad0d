/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds in pieces: however they are cut, the same records come out, or the same refusal. */

#include "config.h"

#include "fuzz-target.h"

#include "wuse-feed-parser.h"

#include <string.h>

#define MAX_OPEN_BYTES (64 * 1024)

typedef struct
{
  gboolean is_good;
  guint n_records;
  gint64 last_seq;
  gint64 end;
} Outcome;

static Outcome
parse (const guint8 *data, gsize size, gsize piece)
{
  g_autoptr (WuseFeedParser) parser = wuse_feed_parser_new (0);
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  Outcome outcome = { .is_good = TRUE };

  for (gsize at = 0; at < size && outcome.is_good; at += piece)
    {
      gsize room_size;
      guint8 *room = wuse_feed_parser_reserve (parser, &room_size);
      gsize length = MIN (MIN (piece, size - at), room_size);

      memcpy (room, data + at, length);
      wuse_feed_parser_commit (parser, length);
      outcome.is_good = wuse_feed_parser_parse (parser, batch, G_MAXSIZE, NULL);
    }
  outcome.n_records = wuse_record_batch_get_length (batch);
  outcome.last_seq = wuse_feed_parser_get_last_seq (parser);
  outcome.end = wuse_feed_parser_get_end (parser);

  return outcome;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0 || size > MAX_OPEN_BYTES)
    return 0;

  Outcome whole = parse (data, size, size);
  Outcome pieces = parse (data, size, 1 + size / 7);

  /* A record out of order is in the batch before that is noticed; everything else is the same. */
  g_assert_cmpint (whole.is_good, ==, pieces.is_good);
  g_assert_cmpint (whole.last_seq, ==, pieces.last_seq);
  g_assert_cmpint (whole.end, ==, pieces.end);
  g_assert_cmpuint (whole.n_records, ==, pieces.n_records);

  return 0;
}
