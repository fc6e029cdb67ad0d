/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifest of a district pack, checked. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-pack-manifest.h"

#include <stdarg.h>
#include <string.h>

#define MAX_MANIFEST (1u << 20)
#define MAX_ALTERNATIVES 20
#define MAX_PIECES 41
#define MAX_DEPTH 32

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "pack.json: %s", message);
  return FALSE;
}

static void
value_free (gpointer data)
{
  WusePackValue *self = data;

  if (self == NULL)
    return;
  g_strfreev (self->text.pieces);
  g_clear_pointer (&self->where, g_array_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_free (self->otherwise);
  g_strfreev (self->except);
  g_free (self->present);
  g_clear_pointer (&self->pattern, g_regex_unref);
  g_free (self->to);
  g_free (self->format);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WusePackValue, value_free)

static void
source_free (gpointer data)
{
  WusePackSource *self = data;

  g_free (self->file);
  g_free (self->encoding);
  g_strfreev (self->id.pieces);
  value_free (self->at);
  g_clear_pointer (&self->where, g_array_unref);
  g_strfreev (self->geometries);
  for (guint i = 0; i < WUSE_RECORD_MAX_FIELDS; i++)
    g_clear_pointer (&self->fields[i], g_ptr_array_unref);
  g_free (self);
}

void
wuse_pack_manifest_free (WusePackManifest *self)
{
  if (self == NULL)
    return;
  wuse_district_free (self->district);
  g_free (self->data);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

static void
clear_condition (gpointer data)
{
  WusePackCondition *condition = data;

  g_free (condition->column);
  g_strfreev (condition->values);
}

static gboolean
check_members (JsonObject *object, const char *const *known, const char *where, GError **error)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, NULL))
    if (!g_strv_contains (known, member))
      return fail (error, "%s has a member \"%s\" that is not known", where, member);
  return TRUE;
}

/* The text of a member, copied; NULL and no error if there is none. */
static gboolean
read_text (JsonObject *object, const char *member, const char *where, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING || strlen (json_node_get_string (node)) > WUSE_PACK_MAX_TEXT)
    return fail (error, "\"%s\" of %s has to be a text of at most %d bytes", member, where, WUSE_PACK_MAX_TEXT);
  g_free (*text);
  *text = g_strdup (json_node_get_string (node));
  return TRUE;
}

/* The datum of a member; as it is if there is none. */
static gboolean
read_datum (JsonObject *object, const char *where, WuseDatum *datum, GError **error)
{
  g_autofree char *name = NULL;

  if (!read_text (object, "datum", where, &name, error))
    return FALSE;
  return name == NULL || wuse_datum_from_name (name, datum)
         || fail (error, "\"datum\" of %s has to be \"wgs84\", \"gcj02\" or \"bd09\"", where);
}

/* A list of texts, or one text instead of a list of one. */
static gboolean
read_texts (JsonNode *node, const char *what, const char *where, char ***texts, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 1;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = array != NULL ? json_array_get_element (array, i) : node;

      if (json_node_get_value_type (element) != G_TYPE_STRING || n > 1000)
        return fail (error, "\"%s\" of %s has to be a text or a list of texts", what, where);
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  g_strfreev (*texts);
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
parse_template (const char *text, const char *where, WusePackTemplate *template, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n_pieces = 1;

  for (;;)
    {
      const char *open = strchr (text, '{'), *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *literal = open != NULL ? g_strndup (text, (gsize) (open - text)) : g_strdup (text);
      g_autofree char *column = NULL;

      g_strv_builder_add (builder, literal);
      if (open == NULL)
        break;
      n_pieces += 2;
      if (close == NULL || close == open + 1 || n_pieces > MAX_PIECES)
        return fail (error, "the template \"%s\" of %s is not closed, empty or too long", text, where);
      column = g_strndup (open + 1, (gsize) (close - open - 1));
      g_strv_builder_add (builder, column);
      text = close + 1;
    }
  g_strfreev (template->pieces);
  template->pieces = g_strv_builder_end (builder);
  return TRUE;
}

static void
set_column (WusePackTemplate *template, const char *column)
{
  const char *pieces[] = { "", column, "", NULL };

  g_strfreev (template->pieces);
  template->pieces = g_strdupv ((char **) pieces);
}

static gboolean
read_where (JsonObject *object, const char *where, GArray **conditions, GError **error)
{
  JsonNode *node = json_object_get_member (object, "where");
  JsonObjectIter iter;
  const char *column;
  JsonNode *values;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, "\"where\" of %s has to be an object of columns and values", where);
  *conditions = g_array_new (FALSE, TRUE, sizeof (WusePackCondition));
  g_array_set_clear_func (*conditions, clear_condition);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &column, &values))
    {
      WusePackCondition condition = { g_strdup (column), NULL };

      g_array_append_val (*conditions, condition);
      if (!read_texts (values, column, where, &g_array_index (*conditions, WusePackCondition, (*conditions)->len - 1).values,
                       error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_levels (JsonNode *node, const char *what, const char *where, WusePackValue *value, GError **error)
{
  g_auto (GStrv) levels = NULL;

  if (!read_texts (node, what, where, &levels, error))
    return FALSE;
  for (guint i = 0; levels[i] != NULL; i++)
    if (value->n_levels == WUSE_N_AREA_LEVELS || !wuse_area_level_from_string (levels[i], -1, &value->levels[value->n_levels++]))
      return fail (error, "\"%s\" of %s: \"%s\" is no level, or one too many", what, where, levels[i]);
  return value->n_levels > 0 || fail (error, "\"%s\" of %s names no level", what, where);
}

static gboolean
read_values (JsonObject *object, const char *where, WusePackValue *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, "values");
  JsonObjectIter iter;
  const char *from;
  JsonNode *to;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, "\"values\" of %s has to be an object", where);
  value->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &from, &to))
    {
      if (!JSON_NODE_HOLDS_NULL (to) && json_node_get_value_type (to) != G_TYPE_STRING)
        return fail (error, "\"values\" of %s: what stands for \"%s\" has to be a text or null", where, from);
      g_hash_table_insert (value->values, g_strdup (from),
                           g_strdup (JSON_NODE_HOLDS_NULL (to) ? NULL : json_node_get_string (to)));
    }
  return TRUE;
}

static gboolean
read_pattern (JsonObject *object, const char *where, WusePackValue *value, GError **error)
{
  g_autofree char *pattern = NULL;
  g_autoptr (GError) local = NULL;

  if (!read_text (object, "pattern", where, &pattern, error) || !read_text (object, "to", where, &value->to, error))
    return FALSE;
  if (pattern == NULL)
    return value->to == NULL || fail (error, "%s has \"to\" without \"pattern\"", where);
  value->pattern = g_regex_new (pattern, 0, 0, &local);
  if (value->pattern == NULL)
    return fail (error, "\"pattern\" of %s: %s", where, local->message);
  return value->to == NULL || g_regex_check_replacement (value->to, NULL, &local)
         || fail (error, "\"to\" of %s: %s", where, local->message);
}

/* Where the text of a value comes from: exactly one of these. */
static gboolean
read_origin (JsonObject *object, const char *where, WusePackValue *value, GError **error)
{
  g_autofree char *column = NULL, *template = NULL, *constant = NULL;
  JsonNode *within = json_object_get_member (object, "within"), *locate = json_object_get_member (object, "locate");
  JsonNode *named = json_object_get_member (object, "named");
  guint n;

  if (!read_text (object, "column", where, &column, error) || !read_text (object, "template", where, &template, error)
      || !read_text (object, "const", where, &constant, error))
    return FALSE;
  n = (column != NULL) + (template != NULL) + (constant != NULL) + (within != NULL) + (locate != NULL);
  if (n != 1)
    return fail (error, "%s needs one of \"column\", \"template\", \"const\", \"within\", \"locate\"", where);
  if (named != NULL && (within != NULL || locate != NULL))
    return fail (error, "%s has \"named\" beside \"within\" or \"locate\"", where);

  value->lookup = named != NULL                      ? WUSE_PACK_AREA_NAMED
                  : within != NULL || locate != NULL ? WUSE_PACK_AREA_WITHIN
                                                     : WUSE_PACK_AREA_NOT;
  if (value->lookup != WUSE_PACK_AREA_NOT
      && !read_levels (named != NULL    ? named
                       : within != NULL ? within
                                        : locate,
                       "levels", where, value, error))
    return FALSE;
  if (template != NULL)
    return parse_template (template, where, &value->text, error);
  if (column != NULL)
    set_column (&value->text, column);
  else
    {
      const char *pieces[] = { constant != NULL ? constant : "", NULL };

      value->text.pieces = g_strdupv ((char **) pieces);
    }
  return TRUE;
}

static WusePackValue *
parse_value (JsonNode *node, const char *where, GError **error)
{
  static const char *const known[] = { "column", "template", "const",     "within",     "locate",  "named",
                                       "where",  "values",   "otherwise", "except",     "present", "pattern",
                                       "to",     "format",   "add_days",  "difference", "about",   NULL };
  g_autoptr (WusePackValue) self = NULL;
  JsonObject *object;
  JsonNode *except, *add_days, *difference;

  self = g_new0 (WusePackValue, 1);
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      set_column (&self->text, json_node_get_string (node));
      return g_steal_pointer (&self);
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fail (error, "%s has to be the name of a column or an object", where);
      return NULL;
    }

  object = json_node_get_object (node);
  except = json_object_get_member (object, "except");
  add_days = json_object_get_member (object, "add_days");
  difference = json_object_get_member (object, "difference");
  if (!check_members (object, known, where, error) || !read_origin (object, where, self, error)
      || !read_where (object, where, &self->where, error) || !read_values (object, where, self, error)
      || !read_text (object, "otherwise", where, &self->otherwise, error)
      || !read_text (object, "present", where, &self->present, error)
      || !read_text (object, "format", where, &self->format, error) || !read_pattern (object, where, self, error)
      || (except != NULL && !read_texts (except, "except", where, &self->except, error)))
    return NULL;
  if ((add_days != NULL && json_node_get_value_type (add_days) != G_TYPE_INT64)
      || (difference != NULL && json_node_get_value_type (difference) != G_TYPE_BOOLEAN))
    {
      fail (error, "%s: \"add_days\" has to be a whole number, \"difference\" true or false", where);
      return NULL;
    }
  self->add_days = add_days != NULL ? (int) CLAMP (json_node_get_int (add_days), -100000, 100000) : 0;
  self->difference = difference != NULL && json_node_get_boolean (difference);
  return g_steal_pointer (&self);
}

static gboolean
parse_field (WusePackSource *source, const char *name, JsonNode *node, const char *where, GError **error)
{
  const WuseRecordClass *class = wuse_record_class (source->record);
  g_autofree char *here = g_strdup_printf ("field \"%s\" of %s", name, where);
  JsonArray *ways = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = ways != NULL ? json_array_get_length (ways) : 1, index = 0;

  while (index < class->n_fields && strcmp (class->fields[index].name, name) != 0)
    index++;
  if (index == class->n_fields || class->fields[index].kind == WUSE_FIELD_GEOMETRY)
    return fail (error, "%s has no field \"%s\" to be filled", class->name, name);
  if (n == 0 || n > MAX_ALTERNATIVES)
    return fail (error, "%s has no way to come by a value, or too many", here);

  source->fields[index] = g_ptr_array_new_with_free_func (value_free);
  for (guint i = 0; i < n; i++)
    {
      WusePackValue *value = parse_value (ways != NULL ? json_array_get_element (ways, i) : node, here, error);

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (source->fields[index], value);
      if (value->lookup != WUSE_PACK_AREA_NOT
          && (class->fields[index].kind != WUSE_FIELD_REF || class->fields[index].target != WUSE_RECORD_AREA))
        return fail (error, "%s is no reference to an area", here);
    }
  return TRUE;
}

/* A path that stays under the folder it is meant for. */
static gboolean
check_path (const char *path, const char *where, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || strcmp (parts[i], ".") == 0 || strcmp (parts[i], "..") == 0 || strchr (parts[i], '\\') != NULL)
      return fail (error, "\"%s\" of %s is not a plain relative path", path, where);
  return parts[0] != NULL || fail (error, "%s has an empty path", where);
}

static gboolean
read_format (JsonObject *object, WusePackSource *source, const char *where, GError **error)
{
  g_autofree char *format = NULL, *dissolve = NULL, *outline = NULL;

  if (!read_text (object, "file", where, &source->file, error) || !read_text (object, "format", where, &format, error)
      || !read_text (object, "encoding", where, &source->encoding, error)
      || !read_text (object, "dissolve", where, &dissolve, error) || !read_text (object, "outline", where, &outline, error))
    return FALSE;
  if ((source->file != NULL) + (dissolve != NULL) + (outline != NULL) != 1)
    return fail (error, "%s needs one of \"file\", \"dissolve\", \"outline\"", where);
  if (!read_datum (object, where, &source->datum, error))
    return FALSE;
  if (source->file == NULL)
    {
      source->format = dissolve != NULL ? WUSE_PACK_DISSOLVE : WUSE_PACK_BOX;
      if (source->record != WUSE_RECORD_AREA || format != NULL || source->encoding != NULL
          || json_object_has_member (object, "datum"))
        return fail (error, "%s: only an area is made without a file", where);
      if (dissolve != NULL && !wuse_area_level_from_string (dissolve, -1, &source->dissolve))
        return fail (error, "\"dissolve\" of %s: \"%s\" is no level", where, dissolve);
      return outline == NULL || strcmp (outline, "box") == 0 || fail (error, "\"outline\" of %s has to be \"box\"", where);
    }

  if (g_strcmp0 (format, "geojson") == 0)
    source->format = WUSE_PACK_GEOJSON;
  else if (g_strcmp0 (format, "csv") != 0)
    return fail (error, "\"format\" of %s has to be \"csv\" or \"geojson\"", where);
  return check_path (source->file, where, error);
}

static gboolean
parse_source (WusePackSource *source, JsonObject *object, const char *where, GError **error)
{
  static const char *const known[] = { "record", "file", "format", "encoding",   "datum",  "dissolve", "outline",
                                       "id",     "at",   "where",  "geometries", "fields", "about",    NULL };
  g_autofree char *record = NULL, *id = NULL;
  JsonNode *at = json_object_get_member (object, "at"), *fields = json_object_get_member (object, "fields");
  JsonNode *geometries = json_object_get_member (object, "geometries");
  JsonObjectIter iter;
  const char *name;
  JsonNode *field;

  if (!check_members (object, known, where, error) || !read_text (object, "record", where, &record, error)
      || !read_text (object, "id", where, &id, error))
    return FALSE;
  if (record == NULL || !wuse_record_type_from_name (record, strlen (record), &source->record))
    return fail (error, "\"record\" of %s is no type of record", where);
  if (id == NULL || fields == NULL || !JSON_NODE_HOLDS_OBJECT (fields))
    return fail (error, "%s needs \"id\" and \"fields\"", where);
  if (!read_format (object, source, where, error) || !parse_template (id, where, &source->id, error)
      || !read_where (object, where, &source->where, error)
      || (geometries != NULL && !read_texts (geometries, "geometries", where, &source->geometries, error)))
    return FALSE;
  if (at != NULL && (source->at = parse_value (at, where, error)) == NULL)
    return FALSE;

  json_object_iter_init (&iter, json_node_get_object (fields));
  while (json_object_iter_next (&iter, &name, &field))
    if (!parse_field (source, name, field, where, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_day (JsonObject *object, const char *member, WuseDay *day, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_text (object, member, "the manifest", &text, error))
    return FALSE;
  return text == NULL || wuse_day_parse (text, -1, day, NULL) || fail (error, "\"%s\" has to be a day, YYYY-MM-DD", member);
}

static gboolean
parse_head (WusePackManifest *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "format",   "id",          "name",       "name_en", "source",
                                       "licence",  "attribution", "utc_offset", "data",    "first_day",
                                       "last_day", "sources",     "about",      "datum",   NULL };
  WuseDistrict *district = self->district;
  g_autofree char *format = NULL;
  JsonNode *offset = json_object_get_member (object, "utc_offset");
  const char *here = "the manifest";

  if (!check_members (object, known, here, error) || !read_text (object, "format", here, &format, error)
      || !read_text (object, "id", here, &district->id, error) || !read_text (object, "name", here, &district->name, error)
      || !read_text (object, "name_en", here, &district->name_en, error)
      || !read_text (object, "source", here, &district->source, error)
      || !read_text (object, "licence", here, &district->licence, error)
      || !read_text (object, "attribution", here, &district->attribution, error)
      || !read_text (object, "data", here, &self->data, error) || !read_datum (object, here, &self->datum, error)
      || !read_day (object, "first_day", &district->first_day, error)
      || !read_day (object, "last_day", &district->last_day, error))
    return FALSE;
  if (g_strcmp0 (format, "wuse-pack-1") != 0)
    return fail (error, "\"format\" has to be \"wuse-pack-1\"");
  if (district->id == NULL || district->name == NULL || district->source == NULL)
    return fail (error, "\"id\", \"name\" and \"source\" are asked for");
  if (offset == NULL || json_node_get_value_type (offset) != G_TYPE_INT64 || ABS (json_node_get_int (offset)) > 1080)
    return fail (error, "\"utc_offset\" has to be minutes east of UTC, -1080 to 1080");
  district->utc_offset = (int) json_node_get_int (offset);
  if (district->last_day == WUSE_DAY_NONE)
    return fail (error, "\"last_day\" is asked for: a pack is a closed set of data");
  return self->data == NULL || check_path (self->data, "the manifest", error);
}

/* json-glib descends by recursion: what is nested deeper than any manifest is never shown to it. */
static gboolean
is_shallow (const char *text, gsize length)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!in_string && (text[i] == ']' || text[i] == '}'))
        depth--;
    }
  return TRUE;
}

WusePackManifest *
wuse_pack_manifest_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (WusePackManifest) self = NULL;
  g_autoptr (GError) local = NULL;
  JsonNode *root, *sources;
  guint n;

  if (length > MAX_MANIFEST || !g_utf8_validate_len (text, length, NULL) || !is_shallow (text, length))
    {
      fail (error, "longer than 1 MiB, not UTF-8, or nested deeper than %d", MAX_DEPTH);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local))
    {
      fail (error, "%s", local->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  sources =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), "sources") : NULL;
  n = sources != NULL && JSON_NODE_HOLDS_ARRAY (sources) ? json_array_get_length (json_node_get_array (sources)) : 0;
  if (n == 0 || n > WUSE_PACK_MAX_SOURCES)
    {
      fail (error, "\"sources\" has to be a list of 1 to %d sources", WUSE_PACK_MAX_SOURCES);
      return NULL;
    }

  self = g_new0 (WusePackManifest, 1);
  self->district = wuse_district_new ();
  self->district->first_day = self->district->last_day = WUSE_DAY_NONE;
  self->sources = g_ptr_array_new_with_free_func (source_free);
  if (!parse_head (self, json_node_get_object (root), error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (sources), i);
      WusePackSource *source = g_new0 (WusePackSource, 1);
      g_autofree char *where = g_strdup_printf ("source %u", i + 1);

      source->datum = self->datum;
      g_ptr_array_add (self->sources, source);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          fail (error, "%s has to be an object", where);
          return NULL;
        }
      if (!parse_source (source, json_node_get_object (node), where, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
