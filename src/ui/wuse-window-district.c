/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window shows of its district, in step with the workspace: colours, legend, where the map is, how old all is. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-window-private.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-memory.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

#define CASE_DAYS 14
/* An area is where the map is if it takes up this share of the view in one direction. */
#define VIEW_SHARE 0.45

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

      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
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

  const char *words = text != NULL ? text : _ ("Rules");

  gtk_label_set_text (GTK_LABEL (gtk_menu_button_get_child (self->rules_button)), words);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->rules_button), words);
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
  /* Of a damaged collection nothing comes again. */
  if (words != NULL && (recovery != WUSE_STORE_REBUILT || wuse_workspace_get_collection (self->workspace) == NULL))
    wuse_window_toast (self, words);
}

static void
filter_changed_cb (WuseWindow *self)
{
  apply_risks (self);
}

void
wuse_window_follow_workspace (WuseWindow *self)
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

  g_signal_connect_object (self->map, "scene-shown", G_CALLBACK (scene_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "viewport-changed", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "notify::level", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->legend, "filter-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);

  wuse_search_box_set_workspace (self->search, self->workspace);
  wuse_connection_button_set_workspace (self->connection, self->workspace);
  wuse_area_panel_set_workspace (self->area_panel, self->workspace);
  wuse_inspector_set_workspace (self->inspector, self->workspace);
  wuse_time_card_set_workspace (self->time_card, self->workspace);
  self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
}
