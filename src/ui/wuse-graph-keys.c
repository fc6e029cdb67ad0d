/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What colours, shapes and lines of a relationship graph say. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-keys.h"

#include "wuse-case-words.h"
#include "wuse-format.h"
#include "wuse-graph-export-private.h"

#include <glib/gi18n.h>

#define KEY_RADIUS 6
#define LEAST_ALPHA 180
#define N_RELATION_KINDS 4
#define N_RELATION_STATES 3

static void
add_node_key (GArray *keys, const char *name, WuseColor color, WuseNodeShape shape, float radius)
{
  WuseDiagramKey key = { g_strdup (name), FALSE, { radius, color, (guint8) shape }, { 0 } };

  g_array_append_val (keys, key);
}

/* What colours say, with how many there are. */
static void
add_color_keys (const GArray *colors, WuseGraphColoring coloring, GArray *keys)
{
  const char *suspected = wuse_words_classification (WUSE_CASE_SUSPECTED);

  for (guint i = 0; i < colors->len; i++)
    {
      const WuseGraphColorKey *color = &g_array_index (colors, WuseGraphColorKey, i);
      g_autofree char *count = wuse_format_number (color->n_nodes), *name = NULL;

      if (color->name != NULL && coloring == WUSE_GRAPH_COLOR_GENERATION)
        name = g_strdup_printf (_ ("generation %1$s: %2$s"), color->name, count);
      else
        name = g_strdup_printf ("%s %s", color->name != NULL ? color->name : _ ("others"), count);
      add_node_key (keys, name, color->color,
                    coloring == WUSE_GRAPH_COLOR_CLASSIFICATION && g_strcmp0 (color->name, suspected) == 0 ? WUSE_NODE_RING
                                                                                                           : WUSE_NODE_DISC,
                    KEY_RADIUS);
    }
}

/* Of each shape, the look of the first node that has it. */
static void
add_shape_keys (const WuseRelationGraph *self, const WuseDiagramScene *scene, WuseGraphColoring coloring, GArray *keys)
{
  const char *const names[] = { NULL, _ ("close contact"), _ ("secondary contact"), _ ("place"),
                                _ ("named in a record, but not in the register") };
  guint n[WUSE_ACTOR_UNKNOWN + 1] = { 0 };
  WuseNodeStyle looks[WUSE_ACTOR_UNKNOWN + 1] = { { 0 } };
  gboolean any_suspected = FALSE;

  for (guint i = 0; i < scene->graph->n_nodes; i++)
    {
      const WuseActor *actor = &self->relations->actors[self->actor[i]];

      if (scene->nodes[i].shape == WUSE_NODE_HIDDEN)
        continue;
      any_suspected = any_suspected || (actor->kind == WUSE_ACTOR_CASE && actor->classification == WUSE_CASE_SUSPECTED);
      if (n[actor->kind]++ == 0)
        looks[actor->kind] = scene->nodes[i];
    }
  if (any_suspected && coloring != WUSE_GRAPH_COLOR_CLASSIFICATION)
    add_node_key (keys, wuse_words_classification (WUSE_CASE_SUSPECTED), looks[WUSE_ACTOR_CASE].color, WUSE_NODE_RING,
                  KEY_RADIUS);
  for (guint i = WUSE_ACTOR_CLOSE; i <= WUSE_ACTOR_UNKNOWN; i++)
    if (n[i] > 0)
      {
        g_autofree char *count = wuse_format_number (n[i]), *name = g_strdup_printf ("%s %s", names[i], count);

        add_node_key (keys, name, looks[i].color, (WuseNodeShape) looks[i].shape, MAX (looks[i].radius, 5));
      }
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
add_line_keys (const WuseRelationGraph *self, const WuseDiagramScene *scene, GArray *keys)
{
  WuseEdgeStyle looks[N_RELATION_KINDS][N_RELATION_STATES] = { { { 0 } } };
  guint n[N_RELATION_KINDS][N_RELATION_STATES] = { { 0 } };

  for (guint i = 0; i < scene->graph->n_edges; i++)
    {
      const WuseRelation *relation = &self->relations->relations[self->relation[i]];
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

          /* One alone is fainter than many. */
          key.line.color.alpha = MAX (key.line.color.alpha, LEAST_ALPHA);
          g_array_append_val (keys, key);
        }
}

GArray *
wuse_graph_keys_new (const WuseRelationGraph *graph,
                     const WuseDiagramScene *scene,
                     WuseGraphColoring coloring,
                     const GArray *colors)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (WuseDiagramKey));

  g_array_set_clear_func (keys, (GDestroyNotify) wuse_diagram_key_clear);
  add_color_keys (colors, coloring, keys);
  add_shape_keys (graph, scene, coloring, keys);
  add_line_keys (graph, scene, keys);

  return keys;
}
