/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people write them, and in which order a whole column has day, month and year. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-day-order.h"

#include "wuse-number.h"

#include <string.h>

/* Spreadsheet days that could be meant: 1954 to 2064. */
#define FIRST_SERIAL 20000
#define LAST_SERIAL 60000
#define SERIAL_EPOCH -25569

#define DAY_MS G_GINT64_CONSTANT (86400000)

static const char *const names[WUSE_N_DAY_ORDERS] = { "auto", "YMD", "DMY", "MDY", "serial" };

typedef struct
{
  int number[3];
  guint n_digits[3];
  int month_at; /* the group that is a month's name, or -1 */
} Groups;

const char *
wuse_day_order_to_string (WuseDayOrder self)
{
  g_return_val_if_fail (self < WUSE_N_DAY_ORDERS, NULL);

  return names[self];
}

gboolean
wuse_day_order_from_string (const char *name, WuseDayOrder *order)
{
  for (guint i = 0; i < WUSE_N_DAY_ORDERS; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *order = i;
        return TRUE;
      }
  return FALSE;
}

/* At least one digit and at most `most`; no digit may follow. */
static gboolean
read_number (const char **text, guint most, int *number, guint *n_digits)
{
  *number = 0;
  *n_digits = 0;
  while (g_ascii_isdigit (**text) && *n_digits <= most)
    {
      *number = *number * 10 + (*(*text)++ - '0');
      (*n_digits)++;
    }
  return *n_digits > 0 && *n_digits <= most;
}

static gboolean
read_month_name (const char **text, int *month)
{
  static const char *const months[] = { "january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december" };
  guint length = 0;

  while (g_ascii_isalpha ((*text)[length]))
    length++;
  if (length < 3 || length > 9)
    return FALSE;
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (*text, months[i], length) == 0)
      {
        *month = i + 1;
        *text += length;
        return TRUE;
      }
  return FALSE;
}

/* Blanks and at most one mark between two groups; FALSE if there is nothing. */
static gboolean
skip_separator (const char **text)
{
  static const char *const marks[] = { "年", "月", "-", "/", ".", "," };
  const char *start = *text;

  while (**text == ' ')
    (*text)++;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (*text, marks[i]))
      {
        *text += strlen (marks[i]);
        break;
      }
  while (**text == ' ')
    (*text)++;
  return *text != start;
}

static gboolean
read_groups (const char **text, Groups *groups)
{
  groups->month_at = -1;
  for (int i = 0; i < 3; i++)
    {
      if (i > 0 && !skip_separator (text))
        return FALSE;
      if (g_ascii_isalpha (**text) && groups->month_at < 0 && i < 2)
        {
          if (!read_month_name (text, &groups->number[i]))
            return FALSE;
          groups->n_digits[i] = 0;
          groups->month_at = i;
        }
      else if (!read_number (text, 4, &groups->number[i], &groups->n_digits[i]) || groups->n_digits[i] == 3)
        return FALSE;
    }
  if (g_str_has_prefix (*text, "日"))
    *text += strlen ("日");
  return TRUE;
}

static WuseDay
to_day (const Groups *groups, int year_at, int month_at, int day_at)
{
  int year = groups->number[year_at];

  if (groups->n_digits[month_at] > 2 || groups->n_digits[day_at] > 2
      || (groups->n_digits[year_at] != 4 && groups->n_digits[year_at] != 2))
    return WUSE_DAY_NONE;
  if (groups->n_digits[year_at] == 2)
    year += 2000;
  return year < 1000 ? WUSE_DAY_NONE : wuse_day_from_ymd (year, groups->number[month_at], groups->number[day_at]);
}

static WuseDay
arrange (const Groups *groups, WuseDayOrder order)
{
  if (groups->month_at >= 0)
    return to_day (groups, 2, groups->month_at, 1 - groups->month_at);
  if (groups->n_digits[0] == 4 || order == WUSE_DAY_ORDER_YMD)
    return groups->n_digits[0] != 4 || groups->n_digits[2] > 2 ? WUSE_DAY_NONE : to_day (groups, 0, 1, 2);
  return order == WUSE_DAY_ORDER_DMY ? to_day (groups, 2, 1, 0) : to_day (groups, 2, 0, 1);
}

/* ` 13:45`, `T13:45:10.250Z`; an offset is passed over: what is written is the time of the place. */
static gboolean
read_time_of_day (const char *text, gint64 *time)
{
  int part[3] = { 0 };
  guint n_digits, n = 0;

  *time = -1;
  while (*text == ' ' || *text == 'T')
    text++;
  if (*text == '\0')
    return TRUE;
  do
    if (!read_number (&text, 2, &part[n++], &n_digits))
      return FALSE;
  while (n < 3 && *text == ':' && *++text != '\0');
  if (n < 2 || part[0] > 23 || part[1] > 59 || part[2] > 59)
    return FALSE;
  if (*text == '.')
    for (text++; g_ascii_isdigit (*text);)
      text++;
  text += strspn (text, " ");
  *time = ((part[0] * 60 + part[1]) * 60 + part[2]) * G_GINT64_CONSTANT (1000);
  return strspn (text, "Z+-:0123456789") == strlen (text) && strlen (text) <= 6;
}

static gboolean
read_serial (const char *text, WuseDay *day, gint64 *time)
{
  double value;

  if (!wuse_parse_double (text, -1, FIRST_SERIAL, LAST_SERIAL, &value, NULL))
    return FALSE;
  *day = (WuseDay) value + SERIAL_EPOCH;
  *time = strchr (text, '.') != NULL ? (gint64) ((value - (double) (gint64) value) * (double) DAY_MS) : -1;
  return TRUE;
}

static gboolean
read_eight_digits (const char *text, WuseDay *day)
{
  gint64 number;

  if (strlen (text) != 8 || !wuse_parse_int64 (text, 8, 10000101, 99991231, &number, NULL))
    return FALSE;
  *day = wuse_day_from_ymd ((int) (number / 10000), (int) (number / 100 % 100), (int) (number % 100));
  return *day != WUSE_DAY_NONE;
}

gboolean
wuse_day_read (const char *text, WuseDayOrder order, WuseDay *day, gint64 *time)
{
  gint64 ignored;
  Groups groups;

  g_return_val_if_fail (text != NULL && order != WUSE_DAY_ORDER_AUTO, FALSE);

  if (time == NULL)
    time = &ignored;
  *time = -1;
  if (order == WUSE_DAY_ORDER_SERIAL && read_serial (text, day, time))
    return TRUE;
  if (read_eight_digits (text, day))
    return TRUE;
  if (!read_groups (&text, &groups))
    return FALSE;
  if (order == WUSE_DAY_ORDER_SERIAL && groups.n_digits[0] != 4 && groups.month_at < 0)
    return FALSE;
  *day = arrange (&groups, order);
  return *day != WUSE_DAY_NONE && read_time_of_day (text, time);
}

void
wuse_day_tally_add (WuseDayTally *self, const char *text)
{
  WuseDay days[WUSE_N_DAY_ORDERS];

  self->n_values++;
  for (guint i = WUSE_DAY_ORDER_YMD; i < WUSE_N_DAY_ORDERS; i++)
    {
      if (!wuse_day_read (text, i, &days[i], NULL))
        days[i] = WUSE_DAY_NONE;
      self->n_read[i] += days[i] != WUSE_DAY_NONE;
    }
  for (guint i = WUSE_DAY_ORDER_YMD; i < WUSE_N_DAY_ORDERS; i++)
    for (guint j = WUSE_DAY_ORDER_YMD; j < WUSE_N_DAY_ORDERS; j++)
      {
        gboolean both = days[i] != WUSE_DAY_NONE && days[j] != WUSE_DAY_NONE;

        self->n_only[i][j] += days[i] != WUSE_DAY_NONE && days[j] == WUSE_DAY_NONE;
        self->n_differing[i][j] += both && days[i] != days[j];
        if (both && days[i] != days[j] && self->example == NULL)
          self->example = g_strndup (text, 40);
      }
}

void
wuse_day_tally_clear (WuseDayTally *self)
{
  g_free (self->example);
  *self = (WuseDayTally){ 0 };
}

WuseDayOrder
wuse_day_tally_decide (const WuseDayTally *self, WuseDayOrder *rival)
{
  WuseDayOrder best = WUSE_DAY_ORDER_AUTO;

  *rival = WUSE_DAY_ORDER_AUTO;
  for (WuseDayOrder i = WUSE_DAY_ORDER_YMD; i < WUSE_N_DAY_ORDERS; i++)
    if (self->n_read[i] > self->n_read[best])
      best = i;
  if (best == WUSE_DAY_ORDER_AUTO)
    return best;
  for (WuseDayOrder i = WUSE_DAY_ORDER_YMD; i < WUSE_DAY_ORDER_SERIAL; i++)
    if (i != best && self->n_differing[best][i] > 0 && (self->n_only[best][i] == 0 || self->n_only[i][best] > 0))
      *rival = i;
  return best;
}
