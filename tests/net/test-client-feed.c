/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change feed from the reader's side: splitting, order, the last line, what goes wrong on the way. */

#include "config.h"

#include "wuse-feed-parser.h"
#include "wuse-feed-reader.h"

#include "client-server.h"

#include <string.h>

#define LINE(seq)                                                                                                                \
  "{\"seq\":" #seq ",\"op\":\"delete\",\"type\":\"case\",\"id\":\"c" #seq "\",\"version\":1,\"at\":\"2022-04-01T00:00:00Z\"}\n"
#define END(seq) "{\"op\":\"end\",\"seq\":" #seq "}\n"

static gboolean
push (WuseFeedParser *parser, WuseRecordBatch *batch, const char *text, gsize piece, GError **error)
{
  gsize length = strlen (text);

  for (gsize at = 0; at < length; at += piece)
    {
      gsize size;
      guint8 *room = wuse_feed_parser_reserve (parser, &size);
      gsize n = MIN (piece, length - at);

      g_assert_cmpuint (size, >=, 256 * 1024);
      memcpy (room, text + at, n);
      wuse_feed_parser_commit (parser, n);
      if (!wuse_feed_parser_parse (parser, batch, G_MAXSIZE, error))
        return FALSE;
    }

  return TRUE;
}

static void
test_any_pieces (void)
{
  static const char text[] = LINE (3) "\r\n" LINE (4) "\n" LINE (9) "{\"seq\": 12 , \"op\": \"end\"}\r\n" LINE (13);

  for (gsize piece = 1; piece <= sizeof text; piece++)
    {
      g_autoptr (WuseFeedParser) parser = wuse_feed_parser_new (2);
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (push (parser, batch, text, piece, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (wuse_record_batch_get_length (batch), ==, 3);
      g_assert_cmpint (wuse_feed_parser_get_last_seq (parser), ==, 9);
      g_assert_cmpint (wuse_feed_parser_get_end (parser), ==, 12);
    }
}

static void
test_full_batches (void)
{
  g_autoptr (WuseFeedParser) parser = wuse_feed_parser_new (0);
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;
  static const char text[] = LINE (1) LINE (2) LINE (3);
  gsize size;

  memcpy (wuse_feed_parser_reserve (parser, &size), text, sizeof text - 1);
  wuse_feed_parser_commit (parser, sizeof text - 1);
  for (guint i = 1; i <= 3; i++)
    {
      g_assert_true (wuse_feed_parser_has_line (parser));
      wuse_record_batch_clear (batch);
      g_assert_true (wuse_feed_parser_parse (parser, batch, wuse_record_batch_get_bytes (batch) + 1, &error));
      g_assert_no_error (error);
      g_assert_cmpint (wuse_feed_parser_get_last_seq (parser), ==, i);
    }
  g_assert_false (wuse_feed_parser_has_line (parser));
}

static void
test_disorder (void)
{
  static const char *const texts[] = { LINE (5) LINE (5), LINE (5) LINE (4), LINE (2), LINE (5) END (4) };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WuseFeedParser) parser = wuse_feed_parser_new (2);
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (push (parser, batch, texts[i], 7, &error));
      g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL);
    }
}

static void
test_refused_lines (void)
{
  static const char *const texts[] = { "{\"op\":\"end\"}\n", "nonsense\n", "{\"op\":\"end\",\"seq\":\"1\"}\n", "[]\n", "{}\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WuseFeedParser) parser = wuse_feed_parser_new (0);
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (push (parser, batch, texts[i], G_MAXSIZE, &error));
      g_assert_error (error, WUSE_MODEL_ERROR, error->code);
      g_assert_cmpint (wuse_feed_parser_get_end (parser), ==, -1);
    }
}

static void
test_endless_line (void)
{
  g_autoptr (WuseFeedParser) parser = wuse_feed_parser_new (0);
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;
  gsize total = 0;

  for (;;)
    {
      gsize size;
      guint8 *room = wuse_feed_parser_reserve (parser, &size);

      memset (room, 'x', size);
      wuse_feed_parser_commit (parser, size);
      total += size;
      if (!wuse_feed_parser_parse (parser, batch, G_MAXSIZE, &error))
        break;
      g_assert_cmpuint (total, <=, WUSE_RECORD_MAX_LINE);
    }
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TOO_LARGE);
}

static void
feed_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  const char *feed = g_hash_table_lookup (query, "feed");
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nWuse-Feed: F&1\r\n";

  g_assert_cmpstr (path, ==, "/v1/changes");
  if (feed == NULL)
    client_server_answer_raw (server, message,
                              "HTTP/1.1 200 OK\r\nWuse-Feed: F&1\r\nContent-Length: 1000\r\n\r\n" LINE (1) "{\"seq\":2", -1,
                              FALSE);
  else if (g_str_equal (feed, "F&1"))
    {
      g_autofree char *answer = g_strconcat (head, "\r\n", LINE (7) LINE (8), user_data, NULL);
      g_assert_cmpstr (g_hash_table_lookup (query, "after"), ==, "6");
      client_server_answer_raw (server, message, answer, -1, FALSE);
    }
  else
    client_server_answer (message, 410, "application/problem+json", "{\"type\":\"https://wuse.example/problems/feed-gone\"}");
}

static void
test_over_http (void)
{
  g_autoptr (ClientServer) server = client_server_new (feed_cb, (gpointer) END (9));
  g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), NULL);
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;

  g_autoptr (WuseFeedReader) reader = wuse_feed_reader_open (session, "F&1", 6, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wuse_feed_reader_get_feed (reader), ==, "F&1");
  g_assert_true (wuse_feed_reader_read (reader, batch, G_MAXSIZE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (wuse_feed_reader_get_end (reader), ==, 9);
  g_assert_cmpint (wuse_record_batch_get_last_seq (batch), ==, 8);

  g_assert_null (wuse_feed_reader_open (session, "another", 6, NULL, &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_GONE);
}

static void
test_cut_off (void)
{
  g_autoptr (ClientServer) server = client_server_new (feed_cb, (gpointer) "");
  g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), NULL);
  static const char *const feeds[] = { NULL, "F&1" };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (WuseFeedReader) reader = wuse_feed_reader_open (session, feeds[i], feeds[i] != NULL ? 6 : 0, NULL, &error);

      g_assert_no_error (error);
      g_assert_false (wuse_feed_reader_read (reader, batch, G_MAXSIZE, &error));
      g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_CUT_OFF);
      g_assert_cmpuint (wuse_record_batch_get_length (batch), ==, feeds[i] != NULL ? 2 : 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/feed/any-pieces", test_any_pieces);
  g_test_add_func ("/client/feed/full-batches", test_full_batches);
  g_test_add_func ("/client/feed/disorder", test_disorder);
  g_test_add_func ("/client/feed/refused-lines", test_refused_lines);
  g_test_add_func ("/client/feed/endless-line", test_endless_line);
  g_test_add_func ("/client/feed/over-http", test_over_http);
  g_test_add_func ("/client/feed/cut-off", test_cut_off);

  return g_test_run ();
}
