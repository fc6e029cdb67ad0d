/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the case card that shows course and stays. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-stays.h"

#include "wuse-accessible.h"
#include "wuse-movement-words.h"
#include "wuse-stay-map.h"
#include "wuse-stay-timeline.h"

#include <glib/gi18n.h>

struct _WuseCaseStays
{
  GtkWidget parent_instance;

  GtkWidget *box;
  WuseStayTimeline *timeline;
  WuseStayMap *map;
  GtkLabel *facts;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (WuseCaseStays, wuse_case_stays, GTK_TYPE_WIDGET)

static void
dispose (GObject *object)
{
  g_clear_pointer (&WUSE_CASE_STAYS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (wuse_case_stays_parent_class)->dispose (object);
}

static void
wuse_case_stays_class_init (WuseCaseStaysClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_case_stays_init (WuseCaseStays *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_margin_top (self->box, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->timeline = g_object_new (WUSE_TYPE_STAY_TIMELINE, NULL);
  self->map = g_object_new (WUSE_TYPE_STAY_MAP, NULL);
  self->facts = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->facts, 0);
  gtk_label_set_wrap (self->facts, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "numeric");
  self->button = gtk_button_new_with_mnemonic (_ ("Show on _Map"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  wuse_accessible_name_mnemonics (self->button);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->timeline));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->map));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->facts));
  gtk_box_append (GTK_BOX (self->box), self->button);
}

void
wuse_case_stays_set_map (WuseCaseStays *self, WuseMapView *map)
{
  g_return_if_fail (WUSE_IS_CASE_STAYS (self));

  wuse_stay_map_set_map (self->map, map);
}

static char *
dup_facts (const WuseMovements *movements)
{
  g_autofree char *left_out = wuse_words_for_movements_left_out (movements);

  return movements->n_stays == 0 ? NULL
         : left_out != NULL
             ? g_strdup_printf (ngettext ("%1$u stay on record; %2$s", "%1$u stays on record; %2$s", movements->n_stays),
                                movements->n_stays, left_out)
             : g_strdup_printf (ngettext ("%u stay on record", "%u stays on record", movements->n_stays), movements->n_stays);
}

void
wuse_case_stays_set_movements (WuseCaseStays *self, WuseMovements *movements, int utc_offset)
{
  g_autofree char *facts = NULL;

  g_return_if_fail (WUSE_IS_CASE_STAYS (self));

  wuse_stay_timeline_set_movements (self->timeline, movements, utc_offset);
  wuse_stay_map_set_movements (self->map, movements);
  gtk_widget_set_visible (GTK_WIDGET (self), movements != NULL && movements->n_movers == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->timeline), !wuse_stay_timeline_is_empty (self->timeline));
  if (movements == NULL || movements->n_movers == 0)
    return;
  facts = dup_facts (movements);
  gtk_label_set_text (self->facts, facts != NULL ? facts : "");
  gtk_widget_set_visible (GTK_WIDGET (self->facts), facts != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->map), movements->n_placed > 0);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", movements->movers[0].id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-on-map");
}
