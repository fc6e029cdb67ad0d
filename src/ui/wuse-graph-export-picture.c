/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relationship graph as a picture with title, legend and credits. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-export-private.h"

#include "wuse-case-words.h"
#include "wuse-diagram-sheet.h"
#include "wuse-format.h"
#include "wuse-graph-words.h"
#include "wuse-wording.h"

#include <glib/gi18n.h>

#define KEY_RADIUS 6
#define N_RELATION_KINDS 4
#define N_RELATION_STATES 3

/* Paper is white. */
static WusePaletteVariant
choose_variant (const WuseGraphExport *self)
{
  if (self->kind == WUSE_GRAPH_EXPORT_PNG)
    return self->variant;

  return self->variant == WUSE_PALETTE_DARK_SAFE || self->variant == WUSE_PALETTE_LIGHT_SAFE ? WUSE_PALETTE_LIGHT_SAFE
                                                                                             : WUSE_PALETTE_LIGHT;
}

/* --- the legend --- */

static void
clear_key (gpointer data)
{
  g_clear_pointer (&((WuseDiagramKey *) data)->name, g_free);
}

static void
add_node_key (GArray *keys, const char *name, WuseColor color, WuseNodeShape shape, float radius)
{
  WuseDiagramKey key = { g_strdup (name), FALSE, { radius, color, (guint8) shape }, { 0 } };

  g_array_append_val (keys, key);
}

/* What colours say, with how many there are. */
static void
add_color_keys (const WuseGraphExport *self, const GArray *colors, GArray *keys)
{
  const char *suspected = wuse_words_classification (WUSE_CASE_SUSPECTED);

  for (guint i = 0; i < colors->len; i++)
    {
      const WuseGraphColorKey *color = &g_array_index (colors, WuseGraphColorKey, i);
      g_autofree char *count = wuse_format_number (color->n_nodes), *name = NULL;

      if (color->name != NULL && self->coloring == WUSE_GRAPH_COLOR_GENERATION)
        name = g_strdup_printf (_ ("generation %1$s: %2$s"), color->name, count);
      else
        name = g_strdup_printf ("%s %s", color->name != NULL ? color->name : _ ("others"), count);
      add_node_key (keys, name, color->color,
                    self->coloring == WUSE_GRAPH_COLOR_CLASSIFICATION && g_strcmp0 (color->name, suspected) == 0 ? WUSE_NODE_RING
                                                                                                                 : WUSE_NODE_DISC,
                    KEY_RADIUS);
    }
}

/* Of each shape, the look of the first node that has it. */
static void
add_shape_keys (const WuseGraphExport *self, const WuseDiagramScene *scene, GArray *keys)
{
  const char *const names[] = { NULL, _ ("close contact"), _ ("secondary contact"), _ ("place"),
                                _ ("named in a record, but not in the register") };
  gboolean seen[WUSE_ACTOR_UNKNOWN + 1] = { FALSE };
  WuseNodeStyle looks[WUSE_ACTOR_UNKNOWN + 1] = { { 0 } };
  gboolean any_suspected = FALSE;

  for (guint i = 0; i < scene->graph->n_nodes; i++)
    {
      const WuseActor *actor = &self->graph->relations->actors[self->graph->actor[i]];

      if (scene->nodes[i].shape == WUSE_NODE_HIDDEN)
        continue;
      any_suspected = any_suspected || (actor->kind == WUSE_ACTOR_CASE && actor->classification == WUSE_CASE_SUSPECTED);
      if (!seen[actor->kind])
        looks[actor->kind] = scene->nodes[i];
      seen[actor->kind] = TRUE;
    }
  if (any_suspected && self->coloring != WUSE_GRAPH_COLOR_CLASSIFICATION)
    add_node_key (keys, wuse_words_classification (WUSE_CASE_SUSPECTED), looks[WUSE_ACTOR_CASE].color, WUSE_NODE_RING,
                  KEY_RADIUS);
  for (guint i = WUSE_ACTOR_CLOSE; i <= WUSE_ACTOR_UNKNOWN; i++)
    if (seen[i])
      add_node_key (keys, names[i], looks[i].color, (WuseNodeShape) looks[i].shape, MAX (looks[i].radius, 5));
}

static char *
name_relation (guint kind, guint state)
{
  const char *what = wuse_words_for_case_code ("kind", wuse_graph_export_relation_code ((guint8) kind));

  /* Others than transmissions look the same, suspected or confirmed. */
  if (kind == WUSE_RELATION_TRANSMISSION || state == WUSE_RELATION_REFUTED)
    /* Translators: a link in a legend: “transmission, suspected” */
    return g_strdup_printf (_ ("%1$s, %2$s"), what,
                            wuse_words_for_case_code ("state", wuse_graph_export_state_code ((guint8) state)));

  return g_strdup (what);
}

static void
add_line_keys (const WuseGraphExport *self, const WuseDiagramScene *scene, GArray *keys)
{
  WuseEdgeStyle looks[N_RELATION_KINDS][N_RELATION_STATES] = { { { 0 } } };
  guint n[N_RELATION_KINDS][N_RELATION_STATES] = { { 0 } };

  for (guint i = 0; i < scene->graph->n_edges; i++)
    {
      const WuseRelation *relation = &self->graph->relations->relations[self->graph->relation[i]];
      const gboolean by_state = relation->kind == WUSE_RELATION_TRANSMISSION || relation->state == WUSE_RELATION_REFUTED;
      const guint state = by_state ? relation->state : WUSE_RELATION_CONFIRMED;

      if (scene->edges[i].shape == WUSE_EDGE_HIDDEN)
        continue;
      if (n[relation->kind][state]++ == 0 || scene->edges[i].color.alpha > looks[relation->kind][state].color.alpha)
        looks[relation->kind][state] = scene->edges[i];
    }
  for (guint kind = 0; kind < N_RELATION_KINDS; kind++)
    for (guint state = 0; state < N_RELATION_STATES; state++)
      if (n[kind][state] > 0)
        {
          g_autofree char *name = name_relation (kind, state), *count = wuse_format_number (n[kind][state]);
          WuseDiagramKey key = { g_strdup_printf ("%s %s", name, count), TRUE, { 0 }, looks[kind][state] };

          g_array_append_val (keys, key);
        }
}

/* --- words --- */

static char *
make_title (const WuseGraphExport *self)
{
  const char *const layouts[] = { _ ("Who is linked with whom"), _ ("Transmission along time"),
                                  _ ("Transmission by generation") };
  const WuseDistrict *district = self->district;
  const char *name;

  if (district == NULL)
    return g_strdup (layouts[self->graph->layout]);
  name = district->name_en != NULL && wuse_language_from_locale () == WUSE_LANGUAGE_EN ? district->name_en : district->name;

  /* Translators: title of a picture: “Seoul: Transmission along time” */
  return g_strdup_printf (_ ("%1$s: %2$s"), name, layouts[self->graph->layout]);
}

static char *
make_subtitle (const WuseGraphExport *self)
{
  g_autofree char *words = wuse_words_for_graph (self->graph);
  GString *text = g_string_new (NULL);

  if (self->scope != NULL)
    g_string_append_printf (text, "%s · ", self->scope);
  g_string_append (text, words);
  if (!self->whole)
    g_string_append_printf (text, " · %s", _ ("a part of it"));

  return g_string_free (text, FALSE);
}

static char *
make_credits (const WuseGraphExport *self)
{
  const WuseDistrict *district = self->district;
  GString *text = g_string_new (NULL);
  g_autofree char *today = wuse_format_full_day (wuse_time_to_day (wuse_time_now (), 0));

  g_string_append (text, _ ("The larger a case, the more it infected, as far as is known."));
  if (district != NULL && district->synthetic)
    g_string_append_printf (text, "\n%s", _ ("Synthetic district: people and outbreak are made up"));
  else if (district != NULL && district->source != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Data: %s"), district->source);
      if (district->licence != NULL)
        g_string_append_printf (text, " (%s)", district->licence);
    }
  g_string_append_c (text, '\n');
  if (district != NULL && self->now != WUSE_TIME_NONE)
    {
      g_autofree char *day = wuse_format_full_day (wuse_time_to_day (self->now, district->utc_offset));
      g_autofree char *clock = wuse_format_clock (self->now, district->utc_offset);

      g_string_append_printf (text, _ ("As of %1$s, %2$s"), day, clock);
      g_string_append (text, " · ");
    }
  g_string_append_printf (text, _ ("Drawn by Wuse %1$s on %2$s"), WUSE_VERSION, today);

  return g_string_free (text, FALSE);
}

static char *
name_day_cb (gint64 days, gpointer user_data)
{
  return wuse_format_day ((WuseDay) (((const WuseRelationGraph *) user_data)->first_day + days));
}

/* --- the sheet --- */

/* As on the screen: of a case alone all its links are drawn out, of several the links between them. */
static WuseDiagramHighlight *
make_highlight (const WuseGraphExport *self, const WuseDiagramScene *scene)
{
  const WuseGraph *graph = self->graph->graph;
  g_autofree guint8 *is_selected = g_new0 (guint8, MAX (graph->n_nodes, 1));
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32)), edges = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; self->selection != NULL && self->selection[i] != NULL; i++)
    {
      const guint32 node = wuse_relation_graph_find_id (self->graph, self->selection[i]);

      if (node != WUSE_NODE_NONE && !is_selected[node])
        {
          is_selected[node] = TRUE;
          g_array_append_val (nodes, node);
        }
    }
  for (guint i = 0; i < graph->n_edges && nodes->len > 0; i++)
    {
      const guint n_ends = is_selected[graph->from[i]] + is_selected[graph->to[i]];

      if (scene->edges[i].shape != WUSE_EDGE_HIDDEN && n_ends >= (nodes->len == 1 ? 1 : 2))
        g_array_append_val (edges, i);
    }
  if (nodes->len == 0)
    return NULL;

  return wuse_diagram_highlight_new ((const guint32 *) (gpointer) nodes->data, nodes->len,
                                     (const guint32 *) (gpointer) edges->data, edges->len);
}

void
wuse_graph_export_write_picture (const WuseGraphExportWriter *self)
{
  static const WuseDiagramFormat formats[] = { WUSE_DIAGRAM_PNG, WUSE_DIAGRAM_SVG, WUSE_DIAGRAM_PDF };
  const WuseGraphExport *job = self->job;
  const WusePaletteVariant variant = choose_variant (job);
  const WusePalette *palette = wuse_palette_get (variant);
  g_autoptr (GArray) colors = g_array_new (FALSE, FALSE, sizeof (WuseGraphColorKey));
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (WuseDiagramKey));
  g_autoptr (WuseDiagramScene) scene = wuse_relation_graph_make_scene (job->graph, variant, job->coloring, &job->naming, colors);
  g_autofree char *title = make_title (job), *subtitle = make_subtitle (job), *credits = make_credits (job);
  WuseDiagramSheet sheet = { .scene = scene,
                             .colors = { palette->land, palette->confirmed, palette->veil },
                             .text = palette->label,
                             .quiet = palette->label_quiet,
                             .circles = job->graph->rings,
                             .n_circles = job->graph->n_rings,
                             .box = job->box,
                             .scale = job->scale,
                             .title = title,
                             .subtitle = subtitle,
                             .credits = credits,
                             .keys = keys };

  g_array_set_clear_func (keys, clear_key);
  add_color_keys (job, colors, keys);
  add_shape_keys (job, scene, keys);
  add_line_keys (job, scene, keys);
  if (job->kind != WUSE_GRAPH_EXPORT_PNG)
    {
      sheet.colors.ground = (WuseColor){ 255, 255, 255, 255 };
      sheet.colors.veil = (WuseColor){ 255, 255, 255, palette->veil.alpha };
    }
  if (job->graph->layout == WUSE_GRAPH_BY_TIME)
    {
      sheet.axis_unit = job->graph->day_width;
      sheet.tick = name_day_cb;
      sheet.tick_data = job->graph;
    }
  if (job->whole || job->scale <= 0)
    wuse_diagram_sheet_fit (&sheet);
  else
    sheet.highlight = make_highlight (job, scene);
  wuse_diagram_sheet_write (&sheet, formats[job->kind], job->device_scale, self->file, self->progress, self->user_data);
  g_clear_pointer (&sheet.highlight, wuse_diagram_highlight_unref);
}
