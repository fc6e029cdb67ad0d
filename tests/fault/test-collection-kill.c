/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program is killed at random moments while it writes a collection: there is a whole one or none. */

#include "config.h"

#include "store-fixture.h"
#include "wuse-collection.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ROUNDS 40
#define N_LINES 3000
#define NAME "collection"

static const char *program;

static const WuseRecord *
get_record (guint index, gpointer data)
{
  return wuse_record_batch_get (data, index);
}

static WuseRecordBatch *
make_records (void)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, N_LINES);

  return store_fixture_make_batch (feed, 0, N_LINES);
}

static int
write_collection (const char *folder)
{
  g_autoptr (WuseRecordBatch) records = make_records ();
  g_autoptr (WuseDistrict) about = store_fixture_make_district ("feed-1");
  g_autoptr (GError) error = NULL;

  if (wuse_collection_write (folder, NAME, about, wuse_record_batch_get_length (records), get_record, NULL, records, NULL,
                             &error))
    return 0;

  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_EXIST) ? 0 : 1;
}

/* Lets it come to its end for 0. Returns how many µs it took. */
static gint64
run_and_kill (char *const arguments[], gulong after)
{
  gint64 begin;
  GError *error = NULL;
  int status, output;
  GPid child;
  char byte;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL, &output, NULL,
                            &error);
  g_assert_no_error (error);
  g_assert_cmpint (read (output, &byte, 1), ==, 1);
  begin = g_get_monotonic_time ();
  if (after > 0)
    {
      g_usleep (after);
      kill (child, SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_spawn_close_pid (child);
  close (output);
  g_assert_true (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL : WEXITSTATUS (status) == 0);

  return g_get_monotonic_time () - begin;
}

static guint
count_leftovers (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, ".");

  return n;
}

/* What is there under the name is the whole feed. */
static gboolean
check_whole (const char *folder, GPtrArray *feed)
{
  g_autofree char *path = g_build_filename (folder, NAME ".sqlite", NULL);
  g_autoptr (WuseStore) store = NULL;
  g_autoptr (GError) error = NULL;
  WuseStoreRecovery recovery;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  store = wuse_store_open (path, &recovery, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recovery, ==, WUSE_STORE_OPENED);
  g_assert_false (wuse_store_is_filling (store));
  g_assert_cmpint (store_fixture_check (store, feed), ==, N_LINES);

  return TRUE;
}

static void
test_kill (void)
{
  char *folder = store_fixture_make_folder ();
  char *const arguments[] = { (char *) program, (char *) "--write", folder, NULL };
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, N_LINES);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_whole = 0, n_none = 0, n_left = 0;
  const gint64 longest = run_and_kill (arguments, 0);

  g_assert_true (check_whole (folder, feed));
  g_assert_true (wuse_collection_remove (folder, NAME, NULL));
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      run_and_kill (arguments, (gulong) g_rand_double_range (rand, 1, 1.3 * (double) longest));
      n_left += count_leftovers (folder) > 0;
      if (check_whole (folder, feed))
        {
          n_whole++;
          g_assert_true (wuse_collection_remove (folder, NAME, NULL));
        }
      else
        n_none++;
      /* Never more than what the last one left: each takes away what those before it left. */
      g_assert_cmpuint (count_leftovers (folder), <=, 1);
    }
  g_test_message ("%u whole, %u none, %u left a folder behind", n_whole, n_none, n_left);
  g_assert_cmpuint (n_none, >, 0);
  g_assert_cmpuint (n_whole, >, 0);
  g_assert_cmpint (write_collection (folder), ==, 0);
  g_assert_true (check_whole (folder, feed));
  g_assert_cmpuint (count_leftovers (folder), ==, 0);
  store_fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    {
      /* The child: says that it begins. */
      g_assert_cmpint (write (STDOUT_FILENO, "b", 1), ==, 1);
      return write_collection (argv[2]);
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collection/kill", test_kill);

  return g_test_run ();
}
