/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who of the relations looked at can be reached from whom. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-relation-graph.h"

#include "wuse-graph-reach.h"

guint32
wuse_relation_graph_find_id (const WuseRelationGraph *self, const char *id)
{
  const guint32 actor = wuse_relations_find (self->relations, id);

  return actor != WUSE_INDEX_NONE ? wuse_relation_graph_find (self, actor) : WUSE_NODE_NONE;
}

const char **
wuse_relation_graph_dup_ids (const WuseRelationGraph *self, const GArray *nodes)
{
  const char **ids = g_new0 (const char *, nodes->len + 1);

  for (guint i = 0; i < nodes->len; i++)
    ids[i] = self->relations->actors[self->actor[g_array_index (nodes, guint32, i)]].id;

  return ids;
}

/* One a edge: whether it is a transmission that counts, and whether it is confirmed. */
static guint8 *
list_transmissions (const WuseRelationGraph *self, gboolean only_confirmed)
{
  guint8 *edges = g_new (guint8, MAX (self->graph->n_edges, 1));

  for (guint i = 0; i < self->graph->n_edges; i++)
    edges[i] = self->forest->role[i] != WUSE_EDGE_UNUSED
               && (!only_confirmed || self->relations->relations[self->relation[i]].state == WUSE_RELATION_CONFIRMED);

  return edges;
}

GArray *
wuse_relation_graph_list_reachable (const WuseRelationGraph *self, const char *const *ids, WuseDirection direction, guint steps)
{
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *edges = direction != WUSE_DIRECTION_EITHER ? list_transmissions (self, FALSE) : NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const guint32 node = wuse_relation_graph_find_id (self, ids[i]);

      if (node != WUSE_NODE_NONE)
        g_array_append_val (sources, node);
    }

  return wuse_graph_list_reachable (self->graph, edges, (const guint32 *) (gpointer) sources->data, sources->len, direction,
                                    steps);
}

GArray *
wuse_relation_graph_find_path (const WuseRelationGraph *self, const char *from, const char *to)
{
  const guint32 first = wuse_relation_graph_find_id (self, from), last = wuse_relation_graph_find_id (self, to);
  g_autofree guint8 *edges = NULL, *preferred = NULL;
  GArray *path;

  if (first == WUSE_NODE_NONE || last == WUSE_NODE_NONE)
    return NULL;
  edges = list_transmissions (self, FALSE);
  preferred = list_transmissions (self, TRUE);
  path = wuse_graph_find_path (self->graph, edges, preferred, first, last, WUSE_DIRECTION_EITHER, NULL);

  return path != NULL ? path : wuse_graph_find_path (self->graph, NULL, preferred, first, last, WUSE_DIRECTION_EITHER, NULL);
}
