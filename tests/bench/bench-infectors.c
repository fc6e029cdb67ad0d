/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often the true infector of a case is ranked first, and among the first three, and how long ranking takes:
 * `bench-infectors TRUTH CACHE`, TRUTH being what `wuse-district truth` says of the district that the cache is filled from. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-infector-ranking.h"
#include "wuse-store.h"

#include <stdlib.h>
#include <string.h>

static gpointer
load (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_relations (reader, NULL, error);
}

/* The infector of each case by lines of `infector,infected,…`. */
static guint32 *
read_truth (const char *path, const WuseRelations *relations)
{
  guint32 *truth = g_new (guint32, relations->n_cases);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  memset (truth, 0xff, relations->n_cases * sizeof *truth);
  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", 3);
      guint32 infected;

      if (g_strv_length (fields) < 2 || *fields[0] == '\0')
        continue;
      infected = wuse_relations_find (relations, fields[1]);
      if (infected < relations->n_cases)
        truth[infected] = wuse_relations_find (relations, fields[0]);
    }
  return truth;
}

/* Of cases of which nobody has said who infected them. */
static guint32 *
keep_unnamed (const WuseRelations *relations, const guint32 *truth)
{
  guint32 *kept = g_memdup2 (truth, relations->n_cases * sizeof *truth);

  for (guint i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];

      if (relation->kind == WUSE_RELATION_TRANSMISSION && relation->to < relations->n_cases)
        kept[relation->to] = WUSE_INDEX_NONE;
    }
  return kept;
}

static void
report (const char *what, double ours, double theirs)
{
  wuse_bench_report (what, "%", 100 * ours, "dates alone", 100 * theirs, "more than by dates alone", ours > theirs);
}

static void
report_score (const char *of, const WuseInfectorScore *model, const WuseInfectorScore *baseline)
{
  g_autofree char *first = g_strdup_printf ("infector ranked first, %s (%u)", of, model->n);
  g_autofree char *three = g_strdup_printf ("infector among the first three, %s (%u)", of, model->n);

  report (first, model->first, baseline->first);
  report (three, model->three, baseline->three);
}

static void
measure (WuseRelations *relations, const guint32 *truth)
{
  g_autofree guint32 *unnamed = keep_unnamed (relations, truth);
  WuseInfectorOptions options = WUSE_INFECTOR_DEFAULTS;
  WuseInfectorScore model, baseline;

  for (guint blind = 0; blind < 2; blind++)
    {
      g_autoptr (WuseInfectorRanking) ranking = NULL;
      g_autofree WuseInfectors *ranked = NULL;
      gint64 begin = g_get_monotonic_time ();
      double ms, unknown[2] = { 0 };
      guint n[2] = { 0 };

      options.uses_links = blind == 0;
      ranking = wuse_infector_ranking_new (relations, NULL, &options);
      ranked = wuse_infector_ranking_rank (ranking, 0, relations->n_cases, NULL);
      ms = (double) (g_get_monotonic_time () - begin) / 1000;
      for (guint i = 0; i < relations->n_cases; i++)
        {
          unknown[truth[i] < relations->n_cases] += ranked[i].unknown;
          n[truth[i] < relations->n_cases]++;
        }
      g_print (
          "%u cases, serial interval %.1f days (sd %.1f) from %u pairs; unknown source given %.2f where it is, %.2f where it is "
          "not\n",
          relations->n_cases, wuse_infector_ranking_get_interval (ranking)->mean,
          wuse_infector_ranking_get_interval (ranking)->sd, wuse_infector_ranking_get_interval (ranking)->n_pairs,
          unknown[0] / MAX (n[0], 1), unknown[1] / MAX (n[1], 1));
      wuse_infector_ranking_score (ranking, ranked, truth, &model, &baseline);
      report_score (blind == 0 ? "with what investigators say" : "without what investigators say", &model, &baseline);
      g_print ("given to the true infector: %.3f, by dates alone %.3f\n", model.probability, baseline.probability);
      if (blind == 1)
        continue;
      wuse_infector_ranking_score (ranking, ranked, unnamed, &model, &baseline);
      report_score ("of cases without a named one", &model, &baseline);
      wuse_bench_report ("ranking the infectors of all cases", "ms per 100,000", ms * 100000 / MAX (relations->n_cases, 1), NULL,
                         0, "2000", ms * 100000 / MAX (relations->n_cases, 1) <= 2000);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseStore) store = NULL;
  g_autoptr (WuseRelations) relations = NULL;
  g_autofree guint32 *truth = NULL;

  if (argc != 3)
    {
      g_printerr ("bench-infectors TRUTH CACHE\n");
      return 64;
    }
  store = wuse_store_open (argv[2], NULL, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  relations = wuse_store_read (store, load, NULL, NULL, &error);
  if (relations == NULL)
    g_error ("%s", error->message);
  truth = read_truth (argv[1], relations);
  measure (relations, truth);
  wuse_store_close (store);
  return EXIT_SUCCESS;
}
