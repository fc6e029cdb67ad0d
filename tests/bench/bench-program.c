/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program itself, watched from outside: main() of src/main.c, and hooks that print when what is painted.
 *
 * `first MS`: the first frame with a tile that has areas; `last MS`: every visible tile has them; `base MS`: the district's
 * own base map too; since WUSE_BENCH_BEGUN. `colours SHOWN CHANGED JUDGED PAINTED`: other colours are on the screen, and when
 * the cache had told of the change, when they were judged and when the tiles were painted, as of g_get_monotonic_time();
 * SHOWN is 0 if they were judged anew and none differs. `nodes SHOWN COUNT`: the network has more nodes than before, and they are
 * on the screen. What to do then says WUSE_BENCH_THEN: quit at once, or `obey` the words `grids`, `network`, `force`, `memory`,
 * `walk` and `quit` on standard input. */

#include "config.h"

#include "wuse-application.h"
#include "wuse-graph-pane-private.h"
#include "wuse-map-view-private.h"
#include "wuse-window.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* main() of src/main.c, renamed by the build. */
int wuse_program_main (int argc, char **argv);

typedef struct
{
  WuseWindow *window;
  WuseMapView *map;
  gint64 begun;
  gboolean painted_areas;  /* a tile of a scene with areas is at hand */
  guint64 areas_since;     /* the first generation with areas, 0 before */
  guint64 features_since;  /* the first one with the base map as well */
  guint64 recoloured_with; /* the generation that shows the newest colours, 0 if it has been painted */
  GBytes *risks;
  gint64 changed_at; /* when the cache told of the first change that is not shown yet */
  gint64 judged_at;
  gint64 ready_at;
  gboolean said_first;
  gboolean said_last;
  gboolean said_base;
  gboolean obeys;
  WuseDiagramView *network; /* NULL until it is asked for */
  gboolean network_is_new;  /* what the next frame shows of it has not been said */
  guint32 n_nodes;          /* as said last */
} Watch;

static Watch watch;

static void
say (const char *word)
{
  printf ("%s %.1f\n", word, (double) (g_get_monotonic_time () - watch.begun) / 1000);
  fflush (stdout);
}

static void
say_colours (gint64 at)
{
  printf ("colours %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", at, watch.changed_at,
          watch.judged_at, watch.ready_at);
  fflush (stdout);
  watch.changed_at = 0;
}

static gboolean
has_areas (const WuseScene *scene)
{
  return scene != NULL && wuse_area_set_get_size (wuse_scene_get_areas (scene)) > 0;
}

static void
tile_painted_cb (WuseAreaSource *source, WuseTileKey key, gpointer user_data)
{
  watch.painted_areas |= watch.areas_since > 0 && has_areas (watch.map->scene);
}

static void
say_first (void)
{
  if (!watch.said_first)
    say ("first");
  watch.said_first = TRUE;
}

static void
network_shown_cb (WuseDiagramView *view, gpointer user_data)
{
  watch.network_is_new = TRUE;
}

/* All of the newest scene was in the frame that has just been painted. */
static void
say_nodes (void)
{
  guint32 n_nodes;

  if (!watch.network_is_new)
    return;
  watch.network_is_new = FALSE;
  n_nodes = wuse_diagram_view_get_scene (watch.network)->graph->n_nodes;
  if (n_nodes <= watch.n_nodes)
    return;
  watch.n_nodes = n_nodes;
  printf ("nodes %" G_GINT64_FORMAT " %u\n", g_get_monotonic_time (), n_nodes);
  fflush (stdout);
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  say_nodes ();
  if (!watch.painted_areas || wuse_area_source_get_generation (watch.map->source) < watch.areas_since)
    return;
  say_first ();
}

static void
store_changed_cb (WuseStore *store, guint types, gint64 seq, gpointer user_data)
{
  if (watch.changed_at == 0)
    watch.changed_at = g_get_monotonic_time ();
}

static void
opened_cb (WuseWorkspace *workspace, int recovery, gpointer user_data)
{
  g_signal_connect (wuse_workspace_get_store (workspace), "changed", G_CALLBACK (store_changed_cb), NULL);
}

static void
scene_ready_cb (WuseAreaSource *source, gpointer user_data)
{
  watch.ready_at = g_get_monotonic_time ();
}

static void
areas_changed_cb (WuseWorkspace *workspace, gpointer user_data)
{
  if (watch.areas_since == 0 && wuse_area_set_get_size (wuse_workspace_get_areas (workspace)) > 0)
    watch.areas_since = wuse_map_view_get_generation (watch.map);
}

static void
features_changed_cb (WuseWorkspace *workspace, gpointer user_data)
{
  WuseFeatureSet *features = wuse_workspace_get_features (workspace);

  if (watch.features_since == 0 && features != NULL && wuse_feature_set_get_size (features) > 0)
    watch.features_since = wuse_map_view_get_generation (watch.map);
}

static void
colours_changed_cb (WuseWorkspace *workspace, gpointer user_data)
{
  guint n_risks;
  const guint8 *risks = wuse_situation_get_risks (wuse_workspace_get_situation (workspace), &n_risks);
  g_autoptr (GBytes) before = g_steal_pointer (&watch.risks);

  watch.risks = g_bytes_new (risks, n_risks);
  watch.judged_at = g_get_monotonic_time ();
  if (before != NULL && !g_bytes_equal (before, watch.risks))
    watch.recoloured_with = wuse_map_view_get_generation (watch.map);
  else if (before != NULL)
    say_colours (0);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_application_quit (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

static void
scene_shown_cb (WuseMapView *map, guint64 generation, gpointer user_data)
{
  if (watch.recoloured_with != 0 && generation >= watch.recoloured_with)
    {
      watch.recoloured_with = 0;
      say_colours (g_get_monotonic_time ());
    }
  if (!watch.said_last && watch.areas_since > 0 && generation >= watch.areas_since)
    {
      watch.said_last = TRUE;
      say_first ();
      say ("last");
    }
  if (!watch.said_base && watch.features_since > 0 && generation >= watch.features_since)
    {
      watch.said_base = TRUE;
      say ("base");
      if (!watch.obeys)
        g_timeout_add (200, quit_cb, NULL);
    }
}

static guint
read_kilobytes (const char *path, const char *key)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  line = strstr (text, key);
  return line != NULL ? (guint) g_ascii_strtoull (line + strlen (key), NULL, 10) : 0;
}

/* Through the levels and back, as a person looks around. */
static gboolean
walk_cb (gpointer user_data)
{
  static guint step;
  WuseAreaSet *areas = wuse_workspace_get_areas (wuse_window_get_workspace (watch.window));
  guint32 size = wuse_area_set_get_size (areas);

  if (step == 12)
    {
      wuse_map_view_fit (watch.map, TRUE);
      step = 0;
      printf ("walked\n");
      fflush (stdout);
      return G_SOURCE_REMOVE;
    }
  wuse_window_select (watch.window, (guint32) ((guint64) (step + 1) * size / 13));
  wuse_map_view_go_to_area (watch.map, (guint32) ((guint64) (step + 1) * size / 13), TRUE);
  step++;
  return G_SOURCE_CONTINUE;
}

static void
obey (const char *word)
{
  if (g_str_equal (word, "memory"))
    {
      printf ("memory %u %u\n", read_kilobytes ("/proc/self/status", "VmRSS:"),
              read_kilobytes ("/proc/self/smaps_rollup", "\nPss:"));
      fflush (stdout);
    }
  else if (g_str_equal (word, "walk"))
    g_timeout_add (700, walk_cb, NULL);
  else if (g_str_equal (word, "network"))
    {
      wuse_window_go_to_page (watch.window, "cases");
      watch.network = wuse_cases_page_get_graph (wuse_window_get_cases (watch.window))->view;
      g_signal_connect (watch.network, "shown", G_CALLBACK (network_shown_cb), NULL);
    }
  else if (g_str_equal (word, "force") && watch.network != NULL)
    wuse_graph_pane_set_layout (wuse_cases_page_get_graph (wuse_window_get_cases (watch.window)), WUSE_GRAPH_BY_FORCE);
  else if (g_str_equal (word, "grids"))
    wuse_map_view_set_level_mode (watch.map, WUSE_AREA_GRID);
  else if (g_str_equal (word, "quit"))
    quit_cb (NULL);
}

static void
word_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDataInputStream *input = G_DATA_INPUT_STREAM (source);
  g_autofree char *word = g_data_input_stream_read_line_finish (input, result, NULL, NULL);

  if (word == NULL)
    return;
  obey (word);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, word_read_cb, NULL);
}

static void
listen_for_words (void)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, word_read_cb, NULL);
}

static void
realize_cb (GtkWidget *window, gpointer user_data)
{
  WuseWorkspace *workspace = wuse_window_get_workspace (WUSE_WINDOW (window));

  watch.window = WUSE_WINDOW (window);
  watch.map = wuse_window_get_map (watch.window);
  g_signal_connect (watch.map, "scene-shown", G_CALLBACK (scene_shown_cb), NULL);
  g_signal_connect (watch.map->source, "tile-painted", G_CALLBACK (tile_painted_cb), NULL);
  g_signal_connect (watch.map->source, "scene-ready", G_CALLBACK (scene_ready_cb), NULL);
  g_signal_connect (workspace, "opened", G_CALLBACK (opened_cb), NULL);
  g_signal_connect (workspace, "areas-changed", G_CALLBACK (areas_changed_cb), NULL);
  g_signal_connect (workspace, "features-changed", G_CALLBACK (features_changed_cb), NULL);
  g_signal_connect (workspace, "colours-changed", G_CALLBACK (colours_changed_cb), NULL);
  g_signal_connect_after (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), NULL);
  if (watch.obeys)
    listen_for_words ();
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window)
{
  if (watch.window == NULL)
    g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}

/* Before the program's own handler, so before there is a window. */
static gboolean
activated_hook (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  g_signal_connect (g_value_get_object (&values[0]), "window-added", G_CALLBACK (window_added_cb), NULL);
  return FALSE;
}

int
main (int argc, char **argv)
{
  const char *begun = g_getenv ("WUSE_BENCH_BEGUN");

  watch.begun = begun != NULL ? g_ascii_strtoll (begun, NULL, 10) : g_get_monotonic_time ();
  watch.obeys = g_strcmp0 (g_getenv ("WUSE_BENCH_THEN"), "obey") == 0;
  g_type_class_unref (g_type_class_ref (G_TYPE_APPLICATION));
  g_signal_add_emission_hook (g_signal_lookup ("activate", G_TYPE_APPLICATION), 0, activated_hook, NULL, NULL);
  return wuse_program_main (argc, argv);
}
