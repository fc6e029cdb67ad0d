/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clusters of the figures as a list. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-cluster-list.h"

#include "wuse-accessible.h"
#include "wuse-case-words.h"
#include "wuse-format.h"
#include "wuse-index-list.h"
#include "wuse-look.h"
#include "wuse-sparkline.h"
#include "wuse-tab-stop.h"

#include <glib/gi18n.h>

#define SPACING 10
#define ROW_HEIGHT 34
#define MAX_ROWS 7
/* Bars of a course; of a longer time several days share one. */
#define MAX_BARS 56

typedef enum
{
  COLUMN_NAME,
  COLUMN_PEOPLE,
  COLUMN_NEW,
  COLUMN_COURSE,
  COLUMN_FIRST,
  COLUMN_LAST,
  COLUMN_SETTING,
  N_COLUMNS,
} Column;

/* Name and setting share what the others leave. */
static const int widths[N_COLUMNS] = { 96, 56, 64, 112, 80, 80, 88 };

struct _WuseClusterList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *order;
  GtkScrolledWindow *scrolled;
  GtkListView *view;
  WuseIndexList *clusters;
  GtkSingleSelection *rows;

  WuseSelection *selection;
  WuseFigures *figures;
  gboolean is_syncing;
};

G_DEFINE_FINAL_TYPE (WuseClusterList, wuse_cluster_list, GTK_TYPE_WIDGET)

/* --- a row --- */

static gboolean
is_number (Column column)
{
  return column == COLUMN_PEOPLE || column == COLUMN_NEW;
}

static GtkWidget *
make_cells (GtkWidget *(*make_cell) (Column column))
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);

  for (Column i = 0; i < N_COLUMNS; i++)
    {
      GtkWidget *cell = make_cell (i);

      gtk_widget_set_size_request (cell, widths[i], -1);
      gtk_widget_set_hexpand (cell, i == COLUMN_NAME);
      gtk_box_append (GTK_BOX (box), cell);
    }

  return box;
}

static GtkWidget *
make_label (Column column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number (column) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static GtkWidget *
make_cell (Column column)
{
  GtkWidget *sparkline;

  if (column != COLUMN_COURSE)
    return make_label (column);
  sparkline = GTK_WIDGET (wuse_sparkline_new ());
  gtk_widget_set_valign (sparkline, GTK_ALIGN_CENTER);

  return sparkline;
}

static GtkWidget *
make_title (Column column)
{
  const char *const titles[N_COLUMNS] = { _ ("Cluster"),    _ ("People"),   _ ("7 days"), _ ("By day"),
                                          _ ("From onset"), _ ("To onset"), _ ("Setting") };
  const char *const tips[N_COLUMNS] = {
    _ ("The name it is recorded under, or whom the chain begins with"),
    _ ("Linked by transmission, confirmed or suspected"),
    _ ("New cases, by day of report or else of onset, in the last 7 days"),
    _ ("New cases by day of report or else of onset, all rows on one scale of time; the last 7 days stand out"),
    _ ("First day of onset"),
    _ ("Last day of onset"),
    _ ("Where most were infected of whom that is known")
  };
  GtkWidget *label = make_label (column);

  gtk_label_set_text (GTK_LABEL (label), titles[column]);
  gtk_widget_set_tooltip_text (label, tips[column]);

  return label;
}

static char *
name_cluster (const WuseFigures *figures, const WuseClusterFigures *cluster)
{
  if (cluster->name != NULL)
    return g_strdup (cluster->name);

  /* Translators: a cluster without a name, by the id of the case with which its chain begins */
  return g_strdup_printf (_ ("Chain of %s"), figures->graph->relations->actors[figures->graph->actor[cluster->start]].id);
}

static char *
get_text (const WuseFigures *figures, const WuseClusterFigures *cluster, Column column)
{
  switch (column)
    {
    case COLUMN_NAME:
      return name_cluster (figures, cluster);
    case COLUMN_PEOPLE:
      return wuse_format_number (cluster->n_members);
    case COLUMN_NEW:
      return cluster->n_new > 0 ? g_strdup_printf ("+%'u", cluster->n_new) : g_strdup ("0");
    case COLUMN_FIRST:
      return wuse_format_day (cluster->first_onset);
    case COLUMN_LAST:
      return wuse_format_day (cluster->last_onset);
    case COLUMN_SETTING:
      return g_strdup (cluster->n_setting > 0 ? wuse_words_setting ((WuseSetting) cluster->setting) : "\342\200\224");
    case COLUMN_COURSE:
    case N_COLUMNS:
      break;
    }

  g_assert_not_reached ();
}

/* New people by day, on the time of all clusters together. */
static void
show_course (const WuseFigures *figures, guint index, WuseSparkline *sparkline)
{
  const WuseComponentGrowth *growth = figures->growth;
  const WuseDay first = figures->first_day, last = figures->today != WUSE_DAY_NONE ? figures->today : figures->last_day;
  const WuseChartStyle style = wuse_look_get_chart_style (wuse_look_get_default ());
  guint32 bars[MAX_BARS] = { 0 };
  guint n_days, width, n_bars, before = 0;

  wuse_sparkline_set_style (sparkline, &style);
  if (first == WUSE_DAY_NONE || last < first)
    {
      wuse_sparkline_set_counts (sparkline, NULL, 0, 0);
      return;
    }
  n_days = (guint) ((gint64) last - first) + 1;
  width = (n_days + MAX_BARS - 1) / MAX_BARS;
  n_bars = (n_days + width - 1) / width;
  for (guint at = growth->first[index]; at < growth->first[index + 1]; at++)
    {
      /* Bars end with the last day, so that the last seven are seven. */
      const gint64 back = (gint64) last - growth->day[at];

      if (back >= 0 && back / width < n_bars)
        bars[n_bars - 1 - (guint) (back / width)] += growth->size[at] - before;
      before = growth->size[at];
    }
  wuse_sparkline_set_counts (sparkline, bars, n_bars, (WUSE_FIGURES_GROWTH_DAYS + width - 1) / width);
}

static char *
describe_cluster (const WuseFigures *figures, const WuseClusterFigures *cluster)
{
  g_autofree char *name = name_cluster (figures, cluster), *people = wuse_format_number (cluster->n_members);
  g_autofree char *new = wuse_format_number (cluster->n_new);
  g_autofree char *first = wuse_format_day (cluster->first_onset), *last = wuse_format_day (cluster->last_onset);

  return g_strdup_printf (ngettext ("%1$s: %2$s person, %3$s new in 7 days, onset %4$s to %5$s, %6$s",
                                    "%1$s: %2$s people, %3$s new in 7 days, onset %4$s to %5$s, %6$s", cluster->n_members),
                          name, people, new, first, last,
                          wuse_words_setting (cluster->n_setting > 0 ? (WuseSetting) cluster->setting : WUSE_SETTING_UNKNOWN));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, make_cells (make_cell));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, WuseClusterList *self)
{
  const guint32 index = wuse_index_item_get_index (gtk_list_item_get_item (item));
  const WuseClusterFigures *cluster = &self->figures->clusters[index];
  GtkWidget *row = gtk_list_item_get_child (item), *cell = gtk_widget_get_first_child (row);
  g_autofree char *words = describe_cluster (self->figures, cluster);

  for (Column i = 0; i < N_COLUMNS; i++, cell = gtk_widget_get_next_sibling (cell))
    {
      g_autofree char *text = i != COLUMN_COURSE ? get_text (self->figures, cluster, i) : NULL;

      if (i == COLUMN_COURSE)
        show_course (self->figures, index, WUSE_SPARKLINE (cell));
      else
        gtk_label_set_text (GTK_LABEL (cell), text);
      gtk_widget_set_tooltip_text (cell, i == COLUMN_NAME || i == COLUMN_SETTING ? text : NULL);
    }
  wuse_accessible_name_row (row, words);
}

/* --- the selection --- */

static void
row_selected_cb (WuseClusterList *self)
{
  const guint position = gtk_single_selection_get_selected (self->rows);
  const WuseClusterFigures *cluster;
  g_autoptr (GArray) nodes = NULL;
  g_autofree const char **ids = NULL;

  if (self->is_syncing || position == GTK_INVALID_LIST_POSITION)
    return;
  cluster = &self->figures->clusters[wuse_index_list_get (self->clusters, position)];
  nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_vals (nodes, &self->figures->members[cluster->first_member], cluster->n_members);
  ids = wuse_relation_graph_dup_ids (self->figures->graph, nodes);
  self->is_syncing = TRUE;
  wuse_selection_set (self->selection, ids);
  self->is_syncing = FALSE;
}

/* Something else is selected: no longer a cluster. */
static void
selection_changed_cb (WuseClusterList *self)
{
  if (self->is_syncing)
    return;
  self->is_syncing = TRUE;
  gtk_single_selection_set_selected (self->rows, GTK_INVALID_LIST_POSITION);
  self->is_syncing = FALSE;
}

/* --- the list --- */

static void
fill (WuseClusterList *self)
{
  const guint order = gtk_drop_down_get_selected (self->order), n = self->figures != NULL ? self->figures->n_clusters : 0;

  self->is_syncing = TRUE;
  wuse_index_list_set (self->clusters, n > 0 ? self->figures->orders[MIN (order, WUSE_N_CLUSTER_ORDERS - 1)] : NULL, n);
  gtk_single_selection_set_selected (self->rows, GTK_INVALID_LIST_POSITION);
  self->is_syncing = FALSE;
  gtk_scrolled_window_set_min_content_height (self->scrolled, (int) MIN (n, MAX_ROWS) * ROW_HEIGHT);
}

static GtkWidget *
make_head (WuseClusterList *self)
{
  const char *const orders[] = { _ ("Largest first"), _ ("Fastest growing first"), _ ("Latest report first"),
                                 _ ("First report first"), NULL };
  GtkWidget *head = make_cells (make_title);

  self->order = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (orders));
  gtk_widget_set_halign (GTK_WIDGET (self->order), GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->order), _ ("Order of the clusters"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->order), _ ("Order of the clusters"));
  g_signal_connect_swapped (self->order, "notify::selected", G_CALLBACK (fill), self);
  gtk_widget_add_css_class (head, "figure-titles");

  return head;
}

static void
dispose (GObject *object)
{
  WuseClusterList *self = WUSE_CLUSTER_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->clusters);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->figures, wuse_figures_unref);
  G_OBJECT_CLASS (wuse_cluster_list_parent_class)->dispose (object);
}

static void
wuse_cluster_list_class_init (WuseClusterListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_cluster_list_init (WuseClusterList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *stop = g_object_new (WUSE_TYPE_TAB_STOP, NULL), *head = make_head (self);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->clusters = wuse_index_list_new ();
  self->rows = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->clusters)));
  gtk_single_selection_set_autoselect (self->rows, FALSE);
  gtk_single_selection_set_can_unselect (self->rows, TRUE);
  g_signal_connect_swapped (self->rows, "notify::selected", G_CALLBACK (row_selected_cb), self);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->rows)), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "figure-rows");
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->view), _ ("Clusters"));
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->view));
  gtk_widget_set_parent (GTK_WIDGET (self->scrolled), stop);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->order));
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), stop);
}

WuseClusterList *
wuse_cluster_list_new (WuseSelection *selection)
{
  WuseClusterList *self = g_object_new (WUSE_TYPE_CLUSTER_LIST, NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
wuse_cluster_list_set_figures (WuseClusterList *self, WuseFigures *figures)
{
  g_autoptr (WuseFigures) before = NULL;

  g_return_if_fail (WUSE_IS_CLUSTER_LIST (self));

  /* Rows of the clusters before may be bound until the list is another one. */
  before = g_steal_pointer (&self->figures);
  self->figures = figures != NULL ? wuse_figures_ref (figures) : NULL;
  fill (self);
}
