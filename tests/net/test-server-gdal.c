/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody else's client: GDAL reads the collections as QGIS does. Skipped where gdal-bin is not installed. */

#include "config.h"

#include "server-fixture.h"
#include "wuse-test-folder.h"

#include <string.h>

typedef struct
{
  Fixture fixture;
  WuseTestFolder *folder;
  char *source;
  char *header; /* a file with the access token */
} Gdal;

static gboolean
gdal_set_up (Gdal *self)
{
  g_autofree char *program = g_find_program_in_path ("ogr2ogr");
  g_autofree char *line = NULL;

  if (program == NULL)
    {
      g_test_skip ("ogr2ogr is not installed (Debian: gdal-bin)");
      return FALSE;
    }
  fixture_set_up (&self->fixture, 1000);
  self->folder = wuse_test_folder_new ();
  self->header = wuse_test_folder_build (self->folder, "header");
  line = g_strdup_printf ("Authorization: Bearer %s\n", wuse_test_server_get_token (self->fixture.server));
  g_assert_true (g_file_set_contents (self->header, line, -1, NULL));
  self->source = g_strdup_printf ("OAPIF:%s", wuse_test_server_get_url (self->fixture.server));
  return TRUE;
}

static void
gdal_tear_down (Gdal *self)
{
  fixture_tear_down (&self->fixture);
  wuse_test_folder_free (self->folder);
  g_free (self->source);
  g_free (self->header);
}

/* What a program of GDAL prints; %NULL if it fails. */
static char *
run (Gdal *self, gboolean has_token, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_subprocess_launcher_setenv (launcher, "NO_PROXY", "127.0.0.1", TRUE);
  if (has_token)
    g_subprocess_launcher_setenv (launcher, "GDAL_HTTP_HEADER_FILE", self->header, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_clear_pointer (&output, g_free);
  return output;
}

static void
test_layers (void)
{
  static const char *const layers[] = { "areas", "buildings", "features", "places", "cases", "stays" };
  Gdal gdal;
  g_autofree char *listed = NULL, *refused = NULL;

  if (!gdal_set_up (&gdal))
    return;
  const char *const arguments[] = { "ogrinfo", "-ro", gdal.source, NULL };
  listed = run (&gdal, TRUE, arguments);
  g_assert_nonnull (listed);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *line = g_strdup_printf ("\n%u: %s ", i + 1, layers[i]);

      g_assert_nonnull (strstr (listed, line));
    }

  refused = run (&gdal, FALSE, arguments);
  g_assert_null (refused);
  gdal_tear_down (&gdal);
}

/* Reads a layer, page by page, and returns how many different features came. */
static guint
count (Gdal *gdal, const char *layer, const char *const *box)
{
  const char *arguments[] = { "ogr2ogr", "-f",    "GeoJSON", "-oo",  "PAGE_SIZE=7", "/vsistdout/", gdal->source,
                              layer,     "-spat", box[0],    box[1], box[2],        box[3],        NULL };
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  JsonArray *features;

  text = run (gdal, TRUE, arguments);
  g_assert_nonnull (text);
  node = json_from_string (text, NULL);
  g_assert_nonnull (node);
  features = json_object_get_array_member (json_node_get_object (node), "features");
  for (guint i = 0; i < json_array_get_length (features); i++)
    {
      JsonObject *properties = json_object_get_object_member (json_array_get_object_element (features, i), "properties");

      g_assert_true (g_hash_table_add (ids, g_strdup (json_object_get_string_member (properties, "id"))));
    }
  return g_hash_table_size (ids);
}

static void
test_features (void)
{
  static const char *const world[] = { "-180", "-90", "180", "90" };
  static const char *const nowhere[] = { "0", "0", "1", "1" };
  Gdal gdal;

  if (!gdal_set_up (&gdal))
    return;
  g_assert_cmpuint (count (&gdal, "buildings", world), ==, 250);
  g_assert_cmpuint (count (&gdal, "buildings", nowhere), ==, 0);
  gdal_tear_down (&gdal);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/gdal/layers", test_layers);
  g_test_add_func ("/server/gdal/features", test_features);
  return g_test_run ();
}
