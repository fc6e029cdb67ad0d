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

/* Paper is white. */
static WusePaletteVariant
choose_variant (const WuseGraphExport *self)
{
  if (self->kind == WUSE_GRAPH_EXPORT_PNG)
    return self->variant;

  return self->variant == WUSE_PALETTE_DARK_SAFE || self->variant == WUSE_PALETTE_LIGHT_SAFE ? WUSE_PALETTE_LIGHT_SAFE
                                                                                             : WUSE_PALETTE_LIGHT;
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
  g_autoptr (GArray) keys = NULL;
  g_autoptr (WuseDiagramScene) scene = wuse_relation_graph_make_scene (job->graph, variant, job->coloring, &job->naming, &keys);
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
