/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be in the records, found on a thread. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-finding-check.h"

typedef struct
{
  WuseRelations *relations;
  WuseRegister *epidemic;
  int utc_offset;
  WusePlausibility *before; /* what was found before, or NULL */
  gboolean reads_alike;     /* set by the thread */
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_relations_unref (job->relations);
  g_clear_pointer (&job->epidemic, wuse_register_unref);
  g_clear_pointer (&job->before, wuse_plausibility_unref);
  g_free (job);
}

static gboolean
is_same_finding (const WuseFinding *a, const WusePlausibility *of_a, const WuseFinding *b, const WusePlausibility *of_b)
{
  g_autofree char *words_a = NULL, *words_b = NULL;

  if (a->severity != b->severity || a->kind != b->kind)
    return FALSE;
  words_a = wuse_finding_word (a, of_a, WUSE_LANGUAGE_EN);
  words_b = wuse_finding_word (b, of_b, WUSE_LANGUAGE_EN);

  return g_strcmp0 (words_a, words_b) == 0;
}

/* Whether the list would read as it does: then nobody who reads it is disturbed. */
static gboolean
reads_alike (const WusePlausibility *a, const WusePlausibility *b)
{
  if (a == NULL || a->n_findings != b->n_findings)
    return FALSE;
  for (guint i = 0; i < a->n_findings; i++)
    if (!is_same_finding (&a->findings[i], a, &b->findings[i], b))
      return FALSE;

  return TRUE;
}

static void
check_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  WusePlausibilityOptions options = WUSE_PLAUSIBILITY_DEFAULTS;
  WusePlausibility *plausibility;
  g_autofree guint8 *care = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (job->epidemic != NULL)
    care = wuse_plausibility_mark_care_places (job->relations, job->epidemic);
  options.care_places = care;
  options.utc_offset = job->utc_offset;
  wuse_interval_model_follow (&options.interval, job->relations);
  plausibility = wuse_plausibility_new (job->relations, &options);
  job->reads_alike = reads_alike (job->before, plausibility);
  g_task_return_pointer (task, plausibility, (GDestroyNotify) wuse_plausibility_unref);
}

void
wuse_finding_check_async (WuseRelations *relations,
                          WuseRegister *epidemic,
                          int utc_offset,
                          WusePlausibility *before,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (relations != NULL);

  job = g_new0 (Job, 1);
  job->relations = wuse_relations_ref (relations);
  job->epidemic = epidemic != NULL ? wuse_register_ref (epidemic) : NULL;
  job->utc_offset = utc_offset;
  job->before = before != NULL ? wuse_plausibility_ref (before) : NULL;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_finding_check_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, check_cb);
}

WusePlausibility *
wuse_finding_check_finish (GAsyncResult *result, gboolean *reads_alike)
{
  const Job *job;

  g_return_val_if_fail (G_IS_TASK (result) && reads_alike != NULL, NULL);

  job = g_task_get_task_data (G_TASK (result));
  *reads_alike = job->reads_alike;

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
