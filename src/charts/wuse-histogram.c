/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by whole numbers as bars. */

#define G_LOG_DOMAIN "wuse-charts"
#include "config.h"

#include "wuse-histogram.h"

#include "wuse-epidemic-readout-private.h"

#include <math.h>

#define MAX_BARS 60
#define MIN_WIDTH 200
#define NATURAL_WIDTH 300
#define HEIGHT 148
#define MAX_BAR_WIDTH 44.0f
#define GAP 4.0f
#define TICK_SPACE 8.0f

struct _WuseHistogram
{
  GtkWidget parent_instance;

  char *axis;
  WuseHistogramWordFunc word;
  guint32 *bars;
  guint n_bars;
  guint maximum;
  int first; /* value of the first bar */
  int width; /* values a bar */
  int last;  /* the last value */
  int at;    /* bar that is pointed at, or -1 */
  double mean;
  gboolean is_hovered;
  WuseChartStyle style;
};

enum
{
  SIGNAL_RANGE_PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseHistogram, wuse_histogram, GTK_TYPE_WIDGET)

/* --- where things are --- */

static PangoLayout *
make_text (WuseHistogram *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_absolute_size (font, self->style.font_size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  return layout;
}

static graphene_rect_t
get_plot (WuseHistogram *self)
{
  const float line = ceilf ((float) self->style.font_size * 1.35f);
  const float width = (float) gtk_widget_get_width (GTK_WIDGET (self)),
              height = (float) gtk_widget_get_height (GTK_WIDGET (self));

  return GRAPHENE_RECT_INIT (0, line, MAX (width, 1), MAX (height - 3 * line - GAP, 1));
}

/* Bars fill the plot from the left, but few are not stretched over it. */
static float
get_step (WuseHistogram *self, const graphene_rect_t *plot)
{
  return MIN (plot->size.width / (float) MAX (self->n_bars, 1), MAX_BAR_WIDTH);
}

static int
find_bar (WuseHistogram *self, double x)
{
  const graphene_rect_t plot = get_plot (self);
  const double bar = floor (x / (double) get_step (self, &plot));

  return bar >= 0 && bar < self->n_bars ? (int) bar : -1;
}

static char *
word_bar (WuseHistogram *self, int bar)
{
  const int first = self->first + bar * self->width;

  return self->word (first, MIN (first + self->width - 1, self->last), self->bars[bar]);
}

/* --- pointing and picking --- */

static void
point_at (WuseHistogram *self, int bar)
{
  g_autofree char *words = NULL;

  if (bar == self->at)
    return;
  self->at = bar;
  if (bar >= 0)
    {
      words = word_bar (self, bar);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pick (WuseHistogram *self)
{
  int first;

  if (self->at < 0 || self->bars[self->at] == 0)
    return;
  first = self->first + self->at * self->width;
  g_signal_emit (self, signals[SIGNAL_RANGE_PICKED], 0, first, MIN (first + self->width - 1, self->last));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, WuseHistogram *self)
{
  self->is_hovered = TRUE;
  point_at (self, find_bar (self, x));
}

static void
leave_cb (GtkEventControllerMotion *controller, WuseHistogram *self)
{
  self->is_hovered = FALSE;
  point_at (self, -1);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, WuseHistogram *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  point_at (self, find_bar (self, x));
  pick (self);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseHistogram *self = WUSE_HISTOGRAM (widget);
  const int last = (int) self->n_bars - 1;

  if (self->n_bars == 0)
    return;
  if (g_str_equal (action, "histogram.first"))
    point_at (self, 0);
  else if (g_str_equal (action, "histogram.last"))
    point_at (self, last);
  else
    point_at (self, CLAMP (self->at + (g_str_equal (action, "histogram.next") ? 1 : -1), 0, last));
}

static void
pick_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pick (WUSE_HISTOGRAM (widget));
}

/* --- the picture --- */

static void
append_text (WuseHistogram *self, GtkSnapshot *snapshot, const char *text, float x, float align, float y)
{
  g_autoptr (PangoLayout) layout = make_text (self, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  x = CLAMP (x - align * (float) width, 0, MAX ((float) gtk_widget_get_width (GTK_WIDGET (self)) - (float) width, 0));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf (y)));
  gtk_snapshot_append_layout (snapshot, layout, &self->style.text);
  gtk_snapshot_restore (snapshot);
}

static void
append_bars (WuseHistogram *self, GtkSnapshot *snapshot, const graphene_rect_t *plot, float step)
{
  const float bottom = plot->origin.y + plot->size.height, gap = step > 6 ? 2 : 1;

  for (guint i = 0; i < self->n_bars; i++)
    {
      /* One in thousands is seen, too. */
      const float height = MAX (roundf (plot->size.height * (float) self->bars[i] / (float) MAX (self->maximum, 1)), 2);
      const float left = roundf ((float) i * step), right = roundf ((float) (i + 1) * step);
      const GdkRGBA *color = self->first + (int) i * self->width < 0 ? &self->style.unknown : &self->style.imported;

      if ((int) i == self->at)
        color = &self->style.accent;
      if (self->bars[i] > 0)
        gtk_snapshot_append_color (snapshot, color,
                                   &GRAPHENE_RECT_INIT (left, bottom - height, MAX (right - left - gap, 1), height));
    }
  gtk_snapshot_append_color (snapshot, &self->style.rule, &GRAPHENE_RECT_INIT (0, bottom, plot->size.width, 1));
}

/* Labels at round values, as many as have room. */
static void
append_axis (WuseHistogram *self, GtkSnapshot *snapshot, const graphene_rect_t *plot, float step)
{
  static const int intervals[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000, 1000000 };
  const float y = plot->origin.y + plot->size.height + GAP, line = ceilf ((float) self->style.font_size * 1.35f);
  g_autofree char *widest = g_strdup_printf ("%d", ABS (self->first) > self->last ? self->first : self->last);
  g_autofree char *maximum = g_strdup_printf ("%'u", self->maximum);
  g_autoptr (PangoLayout) layout = make_text (self, widest);
  float room;
  int interval = intervals[G_N_ELEMENTS (intervals) - 1], text_width;

  pango_layout_get_pixel_size (layout, &text_width, NULL);
  room = (float) text_width + TICK_SPACE;
  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    if (intervals[i] >= self->width && step * (float) intervals[i] / (float) self->width >= room)
      {
        interval = intervals[i];
        break;
      }
  for (gint64 value = self->first; value <= self->last; value++)
    if (value % interval == 0)
      {
        g_autofree char *text = g_strdup_printf ("%s%d", value < 0 ? "\342\210\222" : "", ABS ((int) value));
        const float middle = ((float) ((value - self->first) / self->width) + 0.5f) * step;

        append_text (self, snapshot, text, middle, 0.5f, y);
      }
  append_text (self, snapshot, self->axis, step * (float) self->n_bars / 2, 0.5f, y + line);
  append_text (self, snapshot, maximum, 0, 0, plot->origin.y - line);
}

static void
append_mean (WuseHistogram *self, GtkSnapshot *snapshot, const graphene_rect_t *plot, float step)
{
  const double x = ((self->mean - self->first) / self->width + 0.5) * (double) step;

  if (isfinite (self->mean) && x >= 0 && x <= (double) plot->size.width)
    gtk_snapshot_append_color (snapshot, &self->style.mean,
                               &GRAPHENE_RECT_INIT (roundf ((float) x), plot->origin.y, 1, plot->size.height));
}

static void
wuse_histogram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseHistogram *self = WUSE_HISTOGRAM (widget);
  const graphene_rect_t plot = get_plot (self);
  const float step = get_step (self, &plot);

  if (self->n_bars == 0)
    return;
  append_bars (self, snapshot, &plot, step);
  append_mean (self, snapshot, &plot, step);
  append_axis (self, snapshot, &plot, step);
  if (self->at >= 0)
    {
      g_autofree char *words = word_bar (self, self->at);

      wuse_epidemic_readout_append (widget, snapshot, &self->style, words, &plot, ((double) self->at + 0.5) * (double) step);
    }
  if (gtk_widget_has_visible_focus (widget))
    wuse_chart_style_append_focus (&self->style, widget, snapshot);
}

static void
wuse_histogram_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : HEIGHT;
}

static void
wuse_histogram_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  WuseHistogram *self = WUSE_HISTOGRAM (widget);

  GTK_WIDGET_CLASS (wuse_histogram_parent_class)->state_flags_changed (widget, previous);
  /* What the arrow keys have read out goes with the focus. */
  if (!gtk_widget_has_focus (widget) && !self->is_hovered)
    point_at (self, -1);
  gtk_widget_queue_draw (widget);
}

static void
wuse_histogram_finalize (GObject *object)
{
  WuseHistogram *self = WUSE_HISTOGRAM (object);

  g_free (self->axis);
  g_free (self->bars);
  G_OBJECT_CLASS (wuse_histogram_parent_class)->finalize (object);
}

static void
wuse_histogram_class_init (WuseHistogramClass *class)
{
  static const struct
  {
    const char *action;
    guint keys[2];
  } steps[] = { { "histogram.previous", { GDK_KEY_Left, GDK_KEY_KP_Left } },
                { "histogram.next", { GDK_KEY_Right, GDK_KEY_KP_Right } },
                { "histogram.first", { GDK_KEY_Home, GDK_KEY_KP_Home } },
                { "histogram.last", { GDK_KEY_End, GDK_KEY_KP_End } } };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = wuse_histogram_finalize;
  widget_class->snapshot = wuse_histogram_snapshot;
  widget_class->measure = wuse_histogram_measure;
  widget_class->state_flags_changed = wuse_histogram_state_flags_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gtk_widget_class_install_action (widget_class, steps[i].action, NULL, step_cb);
      for (guint key = 0; key < G_N_ELEMENTS (steps[i].keys); key++)
        gtk_widget_class_add_binding_action (widget_class, steps[i].keys[key], 0, steps[i].action, NULL);
    }
  gtk_widget_class_install_action (widget_class, "histogram.pick", NULL, pick_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "histogram.pick", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "histogram.pick", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "histogram.pick", NULL);
  signals[SIGNAL_RANGE_PICKED] = g_signal_new ("range-picked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
wuse_histogram_init (WuseHistogram *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->at = -1;
  self->mean = NAN;
  self->width = 1;
  self->style = wuse_chart_style_light ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

WuseHistogram *
wuse_histogram_new (const char *subject, const char *axis, WuseHistogramWordFunc word)
{
  WuseHistogram *self;

  g_return_val_if_fail (subject != NULL && axis != NULL && word != NULL, NULL);

  self = g_object_new (WUSE_TYPE_HISTOGRAM, NULL);
  self->axis = g_strdup (axis);
  self->word = word;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, subject, -1);

  return self;
}

void
wuse_histogram_set_counts (WuseHistogram *self, int first, const guint32 *counts, guint n_counts)
{
  g_return_if_fail (WUSE_IS_HISTOGRAM (self));
  g_return_if_fail (n_counts == 0 || counts != NULL);

  g_free (self->bars);
  self->at = -1;
  self->first = first;
  self->width = (int) MAX ((n_counts + MAX_BARS - 1) / MAX_BARS, 1);
  self->last = first + (int) n_counts - 1;
  self->n_bars = (n_counts + (guint) self->width - 1) / (guint) self->width;
  self->bars = g_new0 (guint32, MAX (self->n_bars, 1));
  self->maximum = 0;
  for (guint i = 0; i < n_counts; i++)
    {
      guint32 *bar = &self->bars[i / (guint) self->width];

      *bar += counts[i];
      self->maximum = MAX (self->maximum, *bar);
    }
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_histogram_set_mean (WuseHistogram *self, double mean)
{
  g_return_if_fail (WUSE_IS_HISTOGRAM (self));

  self->mean = mean;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_histogram_set_style (WuseHistogram *self, const WuseChartStyle *style)
{
  g_return_if_fail (WUSE_IS_HISTOGRAM (self) && style != NULL);

  self->style = *style;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
