/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of choices whose button gives way where there is little room. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-drop-down.h"

#include "wuse-whole-text.h"

typedef struct
{
  int least_chars;
  int most_chars;
} Width;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Width *width)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), width->least_chars);
  gtk_label_set_max_width_chars (GTK_LABEL (label), width->most_chars);
  gtk_widget_set_hexpand (label, TRUE);
  wuse_whole_text_add (GTK_LABEL (label));
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
free_width (gpointer width, GClosure *closure)
{
  g_free (width);
}

void
wuse_drop_down_let_shrink (GtkDropDown *self, int least_chars, int most_chars)
{
  g_autoptr (GtkListItemFactory) whole = NULL, shrinking = NULL;
  Width *width;

  g_return_if_fail (GTK_IS_DROP_DOWN (self));

  whole = g_object_ref (gtk_drop_down_get_factory (self));
  shrinking = gtk_signal_list_item_factory_new ();
  width = g_new (Width, 1);
  *width = (Width){ least_chars, most_chars };
  g_signal_connect_data (shrinking, "setup", G_CALLBACK (setup_cb), width, free_width, 0);
  g_signal_connect (shrinking, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_factory (self, shrinking);
  gtk_drop_down_set_list_factory (self, whole);
}
