/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault does what it says. */

#include "config.h"

#include <string.h>

#include "server-fixture.h"

typedef struct
{
  Fixture fixture;
  GBytes *whole;
} Faulty;

/* The feed as it is when nothing goes wrong is what all else is compared with. */
static void
set_up (Faulty *faulty)
{
  Answer answer;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&faulty->fixture, 300);
  answer_begin (&answer, faulty->fixture.server, "/v1/changes", NULL);
  faulty->whole = answer_read (&answer, &error);
  g_assert_no_error (error);
  answer_end (&answer);
}

static void
tear_down (Faulty *faulty)
{
  g_bytes_unref (faulty->whole);
  fixture_tear_down (&faulty->fixture);
}

/* Sets one rule, and reads the feed until it ends, one way or another. */
static GBytes *
read_with (Faulty *faulty, const char *rule, GError **error)
{
  g_autofree char *rules = g_strdup_printf ("[%s]", rule);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Answer answer;
  gssize got;

  wuse_test_server_set_faults (faulty->fixture.server, rules);
  answer_begin (&answer, faulty->fixture.server, "/v1/changes", NULL);
  do
    {
      guint8 buffer[4096];

      got = g_input_stream_read (G_INPUT_STREAM (answer.stream), buffer, sizeof buffer, NULL, error);
      if (got > 0)
        g_byte_array_append (bytes, buffer, (guint) got);
    }
  while (got > 0);
  answer_end (&answer);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
assert_is_head (GBytes *head, GBytes *whole, gsize length)
{
  g_assert_cmpuint (g_bytes_get_size (head), ==, length);
  g_assert_cmpmem (g_bytes_get_data (head, NULL), length, g_bytes_get_data (whole, NULL), length);
}

static void
test_latency (void)
{
  Faulty faulty;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gint64 begun;

  set_up (&faulty);
  begun = g_get_monotonic_time ();
  bytes = read_with (&faulty, "{\"kind\":\"latency\",\"milliseconds\":700,\"path\":\"/v1/changes\"}", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 700000);
  g_assert_true (g_bytes_equal (bytes, faulty.whole));
  tear_down (&faulty);
}

static void
test_status (void)
{
  const guint statuses[] = { 401, 409, 410, 429, 500, 503 };
  Faulty faulty;

  set_up (&faulty);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *rules =
          g_strdup_printf ("[{\"kind\":\"status\",\"status\":%u,\"retry_after\":7,\"path\":\"/v1/changes\",\"count\":1}]",
                           statuses[i]);
      Answer answer;
      guint status;
      g_autofree char *after = NULL;

      wuse_test_server_set_faults (faulty.fixture.server, rules);
      answer_begin (&answer, faulty.fixture.server, "/v1/changes", NULL);
      g_assert_cmpuint (soup_message_get_status (answer.message), ==, statuses[i]);
      g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (answer.message), "Retry-After"), ==, "7");
      g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (answer.message), "Content-Type"), ==,
                       "application/problem+json");
      answer_end (&answer);
      after = wuse_test_server_request (faulty.fixture.server, "GET", "/v1/changes", NULL, &status);
      g_assert_cmpuint (status, ==, 200);
      g_assert_cmpint (wuse_test_server_count_requests (faulty.fixture.server, "GET /v1/changes"), ==, 2);
    }
  tear_down (&faulty);
}

static void
test_stall (void)
{
  Faulty faulty;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  set_up (&faulty);
  bytes = read_with (&faulty, "{\"kind\":\"stall\",\"after\":5000,\"path\":\"/v1/changes\"}", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  assert_is_head (bytes, faulty.whole, 5000);
  tear_down (&faulty);
}

static void
test_reset (void)
{
  const guint lengths[] = { 0, 1, 5000 };
  Faulty faulty;

  set_up (&faulty);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *rule = g_strdup_printf ("{\"kind\":\"reset\",\"after\":%u,\"path\":\"/v1/changes\"}", lengths[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_with (&faulty, rule, &error);

      /* A reset may overtake what was sent before it. */
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
      g_assert_cmpuint (g_bytes_get_size (bytes), <=, lengths[i]);
    }
  tear_down (&faulty);
}

static void
test_cut (void)
{
  Faulty faulty;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  set_up (&faulty);
  bytes = read_with (&faulty, "{\"kind\":\"cut\",\"after\":5000,\"path\":\"/v1/changes\"}", &error);
  g_assert_no_error (error);
  assert_is_head (bytes, faulty.whole, 5000);
  tear_down (&faulty);
}

static void
test_truncated_gzip (void)
{
  Faulty faulty;
  Answer answer;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) truncation = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) memory = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  set_up (&faulty);
  wuse_test_server_set_faults (faulty.fixture.server, "[{\"kind\":\"cut\",\"after\":2000,\"path\":\"/v1/changes\"}]");
  answer_begin (&answer, faulty.fixture.server, "/v1/changes", "Accept-Encoding: gzip");
  bytes = answer_read (&answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 2000);
  answer_end (&answer);

  memory = g_memory_input_stream_new_from_bytes (bytes);
  stream = g_converter_input_stream_new (memory, decompressor);
  g_assert_cmpint (g_output_stream_splice (out, stream, 0, NULL, &truncation), ==, -1);
  g_assert_error (truncation, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  tear_down (&faulty);
}

static void
test_length (void)
{
  Faulty faulty;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) early = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) all = NULL;

  set_up (&faulty);
  bytes = read_with (&faulty, "{\"kind\":\"length\",\"length\":5000,\"path\":\"/v1/changes\"}", &error);
  g_assert_no_error (error);
  assert_is_head (bytes, faulty.whole, 5000);

  all = read_with (&faulty, "{\"kind\":\"length\",\"length\":9000000,\"path\":\"/v1/changes\"}", &early);
  assert_is_head (all, faulty.whole, g_bytes_get_size (faulty.whole));
  tear_down (&faulty);
}

static void
test_garbage (void)
{
  const struct
  {
    const char *kind;
    gsize least;
    gsize most;
  } garbage[] = { { "json", 10, 100 }, { "utf8", 10, 100 }, { "long", 17 << 20, 17 << 20 } };
  Faulty faulty;

  set_up (&faulty);
  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_autofree char *rule =
          g_strdup_printf ("{\"kind\":\"garbage\",\"garbage\":\"%s\",\"after\":5000,\"path\":\"/v1/changes\"}", garbage[i].kind);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_with (&faulty, rule, &error);
      gsize whole = g_bytes_get_size (faulty.whole);
      gsize more = g_bytes_get_size (bytes) - whole;
      const char *data = g_bytes_get_data (bytes, NULL);

      g_assert_no_error (error);
      g_assert_cmpuint (more, >=, garbage[i].least);
      g_assert_cmpuint (more, <=, garbage[i].most);
      g_assert_cmpmem (data, 5000, g_bytes_get_data (faulty.whole, NULL), 5000);
      g_assert_cmpmem (data + 5000 + more, whole - 5000, (const char *) g_bytes_get_data (faulty.whole, NULL) + 5000,
                       whole - 5000);
      g_assert_true (g_utf8_validate (data + 5000, (gssize) more, NULL) == (i != 1));
    }
  tear_down (&faulty);
}

/* Makes five changes, one after the other, and writes down in which order they come. */
static char *
watch_changes (Faulty *faulty, const char *rules)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Answer answer;
  Event event = { 0 };
  gint64 seq = wuse_feed_get_seq (faulty->fixture.feed);

  wuse_test_server_set_faults (faulty->fixture.server, rules);
  answer_begin (&answer, faulty->fixture.server, "/v1/stream", NULL);
  answer_expect_event (&answer, &event, "hello");
  for (guint i = 0; i < 5; i++)
    {
      fixture_change (&faulty->fixture, 1);
      /* Longer than the server takes to look for what others have written. */
      g_usleep (G_USEC_PER_SEC / 5);
    }
  /* Between two changes there is at most one sign of life; after two in a row there is nothing more to come. */
  for (guint n_clocks = 0; n_clocks < 2;)
    {
      g_assert_true (answer_next_event (&answer, &event));
      if (strcmp (event.name, "change") == 0)
        {
          g_string_append_printf (order, "%d", (int) (event.id - seq));
          n_clocks = 0;
        }
      else if (strcmp (event.name, "clock") == 0)
        n_clocks++;
    }
  event_clear (&event);
  answer_end (&answer);
  return g_string_free (g_steal_pointer (&order), FALSE);
}

static void
test_events (void)
{
  const struct
  {
    const char *rules;
    const char *order;
  } expected[] = {
    { "[]", "12345" },
    { "[{\"kind\":\"duplicate\",\"skip\":1,\"count\":1}]", "122345" },
    { "[{\"kind\":\"reorder\",\"skip\":1,\"count\":1}]", "13245" },
    { "[{\"kind\":\"drop\",\"skip\":1,\"count\":1}]", "1345" },
  };
  Faulty faulty;

  set_up (&faulty);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *order = watch_changes (&faulty, expected[i].rules);

      g_assert_cmpstr (order, ==, expected[i].order);
    }
  tear_down (&faulty);
}

static void
test_silence (void)
{
  Faulty faulty;
  Answer answer;
  Event event = { 0 };

  set_up (&faulty);
  wuse_test_server_set_faults (faulty.fixture.server, "[{\"kind\":\"silence\",\"path\":\"/v1/stream\"}]");
  answer_begin (&answer, faulty.fixture.server, "/v1/stream", NULL);
  answer_expect_event (&answer, &event, "hello");
  fixture_change (&faulty.fixture, 1);
  g_assert_true (answer_next_event (&answer, &event));
  g_assert_cmpstr (event.name, ==, "change");
  /* With a heartbeat of 300 ms, three seconds without a word. */
  g_assert_false (answer_next_event (&answer, &event));
  event_clear (&event);
  answer_end (&answer);
  tear_down (&faulty);
}

static void
test_chance (void)
{
  Faulty faulty;
  guint n_failed = 0;
  guint n_again = 0;

  set_up (&faulty);
  for (guint round = 0; round < 2; round++)
    {
      wuse_test_server_set_faults (faulty.fixture.server,
                                   "[{\"kind\":\"status\",\"status\":503,\"path\":\"/v1/digest\",\"probability\":0.5}]");
      for (guint i = 0; i < 40; i++)
        {
          guint status;

          g_free (wuse_test_server_request (faulty.fixture.server, "GET", "/v1/digest", NULL, &status));
          *(round == 0 ? &n_failed : &n_again) += status == 503;
        }
    }
  g_assert_cmpuint (n_failed, >, 8);
  g_assert_cmpuint (n_failed, <, 32);
  g_assert_cmpuint (n_failed, ==, n_again);
  tear_down (&faulty);
}

static void
test_refused_rules (void)
{
  const char *const bad[] = { "",
                              "[]",
                              "{}",
                              "{\"rules\":{}}",
                              "{\"rules\":[1]}",
                              "{\"rules\":[{}]}",
                              "{\"rules\":[{\"kind\":\"magic\"}]}",
                              "{\"rules\":[{\"kind\":\"status\"}]}",
                              "{\"rules\":[{\"kind\":\"status\",\"status\":200}]}",
                              "{\"rules\":[{\"kind\":\"stall\",\"after\":-1}]}",
                              "{\"rules\":[{\"kind\":\"stall\",\"after\":\"1\"}]}",
                              "{\"rules\":[{\"kind\":\"stall\",\"probability\":2}]}",
                              "{\"rules\":[{\"kind\":\"stall\",\"unknown\":2}]}",
                              "{\"rules\":[],\"seed\":-1}" };
  Faulty faulty;
  g_autoptr (JsonNode) node = NULL;

  set_up (&faulty);
  wuse_test_server_set_faults (faulty.fixture.server, "[{\"kind\":\"silence\"}]");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      guint status;

      g_free (wuse_test_server_request (faulty.fixture.server, "PUT", "/v1/faults", bad[i], &status));
      g_assert_cmpuint (status, ==, 400);
    }
  node = wuse_test_server_get_json (faulty.fixture.server, "/v1/faults");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "rules")), ==, 1);
  tear_down (&faulty);
}

static void
test_not_allowed (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autoptr (WuseTestServer) server = NULL;
  guint status;

  wuse_feed_free (wuse_test_feed_make (database, 4, 10));
  server = wuse_test_server_start (database, NULL);
  g_free (wuse_test_server_request (server, "PUT", "/v1/faults", "{\"rules\":[]}", &status));
  g_assert_cmpuint (status, ==, 404);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/faults/latency", test_latency);
  g_test_add_func ("/server/faults/status", test_status);
  g_test_add_func ("/server/faults/stall", test_stall);
  g_test_add_func ("/server/faults/reset", test_reset);
  g_test_add_func ("/server/faults/cut", test_cut);
  g_test_add_func ("/server/faults/truncated-gzip", test_truncated_gzip);
  g_test_add_func ("/server/faults/length", test_length);
  g_test_add_func ("/server/faults/garbage", test_garbage);
  g_test_add_func ("/server/faults/events", test_events);
  g_test_add_func ("/server/faults/silence", test_silence);
  g_test_add_func ("/server/faults/chance", test_chance);
  g_test_add_func ("/server/faults/refused-rules", test_refused_rules);
  g_test_add_func ("/server/faults/not-allowed", test_not_allowed);
  return g_test_run ();
}
