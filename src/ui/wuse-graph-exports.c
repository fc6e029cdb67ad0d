/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relationship graph into files. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-exports.h"

#include "wuse-accessible.h"
#include "wuse-file-toast.h"
#include "wuse-graph-export.h"
#include "wuse-graph-pane-private.h"
#include "wuse-look.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is done sooner needs no bar. */
#define PATIENCE_MS 400

typedef struct
{
  const char *name;
  WuseGraphExportKind kind;
  int device_scale;
  gboolean whole;
} Choice;

static const Choice choices[] = {
  { "png-seen", WUSE_GRAPH_EXPORT_PNG, 1, FALSE },     { "png2-seen", WUSE_GRAPH_EXPORT_PNG, 2, FALSE },
  { "png4-seen", WUSE_GRAPH_EXPORT_PNG, 4, FALSE },    { "svg-seen", WUSE_GRAPH_EXPORT_SVG, 1, FALSE },
  { "pdf-seen", WUSE_GRAPH_EXPORT_PDF, 1, FALSE },     { "png-whole", WUSE_GRAPH_EXPORT_PNG, 1, TRUE },
  { "png2-whole", WUSE_GRAPH_EXPORT_PNG, 2, TRUE },    { "png4-whole", WUSE_GRAPH_EXPORT_PNG, 4, TRUE },
  { "svg-whole", WUSE_GRAPH_EXPORT_SVG, 1, TRUE },     { "pdf-whole", WUSE_GRAPH_EXPORT_PDF, 1, TRUE },
  { "graphml", WUSE_GRAPH_EXPORT_GRAPHML, 1, TRUE },   { "line-list", WUSE_GRAPH_EXPORT_LINE_LIST, 1, TRUE },
  { "contacts", WUSE_GRAPH_EXPORT_CONTACTS, 1, TRUE },
};

static const struct
{
  const char *name;
  const char *ending;
  const char *title;
  const char *filter;
} files[WUSE_N_GRAPH_EXPORTS] = {
  [WUSE_GRAPH_EXPORT_PNG] = { "graph", ".png", N_ ("Export Picture"), N_ ("Pictures (PNG)") },
  [WUSE_GRAPH_EXPORT_SVG] = { "graph", ".svg", N_ ("Export Drawing"), N_ ("Drawings (SVG)") },
  [WUSE_GRAPH_EXPORT_PDF] = { "graph", ".pdf", N_ ("Export Page"), N_ ("Documents (PDF)") },
  [WUSE_GRAPH_EXPORT_GRAPHML] = { "graph", ".graphml", N_ ("Export Graph"), N_ ("Graphs (GraphML)") },
  [WUSE_GRAPH_EXPORT_LINE_LIST] = { "line-list", ".csv", N_ ("Export Line List"), N_ ("Tables (CSV)") },
  [WUSE_GRAPH_EXPORT_CONTACTS] = { "contacts", ".csv", N_ ("Export Links and Contacts"), N_ ("Tables (CSV)") },
};

/* One export from the choice of a file to its end. */
typedef struct
{
  WuseGraphPane *pane;
  WuseGraphExport *export; /* until it is begun */
  GFile *file;
  GCancellable *cancellable;
  GtkWidget *card;
  GtkProgressBar *bar;
  guint timeout;
} Run;

static void
free_run (Run *run)
{
  g_clear_handle_id (&run->timeout, g_source_remove);
  wuse_graph_export_free (run->export);
  g_clear_object (&run->file);
  g_object_unref (run->cancellable);
  g_object_unref (run->pane);
  g_free (run);
}

/* --- the card --- */

static gboolean
show_card_cb (gpointer user_data)
{
  Run *run = user_data;

  run->timeout = 0;
  if (run->card != NULL)
    gtk_widget_set_visible (run->card, TRUE);

  return G_SOURCE_REMOVE;
}

/* The window goes: what is not done by then is not wanted. */
static void
card_destroyed_cb (Run *run)
{
  run->card = NULL;
  g_cancellable_cancel (run->cancellable);
}

static void
add_card (Run *run)
{
  g_autofree char *name = g_file_get_basename (run->file), *shown = g_filename_display_name (name);
  g_autofree char *words = g_strdup_printf (_ ("Writing %s…"), shown);
  GtkWidget *label = gtk_label_new (words), *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  run->card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  run->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  wuse_accessible_set_name (GTK_ACCESSIBLE (run->bar), words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (cancel, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (run->card, "map-card");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (g_cancellable_cancel), run->cancellable);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (run->bar));
  gtk_box_append (GTK_BOX (run->card), column);
  gtk_box_append (GTK_BOX (run->card), cancel);
  gtk_widget_set_visible (run->card, FALSE);
  g_signal_connect_swapped (run->card, "destroy", G_CALLBACK (card_destroyed_cb), run);
  gtk_box_append (run->pane->jobs, run->card);
  run->timeout = g_timeout_add (PATIENCE_MS, show_card_cb, run);
}

static void
remove_card (Run *run)
{
  if (run->card == NULL)
    return;
  g_signal_handlers_disconnect_by_data (run->card, run);
  gtk_box_remove (run->pane->jobs, run->card);
  run->card = NULL;
}

/* --- writing --- */

static void
progress_cb (double done, gpointer user_data)
{
  Run *run = user_data;

  if (run->card != NULL)
    gtk_progress_bar_set_fraction (run->bar, CLAMP (done, 0, 1));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = wuse_graph_export_finish (result, &error);
  g_autofree char *name = g_file_get_basename (run->file), *shown = g_filename_display_name (name), *words = NULL;

  remove_card (run);
  if (done)
    {
      words = g_strdup_printf (_ ("%s written"), shown);
      wuse_file_toast_show (GTK_WIDGET (run->pane), words, run->file);
    }
  else
    {
      words = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                  ? g_strdup_printf (_ ("%s was not written"), shown)
                  : g_strdup_printf (_ ("%1$s could not be written: %2$s. Please choose another place."), shown, error->message);
      wuse_toast_show (GTK_WIDGET (run->pane), words);
    }
  free_run (run);
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Run *run = user_data;

  if (response == GTK_RESPONSE_ACCEPT && run->pane->view != NULL)
    {
      run->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      add_card (run);
      wuse_graph_export_async (g_steal_pointer (&run->export), run->file, progress_cb, run->cancellable, exported_cb, run);
    }
  else
    free_run (run);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static WuseGraphExport *
make_export (WuseGraphPane *self, const Choice *choice, gboolean only_selected)
{
  WuseGraphExport *export = wuse_graph_export_new (self->graph);
  const WuseDistrict *district = self->workspace != NULL ? wuse_workspace_get_district (self->workspace) : NULL;

  export->kind = choice->kind;
  export->device_scale = choice->device_scale;
  export->whole = choice->whole;
  export->only_selected = only_selected;
  export->coloring = (WuseGraphColoring) gtk_drop_down_get_selected (self->coloring);
  export->naming = self->naming;
  export->areas = self->areas != NULL ? wuse_area_set_ref (self->areas) : NULL;
  export->variant = wuse_look_get_variant (wuse_look_get_default ());
  export->box = wuse_diagram_view_get_visible_box (self->view);
  export->scale = wuse_diagram_view_get_place (self->view).scale;
  export->selection = g_strdupv ((char **) wuse_selection_get_ids (self->selection, NULL));
  export->district = district != NULL ? wuse_district_copy (district) : NULL;
  export->scope = self->scope != NULL ? wuse_graph_scope_dup_title (self->scope, self->areas) : NULL;
  export->now = self->workspace != NULL ? wuse_workspace_get_now (self->workspace) : WUSE_TIME_NONE;

  return export;
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (widget);
  const gboolean only_selected = g_str_equal (action, "graph.export-selection");
  const char *name = g_variant_get_string (parameter, NULL);
  const Choice *choice = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autofree char *file_name = NULL;
  GtkFileChooserNative *dialog;
  Run *run;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (strcmp (choices[i].name, name) == 0)
      choice = &choices[i];
  if (choice == NULL || self->graph == NULL || (only_selected && choice->kind < WUSE_GRAPH_EXPORT_GRAPHML))
    return;

  run = g_new0 (Run, 1);
  run->pane = g_object_ref (self);
  run->export = make_export (self, choice, only_selected);
  run->cancellable = g_cancellable_new ();
  dialog = gtk_file_chooser_native_new (_ (files[choice->kind].title), GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  file_name = g_strconcat ("wuse-", files[choice->kind].name, files[choice->kind].ending, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ (files[choice->kind].filter));
  gtk_file_filter_add_suffix (filter, files[choice->kind].ending + 1);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect (dialog, "response", G_CALLBACK (file_chosen_cb), run);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- the menu --- */

static void
append (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
append_pictures (GMenu *menu, const char *label, const char *ending)
{
  const struct
  {
    const char *label;
    const char *name;
  } entries[] = { { _ ("_PNG…"), "png" },
                  { _ ("PNG, _Double Size…"), "png2" },
                  { _ ("PNG, _Four Times the Size…"), "png4" },
                  { _ ("_SVG…"), "svg" },
                  { _ ("P_DF…"), "pdf" } };
  g_autoptr (GMenu) submenu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *target = g_strconcat (entries[i].name, ending, NULL);

      append (submenu, entries[i].label, "graph.export", target);
    }
  g_menu_append_submenu (menu, label, G_MENU_MODEL (submenu));
}

static void
append_data (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenu) submenu = g_menu_new ();

  append (submenu, _ ("_Graph (GraphML)…"), action, "graphml");
  append (submenu, _ ("_Line List (CSV)…"), action, "line-list");
  append (submenu, _ ("Links and _Contacts (CSV)…"), action, "contacts");
  g_menu_append_submenu (menu, label, G_MENU_MODEL (submenu));
}

GtkWidget *
wuse_graph_exports_make_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new (), pictures = g_menu_new (), data = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  append_pictures (pictures, _ ("_What Is Seen"), "-seen");
  append_pictures (pictures, _ ("The W_hole Graph"), "-whole");
  append_data (data, _ ("_Data of Everyone Shown"), "graph.export");
  append_data (data, _ ("Data of the _Selection"), "graph.export-selection");
  g_menu_append_section (menu, _ ("Picture"), G_MENU_MODEL (pictures));
  g_menu_append_section (menu, _ ("Data"), G_MENU_MODEL (data));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-save-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Export pictures and data"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), _ ("Export"));

  return button;
}

void
wuse_graph_exports_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "graph.export", "s", export_cb);
  gtk_widget_class_install_action (widget_class, "graph.export-selection", "s", export_cb);
}
