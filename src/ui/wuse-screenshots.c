/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks through every view and writes pictures. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-screenshots.h"

#include "wuse-application.h"

/* A view has come to rest when every tile is there, animations have had time and frames to end. */
#define TICK_MS 100
#define REST_MS 1500
#define REST_FRAMES 20
/* How long it may take to do so, and how long the district may take to appear */
#define VIEW_PATIENCE_MS 60000
#define PATIENCE_MS 60000
/* Cases whose movements are shown together */
#define MOVERS 4

typedef struct
{
  WuseWindow *window;
  char *folder;
  guint step;
  guint tick;
  gint64 began;
  guint n_frames;
  guint64 shown; /* generation of the last scene that was shown whole */
} Walk;

typedef struct
{
  const char *name;
  void (*show) (Walk *walk);
  gboolean is_of_collection; /* as well */
} Step;

static guint32
find_worst (Walk *walk, WuseAreaLevel level)
{
  WuseSituation *situation = wuse_workspace_get_situation (wuse_window_get_workspace (walk->window));
  WuseAreaSet *areas = wuse_situation_get_areas (situation);
  guint32 first, worst;
  guint n = wuse_area_set_get_level_range (areas, level, &first);
  WuseInputs inputs;
  gint32 most = -1;

  worst = first;
  for (guint32 i = first; i < first + n; i++)
    if (wuse_situation_get_risk (situation, i) >= wuse_situation_get_risk (situation, worst))
      {
        wuse_situation_get_inputs (situation, i, &inputs);
        if (wuse_situation_get_risk (situation, i) > wuse_situation_get_risk (situation, worst)
            || inputs.values[WUSE_INPUT_NEW_14] > most)
          {
            worst = i;
            most = inputs.values[WUSE_INPUT_NEW_14];
          }
      }

  return worst;
}

static void
activate (Walk *walk, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (walk->window), action, NULL);
}

static WuseAreaLevel
finest (Walk *walk)
{
  return wuse_area_set_get_finest (wuse_workspace_get_areas (wuse_window_get_workspace (walk->window)));
}

static void
show_district (Walk *walk)
{
  wuse_map_view_fit (wuse_window_get_map (walk->window), FALSE);
}

static void
show_subdistrict (Walk *walk)
{
  guint32 area = find_worst (walk, WUSE_AREA_SUBDISTRICT);

  wuse_map_view_go_to_area (wuse_window_get_map (walk->window), area, FALSE);
  wuse_window_select (walk->window, area);
}

static void
show_community (Walk *walk)
{
  guint32 area = find_worst (walk, finest (walk));
  WuseAreaSet *areas = wuse_workspace_get_areas (wuse_window_get_workspace (walk->window));
  guint32 parent = wuse_area_set_get (areas, area)->parent;

  wuse_map_view_go_to_area (wuse_window_get_map (walk->window), parent != WUSE_AREA_NONE ? parent : area, FALSE);
  wuse_window_select (walk->window, area);
}

static void
show_why (Walk *walk)
{
  activate (walk, "win.why");
}

static void
show_buildings (Walk *walk)
{
  WuseAreaSet *areas = wuse_workspace_get_areas (wuse_window_get_workspace (walk->window));
  guint32 area = find_worst (walk, finest (walk));

  wuse_map_view_go_to_point (wuse_window_get_map (walk->window), wuse_area_set_get (areas, area)->label, 17, FALSE);
}

static void
show_search (Walk *walk)
{
  WuseAreaSet *areas = wuse_workspace_get_areas (wuse_window_get_workspace (walk->window));
  const char *name = wuse_area_set_get (areas, find_worst (walk, finest (walk)))->name;
  g_autofree char *part = g_utf8_substring (name, 0, MIN (2, g_utf8_strlen (name, -1)));

  activate (walk, "win.clear-selection");
  show_district (walk);
  wuse_window_search (walk->window, part);
}

static void
show_layers (Walk *walk)
{
  wuse_window_search (walk->window, "");
  gtk_window_set_focus (GTK_WINDOW (walk->window), NULL);
  activate (walk, "win.layers");
}

static void
show_connection (Walk *walk)
{
  activate (walk, "win.connection");
}

static void
show_other_rules (Walk *walk)
{
  WuseWorkspace *workspace = wuse_window_get_workspace (walk->window);
  GPtrArray *rule_sets = wuse_workspace_get_rule_sets (workspace);

  gtk_window_set_focus (GTK_WINDOW (walk->window), NULL);
  wuse_workspace_set_rule_set (workspace, wuse_rule_set_get_id (g_ptr_array_index (rule_sets, rule_sets->len - 1)));
}

static void
show_past_day (Walk *walk)
{
  WuseWorkspace *workspace = wuse_window_get_workspace (walk->window);
  WuseDay first = wuse_workspace_get_first_day (workspace);
  WuseDay today = wuse_workspace_get_today (workspace);

  wuse_workspace_set_rule_set (workspace, WUSE_RULE_SET_DEFAULT);
  wuse_workspace_set_day (workspace, first + (today - first) * 3 / 5);
}

/* The case that infected most, as far as the relations say, stands for what a selected one looks like. */
static void
show_cases (Walk *walk)
{
  WuseRegister *epidemic = wuse_workspace_get_register (wuse_window_get_workspace (walk->window));
  guint n_cases = 0;
  const WuseCase *cases = wuse_register_get_cases (epidemic, &n_cases);
  g_autofree guint *infected = g_new0 (guint, MAX (n_cases, 1));
  guint most = 0;

  for (guint i = 0; i < n_cases; i++)
    if (cases[i].infector != WUSE_INDEX_NONE)
      infected[cases[i].infector]++;
  for (guint i = 1; i < n_cases; i++)
    if (infected[i] > infected[most])
      most = i;
  wuse_workspace_set_day (wuse_window_get_workspace (walk->window), WUSE_DAY_NONE);
  wuse_window_go_to_page (walk->window, "cases");
  if (n_cases > 0)
    wuse_selection_set_one (wuse_window_get_selection (walk->window), cases[most].id);
}

/* Some cases with many stays, among them those that the case of the card infected where they have any: their ways on the map. */
static void
show_movements (Walk *walk)
{
  WuseRegister *epidemic = wuse_workspace_get_register (wuse_window_get_workspace (walk->window));
  WuseSelection *selection = wuse_window_get_selection (walk->window);
  g_autofree char *source = g_strdup (wuse_selection_get_ids (selection, NULL)[0]);
  guint n_cases = 0, n_stays = 0;
  const WuseCase *cases = wuse_register_get_cases (epidemic, &n_cases);
  const WuseStay *stays = wuse_register_get_stays (epidemic, &n_stays);
  g_autofree guint *weight = g_new0 (guint, MAX (n_cases, 1));
  const char *ids[MOVERS + 1] = { NULL };

  for (guint i = 0; i < n_stays; i++)
    if (stays[i].case_index != WUSE_INDEX_NONE)
      weight[stays[i].case_index] += g_strcmp0 (cases[stays[i].case_index].infector_id, source) == 0 ? 100 : 1;
  for (guint n = 0; n < MOVERS && n_cases > 0; n++)
    {
      guint best = 0;

      for (guint i = 1; i < n_cases; i++)
        if (weight[i] > weight[best])
          best = i;
      ids[n] = cases[best].id;
      weight[best] = 0;
    }
  wuse_selection_set (selection, ids);
  gtk_widget_activate_action (GTK_WIDGET (walk->window), "win.show-on-map", "s", "");
}

static void
show_all_movements (Walk *walk)
{
  guint n_cases = 0;
  const WuseCase *cases =
      wuse_register_get_cases (wuse_workspace_get_register (wuse_window_get_workspace (walk->window)), &n_cases);
  g_autofree const char **ids = g_new0 (const char *, n_cases + 1);

  for (guint i = 0; i < n_cases; i++)
    ids[i] = cases[i].id;
  wuse_selection_set (wuse_window_get_selection (walk->window), ids);
  gtk_widget_activate_action (GTK_WIDGET (walk->window), "win.show-on-map", "s", "");
}

static void
show_network (Walk *walk)
{
  wuse_window_go_to_page (walk->window, "cases");
  wuse_selection_set (wuse_window_get_selection (walk->window), NULL);
  wuse_graph_pane_set_layout (wuse_cases_page_get_graph (wuse_window_get_cases (walk->window)), WUSE_GRAPH_BY_FORCE);
}

static void
show_generations (Walk *walk)
{
  wuse_graph_pane_set_layout (wuse_cases_page_get_graph (wuse_window_get_cases (walk->window)), WUSE_GRAPH_BY_GENERATION);
}

static void
show_figures (Walk *walk)
{
  gtk_widget_activate_action (GTK_WIDGET (walk->window), "win.case-tab", "s", "figures");
}

static void
show_findings (Walk *walk)
{
  gtk_widget_activate_action (GTK_WIDGET (walk->window), "win.case-tab", "s", "findings");
}

static void
show_offline (Walk *walk)
{
  wuse_window_go_to_page (walk->window, "map");
  wuse_workspace_set_day (wuse_window_get_workspace (walk->window), WUSE_DAY_NONE);
  activate (walk, "app.embedded-server");
}

static const Step steps[] = {
  { "district", show_district },
  { "subdistrict", show_subdistrict },
  { "community", show_community },
  { "why", show_why },
  { "buildings", show_buildings },
  { "search", show_search },
  { "layers", show_layers },
  { "connection", show_connection },
  { "other-rules", show_other_rules },
  { "looking-back", show_past_day },
  { "cases", show_cases, TRUE },
  { "movements", show_movements },
  { "movements-of-all", show_all_movements },
  { "cases-network", show_network, TRUE },
  { "cases-generations", show_generations, TRUE },
  { "cases-figures", show_figures, TRUE },
  { "cases-findings", show_findings, TRUE },
  { "offline", show_offline },
};

static void
close_popovers (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child))
        gtk_popover_popdown (GTK_POPOVER (child));
      close_popovers (child);
    }
}

/* Popovers have surfaces of their own: they are painted over the window where they stand. */
static void
snapshot_popovers (GtkWidget *widget, GtkWidget *window, GtkSnapshot *snapshot)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child))
        {
          GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (child));
          g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (child);
          double window_x, window_y, x, y;

          gtk_native_get_surface_transform (GTK_NATIVE (window), &window_x, &window_y);
          gtk_native_get_surface_transform (GTK_NATIVE (child), &x, &y);
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot,
                                  &GRAPHENE_POINT_INIT ((float) (gdk_popup_get_position_x (GDK_POPUP (surface)) + x - window_x),
                                                        (float) (gdk_popup_get_position_y (GDK_POPUP (surface)) + y - window_y)));
          gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (child), gtk_widget_get_height (child));
          gtk_snapshot_restore (snapshot);
        }
      snapshot_popovers (child, window, snapshot);
    }
}

/* Nothing while a new layout is due. */
static GskRenderNode *
take_picture (GtkWidget *widget, const graphene_rect_t *bounds)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_snapshot_translate (snapshot, &bounds->origin);
  gdk_paintable_snapshot (paintable, snapshot, bounds->size.width, bounds->size.height);

  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
write_picture (Walk *walk, const char *name)
{
  GtkWidget *window = GTK_WIDGET (walk->window);
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (walk->window));
  graphene_rect_t frame, inside;
  GtkSnapshot *snapshot;
  float scale = (float) gtk_widget_get_scale_factor (window);
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", walk->step + 1, name);
  g_autofree char *path = g_build_filename (walk->folder, file, NULL);
  g_autoptr (GskRenderNode) background = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  if (!gtk_widget_compute_bounds (window, window, &frame) || !gtk_widget_compute_bounds (content, window, &inside))
    return FALSE;
  background = take_picture (window, &frame);
  if (background == NULL)
    return FALSE;

  snapshot = gtk_snapshot_new ();
  gtk_snapshot_scale (snapshot, scale, scale);
  /* The content alone: where no window manager maximises the window there is a frame around it. */
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, inside.size.width, inside.size.height));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-inside.origin.x, -inside.origin.y));
  gtk_snapshot_append_node (snapshot, background);
  snapshot_popovers (window, window, snapshot);
  gtk_snapshot_pop (snapshot);
  node = gtk_snapshot_free_to_node (snapshot);

  /* Not the window's own renderer: the pictures are to be the same on every machine. */
  surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (inside.size.width * scale), (int) (inside.size.height * scale));
  cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);

  return status == CAIRO_STATUS_SUCCESS;
}

static void
finish (Walk *walk, int status)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (walk->window)));

  if (status != 0)
    wuse_application_fail (WUSE_APPLICATION (application));
  g_signal_handlers_disconnect_by_data (wuse_window_get_map (walk->window), walk);
  if (walk->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (walk->window), walk->tick);
      g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (GTK_WIDGET (walk->window)), walk);
    }
  g_object_unref (walk->window);
  g_free (walk->folder);
  g_free (walk);
  g_application_quit (application);
}

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ((Walk *) user_data)->n_frames++;

  return G_SOURCE_CONTINUE;
}

static void
scene_shown_cb (WuseMapView *map, guint64 generation, Walk *walk)
{
  walk->shown = generation;
}

/* A collection may have no areas, and has no server to be without. */
static void
skip_steps (Walk *walk)
{
  const gboolean is_collection = wuse_workspace_get_collection (wuse_window_get_workspace (walk->window)) != NULL;

  while (is_collection && walk->step < G_N_ELEMENTS (steps) && !steps[walk->step].is_of_collection)
    walk->step++;
}

static void
show_step (Walk *walk)
{
  close_popovers (GTK_WIDGET (walk->window));
  steps[walk->step].show (walk);
  walk->began = g_get_monotonic_time ();
  walk->n_frames = 0;
}

static gboolean
is_at_rest (Walk *walk, gint64 elapsed)
{
  WuseCasesPage *cases = wuse_window_get_cases (walk->window);

  if (cases != NULL && gtk_widget_get_mapped (GTK_WIDGET (cases)))
    return elapsed >= REST_MS && wuse_cases_page_is_complete (cases);

  return elapsed >= REST_MS && walk->n_frames >= REST_FRAMES
         && walk->shown >= wuse_map_view_get_generation (wuse_window_get_map (walk->window))
         && wuse_map_view_are_movements_shown (wuse_window_get_map (walk->window));
}

/* Right after a frame, when everything has just been laid out. */
static void
painted_cb (GdkFrameClock *clock, Walk *walk)
{
  gint64 elapsed = (g_get_monotonic_time () - walk->began) / 1000;

  if (!is_at_rest (walk, elapsed) && elapsed < VIEW_PATIENCE_MS)
    return;

  if (!write_picture (walk, steps[walk->step].name))
    {
      g_printerr ("wuse: cannot write pictures to %s\n", walk->folder);
      finish (walk, 1);
      return;
    }

  walk->step++;
  skip_steps (walk);
  if (walk->step == G_N_ELEMENTS (steps))
    finish (walk, 0);
  else
    show_step (walk);
}

static gboolean
begin_cb (gpointer user_data)
{
  Walk *walk = user_data;
  WuseWorkspace *workspace = wuse_window_get_workspace (walk->window);
  WuseSync *sync = wuse_workspace_get_sync (workspace);
  WuseSituation *situation = wuse_workspace_get_situation (workspace);
  const gboolean is_ready = wuse_workspace_get_collection (workspace) != NULL
                                ? wuse_workspace_get_register (workspace) != NULL
                                : situation != NULL && wuse_area_set_get_size (wuse_situation_get_areas (situation)) > 0
                                      && sync != NULL && wuse_sync_get_state (sync) == WUSE_SYNC_LIVE;

  if (is_ready)
    {
      skip_steps (walk);
      walk->tick = gtk_widget_add_tick_callback (GTK_WIDGET (walk->window), count_frame_cb, walk, NULL);
      show_step (walk);
      g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (walk->window)), "after-paint", G_CALLBACK (painted_cb), walk);
      return G_SOURCE_REMOVE;
    }

  if (g_get_monotonic_time () - walk->began < PATIENCE_MS * 1000)
    return G_SOURCE_CONTINUE;

  g_printerr ("wuse: no district has appeared\n");
  finish (walk, 1);

  return G_SOURCE_REMOVE;
}

void
wuse_screenshots_start (WuseWindow *window, const char *folder)
{
  Walk *walk = g_new0 (Walk, 1);
  GdkMonitor *monitor = g_list_model_get_item (gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window))), 0);
  GdkRectangle area = { 0 };

  g_return_if_fail (WUSE_IS_WINDOW (window));

  gdk_monitor_get_geometry (monitor, &area);
  gtk_window_set_default_size (GTK_WINDOW (window), area.width, area.height);
  g_object_unref (monitor);
  walk->window = g_object_ref (window);
  walk->folder = g_strdup (folder);
  walk->began = g_get_monotonic_time ();
  g_signal_connect (wuse_window_get_map (window), "scene-shown", G_CALLBACK (scene_shown_cb), walk);
  g_timeout_add (TICK_MS, begin_cb, walk);
}
