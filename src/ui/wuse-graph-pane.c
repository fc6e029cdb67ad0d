/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relationship graph with its controls and legend. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-pane-private.h"

#include "wuse-accessible.h"
#include "wuse-case-words.h"
#include "wuse-diagram-minimap.h"
#include "wuse-format.h"
#include "wuse-graph-exports.h"
#include "wuse-graph-menu.h"
#include "wuse-graph-words.h"
#include "wuse-look.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  SIGNAL_FILTER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseGraphPane, wuse_graph_pane, GTK_TYPE_WIDGET)

static void
fill_facts (WuseGraphPane *self)
{
  g_autofree char *text = wuse_words_for_graph (self->graph);

  gtk_label_set_text (self->facts, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts), text);
}

/* --- the scene --- */

/* Of a case alone all its links are drawn out; of several, the links between them. */
static void
list_edges (WuseGraphPane *self, const GArray *nodes, GArray *edges)
{
  const WuseGraph *graph = self->graph->graph;
  const WuseDiagramScene *scene = wuse_diagram_view_get_scene (self->view);
  g_autofree guint8 *is_selected = g_new0 (guint8, MAX (graph->n_nodes, 1));

  for (guint i = 0; i < nodes->len; i++)
    is_selected[g_array_index (nodes, guint32, i)] = TRUE;
  for (guint i = 0; i < nodes->len; i++)
    {
      const guint32 node = g_array_index (nodes, guint32, i);

      for (guint slot = graph->first[node]; slot < graph->first[node + 1]; slot++)
        if (scene->edges[graph->edge[slot]].shape != WUSE_EDGE_HIDDEN
            && (nodes->len == 1 || (is_selected[graph->neighbor[slot]] && graph->from[graph->edge[slot]] == node)))
          g_array_append_val (edges, graph->edge[slot]);
    }
}

static void
apply_selection (WuseGraphPane *self)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32)), edges = g_array_new (FALSE, FALSE, sizeof (guint32));
  const char *const *ids = wuse_selection_get_ids (self->selection, NULL);

  wuse_graph_pane_update_actions (self);
  if (self->graph == NULL || wuse_diagram_view_get_scene (self->view) == NULL)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const guint32 node = wuse_relation_graph_find_id (self->graph, ids[i]);

      if (node != WUSE_NODE_NONE)
        g_array_append_val (nodes, node);
    }
  list_edges (self, nodes, edges);
  wuse_diagram_view_set_highlight (self->view, (const guint32 *) (gpointer) nodes->data, nodes->len,
                                   (const guint32 *) (gpointer) edges->data, edges->len);
}

static void
selection_changed_cb (WuseGraphPane *self)
{
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (self->selection, &n);

  apply_selection (self);
  if (n == 1 && !self->choosing && self->graph != NULL)
    {
      const guint32 node = wuse_relation_graph_find_id (self->graph, ids[0]);

      if (node != WUSE_NODE_NONE)
        wuse_diagram_view_show_node (self->view, node);
    }
}

static char *
describe_cb (guint32 node, gboolean brief, gpointer user_data)
{
  WuseGraphPane *self = user_data;

  if (self->graph == NULL || node >= self->graph->graph->n_nodes)
    return NULL;

  return brief ? wuse_words_for_actor (self->graph->relations, self->graph->actor[node], TRUE)
               : wuse_words_for_node (self->graph, node);
}

static char *
describe_edge_cb (guint32 edge, gpointer user_data)
{
  WuseGraphPane *self = user_data;

  return self->graph != NULL && edge < self->graph->graph->n_edges ? wuse_words_for_edge (self->graph, edge) : NULL;
}

static char *
name_day_cb (gint64 days, gpointer user_data)
{
  WuseGraphPane *self = user_data;

  return wuse_format_day ((WuseDay) (self->graph->first_day + days));
}

/* What is in the middle of the view, or is selected and in it: it stays where it is when data change. */
static guint32
find_anchor (WuseGraphPane *self)
{
  const char *const *ids = wuse_selection_get_ids (self->selection, NULL);
  const WuseDiagramBox box = wuse_diagram_view_get_visible_box (self->view);
  const guint32 node = ids[0] != NULL ? wuse_relation_graph_find_id (self->graph, ids[0]) : WUSE_NODE_NONE;
  const float *position = node != WUSE_NODE_NONE ? &self->graph->positions[2 * node] : NULL;
  const WuseDiagramScene *scene = wuse_diagram_view_get_scene (self->view);
  const double extent = (box.right - box.left) / 2;
  guint32 nearest = WUSE_NODE_NONE;

  if (position != NULL && position[0] >= box.left && position[0] <= box.right && position[1] >= box.top
      && position[1] <= box.bottom)
    return node;

  /* In a crowd somebody is near. */
  for (double reach = extent / 64; nearest == WUSE_NODE_NONE && reach <= extent; reach *= 4)
    nearest = wuse_diagram_scene_find (scene, (box.left + box.right) / 2, (box.top + box.bottom) / 2, reach);

  return nearest;
}

/* Who is node @node in another graph. */
static guint32
find_again (const WuseRelationGraph *graph, const WuseRelationGraph *before, guint32 node)
{
  return node != WUSE_NODE_NONE ? wuse_relation_graph_find_id (graph, before->relations->actors[before->actor[node]].id)
                                : WUSE_NODE_NONE;
}

/* The view goes with its anchor, if it is not to show everything. */
static void
place_view (WuseGraphPane *self, const WuseRelationGraph *before, guint32 old_anchor, guint32 anchor)
{
  const float *to = self->graph->positions;

  if (self->fit_next)
    wuse_diagram_view_fit (self->view, NULL, FALSE);
  else if (anchor != WUSE_NODE_NONE && isfinite (to[2 * anchor]))
    wuse_diagram_view_follow (self->view, (double) (to[2 * anchor] - before->positions[2 * old_anchor]),
                              (double) (to[2 * anchor + 1] - before->positions[2 * old_anchor + 1]));
  /* What is shown before the end is shown whole, or one would see nothing but beginnings. */
  self->fit_next = self->is_preview;
}

/* Shows the graph that is coming, with its scene, in place of the one before; the keyboard stays on whom it was. */
static void
show_coming (WuseGraphPane *self, WuseDiagramScene *scene)
{
  g_autoptr (WuseRelationGraph) before = self->graph;
  const guint32 focused = wuse_diagram_view_get_focused (self->view);
  const gboolean has_anchor = before != NULL && !self->fit_next && before->layout == self->coming->layout;
  const guint32 anchor = has_anchor ? find_anchor (self) : WUSE_NODE_NONE;
  WuseRelationGraph *graph = self->graph = g_steal_pointer (&self->coming);
  const gboolean by_time = graph->layout == WUSE_GRAPH_BY_TIME;

  wuse_diagram_view_set_axis (self->view, by_time ? graph->day_width : 0, by_time ? name_day_cb : NULL, self, NULL);
  wuse_diagram_view_set_circles (self->view, graph->rings, graph->n_rings);
  wuse_diagram_view_set_scene (self->view, scene, FALSE);
  place_view (self, before, anchor, find_again (graph, before, anchor));
  fill_facts (self);
  wuse_graph_pane_update_scope (self);
  apply_selection (self);
  if (focused != WUSE_NODE_NONE)
    wuse_diagram_view_set_focused (self->view, find_again (graph, before, focused));
  if (self->is_preview)
    return;
  gtk_spinner_stop (self->spinner);
  wuse_graph_pane_end_opening (self);
}

static void
set_palette (WuseGraphPane *self)
{
  const WusePalette *palette = wuse_look_get_palette (wuse_look_get_default ());

  if (self->palette != palette)
    wuse_diagram_view_set_palette (self->view, palette);
  self->palette = palette;
}

static void
scene_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GArray) keys = NULL;
  g_autoptr (WuseDiagramScene) scene = wuse_relation_graph_make_scene_finish (result, &keys, NULL);
  WuseGraphPane *self;

  /* Cancelled: another one is being made, or the pane is gone. */
  if (scene == NULL)
    return;
  self = user_data;
  g_clear_object (&self->scene_cancellable);
  set_palette (self);
  wuse_graph_legend_set_keys (self->legend, keys);
  if (self->coming != NULL)
    show_coming (self, scene);
  else
    wuse_diagram_view_set_scene (self->view, scene, TRUE);
}

static void
give_up_scene (WuseGraphPane *self)
{
  g_cancellable_cancel (self->scene_cancellable);
  g_clear_object (&self->scene_cancellable);
  g_clear_pointer (&self->coming, wuse_relation_graph_unref);
}

void
wuse_graph_pane_repaint (WuseGraphPane *self)
{
  WuseRelationGraph *newest = self->coming != NULL ? self->coming : self->graph;

  if (newest == NULL)
    return;
  g_cancellable_cancel (self->scene_cancellable);
  g_clear_object (&self->scene_cancellable);
  self->scene_cancellable = g_cancellable_new ();
  wuse_relation_graph_make_scene_async (newest, wuse_look_get_variant (wuse_look_get_default ()),
                                        (WuseGraphColoring) gtk_drop_down_get_selected (self->coloring), &self->naming,
                                        self->scene_cancellable, scene_made_cb, self);
}

/* It is shown when its scene is there: nodes of the graph and of the view have the same numbers at any time. */
static void
take_graph (WuseGraphPane *self, WuseRelationGraph *graph)
{
  g_clear_pointer (&self->coming, wuse_relation_graph_unref);
  self->coming = graph;
  wuse_graph_pane_choose_names (self, graph->graph->n_nodes);
  wuse_graph_pane_repaint (self);
}

static void
progress_cb (WuseRelationGraph *graph, gpointer user_data)
{
  WuseGraphPane *self = user_data;

  /* One picture at a time, and each is seen. */
  if (self->coming != NULL || (self->is_preview && !wuse_diagram_view_is_shown (self->view)))
    return;
  self->is_preview = self->fit_next = TRUE;
  take_graph (self, wuse_relation_graph_ref (graph));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseRelationGraph *graph = wuse_relation_graph_make_finish (result, NULL);
  WuseGraphPane *self;

  /* Cancelled: the pane may be gone. */
  if (graph == NULL)
    return;
  self = user_data;
  g_clear_object (&self->cancellable);
  self->is_preview = FALSE;
  take_graph (self, graph);
}

void
wuse_graph_pane_remake (WuseGraphPane *self)
{
  WuseRelationGraph *newest;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  /* Another part or another layout is wanted: what is coming is not. */
  if (self->fit_next)
    give_up_scene (self);
  if (self->relations == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
  self->cancellable = g_cancellable_new ();
  self->is_preview = FALSE;
  /* For what is shown already nobody waits, and every turn of the spinner is a frame. */
  if (self->graph == NULL || self->fit_next)
    gtk_spinner_start (self->spinner);
  newest = self->coming != NULL ? self->coming : self->graph;
  wuse_relation_graph_make_async (self->relations, &self->filter, self->layout, self->fit_next ? NULL : newest,
                                  self->opening != NULL ? self->opening->places : NULL, progress_cb, self->cancellable, made_cb,
                                  self);
}

/* The colours of the ground and of what is on it change together. */
static void
look_changed_cb (WuseGraphPane *self)
{
  if (self->graph == NULL)
    set_palette (self);
  wuse_graph_pane_repaint (self);
}

/* --- what a person does --- */

static void
chosen_cb (WuseGraphPane *self, GArray *nodes, gboolean extend)
{
  g_autofree const char **ids = wuse_relation_graph_dup_ids (self->graph, nodes);

  self->choosing = TRUE;
  if (extend && nodes->len == 1)
    wuse_selection_toggle (self->selection, ids[0]);
  else
    wuse_selection_set (self->selection, ids);
  self->choosing = FALSE;
}

static void
menu_wanted_cb (WuseGraphPane *self, guint node, double x, double y)
{
  if (self->graph != NULL)
    wuse_graph_menu_popup (GTK_WIDGET (self->overlay), self->graph, self->selection, node, x, y);
}

static void
edge_menu_wanted_cb (WuseGraphPane *self, guint edge, double x, double y)
{
  if (self->graph != NULL)
    wuse_graph_menu_popup_edge (GTK_WIDGET (self->overlay), self->graph, edge, x, y);
}

/* Twice clicked: its card, with the keyboard. */
static void
opened_cb (WuseGraphPane *self, guint node)
{
  if (self->graph == NULL)
    return;
  wuse_selection_set_one (self->selection, self->graph->relations->actors[self->graph->actor[node]].id);
  gtk_widget_activate_action (GTK_WIDGET (self), "page.focus-card", NULL);
}

/* --- the widget --- */

static void
dispose (GObject *object)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  give_up_scene (self);
  if (self->view != NULL)
    {
      wuse_diagram_view_set_describe_func (self->view, NULL, NULL, NULL);
      wuse_diagram_view_set_describe_edge_func (self->view, NULL, NULL);
      wuse_diagram_view_set_axis (self->view, 0, NULL, NULL, NULL);
      self->view = NULL;
    }
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->opening, wuse_saved_view_free);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->graph, wuse_relation_graph_unref);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  g_clear_pointer (&self->filter.seeds, g_strfreev);
  g_clear_pointer (&self->scope, wuse_graph_scope_free);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (wuse_graph_pane_parent_class)->dispose (object);
}

static void
wuse_graph_pane_class_init (WuseGraphPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  signals[SIGNAL_FILTER_CHANGED] =
      g_signal_new ("filter-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  wuse_graph_pane_install_actions (widget_class);
  wuse_graph_pane_install_naming (widget_class);
  wuse_graph_views_install (widget_class);
  wuse_graph_exports_install (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_graph_pane_init (WuseGraphPane *self)
{
  WuseLook *look = wuse_look_get_default ();
  GtkWidget *minimap;

  self->filter = WUSE_GRAPH_FILTER_DEFAULT;
  self->naming.names = WUSE_GRAPH_NAMES_ALL;
  self->layout = WUSE_GRAPH_BY_TIME;
  self->fit_next = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->view = wuse_diagram_view_new ();
  wuse_diagram_view_set_describe_func (self->view, describe_cb, self, NULL);
  wuse_diagram_view_set_describe_edge_func (self->view, describe_edge_cb, self);
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->view));
  gtk_overlay_add_overlay (self->overlay, wuse_graph_pane_make_empty_page (self));
  gtk_overlay_add_overlay (self->overlay, wuse_graph_pane_make_tools (self));
  minimap = GTK_WIDGET (wuse_diagram_minimap_new (self->view));
  gtk_widget_set_halign (minimap, GTK_ALIGN_END);
  gtk_widget_set_valign (minimap, GTK_ALIGN_END);
  gtk_widget_add_css_class (minimap, "minimap");
  gtk_overlay_add_overlay (self->overlay, minimap);
  self->jobs = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_widget_set_halign (GTK_WIDGET (self->jobs), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->jobs), GTK_ALIGN_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->jobs), "graph-tools");
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->jobs));
  gtk_box_append (GTK_BOX (self->box), wuse_graph_pane_make_toolbar (self));
  gtk_box_append (GTK_BOX (self->box), wuse_graph_pane_make_scope_bar (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->overlay));
  gtk_box_append (GTK_BOX (self->box), wuse_graph_pane_make_footer (self));
  wuse_accessible_name_mnemonics (self->box);
  g_signal_connect_object (self->view, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "edge-menu-wanted", G_CALLBACK (edge_menu_wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "menu-wanted", G_CALLBACK (menu_wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (look, "changed", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  set_palette (self);
}

WuseGraphPane *
wuse_graph_pane_new (WuseSelection *selection)
{
  WuseGraphPane *self = g_object_new (WUSE_TYPE_GRAPH_PANE, NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  wuse_graph_pane_update_actions (self);

  return self;
}

/* Cases are in the order of their day of report, those without one first. */
static void
set_days (WuseGraphPane *self)
{
  const WuseActor *actors = self->relations->actors;
  const guint n_cases = self->relations->n_cases;
  guint first = 0;

  while (first < n_cases && actors[first].report == WUSE_DAY_NONE)
    first++;
  if (first < n_cases)
    wuse_graph_filter_popover_set_days (self->filter_popover, actors[first].report, actors[n_cases - 1].report);
}

void
wuse_graph_pane_set_relations (WuseGraphPane *self, WuseRelations *relations)
{
  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  if (relations != NULL)
    wuse_relations_ref (relations);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  self->relations = relations;
  if (relations != NULL)
    {
      set_days (self);
      wuse_graph_pane_list_seeds (self);
    }
  if (self->opening != NULL && relations != NULL)
    wuse_graph_pane_apply_opening (self);
  else
    wuse_graph_pane_remake (self);
}

void
wuse_graph_pane_set_layout (WuseGraphPane *self, WuseGraphLayout layout)
{
  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  gtk_toggle_button_set_active (self->layouts[layout], TRUE);
}

const WuseGraphFilter *
wuse_graph_pane_get_filter (WuseGraphPane *self)
{
  g_return_val_if_fail (WUSE_IS_GRAPH_PANE (self), NULL);

  return &self->filter;
}

gboolean
wuse_graph_pane_is_complete (WuseGraphPane *self)
{
  g_return_val_if_fail (WUSE_IS_GRAPH_PANE (self), FALSE);

  return self->graph != NULL && self->cancellable == NULL && self->scene_cancellable == NULL
         && wuse_diagram_view_is_complete (self->view);
}

gboolean
wuse_graph_pane_focus (WuseGraphPane *self)
{
  g_return_val_if_fail (WUSE_IS_GRAPH_PANE (self), FALSE);

  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
