/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places to go in the window: the map, the cases. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-window-private.h"

#include "wuse-accessible.h"
#include "wuse-format.h"

#include <glib/gi18n.h>
#include <string.h>

static GtkWidget *
make_place (const char *icon, const char *name, const char *page, GtkLabel **count)
{
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *label = gtk_label_new (name);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  if (count != NULL)
    {
      *count = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (*count), "numeric");
      gtk_widget_add_css_class (GTK_WIDGET (*count), "count");
      gtk_widget_set_visible (GTK_WIDGET (*count), FALSE);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (*count));
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", page);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.page");

  return button;
}

static void
update_counts (WuseWindow *self)
{
  WuseRegister *epidemic = wuse_workspace_get_register (self->workspace);
  g_autofree char *text = NULL;
  guint n_cases = 0;

  if (epidemic != NULL)
    wuse_register_get_cases (epidemic, &n_cases);
  text = wuse_format_number (n_cases);
  gtk_label_set_text (self->cases_count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->cases_count), n_cases > 0);
}

/* What speaks of the map is of no use beside the cases. */
static void
show_page (WuseWindow *self, const char *page)
{
  const gboolean is_map = strcmp (page, "map") == 0;

  if (!is_map && self->cases == NULL)
    {
      self->cases = wuse_cases_page_new (self->workspace, self->selection);
      gtk_stack_add_named (self->pages, GTK_WIDGET (self->cases), "cases");
    }
  gtk_stack_set_visible_child_name (self->pages, page);
  wuse_workspace_set_map_seen (self->workspace, is_map);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), is_map);
  gtk_widget_set_visible (GTK_WIDGET (self->breadcrumb), is_map);
  gtk_widget_set_visible (GTK_WIDGET (self->layers_button), is_map);
  gtk_widget_set_visible (GTK_WIDGET (self->rules_button), is_map);
  gtk_widget_set_visible (GTK_WIDGET (self->position_label), is_map);
  gtk_widget_set_visible (GTK_WIDGET (self->base_map_label), is_map);
}

static void
page_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  const char *page = g_variant_get_string (value, NULL);

  if (strcmp (page, "map") != 0 && strcmp (page, "cases") != 0)
    return;
  g_simple_action_set_state (action, value);
  show_page (user_data, page);
}

void
wuse_window_add_pages (WuseWindow *self)
{
  static const GActionEntry entries[] = { { "page", NULL, "s", "'map'", page_changed_cb } };

  self->selection = wuse_selection_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_box_append (self->rail, make_place ("mark-location-symbolic", _ ("Map"), "map", NULL));
  gtk_box_append (self->rail, make_place ("system-users-symbolic", _ ("Cases"), "cases", &self->cases_count));
  wuse_accessible_hide_unshown (self->pages);
  g_signal_connect_object (self->workspace, "situation-changed", G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
}

void
wuse_window_go_to_page (WuseWindow *self, const char *page)
{
  g_return_if_fail (WUSE_IS_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", page);
}

WuseCasesPage *
wuse_window_get_cases (WuseWindow *self)
{
  g_return_val_if_fail (WUSE_IS_WINDOW (self), NULL);

  return self->cases;
}

WuseSelection *
wuse_window_get_selection (WuseWindow *self)
{
  g_return_val_if_fail (WUSE_IS_WINDOW (self), NULL);

  return self->selection;
}
