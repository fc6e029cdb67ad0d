/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What benchmarks share: medians, the table of results, programs to be measured. */

#include "config.h"

#include "wuse-bench.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing that is measured takes so long; what takes longer has failed. */
#define LONGEST_WAIT_S 120

struct _WuseBenchProgram
{
  GSubprocess *process;
  GDataInputStream *output;
  char *line;
  gboolean has_read;
};

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

double
wuse_bench_quantile (double *values, guint n_values, double part)
{
  g_return_val_if_fail (n_values > 0, 0);

  qsort (values, n_values, sizeof *values, compare_doubles);
  return values[MIN ((guint) (part * n_values), n_values - 1)];
}

static gboolean
waited_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
wuse_bench_wait_ms (guint milliseconds)
{
  gboolean waited = FALSE;

  g_timeout_add (milliseconds, waited_cb, &waited);
  while (!waited)
    g_main_context_iteration (NULL, TRUE);
}

static void
append_row (const char *row)
{
  const char *path = g_getenv ("WUSE_BENCH_TABLE");
  FILE *file = path != NULL ? fopen (path, "a") : NULL;

  if (path == NULL)
    return;
  if (file == NULL || fputs (row, file) == EOF || fclose (file) != 0)
    g_error ("The table cannot be written: %s", path);
}

/* Small figures with a decimal more. */
static char *
format_figure (double figure, const char *unit)
{
  return g_strdup_printf (figure < 10 ? "%.2f %s" : figure < 100 ? "%.1f %s" : "%.0f %s", figure, unit);
}

void
wuse_bench_report (
    const char *what, const char *unit, double ours, const char *peer, double theirs, const char *asked, gboolean fine)
{
  g_autofree char *our_text = format_figure (ours, unit);
  g_autofree char *their_figure = format_figure (theirs, unit);
  g_autofree char *their_text = NULL;
  g_autofree char *ratio = theirs > 0 ? g_strdup_printf ("%.2f", ours / theirs) : g_strdup ("–");
  g_autofree char *row = NULL;

  if (theirs > 0)
    their_text = g_strconcat (their_figure, ", ", peer, NULL);
  else
    their_text = peer != NULL ? g_strconcat (peer, ": not here", NULL) : g_strdup ("–");
  row = g_strjoin ("\t", what, our_text, their_text, ratio, asked, g_str_equal (asked, "–") ? "–" : fine ? "yes" : "NO", NULL);
  printf ("%s: %s; %s; ratio %s; asked: %s\n", what, our_text, their_text, ratio, asked);
  append_row (row);
  append_row ("\n");
}

static char *
find_beside (const char *name)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (self);

  return g_build_filename (folder, name, NULL);
}

WuseBenchProgram *
wuse_bench_program_start (const char *const *argv, const char *const *environment)
{
  WuseBenchProgram *self = g_new0 (WuseBenchProgram, 1);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *path = find_beside (argv[0]);
  g_auto (GStrv) full = NULL;
  g_autofree char *begun = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_add (builder, path);
  g_strv_builder_addv (builder, (const char **) argv + 1);
  full = g_strv_builder_end (builder);
  for (guint i = 0; environment[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, environment[i], environment[i + 1], TRUE);
  begun = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_subprocess_launcher_setenv (launcher, "WUSE_BENCH_BEGUN", begun, TRUE);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) full, &error);
  if (self->process == NULL)
    g_error ("%s: %s", path, error->message);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  return self;
}

void
wuse_bench_program_write (WuseBenchProgram *self, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  GOutputStream *input = g_subprocess_get_stdin_pipe (self->process);
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_write_all (input, text, strlen (text), NULL, NULL, &error) || !g_output_stream_flush (input, NULL, &error))
    g_error ("%s", error->message);
}

static void
line_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseBenchProgram *self = user_data;

  self->line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  self->has_read = TRUE;
}

static gboolean
too_long_cb (gpointer user_data)
{
  g_error ("No word “%s” from the program that is measured", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

char *
wuse_bench_program_read (WuseBenchProgram *self, const char *wanted)
{
  guint timeout = g_timeout_add_seconds (LONGEST_WAIT_S, too_long_cb, (gpointer) wanted);

  for (;;)
    {
      g_autofree char *line = NULL;

      self->has_read = FALSE;
      g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, line_read_cb, self);
      while (!self->has_read)
        g_main_context_iteration (NULL, TRUE);
      line = g_steal_pointer (&self->line);
      if (line == NULL)
        g_error ("The program that is measured ended without the word “%s”", wanted);
      if (!g_str_has_prefix (line, wanted))
        continue;
      g_source_remove (timeout);
      return g_strdup (line + strlen (wanted));
    }
}

void
wuse_bench_program_end (WuseBenchProgram *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_check (self->process, NULL, &error))
    g_error ("The program that is measured: %s", error->message);
  g_object_unref (self->output);
  g_object_unref (self->process);
  g_free (self);
}

void
wuse_bench_put_cache (const char *folder, const char *cache, const char *address)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);
  g_autofree char *name = g_strdup_printf ("server-%.16s.sqlite", digest);
  g_autofree char *inner = g_build_filename (folder, "wuse", NULL);
  g_autofree char *path = g_build_filename (inner, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (cache);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (inner, 0700);
  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
}

char *
wuse_bench_prepared (const char *name)
{
  const char *folder = g_getenv ("WUSE_BENCH_DATA");

  if (folder == NULL)
    g_error ("WUSE_BENCH_DATA is not set: start this by way of tests/bench/run");
  return g_build_filename (folder, name, NULL);
}
