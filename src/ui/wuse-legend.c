/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend: what the colours mean and how many areas of each are in view. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-legend.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-swatch.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *button;
  GtkLabel *name;
  GtkLabel *number;
} Row;

struct _WuseLegend
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *total;
  Row rows[WUSE_N_RISKS];
};

enum
{
  FILTER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseLegend, wuse_legend, GTK_TYPE_WIDGET)

static void
toggled_cb (WuseLegend *self)
{
  for (guint i = 0; i < WUSE_N_RISKS; i++)
    {
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->rows[i].button)))
        gtk_widget_remove_css_class (self->rows[i].button, "off");
      else
        gtk_widget_add_css_class (self->rows[i].button, "off");
    }

  g_signal_emit (self, signals[FILTER_CHANGED], 0);
}

void
wuse_legend_update (WuseLegend *self, WuseSituation *situation, WuseAreaLevel level, const WuseBounds *view)
{
  guint counts[WUSE_N_RISKS];
  guint total = 0;
  WuseRuleSet *rules;
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;
  g_autofree char *number = NULL;

  g_return_if_fail (WUSE_IS_LEGEND (self));

  rules = wuse_situation_get_rule_set (situation);
  wuse_situation_count_within (situation, level, view, counts);
  for (guint i = 0; i < WUSE_N_RISKS; i++)
    {
      const char *name = wuse_rule_set_get_risk_name (rules, i, wuse_language_from_locale ());
      g_autofree char *count = wuse_format_number (counts[i]);
      g_autofree char *spoken = NULL;

      total += counts[i];
      name = name != NULL ? name : wuse_risk_label (i);
      spoken = g_strdup_printf ("%s: %s", name, count);
      gtk_label_set_text (self->rows[i].name, name);
      gtk_label_set_text (self->rows[i].number, count);
      gtk_widget_set_visible (self->rows[i].button, counts[i] > 0 || wuse_rule_set_uses_risk (rules, i));
      wuse_accessible_set_name (GTK_ACCESSIBLE (self->rows[i].button), spoken);
    }

  number = wuse_format_number (total);
  /* Translators: how many areas are in view: “420 grids in view” */
  footer = g_strdup_printf (_ ("%1$s %2$s in view"), number, wuse_area_level_label (level, total));
  /* Translators: title of the legend: “Risk · grids” */
  title = g_strdup_printf (_ ("Risk · %s"), wuse_area_level_label (level, 2));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->total, footer);
}

gboolean
wuse_legend_shows (WuseLegend *self, WuseRisk risk)
{
  g_return_val_if_fail (WUSE_IS_LEGEND (self), TRUE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->rows[risk].button));
}

static void
add_row (WuseLegend *self, WuseRisk risk)
{
  Row *row = &self->rows[risk];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  row->name = GTK_LABEL (gtk_label_new (wuse_risk_label (risk)));
  gtk_label_set_xalign (row->name, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (row->name), TRUE);
  row->number = GTK_LABEL (gtk_label_new ("0"));
  gtk_label_set_xalign (row->number, 1);
  gtk_widget_add_css_class (GTK_WIDGET (row->number), "number");
  gtk_widget_add_css_class (GTK_WIDGET (row->number), "numeric");
  gtk_box_append (GTK_BOX (box), wuse_swatch_new (risk));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->number));

  row->button = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (row->button), box);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (row->button), TRUE);
  gtk_widget_set_tooltip_text (row->button, _ ("Click to leave this level out"));
  gtk_widget_add_css_class (row->button, "flat");
  gtk_widget_add_css_class (row->button, "legend-row");
  gtk_widget_set_visible (row->button, risk != WUSE_RISK_NONE);
  g_signal_connect_swapped (row->button, "toggled", G_CALLBACK (toggled_cb), self);
}

static void
wuse_legend_dispose (GObject *object)
{
  g_clear_pointer (&WUSE_LEGEND (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (wuse_legend_parent_class)->dispose (object);
}

static void
wuse_legend_class_init (WuseLegendClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_legend_dispose;
  signals[FILTER_CHANGED] =
      g_signal_new ("filter-changed", WUSE_TYPE_LEGEND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wuse_legend_init (WuseLegend *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->total = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->total, 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->title), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->title), 4);
  gtk_widget_set_margin_start (GTK_WIDGET (self->total), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (self->total), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "section");
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "numeric");

  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  for (int i = WUSE_RISK_RED; i >= WUSE_RISK_NONE; i--)
    {
      add_row (self, (WuseRisk) i);
      gtk_box_append (GTK_BOX (self->box), self->rows[i].button);
    }
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->total));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-card");
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Legend"));
}
