/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real district server, a cache and a sync between them, for the tests of what can go wrong. */

#include "config.h"

#include "sync-fixture.h"

#include <string.h>

/* What has not come by then does not come. */
#define PATIENCE_S 40u

/* So that a test does not take minutes; the proportions are those of the program. */
#define BASE_MSEC 20
#define CAP_MSEC 400
#define TIMEOUT_SECONDS 1

ServerFixture *
server_fixture_new (guint n_grids, guint n_persons)
{
  ServerFixture *self = g_new0 (ServerFixture, 1);

  self->folder = wuse_test_folder_new ();
  self->database = wuse_test_folder_build (self->folder, "district.db");
  self->feed = wuse_test_feed_make (self->database, n_grids, n_persons);
  self->server = wuse_test_server_start (self->database, "--allow-faults", "--heartbeat=200", NULL);

  return self;
}

void
server_fixture_free (ServerFixture *self)
{
  if (self == NULL)
    return;
  wuse_test_server_free (self->server);
  wuse_feed_free (self->feed);
  wuse_test_folder_free (self->folder);
  g_free (self->database);
  g_free (self);
}

void
server_fixture_change (ServerFixture *self, guint n_records)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wuse_feed_begin (self->feed, &error));
  for (guint i = 0; i < n_records; i++)
    {
      guint n = self->n_changes++;
      g_autofree char *id = g_strdup_printf ("changed-%u", n * 7 % 500);
      g_autofree char *name = g_strdup_printf ("第%u处", n);

      if (n % 5 == 4)
        wuse_feed_delete (self->feed, WUSE_RECORD_PLACE, id, WUSE_TEST_TIME + n, &error);
      else
        wuse_test_feed_put (self->feed, WUSE_RECORD_PLACE, id, "kind", "market", "name", name, "area", "grid-0", "lon",
                            "125.0031", "lat", "43.0042", NULL);
      g_assert_no_error (error);
    }
  g_assert_true (wuse_feed_commit (self->feed, &error));
  g_assert_no_error (error);
}

static void
state_cb (WuseSync *sync, GParamSpec *pspec, ClientFixture *self)
{
  WuseSyncState state = wuse_sync_get_state (sync);
  const GError *error = wuse_sync_get_error (sync);

  self->has_been[state] = TRUE;
  g_test_message ("%s%s%s", wuse_sync_state_to_string (state), error != NULL ? ": " : "", error != NULL ? error->message : "");
  if (state == WUSE_SYNC_WAITING || state == WUSE_SYNC_REFUSED || state == WUSE_SYNC_STORE_FAILED)
    {
      g_assert_nonnull (error);
      g_assert_cmpint (wuse_sync_get_next_attempt (sync), !=, WUSE_TIME_NONE);
    }
}

static void
error_cb (WuseSync *sync, GParamSpec *pspec, ClientFixture *self)
{
  self->has_failed |= wuse_sync_get_error (sync) != NULL;
}

static void
changed_cb (WuseStore *store, guint types, gint64 seq, ClientFixture *self)
{
  self->n_changed++;
}

ClientFixture *
client_fixture_new (ServerFixture *server, const char *cache)
{
  ClientFixture *self = g_new0 (ClientFixture, 1);
  g_autofree char *path = wuse_test_folder_build (server->folder, cache);
  g_autoptr (GError) error = NULL;

  self->store = wuse_store_open (path, NULL, &error);
  g_assert_no_error (error);
  self->sync = wuse_sync_new (self->store);
  g_signal_connect (self->sync, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect (self->sync, "notify::error", G_CALLBACK (error_cb), self);
  g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), self);
  wuse_sync_set_pace (self->sync, BASE_MSEC, CAP_MSEC, TIMEOUT_SECONDS);
  wuse_sync_set_server (self->sync, wuse_test_server_get_url (server->server), wuse_test_server_get_user (server->server),
                        wuse_test_server_get_password (server->server), &error);
  g_assert_no_error (error);

  return self;
}

void
client_fixture_free (ClientFixture *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->sync, self);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_object_unref (self->sync);
  wuse_store_close (self->store);
  g_object_unref (self->store);
  g_free (self);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

typedef gboolean (*Condition) (ClientFixture *self, gpointer data);

static gboolean
run_until (ClientFixture *self, Condition condition, gpointer data, guint msec)
{
  gint64 until = g_get_monotonic_time () + (gint64) msec * 1000;
  guint waker = g_timeout_add (5, wake_cb, NULL);

  while (!condition (self, data) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);

  return condition (self, data);
}

static gboolean
never (ClientFixture *self, gpointer data)
{
  return FALSE;
}

void
client_fixture_run (ClientFixture *self, guint msec)
{
  run_until (self, never, NULL, msec);
}

static gboolean
is_in_state (ClientFixture *self, gpointer data)
{
  return wuse_sync_get_state (self->sync) == *(WuseSyncState *) data;
}

void
client_fixture_wait_for (ClientFixture *self, WuseSyncState state)
{
  if (!run_until (self, is_in_state, &state, PATIENCE_S * 1000))
    g_error ("After %u s the state is %s, not %s", PATIENCE_S, wuse_sync_state_to_string (wuse_sync_get_state (self->sync)),
             wuse_sync_state_to_string (state));
}

static gboolean
has_reached (ClientFixture *self, gpointer data)
{
  gint64 seq = 0;

  wuse_store_get_cursor (self->store, NULL, &seq);
  return wuse_sync_get_state (self->sync) == WUSE_SYNC_LIVE && seq == wuse_feed_get_seq (data);
}

static char *
describe (const WuseDigest *digests)
{
  GString *text = g_string_new (NULL);

  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    {
      g_autofree char *sum = wuse_digest_to_string (&digests[type]);
      g_string_append_printf (text, "%s %" G_GUINT64_FORMAT " %s\n", wuse_record_class (type)->name, digests[type].count, sum);
    }

  return g_string_free (text, FALSE);
}

char *
fixture_describe_feed (WuseFeed *feed)
{
  WuseDigest digests[WUSE_N_RECORD_TYPES];

  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    wuse_feed_get_digest (feed, type, &digests[type]);

  return describe (digests);
}

static gpointer
read_digests (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  WuseDigest digests[WUSE_N_RECORD_TYPES];

  return wuse_store_reader_get_digest (reader, digests, error) ? describe (digests) : NULL;
}

char *
fixture_describe_store (WuseStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = wuse_store_read (store, read_digests, NULL, NULL, &error);

  g_assert_no_error (error);
  return text;
}

void
client_fixture_assert_equal (ClientFixture *self, ServerFixture *server)
{
  if (!run_until (self, has_reached, server->feed, PATIENCE_S * 1000))
    {
      const GError *error = wuse_sync_get_error (self->sync);
      gint64 seq = 0;

      wuse_store_get_cursor (self->store, NULL, &seq);
      g_error ("After %u s the cache is at %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT ", %s (%s)", PATIENCE_S, seq,
               wuse_feed_get_seq (server->feed), wuse_sync_state_to_string (wuse_sync_get_state (self->sync)),
               error != NULL ? error->message : "no error");
    }

  g_autofree char *ours = fixture_describe_store (self->store);
  g_autofree char *theirs = fixture_describe_feed (server->feed);
  g_assert_cmpstr (ours, ==, theirs);
}
