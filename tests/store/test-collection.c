/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Others' real tables become collections: what stands in the file is counted against the tables themselves. */

#include "config.h"

#include "store-fixture.h"
#include "wuse-collection.h"
#include "wuse-intake-choice.h"
#include "wuse-test-shared.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define MAX_FILES 8

/* Rows of a table without its header: line ends outside quotation marks, empty lines left out, and those with a certain text. */
static guint
count_rows (const char *path, const char *without)
{
  g_autofree char *text = NULL;
  gsize length;
  gboolean is_quoted = FALSE, has_text = FALSE;
  guint n = 0, n_without = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (const char *at = without != NULL ? strstr (text, without) : NULL; at != NULL; at = strstr (at + 1, without))
    n_without++;
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        is_quoted = !is_quoted;
      if (text[i] == '\n' && !is_quoted)
        {
          n += has_text;
          has_text = FALSE;
        }
      else if (!g_ascii_isspace (text[i]))
        has_text = TRUE;
    }

  return n + has_text - 1 - n_without;
}

static WuseIntakeResult *
bring_in (char *const *paths, guint n)
{
  g_autoptr (GError) error = NULL;
  GFile *files[MAX_FILES] = { 0 };
  WuseTableFile *tables[MAX_FILES] = { 0 };
  g_autoptr (WuseIntakeGuess) guess = NULL;
  WuseIntakeResult *result;

  for (guint i = 0; i < n; i++)
    files[i] = g_file_new_for_path (paths[i]);
  guess = wuse_intake_guess_new (files, n, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      tables[i] = wuse_intake_guess_get_table (guess, i)->file;
      g_object_unref (files[i]);
    }
  result = wuse_intake_run (wuse_intake_guess_get_mapping (guess), tables, n, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return result;
}

static const WuseRecord *
get_record (guint index, gpointer data)
{
  return wuse_intake_result_get_record (data, index);
}

static WuseDistrict *
make_about (const char *name)
{
  WuseDistrict *about = wuse_district_new ();

  about->id = g_strdup ("collection");
  about->name = g_strdup (name);
  about->source = g_strdup ("a.csv");
  about->time = wuse_time_now ();

  return about;
}

static gboolean
write_collection (const char *folder, const char *name, WuseIntakeResult *result, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseDistrict) about = make_about (name);

  return wuse_collection_write (folder, name, about, wuse_intake_result_get_n_records (result), get_record, NULL, result,
                                cancellable, error);
}

/* Rows of a table of the file, by SQLite alone. */
static guint
count_stored (const char *folder, const char *name, WuseRecordType type)
{
  static const char *const statements[WUSE_N_RECORD_TYPES] = {
    [WUSE_RECORD_PLACE] = "SELECT count(*) FROM place",     [WUSE_RECORD_CASE] = "SELECT count(*) FROM \"case\"",
    [WUSE_RECORD_CONTACT] = "SELECT count(*) FROM contact", [WUSE_RECORD_STAY] = "SELECT count(*) FROM stay",
    [WUSE_RECORD_LINK] = "SELECT count(*) FROM link",
  };
  g_autofree char *file = g_strconcat (name, ".sqlite", NULL), *path = g_build_filename (folder, file, NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint n;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, statements[type], -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = (guint) sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return n;
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

typedef struct
{
  const char *folder;
  const char *files[MAX_FILES];
  int cases; /* which file has a row for each; -1 for none */
  int stays;
  int links;
  const char *no_case; /* what says that a row is none */
} Source;

static const Source sources[] = {
  { "seoul-2020", { "PatientInfo.csv", "PatientRoute.csv" }, 0, 1, -1 },
  { "mers-2015", { "mers_korea_2015_linelist.csv", "mers_korea_2015_contacts.csv" }, 0, -1, 1 },
  { "tianjin-2020", { "Tianjin135cases_revised.csv", "tianjin_edges_clean.csv" }, 0, -1, -1 },
  { "godata-training",
    { "cases_clean.csv", "contacts_clean.csv", "relationships_clean.csv", "followups_clean.csv", "events_clean.csv",
      "lab_results_clean.csv", "teams_clean.csv" },
    0,
    -1,
    -1,
    "NOT_A_CASE" },
  { "microbetrace-demo",
    { "COVID-19_simulated_NodeList_snp.csv", "COVID-19_simulated_ContactTracing_snp.csv" },
    0,
    -1,
    -1,
    ",Place," },
  { "microbetrace-demo", { "AngularTesting_nodes_Map.csv" }, 0, -1, -1 },
};

static void
check_rows (const Source *source, char *const *paths, const char *folder)
{
  if (source->cases >= 0)
    g_assert_cmpuint (count_stored (folder, source->folder, WUSE_RECORD_CASE), ==,
                      count_rows (paths[source->cases], source->no_case));
  if (source->stays >= 0)
    g_assert_cmpuint (count_stored (folder, source->folder, WUSE_RECORD_STAY), ==, count_rows (paths[source->stays], NULL));
  if (source->links >= 0)
    g_assert_cmpuint (count_stored (folder, source->folder, WUSE_RECORD_LINK), ==, count_rows (paths[source->links], NULL));
}

static void
check_opens (const char *folder, const char *name, guint n_records)
{
  g_autofree char *file = g_strconcat (name, ".sqlite", NULL), *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;
  WuseStoreRecovery recovery;
  g_autoptr (WuseStore) store = wuse_store_open (path, &recovery, &error);
  gint64 seq;

  g_assert_no_error (error);
  g_assert_cmpint (recovery, ==, WUSE_STORE_OPENED);
  g_assert_false (wuse_store_was_unclean (store));
  g_assert_false (wuse_store_is_filling (store));
  g_assert_true (wuse_store_get_cursor (store, NULL, &seq));
  g_assert_cmpint (seq, >=, n_records);
}

static void
test_source (gconstpointer data)
{
  const Source *source = data;
  char *folder = store_fixture_make_folder ();
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (WuseIntakeResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MAX_FILES && source->files[i] != NULL; i++)
    {
      g_autofree char *name = g_build_filename ("data", source->folder, source->files[i], NULL);
      char *path = wuse_test_find_shared (name);

      if (path == NULL)
        {
          store_fixture_remove_folder (folder);
          return;
        }
      g_ptr_array_add (paths, path);
    }
  result = bring_in ((char *const *) paths->pdata, paths->len);
  write_collection (folder, source->folder, result, NULL, &error);
  g_assert_no_error (error);
  for (WuseRecordType type = 0; type < WUSE_N_RECORD_TYPES; type++)
    if (type == WUSE_RECORD_PLACE || type == WUSE_RECORD_CASE || type == WUSE_RECORD_CONTACT || type == WUSE_RECORD_STAY
        || type == WUSE_RECORD_LINK)
      g_assert_cmpuint (count_stored (folder, source->folder, type), ==, wuse_intake_result_count (result, type));
  g_assert_cmpuint (count_stored (folder, source->folder, WUSE_RECORD_CASE), >, 0);
  check_rows (source, (char *const *) paths->pdata, folder);
  check_opens (folder, source->folder, wuse_intake_result_get_n_records (result));
  store_fixture_remove_folder (folder);
}

static WuseIntakeResult *
make_small (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "cases.csv", NULL);
  char *const paths[] = { path };
  WuseIntakeResult *result;

  g_assert_true (g_file_set_contents (path, "case_id,sex,age,onset\nA1,female,30,2020-02-03\nA2,male,41,2020-02-05\n", -1, NULL));
  result = bring_in (paths, 1);
  g_unlink (path);
  g_assert_cmpuint (wuse_intake_result_get_n_records (result), ==, 2);

  return result;
}

static void
test_taken_name (void)
{
  char *folder = store_fixture_make_folder ();
  g_autoptr (WuseIntakeResult) result = make_small (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = NULL;

  g_assert_true (write_collection (folder, "武汉 2020", result, NULL, NULL));
  g_assert_false (write_collection (folder, "武汉 2020", result, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_assert_cmpuint (count_entries (folder), ==, 1);
  g_assert_cmpuint (count_stored (folder, "武汉 2020", WUSE_RECORD_CASE), ==, 2);
  infos = wuse_collection_list (folder);
  g_assert_cmpuint (infos->len, ==, 1);
  g_assert_cmpstr (((WuseCollectionInfo *) infos->pdata[0])->name, ==, "武汉 2020");
  g_assert_true (wuse_collection_remove (folder, "武汉 2020", NULL));
  g_assert_cmpuint (count_entries (folder), ==, 0);
  store_fixture_remove_folder (folder);
}

static void
test_cancel (void)
{
  char *folder = store_fixture_make_folder ();
  g_autoptr (WuseIntakeResult) result = make_small (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (write_collection (folder, "one", result, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (folder), ==, 0);
  store_fixture_remove_folder (folder);
}

/* A folder of a program that was killed is taken away; one that is being written in is not. */
static void
test_leftovers (void)
{
  char *folder = store_fixture_make_folder ();
  g_autoptr (WuseIntakeResult) result = make_small (folder);
  g_autofree char *work = g_build_filename (folder, ".writing-abcdef", NULL), *file = g_build_filename (work, "x", NULL);

  g_assert_cmpint (g_mkdir (work, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "half", -1, NULL));
  g_assert_true (write_collection (folder, "one", result, NULL, NULL));
  g_assert_cmpuint (count_entries (folder), ==, 1);
  store_fixture_remove_folder (folder);
}

static void
test_names (void)
{
  static const char *const good[] = { "a", "MERS 2015", "天津 2020", "a.b" };
  static const char *const bad[] = { "", ".a", "a.", " a", "a ", "a/b", "..", "a\\b", "a:b", "a\nb", "\xff" };
  g_autofree char *long_name = g_strnfill (WUSE_COLLECTION_MAX_NAME + 1, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (wuse_collection_is_name (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (wuse_collection_is_name (bad[i]));
  g_assert_false (wuse_collection_is_name (long_name));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *path = g_strconcat ("/collection/", sources[i].folder, "/", sources[i].files[0], NULL);

      g_test_add_data_func (path, &sources[i], test_source);
    }
  g_test_add_func ("/collection/taken-name", test_taken_name);
  g_test_add_func ("/collection/cancel", test_cancel);
  g_test_add_func ("/collection/leftovers", test_leftovers);
  g_test_add_func ("/collection/names", test_names);

  return g_test_run ();
}
