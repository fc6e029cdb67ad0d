/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, days and instants: what is read is written and read again the same, and two ways to read a number agree. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-date.h"
#include "wuse-number.h"

#include <math.h>
#include <string.h>

static void
check_integer (const char *text, gsize size)
{
  gint64 value, back;
  double real;

  if (!wuse_parse_int64 (text, (gssize) size, G_MININT64, G_MAXINT64, &value, NULL))
    return;

  g_autofree char *written = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  g_assert_true (wuse_parse_int64 (written, -1, value, value, &back, NULL));
  g_assert_cmpint (back, ==, value);
  if (wuse_parse_double (text, (gssize) size, -G_MAXDOUBLE, G_MAXDOUBLE, &real, NULL))
    g_assert_cmpfloat (real, ==, (double) value);
}

static void
check_degrees (const char *text, gsize size)
{
  g_autoptr (GString) written = g_string_new (NULL);
  gint32 value, back;
  double real;

  if (!wuse_parse_e7 (text, (gssize) size, 180, &value, NULL))
    return;

  wuse_append_e7 (written, value);
  g_assert_true (wuse_parse_e7 (written->str, (gssize) written->len, 180, &back, NULL));
  g_assert_cmpint (back, ==, value);
  if (wuse_parse_double (text, (gssize) size, -G_MAXDOUBLE, G_MAXDOUBLE, &real, NULL))
    g_assert_cmpfloat (fabs (real * 1e7 - value), <, 0.500001);
}

static void
check_time (const char *text, gsize size)
{
  WuseTime time, time_back;
  WuseDay day, day_back;

  if (wuse_day_parse (text, (gssize) size, &day, NULL))
    {
      g_autofree char *written = wuse_day_format (day);

      g_assert_cmpmem (written, strlen (written), text, size);
      g_assert_true (wuse_day_parse (written, -1, &day_back, NULL));
      g_assert_cmpint (day_back, ==, day);
    }
  if (wuse_time_parse (text, (gssize) size, &time, NULL))
    {
      g_autofree char *written = wuse_time_format (time);

      g_assert_true (wuse_time_parse (written, -1, &time_back, NULL));
      g_assert_cmpint (time_back, ==, time);
      g_assert_cmpint (wuse_day_to_time (wuse_time_to_day (time, 0), 0), <=, time);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;

  check_integer (text, size);
  check_degrees (text, size);
  check_time (text, size);

  return 0;
}
