/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relationship graph with its controls and legend. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-pane.h"

#include "wuse-case-words.h"
#include "wuse-diagram-view.h"
#include "wuse-format.h"
#include "wuse-graph-reach.h"
#include "wuse-look.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _WuseGraphPane
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkToggleButton *layouts[3];
  GtkDropDown *coloring;
  GtkMenuButton *filter_button;
  GtkWidget *scope_button;
  GtkOverlay *overlay;
  GtkWidget *empty;
  GtkSpinner *spinner;
  GtkBox *legend;
  GtkLabel *facts;
  WuseDiagramView *view;

  WuseSelection *selection;
  WuseRelations *relations;
  WuseRelationGraph *graph;
  WuseGraphFilter filter;
  WuseGraphLayout layout;
  GCancellable *cancellable;
  gboolean fit_next;
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (WuseGraphPane, wuse_graph_pane, GTK_TYPE_WIDGET)

static void remake (WuseGraphPane *self);

static gboolean
is_dark (void)
{
  const WusePaletteVariant variant = wuse_look_get_variant (wuse_look_get_default ());

  return variant == WUSE_PALETTE_DARK || variant == WUSE_PALETTE_DARK_CONTRAST || variant == WUSE_PALETTE_DARK_SAFE;
}

/* --- the legend --- */

static void
draw_dot_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  gdk_cairo_set_source_rgba (cr, data);
  cairo_arc (cr, width / 2.0, height / 2.0, 5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static GtkWidget *
make_key (const WuseGraphColorKey *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *dot = gtk_drawing_area_new (), *label;
  const GdkRGBA color = wuse_color_to_rgba (key->color);
  g_autofree char *count = wuse_format_number (key->n_nodes);
  g_autofree char *text = g_strdup_printf ("%s %s", key->name != NULL ? key->name : _ ("others"), count);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (dot), 12);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (dot), 12);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (dot), draw_dot_cb, g_memdup2 (&color, sizeof color), g_free);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
fill_legend (WuseGraphPane *self, const GArray *keys)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_box_remove (self->legend, child);
  for (guint i = 0; i < keys->len; i++)
    gtk_box_append (self->legend, make_key (&g_array_index (keys, WuseGraphColorKey, i)));
}

static void
fill_facts (WuseGraphPane *self)
{
  g_autofree char *cases = wuse_format_count (self->graph->n_cases);
  g_autofree char *chains = wuse_format_number (self->graph->n_components);
  g_autofree char *alone = wuse_format_number (self->graph->n_alone);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%1$s in %2$s chain", "%1$s in %2$s chains", self->graph->n_components), cases, chains);
  if (self->graph->n_alone > 0)
    g_string_append_printf (text,
                            ngettext (" · %s case without links is not drawn", " · %s cases without links are not drawn",
                                      self->graph->n_alone),
                            alone);
  gtk_label_set_text (self->facts, text->str);
}

/* --- the scene --- */

static void
apply_selection (WuseGraphPane *self)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32)), edges = g_array_new (FALSE, FALSE, sizeof (guint32));
  const char *const *ids = wuse_selection_get_ids (self->selection, NULL);
  WuseDiagramScene *scene = wuse_diagram_view_get_scene (self->view);

  if (self->graph == NULL || scene == NULL)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const guint32 actor = wuse_relations_find (self->graph->relations, ids[i]);
      const guint32 node = actor != WUSE_INDEX_NONE ? wuse_relation_graph_find (self->graph, actor) : WUSE_NODE_NONE;

      if (node == WUSE_NODE_NONE)
        continue;
      g_array_append_val (nodes, node);
      for (guint slot = self->graph->graph->first[node]; slot < self->graph->graph->first[node + 1]; slot++)
        if (scene->edges[self->graph->graph->edge[slot]].shape != WUSE_EDGE_HIDDEN)
          g_array_append_val (edges, self->graph->graph->edge[slot]);
    }
  wuse_diagram_view_set_highlight (self->view, (const guint32 *) (gpointer) nodes->data, nodes->len,
                                   (const guint32 *) (gpointer) edges->data, edges->len);
  gtk_widget_set_visible (self->scope_button, nodes->len > 0 || self->filter.seeds != NULL);
}

static void
selection_changed_cb (WuseGraphPane *self)
{
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (self->selection, &n);

  apply_selection (self);
  if (n == 1 && !self->choosing && self->graph != NULL)
    {
      const guint32 actor = wuse_relations_find (self->graph->relations, ids[0]);
      const guint32 node = actor != WUSE_INDEX_NONE ? wuse_relation_graph_find (self->graph, actor) : WUSE_NODE_NONE;

      if (node != WUSE_NODE_NONE)
        wuse_diagram_view_show_node (self->view, node);
    }
}

static char *
describe_cb (guint32 node, gboolean brief, gpointer user_data)
{
  WuseGraphPane *self = user_data;
  g_autofree char *who = NULL;
  guint degree;

  if (self->graph == NULL || node >= self->graph->graph->n_nodes)
    return NULL;
  who = wuse_words_for_actor (self->graph->relations, self->graph->actor[node], brief);
  degree = wuse_graph_degree (self->graph->graph, node);
  if (brief)
    return g_steal_pointer (&who);

  return g_strdup_printf (ngettext ("%1$s; %2$u link, infected %3$u", "%1$s; %2$u links, infected %3$u", degree), who, degree,
                          self->graph->n_infected[node]);
}

static char *
name_day_cb (gint64 days, gpointer user_data)
{
  WuseGraphPane *self = user_data;

  return wuse_format_day ((WuseDay) (self->graph->first_day + days));
}

static void
show_graph (WuseGraphPane *self, gboolean is_final)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (WuseGraphColorKey));
  g_autoptr (WuseDiagramScene) scene =
      wuse_relation_graph_make_scene (self->graph, wuse_look_get_palette (wuse_look_get_default ()), is_dark (),
                                      (WuseGraphColoring) gtk_drop_down_get_selected (self->coloring), keys);
  const gboolean by_time = self->graph->layout == WUSE_GRAPH_BY_TIME;

  wuse_diagram_view_set_axis (self->view, by_time ? self->graph->day_width : 0, by_time ? name_day_cb : NULL, self, NULL);
  wuse_diagram_view_set_scene (self->view, scene, FALSE);
  if (self->fit_next)
    wuse_diagram_view_fit (self->view, NULL, FALSE);
  if (is_final)
    self->fit_next = FALSE;
  fill_legend (self, keys);
  fill_facts (self);
  gtk_widget_set_visible (self->empty, scene->n_shown == 0);
  apply_selection (self);
}

static void
progress_cb (WuseRelationGraph *graph, gpointer user_data)
{
  WuseGraphPane *self = user_data;

  g_clear_pointer (&self->graph, wuse_relation_graph_unref);
  self->graph = wuse_relation_graph_ref (graph);
  self->fit_next = TRUE;
  show_graph (self, FALSE);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  WuseRelationGraph *graph = wuse_relation_graph_make_finish (result, &error);
  WuseGraphPane *self;

  /* Cancelled: the pane may be gone. */
  if (graph == NULL)
    return;
  self = user_data;
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
  g_clear_pointer (&self->graph, wuse_relation_graph_unref);
  self->graph = graph;
  show_graph (self, TRUE);
}

static void
remake (WuseGraphPane *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->relations == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  wuse_relation_graph_make_async (self->relations, &self->filter, self->layout, self->fit_next ? NULL : self->graph, progress_cb,
                                  self->cancellable, made_cb, self);
}

static void
look_changed_cb (WuseGraphPane *self)
{
  wuse_diagram_view_set_palette (self->view, wuse_look_get_palette (wuse_look_get_default ()));
  if (self->graph != NULL)
    show_graph (self, TRUE);
}

/* --- what a person does --- */

static void
chosen_cb (WuseGraphPane *self, GArray *nodes, gboolean extend)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  self->choosing = TRUE;
  for (guint i = 0; i < nodes->len; i++)
    {
      const WuseActor *actor = &self->graph->relations->actors[self->graph->actor[g_array_index (nodes, guint32, i)]];

      g_ptr_array_add (ids, (char *) actor->id);
    }
  if (extend && ids->len == 1)
    wuse_selection_toggle (self->selection, g_ptr_array_index (ids, 0));
  else
    {
      g_ptr_array_add (ids, NULL);
      wuse_selection_set (self->selection, (const char *const *) ids->pdata);
    }
  self->choosing = FALSE;
}

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
        remake (self);
      }
}

static void
coloring_changed_cb (WuseGraphPane *self)
{
  if (self->graph != NULL)
    show_graph (self, TRUE);
}

static void
filter_toggled_cb (GtkCheckButton *button, WuseGraphPane *self)
{
  const guint bit = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "bit"));
  const char *what = g_object_get_data (G_OBJECT (button), "what");
  const gboolean active = gtk_check_button_get_active (button);

  if (g_str_equal (what, "actors"))
    self->filter.actors = active ? self->filter.actors | bit : self->filter.actors & ~bit;
  else if (g_str_equal (what, "relations"))
    self->filter.relations = active ? self->filter.relations | bit : self->filter.relations & ~bit;
  else if (g_str_equal (what, "refuted"))
    self->filter.with_refuted = active;
  else
    self->filter.with_alone = active;
  self->fit_next = TRUE;
  remake (self);
}

static GtkWidget *
make_check (WuseGraphPane *self, const char *label, const char *what, guint bit, gboolean active)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  g_object_set_data (G_OBJECT (check), "what", (gpointer) what);
  g_object_set_data (G_OBJECT (check), "bit", GUINT_TO_POINTER (bit));
  g_signal_connect (check, "toggled", G_CALLBACK (filter_toggled_cb), self);

  return check;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");

  return label;
}

static GtkWidget *
make_filter_popover (WuseGraphPane *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const WuseGraphFilter *filter = &self->filter;

  gtk_box_append (GTK_BOX (box), make_heading (_ ("Who is shown")));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("_Close contacts"), "actors", 1u << WUSE_ACTOR_CLOSE, FALSE));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("_Secondary contacts"), "actors", 1u << WUSE_ACTOR_SECONDARY, FALSE));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("_Places"), "actors", 1u << WUSE_ACTOR_PLACE, FALSE));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("Cases without _links"), "alone", 0, filter->with_alone));
  gtk_box_append (GTK_BOX (box), make_heading (_ ("Which links")));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("_Transmissions"), "relations", 1u << WUSE_RELATION_TRANSMISSION, TRUE));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("C_ontacts"), "relations", 1u << WUSE_RELATION_CONTACT, TRUE));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("Same _household"), "relations", 1u << WUSE_RELATION_HOUSEHOLD, TRUE));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("Same p_lace"), "relations", 1u << WUSE_RELATION_SAME_PLACE, TRUE));
  gtk_box_append (GTK_BOX (box), make_check (self, _ ("_Refuted ones"), "refuted", 0, filter->with_refuted));
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}

static void
scope_clicked_cb (WuseGraphPane *self)
{
  if (self->filter.seeds != NULL)
    wuse_graph_pane_set_scope (self, NULL, 0);
  else
    wuse_graph_pane_set_scope (self, wuse_selection_get_ids (self->selection, NULL), 2);
}

/* Everyone the selected cases infected, directly or not, or everyone their infections go back to. */
static void
select_reachable (WuseGraphPane *self, WuseDirection direction)
{
  const char *const *ids = wuse_selection_get_ids (self->selection, NULL);
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (guint32)), nodes = NULL;
  g_autofree guint8 *edges = NULL;

  if (self->graph == NULL || self->graph->forest == NULL)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const guint32 actor = wuse_relations_find (self->graph->relations, ids[i]);
      const guint32 node = actor != WUSE_INDEX_NONE ? wuse_relation_graph_find (self->graph, actor) : WUSE_NODE_NONE;

      if (node != WUSE_NODE_NONE)
        g_array_append_val (sources, node);
    }
  if (sources->len == 0)
    return;
  edges = g_new (guint8, MAX (self->graph->graph->n_edges, 1));
  for (guint i = 0; i < self->graph->graph->n_edges; i++)
    edges[i] = self->graph->forest->role[i] != WUSE_EDGE_UNUSED;
  nodes = wuse_graph_list_reachable (self->graph->graph, edges, (const guint32 *) (gpointer) sources->data, sources->len,
                                     direction, G_MAXUINT);
  chosen_cb (self, nodes, FALSE);
}

static void
upstream_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  select_reachable (WUSE_GRAPH_PANE (widget), WUSE_DIRECTION_UPSTREAM);
}

static void
downstream_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  select_reachable (WUSE_GRAPH_PANE (widget), WUSE_DIRECTION_DOWNSTREAM);
}

/* --- the widget --- */

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
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "action", (gpointer) action);

  return button;
}

static void
view_button_cb (GtkButton *button, WuseGraphPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), g_object_get_data (G_OBJECT (button), "action"), NULL);
}

static GtkWidget *
make_toolbar (WuseGraphPane *self)
{
  const char *const colorings[] = { _ ("Colour: classification"), _ ("Colour: area"), _ ("Colour: generation"),
                                    _ ("Colour: setting"), NULL };
  const char *const actions[][3] = { { "zoom-out-symbolic", _ ("Zoom out"), "diagram.zoom-out" },
                                     { "zoom-in-symbolic", _ ("Zoom in"), "diagram.zoom-in" },
                                     { "zoom-fit-best-symbolic", _ ("Show everything"), "diagram.fit" } };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *space = gtk_label_new (NULL);

  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (bar), make_layout_buttons (self));
  self->coloring = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (colorings));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->coloring), _ ("What the colour of a case says"));
  g_signal_connect_swapped (self->coloring, "notify::selected", G_CALLBACK (coloring_changed_cb), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->coloring));
  self->filter_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->filter_button, _ ("Filter"));
  gtk_menu_button_set_popover (self->filter_button, make_filter_popover (self));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->filter_button));
  self->scope_button = gtk_button_new_with_mnemonic (_ ("_Only around the Selection"));
  gtk_widget_set_visible (self->scope_button, FALSE);
  g_signal_connect_swapped (self->scope_button, "clicked", G_CALLBACK (scope_clicked_cb), self);
  gtk_box_append (GTK_BOX (bar), self->scope_button);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (bar), space);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->spinner));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *button = make_button (actions[i][0], actions[i][1], actions[i][2]);

      g_signal_connect (button, "clicked", G_CALLBACK (view_button_cb), self);
      gtk_box_append (GTK_BOX (bar), button);
    }

  return bar;
}

static GtkWidget *
make_footer (WuseGraphPane *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);

  gtk_widget_add_css_class (bar, "graph-footer");
  self->legend = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14));
  self->facts = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->facts, 1);
  gtk_label_set_ellipsize (self->facts, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->facts), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "numeric");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->legend));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->facts));

  return bar;
}

static void
dispose (GObject *object)
{
  WuseGraphPane *self = WUSE_GRAPH_PANE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->view != NULL)
    {
      wuse_diagram_view_set_describe_func (self->view, NULL, NULL, NULL);
      wuse_diagram_view_set_axis (self->view, 0, NULL, NULL, NULL);
      self->view = NULL;
    }
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->graph, wuse_relation_graph_unref);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  g_clear_pointer (&self->filter.seeds, g_strfreev);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (wuse_graph_pane_parent_class)->dispose (object);
}

static void
wuse_graph_pane_class_init (WuseGraphPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_install_action (widget_class, "graph.select-upstream", NULL, upstream_cb);
  gtk_widget_class_install_action (widget_class, "graph.select-downstream", NULL, downstream_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_u, 0, "graph.select-upstream", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, 0, "graph.select-downstream", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_graph_pane_init (WuseGraphPane *self)
{
  WuseLook *look = wuse_look_get_default ();

  self->filter = WUSE_GRAPH_FILTER_DEFAULT;
  self->layout = WUSE_GRAPH_BY_TIME;
  self->fit_next = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->view = wuse_diagram_view_new ();
  wuse_diagram_view_set_describe_func (self->view, describe_cb, self, NULL);
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->view));
  self->empty = adw_status_page_new ();
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), _ ("No Links"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), _ ("No case shown here is linked with another one."));
  gtk_widget_set_can_target (self->empty, FALSE);
  gtk_widget_set_visible (self->empty, FALSE);
  gtk_overlay_add_overlay (self->overlay, self->empty);
  gtk_box_append (GTK_BOX (self->box), make_toolbar (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->overlay));
  gtk_box_append (GTK_BOX (self->box), make_footer (self));
  g_signal_connect_object (self->view, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (look, "changed", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  wuse_diagram_view_set_palette (self->view, wuse_look_get_palette (look));
}

WuseGraphPane *
wuse_graph_pane_new (WuseSelection *selection)
{
  WuseGraphPane *self = g_object_new (WUSE_TYPE_GRAPH_PANE, NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
wuse_graph_pane_set_relations (WuseGraphPane *self, WuseRelations *relations)
{
  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  if (relations != NULL)
    wuse_relations_ref (relations);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  self->relations = relations;
  remake (self);
}

void
wuse_graph_pane_set_layout (WuseGraphPane *self, WuseGraphLayout layout)
{
  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  gtk_toggle_button_set_active (self->layouts[layout], TRUE);
}

void
wuse_graph_pane_set_scope (WuseGraphPane *self, const char *const *ids, guint steps)
{
  char **seeds;

  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  seeds = ids != NULL && ids[0] != NULL ? g_strdupv ((char **) ids) : NULL;
  g_strfreev (self->filter.seeds);
  self->filter.seeds = seeds;
  self->filter.steps = steps;
  gtk_button_set_label (GTK_BUTTON (self->scope_button),
                        seeds != NULL ? _ ("Show _All Again") : _ ("_Only around the Selection"));
  gtk_button_set_use_underline (GTK_BUTTON (self->scope_button), TRUE);
  self->fit_next = TRUE;
  remake (self);
}

gboolean
wuse_graph_pane_is_complete (WuseGraphPane *self)
{
  g_return_val_if_fail (WUSE_IS_GRAPH_PANE (self), FALSE);

  return self->graph != NULL && self->cancellable == NULL && wuse_diagram_view_is_complete (self->view);
}
