/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selected cases on the map of the window: their movements, and picking cases there. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-accessible.h"
#include "wuse-movement-words.h"
#include "wuse-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define CARD_INSET 16
/* What the card covers of the map, so that fitting keeps clear of it. */
#define COVERED 292
#define EDGE 48
/* A place alone is shown with what is around it. */
#define LEAST_SPAN 30000

static gboolean
is_map_shown (WuseWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "map") == 0;
}

static char *
describe_stays (WuseMovements *movements, const guint32 *stays, guint n_stays, gpointer user_data)
{
  return wuse_words_for_stays (movements, stays, n_stays, wuse_workspace_get_utc_offset (WUSE_WINDOW (user_data)->workspace));
}

/* --- going there --- */

static void
widen (WuseBounds *bounds)
{
  const gint32 more_x = MAX (LEAST_SPAN - (bounds->east - bounds->west), 0) / 2,
               more_y = MAX (LEAST_SPAN - (bounds->north - bounds->south), 0) / 2;

  bounds->west = MAX (bounds->west - more_x, -1800000000);
  bounds->east = MIN (bounds->east + more_x, 1800000000);
  bounds->south = MAX (bounds->south - more_y, -850000000);
  bounds->north = MIN (bounds->north + more_y, 850000000);
}

/* Where the selected cases are shown that have no stays. */
static WuseBounds
find_cases (WuseWindow *self)
{
  WuseRegister *epidemic = wuse_workspace_get_register (self->workspace);
  WuseBounds bounds = WUSE_BOUNDS_EMPTY;
  guint n_cases = 0;
  const WuseCase *cases = epidemic != NULL ? wuse_register_get_cases (epidemic, &n_cases) : NULL;

  for (guint i = 0; i < n_cases; i++)
    if ((cases[i].position.lon != 0 || cases[i].position.lat != 0) && wuse_selection_contains (self->selection, cases[i].id))
      {
        bounds.west = MIN (bounds.west, cases[i].position.lon);
        bounds.east = MAX (bounds.east, cases[i].position.lon);
        bounds.south = MIN (bounds.south, cases[i].position.lat);
        bounds.north = MAX (bounds.north, cases[i].position.lat);
      }

  return bounds;
}

static void
fit (WuseWindow *self)
{
  const WuseMovements *movements = wuse_movement_source_get (self->movements);
  WuseBounds bounds = movements != NULL ? movements->bounds : WUSE_BOUNDS_EMPTY;

  if (movements == NULL)
    return;
  if (bounds.west > bounds.east)
    {
      wuse_window_toast (self, _ ("No stay of the selected cases has a position"));
      bounds = find_cases (self);
    }
  if (bounds.west > bounds.east)
    return;
  widen (&bounds);
  wuse_map_view_go_to_bounds (self->map, &bounds, TRUE);
}

static void
movements_changed_cb (WuseWindow *self)
{
  WuseMovements *movements = wuse_movement_source_get (self->movements);
  const int utc_offset = wuse_workspace_get_utc_offset (self->workspace);
  g_autoptr (GPtrArray) labels = movements != NULL ? wuse_movement_labels_new (movements, utc_offset) : NULL;

  wuse_map_view_set_movements (self->map, movements, labels);
  wuse_movement_card_set_movements (self->movement_card, movements, utc_offset);
  wuse_map_view_set_insets (self->map, &(GtkBorder){ movements != NULL ? COVERED : EDGE, EDGE, EDGE, 120 });
  if (self->fit_movements && wuse_movement_source_is_current (self->movements))
    {
      self->fit_movements = FALSE;
      fit (self);
    }
}

/* Movements up to the day that is looked back to. */
static void
day_changed_cb (WuseWindow *self)
{
  const WuseDay day = wuse_workspace_get_day (self->workspace);

  wuse_map_view_set_movements_until (self->map,
                                     day != WUSE_DAY_NONE
                                         ? wuse_day_to_time (day + 1, wuse_workspace_get_utc_offset (self->workspace)) - 1
                                         : G_MAXINT64);
}

static void
page_shown_cb (WuseWindow *self)
{
  wuse_movement_source_set_wanted (self->movements, is_map_shown (self));
  if (self->cases != NULL)
    wuse_cases_page_set_map (self->cases, self->map);
}

static void
show_on_map_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WuseWindow *self = user_data;
  const char *id = g_variant_get_string (parameter, NULL);

  if (*id != '\0' && !wuse_selection_contains (self->selection, id))
    wuse_selection_set_one (self->selection, id);
  if (wuse_selection_get_ids (self->selection, NULL)[0] == NULL)
    {
      wuse_window_toast (self, _ ("Select cases first: the map shows where they were"));
      return;
    }
  wuse_window_go_to_page (self, "map");
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  self->fit_movements = !wuse_movement_source_is_current (self->movements);
  if (!self->fit_movements)
    fit (self);
}

static void
fit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fit (user_data);
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WuseWindow *self = user_data;

  wuse_selection_set (self->selection, NULL);
  if (is_map_shown (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

/* --- picking on the map --- */

static void
cases_chosen_cb (WuseWindow *self, GArray *indices)
{
  WuseRegister *epidemic = wuse_workspace_get_register (self->workspace);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  guint n_cases = 0;
  const WuseCase *cases = epidemic != NULL ? wuse_register_get_cases (epidemic, &n_cases) : NULL;

  for (guint i = 0; i < indices->len; i++)
    if (g_array_index (indices, guint32, i) < n_cases)
      g_ptr_array_add (ids, (char *) cases[g_array_index (indices, guint32, i)].id);
  g_ptr_array_add (ids, NULL);
  wuse_selection_set (self->selection, (const char *const *) ids->pdata);
}

static void
case_chosen_cb (WuseWindow *self, const char *id)
{
  wuse_selection_set_one (self->selection, id);
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
only_these_cb (GtkButton *button, WuseWindow *self)
{
  GStrv ids = g_object_get_data (G_OBJECT (button), "cases");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  wuse_selection_set (self->selection, (const char *const *) ids);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
open_in_cases_cb (GtkButton *button, WuseWindow *self)
{
  only_these_cb (button, self);
  wuse_window_go_to_page (self, "cases");
}

static void
add_button (WuseWindow *self, GtkWidget *box, const char *label, GStrv ids, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "cases", g_strdupv (ids), (GDestroyNotify) g_strfreev);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

/* Whose stays they are, each case once: stays are sorted by case. */
static GStrv
dup_cases (const WuseMovements *movements, const GArray *stays)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  guint32 before = WUSE_INDEX_NONE;

  for (guint i = 0; i < stays->len; i++)
    {
      const guint32 stay = g_array_index (stays, guint32, i),
                    mover = stay < movements->n_stays ? movements->stays[stay].mover : before;

      if (mover != before)
        g_strv_builder_add (ids, movements->movers[mover].id);
      before = mover;
    }

  return g_strv_builder_end (ids);
}

static void
stays_activated_cb (WuseWindow *self, GArray *stays, double x, double y)
{
  WuseMovements *movements = wuse_movement_source_get (self->movements);
  GtkWidget *popover, *box, *label;
  g_autofree char *text = NULL;
  g_auto (GStrv) ids = NULL;
  guint n;

  if (movements == NULL)
    return;
  text = describe_stays (movements, (const guint32 *) (gpointer) stays->data, stays->len, self);
  ids = dup_cases (movements, stays);
  n = g_strv_length (ids);
  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  if (n < movements->n_movers)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("Select This Case Only", "Select These %u Cases Only", n), n);

      add_button (self, box, words, ids, G_CALLBACK (only_these_cb));
    }
  add_button (self, box, ngettext ("Open Its Card", "Open Their Cards", n), ids, G_CALLBACK (open_in_cases_cb));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  wuse_accessible_set_name (GTK_ACCESSIBLE (popover), text);
  gtk_widget_set_parent (popover, GTK_WIDGET (self->map_overlay));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x - 8, (int) y - 8, 16, 16 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* --- making --- */

static void
add_card (WuseWindow *self)
{
  GtkWidget *card = g_object_new (WUSE_TYPE_MOVEMENT_CARD, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_START, "margin-start",
                                  CARD_INSET, "margin-top", CARD_INSET, NULL);

  self->movement_card = WUSE_MOVEMENT_CARD (card);
  gtk_overlay_add_overlay (self->map_overlay, card);
  g_signal_connect_object (card, "case-chosen", G_CALLBACK (case_chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
add_shortcut (WuseWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (GDK_KEY_m, GDK_CONTROL_MASK),
                                                           gtk_named_action_new ("win.show-on-map"), "s", "");

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
wuse_window_add_movements (WuseWindow *self)
{
  static const GActionEntry entries[] = { { "show-on-map", show_on_map_cb, "s", NULL, NULL },
                                          { "fit-movements", fit_cb, NULL, NULL, NULL },
                                          { "clear-cases", clear_cb, NULL, NULL, NULL } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_shortcut (self);
  add_card (self);
  self->movements = wuse_movement_source_new (self->workspace, self->selection);
  wuse_map_view_set_describe_stays_func (self->map, describe_stays, self);
  g_signal_connect_object (self->movements, "changed", G_CALLBACK (movements_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "colours-changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (page_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "cases-chosen", G_CALLBACK (cases_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "stays-activated", G_CALLBACK (stays_activated_cb), self, G_CONNECT_SWAPPED);
  page_shown_cb (self);
}
