/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second step of an import: which column becomes what. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-columns-private.h"

#include "wuse-accessible.h"
#include "wuse-import-words.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (WuseImportColumnsPage, wuse_import_columns_page, ADW_TYPE_BIN)

/* In the order in which they are offered */
static const WuseIntakeSubject subjects[] = {
  WUSE_INTAKE_CASE,      WUSE_INTAKE_CONTACT, WUSE_INTAKE_LINK,    WUSE_INTAKE_STAY,
  WUSE_INTAKE_FOLLOW_UP, WUSE_INTAKE_PLACE,   WUSE_INTAKE_NOTHING,
};

/* --- tables and what their rows are about --- */

static void
show_subject (WuseImportColumnsPage *self)
{
  const WuseIntakeTable *table = wuse_import_columns_get_table (self);
  const WuseIntakeSubject subject = wuse_import_columns_get_subject (self);
  GtkStringList *words = GTK_STRING_LIST (gtk_drop_down_get_model (self->subject));
  const guint n = G_N_ELEMENTS (subjects);

  /* A form may make several things of one row: more than can be chosen, but it can be kept. */
  gtk_string_list_splice (words, n, g_list_model_get_n_items (G_LIST_MODEL (words)) - n, NULL);
  if (table->makes->len > 1)
    {
      const WuseIntakeMake *second = g_ptr_array_index (table->makes, 1);
      /* Translators: a row of a table is both */
      g_autofree char *both = g_strdup_printf (_ ("%1$s + %2$s"), wuse_import_words_for_subject (subject),
                                               wuse_import_words_for_subject (second->subject));

      gtk_string_list_append (words, both);
      gtk_drop_down_set_selected (self->subject, n);
      return;
    }
  for (guint i = 0; i < n; i++)
    if (subjects[i] == subject)
      gtk_drop_down_set_selected (self->subject, i);
}

static void
subject_cb (WuseImportColumnsPage *self)
{
  const guint selected = gtk_drop_down_get_selected (self->subject);

  if (self->is_showing || wuse_import_get_guess (self->import) == NULL || selected >= G_N_ELEMENTS (subjects))
    return;
  wuse_intake_choice_set_subject (wuse_import_get_guess (self->import), self->place, subjects[selected]);
  self->guess = NULL;
  wuse_import_changed (self->import);
}

static void
reset_cb (WuseImportColumnsPage *self)
{
  if (wuse_import_get_guess (self->import) == NULL)
    return;
  wuse_intake_choice_reset (wuse_import_get_guess (self->import), self->place);
  self->guess = NULL;
  wuse_import_changed (self->import);
}

static void
show_table (WuseImportColumnsPage *self)
{
  WuseIntakeGuess *guess = wuse_import_get_guess (self->import);

  self->is_showing = TRUE;
  show_subject (self);
  self->is_showing = FALSE;
  if (guess != self->guess)
    wuse_import_columns_rebuild (self);
  self->guess = guess;
  self->is_showing = TRUE;
  for (guint i = 0; i < self->n_made; i++)
    wuse_import_columns_show_row (self, &g_array_index (self->rows, WuseImportColumnRow, i));
  gtk_widget_set_sensitive (self->reset, wuse_intake_choice_is_changed (guess, self->place));
  self->is_showing = FALSE;
}

static void
file_cb (WuseImportColumnsPage *self)
{
  const guint selected = gtk_drop_down_get_selected (self->file);

  if (self->is_showing || wuse_import_get_guess (self->import) == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  self->place = selected;
  self->guess = NULL;
  show_table (self);
  wuse_import_preview_set_place (self->preview, self->place);
}

static void
list_files (WuseImportColumnsPage *self, WuseIntakeGuess *guess)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < wuse_intake_guess_get_n_files (guess); i++)
    gtk_string_list_append (names, wuse_table_file_get_name (wuse_intake_guess_get_table (guess, i)->file));
  gtk_drop_down_set_model (self->file, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->file, self->place);
  g_object_unref (names);
}

static void
files_changed_cb (WuseImportColumnsPage *self)
{
  WuseIntakeGuess *guess = wuse_import_get_guess (self->import);

  g_clear_handle_id (&self->source, g_source_remove);
  self->guess = NULL;
  self->place = 0;
  if (guess == NULL)
    {
      /* The columns that the rows speak of are gone. */
      self->n_made = 0;
      g_array_set_size (self->rows, 0);
      return;
    }
  self->is_showing = TRUE;
  list_files (self, guess);
  self->is_showing = FALSE;
}

static void
mapping_changed_cb (WuseImportColumnsPage *self)
{
  if (wuse_import_get_guess (self->import) == NULL)
    return;
  if (self->guess == NULL)
    wuse_import_preview_set_place (self->preview, self->place);
  show_table (self);
}

/* --- the page --- */

static void
add_choice (GtkWidget *box, GtkDropDown *choice, const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  wuse_accessible_set_name (GTK_ACCESSIBLE (choice), words);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (choice));
}

static GtkWidget *
make_head (WuseImportColumnsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkStringList *words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    gtk_string_list_append (words, wuse_import_words_for_subject (subjects[i]));
  self->file = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->subject = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (words), NULL));
  self->reset = gtk_button_new_with_mnemonic (_ ("_As Recognised"));
  gtk_widget_set_tooltip_text (self->reset, _ ("Take back what was changed of this table"));
  gtk_widget_set_halign (self->reset, GTK_ALIGN_END);
  gtk_widget_set_hexpand (self->reset, TRUE);
  add_choice (box, self->file, _ ("File"));
  add_choice (box, self->subject, _ ("Each row is"));
  gtk_box_append (GTK_BOX (box), self->reset);
  gtk_widget_add_css_class (box, "toolbar");
  g_signal_connect_swapped (self->file, "notify::selected", G_CALLBACK (file_cb), self);
  g_signal_connect_swapped (self->subject, "notify::selected", G_CALLBACK (subject_cb), self);
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_cb), self);

  return box;
}

static void
wuse_import_columns_page_dispose (GObject *object)
{
  WuseImportColumnsPage *self = WUSE_IMPORT_COLUMNS_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (wuse_import_columns_page_parent_class)->dispose (object);
}

static void
wuse_import_columns_page_finalize (GObject *object)
{
  g_array_unref (WUSE_IMPORT_COLUMNS_PAGE (object)->rows);

  G_OBJECT_CLASS (wuse_import_columns_page_parent_class)->finalize (object);
}

static void
wuse_import_columns_page_class_init (WuseImportColumnsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = wuse_import_columns_page_dispose;
  G_OBJECT_CLASS (class)->finalize = wuse_import_columns_page_finalize;
}

static void
wuse_import_columns_page_init (WuseImportColumnsPage *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (WuseImportColumnRow));
  g_array_set_clear_func (self->rows, wuse_import_column_row_clear);
}

GtkWidget *
wuse_import_columns_page_new (WuseImport *import)
{
  WuseImportColumnsPage *self = g_object_new (WUSE_TYPE_IMPORT_COLUMNS_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL),
            *scrolled = gtk_scrolled_window_new ();

  self->import = g_object_ref (import);
  self->preview = WUSE_IMPORT_PREVIEW (wuse_import_preview_new (import));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 16);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "import-columns");
  wuse_accessible_set_name (GTK_ACCESSIBLE (scrolled), _ ("Columns"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  gtk_paned_set_start_child (GTK_PANED (paned), scrolled);
  gtk_paned_set_end_child (GTK_PANED (paned), GTK_WIDGET (self->preview));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_size_request (scrolled, -1, 160);
  gtk_widget_set_size_request (GTK_WIDGET (self->preview), -1, 190);
  gtk_widget_set_vexpand (paned, TRUE);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), paned);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (import, "files-changed", G_CALLBACK (files_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (import, "mapping-changed", G_CALLBACK (mapping_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
