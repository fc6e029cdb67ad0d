/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers from text that may have been written by an adversary.
 *
 * Messages never repeat the text: it may be a person's. */

#define G_LOG_DOMAIN "wuse-base"

#include "config.h"

#include "wuse-number.h"

#include "wuse-base-error.h"

#include <math.h>
#include <string.h>

#define E7_DIGITS 7
#define E7_ONE 10000000
#define MAX_DOUBLE_LENGTH 400
#define MAX_EXPONENT 100000000

/* A JSON number taken apart: [-] whole [. fraction] [e exponent]. */
typedef struct
{
  gboolean negative;
  const char *whole;
  gsize n_whole;
  const char *fraction;
  gsize n_fraction;
  gint64 exponent;
} Number;

static gboolean
fail_syntax (GError **error)
{
  g_set_error_literal (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_SYNTAX, "not a number");
  return FALSE;
}

static gboolean
fail_range (GError **error)
{
  g_set_error_literal (error, WUSE_BASE_ERROR, WUSE_BASE_ERROR_RANGE, "number out of bounds");
  return FALSE;
}

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;

  return p;
}

static gboolean
scan_exponent (const char **cursor, const char *end, gint64 *exponent)
{
  const char *p = *cursor;
  gboolean negative = FALSE;

  if (p < end && (*p == '+' || *p == '-'))
    negative = *p++ == '-';

  const char *digits = p;
  p = skip_digits (p, end);
  if (p == digits)
    return FALSE;

  *exponent = 0;
  for (const char *digit = digits; digit < p && *exponent < MAX_EXPONENT; digit++)
    *exponent = *exponent * 10 + (*digit - '0');
  if (negative)
    *exponent = -*exponent;

  *cursor = p;
  return TRUE;
}

static gboolean
scan_number (const char *text, gsize length, Number *number)
{
  const char *p = text;
  const char *end = text + length;

  *number = (Number){ 0 };
  if (p < end && *p == '-')
    {
      number->negative = TRUE;
      p++;
    }

  number->whole = p;
  p = skip_digits (p, end);
  number->n_whole = (gsize) (p - number->whole);
  if (number->n_whole == 0 || (number->n_whole > 1 && *number->whole == '0'))
    return FALSE;

  if (p < end && *p == '.')
    {
      number->fraction = ++p;
      p = skip_digits (p, end);
      number->n_fraction = (gsize) (p - number->fraction);
      if (number->n_fraction == 0)
        return FALSE;
    }

  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (!scan_exponent (&p, end, &number->exponent))
        return FALSE;
    }

  return p == end;
}

gboolean
wuse_parse_int64 (const char *text, gssize length, gint64 minimum, gint64 maximum, gint64 *value, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  const char *p = text;
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  gboolean negative = p < end && *p == '-';
  gint64 number = 0;

  if (negative)
    p++;
  if (p == end || skip_digits (p, end) != end)
    return fail_syntax (error);

  for (; p < end; p++)
    {
      gint64 digit = *p - '0';

      if (__builtin_mul_overflow (number, 10, &number) || __builtin_add_overflow (number, negative ? -digit : digit, &number))
        return fail_range (error);
    }

  if (number < minimum || number > maximum)
    return fail_range (error);

  *value = number;
  return TRUE;
}

gboolean
wuse_parse_double (const char *text, gssize length, double minimum, double maximum, double *value, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  char buffer[MAX_DOUBLE_LENGTH + 1];
  Number number;

  if (n_bytes > MAX_DOUBLE_LENGTH || !scan_number (text, n_bytes, &number))
    return fail_syntax (error);

  memcpy (buffer, text, n_bytes);
  buffer[n_bytes] = '\0';

  double result = g_ascii_strtod (buffer, NULL);
  if (!isfinite (result) || result < minimum || result > maximum)
    return fail_range (error);

  *value = result;
  return TRUE;
}

gboolean
wuse_parse_e7 (const char *text, gssize length, int limit, gint32 *value, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (limit > 0 && limit <= 180, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  gint64 largest = (gint64) limit * E7_ONE;
  gint64 sum = 0;
  Number number;

  if (!scan_number (text, length < 0 ? strlen (text) : (gsize) length, &number))
    return fail_syntax (error);

  /* The weight of a digit is its power of ten in ten-millionths; the digit at -1 decides how to round. */
  gint64 weight = (gint64) number.n_whole - 1 + E7_DIGITS + number.exponent;
  gsize n_digits = number.n_whole + number.n_fraction;

  for (gsize i = 0; i < n_digits && weight >= -1; i++, weight--)
    {
      int digit = (i < number.n_whole ? number.whole[i] : number.fraction[i - number.n_whole]) - '0';

      if (weight >= 0)
        sum = sum * 10 + digit;
      else if (digit >= 5)
        sum++;
      if (sum > largest)
        return fail_range (error);
    }
  for (; sum > 0 && weight >= 0; weight--)
    {
      sum *= 10;
      if (sum > largest)
        return fail_range (error);
    }

  *value = (gint32) (number.negative ? -sum : sum);
  return TRUE;
}

void
wuse_append_e7 (GString *string, gint32 value)
{
  g_return_if_fail (string != NULL);

  gint64 magnitude = value < 0 ? -(gint64) value : value;
  gint64 fraction = magnitude % E7_ONE;
  char buffer[16];
  char *end = buffer + sizeof buffer;
  char *p = end;

  if (fraction != 0)
    {
      int n_digits = E7_DIGITS;

      for (; fraction % 10 == 0; fraction /= 10)
        n_digits--;
      for (; n_digits > 0; n_digits--, fraction /= 10)
        *--p = (char) ('0' + fraction % 10);
      *--p = '.';
    }

  gint64 whole = magnitude / E7_ONE;
  do
    *--p = (char) ('0' + whole % 10);
  while ((whole /= 10) > 0);

  if (value < 0)
    *--p = '-';

  g_string_append_len (string, p, end - p);
}
