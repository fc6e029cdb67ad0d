/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view read from JSON that anybody may have written. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-saved-view-private.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define MAX_DEPTH 8
/* Ids, two numbers each, and what else there is. */
#define MAX_VALUES (3 * WUSE_GRAPH_PLACES_MAX + 100000)
#define MAX_TEXT 400
#define MAX_SELECTED 100000
#define MAX_STEPS 100
#define MAX_POSITION 100000000
#define MAX_COORDINATE 1e7

static gboolean
refuse (GError **error, const char *words)
{
  /* Only the first thing that is wrong */
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, words);

  return FALSE;
}

/* Before a parser that goes as deep as it is told to, and makes an object of each value, is let near it. */
static gboolean
is_bounded (const char *text, gsize length, GError **error)
{
  gboolean in_string = FALSE;
  guint depth = 0, n_values = 0;

  if (length == 0 || length > WUSE_SAVED_VIEW_MAX_BYTES)
    return refuse (error, length == 0 ? _ ("The file is empty") : _ ("The file is too large"));
  for (gsize i = 0; i < length; i++)
    {
      const char c = text[i];

      if (c == '\0')
        return refuse (error, _ ("The file is not text"));
      if (in_string)
        {
          if (c == '\\')
            i++;
          in_string = c != '"';
          continue;
        }
      if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
      else if (c == ',')
        n_values++;
      if (depth > MAX_DEPTH || n_values > MAX_VALUES)
        return refuse (error, _ ("The file is nested too deep or has too many entries"));
    }

  return TRUE;
}

/* --- members; what is of another type than wanted counts as not there --- */

static JsonNode *
get_member (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

static const char *
node_to_text (JsonNode *node)
{
  const char *text =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  return text != NULL && strlen (text) <= MAX_TEXT ? text : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  return node != NULL ? node_to_text (node) : NULL;
}

static gboolean
get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static double
get_number (JsonObject *object, const char *name, double least, double most, double otherwise)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);
  double value;

  if (node == NULL || (json_node_get_value_type (node) != G_TYPE_DOUBLE && json_node_get_value_type (node) != G_TYPE_INT64))
    return otherwise;
  value = json_node_get_double (node);

  return isfinite (value) ? CLAMP (value, least, most) : otherwise;
}

static WuseDay
get_day (JsonObject *object, const char *name)
{
  const char *text = get_text (object, name);
  WuseDay day = WUSE_DAY_NONE;

  return text != NULL && wuse_day_parse (text, -1, &day, NULL) ? day : WUSE_DAY_NONE;
}

static guint
find_word (const char *word, const char *const *words, guint n_words, guint otherwise)
{
  for (guint i = 0; word != NULL && i < n_words; i++)
    if (strcmp (words[i], word) == 0)
      return i;

  return otherwise;
}

static guint
get_word (JsonObject *object, const char *name, const char *const *words, guint n_words, guint otherwise)
{
  return find_word (get_text (object, name), words, n_words, otherwise);
}

static guint
get_bits (JsonObject *object, const char *name, const char *const *words, guint n_words, guint otherwise)
{
  JsonArray *array = get_array (object, name);
  guint bits = 0;

  if (array == NULL)
    return otherwise;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const guint bit = find_word (node_to_text (json_array_get_element (array, i)), words, n_words, G_MAXUINT);

      if (bit != G_MAXUINT)
        bits |= 1u << bit;
    }

  return bits;
}

static char **
get_strings (JsonObject *object, const char *name)
{
  JsonArray *array = get_array (object, name);
  g_autoptr (GStrvBuilder) strings = NULL;

  if (array == NULL)
    return NULL;
  strings = g_strv_builder_new ();
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_SELECTED); i++)
    {
      const char *text = node_to_text (json_array_get_element (array, i));

      if (text != NULL)
        g_strv_builder_add (strings, text);
    }

  return g_strv_builder_end (strings);
}

/* --- parts --- */

static void
read_filter (WuseSavedView *view, JsonObject *root)
{
  const WuseSavedViewWords *words = &wuse_saved_view_words;
  JsonObject *object = get_object (root, "filter"), *scope = get_object (root, "scope");
  WuseGraphFilter *filter = &view->filter;

  filter->actors = get_bits (object, "actors", words->actors, G_N_ELEMENTS (words->actors), filter->actors);
  /* Cases are always shown: there is no way to bring them back. */
  filter->actors |= WUSE_GRAPH_FILTER_DEFAULT.actors;
  filter->relations = get_bits (object, "relations", words->relations, G_N_ELEMENTS (words->relations), filter->relations);
  filter->with_refuted = get_boolean (object, "refuted");
  filter->with_alone = get_boolean (object, "alone");
  filter->first = get_day (object, "first");
  filter->last = get_day (object, "last");
  filter->classifications =
      get_bits (object, "classifications", words->classifications, G_N_ELEMENTS (words->classifications), 0);
  filter->settings = get_bits (object, "settings", words->settings, G_N_ELEMENTS (words->settings), 0);
  if (scope == NULL)
    return;
  view->scope_kind = g_strdup (get_text (scope, "kind"));
  view->scope_keys = get_strings (scope, "keys");
  filter->steps = (guint) get_number (scope, "steps", 0, MAX_STEPS, 0);
  if (view->scope_kind == NULL || view->scope_keys == NULL || view->scope_keys[0] == NULL)
    {
      g_clear_pointer (&view->scope_kind, g_free);
      g_clear_pointer (&view->scope_keys, g_strfreev);
      filter->steps = 0;
    }
}

static void
read_look (WuseSavedView *view, JsonObject *root)
{
  const WuseSavedViewWords *words = &wuse_saved_view_words;
  JsonObject *camera = get_object (root, "camera"), *list = get_object (root, "list");

  view->coloring = (WuseGraphColoring) get_word (root, "colour", words->colorings, G_N_ELEMENTS (words->colorings), 0);
  view->names = (WuseGraphNames) get_word (root, "names", words->names, G_N_ELEMENTS (words->names), WUSE_GRAPH_NAMES_ALL);
  view->name_field = (WuseGraphNameField) get_word (root, "name_field", words->name_fields, G_N_ELEMENTS (words->name_fields), 0);
  view->place.x = get_number (camera, "x", -MAX_COORDINATE, MAX_COORDINATE, 0);
  view->place.y = get_number (camera, "y", -MAX_COORDINATE, MAX_COORDINATE, 0);
  view->place.scale = get_number (camera, "scale", 0.01, 400, 0);
  view->selection = get_strings (root, "selection");
  if (list == NULL)
    return;
  view->list->sort = (WuseCaseSort) get_word (list, "sort", words->sorts, G_N_ELEMENTS (words->sorts), WUSE_CASE_SORT_REPORT);
  view->list->is_descending = get_boolean (list, "descending");
  view->list->classifications =
      get_bits (list, "classifications", words->classifications, G_N_ELEMENTS (words->classifications), 0);
  view->list->only_incomplete = get_boolean (list, "incomplete");
  view->list->text = g_strdup (get_text (list, "text"));
}

static gboolean
read_position (JsonArray *xy, guint index, float *value)
{
  JsonNode *node = json_array_get_element (xy, index);
  gint64 number;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  number = json_node_get_int (node);
  *value = (float) number / WUSE_SAVED_VIEW_PARTS;

  return number >= -MAX_POSITION && number <= MAX_POSITION;
}

static gboolean
read_kind (WuseSavedView *view, WuseActorKind kind, JsonObject *object, GError **error)
{
  JsonArray *ids = get_array (object, "ids"), *xy = get_array (object, "xy");
  const gboolean with_positions = view->layout == WUSE_GRAPH_BY_FORCE;

  if (ids == NULL)
    return TRUE;
  if (with_positions && (xy == NULL || json_array_get_length (xy) != 2 * json_array_get_length (ids)))
    return refuse (error, _ ("There are not two numbers for each node"));
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      const char *id = node_to_text (json_array_get_element (ids, i));
      float x = NAN, y = NAN;

      if (id == NULL || *id == '\0')
        return refuse (error, _ ("A node has no id, or one that is too long"));
      if (with_positions && (!read_position (xy, 2 * i, &x) || !read_position (xy, 2 * i + 1, &y)))
        return refuse (error, _ ("A node is nowhere"));
      if (!wuse_graph_places_add (view->places, kind, id, x, y))
        return refuse (error, _ ("There are too many nodes"));
    }

  return TRUE;
}

static gboolean
read_nodes (WuseSavedView *view, JsonObject *root, GError **error)
{
  JsonObject *nodes = get_object (root, "nodes");
  const double day_width = get_number (root, "day_width", 0.25, 4, 0);

  if (nodes == NULL)
    return TRUE;
  view->places = wuse_graph_places_new (view->layout, day_width);
  for (guint i = 0; i < G_N_ELEMENTS (wuse_saved_view_words.actors); i++)
    if (!read_kind (view, (WuseActorKind) i, get_object (nodes, wuse_saved_view_words.actors[i]), error))
      return FALSE;

  return TRUE;
}

static char *
read_name (JsonObject *root)
{
  const char *text = get_text (root, "name");
  g_autofree char *name =
      g_strstrip (g_utf8_substring (text != NULL ? text : "", 0,
                                    MIN (g_utf8_strlen (text != NULL ? text : "", -1), WUSE_SAVED_VIEW_MAX_NAME)));

  for (char *at = name; *at != '\0'; at++)
    if ((guchar) *at < 0x20)
      *at = ' ';

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

WuseSavedView *
wuse_saved_view_parse (const char *text, gsize length, GError **error)
{
  const WuseSavedViewWords *words = &wuse_saved_view_words;
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (WuseSavedView) view = NULL;
  g_autoptr (GError) broken = NULL;
  JsonObject *root;
  guint layout;

  g_return_val_if_fail (text != NULL, NULL);

  if (!is_bounded (text, length, error))
    return NULL;
  if (!g_utf8_validate_len (text, length, NULL))
    {
      refuse (error, _ ("The file is not text"));
      return NULL;
    }
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &broken)
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      refuse (error, _ ("The file is not JSON, or is cut off"));
      return NULL;
    }
  root = json_node_get_object (json_parser_get_root (parser));
  layout = get_word (root, "layout", words->layouts, G_N_ELEMENTS (words->layouts), G_MAXUINT);
  if (g_strcmp0 (get_text (root, "format"), WUSE_SAVED_VIEW_FORMAT) != 0 || layout == G_MAXUINT)
    {
      refuse (error, _ ("The file is not a view of this program, or of a later version"));
      return NULL;
    }
  view = wuse_saved_view_new ();
  view->name = read_name (root);
  view->district = g_strdup (get_text (root, "district"));
  view->layout = (WuseGraphLayout) layout;
  read_look (view, root);
  read_filter (view, root);
  if (!read_nodes (view, root, error))
    return NULL;

  return g_steal_pointer (&view);
}
