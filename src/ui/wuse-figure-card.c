/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure with what it means, what it was made from, and something to look at. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-figure-card.h"

#include "wuse-accessible.h"

struct _WuseFigureCard
{
  GtkBox parent_instance;

  GtkLabel *meaning;
  GtkWidget *body;
  GtkLabel *source;
};

G_DEFINE_FINAL_TYPE (WuseFigureCard, wuse_figure_card, GTK_TYPE_BOX)

static GtkLabel *
make_text (const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (label, 20);
  /* As wide as wanted, where there is room: but two cards go side by side rather than one alone. */
  gtk_label_set_max_width_chars (label, 30);
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);

  return label;
}

static void
wuse_figure_card_class_init (WuseFigureCardClass *class)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wuse_figure_card_init (WuseFigureCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "figure-card");
  self->meaning = make_text (NULL);
  self->source = make_text ("secondary");
}

WuseFigureCard *
wuse_figure_card_new (const char *title, GtkWidget *body)
{
  WuseFigureCard *self = g_object_new (WUSE_TYPE_FIGURE_CARD, NULL);
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (heading, "heading");
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), title);
  self->body = body;
  gtk_box_append (GTK_BOX (self), heading);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->meaning));
  gtk_box_append (GTK_BOX (self), body);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->source));

  return self;
}

void
wuse_figure_card_set_words (WuseFigureCard *self, const char *meaning, const char *source, gboolean is_told)
{
  g_return_if_fail (WUSE_IS_FIGURE_CARD (self));

  gtk_label_set_text (self->meaning, meaning);
  gtk_label_set_text (self->source, source);
  gtk_widget_set_visible (self->body, is_told);
}
