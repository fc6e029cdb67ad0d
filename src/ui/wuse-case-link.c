/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that leads to a case. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-link.h"

#include "wuse-accessible.h"

static void
clicked_cb (GtkButton *button, WuseSelection *selection)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "case"));

  wuse_selection_set_one (selection, id);
}

GtkWidget *
wuse_case_link_new (WuseSelection *selection, const char *id, const char *text)
{
  GtkWidget *button, *label;

  g_return_val_if_fail (WUSE_IS_SELECTION (selection), NULL);
  g_return_val_if_fail (id != NULL && text != NULL, NULL);

  button = gtk_button_new ();
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "numeric");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "card-link");
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), text);
  g_object_set_data_full (G_OBJECT (button), "case", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), selection, 0);

  return button;
}
