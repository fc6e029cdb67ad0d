/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and instants as integers, and their ISO 8601 / RFC 3339 forms. */

#define G_LOG_DOMAIN "wuse-base"

#include "config.h"

#include "wuse-date.h"

#include "wuse-base-error.h"

#include <string.h>

#define MS_PER_SECOND G_GINT64_CONSTANT (1000)
#define MS_PER_MINUTE (60 * MS_PER_SECOND)
#define MS_PER_HOUR (60 * MS_PER_MINUTE)
#define MS_PER_DAY (24 * MS_PER_HOUR)

#define DAYS_PER_ERA 146097
#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY 2932896    /* 9999-12-31 */

#define MAX_UTC_OFFSET 1080

#define DATE_LENGTH 10
#define SHORTEST_TIME 20 /* YYYY-MM-DDTHH:MM:SSZ */

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
count_days_of_month (int year, int month)
{
  static const guint8 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return lengths[month - 1] + (month == 2 && is_leap_year (year) ? 1 : 0);
}

static gint64
floor_divide (gint64 dividend, gint64 divisor)
{
  return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

/* Reads exactly `n` digits. */
static gboolean
read_digits (const char *text, int n, int *value)
{
  *value = 0;
  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }

  return TRUE;
}

static void
append_digits (GString *string, int value, int n)
{
  char buffer[8];

  g_assert (n <= (int) sizeof buffer);
  for (int i = n - 1; i >= 0; i--, value /= 10)
    buffer[i] = (char) ('0' + value % 10);

  g_string_append_len (string, buffer, n);
}

static gboolean
fail_syntax (const char *message, GError **error)
{
  g_set_error_literal (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_SYNTAX, message);
  return FALSE;
}

static gboolean
fail_range (const char *message, GError **error)
{
  g_set_error_literal (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_RANGE, message);
  return FALSE;
}

/* The algorithms of H. Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so that the leap
 * day is the last of one. */
WuseDay
wuse_day_from_ymd (int year, int month, int day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > count_days_of_month (year, month))
    return WUSE_DAY_NONE;

  int shifted = month <= 2 ? year - 1 : year;
  int era = shifted / 400;
  int year_of_era = shifted - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * DAYS_PER_ERA + day_of_era - 719468;
}

void
wuse_day_to_ymd (WuseDay self, int *year, int *month, int *day)
{
  g_return_if_fail (self >= FIRST_DAY && self <= LAST_DAY);

  int shifted = self + 719468;
  int era = shifted / DAYS_PER_ERA;
  int day_of_era = shifted - era * DAYS_PER_ERA;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;
  int calendar_month = march_month < 10 ? march_month + 3 : march_month - 9;

  if (year != NULL)
    *year = year_of_era + era * 400 + (calendar_month <= 2 ? 1 : 0);
  if (month != NULL)
    *month = calendar_month;
  if (day != NULL)
    *day = day_of_year - (153 * march_month + 2) / 5 + 1;
}

gboolean
wuse_day_parse (const char *text, gssize length, WuseDay *day, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  int year, month, day_of_month;

  if (n_bytes != DATE_LENGTH || text[4] != '-' || text[7] != '-' || !read_digits (text, 4, &year)
      || !read_digits (text + 5, 2, &month) || !read_digits (text + 8, 2, &day_of_month))
    return fail_syntax ("not a date of the form YYYY-MM-DD", error);

  WuseDay parsed = wuse_day_from_ymd (year, month, day_of_month);
  if (parsed == WUSE_DAY_NONE)
    return fail_range ("no such day", error);

  *day = parsed;
  return TRUE;
}

void
wuse_day_append (WuseDay self, GString *string)
{
  g_return_if_fail (self >= FIRST_DAY && self <= LAST_DAY);
  g_return_if_fail (string != NULL);

  int year, month, day;

  wuse_day_to_ymd (self, &year, &month, &day);
  append_digits (string, year, 4);
  g_string_append_c (string, '-');
  append_digits (string, month, 2);
  g_string_append_c (string, '-');
  append_digits (string, day, 2);
}

char *
wuse_day_format (WuseDay self)
{
  g_return_val_if_fail (self >= FIRST_DAY && self <= LAST_DAY, NULL);

  GString *string = g_string_sized_new (DATE_LENGTH);

  wuse_day_append (self, string);
  return g_string_free (string, FALSE);
}

/* Reads `.digits`, cut off after the milliseconds. */
static gboolean
read_fraction (const char **cursor, const char *end, int *milliseconds)
{
  const char *p = *cursor + 1;
  const char *first = p;
  int unit = 100;

  *milliseconds = 0;
  for (; p < end && g_ascii_isdigit (*p); p++, unit /= 10)
    *milliseconds += (*p - '0') * unit;

  *cursor = p;
  return p > first;
}

/* Reads `Z` or `±HH:MM` up to the end. */
static gboolean
read_offset (const char *p, const char *end, int *minutes)
{
  int hour, minute;

  *minutes = 0;
  if (end - p == 1 && (*p == 'Z' || *p == 'z'))
    return TRUE;
  if (end - p != 6 || (*p != '+' && *p != '-') || p[3] != ':' || !read_digits (p + 1, 2, &hour)
      || !read_digits (p + 4, 2, &minute) || hour > 23 || minute > 59)
    return FALSE;

  *minutes = (hour * 60 + minute) * (*p == '-' ? -1 : 1);
  return TRUE;
}

gboolean
wuse_time_parse (const char *text, gssize length, WuseTime *time, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (time != NULL, FALSE);

  const char *syntax = "not an instant of the form YYYY-MM-DDTHH:MM:SSZ";
  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  const char *end = text + n_bytes;
  int hour, minute, second, offset, milliseconds = 0;
  WuseDay day;

  if (n_bytes < SHORTEST_TIME || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':'
      || !read_digits (text + 11, 2, &hour) || !read_digits (text + 14, 2, &minute) || !read_digits (text + 17, 2, &second))
    return fail_syntax (syntax, error);

  const char *p = text + 19;
  if ((*p == '.' && !read_fraction (&p, end, &milliseconds)) || !read_offset (p, end, &offset))
    return fail_syntax (syntax, error);
  if (!wuse_day_parse (text, DATE_LENGTH, &day, error))
    return FALSE;
  /* A leap second counts as the first instant of the next minute. */
  if (hour > 23 || minute > 59 || second > 60)
    return fail_range ("no such time of day", error);

  WuseTime parsed = day * MS_PER_DAY + hour * MS_PER_HOUR + (minute - offset) * MS_PER_MINUTE + second * MS_PER_SECOND
                    + (second == 60 ? 0 : milliseconds);
  if (parsed < FIRST_DAY * MS_PER_DAY || parsed >= (LAST_DAY + 1) * MS_PER_DAY)
    return fail_range ("instant outside the years 1 to 9999", error);

  *time = parsed;
  return TRUE;
}

void
wuse_time_append (WuseTime self, GString *string)
{
  g_return_if_fail (self >= FIRST_DAY * MS_PER_DAY && self < (LAST_DAY + 1) * MS_PER_DAY);
  g_return_if_fail (string != NULL);

  gint64 day = floor_divide (self, MS_PER_DAY);
  int rest = (int) (self - day * MS_PER_DAY);

  wuse_day_append ((WuseDay) day, string);
  g_string_append_c (string, 'T');
  append_digits (string, rest / (int) MS_PER_HOUR, 2);
  g_string_append_c (string, ':');
  append_digits (string, rest / (int) MS_PER_MINUTE % 60, 2);
  g_string_append_c (string, ':');
  append_digits (string, rest / (int) MS_PER_SECOND % 60, 2);
  if (rest % MS_PER_SECOND != 0)
    {
      g_string_append_c (string, '.');
      append_digits (string, rest % (int) MS_PER_SECOND, 3);
    }
  g_string_append_c (string, 'Z');
}

char *
wuse_time_format (WuseTime self)
{
  g_return_val_if_fail (self >= FIRST_DAY * MS_PER_DAY && self < (LAST_DAY + 1) * MS_PER_DAY, NULL);

  GString *string = g_string_sized_new (SHORTEST_TIME + 4);

  wuse_time_append (self, string);
  return g_string_free (string, FALSE);
}

WuseTime
wuse_time_now (void)
{
  return g_get_real_time () / 1000;
}

WuseDay
wuse_time_to_day (WuseTime self, int utc_offset)
{
  g_return_val_if_fail (utc_offset >= -MAX_UTC_OFFSET && utc_offset <= MAX_UTC_OFFSET, WUSE_DAY_NONE);

  /* An instant outside the calendar has no day; the bounds also keep the sum from overflowing. */
  if (self < FIRST_DAY * MS_PER_DAY || self >= (LAST_DAY + 1) * MS_PER_DAY)
    return WUSE_DAY_NONE;

  return (WuseDay) CLAMP (floor_divide (self + utc_offset * MS_PER_MINUTE, MS_PER_DAY), FIRST_DAY, LAST_DAY);
}

WuseTime
wuse_day_to_time (WuseDay self, int utc_offset)
{
  g_return_val_if_fail (utc_offset >= -MAX_UTC_OFFSET && utc_offset <= MAX_UTC_OFFSET, WUSE_TIME_NONE);

  return self == WUSE_DAY_NONE ? WUSE_TIME_NONE : self * MS_PER_DAY - utc_offset * MS_PER_MINUTE;
}
