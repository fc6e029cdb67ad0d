/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view that somebody gave a name, written as JSON. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-saved-view-private.h"

#include <math.h>

const WuseSavedViewWords wuse_saved_view_words = {
  .actors = { "case", "close_contact", "secondary_contact", "place", "unknown" },
  .relations = { "transmission", "contact", "household", "same_place" },
  .classifications = { "confirmed", "suspected", "asymptomatic" },
  .settings = { "unknown", "household", "building", "work", "school", "market", "medical", "transport", "gathering", "other" },
  .layouts = { "force", "time", "generation" },
  .colorings = { "classification", "area", "generation", "setting" },
  .names = { "none", "important", "all" },
  .name_fields = { "id", "onset", "area" },
  .sorts = { "report", "onset", "isolation", "id", "classification", "area", "cluster", "age", "outcome", "infected" },
};

WuseSavedView *
wuse_saved_view_new (void)
{
  WuseSavedView *self = g_new0 (WuseSavedView, 1);

  self->filter = WUSE_GRAPH_FILTER_DEFAULT;
  self->layout = WUSE_GRAPH_BY_TIME;
  self->names = WUSE_GRAPH_NAMES_ALL;
  self->place.scale = 1;
  self->list = wuse_case_query_copy (&WUSE_CASE_QUERY_ALL);

  return self;
}

void
wuse_saved_view_free (WuseSavedView *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->district);
  g_strfreev (self->filter.seeds);
  g_free (self->scope_kind);
  g_strfreev (self->scope_keys);
  g_strfreev (self->selection);
  wuse_case_query_free (self->list);
  g_clear_pointer (&self->places, wuse_graph_places_unref);
  g_free (self);
}

void
wuse_saved_view_take_places (WuseSavedView *self, const WuseRelationGraph *graph)
{
  const gboolean with_positions = graph->layout == WUSE_GRAPH_BY_FORCE;

  g_return_if_fail (self != NULL && graph != NULL);

  g_clear_pointer (&self->places, wuse_graph_places_unref);
  if (graph->graph->n_nodes > WUSE_GRAPH_PLACES_MAX)
    return;
  self->places = wuse_graph_places_new (graph->layout, graph->day_width);
  for (guint i = 0; i < graph->graph->n_nodes; i++)
    {
      const WuseActor *actor = &graph->relations->actors[graph->actor[i]];

      wuse_graph_places_add (self->places, (WuseActorKind) actor->kind, actor->id, with_positions ? graph->positions[2 * i] : NAN,
                             with_positions ? graph->positions[2 * i + 1] : NAN);
    }
}

/* --- JSON --- */

static void
append_string (GString *json, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (json, '"');
  for (const char *at = valid; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (json, '\\');
      if ((guchar) *at < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) *at);
      else
        g_string_append_c (json, *at);
    }
  g_string_append_c (json, '"');
}

/* A member of an object that has one already. */
static void
append_name (GString *json, const char *name)
{
  g_string_append_printf (json, "%s\"%s\":", json->str[json->len - 1] == '{' ? "" : ",", name);
}

static void
append_text (GString *json, const char *name, const char *text)
{
  if (text == NULL)
    return;
  append_name (json, name);
  append_string (json, text);
}

static void
append_boolean (GString *json, const char *name, gboolean value)
{
  append_name (json, name);
  g_string_append (json, value ? "true" : "false");
}

static void
append_number (GString *json, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  append_name (json, name);
  g_string_append (json, g_ascii_formatd (text, sizeof text, "%.6g", isfinite (value) ? value : 0));
}

static void
append_day (GString *json, const char *name, WuseDay day)
{
  g_autofree char *text = day != WUSE_DAY_NONE ? wuse_day_format (day) : NULL;

  append_text (json, name, text);
}

/* The words of the bits that are set. */
static void
append_bits (GString *json, const char *name, guint bits, const char *const *words, guint n_words)
{
  gboolean any = FALSE;

  append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; i < n_words; i++)
    if (bits & 1u << i)
      {
        g_string_append (json, any ? "," : "");
        append_string (json, words[i]);
        any = TRUE;
      }
  g_string_append_c (json, ']');
}

static void
append_strings (GString *json, const char *name, char **strings)
{
  if (strings == NULL)
    return;
  append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; strings[i] != NULL; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      append_string (json, strings[i]);
    }
  g_string_append_c (json, ']');
}

static void
append_filter (GString *json, const WuseSavedView *self)
{
  const WuseGraphFilter *filter = &self->filter;
  const WuseSavedViewWords *words = &wuse_saved_view_words;

  append_name (json, "filter");
  g_string_append_c (json, '{');
  append_bits (json, "actors", filter->actors, words->actors, G_N_ELEMENTS (words->actors));
  append_bits (json, "relations", filter->relations, words->relations, G_N_ELEMENTS (words->relations));
  append_boolean (json, "refuted", filter->with_refuted);
  append_boolean (json, "alone", filter->with_alone);
  append_day (json, "first", filter->first);
  append_day (json, "last", filter->last);
  if (filter->classifications != 0)
    append_bits (json, "classifications", filter->classifications, words->classifications, G_N_ELEMENTS (words->classifications));
  if (filter->settings != 0)
    append_bits (json, "settings", filter->settings, words->settings, G_N_ELEMENTS (words->settings));
  g_string_append_c (json, '}');
  if (self->scope_kind == NULL)
    return;
  append_name (json, "scope");
  g_string_append_c (json, '{');
  append_text (json, "kind", self->scope_kind);
  append_strings (json, "keys", self->scope_keys);
  append_number (json, "steps", filter->steps);
  g_string_append_c (json, '}');
}

static void
append_list (GString *json, const WuseCaseQuery *query)
{
  const WuseSavedViewWords *words = &wuse_saved_view_words;

  append_name (json, "list");
  g_string_append_c (json, '{');
  append_text (json, "sort", words->sorts[MIN (query->sort, WUSE_N_CASE_SORTS - 1)]);
  append_boolean (json, "descending", query->is_descending);
  if (query->classifications != 0)
    append_bits (json, "classifications", query->classifications, words->classifications, G_N_ELEMENTS (words->classifications));
  append_boolean (json, "incomplete", query->only_incomplete);
  append_text (json, "text", query->text);
  g_string_append_c (json, '}');
}

static void
append_id_cb (const char *id, float x, float y, gpointer user_data)
{
  GString *json = user_data;

  if (json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
  append_string (json, id);
}

static void
append_place_cb (const char *id, float x, float y, gpointer user_data)
{
  GString *json = user_data;

  if (json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
  g_string_append_printf (json, "%d,%d", isfinite (x) ? (int) lrintf (x * WUSE_SAVED_VIEW_PARTS) : 0,
                          isfinite (y) ? (int) lrintf (y * WUSE_SAVED_VIEW_PARTS) : 0);
}

static void
append_places (GString *json, const WuseSavedView *self)
{
  const gboolean with_positions = wuse_graph_places_get_layout (self->places) == WUSE_GRAPH_BY_FORCE;

  append_name (json, "nodes");
  g_string_append_c (json, '{');
  for (guint i = 0; i < G_N_ELEMENTS (wuse_saved_view_words.actors); i++)
    {
      append_name (json, wuse_saved_view_words.actors[i]);
      g_string_append (json, "{\"ids\":[");
      wuse_graph_places_foreach (self->places, (WuseActorKind) i, append_id_cb, json);
      g_string_append_c (json, ']');
      if (with_positions)
        {
          g_string_append (json, ",\"xy\":[");
          wuse_graph_places_foreach (self->places, (WuseActorKind) i, append_place_cb, json);
          g_string_append_c (json, ']');
        }
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
  if (wuse_graph_places_get_layout (self->places) == WUSE_GRAPH_BY_TIME)
    append_number (json, "day_width", wuse_graph_places_get_day_width (self->places));
}

char *
wuse_saved_view_to_json (const WuseSavedView *self)
{
  const WuseSavedViewWords *words = &wuse_saved_view_words;
  GString *json;

  g_return_val_if_fail (self != NULL, NULL);

  json = g_string_new ("{");
  append_text (json, "format", WUSE_SAVED_VIEW_FORMAT);
  append_text (json, "name", self->name);
  append_text (json, "district", self->district);
  append_text (json, "layout", words->layouts[self->layout]);
  append_text (json, "colour", words->colorings[self->coloring]);
  append_text (json, "names", words->names[self->names]);
  append_text (json, "name_field", words->name_fields[self->name_field]);
  append_name (json, "camera");
  g_string_append_c (json, '{');
  append_number (json, "x", self->place.x);
  append_number (json, "y", self->place.y);
  append_number (json, "scale", self->place.scale);
  g_string_append_c (json, '}');
  append_filter (json, self);
  append_strings (json, "selection", self->selection);
  append_list (json, self->list);
  if (self->places != NULL)
    append_places (json, self);
  g_string_append (json, "}\n");

  return g_string_free (json, FALSE);
}
