/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map shows: points, names, base map, colours; bound to the settings. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-layers-popover.h"

#include "wuse-accessible.h"

#include <glib/gi18n.h>

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");

  return label;
}

static GtkWidget *
make_switch (GSettings *settings, const char *key, const char *text)
{
  GtkWidget *button = gtk_check_button_new_with_mnemonic (text);

  g_settings_bind (settings, key, button, "active", G_SETTINGS_BIND_DEFAULT);

  return button;
}

static GtkWidget *
make_choice (const char *value, const char *text)
{
  GtkWidget *button = gtk_check_button_new_with_mnemonic (text);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.base-map");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", value);

  return button;
}

static GtkWidget *
make_button (const char *action, const char *text)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (text);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_halign (button, GTK_ALIGN_FILL);

  return button;
}

GtkWidget *
wuse_layers_popover_new (GSettings *settings)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *const children[] = {
    make_heading (_ ("On the map")),
    make_switch (settings, "show-cases", _ ("_Cases of the last 14 days")),
    make_switch (settings, "show-places", _ ("_Places")),
    make_switch (settings, "show-labels", _ ("_Names")),
    make_heading (_ ("Base map")),
    make_choice ("none", _ ("N_one")),
    make_choice ("features", _ ("The _district's own")),
    make_choice ("file", _ ("Map _file")),
    make_choice ("url", _ ("Map _service")),
    make_button ("win.open-map-file", _ ("Open Map _File…")),
    make_button ("win.map-url", _ ("Set Up Map _Service…")),
    make_button ("win.flip-rows", _ ("Turn _Rows Over")),
    make_heading (_ ("Colours")),
    make_switch (settings, "colour-vision-safe", _ ("For every colour _vision")),
    make_switch (settings, "patterns", _ ("With p_atterns")),
  };

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_box_append (GTK_BOX (box), children[i]);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  wuse_accessible_name_mnemonics (box);
  wuse_accessible_set_name (GTK_ACCESSIBLE (popover), _ ("Layers"));

  return popover;
}
