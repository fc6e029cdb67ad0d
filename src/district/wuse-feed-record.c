/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the feed has to know of a record: does it keep its rules, where and when is it, where do its data stand in a line. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed-private.h"

#include <string.h>

#define NO_FIELD WUSE_RECORD_MAX_FIELDS
#define DAY_LENGTH (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define LON_LIMIT 1800000000
#define LAT_LIMIT 900000000

typedef struct
{
  guint lon;
  guint lat;
  guint geometry;
  guint report;
  guint onset;
  guint start;
  guint end;
} ExtentFields;

static guint
find_field (const WuseRecordClass *record_class, const char *name, WuseFieldKind kind)
{
  for (guint i = 0; i < record_class->n_fields; i++)
    if (record_class->fields[i].kind == kind && strcmp (record_class->fields[i].name, name) == 0)
      return i;
  return NO_FIELD;
}

static const ExtentFields *
get_extent_fields (WuseRecordType type)
{
  static ExtentFields fields[WUSE_N_RECORD_TYPES];
  static gsize found;

  if (g_once_init_enter (&found))
    {
      for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
        {
          const WuseRecordClass *record_class = wuse_record_class (i);

          fields[i] = (ExtentFields){
            .lon = find_field (record_class, "lon", WUSE_FIELD_LON),
            .lat = find_field (record_class, "lat", WUSE_FIELD_LAT),
            .geometry = find_field (record_class, "geometry", WUSE_FIELD_GEOMETRY),
            .report = find_field (record_class, "report", WUSE_FIELD_DAY),
            .onset = find_field (record_class, "onset", WUSE_FIELD_DAY),
            .start = find_field (record_class, "start", WUSE_FIELD_TIME),
            .end = find_field (record_class, "end", WUSE_FIELD_TIME),
          };
        }
      g_once_init_leave (&found, 1);
    }
  return &fields[type];
}

gboolean
wuse_feed_type_is_spatial (WuseRecordType type)
{
  const ExtentFields *fields = get_extent_fields (type);

  return fields->geometry != NO_FIELD || fields->lon != NO_FIELD;
}

static gboolean
is_set (const WuseRecord *record, guint field)
{
  return field != NO_FIELD && record->values[field].is_set;
}

void
wuse_feed_record_read_extent (const WuseRecord *record, WuseItemExtent *extent)
{
  const ExtentFields *fields = get_extent_fields (record->type);
  WuseGeometry geometry;

  *extent = (WuseItemExtent){ .bounds = WUSE_BOUNDS_EMPTY, .starts = WUSE_TIME_NONE, .ends = WUSE_TIME_NONE };

  if (is_set (record, fields->geometry)
      && wuse_geometry_view_bytes (&geometry, (const guint8 *) record->values[fields->geometry].data,
                                   record->values[fields->geometry].length, NULL))
    extent->bounds = geometry.bounds;
  else if (is_set (record, fields->lon) && is_set (record, fields->lat))
    {
      gint32 lon = (gint32) record->values[fields->lon].integer;
      gint32 lat = (gint32) record->values[fields->lat].integer;

      extent->bounds = (WuseBounds){ lon, lat, lon, lat };
    }

  if (is_set (record, fields->report) || is_set (record, fields->onset))
    {
      guint field = is_set (record, fields->report) ? fields->report : fields->onset;

      /* A date is compared as a date: the same whole day that `datetime=2020-02-20` asks for. */
      extent->starts = wuse_day_to_time ((WuseDay) record->values[field].integer, 0);
      extent->ends = extent->starts + DAY_LENGTH - 1;
    }
  else if (is_set (record, fields->start) || is_set (record, fields->end))
    {
      extent->starts = record->values[is_set (record, fields->start) ? fields->start : fields->end].integer;
      extent->ends = record->values[is_set (record, fields->end) ? fields->end : fields->start].integer;
    }
}

static gboolean
is_id (const char *id, gsize length)
{
  if (length == 0 || length > WUSE_RECORD_MAX_ID)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (id[i]) && id[i] != '.' && id[i] != '_' && id[i] != ':' && id[i] != '-')
      return FALSE;
  return TRUE;
}

static gboolean
is_text (const char *text, gsize length, gint64 longest)
{
  if ((gint64) length > longest || !g_utf8_validate_len (text, length, NULL))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20 || text[i] == 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
is_code (const char *text, gsize length)
{
  if (length == 0 || length > WUSE_RECORD_MAX_ID)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && text[i] != '_')
      return FALSE;
  return TRUE;
}

static gboolean
is_value (const WuseField *field, const WuseValue *value)
{
  WuseGeometry geometry;

  switch (field->kind)
    {
    case WUSE_FIELD_TEXT:
      return is_text (value->data, value->length, field->maximum);
    case WUSE_FIELD_CODE:
      return is_code (value->data, value->length);
    case WUSE_FIELD_REF:
      return is_id (value->data, value->length);
    case WUSE_FIELD_INTEGER:
      return value->integer >= field->minimum && value->integer <= field->maximum;
    case WUSE_FIELD_LON:
      return value->integer >= -LON_LIMIT && value->integer <= LON_LIMIT;
    case WUSE_FIELD_LAT:
      return value->integer >= -LAT_LIMIT && value->integer <= LAT_LIMIT;
    case WUSE_FIELD_DAY:
      return value->integer >= wuse_day_from_ymd (1, 1, 1) && value->integer <= wuse_day_from_ymd (9999, 12, 31);
    case WUSE_FIELD_TIME:
      return value->integer >= wuse_day_to_time (wuse_day_from_ymd (1, 1, 1), 0)
             && value->integer < wuse_day_to_time (wuse_day_from_ymd (9999, 12, 31), 0) + DAY_LENGTH;
    case WUSE_FIELD_GEOMETRY:
      return wuse_geometry_view_bytes (&geometry, (const guint8 *) value->data, value->length, NULL);
    }
  return FALSE;
}

gboolean
wuse_feed_record_check (const WuseRecord *record, GError **error)
{
  const WuseRecordClass *record_class = wuse_record_class (record->type);

  if (!is_id (record->id, record->id_length))
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "A record of type %s has an id that is none",
                   record_class->name);
      return FALSE;
    }
  for (guint i = 0; i < record_class->n_fields; i++)
    {
      const WuseField *field = &record_class->fields[i];

      if (record->values[i].is_set ? is_value (field, &record->values[i]) : !field->required)
        continue;
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "The %s of %s %.*s is %s", field->name,
                   record_class->name, (int) record->id_length, record->id,
                   record->values[i].is_set ? "out of its bounds" : "missing");
      return FALSE;
    }
  return TRUE;
}

const char *
wuse_feed_record_find_data (const char *line, gsize length, gsize *data_length)
{
  static const char member[] = ",\"data\":";
  /* Nothing before the data can hold a quoted quote: ids and times have none. */
  const char *data = memmem (line, length, member, sizeof member - 1);

  if (data == NULL)
    return NULL;
  data += sizeof member - 1;
  *data_length = length - (gsize) (data - line) - 1;
  return data;
}

gboolean
wuse_feed_type_is_editable (WuseRecordType type)
{
  return type == WUSE_RECORD_CASE || type == WUSE_RECORD_CONTACT || type == WUSE_RECORD_STAY || type == WUSE_RECORD_LINK;
}

/* From the member @name on; @name comes before anything a person wrote. */
static void
append_from (const char *line, gsize length, const char *name, GString *string)
{
  const char *begin = memmem (line, length, name, strlen (name));
  gsize data_length;

  g_assert (begin != NULL && line[length - 1] == '}');
  g_string_append_len (string, begin, line + length - 1 - begin);
  g_string_append (string, wuse_feed_record_find_data (line, length, &data_length) != NULL ? "}" : ",\"data\":null}");
}

void
wuse_feed_record_append_json (const char *line, gsize length, GString *string)
{
  g_string_append_c (string, '{');
  append_from (line, length, "\"type\":", string);
}

void
wuse_feed_record_append_version (const char *line, gsize length, GString *string)
{
  append_from (line, length, "\"version\":", string);
}
