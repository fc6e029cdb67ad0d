/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the colours of the relationship graph say. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-legend.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-look.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *dot;
  GtkLabel *label;
  GdkRGBA color;
} Key;

struct _WuseGraphLegend
{
  GtkWidget parent_instance;

  GtkFlowBox *box;
  Key keys[WUSE_GRAPH_MAX_COLORS]; /* in @box */
  guint n_keys;
};

G_DEFINE_FINAL_TYPE (WuseGraphLegend, wuse_graph_legend, GTK_TYPE_WIDGET)

static void
draw_dot_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  gdk_cairo_set_source_rgba (cr, data);
  cairo_arc (cr, width / 2.0, height / 2.0, 5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
add_key (WuseGraphLegend *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *dot = gtk_drawing_area_new (), *label = gtk_label_new (NULL);
  Key *key = &self->keys[self->n_keys++];

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (dot), 12);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (dot), 12);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (dot), draw_dot_cb, &key->color, NULL);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), label);
  gtk_flow_box_append (self->box, box);
  gtk_widget_set_focusable (gtk_widget_get_last_child (GTK_WIDGET (self->box)), FALSE);
  key->dot = dot;
  key->label = GTK_LABEL (label);
}

/* Mostly only a count is another one. */
static void
show_key (Key *shown, const WuseGraphColorKey *key)
{
  const GdkRGBA color = wuse_color_to_rgba (key->color);
  g_autofree char *count = wuse_format_number (key->n_nodes);
  g_autofree char *text = g_strdup_printf ("%s %s", key->name != NULL ? key->name : _ ("others"), count);

  if (!g_str_equal (gtk_label_get_text (shown->label), text))
    gtk_label_set_text (shown->label, text);
  if (gdk_rgba_equal (&shown->color, &color))
    return;
  shown->color = color;
  gtk_widget_queue_draw (shown->dot);
}

static void
dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &WUSE_GRAPH_LEGEND (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (wuse_graph_legend_parent_class)->dispose (object);
}

static void
wuse_graph_legend_class_init (WuseGraphLegendClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_graph_legend_init (WuseGraphLegend *self)
{
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->box, WUSE_GRAPH_MAX_COLORS);
  gtk_flow_box_set_column_spacing (self->box, 8);
  /* There is nothing to stop at, yet in GTK 4.8 it would keep the Tab key. */
  gtk_widget_set_can_focus (GTK_WIDGET (self->box), FALSE);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->box), _ ("What the colours say"));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

WuseGraphLegend *
wuse_graph_legend_new (void)
{
  return g_object_new (WUSE_TYPE_GRAPH_LEGEND, NULL);
}

void
wuse_graph_legend_set_keys (WuseGraphLegend *self, const GArray *keys)
{
  g_return_if_fail (WUSE_IS_GRAPH_LEGEND (self));
  g_return_if_fail (keys != NULL && keys->len <= WUSE_GRAPH_MAX_COLORS);

  for (; self->n_keys > keys->len; self->n_keys--)
    gtk_flow_box_remove (self->box, gtk_widget_get_last_child (GTK_WIDGET (self->box)));
  while (self->n_keys < keys->len)
    add_key (self);
  for (guint i = 0; i < keys->len; i++)
    show_key (&self->keys[i], &g_array_index (keys, WuseGraphColorKey, i));
  /* As many in a line as there are, if there is room. */
  gtk_flow_box_set_min_children_per_line (self->box, MIN (keys->len, 3));
}
