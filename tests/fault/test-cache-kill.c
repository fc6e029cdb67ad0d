/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer is killed at random moments: the cache opens, holds exactly what its cursor says, and goes on from there. */

#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ROUNDS 120
#define N_LINES 4000
#define N_PER_BATCH 37

static const char *program;

static void
tell_parent (void)
{
  g_assert_cmpint (write (STDOUT_FILENO, "b", 1), ==, 1);
}

/* The child: goes on where the cache stands; ends the feed now and then; drops everything at the end and begins again. Tells when
 * the first batch is through, which takes longer than all others. */
static int
write_feed (const char *path, guint32 seed)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, N_LINES);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-1");
  g_autoptr (WuseStore) store = wuse_store_open (path, NULL, NULL);
  gboolean has_told = FALSE;

  if (store == NULL || !wuse_store_begin_feed (store, district, NULL, NULL))
    return 1;
  store_fixture_add_local (store, 5);
  for (;;)
    {
      gint64 seq;

      wuse_store_get_cursor (store, NULL, &seq);
      for (guint i = (guint) seq; i < N_LINES; i += N_PER_BATCH)
        {
          gint64 end = MIN (N_LINES, i + N_PER_BATCH);

          if (!wuse_store_submit (store, store_fixture_make_batch (feed, i, (guint) end), NULL, NULL))
            return 2;
          if (g_rand_int_range (rand, 0, 10) == 0 && !wuse_store_end_feed (store, end, NULL, NULL))
            return 3;
          if (!has_told && wuse_store_flush (store, NULL))
            tell_parent ();
          has_told = TRUE;
        }
      if (!wuse_store_end_feed (store, N_LINES, NULL, NULL) || !wuse_store_drop_feed (store, NULL))
        return 4;
    }
}

/* Runs the child and kills it @after microseconds after it has told that it begins. */
static void
run_and_kill (char *const arguments[], gulong after)
{
  GPid child;
  GError *error = NULL;
  int status, output;
  char byte;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL, &output, NULL,
                            &error);
  g_assert_no_error (error);
  g_assert_cmpint (read (output, &byte, 1), ==, 1);
  g_usleep (after);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_spawn_close_pid (child);
  close (output);
  /* Either it was killed or it had finished before; it never fails by itself. */
  g_assert_true (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL : WEXITSTATUS (status) == 0);
}

static void
test_kill (void)
{
  char *folder = store_fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, N_LINES);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint n_unclean = 0, n_different = 0, n_local = 0;
  gint64 last = -1;

  for (guint32 round = 0; round < N_ROUNDS; round++)
    {
      char seed[16];
      char *arguments[] = { (char *) program, (char *) "--write", path, seed, NULL };
      g_autoptr (WuseStore) store = NULL;
      WuseStoreRecovery recovery;
      GError *error = NULL;
      gboolean has_setting;
      guint n_rows;
      gint64 seq;

      g_snprintf (seed, sizeof seed, "%u", round);
      run_and_kill (arguments, (gulong) g_rand_int_range (rand, 0, 100000));
      store = wuse_store_open (path, &recovery, &error);
      g_assert_no_error (error);
      g_assert_true (recovery == WUSE_STORE_OPENED || recovery == WUSE_STORE_CREATED);
      n_unclean += wuse_store_was_unclean (store);
      seq = store_fixture_check (store, feed);
      n_rows = store_fixture_count_local (store, &has_setting);
      g_assert_cmpuint (n_rows, >=, n_local);
      n_local = n_rows;
      n_different += seq != last;
      last = seq;
    }

  g_test_message ("%u of %u rounds left a log behind; %u different places", n_unclean, N_ROUNDS, n_different);
  g_assert_cmpuint (n_unclean, >, N_ROUNDS / 4);
  g_assert_cmpuint (n_different, >, N_ROUNDS / 4);
  g_assert_cmpuint (n_local, >, 0);

  store_fixture_remove_folder (folder);
}

/* Killed while a damaged cache is rebuilt: there is a cache afterwards, and what was local is in it or in the file set aside. */
static int
rebuild (const char *path)
{
  g_autoptr (WuseStore) store = wuse_store_open (path, NULL, NULL);

  tell_parent ();
  return store != NULL && wuse_store_rebuild (store, NULL) && wuse_store_rebuild (store, NULL) ? 0 : 1;
}

static void
test_kill_rebuild (void)
{
  char *folder = store_fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autoptr (WuseStore) first = store_fixture_open (path, WUSE_STORE_CREATED);

  store_fixture_add_local (first, 30);
  wuse_store_close (first);
  g_clear_object (&first);

  for (guint round = 0; round < 40; round++)
    {
      char *arguments[] = { (char *) program, (char *) "--rebuild", path, NULL };
      g_autoptr (WuseStore) store = NULL;
      gboolean has_setting;

      run_and_kill (arguments, (gulong) g_rand_int_range (rand, 0, 30000));
      store = store_fixture_open (path, WUSE_STORE_OPENED);
      g_assert_cmpuint (store_fixture_count_local (store, &has_setting), ==, 30);
      g_assert_true (has_setting);
    }

  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  if (argc == 4 && strcmp (argv[1], "--write") == 0)
    return write_feed (argv[2], (guint32) g_ascii_strtoull (argv[3], NULL, 10));
  if (argc == 3 && strcmp (argv[1], "--rebuild") == 0)
    return rebuild (argv[2]);

  g_test_init (&argc, &argv, NULL);
  program = self;
  g_test_add_func ("/fault/cache/kill/writing", test_kill);
  g_test_add_func ("/fault/cache/kill/rebuilding", test_kill_rebuild);

  return g_test_run ();
}
