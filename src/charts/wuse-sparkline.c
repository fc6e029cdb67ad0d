/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A course in the space of a word. */

#define G_LOG_DOMAIN "wuse-charts"
#include "config.h"

#include "wuse-sparkline.h"

#include <math.h>

#define MIN_WIDTH 40
#define NATURAL_WIDTH 112
#define HEIGHT 20

struct _WuseSparkline
{
  GtkWidget parent_instance;

  guint32 *counts;
  guint n_counts;
  guint n_latest;
  guint maximum;
  WuseChartStyle style;
};

G_DEFINE_FINAL_TYPE (WuseSparkline, wuse_sparkline, GTK_TYPE_WIDGET)

static void
wuse_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseSparkline *self = WUSE_SPARKLINE (widget);
  const float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget) - 1;
  const float step = width / (float) MAX (self->n_counts, 1);

  for (guint i = 0; i < self->n_counts; i++)
    {
      const float bar = MAX (roundf (height * (float) self->counts[i] / (float) MAX (self->maximum, 1)), 2);
      const float left = roundf ((float) i * step), right = roundf ((float) (i + 1) * step);
      const GdkRGBA *color = i + self->n_latest >= self->n_counts ? &self->style.local : &self->style.imported;

      if (self->counts[i] > 0)
        gtk_snapshot_append_color (snapshot, color,
                                   &GRAPHENE_RECT_INIT (left, height - bar, MAX (right - left - (step > 3 ? 1 : 0), 1), bar));
    }
  gtk_snapshot_append_color (snapshot, &self->style.rule, &GRAPHENE_RECT_INIT (0, height, width, 1));
}

static void
wuse_sparkline_measure (GtkWidget *widget,
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
wuse_sparkline_finalize (GObject *object)
{
  g_free (WUSE_SPARKLINE (object)->counts);
  G_OBJECT_CLASS (wuse_sparkline_parent_class)->finalize (object);
}

static void
wuse_sparkline_class_init (WuseSparklineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = wuse_sparkline_finalize;
  GTK_WIDGET_CLASS (class)->snapshot = wuse_sparkline_snapshot;
  GTK_WIDGET_CLASS (class)->measure = wuse_sparkline_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
wuse_sparkline_init (WuseSparkline *self)
{
  self->style = wuse_chart_style_light ();
}

WuseSparkline *
wuse_sparkline_new (void)
{
  return g_object_new (WUSE_TYPE_SPARKLINE, NULL);
}

void
wuse_sparkline_set_counts (WuseSparkline *self, const guint32 *counts, guint n_counts, guint n_latest)
{
  g_return_if_fail (WUSE_IS_SPARKLINE (self));
  g_return_if_fail (n_counts == 0 || counts != NULL);

  g_free (self->counts);
  self->counts = g_memdup2 (counts, n_counts * sizeof *counts);
  self->n_counts = n_counts;
  self->n_latest = n_latest;
  self->maximum = 0;
  for (guint i = 0; i < n_counts; i++)
    self->maximum = MAX (self->maximum, counts[i]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_sparkline_set_style (WuseSparkline *self, const WuseChartStyle *style)
{
  g_return_if_fail (WUSE_IS_SPARKLINE (self) && style != NULL);

  self->style = *style;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
