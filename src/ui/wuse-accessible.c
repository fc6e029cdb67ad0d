/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GTK 4.8 does not tell assistive technology by itself. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-accessible.h"

static const char *
mnemonic_label (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (widget)))
    return gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));

  return NULL;
}

void
wuse_accessible_name_mnemonics (GtkWidget *root)
{
  const char *label;

  g_return_if_fail (GTK_IS_WIDGET (root));

  label = mnemonic_label (root);
  if (label != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (label, "_", 2);
      g_autofree char *name = g_strjoinv (NULL, parts);

      gtk_accessible_update_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    wuse_accessible_name_mnemonics (child);
}

void
wuse_accessible_name_row (GtkListItem *item)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_LIST_ITEM (item));

  child = gtk_list_item_get_child (item);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_widget_get_parent (child)), GTK_ACCESSIBLE_RELATION_LABELLED_BY, child,
                                  NULL, -1);
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
