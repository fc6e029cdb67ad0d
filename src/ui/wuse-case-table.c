/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of cases. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-table-private.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-graph-menu.h"
#include "wuse-page.h"
#include "wuse-tab-stop.h"

#include <glib/gi18n.h>

#define SEARCH_DELAY_MS 150

G_DEFINE_FINAL_TYPE (WuseCaseTable, wuse_case_table, GTK_TYPE_WIDGET)

/* --- which cases --- */

typedef struct
{
  const char *name;
  WuseCaseSort sort;
  gboolean is_descending;
} Order;

static const Order orders[] = {
  { N_ ("Latest report first"), WUSE_CASE_SORT_REPORT, TRUE },
  { N_ ("First report first"), WUSE_CASE_SORT_REPORT, FALSE },
  { N_ ("Latest onset first"), WUSE_CASE_SORT_ONSET, TRUE },
  { N_ ("By number"), WUSE_CASE_SORT_ID, FALSE },
  { N_ ("By area"), WUSE_CASE_SORT_AREA, FALSE },
  { N_ ("By cluster"), WUSE_CASE_SORT_CLUSTER, FALSE },
  { N_ ("Most infected first"), WUSE_CASE_SORT_INFECTED, TRUE },
};

typedef struct
{
  const char *name;
  guint classifications;
  gboolean only_incomplete;
} Filter;

static const Filter filters[] = {
  { N_ ("Every case"), 0, FALSE },
  { N_ ("Confirmed"), 1u << WUSE_CASE_CONFIRMED, FALSE },
  { N_ ("Asymptomatic"), 1u << WUSE_CASE_ASYMPTOMATIC, FALSE },
  { N_ ("Suspected"), 1u << WUSE_CASE_SUSPECTED, FALSE },
  { N_ ("Something is missing"), 0, TRUE },
};

/* Where there is little room, who infected many gives way to where they live, unless it is what is asked for. A column that is
 * only made invisible keeps its room. */
static void
show_columns (WuseCaseTable *self)
{
  const gboolean is_there = gtk_column_view_column_get_column_view (self->infected) != NULL,
                 is_wanted = !self->is_narrow || orders[gtk_drop_down_get_selected (self->order)].sort == WUSE_CASE_SORT_INFECTED;

  if (is_wanted && !is_there)
    gtk_column_view_append_column (self->view, self->infected);
  else if (!is_wanted && is_there)
    gtk_column_view_remove_column (self->view, self->infected);
}

static void
apply_query (WuseCaseTable *self)
{
  const Order *order = &orders[gtk_drop_down_get_selected (self->order)];
  const Filter *filter = &filters[gtk_drop_down_get_selected (self->filter)];
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  WuseCaseQuery query = WUSE_CASE_QUERY_ALL;

  show_columns (self);
  if (self->list == NULL)
    return;
  query.sort = order->sort;
  query.is_descending = order->is_descending;
  query.classifications = filter->classifications;
  query.only_incomplete = filter->only_incomplete;
  query.text = *text != '\0' ? (char *) text : NULL;
  wuse_case_list_set_query (self->list, &query);
}

static gboolean
search_cb (gpointer user_data)
{
  WuseCaseTable *self = user_data;

  self->search_timeout = 0;
  apply_query (self);

  return G_SOURCE_REMOVE;
}

static void
search_changed_cb (WuseCaseTable *self)
{
  g_clear_handle_id (&self->search_timeout, g_source_remove);
  self->search_timeout = g_timeout_add (SEARCH_DELAY_MS, search_cb, self);
}

static void
update_count (WuseCaseTable *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  const gboolean is_loading = wuse_case_list_is_loading (self->list);
  g_autofree char *count = wuse_format_number (n), *text = g_strdup_printf (ngettext ("%s case", "%s cases", n), count);

  gtk_label_set_text (self->count, is_loading && n == 0 ? _ ("Reading…") : text);
  gtk_widget_set_visible (self->empty, n == 0 && !is_loading);
}

/* --- the selection --- */

/* Where the keyboard goes to when it comes goes along: it would be out of sight. */
static void
scroll_to (WuseCaseTable *self, guint position)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_column_view_scroll_to (self->view, position, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  /* The view itself cannot, the list in it can; the heading beside that knows no such action. */
  for (GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (self->view)); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    gtk_widget_activate_action (part, "list.scroll-to-item", "u", position);
#endif
}

/* Returns: the first row of the selection, or G_MAXUINT */
static guint
select_rows (WuseCaseTable *self)
{
  const char *const *ids = wuse_selection_get_ids (self->selection, NULL);
  g_autoptr (GtkBitset) wanted = gtk_bitset_new_empty (), mask = NULL;

  if (self->is_syncing || self->list == NULL)
    return G_MAXUINT;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const guint position = wuse_case_list_find (self->list, ids[i]);

      if (position != G_MAXUINT)
        gtk_bitset_add (wanted, position);
    }
  self->is_syncing = TRUE;
  mask = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->list)));
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->rows), wanted, mask);
  self->is_syncing = FALSE;

  return gtk_bitset_is_empty (wanted) ? G_MAXUINT : gtk_bitset_get_minimum (wanted);
}

/* Scrolls once, when the list has been told of all changes and has its size: in between it would lose rows. */
static gboolean
scroll_cb (gpointer user_data)
{
  WuseCaseTable *self = user_data;
  guint first;

  self->scroll_source = 0;
  if (self->list == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return G_SOURCE_REMOVE;
  first = self->is_sought ? select_rows (self) : G_MAXUINT;
  if (first != G_MAXUINT)
    {
      scroll_to (self, first);
      self->is_sought = FALSE;
    }
  else if (self->was_at_top && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    scroll_to (self, 0);
  self->was_at_top = FALSE;

  return G_SOURCE_REMOVE;
}

static void
scroll_soon (WuseCaseTable *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add (scroll_cb, self);
}

static void
selection_changed_cb (WuseCaseTable *self)
{
  if (self->is_syncing)
    return;
  select_rows (self);
  self->is_sought = wuse_selection_get_ids (self->selection, NULL)[0] != NULL;
  scroll_soon (self);
}

static void
rows_selected_cb (WuseCaseTable *self)
{
  g_autoptr (GtkBitset) chosen = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (self->is_syncing)
    return;
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->rows));
  ids = g_ptr_array_new ();
  for (guint64 i = 0; i < gtk_bitset_get_size (chosen); i++)
    {
      const char *id = wuse_case_list_get_id (self->list, gtk_bitset_get_nth (chosen, (guint) i));

      if (id != NULL)
        g_ptr_array_add (ids, (char *) id);
    }
  g_ptr_array_add (ids, NULL);
  self->is_syncing = TRUE;
  wuse_selection_set (self->selection, (const char *const *) ids->pdata);
  self->is_syncing = FALSE;
}

/* --- the menu of a row --- */

/* The row that a widget stands in or holds: its cells know. */
static WuseCaseRow *
find_row_below (GtkWidget *widget)
{
  WuseCaseRow *row = g_object_get_data (G_OBJECT (widget), "row");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && row == NULL;
       child = gtk_widget_get_next_sibling (child))
    row = find_row_below (child);

  return row;
}

static WuseCaseRow *
find_row (WuseCaseTable *self, GtkWidget *widget)
{
  GtkWidget *row = NULL, *part;

  /* The view is made of a heading and a list, of a type that depends on the version, and that is made of rows. */
  for (part = widget; part != NULL && gtk_widget_get_parent (part) != GTK_WIDGET (self->view);
       part = gtk_widget_get_parent (part))
    row = part;

  return part != NULL && row != NULL ? find_row_below (row) : NULL;
}

static void
popup_menu (WuseCaseTable *self, WuseCaseRow *row, double x, double y)
{
  const WuseCaseFields *fields = row != NULL ? wuse_case_row_get_fields (row) : NULL;
  g_autoptr (GMenu) menu = g_menu_new ();

  if (fields == NULL)
    return;
  if (!wuse_selection_contains (self->selection, fields->id))
    wuse_selection_set_one (self->selection, fields->id);
  wuse_graph_menu_append_scopes (menu, fields->id, fields->cluster, fields->area);
  wuse_graph_menu_popup_at (GTK_WIDGET (self), menu, x, y);
}

static void
secondary_pressed_cb (WuseCaseTable *self, int n_press, double x, double y)
{
  popup_menu (self, find_row (self, gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT)), x, y);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseCaseTable *self = WUSE_CASE_TABLE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view))
      && gtk_widget_compute_bounds (focus, widget, &bounds))
    popup_menu (self, find_row (self, focus), (double) (bounds.origin.x + bounds.size.width / 2),
                (double) (bounds.origin.y + bounds.size.height / 2));
}

/* Who has not scrolled sees what comes first: the list itself would keep showing what it showed. */
static void
items_changed_cb (WuseCaseTable *self)
{
  update_count (self);
  select_rows (self);
  if (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view))) < 1)
    self->was_at_top = TRUE;
  scroll_soon (self);
}

/* --- the widget --- */

static GtkDropDown *
make_choice (WuseCaseTable *self, GtkStringList *names, const char *label)
{
  GtkDropDown *choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));

  gtk_widget_set_hexpand (GTK_WIDGET (choice), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (choice), label);
  wuse_accessible_name_drop_down (choice, label);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (apply_query), self);

  return choice;
}

static GtkWidget *
make_head (WuseCaseTable *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkStringList *order_names = gtk_string_list_new (NULL), *filter_names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    gtk_string_list_append (order_names, _ (orders[i].name));
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    gtk_string_list_append (filter_names, _ (filters[i].name));
  gtk_widget_add_css_class (head, "pane-head");
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _ ("Case, cluster, area"), NULL);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->search), _ ("Search cases"));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  self->filter = make_choice (self, filter_names, _ ("Which cases"));
  self->order = make_choice (self, order_names, _ ("Order"));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->count, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_box_append (GTK_BOX (choices), GTK_WIDGET (self->filter));
  gtk_box_append (GTK_BOX (choices), GTK_WIDGET (self->order));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (head), choices);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->count));

  return head;
}

static void
dispose (GObject *object)
{
  WuseCaseTable *self = WUSE_CASE_TABLE (object);

  g_clear_handle_id (&self->search_timeout, g_source_remove);
  g_clear_handle_id (&self->widen_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->list != NULL)
    wuse_case_table_set_store (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->ids);
  g_clear_object (&self->infected);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  G_OBJECT_CLASS (wuse_case_table_parent_class)->dispose (object);
}

static void
wuse_case_table_class_init (WuseCaseTableClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "cases.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "cases.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "cases.menu", NULL);
}

static void
wuse_case_table_init (WuseCaseTable *self)
{
  GtkWidget *overlay = gtk_overlay_new (), *stop = g_object_new (WUSE_TYPE_TAB_STOP, NULL);
  GtkGesture *secondary = gtk_gesture_click_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  g_signal_connect_swapped (self->view, "map", G_CALLBACK (scroll_soon), self);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("List of cases"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->view), _ ("Cases"));
  wuse_case_table_add_columns (self);
  gtk_widget_set_vexpand (overlay, TRUE);
  gtk_widget_set_parent (wuse_page_new_scrolled (GTK_WIDGET (self->view)), stop);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), stop);
  self->empty = gtk_label_new (_ ("No case is like this"));
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_set_can_target (self->empty, FALSE);
  gtk_widget_set_visible (self->empty, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->empty);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (secondary_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  gtk_box_append (GTK_BOX (self->box), overlay);
}

WuseCaseTable *
wuse_case_table_new (WuseSelection *selection)
{
  WuseCaseTable *self = g_object_new (WUSE_TYPE_CASE_TABLE, NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
wuse_case_table_set_store (WuseCaseTable *self, WuseStore *store)
{
  g_return_if_fail (WUSE_IS_CASE_TABLE (self));

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  gtk_column_view_set_model (self->view, NULL);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  g_clear_object (&self->list);
  if (store == NULL)
    return;
  self->list = wuse_case_list_new (store);
  self->rows = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (self->list, "notify::is-loading", G_CALLBACK (update_count), self);
  g_signal_connect_swapped (self->rows, "selection-changed", G_CALLBACK (rows_selected_cb), self);
  apply_query (self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->rows));
  update_count (self);
}

void
wuse_case_table_set_areas (WuseCaseTable *self, WuseAreaSet *areas)
{
  g_return_if_fail (WUSE_IS_CASE_TABLE (self));

  if (areas != NULL)
    wuse_area_set_ref (areas);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  self->areas = areas;
}

WuseCaseList *
wuse_case_table_get_list (WuseCaseTable *self)
{
  g_return_val_if_fail (WUSE_IS_CASE_TABLE (self), NULL);

  return self->list;
}

void
wuse_case_table_set_narrow (WuseCaseTable *self, gboolean is_narrow)
{
  g_return_if_fail (WUSE_IS_CASE_TABLE (self));

  self->is_narrow = is_narrow;
  show_columns (self);
}

void
wuse_case_table_focus_search (WuseCaseTable *self)
{
  g_return_if_fail (WUSE_IS_CASE_TABLE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
wuse_case_table_set_query (WuseCaseTable *self, const WuseCaseQuery *query)
{
  guint order = 0, filter = 0;

  g_return_if_fail (WUSE_IS_CASE_TABLE (self));
  g_return_if_fail (query != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i].sort == query->sort && orders[i].is_descending == query->is_descending)
      order = i;
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (filters[i].classifications == query->classifications && filters[i].only_incomplete == query->only_incomplete)
      filter = i;
  gtk_drop_down_set_selected (self->order, order);
  gtk_drop_down_set_selected (self->filter, filter);
  gtk_editable_set_text (GTK_EDITABLE (self->search), query->text != NULL ? query->text : "");
  apply_query (self);
}
