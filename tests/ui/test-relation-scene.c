/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the relations look: contrast where it is asked for; scenes made on another thread; graph and scene always together. */

#include "config.h"

#include "relations-fixture.h"
#include "wuse-graph-keys.h"
#include "wuse-diagram-view-private.h"
#include "wuse-graph-pane-private.h"
#include "wuse-look.h"

#include <math.h>

#define N_CASES 90u
#define N_ROUNDS 120u
#define LEAST_CONTRAST 3.0

/* Of all classifications, settings and areas, twelve generations; with contacts, places and whom no record knows. */
static WuseRelations *
make_relations (guint n_cases)
{
  static const char *const classifications[] = { "confirmed", "suspected", "asymptomatic" };
  static const char *const settings[] = { "household", "building",  "work",      "school", "market",
                                          "medical",   "transport", "gathering", "other" };
  static const char *const states[] = { "suspected", "confirmed", "refuted" };
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *id = g_strdup_printf ("case-%u", i), *link = g_strdup_printf ("link-%u", i),
                      *contact = g_strdup_printf ("contact-%u", i), *stay = g_strdup_printf ("stay-%u", i);

      relations_add (batch, "case", id,
                     "'classification':'%s','setting':'%s','area':'area-%u','onset':'2022-04-%02u','report':'2022-04-%02u',"
                     "'infector':'case-%u'",
                     classifications[i % 3], settings[i % G_N_ELEMENTS (settings)], i % 11, 1 + i % 25, 3 + i % 25,
                     i % 12 == 0 ? 1000 + i : i - 1);
      relations_add (batch, "link", link, "'source':'case-%u','target':'case-%u','kind':'%s','state':'%s'", i,
                     (i * 7 + 3) % n_cases, i % 2 == 0 ? "transmission" : "contact", states[i % 3]);
      relations_add (batch, "contact", contact, "'case':'case-%u','tier':'%s','person':'person-%u'", i,
                     i % 2 == 0 ? "close" : "secondary", i);
      relations_add (batch, "stay", stay, "'case':'case-%u','place':'place-%u'", i, i % 7);
    }

  return relations_build (batch);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  *(WuseRelationGraph **) user_data = wuse_relation_graph_make_finish (result, &error);
  g_assert_no_error (error);
}

/* Everything there is. */
static WuseRelationGraph *
lay_out (WuseRelations *relations, WuseGraphLayout layout)
{
  WuseGraphFilter filter = WUSE_GRAPH_FILTER_DEFAULT;
  WuseRelationGraph *graph = NULL;

  filter.actors = 31;
  filter.with_alone = filter.with_refuted = TRUE;
  wuse_relation_graph_make_async (relations, &filter, layout, NULL, NULL, NULL, NULL, made_cb, &graph);
  while (graph == NULL)
    g_main_context_iteration (NULL, TRUE);

  return graph;
}

/* --- contrast --- */

static double
linearise (guint8 value)
{
  const double part = value / 255.0;

  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

/* WCAG 2.1: relative luminance. */
static double
get_luminance (WuseColor color)
{
  return 0.2126 * linearise (color.red) + 0.7152 * linearise (color.green) + 0.0722 * linearise (color.blue);
}

static double
get_contrast (WuseColor a, WuseColor b)
{
  const double first = get_luminance (a) + 0.05, second = get_luminance (b) + 0.05;

  return MAX (first, second) / MIN (first, second);
}

static WuseColor
lay_over (WuseColor above, WuseColor below)
{
  const double part = above.alpha / 255.0;

  return (WuseColor){ (guint8) lround (above.red * part + below.red * (1 - part)),
                      (guint8) lround (above.green * part + below.green * (1 - part)),
                      (guint8) lround (above.blue * part + below.blue * (1 - part)), 255 };
}

/* Also what stands back behind something selected. */
static void
test_contrast (void)
{
  static const WusePaletteVariant variants[] = { WUSE_PALETTE_LIGHT_CONTRAST, WUSE_PALETTE_DARK_CONTRAST };
  const WuseGraphNaming naming = { WUSE_GRAPH_NAMES_NONE, WUSE_GRAPH_NAME_ID, NULL };
  g_autoptr (WuseRelations) relations = make_relations (N_CASES);
  g_autoptr (WuseRelationGraph) graph = lay_out (relations, WUSE_GRAPH_BY_FORCE);

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    for (WuseGraphColoring coloring = 0; coloring <= WUSE_GRAPH_COLOR_SETTING; coloring++)
      {
        const WusePalette *palette = wuse_palette_get (variants[i]);
        g_autoptr (GArray) keys = NULL;
        g_autoptr (WuseDiagramScene) scene = wuse_relation_graph_make_scene (graph, variants[i], coloring, &naming, &keys);
        double least = G_MAXDOUBLE;

        for (guint node = 0; node < scene->graph->n_nodes; node++)
          least = MIN (least, get_contrast (lay_over (palette->veil, scene->nodes[node].color), palette->land));
        g_test_message ("%s, colouring %u: nodes %.2f", wuse_palette_variant_to_string (variants[i]), coloring, least);
        g_assert_cmpfloat (least, >=, LEAST_CONTRAST);
        for (guint edge = 0; edge < scene->graph->n_edges; edge++)
          least = MIN (least, get_contrast (lay_over (palette->veil, lay_over (scene->edges[edge].color, palette->land)),
                                            palette->land));
        g_assert_cmpfloat (least, >=, LEAST_CONTRAST);
      }
}

/* --- on another thread --- */

typedef struct
{
  gboolean is_done;
  WuseDiagramScene *scene;
  GArray *keys;
  GError *error;
} Answer;

static void
scene_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->scene = wuse_relation_graph_make_scene_finish (result, &answer->keys, &answer->error);
  answer->is_done = TRUE;
}

static void
clear_answer (Answer *answer)
{
  g_clear_pointer (&answer->scene, wuse_diagram_scene_unref);
  g_clear_pointer (&answer->keys, g_array_unref);
  g_clear_error (&answer->error);
}

static void
test_thread (void)
{
  const WuseGraphNaming naming = { WUSE_GRAPH_NAMES_ALL, WUSE_GRAPH_NAME_AREA, NULL };
  g_autoptr (WuseRelations) relations = make_relations (N_CASES);
  g_autoptr (WuseRelationGraph) graph = lay_out (relations, WUSE_GRAPH_BY_TIME);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) keys = NULL;
  g_autoptr (WuseDiagramScene) scene = NULL;
  Answer wanted = { FALSE }, given_up = { FALSE };

  wuse_relation_graph_make_scene_async (graph, WUSE_PALETTE_DARK, WUSE_GRAPH_COLOR_AREA, &naming, cancellable, scene_made_cb,
                                        &given_up);
  wuse_relation_graph_make_scene_async (graph, WUSE_PALETTE_DARK, WUSE_GRAPH_COLOR_AREA, &naming, NULL, scene_made_cb, &wanted);
  g_cancellable_cancel (cancellable);
  while (!wanted.is_done || !given_up.is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (given_up.scene);
  g_assert_error (given_up.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  scene = wuse_relation_graph_make_scene (graph, WUSE_PALETTE_DARK, WUSE_GRAPH_COLOR_AREA, &naming, &keys);
  g_assert_no_error (wanted.error);
  g_assert_true (wanted.scene->graph == graph->graph);
  g_assert_cmpuint (wanted.keys->len, >, WUSE_GRAPH_MAX_COLORS);
  g_assert_cmpuint (wanted.keys->len, ==, keys->len);
  for (guint i = 0; i < keys->len; i++)
    g_assert_cmpstr (g_array_index (wanted.keys, WuseDiagramKey, i).name, ==, g_array_index (keys, WuseDiagramKey, i).name);
  for (guint i = 0; i < scene->graph->n_nodes; i++)
    {
      g_assert_cmpstr (wanted.scene->labels[i], ==, scene->labels[i]);
      g_assert_cmpmem (&wanted.scene->nodes[i].color, sizeof (WuseColor), &scene->nodes[i].color, sizeof (WuseColor));
    }
  clear_answer (&wanted);
  clear_answer (&given_up);
}

/* --- the pane --- */

static WuseGraphPane *
open_pane (WuseSelection *selection, GtkWidget **window)
{
  WuseGraphPane *pane = wuse_graph_pane_new (selection);

  *window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (*window), 1100, 700);
  gtk_window_set_child (GTK_WINDOW (*window), GTK_WIDGET (pane));
  gtk_window_present (GTK_WINDOW (*window));

  return pane;
}

/* Nodes have the same numbers in both. */
static void
assert_together (WuseGraphPane *pane)
{
  const WuseDiagramScene *scene = wuse_diagram_view_get_scene (pane->view);

  g_assert_true ((scene == NULL) == (pane->graph == NULL));
  g_assert_true (scene == NULL || scene->graph == pane->graph->graph);
}

static void
turn (WuseGraphPane *pane, guint n_turns)
{
  for (guint i = 0; i < n_turns; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      assert_together (pane);
    }
}

static void
wait_for (WuseGraphPane *pane)
{
  while (!wuse_graph_pane_is_complete (pane))
    {
      g_main_context_iteration (NULL, TRUE);
      assert_together (pane);
    }
}

/* Whatever comes before something else is there: in the end, what was wanted last is shown. */
static void
test_pane (void)
{
  static const char *const names[] = { "all", "none", "important" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20221123);
  g_autoptr (WuseSelection) selection = wuse_selection_new ();
  WuseRelations *relations[3];
  const guint n_relations = G_N_ELEMENTS (relations);
  guint shown = 0, coloring = 0, layout = WUSE_GRAPH_BY_TIME;
  GtkWidget *window;
  WuseGraphPane *pane = open_pane (selection, &window);

  for (guint i = 0; i < n_relations; i++)
    relations[i] = make_relations (N_CASES + 13 * i);
  wuse_graph_pane_set_relations (pane, relations[0]);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const char *ids[] = { NULL, NULL };
      g_autofree char *id = g_strdup_printf ("case-%d", g_rand_int_range (rand, 0, N_CASES + 20));

      switch (g_rand_int_range (rand, 0, 7))
        {
        case 0:
        case 1:
          shown = (guint) g_rand_int_range (rand, 0, (gint32) n_relations);
          wuse_graph_pane_set_relations (pane, relations[shown]);
          break;
        case 2:
          coloring = (guint) g_rand_int_range (rand, 0, 4);
          gtk_drop_down_set_selected (pane->coloring, coloring);
          break;
        case 3:
          g_object_set (pane, "names", names[g_rand_int_range (rand, 0, 3)], NULL);
          break;
        case 4:
          wuse_look_set_safe (wuse_look_get_default (), g_rand_boolean (rand));
          break;
        case 5:
          layout = (guint) g_rand_int_range (rand, 0, 3);
          wuse_graph_pane_set_layout (pane, (WuseGraphLayout) layout);
          break;
        default:
          ids[0] = g_rand_boolean (rand) ? id : NULL;
          wuse_selection_set (selection, ids);
        }
      turn (pane, (guint) g_rand_int_range (rand, 0, 40));
      if (g_rand_int_range (rand, 0, 8) > 0)
        continue;
      wait_for (pane);
      g_assert_true (pane->graph->relations == relations[shown]);
      g_assert_cmpuint (pane->graph->layout, ==, layout);
      g_assert_true (pane->palette == wuse_look_get_palette (wuse_look_get_default ()));
      g_assert_null (pane->coming);
      g_assert_false (pane->fit_next);
    }
  wait_for (pane);

  /* With a scene on its way */
  wuse_graph_pane_repaint (pane);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < n_relations; i++)
    wuse_relations_unref (relations[i]);
}

/* Where a node of the graph that is drawn is on the screen, or was while that was the newest. */
static graphene_point_t
get_drawn (WuseGraphPane *pane, const WuseRelationGraph *graph, guint32 node)
{
  const double scale = wuse_diagram_view_get_place (pane->view).scale;
  double x, y;

  wuse_diagram_view_get_origin_before (pane->view, &pane->view->shift, &x, &y);

  return GRAPHENE_POINT_INIT ((float) (x + graph->positions[2 * node] * scale),
                              (float) (y + graph->positions[2 * node + 1] * scale));
}

/* A case more: who is looked at does not move on the screen, is not dimmed in between, and has the keyboard. */
static void
test_another_case (void)
{
  g_autoptr (WuseSelection) selection = wuse_selection_new ();
  g_autoptr (WuseRelations) relations = make_relations (N_CASES), after = make_relations (N_CASES + 30);
  g_autoptr (WuseRelationGraph) before = NULL;
  GtkWidget *window;
  WuseGraphPane *pane = open_pane (selection, &window);
  graphene_point_t place, drawn;
  guint32 old_node, node;
  guint n_before = 0;

  wuse_graph_pane_set_relations (pane, relations);
  wait_for (pane);
  wuse_selection_set_one (selection, "case-40");
  wait_for (pane);
  before = wuse_relation_graph_ref (pane->graph);
  old_node = wuse_relation_graph_find_id (before, "case-40");
  g_assert_cmpuint (wuse_diagram_view_get_focused (pane->view), ==, old_node);
  place = get_drawn (pane, before, old_node);

  node = old_node;
  wuse_graph_pane_set_relations (pane, after);
  while (!wuse_graph_pane_is_complete (pane))
    {
      g_main_context_iteration (NULL, TRUE);
      assert_together (pane);
      g_assert_nonnull (pane->view->over.shown);
      node = wuse_relation_graph_find_id (pane->graph, "case-40");
      drawn = pane->view->shows_before ? get_drawn (pane, before, old_node) : get_drawn (pane, pane->graph, node);
      n_before += pane->view->shows_before;
      /* To a pixel */
      g_assert_cmpfloat (fabsf (drawn.x - place.x), <=, 1);
      g_assert_cmpfloat (fabsf (drawn.y - place.y), <=, 1);
    }
  g_assert_true (pane->graph->relations == after);
  g_assert_cmpuint (n_before, >, 0);
  g_assert_cmpfloat (fabsf (pane->graph->positions[2 * node + 1] - before->positions[2 * old_node + 1]), >, 0.5);
  g_assert_cmpuint (wuse_diagram_view_get_focused (pane->view), ==, node);

  /* Nor is it when only colours change. */
  gtk_drop_down_set_selected (pane->coloring, WUSE_GRAPH_COLOR_SETTING);
  wait_for (pane);
  g_assert_cmpuint (wuse_diagram_view_get_focused (pane->view), ==, node);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/relation-scene/contrast", test_contrast);
  g_test_add_func ("/relation-scene/thread", test_thread);
  g_test_add_func ("/relation-scene/pane", test_pane);
  g_test_add_func ("/relation-scene/another-case", test_another_case);

  return g_test_run ();
}
