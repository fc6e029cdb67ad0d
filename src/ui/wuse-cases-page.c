/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of cases. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-cases-page.h"

#include "wuse-case-table.h"
#include "wuse-case-view.h"

#include <glib/gi18n.h>

#define LIST_WIDTH 400
#define CARD_WIDTH 372
/* What the relations are made of. */
#define RELATION_TYPES                                                                                                           \
  (1u << WUSE_RECORD_CASE | 1u << WUSE_RECORD_CONTACT | 1u << WUSE_RECORD_STAY | 1u << WUSE_RECORD_LINK                          \
   | 1u << WUSE_RECORD_PLACE | 1u << WUSE_RECORD_PERSON)

struct _WuseCasesPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  WuseCaseTable *table;
  WuseGraphPane *graph;
  WuseCaseView *card;

  WuseWorkspace *workspace;
  WuseStore *store;
  GCancellable *cancellable;
  gboolean is_stale;
  gboolean is_reading;
};

G_DEFINE_FINAL_TYPE (WuseCasesPage, wuse_cases_page, GTK_TYPE_WIDGET)

static void read_relations (WuseCasesPage *self);

static gpointer
load_relations (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_relations (reader, error);
}

static void
relations_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseRelations) relations = wuse_store_read_finish (WUSE_STORE (source), result, &error);
  WuseCasesPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  self->is_reading = FALSE;
  if (relations != NULL)
    wuse_graph_pane_set_relations (self->graph, relations);
  if (self->is_stale)
    read_relations (self);
}

/* One reading at a time; what changes meanwhile is read after it. A page that is not seen waits until it is. */
static void
read_relations (WuseCasesPage *self)
{
  if (self->store == NULL || self->is_reading || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_stale = FALSE;
  self->is_reading = TRUE;
  wuse_store_read_async (self->store, load_relations, NULL, NULL, (GDestroyNotify) wuse_relations_unref, self->cancellable,
                         relations_read_cb, self);
}

static void
store_changed_cb (WuseCasesPage *self, guint types)
{
  if ((types & RELATION_TYPES) == 0)
    return;
  self->is_stale = TRUE;
  read_relations (self);
}

static void
set_store (WuseCasesPage *self, WuseStore *store)
{
  const WuseDistrict *district = wuse_workspace_get_district (self->workspace);

  if (self->store == store)
    return;
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->store, store);
  self->is_reading = FALSE;
  self->is_stale = TRUE;
  wuse_case_table_set_store (self->table, store);
  wuse_case_view_set_store (self->card, store, district != NULL ? district->utc_offset : 0);
  if (store == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  read_relations (self);
}

static void
opened_cb (WuseCasesPage *self)
{
  set_store (self, wuse_workspace_get_store (self->workspace));
}

static void
map (GtkWidget *widget)
{
  WuseCasesPage *self = WUSE_CASES_PAGE (widget);

  GTK_WIDGET_CLASS (wuse_cases_page_parent_class)->map (widget);
  if (self->is_stale)
    read_relations (self);
}

static void
dispose (GObject *object)
{
  WuseCasesPage *self = WUSE_CASES_PAGE (object);

  if (self->workspace != NULL && self->box != NULL)
    set_store (self, NULL);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (wuse_cases_page_parent_class)->dispose (object);
}

static void
wuse_cases_page_class_init (WuseCasesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  GTK_WIDGET_CLASS (class)->map = map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_cases_page_init (WuseCasesPage *self)
{
  self->is_stale = TRUE;
}

WuseCasesPage *
wuse_cases_page_new (WuseWorkspace *workspace, WuseSelection *selection)
{
  WuseCasesPage *self = g_object_new (WUSE_TYPE_CASES_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->table = wuse_case_table_new (selection);
  gtk_widget_set_size_request (GTK_WIDGET (self->table), LIST_WIDTH, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "sidebar-panel");
  self->graph = wuse_graph_pane_new (selection);
  gtk_widget_set_hexpand (GTK_WIDGET (self->graph), TRUE);
  self->card = wuse_case_view_new (selection);
  gtk_widget_set_size_request (GTK_WIDGET (self->card), CARD_WIDTH, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->card), "inspector");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->table));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->graph));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->card));
  g_signal_connect_object (workspace, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  opened_cb (self);

  return self;
}

WuseGraphPane *
wuse_cases_page_get_graph (WuseCasesPage *self)
{
  g_return_val_if_fail (WUSE_IS_CASES_PAGE (self), NULL);

  return self->graph;
}

void
wuse_cases_page_focus_search (WuseCasesPage *self)
{
  g_return_if_fail (WUSE_IS_CASES_PAGE (self));

  wuse_case_table_focus_search (self->table);
}

gboolean
wuse_cases_page_is_complete (WuseCasesPage *self)
{
  WuseCaseList *list;

  g_return_val_if_fail (WUSE_IS_CASES_PAGE (self), FALSE);

  list = wuse_case_table_get_list (self->table);

  return list != NULL && !wuse_case_list_is_loading (list) && !self->is_stale && !self->is_reading
         && wuse_graph_pane_is_complete (self->graph);
}
