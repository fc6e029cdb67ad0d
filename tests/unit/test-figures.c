/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of relations: a small outbreak by hand, the Seoul records against igraph, tables that others read, faults. */

#include "config.h"

#include "relations-fixture.h"
#include "wuse-csv-row.h"
#include "wuse-figures-export.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define CASE "'classification':'confirmed'"

typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} Answer;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->result = g_object_ref (result);
  g_main_loop_quit (answer->loop);
}

static Answer
answer_new (void)
{
  return (Answer){ g_main_loop_new (NULL, FALSE), NULL };
}

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->loop, g_main_loop_unref);
  g_clear_object (&answer->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static WuseFigures *
count (WuseRelations *relations, const WuseGraphFilter *filter, WuseDay today, gboolean is_closed)
{
  const WuseGraphFilter usual = WUSE_GRAPH_FILTER_DEFAULT;
  g_autoptr (WuseRelationGraph) graph = wuse_relation_graph_new_unplaced (relations, filter != NULL ? filter : &usual);

  return wuse_figures_new (graph, today, is_closed);
}

static WuseGoBetweens *
find_go_betweens (WuseFigures *figures)
{
  g_auto (Answer) answer = answer_new ();
  g_autoptr (GError) error = NULL;
  WuseGoBetweens *between;

  wuse_figures_find_go_betweens_async (figures, NULL, answered_cb, &answer);
  g_main_loop_run (answer.loop);
  between = wuse_figures_find_go_betweens_finish (answer.result, &error);
  g_assert_no_error (error);

  return between;
}

static guint32
find_node (const WuseFigures *figures, const char *id)
{
  const guint32 node = wuse_relation_graph_find_id (figures->graph, id);

  g_assert_cmpuint (node, !=, WUSE_NODE_NONE);

  return node;
}

/* Two chains: a → b, c; b → d; d → e, for which c is suspected, too; e → f, and x → y. Alone: z; with itself: s; refuted: z → a.
 */
static WuseRelations *
make_outbreak (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  relations_add (batch, "case", "a", CASE ",'onset':'2022-03-01','report':'2022-03-03','setting':'market','cluster':'Market'");
  relations_add (batch, "case", "b",
                 CASE ",'onset':'2022-03-05','report':'2022-03-06','setting':'market','cluster':'Market','infector':'a'");
  relations_add (batch, "case", "c", CASE ",'onset':'2022-02-27','report':'2022-03-08','setting':'household','infector':'a'");
  relations_add (batch, "case", "d", CASE ",'onset':'2022-03-09','report':'2022-03-10','infector':'b'");
  relations_add (batch, "case", "e", CASE ",'onset':'2022-03-14','report':'2022-03-15','infector':'d'");
  relations_add (batch, "case", "f", CASE ",'report':'2022-03-28','infector':'e'");
  relations_add (batch, "link", "l1", "'source':'c','target':'e','kind':'transmission','state':'suspected'");
  relations_add (batch, "case", "x", CASE ",'onset':'2022-01-01','report':'2022-03-04'");
  relations_add (batch, "case", "y", CASE ",'onset':'2022-03-20','report':'2022-03-29','infector':'x'");
  relations_add (batch, "case", "z", CASE ",'report':'2022-03-01'");
  relations_add (batch, "case", "s", CASE ",'report':'2022-03-02','infector':'s'");
  relations_add (batch, "link", "l2", "'source':'z','target':'a','kind':'transmission','state':'refuted','reason':'x'");

  return relations_build (batch);
}

static void
test_clusters (void)
{
  g_autoptr (WuseRelations) relations = make_outbreak ();
  const WuseDay today = relations_day ("2022-03-31");
  g_autoptr (WuseFigures) figures = count (relations, NULL, today, TRUE);
  const WuseClusterFigures *market;

  g_assert_cmpuint (figures->n_cases, ==, 10);
  g_assert_cmpuint (figures->n_clusters, ==, 2);
  g_assert_cmpuint (figures->n_in_clusters, ==, 8);
  g_assert_cmpuint (figures->n_unrecorded, ==, 0);
  g_assert_cmpint (figures->first_report, ==, relations_day ("2022-03-01"));
  g_assert_cmpint (figures->last_report, ==, relations_day ("2022-03-29"));
  g_assert_cmpint (figures->first_day, ==, figures->first_report);
  market = &figures->clusters[figures->orders[WUSE_CLUSTERS_BY_SIZE][0]];
  g_assert_cmpuint (market->n_members, ==, 6);
  g_assert_cmpuint (market->n_cases, ==, 6);
  g_assert_cmpuint (market->n_new, ==, 1);
  g_assert_cmpuint (market->depth, ==, 3);
  g_assert_cmpuint (market->start, ==, find_node (figures, "a"));
  g_assert_cmpstr (market->name, ==, "Market");
  g_assert_cmpuint (market->setting, ==, WUSE_SETTING_MARKET);
  g_assert_cmpuint (market->n_setting, ==, 2);
  g_assert_cmpint (market->first_onset, ==, relations_day ("2022-02-27"));
  g_assert_cmpint (market->last_onset, ==, relations_day ("2022-03-14"));
  g_assert_cmpint (market->last_report, ==, relations_day ("2022-03-28"));
  g_assert_cmpuint (figures->orders[WUSE_CLUSTERS_BY_LAST][0], ==, figures->cluster[find_node (figures, "y")]);
  g_assert_cmpuint (figures->orders[WUSE_CLUSTERS_BY_FIRST][0], ==, figures->cluster[find_node (figures, "a")]);
  g_assert_cmpuint (figures->orders[WUSE_CLUSTERS_BY_GROWTH][0], ==, figures->cluster[find_node (figures, "a")]);
  g_assert_cmpuint (figures->cluster[find_node (figures, "s")], ==, WUSE_NODE_NONE);
  for (guint i = 0; i < figures->n_clusters; i++)
    g_assert_cmpuint (figures->growth->size[figures->growth->first[i + 1] - 1], ==, figures->clusters[i].n_members);
}

static void
test_distributions (void)
{
  g_autoptr (WuseRelations) relations = make_outbreak ();
  g_autoptr (WuseFigures) figures = count (relations, NULL, relations_day ("2022-03-31"), TRUE);
  const guint offspring[] = { 3, 4, 1 }, generations[] = { 2, 3, 2, 1 };

  g_assert_cmpuint (figures->offspring.n, ==, 8);
  g_assert_cmpuint (figures->offspring.total, ==, 6);
  g_assert_cmpuint (figures->offspring_counts->len, ==, G_N_ELEMENTS (offspring));
  for (guint i = 0; i < G_N_ELEMENTS (offspring); i++)
    g_assert_cmpuint (g_array_index (figures->offspring_counts, guint32, i), ==, offspring[i]);
  /* With z and s, who infected nobody else. */
  g_assert_cmpuint (figures->offspring_all.n, ==, 10);
  g_assert_cmpuint (figures->offspring_all.total, ==, 6);
  g_assert_cmpuint (figures->generations->len, ==, G_N_ELEMENTS (generations));
  for (guint i = 0; i < G_N_ELEMENTS (generations); i++)
    g_assert_cmpuint (g_array_index (figures->generations, guint32, i), ==, generations[i]);

  /* a → b 4 days, a → c -2, b → d 4, d → e 5; x → y 78 is taken for an error, of f no onset is known. */
  g_assert_cmpuint (figures->intervals.n, ==, 4);
  g_assert_cmpfloat_with_epsilon (figures->intervals.mean, 2.75, 1e-9);
  g_assert_cmpuint (figures->intervals.n_negative, ==, 1);
  g_assert_cmpuint (figures->n_excluded[WUSE_PAIR_WITHOUT_ONSET], ==, 1);
  g_assert_cmpuint (figures->n_excluded[WUSE_PAIR_ALTERNATIVE], ==, 1);
  g_assert_cmpuint (figures->n_excluded[WUSE_PAIR_CYCLIC], ==, 0);
  g_assert_cmpuint (figures->n_excluded[WUSE_PAIR_SELF], ==, 1);
  g_assert_cmpuint (figures->n_excluded[WUSE_PAIR_OUTSIDE], ==, 1);
}

/* While an outbreak goes on, those of the last days do not count among who infected nobody. */
static void
test_recent (void)
{
  g_autoptr (WuseRelations) relations = make_outbreak ();
  g_autoptr (WuseFigures) figures = count (relations, NULL, relations_day ("2022-03-31"), FALSE);

  g_assert_cmpuint (figures->n_recent, ==, 2);
  g_assert_cmpuint (figures->offspring.n, ==, 6);
  g_assert_cmpuint (figures->offspring_all.n, ==, 8);
}

static void
test_people (void)
{
  g_autoptr (WuseRelations) relations = make_outbreak ();
  g_autoptr (WuseFigures) figures = count (relations, NULL, relations_day ("2022-03-31"), TRUE);
  g_autoptr (WuseGoBetweens) between = find_go_betweens (figures);

  g_assert_cmpuint (figures->infectious->len, ==, 5);
  g_assert_cmpuint (g_array_index (figures->infectious, guint32, 0), ==, find_node (figures, "a"));
  /* a, b, d, e and c go round in a circle, to which only e holds f. */
  g_assert_cmpuint (figures->bridges->len, ==, 1);
  g_assert_cmpuint (g_array_index (figures->bridges, guint32, 0), ==, find_node (figures, "e"));
  g_assert_cmpuint (figures->cut[find_node (figures, "e")], ==, 1);
  g_assert_true (between->is_exact);
  g_assert_cmpuint (between->highest->len, ==, 5);
  g_assert_cmpuint (g_array_index (between->highest, guint32, 0), ==, find_node (figures, "e"));
  g_assert_cmpfloat_with_epsilon (between->value[find_node (figures, "e")], 5, 1e-9);
  g_assert_cmpfloat_with_epsilon (between->value[find_node (figures, "a")], 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (between->n_pairs[find_node (figures, "a")], 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (between->value[find_node (figures, "x")], 0, 1e-9);
}

/* What the filter hides is not counted. */
static void
test_filter (void)
{
  g_autoptr (WuseRelations) relations = make_outbreak ();
  WuseGraphFilter filter = WUSE_GRAPH_FILTER_DEFAULT;
  g_autoptr (WuseFigures) figures = NULL;

  filter.first = relations_day ("2022-03-05");
  filter.last = relations_day ("2022-03-10");
  figures = count (relations, &filter, relations_day ("2022-03-31"), TRUE);
  g_assert_cmpuint (figures->n_cases, ==, 3);
  g_assert_cmpuint (figures->n_clusters, ==, 1);
  g_assert_cmpuint (figures->n_in_clusters, ==, 2);
}

static void
test_empty (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = relations_build (batch);
  g_autoptr (WuseFigures) figures = count (relations, NULL, WUSE_DAY_NONE, FALSE);
  g_autoptr (WuseGoBetweens) between = find_go_betweens (figures);

  g_assert_cmpuint (figures->n_cases, ==, 0);
  g_assert_cmpuint (figures->n_clusters, ==, 0);
  g_assert_cmpint (figures->first_report, ==, WUSE_DAY_NONE);
  g_assert_cmpint (figures->first_day, ==, WUSE_DAY_NONE);
  g_assert_true (isnan (figures->offspring.mean));
  g_assert_cmpuint (figures->intervals.n, ==, 0);
  g_assert_cmpuint (between->highest->len, ==, 0);
}

/* igraph counts 238 parts by the same 822 links, of which one is somebody with himself alone; the largest has 67 people. */
static void
test_seoul (void)
{
  g_autoptr (WuseRelations) relations = relations_read_seoul ();
  g_autoptr (WuseFigures) figures = NULL;
  guint n_members = 0, n_pairs, n_roots = 0;

  if (relations == NULL)
    return;
  figures = count (relations, NULL, relations_day ("2020-06-30"), TRUE);
  g_test_message ("%u clusters, %u cases, %u in no record; R %.3f k %.3f (%.3f-%.3f); %u intervals, mean %.2f",
                  figures->n_clusters, figures->n_in_clusters, figures->n_unrecorded, figures->offspring.mean,
                  figures->offspring.k, figures->offspring.k_low, figures->offspring.k_high, figures->intervals.n,
                  figures->intervals.mean);
  g_assert_cmpuint (figures->n_clusters, ==, 237);
  g_assert_cmpuint (figures->clusters[figures->orders[WUSE_CLUSTERS_BY_SIZE][0]].n_members, ==, 67);
  g_assert_cmpuint (figures->n_in_clusters + figures->n_unrecorded, ==, 1051);
  g_assert_cmpuint (figures->n_unrecorded, ==, 3);
  g_assert_cmpuint (figures->n_excluded[WUSE_PAIR_SELF], ==, 2);
  /* Of six pairs who name each other one direction each leads back. */
  g_assert_cmpuint (figures->n_excluded[WUSE_PAIR_CYCLIC], ==, 6);
  n_pairs = figures->intervals.n;
  for (guint i = 0; i < WUSE_N_PAIR_EXCLUSIONS; i++)
    n_pairs += figures->n_excluded[i];
  g_assert_cmpuint (n_pairs, ==, 822);
  for (guint i = 0; i < figures->n_clusters; i++)
    {
      g_assert_cmpuint (figures->clusters[i].n_members, >, 1);
      n_members += figures->clusters[i].n_members;
    }
  g_assert_cmpuint (n_members, ==, figures->n_in_clusters + figures->n_unrecorded);
  for (guint i = 0; i < n_members; i++)
    n_roots += figures->graph->forest->parent[figures->members[i]] == WUSE_NODE_NONE;
  g_assert_cmpuint (g_array_index (figures->generations, guint32, 0), ==, n_roots);
  g_assert_cmpfloat (figures->offspring.k_low, <, figures->offspring.k);
  g_assert_cmpfloat (figures->offspring.k, <, figures->offspring.k_high);
  g_assert_cmpfloat (figures->offspring_all.mean, <, figures->offspring.mean);
}

/* --- tables --- */

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (entries != NULL && g_dir_read_name (entries) != NULL)
    n++;

  return n;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("wuse-figures-XXXXXX", NULL);

  g_assert_nonnull (folder);

  return folder;
}

static GFile *
export_figures (WuseFigures *figures, WuseGoBetweens *between, const char *folder, GCancellable *cancellable, GError **error)
{
  g_auto (Answer) answer = answer_new ();
  g_autoptr (GFile) parent = g_file_new_for_path (folder);

  wuse_figures_export_async (figures, between, parent, cancellable, answered_cb, &answer);
  g_main_loop_run (answer.loop);

  return wuse_figures_export_finish (answer.result, error);
}

static char *
read_table (GFile *folder, const char *name)
{
  g_autoptr (GFile) file = g_file_get_child (folder, name);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "\357\273\277"));

  return text;
}

static void
test_tables (void)
{
  g_autoptr (WuseRelations) relations = make_outbreak ();
  g_autoptr (WuseFigures) figures = count (relations, NULL, relations_day ("2022-03-31"), TRUE);
  g_autoptr (WuseGoBetweens) between = find_go_betweens (figures);
  g_autofree char *parent = make_folder (), *name = NULL, *other_name = NULL, *clusters = NULL, *cases = NULL, *pairs = NULL;
  g_autofree char *summary = NULL, *offspring = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = export_figures (figures, between, parent, NULL, &error);
  g_autoptr (GFile) other = NULL;

  g_assert_no_error (error);
  name = g_file_get_basename (folder);
  g_assert_cmpstr (name, ==, "wuse-figures-2022-03-31");
  clusters = read_table (folder, "clusters.csv");
  g_assert_nonnull (strstr (clusters, "\r\n1,a,Market,6,6,1,3,market,2,2022-02-27,2022-03-14,2022-03-03,2022-03-28\r\n"));
  cases = read_table (folder, "cases.csv");
  g_assert_nonnull (strstr (cases, "\r\na,case,1,0,2,2,1,10,0,2022-03-01,2022-03-03\r\n"));
  g_assert_nonnull (strstr (cases, "\r\ne,case,1,2,1,1,5,10,1,2022-03-14,2022-03-15\r\n"));
  g_assert_nonnull (strstr (cases, "\r\ns,case,,,0,0,0,0,0,,2022-03-02\r\n"));
  pairs = read_table (folder, "serial-intervals.csv");
  g_assert_nonnull (strstr (pairs, "\r\na,c,2022-03-01,2022-02-27,-2,suspected\r\n"));
  offspring = read_table (folder, "offspring.csv");
  g_assert_cmpstr (offspring + 3, ==, "infected,cases\r\n0,3\r\n1,4\r\n2,1\r\n");
  summary = read_table (folder, "summary.csv");
  g_assert_nonnull (strstr (summary, "\r\noffspring_mean,0.75,,,8\r\n"));
  g_assert_nonnull (strstr (summary, "\r\npairs_with_oneself,1,,,\r\n"));
  g_assert_nonnull (strstr (summary, "\r\ncounted_to,2022-03-31,,,\r\n"));

  /* Once more on the same day: beside it, not over it. */
  other = export_figures (figures, between, parent, NULL, &error);
  g_assert_no_error (error);
  other_name = g_file_get_basename (other);
  g_assert_cmpstr (other_name, ==, "wuse-figures-2022-03-31-2");
  g_assert_cmpuint (count_entries (parent), ==, 2);
  remove_folder (parent);
}

/* Nothing is left behind of what was given up, or could not be written. */
static void
test_tables_fail (void)
{
  g_autoptr (WuseRelations) relations = make_outbreak ();
  g_autoptr (WuseFigures) figures = count (relations, NULL, relations_day ("2022-03-31"), TRUE);
  g_autoptr (WuseGoBetweens) between = find_go_betweens (figures);
  g_autofree char *parent = make_folder (), *missing = g_build_filename (parent, "missing", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (export_figures (figures, between, parent, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (parent), ==, 0);
  g_clear_error (&error);
  g_assert_null (export_figures (figures, between, missing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_entries (parent), ==, 0);
  remove_folder (parent);
}

static void
test_findings (void)
{
  g_autoptr (WuseRelations) relations = make_outbreak ();
  g_autoptr (WusePlausibility) plausibility = wuse_plausibility_new (relations, NULL);
  g_autofree guint32 *positions = g_new (guint32, plausibility->n_findings);
  g_autofree char *parent = make_folder (), *text = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (parent), file = g_file_get_child (folder, "findings.csv");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = answer_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < plausibility->n_findings; i++)
    {
      const WuseFinding *finding = &plausibility->findings[i];
      g_autoptr (GArray) actors = wuse_finding_list_actors (finding, plausibility);

      positions[i] = i;
      if (finding->kind == WUSE_FINDING_SELF_LINK)
        {
          g_assert_cmpuint (actors->len, ==, 1);
          g_assert_cmpuint (g_array_index (actors, guint32, 0), ==, relations_find (relations, "s"));
        }
    }
  g_assert_cmpuint (plausibility->counts[WUSE_FINDING_SELF_LINK], ==, 1);
  wuse_findings_export_async (plausibility, positions, plausibility->n_findings, file, NULL, answered_cb, &answer);
  g_main_loop_run (answer.loop);
  g_assert_true (wuse_findings_export_finish (answer.result, &error));
  g_assert_no_error (error);
  text = read_table (folder, "findings.csv");
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, plausibility->n_findings + 2);
  g_assert_nonnull (strstr (text, "Impossible,Linked to itself,s,s is recorded as infected by itself,"));
  remove_folder (parent);
}

/* Commas and quotes stay what they are; what a spreadsheet would compute is text. */
static void
test_cells (void)
{
  g_autofree char *parent = make_folder (), *text = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (parent), file = g_file_get_child (folder, "cells.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseOutputFile) output = wuse_output_file_new (file, NULL, &error);

  g_assert_no_error (error);
  wuse_csv_begin (output, "a,b");
  wuse_csv_row (output, "tttt", "plain", "with, comma", "say \"no\"", "two\nlines");
  wuse_csv_row (output, "tttt", "=1+1", "-x", NULL, "");
  wuse_csv_row (output, "uidnnn", G_MAXUINT, -3, WUSE_DAY_NONE, 0.25, NAN, INFINITY);
  g_assert_true (wuse_output_file_close (output, &error));
  text = read_table (folder, "cells.csv");
  g_assert_cmpstr (
      text + 3, ==,
      "a,b\r\nplain,\"with, comma\",\"say \"\"no\"\"\",\"two\nlines\"\r\n\"'=1+1\",\"'-x\",,\r\n4294967295,-3,,0.25,,Inf\r\n");
  remove_folder (parent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/clusters", test_clusters);
  g_test_add_func ("/figures/distributions", test_distributions);
  g_test_add_func ("/figures/recent", test_recent);
  g_test_add_func ("/figures/people", test_people);
  g_test_add_func ("/figures/filter", test_filter);
  g_test_add_func ("/figures/empty", test_empty);
  g_test_add_func ("/figures/seoul", test_seoul);
  g_test_add_func ("/figures/tables", test_tables);
  g_test_add_func ("/figures/tables-fail", test_tables_fail);
  g_test_add_func ("/figures/findings", test_findings);
  g_test_add_func ("/figures/cells", test_cells);
  return g_test_run ();
}
