/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First fill over loopback into the indexed cache, against `sqlite3 .import` and ogr2ogr with the same rows:
 * `bench-fill [PERSONS [GRIDS [RUNS]]]`. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-sync.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"
#include "wuse-test-server.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define PERSONS 1000000
#define GRIDS 20000
#define RUNS 3
#define MAX_RUNS 99
#define PER_TRANSACTION 100000

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static double
to_seconds (const struct rusage *usage)
{
  return (double) (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec)
         + (double) (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

/* Processor time of all programs that were run and have ended. */
static double
children_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return to_seconds (&usage);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

/* The client: this program again, in a process of its own, so that its memory and its time are known. */
static int
run_client (char **arguments)
{
  g_autoptr (GError) error = NULL;
  char password[64] = "";
  struct rusage usage;

  if (fgets (password, sizeof password, stdin) == NULL)
    return 2;
  g_autoptr (WuseStore) store = wuse_store_open (arguments[2], NULL, &error);
  g_assert_no_error (error);
  g_autoptr (WuseSync) sync = wuse_sync_new (store);
  wuse_sync_set_server (sync, arguments[0], arguments[1], g_strchomp (password), &error);
  g_assert_no_error (error);

  double begun = now ();
  wuse_sync_start (sync);
  while (wuse_sync_get_state (sync) != WUSE_SYNC_LIVE)
    g_main_context_iteration (NULL, TRUE);
  double seconds = now () - begun;

  getrusage (RUSAGE_SELF, &usage);
  printf ("%" G_GUINT64_FORMAT " %.6f %.6f %.1f\n", wuse_sync_get_n_received (sync), seconds, to_seconds (&usage),
          (double) usage.ru_maxrss / 1024);
  g_clear_object (&sync);
  wuse_store_close (store);

  return 0;
}

static void
put_person (WuseFeed *feed, guint index, guint n_grids)
{
  g_autofree char *id = g_strdup_printf ("R%08X%04u", index * 2654435761u, index % 10000);
  g_autofree char *area = g_strdup_printf ("grid-%u", index % n_grids);
  g_autofree char *building = g_strdup_printf ("building-%u", index / 40);
  g_autofree char *household = g_strdup_printf ("household-%u", index / 3);
  g_autofree char *year = g_strdup_printf ("%u", 1930 + index % 90);
  g_autofree char *number = g_strdup_printf ("220102**********%02u", index % 100);
  g_autofree char *telephone = g_strdup_printf ("138****%04u", index % 10000);
  static const char *const names[] = { "王*", "李**", "张*", "刘**", "欧阳*" };

  wuse_test_feed_put (feed, WUSE_RECORD_PERSON, id, "name", names[index % G_N_ELEMENTS (names)], "sex",
                      index % 2 ? "female" : "male", "birth_year", year, "id_number", number, "telephone", telephone, "area",
                      area, "building", building, "household", household, "residency", index % 7 ? "registered" : "floating",
                      NULL);
}

static void
make_district (const char *path, guint n_persons, guint n_grids)
{
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (path, n_grids, 0);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_persons; i++)
    {
      if (i % PER_TRANSACTION == 0)
        wuse_feed_begin (feed, &error);
      put_person (feed, i, n_grids);
      if (i % PER_TRANSACTION == PER_TRANSACTION - 1 || i == n_persons - 1)
        wuse_feed_commit (feed, &error);
      g_assert_no_error (error);
    }
}

static double
fill (const char *database, const char *cache)
{
  double cpu_before = children_cpu ();
  g_autoptr (WuseTestServer) server = wuse_test_server_start (database, NULL, NULL);
  g_autofree char *password = g_strconcat (wuse_test_server_get_password (server), "\n", NULL);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_records;
  double seconds, cpu, memory;

  g_unlink (cache);
  g_autoptr (GSubprocess) client =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--client",
                        wuse_test_server_get_url (server), wuse_test_server_get_user (server), cache, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (client, password, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (client));
  g_assert_cmpint (sscanf (output, "%" G_GUINT64_FORMAT " %lf %lf %lf", &n_records, &seconds, &cpu, &memory), ==, 4);
  g_clear_pointer (&server, wuse_test_server_free);
  printf ("  fill: %" G_GUINT64_FORMAT " records in %.2f s, %.0f/s; processor time: client %.2f s, server %.2f s; client's peak: "
          "%.0f MB\n",
          n_records, seconds, (double) n_records / seconds, cpu, children_cpu () - cpu_before - cpu, memory);

  return (double) n_records / seconds;
}

/* Runs a program and gives the seconds it took; 0 if it is not there. */
static double
run (const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *argument = first;
  va_list list;

  va_start (list, first);
  for (; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (argv, (char *) argument);
  va_end (list);
  g_ptr_array_add (argv, NULL);

  double begun = now ();
  double cpu_before = children_cpu ();
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  if (process == NULL)
    return 0;
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  printf ("  %s: %.2f s, processor time %.2f s\n", first, now () - begun, children_cpu () - cpu_before);

  return now () - begun;
}

static char *
ask (const char *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "sqlite3", database, sql, NULL);

  if (process == NULL)
    return NULL;
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  return output;
}

/* `.import` of the rows as CSV into the cache's own table, with its indexes from the start, or made at the end. */
static double
import (const char *cache, const char *csv, const char *target, guint n_persons, gboolean indexes_last)
{
  g_autofree char *table = ask (cache, "SELECT sql || ';' FROM sqlite_schema WHERE name = 'person'");
  g_autofree char *indexes = ask (cache, "SELECT sql || ';' FROM sqlite_schema WHERE tbl_name = 'person' AND type = 'index'");
  g_autofree char *command = g_strdup_printf (".import --csv %s person", csv);

  g_unlink (target);
  double seconds = run ("sqlite3", target, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", table,
                        indexes_last ? "SELECT 1" : indexes, command, indexes_last ? indexes : "SELECT 1", NULL);
  g_unlink (target);

  return n_persons / seconds;
}

static double
convert (const char *input, const char *format, const char *target, guint n_persons)
{
  g_unlink (target);
  double seconds = run ("ogr2ogr", "-f", format, target, input, NULL);
  g_unlink (target);

  return seconds > 0 ? n_persons / seconds : 0;
}

/* The rows of the cache as the others like them: CSV, and GeoJSON with the grid cell's corner as point, as ogr2ogr was measured.
 */
static void
export_persons (const char *cache, const char *csv, const char *geojson)
{
  static const char features[] =
      "SELECT '{\"type\":\"FeatureCollection\",\"features\":['; "
      "SELECT iif (key > (SELECT min (key) FROM person), ',', '') || json_object ('type', 'Feature', 'properties', "
      "json_object ('id', id, 'version', version, 'at', at, 'name', name, 'sex', sex, 'birth_year', birth_year, 'id_number', "
      "id_number, 'telephone', telephone, 'area', area, 'building', building, 'household', household, 'residency', residency), "
      "'geometry', json_object ('type', 'Point', 'coordinates', json_array (125 + key % 1000 / 1000.0, 43.5))) FROM person; "
      "SELECT ']}';";
  g_autofree char *to_csv = g_strconcat (".once ", csv, NULL);
  g_autofree char *to_geojson = g_strconcat (".output ", geojson, NULL);

  run ("sqlite3", "-csv", cache, to_csv, "SELECT * FROM person", NULL);
  run ("sqlite3", "-list", cache, to_geojson, features, NULL);
}

static void
compare (WuseTestFolder *folder, const char *database, guint n_persons, guint n_runs)
{
  g_autofree char *cache = wuse_test_folder_build (folder, "cache.db");
  g_autofree char *csv = wuse_test_folder_build (folder, "persons.csv");
  g_autofree char *geojson = wuse_test_folder_build (folder, "persons.geojson");
  g_autofree char *target = wuse_test_folder_build (folder, "target.db");
  g_autofree char *package = wuse_test_folder_build (folder, "target.gpkg");
  g_autofree char *sqlite = g_find_program_in_path ("sqlite3");
  double fills[MAX_RUNS], imports[MAX_RUNS], late_imports[MAX_RUNS];
  double conversions[MAX_RUNS], package_conversions[MAX_RUNS];

  if (sqlite == NULL)
    {
      fill (database, cache);
      puts ("sqlite3 is not here: nothing to compare with");
      return;
    }

  for (guint i = 0; i < n_runs; i++)
    {
      fills[i] = fill (database, cache);
      if (i == 0)
        export_persons (cache, csv, geojson);
      imports[i] = import (cache, csv, target, n_persons, FALSE);
      late_imports[i] = import (cache, csv, target, n_persons, TRUE);
      conversions[i] = convert (geojson, "SQLite", target, n_persons);
      package_conversions[i] = convert (geojson, "GPKG", package, n_persons);
      printf ("  sqlite3 .import: %.0f/s, with the indexes made last %.0f/s; ogr2ogr: SQLite %.0f/s, GeoPackage %.0f/s\n",
              imports[i], late_imports[i], conversions[i], package_conversions[i]);
    }

  double ours = median (fills, n_runs);
  double asked_import = 0.6 * median (imports, n_runs), asked_convert = 6 * median (conversions, n_runs);
  printf ("first fill: %.0f records/s\n", ours);
  wuse_bench_report ("first fill over loopback", "/s", ours, "sqlite3 .import", median (imports, n_runs), "≥ 0.6 ×",
                     ours >= asked_import);
  wuse_bench_report ("first fill over loopback", "/s", ours, "ogr2ogr to SQLite", median (conversions, n_runs), "≥ 6 ×",
                     ours >= asked_convert);
  wuse_bench_report ("first fill over loopback", "/s", ours, "ogr2ogr to GeoPackage", median (package_conversions, n_runs), "–",
                     TRUE);
  printf ("  %.2f x sqlite3 .import into the indexed table (wanted: 0.6)\n", ours / median (imports, n_runs));
  printf ("  %.2f x sqlite3 .import with the indexes made last\n", ours / median (late_imports, n_runs));
  if (median (conversions, n_runs) > 0)
    printf (
        "  %.2f x ogr2ogr of GeoJSON into SQLite, which has no index then (wanted: 6); %.2f x into GeoPackage, with an R-tree\n",
        ours / median (conversions, n_runs), ours / median (package_conversions, n_runs));
  else
    puts ("  ogr2ogr is not here (gdal-bin): not compared");
}

static guint
get_argument (int argc, char *argv[], int index, guint otherwise)
{
  return argc > index ? (guint) g_ascii_strtoull (argv[index], NULL, 10) : otherwise;
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && strcmp (argv[1], "--client") == 0)
    return run_client (argv + 2);

  guint n_persons = get_argument (argc, argv, 1, PERSONS);
  guint n_grids = get_argument (argc, argv, 2, GRIDS);
  guint n_runs = CLAMP (get_argument (argc, argv, 3, RUNS), 1, MAX_RUNS);
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");

  setbuf (stdout, NULL);
  double begun = now ();
  make_district (database, n_persons, n_grids);
  printf ("%u persons, %u grids; made in %.1f s\n", n_persons, n_grids, now () - begun);
  compare (folder, database, n_persons, n_runs);

  return 0;
}
