/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and instants, compared with GDate and GDateTime. */

#include "config.h"

#include "wuse-base-error.h"
#include "wuse-date.h"

#include <string.h>

#define FIRST_DAY (-719162)
#define LAST_DAY 2932896

typedef struct
{
  const char *text;
  const char *canonical;
} Instant;

static void
test_every_day (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1);
  for (WuseDay day = FIRST_DAY; day <= LAST_DAY; day++, g_date_add_days (&date, 1))
    {
      int year, month, day_of_month;

      wuse_day_to_ymd (day, &year, &month, &day_of_month);
      if (year != g_date_get_year (&date) || (GDateMonth) month != g_date_get_month (&date)
          || day_of_month != g_date_get_day (&date) || wuse_day_from_ymd (year, month, day_of_month) != day)
        g_error ("Day %d is wrong: %04d-%02d-%02d", day, year, month, day_of_month);
    }
}

static void
test_day_text (void)
{
  static const char *const bad[] = {
    "",           "2022-4-11",   "2022-04-1", "22-04-11",    "2022/04/11", "2022-04-11 ", " 2022-04-11",
    "+022-04-11", "2022-04-11T", "20220411",  "２022-04-11", "2022-04-1x"
  };
  static const char *const missing[] = { "2022-02-29", "2022-00-10", "2022-13-01", "2022-04-31",
                                         "2022-04-00", "0000-01-01", "1900-02-29" };
  WuseDay day = 0;

  g_assert_true (wuse_day_parse ("1970-01-01", -1, &day, NULL));
  g_assert_cmpint (day, ==, 0);
  g_assert_true (wuse_day_parse ("2000-02-29", -1, &day, NULL));
  g_assert_cmpint (day, ==, 11016);
  g_assert_true (wuse_day_parse ("2022-04-11T…", 10, &day, NULL));

  g_autofree char *text = wuse_day_format (day);
  g_assert_cmpstr (text, ==, "2022-04-11");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (wuse_day_parse (bad[i], -1, &day, &error));
      g_assert_error (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_SYNTAX);
    }
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (wuse_day_parse (missing[i], -1, &day, &error));
      g_assert_error (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_RANGE);
    }
}

static void
test_time_text (void)
{
  static const Instant good[] = {
    { "2022-04-11T14:05:12+08:00", "2022-04-11T06:05:12Z" },
    { "2022-04-11T14:05:12Z", "2022-04-11T14:05:12Z" },
    { "2022-04-11t14:05:12z", "2022-04-11T14:05:12Z" },
    { "2022-04-11T14:05:12.5Z", "2022-04-11T14:05:12.500Z" },
    { "2022-04-11T14:05:12.0019999Z", "2022-04-11T14:05:12.001Z" },
    { "2022-01-01T00:00:00+08:00", "2021-12-31T16:00:00Z" },
    { "2021-12-31T23:30:00-00:45", "2022-01-01T00:15:00Z" },
    { "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z" },
    { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
    { "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
  };
  static const char *const bad[] = {
    "",
    "2022-04-11",
    "2022-04-11T14:05:12",
    "2022-04-11 14:05:12Z",
    "2022-04-11T14:05Z",
    "2022-04-11T14:05:12+0800",
    "2022-04-11T14:05:12+08",
    "2022-04-11T14:05:12.Z",
    "2022-04-11T14:05:12ZZ",
    "2022-04-11T24:00:00Z",
    "2022-04-11T14:60:12Z",
    "2022-04-11T14:05:61Z",
    "2022-02-30T14:05:12Z",
    "2022-04-11T14:05:12+24:00",
    "0001-01-01T00:00:00+08:00",
    "9999-12-31T23:59:60Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      WuseTime time;

      g_assert_true (wuse_time_parse (good[i].text, -1, &time, NULL));
      g_autofree char *text = wuse_time_format (time);
      g_assert_cmpstr (text, ==, good[i].canonical);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      WuseTime time = 99;

      g_assert_false (wuse_time_parse (bad[i], -1, &time, &error));
      g_assert_true (error->domain == WUSE_BASE_ERROR);
      g_assert_cmpint (time, ==, 99);
    }
}

static void
test_time_against_glib (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < 20000; i++)
    {
      gint64 seconds = (gint64) (g_rand_double_range (random, -60e9, 250e9));
      g_autoptr (GDateTime) reference = g_date_time_new_from_unix_utc (seconds);
      g_autofree char *expected = g_date_time_format (reference, "%C%y-%m-%dT%H:%M:%SZ");
      g_autofree char *text = wuse_time_format (seconds * 1000);
      WuseTime back;

      g_assert_cmpstr (text, ==, expected);
      g_assert_true (wuse_time_parse (text, -1, &back, NULL));
      g_assert_cmpint (back, ==, seconds * 1000);
    }
}

static void
test_day_of_time (void)
{
  WuseTime time;
  WuseDay day = wuse_day_from_ymd (2022, 4, 12);

  g_assert_true (wuse_time_parse ("2022-04-11T16:00:00Z", -1, &time, NULL));
  g_assert_cmpint (wuse_time_to_day (time, 480), ==, day);
  g_assert_cmpint (wuse_time_to_day (time - 1, 480), ==, day - 1);
  g_assert_cmpint (wuse_time_to_day (time, 0), ==, day - 1);
  g_assert_cmpint (wuse_time_to_day (-1, 0), ==, -1);
  g_assert_cmpint (wuse_day_to_time (day, 480), ==, time);
  g_assert_cmpint (wuse_time_to_day (WUSE_TIME_NONE, 480), ==, WUSE_DAY_NONE);
  g_assert_cmpint (wuse_day_to_time (WUSE_DAY_NONE, 480), ==, WUSE_TIME_NONE);

  WuseTime now = wuse_time_now ();
  g_assert_cmpint (ABS (now - g_get_real_time () / 1000), <, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/date/every-day", test_every_day);
  g_test_add_func ("/date/day/text", test_day_text);
  g_test_add_func ("/date/time/text", test_time_text);
  g_test_add_func ("/date/time/against-glib", test_time_against_glib);
  g_test_add_func ("/date/day-of-time", test_day_of_time);

  return g_test_run ();
}
