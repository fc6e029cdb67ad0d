/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menus of nodes and edges of the relationship graph. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-menu.h"

#include "wuse-case-words.h"
#include "wuse-edit-buttons.h"
#include "wuse-graph-words.h"

#include <glib/gi18n.h>

/* A menu that is longer cannot be read; the card has them all. */
#define MOST_LINKS 12

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static const char *
get_state_code (const WuseRelation *relation)
{
  static const char *const codes[] = { "suspected", "confirmed", "refuted" };

  return relation->state < G_N_ELEMENTS (codes) ? codes[relation->state] : NULL;
}

static void
append_new_link (GMenu *menu, const char *from, const char *to)
{
  g_autofree char *label = *to == '\0' ? g_strdup_printf (_ ("Add Link from Case %s…"), from)
                                       : g_strdup_printf (_ ("Add Link from Case %1$s to Case %2$s…"), from, to);

  append (menu, label, "edit.add-link", g_variant_new ("(ss)", from, to));
}

/* What an investigator may decide of an edge: a link, or a source that a case's record names. What only other records say can be
 * made a link. */
static void
append_decisions (GMenu *menu, const WuseRelations *relations, const WuseRelation *relation)
{
  const WuseActor *from = &relations->actors[relation->from], *to = &relations->actors[relation->to];
  g_autoptr (GMenuModel) section = NULL;

  if (relation->source == WUSE_RECORD_LINK && relation->record != NULL)
    section = wuse_edit_menu_new (WUSE_RECORD_LINK, relation->record, get_state_code (relation));
  else if (relation->source == WUSE_RECORD_CASE)
    section = wuse_edit_source_menu_new (from->id, to->id);
  else if (from->kind == WUSE_ACTOR_CASE && to->kind == WUSE_ACTOR_CASE)
    {
      section = G_MENU_MODEL (g_menu_new ());
      append_new_link (G_MENU (section), from->id, to->id);
      append_new_link (G_MENU (section), to->id, from->id);
    }
  if (section != NULL)
    g_menu_append_section (menu, NULL, section);
}

static void
append_end (GMenu *menu, const WuseActor *actor)
{
  g_autofree char *label =
      g_strdup_printf (_ ("Go to %s"), actor->kind == WUSE_ACTOR_PLACE && actor->name != NULL ? actor->name : actor->id);

  append (menu, label, "graph.go-to", g_variant_new_string (actor->id));
}

/* Everything about one edge; from one of its ends, only the other is gone to. */
static GMenu *
make_edge_menu (const WuseRelationGraph *graph, guint32 edge, guint32 at)
{
  const WuseRelation *relation = &graph->relations->relations[graph->relation[edge]];
  g_autofree char *words = wuse_words_for_edge (graph, edge);
  g_autoptr (GMenu) ends = g_menu_new ();
  GMenu *menu = g_menu_new ();

  if (relation->source == WUSE_RECORD_LINK && relation->record != NULL)
    append (ends, _ ("About This Link…"), "edit.show-link", g_variant_new_string (relation->record));
  if (graph->graph->from[edge] != at)
    append_end (ends, &graph->relations->actors[relation->from]);
  if (graph->graph->to[edge] != at)
    append_end (ends, &graph->relations->actors[relation->to]);
  g_menu_append_section (menu, words, G_MENU_MODEL (ends));
  append_decisions (menu, graph->relations, relation);

  return menu;
}

static void
append_links (GMenu *menu, const WuseRelationGraph *graph, guint32 node)
{
  static const char *const kinds[] = { "transmission", "contact", "household", "same_place" };
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint slot = graph->graph->first[node];
       slot < graph->graph->first[node + 1] && g_menu_model_get_n_items (G_MENU_MODEL (section)) < MOST_LINKS; slot++)
    {
      const guint32 edge = graph->graph->edge[slot];
      const WuseRelation *relation = &graph->relations->relations[graph->relation[edge]];
      g_autoptr (GMenu) submenu = make_edge_menu (graph, edge, node);
      g_autofree char *label = NULL;

      /* Translators: a link of the graph: “12 → 15: transmission, suspected” */
      label = g_strdup_printf (_ ("%1$s → %2$s: %3$s, %4$s"), graph->relations->actors[relation->from].id,
                               graph->relations->actors[relation->to].id,
                               wuse_words_for_case_code ("kind", kinds[MIN (relation->kind, G_N_ELEMENTS (kinds) - 1)]),
                               wuse_words_for_relation_state (relation));
      g_menu_append_submenu (section, label, G_MENU_MODEL (submenu));
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, _ ("Its Links"), G_MENU_MODEL (section));
}

void
wuse_graph_menu_append_scopes (GMenu *menu, const char *id, const char *cluster, const char *area)
{
  g_autoptr (GMenu) section = g_menu_new ();

  append (section, _ ("Show Only around It"), "win.network", g_variant_new ("(ss)", "case", id));
  if (cluster != NULL)
    append (section, _ ("Show Only Its Cluster"), "win.network", g_variant_new ("(ss)", "cluster", cluster));
  if (area != NULL)
    append (section, _ ("Show Only Its Area"), "win.network", g_variant_new ("(ss)", "area", area));
  append (section, _ ("Show All"), "win.network", g_variant_new ("(ss)", "all", ""));
  g_menu_append_section (menu, _ ("In the Network"), G_MENU_MODEL (section));
}

static void
append_case (GMenu *menu, const char *id, WuseSelection *selection)
{
  g_autoptr (GMenu) section = g_menu_new ();
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (selection, &n);
  g_autofree char *title = g_strdup_printf (_ ("Case %s"), id);

  for (guint i = 0; i < n && n <= 2; i++)
    if (!g_str_equal (ids[i], id))
      append_new_link (section, ids[i], id);
  append_new_link (section, id, "");
  append (section, _ ("Add Stay…"), "edit.add-stay", g_variant_new_string (id));
  append (section, _ ("Show on Map"), "win.show-on-map", g_variant_new_string (id));
  g_menu_append_section (menu, title, G_MENU_MODEL (section));
}

static void
append_selection (GMenu *menu, WuseSelection *selection)
{
  g_autoptr (GMenu) section = g_menu_new (), reach = g_menu_new ();
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (selection, &n);

  if (n == 2)
    {
      append_new_link (section, ids[0], ids[1]);
      append_new_link (section, ids[1], ids[0]);
      g_menu_append_section (menu, _ ("The Two Selected Cases"), G_MENU_MODEL (section));
    }
  g_menu_append (reach, _ ("Everyone _Upstream"), "graph.select-upstream");
  g_menu_append (reach, _ ("Everyone _Downstream"), "graph.select-downstream");
  g_menu_append (reach, _ ("Their _Neighbours, Too"), "graph.select-neighbors");
  if (n > 1)
    append (reach, _ ("Show the Selected Cases on the Map"), "win.show-on-map", g_variant_new_string (""));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (reach));
}

/* A menu stays, closed, until the next one is opened: GTK 4.8 still draws a frame for one that has just been closed. */
static void
drop_menu (GtkWidget *view)
{
  GtkWidget *before = g_object_steal_data (G_OBJECT (view), "menu");

  if (before != NULL)
    gtk_widget_unparent (before);
}

void
wuse_graph_menu_popup_at (GtkWidget *view, GMenu *menu, double x, double y)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));

  gtk_widget_set_parent (popover, view);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  if (g_object_get_data (G_OBJECT (view), "has-menus") == NULL)
    g_signal_connect (view, "destroy", G_CALLBACK (drop_menu), NULL);
  g_object_set_data (G_OBJECT (view), "has-menus", view);
  drop_menu (view);
  g_object_set_data (G_OBJECT (view), "menu", popover);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
wuse_graph_menu_popup (
    GtkWidget *view, const WuseRelationGraph *graph, WuseSelection *selection, guint32 node, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const WuseActor *actor =
      node != WUSE_NODE_NONE && node < graph->graph->n_nodes ? &graph->relations->actors[graph->actor[node]] : NULL;

  if (actor != NULL && actor->kind == WUSE_ACTOR_CASE)
    {
      append_case (menu, actor->id, selection);
      wuse_graph_menu_append_scopes (menu, actor->id, actor->cluster, actor->area);
    }
  if (actor != NULL)
    append_links (menu, graph, node);
  append_selection (menu, selection);
  wuse_graph_menu_popup_at (view, menu, x, y);
}

void
wuse_graph_menu_popup_edge (GtkWidget *view, const WuseRelationGraph *graph, guint32 edge, double x, double y)
{
  g_autoptr (GMenu) menu = make_edge_menu (graph, edge, WUSE_NODE_NONE);

  wuse_graph_menu_popup_at (view, menu, x, y);
}
