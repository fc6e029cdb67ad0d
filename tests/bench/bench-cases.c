/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening Cases with a hundred thousand: from asking to the first rows, another order, one more case, scrolling. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-case-list.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_CASES 100000
#define N_ROUNDS 9
#define N_ROWS 40

static void
add_line (WuseRecordBatch *batch, gint64 seq, const char *type, guint number, const char *data)
{
  g_autofree char *line = g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"op\":\"put\",\"type\":\"%s\",\"id\":\"%s-%u\","
                                           "\"version\":1,\"at\":\"2022-04-11T00:00:00Z\",\"data\":%s}",
                                           seq, type, type, number, data);
  g_autoptr (GError) error = NULL;

  wuse_record_batch_add_line (batch, line, strlen (line), &error);
  g_assert_no_error (error);
}

static void
add_case (WuseRecordBatch *batch, gint64 *seq, guint i, GRand *rand)
{
  int onset = g_rand_int_range (rand, 1, 25);
  g_autofree char *case_data = g_strdup_printf (
      "{\"classification\":\"confirmed\",\"severity\":\"mild\",\"origin\":\"local\",\"person\":\"RID-%u\",\"sex\":\"female\","
      "\"age\":%u,\"area\":\"area-%u\",\"household\":\"household-%u\",\"lon\":121.4,\"lat\":31.2,\"onset\":\"2022-04-%02d\","
      "\"report\":\"2022-04-%02d\",\"infector\":\"case-%u\",\"cluster\":\"第%u组\"}",
      i, i % 90, i % 1000, i / 3, onset, onset + g_rand_int_range (rand, 0, 4), (guint) g_rand_int_range (rand, 0, N_CASES),
      i % 500);
  g_autofree char *stay = g_strdup_printf ("{\"case\":\"case-%u\",\"name\":\"市场\",\"start\":\"2022-04-01T08:00:00Z\"}", i);
  g_autofree char *contact = g_strdup_printf ("{\"case\":\"case-%u\",\"person\":\"RID-x%u\",\"tier\":\"close\"}", i, i);

  add_line (batch, ++*seq, "case", i, case_data);
  add_line (batch, ++*seq, "stay", i, stay);
  add_line (batch, ++*seq, "contact", i, contact);
}

static WuseStore *
fill (const char *path)
{
  g_autoptr (WuseDistrict) district = wuse_district_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  WuseStore *store = wuse_store_open (path, NULL, &error);
  gint64 seq = 0;

  g_assert_no_error (error);
  district->id = g_strdup ("bench");
  district->name = g_strdup ("bench");
  district->feed = g_strdup ("bench");
  wuse_store_begin_feed (store, district, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_CASES;)
    {
      WuseRecordBatch *batch = wuse_record_batch_new ();

      if (i == 0)
        for (guint area = 0; area < 1000; area++)
          add_line (batch, ++seq, "area", area, "{\"level\":\"grid\",\"name\":\"第一网格\"}");
      for (guint end = i + 5000; i < end; i++)
        add_case (batch, &seq, i, rand);
      wuse_store_submit (store, batch, NULL, &error);
      g_assert_no_error (error);
    }
  wuse_store_end_feed (store, seq, NULL, &error);
  g_assert_no_error (error);

  return store;
}

/* Waits until the first rows are there, as a window shows them; returns milliseconds. */
static double
show (WuseCaseList *list, gint64 begun, guint position)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean is_shown = FALSE;

  while (!is_shown)
    {
      g_main_context_iteration (NULL, TRUE);
      if (wuse_case_list_is_loading (list))
        continue;
      for (guint i = rows->len; i < N_ROWS; i++)
        g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (list), position + i));
      is_shown = TRUE;
      for (guint i = 0; i < N_ROWS && is_shown; i++)
        is_shown = wuse_case_row_get_fields (g_ptr_array_index (rows, i)) != NULL;
    }

  return (double) (g_get_monotonic_time () - begun) / 1000;
}

static double
open_cases (WuseStore *store, const WuseCaseQuery *query)
{
  g_autoptr (WuseCaseList) list = wuse_case_list_new (store);
  gint64 begun = g_get_monotonic_time ();

  wuse_case_list_set_query (list, query);

  return show (list, begun, 0);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wuse-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  WuseStore *store = fill (path);
  WuseCaseQuery query = WUSE_CASE_QUERY_ALL;
  double times[N_ROUNDS], jumps[N_ROUNDS];
  g_autoptr (WuseCaseList) list = NULL;
  guint waker = g_timeout_add (1, wake_cb, NULL);

  for (guint i = 0; i < N_ROUNDS; i++)
    times[i] = open_cases (store, &query);
  wuse_bench_report ("cases: first rows of 100,000", "ms", wuse_bench_quantile (times, N_ROUNDS, 0.5), NULL, 0, "at most 300 ms",
                     wuse_bench_quantile (times, N_ROUNDS, 0.5) <= 300);
  query.sort = WUSE_CASE_SORT_INFECTED;
  for (guint i = 0; i < N_ROUNDS; i++)
    times[i] = open_cases (store, &query);
  wuse_bench_report ("cases: first rows by number infected", "ms", wuse_bench_quantile (times, N_ROUNDS, 0.5), NULL, 0, "", TRUE);
  query = WUSE_CASE_QUERY_ALL;
  query.text = (char *) "第7组";
  for (guint i = 0; i < N_ROUNDS; i++)
    times[i] = open_cases (store, &query);
  wuse_bench_report ("cases: first rows of a search", "ms", wuse_bench_quantile (times, N_ROUNDS, 0.5), NULL, 0, "", TRUE);

  query = WUSE_CASE_QUERY_ALL;
  list = wuse_case_list_new (store);
  wuse_case_list_set_query (list, &query);
  show (list, 0, 0);
  for (guint i = 0; i < N_ROUNDS; i++)
    jumps[i] = show (list, g_get_monotonic_time (), 10007 * (i + 1) % (N_CASES - N_ROWS));
  wuse_bench_report ("cases: rows after a jump", "ms", wuse_bench_quantile (jumps, N_ROUNDS, 0.5), NULL, 0, "", TRUE);

  g_source_remove (waker);
  g_clear_object (&list);
  wuse_store_close (store);
  g_object_unref (store);
  g_unlink (path);
  g_rmdir (folder);

  return 0;
}
