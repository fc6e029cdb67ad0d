/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wuse-district: serves a district, loads a pack, makes a synthetic one, tells a digest, or the truth. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "wuse-feed-view.h"
#include "wuse-outbreak.h"
#include "wuse-pack.h"
#include "wuse-server.h"
#include "wuse-synthetic.h"

#define MAX_SECRET 1024
#define MAX_PATIENCE (60 * 60 * 1000)
#define MAX_TOKEN_LIFETIME (365 * 24 * 60 * 60)
#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))
#define DAY (24 * HOUR)

/* What stands on the command line, of whichever command. */
static struct
{
  char *database;
  char *pack;
  gboolean synthetic;
  int grids;
  int persons;
  gint64 seed;
  int history_days;
  int days;
  gboolean check;
  char *address;
  int port;
  char *tls_certificate;
  char *tls_key;
  double clock_rate;
  int token_lifetime;
  int heartbeat;
  int most_connections;
  int patience;
  char **users;
  gboolean credentials_stdin;
  gboolean die_with_parent;
  gboolean allow_faults;
  char *faults;
} arguments = { .grids = 2000, .persons = 200000, .seed = 1, .days = 0, .clock_rate = 1, .token_lifetime = 3600 };

static const GOptionEntry database_entries[] = {
  { "database", 0, 0, G_OPTION_ARG_FILENAME, &arguments.database, "The district's database", "FILE" },
  { NULL },
};

static const GOptionEntry synthetic_entries[] = {
  { "grids", 0, 0, G_OPTION_ARG_INT, &arguments.grids, "Size of a synthetic district in grids, 100 to 100,000 (2000)", "N" },
  { "persons", 0, 0, G_OPTION_ARG_INT, &arguments.persons, "Its persons, 2,000 to 2,000,000 (200000)", "N" },
  { "history-days", 0, 0, G_OPTION_ARG_INT, &arguments.history_days, "Days of outbreak that lie behind it when made, to 365 (45)",
    "D" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &arguments.seed, "What it is made from: the same seed, the same district", "S" },
  { NULL },
};

static const GOptionEntry days_entries[] = {
  { "days", 0, 0, G_OPTION_ARG_INT, &arguments.days, "Days to live after the beginning", "D" },
  { NULL },
};

static const GOptionEntry digest_entries[] = {
  { "check", 0, 0, G_OPTION_ARG_NONE, &arguments.check, "Compute it from all records and compare", NULL },
  { NULL },
};

static const GOptionEntry serve_entries[] = {
  { "pack", 0, 0, G_OPTION_ARG_FILENAME, &arguments.pack, "Serve the district pack in a folder", "DIR" },
  { "synthetic", 0, 0, G_OPTION_ARG_NONE, &arguments.synthetic, "Serve a synthetic district", NULL },
  { "listen", 0, 0, G_OPTION_ARG_STRING, &arguments.address, "Address to listen on (127.0.0.1); others need a certificate",
    "ADDRESS" },
  { "port", 0, 0, G_OPTION_ARG_INT, &arguments.port, "Port to listen on; 0, the default, for a free one", "PORT" },
  { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &arguments.tls_certificate, "Certificate in PEM form", "FILE" },
  { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &arguments.tls_key, "Its key in PEM form", "FILE" },
  { "clock-rate", 0, 0, G_OPTION_ARG_DOUBLE, &arguments.clock_rate, "Seconds of a synthetic district's time per second (1)",
    "R" },
  { "token-lifetime", 0, 0, G_OPTION_ARG_INT, &arguments.token_lifetime, "Seconds an access token lasts (3600)", "SECONDS" },
  { "heartbeat", 0, 0, G_OPTION_ARG_INT, &arguments.heartbeat, "Milliseconds between signs of life in a live stream (4000)",
    "MS" },
  { "connections", 0, 0, G_OPTION_ARG_INT, &arguments.most_connections, "Most connections at the same time (512)", "N" },
  { "patience", 0, 0, G_OPTION_ARG_INT, &arguments.patience,
    "Milliseconds for which a new connection may be without a request (15000)", "MS" },
  { "user", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.users,
    "A user, with the password in the first line of FILE; ROLE is viewer, operator or administrator", "NAME:ROLE=FILE" },
  { "credentials-stdin", 0, 0, G_OPTION_ARG_NONE, &arguments.credentials_stdin,
    "Read an administrator's name and password from standard input, a line each", NULL },
  { "die-with-parent", 0, 0, G_OPTION_ARG_NONE, &arguments.die_with_parent,
    "End when the parent process does, or closes standard input", NULL },
  { "allow-faults", 0, 0, G_OPTION_ARG_NONE, &arguments.allow_faults, "Allow faults to be set at /v1/faults, for tests", NULL },
  { "faults", 0, 0, G_OPTION_ARG_FILENAME, &arguments.faults, "Begin with the faults in a file, and allow more", "FILE" },
  { NULL },
};

static const char serve_description[] =
    "When it is ready, it prints one line of JSON: {\"ready\":true,\"url\":\"http://127.0.0.1:PORT/\"}\n"
    "\n"
    "Passwords never stand on the command line. --credentials-stdin is for a program that starts the server: it writes a\n"
    "name and a password, each with a line feed, and with --die-with-parent keeps the pipe open as long as the server is to "
    "live.\n"
    "\n"
    "Without --pack and --synthetic, a database that holds a synthetic district goes on living.\n"
    "\n"
    "Faults are an object with an array of rules, put to /v1/faults or given in a file; /api describes them. An example:\n"
    "  {\"rules\":[{\"kind\":\"reset\",\"path\":\"/v1/changes\",\"after\":5000,\"count\":2},\n"
    "            {\"kind\":\"status\",\"status\":503,\"retry_after\":2,\"probability\":0.1}]}\n"
    "Kinds: latency, status, stall, reset, cut, length, garbage, lost, silence, duplicate, reorder, drop.\n";

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, message);
  return FALSE;
}

static WuseSimulation *
make_simulation (WuseFeed *feed, GError **error)
{
  WuseSyntheticOptions options = { 0 };

  if (arguments.grids < 1 || arguments.persons < 1 || arguments.seed < 0 || arguments.history_days < 0)
    {
      refuse (error, "grids, persons, seed and history-days cannot be negative");
      return NULL;
    }
  options.grids = (guint) arguments.grids;
  options.persons = (guint) arguments.persons;
  options.seed = (guint64) arguments.seed;
  options.history_days = (guint) arguments.history_days;
  return wuse_synthetic_new (feed, &options, error);
}

static gboolean
read_line (char line[MAX_SECRET], GError **error)
{
  gsize length = 0;
  gssize got;

  while ((got = read (STDIN_FILENO, line + length, 1)) == 1 && line[length] != '\n')
    if (++length == MAX_SECRET)
      return refuse (error, "A line of the credentials is too long");
  line[length] = '\0';
  return length > 0 || refuse (error, "Standard input ended before the credentials did");
}

static gboolean
add_user_from_file (WuseAccounts *accounts, const char *text, GError **error)
{
  g_auto (GStrv) halves = g_strsplit (text, "=", 2);
  g_auto (GStrv) parts = halves[0] != NULL ? g_strsplit (halves[0], ":", 2) : NULL;
  g_autofree char *password = NULL;
  WuseRole role;

  if (parts == NULL || parts[0] == NULL || parts[0][0] == '\0' || parts[1] == NULL || halves[1] == NULL
      || !wuse_role_from_name (parts[1], &role))
    return refuse (error, "A user is given as NAME:ROLE=FILE");
  if (!g_file_get_contents (halves[1], &password, NULL, error))
    return FALSE;
  password[strcspn (password, "\r\n")] = '\0';
  if (password[0] == '\0')
    return refuse (error, "A password file is empty");
  wuse_accounts_add_user (accounts, parts[0], role, password);
  memset (password, 0, strlen (password));
  return TRUE;
}

static WuseAccounts *
make_accounts (GError **error)
{
  g_autoptr (WuseAccounts) accounts = NULL;
  char name[MAX_SECRET], password[MAX_SECRET];

  if (arguments.token_lifetime < 1 || arguments.token_lifetime > MAX_TOKEN_LIFETIME)
    {
      refuse (error, "A token lasts from a second to a year");
      return NULL;
    }
  accounts = wuse_accounts_new ((guint) arguments.token_lifetime);
  for (char **user = arguments.users; user != NULL && *user != NULL; user++)
    if (!add_user_from_file (accounts, *user, error))
      return NULL;
  if (arguments.credentials_stdin)
    {
      if (!read_line (name, error) || !read_line (password, error))
        return NULL;
      wuse_accounts_add_user (accounts, name, WUSE_ROLE_ADMINISTRATOR, password);
      explicit_bzero (password, sizeof password);
    }
  if (wuse_accounts_get_n_users (accounts) == 0)
    {
      refuse (error, "Nobody could sign in: give --user or --credentials-stdin");
      return NULL;
    }
  return g_steal_pointer (&accounts);
}

static gboolean
read_faults (JsonNode **faults, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (arguments.faults != NULL)
    {
      if (!json_parser_load_from_file (parser, arguments.faults, error))
        return FALSE;
      *faults = json_parser_steal_root (parser);
      return *faults != NULL || refuse (error, "The file of faults is empty");
    }
  if (arguments.allow_faults)
    *faults = json_from_string ("{\"rules\":[]}", NULL);
  return TRUE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
stdin_cb (int fd, GIOCondition condition, gpointer user_data)
{
  char unused[256];

  if (read (fd, unused, sizeof unused) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
tell_ready (WuseServer *server)
{
  printf ("{\"ready\":true,\"url\":\"%s\"}\n", wuse_server_get_url (server));
  fflush (stdout);
}

static gboolean
run_server (WuseFeed *feed, WuseSimulation *simulation, WuseAccounts *accounts, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (JsonNode) faults = NULL;
  g_autoptr (WuseServer) server = NULL;
  WuseServerOptions options = {
    .address = arguments.address,
    .tls_certificate = arguments.tls_certificate,
    .tls_key = arguments.tls_key,
    .clock_rate = arguments.clock_rate,
  };

  if (arguments.port < 0 || arguments.port > G_MAXUINT16 || arguments.heartbeat < 0 || arguments.most_connections < 0
      || arguments.patience < 0 || arguments.patience > MAX_PATIENCE)
    return refuse (error, "Port, heartbeat, connections or patience is out of its bounds");
  if (!read_faults (&faults, error))
    return FALSE;
  options.port = (guint) arguments.port;
  options.heartbeat = (guint) arguments.heartbeat;
  options.most_connections = (guint) arguments.most_connections;
  options.patience = (guint) arguments.patience;
  options.faults = faults;
  server = wuse_server_new (feed, simulation, accounts, &options, error);
  if (server == NULL)
    return FALSE;

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  if (arguments.die_with_parent)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, stdin_cb, loop);
  tell_ready (server);
  g_main_loop_run (loop);
  return TRUE;
}

static gboolean
serve (GError **error)
{
  g_autoptr (WuseAccounts) accounts = NULL;
  g_autoptr (WuseFeed) feed = NULL;
  g_autoptr (WuseSimulation) simulation = NULL;

  if (arguments.pack == NULL && !arguments.synthetic && arguments.database == NULL)
    return refuse (error, "What is to be served? Give --database, --pack or --synthetic");
  if (arguments.pack != NULL && arguments.synthetic)
    return refuse (error, "--pack and --synthetic exclude each other");

  if (arguments.die_with_parent)
    prctl (PR_SET_PDEATHSIG, SIGTERM);
  accounts = make_accounts (error);
  if (accounts == NULL)
    return FALSE;
  feed = wuse_feed_open (arguments.database, error);
  if (feed == NULL || (arguments.pack != NULL && !wuse_pack_load (arguments.pack, feed, error)))
    return FALSE;
  if (arguments.synthetic)
    {
      simulation = make_simulation (feed, error);
      if (simulation == NULL)
        return FALSE;
    }
  else if (arguments.pack == NULL && !wuse_synthetic_resume (feed, &simulation, error))
    return FALSE;
  return run_server (feed, simulation, accounts, error);
}

static gboolean
load (const char *folder, GError **error)
{
  g_autoptr (WuseFeed) feed = NULL;

  if (folder == NULL || arguments.database == NULL)
    return refuse (error, "A folder and --database are asked for");
  feed = wuse_feed_open (arguments.database, error);
  return feed != NULL && wuse_pack_load (folder, feed, error);
}

static gboolean
synthesise (GError **error)
{
  g_autoptr (WuseFeed) feed = NULL;
  g_autoptr (WuseSimulation) simulation = NULL;
  WuseTime end;

  if (arguments.database == NULL || arguments.days < 0 || arguments.days > 3660)
    return refuse (error, "--database and no more than ten years of --days are asked for");
  feed = wuse_feed_open (arguments.database, error);
  simulation = feed != NULL ? make_simulation (feed, error) : NULL;
  if (simulation == NULL)
    return FALSE;

  end = wuse_simulation_get_time (simulation) + arguments.days * DAY;
  for (WuseTime time = wuse_simulation_get_time (simulation); time < end; time += HOUR)
    if (!wuse_simulation_advance (simulation, feed, time + HOUR, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_digests (WuseFeedView *view, const WuseFeedState *stored, GError **error)
{
  g_auto (WuseFeedState) computed = { 0 };

  if (!wuse_feed_view_compute_state (view, &computed, error))
    return FALSE;
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    if (computed.digests[i].count != stored->digests[i].count
        || memcmp (computed.digests[i].sum, stored->digests[i].sum, sizeof stored->digests[i].sum) != 0)
      {
        g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT, "The stored digest of %s is not that of its records",
                     wuse_record_class (i)->name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
digest (GError **error)
{
  g_autoptr (WuseFeedView) view = NULL;
  g_auto (WuseFeedState) state = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (arguments.database == NULL)
    return refuse (error, "--database is asked for");
  view = wuse_feed_view_open (arguments.database, error);
  if (view == NULL || !wuse_feed_view_get_state (view, &state, error)
      || (arguments.check && !check_digests (view, &state, error)))
    return FALSE;

  node = wuse_feed_state_to_json (&state);
  text = json_to_string (node, TRUE);
  puts (text);
  return TRUE;
}

static void
print_truth (const char *case_id, const char *infector_id, WuseDay day, const char *setting, gpointer user_data)
{
  g_autofree char *date = wuse_day_format (day);

  printf ("%s,%s,%s,%s\n", infector_id != NULL ? infector_id : "", case_id, date, setting);
}

static gboolean
truth (GError **error)
{
  g_autoptr (WuseFeed) feed = NULL;
  g_autoptr (WuseSimulation) simulation = NULL;

  if (arguments.database == NULL || !g_file_test (arguments.database, G_FILE_TEST_EXISTS))
    return refuse (error, "--database is asked for, one that is there");
  feed = wuse_feed_open (arguments.database, error);
  if (feed == NULL || !wuse_synthetic_resume (feed, &simulation, error))
    return FALSE;
  if (simulation == NULL)
    return refuse (error, "Only of a synthetic district the truth is known");

  puts ("infector,infected,day,setting");
  wuse_outbreak_foreach_truth (WUSE_OUTBREAK (simulation), print_truth, NULL);
  return TRUE;
}

static gboolean
run_command (const char *command, int argc, char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *program = g_strdup_printf ("wuse-district %s", command);

  g_set_prgname (program);
  g_option_context_add_main_entries (context, database_entries, NULL);
  if (strcmp (command, "serve") == 0)
    {
      g_option_context_add_main_entries (context, serve_entries, NULL);
      g_option_context_set_description (context, serve_description);
    }
  if (strcmp (command, "serve") == 0 || strcmp (command, "synthesise") == 0)
    g_option_context_add_main_entries (context, synthetic_entries, NULL);
  if (strcmp (command, "synthesise") == 0)
    g_option_context_add_main_entries (context, days_entries, NULL);
  if (strcmp (command, "digest") == 0)
    g_option_context_add_main_entries (context, digest_entries, NULL);
  if (strcmp (command, "truth") == 0)
    g_option_context_set_description (context,
                                      "Synthetic districts only: prints who really infected whom, when (as CSV, one known "
                                      "case a line, without an\ninfector where it came from elsewhere or was never found), "
                                      "to score what was inferred from the records.\n");
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc > (strcmp (command, "load") == 0 ? 2 : 1))
    return refuse (error, "There are words too many");

  if (strcmp (command, "serve") == 0)
    return serve (error);
  if (strcmp (command, "load") == 0)
    return load (argc > 1 ? argv[1] : NULL, error);
  if (strcmp (command, "synthesise") == 0)
    return synthesise (error);
  if (strcmp (command, "truth") == 0)
    return truth (error);
  return digest (error);
}

static gboolean
is_command (const char *word)
{
  static const char *const commands[] = { "serve", "load", "synthesise", "digest", "truth", NULL };

  return g_strv_contains (commands, word);
}

static void
print_usage (void)
{
  puts ("Usage:\n"
        "  wuse-district serve --database FILE | --pack DIR | --synthetic [OPTION…]\n"
        "  wuse-district load DIR --database FILE\n"
        "  wuse-district synthesise --database FILE [--grids N] [--persons N] [--seed S] [--days D]\n"
        "  wuse-district digest --database FILE [--check]\n"
        "  wuse-district truth --database FILE\n"
        "\n"
        "Each command tells its options with --help.");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc > 1 && strcmp (argv[1], "--version") == 0)
    {
      puts ("wuse-district " WUSE_VERSION);
      return 0;
    }
  if (argc < 2 || !is_command (argv[1]))
    {
      print_usage ();
      return argc > 1 && strcmp (argv[1], "--help") == 0 ? 0 : 2;
    }
  if (!run_command (argv[1], argc - 1, argv + 1, &error))
    {
      g_printerr ("wuse-district: %s\n", error->message);
      return 1;
    }
  return 0;
}
