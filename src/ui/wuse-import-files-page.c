/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First step of an import: the files, and how they are written. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-files-page.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-import-words.h"
#include "wuse-page.h"

#include <glib/gi18n.h>

struct _WuseImportFilesPage
{
  AdwBin parent_instance;

  WuseImport *import;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *reading;
  GtkFileChooserNative *chooser;
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (WuseImportFilesPage, wuse_import_files_page, ADW_TYPE_BIN)

/* What a person can say of a file. A byte-order mark says itself. */
static const WuseTextEncoding encodings[] = {
  WUSE_TEXT_UTF8, WUSE_TEXT_GB18030, WUSE_TEXT_UTF16_LE, WUSE_TEXT_UTF16_BE, WUSE_TEXT_LATIN1,
};

/* --- choosing --- */

static void
add_all (WuseImportFilesPage *self, GListModel *files)
{
  const guint n = g_list_model_get_n_items (files);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list, g_list_model_get_item (files, i));
  if (n > 0)
    wuse_import_add_files (self->import, (GFile *const *) list->pdata, n);
}

static void
chosen_cb (WuseImportFilesPage *self, int response)
{
  g_autoptr (GListModel) files =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  if (files != NULL)
    add_all (self, files);
  g_clear_object (&self->chooser);
}

void
wuse_import_files_page_choose (WuseImportFilesPage *self)
{
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new (), every = gtk_file_filter_new ();
  static const char *const suffixes[] = { "csv", "tsv", "tab", "txt" };

  g_return_if_fail (WUSE_IS_IMPORT_FILES_PAGE (self));

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Files to Import"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Add"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_filter_set_name (tables, _ ("Tables (CSV, TSV, text)"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (tables, suffixes[i]);
  gtk_file_filter_set_name (every, _ ("All files"));
  gtk_file_filter_add_pattern (every, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), tables);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), every);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- a file --- */

static guint
get_index (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "index"));
}

static void
remove_cb (GtkWidget *button, WuseImportFilesPage *self)
{
  wuse_import_remove_file (self->import, get_index (button));
}

static void
encoding_cb (GtkDropDown *choice, GParamSpec *spec, WuseImportFilesPage *self)
{
  const guint selected = gtk_drop_down_get_selected (choice);

  if (!self->is_showing && selected < G_N_ELEMENTS (encodings))
    wuse_import_set_encoding (self->import, get_index (GTK_WIDGET (choice)), encodings[selected]);
}

static GtkWidget *
make_encoding (WuseImportFilesPage *self, guint index, const WuseImportFile *file)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *choice;
  WuseTextEncoding encoding = file->table != NULL ? wuse_table_file_get_encoding (file->table) : file->encoding;
  guint selected = 0;
  g_autofree char *label = g_strdup_printf (_ ("Encoding of %s"), file->name);

  if (encoding == WUSE_TEXT_UTF8_MARKED)
    encoding = WUSE_TEXT_UTF8;
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gtk_string_list_append (names, wuse_text_encoding_get_label (encodings[i]));
      if (encodings[i] == encoding)
        selected = i;
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (choice, _ ("How the text is encoded"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (choice), label);
  g_object_set_data (G_OBJECT (choice), "index", GUINT_TO_POINTER (index));
  g_signal_connect (choice, "notify::selected", G_CALLBACK (encoding_cb), self);

  return choice;
}

static void
add_line (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

static char *
describe_size (const WuseImportFile *file, const WuseTableGuess *table)
{
  g_autofree char *n_rows = wuse_format_number (table->n_rows), *n_columns = wuse_format_number (table->n_columns),
                  *rows = g_strdup_printf (ngettext ("%s row", "%s rows", table->n_rows), n_rows),
                  *columns = g_strdup_printf (ngettext ("%s column", "%s columns", table->n_columns), n_columns),
                  *bytes = wuse_format_bytes (wuse_table_file_get_n_bytes (file->table));
  const char *delimiter = wuse_import_words_for_delimiter (wuse_table_file_get_delimiter (file->table));

  /* Translators: rows, columns, size of a file, what stands between its cells */
  return g_strdup_printf (_ ("%1$s \302\267 %2$s \302\267 %3$s \302\267 separated by %4$s"), rows, columns, bytes, delimiter);
}

static char *
describe_origin (WuseImportFilesPage *self, guint place)
{
  WuseIntakeGuess *guess = wuse_import_get_guess (self->import);
  const WuseIntakeTable *table = wuse_intake_choice_get_table (guess, place);
  const char *form = wuse_intake_guess_get_mapping (guess)->name;

  switch (wuse_intake_guess_get_origin (guess, place))
    {
    case WUSE_INTAKE_FORM:
      if (table->makes->len == 0)
        return g_strdup_printf (_ ("Known form %s: there is nothing in it that can be brought in"), form);
      /* Translators: the name of a form, and of one of its tables */
      return table->name != NULL ? g_strdup_printf (_ ("Known form %1$s: %2$s"), form, table->name)
                                 : g_strdup_printf (_ ("Known form %s"), form);
    case WUSE_INTAKE_REMEMBERED:
      return g_strdup (_ ("Read as it was the last time"));
    case WUSE_INTAKE_GUESSED:
      break;
    }

  return g_strdup (table->makes->len > 0 ? _ ("Not a known form: read by the names and contents of its columns")
                                         : _ ("Not a known form, and not clear what it is: please say so in the next step"));
}

static void
add_notes (WuseImportFilesPage *self, GtkWidget *box, const WuseImportFile *file)
{
  WuseIntakeGuess *guess = wuse_import_get_guess (self->import);
  g_autofree char *size = NULL, *origin = NULL;

  if (file->error != NULL)
    {
      g_autofree char *words = wuse_import_words_for_error (file->error);

      add_line (box, words, "error");
      return;
    }
  if (guess == NULL || file->place < 0)
    return;
  size = describe_size (file, wuse_intake_guess_get_table (guess, (guint) file->place));
  origin = describe_origin (self, (guint) file->place);
  add_line (box, size, "secondary");
  add_line (box, origin, "secondary");
  if (wuse_table_file_get_encoding (file->table) == WUSE_TEXT_LATIN1)
    add_line (box, _ ("The encoding is a guess: please look whether the text in the next step reads well."), "warning");
}

static GtkWidget *
make_row (WuseImportFilesPage *self, guint index)
{
  const WuseImportFile *file = wuse_import_get_file (self->import, index);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Leave out %s"), file->name);

  add_line (words, file->name, "heading");
  add_notes (self, words, file);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), make_encoding (self, index, file));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), label);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "import-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  wuse_accessible_set_name (GTK_ACCESSIBLE (row), file->name);

  return row;
}

static void
show_files (WuseImportFilesPage *self)
{
  const gboolean is_reading = wuse_import_is_reading (self->import);
  const guint n = wuse_import_get_n_files (self->import);
  GtkListBoxRow *row;

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "files" : "empty");
  gtk_widget_set_visible (self->reading, is_reading);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !is_reading);
  self->is_showing = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, make_row (self, i));
  self->is_showing = FALSE;
}

/* --- the page --- */

static GtkWidget *
make_choose_button (WuseImportFilesPage *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (wuse_import_files_page_choose), self);

  return button;
}

static GtkWidget *
make_empty (WuseImportFilesPage *self)
{
  GtkWidget *page = adw_status_page_new (), *button = make_choose_button (self, _ ("_Choose Files…"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "document-open-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Bring In Others’ Data"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Line lists, contacts, links and stays as CSV: any columns, any order of dates, UTF-8 or GB18030. Files that belong "
         "together are chosen together. Nothing leaves this machine, and nothing is written before the last step."));
  gtk_widget_add_css_class (button, "suggested-action");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);

  return page;
}

static GtkWidget *
make_files (WuseImportFilesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16), *spinner = gtk_spinner_new (),
            *label = gtk_label_new (_ ("Reading the files…"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->list), _ ("Files"));
  self->reading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (self->reading, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->reading), spinner);
  gtk_box_append (GTK_BOX (self->reading), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->reading);
  gtk_box_append (GTK_BOX (box), make_choose_button (self, _ ("_Add Files…")));
  gtk_widget_add_css_class (box, "import-page");

  return wuse_page_new_clamped (box, WUSE_PAGE_WIDE);
}

static void
wuse_import_files_page_dispose (GObject *object)
{
  WuseImportFilesPage *self = WUSE_IMPORT_FILES_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->import);

  G_OBJECT_CLASS (wuse_import_files_page_parent_class)->dispose (object);
}

static void
wuse_import_files_page_class_init (WuseImportFilesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = wuse_import_files_page_dispose;
}

static void
wuse_import_files_page_init (WuseImportFilesPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  gtk_stack_add_named (self->stack, make_files (self), "files");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
wuse_import_files_page_new (WuseImport *import)
{
  WuseImportFilesPage *self = g_object_new (WUSE_TYPE_IMPORT_FILES_PAGE, NULL);

  self->import = g_object_ref (import);
  g_signal_connect_object (import, "files-changed", G_CALLBACK (show_files), self, G_CONNECT_SWAPPED);
  show_files (self);

  return GTK_WIDGET (self);
}
