/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as canonical lines, and digests of many. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-record.h"

#include "wuse-number.h"

#include <string.h>

G_DEFINE_QUARK (wuse - model - error - quark, wuse_model_error)

static void
append_integer (GString *string, gint64 value)
{
  guint64 magnitude = value < 0 ? 0 - (guint64) value : (guint64) value;
  char buffer[24];
  char *end = buffer + sizeof buffer;
  char *p = end;

  do
    *--p = (char) ('0' + magnitude % 10);
  while ((magnitude /= 10) > 0);
  if (value < 0)
    *--p = '-';

  g_string_append_len (string, p, end - p);
}

/* JSON demands that quotation mark, backslash and control characters be escaped, and nothing else. */
static void
append_text (GString *string, const char *text, gsize length)
{
  static const char hex[] = "0123456789abcdef";
  gsize start = 0;

  g_string_append_c (string, '"');
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) text[i];

      if (byte >= 0x20 && byte != '"' && byte != '\\')
        continue;

      g_string_append_len (string, text + start, (gssize) (i - start));
      start = i + 1;
      if (byte < 0x20)
        {
          const char escape[] = { '\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 0xf] };

          g_string_append_len (string, escape, sizeof escape);
        }
      else
        {
          g_string_append_c (string, '\\');
          g_string_append_c (string, (char) byte);
        }
    }
  g_string_append_len (string, text + start, (gssize) (length - start));
  g_string_append_c (string, '"');
}

static void
append_geometry (GString *string, const WuseValue *value)
{
  WuseGeometry geometry;

  if (wuse_geometry_view_bytes (&geometry, (const guint8 *) value->data, value->length, NULL))
    wuse_geometry_append_geojson (&geometry, string);
  else
    {
      g_critical ("A record holds bytes that are no geometry");
      g_string_append (string, "null");
    }
}

static void
append_value (GString *string, const WuseField *field, const WuseValue *value)
{
  switch (field->kind)
    {
    case WUSE_FIELD_TEXT:
    case WUSE_FIELD_CODE:
    case WUSE_FIELD_REF:
      append_text (string, value->data, value->length);
      return;
    case WUSE_FIELD_INTEGER:
      append_integer (string, value->integer);
      return;
    case WUSE_FIELD_LON:
    case WUSE_FIELD_LAT:
      wuse_append_e7 (string, (gint32) value->integer);
      return;
    case WUSE_FIELD_DAY:
      g_string_append_c (string, '"');
      wuse_day_append ((WuseDay) value->integer, string);
      g_string_append_c (string, '"');
      return;
    case WUSE_FIELD_TIME:
      g_string_append_c (string, '"');
      wuse_time_append (value->integer, string);
      g_string_append_c (string, '"');
      return;
    case WUSE_FIELD_GEOMETRY:
      append_geometry (string, value);
      return;
    }
}

void
wuse_record_append_data (const WuseRecord *self, GString *string)
{
  g_return_if_fail (self != NULL && self->type < WUSE_N_RECORD_TYPES);
  g_return_if_fail (string != NULL);

  const WuseRecordClass *class = wuse_record_class (self->type);
  char separator = '{';

  for (guint i = 0; i < class->n_fields; i++)
    {
      if (!self->values[i].is_set)
        continue;

      g_string_append_c (string, separator);
      g_string_append_c (string, '"');
      g_string_append (string, class->fields[i].name);
      g_string_append (string, "\":");
      append_value (string, &class->fields[i], &self->values[i]);
      separator = ',';
    }

  g_string_append (string, separator == '{' ? "{}" : "}");
}

void
wuse_record_append_line (const WuseRecord *self, GString *string)
{
  g_return_if_fail (self != NULL && self->type < WUSE_N_RECORD_TYPES);
  g_return_if_fail (string != NULL);

  g_string_append (string, "{\"seq\":");
  append_integer (string, self->seq);
  g_string_append (string, self->op == WUSE_RECORD_PUT ? ",\"op\":\"put\",\"type\":\"" : ",\"op\":\"delete\",\"type\":\"");
  g_string_append (string, wuse_record_class (self->type)->name);
  g_string_append (string, "\",\"id\":");
  append_text (string, self->id, self->id_length);
  g_string_append (string, ",\"version\":");
  append_integer (string, self->version);
  g_string_append (string, ",\"at\":\"");
  wuse_time_append (self->at, string);
  g_string_append_c (string, '"');
  if (self->op == WUSE_RECORD_PUT)
    {
      g_string_append (string, ",\"data\":");
      wuse_record_append_data (self, string);
    }
  g_string_append_c (string, '}');
}

void
wuse_digest_toggle (
    WuseDigest *self, WuseRecordType type, const char *id, gsize id_length, gint64 version, const char *data, gsize data_length)
{
  g_return_if_fail (self != NULL && type < WUSE_N_RECORD_TYPES);
  g_return_if_fail (id != NULL && data != NULL);

  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) head = g_string_sized_new (128);
  guint8 hash[32];
  gsize length = sizeof hash;

  g_string_append (head, wuse_record_class (type)->name);
  g_string_append_c (head, '\n');
  g_string_append_len (head, id, (gssize) id_length);
  g_string_append_c (head, '\n');
  append_integer (head, version);
  g_string_append_c (head, '\n');
  g_checksum_update (checksum, (const guchar *) head->str, (gssize) head->len);
  g_checksum_update (checksum, (const guchar *) data, (gssize) data_length);
  g_checksum_get_digest (checksum, hash, &length);

  for (guint i = 0; i < sizeof self->sum; i++)
    self->sum[i] ^= hash[i];
}

char *
wuse_digest_to_string (const WuseDigest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *string = g_string_sized_new (2 * sizeof self->sum);

  for (guint i = 0; i < sizeof self->sum; i++)
    g_string_append_printf (string, "%02x", self->sum[i]);

  return g_string_free (string, FALSE);
}
