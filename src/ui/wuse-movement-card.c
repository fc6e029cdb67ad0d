/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card on the map that says whose movements are shown. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-movement-card.h"

#include "wuse-accessible.h"
#include "wuse-case-words.h"
#include "wuse-format.h"
#include "wuse-look.h"
#include "wuse-movement-paint.h"
#include "wuse-movement-words.h"

#include <glib/gi18n.h>

#define SIGN_WIDTH 40
#define SIGN_HEIGHT 16
#define WIDTH 236

struct _WuseMovementCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *days;
  GtkBox *rows;
  GtkLabel *left_out;
  GtkLabel *key;
};

G_DEFINE_FINAL_TYPE (WuseMovementCard, wuse_movement_card, GTK_TYPE_WIDGET)

static guint chosen_signal;

/* --- the line as it is on the map --- */

typedef struct
{
  gboolean by_class;
  guint8 style;
} Sign;

static void
stroke (cairo_t *cr, WuseColor color, double width)
{
  const GdkRGBA rgba = wuse_color_to_rgba (color);

  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, 4, SIGN_HEIGHT / 2.0);
  cairo_line_to (cr, SIGN_WIDTH - 4, SIGN_HEIGHT / 2.0);
  cairo_stroke (cr);
}

static void
draw_sign_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Sign *sign = user_data;
  const WusePalette *palette = wuse_look_get_palette (wuse_look_get_default ());
  guint n_lengths;
  const float *lengths = wuse_movement_dash_lengths (wuse_movement_dash (sign->by_class, sign->style), &n_lengths);
  double dashes[8];

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  stroke (cr, palette->mark_line, 6);
  for (guint i = 0; i < MIN (n_lengths, G_N_ELEMENTS (dashes)); i++)
    dashes[i] = (double) lengths[i];
  cairo_set_dash (cr, dashes, (int) MIN (n_lengths, G_N_ELEMENTS (dashes)), 0);
  stroke (cr, wuse_movement_color (palette, sign->by_class, sign->style), 3);
}

static GtkWidget *
make_sign (gboolean by_class, guint8 style)
{
  GtkWidget *area = gtk_drawing_area_new ();
  Sign *sign = g_new (Sign, 1);

  *sign = (Sign){ by_class, style };
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SIGN_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SIGN_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_sign_cb, sign, g_free);
  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (gtk_widget_queue_draw), area, G_CONNECT_SWAPPED);

  return area;
}

/* --- rows --- */

static GtkWidget *
make_line (gboolean by_class, guint8 style, const char *name, const char *count)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (name), *number = gtk_label_new (count);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "secondary");
  gtk_box_append (GTK_BOX (line), make_sign (by_class, style));
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), number);

  return line;
}

static char *
dup_stays (guint n)
{
  g_autofree char *number = wuse_format_number (n);

  return g_strdup_printf (ngettext ("%s stay", "%s stays", n), number);
}

static void
row_clicked_cb (GtkButton *button, WuseMovementCard *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "case"));

  g_signal_emit (self, chosen_signal, 0, id);
}

static void
add_case (WuseMovementCard *self, const WuseMovements *movements, guint mover)
{
  const WuseMover *item = &movements->movers[mover];
  g_autofree char *stays = dup_stays (item->n_stays), *name = g_strdup_printf (_ ("Case %s"), item->id),
                  *spoken = g_strdup_printf ("%s: %s", name, stays);
  GtkWidget *line = make_line (FALSE, (guint8) mover, name, stays), *button;

  if (movements->n_movers == 1)
    {
      gtk_box_append (self->rows, line);
      return;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "legend-row");
  gtk_widget_set_tooltip_text (button, _ ("Click to select this case alone"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), spoken);
  g_object_set_data_full (G_OBJECT (button), "case", g_strdup (item->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (row_clicked_cb), self);
  gtk_box_append (self->rows, button);
}

static void
add_classes (WuseMovementCard *self, const WuseMovements *movements)
{
  guint counts[WUSE_CASE_ASYMPTOMATIC + 1] = { 0 };

  for (guint i = 0; i < movements->n_movers; i++)
    if (movements->movers[i].n_placed > 0)
      counts[MIN (movements->movers[i].classification, WUSE_CASE_ASYMPTOMATIC)]++;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *number = wuse_format_number (counts[i]);

      if (counts[i] > 0)
        gtk_box_append (self->rows, make_line (TRUE, (guint8) i, wuse_words_classification ((WuseClassification) i), number));
    }
}

static void
fill_rows (WuseMovementCard *self, const WuseMovements *movements)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  if (movements->n_movers > WUSE_MOVEMENT_MAX_OWN)
    add_classes (self, movements);
  else
    for (guint i = 0; i < movements->n_movers; i++)
      add_case (self, movements, i);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&WUSE_MOVEMENT_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (wuse_movement_card_parent_class)->dispose (object);
}

static void
wuse_movement_card_class_init (WuseMovementCardClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  chosen_signal = g_signal_new ("case-chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (WuseMovementCard *self, const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_width_chars (label, 24);
  gtk_label_set_max_width_chars (label, 28);
  gtk_widget_add_css_class (GTK_WIDGET (label), style);
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (label));

  return label;
}

static GtkWidget *
make_button (const char *label, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_hexpand (button, TRUE);

  return button;
}

static void
wuse_movement_card_init (WuseMovementCard *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_size_request (self->box, WIDTH, -1);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = add_label (self, "heading");
  self->days = add_label (self, "secondary");
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->rows));
  self->left_out = add_label (self, "secondary");
  self->key = add_label (self, "secondary");
  gtk_box_append (GTK_BOX (buttons), make_button (_ ("_Fit"), "win.fit-movements", _ ("Show all of it on the map")));
  gtk_box_append (GTK_BOX (buttons), make_button (_ ("Cl_ear"), "win.clear-cases", _ ("Select no case")));
  gtk_widget_set_margin_top (buttons, 4);
  gtk_box_append (GTK_BOX (self->box), buttons);
  wuse_accessible_name_mnemonics (buttons);
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-card");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Movements"));
}

void
wuse_movement_card_set_movements (WuseMovementCard *self, WuseMovements *movements, int utc_offset)
{
  g_autofree char *title = NULL, *days = NULL, *left_out = NULL;

  g_return_if_fail (WUSE_IS_MOVEMENT_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), movements != NULL);
  if (movements == NULL)
    return;
  title = wuse_words_for_movements (movements);
  days = wuse_words_for_movement_days (movements, utc_offset);
  left_out = wuse_words_for_movements_left_out (movements);
  gtk_label_set_text (self->title, title);
  set_text (self->days, days);
  fill_rows (self, movements);
  set_text (self->left_out, left_out);
  set_text (self->key, movements->n_placed == 0                      ? NULL
                       : movements->n_movers > WUSE_MOVEMENT_MAX_OWN ? _ ("A number in a frame: so many cases were there")
                       : movements->n_movers > 1
                           ? _ ("Numbers: a case's stays in order of time; in a frame: so many cases were there")
                           : _ ("Numbers: its stays in order of time"));
}
