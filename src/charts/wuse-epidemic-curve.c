/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic curve as a widget: bars, mean, a day to choose. */

#define G_LOG_DOMAIN "wuse-charts"

#include "config.h"

#include "wuse-epidemic-curve.h"

#include <glib/gi18n.h>
#include <math.h>

#include "wuse-epidemic-readout-private.h"

#define CURSOR_WIDTH 2.0f
#define NO_DATA_TEXT _ ("No cases")

struct _WuseEpidemicCurve
{
  GtkWidget parent_instance;

  WuseDailyCurve *curve;
  WuseCurveVariant variant;
  WuseCurveBasis basis;
  WuseChartStyle style;
  WuseDay incomplete_until;
  WuseDay day;     /* picked */
  WuseDay pointed; /* read out: under the pointer or where the arrow keys went */
  gboolean selectable;
  gboolean is_hovered;
  double drag_start;
  char *subject;
  GskRenderNode *painted; /* as long as nothing of it has changed */
  int painted_width;
  int painted_height;
};

typedef enum
{
  PROP_VARIANT = 1,
  PROP_BASIS,
  PROP_SELECTABLE,
  PROP_DAY,
  PROP_SUBJECT,
} CurveProperty;

enum
{
  SIGNAL_DAY_PICKED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_SUBJECT + 1];
static guint signals[N_SIGNALS];

static const struct
{
  int minimum_width, natural_width, minimum_height, natural_height;
} sizes[] = {
  [WUSE_CURVE_FULL] = { 200, 480, 120, 200 },
  [WUSE_CURVE_COMPACT] = { 160, 280, 72, 104 },
  [WUSE_CURVE_STRIP] = { 24, 400, 24, 32 },
};

G_DEFINE_FINAL_TYPE (WuseEpidemicCurve, wuse_epidemic_curve, GTK_TYPE_WIDGET)

static WuseEpidemicPaint
get_paint (WuseEpidemicCurve *self)
{
  return (WuseEpidemicPaint){ .curve = self->curve,
                              .variant = self->variant,
                              .basis = self->basis,
                              .incomplete_until = self->incomplete_until,
                              .style = self->style,
                              .width = gtk_widget_get_width (GTK_WIDGET (self)),
                              .height = gtk_widget_get_height (GTK_WIDGET (self)) };
}

static WuseDay
get_last_day (WuseEpidemicCurve *self)
{
  return self->curve->first + (WuseDay) self->curve->n_days - 1;
}

static gboolean
has_day (WuseEpidemicCurve *self, WuseDay day)
{
  return self->curve != NULL && day != WUSE_DAY_NONE && day >= self->curve->first && day <= get_last_day (self);
}

static void
update_value (WuseEpidemicCurve *self)
{
  WuseDay day = has_day (self, self->pointed) ? self->pointed : self->day;
  g_autofree char *text = NULL;

  if (!has_day (self, day))
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
      return;
    }
  text = wuse_epidemic_readout_word_day (self->curve, self->basis, self->incomplete_until, day);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) (day - self->curve->first),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
update_description (WuseEpidemicCurve *self)
{
  const char *title = self->basis == WUSE_CURVE_BY_REPORT ? _ ("Cases by day of report") : _ ("Cases by day of onset");
  g_autofree char *label = self->subject != NULL ? g_strdup_printf ("%s, %s", title, self->subject) : g_strdup (title);
  g_autofree char *summary = wuse_epidemic_readout_word_summary (self->curve, self->basis);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, self->curve != NULL ? self->curve->n_days - 1.0 : 0.0, -1);
  update_value (self);
}

static void
repaint (WuseEpidemicCurve *self)
{
  g_clear_pointer (&self->painted, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
point_at (WuseEpidemicCurve *self, WuseDay day)
{
  if (self->pointed == day)
    return;
  self->pointed = day;
  update_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pick_day (WuseEpidemicCurve *self, WuseDay day)
{
  if (self->day == day)
    return;
  wuse_epidemic_curve_set_day (self, day);
  g_signal_emit (self, signals[SIGNAL_DAY_PICKED], 0, (int) day);
}

static WuseDay
find_day_at (WuseEpidemicCurve *self, double x)
{
  WuseEpidemicPaint paint = get_paint (self);
  graphene_rect_t plot = wuse_epidemic_paint_get_plot (&paint, gtk_widget_get_pango_context (GTK_WIDGET (self)));

  return wuse_epidemic_paint_day_at (&paint, &plot, x);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, WuseEpidemicCurve *self)
{
  self->is_hovered = TRUE;
  point_at (self, find_day_at (self, x));
}

static void
leave_cb (GtkEventControllerMotion *controller, WuseEpidemicCurve *self)
{
  self->is_hovered = FALSE;
  point_at (self, WUSE_DAY_NONE);
}

static void
drag_to (WuseEpidemicCurve *self, double x)
{
  WuseDay day = find_day_at (self, x);

  point_at (self, day);
  if (day != WUSE_DAY_NONE)
    pick_day (self, day);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, WuseEpidemicCurve *self)
{
  if (!self->selectable)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_start = x;
  drag_to (self, x);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, WuseEpidemicCurve *self)
{
  drag_to (self, self->drag_start + offset_x);
}

/* Goes to a day: picks it where that is possible, otherwise reads it out. */
static void
go_to_day (WuseEpidemicCurve *self, WuseDay day)
{
  if (self->curve == NULL)
    return;
  day = CLAMP (day, self->curve->first, get_last_day (self));
  point_at (self, day);
  if (self->selectable)
    pick_day (self, day);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseEpidemicCurve *self = WUSE_EPIDEMIC_CURVE (widget);
  WuseDay from = has_day (self, self->pointed) && !self->selectable ? self->pointed : self->day;
  int step = g_str_equal (action, "curve.next-day") ? 1 : -1;

  if (self->curve == NULL)
    return;
  go_to_day (self, has_day (self, from) ? from + step : get_last_day (self));
}

static void
end_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseEpidemicCurve *self = WUSE_EPIDEMIC_CURVE (widget);

  if (self->curve != NULL)
    go_to_day (self, g_str_equal (action, "curve.first-day") ? self->curve->first : get_last_day (self));
}

static void
append_painted (WuseEpidemicCurve *self, GtkSnapshot *snapshot, const WuseEpidemicPaint *paint)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->painted == NULL || self->painted_width != width || self->painted_height != height)
    {
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
      GtkSnapshot *fresh = gtk_snapshot_new ();
      cairo_t *cr = gtk_snapshot_append_cairo (fresh, &bounds);

      wuse_epidemic_paint_draw (paint, cr, gtk_widget_get_pango_context (GTK_WIDGET (self)));
      cairo_destroy (cr);
      g_clear_pointer (&self->painted, gsk_render_node_unref);
      self->painted = gtk_snapshot_free_to_node (fresh);
      self->painted_width = width;
      self->painted_height = height;
    }
  if (self->painted != NULL)
    gtk_snapshot_append_node (snapshot, self->painted);
}

static void
append_line (GtkSnapshot *snapshot, const graphene_rect_t *plot, double x, const GdkRGBA *color, float width)
{
  graphene_rect_t line = GRAPHENE_RECT_INIT (roundf ((float) x - width / 2), plot->origin.y, width, plot->size.height);

  gtk_snapshot_append_color (snapshot, color, &line);
}

static void
wuse_epidemic_curve_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseEpidemicCurve *self = WUSE_EPIDEMIC_CURVE (widget);
  WuseEpidemicPaint paint = get_paint (self);
  graphene_rect_t plot = wuse_epidemic_paint_get_plot (&paint, gtk_widget_get_pango_context (widget));

  append_painted (self, snapshot, &paint);
  if (has_day (self, self->day))
    append_line (snapshot, &plot, wuse_epidemic_paint_x_of (&paint, &plot, self->day), &self->style.mean, CURSOR_WIDTH);
  if (has_day (self, self->pointed))
    {
      double x = wuse_epidemic_paint_x_of (&paint, &plot, self->pointed);
      g_autofree char *text =
          self->variant == WUSE_CURVE_FULL
              ? wuse_epidemic_readout_word_day (self->curve, self->basis, self->incomplete_until, self->pointed)
              : wuse_epidemic_readout_word_total (self->curve, self->basis, self->pointed);

      if (self->pointed != self->day)
        append_line (snapshot, &plot, x, &self->style.accent, 1);
      wuse_epidemic_readout_append (widget, snapshot, &self->style, text, &plot, x);
    }
  if (gtk_widget_has_visible_focus (widget))
    wuse_chart_style_append_focus (&self->style, widget, snapshot);
}

static void
wuse_epidemic_curve_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  WuseEpidemicCurve *self = WUSE_EPIDEMIC_CURVE (widget);
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = is_width ? sizes[self->variant].minimum_width : sizes[self->variant].minimum_height;
  *natural = is_width ? sizes[self->variant].natural_width : sizes[self->variant].natural_height;
}

static void
wuse_epidemic_curve_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (wuse_epidemic_curve_parent_class)->system_setting_changed (widget, setting);
  repaint (WUSE_EPIDEMIC_CURVE (widget));
}

static void
wuse_epidemic_curve_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  WuseEpidemicCurve *self = WUSE_EPIDEMIC_CURVE (widget);

  GTK_WIDGET_CLASS (wuse_epidemic_curve_parent_class)->state_flags_changed (widget, previous);
  /* What the arrow keys have read out goes with the focus. */
  if (!gtk_widget_has_focus (widget) && !self->is_hovered)
    point_at (self, WUSE_DAY_NONE);
  gtk_widget_queue_draw (widget);
}

static void
wuse_epidemic_curve_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WuseEpidemicCurve *self = WUSE_EPIDEMIC_CURVE (object);

  switch ((CurveProperty) id)
    {
    case PROP_VARIANT:
      g_value_set_uint (value, self->variant);
      return;
    case PROP_BASIS:
      g_value_set_uint (value, self->basis);
      return;
    case PROP_SELECTABLE:
      g_value_set_boolean (value, self->selectable);
      return;
    case PROP_DAY:
      g_value_set_int (value, self->day);
      return;
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
wuse_epidemic_curve_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WuseEpidemicCurve *self = WUSE_EPIDEMIC_CURVE (object);

  switch ((CurveProperty) id)
    {
    case PROP_VARIANT:
      self->variant = g_value_get_uint (value);
      return;
    case PROP_BASIS:
      wuse_epidemic_curve_set_basis (self, g_value_get_uint (value));
      return;
    case PROP_SELECTABLE:
      wuse_epidemic_curve_set_selectable (self, g_value_get_boolean (value));
      return;
    case PROP_DAY:
      wuse_epidemic_curve_set_day (self, g_value_get_int (value));
      return;
    case PROP_SUBJECT:
      wuse_epidemic_curve_set_subject (self, g_value_get_string (value));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
wuse_epidemic_curve_constructed (GObject *object)
{
  G_OBJECT_CLASS (wuse_epidemic_curve_parent_class)->constructed (object);
  update_description (WUSE_EPIDEMIC_CURVE (object));
}

static void
wuse_epidemic_curve_finalize (GObject *object)
{
  WuseEpidemicCurve *self = WUSE_EPIDEMIC_CURVE (object);

  g_clear_pointer (&self->curve, wuse_daily_curve_unref);
  g_clear_pointer (&self->painted, gsk_render_node_unref);
  g_free (self->subject);
  G_OBJECT_CLASS (wuse_epidemic_curve_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "curve.previous-day", NULL, step_cb);
  gtk_widget_class_install_action (klass, "curve.next-day", NULL, step_cb);
  gtk_widget_class_install_action (klass, "curve.first-day", NULL, end_cb);
  gtk_widget_class_install_action (klass, "curve.last-day", NULL, end_cb);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Left, 0, "curve.previous-day", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_Left, 0, "curve.previous-day", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Right, 0, "curve.next-day", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_Right, 0, "curve.next-day", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Home, 0, "curve.first-day", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_End, 0, "curve.last-day", NULL);
}

static void
wuse_epidemic_curve_class_init (WuseEpidemicCurveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = wuse_epidemic_curve_constructed;
  object_class->finalize = wuse_epidemic_curve_finalize;
  object_class->get_property = wuse_epidemic_curve_get_property;
  object_class->set_property = wuse_epidemic_curve_set_property;
  widget_class->snapshot = wuse_epidemic_curve_snapshot;
  widget_class->measure = wuse_epidemic_curve_measure;
  widget_class->system_setting_changed = wuse_epidemic_curve_system_setting_changed;
  widget_class->state_flags_changed = wuse_epidemic_curve_state_flags_changed;

  properties[PROP_VARIANT] =
      g_param_spec_uint ("variant", NULL, NULL, 0, WUSE_CURVE_STRIP, WUSE_CURVE_FULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_BASIS] = g_param_spec_uint ("basis", NULL, NULL, 0, WUSE_N_CURVE_BASES - 1, WUSE_CURVE_BY_REPORT, flags);
  properties[PROP_SELECTABLE] = g_param_spec_boolean ("selectable", NULL, NULL, FALSE, flags);
  properties[PROP_DAY] = g_param_spec_int ("day", NULL, NULL, G_MININT, G_MAXINT, WUSE_DAY_NONE, flags);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_DAY_PICKED] =
      g_signal_new ("day-picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "epidemic-curve");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
wuse_epidemic_curve_init (WuseEpidemicCurve *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->style = wuse_chart_style_light ();
  self->incomplete_until = WUSE_DAY_NONE;
  self->day = WUSE_DAY_NONE;
  self->pointed = WUSE_DAY_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
wuse_epidemic_curve_new (WuseCurveVariant variant)
{
  return g_object_new (WUSE_TYPE_EPIDEMIC_CURVE, "variant", variant, NULL);
}

void
wuse_epidemic_curve_set_curve (WuseEpidemicCurve *self, WuseDailyCurve *curve, WuseDay incomplete_until)
{
  g_return_if_fail (WUSE_IS_EPIDEMIC_CURVE (self));

  if (curve != NULL)
    wuse_daily_curve_ref (curve);
  g_clear_pointer (&self->curve, wuse_daily_curve_unref);
  self->curve = curve;
  self->incomplete_until = incomplete_until;
  update_description (self);
  repaint (self);
}

WuseDailyCurve *
wuse_epidemic_curve_get_curve (WuseEpidemicCurve *self)
{
  g_return_val_if_fail (WUSE_IS_EPIDEMIC_CURVE (self), NULL);

  return self->curve;
}

void
wuse_epidemic_curve_set_style (WuseEpidemicCurve *self, const WuseChartStyle *style)
{
  g_return_if_fail (WUSE_IS_EPIDEMIC_CURVE (self) && style != NULL);

  self->style = *style;
  repaint (self);
}

void
wuse_epidemic_curve_set_basis (WuseEpidemicCurve *self, WuseCurveBasis basis)
{
  g_return_if_fail (WUSE_IS_EPIDEMIC_CURVE (self) && basis < WUSE_N_CURVE_BASES);

  if (self->basis == basis)
    return;
  self->basis = basis;
  update_description (self);
  repaint (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASIS]);
}

WuseCurveBasis
wuse_epidemic_curve_get_basis (WuseEpidemicCurve *self)
{
  g_return_val_if_fail (WUSE_IS_EPIDEMIC_CURVE (self), WUSE_CURVE_BY_REPORT);

  return self->basis;
}

void
wuse_epidemic_curve_set_selectable (WuseEpidemicCurve *self, gboolean selectable)
{
  g_return_if_fail (WUSE_IS_EPIDEMIC_CURVE (self));

  if (self->selectable == !!selectable)
    return;
  self->selectable = !!selectable;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->selectable ? "pointer" : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTABLE]);
}

gboolean
wuse_epidemic_curve_get_selectable (WuseEpidemicCurve *self)
{
  g_return_val_if_fail (WUSE_IS_EPIDEMIC_CURVE (self), FALSE);

  return self->selectable;
}

void
wuse_epidemic_curve_set_day (WuseEpidemicCurve *self, WuseDay day)
{
  g_return_if_fail (WUSE_IS_EPIDEMIC_CURVE (self));

  if (self->day == day)
    return;
  self->day = day;
  /* A day that moves by itself leaves behind what was read out elsewhere. */
  if (!self->is_hovered && self->pointed != day)
    self->pointed = WUSE_DAY_NONE;
  update_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}

WuseDay
wuse_epidemic_curve_get_day (WuseEpidemicCurve *self)
{
  g_return_val_if_fail (WUSE_IS_EPIDEMIC_CURVE (self), WUSE_DAY_NONE);

  return self->day;
}

void
wuse_epidemic_curve_set_subject (WuseEpidemicCurve *self, const char *subject)
{
  g_return_if_fail (WUSE_IS_EPIDEMIC_CURVE (self));

  if (g_strcmp0 (self->subject, subject) == 0)
    return;
  g_free (self->subject);
  self->subject = g_strdup (subject);
  update_description (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBJECT]);
}

const char *
wuse_epidemic_curve_get_subject (WuseEpidemicCurve *self)
{
  g_return_val_if_fail (WUSE_IS_EPIDEMIC_CURVE (self), NULL);

  return self->subject;
}
