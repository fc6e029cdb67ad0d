/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of the program. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-application-private.h"

#include "wuse-collection.h"
#include "wuse-import-words.h"
#include "wuse-import-write.h"
#include "wuse-intake-error.h"
#include "wuse-keyring.h"
#include "wuse-renderer.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_PASSWORD 512

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open a synthetic district with an outbreak"), NULL },
  { "grids", 0, 0, G_OPTION_ARG_INT, NULL, N_ ("How many grids the synthetic district has"), N_ ("NUMBER") },
  { "persons", 0, 0, G_OPTION_ARG_INT, NULL, N_ ("How many persons live in it"), N_ ("NUMBER") },
  { "seed", 0, 0, G_OPTION_ARG_INT, NULL, N_ ("Which of the synthetic districts it is"), N_ ("NUMBER") },
  { "pack", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open a district pack"), N_ ("FOLDER") },
  { "pack-data", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Where the files that the pack describes lie"), N_ ("FOLDER") },
  { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Connect to a district server"), N_ ("ADDRESS") },
  { "user", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Name to sign in with"), N_ ("NAME") },
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Read the password from the standard input"), NULL },
  { "collection", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Open a collection, or make it of the files to import"), N_ ("NAME") },
  { "import", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, N_ ("Import a file; may be given several times"), N_ ("FILE") },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE…]") },
  { "appearance", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("light, dark or system"), N_ ("APPEARANCE") },
  { "screenshots", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Walk through every view, write pictures and quit"), N_ ("FOLDER") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say the version and quit"), NULL },
  G_OPTION_ENTRY_NULL,
};
/* For unattended starts: a password has no place on a command line. */
static void
read_password (WuseApplication *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "server-url");
  g_autofree char *user = g_settings_get_string (self->settings, "server-user");
  char line[LONGEST_PASSWORD];

  if (fgets (line, sizeof line, stdin) != NULL)
    wuse_keyring_remember (address, user, g_strchomp (line));
  explicit_bzero (line, sizeof line);
}

int
wuse_application_ask_running (WuseApplication *self)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->imports != NULL && self->imports[i] != NULL; i++)
    g_ptr_array_add (paths, g_canonicalize_filename (self->imports[i], NULL));
  if (paths->len > 0)
    g_action_group_activate_action (
        G_ACTION_GROUP (self), "import",
        g_variant_new ("(@aays)", g_variant_new_bytestring_array ((const char *const *) paths->pdata, paths->len),
                       self->collection != NULL ? self->collection : ""));
  else
    g_action_group_activate_action (G_ACTION_GROUP (self), "open-collection", g_variant_new_string (self->collection));

  return 0;
}

static int
refuse (const char *words)
{
  g_printerr ("wuse: %s\n", words);

  return 1;
}

/* Makes the collection of the files; what has to be asked is left to the assistant. */
static int
make_collection (WuseApplication *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint n_records = 0;

  if (wuse_import_unattended ((const char *const *) self->imports, self->collection, &n_records, &error))
    {
      g_print (ngettext ("%u record brought in\n", "%u records brought in\n", n_records), n_records);
      g_clear_pointer (&self->imports, g_strfreev);
      return -1;
    }
  words = wuse_import_words_for_error (error);

  return g_error_matches (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_UNDECIDED) ? -1 : refuse (words);
}

/* Decides what is to be done with a collection and with files, before there is a window. */
static int
take_collection_options (WuseApplication *self, GVariantDict *dict)
{
  g_autofree char *folder = wuse_import_get_folder (), *file = NULL, *path = NULL;
  g_auto (GStrv) more = NULL;

  g_variant_dict_lookup (dict, "collection", "s", &self->collection);
  g_variant_dict_lookup (dict, "import", "^aay", &self->imports);
  g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^aay", &more);
  if (more != NULL)
    {
      g_autoptr (GStrvBuilder) files = g_strv_builder_new ();

      if (self->imports != NULL)
        g_strv_builder_addv (files, (const char **) self->imports);
      g_strv_builder_addv (files, (const char **) more);
      g_strfreev (self->imports);
      self->imports = g_strv_builder_end (files);
    }
  if (self->collection == NULL && self->imports == NULL)
    return -1;
  if (self->collection != NULL && !wuse_collection_is_name (self->collection))
    return refuse (_ ("This cannot be the name of a collection"));
  if (self->imports != NULL && g_strv_length (self->imports) > WUSE_INTAKE_MAX_FILES)
    return refuse (_ ("These are too many files at once"));
  if (g_application_register (G_APPLICATION (self), NULL, NULL) && g_application_get_is_remote (G_APPLICATION (self)))
    return wuse_application_ask_running (self);
  if (self->collection == NULL)
    return -1;
  if (self->imports != NULL)
    return make_collection (self);
  file = g_strconcat (self->collection, ".sqlite", NULL);
  path = g_build_filename (folder, file, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? -1 : refuse (_ ("There is no collection of this name"));
}

int
wuse_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  WuseApplication *self = WUSE_APPLICATION (application);
  const char *pack = NULL, *data = NULL, *text = NULL;
  int status;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("wuse %s\n", WUSE_VERSION);
      return 0;
    }

  wuse_renderer_choose ();
  self->settings = g_settings_new (WUSE_APPLICATION_ID);
  if (g_variant_dict_lookup (dict, "appearance", "&s", &text) && !g_settings_set_string (self->settings, "appearance", text))
    {
      g_printerr ("wuse: --appearance is light, dark or system\n");
      return 64;
    }
  if (g_variant_dict_lookup (dict, "server", "&s", &text))
    g_settings_set_string (self->settings, "server-url", text);
  if (g_variant_dict_lookup (dict, "user", "&s", &text))
    g_settings_set_string (self->settings, "server-user", text);
  if (g_variant_dict_contains (dict, "password-stdin"))
    read_password (self);
  g_variant_dict_lookup (dict, "screenshots", "^ay", &self->screenshots);
  g_variant_dict_lookup (dict, "pack-data", "^&ay", &data);
  status = take_collection_options (self, dict);
  if (status >= 0)
    return status;

  if (g_variant_dict_lookup (dict, "pack", "^&ay", &pack))
    wuse_application_start_pack (self, pack, data);
  else if (g_variant_dict_contains (dict, "demo"))
    wuse_application_start_demo (self, dict);
  else if (self->collection == NULL || self->imports != NULL)
    wuse_application_open_server (self);

  return -1;
}

void
wuse_application_add_options (WuseApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}
