/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a row of a pack to the values of a record, by the word of the manifest. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-pack-value.h"

#include "wuse-number.h"
#include "wuse-polygon.h"

#include <math.h>
#include <string.h>

static const char *
cell (const WusePackRow *row, const char *column, char number[16])
{
  const char *text;

  if (strcmp (column, "#") == 0)
    {
      g_snprintf (number, 16, "%u", row->number);
      return number;
    }
  text = g_hash_table_lookup (row->cells, column);
  return text != NULL ? text : "";
}

gboolean
wuse_pack_conditions_hold (const GArray *conditions, const WusePackRow *row)
{
  for (guint i = 0; conditions != NULL && i < conditions->len; i++)
    {
      const WusePackCondition *condition = &g_array_index (conditions, WusePackCondition, i);
      char number[16];

      if (!g_strv_contains ((const char *const *) condition->values, cell (row, condition->column, number)))
        return FALSE;
    }
  return TRUE;
}

char *
wuse_pack_template_fill (const WusePackTemplate *template, const WusePackRow *row)
{
  GString *text = g_string_new (NULL);
  char number[16];

  for (guint i = 0; template->pieces[i] != NULL; i++)
    g_string_append (text, i % 2 == 0 ? template->pieces[i] : cell (row, template->pieces[i], number));
  return g_string_free (text, FALSE);
}

/* Running totals become differences; a total that falls has none. */
static gboolean
take_difference (WusePackContext *context, const WusePackValue *value, char **text, GError **error)
{
  gint64 total, before, *kept;
  gpointer found;

  if (!wuse_parse_int64 (*text, -1, 0, G_MAXINT32, &total, error))
    return FALSE;
  found = g_hash_table_lookup (context->previous, value);
  before = found != NULL ? *(gint64 *) found : 0;
  kept = g_new (gint64, 1);
  *kept = total;
  g_hash_table_insert (context->previous, (gpointer) value, kept);
  if (total < before)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID,
                   "a running total falls from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, before, total);
      return FALSE;
    }
  g_free (*text);
  *text = g_strdup_printf ("%" G_GINT64_FORMAT, total - before);
  return TRUE;
}

static gboolean
apply_pattern (const WusePackValue *value, char **text, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *replaced;

  if (!g_regex_match_full (value->pattern, *text, -1, 0, 0, NULL, &local))
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "\"%.80s\" does not fit the pattern%s%s", *text,
                   local != NULL ? ": " : "", local != NULL ? local->message : "");
      return FALSE;
    }
  if (value->to == NULL)
    return TRUE;
  replaced = g_regex_replace (value->pattern, *text, -1, 0, value->to, 0, error);
  if (replaced == NULL)
    return FALSE;
  g_free (*text);
  *text = replaced;
  return TRUE;
}

/* The text of a value; NULL without an error if the row has none. */
static char *
resolve_text (WusePackContext *context, const WusePackValue *value, const WusePackRow *row, GError **error)
{
  g_autofree char *text = NULL;

  if (!wuse_pack_conditions_hold (value->where, row))
    return NULL;
  text = g_strstrip (wuse_pack_template_fill (&value->text, row));
  if (value->values != NULL)
    {
      gpointer to = NULL;
      gboolean known = g_hash_table_lookup_extended (value->values, text, NULL, &to);

      if (!known && *text == '\0')
        return NULL;
      return g_strdup (known ? to : value->otherwise);
    }
  if (*text == '\0' || (value->except != NULL && g_strv_contains ((const char *const *) value->except, text)))
    return NULL;
  if (strlen (text) > WUSE_PACK_MAX_TEXT)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "longer than %d bytes", WUSE_PACK_MAX_TEXT);
      return NULL;
    }
  if (value->present != NULL)
    return g_strdup (value->present);
  if ((value->pattern != NULL && !apply_pattern (value, &text, error))
      || (value->difference && !take_difference (context, value, &text, error)))
    return NULL;
  return g_steal_pointer (&text);
}

/* Digits of a date: exactly `most` of them, or at least one where the format has a single letter. */
static gboolean
read_digits (const char **text, guint least, guint most, int *number)
{
  guint n = 0;

  *number = 0;
  while (n < most && g_ascii_isdigit (**text))
    {
      *number = *number * 10 + *(*text)++ - '0';
      n++;
    }
  return n >= least;
}

/* Reads a date, with a time of day if the format has one, as milliseconds since its beginning. */
static gboolean
parse_formatted (const char *text, const char *format, WuseDay *day, gint64 *within)
{
  int year = 0, month = 0, day_of_month = 0, hour = 0, minute = 0, second = 0;
  const struct
  {
    const char *token;
    guint least;
    guint most;
    int *into;
  } tokens[] = { { "YYYY", 4, 4, &year },      { "MM", 2, 2, &month }, { "M", 1, 2, &month },   { "DD", 2, 2, &day_of_month },
                 { "D", 1, 2, &day_of_month }, { "hh", 2, 2, &hour },  { "mm", 2, 2, &minute }, { "ss", 2, 2, &second } };

  while (*format != '\0')
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (tokens) && !g_str_has_prefix (format, tokens[i].token))
        i++;
      if (i < G_N_ELEMENTS (tokens))
        {
          if (!read_digits (&text, tokens[i].least, tokens[i].most, tokens[i].into))
            return FALSE;
          format += strlen (tokens[i].token);
        }
      else if (*format++ != *text++)
        return FALSE;
    }
  *day = wuse_day_from_ymd (year, month, day_of_month);
  *within = ((hour * 60 + minute) * 60 + second) * G_GINT64_CONSTANT (1000);
  return *text == '\0' && *day != WUSE_DAY_NONE && hour < 24 && minute < 60 && second < 60;
}

static gboolean
parse_instant (const WusePackContext *context, const WusePackValue *value, const char *text, WuseDay *day, WuseTime *time)
{
  gint64 within = 0;

  if (value->format == NULL && strlen (text) > 10)
    {
      if (!wuse_time_parse (text, -1, time, NULL))
        return FALSE;
      *time += value->add_days * G_GINT64_CONSTANT (86400000);
      *day = wuse_time_to_day (*time, context->utc_offset);
      return TRUE;
    }
  if (!parse_formatted (text, value->format != NULL ? value->format : "YYYY-MM-DD", day, &within))
    return FALSE;
  *day += value->add_days;
  *time = wuse_day_to_time (*day, context->utc_offset) + within;
  return TRUE;
}

static gboolean
set_text (WusePackContext *context, const char *text, WuseValue *value)
{
  gsize length = strlen (text);

  *value = (WuseValue){ .data = g_string_chunk_insert_len (context->arena, text, (gssize) length),
                        .length = (guint32) length,
                        .is_set = TRUE };
  return TRUE;
}

/* Line breaks and other control characters of a cell become blanks. */
static gboolean
set_clean_text (WusePackContext *context, const char *text, WuseValue *value)
{
  g_autofree char *clean = g_strdup (text);

  for (char *at = clean; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return set_text (context, clean, value);
}

static gboolean
convert (WusePackContext *context,
         const WuseField *field,
         const WusePackValue *how,
         const char *text,
         WuseValue *value,
         GError **error)
{
  WuseDay day;
  WuseTime time;
  gint32 degrees;

  value->is_set = TRUE;
  switch (field->kind)
    {
    case WUSE_FIELD_TEXT:
      return field->maximum == 0 || strlen (text) <= (gsize) field->maximum
                 ? set_clean_text (context, text, value)
                 : (g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "longer than %" G_GINT64_FORMAT " bytes",
                                 field->maximum),
                    FALSE);
    case WUSE_FIELD_CODE:
      if (g_strv_contains (field->codes, text))
        return set_text (context, text, value);
      break;
    case WUSE_FIELD_REF:
      if (strlen (text) <= WUSE_RECORD_MAX_ID)
        return set_text (context, text, value);
      break;
    case WUSE_FIELD_INTEGER:
      return wuse_parse_int64 (text, -1, field->minimum, field->maximum, &value->integer, error);
    case WUSE_FIELD_LON:
    case WUSE_FIELD_LAT:
      if (!wuse_parse_e7 (text, -1, field->kind == WUSE_FIELD_LON ? 180 : 90, &degrees, error))
        return FALSE;
      value->integer = degrees;
      return TRUE;
    case WUSE_FIELD_DAY:
    case WUSE_FIELD_TIME:
      if (parse_instant (context, how, text, &day, &time))
        {
          value->integer = field->kind == WUSE_FIELD_DAY ? day : time;
          return TRUE;
        }
      break;
    case WUSE_FIELD_GEOMETRY:
      g_assert_not_reached ();
    }
  g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "\"%.80s\" is no value for it", text);
  return FALSE;
}

/* Where a row lies: the position its record has by now, else the middle of its shape. */
static gboolean
find_point (const WuseRecord *record, const WusePackRow *row, WusePoint *point)
{
  const WuseRecordClass *class = wuse_record_class (record->type);
  guint n_found = 0;

  for (guint i = 0; i < class->n_fields; i++)
    if (record->values[i].is_set && (class->fields[i].kind == WUSE_FIELD_LON || class->fields[i].kind == WUSE_FIELD_LAT))
      {
        *(class->fields[i].kind == WUSE_FIELD_LON ? &point->lon : &point->lat) = (gint32) record->values[i].integer;
        n_found++;
      }
  if (n_found == 2)
    return TRUE;
  if (row->geometry.kind == WUSE_GEOMETRY_POLYGONS)
    *point = wuse_polygon_label_point (&row->geometry);
  else if (row->geometry.kind == WUSE_GEOMETRY_POINTS)
    *point = row->geometry.points[0];
  else
    return FALSE;
  return TRUE;
}

static gboolean
look_up_area (WusePackContext *context,
              const WusePackValue *how,
              const WusePackRow *row,
              const WuseRecord *record,
              WuseValue *value,
              GError **error)
{
  g_autofree char *name = NULL;
  const char *id = NULL;
  WusePoint point;

  if (how->lookup == WUSE_PACK_AREA_NAMED)
    {
      name = resolve_text (context, how, row, error);
      if (name == NULL)
        return FALSE;
    }
  else if (!wuse_pack_conditions_hold (how->where, row) || !find_point (record, row, &point))
    return FALSE;

  for (guint i = 0; id == NULL && i < how->n_levels; i++)
    id = name != NULL ? wuse_pack_areas_find (context->areas, how->levels[i], name)
                      : wuse_pack_areas_locate (context->areas, how->levels[i], point);
  return id != NULL && set_text (context, id, value);
}

/* The first way that gives a value counts. What could not be used on the way there is remarked. */
static void
fill_field (WusePackContext *context,
            const WuseField *field,
            const GPtrArray *ways,
            const WusePackRow *row,
            WuseRecord *record,
            WuseValue *value,
            GPtrArray *remarks)
{
  for (guint i = 0; i < ways->len && !value->is_set; i++)
    {
      const WusePackValue *how = ways->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      if (how->lookup != WUSE_PACK_AREA_NOT)
        look_up_area (context, how, row, record, value, &error);
      else
        {
          text = resolve_text (context, how, row, &error);
          if (text != NULL && !convert (context, field, how, text, value, &error))
            *value = (WuseValue){ 0 };
        }
      if (error != NULL)
        g_ptr_array_add (remarks, g_strdup_printf ("%s: %s", field->name, error->message));
    }
}

WusePoint
wuse_pack_point_to_wgs84 (WuseDatum datum, WusePoint point)
{
  double lon = point.lon / 1e7, lat = point.lat / 1e7;

  wuse_datum_to_wgs84 (datum, &lon, &lat);
  return (WusePoint){ (gint32) lround (CLAMP (lon, -180, 180) * 1e7), (gint32) lround (CLAMP (lat, -90, 90) * 1e7) };
}

/* What a row gives as numbers is in the datum of its source; shapes have been shifted before. */
static void
shift_position (WuseDatum datum, WuseRecord *record)
{
  const WuseRecordClass *class = wuse_record_class (record->type);
  WuseValue *lon = NULL, *lat = NULL;
  WusePoint point;

  for (guint i = 0; i < class->n_fields; i++)
    if (record->values[i].is_set && class->fields[i].kind == WUSE_FIELD_LON)
      lon = &record->values[i];
    else if (record->values[i].is_set && class->fields[i].kind == WUSE_FIELD_LAT)
      lat = &record->values[i];
  if (lon == NULL || lat == NULL)
    return;
  point = wuse_pack_point_to_wgs84 (datum, (WusePoint){ (gint32) lon->integer, (gint32) lat->integer });
  lon->integer = point.lon;
  lat->integer = point.lat;
}

/* A record with a position and no word in the manifest about it lies where its row's shape does. */
static void
fill_position (const WusePackSource *source, const WusePackRow *row, WuseRecord *record)
{
  const WuseRecordClass *class = wuse_record_class (record->type);
  WusePoint point;

  if (!find_point (record, row, &point))
    return;
  for (guint i = 0; i < class->n_fields; i++)
    if (source->fields[i] == NULL && (class->fields[i].kind == WUSE_FIELD_LON || class->fields[i].kind == WUSE_FIELD_LAT))
      record->values[i] =
          (WuseValue){ .integer = class->fields[i].kind == WUSE_FIELD_LON ? point.lon : point.lat, .is_set = TRUE };
}

static gboolean
needs_areas (const GPtrArray *ways)
{
  for (guint i = 0; i < ways->len; i++)
    if (((const WusePackValue *) ways->pdata[i])->lookup != WUSE_PACK_AREA_NOT)
      return TRUE;
  return FALSE;
}

gboolean
wuse_pack_fill_values (WusePackContext *context,
                       const WusePackSource *source,
                       const WusePackRow *row,
                       WuseRecord *record,
                       GPtrArray *remarks,
                       GError **error)
{
  const WuseRecordClass *class = wuse_record_class (source->record);

  /* Areas are found by position: they come after it. */
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < class->n_fields; i++)
        if (source->fields[i] != NULL && needs_areas (source->fields[i]) == (pass == 1))
          fill_field (context, &class->fields[i], source->fields[i], row, record, &record->values[i], remarks);
      if (pass == 0)
        {
          shift_position (source->datum, record);
          fill_position (source, row, record);
        }
    }

  for (guint i = 0; i < class->n_fields; i++)
    if (class->fields[i].required && !record->values[i].is_set)
      {
        g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "no %s%s%s", class->fields[i].name,
                     remarks->len > 0 ? "; " : "", remarks->len > 0 ? (char *) remarks->pdata[remarks->len - 1] : "");
        return FALSE;
      }
  return TRUE;
}

gboolean
wuse_pack_read_time (WusePackContext *context, const WusePackValue *value, const WusePackRow *row, WuseTime *time)
{
  g_autofree char *text = resolve_text (context, value, row, NULL);
  WuseDay day;

  return text != NULL && parse_instant (context, value, text, &day, time);
}
