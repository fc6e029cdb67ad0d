/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a node of the relationship graph. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-menu.h"

#include "wuse-case-words.h"
#include "wuse-edit-buttons.h"

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

/* What an investigator may decide of an edge: a link, or a source that a case's record names. */
static GMenuModel *
make_link_menu (const WuseRelations *relations, const WuseRelation *relation)
{
  if (relation->source == WUSE_RECORD_LINK && relation->record != NULL)
    return wuse_edit_menu_new (WUSE_RECORD_LINK, relation->record, get_state_code (relation));
  if (relation->source == WUSE_RECORD_CASE)
    return wuse_edit_source_menu_new (relations->actors[relation->from].id, relations->actors[relation->to].id);

  return NULL;
}

static void
append_links (GMenu *menu, const WuseRelationGraph *graph, guint32 node)
{
  static const char *const kinds[] = { "transmission", "contact", "household", "same_place" };
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint slot = graph->graph->first[node];
       slot < graph->graph->first[node + 1] && g_menu_model_get_n_items (G_MENU_MODEL (section)) < MOST_LINKS; slot++)
    {
      const WuseRelation *relation = &graph->relations->relations[graph->relation[graph->graph->edge[slot]]];
      g_autoptr (GMenuModel) submenu = make_link_menu (graph->relations, relation);
      g_autofree char *label = NULL;

      if (submenu == NULL)
        continue;
      /* Translators: a link of the graph: “12 → 15: transmission, suspected” */
      label = g_strdup_printf (_ ("%1$s → %2$s: %3$s, %4$s"), graph->relations->actors[relation->from].id,
                               graph->relations->actors[relation->to].id,
                               wuse_words_for_case_code ("kind", kinds[MIN (relation->kind, G_N_ELEMENTS (kinds) - 1)]),
                               wuse_words_for_case_code ("state", get_state_code (relation)));
      g_menu_append_submenu (section, label, submenu);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, _ ("Its Links"), G_MENU_MODEL (section));
}

static void
append_new_link (GMenu *menu, const char *from, const char *to)
{
  g_autofree char *label = *to == '\0' ? g_strdup_printf (_ ("Add Link from Case %s…"), from)
                                       : g_strdup_printf (_ ("Add Link from Case %1$s to Case %2$s…"), from, to);

  append (menu, label, "edit.add-link", g_variant_new ("(ss)", from, to));
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
  g_menu_append_section (menu, NULL, G_MENU_MODEL (reach));
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

/* What was chosen is done after this, by way of the popover. */
static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

void
wuse_graph_menu_popup (
    GtkWidget *view, const WuseRelationGraph *graph, WuseSelection *selection, guint32 node, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const WuseActor *actor =
      node != WUSE_NODE_NONE && node < graph->graph->n_nodes ? &graph->relations->actors[graph->actor[node]] : NULL;
  GtkWidget *popover;

  if (actor != NULL && actor->kind == WUSE_ACTOR_CASE)
    append_case (menu, actor->id, selection);
  if (actor != NULL)
    append_links (menu, graph, node);
  append_selection (menu, selection);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, view);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}
