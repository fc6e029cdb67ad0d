/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, days, instants and ages as a person reads them. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-format.h"

#include "wuse-wording.h"

#include <glib/gi18n.h>

#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

char *
wuse_format_number (gint64 number)
{
  if (number < 0)
    return g_strdup_printf ("\342\210\222%'" G_GINT64_FORMAT, -number);

  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

char *
wuse_format_count (gint64 number)
{
  return number < 0 ? g_strdup ("\342\200\224") : wuse_format_number (number);
}

static char *
format_date (WuseDay day, const char *format)
{
  g_autoptr (GDateTime) date = NULL;

  if (day == WUSE_DAY_NONE)
    return g_strdup ("\342\200\224");

  date = g_date_time_new_from_unix_utc ((gint64) day * 86400);

  return g_date_time_format (date, format);
}

char *
wuse_format_day (WuseDay day)
{
  /* Translators: a day without its year, see g_date_time_format(): “11 April” */
  return format_date (day, _ ("%-d %B"));
}

char *
wuse_format_full_day (WuseDay day)
{
  /* Translators: a day with year and weekday, see g_date_time_format(): “Monday 11 April 2022” */
  return format_date (day, _ ("%A %-d %B %Y"));
}

char *
wuse_format_clock (WuseTime time, int utc_offset)
{
  g_autoptr (GDateTime) date = NULL;

  if (time == WUSE_TIME_NONE)
    return g_strdup ("\342\200\224");

  date = g_date_time_new_from_unix_utc (time / 1000 + (gint64) utc_offset * 60);

  return g_date_time_format (date, "%H:%M");
}

char *
wuse_format_moment (WuseTime time, WuseTime now, int utc_offset)
{
  g_autofree char *clock = wuse_format_clock (time, utc_offset);
  g_autofree char *day = NULL;

  if (time == WUSE_TIME_NONE || wuse_time_to_day (time, utc_offset) == wuse_time_to_day (now, utc_offset))
    return g_steal_pointer (&clock);

  day = wuse_format_day (wuse_time_to_day (time, utc_offset));

  /* Translators: a day and a time of day: “11 April 14:05” */
  return g_strdup_printf (_ ("%1$s %2$s"), day, clock);
}

char *
wuse_format_age (gint64 milliseconds)
{
  gint64 n;

  if (milliseconds < SECOND)
    return g_strdup (_ ("now"));

  if (milliseconds < MINUTE)
    return g_strdup_printf (_ ("%d s ago"), (int) (milliseconds / SECOND));

  if (milliseconds < HOUR)
    return g_strdup_printf (_ ("%d min ago"), (int) (milliseconds / MINUTE));

  if (milliseconds < 2 * DAY)
    return g_strdup_printf (_ ("%d h ago"), (int) (milliseconds / HOUR));

  n = milliseconds / DAY;

  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) n), (int) MIN (n, G_MAXINT));
}

char *
wuse_format_position (gint32 lon, gint32 lat)
{
  return g_strdup_printf ("%.4f, %.4f", lon / 1e7, lat / 1e7);
}

char *
wuse_format_bytes (guint64 bytes)
{
  return g_format_size (bytes);
}

const char *
wuse_risk_label (WuseRisk risk)
{
  switch (risk)
    {
    case WUSE_RISK_RED:
      return _ ("High risk");
    case WUSE_RISK_ORANGE:
      return _ ("Higher risk");
    case WUSE_RISK_YELLOW:
      return _ ("Medium risk");
    case WUSE_RISK_BLUE:
      return _ ("Lower risk");
    case WUSE_RISK_GREEN:
      return _ ("Low risk");
    case WUSE_RISK_NONE:
    case WUSE_N_RISKS:
      break;
    }

  return _ ("Not assessed");
}

const char *
wuse_area_level_label (WuseAreaLevel level, gulong n)
{
  switch (level)
    {
    case WUSE_AREA_DISTRICT:
      return ngettext ("district", "districts", n);
    case WUSE_AREA_SUBDISTRICT:
      return ngettext ("subdistrict", "subdistricts", n);
    case WUSE_AREA_COMMUNITY:
      return ngettext ("community", "communities", n);
    case WUSE_AREA_GRID:
    case WUSE_N_AREA_LEVELS:
      break;
    }

  return ngettext ("grid", "grids", n);
}

const char *
wuse_area_display_name (const WuseArea *area)
{
  g_return_val_if_fail (area != NULL, "");

  return area->name_en != NULL && wuse_language_from_locale () != WUSE_LANGUAGE_ZH ? area->name_en : area->name;
}
