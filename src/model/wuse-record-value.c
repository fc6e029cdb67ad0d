/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of fields from what stands on the wire, and the forms of ids and codes. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-record-value-private.h"

#include "wuse-number.h"

#include <string.h>

#define MAX_CODE 40

gboolean
wuse_is_record_id (const char *text, gsize length)
{
  if (length == 0 || length > WUSE_RECORD_MAX_ID)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '.' && text[i] != '_' && text[i] != ':' && text[i] != '-')
      return FALSE;

  return TRUE;
}

gboolean
wuse_is_record_code (const char *text, gsize length)
{
  if (length == 0 || length > MAX_CODE)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && text[i] != '_')
      return FALSE;

  return TRUE;
}

/* C0, delete, and C1 (C2 80 to C2 9F). */
gboolean
wuse_has_control_character (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) text[i];

      if (byte < 0x20 || byte == 0x7f || (byte == 0xc2 && i + 1 < length && (guint8) text[i + 1] < 0xa0))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_code_unit (const char *text, const char *end, guint *unit)
{
  *unit = 0;
  if (end - text < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      *unit = *unit << 4 | (guint) g_ascii_xdigit_value (text[i]);
    }

  return TRUE;
}

gboolean
wuse_has_paired_surrogates (const char *json, gsize length)
{
  const char *end = json + length;
  const char *p = json;
  guint unit, low;

  while ((p = memchr (p, '\\', (gsize) (end - p))) != NULL && end - p >= 2)
    {
      gboolean is_unicode = p[1] == 'u';

      p += 2;
      if (!is_unicode || !read_code_unit (p, end, &unit) || unit < 0xd800 || unit > 0xdfff)
        continue;
      if (unit > 0xdbff || end - p < 10 || p[4] != '\\' || p[5] != 'u' || !read_code_unit (p + 6, end, &low) || low < 0xdc00
          || low > 0xdfff)
        return FALSE;
      p += 10;
    }

  return TRUE;
}

static gboolean
fail (const char *message, GError **error)
{
  g_set_error_literal (error, WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
set_text (WuseValue *self, const char *text, gsize length, WuseArena *arena)
{
  *self = (WuseValue){ .data = wuse_arena_copy (arena, text, length, 1), .length = (guint32) length, .is_set = TRUE };
  return TRUE;
}

static gboolean
set_integer (WuseValue *self, gint64 integer)
{
  *self = (WuseValue){ .integer = integer, .is_set = TRUE };
  return TRUE;
}

static gboolean
read_code (WuseValue *self, const WuseField *field, const char *text, gsize length, WuseArena *arena, GError **error)
{
  /* A known code needs no copy. */
  for (const char *const *code = field->codes; *code != NULL; code++)
    if (strlen (*code) == length && memcmp (*code, text, length) == 0)
      {
        *self = (WuseValue){ .data = *code, .length = (guint32) length, .is_set = TRUE };
        return TRUE;
      }

  return wuse_is_record_code (text, length) ? set_text (self, text, length, arena) : fail ("not a code", error);
}

gboolean
wuse_value_read_text (WuseValue *self, const WuseField *field, const char *text, gsize length, WuseArena *arena, GError **error)
{
  WuseDay day;
  WuseTime time;

  switch (field->kind)
    {
    case WUSE_FIELD_TEXT:
      if (length > (gsize) field->maximum)
        return fail ("longer than may be", error);
      if (wuse_has_control_character (text, length))
        return fail ("a control character in text", error);
      return set_text (self, text, length, arena);
    case WUSE_FIELD_CODE:
      return read_code (self, field, text, length, arena, error);
    case WUSE_FIELD_REF:
      return wuse_is_record_id (text, length) ? set_text (self, text, length, arena) : fail ("not an id", error);
    case WUSE_FIELD_DAY:
      return wuse_day_parse (text, (gssize) length, &day, error) && set_integer (self, day);
    case WUSE_FIELD_TIME:
      return wuse_time_parse (text, (gssize) length, &time, error) && set_integer (self, time);
    case WUSE_FIELD_INTEGER:
    case WUSE_FIELD_LON:
    case WUSE_FIELD_LAT:
    case WUSE_FIELD_GEOMETRY:
      break;
    }

  return fail ("text where none belongs", error);
}

gboolean
wuse_value_read_number (WuseValue *self, const WuseField *field, const char *text, gsize length, GError **error)
{
  gint64 number;
  gint32 degrees;

  switch (field->kind)
    {
    case WUSE_FIELD_INTEGER:
      return wuse_parse_int64 (text, (gssize) length, field->minimum, field->maximum, &number, error)
             && set_integer (self, number);
    case WUSE_FIELD_LON:
      return wuse_parse_e7 (text, (gssize) length, 180, &degrees, error) && set_integer (self, degrees);
    case WUSE_FIELD_LAT:
      return wuse_parse_e7 (text, (gssize) length, 90, &degrees, error) && set_integer (self, degrees);
    case WUSE_FIELD_TEXT:
    case WUSE_FIELD_CODE:
    case WUSE_FIELD_REF:
    case WUSE_FIELD_DAY:
    case WUSE_FIELD_TIME:
    case WUSE_FIELD_GEOMETRY:
      break;
    }

  return fail ("a number where none belongs", error);
}
