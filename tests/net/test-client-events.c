/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live stream from the reader's side: event streams by the standard, the events of a district, silence, giving up. */

#include "config.h"

#include "wuse-event-stream.h"
#include "wuse-live-event.h"

#include "client-server.h"

#include <string.h>

/* Input, and what comes of it: `type|id|data;` for each event, a line feed in data as `/`. Most are the examples of the
 * HTML Living Standard, section 9.2. */
static const struct
{
  const char *input;
  const char *events;
} cases[] = {
  { "data: YHOO\ndata: +2\ndata: 10\n\n", "message|-|YHOO/+2/10;" },
  { ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
    "message|1|first event;message||second event;message|| third event;" },
  { "data\n\ndata\ndata\n\ndata:", "message|-|;message|-|/;" },
  { "data:test\n\ndata: test\n\n", "message|-|test;message|-|test;" },
  { "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\ndata: 113411\n\n",
    "add|-|73857293;remove|-|2153;add|-|113411;" },
  { "data: a\rdata: b\r\ndata: c\n\r\n", "message|-|a/b/c;" },
  { "data: a\r\rdata: b\r\n\r\ndata: c\n\n", "message|-|a;message|-|b;message|-|c;" },
  { "\xEF\xBB\xBF"
    "data: marked\n\n",
    "message|-|marked;" },
  { "\n\n\xEF\xBB\xBF"
    "data: not a mark\n\n",
    "" },
  { "event: nothing\n\ndata: x\n\n", "message|-|x;" },
  { "id: 7\n\ndata: later\n\n", "message|7|later;" },
  { ":\n:heartbeat\nunknown: field\nno colon\ndata: x\n\n", "message|-|x;" },
  { "retry: 2500\nretry: soon\nretry: -1\ndata: x\n\n", "message|-|x;" },
};

static char *
parse_in_pieces (const char *input, gsize piece, gint64 *retry)
{
  g_autoptr (WuseEventParser) parser = wuse_event_parser_new ();
  g_autoptr (GError) error = NULL;
  GString *events = g_string_new (NULL);
  gsize length = strlen (input);

  for (gsize at = 0; at < length; at += piece)
    {
      WuseEvent event;

      wuse_event_parser_push (parser, (const guint8 *) input + at, MIN (piece, length - at));
      while (wuse_event_parser_next (parser, &event, &error))
        {
          g_autofree char *data = g_strndup (event.data, event.data_length);
          g_string_append_printf (events, "%s|%s|%s;", event.type, event.id != NULL ? event.id : "-",
                                  g_strdelimit (data, "\n", '/'));
        }
      g_assert_no_error (error);
    }
  *retry = wuse_event_parser_get_retry (parser);

  return g_string_free (events, FALSE);
}

static void
test_standard (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize piece = 1; piece <= strlen (cases[i].input); piece++)
      {
        gint64 retry;
        g_autofree char *events = parse_in_pieces (cases[i].input, piece, &retry);

        g_assert_cmpstr (events, ==, cases[i].events);
        g_assert_cmpint (retry, ==, strstr (cases[i].input, "2500") != NULL ? 2500 : -1);
      }
}

static void
test_id_with_nul (void)
{
  static const guint8 input[] = "id: 1\ndata: a\n\nid: 2\0003\ndata: b\n\n";
  g_autoptr (WuseEventParser) parser = wuse_event_parser_new ();
  WuseEvent event;

  wuse_event_parser_push (parser, input, sizeof input - 1);
  g_assert_true (wuse_event_parser_next (parser, &event, NULL));
  g_assert_true (wuse_event_parser_next (parser, &event, NULL));
  g_assert_cmpstr (event.id, ==, "1");
}

static void
test_bounds (void)
{
  static const char *const beginnings[] = { "data: ", "" };
  g_autofree char *line = g_strnfill (64 * 1024 - 7, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (WuseEventParser) parser = wuse_event_parser_new ();
      g_autofree char *piece = g_strconcat (beginnings[i], line, i == 0 ? "\n" : "", NULL);
      g_autoptr (GError) error = NULL;
      WuseEvent event;

      for (gsize total = 0; error == NULL; total += strlen (piece))
        {
          g_assert_cmpuint (total, <=, WUSE_EVENT_MAX_BYTES + 2 * strlen (piece));
          wuse_event_parser_push (parser, (const guint8 *) piece, strlen (piece));
          g_assert_false (wuse_event_parser_next (parser, &event, &error));
        }
      g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TOO_LARGE);
    }
}

static gboolean
parse_live (WuseLiveEvent *live, const char *type, const char *data, GError **error)
{
  WuseEvent event = { .type = type, .data = data, .data_length = strlen (data) };

  return wuse_live_event_parse (live, &event, error);
}

static void
test_live_events (void)
{
  g_autoptr (GError) error = NULL;
  WuseLiveEvent live;

  g_assert_true (parse_live (&live, "hello", "{\"feed\":\"F-1\",\"seq\":42,\"new\":[{\"seq\":1}]}", &error));
  g_assert_no_error (error);
  g_assert_cmpint (live.kind, ==, WUSE_LIVE_HELLO);
  g_assert_cmpstr (live.feed, ==, "F-1");
  g_assert_cmpint (live.seq, ==, 42);

  g_assert_true (parse_live (&live, "change", " { \"line\" : {\"seq\":8,\"a\":[\"}{\"],\"prev\":1} , \"prev\" : 7 } ", &error));
  g_assert_no_error (error);
  g_assert_cmpint (live.prev, ==, 7);
  static const char line[] = "{\"seq\":8,\"a\":[\"}{\"],\"prev\":1}";
  g_assert_cmpmem (live.line, live.line_length, line, strlen (line));

  g_assert_true (parse_live (&live, "clock", "{\"time\":\"2022-04-01T08:00:00+08:00\",\"clock_rate\":0.5}", &error));
  g_assert_no_error (error);
  g_assert_cmpint (live.time, ==, G_GINT64_CONSTANT (1648771200000));
  g_assert_cmpfloat (live.clock_rate, ==, 0.5);

  g_assert_true (parse_live (&live, "gap", "", &error));
  g_assert_cmpint (live.kind, ==, WUSE_LIVE_GAP);
  g_assert_true (parse_live (&live, "weather", "sunny", &error));
  g_assert_cmpint (live.kind, ==, WUSE_LIVE_OTHER);
}

static void
test_malformed_live_events (void)
{
  static const struct
  {
    const char *type;
    const char *data;
  } bad[] = {
    { "hello", "" },
    { "hello", "{}" },
    { "hello", "{\"feed\":\"F\"}" },
    { "hello", "{\"feed\":\"F\",\"seq\":-1}" },
    { "hello", "{\"feed\":\"F\",\"seq\":1,\"seq\":2}" },
    { "hello", "{\"feed\":\"F\",\"seq\":\"1\"}" },
    { "hello", "{\"feed\":7,\"seq\":1}" },
    { "hello", "{\"feed\":\"F\",\"seq\":1.5}" },
    { "hello", "{\"feed\":\"F\",\"seq\":99999999999999999999}" },
    { "hello", "{\"feed\":\"F\",\"seq\":1" },
    { "hello", "{\"feed\":\"F\",\"seq\":1}{}" },
    { "hello", "[1]" },
    { "hello", "\"feed\"" },
    { "change", "{\"prev\":1}" },
    { "change", "{\"prev\":1,\"line\":\"{}\"}" },
    { "change", "{\"prev\":1,\"line\":[{}]}" },
    { "change", "{\"prev\":1,\"line\":null}" },
    { "change", "{\"prev\":1,\"line\":{},\"line\":{}}" },
    { "change", "{\"prev\":null,\"line\":{}}" },
    { "clock", "{\"time\":\"now\",\"clock_rate\":1}" },
    { "clock", "{\"time\":\"2022-04-01T00:00:00Z\",\"clock_rate\":-1}" },
    { "clock", "{\"time\":\"2022-04-01T00:00:00Z\",\"clock_rate\":1e300}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      WuseLiveEvent live;

      g_test_message ("%s %s", bad[i].type, bad[i].data);
      g_assert_false (parse_live (&live, bad[i].type, bad[i].data, &error));
      g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL);
    }
}

static void
stream_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  static const char events[] =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: 1\ndata: a\n\ndata: b\n\n: beat\n\n";
  const char *feed = g_hash_table_lookup (query, "feed");

  if (g_str_equal (feed, "html"))
    client_server_answer (message, 200, "text/html", "<p>");
  else
    client_server_answer_raw (server, message, events, -1, g_str_equal (feed, "silent"));
}

static guint
take_all (WuseEventStream *stream)
{
  WuseEvent event;
  guint n = 0;

  while (wuse_event_stream_next (stream, &event, NULL))
    n++;

  return n;
}

static void
test_silence (void)
{
  g_autoptr (ClientServer) server = client_server_new (stream_cb, NULL);
  g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), NULL);
  g_autoptr (GError) error = NULL;
  gboolean did_read;
  guint n = 0;

  wuse_session_set_timeout (session, 1);
  g_autoptr (WuseEventStream) stream = wuse_event_stream_open (session, "silent", 0, NULL, &error);
  g_assert_no_error (error);
  while (n < 2)
    {
      g_assert_true (wuse_event_stream_read (stream, TRUE, &did_read, &error));
      n += take_all (stream);
    }
  g_assert_cmpuint (n, ==, 2);

  /* Nothing more is there: said at once when asked not to wait, taken for a lost connection after the timeout. */
  do
    {
      g_assert_true (wuse_event_stream_read (stream, FALSE, &did_read, &error));
      g_assert_cmpuint (take_all (stream), ==, 0);
    }
  while (did_read);
  gint64 begun = g_get_monotonic_time ();
  g_assert_false (wuse_event_stream_read (stream, TRUE, &did_read, &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - begun, >, 900 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
}

static void
test_end (void)
{
  g_autoptr (ClientServer) server = client_server_new (stream_cb, NULL);
  g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), NULL);
  g_autoptr (GError) error = NULL;
  gboolean did_read;
  guint n = 0;

  g_autoptr (WuseEventStream) stream = wuse_event_stream_open (session, "F", 0, NULL, &error);
  g_assert_no_error (error);
  while (wuse_event_stream_read (stream, TRUE, &did_read, &error))
    n += take_all (stream);
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_CUT_OFF);
  g_assert_cmpuint (n, ==, 2);
  g_clear_error (&error);

  g_assert_null (wuse_event_stream_open (session, "html", 0, NULL, &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL);
}

static gpointer
cancel_later (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (ClientServer) server = client_server_new (stream_cb, NULL);
  g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean did_read;

  g_autoptr (WuseEventStream) stream = wuse_event_stream_open (session, "silent", 0, cancellable, &error);
  g_assert_no_error (error);
  GThread *thread = g_thread_new ("cancel", cancel_later, cancellable);
  gint64 begun = g_get_monotonic_time ();
  while (wuse_event_stream_read (stream, TRUE, &did_read, &error))
    take_all (stream);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 10 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/events/standard", test_standard);
  g_test_add_func ("/client/events/id-with-nul", test_id_with_nul);
  g_test_add_func ("/client/events/bounds", test_bounds);
  g_test_add_func ("/client/events/live", test_live_events);
  g_test_add_func ("/client/events/malformed-live", test_malformed_live_events);
  g_test_add_func ("/client/events/silence", test_silence);
  g_test_add_func ("/client/events/end", test_end);
  g_test_add_func ("/client/events/cancel", test_cancel);

  return g_test_run ();
}
