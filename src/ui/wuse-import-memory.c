/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembered mappings: `mappings/FINGERPRINT.json` in the folder of the program's data. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-memory.h"

#include <errno.h>
#include <glib/gstdio.h>

#define ENDING ".json"
#define MOST_REMEMBERED 1000
#define MOST_BYTES (1u << 20)

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "wuse", "mappings", NULL);
}

static WuseIntakeMapping *
load_one (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  WuseIntakeMapping *mapping = NULL;
  GStatBuf status;
  gsize length;

  if (g_stat (path, &status) == 0 && status.st_size <= (goffset) MOST_BYTES && g_file_get_contents (path, &text, &length, &error))
    mapping = wuse_intake_mapping_parse (text, (gssize) length, &error);
  if (error != NULL)
    g_message ("A remembered mapping cannot be read: %s", error->message);

  return mapping;
}

GPtrArray *
wuse_import_memory_load (void)
{
  GPtrArray *mappings = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_intake_mapping_free);
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && mappings->len < MOST_REMEMBERED && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      WuseIntakeMapping *mapping = g_str_has_suffix (name, ENDING) ? load_one (path) : NULL;

      if (mapping != NULL)
        g_ptr_array_add (mappings, mapping);
    }

  return mappings;
}

gboolean
wuse_import_memory_save (GPtrArray *mappings, GError **error)
{
  g_autofree char *folder = get_folder ();

  g_return_val_if_fail (mappings != NULL, FALSE);

  if (mappings->len > 0 && g_mkdir_with_parents (folder, 0700) != 0)
    {
      const int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", folder, g_strerror (code));
      return FALSE;
    }
  for (guint i = 0; i < mappings->len; i++)
    {
      const WuseIntakeMapping *mapping = g_ptr_array_index (mappings, i);
      const WuseIntakeTable *table = g_ptr_array_index (mapping->tables, 0);
      g_autofree char *name = g_strconcat (table->fingerprint, ENDING, NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = wuse_intake_mapping_to_json (mapping);

      if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
        return FALSE;
    }

  return TRUE;
}
