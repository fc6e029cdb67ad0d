/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame of a diagram: tiles, names, axis, and what follows the pointer. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-view-private.h"

#include <math.h>

#define LEAST_CIRCLE 10.0

static GdkRGBA
to_rgba (WuseColor color, double opacity)
{
  return (GdkRGBA){ color.red / 255.0f, color.green / 255.0f, color.blue / 255.0f, (float) (color.alpha / 255.0 * opacity) };
}

static void
snapshot_axis (WuseDiagramView *self, GtkSnapshot *snapshot, double x, double scale, float width, float height)
{
  const double pixels = self->axis_unit * scale;
  const gint64 step = wuse_diagram_choose_axis_step (pixels);
  const GdkRGBA line = to_rgba (self->axis_color, 0.14), text = to_rgba (self->axis_color, 0.9),
                ground = to_rgba (self->colors.ground, 0.9);
  gint64 first = (gint64) floor (-x / pixels / (double) step) * step, last = (gint64) ceil ((width - x) / pixels);

  gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT (0, 0, width, WUSE_DIAGRAM_AXIS_HEIGHT));
  for (gint64 i = first; i <= last; i += step)
    {
      const float at = (float) round (x + (double) i * pixels);
      g_autofree char *name = self->tick (i, self->tick_data);
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
      int text_width;

      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (at, WUSE_DIAGRAM_AXIS_HEIGHT, 1, height));
      pango_layout_get_pixel_size (layout, &text_width, NULL);
      /* Half a name says nothing. */
      if (at - (float) text_width / 2 < 0 || at + (float) text_width / 2 > width)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (roundf (at - (float) text_width / 2), 5));
      gtk_snapshot_append_layout (snapshot, layout, &text);
      gtk_snapshot_restore (snapshot);
    }
}

static void
snapshot_circles (WuseDiagramView *self, GtkSnapshot *snapshot, float width, float height)
{
  const float scale = (float) wuse_diagram_camera_get (self->camera).scale;
  const GdkRGBA line = to_rgba (self->axis_color, 0.22);

  for (guint i = 0; i < self->n_circles; i++)
    {
      const float radius = self->circles[i].radius * scale;
      GskRoundedRect ring;
      double x, y;

      wuse_diagram_view_to_screen (self, self->circles[i].x, self->circles[i].y, &x, &y);
      if (radius < (float) LEAST_CIRCLE || (float) x + radius < 0 || (float) y + radius < 0 || (float) x - radius > width
          || (float) y - radius > height)
        continue;
      gsk_rounded_rect_init_from_rect (&ring,
                                       &GRAPHENE_RECT_INIT ((float) x - radius, (float) y - radius, 2 * radius, 2 * radius),
                                       radius);
      gtk_snapshot_append_border (snapshot, &ring, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ line, line, line, line });
    }
}

static void
snapshot_ring (WuseDiagramView *self, GtkSnapshot *snapshot, guint32 node, WuseColor color, float gap, float thick)
{
  const float factor = wuse_diagram_scene_get_size_factor (self->scene, wuse_diagram_camera_get (self->camera).scale);
  const GdkRGBA rgba = to_rgba (color, 1);
  GskRoundedRect ring;
  double x, y;
  float radius;

  if (node == WUSE_NODE_NONE || self->scene->nodes[node].shape == WUSE_NODE_HIDDEN)
    return;
  wuse_diagram_view_to_screen (self, self->scene->positions[2 * node], self->scene->positions[2 * node + 1], &x, &y);
  radius = self->scene->nodes[node].radius * factor + gap + thick;
  gsk_rounded_rect_init_from_rect (&ring, &GRAPHENE_RECT_INIT ((float) x - radius, (float) y - radius, 2 * radius, 2 * radius),
                                   radius);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]){ thick, thick, thick, thick }, (GdkRGBA[4]){ rgba, rgba, rgba, rgba });
}

/* Where the keyboard is while it is on no node. */
static void
snapshot_frame (WuseDiagramView *self, GtkSnapshot *snapshot, float width, float height)
{
  const GdkRGBA rgba = to_rgba (self->label_style.text, 1);
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (2, 2, width - 4, height - 4), 4);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ rgba, rgba, rgba, rgba });
}

static void
snapshot_labels (WuseDiagramView *self, GtkSnapshot *snapshot, float width, float height)
{
  const double scale = wuse_diagram_camera_get (self->camera).scale;
  double origin_x, origin_y;

  wuse_diagram_view_get_origin_before (self, &self->labels_shift, &origin_x, &origin_y);
  for (guint i = 0; self->labels != NULL && i < self->labels->len; i++)
    {
      WuseDiagramLabel *label = g_ptr_array_index (self->labels, i);
      const float unit = (float) self->label_style.device_scale;
      const double x = origin_x + self->labels_scene->positions[2 * label->node] * scale;
      const double y = origin_y + self->labels_scene->positions[2 * label->node + 1] * scale;
      float left, top;

      left = roundf (((float) x + label->x) * unit) / unit;
      top = roundf (((float) y + label->y) * unit) / unit;
      if (left < width && top < height && left + label->width > 0 && top + label->height > 0)
        wuse_frame_image_snapshot (wuse_diagram_label_get_image (label), snapshot, GTK_WIDGET (self),
                                   &GRAPHENE_RECT_INIT (left, top, label->width, label->height));
    }
}

static void
snapshot_lasso (WuseDiagramView *self, GtkSnapshot *snapshot, float width, float height)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  const GdkRGBA line = to_rgba (self->axis_color, 1), fill = to_rgba (self->axis_color, 0.1);

  for (guint i = 0; i < self->lasso->len; i++)
    {
      const graphene_point_t *point = &g_array_index (self->lasso, graphene_point_t, i);

      cairo_line_to (cr, point->x, point->y);
    }
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

void
wuse_diagram_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (widget);
  const float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  const GdkRGBA ground = to_rgba (self->colors.ground, 1), veil = to_rgba (self->colors.veil, 1);
  const double scale = wuse_diagram_camera_get (self->camera).scale;
  WuseDiagramBox box = wuse_diagram_view_get_visible_box (self);
  gboolean covered;
  double x, y, shown_x, shown_y;

  wuse_diagram_view_get_origin (self, &x, &y);
  wuse_diagram_view_get_origin_before (self, &self->shift, &shown_x, &shown_y);
  box = (WuseDiagramBox){ box.left - (double) self->shift.x, box.top - (double) self->shift.y, box.right - (double) self->shift.x,
                          box.bottom - (double) self->shift.y };
  covered = self->base.shown != NULL && wuse_diagram_picture_covers (self->base.shown, &box);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (!covered)
    gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->scene != NULL)
    {
      if (!covered && self->overview != NULL)
        wuse_diagram_picture_snapshot (self->overview, snapshot, widget, scale, x, y, width, height);
      if (self->base.shown != NULL)
        wuse_diagram_picture_snapshot (self->base.shown, snapshot, widget, scale, shown_x, shown_y, width, height);
      snapshot_circles (self, snapshot, width, height);
      if (self->over.shown != NULL)
        {
          gtk_snapshot_append_color (snapshot, &veil, &GRAPHENE_RECT_INIT (0, 0, width, height));
          wuse_diagram_picture_snapshot (self->over.shown, snapshot, widget, scale, shown_x, shown_y, width, height);
        }
      snapshot_labels (self, snapshot, width, height);
      if (self->axis_unit > 0 && self->tick != NULL)
        snapshot_axis (self, snapshot, x, scale, width, height);
      snapshot_ring (self, snapshot, self->hovered, self->label_style.text, 2, 1.5f);
      if (gtk_widget_has_visible_focus (widget) && self->focused == WUSE_NODE_NONE)
        snapshot_frame (self, snapshot, width, height);
      if (gtk_widget_has_visible_focus (widget))
        snapshot_ring (self, snapshot, self->focused, self->label_style.text, 3, 2.5f);
      if (self->lasso != NULL && self->dragging)
        snapshot_lasso (self, snapshot, width, height);
    }
  gtk_snapshot_pop (snapshot);
}
