/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a district's live stream: one JSON object each, read in one pass. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-live-event.h"

#include "wuse-number.h"

#include <string.h>
#include <yajl/yajl_parse.h>

typedef enum
{
  MEMBER_OTHER,
  MEMBER_FEED,
  MEMBER_SEQ,
  MEMBER_PREV,
  MEMBER_LINE,
  MEMBER_TIME,
  MEMBER_CLOCK_RATE,
  N_MEMBERS,
} Member;

typedef struct
{
  WuseLiveEvent *event;
  const char *data;
  yajl_handle handle;
  guint depth;
  Member member;
  gboolean seen[N_MEMBERS];
} Reading;

#define MAX_DEPTH 64
#define MAX_CLOCK_RATE 1e9

static const char *const member_names[N_MEMBERS] = {
  [MEMBER_FEED] = "feed", [MEMBER_SEQ] = "seq",   [MEMBER_PREV] = "prev",
  [MEMBER_LINE] = "line", [MEMBER_TIME] = "time", [MEMBER_CLOCK_RATE] = "clock_rate",
};

static const Member members_needed[][3] = {
  [WUSE_LIVE_OTHER] = { MEMBER_OTHER },
  [WUSE_LIVE_HELLO] = { MEMBER_FEED, MEMBER_SEQ },
  [WUSE_LIVE_CHANGE] = { MEMBER_PREV, MEMBER_LINE },
  [WUSE_LIVE_CLOCK] = { MEMBER_TIME, MEMBER_CLOCK_RATE },
  [WUSE_LIVE_GAP] = { MEMBER_OTHER },
};

/* A member may come once. */
static int
mark (Reading *reading)
{
  if (reading->seen[reading->member])
    return 0;
  reading->seen[reading->member] = reading->member != MEMBER_OTHER;

  return 1;
}

static int
key_cb (void *data, const unsigned char *key, size_t length)
{
  Reading *reading = data;

  if (reading->depth != 1)
    return 1;
  reading->member = MEMBER_OTHER;
  for (guint i = 1; i < N_MEMBERS; i++)
    if (strlen (member_names[i]) == length && memcmp (member_names[i], key, length) == 0)
      reading->member = i;

  return 1;
}

static int
text_cb (void *data, const unsigned char *text, size_t length)
{
  Reading *reading = data;
  WuseLiveEvent *event = reading->event;

  if (reading->depth != 1 || reading->member == MEMBER_OTHER)
    return reading->depth > 0;
  if (reading->member == MEMBER_TIME)
    return wuse_time_parse ((const char *) text, (gssize) length, &event->time, NULL) && mark (reading);
  if (reading->member != MEMBER_FEED || length >= sizeof event->feed || memchr (text, '\0', length) != NULL)
    return 0;

  memcpy (event->feed, text, length);
  event->feed[length] = '\0';

  return mark (reading);
}

static int
number_cb (void *data, const char *text, size_t length)
{
  Reading *reading = data;
  WuseLiveEvent *event = reading->event;
  gboolean taken = FALSE;

  if (reading->depth != 1 || reading->member == MEMBER_OTHER)
    return reading->depth > 0;
  if (reading->member == MEMBER_SEQ)
    taken = wuse_parse_int64 (text, (gssize) length, 0, G_MAXINT64, &event->seq, NULL);
  else if (reading->member == MEMBER_PREV)
    taken = wuse_parse_int64 (text, (gssize) length, 0, G_MAXINT64, &event->prev, NULL);
  else if (reading->member == MEMBER_CLOCK_RATE)
    taken = wuse_parse_double (text, (gssize) length, 0, MAX_CLOCK_RATE, &event->clock_rate, NULL);

  return taken && mark (reading);
}

static int
begin (Reading *reading, gboolean is_object)
{
  if (reading->depth == 0 && !is_object)
    return 0;
  if (reading->depth == 1 && reading->member == MEMBER_LINE)
    {
      if (!is_object)
        return 0;
      reading->event->line = reading->data + yajl_get_bytes_consumed (reading->handle) - 1;
    }
  else if (reading->depth == 1 && reading->member != MEMBER_OTHER)
    return 0;

  return ++reading->depth <= MAX_DEPTH;
}

static int
end (Reading *reading)
{
  reading->depth--;
  if (reading->depth != 1 || reading->member != MEMBER_LINE)
    return 1;
  reading->event->line_length = (gsize) (reading->data + yajl_get_bytes_consumed (reading->handle) - reading->event->line);

  return mark (reading);
}

static int
begin_object_cb (void *data)
{
  return begin (data, TRUE);
}

static int
begin_array_cb (void *data)
{
  return begin (data, FALSE);
}

static int
end_cb (void *data)
{
  return end (data);
}

static int
other_scalar (Reading *reading)
{
  return reading->depth > 1 || (reading->depth == 1 && reading->member == MEMBER_OTHER);
}

static int
null_cb (void *data)
{
  return other_scalar (data);
}

static int
boolean_cb (void *data, int value)
{
  return other_scalar (data);
}

static const yajl_callbacks callbacks = {
  .yajl_null = null_cb,
  .yajl_boolean = boolean_cb,
  .yajl_number = number_cb,
  .yajl_string = text_cb,
  .yajl_start_map = begin_object_cb,
  .yajl_map_key = key_cb,
  .yajl_end_map = end_cb,
  .yajl_start_array = begin_array_cb,
  .yajl_end_array = end_cb,
};

static WuseLiveEventKind
kind_from_type (const char *type)
{
  if (strcmp (type, "hello") == 0)
    return WUSE_LIVE_HELLO;
  if (strcmp (type, "change") == 0)
    return WUSE_LIVE_CHANGE;
  if (strcmp (type, "clock") == 0)
    return WUSE_LIVE_CLOCK;
  if (strcmp (type, "gap") == 0)
    return WUSE_LIVE_GAP;

  return WUSE_LIVE_OTHER;
}

gboolean
wuse_live_event_parse (WuseLiveEvent *self, const WuseEvent *event, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  *self = (WuseLiveEvent){ .kind = kind_from_type (event->type) };
  if (self->kind == WUSE_LIVE_OTHER || self->kind == WUSE_LIVE_GAP)
    return TRUE;

  Reading reading = { .event = self, .data = event->data };
  reading.handle = yajl_alloc (&callbacks, NULL, &reading);
  gboolean valid = yajl_parse (reading.handle, (const unsigned char *) event->data, event->data_length) == yajl_status_ok
                   && yajl_complete_parse (reading.handle) == yajl_status_ok;
  yajl_free (reading.handle);

  for (guint i = 0; valid && i < G_N_ELEMENTS (members_needed[0]); i++)
    {
      Member needed = members_needed[self->kind][i];
      valid = needed == MEMBER_OTHER || reading.seen[needed];
    }
  if (!valid)
    g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "The live stream sent a malformed “%s” event", event->type);

  return valid;
}
