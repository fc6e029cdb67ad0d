/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads where cases were. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-movement-reader.h"

#include "wuse-case-card.h"
#include "wuse-overlay.h"
#include "wuse-register.h"
#include "wuse-store-reader-private.h"
#include "wuse-table.h"

#include <string.h>

static const char get_place[] = "SELECT name, lon, lat FROM place WHERE id = ?1";

typedef struct
{
  char *name;
  WusePoint position;
} Place;

typedef struct
{
  WuseStoreReader *reader;
  WuseMovementsBuilder *builder;
  GHashTable *places; /* id → Place */
  WuseRecord *record;
} Reading;

static void
free_place (gpointer data)
{
  g_free (((Place *) data)->name);
  g_free (data);
}

static const WuseValue *
get_value (const WuseRecord *record, const char *field)
{
  int index = wuse_table_find_field (record->type, field);

  g_assert (index >= 0);

  return &record->values[index];
}

static WuseDay
get_day (const WuseRecord *record, const char *field)
{
  const WuseValue *value = get_value (record, field);

  return value->is_set ? (WuseDay) value->integer : WUSE_DAY_NONE;
}

static WuseTime
get_time (const WuseRecord *record, const char *field)
{
  const WuseValue *value = get_value (record, field);

  return value->is_set ? value->integer : WUSE_TIME_NONE;
}

static gboolean
is_code (const WuseRecord *record, const char *field, const char *code)
{
  const WuseValue *value = get_value (record, field);

  return value->is_set && value->data != NULL && value->length == strlen (code) && memcmp (value->data, code, value->length) == 0;
}

static gboolean
is_on_earth (gint64 lon, gint64 lat)
{
  return ABS (lon) <= 1800000000 && ABS (lat) <= 900000000;
}

/* NULL without @error for a place that is in no record. */
static const Place *
find_place (Reading *reading, const char *id, GError **error)
{
  Place *place = g_hash_table_lookup (reading->places, id);
  WuseStatement *statement;
  WuseSqlStep step;

  if (place != NULL)
    return place;
  statement = wuse_sql_cache_get (reading->reader->cache, get_place, error);
  if (statement == NULL)
    return NULL;
  wuse_sql_bind_text (statement, 1, id, -1);
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW)
    {
      const gint64 lon = sqlite3_column_int64 (statement, 1), lat = sqlite3_column_int64 (statement, 2);

      place = g_new0 (Place, 1);
      place->name = g_strdup (wuse_sql_get_text (statement, 0));
      if (is_on_earth (lon, lat))
        place->position = (WusePoint){ (gint32) lon, (gint32) lat };
      g_hash_table_insert (reading->places, g_strdup (id), place);
    }
  sqlite3_reset (statement);

  return place;
}

/* Returns %FALSE with @error set on failure, without where there is no room. */
static gboolean
add_stay (Reading *reading, GError **error)
{
  const WuseRecord *record = reading->record;
  g_autofree char *id = g_strndup (record->id, record->id_length), *name = wuse_record_dup_text (record, "name"),
                  *kind = wuse_record_dup_text (record, "kind"), *place_id = wuse_record_dup_text (record, "place");
  const WuseValue *lon = get_value (record, "lon"), *lat = get_value (record, "lat");
  g_autoptr (GError) problem = NULL;
  const Place *place = place_id != NULL ? find_place (reading, place_id, &problem) : NULL;
  WuseMovementStay stay = {
    .id = id,
    .name = place != NULL && place->name != NULL ? place->name : name,
    .kind = kind,
    .start = get_time (record, "start"),
    .end = get_time (record, "end"),
    .by_day = is_code (record, "precision", "day"),
  };

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (lon->is_set && lat->is_set && is_on_earth (lon->integer, lat->integer))
    stay.position = (WusePoint){ (gint32) lon->integer, (gint32) lat->integer };
  else if (place != NULL)
    stay.position = place->position;

  return wuse_movements_builder_add_stay (reading->builder, &stay);
}

/* A classification of a newer server counts as suspected, as on the map. */
static WuseClassification
get_classification (const WuseRecord *record)
{
  if (is_code (record, "classification", "confirmed"))
    return WUSE_CASE_CONFIRMED;

  return is_code (record, "classification", "asymptomatic") ? WUSE_CASE_ASYMPTOMATIC : WUSE_CASE_SUSPECTED;
}

/* Returns whether there was such a case. */
static gboolean
read_case (Reading *reading, const char *id, GError **error)
{
  const WuseRecord *record = reading->record;
  WuseStatement *statement = wuse_sql_cache_get (reading->reader->cache, wuse_table (WUSE_RECORD_CASE)->overlay->find, error);
  gboolean is_there;
  WuseMover mover;

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);
  is_there = wuse_sql_step (statement, error) == WUSE_SQL_ROW
             && wuse_table_read (statement, WUSE_RECORD_CASE, reading->record, reading->reader->scratch);
  if (is_there)
    {
      mover = (WuseMover){
        .id = id,
        .classification = (guint8) get_classification (record),
        .onset = get_day (record, "onset"),
        .report = get_day (record, "report"),
        .isolation = get_day (record, "isolation"),
        .release = get_day (record, "release"),
        .death = get_day (record, "death"),
      };
      wuse_movements_builder_add_case (reading->builder, &mover);
    }
  sqlite3_reset (statement);

  return is_there;
}

/* Adds the stays of a case that was added; %FALSE where they have no room, or with @error set. */
static gboolean
read_stays (Reading *reading, const char *id, GError **error)
{
  WuseStatement *statement =
      wuse_sql_cache_get (reading->reader->cache, wuse_table (WUSE_RECORD_STAY)->overlay->select_of_case, error);
  gboolean is_added = TRUE;
  WuseSqlStep step = WUSE_SQL_DONE;

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);
  while (is_added && (step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    if (wuse_table_read (statement, WUSE_RECORD_STAY, reading->record, reading->reader->scratch)
        && !is_code (reading->record, "state", "refuted"))
      is_added = add_stay (reading, error);
  sqlite3_reset (statement);

  return is_added && step != WUSE_SQL_FAILED;
}

/* Ends with the first case whose stays have no room. */
static gboolean
read_all (Reading *reading, const char *const *ids, GError **error)
{
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; ids[i] != NULL && i < WUSE_MOVEMENTS_MAX_STAYS && problem == NULL; i++)
    if (read_case (reading, ids[i], &problem) && !read_stays (reading, ids[i], &problem) && problem == NULL)
      {
        wuse_movements_builder_drop_case (reading->builder);
        break;
      }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

WuseMovements *
wuse_store_reader_load_movements (WuseStoreReader *self, const char *const *ids, GError **error)
{
  Reading reading = { self };
  WuseMovements *movements;
  guint n_ids = 0;
  gboolean is_read;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  while (ids[n_ids] != NULL)
    n_ids++;
  reading.builder = wuse_movements_builder_new ();
  reading.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_place);
  reading.record = g_new0 (WuseRecord, 1);
  is_read = read_all (&reading, ids, error);
  g_free (reading.record);
  g_hash_table_unref (reading.places);
  movements = wuse_movements_builder_end (reading.builder, n_ids);
  if (is_read)
    return movements;
  wuse_movements_unref (movements);

  return NULL;
}
