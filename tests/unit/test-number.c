/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers from text: bounds, exactness, and what is refused. */

#include "config.h"

#include "wuse-base-error.h"
#include "wuse-number.h"

#include <locale.h>
#include <string.h>

typedef struct
{
  const char *text;
  gint64 value;
} Integer;

typedef struct
{
  const char *text;
  int limit;
  gint32 value;
} Degrees;

static void
test_integer (void)
{
  static const Integer good[] = {
    { "0", 0 },
    { "-0", 0 },
    { "7", 7 },
    { "007", 7 },
    { "-42", -42 },
    { "9223372036854775807", G_MAXINT64 },
    { "-9223372036854775808", G_MININT64 },
  };
  static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "--1", "1-", "١" };
  static const char *const outside[] = { "9223372036854775808", "-9223372036854775809", "99999999999999999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint64 value = 99;

      g_assert_true (wuse_parse_int64 (good[i].text, -1, G_MININT64, G_MAXINT64, &value, NULL));
      g_assert_cmpint (value, ==, good[i].value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value = 99;

      g_assert_false (wuse_parse_int64 (bad[i], -1, G_MININT64, G_MAXINT64, &value, &error));
      g_assert_error (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_SYNTAX);
      g_assert_cmpint (value, ==, 99);
    }
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value = 99;

      g_assert_false (wuse_parse_int64 (outside[i], -1, G_MININT64, G_MAXINT64, &value, &error));
      g_assert_error (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_RANGE);
      g_assert_cmpint (value, ==, 99);
    }
}

static void
test_integer_bounds (void)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  g_assert_true (wuse_parse_int64 ("5", -1, 5, 5, &value, NULL));
  g_assert_false (wuse_parse_int64 ("4", -1, 5, 9, &value, &error));
  g_assert_error (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_RANGE);
  g_assert_false (wuse_parse_int64 ("10", -1, 5, 9, &value, NULL));

  /* Not terminated: only the length counts. */
  g_assert_true (wuse_parse_int64 ("123456", 3, 0, 999, &value, NULL));
  g_assert_cmpint (value, ==, 123);
  g_assert_false (wuse_parse_int64 ("1\0002", 3, 0, 999, &value, NULL));
}

static void
test_double (void)
{
  static const char *const bad[] = { "",    "-",        ".5",    "5.",  "+1", "01", "1e", "1e+", "NaN",
                                     "inf", "Infinity", "0x1p3", "1,5", " 1", "1 ", "1d", "--1" };
  g_autoptr (GError) error = NULL;
  double value;

  /* A locale with a decimal comma changes nothing, where it is installed. */
  setlocale (LC_ALL, "de_DE.UTF-8");

  g_assert_true (wuse_parse_double ("-12.5e-1", -1, -10, 10, &value, NULL));
  g_assert_cmpfloat (value, ==, -1.25);
  g_assert_true (wuse_parse_double ("0", -1, 0, 0, &value, NULL));
  g_assert_true (wuse_parse_double ("1e-400", -1, -1, 1, &value, NULL));
  g_assert_cmpfloat (value, ==, 0.0);
  g_assert_true (wuse_parse_double ("1.5x", 3, 0, 2, &value, NULL));

  g_assert_false (wuse_parse_double ("1e400", -1, -G_MAXDOUBLE, G_MAXDOUBLE, &value, &error));
  g_assert_error (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_RANGE);
  g_assert_false (wuse_parse_double ("10.1", -1, -10, 10, &value, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) syntax = NULL;

      g_assert_false (wuse_parse_double (bad[i], -1, -G_MAXDOUBLE, G_MAXDOUBLE, &value, &syntax));
      g_assert_error (syntax, WUSE_BASE_ERROR, WUSE_BASE_ERROR_SYNTAX);
    }

  g_autofree char *endless = g_strnfill (5000, '1');
  g_assert_false (wuse_parse_double (endless, -1, -G_MAXDOUBLE, G_MAXDOUBLE, &value, NULL));

  setlocale (LC_ALL, "C");
}

static void
test_e7 (void)
{
  static const Degrees good[] = {
    { "0", 180, 0 },
    { "-0.0", 180, 0 },
    { "121.4737021", 180, 1214737021 },
    { "-0.5", 90, -5000000 },
    { "180", 180, 1800000000 },
    { "-180.0000000", 180, -1800000000 },
    { "90", 90, 900000000 },
    { "0.00000005", 180, 1 },
    { "-0.00000005", 180, -1 },
    { "0.00000004999999999999999999", 180, 0 },
    { "0.1234567499", 180, 1234567 },
    { "0.12345675", 180, 1234568 },
    { "1.214737021e2", 180, 1214737021 },
    { "12147.37021E-2", 180, 1214737021 },
    { "0.000000000000012e14", 180, 12000000 },
    { "0e999999999999999999", 180, 0 },
    { "5e-99999999999999999999", 180, 0 },
    { "1e2", 180, 1000000000 },
  };
  static const char *const outside[] = {
    "180.1", "-181", "1e3", "1e99999999999999999999", "18446744073709551616", "180.0000001"
  };
  static const char *const bad[] = { "", "-", "1.", ".1", "00", "1e", "1e+", "NaN", "1 ", "+1", "1.2.3", "1e2e3" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint32 value = 99;

      g_assert_true (wuse_parse_e7 (good[i].text, -1, good[i].limit, &value, NULL));
      g_assert_cmpint (value, ==, good[i].value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_autoptr (GError) error = NULL;
      gint32 value = 99;

      g_assert_false (wuse_parse_e7 (outside[i], -1, 180, &value, &error));
      g_assert_error (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_RANGE);
      g_assert_cmpint (value, ==, 99);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint32 value = 99;

      g_assert_false (wuse_parse_e7 (bad[i], -1, 180, &value, &error));
      g_assert_error (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_SYNTAX);
    }
}

static void
test_e7_round_trip (void)
{
  g_autoptr (GString) string = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  wuse_append_e7 (string, 1253912000);
  g_assert_cmpstr (string->str, ==, "125.3912");
  g_string_truncate (string, 0);
  wuse_append_e7 (string, -5000000);
  g_assert_cmpstr (string->str, ==, "-0.5");
  g_string_truncate (string, 0);
  wuse_append_e7 (string, G_MININT32);
  g_assert_cmpstr (string->str, ==, "-214.7483648");

  for (guint i = 0; i < 100000; i++)
    {
      gint32 value = g_rand_int_range (random, -1800000000, 1800000001);
      gint32 back;

      /* Short decimals too. */
      for (guint zeros = i % 8; zeros > 0; zeros--)
        value -= value % (gint32[]){ 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000 }[zeros];
      g_string_truncate (string, 0);
      wuse_append_e7 (string, value);
      g_assert_true (wuse_parse_e7 (string->str, (gssize) string->len, 180, &back, NULL));
      g_assert_cmpint (back, ==, value);
      g_assert_true (strchr (string->str, '.') == NULL || string->str[string->len - 1] != '0');
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number/integer", test_integer);
  g_test_add_func ("/number/integer/bounds", test_integer_bounds);
  g_test_add_func ("/number/double", test_double);
  g_test_add_func ("/number/e7", test_e7);
  g_test_add_func ("/number/e7/round-trip", test_e7_round_trip);

  return g_test_run ();
}
