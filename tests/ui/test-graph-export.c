/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the relationship graph shows, in files for others: read again by strangers. */

#include "config.h"

#include "wuse-graph-export.h"
#include "wuse-graph-places.h"
#include "wuse-saved-view.h"
#include "wuse-table-file.h"

#include "relations-fixture.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("wuse-export-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GDir *folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (folder);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static GFile *
get_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

/* --- graphs --- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  *(WuseRelationGraph **) user_data = wuse_relation_graph_make_finish (result, &error);
  g_assert_no_error (error);
}

static WuseRelationGraph *
lay_out (WuseRelations *relations, WuseGraphLayout layout, WuseGraphPlaces *places)
{
  const WuseGraphFilter filter = WUSE_GRAPH_FILTER_DEFAULT;
  WuseRelationGraph *graph = NULL;

  wuse_relation_graph_make_async (relations, &filter, layout, NULL, places, NULL, NULL, made_cb, &graph);
  while (graph == NULL)
    g_main_context_iteration (NULL, TRUE);

  return graph;
}

/* Names as somebody would give them who means no good. */
static WuseRelations *
make_hostile (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  relations_add (batch, "case", "a.b:c",
                 "'classification':'confirmed','onset':'2022-04-01','report':'2022-04-03',"
                 "'cluster':'=HYPERLINK(1),<x>&\\\"y'");
  relations_add (batch, "case", "-1",
                 "'classification':'suspected','onset':'2022-04-05','infector':'a.b:c','sex':'female',"
                 "'age':41,'setting':'medical','found_by':'close_contact','origin':'local'");
  relations_add (batch, "case", "same", "'classification':'asymptomatic','report':'2022-04-07','infector':'-1'");
  relations_add (batch, "place", "same", "'kind':'market','name':'West “Market” <1> & Co'");
  relations_add (batch, "stay", "s1",
                 "'case':'same','place':'same','start':'2022-04-02T10:00:00+08:00',"
                 "'end':'2022-04-02T11:00:00+08:00'");

  return relations_build (batch);
}

static WuseGraphExport *
make_export (WuseRelationGraph *graph, WuseGraphExportKind kind)
{
  WuseGraphExport *export = wuse_graph_export_new (graph);

  export->kind = kind;
  export->district = wuse_district_new ();
  g_free (export->district->name);
  export->district->name = g_strdup ("Seoul & <around>");
  export->district->synthetic = TRUE;

  return export;
}

static void
write_file (const WuseGraphExport *export, GFile *file)
{
  GError *error = NULL;

  g_assert_true (wuse_graph_export_write (export, file, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  return path != NULL;
}

static void
run (const char *const *arguments, char **output)
{
  g_autofree char *errors = NULL;
  GError *error = NULL;
  int status;

  g_assert_true (
      g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, output, &errors, &status, &error));
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s: %s", arguments[0], errors);
}

/* --- GraphML --- */

static void
check_graphml (Fixture *fixture, WuseRelationGraph *graph)
{
  g_autoptr (WuseGraphExport) export = make_export (graph, WUSE_GRAPH_EXPORT_GRAPHML);
  g_autoptr (GFile) file = get_file (fixture, "graph.graphml");
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "check-graphml.py", NULL), *output = NULL,
                  *nodes = g_strdup_printf ("%u", graph->graph->n_nodes), *edges = g_strdup_printf ("%u", graph->graph->n_edges);
  const char *arguments[] = { "python3", script, g_file_peek_path (file), nodes, edges, NULL };

  write_file (export, file);
  run (arguments, &output);
  g_test_message ("%s nodes, %s edges; %s", nodes, edges, g_strstrip (output));
}

static void
test_graphml (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = relations_read_seoul ();
  g_autoptr (WuseRelationGraph) graph = NULL;

  if (relations == NULL)
    return;
  graph = lay_out (relations, WUSE_GRAPH_BY_TIME, NULL);
  g_assert_cmpuint (graph->graph->n_nodes, >, 1000);
  check_graphml (fixture, graph);
}

static WuseRelationGraph *
lay_out_all (WuseRelations *relations)
{
  WuseGraphFilter filter = WUSE_GRAPH_FILTER_DEFAULT;
  WuseRelationGraph *graph = NULL;

  filter.actors = 31;
  filter.with_alone = TRUE;
  wuse_relation_graph_make_async (relations, &filter, WUSE_GRAPH_BY_FORCE, NULL, NULL, NULL, NULL, made_cb, &graph);
  while (graph == NULL)
    g_main_context_iteration (NULL, TRUE);

  return graph;
}

static void
test_graphml_of_hostile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = make_hostile ();
  g_autoptr (WuseRelationGraph) graph = lay_out_all (relations);

  g_assert_cmpuint (graph->graph->n_nodes, ==, 4);
  check_graphml (fixture, graph);
}

static void
test_graphml_of_selection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = make_hostile ();
  g_autoptr (WuseRelationGraph) graph = lay_out_all (relations);
  g_autoptr (WuseGraphExport) export = make_export (graph, WUSE_GRAPH_EXPORT_GRAPHML);
  g_autoptr (GFile) file = get_file (fixture, "part.graphml");
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "check-graphml.py", NULL);
  const char *arguments[] = { "python3", script, g_file_peek_path (file), "2", "1", NULL };

  export->only_selected = TRUE;
  export->selection = g_strdupv ((char *[]){ (char *) "a.b:c", (char *) "-1", (char *) "nobody", NULL });
  write_file (export, file);
  run (arguments, NULL);
}

/* --- tables --- */

typedef struct
{
  WuseTableFile *table;
  GPtrArray *rows; /* strings, joined by | */
} Reading;

static gboolean
row_cb (const WuseTableRow *row, gpointer user_data, GError **error)
{
  Reading *reading = user_data;

  g_assert_cmpint (row->fault, ==, WUSE_TABLE_FAULT_NONE);
  g_ptr_array_add (reading->rows, g_strjoinv ("|", (char **) row->cells));

  return TRUE;
}

static GPtrArray *
read_table (GFile *file, char **header)
{
  Reading reading = { NULL, g_ptr_array_new_with_free_func (g_free) };
  GError *error = NULL;

  reading.table = wuse_table_file_open (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wuse_table_file_read (reading.table, row_cb, NULL, &reading, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (wuse_table_file_get_delimiter (reading.table), ==, ',');
  if (header != NULL)
    *header = g_strjoinv ("|", (char **) wuse_table_file_get_header (reading.table));
  wuse_table_file_unref (reading.table);

  return reading.rows;
}

static void
test_tables (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = relations_read_seoul ();
  g_autoptr (WuseRelationGraph) graph = NULL;
  g_autoptr (WuseGraphExport) cases = NULL, contacts = NULL;
  g_autoptr (GFile) case_file = get_file (fixture, "cases.csv"), contact_file = get_file (fixture, "contacts.csv");
  g_autoptr (GPtrArray) case_rows = NULL, contact_rows = NULL;

  if (relations == NULL)
    return;
  graph = lay_out (relations, WUSE_GRAPH_BY_GENERATION, NULL);
  cases = make_export (graph, WUSE_GRAPH_EXPORT_LINE_LIST);
  contacts = make_export (graph, WUSE_GRAPH_EXPORT_CONTACTS);
  write_file (cases, case_file);
  write_file (contacts, contact_file);
  case_rows = read_table (case_file, NULL);
  contact_rows = read_table (contact_file, NULL);
  g_assert_cmpuint (case_rows->len, ==, graph->n_cases);
  g_assert_cmpuint (contact_rows->len, ==, graph->graph->n_edges);
  for (guint i = 0, node = 0; i < case_rows->len; i++, node++)
    {
      const WuseActor *actor;
      g_autofree char *begin = NULL;

      while ((actor = &relations->actors[graph->actor[node]])->kind != WUSE_ACTOR_CASE)
        node++;
      begin = g_strdup_printf ("%s|", actor->id);
      g_assert_true (g_str_has_prefix (g_ptr_array_index (case_rows, i), begin));
    }
}

static void
test_tables_of_hostile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = make_hostile ();
  g_autoptr (WuseRelationGraph) graph = lay_out_all (relations);
  g_autoptr (WuseGraphExport) cases = make_export (graph, WUSE_GRAPH_EXPORT_LINE_LIST),
                              contacts = make_export (graph, WUSE_GRAPH_EXPORT_CONTACTS);
  g_autoptr (GFile) case_file = get_file (fixture, "cases.csv"), contact_file = get_file (fixture, "contacts.csv");
  g_autoptr (GPtrArray) rows = NULL, links = NULL;
  g_autofree char *text = NULL, *header = NULL;

  write_file (cases, case_file);
  write_file (contacts, contact_file);
  g_assert_true (g_file_get_contents (g_file_peek_path (case_file), &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\357\273\277case_id,resident_identifier,classification,"));
  rows = read_table (case_file, &header);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (header, ==,
                   "case_id|resident_identifier|classification|origin|sex|age|age_band|area|area_name|onset|report|isolation|"
                   "release|found_by|cluster|infector|infector_state|setting|generation|infected");
  g_assert_cmpstr (g_ptr_array_index (rows, 0), ==,
                   "'-1||suspected|local|female|41||||2022-04-05||||close_contact||a.b:c|suspected|medical|1|1");
  g_assert_cmpstr (g_ptr_array_index (rows, 1), ==,
                   "a.b:c||confirmed|unknown||||||2022-04-01|2022-04-03||||'=HYPERLINK(1),<x>&\"y||||0|1");
  links = read_table (contact_file, NULL);
  g_assert_cmpuint (links->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (links, 0), ==, "'-1|case|same|case|transmission|suspected||||||case|same");
}

/* --- pictures --- */

static void
write_pictures (Fixture *fixture, WuseRelationGraph *graph, const char *name)
{
  static const char *const endings[] = { "png", "svg", "pdf" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (WuseGraphExport) export = make_export (graph, (WuseGraphExportKind) i);
      g_autofree char *file_name = g_strdup_printf ("%s.%s", name, endings[i]);
      g_autoptr (GFile) file = get_file (fixture, file_name);

      write_file (export, file);
    }
}

static void
get_size (Fixture *fixture, const char *name, int *width, int *height)
{
  g_autoptr (GFile) file = get_file (fixture, name);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (g_file_peek_path (file));
  guint n_colored = 0;

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  *width = cairo_image_surface_get_width (surface);
  *height = cairo_image_surface_get_height (surface);
  for (int y = 0; y < *height; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
                                                              + (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

      for (int x = 0; x < *width; x++)
        n_colored += row[x] != row[0];
    }
  cairo_surface_destroy (surface);
  g_assert_cmpuint (n_colored, >, 10000);
}

static void
test_pictures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = relations_read_seoul ();
  static const char *const names[] = { "force", "time", "generation" };

  if (relations == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (WuseRelationGraph) graph = lay_out (relations, (WuseGraphLayout) i, NULL);
      g_autoptr (WuseGraphExport) twice = make_export (graph, WUSE_GRAPH_EXPORT_PNG);
      g_autofree char *png = g_strdup_printf ("%s.png", names[i]), *svg = g_strdup_printf ("%s.svg", names[i]),
                      *pdf = g_strdup_printf ("%s.pdf", names[i]);
      g_autoptr (GFile) svg_file = get_file (fixture, svg), pdf_file = get_file (fixture, pdf),
                        large = get_file (fixture, "large.png"), converted = get_file (fixture, "converted.png");
      const char *convert[] = { "rsvg-convert", "-o", g_file_peek_path (converted), g_file_peek_path (svg_file), NULL };
      const char *lint[] = { "xmllint", "--noout", "--huge", g_file_peek_path (svg_file), NULL };
      const char *extract[] = { "pdftotext", g_file_peek_path (pdf_file), "-", NULL };
      g_autofree char *text = NULL, *words = NULL;
      int width, height, large_width, large_height;

      write_pictures (fixture, graph, names[i]);
      twice->device_scale = 2;
      write_file (twice, large);
      get_size (fixture, png, &width, &height);
      get_size (fixture, "large.png", &large_width, &large_height);
      g_assert_cmpint (large_width, ==, 2 * width);
      g_assert_cmpint (large_height, ==, 2 * height);

      g_assert_true (g_file_get_contents (g_file_peek_path (svg_file), &text, NULL, NULL));
      g_assert_nonnull (strstr (text, ">Seoul &amp; &lt;around&gt;: "));
      g_assert_nonnull (strstr (text, ">Synthetic district: people and outbreak are made up</text>"));
      run (lint, NULL);
      if (has_program ("rsvg-convert"))
        {
          run (convert, NULL);
          get_size (fixture, "converted.png", &large_width, &large_height);
          g_assert_cmpint (large_width, ==, width);
          g_assert_cmpint (large_height, ==, height);
        }
      else
        g_test_message ("rsvg-convert is not here: the drawing was not rendered");
      if (has_program ("pdftotext"))
        {
          run (extract, &words);
          g_assert_nonnull (strstr (words, "Seoul & <around>: "));
          g_assert_nonnull (strstr (words, "confirmed"));
        }
      else
        g_test_message ("pdftotext is not here: the words of the page were not read");
    }
}

/* What is seen: the box, at its scale. */
static void
test_part (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = make_hostile ();
  g_autoptr (WuseRelationGraph) graph = lay_out_all (relations);
  g_autoptr (WuseGraphExport) export = make_export (graph, WUSE_GRAPH_EXPORT_PNG);
  g_autoptr (GFile) file = get_file (fixture, "part.png");
  cairo_surface_t *surface;

  export->whole = FALSE;
  export->box = (WuseDiagramBox){ -5, -4, 5, 4 };
  export->scale = 100;
  export->selection = g_strdupv ((char *[]){ (char *) "-1", NULL });
  write_file (export, file);
  surface = cairo_image_surface_create_from_png (g_file_peek_path (file));
  /* And a margin on either side. */
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 1000 + 72);
  g_assert_cmpint (cairo_image_surface_get_height (surface), >, 800 + 72);
  cairo_surface_destroy (surface);
}

/* --- faults --- */

static void
cancel_cb (double done, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static guint
count_files (Fixture *fixture)
{
  GDir *folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  g_dir_close (folder);

  return n;
}

/* What stood there before stands there still, and nothing is left beside it. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = make_hostile ();
  g_autoptr (WuseRelationGraph) graph = lay_out_all (relations);

  for (guint kind = 0; kind < WUSE_N_GRAPH_EXPORTS; kind++)
    {
      g_autoptr (WuseGraphExport) export = make_export (graph, (WuseGraphExportKind) kind);
      g_autoptr (GFile) file = get_file (fixture, "file");
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_assert_true (g_file_set_contents (g_file_peek_path (file), "before", -1, NULL));
      g_assert_false (wuse_graph_export_write (export, file, cancel_cb, cancellable, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_true (g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "before");
      g_assert_cmpuint (count_files (fixture), ==, 1);
    }
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = make_hostile ();
  g_autoptr (WuseRelationGraph) graph = lay_out_all (relations);

  for (guint kind = 0; kind < WUSE_N_GRAPH_EXPORTS; kind++)
    {
      g_autoptr (WuseGraphExport) export = make_export (graph, (WuseGraphExportKind) kind);
      g_autoptr (GFile) nowhere = get_file (fixture, "no-folder/file");
      g_autoptr (GError) error = NULL;

      g_assert_false (wuse_graph_export_write (export, nowhere, NULL, NULL, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

/* --- views --- */

static WuseSavedView *
make_view (WuseRelationGraph *graph)
{
  WuseSavedView *view = wuse_saved_view_new ();

  view->name = g_strdup ("第3栋 “x” \\ \n");
  view->filter.actors = 31;
  view->filter.with_refuted = TRUE;
  view->filter.first = 18000;
  view->filter.classifications = 1u << WUSE_CASE_SUSPECTED;
  view->filter.settings = 1u << WUSE_SETTING_MEDICAL | 1u << WUSE_SETTING_UNKNOWN;
  view->filter.steps = 3;
  view->scope_kind = g_strdup ("case");
  view->scope_keys = g_strdupv ((char *[]){ (char *) "-1", (char *) "same", NULL });
  view->layout = graph->layout;
  view->coloring = WUSE_GRAPH_COLOR_SETTING;
  view->names = WUSE_GRAPH_NAMES_IMPORTANT;
  view->name_field = WUSE_GRAPH_NAME_AREA;
  view->place = (WuseDiagramPlace){ 12.5, -3.25, 48 };
  view->selection = g_strdupv ((char *[]){ (char *) "a.b:c", NULL });
  view->list->sort = WUSE_CASE_SORT_AREA;
  view->list->text = g_strdup ("west \"1\"");
  wuse_saved_view_take_places (view, graph);

  return view;
}

static void
test_view (void)
{
  g_autoptr (WuseRelations) relations = make_hostile ();
  g_autoptr (WuseRelationGraph) graph = lay_out_all (relations);
  g_autoptr (WuseSavedView) view = make_view (graph), again = NULL;
  g_autofree char *json = wuse_saved_view_to_json (view), *json_again = NULL;
  GError *error = NULL;

  again = wuse_saved_view_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->filter.settings, ==, view->filter.settings);
  g_assert_cmpint (again->filter.first, ==, 18000);
  g_assert_cmpint (again->filter.last, ==, WUSE_DAY_NONE);
  g_assert_cmpuint (again->filter.steps, ==, 3);
  g_assert_cmpstr (again->scope_keys[1], ==, "same");
  g_assert_cmpfloat (again->place.x, ==, 12.5);
  g_assert_cmpint (again->list->sort, ==, WUSE_CASE_SORT_AREA);
  g_assert_cmpstr (again->list->text, ==, "west \"1\"");
  g_assert_cmpuint (wuse_graph_places_get_size (again->places), ==, 4);
  for (guint i = 0; i < graph->graph->n_nodes; i++)
    {
      const WuseActor *actor = &relations->actors[graph->actor[i]];
      float x, y;

      g_assert_true (wuse_graph_places_find (again->places, (WuseActorKind) actor->kind, actor->id, &x, &y));
      g_assert_cmpfloat_with_epsilon (x, graph->positions[2 * i], 0.006);
      g_assert_cmpfloat_with_epsilon (y, graph->positions[2 * i + 1], 0.006);
    }
  /* But for the name, which loses what is no name, it is the same again. */
  g_assert_cmpstr (again->name, ==, "第3栋 “x” \\");
  g_free (view->name);
  view->name = g_strdup (again->name);
  g_free (json);
  json = wuse_saved_view_to_json (view);
  json_again = wuse_saved_view_to_json (again);
  g_assert_cmpstr (json, ==, json_again);
}

static void
test_hostile_views (void)
{
  static const char *const texts[] = {
    "",
    "x",
    "{}",
    "[]",
    "null",
    "{\"format\":\"wuse-view-1\"}",
    "{\"format\":\"wuse-view-2\",\"layout\":\"time\"}",
    "{\"format\":\"wuse-view-1\",\"layout\":\"sideways\"}",
    "{\"format\":\"wuse-view-1\",\"layout\":[\"time\"]}",
    "{\"format\":\"wuse-view-1\",\"layout\":\"force\",\"nodes\":{\"case\":{\"ids\":[\"a\"]}}}",
    "{\"format\":\"wuse-view-1\",\"layout\":\"force\",\"nodes\":{\"case\":{\"ids\":[\"a\"],\"xy\":[1]}}}",
    "{\"format\":\"wuse-view-1\",\"layout\":\"force\",\"nodes\":{\"case\":{\"ids\":[\"a\"],\"xy\":[1,1e300]}}}",
    "{\"format\":\"wuse-view-1\",\"layout\":\"force\",\"nodes\":{\"case\":{\"ids\":[\"a\"],\"xy\":[1,9999999999]}}}",
    "{\"format\":\"wuse-view-1\",\"layout\":\"force\",\"nodes\":{\"case\":{\"ids\":[1],\"xy\":[1,1]}}}",
    "{\"format\":\"wuse-view-1\",\"layout\":\"force\",\"nodes\":{\"case\":{\"ids\":[\"\"],\"xy\":[1,1]}}}",
    "{\"format\":\"wuse-view-1\",\"layout\":\"time\"",
    "\xff\xfe{\"format\":\"wuse-view-1\",\"layout\":\"time\"}",
  };
  g_autofree char *deep = g_strnfill (100000, '['), *many = g_strnfill (3000000, ',');

  for (guint i = 0; i < G_N_ELEMENTS (texts) + 2; i++)
    {
      const char *text = i < G_N_ELEMENTS (texts) ? texts[i] : i == G_N_ELEMENTS (texts) ? deep : many;
      g_autoptr (GError) error = NULL;

      g_assert_null (wuse_saved_view_parse (text, strlen (text), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* Of another type than it should be is as good as not there; nothing goes beyond its bounds. */
static void
test_odd_view (void)
{
  static const char text[] =
      "{\"format\":\"wuse-view-1\",\"layout\":\"time\",\"name\":7,\"colour\":{},\"names\":\"loud\",\"camera\":{\"x\":1e300,"
      "\"y\":\"1\",\"scale\":1e9},\"filter\":{\"actors\":[1,\"place\",{}],\"first\":\"tomorrow\",\"settings\":\"all\"},"
      "\"scope\":{\"kind\":\"case\",\"keys\":[]},\"selection\":{\"a\":1},\"list\":[1],\"nodes\":[],\"day_width\":900}";
  GError *error = NULL;
  g_autoptr (WuseSavedView) view = wuse_saved_view_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_null (view->name);
  g_assert_null (view->scope_kind);
  g_assert_null (view->selection);
  g_assert_null (view->places);
  g_assert_cmpfloat (view->place.x, <=, 1e7);
  g_assert_cmpfloat (view->place.scale, ==, 400);
  g_assert_cmpuint (view->filter.actors, ==, WUSE_GRAPH_FILTER_DEFAULT.actors | 1u << WUSE_ACTOR_PLACE);
  g_assert_cmpint (view->filter.first, ==, WUSE_DAY_NONE);
}

/* Whoever was there stays to the hundredth, who came is beside those it is linked with, who went is counted. */
static void
test_changed_since (void)
{
  g_autoptr (WuseRelations) relations = relations_read_seoul ();
  g_autoptr (WuseRelationGraph) graph = NULL, again = NULL;
  g_autoptr (WuseGraphPlaces) places = NULL;
  guint n_left_out = 0, n_moved = 0;

  if (relations == NULL)
    return;
  graph = lay_out (relations, WUSE_GRAPH_BY_FORCE, NULL);
  places = wuse_graph_places_new (WUSE_GRAPH_BY_FORCE, 0);
  wuse_graph_places_add (places, WUSE_ACTOR_CASE, "somebody who went", 1, 1);
  for (guint i = 0; i < graph->graph->n_nodes; i++)
    {
      const WuseActor *actor = &relations->actors[graph->actor[i]];

      if (i % 3 == 0)
        n_left_out++;
      else
        wuse_graph_places_add (places, (WuseActorKind) actor->kind, actor->id, graph->positions[2 * i],
                               graph->positions[2 * i + 1]);
    }
  again = lay_out (relations, WUSE_GRAPH_BY_FORCE, places);
  g_assert_cmpuint (again->n_new, ==, n_left_out);
  g_assert_cmpuint (again->n_gone, ==, 1);
  for (guint i = 0; i < graph->graph->n_nodes; i++)
    {
      g_assert_true (isfinite (again->positions[2 * i]) && isfinite (again->positions[2 * i + 1]));
      n_moved +=
          i % 3 != 0
          && (again->positions[2 * i] != graph->positions[2 * i] || again->positions[2 * i + 1] != graph->positions[2 * i + 1]);
    }
  g_assert_cmpuint (n_moved, ==, 0);
}

/* --- large ones --- */

static WuseRelations *
make_large (guint n_cases, guint n_links)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  WuseRelationsBuilder *builder = wuse_relations_builder_new ();

  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *id = g_strdup_printf ("C%06u", i);
      g_autofree char *day = wuse_day_format (18000 + (WuseDay) (i / 500));

      relations_add (batch, "case", id, "'classification':'confirmed','onset':'%s','infector':'C%06d'", day,
                     i > 0 ? g_rand_int_range (random, MAX ((int) i - 3000, 0), (int) i) : 0);
    }
  for (guint i = 0; i < n_links; i++)
    {
      g_autofree char *id = g_strdup_printf ("L%06u", i);
      const int from = g_rand_int_range (random, 0, (int) n_cases), to = from + g_rand_int_range (random, 1, 400);

      relations_add (batch, "link", id, "'source':'C%06d','target':'C%06d','kind':'contact','state':'confirmed'", from,
                     MIN (to, (int) n_cases - 1));
    }
  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    wuse_relations_builder_add (builder, wuse_record_batch_get (batch, i));

  return wuse_relations_builder_end (builder);
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "png", "svg", "pdf", "graphml", "csv", "contacts.csv" };
  const guint n_cases = g_test_perf () ? 100000 : 4000;
  g_autoptr (WuseRelations) relations = make_large (n_cases, 3 * n_cases);
  g_autoptr (WuseRelationGraph) graph = lay_out (relations, WUSE_GRAPH_BY_FORCE, NULL);
  g_autoptr (WuseSavedView) view = wuse_saved_view_new (), again = NULL;
  g_autofree char *json = NULL;
  gint64 began = g_get_monotonic_time ();

  g_assert_cmpuint (graph->graph->n_nodes, ==, n_cases);
  for (guint kind = 0; kind < WUSE_N_GRAPH_EXPORTS; kind++)
    {
      g_autoptr (WuseGraphExport) export = make_export (graph, (WuseGraphExportKind) kind);
      g_autofree char *name = g_strdup_printf ("large.%s", names[kind]);
      g_autoptr (GFile) file = get_file (fixture, name);
      GStatBuf status;

      began = g_get_monotonic_time ();
      write_file (export, file);
      g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
      g_test_message ("%s: %u nodes, %u edges in %.2f s, %.1f MB", names[kind], graph->graph->n_nodes, graph->graph->n_edges,
                      (double) (g_get_monotonic_time () - began) / 1e6, (double) status.st_size / 1e6);
    }
  view->layout = WUSE_GRAPH_BY_FORCE;
  began = g_get_monotonic_time ();
  wuse_saved_view_take_places (view, graph);
  json = wuse_saved_view_to_json (view);
  again = wuse_saved_view_parse (json, strlen (json), NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (wuse_graph_places_get_size (again->places), ==, n_cases);
  g_test_message ("view: %.2f MB written and read in %.2f s", (double) strlen (json) / 1e6,
                  (double) (g_get_monotonic_time () - began) / 1e6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/graph-export/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("graphml/seoul", test_graphml);
  ADD ("graphml/hostile", test_graphml_of_hostile);
  ADD ("graphml/selection", test_graphml_of_selection);
  ADD ("tables/seoul", test_tables);
  ADD ("tables/hostile", test_tables_of_hostile);
  ADD ("pictures/seoul", test_pictures);
  ADD ("pictures/part", test_part);
  ADD ("faults/cancelled", test_cancelled);
  ADD ("faults/no-folder", test_full_disk);
  ADD ("large", test_large);
  g_test_add_func ("/saved-view/round-trip", test_view);
  g_test_add_func ("/saved-view/hostile", test_hostile_views);
  g_test_add_func ("/saved-view/odd", test_odd_view);
  g_test_add_func ("/saved-view/changed-since", test_changed_since);

  return g_test_run ();
}
