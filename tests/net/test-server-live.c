/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live stream: resumption, gaps, heartbeats, slow clients, latency. */

#include "config.h"

#include <string.h>

#include "server-fixture.h"
#include "wuse-live.h"

static char *
build_path (const Fixture *fixture, gint64 after)
{
  return g_strdup_printf ("/v1/stream?feed=%s&after=%" G_GINT64_FORMAT, wuse_feed_get_id (fixture->feed), after);
}

/* Reads changes up to @until; each has to follow the one before. */
static guint
expect_changes (Answer *answer, gint64 prev, gint64 until)
{
  Event event = { 0 };
  guint n_changes = 0;

  while (prev < until)
    {
      answer_expect_event (answer, &event, "change");
      g_assert_cmpint (event_get_int (&event, "prev"), ==, prev);
      g_assert_cmpint (event.id, >, prev);
      prev = event.id;
      n_changes++;
    }
  g_assert_cmpint (prev, ==, until);
  event_clear (&event);
  return n_changes;
}

static void
test_hello_and_changes (void)
{
  Fixture fixture;
  Answer answer;
  Event event = { 0 };
  gint64 seq;

  fixture_set_up (&fixture, 40);
  seq = wuse_feed_get_seq (fixture.feed);
  answer_begin (&answer, fixture.server, "/v1/stream", NULL);
  g_assert_true (answer_next_event (&answer, &event));
  g_assert_cmpstr (event.name, ==, "hello");
  g_assert_cmpint (event_get_int (&event, "seq"), ==, seq);
  g_assert_nonnull (strstr (event.data, wuse_feed_get_id (fixture.feed)));
  g_assert_true (answer_next_event (&answer, &event));
  g_assert_cmpstr (event.name, ==, "clock");

  /* Five versions in one transaction are one change of the feed; five transactions are five, or fewer if they come together. */
  fixture_change (&fixture, 5);
  g_assert_cmpuint (expect_changes (&answer, seq, seq + 5), ==, 1);
  for (guint i = 0; i < 5; i++)
    fixture_change (&fixture, 1);
  g_assert_cmpuint (expect_changes (&answer, seq + 5, seq + 10), <=, 5);
  event_clear (&event);
  answer_end (&answer);
  fixture_tear_down (&fixture);
}

static void
test_latency (void)
{
  Fixture fixture;
  Answer answer;
  Event event = { 0 };
  gint64 worst = 0;

  fixture_set_up (&fixture, 40);
  answer_begin (&answer, fixture.server, "/v1/stream", NULL);
  answer_expect_event (&answer, &event, "clock");
  for (guint i = 0; i < 10; i++)
    {
      gint64 begun = g_get_monotonic_time ();

      fixture_change (&fixture, 1);
      answer_expect_event (&answer, &event, "change");
      worst = MAX (worst, g_get_monotonic_time () - begun);
    }
  g_test_message ("commit of another process to event: at most %.0f ms", (double) worst / 1000);
  g_assert_cmpint (worst, <, G_USEC_PER_SEC);
  event_clear (&event);
  answer_end (&answer);
  fixture_tear_down (&fixture);
}

static void
test_resume (void)
{
  Fixture fixture;
  gint64 seq;

  fixture_set_up (&fixture, 40);
  seq = wuse_feed_get_seq (fixture.feed);
  for (gint64 after = 0; after <= seq; after += 7)
    {
      g_autofree char *path = build_path (&fixture, after);
      Answer answer;

      answer_begin (&answer, fixture.server, path, NULL);
      g_assert_cmpuint (expect_changes (&answer, after, seq), ==, seq - after);
      answer_end (&answer);
    }

  /* The id of the last event counts for more than where the client began. */
  {
    g_autofree char *path = build_path (&fixture, 0);
    g_autofree char *header = g_strdup_printf ("Last-Event-ID: %" G_GINT64_FORMAT, seq - 1);
    Answer answer;

    answer_begin (&answer, fixture.server, path, header);
    g_assert_cmpuint (expect_changes (&answer, seq - 1, seq), ==, 1);
    answer_end (&answer);
  }
  fixture_tear_down (&fixture);
}

static void
expect_gap (Fixture *fixture, const char *path)
{
  Answer answer;
  Event event = { 0 };
  gint64 seq = wuse_feed_get_seq (fixture->feed);

  answer_begin (&answer, fixture->server, path, NULL);
  answer_expect_event (&answer, &event, "gap");
  g_assert_cmpint (event_get_int (&event, "seq"), ==, seq);
  fixture_change (fixture, 1);
  g_assert_cmpuint (expect_changes (&answer, seq, seq + 1), ==, 1);
  event_clear (&event);
  answer_end (&answer);
}

static void
test_gap (void)
{
  Fixture fixture;
  g_autofree char *beyond = NULL;
  g_autofree char *beginning = NULL;

  fixture_set_up (&fixture, 10000);
  g_assert_cmpint (wuse_feed_get_seq (fixture.feed), >, WUSE_LIVE_MAX_RESUMED);
  beyond = build_path (&fixture, wuse_feed_get_seq (fixture.feed) + 1000);
  beginning = build_path (&fixture, 0);
  expect_gap (&fixture, "/v1/stream?feed=other&after=3");
  expect_gap (&fixture, "/v1/stream?feed=other");
  expect_gap (&fixture, beyond);
  expect_gap (&fixture, beginning);
  fixture_tear_down (&fixture);
}

/* A load of more changes than can be told one by one, while somebody watches. */
static void
test_gap_while_watching (void)
{
  Fixture fixture;
  Answer answer;
  Event event = { 0 };
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, 10);
  answer_begin (&answer, fixture.server, "/v1/stream", NULL);
  answer_expect_event (&answer, &event, "clock");
  g_assert_true (wuse_feed_begin (fixture.feed, &error));
  for (guint i = 0; i <= WUSE_LIVE_MAX_RESUMED; i++)
    {
      g_autofree char *id = g_strdup_printf ("more-%u", i);

      wuse_test_feed_put (fixture.feed, WUSE_RECORD_PERSON, id, "name", "王**", NULL);
    }
  g_assert_true (wuse_feed_commit (fixture.feed, &error));
  answer_expect_event (&answer, &event, "gap");
  g_assert_cmpint (event_get_int (&event, "seq"), ==, wuse_feed_get_seq (fixture.feed));
  event_clear (&event);
  answer_end (&answer);
  fixture_tear_down (&fixture);
}

static void
test_heartbeat (void)
{
  Fixture fixture;
  Answer answer;
  Event event = { 0 };
  gint64 begun;

  fixture_set_up (&fixture, 10);
  answer_begin (&answer, fixture.server, "/v1/stream", NULL);
  begun = g_get_monotonic_time ();
  for (guint i = 0; i < 3; i++)
    answer_expect_event (&answer, &event, ":");
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
  answer_expect_event (&answer, &event, "clock");
  event_clear (&event);
  answer_end (&answer);
  fixture_tear_down (&fixture);
}

/* Whoever does not read is let go, and nobody else notices. */
static void
test_slow_watcher (void)
{
  Fixture fixture;
  Answer slow, quick;
  Event event = { 0 };
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GBytes) rest = NULL;
  g_autoptr (GError) error = NULL;
  guint n_changes = 0;

  fixture_set_up (&fixture, 10);
  answer_begin (&slow, fixture.server, "/v1/stream", NULL);
  answer_begin (&quick, fixture.server, "/v1/stream", NULL);
  for (guint i = 0; i < 1000; i++)
    g_string_append_c (name, 'n');

  /* More than what the server keeps and what the kernel takes on both sides. */
  while (n_changes < 48000)
    {
      gint64 seq = wuse_feed_get_seq (fixture.feed);

      g_assert_true (wuse_feed_begin (fixture.feed, &error));
      for (guint i = 0; i < 4000; i++)
        {
          g_autofree char *id = g_strdup_printf ("case-n%u", i);

          wuse_test_feed_put (fixture.feed, WUSE_RECORD_CASE, id, "classification", "confirmed", "note", name->str, NULL);
          n_changes++;
        }
      g_assert_true (wuse_feed_commit (fixture.feed, &error));
      expect_changes (&quick, seq, seq + 4000);
    }

  rest = answer_read (&slow, &error);
  g_assert_null (rest);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_clear_error (&error);
  answer_expect_event (&quick, &event, ":");
  event_clear (&event);
  answer_end (&slow);
  answer_end (&quick);
  fixture_tear_down (&fixture);
}

static void
test_simulation (void)
{
  g_autoptr (WuseTestServer) server =
      wuse_test_server_start (NULL, "--synthetic", "--grids=100", "--persons=2000", "--clock-rate=0", "--heartbeat=300", NULL);
  g_autoptr (JsonNode) before = wuse_test_server_get_json (server, "/v1/district");
  gint64 seq = json_object_get_int_member (json_node_get_object (before), "seq");
  g_autofree char *path = g_strdup_printf ("/v1/stream?after=%" G_GINT64_FORMAT, seq);
  Answer answer;
  Event event = { 0 };
  gint64 prev = seq;

  answer_begin (&answer, server, path, NULL);
  answer_expect_event (&answer, &event, "clock");
  g_assert_nonnull (strstr (event.data, "\"clock_rate\":0}"));
  wuse_test_server_set_clock (server, 86400);
  answer_expect_event (&answer, &event, "clock");
  for (guint i = 0; i < 20; i++)
    {
      answer_expect_event (&answer, &event, "change");
      g_assert_cmpint (event_get_int (&event, "prev"), ==, prev);
      prev = event.id;
    }
  event_clear (&event);
  answer_end (&answer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/live/hello-and-changes", test_hello_and_changes);
  g_test_add_func ("/server/live/latency", test_latency);
  g_test_add_func ("/server/live/resume", test_resume);
  g_test_add_func ("/server/live/gap", test_gap);
  g_test_add_func ("/server/live/gap-while-watching", test_gap_while_watching);
  g_test_add_func ("/server/live/heartbeat", test_heartbeat);
  g_test_add_func ("/server/live/slow-watcher", test_slow_watcher);
  g_test_add_func ("/server/live/simulation", test_simulation);
  return g_test_run ();
}
