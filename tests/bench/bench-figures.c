/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a large network, as the page of cases counts them: `bench-figures [CASES]`. Needs no display. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-figures.h"
#include "wuse-record-batch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CASES 100000u
#define N_ROUNDS 3u
/* Who infects whom is not further apart in the order of the cases. */
#define NEAR 3000u
#define GENERATION 400u
#define FIRST_YEAR_DAYS 360u

static void
add_line (WuseRelationsBuilder *builder, const char *type, guint number, const char *data)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autofree char *line = g_strdup_printf ("{\"seq\":1,\"op\":\"put\",\"type\":\"%s\",\"id\":\"%s-%u\",\"version\":1,"
                                           "\"at\":\"2022-04-11T00:00:00Z\",\"data\":%s}",
                                           type, type, number, data);
  GError *error = NULL;

  wuse_record_batch_add_line (batch, line, strlen (line), &error);
  g_assert_no_error (error);
  wuse_relations_builder_add (builder, wuse_record_batch_get (batch, 0));
}

static char *
name_day (guint number)
{
  const guint day = number / GENERATION % FIRST_YEAR_DAYS;

  return g_strdup_printf ("2022-%02u-%02u", 1 + day / 30, 1 + day % 28);
}

/* Few infect many: the nearer to a multiple of a hundred, the likelier. Most of all hang together, and contacts close rings. */
static void
add_case (WuseRelationsBuilder *builder, GRand *rand, guint i)
{
  const guint reach = MIN (i, NEAR);
  const guint source = i - MIN ((guint) g_rand_int_range (rand, 1, (gint32) reach + 2), i);
  const guint spreader = g_rand_int_range (rand, 0, 3) > 0 ? source / 100 * 100 : source;
  g_autofree char *onset = name_day (i), *report = name_day (i + 3 * GENERATION);
  g_autofree char *data =
      g_strdup_printf ("{\"classification\":\"confirmed\",\"onset\":\"%s\",\"report\":\"%s\",\"household\":\"household-%u\","
                       "\"infector\":\"case-%u\"}",
                       onset, report, i / 3, spreader);
  g_autofree char *link = g_strdup_printf ("{\"source\":\"case-%u\",\"target\":\"case-%u\",\"kind\":\"contact\","
                                           "\"state\":\"confirmed\"}",
                                           i, source);

  add_line (builder, "case", i, data);
  if (i % 2 == 0)
    add_line (builder, "link", i, link);
}

static WuseRelations *
make_relations (guint n_cases)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  WuseRelationsBuilder *builder = wuse_relations_builder_new ();

  for (guint i = 0; i < n_cases; i++)
    add_case (builder, rand, i);

  return wuse_relations_builder_end (builder);
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static double
since (gint64 begun)
{
  return (double) (g_get_monotonic_time () - begun) / 1000;
}

static WuseFigures *
count (WuseRelations *relations, double *milliseconds)
{
  const WuseGraphFilter filter = WUSE_GRAPH_FILTER_DEFAULT;
  g_autoptr (GAsyncResult) result = NULL;
  const gint64 begun = g_get_monotonic_time ();
  GError *error = NULL;
  WuseFigures *figures;

  wuse_figures_make_async (relations, &filter, relations->actors[relations->n_cases - 1].report, FALSE, NULL, take_result_cb,
                           &result);
  figures = wuse_figures_make_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  *milliseconds = since (begun);

  return figures;
}

static double
find_go_betweens (WuseFigures *figures, gboolean *is_exact)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WuseGoBetweens) between = NULL;
  const gint64 begun = g_get_monotonic_time ();
  GError *error = NULL;

  wuse_figures_find_go_betweens_async (figures, NULL, take_result_cb, &result);
  between = wuse_figures_find_go_betweens_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  *is_exact = between->is_exact;

  return since (begun);
}

/* How long it goes on after it was cancelled in the midst of it. */
static double
cancel_go_betweens (WuseFigures *figures, double milliseconds)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WuseGoBetweens) between = NULL;
  gint64 begun;

  wuse_figures_find_go_betweens_async (figures, cancellable, take_result_cb, &result);
  wuse_bench_wait_ms ((guint) (milliseconds / 2));
  begun = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  between = wuse_figures_find_go_betweens_finish (wait_for (&result), NULL);

  return since (begun);
}

static void
report (const char *part, guint n_cases, double milliseconds, const char *asked, gboolean fine)
{
  g_autofree char *what = g_strdup_printf ("figures of %u cases: %s", n_cases, part);

  wuse_bench_report (what, "ms", milliseconds, NULL, 0, asked, fine);
}

int
main (int argc, char **argv)
{
  const guint n_cases = argc > 1 ? MAX ((guint) strtoul (argv[1], NULL, 10), 100) : CASES;
  g_autoptr (WuseRelations) relations = make_relations (n_cases);
  double counted[N_ROUNDS], found[N_ROUNDS], cancelled;
  gboolean is_exact = FALSE;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (WuseFigures) figures = count (relations, &counted[i]);

      if (i == 0)
        g_print ("%u cases in %u nodes and %u edges, %u chains, generations %u, R %.2f, k %.2f, %u serial intervals\n",
                 figures->n_cases, figures->graph->graph->n_nodes, figures->graph->graph->n_edges, figures->n_clusters,
                 figures->generations->len, figures->offspring.mean, figures->offspring.k, figures->pairs->len);
      found[i] = find_go_betweens (figures, &is_exact);
      if (i == N_ROUNDS - 1)
        cancelled = cancel_go_betweens (figures, found[i]);
    }
  report ("chains, offspring, generations, intervals, bridges", n_cases, wuse_bench_quantile (counted, N_ROUNDS, 0.5), "–", TRUE);
  report (is_exact ? "betweenness, exact" : "betweenness, sampled", n_cases, wuse_bench_quantile (found, N_ROUNDS, 0.5), "–",
          TRUE);
  report ("betweenness, to its end when cancelled", n_cases, cancelled, "–", TRUE);

  return 0;
}
