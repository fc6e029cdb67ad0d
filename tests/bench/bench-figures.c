/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a large network, as the page of cases counts them: `bench-figures [CASES]`. Needs no display. */

#include "config.h"

#include "large-relations.h"
#include "wuse-bench.h"
#include "wuse-figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CASES 100000u
#define N_ROUNDS 3u

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
  g_autoptr (WuseRelations) relations = large_relations_new (n_cases);
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
