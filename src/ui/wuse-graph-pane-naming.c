/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has a name in the relationship graph, and what it says. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-pane-private.h"

#include "wuse-accessible.h"

#include <glib/gi18n.h>

/* Graphs of more nodes name only who matters. */
#define MAX_ALL_NAMED 400

enum
{
  PROP_NAMES = 1,
  PROP_NAME_FIELD,
};

static const char *const names[] = { "none", "important", "all" };
static const char *const fields[] = { "id", "onset", "area" };

static guint
find (const char *const *values, guint n_values, const char *value)
{
  for (guint i = 0; i < n_values; i++)
    if (g_strcmp0 (values[i], value) == 0)
      return i;

  return 0;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (object);

  switch (id)
    {
    case PROP_NAMES:
      g_value_set_static_string (value, names[self->naming.names]);
      break;
    case PROP_NAME_FIELD:
      g_value_set_static_string (value, fields[self->naming.field]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (object);

  switch (id)
    {
    case PROP_NAMES:
      self->naming.names = (WuseGraphNames) find (names, G_N_ELEMENTS (names), g_value_get_string (value));
      self->names_chosen = TRUE;
      break;
    case PROP_NAME_FIELD:
      self->naming.field = (WuseGraphNameField) find (fields, G_N_ELEMENTS (fields), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }
  wuse_graph_pane_repaint (self);
}

void
wuse_graph_pane_choose_names (WuseGraphPane *self, guint n_nodes)
{
  const WuseGraphNames wanted = n_nodes <= MAX_ALL_NAMED ? WUSE_GRAPH_NAMES_ALL : WUSE_GRAPH_NAMES_IMPORTANT;

  if (self->names_chosen || self->naming.names == wanted)
    return;
  self->naming.names = wanted;
  g_object_notify (G_OBJECT (self), "names");
}

void
wuse_graph_pane_install_naming (GtkWidgetClass *widget_class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (widget_class);

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  g_object_class_install_property (object_class, PROP_NAMES,
                                   g_param_spec_string ("names", NULL, NULL, "all", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_NAME_FIELD,
                                   g_param_spec_string ("name-field", NULL, NULL, "id",
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_install_property_action (widget_class, "graph.names", "names");
  gtk_widget_class_install_property_action (widget_class, "graph.name-field", "name-field");
}

GtkWidget *
wuse_graph_pane_make_view_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new (), who = g_menu_new (), what = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (who, _ ("_Everyone"), "graph.names::all");
  g_menu_append (who, _ ("Who _Infected Others"), "graph.names::important");
  g_menu_append (who, _ ("_Nobody"), "graph.names::none");
  g_menu_append (what, _ ("N_umber"), "graph.name-field::id");
  g_menu_append (what, _ ("_Day of Onset"), "graph.name-field::onset");
  g_menu_append (what, _ ("_Area"), "graph.name-field::area");
  g_menu_append_section (menu, _ ("Who Has a Name"), G_MENU_MODEL (who));
  g_menu_append_section (menu, _ ("What It Says"), G_MENU_MODEL (what));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "font-x-generic-symbolic");
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), _ ("Names"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Names beside the cases"));

  return button;
}
