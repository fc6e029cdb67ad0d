/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map as a list: areas worst first; below, what happened lately. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-area-panel.h"

#include "wuse-accessible.h"
#include "wuse-activity-row.h"
#include "wuse-format.h"
#include "wuse-swatch.h"
#include "wuse-tab-stop.h"

#include <glib/gi18n.h>

struct _WuseAreaPanel
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *heading;
  GtkListView *area_view;
  GtkSingleSelection *area_selection;
  GtkWidget *activity_stop;
  GtkListView *activity_view;
  GtkLabel *no_activity;

  WuseWorkspace *workspace;
  guint32 parent_area;
  GListStore *areas;      /* of GtkStringObject, whose string is the area's index */
  GPtrArray *bound;       /* list items of areas on screen */
  GListStore *activities; /* of WuseActivityItem, newest first */
};

enum
{
  AREA_SELECTED,
  AREA_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseAreaPanel, wuse_area_panel, GTK_TYPE_WIDGET)

/* --- areas --- */

static guint32
area_of (GObject *item)
{
  return (guint32) g_ascii_strtoull (gtk_string_object_get_string (GTK_STRING_OBJECT (item)), NULL, 10);
}

typedef struct
{
  guint32 area;
  WuseRisk risk;
  gint32 cases; /* new in 14 days */
} Standing;

static int
compare_standings (gconstpointer a, gconstpointer b)
{
  const Standing *first = a, *second = b;

  if (first->risk != second->risk)
    return first->risk < second->risk ? 1 : -1;
  if (first->cases != second->cases)
    return first->cases < second->cases ? 1 : -1;

  return first->area < second->area ? -1 : first->area > second->area;
}

static GPtrArray *
make_items (WuseSituation *situation, const guint32 *children, guint n_children)
{
  g_autofree Standing *standings = g_new (Standing, n_children);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_children; i++)
    {
      WuseInputs inputs;

      wuse_situation_get_inputs (situation, children[i], &inputs);
      standings[i] =
          (Standing){ children[i], wuse_situation_get_risk (situation, children[i]), inputs.values[WUSE_INPUT_NEW_14] };
    }
  qsort (standings, n_children, sizeof *standings, compare_standings);
  for (guint i = 0; i < n_children; i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", standings[i].area);

      g_ptr_array_add (items, gtk_string_object_new (index));
    }

  return items;
}

/* Figures change more often than the order: then the rows are brought up to date where they stand, so that whoever walks the
 * list does not lose their place. */
static gboolean
has_items (WuseAreaPanel *self, GPtrArray *items)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->areas)) != items->len)
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->areas), i);

      if (area_of (item) != area_of (g_ptr_array_index (items, i)))
        return FALSE;
    }

  return TRUE;
}

static void
update_area (GtkListItem *item, WuseAreaPanel *self)
{
  WuseSituation *situation = wuse_workspace_get_situation (self->workspace);
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);
  const guint32 index = area_of (gtk_list_item_get_item (item));
  GtkWidget *swatch = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_next_sibling (swatch);
  GtkWidget *figure = gtk_widget_get_next_sibling (name);
  WuseInputs inputs;
  gint32 cases;
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  if (situation == NULL || index >= wuse_area_set_get_size (areas))
    return;

  wuse_situation_get_inputs (situation, index, &inputs);
  cases = inputs.values[WUSE_INPUT_NEW_14];
  text = cases > 0 ? g_strdup_printf (ngettext ("%d case", "%d cases", (gulong) cases), cases) : g_strdup ("");
  wuse_swatch_set_risk (WUSE_SWATCH (swatch), wuse_situation_get_risk (situation, index));
  gtk_label_set_text (GTK_LABEL (name), wuse_area_display_name (wuse_area_set_get (areas, index)));
  gtk_label_set_text (GTK_LABEL (figure), text);
  gtk_widget_set_tooltip_text (figure, _ ("New cases in 14 days"));
  gtk_widget_set_visible (figure, cases > 0);
  spoken = g_strdup_printf ("%s, %s%s%s", wuse_area_display_name (wuse_area_set_get (areas, index)),
                            wuse_risk_label (wuse_situation_get_risk (situation, index)), cases > 0 ? ", " : "", text);
  wuse_accessible_name_row (gtk_list_item_get_child (item), spoken);
}

/* Other areas come into the list. The keyboard stays in it: GTK 4.8 loses it with the row that had it. */
static void
replace_areas (WuseAreaPanel *self, GPtrArray *items)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean has_keyboard = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->area_view));

  if (has_keyboard)
    gtk_root_set_focus (root, NULL);
  g_list_store_splice (self->areas, 0, g_list_model_get_n_items (G_LIST_MODEL (self->areas)), items->pdata, items->len);
  if (has_keyboard)
    gtk_widget_child_focus (GTK_WIDGET (self->area_view), GTK_DIR_TAB_FORWARD);
}

static void
fill_areas (WuseAreaPanel *self)
{
  WuseSituation *situation = wuse_workspace_get_situation (self->workspace);
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);
  const guint32 *children;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *heading = NULL;
  guint n_children = 0;

  if (situation == NULL || (self->parent_area != WUSE_AREA_NONE && self->parent_area >= wuse_area_set_get_size (areas)))
    return;

  children = wuse_area_set_get_children (areas, self->parent_area, &n_children);
  items = make_items (situation, children, n_children);
  if (!has_items (self, items))
    replace_areas (self, items);
  else
    g_ptr_array_foreach (self->bound, (GFunc) update_area, self);

  if (n_children > 0)
    {
      g_autofree char *number = wuse_format_number (n_children);

      /* Translators: a heading: a number and what there are so many of, “12 communities” */
      heading = g_strdup_printf (C_ ("number of areas", "%1$s %2$s"), number,
                                 wuse_area_level_label (wuse_area_set_get (areas, children[0])->level, n_children));
    }
  gtk_label_set_text (self->heading, heading != NULL ? heading : _ ("No smaller areas"));
}

static void
setup_area_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *figure = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (figure, "secondary");
  gtk_widget_add_css_class (figure, "numeric");
  gtk_box_append (GTK_BOX (box), wuse_swatch_new (WUSE_RISK_NONE));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_list_item_set_child (item, box);
}

static void
bind_area_cb (GtkSignalListItemFactory *factory, GtkListItem *item, WuseAreaPanel *self)
{
  g_ptr_array_add (self->bound, item);
  update_area (item, self);
}

static void
unbind_area_cb (GtkSignalListItemFactory *factory, GtkListItem *item, WuseAreaPanel *self)
{
  g_ptr_array_remove_fast (self->bound, item);
}

static void
area_selected_cb (WuseAreaPanel *self)
{
  GObject *item = gtk_single_selection_get_selected_item (self->area_selection);

  if (item != NULL)
    g_signal_emit (self, signals[AREA_SELECTED], 0, area_of (item));
}

static void
area_activated_cb (WuseAreaPanel *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->areas), position);

  if (item != NULL)
    g_signal_emit (self, signals[AREA_ACTIVATED], 0, area_of (item));
}

/* --- activities --- */

static void
fill_activities (WuseAreaPanel *self)
{
  GPtrArray *rows = wuse_workspace_get_activity (self->workspace);
  g_autoptr (WuseActivityItem) first = g_list_model_get_item (G_LIST_MODEL (self->activities), 0);
  gint64 newest = first != NULL ? wuse_activity_item_get_id (first) : 0;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean is_at_top;
  guint kept;

  if (rows == NULL)
    return;

  for (guint i = 0; i < rows->len; i++)
    {
      const WuseActivity *activity = g_ptr_array_index (rows, i);

      if (activity->id <= newest)
        break;
      g_ptr_array_add (items, wuse_activity_item_new (activity, first != NULL));
    }

  is_at_top = gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->activity_view))) < 1;
  kept = g_list_model_get_n_items (G_LIST_MODEL (self->activities));
  if (kept + items->len > rows->len)
    g_list_store_splice (self->activities, rows->len - MIN (items->len, rows->len), kept + items->len - rows->len, NULL, 0);
  g_list_store_splice (self->activities, 0, 0, items->pdata, items->len);
  /* Who has not scrolled sees what is newest: the list itself would keep showing what it showed. */
  if (is_at_top && items->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->activity_view), "list.scroll-to-item", "u", 0);
  /* A list with nothing in it would be a stop of the Tab key. */
  gtk_widget_set_visible (self->activity_stop, g_list_model_get_n_items (G_LIST_MODEL (self->activities)) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_activity), !gtk_widget_get_visible (self->activity_stop));
}

static void
setup_activity_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, wuse_activity_row_new ());
}

static void
bind_activity_cb (GtkSignalListItemFactory *factory, GtkListItem *item, WuseAreaPanel *self)
{
  wuse_activity_row_bind (WUSE_ACTIVITY_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item), self->workspace);
}

static void
activity_activated_cb (WuseAreaPanel *self, guint position)
{
  g_autoptr (WuseActivityItem) item = g_list_model_get_item (G_LIST_MODEL (self->activities), position);
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);
  guint32 area;

  if (item == NULL || areas == NULL || wuse_activity_item_get_area (item) == NULL)
    return;

  area = wuse_area_set_find (areas, wuse_activity_item_get_area (item), -1);
  if (area != WUSE_AREA_NONE)
    g_signal_emit (self, signals[AREA_ACTIVATED], 0, area);
}

/* --- public --- */

void
wuse_area_panel_set_workspace (WuseAreaPanel *self, WuseWorkspace *workspace)
{
  g_return_if_fail (WUSE_IS_AREA_PANEL (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "situation-changed", G_CALLBACK (fill_areas), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "activity-changed", G_CALLBACK (fill_activities), self, G_CONNECT_SWAPPED);
}

void
wuse_area_panel_set_parent_area (WuseAreaPanel *self, guint32 area)
{
  g_return_if_fail (WUSE_IS_AREA_PANEL (self));

  if (self->parent_area == area)
    return;

  self->parent_area = area;
  fill_areas (self);
}

static void
wuse_area_panel_dispose (GObject *object)
{
  WuseAreaPanel *self = WUSE_AREA_PANEL (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  g_clear_object (&self->areas);
  g_clear_object (&self->activities);
  g_clear_pointer (&self->bound, g_ptr_array_unref);

  G_OBJECT_CLASS (wuse_area_panel_parent_class)->dispose (object);
}

static void
wuse_area_panel_class_init (WuseAreaPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_area_panel_dispose;
  g_type_ensure (WUSE_TYPE_TAB_STOP);
  signals[AREA_SELECTED] =
      g_signal_new ("area-selected", WUSE_TYPE_AREA_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[AREA_ACTIVATED] =
      g_signal_new ("area-activated", WUSE_TYPE_AREA_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/wuse/Wuse/wuse-area-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, WuseAreaPanel, content);
  gtk_widget_class_bind_template_child (widget_class, WuseAreaPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, WuseAreaPanel, area_view);
  gtk_widget_class_bind_template_child (widget_class, WuseAreaPanel, area_selection);
  gtk_widget_class_bind_template_child (widget_class, WuseAreaPanel, activity_stop);
  gtk_widget_class_bind_template_child (widget_class, WuseAreaPanel, activity_view);
  gtk_widget_class_bind_template_child (widget_class, WuseAreaPanel, no_activity);
  gtk_widget_class_bind_template_callback (widget_class, setup_area_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_area_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_area_cb);
  gtk_widget_class_bind_template_callback (widget_class, area_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, area_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_activity_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_activity_cb);
  gtk_widget_class_bind_template_callback (widget_class, activity_activated_cb);
}

static void
wuse_area_panel_init (WuseAreaPanel *self)
{
  GtkNoSelection *none;

  self->parent_area = WUSE_AREA_NONE;
  self->bound = g_ptr_array_new ();
  self->areas = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  self->activities = g_list_store_new (WUSE_TYPE_ACTIVITY_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_single_selection_set_model (self->area_selection, G_LIST_MODEL (self->areas));
  none = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->activities)));
  gtk_list_view_set_model (self->activity_view, GTK_SELECTION_MODEL (none));
  g_object_unref (none);
}
