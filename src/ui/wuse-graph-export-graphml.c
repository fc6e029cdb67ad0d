/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes and edges as GraphML: the dialect that yEd, Gephi, igraph and networkx all read. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-export-private.h"

#include <math.h>

#define DIGITS 3

typedef struct
{
  const char *id;
  const char *name;
  const char *type;
} Key;

/* "id" is the node's own: this one is called as in the record. */
static const Key node_keys[] = {
  { "label", "label", "string" },
  { "record", "record", "string" },
  { "kind", "kind", "string" },
  { "classification", "classification", "string" },
  { "onset", "onset", "string" },
  { "report", "report", "string" },
  { "area", "area", "string" },
  { "area_name", "area_name", "string" },
  { "cluster", "cluster", "string" },
  { "setting", "setting", "string" },
  { "generation", "generation", "int" },
  { "infected", "infected", "int" },
  { "x", "x", "double" },
  { "y", "y", "double" },
};
static const Key edge_keys[] = {
  { "relation", "kind", "string" },        { "state", "state", "string" },        { "edge_setting", "setting", "string" },
  { "first", "first_exposure", "string" }, { "last", "last_exposure", "string" }, { "edge_record", "record", "string" },
};

static void
put_data (WuseOutputFile *file, const char *key, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  wuse_output_file_printf (file, "<data key=\"%s\">", key);
  wuse_output_file_put_xml (file, text);
  wuse_output_file_puts (file, "</data>");
}

static void
put_day (WuseOutputFile *file, const char *key, WuseDay day)
{
  g_autofree char *text = day != WUSE_DAY_NONE ? wuse_day_format (day) : NULL;

  put_data (file, key, text);
}

static void
put_count (WuseOutputFile *file, const char *key, guint count)
{
  wuse_output_file_printf (file, "<data key=\"%s\">%u</data>", key, count);
}

static void
put_coordinate (WuseOutputFile *file, const char *key, float value)
{
  wuse_output_file_printf (file, "<data key=\"%s\">", key);
  wuse_output_file_put_number (file, value, DIGITS);
  wuse_output_file_puts (file, "</data>");
}

static void
put_keys (WuseOutputFile *file, const char *of, const Key *keys, guint n_keys)
{
  for (guint i = 0; i < n_keys; i++)
    wuse_output_file_printf (file, "<key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", keys[i].id, of,
                             keys[i].name, keys[i].type);
}

/* A case and a place may be called the same: then the later one says what it is. */
static const char **
name_nodes (const WuseRelationGraph *graph, GStringChunk *names)
{
  const char **ids = g_new (const char *, MAX (graph->graph->n_nodes, 1));
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < graph->graph->n_nodes; i++)
    {
      const WuseActor *actor = &graph->relations->actors[graph->actor[i]];

      ids[i] = actor->id;
      while (g_hash_table_contains (taken, ids[i]))
        {
          g_autofree char *name = g_strdup_printf ("%s:%s", wuse_graph_export_kind_code (actor->kind), ids[i]);

          ids[i] = g_string_chunk_insert (names, name);
        }
      g_hash_table_add (taken, (gpointer) ids[i]);
    }

  return ids;
}

static void
write_node (const WuseGraphExportWriter *self, guint32 node, const char *id)
{
  const WuseRelationGraph *graph = self->job->graph;
  const WuseActor *actor = &graph->relations->actors[graph->actor[node]];
  const float *position = graph->positions != NULL ? &graph->positions[2 * node] : NULL;
  WuseOutputFile *file = self->file;

  wuse_output_file_puts (file, "<node id=\"");
  wuse_output_file_put_xml (file, id);
  wuse_output_file_puts (file, "\">");
  put_data (file, "label", actor->name != NULL ? actor->name : actor->id);
  put_data (file, "record", actor->id);
  put_data (file, "kind", wuse_graph_export_kind_code (actor->kind));
  put_data (file, "classification", wuse_graph_export_classification_code (actor));
  put_day (file, "onset", actor->onset);
  put_day (file, "report", actor->report);
  put_data (file, "area", actor->area);
  put_data (file, "area_name", wuse_graph_export_get_area_name (self->job, actor));
  put_data (file, "cluster", actor->cluster);
  put_data (file, "setting", wuse_graph_export_setting_code (actor->setting));
  if (graph->forest != NULL && actor->kind == WUSE_ACTOR_CASE)
    put_count (file, "generation", graph->forest->depth[node]);
  put_count (file, "infected", graph->n_infected[node]);
  if (position != NULL && isfinite (position[0]) && isfinite (position[1]))
    {
      put_coordinate (file, "x", position[0]);
      put_coordinate (file, "y", position[1]);
    }
  wuse_output_file_puts (file, "</node>\n");
}

static void
write_edge (const WuseGraphExportWriter *self, guint32 edge, const char *const *ids)
{
  const WuseRelationGraph *graph = self->job->graph;
  const WuseRelation *relation = &graph->relations->relations[graph->relation[edge]];
  WuseOutputFile *file = self->file;

  wuse_output_file_printf (file, "<edge id=\"e%u\" source=\"", edge);
  wuse_output_file_put_xml (file, ids[graph->graph->from[edge]]);
  wuse_output_file_puts (file, "\" target=\"");
  wuse_output_file_put_xml (file, ids[graph->graph->to[edge]]);
  wuse_output_file_puts (file, "\">");
  put_data (file, "relation", wuse_graph_export_relation_code (relation->kind));
  put_data (file, "state", wuse_graph_export_state_code (relation->state));
  put_data (file, "edge_setting", wuse_graph_export_setting_code (relation->setting));
  put_day (file, "first", relation->first);
  put_day (file, "last", relation->last);
  put_data (file, "edge_record", relation->record);
  wuse_output_file_puts (file, "</edge>\n");
}

void
wuse_graph_export_write_graphml (const WuseGraphExportWriter *self)
{
  const WuseGraph *graph = self->job->graph->graph;
  g_autofree guint8 *marks = wuse_graph_export_mark_nodes (self->job);
  GStringChunk *names = g_string_chunk_new (4096);
  g_autofree const char **ids = name_nodes (self->job->graph, names);
  const guint n = graph->n_nodes + graph->n_edges;

  wuse_output_file_puts (self->file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                     "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                                     "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                                     "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                                     "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
  put_keys (self->file, "node", node_keys, G_N_ELEMENTS (node_keys));
  put_keys (self->file, "edge", edge_keys, G_N_ELEMENTS (edge_keys));
  wuse_output_file_puts (self->file, "<graph id=\"G\" edgedefault=\"directed\">\n");
  for (guint i = 0; i < graph->n_nodes && wuse_graph_export_tell (self, i, n); i++)
    if (marks[i])
      write_node (self, i, ids[i]);
  for (guint i = 0; i < graph->n_edges && wuse_graph_export_tell (self, graph->n_nodes + i, n); i++)
    if (marks[graph->from[i]] && marks[graph->to[i]])
      write_edge (self, i, (const char *const *) ids);
  wuse_output_file_puts (self->file, "</graph>\n</graphml>\n");
  g_string_chunk_free (names);
}
