/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-dialog.h"

#include "wuse-accessible.h"
#include "wuse-import-check-page.h"
#include "wuse-import-columns-page.h"
#include "wuse-import-files-page.h"
#include "wuse-import-target-page.h"
#include "wuse-import-words.h"

#include <glib/gi18n.h>

#define WIDTH 1080
#define HEIGHT 680
/* Around the dialog something of the window stays in view. */
#define MARGIN 40

typedef enum
{
  STEP_FILES,
  STEP_COLUMNS,
  STEP_TARGET,
  STEP_CHECK,
  N_STEPS,
} Step;

struct _WuseImportDialog
{
  AdwWindow parent_instance;

  WuseImport *import;
  Step step;
  GtkStack *stack;
  GtkWidget *pages[N_STEPS];
  GtkWidget *steps[N_STEPS];
  GtkWidget *back;
  GtkWidget *next;
  GtkLabel *hint;
  gboolean is_writing;
};

G_DEFINE_FINAL_TYPE (WuseImportDialog, wuse_import_dialog, ADW_TYPE_WINDOW)

enum
{
  IMPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- what stands in the way --- */

static char *
find_files_obstacle (WuseImportDialog *self)
{
  if (wuse_import_get_n_files (self->import) == 0 || wuse_import_is_reading (self->import))
    return g_strdup ("");
  if (!wuse_import_is_readable (self->import))
    return g_strdup (_ ("A file cannot be read: please leave it out, or correct it and add it again."));

  return NULL;
}

static char *
find_columns_obstacle (WuseImportDialog *self)
{
  const guint n = wuse_import_count_undecided (self->import);
  const GError *error = NULL;

  wuse_import_get_preview (self->import, &error);
  if (n > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("The dates of %u column can be read in two ways: please choose.",
                                                          "The dates of %u columns can be read in two ways: please choose.", n),
                                                n),
                      *first = wuse_import_dup_undecided (self->import);

      return g_strdup_printf ("%s (%s)", words, first);
    }
  if (!wuse_import_makes_anything (self->import))
    return g_strdup (_ ("Nothing is brought in yet: please say what the rows of a table are."));

  return error != NULL ? wuse_import_words_for_error (error) : NULL;
}

static char *
find_check_obstacle (WuseImportDialog *self)
{
  const GError *error = NULL;
  const WuseIntakeResult *result = wuse_import_get_result (self->import, &error);
  const WuseImportPlan *plan = wuse_import_get_plan (self->import);

  if (result == NULL || self->is_writing || wuse_intake_result_get_n_records (result) == 0)
    return g_strdup ("");
  if (plan != NULL && plan->edits->len == 0)
    return g_strdup (_ ("There is nothing to add that the district does not have."));
  if (plan != NULL && plan->edits->len > WUSE_IMPORT_MOST_EDITS)
    return g_strdup (_ ("These are more than 5,000 records: please bring them in on their own."));

  return NULL;
}

/* A sentence; empty if it can be seen what is missing; NULL if nothing is. */
static char *
find_obstacle (WuseImportDialog *self)
{
  switch (self->step)
    {
    case STEP_FILES:
      return find_files_obstacle (self);
    case STEP_COLUMNS:
      return find_columns_obstacle (self);
    case STEP_TARGET:
      return g_strdup (wuse_import_target_page_find_obstacle (WUSE_IMPORT_TARGET_PAGE (self->pages[STEP_TARGET])));
    case STEP_CHECK:
      return find_check_obstacle (self);
    case N_STEPS:
      break;
    }

  g_assert_not_reached ();
}

static void
update (WuseImportDialog *self)
{
  g_autofree char *obstacle = find_obstacle (self);

  gtk_label_set_text (self->hint, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), obstacle != NULL && *obstacle != '\0');
  gtk_widget_set_sensitive (self->next, obstacle == NULL);
  gtk_widget_set_sensitive (self->back, self->step > 0 && !self->is_writing);
}

/* --- steps --- */

static void
show_step (WuseImportDialog *self)
{
  const char *const verb = self->step == STEP_CHECK ? _ ("_Import") : _ ("_Next");

  for (guint i = 0; i < N_STEPS; i++)
    {
      if (i == self->step)
        gtk_widget_add_css_class (self->steps[i], "current");
      else
        gtk_widget_remove_css_class (self->steps[i], "current");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->steps[i]), GTK_ACCESSIBLE_STATE_SELECTED, i == self->step, -1);
    }
  gtk_stack_set_visible_child (self->stack, self->pages[self->step]);
  gtk_button_set_label (GTK_BUTTON (self->next), verb);
  wuse_accessible_name_mnemonics (self->next);
  update (self);
}

static void
go_to (WuseImportDialog *self, Step step)
{
  self->step = step;
  show_step (self);
  if (step == STEP_CHECK)
    wuse_import_check (self->import);
  else
    wuse_import_stop (self->import);
  if (!gtk_widget_child_focus (self->pages[step], GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->next);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  const GError *no_error = NULL;
  g_autofree char *words = NULL;
  gint64 gesture = 0;
  const gboolean is_own = wuse_import_get_target (WUSE_IMPORT (source)) == WUSE_IMPORT_TO_COLLECTION;
  const gboolean is_done = wuse_import_finish_finish (WUSE_IMPORT (source), result, &gesture, &error);
  const WuseImportPlan *plan = wuse_import_get_plan (WUSE_IMPORT (source));

  self->is_writing = FALSE;
  if (is_done)
    {
      WuseIntakeResult *checked = wuse_import_get_result (WUSE_IMPORT (source), &no_error);

      words = is_own ? wuse_import_target_page_dup_words (WUSE_IMPORT_TARGET_PAGE (self->pages[STEP_TARGET])) : NULL;
      g_signal_emit (self, signals[IMPORTED], 0, words,
                     plan != NULL      ? plan->edits->len
                     : checked != NULL ? wuse_intake_result_get_n_records (checked)
                                       : 0,
                     gesture);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  update (self);
  words = wuse_import_words_for_error (error);
  gtk_label_set_text (self->hint, words);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), TRUE);
}

gboolean
wuse_import_dialog_go_on (WuseImportDialog *self)
{
  g_autofree char *obstacle = NULL, *words = NULL;

  g_return_val_if_fail (WUSE_IS_IMPORT_DIALOG (self), FALSE);

  obstacle = find_obstacle (self);
  if (obstacle != NULL)
    return FALSE;
  if (self->step != STEP_CHECK)
    {
      go_to (self, self->step + 1);
      return TRUE;
    }
  words = wuse_import_target_page_dup_words (WUSE_IMPORT_TARGET_PAGE (self->pages[STEP_TARGET]));
  self->is_writing = TRUE;
  wuse_import_finish_async (self->import, words, finished_cb, g_object_ref (self));

  return TRUE;
}

static void
back_cb (WuseImportDialog *self)
{
  if (self->step > 0 && !self->is_writing)
    go_to (self, self->step - 1);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  back_cb (WUSE_IMPORT_DIALOG (widget));
}

static gboolean
dropped_cb (WuseImportDialog *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (self->step != STEP_FILES)
    return FALSE;
  for (GSList *file = files; file != NULL; file = file->next)
    {
      GFile *one = file->data;

      wuse_import_add_files (self->import, &one, 1);
    }

  return files != NULL;
}

void
wuse_import_dialog_add_files (WuseImportDialog *self, GFile *const *files, guint n_files)
{
  g_return_if_fail (WUSE_IS_IMPORT_DIALOG (self));

  if (!wuse_import_add_files (self->import, files, n_files))
    g_message ("More than %u files: the others are left out", WUSE_INTAKE_MAX_FILES);
}

void
wuse_import_dialog_set_name (WuseImportDialog *self, const char *name)
{
  g_return_if_fail (WUSE_IS_IMPORT_DIALOG (self));

  wuse_import_target_page_set_name (WUSE_IMPORT_TARGET_PAGE (self->pages[STEP_TARGET]), name);
}

/* --- the dialog --- */

static GtkWidget *
make_steps (WuseImportDialog *self)
{
  const char *const names[N_STEPS] = { _ ("Files"), _ ("Columns"), _ ("Where to"), _ ("Check") };
  GtkWidget *box =
      g_object_new (GTK_TYPE_BOX, "spacing", 6, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "valign", GTK_ALIGN_CENTER, NULL);

  for (guint i = 0; i < N_STEPS; i++)
    {
      /* Translators: number and name of a step */
      g_autofree char *name = g_strdup_printf (_ ("%1$u %2$s"), i + 1, names[i]);

      if (i > 0)
        {
          GtkWidget *separator = gtk_label_new ("\342\200\272");

          gtk_widget_add_css_class (separator, "dim-label");
          gtk_box_append (GTK_BOX (box), separator);
        }
      self->steps[i] = gtk_label_new (name);
      gtk_widget_add_css_class (self->steps[i], "import-step");
      gtk_box_append (GTK_BOX (box), self->steps[i]);
    }
  wuse_accessible_set_name (GTK_ACCESSIBLE (box), _ ("Steps"));

  return box;
}

static GtkWidget *
make_header (WuseImportDialog *self)
{
  GtkWidget *header = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->back = gtk_button_new_with_mnemonic (_ ("_Back"));
  self->next = gtk_button_new_with_mnemonic (_ ("_Next"));
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), make_steps (self));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_widget_add_css_class (self->next, "suggested-action");
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (wuse_import_dialog_go_on), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->next);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->back);

  return header;
}

static void
wuse_import_dialog_dispose (GObject *object)
{
  WuseImportDialog *self = WUSE_IMPORT_DIALOG (object);

  /* Whatever is under way holds on to it: told to stop, it lets go. */
  if (self->import != NULL)
    g_object_run_dispose (G_OBJECT (self->import));
  g_clear_object (&self->import);

  G_OBJECT_CLASS (wuse_import_dialog_parent_class)->dispose (object);
}

static void
wuse_import_dialog_class_init (WuseImportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_import_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
  signals[IMPORTED] = g_signal_new ("imported", WUSE_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                    G_TYPE_STRING, G_TYPE_UINT, G_TYPE_INT64);
}

static void
wuse_import_dialog_init (WuseImportDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_label_set_xalign (self->hint, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "notice");
  gtk_box_append (GTK_BOX (content), make_header (self));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->next);
  gtk_widget_add_css_class (GTK_WIDGET (self), "wuse");
  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
add_pages (WuseImportDialog *self)
{
  static const char *const changes[] = { "files-changed", "mapping-changed", "preview-changed", "check-changed" };

  self->pages[STEP_FILES] = wuse_import_files_page_new (self->import);
  self->pages[STEP_COLUMNS] = wuse_import_columns_page_new (self->import);
  self->pages[STEP_TARGET] = wuse_import_target_page_new (self->import);
  self->pages[STEP_CHECK] = wuse_import_check_page_new (self->import);
  for (guint i = 0; i < N_STEPS; i++)
    gtk_stack_add_child (self->stack, self->pages[i]);
  /* After the pages: what they show is what stands in the way. */
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (self->import, changes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages[STEP_TARGET], "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

WuseImportDialog *
wuse_import_dialog_new (GtkWindow *parent, WuseWorkspace *workspace)
{
  WuseImportDialog *self =
      g_object_new (WUSE_TYPE_IMPORT_DIALOG, "transient-for", parent, "modal", TRUE, "title", _ ("Import Data"), NULL);
  int width, height;

  /* Its size now, or that with which it is about to be shown. */
  gtk_window_get_default_size (parent, &width, &height);
  if (gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    {
      width = gtk_widget_get_width (GTK_WIDGET (parent));
      height = gtk_widget_get_height (GTK_WIDGET (parent));
    }
  gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (width - MARGIN, 600, WIDTH), CLAMP (height - MARGIN, 440, HEIGHT));
  self->import = wuse_import_new (workspace);
  add_pages (self);
  wuse_accessible_name_mnemonics (GTK_WIDGET (self));
  show_step (self);

  return self;
}
