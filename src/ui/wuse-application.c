/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: command line, appearance, one window. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-application.h"

#include "wuse-embedded-server.h"
#include "wuse-keyring.h"
#include "wuse-renderer.h"
#include "wuse-screenshots.h"
#include "wuse-window.h"
#include "wuse-words.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_PASSWORD 512
#define DEMO_GRIDS "520"
#define DEMO_PERSONS "75000"
#define DEMO_CLOCK_RATE "720"

struct _WuseApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  WuseWorkspace *workspace;
  WuseEmbeddedServer *server;
  char *screenshots;
  int exit_status;
};

G_DEFINE_FINAL_TYPE (WuseApplication, wuse_application, ADW_TYPE_APPLICATION)

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
  { "appearance", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("light, dark or system"), N_ ("APPEARANCE") },
  { "screenshots", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Walk through every view, write pictures and quit"), N_ ("FOLDER") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say the version and quit"), NULL },
  G_OPTION_ENTRY_NULL,
};

static WuseWindow *
get_window (WuseApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !WUSE_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);

  return (WuseWindow *) window;
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
      WuseWindow *window = get_window (self);

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

static void
start_demo (WuseApplication *self, GVariantDict *dict)
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

static void
start_pack (WuseApplication *self, const char *pack, const char *data)
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

static void
open_server (WuseApplication *self)
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
  WuseWindow *window = get_window (self);

  if (window == NULL)
    window = wuse_window_new (GTK_APPLICATION (self), self->settings, self->workspace);
  gtk_window_present (GTK_WINDOW (window));
}

/* Another district: another cache, another window. */
static void
leave_district (WuseApplication *self)
{
  WuseWindow *window = get_window (self);

  g_application_hold (G_APPLICATION (self));
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  wuse_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_clear_object (&self->server);
}

static void
connect_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WuseApplication *self = user_data;

  leave_district (self);
  open_server (self);
  present_window (self);
  g_application_release (G_APPLICATION (self));
}

static void
demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WuseApplication *self = user_data;

  leave_district (self);
  start_demo (self, NULL);
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

static int
wuse_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  WuseApplication *self = WUSE_APPLICATION (application);
  const char *pack = NULL, *data = NULL, *text = NULL;

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

  if (g_variant_dict_lookup (dict, "pack", "^&ay", &pack))
    start_pack (self, pack, data);
  else if (g_variant_dict_contains (dict, "demo"))
    start_demo (self, dict);
  else
    open_server (self);

  return -1;
}

static void
wuse_application_startup (GApplication *application)
{
  WuseApplication *self = WUSE_APPLICATION (application);
  static const GActionEntry actions[] = {
    { .name = "connect", .activate = connect_action },
    { .name = "demo", .activate = demo_action },
    { .name = "embedded-server", .activate = embedded_server_action },
    { .name = "about", .activate = about_action },
    { .name = "quit", .activate = quit_action },
  };
  const char *const quit_keys[] = { "<Control>q", NULL };
  g_autoptr (GAction) appearance = g_settings_create_action (self->settings, "appearance");

  G_APPLICATION_CLASS (wuse_application_parent_class)->startup (application);

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

  present_window (self);
  if (self->screenshots != NULL)
    wuse_screenshots_start (get_window (self), self->screenshots);
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
  g_application_add_main_option_entries (G_APPLICATION (self), options);
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
