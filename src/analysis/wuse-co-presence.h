/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who else was there: stays of different persons at one place at one time. */

#pragma once

#include "wuse-relations.h"
#include "wuse-wording.h"

G_BEGIN_DECLS

/**
 * WUSE_CO_PRESENCE_RADIUS:
 *
 * Metres within which two stays are at one place if not both are at a place that has an id.
 */
#define WUSE_CO_PRESENCE_RADIUS 50.0

/**
 * WUSE_CO_PRESENCE_MOST:
 *
 * Most meetings that are told at once.
 */
#define WUSE_CO_PRESENCE_MOST (1u << 20)

/**
 * WUSE_CO_PRESENCE_ACCESS:
 *
 * Minutes before and after a stay within which another who was at its place had access to it: a week.
 */
#define WUSE_CO_PRESENCE_ACCESS 10080

/**
 * WuseMeetingKind:
 * @WUSE_MEETING_TOGETHER: both were there at the same time
 * @WUSE_MEETING_SAME_DAY: both were there on the same day; of at least one the hours are not known
 * @WUSE_MEETING_AFTER: the second came after the first had left
 * @WUSE_MEETING_BEFORE: the second had left before the first came
 *
 * How two stays meet, strongest first.
 */
typedef enum
{
  WUSE_MEETING_TOGETHER,
  WUSE_MEETING_SAME_DAY,
  WUSE_MEETING_AFTER,
  WUSE_MEETING_BEFORE,
} WuseMeetingKind;

/**
 * WuseMeeting:
 * @stays: positions of both in the stays of the relations; what was asked for comes first
 * @kind: a #WuseMeetingKind
 * @same_place: whether both are at a place with the same id
 * @minutes: together: for how long, 0 where a stay has no end; same day: for how long at most, up to 1440; else: between leaving
 *   and coming
 * @metres: how far apart; 0 if @same_place
 * @day: day on which it began, by the offset from UTC of the index
 *
 * Two stays that meet.
 */
typedef struct
{
  guint32 stays[2];
  guint8 kind;
  guint8 same_place;
  guint16 metres;
  gint32 minutes;
  WuseDay day;
} WuseMeeting;

/**
 * WuseCoPresence:
 *
 * All stays by place and time. Refuted stays and those without a time are left out. Immutable, shared between threads.
 */
typedef struct _WuseCoPresence WuseCoPresence;

GType wuse_co_presence_get_type (void);
#define WUSE_TYPE_CO_PRESENCE (wuse_co_presence_get_type ())

/**
 * wuse_co_presence_new:
 * @relations: relations, of which a reference is kept
 * @radius: metres, 1 to 5000; see %WUSE_CO_PRESENCE_RADIUS
 * @utc_offset: minutes east of UTC of the district's days
 *
 * Milliseconds per ten thousand stays: for a worker thread.
 *
 * Returns: (transfer full): the index
 */
WuseCoPresence *wuse_co_presence_new (WuseRelations *relations, double radius, int utc_offset);

/**
 * wuse_co_presence_ref:
 * @self: an index
 *
 * Returns: (transfer full): @self
 */
WuseCoPresence *wuse_co_presence_ref (WuseCoPresence *self);

/**
 * wuse_co_presence_unref:
 * @self: (transfer full): an index
 */
void wuse_co_presence_unref (WuseCoPresence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseCoPresence, wuse_co_presence_unref)

/**
 * wuse_co_presence_find_for_stay:
 * @self: an index
 * @stay: position of a stay
 * @lag: minutes after one has left within which another who comes is told of too, up to 10080; 0 for none
 *
 * Who else was there: stays of others, the strongest evidence first: by kind, then the longest together or the shortest time
 * between.
 *
 * Returns: (transfer full) (element-type WuseMeeting): at most %WUSE_CO_PRESENCE_MOST meetings
 */
GArray *wuse_co_presence_find_for_stay (const WuseCoPresence *self, guint32 stay, guint lag);

/**
 * wuse_co_presence_find_access:
 * @self: an index
 * @stay: position of a stay
 * @lag: see wuse_co_presence_find_for_stay()
 *
 * Who else had access to the place of a stay: others who were there at another time, within %WUSE_CO_PRESENCE_ACCESS before or
 * after it. Weaker evidence than that of wuse_co_presence_find_for_stay(): who is told of there, with the same @lag, is not told
 * of here. Each person stands once, by what is nearest in time; the nearest first.
 *
 * Returns: (transfer full) (element-type WuseMeeting): the meetings, of %WUSE_MEETING_AFTER or %WUSE_MEETING_BEFORE
 */
GArray *wuse_co_presence_find_access (const WuseCoPresence *self, guint32 stay, guint lag);

/**
 * wuse_co_presence_find_for_case:
 * @self: an index
 * @actor: index of a case, or of whom a stay takes for one
 * @lag: see wuse_co_presence_find_for_stay()
 *
 * As wuse_co_presence_find_for_stay(), of all stays of one person.
 *
 * Returns: (transfer full) (element-type WuseMeeting): the meetings
 */
GArray *wuse_co_presence_find_for_case (const WuseCoPresence *self, guint32 actor, guint lag);

/**
 * wuse_co_presence_find_at_place:
 * @self: an index
 * @place: index of a place
 * @lag: see wuse_co_presence_find_for_stay()
 *
 * All meetings of stays that have the id of this place, each pair once, the earlier first.
 *
 * Returns: (transfer full) (element-type WuseMeeting): the meetings
 */
GArray *wuse_co_presence_find_at_place (const WuseCoPresence *self, guint32 place, guint lag);

/**
 * wuse_co_presence_find_all:
 * @self: an index
 * @lag: see wuse_co_presence_find_for_stay()
 * @truncated: (out) (optional): whether there are more than are told
 *
 * All meetings, each pair once, the earlier first, in no particular order; a sweep over time in each place and its surroundings.
 *
 * Returns: (transfer full) (element-type WuseMeeting): the meetings
 */
GArray *wuse_co_presence_find_all (const WuseCoPresence *self, guint lag, gboolean *truncated);

/**
 * wuse_meeting_word:
 * @self: a meeting
 * @relations: the relations it is of
 * @language: a language
 *
 * Returns: (transfer full): a sentence: `22 minutes together at East Market on 18 April`
 */
char *wuse_meeting_word (const WuseMeeting *self, const WuseRelations *relations, WuseLanguage language);

G_END_DECLS
