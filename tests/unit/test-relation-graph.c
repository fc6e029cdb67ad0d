/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph while cases come, and the part of an outbreak that it is opened for. */

#include "config.h"

#include "wuse-graph-scope.h"
#include "wuse-relation-graph.h"

#include "relations-fixture.h"

#include <math.h>

#define N_CASES 60

/* Each case but the first was infected by one of those before it. */
static WuseRelations *
make_relations (guint n_cases)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *id = g_strdup_printf ("C%02u", i), *infector = g_strdup_printf ("'infector':'C%02u',", i / 3);

      relations_add (batch, "case", id, "'classification':'confirmed',%s'onset':'2020-02-%02u','report':'2020-02-%02u',%s",
                     i > 0 ? infector : "", 1 + i / 4, 3 + i / 4, i % 2 == 0 ? "'area':'A1'" : "'area':'A2','cluster':'Market'");
    }

  return relations_build (batch);
}

typedef struct
{
  GMainLoop *loop;
  WuseRelationGraph *graph;
} Made;

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Made *made = user_data;

  made->graph = wuse_relation_graph_make_finish (result, NULL);
  g_main_loop_quit (made->loop);
}

static WuseRelationGraph *
make_graph (WuseRelations *relations, WuseGraphLayout layout, WuseRelationGraph *before)
{
  const WuseGraphFilter filter = WUSE_GRAPH_FILTER_DEFAULT;
  Made made = { g_main_loop_new (NULL, FALSE), NULL };

  wuse_relation_graph_make_async (relations, &filter, layout, before, NULL, NULL, NULL, made_cb, &made);
  g_main_loop_run (made.loop);
  g_main_loop_unref (made.loop);
  g_assert_nonnull (made.graph);

  return made.graph;
}

/* In the network nobody moves, and who is new lies beside the one case it is linked with. */
static void
test_new_case_in_place (void)
{
  g_autoptr (WuseRelations) old = make_relations (N_CASES), more = make_relations (N_CASES + 1);
  g_autoptr (WuseRelationGraph) before = make_graph (old, WUSE_GRAPH_BY_FORCE, NULL);
  g_autoptr (WuseRelationGraph) after = make_graph (more, WUSE_GRAPH_BY_FORCE, before);
  guint32 fresh, infector;

  for (guint i = 0; i < before->graph->n_nodes; i++)
    {
      const guint32 node = wuse_relation_graph_find_id (after, old->actors[before->actor[i]].id);

      g_assert_cmpuint (node, !=, WUSE_NODE_NONE);
      g_assert_cmpfloat (after->positions[2 * node], ==, before->positions[2 * i]);
      g_assert_cmpfloat (after->positions[2 * node + 1], ==, before->positions[2 * i + 1]);
    }
  fresh = wuse_relation_graph_find_id (after, "C60");
  infector = wuse_relation_graph_find_id (after, "C20");
  g_assert_cmpuint (fresh, !=, WUSE_NODE_NONE);
  g_assert_cmpfloat (hypotf (after->positions[2 * fresh] - after->positions[2 * infector],
                             after->positions[2 * fresh + 1] - after->positions[2 * infector + 1]),
                     <, 4);
}

/* Along time a day stays as wide as it was, so that nobody moves to another day. */
static void
test_days_keep_width (void)
{
  g_autoptr (WuseRelations) old = make_relations (N_CASES), more = make_relations (N_CASES + 1);
  g_autoptr (WuseRelationGraph) before = make_graph (old, WUSE_GRAPH_BY_TIME, NULL);
  g_autoptr (WuseRelationGraph) after = make_graph (more, WUSE_GRAPH_BY_TIME, before);

  g_assert_cmpfloat (after->day_width, ==, before->day_width);
  for (guint i = 0; i < before->graph->n_nodes; i++)
    {
      const guint32 node = wuse_relation_graph_find_id (after, old->actors[before->actor[i]].id);

      g_assert_cmpfloat (after->positions[2 * node], ==, before->positions[2 * i]);
    }
}

static guint
count_cases (const char *kind, const char *key, const WuseRelations *relations)
{
  g_autoptr (WuseGraphScope) scope = wuse_graph_scope_parse (kind, key);
  g_auto (GStrv) ids = NULL;

  g_assert_nonnull (scope);
  ids = wuse_graph_scope_list_cases (scope, relations, NULL);

  return g_strv_length (ids);
}

static void
test_scopes (void)
{
  g_autoptr (WuseRelations) relations = make_relations (N_CASES), more = make_relations (N_CASES + 2);

  g_assert_cmpuint (count_cases ("area", "A1", relations), ==, N_CASES / 2);
  g_assert_cmpuint (count_cases ("area", "A1", more), ==, N_CASES / 2 + 1);
  g_assert_cmpuint (count_cases ("cluster", "Market", relations), ==, N_CASES / 2);
  g_assert_cmpuint (count_cases ("cluster", "Nobody's", relations), ==, 0);
  g_assert_cmpuint (count_cases ("case", "C07", relations), ==, 1);
  g_assert_cmpuint (count_cases ("days", "2020-02-03/2020-02-04", relations), ==, 8);
  g_assert_cmpuint (count_cases ("days", "2020-02-04/2020-02-03", relations), ==, 8);
  g_assert_null (wuse_graph_scope_parse ("all", ""));
  g_assert_null (wuse_graph_scope_parse ("days", "2020-02-03"));
  g_assert_null (wuse_graph_scope_parse ("days", "2020-02-03/tomorrow"));
  g_assert_null (wuse_graph_scope_parse ("weather", "fair"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relation-graph/new-case-in-place", test_new_case_in_place);
  g_test_add_func ("/relation-graph/days-keep-width", test_days_keep_width);
  g_test_add_func ("/relation-graph/scopes", test_scopes);

  return g_test_run ();
}
