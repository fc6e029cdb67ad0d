/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a person says what the relationship graph shows. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-filter-popover.h"

#include "wuse-accessible.h"
#include "wuse-case-words.h"
#include "wuse-format.h"

#include <glib/gi18n.h>

#define N_CLASSIFICATIONS 3
#define N_RELATION_KINDS 4
#define SETTING_COLUMNS 2

struct _WuseGraphFilterPopover
{
  GtkPopover parent_instance;

  GtkCheckButton *actors[WUSE_ACTOR_UNKNOWN];
  GtkCheckButton *alone;
  GtkCheckButton *relations[N_RELATION_KINDS];
  GtkCheckButton *refuted;
  GtkCheckButton *classifications[N_CLASSIFICATIONS];
  GtkCheckButton *settings[WUSE_N_SETTINGS];
  GtkSpinButton *first;
  GtkSpinButton *last;
  gboolean is_setting;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseGraphFilterPopover, wuse_graph_filter_popover, GTK_TYPE_POPOVER)

static void
changed_cb (WuseGraphFilterPopover *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_heading (GtkBox *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  gtk_box_append (box, label);
}

static GtkCheckButton *
make_check (WuseGraphFilterPopover *self, const char *label, gboolean active)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (label));

  gtk_check_button_set_active (check, active);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (changed_cb), self);

  return check;
}

static GtkCheckButton *
add_check (WuseGraphFilterPopover *self, GtkBox *box, const char *label, gboolean active)
{
  GtkCheckButton *check = make_check (self, label, active);

  gtk_box_append (box, GTK_WIDGET (check));

  return check;
}

static gboolean
show_day_cb (GtkSpinButton *spin)
{
  g_autofree char *text = wuse_format_day ((WuseDay) gtk_spin_button_get_value_as_int (spin));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);

  return TRUE;
}

/* Typed is a day as “2020-03-01”; anything else is what was there before. */
static int
read_day_cb (GtkSpinButton *spin, double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  WuseDay day;

  *value = wuse_day_parse (text, -1, &day, NULL) ? day : gtk_adjustment_get_value (gtk_spin_button_get_adjustment (spin));

  return TRUE;
}

static GtkSpinButton *
make_day (WuseGraphFilterPopover *self, const char *name)
{
  GtkSpinButton *spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 0, 1));

  gtk_spin_button_set_numeric (spin, FALSE); /* or it takes no words */
  gtk_spin_button_set_increments (spin, 1, 7);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 11);
  gtk_widget_add_css_class (GTK_WIDGET (spin), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (spin), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (spin), name);
  wuse_accessible_set_name (GTK_ACCESSIBLE (spin), name);
  g_signal_connect (spin, "output", G_CALLBACK (show_day_cb), NULL);
  g_signal_connect (spin, "input", G_CALLBACK (read_day_cb), NULL);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (changed_cb), self);

  return spin;
}

static GtkWidget *
make_who (WuseGraphFilterPopover *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  add_heading (box, _ ("Who is shown"));
  self->actors[WUSE_ACTOR_CLOSE] = add_check (self, box, _ ("_Close contacts"), FALSE);
  self->actors[WUSE_ACTOR_SECONDARY] = add_check (self, box, _ ("_Secondary contacts"), FALSE);
  self->actors[WUSE_ACTOR_PLACE] = add_check (self, box, _ ("_Places"), FALSE);
  self->alone = add_check (self, box, _ ("Cases without _links"), FALSE);
  add_heading (box, _ ("Which links"));
  self->relations[WUSE_RELATION_TRANSMISSION] = add_check (self, box, _ ("_Transmissions"), TRUE);
  self->relations[WUSE_RELATION_CONTACT] = add_check (self, box, _ ("C_ontacts"), TRUE);
  self->relations[WUSE_RELATION_HOUSEHOLD] = add_check (self, box, _ ("Same _household"), TRUE);
  self->relations[WUSE_RELATION_SAME_PLACE] = add_check (self, box, _ ("Same p_lace"), TRUE);
  self->refuted = add_check (self, box, _ ("_Refuted ones"), FALSE);

  return GTK_WIDGET (box);
}

static GtkWidget *
make_which_cases (WuseGraphFilterPopover *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  GtkWidget *days = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *settings = gtk_grid_new ();

  add_heading (box, _ ("Cases reported"));
  self->first = make_day (self, _ ("First day of report"));
  self->last = make_day (self, _ ("Last day of report"));
  gtk_box_append (GTK_BOX (days), GTK_WIDGET (self->first));
  gtk_box_append (GTK_BOX (days), gtk_label_new ("–"));
  gtk_box_append (GTK_BOX (days), GTK_WIDGET (self->last));
  gtk_box_append (box, days);
  add_heading (box, _ ("Classification"));
  for (guint i = 0; i < N_CLASSIFICATIONS; i++)
    self->classifications[i] = add_check (self, box, wuse_words_classification ((WuseClassification) i), TRUE);
  add_heading (box, _ ("Infected where"));
  gtk_grid_set_row_spacing (GTK_GRID (settings), 6);
  gtk_grid_set_column_spacing (GTK_GRID (settings), 16);
  for (guint i = 0; i < WUSE_N_SETTINGS; i++)
    {
      self->settings[i] =
          make_check (self, i == WUSE_SETTING_UNKNOWN ? _ ("not known") : wuse_words_setting ((WuseSetting) i), TRUE);
      gtk_grid_attach (GTK_GRID (settings), GTK_WIDGET (self->settings[i]), (int) (i % SETTING_COLUMNS),
                       (int) (i / SETTING_COLUMNS), 1, 1);
    }
  gtk_box_append (box, settings);

  return GTK_WIDGET (box);
}

static void
wuse_graph_filter_popover_class_init (WuseGraphFilterPopoverClass *class)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_graph_filter_popover_init (WuseGraphFilterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  gtk_box_append (GTK_BOX (box), make_who (self));
  gtk_box_append (GTK_BOX (box), make_which_cases (self));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  wuse_accessible_name_mnemonics (box);
}

WuseGraphFilterPopover *
wuse_graph_filter_popover_new (void)
{
  return g_object_new (WUSE_TYPE_GRAPH_FILTER_POPOVER, NULL);
}

void
wuse_graph_filter_popover_set_days (WuseGraphFilterPopover *self, WuseDay first, WuseDay last)
{
  WuseGraphFilter chosen = WUSE_GRAPH_FILTER_DEFAULT;

  g_return_if_fail (WUSE_IS_GRAPH_FILTER_POPOVER (self));

  if (first == WUSE_DAY_NONE || last == WUSE_DAY_NONE)
    return;
  wuse_graph_filter_popover_apply (self, &chosen);
  self->is_setting = TRUE;
  gtk_spin_button_set_range (self->first, first, last);
  gtk_spin_button_set_range (self->last, first, last);
  gtk_spin_button_set_value (self->first, chosen.first != WUSE_DAY_NONE ? chosen.first : first);
  gtk_spin_button_set_value (self->last, chosen.last != WUSE_DAY_NONE ? chosen.last : last);
  self->is_setting = FALSE;
}

/* All bits are none: then cases that are not of any of these are shown too. */
static guint
get_bits (GtkCheckButton *const *checks, guint n_checks)
{
  guint bits = 0;

  for (guint i = 0; i < n_checks; i++)
    if (gtk_check_button_get_active (checks[i]))
      bits |= 1u << i;

  return bits == (1u << n_checks) - 1 ? 0 : bits != 0 ? bits : 1u << 31;
}

gboolean
wuse_graph_filter_popover_apply (WuseGraphFilterPopover *self, WuseGraphFilter *filter)
{
  double least, greatest;

  g_return_val_if_fail (WUSE_IS_GRAPH_FILTER_POPOVER (self), FALSE);
  g_return_val_if_fail (filter != NULL, FALSE);

  filter->actors = WUSE_GRAPH_FILTER_DEFAULT.actors;
  for (guint i = WUSE_ACTOR_CLOSE; i <= WUSE_ACTOR_PLACE; i++)
    if (gtk_check_button_get_active (self->actors[i]))
      filter->actors |= 1u << i;
  filter->relations = 0;
  for (guint i = 0; i < N_RELATION_KINDS; i++)
    if (gtk_check_button_get_active (self->relations[i]))
      filter->relations |= 1u << i;
  filter->with_refuted = gtk_check_button_get_active (self->refuted);
  filter->with_alone = gtk_check_button_get_active (self->alone);
  filter->classifications = get_bits (self->classifications, N_CLASSIFICATIONS);
  filter->settings = get_bits (self->settings, WUSE_N_SETTINGS);
  gtk_spin_button_get_range (self->first, &least, &greatest);
  filter->first =
      gtk_spin_button_get_value (self->first) > least ? gtk_spin_button_get_value_as_int (self->first) : WUSE_DAY_NONE;
  filter->last =
      gtk_spin_button_get_value (self->last) < greatest ? gtk_spin_button_get_value_as_int (self->last) : WUSE_DAY_NONE;

  return filter->relations != WUSE_GRAPH_FILTER_DEFAULT.relations || filter->classifications != 0 || filter->settings != 0
         || filter->first != WUSE_DAY_NONE || filter->last != WUSE_DAY_NONE;
}

gboolean
wuse_graph_filter_popover_hides (WuseGraphFilterPopover *self)
{
  WuseGraphFilter filter = WUSE_GRAPH_FILTER_DEFAULT;

  g_return_val_if_fail (WUSE_IS_GRAPH_FILTER_POPOVER (self), FALSE);

  return wuse_graph_filter_popover_apply (self, &filter);
}

static void
set_active (GtkCheckButton *const *checks, guint n_checks, gboolean active)
{
  for (guint i = 0; i < n_checks; i++)
    gtk_check_button_set_active (checks[i], active);
}

void
wuse_graph_filter_popover_reset (WuseGraphFilterPopover *self)
{
  double least, greatest;

  g_return_if_fail (WUSE_IS_GRAPH_FILTER_POPOVER (self));

  self->is_setting = TRUE;
  set_active (&self->actors[WUSE_ACTOR_CLOSE], WUSE_ACTOR_UNKNOWN - WUSE_ACTOR_CLOSE, FALSE);
  set_active (&self->alone, 1, FALSE);
  set_active (self->relations, N_RELATION_KINDS, TRUE);
  set_active (&self->refuted, 1, FALSE);
  set_active (self->classifications, N_CLASSIFICATIONS, TRUE);
  set_active (self->settings, WUSE_N_SETTINGS, TRUE);
  gtk_spin_button_get_range (self->first, &least, &greatest);
  gtk_spin_button_set_value (self->first, least);
  gtk_spin_button_set_value (self->last, greatest);
  self->is_setting = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_bits (GtkCheckButton *const *checks, guint n_checks, guint bits)
{
  for (guint i = 0; i < n_checks; i++)
    gtk_check_button_set_active (checks[i], bits == 0 || (bits & 1u << i) != 0);
}

void
wuse_graph_filter_popover_set_filter (WuseGraphFilterPopover *self, const WuseGraphFilter *filter)
{
  double least, greatest;

  g_return_if_fail (WUSE_IS_GRAPH_FILTER_POPOVER (self));
  g_return_if_fail (filter != NULL);

  self->is_setting = TRUE;
  for (guint i = WUSE_ACTOR_CLOSE; i <= WUSE_ACTOR_PLACE; i++)
    gtk_check_button_set_active (self->actors[i], (filter->actors & 1u << i) != 0);
  for (guint i = 0; i < N_RELATION_KINDS; i++)
    gtk_check_button_set_active (self->relations[i], (filter->relations & 1u << i) != 0);
  gtk_check_button_set_active (self->alone, filter->with_alone);
  gtk_check_button_set_active (self->refuted, filter->with_refuted);
  set_bits (self->classifications, N_CLASSIFICATIONS, filter->classifications);
  set_bits (self->settings, WUSE_N_SETTINGS, filter->settings);
  gtk_spin_button_get_range (self->first, &least, &greatest);
  gtk_spin_button_set_value (self->first, filter->first != WUSE_DAY_NONE ? filter->first : least);
  gtk_spin_button_set_value (self->last, filter->last != WUSE_DAY_NONE ? filter->last : greatest);
  self->is_setting = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}
