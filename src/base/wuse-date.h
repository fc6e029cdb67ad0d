/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and instants as integers, and their ISO 8601 / RFC 3339 forms. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseDay:
 *
 * A calendar day in the proleptic Gregorian calendar, as days since 1970-01-01.
 */
typedef gint32 WuseDay;

/**
 * WuseTime:
 *
 * An instant, as milliseconds since 1970-01-01T00:00:00Z.
 */
typedef gint64 WuseTime;

/**
 * WUSE_DAY_NONE:
 *
 * No day is known.
 */
#define WUSE_DAY_NONE G_MININT32

/**
 * WUSE_TIME_NONE:
 *
 * No instant is known.
 */
#define WUSE_TIME_NONE G_MININT64

/**
 * wuse_day_from_ymd:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: the day, or %WUSE_DAY_NONE if there is no such day
 */
WuseDay wuse_day_from_ymd (int year, int month, int day);

/**
 * wuse_day_to_ymd:
 * @self: a day
 * @year: (out) (optional): its year
 * @month: (out) (optional): its month, 1 to 12
 * @day: (out) (optional): its day of the month
 */
void wuse_day_to_ymd (WuseDay self, int *year, int *month, int *day);

/**
 * wuse_day_parse:
 * @text: `YYYY-MM-DD`; need not be terminated
 * @length: bytes of @text, or -1
 * @day: (out): the day
 * @error: return location for a %WUSE_BASE_ERROR
 *
 * Returns: %TRUE if @day was set
 */
gboolean wuse_day_parse (const char *text, gssize length, WuseDay *day, GError **error);

/**
 * wuse_day_append:
 * @self: a day
 * @string: where to append `YYYY-MM-DD`
 */
void wuse_day_append (WuseDay self, GString *string);

/**
 * wuse_day_format:
 * @self: a day
 *
 * Returns: (transfer full): `YYYY-MM-DD`
 */
char *wuse_day_format (WuseDay self);

/**
 * wuse_time_parse:
 * @text: an RFC 3339 date-time with offset (`2022-04-11T14:05:12+08:00`, `…Z`, with or without fraction); need not be terminated
 * @length: bytes of @text, or -1
 * @time: (out): the instant
 * @error: return location for a %WUSE_BASE_ERROR
 *
 * Returns: %TRUE if @time was set
 */
gboolean wuse_time_parse (const char *text, gssize length, WuseTime *time, GError **error);

/**
 * wuse_time_append:
 * @self: an instant
 * @string: where to append `YYYY-MM-DDTHH:MM:SSZ` (with `.mmm` if the milliseconds are not zero)
 */
void wuse_time_append (WuseTime self, GString *string);

/**
 * wuse_time_format:
 * @self: an instant
 *
 * Returns: (transfer full): as wuse_time_append() writes it
 */
char *wuse_time_format (WuseTime self);

/**
 * wuse_time_now:
 *
 * Returns: the present instant by the machine's clock
 */
WuseTime wuse_time_now (void);

/**
 * wuse_time_to_day:
 * @self: an instant
 * @utc_offset: minutes east of UTC, -1080 to 1080
 *
 * Returns: the day it is there
 */
WuseDay wuse_time_to_day (WuseTime self, int utc_offset);

/**
 * wuse_day_to_time:
 * @self: a day
 * @utc_offset: minutes east of UTC
 *
 * Returns: the instant at which the day begins there
 */
WuseTime wuse_day_to_time (WuseDay self, int utc_offset);

G_END_DECLS
