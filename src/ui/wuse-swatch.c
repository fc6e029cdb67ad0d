/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign of a risk level: colour and letter, never colour alone. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-swatch.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-look.h"

#define RADIUS 5

struct _WuseSwatch
{
  GtkWidget parent_instance;

  GtkLabel *letter;
  WuseRisk risk;
};

G_DEFINE_FINAL_TYPE (WuseSwatch, wuse_swatch, GTK_TYPE_WIDGET)

static void
update (WuseSwatch *self)
{
  const WusePalette *palette = wuse_look_get_palette (wuse_look_get_default ());
  const WuseColor *ink = &palette->risks[self->risk].letter;
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16) (ink->red * 257), (guint16) (ink->green * 257),
                                                                 (guint16) (ink->blue * 257)));
  gtk_label_set_attributes (self->letter, attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_text (self->letter, wuse_risk_letter (self->risk));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), wuse_risk_label (self->risk));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
wuse_swatch_new (WuseRisk risk)
{
  WuseSwatch *self = g_object_new (WUSE_TYPE_SWATCH, NULL);

  wuse_swatch_set_risk (self, risk);

  return GTK_WIDGET (self);
}

void
wuse_swatch_set_risk (WuseSwatch *self, WuseRisk risk)
{
  g_return_if_fail (WUSE_IS_SWATCH (self));

  self->risk = risk;
  update (self);
}

static void
wuse_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseSwatch *self = WUSE_SWATCH (widget);
  const WusePalette *palette = wuse_look_get_palette (wuse_look_get_default ());
  GdkRGBA color = wuse_color_to_rgba (palette->risks[self->risk].swatch);
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &bounds);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->letter), snapshot);
}

static void
wuse_swatch_dispose (GObject *object)
{
  WuseSwatch *self = WUSE_SWATCH (object);

  g_clear_pointer ((GtkWidget **) &self->letter, gtk_widget_unparent);

  G_OBJECT_CLASS (wuse_swatch_parent_class)->dispose (object);
}

static void
wuse_swatch_class_init (WuseSwatchClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_swatch_dispose;
  widget_class->snapshot = wuse_swatch_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wuse_swatch_init (WuseSwatch *self)
{
  self->letter = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->letter), GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "swatch");
  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
