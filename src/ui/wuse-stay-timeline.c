/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of one case along days. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-stay-timeline.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-look.h"
#include "wuse-movement-words.h"
#include "wuse-plausibility.h"

#include <glib/gi18n.h>
#include <math.h>

#define DAY_MS 86400000.0
#define EDGE 6.0
#define NAME_ROW 17.0
#define NAME_GAP 4.0
#define MAX_NAME_ROWS 3
#define COURSE 10.0
#define LANE 11.0
#define BAR 7.0
#define MAX_LANES 8u
#define AXIS 20.0
#define LEAST_BAR 4.0
#define LABEL_GAP 14.0

typedef enum
{
  MARK_ONSET,
  MARK_REPORT,
  MARK_ISOLATION,
  MARK_END,
  N_MARKS,
} MarkKind;

typedef struct
{
  WuseDay day; /* none: not there */
  const char *name;
  guint row; /* where its name stands */
  double name_x;
} Mark;

struct _WuseStayTimeline
{
  GtkWidget parent_instance;

  WuseMovements *movements;
  int utc_offset;
  WuseDay first;
  WuseDay last;
  Mark marks[N_MARKS];
  GArray *lanes; /* guint, by stay: MAX_LANES for one that is not drawn */
  guint n_lanes;
  guint n_rows;
};

G_DEFINE_FINAL_TYPE (WuseStayTimeline, wuse_stay_timeline, GTK_TYPE_WIDGET)

/* --- what there is --- */

static int
get_incubation (void)
{
  const WusePlausibilityOptions options = WUSE_PLAUSIBILITY_DEFAULTS;

  return options.incubation_days;
}

static void
reach (WuseStayTimeline *self, WuseDay day)
{
  if (day == WUSE_DAY_NONE)
    return;
  self->first = self->first == WUSE_DAY_NONE ? day : MIN (self->first, day);
  self->last = self->last == WUSE_DAY_NONE ? day : MAX (self->last, day);
}

static WuseTime
get_end (const WuseMovementStay *stay)
{
  return stay->end != WUSE_TIME_NONE ? MAX (stay->end, stay->start) : stay->start;
}

/* One day alone is no course. */
static gboolean
has_course (WuseStayTimeline *self)
{
  guint n = 0;

  for (guint i = 0; i < N_MARKS; i++)
    n += self->marks[i].day != WUSE_DAY_NONE;

  return n > 1 || self->n_lanes > 0;
}

static void
find_days (WuseStayTimeline *self)
{
  const WuseMover *mover = &self->movements->movers[0];

  self->first = self->last = WUSE_DAY_NONE;
  self->marks[MARK_ONSET] = (Mark){ mover->onset, _ ("Onset"), 0, 0 };
  self->marks[MARK_REPORT] = (Mark){ mover->report, _ ("Reported"), 0, 0 };
  self->marks[MARK_ISOLATION] = (Mark){ mover->isolation, _ ("Isolated"), 0, 0 };
  self->marks[MARK_END] =
      mover->death != WUSE_DAY_NONE ? (Mark){ mover->death, _ ("Died"), 0, 0 } : (Mark){ mover->release, _ ("Released"), 0, 0 };
  for (guint i = 0; i < N_MARKS; i++)
    reach (self, self->marks[i].day);
  if (mover->onset != WUSE_DAY_NONE)
    reach (self, mover->onset - get_incubation ());
  for (guint i = 0; i < self->movements->n_stays; i++)
    if (self->movements->stays[i].start != WUSE_TIME_NONE)
      {
        reach (self, wuse_time_to_day (self->movements->stays[i].start, self->utc_offset));
        reach (self, wuse_time_to_day (MAX (get_end (&self->movements->stays[i]) - 1, self->movements->stays[i].start),
                                       self->utc_offset));
      }
}

/* Each stay in the first lane that is free by then. */
static void
find_lanes (WuseStayTimeline *self)
{
  WuseTime free_from[MAX_LANES];

  g_array_set_size (self->lanes, 0);
  self->n_lanes = 0;
  for (guint i = 0; i < MAX_LANES; i++)
    free_from[i] = G_MININT64;
  for (guint i = 0; i < self->movements->n_stays; i++)
    {
      const WuseMovementStay *stay = &self->movements->stays[i];
      guint lane = MAX_LANES;

      if (stay->start != WUSE_TIME_NONE)
        for (lane = 0; lane < MAX_LANES && free_from[lane] > stay->start; lane++)
          ;
      if (lane < MAX_LANES)
        {
          /* Short ones are drawn wider than they are. */
          free_from[lane] = MAX (get_end (stay), stay->start + (WuseTime) (DAY_MS / 4));
          self->n_lanes = MAX (self->n_lanes, lane + 1);
        }
      g_array_append_val (self->lanes, lane);
    }
}

/* --- geometry --- */

static double
x_of_time (WuseStayTimeline *self, double time, int width)
{
  const double from = self->first * DAY_MS, to = (self->last + 1.0) * DAY_MS;

  return EDGE + (time - from) / (to - from) * (width - 2 * EDGE);
}

static double
x_of_day (WuseStayTimeline *self, WuseDay day, int width)
{
  return x_of_time (self, day * DAY_MS, width);
}

static double
x_of_instant (WuseStayTimeline *self, WuseTime time, int width)
{
  return x_of_time (self, (double) time + self->utc_offset * 60000.0, width);
}

static double
get_course_top (WuseStayTimeline *self)
{
  return self->n_rows * NAME_ROW + 2;
}

static double
get_lane_top (WuseStayTimeline *self, guint lane)
{
  return get_course_top (self) + COURSE + 6 + lane * LANE;
}

static int
get_height (WuseStayTimeline *self)
{
  return (int) ceil (get_lane_top (self, self->n_lanes) + AXIS);
}

static graphene_rect_t
get_bar (WuseStayTimeline *self, guint stay, int width)
{
  const WuseMovementStay *item = &self->movements->stays[stay];
  const double left = x_of_instant (self, item->start, width), right = x_of_instant (self, get_end (item), width);

  return GRAPHENE_RECT_INIT ((float) left, (float) get_lane_top (self, g_array_index (self->lanes, guint, stay)),
                             (float) MAX (right - left, LEAST_BAR), (float) BAR);
}

static PangoLayout *
make_layout (WuseStayTimeline *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_absolute_size (font, 12.5 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  return layout;
}

/* Names stand beside their day, in the first row where they have room. */
static void
place_names (WuseStayTimeline *self, int width)
{
  double used[MAX_NAME_ROWS] = { 0 };

  self->n_rows = 1;
  for (guint i = 0; i < N_MARKS; i++)
    {
      Mark *mark = &self->marks[i];
      g_autoptr (PangoLayout) layout = NULL;
      int text_width;

      if (mark->day == WUSE_DAY_NONE)
        continue;
      layout = make_layout (self, mark->name);
      pango_layout_get_pixel_size (layout, &text_width, NULL);
      mark->name_x = x_of_time (self, (mark->day + 0.5) * DAY_MS, width) + NAME_GAP;
      if (mark->name_x + text_width > width)
        mark->name_x = MAX (mark->name_x - 2 * NAME_GAP - text_width, 0);
      for (mark->row = 0; mark->row + 1 < MAX_NAME_ROWS && used[mark->row] > mark->name_x; mark->row++)
        ;
      used[mark->row] = mark->name_x + text_width + 8;
      self->n_rows = MAX (self->n_rows, mark->row + 1);
    }
}

/* --- drawing --- */

static GdkRGBA
with_alpha (WuseColor color, float alpha)
{
  GdkRGBA rgba = wuse_color_to_rgba (color);

  rgba.alpha = alpha;

  return rgba;
}

static void
fill (GtkSnapshot *snapshot, double left, double top, double width, double height, GdkRGBA color)
{
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) MAX (width, 1), (float) height));
}

static void
draw_text (WuseStayTimeline *self, GtkSnapshot *snapshot, const char *text, double x, double y, const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_course (WuseStayTimeline *self, GtkSnapshot *snapshot, const WusePalette *palette, int width)
{
  const WuseDay onset = self->marks[MARK_ONSET].day, isolation = self->marks[MARK_ISOLATION].day, end = self->marks[MARK_END].day;
  const double top = get_course_top (self);

  if (onset != WUSE_DAY_NONE)
    {
      const double from = x_of_day (self, onset - get_incubation (), width), to = x_of_day (self, onset, width);
      const WuseDay until =
          isolation != WUSE_DAY_NONE && isolation > onset ? isolation : MAX (onset, self->marks[MARK_REPORT].day);

      fill (snapshot, from, top, to - from, COURSE, with_alpha (palette->risks[WUSE_RISK_YELLOW].swatch, 0.75f));
      fill (snapshot, to, top, x_of_day (self, until + (until == onset), width) - to, COURSE,
            with_alpha (palette->confirmed, 0.8f));
    }
  if (isolation != WUSE_DAY_NONE && end != WUSE_DAY_NONE && end > isolation)
    fill (snapshot, x_of_day (self, isolation, width), top, x_of_day (self, end + 1, width) - x_of_day (self, isolation, width),
          COURSE, with_alpha (palette->accent, 0.45f));
}

static void
draw_marks (WuseStayTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *text, int width)
{
  GdkRGBA line = *text;

  line.alpha = 0.55f;
  for (guint i = 0; i < N_MARKS; i++)
    {
      const Mark *mark = &self->marks[i];
      double x, top;

      if (mark->day == WUSE_DAY_NONE)
        continue;
      x = round (x_of_time (self, (mark->day + 0.5) * DAY_MS, width));
      top = mark->row * NAME_ROW + 3;
      fill (snapshot, x, top, 1, get_lane_top (self, self->n_lanes) - top, line);
      draw_text (self, snapshot, mark->name, mark->name_x, mark->row * NAME_ROW, text);
    }
}

static void
draw_stays (WuseStayTimeline *self, GtkSnapshot *snapshot, const WusePalette *palette, int width)
{
  const GdkRGBA color = wuse_color_to_rgba (palette->movements[0]);

  for (guint i = 0; i < self->movements->n_stays; i++)
    {
      graphene_rect_t bar;
      GskRoundedRect outline;

      if (g_array_index (self->lanes, guint, i) == MAX_LANES)
        continue;
      bar = get_bar (self, i, width);
      gsk_rounded_rect_init_from_rect (&outline, &bar, 2);
      if (wuse_movements_is_placed (&self->movements->stays[i]))
        {
          gtk_snapshot_push_rounded_clip (snapshot, &outline);
          gtk_snapshot_append_color (snapshot, &color, &bar);
          gtk_snapshot_pop (snapshot);
        }
      else
        gtk_snapshot_append_border (snapshot, &outline, (const float[4]){ 1.5f, 1.5f, 1.5f, 1.5f },
                                    (const GdkRGBA[4]){ color, color, color, color });
    }
}

/* Of the widest of some days: names of months are not equally long. */
static int
get_label_width (WuseStayTimeline *self)
{
  const int step = MAX ((self->last - self->first) / 12, 1);
  int widest = 0;

  for (WuseDay day = self->first; day <= self->last; day += step)
    {
      g_autofree char *sample = wuse_format_day (day);
      g_autoptr (PangoLayout) layout = make_layout (self, sample);
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

/* As many days between two labels as they need room. */
static void
draw_axis (WuseStayTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *text, int width)
{
  const double top = get_lane_top (self, self->n_lanes) + 2, day_width = (width - 2 * EDGE) / (self->last - self->first + 1.0);
  const int label_width = get_label_width (self);
  GdkRGBA rule = *text;
  int step;

  rule.alpha = 0.3f;
  step = MAX ((int) ceil ((label_width + LABEL_GAP) / day_width), 1);
  fill (snapshot, EDGE, top, width - 2 * EDGE, 1, rule);
  for (WuseDay day = self->first; day <= self->last; day += step)
    {
      const double x = x_of_day (self, day, width);
      g_autofree char *label = wuse_format_day (day);

      if (x + label_width > width)
        break;
      fill (snapshot, round (x), top, 1, 4, rule);
      draw_text (self, snapshot, label, x, top + 4, text);
    }
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseStayTimeline *self = WUSE_STAY_TIMELINE (widget);
  const WusePalette *palette = wuse_look_get_palette (wuse_look_get_default ());
  const int width = gtk_widget_get_width (widget);
  GdkRGBA text;

  if (wuse_stay_timeline_is_empty (self) || width < 64)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  text.alpha *= 0.85f;
  draw_course (self, snapshot, palette, width);
  draw_marks (self, snapshot, &text, width);
  draw_stays (self, snapshot, palette, width);
  draw_axis (self, snapshot, &text, width);
}

/* --- the widget --- */

/* What the bar above means at @x. */
static const char *
get_phase (WuseStayTimeline *self, int x, int width)
{
  const WuseDay onset = self->marks[MARK_ONSET].day, isolation = self->marks[MARK_ISOLATION].day;

  if (onset != WUSE_DAY_NONE && x < x_of_day (self, onset, width))
    return _ ("Infected in this time, if at most 14 days passed until onset");
  if (isolation != WUSE_DAY_NONE && x >= x_of_day (self, isolation, width))
    return _ ("In isolation");

  return onset != WUSE_DAY_NONE ? _ ("Ill and among others") : NULL;
}

static gboolean
query_tooltip_cb (WuseStayTimeline *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  g_autofree char *text = NULL;

  if (keyboard || wuse_stay_timeline_is_empty (self))
    return FALSE;
  for (guint i = 0; i < self->movements->n_stays && text == NULL; i++)
    {
      graphene_rect_t bar;

      if (g_array_index (self->lanes, guint, i) == MAX_LANES)
        continue;
      bar = get_bar (self, i, width);
      graphene_rect_inset (&bar, -2, -2);
      if (graphene_rect_contains_point (&bar, &point))
        text = wuse_words_for_stay (self->movements, i, self->utc_offset);
    }
  for (guint i = 0; i < N_MARKS && text == NULL; i++)
    if (self->marks[i].day != WUSE_DAY_NONE
        && fabs (x_of_time (self, (self->marks[i].day + 0.5) * DAY_MS, width) - x) < LEAST_BAR)
      {
        g_autofree char *day = wuse_format_day (self->marks[i].day);

        text = g_strdup_printf ("%s: %s", self->marks[i].name, day);
      }
  if (text == NULL && y >= get_course_top (self) && y < get_course_top (self) + COURSE)
    text = g_strdup (get_phase (self, x, width));
  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ x - 4, y - 4, 8, 8 });

  return TRUE;
}

static void
describe (WuseStayTimeline *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_MARKS && !wuse_stay_timeline_is_empty (self); i++)
    if (self->marks[i].day != WUSE_DAY_NONE)
      {
        g_autofree char *day = wuse_format_day (self->marks[i].day);

        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", self->marks[i].name, day);
      }
  if (self->movements != NULL && self->movements->n_stays > 0)
    {
      g_autofree char *stays = wuse_words_for_movements (self->movements);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", stays);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  WuseStayTimeline *self = WUSE_STAY_TIMELINE (widget);

  *minimum = *natural = 64;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  *minimum = *natural = 0;
  if (wuse_stay_timeline_is_empty (self))
    return;
  place_names (self, for_size > 64 ? for_size : 300);
  *minimum = *natural = get_height (self);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WuseStayTimeline *self = WUSE_STAY_TIMELINE (widget);

  if (!wuse_stay_timeline_is_empty (self))
    place_names (self, width);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&WUSE_STAY_TIMELINE (object)->movements, wuse_movements_unref);
  G_OBJECT_CLASS (wuse_stay_timeline_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (WUSE_STAY_TIMELINE (object)->lanes);
  G_OBJECT_CLASS (wuse_stay_timeline_parent_class)->finalize (object);
}

static void
wuse_stay_timeline_class_init (WuseStayTimelineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->get_request_mode = get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wuse_stay_timeline_init (WuseStayTimeline *self)
{
  self->lanes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->first = self->last = WUSE_DAY_NONE;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Course by days"));
}

void
wuse_stay_timeline_set_movements (WuseStayTimeline *self, WuseMovements *movements, int utc_offset)
{
  g_return_if_fail (WUSE_IS_STAY_TIMELINE (self));
  g_return_if_fail (movements == NULL || movements->n_movers <= 1);

  if (movements != NULL)
    wuse_movements_ref (movements);
  g_clear_pointer (&self->movements, wuse_movements_unref);
  self->movements = movements;
  self->utc_offset = utc_offset;
  self->first = self->last = WUSE_DAY_NONE;
  if (movements != NULL && movements->n_movers == 1)
    {
      find_days (self);
      find_lanes (self);
      if (!has_course (self))
        self->first = self->last = WUSE_DAY_NONE;
    }
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
wuse_stay_timeline_is_empty (WuseStayTimeline *self)
{
  g_return_val_if_fail (WUSE_IS_STAY_TIMELINE (self), TRUE);

  return self->movements == NULL || self->first == WUSE_DAY_NONE;
}
