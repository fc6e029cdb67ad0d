/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What colours, shapes and lines of the relationship graph say. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-legend.h"

#include "wuse-accessible.h"
#include "wuse-diagram-sheet.h"

#include <glib/gi18n.h>

#define SIGN_HEIGHT 14
#define NODE_WIDTH 14
#define LINE_WIDTH 28
/* In a line, at most. */
#define MOST_IN_LINE 12

typedef struct
{
  GtkWidget *sign;
  GtkLabel *label;
  WuseDiagramKey look; /* without name */
} Entry;

struct _WuseGraphLegend
{
  GtkWidget parent_instance;

  GtkFlowBox *box;
  GPtrArray *entries; /* in @box */
};

G_DEFINE_FINAL_TYPE (WuseGraphLegend, wuse_graph_legend, GTK_TYPE_WIDGET)

static void
draw_sign_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  wuse_diagram_key_draw (data, cr, width / 2.0, height / 2.0);
}

static void
add_entry (WuseGraphLegend *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Entry *entry = g_new0 (Entry, 1);

  entry->sign = gtk_drawing_area_new ();
  entry->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (entry->sign), SIGN_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (entry->sign), draw_sign_cb, &entry->look, NULL);
  gtk_widget_set_valign (entry->sign, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (entry->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (entry->label, 26);
  gtk_box_append (GTK_BOX (box), entry->sign);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (entry->label));
  gtk_flow_box_append (self->box, box);
  gtk_widget_set_focusable (gtk_widget_get_last_child (GTK_WIDGET (self->box)), FALSE);
  g_ptr_array_add (self->entries, entry);
}

/* Mostly only a count is another one. */
static void
show_key (Entry *entry, const WuseDiagramKey *key)
{
  if (!g_str_equal (gtk_label_get_text (entry->label), key->name))
    gtk_label_set_text (entry->label, key->name);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (entry->sign), key->is_line ? LINE_WIDTH : NODE_WIDTH);
  entry->look = (WuseDiagramKey){ NULL, key->is_line, key->node, key->line };
  gtk_widget_queue_draw (entry->sign);
}

static void
dispose (GObject *object)
{
  WuseGraphLegend *self = WUSE_GRAPH_LEGEND (object);

  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
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
  self->entries = g_ptr_array_new_with_free_func (g_free);
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->box, MOST_IN_LINE);
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
  g_return_if_fail (keys != NULL);

  while (self->entries->len > keys->len)
    {
      gtk_flow_box_remove (self->box, gtk_widget_get_last_child (GTK_WIDGET (self->box)));
      g_ptr_array_set_size (self->entries, (int) self->entries->len - 1);
    }
  while (self->entries->len < keys->len)
    add_entry (self);
  for (guint i = 0; i < keys->len; i++)
    show_key (g_ptr_array_index (self->entries, i), &g_array_index (keys, WuseDiagramKey, i));
  /* As many in a line as there are, if there is room. */
  gtk_flow_box_set_min_children_per_line (self->box, MIN (keys->len, 3));
}
