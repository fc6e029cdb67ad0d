/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of tables that others read. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-csv-row.h"

#include "wuse-date.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#define DIGITS 6

static void
put_text (WuseOutputFile *file, const char *text)
{
  const gboolean is_formula = strchr ("=+-@\t\r", *text) != NULL && *text != '\0';

  if (!is_formula && strpbrk (text, ",\"\r\n") == NULL)
    {
      wuse_output_file_puts (file, text);
      return;
    }
  wuse_output_file_puts (file, is_formula ? "\"'" : "\"");
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        wuse_output_file_write (file, "\"", 1);
      wuse_output_file_write (file, at, 1);
    }
  wuse_output_file_puts (file, "\"");
}

static void
put_number (WuseOutputFile *file, double number)
{
  if (isinf (number))
    wuse_output_file_puts (file, number > 0 ? "Inf" : "-Inf");
  else if (!isnan (number))
    wuse_output_file_put_number (file, number, DIGITS);
}

static void
put_day (WuseOutputFile *file, WuseDay day)
{
  g_autofree char *text = day != WUSE_DAY_NONE ? wuse_day_format (day) : NULL;

  if (text != NULL)
    wuse_output_file_puts (file, text);
}

void
wuse_csv_begin (WuseOutputFile *file, const char *header)
{
  g_return_if_fail (file != NULL && header != NULL);

  wuse_output_file_puts (file, "\357\273\277");
  wuse_output_file_puts (file, header);
  wuse_output_file_puts (file, "\r\n");
}

void
wuse_csv_row (WuseOutputFile *file, const char *types, ...)
{
  va_list cells;

  g_return_if_fail (file != NULL && types != NULL);

  va_start (cells, types);
  for (const char *type = types; *type != '\0'; type++)
    {
      if (type > types)
        wuse_output_file_puts (file, ",");
      switch (*type)
        {
        case 't':
          {
            const char *text = va_arg (cells, const char *);

            put_text (file, text != NULL ? text : "");
            break;
          }
        case 'u':
          wuse_output_file_printf (file, "%u", va_arg (cells, guint));
          break;
        case 'i':
          wuse_output_file_printf (file, "%d", va_arg (cells, gint));
          break;
        case 'd':
          put_day (file, va_arg (cells, WuseDay));
          break;
        case 'n':
          put_number (file, va_arg (cells, double));
          break;
        default:
          g_assert_not_reached ();
        }
    }
  va_end (cells);
  wuse_output_file_puts (file, "\r\n");
}
