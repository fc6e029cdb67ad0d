/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Last step of an import: what came of all rows. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-check-page.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-import-words.h"
#include "wuse-page.h"

#include <glib/gi18n.h>

#define LINES_SHOWN 12
#define SEVERITIES 3

struct _WuseImportCheckPage
{
  AdwBin parent_instance;

  WuseImport *import;
  GtkStack *stack;
  GtkProgressBar *progress;
  GtkLabel *doing;
  GtkLabel *failure;
  GtkBox *figures;
  GtkLabel *remarks;
  GtkBox *problems;
  GtkWidget *save;
  GtkLabel *saved;
  GtkFileChooserNative *chooser;
  const WuseIntakeResult *shown; /* never looked into */
};

G_DEFINE_FINAL_TYPE (WuseImportCheckPage, wuse_import_check_page, ADW_TYPE_BIN)

/* --- the list of what was refused --- */

typedef struct
{
  WuseIntakeResult *result;
  GFile *file;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  wuse_intake_result_unref (saving->result);
  g_object_unref (saving->file);
  g_free (saving);
}

/* In the place of an older one only when it is whole. */
static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Saving *saving = task_data;
  GError *error = NULL;
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (saving->file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, cancellable, &error);

  if (stream != NULL && wuse_intake_result_write_problems (saving->result, G_OUTPUT_STREAM (stream), cancellable, &error)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* Closed by a call that is cancelled, the stream leaves what was there before. */
  if (stream != NULL)
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      g_cancellable_cancel (cancelled);
      g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
    }
  g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseImportCheckPage *self = WUSE_IMPORT_CHECK_PAGE (source);
  const Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (saving->file), *display = g_filename_display_name (name), *words = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    words = g_strdup_printf (_ ("Saved as %s"), display);
  else
    words = wuse_import_words_for_error (error);
  gtk_label_set_text (self->saved, words);
}

static void
file_chosen_cb (WuseImportCheckPage *self, int response)
{
  const GError *error = NULL;
  WuseIntakeResult *result = wuse_import_get_result (self->import, &error);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && result != NULL)
    {
      Saving *saving = g_new0 (Saving, 1);
      g_autoptr (GTask) task = g_task_new (self, NULL, saved_cb, NULL);

      saving->result = wuse_intake_result_ref (result);
      saving->file = g_object_ref (file);
      g_task_set_source_tag (task, file_chosen_cb);
      g_task_set_task_data (task, saving, saving_free);
      g_task_run_in_thread (task, save_in_thread);
    }
  g_clear_object (&self->chooser);
}

static void
save_cb (WuseImportCheckPage *self)
{
  g_autofree char *stem = wuse_import_suggest_name (self->import);
  /* Translators: the name of a file; %s is the name of the table */
  g_autofree char *name = g_strdup_printf (_ ("%s - rows refused.csv"), stem);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Save What Was Refused"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (file_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- problems, by reason --- */

/* What a reason was given for */
typedef struct
{
  guint n;
  guint file;
  gboolean several_files;
  const char *column; /* NULL if there were several */
  GString *lines;
  guint n_lines;
} Group;

static void
add_to_group (Group *group, const WuseIntakeProblem *problem)
{
  if (group->lines == NULL)
    {
      group->lines = g_string_new (NULL);
      group->file = problem->file;
      group->column = problem->column;
    }
  group->several_files = group->several_files || group->file != problem->file;
  if (g_strcmp0 (group->column, problem->column) != 0)
    group->column = NULL;
  group->n++;
  if (group->n_lines < LINES_SHOWN)
    {
      g_string_append_printf (group->lines, "%s%u", group->n_lines > 0 ? ", " : "", problem->line);
      group->n_lines++;
    }
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static char *
describe_place (WuseImportCheckPage *self, const Group *group)
{
  WuseIntakeGuess *guess = wuse_import_get_guess (self->import);
  g_autofree char *more =
      group->n > group->n_lines
          ? g_strdup_printf (ngettext (" and %u more", " and %u more", group->n - group->n_lines), group->n - group->n_lines)
          : g_strdup ("");
  g_autofree char *lines = g_strdup_printf (ngettext ("line %1$s%2$s", "lines %1$s%2$s", group->n), group->lines->str, more);
  const char *file = wuse_table_file_get_name (wuse_intake_guess_get_table (guess, group->file)->file);

  if (group->several_files)
    /* Translators: lines in a file and others */
    return g_strdup_printf (_ ("%1$s and others: %2$s"), file, lines);
  if (group->column != NULL)
    /* Translators: file, column, lines */
    return g_strdup_printf (_ ("%1$s, %2$s: %3$s"), file, group->column, lines);

  return g_strdup_printf (_ ("%1$s: %2$s"), file, lines);
}

static void
add_group (WuseImportCheckPage *self, GtkWidget *grid, int line, WuseIntakeReason reason, const Group *group)
{
  g_autofree char *count = wuse_format_number (group->n), *place = describe_place (self, group);
  GtkWidget *number = make_label (count, "numeric"), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *where = make_label (place, "secondary");

  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_label_set_width_chars (GTK_LABEL (number), 6);
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_add_css_class (where, "numeric");
  gtk_box_append (GTK_BOX (words), make_label (wuse_intake_reason_get_text (reason), NULL));
  gtk_box_append (GTK_BOX (words), where);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_grid_attach (GTK_GRID (grid), number, 0, line, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), words, 1, line, 1, 1);
}

static void
add_severity (WuseImportCheckPage *self, const WuseIntakeResult *result, WuseIntakeSeverity severity, Group *groups)
{
  const guint n = wuse_intake_result_count_problems (result, severity);
  g_autofree char *count = wuse_format_number (n),
                  *title = g_strdup_printf (_ ("%1$s: %2$s"), wuse_import_words_for_problems (severity), count);
  GtkWidget *grid = gtk_grid_new ();
  int line = 0;

  if (n == 0)
    return;
  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < WUSE_N_INTAKE_REASONS; i++)
    if (groups[i].n > 0)
      add_group (self, grid, line++, (WuseIntakeReason) i, &groups[i]);
  gtk_box_append (self->problems, make_label (title, "section"));
  gtk_box_append (self->problems, grid);
}

static void
show_problems (WuseImportCheckPage *self, const WuseIntakeResult *result)
{
  Group groups[SEVERITIES][WUSE_N_INTAKE_REASONS] = { 0 };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->problems))) != NULL)
    gtk_box_remove (self->problems, child);
  for (guint i = 0; i < wuse_intake_result_get_n_problems (result); i++)
    {
      const WuseIntakeProblem *problem = wuse_intake_result_get_problem (result, i);

      add_to_group (&groups[problem->severity][problem->reason], problem);
    }
  for (guint i = 0; i < SEVERITIES; i++)
    {
      add_severity (self, result, (WuseIntakeSeverity) i, groups[i]);
      for (guint j = 0; j < WUSE_N_INTAKE_REASONS; j++)
        if (groups[i][j].lines != NULL)
          g_string_free (groups[i][j].lines, TRUE);
    }
  gtk_widget_set_visible (self->save, wuse_intake_result_get_n_problems (result) > 0);
  if (wuse_intake_result_get_n_problems (result) == 0)
    gtk_box_append (self->problems, make_label (_ ("Every row was taken whole."), "success"));
}

/* --- figures --- */

static void
show_figures (WuseImportCheckPage *self, const WuseIntakeResult *result)
{
  static const WuseRecordType types[] = { WUSE_RECORD_CASE, WUSE_RECORD_LINK, WUSE_RECORD_CONTACT, WUSE_RECORD_STAY,
                                          WUSE_RECORD_PLACE };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    gtk_box_remove (self->figures, child);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const guint n = wuse_intake_result_count (result, types[i]);
      g_autofree char *number = wuse_format_number (n),
                      *text = g_strdup_printf ("%s %s", number, wuse_import_words_for_count (types[i], n));
      GtkWidget *figure, *count, *name;

      if (n == 0)
        continue;
      figure = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                             NULL);
      count = make_label (number, "import-figure");
      name = make_label (wuse_import_words_for_count (types[i], n), "secondary");
      gtk_widget_add_css_class (count, "numeric");
      gtk_box_append (GTK_BOX (figure), count);
      gtk_box_append (GTK_BOX (figure), name);
      wuse_accessible_set_name (GTK_ACCESSIBLE (figure), text);
      gtk_box_append (self->figures, figure);
    }
  if (wuse_intake_result_get_n_records (result) == 0)
    gtk_box_append (self->figures, make_label (_ ("Nothing can be brought in."), "title"));
}

/* What is left out of the district that is there, or that it does not take. */
static void
show_remarks (WuseImportCheckPage *self)
{
  const WuseImportPlan *plan = wuse_import_get_plan (self->import);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *number = NULL, *there = NULL, *foreign = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->remarks), plan != NULL);
  if (plan == NULL)
    return;
  number = wuse_format_number (plan->edits->len);
  there = wuse_format_number (plan->n_there);
  foreign = wuse_format_number (plan->n_foreign);
  if (plan->edits->len <= WUSE_IMPORT_MOST_EDITS)
    g_string_append_printf (text,
                            ngettext ("%s record is added to the district.", "%s records are added to the district.",
                                      plan->edits->len),
                            number);
  if (plan->n_there > 0)
    g_string_append_printf (text,
                            ngettext (" %s is left out: the district has one of that number.",
                                      " %s are left out: the district has records of those numbers.", plan->n_there),
                            there);
  if (plan->n_foreign > 0)
    g_string_append_printf (text,
                            ngettext (" %s place is left out: places are the server’s.",
                                      " %s places are left out: places are the server’s.", plan->n_foreign),
                            foreign);
  gtk_label_set_text (self->remarks, text->str);
}

static void
show_check (WuseImportCheckPage *self)
{
  const GError *error = NULL;
  WuseIntakeResult *result = wuse_import_get_result (self->import, &error);
  const double progress = wuse_import_get_progress (self->import);

  if (progress >= 0)
    {
      gtk_progress_bar_set_fraction (self->progress, MIN (progress, 1));
      gtk_stack_set_visible_child_name (self->stack, "progress");
    }
  else if (error != NULL)
    {
      g_autofree char *words = wuse_import_words_for_error (error);

      gtk_label_set_text (self->failure, words);
      gtk_stack_set_visible_child_name (self->stack, "failure");
    }
  else if (result != NULL)
    {
      if (result != self->shown)
        {
          gtk_label_set_text (self->saved, "");
          show_figures (self, result);
          show_remarks (self);
          show_problems (self, result);
        }
      gtk_stack_set_visible_child_name (self->stack, "result");
      gtk_label_set_text (self->doing, _ ("Writing…"));
    }
  else
    gtk_label_set_text (self->doing, _ ("Checking all rows…"));
  if (result != NULL || progress < 0)
    self->shown = result;
}

/* --- the page --- */

static GtkWidget *
make_progress (WuseImportCheckPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->doing = GTK_LABEL (gtk_label_new (_ ("Checking all rows…")));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->progress), _ ("Progress"));
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), 360, -1);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->doing));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));

  return box;
}

static GtkWidget *
make_result (WuseImportCheckPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16), *tail = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->figures = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 40));
  self->remarks = GTK_LABEL (make_label (NULL, NULL));
  self->problems = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  self->save = gtk_button_new_with_mnemonic (_ ("_Save as a List…"));
  self->saved = GTK_LABEL (make_label (NULL, "secondary"));
  gtk_widget_set_tooltip_text (self->save, _ ("Every refused row with its line and reason, as a CSV file"));
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (tail), self->save);
  gtk_box_append (GTK_BOX (tail), GTK_WIDGET (self->saved));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->figures));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->remarks));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problems));
  gtk_box_append (GTK_BOX (box), tail);
  gtk_widget_add_css_class (box, "import-page");

  return wuse_page_new_clamped (box, WUSE_PAGE_WIDE);
}

static void
wuse_import_check_page_dispose (GObject *object)
{
  WuseImportCheckPage *self = WUSE_IMPORT_CHECK_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (wuse_import_check_page_parent_class)->dispose (object);
}

static void
wuse_import_check_page_class_init (WuseImportCheckPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = wuse_import_check_page_dispose;
}

static void
wuse_import_check_page_init (WuseImportCheckPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->failure = GTK_LABEL (make_label (NULL, "error"));
  gtk_widget_set_halign (GTK_WIDGET (self->failure), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->failure), "import-page");
  gtk_stack_add_named (self->stack, make_progress (self), "progress");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  gtk_stack_add_named (self->stack, make_result (self), "result");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
wuse_import_check_page_new (WuseImport *import)
{
  WuseImportCheckPage *self = g_object_new (WUSE_TYPE_IMPORT_CHECK_PAGE, NULL);

  self->import = g_object_ref (import);
  g_signal_connect_object (import, "check-changed", G_CALLBACK (show_check), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
