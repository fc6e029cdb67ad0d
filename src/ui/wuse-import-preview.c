/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a table as the records that they become. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-preview.h"

#include "wuse-accessible.h"
#include "wuse-import-words.h"

#include <glib/gi18n.h>

#define ROWS_SHOWN 12
#define RECORDS_OF_A_ROW 4

struct _WuseImportPreview
{
  AdwBin parent_instance;

  WuseImport *import;
  GtkGrid *grid;
  guint place;
  int n_lines;
};

G_DEFINE_FINAL_TYPE (WuseImportPreview, wuse_import_preview, ADW_TYPE_BIN)

static GtkWidget *
add_label (WuseImportPreview *self, int column, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (self->grid, label, column, self->n_lines, 1, 1);

  return label;
}

static void
add_words (WuseImportPreview *self, const char *text, const char *style)
{
  GtkWidget *label = add_label (self, 2, text, style);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_set_hexpand (label, TRUE);
}

/* The first thing that is wrong with a row of which nothing became. */
static const char *
find_reason (WuseImportPreview *self, const WuseIntakeResult *result, guint line)
{
  for (guint i = 0; i < wuse_intake_result_get_n_problems (result); i++)
    {
      const WuseIntakeProblem *problem = wuse_intake_result_get_problem (result, i);

      if (problem->file == self->place && problem->line == line)
        return wuse_intake_reason_get_text (problem->reason);
    }

  return _ ("Nothing becomes of this row.");
}

static void
add_row (WuseImportPreview *self, const WuseIntakeResult *result, const WuseIntakePreviewRow *row)
{
  /* Translators: a line of a file */
  g_autofree char *line = g_strdup_printf (_ ("Line %u"), row->line);

  add_label (self, 0, line, "secondary");
  if (row->n_records == 0)
    {
      add_words (self, find_reason (self, result, row->line), "warning");
      self->n_lines++;
    }
  for (guint i = 0; i < MIN (row->n_records, RECORDS_OF_A_ROW); i++)
    {
      g_autofree char *title = NULL,
                      *words = wuse_import_words_for_record (wuse_intake_result_get_record (result, row->records[i]), &title);

      add_label (self, 1, title, "heading");
      add_words (self, words, NULL);
      self->n_lines++;
    }
}

static void
show_rows (WuseImportPreview *self)
{
  const GError *error = NULL;
  WuseIntakeResult *result = wuse_import_get_preview (self->import, &error);
  WuseIntakeGuess *guess = wuse_import_get_guess (self->import);
  WuseIntakePreviewRow row;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->n_lines = 0;
  if (guess == NULL || self->place >= wuse_intake_guess_get_n_files (guess))
    return;
  if (error != NULL)
    {
      g_autofree char *words = wuse_import_words_for_error (error);

      add_words (self, words, "error");
      return;
    }
  for (guint i = 0; result != NULL && i < ROWS_SHOWN && wuse_intake_result_get_preview (result, self->place, i, &row); i++)
    add_row (self, result, &row);
  if (self->n_lines == 0 && result != NULL)
    add_words (self, _ ("Nothing of this file is brought in."), "secondary");
}

void
wuse_import_preview_set_place (WuseImportPreview *self, guint place)
{
  g_return_if_fail (WUSE_IS_IMPORT_PREVIEW (self));

  self->place = place;
  show_rows (self);
}

static void
wuse_import_preview_dispose (GObject *object)
{
  g_clear_object (&WUSE_IMPORT_PREVIEW (object)->import);

  G_OBJECT_CLASS (wuse_import_preview_parent_class)->dispose (object);
}

static void
wuse_import_preview_class_init (WuseImportPreviewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = wuse_import_preview_dispose;
}

static void
wuse_import_preview_init (WuseImportPreview *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *title = gtk_label_new (_ ("The first rows will be"));

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 16);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "section");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (box, "import-preview");
  wuse_accessible_set_name (GTK_ACCESSIBLE (scrolled), _ ("The first rows as records"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
wuse_import_preview_new (WuseImport *import)
{
  WuseImportPreview *self = g_object_new (WUSE_TYPE_IMPORT_PREVIEW, NULL);

  self->import = g_object_ref (import);
  g_signal_connect_object (import, "preview-changed", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
