/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of cases. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-cases-page.h"

#include "wuse-accessible.h"
#include "wuse-case-curve.h"
#include "wuse-case-insight.h"
#include "wuse-case-table.h"
#include "wuse-case-tabs.h"
#include "wuse-case-view.h"
#include "wuse-edits.h"

#include <glib/gi18n.h>

#define LIST_WIDTH 540
#define NARROW_LIST_WIDTH 408
#define NARROW_LIST_SHARE 0.36
#define CARD_WIDTH 376
/* Below this width the card stands under the list, as long as a case is selected. */
#define WIDE 1400
/* Of a narrow page, the list's part of the height above a card. */
#define LIST_SHARE 0.44
/* The graph comes first: the rest of the page would hold up the frame that shows a new case in it. It waits until that is there,
 * and until the register knows of the case, so many times at most. */
#define REST_DELAY_MS 120
#define MOST_RESTS 10
/* What the relations are made of. */
#define RELATION_TYPES                                                                                                           \
  (1u << WUSE_RECORD_CASE | 1u << WUSE_RECORD_CONTACT | 1u << WUSE_RECORD_STAY | 1u << WUSE_RECORD_LINK                          \
   | 1u << WUSE_RECORD_PLACE | 1u << WUSE_RECORD_PERSON)

struct _WuseCasesPage
{
  GtkWidget parent_instance;

  WuseCaseTable *table;
  WuseCaseCurve *curve;
  WuseGraphPane *graph;
  WuseCaseTabs *tabs; /* the graph in it */
  WuseCaseView *card;
  WuseCaseInsight *insight;

  WuseWorkspace *workspace;
  WuseSelection *selection;
  WuseStore *store;
  WuseRelations *relations; /* as read last, or NULL */
  GCancellable *cancellable;
  guint rest_timeout;
  guint n_rests; /* how often the rest has waited */
  guint columns_idle;
  gboolean is_narrow;
  gboolean is_stale;
  gboolean is_reading;
};

G_DEFINE_FINAL_TYPE (WuseCasesPage, wuse_cases_page, GTK_TYPE_WIDGET)

static void read_relations (WuseCasesPage *self);

static gpointer
load_relations (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_relations (reader, data, error);
}

/* Whether the register is at least as new as the relations; %TRUE where they do not compare. */
static gboolean
has_register (WuseCasesPage *self)
{
  const WuseRegister *epidemic = wuse_workspace_get_register (self->workspace);
  guint epoch, relations_epoch;
  gint64 number, relations_number;

  if (epidemic == NULL)
    return TRUE;
  wuse_register_get_instant (epidemic, &epoch, &number);
  wuse_relations_get_instant (self->relations, &relations_epoch, &relations_number);

  return epoch != relations_epoch || number >= relations_number;
}

static gboolean
show_rest_cb (gpointer user_data)
{
  WuseCasesPage *self = user_data;

  if (self->n_rests++ < MOST_RESTS && !(wuse_graph_pane_is_complete (self->graph) && has_register (self)))
    return G_SOURCE_CONTINUE;
  self->rest_timeout = 0;
  self->n_rests = 0;
  wuse_case_tabs_set_relations (self->tabs, self->relations);
  wuse_case_curve_set_relations (self->curve, self->relations);
  wuse_case_insight_set_relations (self->insight, self->relations, wuse_workspace_get_register (self->workspace),
                                   wuse_workspace_get_utc_offset (self->workspace));

  return G_SOURCE_REMOVE;
}

/* Where nobody is known to have infected anybody, a tree would be dots. */
static gboolean
is_without_transmissions (const WuseRelations *relations)
{
  for (guint i = 0; i < relations->n_relations; i++)
    if (relations->relations[i].kind == WUSE_RELATION_TRANSMISSION)
      return FALSE;

  return relations->n_relations > 0;
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
    {
      if (self->relations == NULL && is_without_transmissions (relations))
        wuse_graph_pane_set_layout (self->graph, WUSE_GRAPH_BY_FORCE);
      g_clear_pointer (&self->relations, wuse_relations_unref);
      self->relations = wuse_relations_ref (relations);
      wuse_graph_pane_set_relations (self->graph, relations);
      if (self->rest_timeout == 0)
        self->rest_timeout = g_timeout_add (REST_DELAY_MS, show_rest_cb, self);
    }
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
  wuse_store_read_async (self->store, load_relations, self->relations != NULL ? wuse_relations_ref (self->relations) : NULL,
                         (GDestroyNotify) wuse_relations_unref, (GDestroyNotify) wuse_relations_unref, self->cancellable,
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
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  g_clear_pointer (&self->relations, wuse_relations_unref);
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
areas_changed_cb (WuseCasesPage *self)
{
  wuse_graph_pane_set_areas (self->graph, wuse_workspace_get_areas (self->workspace));
  wuse_case_table_set_areas (self->table, wuse_workspace_get_areas (self->workspace));
  wuse_case_view_set_areas (self->card, wuse_workspace_get_areas (self->workspace));
}

static void
connection_changed_cb (WuseCasesPage *self)
{
  wuse_case_view_set_obstacle (self->card, wuse_edits_find_obstacle (self->workspace));
}

static void
opened_cb (WuseCasesPage *self)
{
  connection_changed_cb (self);
  areas_changed_cb (self);
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

/* --- list, graph and card beside each other --- */

static gboolean
has_selection (WuseCasesPage *self)
{
  return wuse_selection_get_ids (self->selection, NULL)[0] != NULL;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  WuseCasesPage *self = WUSE_CASES_PAGE (widget);
  int least, wanted;

  gtk_widget_measure (GTK_WIDGET (self->tabs), orientation, -1, &least, &wanted, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = NARROW_LIST_WIDTH + least;
      *natural = MAX (WIDE, LIST_WIDTH + CARD_WIDTH + wanted);
      return;
    }
  *minimum = least;
  *natural = wanted;
  gtk_widget_measure (GTK_WIDGET (self->table), orientation, -1, &least, &wanted, NULL, NULL);
  *minimum = MAX (*minimum, least);
  *natural = MAX (*natural, wanted);
}

static gboolean
fit_columns_cb (gpointer user_data)
{
  WuseCasesPage *self = user_data;

  self->columns_idle = 0;
  wuse_case_table_set_narrow (self->table, self->is_narrow);

  return G_SOURCE_REMOVE;
}

/* Columns come and go when the sizes have been given out. */
static void
set_narrow (WuseCasesPage *self, gboolean is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  if (self->columns_idle == 0)
    self->columns_idle = g_idle_add (fit_columns_cb, self);
}

/* As much as the graph can spare. */
static int
get_narrow_list_width (WuseCasesPage *self, int width)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (self->tabs), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return CLAMP (MIN (width - least, (int) (width * NARROW_LIST_SHARE)), NARROW_LIST_WIDTH, LIST_WIDTH);
}

/* What there is no room for is not read out either. */
static void
set_shown (GtkWidget *part, gboolean is_shown)
{
  gtk_widget_set_child_visible (part, is_shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_STATE_HIDDEN, !is_shown, -1);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WuseCasesPage *self = WUSE_CASES_PAGE (widget);
  const gboolean is_wide = width >= WIDE,
                 with_card = is_wide || (has_selection (self) && !wuse_case_curve_has_days (self->curve));
  const gboolean is_split = with_card && !is_wide;
  const int right = is_wide ? CARD_WIDTH : 0;
  int list_width, list_height, curve_height;

  set_narrow (self, !is_wide);
  set_shown (GTK_WIDGET (self->card), with_card);
  set_shown (GTK_WIDGET (self->curve), !is_split);
  /* Until the columns fit, a moment later, the table may need more. */
  gtk_widget_measure (GTK_WIDGET (self->table), GTK_ORIENTATION_HORIZONTAL, -1, &list_width, NULL, NULL, NULL);
  list_width = MAX (list_width, is_wide ? LIST_WIDTH : get_narrow_list_width (self, width));
  gtk_widget_measure (GTK_WIDGET (self->curve), GTK_ORIENTATION_VERTICAL, list_width, NULL, &curve_height, NULL, NULL);
  list_height = is_split ? (int) (height * LIST_SHARE) : MAX (height - curve_height, 1);
  gtk_widget_size_allocate (GTK_WIDGET (self->table), &(GtkAllocation){ 0, 0, list_width, list_height }, -1);
  if (!is_split)
    gtk_widget_size_allocate (GTK_WIDGET (self->curve), &(GtkAllocation){ 0, list_height, list_width, curve_height }, -1);
  gtk_widget_size_allocate (GTK_WIDGET (self->tabs), &(GtkAllocation){ list_width, 0, width - list_width - right, height }, -1);
  if (is_wide)
    gtk_widget_size_allocate (GTK_WIDGET (self->card), &(GtkAllocation){ width - right, 0, right, height }, -1);
  /* Its left border lies on that of the window. */
  else if (with_card)
    gtk_widget_size_allocate (GTK_WIDGET (self->card),
                              &(GtkAllocation){ -1, list_height, list_width + 1, MAX (height - list_height, 1) }, -1);
}

static void
dispose (GObject *object)
{
  WuseCasesPage *self = WUSE_CASES_PAGE (object);

  if (self->workspace != NULL && self->table != NULL)
    set_store (self, NULL);
  g_clear_handle_id (&self->columns_idle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer ((GtkWidget **) &self->table, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->curve, gtk_widget_unparent);
  self->graph = NULL;
  g_clear_pointer ((GtkWidget **) &self->tabs, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->card, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (wuse_cases_page_parent_class)->dispose (object);
}

/* --- what a person does --- */

static void
focus_card_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_child_focus (GTK_WIDGET (WUSE_CASES_PAGE (widget)->card), GTK_DIR_TAB_FORWARD);
}

static void
who_else_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_case_insight_show_stay (WUSE_CASES_PAGE (widget)->insight, g_variant_get_string (parameter, NULL));
}

static void
wuse_cases_page_class_init (WuseCasesPageClass *class)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "page.focus-card", NULL, focus_card_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "page.who-else", "s", who_else_action);
  G_OBJECT_CLASS (class)->dispose = dispose;
  GTK_WIDGET_CLASS (class)->map = map;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
  GTK_WIDGET_CLASS (class)->measure = measure;
  GTK_WIDGET_CLASS (class)->size_allocate = size_allocate;
}

static void
wuse_cases_page_init (WuseCasesPage *self)
{
  self->is_stale = TRUE;
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Cases"));
}

WuseCasesPage *
wuse_cases_page_new (WuseWorkspace *workspace, WuseSelection *selection)
{
  WuseCasesPage *self = g_object_new (WUSE_TYPE_CASES_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->selection = g_object_ref (selection);
  self->table = wuse_case_table_new (selection);
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "sidebar-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "case-table");
  self->curve = wuse_case_curve_new (workspace, selection);
  gtk_widget_add_css_class (GTK_WIDGET (self->curve), "sidebar-panel");
  self->graph = wuse_graph_pane_new (selection);
  wuse_graph_pane_set_page (self->graph, workspace, self->table);
  self->tabs = wuse_case_tabs_new (self->graph, workspace, selection);
  self->card = wuse_case_view_new (selection);
  gtk_widget_add_css_class (GTK_WIDGET (self->card), "inspector");
  self->insight = wuse_case_insight_new (selection);
  gtk_widget_add_css_class (GTK_WIDGET (self->insight), "case-card");
  wuse_case_view_set_footer (self->card, GTK_WIDGET (self->insight));
  gtk_widget_set_parent (GTK_WIDGET (self->table), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->curve), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->tabs), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
  g_signal_connect_object (selection, "changed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "areas-changed", G_CALLBACK (areas_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "connection-changed", G_CALLBACK (connection_changed_cb), self, G_CONNECT_SWAPPED);
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
wuse_cases_page_show (WuseCasesPage *self, const char *shown)
{
  g_return_if_fail (WUSE_IS_CASES_PAGE (self));

  wuse_case_tabs_set_shown (self->tabs, shown);
}

void
wuse_cases_page_set_map (WuseCasesPage *self, WuseMapView *map)
{
  g_return_if_fail (WUSE_IS_CASES_PAGE (self));

  wuse_case_view_set_map (self->card, map);
}

void
wuse_cases_page_focus_search (WuseCasesPage *self)
{
  g_return_if_fail (WUSE_IS_CASES_PAGE (self));

  wuse_case_table_focus_search (self->table);
}

gboolean
wuse_cases_page_focus_part (WuseCasesPage *self, GtkWidget *part)
{
  GtkWidget *graph;

  g_return_val_if_fail (WUSE_IS_CASES_PAGE (self), FALSE);

  /* Not the first of its controls: the graph itself. */
  graph = GTK_WIDGET (self->graph);
  if ((part == graph || gtk_widget_is_ancestor (graph, part)) && gtk_widget_get_mapped (graph))
    return wuse_graph_pane_focus (self->graph);

  return gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD);
}

gboolean
wuse_cases_page_is_complete (WuseCasesPage *self)
{
  WuseCaseList *list;

  g_return_val_if_fail (WUSE_IS_CASES_PAGE (self), FALSE);

  list = wuse_case_table_get_list (self->table);

  return list != NULL && !wuse_case_list_is_loading (list) && !self->is_stale && !self->is_reading && self->rest_timeout == 0
         && wuse_case_tabs_is_complete (self->tabs);
}
