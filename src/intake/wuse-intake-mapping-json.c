/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings as JSON, to be remembered and shipped. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-mapping.h"

#include "wuse-intake-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define FORMAT "wuse-intake-1"
#define MAX_TEXT 4096
#define MAX_LIST 1024
#define MAX_TABLES 64
#define MAX_MAKES 16

static const char *const datums[] = { "wgs84", "gcj02", "bd09" };
static const char *const masks[] = { "none", "name", "id_number", "telephone", "birth", "whole" };

static gboolean
refuse (GError **error, const char *member, const char *reason)
{
  g_set_error (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_MAPPING, "%s: %s", member, reason);
  return FALSE;
}

/* Every member of `object` has to be one of `known`. */
static gboolean
check_members (JsonObject *object, const char *const *known, GError **error)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      return refuse (error, name, "no such member");
  return TRUE;
}

static JsonObject *
as_object (JsonNode *node, const char *member, GError **error)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  refuse (error, member, "not an object");
  return NULL;
}

static char *
take_node_text (JsonNode *node, const char *member, GError **error)
{
  const char *text =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  if (text != NULL && strlen (text) <= MAX_TEXT)
    return g_strdup (text);
  refuse (error, member, "not a text, or too long");
  return NULL;
}

/* FALSE only for what is wrong, not for what is absent. */
static gboolean
take_text (JsonObject *object, const char *member, char **text, GError **error)
{
  if (!json_object_has_member (object, member))
    return TRUE;
  g_free (*text);
  *text = take_node_text (json_object_get_member (object, member), member, error);
  return *text != NULL;
}

static gboolean
take_flag (JsonObject *object, const char *member, gboolean *flag, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (error, member, "neither true nor false");
  *flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
take_integer (JsonObject *object, const char *member, int least, int most, int *number, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  gint64 value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (error, member, "not a whole number");
  value = json_node_get_int (node);
  if (value < least || value > most)
    return refuse (error, member, "out of bounds");
  *number = (int) value;
  return TRUE;
}

/* A list of texts; a text alone is a list of one. */
static gboolean
take_list (JsonObject *object, const char *member, gboolean fold, GStrv *list, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 1;

  if (node == NULL)
    return TRUE;
  if (n == 0 || n > MAX_LIST)
    return refuse (error, member, "empty, or too long");
  for (guint i = 0; i < n; i++)
    {
      char *text = take_node_text (array != NULL ? json_array_get_element (array, i) : node, member, error);

      if (text == NULL)
        return FALSE;
      g_ptr_array_add (texts, fold ? g_utf8_strdown (text, -1) : text);
      if (fold)
        g_free (text);
    }
  g_ptr_array_add (texts, NULL);
  g_strfreev (*list);
  *list = (GStrv) g_ptr_array_steal (texts, NULL);
  return TRUE;
}

static gboolean
take_values (JsonObject *object, GHashTable **values, GError **error)
{
  JsonObject *members;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!json_object_has_member (object, "values"))
    return TRUE;
  members = as_object (json_object_get_member (object, "values"), "values", error);
  if (members == NULL)
    return FALSE;
  if (json_object_get_size (members) > MAX_LIST)
    return refuse (error, "values", "too many");
  *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &name, &node))
    {
      char *value = take_node_text (node, "values", error);

      if (value == NULL)
        return FALSE;
      g_hash_table_replace (*values, g_utf8_strdown (name, -1), value);
    }
  return TRUE;
}

static gboolean
take_match (JsonObject *object, WuseIntakeBinding *self, GError **error)
{
  g_autofree char *pattern = NULL;
  g_autoptr (GError) local = NULL;

  if (!take_text (object, "match", &pattern, error) || !take_text (object, "to", &self->to, error))
    return FALSE;
  if (pattern == NULL)
    return self->to == NULL || refuse (error, "to", "nothing to match");
  self->match = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &local);
  if (self->match == NULL || (self->to != NULL && !g_regex_check_replacement (self->to, NULL, &local)))
    return refuse (error, "match", local->message);
  return TRUE;
}

/* A condition on rows: a column and what it has to be. */
static gboolean
take_where (JsonObject *object, char **column, GStrv *values, GError **error)
{
  if (!take_text (object, "where", column, error) || !take_list (object, "equals", TRUE, values, error))
    return FALSE;
  return (*column == NULL) == (*values == NULL) || refuse (error, "where", "goes together with \"equals\"");
}

static WuseIntakeBinding *
parse_binding (JsonNode *node, const char *member, GError **error)
{
  static const char *const known[] = { "column", "columns",  "first", "const", "values",   "otherwise", "refuse", "match",
                                       "to",     "only_one", "each",  "order", "add_days", "where",     "equals", NULL };
  g_autoptr (WuseIntakeBinding) self = wuse_intake_binding_new (NULL, NULL);
  g_autofree char *order = NULL;
  JsonObject *object;

  if (JSON_NODE_HOLDS_VALUE (node))
    {
      g_autofree char *column = take_node_text (node, member, error);

      return column != NULL ? wuse_intake_binding_new (column, NULL) : NULL;
    }
  object = as_object (node, member, error);
  if (object == NULL || !check_members (object, known, error) || !take_list (object, "column", FALSE, &self->columns, error)
      || !take_list (object, "columns", FALSE, &self->columns, error) || !take_flag (object, "first", &self->first, error)
      || !take_text (object, "const", &self->constant, error)
      || !take_where (object, &self->where_column, &self->where_values, error) || !take_values (object, &self->values, error)
      || !take_text (object, "otherwise", &self->otherwise, error) || !take_list (object, "refuse", TRUE, &self->refused, error)
      || !take_match (object, self, error) || !take_flag (object, "only_one", &self->only_one, error)
      || !take_flag (object, "each", &self->each, error) || !take_text (object, "order", &order, error)
      || !take_integer (object, "add_days", -3660, 3660, &self->add_days, error))
    return NULL;
  if (order != NULL && !wuse_day_order_from_string (order, &self->order))
    refuse (error, "order", "no such order");
  else if (self->columns == NULL && self->constant == NULL)
    refuse (error, member, "neither a column nor a constant");
  else
    return g_steal_pointer (&self);
  return NULL;
}

static gboolean
parse_subject (JsonObject *object, WuseIntakeSubject *subject, GError **error)
{
  g_autofree char *name = NULL;

  if (!take_text (object, "record", &name, error))
    return FALSE;
  for (guint i = 0; i < WUSE_N_INTAKE_SUBJECTS; i++)
    if (g_strcmp0 (name, wuse_intake_subject_get_class (i)->name) == 0)
      {
        *subject = i;
        return TRUE;
      }
  return refuse (error, "record", "no such record");
}

static gboolean
parse_fields (JsonObject *object, WuseIntakeMake *self, GError **error)
{
  JsonObject *fields = as_object (json_object_get_member (object, "fields"), "fields", error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (fields == NULL)
    return FALSE;
  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &name, &node))
    {
      WuseIntakeBinding *binding = parse_binding (node, name, error);

      if (binding == NULL)
        return FALSE;
      if (strcmp (name, "id") == 0 || !wuse_intake_make_bind (self, name, binding))
        return refuse (error, name, "no such field");
    }
  return TRUE;
}

static WuseIntakeMake *
parse_make (JsonNode *node, GError **error)
{
  static const char *const known[] = { "record", "where", "equals", "id", "fields", NULL };
  JsonObject *object = as_object (node, "makes", error);
  g_autoptr (WuseIntakeMake) self = NULL;
  WuseIntakeSubject subject;

  if (object == NULL || !check_members (object, known, error) || !parse_subject (object, &subject, error))
    return NULL;
  self = wuse_intake_make_new (subject);
  if (!take_where (object, &self->where_column, &self->where_values, error))
    return NULL;
  if (json_object_has_member (object, "id"))
    {
      self->id = parse_binding (json_object_get_member (object, "id"), "id", error);
      if (self->id == NULL)
        return NULL;
    }
  return parse_fields (object, self, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
parse_masks (JsonObject *object, WuseIntakeTable *self, GError **error)
{
  JsonObject *members;
  JsonObjectIter iter;
  const char *column;
  JsonNode *node;

  if (!json_object_has_member (object, "mask"))
    return TRUE;
  members = as_object (json_object_get_member (object, "mask"), "mask", error);
  if (members == NULL)
    return FALSE;
  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &column, &node))
    {
      g_autofree char *name = take_node_text (node, "mask", error);
      guint kind = 0;

      while (name != NULL && kind < G_N_ELEMENTS (masks) && strcmp (name, masks[kind]) != 0)
        kind++;
      if (name == NULL)
        return FALSE;
      if (kind == G_N_ELEMENTS (masks))
        return refuse (error, "mask", "no such kind");
      g_hash_table_replace (self->masks, g_strdup (column), GUINT_TO_POINTER (kind));
    }
  return TRUE;
}

static JsonArray *
take_array (JsonObject *object, const char *member, guint most, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) <= most)
    return json_node_get_array (node);
  refuse (error, member, "not a list, or too long");
  return NULL;
}

static WuseIntakeTable *
parse_table (JsonNode *node, GError **error)
{
  static const char *const known[] = { "name", "header", "fingerprint", "header_lines", "mask", "makes", NULL };
  JsonObject *object = as_object (node, "tables", error);
  g_autoptr (WuseIntakeTable) self = wuse_intake_table_new ();
  JsonArray *makes;
  int header_lines = 1;

  if (object == NULL || !check_members (object, known, error) || !take_text (object, "name", &self->name, error)
      || !take_list (object, "header", FALSE, &self->header, error)
      || !take_text (object, "fingerprint", &self->fingerprint, error)
      || !take_integer (object, "header_lines", 1, 2, &header_lines, error) || !parse_masks (object, self, error))
    return NULL;
  self->header_lines = (guint) header_lines;
  makes = take_array (object, "makes", MAX_MAKES, error);
  if (makes == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (makes); i++)
    {
      WuseIntakeMake *make = parse_make (json_array_get_element (makes, i), error);

      if (make == NULL)
        return NULL;
      g_ptr_array_add (self->makes, make);
    }
  return g_steal_pointer (&self);
}

static gboolean
parse_mapping (JsonObject *object, WuseIntakeMapping *self, GError **error)
{
  static const char *const known[] = { "format", "name", "about", "utc_offset", "datum", "prefix", "tables", NULL };
  g_autofree char *format = NULL, *datum = NULL;
  JsonArray *tables;

  if (!check_members (object, known, error) || !take_text (object, "format", &format, error)
      || !take_text (object, "name", &self->name, error)
      || !take_integer (object, "utc_offset", -1080, 1080, &self->utc_offset, error)
      || !take_text (object, "datum", &datum, error) || !take_text (object, "prefix", &self->prefix, error))
    return FALSE;
  if (g_strcmp0 (format, FORMAT) != 0)
    return refuse (error, "format", "not " FORMAT);
  if (datum != NULL && !wuse_datum_from_name (datum, &self->datum))
    return refuse (error, "datum", "no such datum");
  if (strlen (self->prefix) > 16
      || strspn (self->prefix, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._:-") != strlen (self->prefix))
    return refuse (error, "prefix", "at most 16 of the characters an id may have");
  tables = take_array (object, "tables", MAX_TABLES, error);
  for (guint i = 0; tables != NULL && i < json_array_get_length (tables); i++)
    {
      WuseIntakeTable *table = parse_table (json_array_get_element (tables, i), error);

      if (table == NULL)
        {
          g_prefix_error (error, "tables[%u]: ", i);
          return FALSE;
        }
      g_ptr_array_add (self->tables, table);
    }
  return tables != NULL;
}

WuseIntakeMapping *
wuse_intake_mapping_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (WuseIntakeMapping) self = wuse_intake_mapping_new ();
  g_autoptr (GError) local = NULL;
  JsonObject *object;

  g_return_val_if_fail (text != NULL, NULL);

  if (!json_parser_load_from_data (parser, text, length, &local))
    {
      refuse (error, "mapping", local->message);
      return NULL;
    }
  object = as_object (json_parser_get_root (parser), "mapping", error);
  return object != NULL && parse_mapping (object, self, error) ? g_steal_pointer (&self) : NULL;
}

static void
write_text (JsonBuilder *builder, const char *member, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
write_list (JsonBuilder *builder, const char *member, GStrv list)
{
  if (list == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; list[i] != NULL; i++)
    json_builder_add_string_value (builder, list[i]);
  json_builder_end_array (builder);
}

static void
write_flag (JsonBuilder *builder, const char *member, gboolean flag)
{
  if (!flag)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, TRUE);
}

static void
write_integer (JsonBuilder *builder, const char *member, int number, int usual)
{
  if (number == usual)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, number);
}

static void
write_values (JsonBuilder *builder, GHashTable *values)
{
  g_autoptr (GList) keys = values != NULL ? g_list_sort (g_hash_table_get_keys (values), (GCompareFunc) strcmp) : NULL;

  if (values == NULL)
    return;
  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (GList *at = keys; at != NULL; at = at->next)
    write_text (builder, at->data, g_hash_table_lookup (values, at->data));
  json_builder_end_object (builder);
}

static void
write_binding (JsonBuilder *builder, const char *member, const WuseIntakeBinding *self)
{
  if (self == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
  write_list (builder, "columns", self->columns);
  write_flag (builder, "first", self->first);
  write_text (builder, "const", self->constant);
  write_text (builder, "where", self->where_column);
  write_list (builder, "equals", self->where_values);
  write_values (builder, self->values);
  write_text (builder, "otherwise", self->otherwise);
  write_list (builder, "refuse", self->refused);
  write_text (builder, "match", self->match != NULL ? g_regex_get_pattern (self->match) : NULL);
  write_text (builder, "to", self->to);
  write_flag (builder, "only_one", self->only_one);
  write_flag (builder, "each", self->each);
  if (self->order != WUSE_DAY_ORDER_AUTO)
    write_text (builder, "order", wuse_day_order_to_string (self->order));
  write_integer (builder, "add_days", self->add_days, 0);
  json_builder_end_object (builder);
}

static void
write_make (JsonBuilder *builder, const WuseIntakeMake *self)
{
  const WuseRecordClass *class = wuse_intake_subject_get_class (self->subject);

  json_builder_begin_object (builder);
  write_text (builder, "record", class->name);
  write_text (builder, "where", self->where_column);
  write_list (builder, "equals", self->where_values);
  write_binding (builder, "id", self->id);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  for (guint i = 0; i < class->n_fields; i++)
    write_binding (builder, class->fields[i].name, self->fields[i]);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
write_table (JsonBuilder *builder, const WuseIntakeTable *self)
{
  g_autoptr (GList) masked = g_list_sort (g_hash_table_get_keys (self->masks), (GCompareFunc) strcmp);

  json_builder_begin_object (builder);
  write_text (builder, "name", self->name);
  write_list (builder, "header", self->header);
  write_text (builder, "fingerprint", self->fingerprint);
  write_integer (builder, "header_lines", (int) self->header_lines, 1);
  json_builder_set_member_name (builder, "mask");
  json_builder_begin_object (builder);
  for (GList *at = masked; at != NULL; at = at->next)
    write_text (builder, at->data, masks[GPOINTER_TO_UINT (g_hash_table_lookup (self->masks, at->data))]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "makes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->makes->len; i++)
    write_make (builder, self->makes->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

char *
wuse_intake_mapping_to_json (const WuseIntakeMapping *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  write_text (builder, "format", FORMAT);
  write_text (builder, "name", self->name);
  json_builder_set_member_name (builder, "utc_offset");
  json_builder_add_int_value (builder, self->utc_offset);
  write_text (builder, "datum", datums[self->datum]);
  write_text (builder, "prefix", self->prefix);
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->tables->len; i++)
    write_table (builder, self->tables->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
