/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of what the graph shows, each explained. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-figures-pane.h"

#include "wuse-accessible.h"
#include "wuse-cluster-list.h"
#include "wuse-figure-card.h"
#include "wuse-figure-tiles.h"
#include "wuse-figures-export.h"
#include "wuse-figures-words.h"
#include "wuse-format.h"
#include "wuse-histogram.h"
#include "wuse-look.h"
#include "wuse-page.h"
#include "wuse-people-list.h"
#include "wuse-window.h"
#include "wuse-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

/* Changes that keep coming are counted so often at most. */
#define REST_MS 2000
/* The age of the data is told anew so often. */
#define AGE_SECONDS 10
#define CARD_WIDTH 336

typedef enum
{
  CARD_OFFSPRING,
  CARD_INTERVALS,
  CARD_GENERATIONS,
  CARD_INFECTIOUS,
  CARD_BETWEEN,
  CARD_BRIDGES,
  N_CARDS,
} Card;

struct _WuseFiguresPane
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *scope;
  GtkLabel *age;
  GtkSpinner *spinner;
  GtkStack *stack;
  WuseFigureTiles *tiles;
  WuseFigureCard *clusters_card;
  WuseClusterList *clusters;
  WuseFigureCard *cards[N_CARDS];
  WuseHistogram *offspring;
  WuseHistogram *intervals;
  WuseHistogram *generations;
  WusePeopleList *infectious;
  WusePeopleList *between_list;
  WusePeopleList *bridges;

  WuseWorkspace *workspace;
  WuseSelection *selection;
  WuseRelations *relations;
  WuseGraphFilter filter;
  WuseFigures *figures;
  WuseGoBetweens *between;
  GCancellable *cancellable; /* of what is being counted */
  GCancellable *exporting;
  gboolean is_stale;
  guint rest;
  guint clock;
};

G_DEFINE_FINAL_TYPE (WuseFiguresPane, wuse_figures_pane, GTK_TYPE_WIDGET)

static void count (WuseFiguresPane *self);

/* --- what is shown --- */

static char *
word_infected (guint32 node, gpointer user_data)
{
  const WuseFigures *figures = ((WuseFiguresPane *) user_data)->figures;
  const guint n = figures->n_offspring[node], possible = MAX (figures->graph->n_infected[node], n) - n;
  g_autofree char *number = wuse_format_number (n), *others = wuse_format_number (possible);

  if (possible == 0)
    return g_strdup_printf (_ ("infected %s"), number);

  return g_strdup_printf (_ ("infected %1$s, perhaps %2$s more"), number, others);
}

static char *
word_between (guint32 node, gpointer user_data)
{
  const WuseGoBetweens *between = ((WuseFiguresPane *) user_data)->between;
  g_autofree char *ways = wuse_format_number ((gint64) llround (between->value[node]));

  return g_strdup_printf (ngettext ("%1$s way, %2$.0f %%", "%1$s ways, %2$.0f %%", (gulong) llround (between->value[node])), ways,
                          100 * between->value[node] / MAX (between->n_pairs[node], 1));
}

static char *
word_cut (guint32 node, gpointer user_data)
{
  g_autofree char *number = wuse_format_number (((WuseFiguresPane *) user_data)->figures->cut[node]);

  return g_strdup_printf (_ ("separates %s"), number);
}

static void
set_card (WuseFigureCard *card, WuseFigureWords words)
{
  wuse_figure_card_set_words (card, words.meaning, words.source, words.is_told);
  wuse_figure_words_clear (&words);
}

static void
show_intervals (WuseFiguresPane *self)
{
  guint32 counts[WUSE_FIGURES_INTERVAL_MAX - WUSE_FIGURES_INTERVAL_MIN + 1] = { 0 };

  for (guint i = 0; i < self->figures->pairs->len; i++)
    counts[g_array_index (self->figures->pairs, WuseSerialInterval, i).days - WUSE_FIGURES_INTERVAL_MIN]++;
  wuse_histogram_set_counts (self->intervals, WUSE_FIGURES_INTERVAL_MIN, counts, G_N_ELEMENTS (counts));
  wuse_histogram_set_mean (self->intervals, self->figures->intervals.mean);
}

static void
show_between (WuseFiguresPane *self)
{
  wuse_people_list_set_nodes (self->between_list, self->figures->graph, self->between != NULL ? self->between->highest : NULL,
                              word_between, self);
  set_card (self->cards[CARD_BETWEEN], wuse_figures_word_go_betweens (self->figures, self->between));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.export", self->between != NULL && self->exporting == NULL);
}

static void
show_figures (WuseFiguresPane *self)
{
  const WuseFigures *figures = self->figures;

  set_card (self->clusters_card, wuse_figures_word_clusters (figures));
  wuse_cluster_list_set_figures (self->clusters, self->figures);
  set_card (self->cards[CARD_OFFSPRING], wuse_figures_word_offspring (figures));
  wuse_histogram_set_counts (self->offspring, 0, (const guint32 *) (gpointer) figures->offspring_counts->data,
                             figures->offspring_counts->len);
  wuse_histogram_set_mean (self->offspring, figures->offspring.mean);
  set_card (self->cards[CARD_INTERVALS], wuse_figures_word_intervals (figures));
  show_intervals (self);
  set_card (self->cards[CARD_GENERATIONS], wuse_figures_word_generations (figures));
  wuse_histogram_set_counts (self->generations, 0, (const guint32 *) (gpointer) figures->generations->data,
                             figures->generations->len);
  set_card (self->cards[CARD_INFECTIOUS], wuse_figures_word_infectious (figures));
  wuse_people_list_set_nodes (self->infectious, figures->graph, figures->infectious, word_infected, self);
  set_card (self->cards[CARD_BRIDGES], wuse_figures_word_bridges (figures));
  wuse_people_list_set_nodes (self->bridges, figures->graph, figures->bridges, word_cut, self);
  show_between (self);
  wuse_figure_tiles_set_figures (self->tiles, figures);
  gtk_stack_set_visible_child_name (self->stack, figures->n_cases > 0 ? "figures" : "empty");
}

static gboolean
is_default (const WuseGraphFilter *filter)
{
  const WuseGraphFilter usual = WUSE_GRAPH_FILTER_DEFAULT;

  return filter->actors == usual.actors && filter->relations == usual.relations && filter->with_refuted == usual.with_refuted
         && filter->first == usual.first && filter->last == usual.last && filter->classifications == usual.classifications
         && filter->settings == usual.settings && filter->seeds == NULL;
}

static void
show_age (WuseFiguresPane *self)
{
  const WuseTime contact = wuse_workspace_get_last_contact (self->workspace);
  const WuseDay today = wuse_workspace_get_today (self->workspace);
  g_autofree char *age = contact != WUSE_TIME_NONE ? wuse_format_age (wuse_time_now () - contact) : g_strdup ("\342\200\224");
  g_autofree char *day = wuse_format_day (today), *text = NULL;

  text = g_strdup_printf (_ ("Counted to %1$s · data: %2$s"), day, age);
  gtk_label_set_text (self->age, text);
}

static void
show_scope (WuseFiguresPane *self)
{
  g_autofree char *scope = self->figures != NULL ? wuse_figures_word_scope (self->figures) : g_strdup ("");
  g_autofree char *text = is_default (&self->filter)
                              ? g_strdup (scope)
                              : g_strdup_printf (_ ("%s · only what the filter of the graph lets through"), scope);

  gtk_label_set_text (self->scope, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->scope), text);
  show_age (self);
}

/* --- counting --- */

static gboolean
rest_cb (gpointer user_data)
{
  WuseFiguresPane *self = user_data;

  self->rest = 0;
  count (self);

  return G_SOURCE_REMOVE;
}

static void
end_counting (WuseFiguresPane *self)
{
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
  if (self->is_stale && self->rest == 0)
    self->rest = g_timeout_add (REST_MS, rest_cb, self);
}

static void
go_betweens_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseGoBetweens *between = wuse_figures_find_go_betweens_finish (result, NULL);
  WuseFiguresPane *self;

  /* Cancelled: the pane may be gone. */
  if (between == NULL)
    return;
  self = user_data;
  g_clear_pointer (&self->between, wuse_go_betweens_unref);
  self->between = between;
  show_between (self);
  end_counting (self);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseFigures *figures = wuse_figures_make_finish (result, NULL);
  WuseFiguresPane *self;

  if (figures == NULL)
    return;
  self = user_data;
  g_clear_pointer (&self->figures, wuse_figures_unref);
  g_clear_pointer (&self->between, wuse_go_betweens_unref);
  self->figures = figures;
  show_figures (self);
  show_scope (self);
  wuse_figures_find_go_betweens_async (figures, self->cancellable, go_betweens_found_cb, self);
}

static void
count (WuseFiguresPane *self)
{
  if (self->relations == NULL || self->cancellable != NULL || self->rest != 0 || !self->is_stale
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_stale = FALSE;
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  if (self->figures == NULL)
    gtk_stack_set_visible_child_name (self->stack, "counting");
  wuse_figures_make_async (self->relations, &self->filter, wuse_workspace_get_today (self->workspace),
                           wuse_workspace_is_closed (self->workspace), self->cancellable, counted_cb, self);
}

static void
give_up (WuseFiguresPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->rest, g_source_remove);
}

static gboolean
are_equal (const WuseGraphFilter *a, const WuseGraphFilter *b)
{
  const gboolean same_seeds =
      a->seeds == NULL || b->seeds == NULL
          ? a->seeds == b->seeds
          : g_strv_equal ((const char *const *) a->seeds, (const char *const *) b->seeds) && a->steps == b->steps;

  return same_seeds && a->actors == b->actors && a->relations == b->relations && a->with_refuted == b->with_refuted
         && a->with_alone == b->with_alone && a->first == b->first && a->last == b->last
         && a->classifications == b->classifications && a->settings == b->settings;
}

void
wuse_figures_pane_set_source (WuseFiguresPane *self, WuseRelations *relations, const WuseGraphFilter *filter)
{
  const gboolean is_other_filter = !are_equal (filter, &self->filter);

  g_return_if_fail (WUSE_IS_FIGURES_PANE (self) && filter != NULL);

  if (relations == self->relations && !is_other_filter)
    return;
  if (relations != NULL)
    wuse_relations_ref (relations);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  self->relations = relations;
  if (is_other_filter)
    {
      g_strfreev (self->filter.seeds);
      self->filter = *filter;
      self->filter.seeds = g_strdupv (filter->seeds);
      give_up (self);
    }
  self->is_stale = TRUE;
  count (self);
}

gboolean
wuse_figures_pane_is_complete (WuseFiguresPane *self)
{
  g_return_val_if_fail (WUSE_IS_FIGURES_PANE (self), FALSE);

  return self->between != NULL && self->cancellable == NULL && !self->is_stale;
}

static gboolean
age_cb (gpointer user_data)
{
  show_age (user_data);

  return G_SOURCE_CONTINUE;
}

static void
map (GtkWidget *widget)
{
  WuseFiguresPane *self = WUSE_FIGURES_PANE (widget);

  GTK_WIDGET_CLASS (wuse_figures_pane_parent_class)->map (widget);
  self->clock = g_timeout_add_seconds (AGE_SECONDS, age_cb, self);
  show_age (self);
  count (self);
}

static void
unmap (GtkWidget *widget)
{
  g_clear_handle_id (&WUSE_FIGURES_PANE (widget)->clock, g_source_remove);
  GTK_WIDGET_CLASS (wuse_figures_pane_parent_class)->unmap (widget);
}

/* --- what a person picks --- */

static void
select_nodes (WuseFiguresPane *self, const GArray *nodes)
{
  g_autofree const char **ids = wuse_relation_graph_dup_ids (self->figures->graph, nodes);

  wuse_selection_set (self->selection, ids);
}

static void
values_picked_cb (WuseFiguresPane *self, int first, int last, WuseHistogram *histogram)
{
  const WuseFigures *figures = self->figures;
  const guint32 *value = histogram == self->offspring ? figures->n_offspring : figures->graph->generation;
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < figures->graph->graph->n_nodes; i++)
    if (figures->cluster[i] != WUSE_NODE_NONE && value[i] >= (guint) first && value[i] <= (guint) last)
      g_array_append_val (nodes, i);
  select_nodes (self, nodes);
}

static void
intervals_picked_cb (WuseFiguresPane *self, int first, int last)
{
  const WuseGraph *graph = self->figures->graph->graph;
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < self->figures->pairs->len; i++)
    {
      const WuseSerialInterval *pair = &g_array_index (self->figures->pairs, WuseSerialInterval, i);

      if (pair->days >= first && pair->days <= last)
        {
          g_array_append_val (nodes, graph->from[pair->edge]);
          g_array_append_val (nodes, graph->to[pair->edge]);
        }
    }
  select_nodes (self, nodes);
}

/* --- export --- */

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = wuse_figures_export_finish (result, &error);
  WuseFiguresPane *self;
  GtkRoot *root;
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  g_clear_object (&self->exporting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.export", self->between != NULL);
  words =
      folder != NULL ? g_strdup_printf (_ ("The figures are in %s"), g_file_peek_path (folder)) : wuse_words_for_error (error);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (WUSE_IS_WINDOW (root))
    wuse_window_toast (WUSE_WINDOW (root), words);
}

static void
folder_chosen_cb (GtkNativeDialog *dialog, int response, WuseFiguresPane *self)
{
  if (response == GTK_RESPONSE_ACCEPT && self->between != NULL && self->exporting == NULL)
    {
      g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      self->exporting = g_cancellable_new ();
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.export", FALSE);
      wuse_figures_export_async (self->figures, self->between, folder, self->exporting, exported_cb, self);
    }
  g_object_unref (dialog);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Export Figures into a Folder"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Export"), _ ("_Cancel"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (folder_chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- the widget --- */

static GtkWidget *
make_head (WuseFiguresPane *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *export = gtk_button_new_with_mnemonic (_ ("_Export Figures…"));
  GtkLabel **labels[] = { &self->scope, &self->age };

  gtk_widget_add_css_class (bar, "toolbar");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      *labels[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (*labels[i], 0);
      gtk_label_set_ellipsize (*labels[i], PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (GTK_WIDGET (*labels[i]), "numeric");
      gtk_box_append (GTK_BOX (words), GTK_WIDGET (*labels[i]));
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->age), "secondary");
  gtk_widget_set_hexpand (words, TRUE);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_valign (export, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (export, _ ("A table a figure (CSV), in a new folder"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (export), "figures.export");
  gtk_box_append (GTK_BOX (bar), words);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (bar), export);

  return bar;
}

static void
make_bodies (WuseFiguresPane *self, GtkWidget *bodies[N_CARDS])
{
  self->offspring = wuse_histogram_new (_ ("Cases by how many they infected"), _ ("infected"), wuse_figures_word_offspring_bar);
  self->intervals =
      wuse_histogram_new (_ ("Pairs by serial interval"), _ ("days from onset to onset"), wuse_figures_word_interval_bar);
  self->generations = wuse_histogram_new (_ ("People by generation"), _ ("generation"), wuse_figures_word_generation_bar);
  self->infectious = wuse_people_list_new (self->selection);
  self->between_list = wuse_people_list_new (self->selection);
  self->bridges = wuse_people_list_new (self->selection);
  g_signal_connect_object (self->offspring, "range-picked", G_CALLBACK (values_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->generations, "range-picked", G_CALLBACK (values_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intervals, "range-picked", G_CALLBACK (intervals_picked_cb), self, G_CONNECT_SWAPPED);
  bodies[CARD_OFFSPRING] = GTK_WIDGET (self->offspring);
  bodies[CARD_INTERVALS] = GTK_WIDGET (self->intervals);
  bodies[CARD_GENERATIONS] = GTK_WIDGET (self->generations);
  bodies[CARD_INFECTIOUS] = GTK_WIDGET (self->infectious);
  bodies[CARD_BETWEEN] = GTK_WIDGET (self->between_list);
  bodies[CARD_BRIDGES] = GTK_WIDGET (self->bridges);
}

static GtkWidget *
make_content (WuseFiguresPane *self)
{
  const char *const titles[N_CARDS] = { _ ("How many each case infected"), _ ("Serial interval"),         _ ("Generations"),
                                        _ ("Who infected most"),           _ ("Who lies between others"), _ ("Likely bridges") };
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16), *flow = gtk_flow_box_new (), *bodies[N_CARDS];

  make_bodies (self, bodies);
  gtk_widget_add_css_class (content, "figures");
  self->clusters = wuse_cluster_list_new (self->selection);
  self->clusters_card = wuse_figure_card_new (_ ("Clusters"), GTK_WIDGET (self->clusters));
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 16);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 16);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), FALSE);
  for (guint i = 0; i < N_CARDS; i++)
    {
      self->cards[i] = wuse_figure_card_new (titles[i], bodies[i]);
      gtk_widget_set_size_request (GTK_WIDGET (self->cards[i]), CARD_WIDTH, -1);
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), GTK_WIDGET (self->cards[i]), -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (GTK_WIDGET (self->cards[i])), FALSE);
    }
  self->tiles = wuse_figure_tiles_new ();
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->tiles));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->clusters_card));
  gtk_box_append (GTK_BOX (content), flow);

  return content;
}

static void
look_changed_cb (WuseFiguresPane *self)
{
  const WuseChartStyle style = wuse_look_get_chart_style (wuse_look_get_default ());

  wuse_histogram_set_style (self->offspring, &style);
  wuse_histogram_set_style (self->intervals, &style);
  wuse_histogram_set_style (self->generations, &style);
  wuse_cluster_list_set_figures (self->clusters, self->figures);
}

static void
dispose (GObject *object)
{
  WuseFiguresPane *self = WUSE_FIGURES_PANE (object);

  give_up (self);
  g_cancellable_cancel (self->exporting);
  g_clear_object (&self->exporting);
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->between, wuse_go_betweens_unref);
  g_clear_pointer (&self->figures, wuse_figures_unref);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  g_clear_pointer (&self->filter.seeds, g_strfreev);
  g_clear_object (&self->selection);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (wuse_figures_pane_parent_class)->dispose (object);
}

static void
wuse_figures_pane_class_init (WuseFiguresPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  gtk_widget_class_install_action (widget_class, "figures.export", NULL, export_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wuse_figures_pane_init (WuseFiguresPane *self)
{
  self->filter = WUSE_GRAPH_FILTER_DEFAULT;
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Figures"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.export", FALSE);
}

WuseFiguresPane *
wuse_figures_pane_new (WuseWorkspace *workspace, WuseSelection *selection)
{
  WuseFiguresPane *self = g_object_new (WUSE_TYPE_FIGURES_PANE, NULL);

  self->workspace = g_object_ref (workspace);
  self->selection = g_object_ref (selection);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, wuse_page_new_status (_ ("Counting…"), NULL), "counting");
  gtk_stack_add_named (self->stack,
                       wuse_page_new_status (_ ("No Cases"),
                                             _ ("There is no case to count yet, or the filter of the graph lets none through.")),
                       "empty");
  gtk_stack_add_named (self->stack, wuse_page_new_scrolled (make_content (self)), "figures");
  wuse_accessible_hide_unshown (self->stack);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  wuse_accessible_name_mnemonics (self->box);
  look_changed_cb (self);
  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}
