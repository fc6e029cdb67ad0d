/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic curve beside the list of cases: the days of the selected ones, and days to be brushed. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-curve.h"

#include "wuse-accessible.h"
#include "wuse-epidemic-curve.h"
#include "wuse-look.h"

#include <glib/gi18n.h>

#define MARK_HEIGHT 3.0f

struct _WuseCaseCurve
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *heading;
  WuseEpidemicCurve *curve;
  GtkWidget *marks;
  GtkWidget *network_button;

  WuseWorkspace *workspace;
  WuseSelection *selection;
  WuseRelations *relations;
  WuseDailyCurve *daily;
  WuseChartStyle style;
  WuseDay anchor;       /* where brushing began, or none */
  gboolean is_brushing; /* since the button was pressed, until a key is */
  gboolean is_selecting;
};

G_DEFINE_FINAL_TYPE (WuseCaseCurve, wuse_case_curve, GTK_TYPE_WIDGET)

/* A bar under each day on which a selected case is counted. */
static void
draw_marks_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  WuseCaseCurve *self = user_data;
  WuseEpidemicPaint paint = { .curve = self->daily,
                              .variant = WUSE_CURVE_COMPACT,
                              .basis = WUSE_CURVE_BY_REPORT,
                              .incomplete_until = WUSE_DAY_NONE,
                              .style = self->style,
                              .width = width,
                              .height = height };
  const char *const *ids = wuse_selection_get_ids (self->selection, NULL);
  graphene_rect_t plot;
  g_autofree guint8 *is_marked = NULL;
  double day_width;

  if (self->daily == NULL || self->relations == NULL || ids[0] == NULL)
    return;
  plot = wuse_epidemic_paint_get_plot (&paint, gtk_widget_get_pango_context (GTK_WIDGET (self->curve)));
  day_width = MAX ((double) plot.size.width / self->daily->n_days, 2);
  is_marked = g_new0 (guint8, self->daily->n_days);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const guint32 actor = wuse_relations_find (self->relations, ids[i]);
      const WuseDay day = actor < self->relations->n_cases ? wuse_actor_get_day (&self->relations->actors[actor]) : WUSE_DAY_NONE;

      if (day != WUSE_DAY_NONE && day >= self->daily->first && day - self->daily->first < (WuseDay) self->daily->n_days)
        is_marked[day - self->daily->first] = TRUE;
    }
  for (guint i = 0; i < self->daily->n_days; i++)
    if (is_marked[i])
      {
        const double x = wuse_epidemic_paint_x_of (&paint, &plot, self->daily->first + (WuseDay) i);

        cairo_set_source_rgba (cr, (double) self->style.accent.red, (double) self->style.accent.green,
                               (double) self->style.accent.blue, 0.16);
        cairo_rectangle (cr, x - day_width / 2, (double) plot.origin.y, day_width, (double) plot.size.height);
        cairo_fill (cr);
        gdk_cairo_set_source_rgba (cr, &self->style.accent);
        cairo_rectangle (cr, x - day_width / 2, (double) (plot.origin.y + plot.size.height), day_width, (double) MARK_HEIGHT);
        cairo_fill (cr);
      }
}

static void
selection_changed_cb (WuseCaseCurve *self)
{
  gtk_widget_queue_draw (self->marks);
  if (!self->is_selecting)
    {
      self->anchor = WUSE_DAY_NONE;
      wuse_epidemic_curve_set_day (self->curve, WUSE_DAY_NONE);
      gtk_widget_set_visible (self->network_button, FALSE);
    }
}

/* The days can be looked at in the graph alone. */
static void
offer_network (WuseCaseCurve *self, WuseDay first, WuseDay last)
{
  g_autofree char *from = wuse_day_format (first), *to = wuse_day_format (last), *days = g_strconcat (from, "/", to, NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->network_button), "(ss)", "days", days);
  gtk_widget_set_visible (self->network_button, TRUE);
}

static void
select_days (WuseCaseCurve *self, WuseDay first, WuseDay last)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (self->relations == NULL)
    return;
  for (guint i = 0; i < self->relations->n_cases; i++)
    {
      const WuseActor *actor = &self->relations->actors[i];
      const WuseDay day = wuse_actor_get_day (actor);

      if (day != WUSE_DAY_NONE && day >= first && day <= last)
        g_ptr_array_add (ids, (char *) actor->id);
    }
  g_ptr_array_add (ids, NULL);
  self->is_selecting = TRUE;
  wuse_selection_set (self->selection, (const char *const *) ids->pdata);
  self->is_selecting = FALSE;
  offer_network (self, first, last);
}

static void
day_picked_cb (WuseCaseCurve *self, int day)
{
  if (self->anchor == WUSE_DAY_NONE || !self->is_brushing)
    self->anchor = day;
  select_days (self, MIN (self->anchor, day), MAX (self->anchor, day));
}

/* Picking begins anew, also on the day picked last. */
static void
pressed_cb (WuseCaseCurve *self)
{
  self->is_brushing = TRUE;
  self->anchor = WUSE_DAY_NONE;
  wuse_epidemic_curve_set_day (self->curve, WUSE_DAY_NONE);
}

static gboolean
key_pressed_cb (WuseCaseCurve *self, guint key)
{
  self->is_brushing = FALSE;
  if (key != GDK_KEY_Escape)
    return FALSE;
  wuse_selection_set (self->selection, NULL);

  return TRUE;
}

/* Many published line lists have no day of report at all. The year stands here alone: days are written without. */
static void
update_heading (WuseCaseCurve *self)
{
  const guint n_cases = self->relations != NULL ? self->relations->n_cases : 0;
  const WuseDay first = self->daily != NULL ? wuse_workspace_get_first_day (self->workspace) : WUSE_DAY_NONE,
                today = self->daily != NULL ? wuse_workspace_get_today (self->workspace) : WUSE_DAY_NONE;
  g_autofree char *words = NULL;
  int first_year, last_year, month, day;
  const char *name;
  guint i = 0;

  while (i < n_cases && self->relations->actors[i].report == WUSE_DAY_NONE)
    i++;
  name = n_cases > 0 && i == n_cases ? _ ("Cases by day of onset") : _ ("Cases by day of report");
  if (first == WUSE_DAY_NONE || today == WUSE_DAY_NONE)
    {
      gtk_label_set_text (self->heading, name);
      return;
    }
  wuse_day_to_ymd (first, &first_year, &month, &day);
  wuse_day_to_ymd (today, &last_year, &month, &day);
  words = first_year == last_year ? g_strdup_printf ("%s · %d", name, last_year)
                                  : g_strdup_printf ("%s · %d–%d", name, first_year, last_year);
  gtk_label_set_text (self->heading, words);
}

static void
situation_changed_cb (WuseCaseCurve *self)
{
  WuseRegister *epidemic = wuse_workspace_get_register (self->workspace);
  const WuseDay first = wuse_workspace_get_first_day (self->workspace), today = wuse_workspace_get_today (self->workspace);

  if (epidemic == NULL || first == WUSE_DAY_NONE || today == WUSE_DAY_NONE || first > today)
    return;
  g_clear_pointer (&self->daily, wuse_daily_curve_unref);
  self->daily = wuse_daily_curve_new (epidemic, WUSE_AREA_NONE, first, today);
  wuse_epidemic_curve_set_curve (self->curve, self->daily, wuse_workspace_is_closed (self->workspace) ? WUSE_DAY_NONE : today);
  update_heading (self);
  gtk_widget_queue_draw (self->marks);
}

static void
look_changed_cb (WuseCaseCurve *self)
{
  self->style = wuse_look_get_chart_style (wuse_look_get_default ());
  wuse_epidemic_curve_set_style (self->curve, &self->style);
  gtk_widget_queue_draw (self->marks);
}

static void
dispose (GObject *object)
{
  WuseCaseCurve *self = WUSE_CASE_CURVE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->daily, wuse_daily_curve_unref);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (wuse_case_curve_parent_class)->dispose (object);
}

static void
wuse_case_curve_class_init (WuseCaseCurveClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wuse_case_curve_init (WuseCaseCurve *self)
{
  GtkWidget *heading = gtk_label_new (NULL), *overlay = gtk_overlay_new (), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkGesture *press = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->anchor = WUSE_DAY_NONE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "case-curve");
  self->heading = GTK_LABEL (heading);
  update_heading (self);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  self->curve = WUSE_EPIDEMIC_CURVE (wuse_epidemic_curve_new (WUSE_CURVE_COMPACT));
  wuse_epidemic_curve_set_selectable (self->curve, TRUE);
  wuse_epidemic_curve_set_subject (self->curve, _ ("All cases"));
  self->marks = gtk_drawing_area_new ();
  gtk_widget_set_can_target (self->marks, FALSE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->marks), draw_marks_cb, self, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->curve));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->marks);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  self->network_button = gtk_button_new_with_mnemonic (_ ("Only These _Days"));
  gtk_widget_set_tooltip_text (self->network_button, _ ("Show the cases of these days in the network"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->network_button), "(ss)", "all", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->network_button), "win.network");
  gtk_widget_add_css_class (self->network_button, "flat");
  gtk_widget_set_visible (self->network_button, FALSE);
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), self->network_button);
  wuse_accessible_name_mnemonics (head);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), overlay);

  /* Before the curve's own controllers, which keep what they are told. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (overlay, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (overlay, keys);
  g_signal_connect_object (self->curve, "day-picked", G_CALLBACK (day_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Curve of cases"));
}

WuseCaseCurve *
wuse_case_curve_new (WuseWorkspace *workspace, WuseSelection *selection)
{
  WuseCaseCurve *self = g_object_new (WUSE_TYPE_CASE_CURVE, NULL);

  self->workspace = g_object_ref (workspace);
  self->selection = g_object_ref (selection);
  g_signal_connect_object (workspace, "situation-changed", G_CALLBACK (situation_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  look_changed_cb (self);
  situation_changed_cb (self);

  return self;
}

void
wuse_case_curve_set_relations (WuseCaseCurve *self, WuseRelations *relations)
{
  g_return_if_fail (WUSE_IS_CASE_CURVE (self));

  if (relations != NULL)
    wuse_relations_ref (relations);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  self->relations = relations;
  update_heading (self);
  gtk_widget_queue_draw (self->marks);
}

gboolean
wuse_case_curve_has_days (WuseCaseCurve *self)
{
  g_return_val_if_fail (WUSE_IS_CASE_CURVE (self), FALSE);

  return gtk_widget_get_visible (self->network_button);
}
