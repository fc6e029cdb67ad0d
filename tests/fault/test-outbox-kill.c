/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 of the client at any moment of 200 edits, while the server loses answers: what the client has said to be stored is at
 * the server in the end, and nothing is there twice. */

#include "config.h"

#include "sync-fixture.h"
#include "wuse-store-outbox.h"

#include <stdio.h>
#include <string.h>

#define N_EDITS 200
#define MOST_MSEC 250
/* Every fifth edit changes this case, the others make a link each. */
#define CASE_EVERY 5
#define CASE_ID "case-7"

static const char *self_path;

typedef struct
{
  gboolean is_done;
  GError *error;
} Answer;

static void
edited_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  wuse_store_edit_finish (WUSE_STORE (object), result, NULL, &answer->error);
  answer->is_done = TRUE;
}

static void
enter_edit (WuseStore *store, guint n)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_edit_free);
  gboolean is_case = n % CASE_EVERY == 0;
  g_autofree char *reason = g_strdup_printf ("edit %u", n);
  g_autofree char *id = is_case ? g_strdup (CASE_ID) : g_strdup_printf ("edit-%u", n);
  g_autofree char *data =
      is_case ? g_strdup_printf ("{\"classification\":\"confirmed\",\"note\":\"%u\"}", n)
              : g_strdup_printf ("{\"source\":\"case-1\",\"target\":\"case-2\",\"kind\":\"contact\",\"state\":\"suspected\","
                                 "\"evidence\":\"%u\"}",
                                 n);
  Answer answer = { 0 };

  g_ptr_array_add (edits, wuse_edit_new (WUSE_RECORD_PUT, is_case ? WUSE_RECORD_CASE : WUSE_RECORD_LINK, id, data, reason));
  wuse_store_edit_async (store, edits, "tester", NULL, edited_cb, &answer);
  while (!answer.is_done)
    g_main_context_iteration (NULL, TRUE);
  if (answer.error != NULL)
    g_error ("%s", answer.error->message);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* The client: this program again, with `--client URL USER CACHE FIRST` and the password on standard input. Enters the edits
 * from FIRST on, says of each when it is stored, and ends when all are sent and the cache is like the server. */
static int
run_client (char **arguments)
{
  g_autoptr (GError) error = NULL;
  char password[64] = "";
  guint first = (guint) g_ascii_strtoull (arguments[3], NULL, 10);
  WuseOutboxCounts counts;

  if (fgets (password, sizeof password, stdin) == NULL)
    return 2;
  g_strchomp (password);

  WuseStoreRecovery recovery;
  g_autoptr (WuseStore) store = wuse_store_open (arguments[2], &recovery, &error);
  if (store == NULL || (recovery != WUSE_STORE_OPENED && recovery != WUSE_STORE_CREATED))
    {
      g_printerr ("The cache does not open: %s, recovery %d\n", error != NULL ? error->message : "", recovery);
      return 3;
    }

  g_autoptr (WuseSync) sync = wuse_sync_new (store);
  wuse_sync_set_pace (sync, 10, 50, 2);
  if (!wuse_sync_set_server (sync, arguments[0], arguments[1], password, &error))
    return 4;
  wuse_sync_start (sync);
  guint waker = g_timeout_add (5, wake_cb, NULL);
  /* What is not there yet cannot be edited. */
  while (wuse_store_is_filling (store))
    g_main_context_iteration (NULL, TRUE);
  for (guint n = first; n < N_EDITS; n++)
    {
      enter_edit (store, n);
      printf ("%u\n", n);
      fflush (stdout);
      g_usleep ((gulong) g_random_int_range (0, 8000));
    }

  do
    {
      g_main_context_iteration (NULL, TRUE);
      wuse_store_get_outbox_counts (store, &counts);
    }
  while (counts.n_waiting + counts.n_sending > 0 || wuse_sync_get_state (sync) != WUSE_SYNC_LIVE);
  g_source_remove (waker);
  printf ("conflicts %u refused %u\n", counts.n_conflicts, counts.n_refused);

  g_clear_object (&sync);
  wuse_store_close (store);

  return 0;
}

static GSubprocess *
spawn (ServerFixture *server, const char *cache, guint first)
{
  g_autofree char *number = g_strdup_printf ("%u", first);
  g_autofree char *password = g_strconcat (wuse_test_server_get_password (server->server), "\n", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path,
                                           "--client", wuse_test_server_get_url (server->server),
                                           wuse_test_server_get_user (server->server), cache, number, NULL);

  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), password, strlen (password), NULL, NULL, &error);
  g_assert_no_error (error);

  return process;
}

/* Reads what the client said until it ended; returns the edit after the last that it said to be stored. */
static guint
read_stored (GSubprocess *process, guint first, char **last_line)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  char *line;

  while ((line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL)) != NULL)
    {
      if (g_ascii_isdigit (*line))
        first = (guint) g_ascii_strtoull (line, NULL, 10) + 1;
      g_free (*last_line);
      *last_line = line;
    }

  return first;
}

static guint
kill_once (ServerFixture *server, const char *cache, guint first)
{
  g_autoptr (GSubprocess) process = spawn (server, cache, first);
  g_autofree char *line = NULL;

  g_usleep ((gulong) g_test_rand_int_range (0, MOST_MSEC) * 1000);
  g_subprocess_force_exit (process);
  first = read_stored (process, first, &line);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));

  return first;
}

/* The reasons of all versions of a record, newest first. */
static GPtrArray *
get_reasons (ServerFixture *server, const char *type, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/v1/records/%s/%s/history", type, id);
  g_autoptr (JsonNode) node = wuse_test_server_get_json (server->server, path);
  JsonArray *versions = json_object_get_array_member (json_node_get_object (node), "versions");
  GPtrArray *reasons = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (versions); i++)
    {
      JsonObject *version = json_array_get_object_element (versions, i);

      g_ptr_array_add (reasons, g_strdup (json_object_get_string_member_with_default (version, "reason", "")));
    }

  return reasons;
}

static void
check_links (ServerFixture *server)
{
  for (guint n = 0; n < N_EDITS; n++)
    {
      g_autofree char *id = g_strdup_printf ("edit-%u", n);
      g_autofree char *reason = g_strdup_printf ("edit %u", n);
      g_autoptr (GPtrArray) reasons = NULL;

      if (n % CASE_EVERY == 0)
        continue;
      reasons = get_reasons (server, "link", id);
      g_assert_cmpuint (reasons->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (reasons, 0), ==, reason);
    }
}

/* Some may have been sent as one; none twice, and none after a later one. */
static void
check_case (ServerFixture *server)
{
  g_autoptr (GPtrArray) reasons = get_reasons (server, "case", CASE_ID);
  guint before = N_EDITS;

  g_assert_cmpuint (reasons->len, >, 1);
  for (guint i = 0; i + 1 < reasons->len; i++)
    {
      const char *reason = g_ptr_array_index (reasons, i);
      guint n;

      g_assert_true (g_str_has_prefix (reason, "edit "));
      n = (guint) g_ascii_strtoull (reason + strlen ("edit "), NULL, 10);
      g_assert_cmpuint (n % CASE_EVERY, ==, 0);
      g_assert_cmpuint (n, <, before);
      if (i == 0)
        g_assert_cmpuint (n, ==, N_EDITS - CASE_EVERY);
      before = n;
    }
}

static void
test_killed (gconstpointer data)
{
  ServerFixture *server = (ServerFixture *) data;
  g_autofree char *cache = wuse_test_folder_build (server->folder, "cache.db");
  g_autofree char *line = NULL;
  guint next = 0, n_kills = 0;

  /* The server does what it is asked, and breaks off instead of answering. */
  wuse_test_server_set_faults (server->server, "[{\"kind\":\"lost\",\"path\":\"/v1/records\",\"probability\":0.2},"
                                               "{\"kind\":\"latency\",\"milliseconds\":5,\"path\":\"/v1/records\"}]");
  while (next < N_EDITS)
    {
      next = kill_once (server, cache, next);
      n_kills++;
    }
  g_test_message ("Killed %u times", n_kills);
  g_assert_cmpuint (n_kills, >, 3);

  g_autoptr (GSubprocess) last = spawn (server, cache, N_EDITS);
  read_stored (last, N_EDITS, &line);
  g_assert_true (g_subprocess_wait_check (last, NULL, NULL));
  g_assert_cmpstr (line, ==, "conflicts 0 refused 0");
  wuse_test_server_set_faults (server->server, "[]");
  check_links (server);
  check_case (server);
}

int
main (int argc, char *argv[])
{
  if (argc == 6 && strcmp (argv[1], "--client") == 0)
    return run_client (argv + 2);

  g_test_init (&argc, &argv, NULL);
  self_path = argv[0];
  g_autoptr (ServerFixture) server = server_fixture_new (4, 2000);
  g_test_add_data_func ("/sync/outbox-killed", server, test_killed);

  return g_test_run ();
}
