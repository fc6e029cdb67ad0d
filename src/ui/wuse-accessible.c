/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GTK does not tell assistive technology by itself. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-accessible.h"

#define ROW_NAME "wuse-row-name"

void
wuse_accessible_name_mnemonics (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  if (GTK_IS_BUTTON (root) && gtk_button_get_use_underline (GTK_BUTTON (root)))
    {
      /* The label inside names it too, and better */
      gtk_accessible_reset_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL);
    }
  else if (GTK_IS_CHECK_BUTTON (root) && gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (root)))
    {
      g_auto (GStrv) parts = g_strsplit (gtk_check_button_get_label (GTK_CHECK_BUTTON (root)), "_", 2);
      g_autofree char *name = g_strjoinv (NULL, parts);

      gtk_accessible_update_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    wuse_accessible_name_mnemonics (child);
}

void
wuse_accessible_set_name (GtkAccessible *accessible, const char *name)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (accessible));

  gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_parent_cb (GtkWidget *child)
{
  GtkWidget *row = gtk_widget_get_parent (child);
  const char *name = g_object_get_data (G_OBJECT (child), ROW_NAME);

  if (row != NULL)
    wuse_accessible_set_name (GTK_ACCESSIBLE (row), name);
}

void
wuse_accessible_name_row (GtkWidget *child, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (child));
  g_return_if_fail (name != NULL);

  /* Later versions of GTK put the child into the row after it was bound for the first time. */
  if (g_object_get_data (G_OBJECT (child), ROW_NAME) == NULL)
    g_signal_connect (child, "notify::parent", G_CALLBACK (name_parent_cb), NULL);
  g_object_set_data_full (G_OBJECT (child), ROW_NAME, g_strdup (name), g_free);
  name_parent_cb (child);
}

static void
revealed_cb (GtkRevealer *revealer)
{
  gboolean is_seen = gtk_revealer_get_reveal_child (revealer) || gtk_revealer_get_child_revealed (revealer);

  gtk_widget_set_visible (gtk_revealer_get_child (revealer), is_seen);
}

void
wuse_accessible_hide_unrevealed (GtkRevealer *revealer)
{
  g_return_if_fail (GTK_IS_REVEALER (revealer));

  g_signal_connect (revealer, "notify::reveal-child", G_CALLBACK (revealed_cb), NULL);
  g_signal_connect (revealer, "notify::child-revealed", G_CALLBACK (revealed_cb), NULL);
  revealed_cb (revealer);
}

static void
visible_child_changed_cb (GtkStack *stack)
{
  GtkWidget *shown = gtk_stack_get_visible_child (stack);

  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (stack)); page != NULL; page = gtk_widget_get_next_sibling (page))
    gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, page != shown, -1);
}

void
wuse_accessible_hide_unshown (GtkStack *stack)
{
  g_return_if_fail (GTK_IS_STACK (stack));

  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (visible_child_changed_cb), NULL);
  visible_child_changed_cb (stack);
}

/* Later versions of GTK name it by what is chosen, each time something is. */
static void
selected_item_cb (GtkDropDown *choice)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

void
wuse_accessible_name_drop_down (GtkDropDown *choice, const char *name)
{
  GtkWidget *button;

  g_return_if_fail (GTK_IS_DROP_DOWN (choice));

  button = gtk_widget_get_first_child (GTK_WIDGET (choice));
  wuse_accessible_set_name (GTK_ACCESSIBLE (choice), name);
  g_signal_connect (choice, "notify::selected-item", G_CALLBACK (selected_item_cb), NULL);
  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The items of menus are of a type that GTK keeps to itself, with a property for their text. */
static void
name_menu_items (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkModelButton"))
        {
          g_autofree char *text = NULL;

          g_object_get (child, "text", &text, NULL);
          gtk_accessible_reset_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
          gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
        }
      name_menu_items (child);
    }
}

static gboolean
mapped_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_POPOVER_MENU (widget))
    name_menu_items (widget);

  return TRUE;
}

void
wuse_accessible_name_menus (void)
{
  /* Up to 4.8, items are named by their labels. */
  if (gtk_check_version (4, 10, 0) == NULL)
    {
      g_type_class_unref (g_type_class_ref (GTK_TYPE_POPOVER_MENU));
      g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
    }
}
