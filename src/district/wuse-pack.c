/* SPDX-License-Identifier: GPL-3.0-or-later */
/* District packs: published GeoJSON and CSV files, read as they are by the word of one manifest. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-pack.h"

#include "wuse-pack-value.h"

#include <string.h>

#define MAX_REMARKS 20
#define NOTE_ID "pack.id"
#define NOTE_REPORT "pack.report"

typedef struct
{
  WuseFeed *feed;
  WusePackManifest *manifest;
  const WusePackSource *source;
  WusePackSourceReport *report;
  WusePackContext context;
  WuseBounds bounds;
  GHashTable *ids[WUSE_N_RECORD_TYPES]; /* of this load */
  GByteArray *geometry;
  GArray *shifted;    /* points of the row under way, in WGS 84 */
  GPtrArray *remarks; /* of the row under way */
} Loader;

static void
report_free (gpointer data)
{
  WusePackSourceReport *self = data;

  g_free (self->file);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

static void
remark (Loader *self, const WusePackRow *row, const char *text)
{
  char *place;

  if (self->report->remarks->len >= MAX_REMARKS)
    return;
  place =
      row->line > 0 ? g_strdup_printf ("line %u: %s", row->line, text) : g_strdup_printf ("feature %u: %s", row->number, text);
  g_ptr_array_add (self->report->remarks, place);
}

static void
refuse (Loader *self, const WusePackRow *row, const char *reason)
{
  self->report->n_refused++;
  remark (self, row, reason);
}

static const WuseValue *
value_named (const WuseRecord *record, const char *name)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, name) == 0)
      return record->values[i].is_set ? &record->values[i] : NULL;
  return NULL;
}

static void
set_geometry (Loader *self, const WuseGeometry *geometry, WuseRecord *record)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (class->fields[i].kind == WUSE_FIELD_GEOMETRY && geometry->kind != WUSE_GEOMETRY_NONE)
      {
        g_byte_array_set_size (self->geometry, 0);
        wuse_geometry_append_bytes (geometry, self->geometry);
        record->values[i] =
            (WuseValue){ .data = (const char *) self->geometry->data, .length = self->geometry->len, .is_set = TRUE };
      }
}

static void
keep_area (Loader *self, const char *id, const WuseGeometry *geometry, const WuseRecord *record)
{
  const WuseValue *level = value_named (record, "level");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  WuseAreaLevel which;

  for (guint i = 0; i < 3; i++)
    {
      static const char *const fields[] = { "name", "name_en", "code" };
      const WuseValue *value = value_named (record, fields[i]);
      g_autofree char *name = value != NULL ? g_strndup (value->data, value->length) : NULL;

      if (name != NULL)
        g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  if (level != NULL && wuse_area_level_from_string (level->data, level->length, &which))
    wuse_pack_areas_add (self->context.areas, which, id, (const char *const *) names, geometry);
}

static gboolean
is_wanted (const WusePackSource *source, const WusePackRow *row)
{
  if (source->geometries != NULL
      && (row->geometry_type == NULL || !g_strv_contains ((const char *const *) source->geometries, row->geometry_type)))
    return FALSE;
  return wuse_pack_conditions_hold (source->where, row);
}

/* Puts a row into the feed; FALSE only if the whole load has to end. */
static gboolean
take_row (Loader *self, const WusePackRow *row, const WuseGeometry *geometry, GError **error)
{
  WuseRecord record = { .type = self->source->record, .op = WUSE_RECORD_PUT, .at = self->manifest->district->time };
  g_autofree char *id = wuse_pack_template_fill (&self->source->id, row);
  g_autoptr (GError) local = NULL;

  g_string_chunk_clear (self->context.arena);
  g_ptr_array_set_size (self->remarks, 0);
  if (!wuse_pack_fill_values (&self->context, self->source, row, &record, self->remarks, &local))
    {
      refuse (self, row, local->message);
      return TRUE;
    }
  if (*id == '\0' || strlen (id) > WUSE_RECORD_MAX_ID || g_hash_table_contains (self->ids[record.type], id))
    {
      g_autofree char *reason = g_strdup_printf ("the id \"%.80s\" is empty, too long, or another row's", id);

      refuse (self, row, reason);
      return TRUE;
    }
  if (self->source->at != NULL)
    wuse_pack_read_time (&self->context, self->source->at, row, &record.at);

  record.id = id;
  record.id_length = strlen (id);
  set_geometry (self, geometry, &record);
  if (!wuse_feed_put_if_changed (self->feed, &record, NULL, &local))
    {
      if (!g_error_matches (local, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      refuse (self, row, local->message);
      return TRUE;
    }

  self->report->n_taken++;
  if (self->remarks->len > 0)
    self->report->n_incomplete++;
  for (guint i = 0; i < self->remarks->len; i++)
    remark (self, row, self->remarks->pdata[i]);
  if (geometry->kind != WUSE_GEOMETRY_NONE)
    wuse_bounds_union (&self->bounds, &geometry->bounds);
  if (record.type == WUSE_RECORD_AREA)
    keep_area (self, id, geometry, &record);
  g_hash_table_add (self->ids[record.type], g_steal_pointer (&id));
  return TRUE;
}

/* A row with its shape in WGS 84. */
static WusePackRow
shift_row (Loader *self, const WusePackRow *row)
{
  WusePackRow shifted = *row;
  WuseGeometry *geometry = &shifted.geometry;

  if (self->source->datum == WUSE_DATUM_WGS84 || geometry->kind == WUSE_GEOMETRY_NONE)
    return shifted;
  geometry->bounds = WUSE_BOUNDS_EMPTY;
  g_array_set_size (self->shifted, 0);
  for (guint i = 0; i < geometry->n_points; i++)
    {
      WusePoint point = wuse_pack_point_to_wgs84 (self->source->datum, geometry->points[i]);

      g_array_append_val (self->shifted, point);
      wuse_bounds_union (&geometry->bounds, &(WuseBounds){ point.lon, point.lat, point.lon, point.lat });
    }
  geometry->points = (const WusePoint *) (const void *) self->shifted->data;
  return shifted;
}

static gboolean
row_cb (const WusePackRow *row, gpointer user_data, GError **error)
{
  Loader *self = user_data;
  WusePackRow shifted;

  self->report->n_read++;
  if (row->problem != NULL)
    {
      refuse (self, row, row->problem);
      return TRUE;
    }
  if (!is_wanted (self->source, row))
    {
      self->report->n_passed_over++;
      return TRUE;
    }
  shifted = shift_row (self, row);
  return take_row (self, &shifted, &shifted.geometry, error);
}

static void
add_box (const WuseBounds *bounds, WuseGeometryBuilder *builder)
{
  wuse_geometry_builder_add_point (builder, (WusePoint){ bounds->west, bounds->south });
  wuse_geometry_builder_add_point (builder, (WusePoint){ bounds->east, bounds->south });
  wuse_geometry_builder_add_point (builder, (WusePoint){ bounds->east, bounds->north });
  wuse_geometry_builder_add_point (builder, (WusePoint){ bounds->west, bounds->north });
  wuse_geometry_builder_end_ring (builder);
  wuse_geometry_builder_end_part (builder);
}

/* An area that nobody published: the union of others, or the box around everything. */
static gboolean
make_area (Loader *self, GError **error)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  g_autoptr (GHashTable) cells = g_hash_table_new (g_str_hash, g_str_equal);
  WusePackRow row = { .number = 1, .cells = cells };
  gboolean any;

  if (self->source->format == WUSE_PACK_DISSOLVE)
    any = wuse_pack_areas_unite (self->context.areas, self->source->dissolve, builder);
  else
    {
      any = self->bounds.west < self->bounds.east && self->bounds.south < self->bounds.north;
      if (any)
        add_box (&self->bounds, builder);
    }
  if (!any)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "there is nothing yet from which the area could be made");
      return FALSE;
    }
  if (!wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &row.geometry, error))
    return FALSE;
  self->report->n_read++;
  return take_row (self, &row, &row.geometry, error);
}

static void
add_columns (const WusePackTemplate *template, GHashTable *columns)
{
  for (guint i = 0; template->pieces[i] != NULL; i++)
    if (i % 2 == 1 && strcmp (template->pieces[i], "#") != 0)
      g_hash_table_add (columns, template->pieces[i]);
}

static void
add_condition_columns (const GArray *conditions, GHashTable *columns)
{
  for (guint i = 0; conditions != NULL && i < conditions->len; i++)
    g_hash_table_add (columns, g_array_index (conditions, WusePackCondition, i).column);
}

/* All columns a source speaks of: a table that lacks one is not the table that is meant. */
static GHashTable *
list_columns (const WusePackSource *source)
{
  GHashTable *columns = g_hash_table_new (g_str_hash, g_str_equal);

  add_columns (&source->id, columns);
  add_condition_columns (source->where, columns);
  if (source->at != NULL)
    add_columns (&source->at->text, columns);
  for (guint i = 0; i < WUSE_RECORD_MAX_FIELDS; i++)
    for (guint j = 0; source->fields[i] != NULL && j < source->fields[i]->len; j++)
      {
        const WusePackValue *value = source->fields[i]->pdata[j];

        add_columns (&value->text, columns);
        add_condition_columns (value->where, columns);
      }
  return columns;
}

static gboolean
load_file (Loader *self, const char *root, GError **error)
{
  g_autofree char *path = g_build_filename (root, self->source->file, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GHashTable) columns = NULL;

  if (stream == NULL)
    return FALSE;
  if (self->source->format == WUSE_PACK_GEOJSON)
    return wuse_pack_read_geojson (G_INPUT_STREAM (stream), row_cb, self, error);
  columns = list_columns (self->source);
  return wuse_pack_read_csv (G_INPUT_STREAM (stream), self->source->encoding, columns, row_cb, self, error);
}

static gboolean
load_sources (Loader *self, const char *root, GPtrArray *reports, GError **error)
{
  for (guint i = 0; i < self->manifest->sources->len; i++)
    {
      gboolean loaded;

      self->source = self->manifest->sources->pdata[i];
      self->report = g_new0 (WusePackSourceReport, 1);
      self->report->file = g_strdup (self->source->file != NULL ? self->source->file : "-");
      self->report->record = wuse_record_class (self->source->record)->name;
      self->report->remarks = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (reports, self->report);
      g_hash_table_remove_all (self->context.previous);
      loaded = self->source->file != NULL ? load_file (self, root, error) : make_area (self, error);
      if (!loaded)
        {
          g_prefix_error (error, "source %u (%s): ", i + 1, self->report->file);
          return FALSE;
        }
    }
  return TRUE;
}

static char *
report_to_text (const GPtrArray *reports)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reports->len; i++)
    {
      const WusePackSourceReport *report = reports->pdata[i];

      g_string_append_printf (text, "%s, %s: %u read, %u taken, %u passed over, %u refused, %u taken without some value\n",
                              report->file, report->record, report->n_read, report->n_taken, report->n_passed_over,
                              report->n_refused, report->n_incomplete);
      for (guint j = 0; j < report->remarks->len; j++)
        g_string_append_printf (text, "  %s\n", (char *) report->remarks->pdata[j]);
    }
  return g_string_free (text, FALSE);
}

/* Everything that is written, within the transaction. */
static gboolean
write_all (Loader *self, const char *root, GPtrArray *reports, GError **error)
{
  g_autofree char *text = NULL;

  if (!load_sources (self, root, reports, error))
    return FALSE;
  text = report_to_text (reports);
  self->manifest->district->bounds = self->bounds;
  return wuse_feed_set_district (self->feed, self->manifest->district, error)
         && wuse_feed_set_note (self->feed, NOTE_ID, self->manifest->district->id, error)
         && wuse_feed_set_note (self->feed, NOTE_REPORT, text, error);
}

/* A feed is one district's: the same pack may be loaded again, no other. */
static gboolean
check_feed (WuseFeed *feed, const char *id, GError **error)
{
  g_autofree char *before = NULL;

  if (!wuse_feed_get_note (feed, NOTE_ID, &before, error))
    return FALSE;
  if (wuse_feed_get_seq (feed) == 0 || g_strcmp0 (before, id) == 0)
    return TRUE;
  g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "%s holds another district already",
               wuse_feed_get_path (feed));
  return FALSE;
}

static char *
find_root (const char *directory, const char *data, const char *folder, GError **error)
{
  g_autofree char *root = NULL;
  const char *above = data != NULL ? data : g_getenv (WUSE_PACK_DATA_VARIABLE);

  if (folder == NULL)
    return g_strdup (directory);
  root = g_build_filename (above != NULL ? above : directory, folder, NULL);
  if (g_file_test (root, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&root);
  g_set_error (
      error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID,
      "The files of this pack lie in a folder \"%s\" that is not at %s; say in the environment variable %s where it is to be "
      "looked for",
      folder, root, WUSE_PACK_DATA_VARIABLE);
  return NULL;
}

static WusePackManifest *
read_manifest (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "pack.json", NULL);
  g_autofree char *text = NULL;
  gsize length;

  return g_file_get_contents (path, &text, &length, error) ? wuse_pack_manifest_parse (text, length, error) : NULL;
}

static void
loader_clear (Loader *self)
{
  wuse_pack_areas_free (self->context.areas);
  g_hash_table_unref (self->context.previous);
  g_string_chunk_free (self->context.arena);
  g_byte_array_unref (self->geometry);
  g_array_unref (self->shifted);
  g_ptr_array_unref (self->remarks);
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    g_hash_table_unref (self->ids[i]);
}

gboolean
wuse_pack_load_with_report (const char *directory, const char *data, WuseFeed *feed, GPtrArray **report, GError **error)
{
  g_autoptr (WusePackManifest) manifest = NULL;
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (report_free);
  g_autofree char *root = NULL;
  Loader self = { .feed = feed, .bounds = WUSE_BOUNDS_EMPTY };
  gboolean loaded;

  g_return_val_if_fail (directory != NULL && feed != NULL, FALSE);

  manifest = read_manifest (directory, error);
  if (manifest != NULL)
    root = find_root (directory, data, manifest->data, error);
  if (root == NULL || !check_feed (feed, manifest->district->id, error) || !wuse_feed_begin (feed, error))
    return FALSE;

  manifest->district->time = wuse_day_to_time (manifest->district->last_day + 1, manifest->district->utc_offset) - 1000;
  manifest->district->clock_rate = 0;
  self.manifest = manifest;
  self.context = (WusePackContext){ .areas = wuse_pack_areas_new (),
                                    .utc_offset = manifest->district->utc_offset,
                                    .previous = g_hash_table_new_full (NULL, NULL, NULL, g_free),
                                    .arena = g_string_chunk_new (4096) };
  self.geometry = g_byte_array_new ();
  self.shifted = g_array_new (FALSE, FALSE, sizeof (WusePoint));
  self.remarks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    self.ids[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  loaded = write_all (&self, root, reports, error);
  if (loaded)
    loaded = wuse_feed_commit (feed, error);
  else
    wuse_feed_rollback (feed);
  loader_clear (&self);
  if (report != NULL)
    *report = g_steal_pointer (&reports);
  return loaded;
}

gboolean
wuse_pack_load (const char *directory, WuseFeed *feed, GError **error)
{
  g_autoptr (GPtrArray) reports = NULL;
  gboolean loaded = wuse_pack_load_with_report (directory, NULL, feed, &reports, error);

  if (reports != NULL)
    {
      g_autofree char *text = report_to_text (reports);

      g_message ("%s", text);
    }
  return loaded;
}
