/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a district's live stream, understood. */

#pragma once

#include "wuse-date.h"
#include "wuse-event-parser.h"

G_BEGIN_DECLS

/**
 * WuseLiveEventKind:
 * @WUSE_LIVE_OTHER: an event unknown to this version; to be passed over
 * @WUSE_LIVE_HELLO: the first one: which feed, and how far it goes
 * @WUSE_LIVE_CHANGE: a record changed
 * @WUSE_LIVE_CLOCK: the district's clock
 * @WUSE_LIVE_GAP: changes were left out: read the feed
 */
typedef enum
{
  WUSE_LIVE_OTHER,
  WUSE_LIVE_HELLO,
  WUSE_LIVE_CHANGE,
  WUSE_LIVE_CLOCK,
  WUSE_LIVE_GAP,
} WuseLiveEventKind;

/**
 * WuseLiveEvent:
 * @kind: what it is
 * @feed: (array fixed-size=129): hello: id of the feed, terminated
 * @seq: hello: the feed's last `seq`
 * @prev: change: `seq` of the change before it
 * @line: change: the feed line; points into the event's data, not terminated
 * @line_length: bytes of @line
 * @time: clock: the district's present instant
 * @clock_rate: clock: seconds of district time per second, 0 or more
 */
typedef struct
{
  WuseLiveEventKind kind;
  char feed[129];
  gint64 seq;
  gint64 prev;
  const char *line;
  gsize line_length;
  WuseTime time;
  double clock_rate;
} WuseLiveEvent;

/**
 * wuse_live_event_parse:
 * @self: (out caller-allocates): the event understood
 * @event: the event as it came
 * @error: return location for a %WUSE_NET_ERROR_PROTOCOL
 *
 * Unknown members are passed over; a member that is missing or of the wrong type is an error. The line of a change is
 * checked to be one JSON object, no more.
 *
 * Returns: %TRUE if @self was set
 */
gboolean wuse_live_event_parse (WuseLiveEvent *self, const WuseEvent *event, GError **error);

G_END_DECLS
