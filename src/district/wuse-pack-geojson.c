/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoJSON feature collections, parsed as a stream: one feature is in memory at a time. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed.h"
#include "wuse-pack-rows.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#define CHUNK (64u << 10)
#define MAX_DEPTH 64

typedef enum
{
  PLACE_ROOT,
  PLACE_COLLECTION,
  PLACE_FEATURES,
  PLACE_FEATURE,
  PLACE_PROPERTIES,
  PLACE_GEOMETRY,
  PLACE_COORDINATES,
  PLACE_ELSEWHERE,
} Place;

typedef struct
{
  WusePackRowFunc func;
  gpointer user_data;
  Place places[MAX_DEPTH + 1];
  guint depth;
  char *key;
  GHashTable *cells;
  char *geometry_type;
  gboolean has_coordinates;
  WuseGeometryBuilder *builder;
  char *problem;
  guint n_features;
  gboolean seen_features;
  GError *error;
} Reader;

static gboolean
stop (Reader *self, const char *reason)
{
  if (self->error == NULL)
    g_set_error (&self->error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "feature %u: %s", self->n_features + 1, reason);
  return FALSE;
}

/* A fault of this feature alone: it is handed on with it. */
static void
note_problem (Reader *self, GError *error)
{
  if (self->problem == NULL)
    self->problem = g_strdup (error->message);
  g_error_free (error);
}

/* yajl lets some byte sequences pass that are no UTF-8. */
static char *
copy_text (Reader *self, const char *text, gsize length)
{
  if (g_utf8_validate_len (text, length, NULL))
    return g_strndup (text, length);
  if (self->problem == NULL)
    self->problem = g_strdup ("text that is not valid");
  return g_strdup ("");
}

static Place
here (const Reader *self)
{
  return self->places[self->depth];
}

static gboolean
enter (Reader *self, Place place)
{
  if (self->depth == MAX_DEPTH)
    return stop (self, "nested deeper than any feature is");
  self->places[++self->depth] = place;
  return TRUE;
}

static int
start_map_cb (void *user_data)
{
  Reader *self = user_data;

  switch (here (self))
    {
    case PLACE_ROOT:
      return enter (self, PLACE_COLLECTION);
    case PLACE_FEATURES:
      g_hash_table_remove_all (self->cells);
      g_clear_pointer (&self->geometry_type, g_free);
      g_clear_pointer (&self->problem, g_free);
      wuse_geometry_builder_reset (self->builder);
      self->has_coordinates = FALSE;
      return enter (self, PLACE_FEATURE);
    case PLACE_FEATURE:
      return enter (self, strcmp (self->key, "properties") == 0 ? PLACE_PROPERTIES
                          : strcmp (self->key, "geometry") == 0 ? PLACE_GEOMETRY
                                                                : PLACE_ELSEWHERE);
    case PLACE_COLLECTION:
    case PLACE_PROPERTIES:
    case PLACE_GEOMETRY:
    case PLACE_COORDINATES:
    case PLACE_ELSEWHERE:
      return enter (self, PLACE_ELSEWHERE);
    }
  return 0;
}

static gboolean
end_feature (Reader *self)
{
  WusePackRow row = { .number = ++self->n_features, .cells = self->cells, .geometry_type = self->geometry_type };
  g_autoptr (GError) error = NULL;

  if (self->has_coordinates && self->problem == NULL
      && !wuse_geometry_builder_end (self->builder, self->geometry_type,
                                     self->geometry_type != NULL ? strlen (self->geometry_type) : 0, &row.geometry, &error))
    note_problem (self, g_steal_pointer (&error));
  row.problem = self->problem;
  return self->func (&row, self->user_data, &self->error);
}

static int
end_map_cb (void *user_data)
{
  Reader *self = user_data;
  Place left = here (self);

  self->depth--;
  return left != PLACE_FEATURE || end_feature (self);
}

static int
key_cb (void *user_data, const unsigned char *text, size_t length)
{
  Reader *self = user_data;

  if (length > WUSE_PACK_MAX_CELL)
    return stop (self, "a name is longer than any may be");
  g_free (self->key);
  self->key = copy_text (self, (const char *) text, length);
  return 1;
}

static int
start_array_cb (void *user_data)
{
  Reader *self = user_data;
  GError *error = NULL;

  if (here (self) == PLACE_COLLECTION && strcmp (self->key, "features") == 0)
    {
      self->seen_features = TRUE;
      return enter (self, PLACE_FEATURES);
    }
  if (here (self) != PLACE_COORDINATES && !(here (self) == PLACE_GEOMETRY && strcmp (self->key, "coordinates") == 0))
    return enter (self, PLACE_ELSEWHERE);

  self->has_coordinates = TRUE;
  if (self->problem == NULL && !wuse_geometry_builder_begin_array (self->builder, &error))
    note_problem (self, error);
  return enter (self, PLACE_COORDINATES);
}

static int
end_array_cb (void *user_data)
{
  Reader *self = user_data;
  GError *error = NULL;

  if (here (self) == PLACE_COORDINATES && self->problem == NULL && !wuse_geometry_builder_end_array (self->builder, &error))
    note_problem (self, error);
  self->depth--;
  return 1;
}

static int
take_scalar (Reader *self, const char *text, gsize length)
{
  gboolean is_id = here (self) == PLACE_FEATURE && strcmp (self->key, "id") == 0;

  if (length > WUSE_PACK_MAX_CELL)
    return stop (self, "a value is longer than any may be");
  if (here (self) == PLACE_GEOMETRY && strcmp (self->key, "type") == 0)
    {
      g_free (self->geometry_type);
      self->geometry_type = copy_text (self, text, length);
    }
  if (here (self) != PLACE_PROPERTIES && !is_id)
    return 1;
  if (g_hash_table_size (self->cells) >= WUSE_PACK_MAX_COLUMNS)
    return stop (self, "more properties than any feature may have");
  g_hash_table_replace (self->cells, g_strdup (is_id ? "@id" : self->key), copy_text (self, text, length));
  return 1;
}

static int
string_cb (void *user_data, const unsigned char *text, size_t length)
{
  return take_scalar (user_data, (const char *) text, length);
}

static int
number_cb (void *user_data, const char *text, size_t length)
{
  Reader *self = user_data;
  GError *error = NULL;

  if (here (self) != PLACE_COORDINATES)
    return take_scalar (self, text, length);
  if (self->problem == NULL && !wuse_geometry_builder_number (self->builder, text, length, &error))
    note_problem (self, error);
  return 1;
}

static int
boolean_cb (void *user_data, int value)
{
  return take_scalar (user_data, value ? "true" : "false", value ? 4 : 5);
}

static const yajl_callbacks callbacks = {
  .yajl_boolean = boolean_cb,
  .yajl_number = number_cb,
  .yajl_string = string_cb,
  .yajl_start_map = start_map_cb,
  .yajl_map_key = key_cb,
  .yajl_end_map = end_map_cb,
  .yajl_start_array = start_array_cb,
  .yajl_end_array = end_array_cb,
};

static gboolean
check_status (Reader *self, yajl_handle parser, yajl_status status, const guint8 *chunk, gsize length)
{
  unsigned char *message;

  if (status == yajl_status_ok)
    return TRUE;
  if (status == yajl_status_client_canceled || self->error != NULL)
    return FALSE;
  message = yajl_get_error (parser, 0, chunk, length);
  g_strchomp ((char *) message);
  stop (self, (const char *) message);
  yajl_free_error (parser, message);
  return FALSE;
}

static gboolean
read_all (Reader *self, yajl_handle parser, GInputStream *stream, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gboolean going = TRUE, first = TRUE;
  gsize length;

  do
    {
      if (!g_input_stream_read_all (stream, buffer, CHUNK, &length, NULL, error))
        return FALSE;
      gsize skip = first && length >= 3 && memcmp (buffer, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

      first = FALSE;
      going = check_status (self, parser, yajl_parse (parser, buffer + skip, length - skip), buffer + skip, length - skip);
    }
  while (going && length == CHUNK);
  if (going)
    going = check_status (self, parser, yajl_complete_parse (parser), NULL, 0);
  if (going && !self->seen_features)
    going = stop (self, "the file is no FeatureCollection");
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return going;
}

gboolean
wuse_pack_read_geojson (GInputStream *stream, WusePackRowFunc func, gpointer user_data, GError **error)
{
  Reader self = { .func = func, .user_data = user_data };
  yajl_handle parser = yajl_alloc (&callbacks, NULL, &self);
  gboolean read;

  self.cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.builder = wuse_geometry_builder_new ();
  self.key = g_strdup ("");
  read = read_all (&self, parser, stream, error);
  yajl_free (parser);
  wuse_geometry_builder_free (self.builder);
  g_hash_table_unref (self.cells);
  g_free (self.key);
  g_free (self.geometry_type);
  g_free (self.problem);
  return read;
}
