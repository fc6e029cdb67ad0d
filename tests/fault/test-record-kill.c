/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server is killed over and over while somebody sends two hundred changes: none is lost, none is made twice. */

#include "config.h"

#include "wuse-feed-view.h"
#include "wuse-record-writer.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"
#include "wuse-test-server.h"

#include <string.h>

#define N_LINKS 100
#define N_CHANGES 200

typedef struct
{
  WuseTestServer *server;
  guint32 seed;
  int is_over;
  guint n_kills;
} Killer;

static gpointer
kill_thread (gpointer user_data)
{
  Killer *killer = user_data;
  g_autoptr (GRand) random = g_rand_new_with_seed (killer->seed);

  while (!g_atomic_int_get (&killer->is_over))
    {
      g_usleep ((gulong) g_rand_int_range (random, 1000, 60000));
      wuse_test_server_kill (killer->server);
      killer->n_kills++;
      wuse_test_server_restart (killer->server);
    }
  return NULL;
}

/* Sends a change until it is known what came of it. Returns how often it had to be sent again. */
static guint
send (WuseSession *session, guint number, gint64 version)
{
  g_autofree char *key = g_strdup_printf ("change-%09u-of-two-hundred", number);
  g_autofree char *id = g_strdup_printf ("made-%u", number % N_LINKS);
  g_autofree char *data = g_strdup_printf ("{\"source\":\"case-1\",\"target\":\"case-2\",\"kind\":\"contact\",\"state\":\"%s\"}",
                                           version == 0 ? "suspected" : "confirmed");
  gboolean is_deletion = version > 0 && number % 4 == 0;

  for (guint n_repeats = 0;; n_repeats++)
    {
      g_auto (WuseRecordAnswer) answer = { 0 };
      g_autoptr (GError) error = NULL;
      WuseRecordWriterResult result =
          wuse_record_writer_send (session, is_deletion ? WUSE_RECORD_DELETE : WUSE_RECORD_PUT, WUSE_RECORD_LINK, id, version,
                                   key, is_deletion ? NULL : data, "试验", NULL, &answer, &error);

      if (result == WUSE_RECORD_WRITER_DONE)
        {
          g_assert_cmpint (answer.version, ==, version + 1);
          return n_repeats;
        }
      if (result != WUSE_RECORD_WRITER_RETRY)
        g_error ("Change %u: %d, %s", number, result, error != NULL ? error->message : "a conflict");
      g_assert_cmpuint (n_repeats, <, 10000);
      g_usleep (5000);
    }
}

static void
count_version (const char *who, const char *reason, const char *line, gsize length, gpointer user_data)
{
  guint *n_versions = user_data;

  g_assert_cmpstr (who, ==, "test");
  g_assert_cmpstr (reason, ==, "试验");
  ++*n_versions;
}

static gboolean
count_line (gint64 seq, const char *line, gsize length, gpointer user_data)
{
  guint *n_lines = user_data;

  *n_lines += memmem (line, length, "\"id\":\"made-", strlen ("\"id\":\"made-")) != NULL;
  return TRUE;
}

static void
check_feed (const char *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseFeedView) view = wuse_feed_view_open (database, &error);
  g_auto (WuseFeedState) stored = { 0 };
  g_auto (WuseFeedState) computed = { 0 };
  guint n_lines = 0;

  g_assert_no_error (error);
  g_assert_true (wuse_feed_view_get_state (view, &stored, NULL));
  g_assert_true (wuse_feed_view_compute_state (view, &computed, NULL));
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      g_assert_cmpuint (stored.digests[i].count, ==, computed.digests[i].count);
      g_assert_cmpmem (stored.digests[i].sum, 16, computed.digests[i].sum, 16);
    }
  for (guint i = 0; i < N_LINKS; i++)
    {
      g_autofree char *id = g_strdup_printf ("made-%u", i);
      g_autofree char *line = NULL;
      guint n_versions = 0;

      g_assert_true (wuse_feed_view_foreach_version (view, WUSE_RECORD_LINK, id, count_version, &n_versions, NULL));
      g_assert_cmpuint (n_versions, ==, N_CHANGES / N_LINKS);
      g_assert_true (wuse_feed_view_find_line (view, WUSE_RECORD_LINK, id, &line, NULL));
      if (i % 4 == 0)
        g_assert_null (line);
      else
        g_assert_nonnull (strstr (line, "\"version\":2,"));
    }
  g_assert_true (wuse_feed_view_foreach_line (view, 0, G_MAXINT64, count_line, &n_lines, NULL));
  g_assert_cmpuint (n_lines, ==, N_LINKS);
}

static void
test_kill (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autoptr (WuseSession) session = NULL;
  g_autoptr (GThread) thread = NULL;
  Killer killer = { .seed = g_test_rand_int () };
  guint n_repeats = 0;

  wuse_feed_free (wuse_test_feed_make (database, 4, 300));
  killer.server = wuse_test_server_start (database, NULL);
  session = wuse_session_new (wuse_test_server_get_url (killer.server), NULL);
  wuse_session_set_timeout (session, 5);
  wuse_session_set_credentials (session, wuse_test_server_get_user (killer.server),
                                wuse_test_server_get_password (killer.server));
  thread = g_thread_new ("killer", kill_thread, &killer);
  for (guint i = 0; i < N_CHANGES; i++)
    {
      n_repeats += send (session, i, i / N_LINKS);
      g_usleep (5000);
    }
  g_atomic_int_set (&killer.is_over, 1);
  g_thread_join (g_steal_pointer (&thread));

  g_test_message ("%u changes, %u kills, %u sent again", N_CHANGES, killer.n_kills, n_repeats);
  g_assert_cmpuint (killer.n_kills, >=, 5);
  g_assert_cmpuint (n_repeats, >, 0);
  wuse_test_server_stop (killer.server);
  check_feed (database);
  wuse_test_server_restart (killer.server);
  wuse_test_server_free (killer.server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/kill", test_kill);
  return g_test_run ();
}
