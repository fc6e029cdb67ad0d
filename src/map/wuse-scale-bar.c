/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scale bar that changes only when its round length does, or the zoom. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-scale-bar.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_BAR 120
#define HEIGHT 24
#define TICK 6

struct _WuseScaleBar
{
  GtkWidget parent_instance;

  double metres_per_pixel;
  double metres;
  GdkRGBA ink;
  GdkRGBA halo;
};

G_DEFINE_FINAL_TYPE (WuseScaleBar, wuse_scale_bar, GTK_TYPE_WIDGET)

static char *
format_length (double metres)
{
  if (metres >= 1000)
    return g_strdup_printf (_ ("%d km"), (int) round (metres / 1000));
  return g_strdup_printf (_ ("%d m"), (int) round (metres));
}

static void
wuse_scale_bar_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX_BAR + 4 : HEIGHT;
}

static void
snapshot_bar (GtkSnapshot *snapshot, double width, double left, double right, double grow, const GdkRGBA *color)
{
  float bottom = HEIGHT - 3;
  float thick = (float) (2 + 2 * grow);
  float g = (float) grow;

  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) left - g, bottom - 2 - g, (float) (right - left) + 2 * g, thick));
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT ((float) left - g, bottom - TICK - g, thick, TICK + 2 * g));
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) right - 2 - g, bottom - TICK - g, thick, TICK + 2 * g));
}

static void
wuse_scale_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseScaleBar *self = WUSE_SCALE_BAR (widget);
  double right = gtk_widget_get_width (widget) - 2;
  double left;
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  int text_width;

  if (self->metres <= 0)
    return;
  left = round (right - self->metres / self->metres_per_pixel);
  snapshot_bar (snapshot, right, left, right, 1, &self->halo);
  snapshot_bar (snapshot, right, left, right, 0, &self->ink);
  text = format_length (self->metres);
  layout = gtk_widget_create_pango_layout (widget, text);
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round ((left + right - text_width) / 2), 0));
  for (int i = 0; i < 4; i++)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (i % 2 == 0 ? -1 : 1, i / 2 == 0 ? -1 : 1));
      gtk_snapshot_append_layout (snapshot, layout, &self->halo);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_append_layout (snapshot, layout, &self->ink);
  gtk_snapshot_restore (snapshot);
}

static void
wuse_scale_bar_class_init (WuseScaleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = wuse_scale_bar_measure;
  widget_class->snapshot = wuse_scale_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "scalebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wuse_scale_bar_init (WuseScaleBar *self)
{
  self->ink = (GdkRGBA){ 0, 0, 0, 1 };
  self->halo = (GdkRGBA){ 1, 1, 1, 0.8f };
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
wuse_scale_bar_new (void)
{
  return g_object_new (WUSE_TYPE_SCALE_BAR, NULL);
}

void
wuse_scale_bar_set_metres_per_pixel (WuseScaleBar *self, double metres_per_pixel)
{
  double metres;

  g_return_if_fail (WUSE_IS_SCALE_BAR (self));

  /* A pan to the north changes the scale by less than anybody can see. */
  if (metres_per_pixel <= 0 || ABS (self->metres_per_pixel / metres_per_pixel - 1) < 0.005)
    return;
  self->metres_per_pixel = metres_per_pixel;
  metres = wuse_scale_bar_round_length (metres_per_pixel, MAX_BAR);
  if (metres != self->metres)
    {
      g_autofree char *text = format_length (metres);
      /* Translators: label of the map's scale bar for screen readers; %s is a length */
      g_autofree char *label = g_strdup_printf (_ ("Scale: %s"), text);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  self->metres = metres;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_scale_bar_set_colors (WuseScaleBar *self, const GdkRGBA *ink, const GdkRGBA *halo)
{
  g_return_if_fail (WUSE_IS_SCALE_BAR (self));
  g_return_if_fail (ink != NULL && halo != NULL);

  self->ink = *ink;
  self->halo = *halo;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
wuse_scale_bar_round_length (double metres_per_pixel, double max_pixels)
{
  double longest = metres_per_pixel * max_pixels;
  double power;

  g_return_val_if_fail (metres_per_pixel > 0, 1);

  power = pow (10, floor (log10 (MAX (longest, 1))));
  return longest >= 5 * power ? 5 * power : longest >= 2 * power ? 2 * power : power;
}
