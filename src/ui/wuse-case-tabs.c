/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of the page of cases: the graph, its figures, what cannot be. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-tabs.h"

#include "wuse-accessible.h"
#include "wuse-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_TABS 3

static const char *const names[N_TABS] = { "graph", "figures", "findings" };

struct _WuseCaseTabs
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkStack *stack;
  GtkWidget *findings_button;
  GtkLabel *badge;
  WuseGraphPane *graph;
  WuseFiguresPane *figures;
  WuseFindingList *findings;

  WuseRelations *relations;
};

typedef enum
{
  PROP_SHOWN = 1,
} TabsProperty;

static GParamSpec *properties[PROP_SHOWN + 1];

G_DEFINE_FINAL_TYPE (WuseCaseTabs, wuse_case_tabs, GTK_TYPE_WIDGET)

static void
filter_changed_cb (WuseCaseTabs *self)
{
  wuse_figures_pane_set_source (self->figures, self->relations, wuse_graph_pane_get_filter (self->graph));
}

static void
checked_cb (WuseCaseTabs *self)
{
  const guint n = wuse_finding_list_get_count (self->findings);
  g_autofree char *number = wuse_format_number (n), *name = NULL;

  name = n > 0 ? g_strdup_printf (ngettext ("Findings, %s", "Findings, %s", n), number) : g_strdup (_ ("Findings"));
  gtk_label_set_text (self->badge, number);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), n > 0);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->findings_button), name);
}

static GtkWidget *
make_button (const char *name, const char *title, const char *tip, GtkLabel **badge)
{
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_label_new (title));
  if (badge != NULL)
    {
      *badge = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (*badge), "badge");
      gtk_widget_add_css_class (GTK_WIDGET (*badge), "numeric");
      gtk_widget_set_visible (GTK_WIDGET (*badge), FALSE);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (*badge));
    }
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tip);
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case-tabs.shown");

  return button;
}

static GtkWidget *
make_switcher (WuseCaseTabs *self)
{
  const char *const titles[N_TABS] = { _ ("Graph"), _ ("Figures"), _ ("Findings") };
  const char *const tips[N_TABS] = { _ ("Who is linked with whom"), _ ("What the graph says in figures, each explained"),
                                     _ ("What cannot be in the records of the whole district") };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_widget_add_css_class (bar, "case-tabs");
  for (guint i = 0; i < N_TABS; i++)
    {
      GtkWidget *button = make_button (names[i], titles[i], tips[i], i == N_TABS - 1 ? &self->badge : NULL);

      if (i == N_TABS - 1)
        self->findings_button = button;
      gtk_box_append (GTK_BOX (bar), button);
    }

  return bar;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  switch ((TabsProperty) id)
    {
    case PROP_SHOWN:
      g_value_set_string (value, wuse_case_tabs_get_shown (WUSE_CASE_TABS (object)));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  switch ((TabsProperty) id)
    {
    case PROP_SHOWN:
      wuse_case_tabs_set_shown (WUSE_CASE_TABS (object), g_value_get_string (value));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
dispose (GObject *object)
{
  WuseCaseTabs *self = WUSE_CASE_TABS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  G_OBJECT_CLASS (wuse_case_tabs_parent_class)->dispose (object);
}

static void
wuse_case_tabs_class_init (WuseCaseTabsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  properties[PROP_SHOWN] =
      g_param_spec_string ("shown", NULL, NULL, names[0], G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_install_property_action (GTK_WIDGET_CLASS (class), "case-tabs.shown", "shown");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wuse_case_tabs_init (WuseCaseTabs *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self->box), make_switcher (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Graph, figures and findings"));
}

WuseCaseTabs *
wuse_case_tabs_new (WuseGraphPane *graph, WuseWorkspace *workspace, WuseSelection *selection)
{
  WuseCaseTabs *self = g_object_new (WUSE_TYPE_CASE_TABS, NULL);

  self->graph = graph;
  self->figures = wuse_figures_pane_new (workspace, selection);
  self->findings = wuse_finding_list_new (workspace, selection);
  gtk_stack_add_named (self->stack, GTK_WIDGET (graph), names[0]);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->figures), names[1]);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->findings), names[2]);
  wuse_accessible_hide_unshown (self->stack);
  g_signal_connect_object (graph, "filter-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->findings, "checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
wuse_case_tabs_set_relations (WuseCaseTabs *self, WuseRelations *relations)
{
  g_return_if_fail (WUSE_IS_CASE_TABS (self));

  if (relations != NULL)
    wuse_relations_ref (relations);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  self->relations = relations;
  wuse_finding_list_set_relations (self->findings, relations);
  filter_changed_cb (self);
}

void
wuse_case_tabs_set_shown (WuseCaseTabs *self, const char *shown)
{
  g_return_if_fail (WUSE_IS_CASE_TABS (self) && shown != NULL);

  if (gtk_stack_get_child_by_name (self->stack, shown) == NULL || strcmp (shown, wuse_case_tabs_get_shown (self)) == 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, shown);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

const char *
wuse_case_tabs_get_shown (WuseCaseTabs *self)
{
  const char *shown;

  g_return_val_if_fail (WUSE_IS_CASE_TABS (self), names[0]);

  shown = gtk_stack_get_visible_child_name (self->stack);

  return shown != NULL ? shown : names[0];
}

gboolean
wuse_case_tabs_is_complete (WuseCaseTabs *self)
{
  const char *shown;

  g_return_val_if_fail (WUSE_IS_CASE_TABS (self), FALSE);

  shown = wuse_case_tabs_get_shown (self);
  if (strcmp (shown, names[1]) == 0)
    return wuse_figures_pane_is_complete (self->figures);
  if (strcmp (shown, names[2]) == 0)
    return wuse_finding_list_is_complete (self->findings);

  return wuse_graph_pane_is_complete (self->graph);
}
