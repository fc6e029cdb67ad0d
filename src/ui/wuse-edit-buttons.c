/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons and menus for what can be done to a link or a stay. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-edit-buttons.h"

#include "wuse-accessible.h"

#include <glib/gi18n.h>

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

GMenuModel *
wuse_edit_menu_new (WuseRecordType type, const char *id, const char *state)
{
  GMenu *menu = g_menu_new ();
  const gboolean is_link = type == WUSE_RECORD_LINK;

  if (g_strcmp0 (state, "confirmed") != 0)
    append (menu, _ ("Confirm…"), is_link ? "edit.confirm-link" : "edit.confirm-stay", g_variant_new_string (id));
  if (g_strcmp0 (state, "refuted") != 0)
    append (menu, _ ("Refute…"), is_link ? "edit.refute-link" : "edit.refute-stay", g_variant_new_string (id));
  append (menu, _ ("Correct…"), is_link ? "edit.correct-link" : "edit.correct-stay", g_variant_new_string (id));
  append (menu, _ ("Delete…"), is_link ? "edit.delete-link" : "edit.delete-stay", g_variant_new_string (id));

  return G_MENU_MODEL (menu);
}

GMenuModel *
wuse_edit_source_menu_new (const char *source, const char *target)
{
  GMenu *menu = g_menu_new ();

  append (menu, _ ("Confirm…"), "edit.confirm-source", g_variant_new ("(ss)", source, target));
  append (menu, _ ("Refute…"), "edit.refute-source", g_variant_new ("(ss)", source, target));

  return G_MENU_MODEL (menu);
}

/* The popover is made when it is first opened: a card may have dozens of them. */
static void
create_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (user_data));
}

GtkWidget *
wuse_edit_menu_button_new (GMenuModel *menu, const char *what)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, _ ("What can be done"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), what);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "edit-menu");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup_cb, menu, g_object_unref);

  return button;
}

GtkWidget *
wuse_edit_button_row_new (GMenuModel *menu, const char *what)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  const int n = g_menu_model_get_n_items (menu);

  gtk_widget_add_css_class (row, "edit-buttons");
  for (int i = 0; i < n; i++)
    {
      g_autofree char *label = NULL, *action = NULL, *name = NULL;
      g_autoptr (GVariant) target = g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      GtkWidget *button;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      button = gtk_button_new_with_label (label);
      /* Translators: what a button does, and to what: “Confirm…: Case 12 infected case 15” */
      name = g_strdup_printf (_ ("%1$s: %2$s"), label, what);
      wuse_accessible_set_name (GTK_ACCESSIBLE (button), name);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_widget_add_css_class (button, "flat");
      gtk_box_append (GTK_BOX (row), button);
    }
  g_object_unref (menu);

  return row;
}
