/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the relationship graph: layouts, colours, filter, tools, legend. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-pane-private.h"

#include "wuse-accessible.h"
#include "wuse-drop-down.h"
#include "wuse-graph-exports.h"

#include <glib/gi18n.h>

#define LEAST_COLORING_CHARS 9

static void
layout_toggled_cb (GtkToggleButton *button, WuseGraphPane *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (WuseGraphLayout i = WUSE_GRAPH_BY_FORCE; i <= WUSE_GRAPH_BY_GENERATION; i++)
    if (self->layouts[i] == button && self->layout != i)
      {
        self->layout = i;
        self->fit_next = TRUE;
        wuse_graph_pane_remake (self);
      }
}

static void
filter_changed_cb (WuseGraphPane *self)
{
  const gboolean hides = wuse_graph_filter_popover_apply (self->filter_popover, &self->filter);

  if (hides)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "suggested-action");
  self->fit_next = TRUE;
  wuse_graph_pane_remake (self);
}

static GtkWidget *
make_layout_buttons (WuseGraphPane *self)
{
  const char *const names[] = { _ ("_Network"), _ ("_Time"), _ ("_Generations") };
  const char *const tips[] = { _ ("Who is linked lies together"), _ ("The transmission tree along the days of onset"),
                               _ ("Rings about where each chain begins") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      self->layouts[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (names[i]));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->layouts[i]), tips[i]);
      if (i > 0)
        gtk_toggle_button_set_group (self->layouts[i], self->layouts[0]);
      gtk_toggle_button_set_active (self->layouts[i], i == self->layout);
      g_signal_connect (self->layouts[i], "toggled", G_CALLBACK (layout_toggled_cb), self);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->layouts[i]));
    }

  return box;
}

static GtkWidget *
make_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), name);
  g_object_set_data (G_OBJECT (button), "action", (gpointer) action);

  return button;
}

static void
view_button_cb (GtkButton *button, WuseGraphPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), g_object_get_data (G_OBJECT (button), "action"), NULL);
}

/* Over the graph, as over the map. */
GtkWidget *
wuse_graph_pane_make_tools (WuseGraphPane *self)
{
  const char *const actions[][3] = { { "zoom-out-symbolic", _ ("Zoom out"), "diagram.zoom-out" },
                                     { "zoom-in-symbolic", _ ("Zoom in"), "diagram.zoom-in" },
                                     { "zoom-fit-best-symbolic", _ ("Show everything"), "diagram.fit" } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "map-card");
  gtk_widget_add_css_class (box, "tools");
  gtk_widget_add_css_class (box, "graph-tools");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *button = make_button (actions[i][0], actions[i][1], actions[i][2]);

      g_signal_connect (button, "clicked", G_CALLBACK (view_button_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }

  return box;
}

GtkWidget *
wuse_graph_pane_make_toolbar (WuseGraphPane *self)
{
  const char *const colorings[] = { _ ("Colour: classification"), _ ("Colour: area"), _ ("Colour: generation"),
                                    _ ("Colour: setting"), NULL };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (bar), make_layout_buttons (self));
  self->coloring = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (colorings));
  wuse_drop_down_let_shrink (self->coloring, LEAST_COLORING_CHARS, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->coloring), _ ("What the colour of a case says"));
  wuse_accessible_name_drop_down (self->coloring, _ ("What the colour of a case says"));
  g_signal_connect_swapped (self->coloring, "notify::selected", G_CALLBACK (wuse_graph_pane_repaint), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->coloring));
  self->filter_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->filter_button, _ ("Filter"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->filter_button), _ ("Filter"));
  self->filter_popover = wuse_graph_filter_popover_new ();
  g_signal_connect_object (self->filter_popover, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->filter_button, GTK_WIDGET (self->filter_popover));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->filter_button));
  gtk_box_append (GTK_BOX (bar), wuse_graph_pane_make_selection_button ());
  gtk_box_append (GTK_BOX (bar), wuse_graph_pane_make_view_button ());
  self->views = wuse_graph_views_new (self);
  gtk_widget_set_hexpand (GTK_WIDGET (self->views), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->views), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->views));
  gtk_box_append (GTK_BOX (bar), wuse_graph_exports_make_button ());

  return bar;
}

GtkWidget *
wuse_graph_pane_make_footer (WuseGraphPane *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);

  gtk_widget_add_css_class (bar, "graph-footer");
  self->legend = wuse_graph_legend_new ();
  self->facts = GTK_LABEL (gtk_label_new (_ ("Reading…")));
  gtk_label_set_xalign (self->facts, 0);
  gtk_label_set_ellipsize (self->facts, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->facts), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "numeric");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->legend));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->facts));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (bar), line);

  return bar;
}
