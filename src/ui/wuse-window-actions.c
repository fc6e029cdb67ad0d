/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions and their keys. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-connect-dialog.h"
#include "wuse-map-service-dialog.h"
#include "wuse-window-private.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_search_box_focus (WUSE_WINDOW (widget)->search);
}

/* The cases are searched beside them, everything else in the header. */
static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);

  if (self->cases != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->cases)))
    wuse_cases_page_focus_search (self->cases);
  else
    wuse_search_box_focus (self->search);
}

/* The parts of the window, in the order of the Tab key. */
static GPtrArray *
list_panes (WuseWindow *self)
{
  GPtrArray *panes = g_ptr_array_new ();

  g_ptr_array_add (panes, gtk_widget_get_ancestor (GTK_WIDGET (self->search), ADW_TYPE_HEADER_BAR));
  g_ptr_array_add (panes, self->area_panel);
  g_ptr_array_add (panes, self->map);
  g_ptr_array_add (panes, self->movement_card);
  g_ptr_array_add (panes, self->legend);
  g_ptr_array_add (panes, self->time_card);
  g_ptr_array_add (panes, self->inspector);
  if (self->cases != NULL)
    for (GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (self->cases)); part != NULL;
         part = gtk_widget_get_next_sibling (part))
      g_ptr_array_add (panes, part);

  return panes;
}

static gboolean
focus_pane (WuseWindow *self, GtkWidget *pane)
{
  if (!gtk_widget_get_mapped (pane))
    return FALSE;
  if (self->cases != NULL && gtk_widget_get_parent (pane) == GTK_WIDGET (self->cases))
    return wuse_cases_page_focus_part (self->cases, pane);

  return gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD);
}

/* Goes to the next part of the window that is shown and takes the keyboard. */
static void
pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);
  g_autoptr (GPtrArray) panes = list_panes (self);
  const int n_panes = (int) panes->len;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  int step = g_str_equal (name, "win.next-pane") ? 1 : -1;
  int at = step > 0 ? -1 : 0;

  for (int i = 0; i < n_panes && focus != NULL; i++)
    if (focus == panes->pdata[i] || gtk_widget_is_ancestor (focus, panes->pdata[i]))
      at = i;
  for (int i = 0; i < n_panes; i++)
    {
      at = (at + step + n_panes) % n_panes;
      if (focus_pane (self, panes->pdata[at]))
        break;
    }
  gtk_window_set_focus_visible (GTK_WINDOW (self), TRUE);
}

/* Opens the relationship graph for a part of the outbreak. */
static void
network_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);
  const char *kind, *key;

  g_variant_get (parameter, "(&s&s)", &kind, &key);
  wuse_window_go_to_page (self, "cases");
  wuse_cases_page_show (self->cases, "graph");
  wuse_graph_pane_open (wuse_cases_page_get_graph (self->cases), wuse_graph_scope_parse (kind, key));
  wuse_graph_pane_focus (wuse_cases_page_get_graph (self->cases));
}

/* The graph, its figures, what cannot be. */
static void
case_tab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);

  wuse_window_go_to_page (self, "cases");
  wuse_cases_page_show (self->cases, g_variant_get_string (parameter, NULL));
}

static void
clear_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);

  /* What is selected on the page in view. */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "cases") == 0)
    wuse_selection_set (self->selection, NULL);
  else
    wuse_window_select (self, WUSE_AREA_NONE);
}

static void
go_to_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);
  guint32 area = wuse_map_view_get_selected (self->map);

  if (area != WUSE_AREA_NONE)
    wuse_map_view_go_to_area (self->map, area, TRUE);
}

static void
map_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *action = g_strconcat ("map.", strchr (name, '.') + 1, NULL);

  gtk_widget_activate_action_variant (GTK_WIDGET (WUSE_WINDOW (widget)->map), action, NULL);
}

static void
reconnect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseSync *sync = wuse_workspace_get_sync (WUSE_WINDOW (widget)->workspace);

  if (sync != NULL)
    wuse_sync_retry_now (sync);
}

static void
connection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_connection_button_popup (WUSE_WINDOW (widget)->connection);
}

/* Belongs to the cases: the map has nothing that is entered. */
static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "cases") == 0)
    wuse_edits_undo_last (self->edits);
}

static void
layers_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (WUSE_WINDOW (widget)->layers_button);
}

static void
rules_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (WUSE_WINDOW (widget)->rules_button);
}

static void
why_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_inspector_show_rules (WUSE_WINDOW (widget)->inspector);
}

static void
about_rules_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);
  WuseRuleSet *rules = wuse_workspace_get_rule_set (self->workspace);
  g_autofree char *title = wuse_workspace_dup_rule_text (self->workspace);

  if (rules != NULL)
    wuse_window_tell (self, title, wuse_rule_set_get_source (rules, wuse_language_from_locale ()));
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_connect_dialog_present (GTK_WINDOW (widget), WUSE_WINDOW (widget)->settings);
}

static void
open_map_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_window_open_map_file (WUSE_WINDOW (widget));
}

static void
map_url_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_map_service_dialog_present (GTK_WINDOW (widget), WUSE_WINDOW (widget)->settings);
}

static void
flip_rows_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_window_flip_rows (WUSE_WINDOW (widget));
}

static void
clock_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_sync_set_clock_rate_finish (WUSE_SYNC (source), result, &error))
    {
      g_autofree char *words = wuse_words_for_error (error);

      wuse_window_toast (self, words);
    }
}

static void
clock_rate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseWindow *self = WUSE_WINDOW (widget);
  WuseSync *sync = wuse_workspace_get_sync (self->workspace);

  if (sync != NULL)
    wuse_sync_set_clock_rate_async (sync, g_variant_get_double (parameter), self->cancellable, clock_set_cb, g_object_ref (self));
}

void
wuse_window_install_actions (WuseWindowClass *class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
    guint key;
    GdkModifierType modifiers;
  } actions[] = {
    { "win.search", NULL, search_action, GDK_KEY_k, GDK_CONTROL_MASK },
    { "win.find", NULL, find_action, GDK_KEY_f, GDK_CONTROL_MASK },
    { "win.network", "(ss)", network_action, 0, 0 },
    { "win.case-tab", "s", case_tab_action, 0, 0 },
    { "win.next-pane", NULL, pane_action, GDK_KEY_F6, 0 },
    { "win.previous-pane", NULL, pane_action, GDK_KEY_F6, GDK_SHIFT_MASK },
    { "win.clear-selection", NULL, clear_selection_action, GDK_KEY_Escape, 0 },
    { "win.go-to-selection", NULL, go_to_selection_action, GDK_KEY_g, GDK_CONTROL_MASK },
    { "win.zoom-in", NULL, map_action, GDK_KEY_plus, GDK_CONTROL_MASK },
    { "win.zoom-out", NULL, map_action, GDK_KEY_minus, GDK_CONTROL_MASK },
    { "win.fit", NULL, map_action, GDK_KEY_0, GDK_CONTROL_MASK },
    { "win.reconnect", NULL, reconnect_action, GDK_KEY_F5, 0 },
    { "win.connection", NULL, connection_action, GDK_KEY_i, GDK_CONTROL_MASK },
    { "win.undo", NULL, undo_action, GDK_KEY_z, GDK_CONTROL_MASK },
    { "win.layers", NULL, layers_action, GDK_KEY_l, GDK_CONTROL_MASK },
    { "win.rules", NULL, rules_action, GDK_KEY_r, GDK_CONTROL_MASK },
    { "win.why", NULL, why_action, GDK_KEY_y, GDK_CONTROL_MASK },
    { "win.about-rules", NULL, about_rules_action, 0, 0 },
    { "win.connect", NULL, connect_action, 0, 0 },
    { "win.open-map-file", NULL, open_map_file_action, GDK_KEY_o, GDK_CONTROL_MASK },
    { "win.map-url", NULL, map_url_action, 0, 0 },
    { "win.flip-rows", NULL, flip_rows_action, 0, 0 },
    { "win.clock-rate", "d", clock_rate_action, 0, 0 },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.sidebar", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_ALT_MASK, "win.page", "s", "map");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_ALT_MASK, "win.page", "s", "cases");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_CONTROL_MASK, "win.case-tab", "s", "graph");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_CONTROL_MASK, "win.case-tab", "s", "figures");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_CONTROL_MASK, "win.case-tab", "s", "findings");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, "win.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK, "win.show-help-overlay", NULL);
}

static void
rule_set_changed_cb (WuseWindow *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "rule-set");

  wuse_workspace_set_rule_set (self->workspace, id);
}

void
wuse_window_add_actions (WuseWindow *self)
{
  static const char *const settings[] = { "rule-set", "base-map" };
  g_autoptr (GPropertyAction) sidebar = g_property_action_new ("sidebar", self->sidebar_revealer, "reveal-child");

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (sidebar));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, settings[i]);

      g_action_map_add_action (G_ACTION_MAP (self), action);
    }
  g_signal_connect_object (self->settings, "changed::rule-set", G_CALLBACK (rule_set_changed_cb), self, G_CONNECT_SWAPPED);
}
