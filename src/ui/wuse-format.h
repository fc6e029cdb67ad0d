/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, days, instants and ages as a person reads them, in the language of the program. */

#pragma once

#include "wuse-area-set.h"
#include "wuse-date.h"
#include "wuse-risk.h"

G_BEGIN_DECLS

/**
 * wuse_format_number:
 * @number: a count
 *
 * Returns: (transfer full): with the locale's thousands separators and a true minus sign
 */
char *wuse_format_number (gint64 number);

/**
 * wuse_format_count:
 * @number: a count, or a negative number where it is not known
 *
 * Returns: (transfer full): as wuse_format_number(), or a dash
 */
char *wuse_format_count (gint64 number);

/**
 * wuse_format_day:
 * @day: a day, or %WUSE_DAY_NONE
 *
 * Returns: (transfer full): day and month, `11 April` or `4月11日`; a dash for none
 */
char *wuse_format_day (WuseDay day);

/**
 * wuse_format_full_day:
 * @day: a day, or %WUSE_DAY_NONE
 *
 * Returns: (transfer full): with year and weekday
 */
char *wuse_format_full_day (WuseDay day);

/**
 * wuse_format_clock:
 * @time: an instant
 * @utc_offset: minutes east of UTC
 *
 * Returns: (transfer full): hours and minutes there, `14:05`
 */
char *wuse_format_clock (WuseTime time, int utc_offset);

/**
 * wuse_format_moment:
 * @time: an instant, or %WUSE_TIME_NONE
 * @now: the present instant
 * @utc_offset: minutes east of UTC
 *
 * Returns: (transfer full): the clock for today, otherwise the day and the clock
 */
char *wuse_format_moment (WuseTime time, WuseTime now, int utc_offset);

/**
 * wuse_format_age:
 * @milliseconds: how long ago; negative counts as now
 *
 * Returns: (transfer full): `now`, `12 s ago`, `3 min ago`, `2 h ago`, `5 days ago`
 */
char *wuse_format_age (gint64 milliseconds);

/**
 * wuse_format_position:
 * @lon: longitude in ten-millionths of a degree
 * @lat: latitude in ten-millionths of a degree
 *
 * Returns: (transfer full): `125.3912, 43.8704`
 */
char *wuse_format_position (gint32 lon, gint32 lat);

/**
 * wuse_format_bytes:
 * @bytes: an amount
 *
 * Returns: (transfer full): `14.2 MB`
 */
char *wuse_format_bytes (guint64 bytes);

/**
 * wuse_risk_label:
 * @risk: a level
 *
 * Returns: (transfer none): its name for people, `High risk`
 */
const char *wuse_risk_label (WuseRisk risk);

/**
 * wuse_area_level_label:
 * @level: a level
 * @n: of how many the name is to speak
 *
 * Returns: (transfer none): `grid` or `grids`
 */
const char *wuse_area_level_label (WuseAreaLevel level, gulong n);

/**
 * wuse_area_display_name:
 * @area: an area
 *
 * Returns: (transfer none): its name in the language of the program where there is one
 */
const char *wuse_area_display_name (const WuseArea *area);

G_END_DECLS
