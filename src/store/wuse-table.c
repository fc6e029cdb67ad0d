/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as parameters and columns. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-table.h"

#include <string.h>

const WuseTable *
wuse_table (WuseRecordType type)
{
  static const WuseTable *const tables[WUSE_N_RECORD_TYPES] = {
    [WUSE_RECORD_AREA] = &wuse_table_area,           [WUSE_RECORD_BUILDING] = &wuse_table_building,
    [WUSE_RECORD_FEATURE] = &wuse_table_feature,     [WUSE_RECORD_PLACE] = &wuse_table_place,
    [WUSE_RECORD_HOUSEHOLD] = &wuse_table_household, [WUSE_RECORD_PERSON] = &wuse_table_person,
    [WUSE_RECORD_CASE] = &wuse_table_case,           [WUSE_RECORD_CONTACT] = &wuse_table_contact,
    [WUSE_RECORD_STAY] = &wuse_table_stay,           [WUSE_RECORD_DAILY] = &wuse_table_daily,
    [WUSE_RECORD_LINK] = &wuse_table_link,
  };

  g_assert (type < WUSE_N_RECORD_TYPES);

  return tables[type];
}

void
wuse_table_bind (sqlite3_stmt *statement, const WuseRecord *record)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  sqlite3_bind_text (statement, 1 + WUSE_TABLE_ID, record->id, (int) record->id_length, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 1 + WUSE_TABLE_VERSION, record->version);
  sqlite3_bind_int64 (statement, 1 + WUSE_TABLE_AT, record->at);

  for (guint i = 0; i < class->n_fields; i++)
    {
      const WuseValue *value = &record->values[i];
      int parameter = 1 + WUSE_TABLE_FIELDS + (int) i;

      if (!value->is_set)
        {
          sqlite3_bind_null (statement, parameter);
          continue;
        }
      switch (class->fields[i].kind)
        {
        case WUSE_FIELD_TEXT:
        case WUSE_FIELD_CODE:
        case WUSE_FIELD_REF:
          sqlite3_bind_text (statement, parameter, value->length > 0 ? value->data : "", (int) value->length, SQLITE_STATIC);
          break;
        case WUSE_FIELD_GEOMETRY:
          sqlite3_bind_blob (statement, parameter, value->data, (int) value->length, SQLITE_STATIC);
          break;
        case WUSE_FIELD_INTEGER:
        case WUSE_FIELD_LON:
        case WUSE_FIELD_LAT:
        case WUSE_FIELD_DAY:
        case WUSE_FIELD_TIME:
          sqlite3_bind_int64 (statement, parameter, value->integer);
          break;
        }
    }
}

/* A file that was damaged without SQLite noticing may hold anything: what is taken from it keeps the bounds that the
 * parser keeps. */
static gboolean
is_sound (const WuseField *field, const WuseValue *value)
{
  switch (field->kind)
    {
    case WUSE_FIELD_TEXT:
    case WUSE_FIELD_CODE:
    case WUSE_FIELD_REF:
      return g_utf8_validate_len (value->data, value->length, NULL);
    case WUSE_FIELD_LON:
      return ABS (value->integer) <= 1800000000;
    case WUSE_FIELD_LAT:
      return ABS (value->integer) <= 900000000;
    case WUSE_FIELD_DAY:
      return value->integer > -719163 && value->integer < 2932897;
    case WUSE_FIELD_TIME:
      return value->integer > -62135596800000 - 86400000 && value->integer < 253402300800000 + 86400000;
    case WUSE_FIELD_INTEGER:
    case WUSE_FIELD_GEOMETRY:
      return TRUE;
    }

  g_assert_not_reached ();
}

static gboolean
read_value (sqlite3_stmt *statement, int column, const WuseField *field, WuseValue *value, GByteArray *scratch)
{
  WuseGeometry geometry;

  *value = (WuseValue){ .is_set = sqlite3_column_type (statement, column) != SQLITE_NULL };
  if (!value->is_set)
    return !field->required;

  switch (field->kind)
    {
    case WUSE_FIELD_TEXT:
    case WUSE_FIELD_CODE:
    case WUSE_FIELD_REF:
      value->data = (const char *) sqlite3_column_text (statement, column);
      value->length = (guint32) sqlite3_column_bytes (statement, column);
      return value->data != NULL && is_sound (field, value);
    case WUSE_FIELD_GEOMETRY:
      if (!wuse_table_view_geometry (statement, column, scratch, &geometry))
        return FALSE;
      value->data = (const char *) scratch->data;
      value->length = scratch->len;
      return TRUE;
    case WUSE_FIELD_INTEGER:
    case WUSE_FIELD_LON:
    case WUSE_FIELD_LAT:
    case WUSE_FIELD_DAY:
    case WUSE_FIELD_TIME:
      value->integer = sqlite3_column_int64 (statement, column);
      return is_sound (field, value);
    }

  g_assert_not_reached ();
}

gboolean
wuse_table_read (sqlite3_stmt *statement, WuseRecordType type, WuseRecord *record, GByteArray *scratch)
{
  const WuseRecordClass *class = wuse_record_class (type);

  record->type = type;
  record->op = WUSE_RECORD_PUT;
  record->seq = 0;
  record->id = (const char *) sqlite3_column_text (statement, WUSE_TABLE_ID);
  record->id_length = (gsize) sqlite3_column_bytes (statement, WUSE_TABLE_ID);
  record->version = sqlite3_column_int64 (statement, WUSE_TABLE_VERSION);
  record->at = sqlite3_column_int64 (statement, WUSE_TABLE_AT);
  if (record->id == NULL || record->id_length > WUSE_RECORD_MAX_ID)
    return FALSE;

  for (guint i = 0; i < class->n_fields; i++)
    if (!read_value (statement, WUSE_TABLE_FIELDS + (int) i, &class->fields[i], &record->values[i], scratch))
      return FALSE;

  return TRUE;
}

int
wuse_table_find_field (WuseRecordType type, const char *name)
{
  const WuseRecordClass *class = wuse_record_class (type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, name) == 0)
      return (int) i;

  return -1;
}

gboolean
wuse_table_view_geometry (sqlite3_stmt *statement, int column, GByteArray *scratch, WuseGeometry *geometry)
{
  const guint8 *bytes = sqlite3_column_blob (statement, column);
  int length = sqlite3_column_bytes (statement, column);

  *geometry = (WuseGeometry){ .kind = WUSE_GEOMETRY_NONE, .bounds = WUSE_BOUNDS_EMPTY };
  if (bytes == NULL || length <= 0)
    return FALSE;

  g_byte_array_set_size (scratch, 0);
  g_byte_array_append (scratch, bytes, (guint) length);
  if (wuse_geometry_view_bytes (geometry, scratch->data, scratch->len, NULL))
    return TRUE;

  *geometry = (WuseGeometry){ .kind = WUSE_GEOMETRY_NONE, .bounds = WUSE_BOUNDS_EMPTY };
  return FALSE;
}
