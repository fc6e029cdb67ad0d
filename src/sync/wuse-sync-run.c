/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The work of the sync thread: sign in, district, feed, live stream, in one plain blocking sequence. */

#define G_LOG_DOMAIN "wuse-sync"

#include "config.h"

#include "wuse-sync-private.h"

#include "wuse-event-stream.h"
#include "wuse-feed-reader.h"
#include "wuse-live-event.h"
#include "wuse-session.h"

#include <string.h>

struct _WuseSyncRun
{
  WuseStore *store;
  WuseSession *session;
  GCancellable *cancellable;
  WuseBackoff backoff;
  WuseSyncReportFunc func;
  gpointer user_data;
  WuseSyncReport report;

  char *feed;
  char *gone_feed;      /* the feed that was last said to be gone */
  gint64 last_seq;      /* everything up to it was handed to the store */
  gint64 attempt_seq;   /* what last_seq was when the attempt began */
  gint64 live_since;    /* g_get_monotonic_time(), 0 while not live */
  gboolean was_rebuilt; /* the cache, once, since the start */
  gboolean in_doubt;    /* the feed was out of order: compare digests when it has been read */
};

/* The live stream as it is followed. */
typedef struct
{
  WuseEventStream *stream;
  WuseRecordBatch *batch;   /* changes not handed to the store yet */
  WuseRecordBatch *scratch; /* one change while it is looked at */
  gint64 batch_since;
  gint64 known_seq; /* of everything in the store or in the batch */
  gboolean has_hello;
  gboolean has_gap;
} Following;

#define FEED_BATCH_BYTES ((gsize) 8 << 20)
#define LIVE_BATCH_BYTES ((gsize) 1 << 20)
/* How long changes that follow closely on each other are gathered before they are written. */
#define GATHER_USEC (20 * 1000)
#define MAX_DISTRICT_BYTES (1u << 20)
#define MAX_DIGEST_BYTES (64u << 10)
/* Wrong passwords are tried again seldom: accounts get locked. */
#define REFUSED_FACTOR 10
/* After some progress the wait starts over, but not from the very bottom. */
#define FAILURES_AFTER_PROGRESS 2

static void
tell (WuseSyncRun *self, gboolean is_urgent)
{
  self->func (&self->report, is_urgent, self->user_data);
}

static void
enter (WuseSyncRun *self, WuseSyncState state)
{
  gboolean is_waiting = state == WUSE_SYNC_WAITING || state == WUSE_SYNC_REFUSED || state == WUSE_SYNC_STORE_FAILED;

  if (state == WUSE_SYNC_LIVE)
    self->live_since = g_get_monotonic_time ();
  if (state == WUSE_SYNC_LIVE || state == WUSE_SYNC_STOPPED)
    g_clear_error (&self->report.error);
  if (!is_waiting)
    self->report.next_attempt = WUSE_TIME_NONE;
  if (state != WUSE_SYNC_FILLING && state != WUSE_SYNC_CATCHING_UP)
    {
      self->report.rate = 0;
      self->report.progress = 1;
    }
  self->report.state = state;
  tell (self, TRUE);
}

static void
touch (WuseSyncRun *self)
{
  self->report.last_contact = wuse_time_now ();
  tell (self, FALSE);
}

static void
hear_clock (WuseSyncRun *self, WuseTime time, double rate)
{
  self->report.district->time = time;
  self->report.district->clock_rate = rate;
  self->report.clock_heard = g_get_monotonic_time ();
}

/* From here on the district's clock is not known to run. */
static void
stop_clock (WuseSyncRun *self)
{
  WuseDistrict *district = self->report.district;
  gint64 now = g_get_monotonic_time ();

  if (self->live_since == 0 || district == NULL)
    return;
  district->time += (WuseTime) (district->clock_rate * (double) (now - self->report.clock_heard) / 1000);
  self->report.clock_heard = now;
}

static gboolean
connect_to_district (WuseSyncRun *self, GError **error)
{
  const char *path = "v1/district";
  g_autoptr (JsonNode) node = wuse_session_get_json (self->session, path, MAX_DISTRICT_BYTES, self->cancellable, error);
  g_autoptr (WuseDistrict) district = node != NULL ? wuse_district_from_json (node, error) : NULL;

  if (district == NULL || !wuse_store_begin_feed (self->store, district, NULL, error))
    return FALSE;
  wuse_store_get_cursor (self->store, NULL, &self->last_seq);

  /* A server that knows less than the cache has lost its past, and with it the meaning of the cursor. */
  if (district->seq < self->last_seq)
    {
      if (!wuse_store_drop_feed (self->store, error))
        return FALSE;
      self->last_seq = 0;
    }

  self->attempt_seq = self->last_seq;
  g_free (self->feed);
  self->feed = g_strdup (district->feed);
  wuse_district_free (self->report.district);
  self->report.district = g_steal_pointer (&district);
  self->report.clock_heard = g_get_monotonic_time ();

  return TRUE;
}

static gpointer
read_digests (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree WuseDigest *digests = g_new0 (WuseDigest, WUSE_N_RECORD_TYPES);

  return wuse_store_reader_get_digest (reader, digests, error) ? g_steal_pointer (&digests) : NULL;
}

static gboolean
equals_digest (JsonObject *types, WuseRecordType type, const WuseDigest *digest)
{
  JsonNode *node = json_object_get_member (types, wuse_record_class (type)->name);
  g_autofree char *text = wuse_digest_to_string (digest);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return digest->count == 0;

  JsonObject *told = json_node_get_object (node);
  return json_object_get_int_member_with_default (told, "count", 0) == (gint64) digest->count
         && (digest->count == 0 || g_strcmp0 (json_object_get_string_member_with_default (told, "digest", ""), text) == 0);
}

/* Compares what is in the cache with what the server says it should be; what differs is fetched anew. */
static gboolean
dispel_doubt (WuseSyncRun *self, GError **error)
{
  g_autoptr (JsonNode) node = wuse_session_get_json (self->session, "v1/digest", MAX_DIGEST_BYTES, self->cancellable, error);
  g_autofree WuseDigest *digests = NULL;
  gboolean is_equal = TRUE;

  if (node == NULL)
    return FALSE;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *types = object != NULL ? json_object_get_member (object, "types") : NULL;
  if (types == NULL || !JSON_NODE_HOLDS_OBJECT (types))
    {
      g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "The server's digest is malformed");
      return FALSE;
    }
  /* The server may have gone on since; the doubt stays for the next time. */
  if (json_object_get_int_member_with_default (object, "seq", -1) != self->last_seq)
    return TRUE;

  digests = wuse_store_read (self->store, read_digests, NULL, self->cancellable, error);
  if (digests == NULL)
    return FALSE;
  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    is_equal &= equals_digest (json_node_get_object (types), type, &digests[type]);

  self->in_doubt = FALSE;
  if (is_equal)
    return !wuse_store_is_in_doubt (self->store) || wuse_store_dispel_doubt (self->store, error);
  if (wuse_store_drop_feed (self->store, error))
    g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL,
                         "The cache differs from what the server holds; it is fetched anew");
  return FALSE;
}

static void
tell_progress (WuseSyncRun *self, gint64 from, gint64 begun)
{
  gint64 seq = self->report.district->seq;
  gint64 elapsed = MAX (g_get_monotonic_time () - begun, 1);

  self->report.progress = seq > from ? CLAMP ((double) (self->last_seq - from) / (double) (seq - from), 0, 1) : 1;
  self->report.rate = (double) self->report.n_received * G_USEC_PER_SEC / (double) elapsed;
  tell (self, FALSE);
}

static gboolean
submit (WuseSyncRun *self, WuseRecordBatch *batch, GError **error)
{
  gint64 seq = wuse_record_batch_get_last_seq (batch);

  self->report.n_received += wuse_record_batch_get_length (batch);
  if (seq <= self->last_seq)
    {
      wuse_record_batch_free (batch);
      return TRUE;
    }
  if (!wuse_store_submit (self->store, batch, self->cancellable, error))
    return FALSE;
  self->last_seq = seq;

  return TRUE;
}

/* Reads the feed from where the cache ends to its end. */
static gboolean
read_feed (WuseSyncRun *self, GError **error)
{
  gint64 from = self->last_seq;
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (WuseFeedReader) reader = wuse_feed_reader_open (self->session, self->feed, from, self->cancellable, error);
  gboolean is_good = TRUE;

  if (reader == NULL)
    return FALSE;
  const char *feed = wuse_feed_reader_get_feed (reader);
  if (feed != NULL && strcmp (feed, self->feed) != 0)
    {
      g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_GONE, "The server has begun another feed");
      return FALSE;
    }

  self->report.n_received = 0;
  while (is_good && wuse_feed_reader_get_end (reader) < 0)
    {
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
      g_autoptr (GError) cause = NULL;

      is_good = wuse_feed_reader_read (reader, batch, FEED_BATCH_BYTES, &cause);
      if (!is_good)
        g_propagate_error (error, g_error_copy (cause));
      if (g_error_matches (cause, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL))
        self->in_doubt = TRUE;
      else if (!submit (self, g_steal_pointer (&batch), is_good ? error : NULL))
        is_good = FALSE;
      tell_progress (self, from, begun);
    }
  if (!is_good || !wuse_store_end_feed (self->store, wuse_feed_reader_get_end (reader), self->cancellable, error))
    return FALSE;

  self->last_seq = wuse_feed_reader_get_end (reader);
  self->report.progress = 1;
  touch (self);

  return !(self->in_doubt || wuse_store_is_in_doubt (self->store)) || dispel_doubt (self, error);
}

static gboolean
flush (WuseSyncRun *self, Following *following, GError **error)
{
  if (wuse_record_batch_get_length (following->batch) > 0)
    {
      WuseRecordBatch *batch = g_steal_pointer (&following->batch);

      following->batch = wuse_record_batch_new ();
      /* Waiting for the commit tells of a failing disk at once; what arrives meanwhile becomes the next batch. */
      if (!submit (self, batch, error) || !wuse_store_flush (self->store, error))
        return FALSE;
    }
  self->last_seq = MAX (self->last_seq, following->known_seq);

  return TRUE;
}

static gboolean
close_gap (WuseSyncRun *self, Following *following, GError **error)
{
  if (!flush (self, following, error))
    return FALSE;
  enter (self, wuse_store_is_filling (self->store) ? WUSE_SYNC_FILLING : WUSE_SYNC_CATCHING_UP);
  if (!read_feed (self, error))
    return FALSE;

  following->has_gap = FALSE;
  following->known_seq = self->last_seq;
  enter (self, WUSE_SYNC_LIVE);

  return TRUE;
}

static gboolean
take_hello (WuseSyncRun *self, Following *following, const WuseLiveEvent *live, GError **error)
{
  if (strcmp (live->feed, self->feed) != 0)
    {
      g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_GONE, "The server has begun another feed");
      return FALSE;
    }

  following->has_hello = TRUE;
  if (live->seq > following->known_seq)
    {
      self->report.district->seq = live->seq;
      following->has_gap = TRUE;
    }
  else
    enter (self, WUSE_SYNC_LIVE);

  return TRUE;
}

static gboolean
take_change (Following *following, const WuseLiveEvent *live, GError **error)
{
  if (live->prev > following->known_seq)
    following->has_gap = TRUE;
  if (following->has_gap)
    return TRUE;

  wuse_record_batch_clear (following->scratch);
  if (!wuse_record_batch_add_line (following->scratch, live->line, live->line_length, error))
    return FALSE;
  gint64 seq = wuse_record_batch_get_last_seq (following->scratch);
  if (seq <= following->known_seq)
    return TRUE;

  if (wuse_record_batch_get_length (following->batch) == 0)
    following->batch_since = g_get_monotonic_time ();
  if (wuse_record_batch_get_length (following->scratch) > 0)
    wuse_record_batch_add (following->batch, wuse_record_batch_get (following->scratch, 0));
  following->known_seq = seq;

  return TRUE;
}

static gboolean
take_event (WuseSyncRun *self, Following *following, const WuseEvent *event, GError **error)
{
  WuseLiveEvent live;

  if (!wuse_live_event_parse (&live, event, error))
    return FALSE;
  if (!following->has_hello && live.kind != WUSE_LIVE_HELLO && live.kind != WUSE_LIVE_OTHER)
    {
      g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "The live stream did not begin with a greeting");
      return FALSE;
    }

  switch (live.kind)
    {
    case WUSE_LIVE_HELLO:
      return take_hello (self, following, &live, error);
    case WUSE_LIVE_CHANGE:
      return take_change (following, &live, error);
    case WUSE_LIVE_CLOCK:
      hear_clock (self, live.time, live.clock_rate);
      tell (self, FALSE);
      return TRUE;
    case WUSE_LIVE_GAP:
      following->has_gap = TRUE;
      return TRUE;
    case WUSE_LIVE_OTHER:
      return TRUE;
    }

  g_assert_not_reached ();
}

/* Writes what was gathered once nothing more is there, or it has been gathered for long enough; else reads on. */
static gboolean
gather_or_wait (WuseSyncRun *self, Following *following, GError **error)
{
  gboolean is_pending = wuse_record_batch_get_length (following->batch) > 0;
  gboolean is_due = is_pending
                    && (g_get_monotonic_time () - following->batch_since >= GATHER_USEC
                        || wuse_record_batch_get_bytes (following->batch) >= LIVE_BATCH_BYTES);
  gboolean did_read = FALSE;

  if (!is_due && !wuse_event_stream_read (following->stream, !is_pending, &did_read, error))
    return FALSE;
  if (is_pending && !did_read && !flush (self, following, error))
    return FALSE;
  if (following->has_hello && !following->has_gap)
    touch (self);

  return TRUE;
}

static void
follow (WuseSyncRun *self, Following *following, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) cause = NULL;
      WuseEvent event;

      while (wuse_event_stream_next (following->stream, &event, &cause))
        if (!take_event (self, following, &event, error))
          return;
      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return;
        }
      if (following->has_gap ? !close_gap (self, following, error) : !gather_or_wait (self, following, error))
        return;
    }
}

static void
follow_stream (WuseSyncRun *self, GError **error)
{
  Following following = { .known_seq = self->last_seq };

  following.stream = wuse_event_stream_open (self->session, self->feed, self->last_seq, self->cancellable, error);
  if (following.stream == NULL)
    return;

  following.batch = wuse_record_batch_new ();
  following.scratch = wuse_record_batch_new ();
  follow (self, &following, error);
  /* What came before the failure is good, and need not come again. */
  if (wuse_record_batch_get_length (following.batch) > 0)
    submit (self, g_steal_pointer (&following.batch), NULL);
  wuse_record_batch_free (following.batch);
  wuse_record_batch_free (following.scratch);
  wuse_event_stream_free (following.stream);
}

/* Never succeeds: the live stream is followed until something fails. */
static void
work (WuseSyncRun *self, GError **error)
{
  enter (self, WUSE_SYNC_CONNECTING);
  if (!connect_to_district (self, error))
    return;
  enter (self, wuse_store_is_filling (self->store) ? WUSE_SYNC_FILLING : WUSE_SYNC_CATCHING_UP);
  if (read_feed (self, error))
    follow_stream (self, error);
}

/* Whether a feed that is said to be gone had been said to be so before; then what is left of it is dropped. */
static gboolean
drop_gone_feed (WuseSyncRun *self, GError **error)
{
  gboolean is_known = self->feed != NULL && g_strcmp0 (self->feed, self->gone_feed) == 0;

  g_free (self->gone_feed);
  self->gone_feed = is_known ? NULL : g_strdup (self->feed);
  return !is_known || wuse_store_drop_feed (self->store, error);
}

/* One rebuild of a damaged cache a start: if that does not help, a person has to look at the disk. */
static gboolean
rebuild_once (WuseSyncRun *self)
{
  if (self->was_rebuilt)
    return FALSE;
  self->was_rebuilt = TRUE;

  return wuse_store_rebuild (self->store, NULL);
}

static void
ease_backoff (WuseSyncRun *self)
{
  gint64 live_msec = self->live_since > 0 ? (g_get_monotonic_time () - self->live_since) / 1000 : 0;

  if (live_msec >= self->backoff.cap / 3)
    wuse_backoff_reset (&self->backoff);
  else if (self->last_seq > self->attempt_seq)
    self->backoff.n_failures = MIN (self->backoff.n_failures, FAILURES_AFTER_PROGRESS);
}

static gint64
settle (WuseSyncRun *self, GError *error)
{
  WuseSyncState state = WUSE_SYNC_WAITING;
  gint64 delay;

  ease_backoff (self);
  stop_clock (self);
  self->live_since = 0;
  if (error->domain == WUSE_STORE_ERROR)
    {
      state = WUSE_SYNC_STORE_FAILED;
      if (error->code == WUSE_STORE_ERROR_CORRUPT && rebuild_once (self))
        state = WUSE_SYNC_WAITING;
    }
  else if (g_error_matches (error, WUSE_NET_ERROR, WUSE_NET_ERROR_REFUSED))
    state = WUSE_SYNC_REFUSED;
  else if (g_error_matches (error, WUSE_NET_ERROR, WUSE_NET_ERROR_GONE) && !drop_gone_feed (self, NULL))
    state = WUSE_SYNC_STORE_FAILED;

  delay = wuse_backoff_next (&self->backoff, wuse_net_error_get_retry_after (error));
  if (state == WUSE_SYNC_REFUSED)
    delay *= REFUSED_FACTOR;
  g_clear_error (&self->report.error);
  self->report.error = error;
  self->report.next_attempt = wuse_time_now () + delay;
  enter (self, state);

  return delay;
}

gint64
wuse_sync_run_attempt (WuseSyncRun *self, GCancellable *cancellable)
{
  GError *error = NULL;

  g_return_val_if_fail (self != NULL, 0);

  g_set_object (&self->cancellable, cancellable);
  self->attempt_seq = self->last_seq;
  work (self, &error);
  g_assert (error != NULL);
  if (g_cancellable_is_cancelled (cancellable))
    {
      stop_clock (self);
      g_clear_error (&error);
      enter (self, WUSE_SYNC_STOPPED);
      return 0;
    }

  return settle (self, error);
}

WuseSyncRun *
wuse_sync_run_new (WuseStore *store, const WuseSyncServer *server, WuseSyncReportFunc report, gpointer user_data, GError **error)
{
  g_return_val_if_fail (WUSE_IS_STORE (store), NULL);
  g_return_val_if_fail (server != NULL, NULL);

  WuseSession *session = wuse_session_new (server->address, error);
  if (session == NULL)
    return NULL;
  wuse_session_set_credentials (session, server->user, server->password);
  wuse_session_set_timeout (session, server->timeout);

  WuseSyncRun *self = g_new0 (WuseSyncRun, 1);
  self->store = g_object_ref (store);
  self->func = report;
  self->user_data = user_data;
  self->session = session;
  self->backoff = (WuseBackoff){ .base = server->base, .cap = server->cap };
  self->report.next_attempt = self->report.last_contact = WUSE_TIME_NONE;
  self->report.progress = 1;
  wuse_store_get_cursor (store, NULL, &self->last_seq);

  return self;
}

void
wuse_sync_run_free (WuseSyncRun *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  wuse_sync_report_clear (&self->report);
  g_free (self->feed);
  g_free (self->gone_feed);
  g_free (self);
}

void
wuse_sync_report_clear (WuseSyncReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_error (&self->error);
  g_clear_pointer (&self->district, wuse_district_free);
}
