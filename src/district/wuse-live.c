/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live stream: tells everybody who watches what has changed, as Server-Sent Events. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-live.h"

#include <string.h>

#define MAX_CHUNK (8u << 20)

typedef struct
{
  WuseLive *live;
  WuseExchange *exchange;
  GBytes *held_back;
} Watcher;

struct _WuseLive
{
  WuseFeedView *view;
  char *feed;
  WuseClock *clock;
  WuseFaults *faults;
  gint64 seq;
  GPtrArray *watchers;
  guint heartbeat_source;
};

/* Changes on their way into events. */
typedef struct
{
  gint64 prev;
  guint n_changes;
  gboolean is_too_much;
  GString *text;
  GArray *ends;
} Events;

static void
free_watcher (gpointer data)
{
  Watcher *watcher = data;

  g_clear_pointer (&watcher->held_back, g_bytes_unref);
  wuse_exchange_unref (watcher->exchange);
  g_free (watcher);
}

static void
over_cb (WuseExchange *exchange, gpointer user_data)
{
  Watcher *watcher = user_data;

  g_ptr_array_remove_fast (watcher->live->watchers, watcher);
}

static void
send (Watcher *watcher, GBytes *bytes)
{
  if (wuse_exchange_get_backlog (watcher->exchange) + g_bytes_get_size (bytes) > WUSE_LIVE_MAX_BACKLOG)
    wuse_exchange_abort (watcher->exchange);
  else
    wuse_exchange_append (watcher->exchange, g_bytes_ref (bytes));
}

static void
send_text (Watcher *watcher, char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  send (watcher, bytes);
}

static gboolean
add_event (gint64 seq, const char *line, gsize length, gpointer user_data)
{
  Events *events = user_data;

  if (events->n_changes == WUSE_LIVE_MAX_RESUMED || events->text->len + length > MAX_CHUNK)
    {
      events->is_too_much = TRUE;
      return FALSE;
    }

  g_string_append_printf (events->text,
                          "event: change\nid: %" G_GINT64_FORMAT "\ndata: {\"prev\":%" G_GINT64_FORMAT ",\"line\":", seq,
                          events->prev);
  g_string_append_len (events->text, line, (gssize) length);
  g_string_append (events->text, "}\n\n");
  g_array_append_val (events->ends, events->text->len);
  events->prev = seq;
  events->n_changes++;
  return TRUE;
}

static void
clear_events (Events *events)
{
  g_string_free (events->text, TRUE);
  g_array_unref (events->ends);
}

static gboolean
read_events (WuseLive *self, gint64 after, gint64 until, Events *events)
{
  g_autoptr (GError) error = NULL;

  *events = (Events){ .prev = after, .text = g_string_new (NULL), .ends = g_array_new (FALSE, FALSE, sizeof (gsize)) };
  if (wuse_feed_view_foreach_line (self->view, after, until, add_event, events, &error))
    return TRUE;
  g_warning ("%s", error->message);
  events->is_too_much = TRUE;
  return FALSE;
}

static char *
format_gap (WuseLive *self)
{
  return g_strdup_printf ("event: gap\ndata: {\"seq\":%" G_GINT64_FORMAT "}\n\n", self->seq);
}

static char *
format_clock (WuseLive *self)
{
  double rate;
  g_autofree char *time = wuse_time_format (wuse_clock_get (self->clock, &rate));
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("event: clock\ndata: {\"time\":\"%s\",\"clock_rate\":%s}\n\n", time,
                          g_ascii_dtostr (number, sizeof number, rate));
}

/* One event, with what is to go wrong with it. */
static void
send_spoiled (Watcher *watcher, GBytes *event, WuseEventFault fault)
{
  g_autoptr (GBytes) held_back = g_steal_pointer (&watcher->held_back);

  switch (fault)
    {
    case WUSE_EVENT_DUPLICATED:
      send (watcher, event);
      send (watcher, event);
      break;
    case WUSE_EVENT_SENT:
      send (watcher, event);
      break;
    case WUSE_EVENT_HELD_BACK:
      watcher->held_back = g_bytes_ref (event);
      break;
    case WUSE_EVENT_DROPPED:
      break;
    }
  if (held_back != NULL)
    send (watcher, held_back);
}

static void
send_events_spoiled (WuseLive *self, GBytes *bytes, const GArray *ends)
{
  gsize start = 0;

  for (guint i = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);
      g_autoptr (GBytes) event = g_bytes_new_from_bytes (bytes, start, end - start);
      WuseEventFault fault = wuse_faults_plan_event (self->faults);

      for (guint j = 0; j < self->watchers->len; j++)
        send_spoiled (g_ptr_array_index (self->watchers, j), event, fault);
      start = end;
    }
}

static void
send_to_all (WuseLive *self, GBytes *bytes)
{
  for (guint i = 0; i < self->watchers->len; i++)
    send (g_ptr_array_index (self->watchers, i), bytes);
}

void
wuse_live_publish (WuseLive *self)
{
  g_autoptr (GError) error = NULL;
  gint64 seq;
  Events events;

  g_return_if_fail (self != NULL);

  if (!wuse_feed_view_get_seq (self->view, &seq, &error))
    {
      g_warning ("%s", error->message);
      return;
    }
  if (seq == self->seq)
    return;
  if (self->watchers->len == 0)
    {
      self->seq = seq;
      return;
    }

  read_events (self, self->seq, seq, &events);
  self->seq = seq;
  if (events.is_too_much)
    {
      char *gap = format_gap (self);
      g_autoptr (GBytes) bytes = g_bytes_new_take (gap, strlen (gap));

      send_to_all (self, bytes);
    }
  else
    {
      g_autoptr (GBytes) bytes = g_bytes_new (events.text->str, events.text->len);

      if (self->faults != NULL && wuse_faults_has_event_rules (self->faults))
        send_events_spoiled (self, bytes, events.ends);
      else
        send_to_all (self, bytes);
    }
  clear_events (&events);
}

static void
tell_clock (WuseLive *self, gboolean with_heartbeat)
{
  g_autofree char *clock = format_clock (self);
  char *text = g_strconcat (with_heartbeat ? ": heartbeat\n\n" : "", clock, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  for (guint i = 0; i < self->watchers->len; i++)
    {
      Watcher *watcher = g_ptr_array_index (self->watchers, i);

      if (!wuse_exchange_get_plan (watcher->exchange)->silent)
        send (watcher, bytes);
    }
}

void
wuse_live_tell_clock (WuseLive *self)
{
  g_return_if_fail (self != NULL);

  tell_clock (self, FALSE);
}

static gboolean
heartbeat_cb (gpointer user_data)
{
  tell_clock (user_data, TRUE);
  return G_SOURCE_CONTINUE;
}

static void
send_missed (WuseLive *self, Watcher *watcher, const char *feed, gint64 after)
{
  Events events;

  if (after < 0 || after == self->seq)
    {
      if (feed != NULL && strcmp (feed, self->feed) != 0)
        send_text (watcher, format_gap (self));
      return;
    }
  if (after > self->seq || (feed != NULL && strcmp (feed, self->feed) != 0))
    {
      send_text (watcher, format_gap (self));
      return;
    }

  read_events (self, after, self->seq, &events);
  if (events.is_too_much)
    send_text (watcher, format_gap (self));
  else
    send_text (watcher, g_strdup (events.text->str));
  clear_events (&events);
}

void
wuse_live_add (WuseLive *self, WuseExchange *exchange, const char *feed, gint64 after)
{
  Watcher *watcher;

  g_return_if_fail (self != NULL && exchange != NULL);

  if (self->watchers->len >= WUSE_LIVE_MAX_WATCHERS)
    {
      wuse_exchange_set_header (exchange, "Retry-After", "30");
      wuse_exchange_reply_problem (exchange, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", "Too many clients are watching");
      return;
    }

  wuse_live_publish (self);
  watcher = g_new0 (Watcher, 1);
  watcher->live = self;
  watcher->exchange = wuse_exchange_ref (exchange);
  wuse_exchange_set_header (exchange, "Cache-Control", "no-store");
  wuse_exchange_begin (exchange, "text/event-stream", NULL, over_cb, watcher);
  send_text (watcher,
             g_strdup_printf ("event: hello\ndata: {\"feed\":\"%s\",\"seq\":%" G_GINT64_FORMAT "}\n\n", self->feed, self->seq));
  if (!wuse_exchange_get_plan (exchange)->silent)
    send_text (watcher, format_clock (self));
  send_missed (self, watcher, feed, after);
  g_ptr_array_add (self->watchers, watcher);
}

WuseLive *
wuse_live_new (WuseFeedView *view, const char *feed, WuseClock *clock, WuseFaults *faults, guint heartbeat, GError **error)
{
  g_autoptr (WuseLive) self = NULL;

  g_return_val_if_fail (view != NULL && feed != NULL && clock != NULL && heartbeat > 0, NULL);

  self = g_new0 (WuseLive, 1);
  self->view = view;
  self->feed = g_strdup (feed);
  self->clock = clock;
  self->faults = faults;
  self->watchers = g_ptr_array_new_with_free_func (free_watcher);
  self->heartbeat_source = g_timeout_add (heartbeat, heartbeat_cb, self);
  if (!wuse_feed_view_get_seq (view, &self->seq, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
wuse_live_free (WuseLive *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->heartbeat_source, g_source_remove);
  g_ptr_array_unref (self->watchers);
  g_free (self->feed);
  g_free (self);
}
