/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: command line, appearance, one window. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-application-private.h"

#include "wuse-accessible.h"
#include "wuse-collections.h"
#include "wuse-keyring.h"
#include "wuse-screenshots.h"
#include "wuse-window.h"
#include "wuse-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEMO_GRIDS "520"
#define DEMO_PERSONS "75000"
#define DEMO_CLOCK_RATE "720"

G_DEFINE_FINAL_TYPE (WuseApplication, wuse_application, ADW_TYPE_APPLICATION)

static WuseWindow *
get_window (WuseApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !WUSE_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);

  return (WuseWindow *) window;
}

/* The window of the district, whatever else is open. */
static WuseWindow *
get_district_window (WuseApplication *self)
{
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self)); window != NULL; window = window->next)
    if (WUSE_IS_WINDOW (window->data) && wuse_window_get_workspace (window->data) == self->workspace)
      return window->data;

  return NULL;
}

static WuseWindow *
get_collection_window (WuseApplication *self, const char *name)
{
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self)); window != NULL; window = window->next)
    if (WUSE_IS_WINDOW (window->data)
        && g_strcmp0 (wuse_workspace_get_collection (wuse_window_get_workspace (window->data)), name) == 0)
      return window->data;

  return NULL;
}

/* --- which district --- */

/* The cache opens here, before there is a display: what it holds is loaded while GTK starts. */
static void
open_workspace (WuseApplication *self, const char *name)
{
  g_autofree char *rules = g_settings_get_string (self->settings, "rule-set");

  self->workspace = wuse_workspace_new (name, rules);
}

static char *
server_cache_name (const char *address)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);

  return g_strdup_printf ("server-%.16s", digest);
}

static void
server_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseApplication) self = user_data;
  WuseEmbeddedServer *server = WUSE_EMBEDDED_SERVER (source);
  g_autoptr (GError) error = NULL;

  if (!wuse_embedded_server_start_finish (server, result, &error))
    {
      WuseWindow *window = get_district_window (self);

      g_warning ("The embedded server did not start: %s", error->message);
      if (window != NULL)
        wuse_window_toast (window, error->message);
      return;
    }

  if (self->workspace != NULL)
    wuse_workspace_connect (self->workspace, wuse_embedded_server_get_url (server), wuse_embedded_server_get_user (server),
                            wuse_embedded_server_get_password (server));
}

static void
start_server (WuseApplication *self, const char *const *arguments)
{
  g_clear_object (&self->server);
  self->server = wuse_embedded_server_new (arguments);
  wuse_embedded_server_start_async (self->server, NULL, server_started_cb, g_object_ref (self));
}

void
wuse_application_start_demo (WuseApplication *self, GVariantDict *dict)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  static const struct
  {
    const char *option;
    const char *argument;
    const char *standard;
  } numbers[] = { { "grids", "--grids", DEMO_GRIDS }, { "persons", "--persons", DEMO_PERSONS }, { "seed", "--seed", "1" } };

  g_strv_builder_add_many (arguments, "--synthetic", "--clock-rate", DEMO_CLOCK_RATE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      int number = 0;
      g_autofree char *text = dict != NULL && g_variant_dict_lookup (dict, numbers[i].option, "i", &number)
                                  ? g_strdup_printf ("%d", number)
                                  : g_strdup (numbers[i].standard);

      g_strv_builder_add_many (arguments, numbers[i].argument, text, NULL);
    }
  argv = g_strv_builder_end (arguments);
  open_workspace (self, "demo");
  start_server (self, (const char *const *) argv);
}

void
wuse_application_start_pack (WuseApplication *self, const char *pack, const char *data)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autofree char *base = g_path_get_basename (pack);
  g_autofree char *name = g_strconcat ("pack-", base, NULL);
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add_many (arguments, "--pack", pack, NULL);
  /* The server is told by its environment, which it gets from here; no thread has been started yet. */
  if (data != NULL)
    g_setenv ("WUSE_PACK_DATA", data, TRUE);
  argv = g_strv_builder_end (arguments);
  open_workspace (self, g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_", '-'));
  start_server (self, (const char *const *) argv);
}

static void
password_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseApplication) self = user_data;
  g_autofree char *password = wuse_keyring_lookup_finish (result);
  g_autofree char *address = g_settings_get_string (self->settings, "server-url");
  g_autofree char *user = g_settings_get_string (self->settings, "server-user");

  if (self->workspace != NULL)
    wuse_workspace_connect (self->workspace, address, *user != '\0' ? user : NULL, password);
}

void
wuse_application_open_server (WuseApplication *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "server-url");
  g_autofree char *user = g_settings_get_string (self->settings, "server-user");
  g_autofree char *name = *address != '\0' ? server_cache_name (address) : g_strdup ("empty");

  open_workspace (self, name);
  if (*address != '\0')
    wuse_keyring_lookup_async (address, user, password_found_cb, g_object_ref (self));
}

/* --- windows --- */

static void
present_window (WuseApplication *self)
{
  WuseWindow *window = get_district_window (self);

  if (self->workspace == NULL)
    wuse_application_open_server (self);
  if (window == NULL)
    window = wuse_window_new (GTK_APPLICATION (self), self->settings, self->workspace);
  gtk_window_present (GTK_WINDOW (window));
}

/* Another district: another cache, another window. */
static void
leave_district (WuseApplication *self)
{
  WuseWindow *window = self->workspace != NULL ? get_district_window (self) : NULL;

  g_application_hold (G_APPLICATION (self));
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  if (self->workspace != NULL)
    wuse_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_clear_object (&self->server);
}

/* --- collections --- */

static void
present_collection (WuseApplication *self, const char *name)
{
  WuseWindow *window = get_collection_window (self, name);
  g_autofree char *rules = g_settings_get_string (self->settings, "rule-set");
  g_autoptr (WuseWorkspace) workspace = window == NULL ? wuse_workspace_new_for_collection (name, rules) : NULL;

  if (window == NULL)
    window = wuse_window_new (GTK_APPLICATION (self), self->settings, workspace);
  gtk_window_present (GTK_WINDOW (window));
}

/* A collection that is to be opened and the list that says whether it is there */
typedef struct
{
  WuseApplication *application;
  char *name;
} Opening;

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Opening *opening = user_data;
  g_autoptr (WuseApplication) self = opening->application;
  g_autofree char *name = opening->name;
  g_autoptr (GPtrArray) infos = wuse_collections_list_finish (result);
  WuseWindow *window = get_window (self);
  gboolean is_there = FALSE;

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    is_there = is_there || strcmp (((WuseCollectionInfo *) g_ptr_array_index (infos, i))->name, name) == 0;
  if (is_there)
    present_collection (self, name);
  else if (window != NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("There is no collection “%s”"), name);

      wuse_window_toast (window, words);
    }
  g_application_release (G_APPLICATION (self));
}

static void
open_collection_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Opening *opening = g_new0 (Opening, 1);

  g_application_hold (user_data);
  opening->application = g_object_ref (user_data);
  opening->name = g_variant_dup_string (parameter, NULL);
  wuse_collections_list_async (NULL, listed_cb, opening);
}

/* Files by path, and the name of a collection, empty for none */
static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WuseApplication *self = user_data;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree const char **paths = NULL;
  const char *name;

  g_variant_get (parameter, "(^a&ay&s)", &paths, &name);
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_path (paths[i]));
  if (get_window (self) == NULL)
    present_window (self);
  wuse_window_import (get_window (self), (GFile *const *) files->pdata, files->len, *name != '\0' ? name : NULL);
}

/* --- actions --- */

static void
connect_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WuseApplication *self = user_data;

  leave_district (self);
  wuse_application_open_server (self);
  present_window (self);
  g_application_release (G_APPLICATION (self));
}

static void
demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WuseApplication *self = user_data;

  leave_district (self);
  wuse_application_start_demo (self, NULL);
  present_window (self);
  g_application_release (G_APPLICATION (self));
}

/* Pulls the plug of the embedded server, or puts it back: for seeing what happens then. */
static void
embedded_server_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WuseApplication *self = user_data;

  if (self->server == NULL)
    return;

  if (wuse_embedded_server_is_running (self->server))
    wuse_embedded_server_kill (self->server);
  else
    wuse_embedded_server_start_async (self->server, NULL, server_started_cb, g_object_ref (self));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (GTK_WINDOW (get_window (user_data)), "application-name", "Wuse \344\272\224\350\211\262",
                         "application-icon", WUSE_APPLICATION_ID, "version", WUSE_VERSION, "developer-name",
                         _ ("The Wuse developers"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("The epidemic command center of a district"), NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
appearance_changed_cb (WuseApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[g_settings_get_enum (self->settings, "appearance")]);
}

static void
wuse_application_startup (GApplication *application)
{
  WuseApplication *self = WUSE_APPLICATION (application);
  static const GActionEntry actions[] = {
    { .name = "connect", .activate = connect_action },
    { .name = "demo", .activate = demo_action },
    { .name = "embedded-server", .activate = embedded_server_action },
    { .name = "import", .parameter_type = "(aays)", .activate = import_action },
    { .name = "open-collection", .parameter_type = "s", .activate = open_collection_action },
    { .name = "about", .activate = about_action },
    { .name = "quit", .activate = quit_action },
  };
  const char *const quit_keys[] = { "<Control>q", NULL };
  g_autoptr (GAction) appearance = g_settings_create_action (self->settings, "appearance");

  G_APPLICATION_CLASS (wuse_application_parent_class)->startup (application);

  wuse_accessible_name_menus ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_action_map_add_action (G_ACTION_MAP (self), appearance);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  g_signal_connect_object (self->settings, "changed::appearance", G_CALLBACK (appearance_changed_cb), self, G_CONNECT_SWAPPED);
  appearance_changed_cb (self);
}

static void
wuse_application_activate (GApplication *application)
{
  WuseApplication *self = WUSE_APPLICATION (application);

  if (self->workspace != NULL || self->collection == NULL)
    present_window (self);
  if (self->imports != NULL)
    wuse_application_ask_running (self);
  else if (self->collection != NULL)
    present_collection (self, self->collection);
  g_clear_pointer (&self->imports, g_strfreev);
  g_clear_pointer (&self->collection, g_free);
  if (self->screenshots != NULL)
    wuse_screenshots_start (self->workspace != NULL ? get_district_window (self) : get_window (self), self->screenshots);
}

static void
wuse_application_shutdown (GApplication *application)
{
  WuseApplication *self = WUSE_APPLICATION (application);

  if (self->workspace != NULL)
    wuse_workspace_close (self->workspace);
  g_clear_object (&self->server);

  G_APPLICATION_CLASS (wuse_application_parent_class)->shutdown (application);
}

static void
wuse_application_finalize (GObject *object)
{
  WuseApplication *self = WUSE_APPLICATION (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->server);
  g_clear_object (&self->settings);
  g_free (self->screenshots);
  g_free (self->collection);
  g_strfreev (self->imports);

  G_OBJECT_CLASS (wuse_application_parent_class)->finalize (object);
}

static void
wuse_application_class_init (WuseApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = wuse_application_finalize;
  application_class->handle_local_options = wuse_application_handle_local_options;
  application_class->startup = wuse_application_startup;
  application_class->activate = wuse_application_activate;
  application_class->shutdown = wuse_application_shutdown;
}

static void
wuse_application_init (WuseApplication *self)
{
  wuse_application_add_options (self);
}

int
wuse_application_get_exit_status (WuseApplication *self)
{
  g_return_val_if_fail (WUSE_IS_APPLICATION (self), 1);

  return self->exit_status;
}

void
wuse_application_fail (WuseApplication *self)
{
  g_return_if_fail (WUSE_IS_APPLICATION (self));

  self->exit_status = 1;
}

WuseApplication *
wuse_application_new (void)
{
  return g_object_new (WUSE_TYPE_APPLICATION, "application-id", WUSE_APPLICATION_ID, "resource-base-path", "/org/wuse/Wuse",
                       NULL);
}
