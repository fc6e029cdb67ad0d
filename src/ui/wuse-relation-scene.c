/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the relations look: colours, sizes and names of nodes, colours and dashes of edges. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-relation-graph.h"

#include "wuse-case-words.h"
#include "wuse-format.h"
#include "wuse-graph-keys.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Longer ones, such as UUIDs, would cover their neighbours; the whole is in the card and under the pointer. */
#define MAX_NAME_CHARS 16
#define N_HUES (WUSE_GRAPH_MAX_COLORS - 1)
/* Of links where contrast is asked for: none is fainter than a node, nor thinner than a pixel until they are a crowd. */
#define CONTRAST_ALPHA 210
#define CONTRAST_WIDTH 2.0f
/* Labels lie in blocks of so many bytes. */
#define TEXTS_BLOCK 65536

/* Told apart with any colour vision as far as eight can be (Okabe and Ito 2008), darker on light ground. */
static const WuseColor light_hues[N_HUES] = { { 0, 114, 178, 255 },  { 213, 94, 0, 255 },  { 0, 128, 96, 255 },
                                              { 170, 80, 140, 255 }, { 190, 140, 0, 255 }, { 50, 150, 205, 255 },
                                              { 90, 60, 160, 255 },  { 120, 120, 40, 255 } };
static const WuseColor dark_hues[N_HUES] = { { 86, 170, 230, 255 },  { 255, 140, 60, 255 }, { 60, 200, 150, 255 },
                                             { 225, 140, 200, 255 }, { 240, 200, 70, 255 }, { 130, 205, 250, 255 },
                                             { 175, 150, 245, 255 }, { 190, 190, 100, 255 } };
/* On light ground 4.5 : 1, so that they are not lost either while they stand back behind something selected; the dark ones are.
 */
static const WuseColor contrast_hues[N_HUES] = { { 0, 72, 140, 255 },   { 176, 66, 0, 255 }, { 0, 112, 84, 255 },
                                                 { 160, 50, 124, 255 }, { 128, 92, 0, 255 }, { 0, 112, 160, 255 },
                                                 { 84, 40, 160, 255 },  { 84, 88, 10, 255 } };

/* How a scene looks apart from who is in it. */
typedef struct
{
  const WusePalette *palette;
  gboolean is_dark;
  gboolean is_contrast;
  const WuseColor *hues;
  WuseColor rest; /* of whoever has no colour of a group */
} Look;

static char *
dup_area_name (const char *id, const WuseAreaSet *areas)
{
  const guint32 area = areas != NULL && id != NULL ? wuse_area_set_find (areas, id, -1) : WUSE_AREA_NONE;

  return g_strdup (area != WUSE_AREA_NONE ? wuse_area_display_name (wuse_area_set_get (areas, area)) : id);
}

char *
wuse_relation_graph_dup_label (const WuseRelationGraph *self, guint32 node, const WuseGraphNaming *naming)
{
  const WuseActor *actor = &self->relations->actors[self->actor[node]];
  const char *name = actor->kind == WUSE_ACTOR_PLACE && actor->name != NULL ? actor->name : actor->id;
  g_autofree char *short_name = NULL;

  if (actor->kind == WUSE_ACTOR_CASE && naming->field == WUSE_GRAPH_NAME_ONSET)
    return actor->onset != WUSE_DAY_NONE ? wuse_format_day (actor->onset) : NULL;
  if (actor->kind == WUSE_ACTOR_CASE && naming->field == WUSE_GRAPH_NAME_AREA)
    return dup_area_name (actor->area, naming->areas);

  if (g_utf8_strlen (name, -1) > MAX_NAME_CHARS)
    {
      g_autofree char *beginning = g_utf8_substring (name, 0, MAX_NAME_CHARS - 1);

      name = short_name = g_strconcat (beginning, "…", NULL);
    }

  /* Translators: a case and how many others it infected, beside a node of the relationship graph */
  return self->n_infected[node] > 0 ? g_strdup_printf (_ ("%s · %u"), name, self->n_infected[node]) : g_strdup (name);
}

/* What the colour of a case stands for, as a string that is the same for all of one colour; %NULL for not known. */
static const char *
get_group (const WuseRelationGraph *self, guint32 node, WuseGraphColoring coloring)
{
  static const char *const generations[N_HUES] = { "0", "1", "2", "3", "4", "5", "6", "7" };
  const WuseActor *actor = &self->relations->actors[self->actor[node]];

  switch (coloring)
    {
    case WUSE_GRAPH_COLOR_AREA:
      return actor->area;
    case WUSE_GRAPH_COLOR_SETTING:
      return actor->setting != WUSE_SETTING_UNKNOWN ? wuse_words_setting (actor->setting) : NULL;
    case WUSE_GRAPH_COLOR_GENERATION:
      return self->generation != NULL ? generations[MIN (self->generation[node], N_HUES - 1)] : NULL;
    case WUSE_GRAPH_COLOR_CLASSIFICATION:
      break;
    }

  return wuse_words_classification ((WuseClassification) actor->classification);
}

typedef struct
{
  const char *name;
  guint n_nodes;
} Group;

static int
compare_groups (const void *a, const void *b)
{
  const Group *left = *(Group *const *) a, *right = *(Group *const *) b;

  if (left->n_nodes != right->n_nodes)
    return left->n_nodes > right->n_nodes ? -1 : 1;
  return strcmp (left->name, right->name);
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp ((*(Group *const *) a)->name, (*(Group *const *) b)->name);
}

static WuseColor
mix (WuseColor from, WuseColor to, double part)
{
  return (WuseColor){ (guint8) (from.red + (to.red - from.red) * part), (guint8) (from.green + (to.green - from.green) * part),
                      (guint8) (from.blue + (to.blue - from.blue) * part), 255 };
}

static WuseColor
color_of_rank (const Look *look, WuseGraphColoring coloring, const char *name, guint rank)
{
  const WusePalette *palette = look->palette;

  if (coloring == WUSE_GRAPH_COLOR_CLASSIFICATION)
    return strcmp (name, wuse_words_classification (WUSE_CASE_CONFIRMED)) == 0   ? palette->confirmed
           : strcmp (name, wuse_words_classification (WUSE_CASE_SUSPECTED)) == 0 ? palette->suspected
                                                                                 : palette->asymptomatic;
  if (coloring == WUSE_GRAPH_COLOR_GENERATION)
    return mix (palette->asymptomatic, look->is_dark ? (WuseColor){ 200, 120, 255, 255 } : (WuseColor){ 70, 10, 90, 255 },
                (name[0] - '0') / (double) (N_HUES - 1));
  return look->hues[rank];
}

/* A colour for each of the most frequent groups; the rest shares one. */
static GHashTable *
choose_colors (
    const WuseRelationGraph *self, const Look *look, WuseGraphColoring coloring, const WuseAreaSet *areas, GArray *keys)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTable *colors = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  guint n_rest = 0;

  for (guint i = 0; i < self->graph->n_nodes; i++)
    {
      const char *name;
      Group *group;

      if (self->relations->actors[self->actor[i]].kind != WUSE_ACTOR_CASE)
        continue;
      name = get_group (self, i, coloring);
      if (name == NULL)
        {
          n_rest++;
          continue;
        }
      group = g_hash_table_lookup (groups, name);
      if (group == NULL)
        {
          group = g_new0 (Group, 1);
          group->name = name;
          g_hash_table_insert (groups, (gpointer) name, group);
        }
      group->n_nodes++;
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (order, value);
  if (order->len > 0)
    qsort (order->pdata, order->len, sizeof (gpointer), coloring == WUSE_GRAPH_COLOR_GENERATION ? compare_names : compare_groups);

  for (guint i = 0; i < order->len; i++)
    {
      const Group *group = g_ptr_array_index (order, i);
      WuseGraphColorKey key = { look->rest, NULL, group->n_nodes };

      if (i >= N_HUES)
        {
          n_rest += group->n_nodes;
          continue;
        }
      key.color = color_of_rank (look, coloring, group->name, i);
      key.name = coloring == WUSE_GRAPH_COLOR_AREA ? dup_area_name (group->name, areas) : g_strdup (group->name);
      g_hash_table_insert (colors, (gpointer) group->name, g_memdup2 (&key.color, sizeof key.color));
      g_array_append_val (keys, key);
    }
  if (n_rest > 0)
    {
      WuseGraphColorKey key = { look->rest, NULL, n_rest };

      g_array_append_val (keys, key);
    }

  return colors;
}

static void
style_node (const WuseRelationGraph *self,
            guint32 node,
            const Look *look,
            GHashTable *colors,
            WuseGraphColoring coloring,
            WuseNodeStyle *style)
{
  const WuseActor *actor = &self->relations->actors[self->actor[node]];
  const char *group;
  const WuseColor *color;

  switch ((WuseActorKind) actor->kind)
    {
    case WUSE_ACTOR_CASE:
      group = get_group (self, node, coloring);
      color = group != NULL ? g_hash_table_lookup (colors, group) : NULL;
      style->color = color != NULL ? *color : look->rest;
      style->shape = actor->classification == WUSE_CASE_SUSPECTED ? WUSE_NODE_RING : WUSE_NODE_DISC;
      style->radius = MIN (5 + 2.2f * sqrtf ((float) self->n_infected[node]), 20);
      return;
    case WUSE_ACTOR_CLOSE:
      *style = (WuseNodeStyle){ 4, look->rest, WUSE_NODE_RING };
      return;
    case WUSE_ACTOR_SECONDARY:
      *style = (WuseNodeStyle){ 4, look->rest, WUSE_NODE_DOT };
      return;
    case WUSE_ACTOR_PLACE:
      *style = (WuseNodeStyle){ 6, look->palette->place, WUSE_NODE_SQUARE };
      return;
    case WUSE_ACTOR_UNKNOWN:
      *style = (WuseNodeStyle){ 6, look->rest, WUSE_NODE_CROSS };
      return;
    }
}

static WuseColor
with_alpha (WuseColor color, guint8 alpha)
{
  color.alpha = alpha;

  return color;
}

static gboolean
is_refuted (const WuseRelationGraph *self, guint32 edge)
{
  return self->relations->relations[self->relation[edge]].state == WUSE_RELATION_REFUTED;
}

static void
style_edge (const WuseRelationGraph *self, guint32 edge, const Look *look, WuseEdgeStyle *style)
{
  const WuseRelation *relation = &self->relations->relations[self->relation[edge]];
  const gboolean is_transmission = relation->kind == WUSE_RELATION_TRANSMISSION;
  const gboolean is_tree = self->layout != WUSE_GRAPH_BY_FORCE;

  *style = (WuseEdgeStyle){ .width = is_transmission ? 1.5f : 1,
                            .color = with_alpha (look->palette->label_quiet, is_transmission ? 150 : 70),
                            .dashed = is_transmission && relation->state != WUSE_RELATION_CONFIRMED,
                            .arrow = is_transmission };
  if (is_refuted (self, edge))
    style->color = with_alpha (look->palette->confirmed, 110);
  if (!is_tree || self->forest == NULL)
    return;
  /* A tree shows who infected whom, and nothing else. */
  if (self->forest->role[edge] == WUSE_EDGE_UNUSED)
    {
      style->shape = WUSE_EDGE_HIDDEN;
      return;
    }
  style->arrow = self->layout == WUSE_GRAPH_BY_GENERATION;
  if (self->layout == WUSE_GRAPH_BY_TIME)
    {
      const guint32 to = self->graph->to[edge];

      style->shape = WUSE_EDGE_CURVE;
      style->bend = self->forest->role[edge] == WUSE_EDGE_TREE ? self->bends[to] : self->positions[2 * to];
    }
  if (self->forest->role[edge] != WUSE_EDGE_TREE)
    style->color.alpha = 80;
}

static void
strengthen (WuseEdgeStyle *style, gboolean refuted)
{
  style->width = CONTRAST_WIDTH;
  style->color.alpha = refuted ? 255 : CONTRAST_ALPHA;
}

static void
clear_key (gpointer data)
{
  g_clear_pointer (&((WuseGraphColorKey *) data)->name, g_free);
}

static gboolean
has_name (const WuseRelationGraph *self, guint32 node, WuseGraphNames names)
{
  const guint8 kind = self->relations->actors[self->actor[node]].kind;

  if (names == WUSE_GRAPH_NAMES_NONE)
    return FALSE;
  return kind == WUSE_ACTOR_PLACE || self->n_infected[node] > 0 || (names == WUSE_GRAPH_NAMES_ALL && kind == WUSE_ACTOR_CASE);
}

static Look
choose_look (WusePaletteVariant variant)
{
  const gboolean is_dark = wuse_palette_variant_is_dark (variant),
                 is_contrast = variant == WUSE_PALETTE_LIGHT_CONTRAST || variant == WUSE_PALETTE_DARK_CONTRAST;

  return (Look){ .palette = wuse_palette_get (variant),
                 .is_dark = is_dark,
                 .is_contrast = is_contrast,
                 .hues = is_dark       ? dark_hues
                         : is_contrast ? contrast_hues
                                       : light_hues,
                 .rest = is_dark       ? (WuseColor){ 140, 150, 164, 255 }
                         : is_contrast ? (WuseColor){ 92, 100, 112, 255 }
                                       : (WuseColor){ 122, 131, 144, 255 } };
}

WuseDiagramScene *
wuse_relation_graph_make_scene (
    WuseRelationGraph *self, WusePaletteVariant variant, WuseGraphColoring coloring, const WuseGraphNaming *naming, GArray **keys)
{
  const guint n_nodes = self->graph->n_nodes, n_edges = self->graph->n_edges;
  const Look look = choose_look (variant);
  WuseNodeStyle *nodes = g_new0 (WuseNodeStyle, MAX (n_nodes, 1));
  WuseEdgeStyle *edges = g_new0 (WuseEdgeStyle, MAX (n_edges, 1));
  float *positions = g_new0 (float, 2 * MAX (n_nodes, 1));
  char **labels = g_new0 (char *, MAX (n_nodes, 1));
  GStringChunk *texts = g_string_chunk_new (TEXTS_BLOCK);
  g_autoptr (GHashTable) colors = NULL;
  g_autoptr (GArray) color_keys = g_array_new (FALSE, FALSE, sizeof (WuseGraphColorKey));
  WuseDiagramScene *scene;

  g_array_set_clear_func (color_keys, clear_key);
  colors = choose_colors (self, &look, coloring, naming->areas, color_keys);
  memcpy (positions, self->positions, 2 * n_nodes * sizeof *positions);
  for (guint i = 0; i < n_nodes; i++)
    {
      style_node (self, i, &look, colors, coloring, &nodes[i]);
      if (has_name (self, i, naming->names))
        {
          g_autofree char *label = wuse_relation_graph_dup_label (self, i, naming);

          labels[i] = label != NULL ? g_string_chunk_insert (texts, label) : NULL;
        }
    }
  for (guint i = 0; i < n_edges; i++)
    {
      style_edge (self, i, &look, &edges[i]);
      if (look.is_contrast)
        strengthen (&edges[i], is_refuted (self, i));
    }

  scene = wuse_diagram_scene_new (self->graph, positions, nodes, edges, labels, texts);
  *keys = wuse_graph_keys_new (self, scene, coloring, color_keys);

  return scene;
}

/* --- on a thread of its own --- */

typedef struct
{
  WuseRelationGraph *graph;
  WusePaletteVariant variant;
  WuseGraphColoring coloring;
  WuseGraphNaming naming;
  WuseAreaSet *areas;
  GArray *keys;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_relation_graph_unref (job->graph);
  g_clear_pointer (&job->areas, wuse_area_set_unref);
  g_clear_pointer (&job->keys, g_array_unref);
  g_free (job);
}

static void
make_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  WuseDiagramScene *scene;

  if (g_task_return_error_if_cancelled (task))
    return;
  scene = wuse_relation_graph_make_scene (job->graph, job->variant, job->coloring, &job->naming, &job->keys);
  if (g_task_return_error_if_cancelled (task))
    wuse_diagram_scene_unref (scene);
  else
    g_task_return_pointer (task, scene, (GDestroyNotify) wuse_diagram_scene_unref);
}

void
wuse_relation_graph_make_scene_async (WuseRelationGraph *self,
                                      WusePaletteVariant variant,
                                      WuseGraphColoring coloring,
                                      const WuseGraphNaming *naming,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->graph = wuse_relation_graph_ref (self);
  job->variant = variant;
  job->coloring = coloring;
  job->areas = naming->areas != NULL ? wuse_area_set_ref ((WuseAreaSet *) naming->areas) : NULL;
  job->naming = *naming;
  g_task_set_source_tag (task, wuse_relation_graph_make_scene_async);
  g_task_set_task_data (task, job, free_job);
  /* Not a worker: it would wait behind tiles, and the tiles of this for it. */
  g_task_run_in_thread (task, make_cb);
}

WuseDiagramScene *
wuse_relation_graph_make_scene_finish (GAsyncResult *result, GArray **keys, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  WuseDiagramScene *scene = g_task_propagate_pointer (G_TASK (result), error);

  *keys = scene != NULL ? g_steal_pointer (&job->keys) : NULL;

  return scene;
}
