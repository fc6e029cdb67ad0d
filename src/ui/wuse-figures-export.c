/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures and findings as tables for others. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-figures-export.h"

#include "wuse-csv-row.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>

/* How many folders of one day there may be. */
#define MAX_FOLDERS 1000

static const char *const setting_codes[WUSE_N_SETTINGS] = { NULL,     "household", "building",  "work",      "school",
                                                            "market", "medical",   "transport", "gathering", "other" };

static const char *const exclusion_codes[WUSE_N_PAIR_EXCLUSIONS] = { "pairs_without_onset", "pairs_other_infector_likelier",
                                                                     "pairs_leading_back", "pairs_with_oneself",
                                                                     "pairs_beyond_bounds" };

typedef struct
{
  WuseFigures *figures;
  WuseGoBetweens *between;
  GFile *parent;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_figures_unref (job->figures);
  wuse_go_betweens_unref (job->between);
  g_object_unref (job->parent);
  g_free (job);
}

static const WuseActor *
get_actor (const WuseFigures *figures, guint32 node)
{
  return &figures->graph->relations->actors[figures->graph->actor[node]];
}

/* --- the tables --- */

static void
write_summary (const Job *job, WuseOutputFile *file)
{
  const WuseFigures *figures = job->figures;
  const WuseOffspring *offspring = &figures->offspring, *all = &figures->offspring_all;
  const WuseSerialIntervals *intervals = &figures->intervals;
  const struct
  {
    const char *name;
    double value;
    double low;
    double high;
    guint n;
  } rows[] = {
    { "cases", figures->n_cases, NAN, NAN, figures->n_cases },
    { "cases_in_clusters", figures->n_in_clusters, NAN, NAN, figures->n_cases },
    { "people_in_no_record", figures->n_unrecorded, NAN, NAN, figures->n_unrecorded },
    { "clusters", figures->n_clusters, NAN, NAN, figures->n_in_clusters },
    { "highest_generation", figures->generations->len - 1.0, NAN, NAN, figures->n_in_clusters },
    { "offspring_mean", offspring->mean, NAN, NAN, offspring->n },
    { "offspring_variance", offspring->variance, NAN, NAN, offspring->n },
    { "offspring_dispersion_k", offspring->k, offspring->k_low, offspring->k_high, offspring->n },
    { "share_of_cases_causing_80_percent", offspring->share_observed, NAN, NAN, offspring->n },
    { "share_of_cases_causing_80_percent_fitted", offspring->share_expected, NAN, NAN, offspring->n },
    { "offspring_mean_with_unlinked_cases", all->mean, NAN, NAN, all->n },
    { "offspring_dispersion_k_with_unlinked_cases", all->k, all->k_low, all->k_high, all->n },
    { "cases_too_recent_for_offspring", figures->n_recent, NAN, NAN, figures->n_in_clusters },
    { "serial_interval_mean_days", intervals->mean, NAN, NAN, intervals->n },
    { "serial_interval_sd_days", intervals->sd, NAN, NAN, intervals->n },
    { "serial_interval_median_days", intervals->median, intervals->quantiles[0], intervals->quantiles[3], intervals->n },
    { "serial_interval_negative", intervals->n_negative, NAN, NAN, intervals->n },
    { "betweenness_is_exact", job->between->is_exact, NAN, NAN, figures->graph->graph->n_nodes },
  };

  wuse_csv_begin (file, "figure,value,low,high,n");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    wuse_csv_row (file, "tnnnu", rows[i].name, rows[i].value, rows[i].low, rows[i].high, rows[i].n);
  for (guint i = 0; i < WUSE_N_PAIR_EXCLUSIONS; i++)
    wuse_csv_row (file, "tuttt", exclusion_codes[i], figures->n_excluded[i], NULL, NULL, NULL);
  wuse_csv_row (file, "tdttt", "first_report", figures->first_report, NULL, NULL, NULL);
  wuse_csv_row (file, "tdttt", "last_report", figures->last_report, NULL, NULL, NULL);
  wuse_csv_row (file, "tdttt", "counted_to", figures->today, NULL, NULL, NULL);
}

static void
write_clusters (const Job *job, WuseOutputFile *file)
{
  const WuseFigures *figures = job->figures;

  wuse_csv_begin (file,
                  "cluster,begins_with,name,people,cases,new_in_7_days,highest_generation,setting,cases_of_setting,first_onset,"
                  "last_onset,first_report,last_report");
  for (guint i = 0; i < figures->n_clusters && wuse_output_file_is_sound (file); i++)
    {
      const WuseClusterFigures *cluster = &figures->clusters[i];

      wuse_csv_row (file, "uttuuuutudddd", i + 1, get_actor (figures, cluster->start)->id, cluster->name, cluster->n_members,
                    cluster->n_cases, cluster->n_new, cluster->depth, setting_codes[cluster->setting], cluster->n_setting,
                    cluster->first_onset, cluster->last_onset, cluster->first_report, cluster->last_report);
    }
}

static void
write_growth (const Job *job, WuseOutputFile *file)
{
  const WuseComponentGrowth *growth = job->figures->growth;

  wuse_csv_begin (file, "cluster,day,people_up_to_then");
  for (guint i = 0; i < growth->n_components && wuse_output_file_is_sound (file); i++)
    for (guint at = growth->first[i]; at < growth->first[i + 1]; at++)
      wuse_csv_row (file, "udu", i + 1, growth->day[at], growth->size[at]);
}

static void
write_people (const Job *job, WuseOutputFile *file)
{
  static const char *const kinds[] = { "case", "close_contact", "secondary_contact", "place", "in_no_record" };
  const WuseFigures *figures = job->figures;

  wuse_csv_begin (file, "id,kind,cluster,generation,infected,out_degree,betweenness,pairs_at_most,cuts_off,onset,report");
  for (guint32 i = 0; i < figures->graph->graph->n_nodes && wuse_output_file_is_sound (file); i++)
    {
      const WuseActor *actor = get_actor (figures, i);
      const gboolean is_in_cluster = figures->cluster[i] != WUSE_NODE_NONE;
      g_autofree char *cluster = is_in_cluster ? g_strdup_printf ("%u", figures->cluster[i] + 1) : NULL;
      g_autofree char *generation = is_in_cluster ? g_strdup_printf ("%u", figures->graph->generation[i]) : NULL;

      wuse_csv_row (file, "ttttuunnudd", actor->id, kinds[actor->kind], cluster, generation, figures->n_offspring[i],
                    figures->graph->n_infected[i], job->between->value[i], job->between->n_pairs[i], figures->cut[i],
                    actor->onset, actor->report);
    }
}

static void
write_counts (const GArray *counts, const char *header, WuseOutputFile *file)
{
  wuse_csv_begin (file, header);
  for (guint i = 0; i < counts->len; i++)
    wuse_csv_row (file, "uu", i, g_array_index (counts, guint32, i));
}

static void
write_offspring (const Job *job, WuseOutputFile *file)
{
  write_counts (job->figures->offspring_counts, "infected,cases", file);
}

static void
write_generations (const Job *job, WuseOutputFile *file)
{
  write_counts (job->figures->generations, "generation,people", file);
}

static void
write_intervals (const Job *job, WuseOutputFile *file)
{
  const WuseRelationGraph *graph = job->figures->graph;

  wuse_csv_begin (file, "infector,infected,infector_onset,infected_onset,days,state");
  for (guint i = 0; i < job->figures->pairs->len && wuse_output_file_is_sound (file); i++)
    {
      const WuseSerialInterval *pair = &g_array_index (job->figures->pairs, WuseSerialInterval, i);
      const WuseActor *infector = get_actor (job->figures, graph->graph->from[pair->edge]);
      const WuseActor *infected = get_actor (job->figures, graph->graph->to[pair->edge]);
      const gboolean is_confirmed = graph->relations->relations[graph->relation[pair->edge]].state == WUSE_RELATION_CONFIRMED;

      wuse_csv_row (file, "ttddit", infector->id, infected->id, infector->onset, infected->onset, pair->days,
                    is_confirmed ? "confirmed" : "suspected");
    }
}

/* --- the folder --- */

static const struct
{
  const char *name;
  void (*write) (const Job *job, WuseOutputFile *file);
} tables[] = {
  { "summary.csv", write_summary },
  { "clusters.csv", write_clusters },
  { "cluster-growth.csv", write_growth },
  { "cases.csv", write_people },
  { "offspring.csv", write_offspring },
  { "generations.csv", write_generations },
  { "serial-intervals.csv", write_intervals },
};

static gboolean
write_tables (const Job *job, const char *folder, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_build_filename (folder, tables[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (WuseOutputFile) output = wuse_output_file_new (file, cancellable, error);

      if (output == NULL)
        return FALSE;
      tables[i].write (job, output);
      if (!wuse_output_file_close (output, error))
        return FALSE;
    }

  return TRUE;
}

static void
remove_tables (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_build_filename (folder, tables[i].name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* A folder with something in it is never taken the place of: rename() refuses. */
static GFile *
publish (const Job *job, const char *parent, const char *folder, GError **error)
{
  g_autofree char *day = job->figures->today != WUSE_DAY_NONE ? wuse_day_format (job->figures->today) : g_strdup ("undated");

  for (guint i = 1; i < MAX_FOLDERS; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("wuse-figures-%s", day) : g_strdup_printf ("wuse-figures-%s-%u", day, i);
      g_autofree char *path = g_build_filename (parent, name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      if (g_rename (folder, path) == 0)
        return g_file_new_for_path (path);
      if (errno != EEXIST && errno != ENOTEMPTY)
        break;
    }
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "%s: %s", parent, g_strerror (errno));

  return NULL;
}

static void
export_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autofree char *parent = g_file_get_path (job->parent), *folder = NULL;
  GError *error = NULL;
  GFile *made = NULL;

  if (parent == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "The folder is not on this machine");
      return;
    }
  folder = g_build_filename (parent, ".wuse-figures-XXXXXX", NULL);
  if (g_mkdtemp_full (folder, 0755) == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, (int) g_io_error_from_errno (errno), "%s: %s", parent, g_strerror (errno));
      return;
    }
  if (write_tables (job, folder, cancellable, &error))
    made = publish (job, parent, folder, &error);
  if (made == NULL)
    {
      remove_tables (folder);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, made, g_object_unref);
}

void
wuse_figures_export_async (WuseFigures *self,
                           WuseGoBetweens *between,
                           GFile *parent,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->figures = wuse_figures_ref (self);
  job->between = wuse_go_betweens_ref (between);
  job->parent = g_object_ref (parent);
  g_task_set_source_tag (task, wuse_figures_export_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, export_cb);
}

GFile *
wuse_figures_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- findings --- */

typedef struct
{
  WusePlausibility *plausibility;
  guint32 *positions;
  guint n_positions;
  GFile *file;
} FindingJob;

static void
free_finding_job (gpointer data)
{
  FindingJob *job = data;

  wuse_plausibility_unref (job->plausibility);
  g_free (job->positions);
  g_object_unref (job->file);
  g_free (job);
}

static void
add_once (GArray *actors, guint32 actor)
{
  for (guint i = 0; i < actors->len; i++)
    if (g_array_index (actors, guint32, i) == actor)
      return;
  g_array_append_val (actors, actor);
}

GArray *
wuse_finding_list_actors (const WuseFinding *finding, const WusePlausibility *plausibility)
{
  GArray *actors;

  g_return_val_if_fail (finding != NULL && plausibility != NULL, NULL);

  actors = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (finding->kind == WUSE_FINDING_CYCLE)
    return g_array_append_vals (actors, plausibility->members + finding->first_member, (guint) finding->number);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < G_N_ELEMENTS (finding->actors); i++)
      if (finding->actors[i] != WUSE_INDEX_NONE
          && (plausibility->relations->actors[finding->actors[i]].kind == WUSE_ACTOR_CASE) == (pass == 1))
        add_once (actors, finding->actors[i]);

  return actors;
}

static char *
join_ids (const WuseFinding *finding, const WusePlausibility *plausibility)
{
  g_autoptr (GArray) actors = wuse_finding_list_actors (finding, plausibility);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < actors->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? "; " : "",
                            plausibility->relations->actors[g_array_index (actors, guint32, i)].id);

  return g_string_free (ids, FALSE);
}

static char *
join_records (const WuseFinding *finding, const WuseRelations *relations)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (finding->relations); i++)
    if (finding->relations[i] != WUSE_INDEX_NONE && relations->relations[finding->relations[i]].record != NULL)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? "; " : "", relations->relations[finding->relations[i]].record);
  for (guint i = 0; i < G_N_ELEMENTS (finding->stays); i++)
    if (finding->stays[i] != WUSE_INDEX_NONE)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? "; " : "", relations->sojourns[finding->stays[i]].id);

  return g_string_free (ids, FALSE);
}

static void
export_findings_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const FindingJob *job = data;
  const WuseLanguage language = wuse_language_from_locale ();
  GError *error = NULL;
  g_autoptr (WuseOutputFile) file = wuse_output_file_new (job->file, cancellable, &error);

  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  wuse_csv_begin (file, "severity,kind,who,finding,day_1,day_2,number,limit,records");
  for (guint i = 0; i < job->n_positions && wuse_output_file_is_sound (file); i++)
    {
      const WuseFinding *finding = &job->plausibility->findings[job->positions[i]];
      g_autofree char *ids = join_ids (finding, job->plausibility),
                      *records = join_records (finding, job->plausibility->relations);
      g_autofree char *words = wuse_finding_word (finding, job->plausibility, language);

      wuse_csv_row (file, "ttttddiit", wuse_severity_label (finding->severity, language),
                    wuse_finding_kind_label (finding->kind, language), ids, words, finding->days[0], finding->days[1],
                    finding->number, finding->limit, records);
    }
  if (wuse_output_file_close (file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
wuse_findings_export_async (WusePlausibility *plausibility,
                            const guint32 *positions,
                            guint n_positions,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  FindingJob *job = g_new0 (FindingJob, 1);

  job->plausibility = wuse_plausibility_ref (plausibility);
  job->positions = g_memdup2 (positions, n_positions * sizeof *positions);
  job->n_positions = n_positions;
  job->file = g_object_ref (file);
  g_task_set_source_tag (task, wuse_findings_export_async);
  g_task_set_task_data (task, job, free_finding_job);
  g_task_run_in_thread (task, export_findings_cb);
}

gboolean
wuse_findings_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
