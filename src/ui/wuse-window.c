/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: brings map, panels and cards together and keeps them in step with the workspace. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-window.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-layers-popover.h"
#include "wuse-look.h"
#include "wuse-memory.h"
#include "wuse-swatch.h"
#include "wuse-window-private.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

#define CARD_INSET 16
#define CASE_DAYS 14
/* An area is where the map is if it takes up this share of the view in one direction. */
#define VIEW_SHARE 0.45

G_DEFINE_FINAL_TYPE (WuseWindow, wuse_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- where the map is --- */

static void
crumb_clicked_cb (GtkButton *button, gpointer user_data)
{
  WuseWindow *self = WUSE_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (button), WUSE_TYPE_WINDOW));
  guint32 area = GPOINTER_TO_UINT (user_data);

  wuse_map_view_go_to_area (self->map, area, TRUE);
  wuse_window_select (self, area);
}

static void
fill_breadcrumb (WuseWindow *self)
{
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->breadcrumb))) != NULL)
    gtk_box_remove (self->breadcrumb, child);

  for (guint32 area = self->parent_area; area != WUSE_AREA_NONE; area = wuse_area_set_get (areas, area)->parent)
    {
      GtkWidget *button = gtk_button_new_with_label (wuse_area_display_name (wuse_area_set_get (areas, area)));

      if (area != self->parent_area)
        {
          GtkWidget *separator = gtk_label_new ("\342\200\272");

          gtk_widget_add_css_class (separator, "separator");
          gtk_box_prepend (self->breadcrumb, separator);
        }
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect (button, "clicked", G_CALLBACK (crumb_clicked_cb), GUINT_TO_POINTER (area));
      gtk_box_prepend (self->breadcrumb, button);
    }
}

static gboolean
fills_view (WuseWindow *self, guint32 area, const WuseBounds *view)
{
  WuseGeometry geometry = wuse_area_set_get_geometry (wuse_workspace_get_areas (self->workspace), area);
  const double wide = (double) geometry.bounds.east - geometry.bounds.west;
  const double high = (double) geometry.bounds.north - geometry.bounds.south;

  return wide >= VIEW_SHARE * ((double) view->east - view->west) || high >= VIEW_SHARE * ((double) view->north - view->south);
}

/* Where the map is: the smallest area in the middle of the view that still fills a good part of it. */
static guint32
find_parent_area (WuseWindow *self)
{
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);
  WuseBounds view = wuse_map_view_get_visible_bounds (self->map);
  WusePoint centre = wuse_map_view_get_centre (self->map);
  guint32 found = WUSE_AREA_NONE;
  guint n_top = 0;
  const guint32 *top;

  for (int level = (int) wuse_map_view_get_level (self->map) - 1; level >= 0 && found == WUSE_AREA_NONE; level--)
    found = wuse_area_set_find_at (areas, (WuseAreaLevel) level, centre);
  while (found != WUSE_AREA_NONE && !fills_view (self, found, &view))
    found = wuse_area_set_get (areas, found)->parent;
  if (found != WUSE_AREA_NONE)
    return found;

  top = wuse_area_set_get_children (areas, WUSE_AREA_NONE, &n_top);

  return n_top == 1 ? top[0] : WUSE_AREA_NONE;
}

static void
update_status (WuseWindow *self)
{
  WusePoint centre = wuse_map_view_get_centre (self->map);
  g_autofree char *position = wuse_format_position (centre.lon, centre.lat);
  g_autofree char *text = g_strdup_printf (_ ("Centre %s"), position);

  gtk_label_set_text (self->position_label, text);
}

static void
update_legend (WuseWindow *self)
{
  WuseSituation *situation = wuse_workspace_get_situation (self->workspace);
  WuseBounds view = wuse_map_view_get_visible_bounds (self->map);

  if (situation != NULL)
    wuse_legend_update (self->legend, situation, wuse_map_view_get_level (self->map), &view);
}

static void
viewport_changed_cb (WuseWindow *self)
{
  guint32 parent;

  wuse_memory_give_back_later ();
  if (!self->has_figures)
    return;

  parent = find_parent_area (self);
  if (parent != self->parent_area)
    {
      self->parent_area = parent;
      fill_breadcrumb (self);
      wuse_area_panel_set_parent_area (self->area_panel, parent);
    }
  update_legend (self);
  update_status (self);
}

/* --- colours --- */

static void
apply_risks (WuseWindow *self)
{
  WuseSituation *situation = wuse_workspace_get_situation (self->workspace);
  guint n_areas = 0;
  const guint8 *risks;
  g_autofree guint8 *shown = NULL;

  if (situation == NULL)
    return;

  risks = wuse_situation_get_risks (situation, &n_areas);
  shown = g_memdup2 (risks, n_areas);
  for (guint i = 0; i < n_areas; i++)
    if (!wuse_legend_shows (self->legend, (WuseRisk) risks[i]))
      shown[i] = WUSE_RISK_NONE;
  wuse_map_view_set_risks (self->map, shown, n_areas);
}

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

/* --- what the workspace says --- */

/* Cards have nothing to say before there are figures: the first frames are the map's alone. What is transparent is not drawn, yet
 * has its place. */
static void
show_cards (WuseWindow *self, gboolean shown)
{
  GtkWidget *map = gtk_overlay_get_child (self->map_overlay);

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->map_overlay)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (card != map)
      gtk_widget_set_opacity (card, shown ? 1 : 0);
  gtk_widget_set_opacity (GTK_WIDGET (self->area_panel), shown ? 1 : 0);
}

static void
areas_changed_cb (WuseWindow *self)
{
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);
  WuseScene *scene = wuse_workspace_get_first_scene (self->workspace);
  guint n_risks = 0;
  const guint8 *risks = wuse_situation_get_risks (wuse_workspace_get_situation (self->workspace), &n_risks);

  if (scene != NULL)
    {
      show_cards (self, FALSE);
      wuse_map_view_set_scene (self->map, scene, risks, n_risks);
    }
  else
    wuse_map_view_set_areas (self->map, areas);
  gtk_widget_set_visible (self->empty_page, wuse_area_set_get_size (areas) == 0);
  self->parent_area = WUSE_AREA_NONE;

  if (!self->is_placed && wuse_area_set_get_size (areas) > 0)
    {
      self->is_placed = TRUE;
      wuse_map_view_fit (self->map, FALSE);
    }
}

static void
scene_shown_cb (WuseWindow *self)
{
  wuse_workspace_map_shown (self->workspace);
}

static void
update_rules_button (WuseWindow *self)
{
  g_autofree char *text = wuse_workspace_dup_rule_text (self->workspace);

  gtk_menu_button_set_label (self->rules_button, text != NULL ? text : _ ("Rules"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rules_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_menu_button_get_label (self->rules_button), -1);
}

static void
situation_changed_cb (WuseWindow *self)
{
  WuseSituation *situation = wuse_workspace_get_situation (self->workspace);
  WuseDay day = wuse_situation_get_day (situation);

  wuse_map_view_set_register (self->map, wuse_situation_get_register (situation), day - CASE_DAYS + 1, day);
  update_rules_button (self);
  if (!self->has_figures)
    show_cards (self, TRUE);
  self->has_figures = TRUE;
  viewport_changed_cb (self);
}

static void
features_changed_cb (WuseWindow *self)
{
  wuse_map_view_set_features (self->map, wuse_workspace_get_features (self->workspace));
  wuse_memory_give_back_later ();
}

static void
district_changed_cb (WuseWindow *self)
{
  const WuseDistrict *district = wuse_workspace_get_district (self->workspace);
  const char *name =
      district->name_en != NULL && wuse_language_from_locale () == WUSE_LANGUAGE_EN ? district->name_en : district->name;
  g_autofree char *title = g_strdup_printf (_ ("%s — Wuse"), name);

  gtk_window_set_title (GTK_WINDOW (self), title);
  wuse_map_view_set_attribution (self->map, district->attribution);
  gtk_label_set_text (self->source_label,
                      district->synthetic ? _ ("Synthetic district: people and outbreak are made up") : district->source);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->source_label), district->synthetic ? NULL : district->source);
  if (district->synthetic)
    gtk_widget_add_css_class (GTK_WIDGET (self->source_label), "synthetic");
}

static void
connection_changed_cb (WuseWindow *self)
{
  g_autofree char *notice = wuse_connection_button_dup_notice (self->connection);
  WuseTime last = wuse_workspace_get_last_contact (self->workspace);
  g_autofree char *age = last != WUSE_TIME_NONE ? wuse_format_age (wuse_time_now () - last) : NULL;
  g_autofree char *cache = age != NULL ? g_strdup_printf (_ ("Cache: %s"), age) : g_strdup (_ ("Cache: empty"));

  if (notice != NULL)
    gtk_label_set_text (self->notice_label, notice);
  /* What is known from the start stands there at once: a movement would lay the whole window out anew in each frame. */
  gtk_revealer_set_transition_type (self->notice_revealer, self->is_placed ? GTK_REVEALER_TRANSITION_TYPE_SLIDE_DOWN
                                                                           : GTK_REVEALER_TRANSITION_TYPE_NONE);
  gtk_revealer_set_reveal_child (self->notice_revealer, notice != NULL);
  gtk_label_set_text (self->cache_label, cache);
}

static gboolean
tick_cb (gpointer user_data)
{
  connection_changed_cb (user_data);

  return G_SOURCE_CONTINUE;
}

static void
failed_cb (WuseWindow *self, GError *error)
{
  g_autofree char *words = wuse_words_for_error (error);

  wuse_window_tell (self, _ ("The Cache Cannot Be Used"), words);
}

static void
fill_rules_menu (WuseWindow *self)
{
  GPtrArray *rule_sets = wuse_workspace_get_rule_sets (self->workspace);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < rule_sets->len; i++)
    {
      const WuseRuleSet *rules = g_ptr_array_index (rule_sets, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (wuse_rule_set_get_name (rules, wuse_language_from_locale ()), NULL);

      g_menu_item_set_action_and_target (item, "win.rule-set", "s", wuse_rule_set_get_id (rules));
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_menu_append (menu, _ ("Where These Rules Come From"), "win.about-rules");
  gtk_menu_button_set_menu_model (self->rules_button, G_MENU_MODEL (menu));
}

static void
opened_cb (WuseWindow *self, int recovery)
{
  const char *words = wuse_words_for_recovery ((WuseStoreRecovery) recovery);

  fill_rules_menu (self);
  update_rules_button (self);
  if (words != NULL)
    wuse_window_toast (self, words);
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

static void
filter_changed_cb (WuseWindow *self)
{
  apply_risks (self);
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
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
  g_signal_connect_object (self->map, "scene-shown", G_CALLBACK (scene_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "viewport-changed", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "notify::level", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->legend, "filter-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area_panel, "area-selected", G_CALLBACK (area_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area_panel, "area-activated", G_CALLBACK (area_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "hit-activated", G_CALLBACK (hit_activated_cb), self, G_CONNECT_SWAPPED);
}

static void
watch_workspace (WuseWindow *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } watches[] = {
    { "opened", G_CALLBACK (opened_cb) },
    { "failed", G_CALLBACK (failed_cb) },
    { "areas-changed", G_CALLBACK (areas_changed_cb) },
    { "colours-changed", G_CALLBACK (apply_risks) },
    { "situation-changed", G_CALLBACK (situation_changed_cb) },
    { "features-changed", G_CALLBACK (features_changed_cb) },
    { "district-changed", G_CALLBACK (district_changed_cb) },
    { "connection-changed", G_CALLBACK (connection_changed_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (watches); i++)
    g_signal_connect_object (self->workspace, watches[i].signal, watches[i].callback, self, G_CONNECT_SWAPPED);

  wuse_search_box_set_workspace (self->search, self->workspace);
  wuse_connection_button_set_workspace (self->connection, self->workspace);
  wuse_area_panel_set_workspace (self->area_panel, self->workspace);
  wuse_inspector_set_workspace (self->inspector, self->workspace);
  wuse_time_card_set_workspace (self->time_card, self->workspace);
}

static void
bind_settings (WuseWindow *self)
{
  static const char *const shown[] = { "changed::show-cases", "changed::show-places", "changed::show-labels",
                                       "changed::patterns" };
  static const char *const base[] = { "changed::base-map", "changed::base-map-file", "changed::base-map-url",
                                      "changed::base-map-datum" };

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
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
  bind_settings (self);
  gtk_menu_button_set_popover (self->layers_button, wuse_layers_popover_new (settings));
  wuse_accessible_name_mnemonics (GTK_WIDGET (self));
  wuse_accessible_hide_unrevealed (self->notice_revealer);
  wuse_accessible_hide_unrevealed (self->sidebar_revealer);
  wuse_accessible_hide_unrevealed (self->inspector_revealer);
  watch_workspace (self);

  g_signal_connect_object (wuse_look_get_default (), "changed", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  safe_changed_cb (self);
  look_changed_cb (self);
  apply_points (self);
  wuse_window_apply_base_map (self);
  self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
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
}

static void
wuse_window_init (WuseWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->parent_area = WUSE_AREA_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
