/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: brings map, panels and cards together. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-window.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-layers-popover.h"
#include "wuse-look.h"
#include "wuse-window-private.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

#define CARD_INSET 16

G_DEFINE_FINAL_TYPE (WuseWindow, wuse_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- how it looks --- */

static void
apply_points (WuseWindow *self)
{
  WuseMapPoints points = WUSE_MAP_POINTS_NONE;

  if (g_settings_get_boolean (self->settings, "show-cases"))
    points |= WUSE_MAP_POINTS_CASES;
  if (g_settings_get_boolean (self->settings, "show-places"))
    points |= WUSE_MAP_POINTS_PLACES;
  wuse_map_view_set_points (self->map, points);
  wuse_map_view_set_patterns (self->map, g_settings_get_boolean (self->settings, "patterns"));
  wuse_map_view_set_labels (self->map, g_settings_get_boolean (self->settings, "show-labels"));
}

static void
look_changed_cb (WuseWindow *self)
{
  wuse_map_view_set_palette (self->map, wuse_look_get_variant (wuse_look_get_default ()));
}

static void
safe_changed_cb (WuseWindow *self)
{
  wuse_look_set_safe (wuse_look_get_default (), g_settings_get_boolean (self->settings, "colour-vision-safe"));
}

/* --- what a person does --- */

static char *
describe_area (guint32 area, gboolean brief, gpointer user_data)
{
  WuseWindow *self = user_data;
  WuseSituation *situation = wuse_workspace_get_situation (self->workspace);
  const WuseArea *item;
  WuseRisk risk;

  if (situation == NULL || area >= wuse_area_set_get_size (wuse_situation_get_areas (situation)))
    return g_strdup ("");

  item = wuse_area_set_get (wuse_situation_get_areas (situation), area);
  risk = wuse_situation_get_risk (situation, area);
  if (brief)
    return g_strdup_printf ("%s \302\267 %s", wuse_area_display_name (item), wuse_risk_label (risk));

  /* Translators: for a screen reader: name, level, colour in words and its letter */
  return g_strdup_printf (_ ("%1$s, %2$s, %3$s, letter %4$s"), wuse_area_display_name (item),
                          wuse_area_level_label (item->level, 1), wuse_risk_label (risk), wuse_risk_letter (risk));
}

void
wuse_window_select (WuseWindow *self, guint32 area)
{
  g_return_if_fail (WUSE_IS_WINDOW (self));

  wuse_map_view_set_selected (self->map, area);
  wuse_inspector_set_area (self->inspector, area);
  gtk_revealer_set_reveal_child (self->inspector_revealer, area != WUSE_AREA_NONE);
}

static void
area_selected_cb (WuseWindow *self, guint area)
{
  wuse_window_select (self, area);
}

static void
area_activated_cb (WuseWindow *self, guint area)
{
  wuse_map_view_go_to_area (self->map, area, TRUE);
  wuse_window_select (self, area);
}

static void
point_activated_cb (WuseWindow *self, WuseMapPointKind kind, guint index)
{
  WuseRegister *epidemic = wuse_workspace_get_register (self->workspace);
  guint n = 0;

  if (kind == WUSE_MAP_POINT_CASE)
    {
      const WuseCase *cases = wuse_register_get_cases (epidemic, &n);

      if (index < n && cases[index].area != WUSE_AREA_NONE)
        wuse_window_select (self, cases[index].area);
    }
  else
    {
      const WusePlace *places = wuse_register_get_places (epidemic, &n);
      g_autofree char *words =
          index < n ? g_strdup_printf ("%s \302\267 %s", places[index].name, wuse_words_for_place_kind (places[index].kind))
                    : NULL;

      if (words != NULL)
        wuse_window_toast (self, words);
      if (index < n && places[index].area != WUSE_AREA_NONE)
        wuse_window_select (self, places[index].area);
    }
}

static void
hit_activated_cb (WuseWindow *self, WuseSearchHit *hit)
{
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);
  guint32 area = WUSE_AREA_NONE;

  if (areas == NULL)
    return;

  if (hit->type == WUSE_RECORD_AREA)
    area = wuse_area_set_find (areas, hit->id, -1);
  else if (hit->point.lon != 0 || hit->point.lat != 0)
    {
      wuse_map_view_go_to_point (self->map, hit->point, 17, TRUE);
      area = wuse_area_set_find_at (areas, wuse_area_set_get_finest (areas), hit->point);
    }

  if (area != WUSE_AREA_NONE && hit->type == WUSE_RECORD_AREA)
    wuse_map_view_go_to_area (self->map, area, TRUE);
  wuse_window_select (self, area);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

/* --- words for people --- */

void
wuse_window_toast (WuseWindow *self, const char *words)
{
  AdwToast *toast;
  g_autofree char *escaped = NULL;

  g_return_if_fail (WUSE_IS_WINDOW (self));

  escaped = g_markup_escape_text (words, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, 5);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
wuse_window_tell (WuseWindow *self, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  wuse_accessible_name_mnemonics (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

WuseMapView *
wuse_window_get_map (WuseWindow *self)
{
  g_return_val_if_fail (WUSE_IS_WINDOW (self), NULL);

  return self->map;
}

WuseWorkspace *
wuse_window_get_workspace (WuseWindow *self)
{
  g_return_val_if_fail (WUSE_IS_WINDOW (self), NULL);

  return self->workspace;
}

void
wuse_window_search (WuseWindow *self, const char *text)
{
  g_return_if_fail (WUSE_IS_WINDOW (self));

  wuse_search_box_set_text (self->search, text);
}

/* --- making --- */

static GtkWidget *
make_tool (const char *icon, const char *action, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, label);
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), label);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static GtkWidget *
make_tools (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_tool ("zoom-in-symbolic", "win.zoom-in", _ ("Zoom in")));
  gtk_box_append (GTK_BOX (box), make_tool ("zoom-out-symbolic", "win.zoom-out", _ ("Zoom out")));
  gtk_box_append (GTK_BOX (box), make_tool ("zoom-fit-best-symbolic", "win.fit", _ ("Whole district")));
  gtk_widget_add_css_class (box, "map-card");
  gtk_widget_add_css_class (box, "tools");

  return box;
}

static GtkWidget *
make_empty_page (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *connect = gtk_button_new_with_mnemonic (_ ("_Connect to a District…"));
  GtkWidget *demo = gtk_button_new_with_mnemonic (_ ("Open the _Demo"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "org.wuse.Wuse-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No District Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("The areas appear as soon as the first records of a district arrive."));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (connect), "win.connect");
  gtk_widget_add_css_class (connect, "pill");
  gtk_widget_add_css_class (connect, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (demo), "app.demo");
  gtk_widget_add_css_class (demo, "pill");
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (buttons), connect);
  gtk_box_append (GTK_BOX (buttons), demo);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), buttons);
  gtk_widget_set_can_target (page, TRUE);

  return page;
}

static void
add_card (WuseWindow *self, GtkWidget *card, GtkAlign halign, GtkAlign valign)
{
  gtk_widget_set_halign (card, halign);
  gtk_widget_set_valign (card, valign);
  gtk_widget_set_margin_start (card, CARD_INSET);
  gtk_widget_set_margin_end (card, CARD_INSET);
  gtk_widget_set_margin_top (card, CARD_INSET);
  gtk_widget_set_margin_bottom (card, CARD_INSET + 16);
  gtk_overlay_add_overlay (self->map_overlay, card);
}

static void
make_map (WuseWindow *self)
{
  GtkBorder insets = { 48, 48, 48, 120 };
  GtkWidget *time;

  self->map = WUSE_MAP_VIEW (wuse_map_view_new ());
  wuse_map_view_set_insets (self->map, &insets);
  wuse_map_view_set_latin (self->map, wuse_language_from_locale () == WUSE_LANGUAGE_EN);
  wuse_map_view_set_describe_func (self->map, describe_area, self, NULL);
  gtk_overlay_set_child (self->map_overlay, GTK_WIDGET (self->map));

  self->legend = g_object_new (WUSE_TYPE_LEGEND, "width-request", 200, NULL);
  self->time_card = g_object_new (WUSE_TYPE_TIME_CARD, NULL);
  time = GTK_WIDGET (self->time_card);
  add_card (self, GTK_WIDGET (self->legend), GTK_ALIGN_START, GTK_ALIGN_END);
  add_card (self, make_tools (), GTK_ALIGN_END, GTK_ALIGN_START);
  add_card (self, time, GTK_ALIGN_FILL, GTK_ALIGN_END);
  gtk_widget_set_margin_start (time, 2 * CARD_INSET + 224);

  self->empty_page = make_empty_page ();
  gtk_overlay_add_overlay (self->map_overlay, self->empty_page);

  g_signal_connect_object (self->map, "area-selected", G_CALLBACK (area_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "area-activated", G_CALLBACK (area_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "point-activated", G_CALLBACK (point_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area_panel, "area-selected", G_CALLBACK (area_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area_panel, "area-activated", G_CALLBACK (area_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "hit-activated", G_CALLBACK (hit_activated_cb), self, G_CONNECT_SWAPPED);
}

static void
bind_settings (WuseWindow *self)
{
  static const char *const shown[] = { "changed::show-cases", "changed::show-places", "changed::show-labels",
                                       "changed::patterns" };
  static const char *const base[] = { "changed::base-map", "changed::base-map-file", "changed::base-map-url",
                                      "changed::base-map-datum" };

  /* The window of a collection begins as large as the other was; then each has a size of its own. */
  const GSettingsBindFlags flags = wuse_workspace_get_collection (self->workspace) == NULL
                                       ? G_SETTINGS_BIND_DEFAULT
                                       : G_SETTINGS_BIND_GET | G_SETTINGS_BIND_GET_NO_CHANGES;

  g_settings_bind (self->settings, "window-width", self, "default-width", flags);
  g_settings_bind (self->settings, "window-height", self, "default-height", flags);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", flags);
  g_settings_bind (self->settings, "sidebar-visible", self->sidebar_revealer, "reveal-child", G_SETTINGS_BIND_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (self->settings, shown[i], G_CALLBACK (apply_points), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (base); i++)
    g_signal_connect_object (self->settings, base[i], G_CALLBACK (wuse_window_apply_base_map), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::colour-vision-safe", G_CALLBACK (safe_changed_cb), self, G_CONNECT_SWAPPED);
}

WuseWindow *
wuse_window_new (GtkApplication *application, GSettings *settings, WuseWorkspace *workspace)
{
  WuseWindow *self = g_object_new (WUSE_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  self->workspace = g_object_ref (workspace);
  make_map (self);
  wuse_window_add_actions (self);
  wuse_window_add_pages (self);
  wuse_window_add_edits (self);
  wuse_window_add_movements (self);
  bind_settings (self);
  gtk_menu_button_set_popover (self->layers_button, wuse_layers_popover_new (settings));
  wuse_accessible_name_mnemonics (GTK_WIDGET (self));
  wuse_accessible_hide_unrevealed (self->notice_revealer);
  wuse_accessible_hide_unrevealed (self->sidebar_revealer);
  wuse_accessible_hide_unrevealed (self->inspector_revealer);
  wuse_window_follow_workspace (self);
  wuse_window_add_import (self);

  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  safe_changed_cb (self);
  look_changed_cb (self);
  apply_points (self);
  wuse_window_apply_base_map (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));

  return self;
}

static void
wuse_window_dispose (GObject *object)
{
  WuseWindow *self = WUSE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->map_file);
  g_clear_object (&self->edits);
  g_clear_weak_pointer (&self->edit_toast);
  g_clear_object (&self->movements);
  g_clear_object (&self->selection);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (wuse_window_parent_class)->dispose (object);
}

static void
wuse_window_class_init (WuseWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_window_dispose;
  g_type_ensure (WUSE_TYPE_SEARCH_BOX);
  g_type_ensure (WUSE_TYPE_CONNECTION_BUTTON);
  g_type_ensure (WUSE_TYPE_AREA_PANEL);
  g_type_ensure (WUSE_TYPE_INSPECTOR);
  g_type_ensure (WUSE_TYPE_OUTBOX_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/wuse/Wuse/wuse-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, breadcrumb);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, rail);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, search);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, connection);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, layers_button);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, rules_button);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, notice_revealer);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, sidebar_revealer);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, area_panel);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, map_overlay);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, inspector_revealer);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, position_label);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, base_map_label);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, source_label);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, cache_label);
  gtk_widget_class_bind_template_child (widget_class, WuseWindow, outbox);
  wuse_window_install_actions (class);
  wuse_window_install_import (class);
}

static void
wuse_window_init (WuseWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->parent_area = WUSE_AREA_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
