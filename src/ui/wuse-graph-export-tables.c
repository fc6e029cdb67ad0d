/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line list and contacts of what is shown: columns and codes are the same in every language. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-export-private.h"

#include "wuse-csv-row.h"

#include <string.h>

/* A code that actors hold as 1 + its position. */
static const char *
get_code (const char *field, guint value)
{
  const WuseRecordClass *class = wuse_record_class (WUSE_RECORD_CASE);

  for (guint i = 0; i < class->n_fields && value > 0; i++)
    if (strcmp (class->fields[i].name, field) == 0)
      return value <= g_strv_length ((char **) class->fields[i].codes) ? class->fields[i].codes[value - 1] : NULL;

  return NULL;
}

static void
write_case (const WuseGraphExport *self, guint32 node, WuseOutputFile *file)
{
  static const char *const origins[] = { "unknown", "local", "imported" };
  const WuseRelationGraph *graph = self->graph;
  const WuseActor *actor = &graph->relations->actors[graph->actor[node]];
  const guint32 parent = graph->forest != NULL ? graph->forest->parent[node] : WUSE_NODE_NONE;
  const WuseActor *infector = parent != WUSE_NODE_NONE ? &graph->relations->actors[graph->actor[parent]] : NULL;
  const WuseRelation *link =
      infector != NULL ? &graph->relations->relations[graph->relation[graph->forest->parent_edge[node]]] : NULL;
  g_autofree char *age = actor->age >= 0 ? g_strdup_printf ("%d", actor->age) : NULL;

  wuse_csv_row (file, "tttttttttddddtttttuu", actor->id, actor->person, wuse_graph_export_classification_code (actor),
                origins[MIN (actor->origin, G_N_ELEMENTS (origins) - 1)], get_code ("sex", actor->sex), age, actor->age_band,
                actor->area, wuse_graph_export_get_area_name (self, actor), actor->onset, actor->report, actor->isolation,
                actor->release, get_code ("found_by", actor->found_by), actor->cluster, infector != NULL ? infector->id : NULL,
                link != NULL ? wuse_graph_export_state_code (link->state) : NULL, wuse_graph_export_setting_code (actor->setting),
                graph->generation != NULL ? graph->generation[node] : 0, graph->n_infected[node]);
}

void
wuse_graph_export_write_line_list (const WuseGraphExportWriter *self)
{
  const WuseRelationGraph *graph = self->job->graph;
  g_autofree guint8 *marks = wuse_graph_export_mark_nodes (self->job);

  wuse_csv_begin (self->file, "case_id,resident_identifier,classification,origin,sex,age,age_band,area,area_name,onset,report,"
                              "isolation,release,found_by,cluster,infector,infector_state,setting,generation,infected");
  for (guint i = 0; i < graph->graph->n_nodes && wuse_graph_export_tell (self, i, graph->graph->n_nodes); i++)
    if (marks[i] && graph->relations->actors[graph->actor[i]].kind == WUSE_ACTOR_CASE)
      write_case (self->job, i, self->file);
}

void
wuse_graph_export_write_contacts (const WuseGraphExportWriter *self)
{
  const WuseRelationGraph *graph = self->job->graph;
  g_autofree guint8 *marks = wuse_graph_export_mark_nodes (self->job);

  wuse_csv_begin (self->file, "from,from_kind,to,to_kind,kind,state,setting,first_exposure,last_exposure,quarantine_start,"
                              "quarantine_end,record_type,record");
  for (guint i = 0; i < graph->graph->n_edges && wuse_graph_export_tell (self, i, graph->graph->n_edges); i++)
    {
      const guint32 from = graph->graph->from[i], to = graph->graph->to[i];
      const WuseRelation *relation = &graph->relations->relations[graph->relation[i]];
      const WuseActor *first = &graph->relations->actors[relation->from], *second = &graph->relations->actors[relation->to];
      const gboolean is_contact = second->kind == WUSE_ACTOR_CLOSE || second->kind == WUSE_ACTOR_SECONDARY;

      /* Of the selection: also to whom it leads. */
      if (!marks[from] && !marks[to])
        continue;
      wuse_csv_row (self->file, "tttttttddddtt", first->id, wuse_graph_export_kind_code (first->kind), second->id,
                    wuse_graph_export_kind_code (second->kind), wuse_graph_export_relation_code (relation->kind),
                    wuse_graph_export_state_code (relation->state), wuse_graph_export_setting_code (relation->setting),
                    relation->first, relation->last, is_contact ? second->isolation : WUSE_DAY_NONE,
                    is_contact ? second->release : WUSE_DAY_NONE, wuse_record_class ((WuseRecordType) relation->source)->name,
                    relation->record);
    }
}
