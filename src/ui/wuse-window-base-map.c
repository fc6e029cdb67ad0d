/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base map of the window: the district's own features, a map file, a map service. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-keyring.h"
#include "wuse-tile-fetcher.h"
#include "wuse-window-private.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

#define TILE_CACHE_BYTES (512u << 20)
#define TILE_CONNECTIONS 6
#define SERVICE_MIN_ZOOM 1
#define SERVICE_MAX_ZOOM 18

static void
show_base_map (WuseWindow *self, WuseBaseMap *base, const char *name)
{
  g_autofree char *text = g_strdup_printf (_ ("Base map: %s"), name);

  wuse_map_view_set_base_map (self->map, base);
  gtk_label_set_text (self->base_map_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.flip-rows",
                                 g_settings_get_enum (self->settings, "base-map") == 2 && self->map_file != NULL);
}

/* --- file --- */

static void
show_map_file (WuseWindow *self)
{
  g_autofree char *rows = g_settings_get_string (self->settings, "base-map-rows");
  g_autoptr (WuseBaseMap) base = NULL;

  if (!g_str_equal (rows, "auto"))
    wuse_mbtiles_set_rows (self->map_file, g_str_equal (rows, "xyz") ? WUSE_TILE_ROWS_FROM_NORTH : WUSE_TILE_ROWS_FROM_SOUTH);
  base = wuse_base_map_new_for_mbtiles (self->map_file);
  show_base_map (self, base, wuse_mbtiles_get_name (self->map_file));
}

static void
tell_notes (WuseWindow *self)
{
  const char *const *notes = wuse_mbtiles_get_notes (self->map_file);
  gboolean certain = TRUE;

  wuse_mbtiles_get_rows (self->map_file, &certain);
  for (guint i = 0; notes != NULL && notes[i] != NULL; i++)
    wuse_window_toast (self, notes[i]);
  if (!certain)
    wuse_window_toast (self, _ ("If the map file looks torn, turn its rows over in Layers."));
}

static void
mbtiles_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseMBTiles) file = wuse_mbtiles_open_finish (result, &error);

  if (self->settings == NULL)
    return;

  if (file == NULL)
    {
      g_autofree char *words = wuse_words_for_error (error);

      g_settings_set_enum (self->settings, "base-map", 1);
      wuse_window_tell (self, _ ("The Map File Cannot Be Shown"), words);
      return;
    }

  g_set_object (&self->map_file, file);
  tell_notes (self);
  show_map_file (self);
}

static void
open_mbtiles (WuseWindow *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "base-map-file");
  const WuseDistrict *district = wuse_workspace_get_district (self->workspace);

  if (*path == '\0')
    {
      g_settings_set_enum (self->settings, "base-map", 1);
      wuse_window_open_map_file (self);
      return;
    }

  wuse_mbtiles_open_async (path, district != NULL ? &district->bounds : NULL, self->cancellable, mbtiles_opened_cb,
                           g_object_ref (self));
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, WuseWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      const char *path = g_file_peek_path (file);

      g_clear_object (&self->map_file);
      g_settings_set_string (self->settings, "base-map-rows", "auto");
      g_settings_set_string (self->settings, "base-map-file", path != NULL ? path : "");
      g_settings_set_enum (self->settings, "base-map", 2);
      wuse_window_apply_base_map (self);
    }
  g_object_unref (dialog);
}

void
wuse_window_open_map_file (WuseWindow *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Open Map File"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_return_if_fail (WUSE_IS_WINDOW (self));

  gtk_file_filter_set_name (filter, _ ("Map files (MBTiles)"));
  gtk_file_filter_add_pattern (filter, "*.mbtiles");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
wuse_window_flip_rows (WuseWindow *self)
{
  WuseTileRows rows;

  g_return_if_fail (WUSE_IS_WINDOW (self));

  if (self->map_file == NULL)
    return;

  rows = wuse_mbtiles_get_rows (self->map_file, NULL);
  g_settings_set_string (self->settings, "base-map-rows", rows == WUSE_TILE_ROWS_FROM_NORTH ? "tms" : "xyz");
  g_clear_object (&self->map_file);
  open_mbtiles (self);
}

/* --- service --- */

static void
tile_failed_cb (WuseWindow *self, GError *error)
{
  g_autofree char *words = wuse_words_for_error (error);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->base_map_label), words);
  if (!gtk_widget_has_css_class (GTK_WIDGET (self->base_map_label), "warning"))
    wuse_window_toast (self, words);
  gtk_widget_add_css_class (GTK_WIDGET (self->base_map_label), "warning");
}

static void
key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseWindow) self = user_data;
  g_autofree char *key = wuse_keyring_lookup_finish (result);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "wuse", "tiles", NULL);
  g_autofree char *address = NULL;
  g_autofree char *subdomains = NULL;
  g_autofree char *datum_name = NULL;
  g_autoptr (WuseTileFetcher) fetcher = NULL;
  g_autoptr (WuseBaseMap) base = NULL;
  g_autoptr (GError) error = NULL;
  WuseDatum datum = WUSE_DATUM_WGS84;

  if (self->settings == NULL)
    return;

  address = g_settings_get_string (self->settings, "base-map-url");
  subdomains = g_settings_get_string (self->settings, "base-map-subdomains");
  datum_name = g_settings_get_string (self->settings, "base-map-datum");
  wuse_datum_from_name (datum_name, &datum);
  fetcher = wuse_tile_fetcher_new (address, subdomains, key, folder, TILE_CACHE_BYTES, TILE_CONNECTIONS, &error);
  if (fetcher == NULL)
    {
      g_autofree char *words = wuse_words_for_error (error);

      g_settings_set_enum (self->settings, "base-map", 1);
      wuse_window_tell (self, _ ("The Map Service Cannot Be Used"), words);
      return;
    }

  base = wuse_base_map_new_for_loader (WUSE_TILE_LOADER (fetcher), datum, SERVICE_MIN_ZOOM, SERVICE_MAX_ZOOM, NULL);
  g_signal_connect_object (base, "tile-failed", G_CALLBACK (tile_failed_cb), self, G_CONNECT_SWAPPED);
  show_base_map (self, base, _ ("map service"));
}

static void
open_service (WuseWindow *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "base-map-url");

  if (*address == '\0')
    {
      g_settings_set_enum (self->settings, "base-map", 1);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.map-url", NULL);
      return;
    }

  wuse_keyring_lookup_async (address, "", key_found_cb, g_object_ref (self));
}

void
wuse_window_apply_base_map (WuseWindow *self)
{
  g_autoptr (WuseBaseMap) base = NULL;

  g_return_if_fail (WUSE_IS_WINDOW (self));

  gtk_widget_remove_css_class (GTK_WIDGET (self->base_map_label), "warning");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->base_map_label), NULL);
  switch (g_settings_get_enum (self->settings, "base-map"))
    {
    case 0:
      base = wuse_base_map_new (WUSE_BASE_MAP_NONE);
      show_base_map (self, base, _ ("none"));
      break;
    case 2:
      open_mbtiles (self);
      break;
    case 3:
      open_service (self);
      break;
    default:
      base = wuse_base_map_new (WUSE_BASE_MAP_FEATURES);
      show_base_map (self, base, _ ("the district's own"));
      break;
    }
}
