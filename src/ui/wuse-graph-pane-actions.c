/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the relationship graph with the selection. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-pane-private.h"

#include "wuse-accessible.h"

#include <glib/gi18n.h>

/* A neighbourhood grows so many links far. */
#define MAX_STEPS 12

void
wuse_graph_pane_update_actions (WuseGraphPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = 0;

  wuse_selection_get_ids (self->selection, &n);
  gtk_widget_action_set_enabled (widget, "graph.select-upstream", n > 0);
  gtk_widget_action_set_enabled (widget, "graph.select-downstream", n > 0);
  gtk_widget_action_set_enabled (widget, "graph.select-path", n == 2);
  gtk_widget_action_set_enabled (widget, "graph.only-around", n > 0);
  gtk_widget_action_set_enabled (widget, "graph.export-selection", n > 0);
  gtk_widget_action_set_enabled (widget, "graph.select-neighbors", n > 0);
  gtk_widget_action_set_enabled (widget, "graph.grow", self->scope != NULL && self->filter.steps < MAX_STEPS);
  gtk_widget_action_set_enabled (widget, "graph.fold", self->scope != NULL && self->filter.steps > 0);
  gtk_widget_action_set_enabled (widget, "graph.show-all", self->scope != NULL);
}

static void
select_nodes (WuseGraphPane *self, const GArray *nodes)
{
  g_autofree const char **ids = wuse_relation_graph_dup_ids (self->graph, nodes);

  self->choosing = TRUE;
  wuse_selection_set (self->selection, ids);
  self->choosing = FALSE;
}

/* Everyone the selected cases infected, directly or not, or everyone their infections go back to. */
static void
select_reachable_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (widget);
  const gboolean upstream = g_str_equal (action, "graph.select-upstream");
  const char *const *ids = wuse_selection_get_ids (self->selection, NULL);
  g_autoptr (GArray) nodes = NULL;
  guint n = 0;

  if (self->graph == NULL || self->graph->forest == NULL)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    n += wuse_relation_graph_find_id (self->graph, ids[i]) != WUSE_NODE_NONE;
  nodes = wuse_relation_graph_list_reachable (self->graph, ids, upstream ? WUSE_DIRECTION_UPSTREAM : WUSE_DIRECTION_DOWNSTREAM,
                                              G_MAXUINT);
  if (nodes->len > n)
    select_nodes (self, nodes);
  else
    gtk_label_set_text (self->facts, upstream ? _ ("Nobody shown here is known to have infected the selection")
                                              : _ ("Nobody shown here is known to be infected by the selection"));
}

static void
select_path_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (widget);
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (self->selection, &n);
  g_autoptr (GArray) nodes = NULL;

  if (self->graph == NULL || self->graph->forest == NULL || n != 2)
    return;
  nodes = wuse_relation_graph_find_path (self->graph, ids[0], ids[1]);
  if (nodes != NULL)
    select_nodes (self, nodes);
  else
    gtk_label_set_text (self->facts, _ ("Nothing shown here links these two"));
}

/* What a lasso does, from the keyboard: whoever is one link away joins the selection. */
static void
select_neighbors_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (widget);
  g_autoptr (GArray) nodes = NULL;

  if (self->graph == NULL)
    return;
  nodes =
      wuse_relation_graph_list_reachable (self->graph, wuse_selection_get_ids (self->selection, NULL), WUSE_DIRECTION_EITHER, 1);
  if (nodes->len > 0)
    select_nodes (self, nodes);
}

/* To where the chain of the focused case begins, or to the last case of what follows from it. */
static void
go_along_chain_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (widget);
  guint32 node = wuse_diagram_view_get_focused (self->view);
  const WuseTransmissionForest *forest;

  if (self->graph == NULL || self->graph->forest == NULL || self->graph->graph->n_nodes == 0)
    return;
  forest = self->graph->forest;
  if (node == WUSE_NODE_NONE)
    node = forest->preorder[0];
  if (g_str_equal (action, "graph.go-first"))
    while (forest->parent[node] != WUSE_NODE_NONE)
      node = forest->parent[node];
  else
    {
      const guint32 *below = &forest->preorder[forest->position[node]];

      for (guint i = 1, n = forest->subtree_size[node]; i < n; i++)
        if (forest->day[below[i]] >= forest->day[node])
          node = below[i];
    }
  wuse_diagram_view_show_node (self->view, node);
}

static void
go_to_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  wuse_selection_set_one (WUSE_GRAPH_PANE (widget)->selection, g_variant_get_string (parameter, NULL));
}

static void
scope_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (widget);
  const guint steps = self->filter.steps;

  if (g_str_equal (action, "graph.only-around"))
    wuse_graph_pane_open (self, wuse_graph_scope_new_for_cases (wuse_selection_get_ids (self->selection, NULL)));
  else if (g_str_equal (action, "graph.show-all"))
    wuse_graph_pane_open (self, NULL);
  else
    wuse_graph_pane_set_steps (self, g_str_equal (action, "graph.grow") ? steps + 1 : steps - 1);
}

GtkWidget *
wuse_graph_pane_make_selection_button (void)
{
  static const struct
  {
    const char *name;
    const char *action;
  } entries[] = { { N_ ("Everyone _Upstream"), "graph.select-upstream" },
                  { N_ ("Everyone _Downstream"), "graph.select-downstream" },
                  { N_ ("_Path between Two"), "graph.select-path" },
                  { N_ ("Their _Neighbours, Too"), "graph.select-neighbors" },
                  { N_ ("_Only around the Selection"), "graph.only-around" },
                  { N_ ("_Grow by One Link"), "graph.grow" },
                  { N_ ("_Fold by One Link"), "graph.fold" },
                  { N_ ("Show _All Again"), "graph.show-all" } };
  g_autoptr (GMenu) menu = g_menu_new (), select = g_menu_new (), scope = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_menu_append (i < 4 ? select : scope, _ (entries[i].name), entries[i].action);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (select));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (scope));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Selection"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), _ ("Selection"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Who is linked with the selected cases"));

  return button;
}

void
wuse_graph_pane_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = { { GDK_KEY_u, "graph.select-upstream" },
               { GDK_KEY_d, "graph.select-downstream" },
               { GDK_KEY_p, "graph.select-path" },
               { GDK_KEY_n, "graph.select-neighbors" },
               { GDK_KEY_Home, "graph.go-first" },
               { GDK_KEY_KP_Home, "graph.go-first" },
               { GDK_KEY_End, "graph.go-last" },
               { GDK_KEY_KP_End, "graph.go-last" },
               { GDK_KEY_o, "graph.only-around" },
               { GDK_KEY_g, "graph.grow" },
               { GDK_KEY_f, "graph.fold" },
               { GDK_KEY_a, "graph.show-all" } };

  gtk_widget_class_install_action (widget_class, "graph.select-upstream", NULL, select_reachable_cb);
  gtk_widget_class_install_action (widget_class, "graph.select-downstream", NULL, select_reachable_cb);
  gtk_widget_class_install_action (widget_class, "graph.select-path", NULL, select_path_cb);
  gtk_widget_class_install_action (widget_class, "graph.select-neighbors", NULL, select_neighbors_cb);
  gtk_widget_class_install_action (widget_class, "graph.go-first", NULL, go_along_chain_cb);
  gtk_widget_class_install_action (widget_class, "graph.go-last", NULL, go_along_chain_cb);
  gtk_widget_class_install_action (widget_class, "graph.go-to", "s", go_to_cb);
  gtk_widget_class_install_action (widget_class, "graph.only-around", NULL, scope_cb);
  gtk_widget_class_install_action (widget_class, "graph.grow", NULL, scope_cb);
  gtk_widget_class_install_action (widget_class, "graph.fold", NULL, scope_cb);
  gtk_widget_class_install_action (widget_class, "graph.show-all", NULL, scope_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
}
