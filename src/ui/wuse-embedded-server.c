/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts a wuse-district of our own, hands it a password through its standard input, and reads where it listens. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-embedded-server.h"

#include <json-glib/json-glib.h>
#include <signal.h>
#include <sys/random.h>

#define LONGEST_LINE 4096
#define SECRET_BYTES 24

struct _WuseEmbeddedServer
{
  GObject parent_instance;

  GStrv arguments;
  GSubprocess *process;
  GDataInputStream *output;
  char *url;
  guint port;
  char *password;
};

G_DEFINE_FINAL_TYPE (WuseEmbeddedServer, wuse_embedded_server, G_TYPE_OBJECT)

static char *
make_password (void)
{
  guint8 secret[SECRET_BYTES];

  if (getrandom (secret, sizeof secret, 0) != sizeof secret)
    g_error ("The system gives no random numbers");

  return g_base64_encode (secret, sizeof secret);
}

static char *
find_program (void)
{
  const char *folder = g_getenv ("WUSE_BINARY_DIR");

  return g_build_filename (folder != NULL ? folder : WUSE_BINARY_DIR, "wuse-district", NULL);
}

static gboolean
read_ready_line (WuseEmbeddedServer *self, const char *line, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  const char *url;
  g_autoptr (GUri) uri = NULL;

  if (!json_parser_load_from_data (parser, line, -1, error))
    return FALSE;

  root = json_parser_get_root (parser);
  url = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
            ? json_object_get_string_member_with_default (json_node_get_object (root), "url", NULL)
            : NULL;
  uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, error) : NULL;
  if (uri == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "wuse-district did not say its address: %s", line);
      return FALSE;
    }

  g_free (self->url);
  self->url = g_strdup (url);
  self->port = (guint) MAX (g_uri_get_port (uri), 0);

  return TRUE;
}

static void
read_line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  WuseEmbeddedServer *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (line == NULL && error == NULL)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "wuse-district ended before it was ready");

  if (line == NULL || !read_ready_line (self, line, &error))
    {
      wuse_embedded_server_kill (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_boolean (task, TRUE);
}

void
wuse_embedded_server_start_async (WuseEmbeddedServer *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *program = find_program ();
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autofree char *credentials = NULL;
  g_auto (GStrv) argv = NULL;
  GError *error = NULL;

  g_return_if_fail (WUSE_IS_EMBEDDED_SERVER (self));
  g_return_if_fail (!wuse_embedded_server_is_running (self));

  g_task_set_source_tag (task, wuse_embedded_server_start_async);
  g_clear_object (&self->process);
  g_clear_object (&self->output);

  g_strv_builder_add_many (command, program, "serve", "--port", port, "--credentials-stdin", "--die-with-parent", NULL);
  g_strv_builder_addv (command, (const char **) self->arguments);
  argv = g_strv_builder_end (command);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  if (self->process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* The pipe stays open: the server ends when it closes, even if this program is killed. */
  credentials = g_strdup_printf ("%s\n%s\n", wuse_embedded_server_get_user (self), self->password);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), credentials, strlen (credentials), NULL, NULL, NULL);

  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, cancellable, read_line_cb, g_steal_pointer (&task));
}

gboolean
wuse_embedded_server_start_finish (WuseEmbeddedServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
wuse_embedded_server_is_running (WuseEmbeddedServer *self)
{
  g_return_val_if_fail (WUSE_IS_EMBEDDED_SERVER (self), FALSE);

  return self->process != NULL && g_subprocess_get_identifier (self->process) != NULL;
}

void
wuse_embedded_server_kill (WuseEmbeddedServer *self)
{
  g_return_if_fail (WUSE_IS_EMBEDDED_SERVER (self));

  if (wuse_embedded_server_is_running (self))
    g_subprocess_send_signal (self->process, SIGKILL);
}

const char *
wuse_embedded_server_get_url (WuseEmbeddedServer *self)
{
  g_return_val_if_fail (WUSE_IS_EMBEDDED_SERVER (self), NULL);

  return self->url;
}

const char *
wuse_embedded_server_get_user (WuseEmbeddedServer *self)
{
  g_return_val_if_fail (WUSE_IS_EMBEDDED_SERVER (self), NULL);

  return "operator";
}

const char *
wuse_embedded_server_get_password (WuseEmbeddedServer *self)
{
  g_return_val_if_fail (WUSE_IS_EMBEDDED_SERVER (self), NULL);

  return self->password;
}

static void
wuse_embedded_server_finalize (GObject *object)
{
  WuseEmbeddedServer *self = WUSE_EMBEDDED_SERVER (object);

  wuse_embedded_server_kill (self);
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  g_clear_pointer (&self->arguments, g_strfreev);
  g_free (self->url);
  g_free (self->password);

  G_OBJECT_CLASS (wuse_embedded_server_parent_class)->finalize (object);
}

static void
wuse_embedded_server_class_init (WuseEmbeddedServerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = wuse_embedded_server_finalize;
}

static void
wuse_embedded_server_init (WuseEmbeddedServer *self)
{
  self->password = make_password ();
}

WuseEmbeddedServer *
wuse_embedded_server_new (const char *const *arguments)
{
  WuseEmbeddedServer *self = g_object_new (WUSE_TYPE_EMBEDDED_SERVER, NULL);

  self->arguments = g_strdupv ((char **) arguments);

  return self;
}
