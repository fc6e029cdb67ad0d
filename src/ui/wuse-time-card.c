/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which day the map shows, and going back to any day. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-time-card.h"

#include "wuse-accessible.h"
#include "wuse-epidemic-curve.h"
#include "wuse-format.h"
#include "wuse-look.h"

#include <glib/gi18n.h>

#define PLAY_INTERVAL_MS 450

struct _WuseTimeCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkButton *play_button;
  GtkWidget *curve;
  GtkLabel *day_label;
  GtkLabel *state_label;
  GtkButton *now_button;
  GtkMenuButton *network_button;
  GtkMenuButton *clock_button;

  WuseWorkspace *workspace;
  WuseDailyCurve *daily;
  guint play_source;
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (WuseTimeCard, wuse_time_card, GTK_TYPE_WIDGET)

static void set_playing (WuseTimeCard *self, gboolean playing);

static WuseDay
shown_day (WuseTimeCard *self)
{
  WuseDay day = wuse_workspace_get_day (self->workspace);

  return day != WUSE_DAY_NONE ? day : wuse_workspace_get_today (self->workspace);
}

static gboolean
play_cb (gpointer user_data)
{
  WuseTimeCard *self = user_data;
  WuseDay day = shown_day (self) + 1;
  WuseDay today = wuse_workspace_get_today (self->workspace);

  wuse_workspace_set_day (self->workspace, MIN (day, today));
  if (day < today)
    return G_SOURCE_CONTINUE;

  self->play_source = 0;
  set_playing (self, FALSE);

  return G_SOURCE_REMOVE;
}

static void
set_playing (WuseTimeCard *self, gboolean playing)
{
  const char *label = playing ? _ ("Stop playing") : _ ("Play the days");

  g_clear_handle_id (&self->play_source, g_source_remove);
  if (playing)
    {
      if (shown_day (self) >= wuse_workspace_get_today (self->workspace))
        wuse_workspace_set_day (self->workspace, wuse_workspace_get_first_day (self->workspace));
      self->play_source = g_timeout_add (PLAY_INTERVAL_MS, play_cb, self);
    }

  gtk_button_set_icon_name (self->play_button, playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), label);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->play_button), label);
}

static void
play_clicked_cb (WuseTimeCard *self)
{
  if (wuse_workspace_get_today (self->workspace) != WUSE_DAY_NONE)
    set_playing (self, self->play_source == 0);
}

static void
now_clicked_cb (WuseTimeCard *self)
{
  set_playing (self, FALSE);
  wuse_workspace_set_day (self->workspace, WUSE_DAY_NONE);
}

static void
play_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  play_clicked_cb (WUSE_TIME_CARD (widget));
}

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  now_clicked_cb (WUSE_TIME_CARD (widget));
}

/* The cases of so many days up to the one that is shown, 0 for all days up to it. */
static void
network_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WuseTimeCard *self = WUSE_TIME_CARD (widget);
  const gint32 n_days = g_variant_get_int32 (parameter);
  const WuseDay last = shown_day (self), begin = wuse_workspace_get_first_day (self->workspace);
  WuseDay first;
  g_autofree char *from = NULL, *to = NULL, *days = NULL;

  if (last == WUSE_DAY_NONE || begin == WUSE_DAY_NONE)
    return;
  first = n_days > 0 ? MAX (begin, last - n_days + 1) : begin;
  from = wuse_day_format (MIN (first, last));
  to = wuse_day_format (last);
  days = g_strconcat (from, "/", to, NULL);
  gtk_widget_activate_action (widget, "win.network", "(ss)", "days", days);
}

static void
day_picked_cb (WuseTimeCard *self, int day)
{
  set_playing (self, FALSE);
  wuse_workspace_set_day (self->workspace, day);
}

static void
update_labels (WuseTimeCard *self)
{
  const WuseDistrict *district = wuse_workspace_get_district (self->workspace);
  WuseDay chosen = wuse_workspace_get_day (self->workspace);
  WuseTime now = wuse_workspace_get_now (self->workspace);
  gboolean closed = wuse_workspace_is_closed (self->workspace);
  gboolean live = wuse_workspace_get_sync (self->workspace) != NULL
                  && wuse_sync_get_state (wuse_workspace_get_sync (self->workspace)) == WUSE_SYNC_LIVE;
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (district == NULL)
    return;

  day = wuse_format_day (shown_day (self));
  if (chosen == WUSE_DAY_NONE && !closed)
    {
      g_autofree char *clock = wuse_format_clock (now, district->utc_offset);

      text = g_strdup_printf (_ ("%1$s %2$s"), day, clock);
    }
  gtk_label_set_text (self->day_label, text != NULL ? text : day);

  if (chosen != WUSE_DAY_NONE)
    gtk_label_set_text (self->state_label, _ ("Looking back"));
  else if (closed)
    gtk_label_set_text (self->state_label, _ ("Last day of the data"));
  else
    gtk_label_set_text (self->state_label, live ? _ ("Live") : _ ("Not live"));

  gtk_widget_set_visible (GTK_WIDGET (self->network_button), shown_day (self) != WUSE_DAY_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->now_button), chosen != WUSE_DAY_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->clock_button), live && district->synthetic && !closed);
  wuse_epidemic_curve_set_day (WUSE_EPIDEMIC_CURVE (self->curve), shown_day (self));
}

static gboolean
tick_cb (gpointer user_data)
{
  update_labels (user_data);

  return G_SOURCE_CONTINUE;
}

static void
situation_changed_cb (WuseTimeCard *self)
{
  WuseRegister *epidemic = wuse_workspace_get_register (self->workspace);
  WuseDay first = wuse_workspace_get_first_day (self->workspace);
  WuseDay today = wuse_workspace_get_today (self->workspace);

  if (epidemic != NULL && first != WUSE_DAY_NONE && today != WUSE_DAY_NONE && first <= today)
    {
      g_clear_pointer (&self->daily, wuse_daily_curve_unref);
      self->daily = wuse_daily_curve_new (epidemic, WUSE_AREA_NONE, first, today);
      wuse_epidemic_curve_set_curve (WUSE_EPIDEMIC_CURVE (self->curve), self->daily,
                                     wuse_workspace_is_closed (self->workspace) ? WUSE_DAY_NONE : today);
    }
  update_labels (self);
}

static void
look_changed_cb (WuseTimeCard *self)
{
  WuseChartStyle style = wuse_look_get_chart_style (wuse_look_get_default ());

  wuse_epidemic_curve_set_style (WUSE_EPIDEMIC_CURVE (self->curve), &style);
}

void
wuse_time_card_set_workspace (WuseTimeCard *self, WuseWorkspace *workspace)
{
  g_return_if_fail (WUSE_IS_TIME_CARD (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "situation-changed", G_CALLBACK (situation_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "connection-changed", G_CALLBACK (update_labels), self, G_CONNECT_SWAPPED);
  self->tick_source = g_timeout_add (500, tick_cb, self);
}

static void
wuse_time_card_dispose (GObject *object)
{
  WuseTimeCard *self = WUSE_TIME_CARD (object);

  g_clear_handle_id (&self->play_source, g_source_remove);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->daily, wuse_daily_curve_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (wuse_time_card_parent_class)->dispose (object);
}

static void
wuse_time_card_class_init (WuseTimeCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_time_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "time.play", NULL, play_action);
  gtk_widget_class_install_action (widget_class, "time.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "time.network", "i", network_action);
}

static GtkMenuButton *
add_menu (WuseTimeCard *self, const char *icon, const char *label, GMenu *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_set_tooltip_text (button, label);
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, FALSE);
  gtk_box_append (GTK_BOX (self->box), button);

  return GTK_MENU_BUTTON (button);
}

static GtkMenuButton *
add_network_menu (WuseTimeCard *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Reported on This Day"), "time.network(1)");
  g_menu_append (menu, _ ("Reported within 7 Days up to It"), "time.network(7)");
  g_menu_append (menu, _ ("Reported within 14 Days up to It"), "time.network(14)");
  g_menu_append (menu, _ ("All Reported up to It"), "time.network(0)");

  return add_menu (self, "system-users-symbolic", _ ("Cases of these days in the network"), menu);
}

static GtkMenuButton *
add_clock_menu (WuseTimeCard *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Stand still"), "win.clock-rate(0.0)");
  g_menu_append (menu, _ ("As fast as real time"), "win.clock-rate(1.0)");
  g_menu_append (menu, _ ("A day in four minutes"), "win.clock-rate(360.0)");
  g_menu_append (menu, _ ("A day in a minute"), "win.clock-rate(1440.0)");
  g_menu_append (menu, _ ("A day in ten seconds"), "win.clock-rate(8640.0)");

  return add_menu (self, "preferences-system-time-symbolic", _ ("Speed of the simulated clock"), menu);
}

static void
add_words (WuseTimeCard *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->day_label = GTK_LABEL (gtk_label_new (NULL));
  self->state_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->day_label, 1);
  gtk_label_set_xalign (self->state_label, 1);
  gtk_label_set_width_chars (self->day_label, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->day_label), "section");
  gtk_widget_add_css_class (GTK_WIDGET (self->day_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "secondary");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->day_label));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->state_label));
  gtk_box_append (GTK_BOX (self->box), words);
}

static void
wuse_time_card_init (WuseTimeCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->play_button = GTK_BUTTON (gtk_button_new_from_icon_name ("media-playback-start-symbolic"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), _ ("Play the days"));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->play_button), _ ("Play the days"));
  gtk_widget_set_valign (GTK_WIDGET (self->play_button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->play_button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->play_button), "circular");
  g_signal_connect_swapped (self->play_button, "clicked", G_CALLBACK (play_clicked_cb), self);

  self->curve = wuse_epidemic_curve_new (WUSE_CURVE_STRIP);
  gtk_widget_set_hexpand (self->curve, TRUE);
  gtk_widget_set_size_request (self->curve, -1, 48);
  wuse_epidemic_curve_set_selectable (WUSE_EPIDEMIC_CURVE (self->curve), TRUE);
  wuse_epidemic_curve_set_subject (WUSE_EPIDEMIC_CURVE (self->curve), _ ("All cases"));
  g_signal_connect_swapped (self->curve, "day-picked", G_CALLBACK (day_picked_cb), self);

  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->play_button));
  gtk_box_append (GTK_BOX (self->box), self->curve);
  add_words (self);

  self->now_button = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("Back to _now")));
  gtk_widget_set_valign (GTK_WIDGET (self->now_button), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->now_button), FALSE);
  g_signal_connect_swapped (self->now_button, "clicked", G_CALLBACK (now_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->now_button));

  self->network_button = add_network_menu (self);
  self->clock_button = add_clock_menu (self);

  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-card");
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Day shown"));
  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  look_changed_cb (self);
}
