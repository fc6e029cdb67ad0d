/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases as a list: orders and filters, rows on demand, changes told of where they are; the card; named views; relations. */

#include "config.h"

#include "store-fixture.h"
#include "wuse-case-card.h"
#include "wuse-case-list.h"
#include "wuse-list-change.h"
#include "wuse-named-view.h"
#include "wuse-store-outbox.h"

#include <string.h>

#define N_CASES 500

typedef StoreFixture Fixture;

static char *
make_case (guint i)
{
  static const char *const classifications[] = { "confirmed", "asymptomatic", "suspected" };
  GString *data = g_string_new (NULL);

  g_string_printf (data, "{\"classification\":\"%s\",\"origin\":\"%s\",\"person\":\"RID-%03u\"", classifications[i % 3],
                   i % 10 == 0 ? "imported" : "local", i);
  if (i % 7 != 0)
    g_string_append_printf (data, ",\"age\":%u", i % 90);
  if (i % 2 == 0)
    g_string_append_printf (data, ",\"area\":\"grid-%u\"", i % 4);
  else
    g_string_append_printf (data, ",\"household\":\"household-%u\"", i % 4);
  if (i % 5 != 0)
    g_string_append_printf (data, ",\"onset\":\"2022-04-%02u\"", 1 + i % 28);
  g_string_append_printf (data, ",\"report\":\"2022-04-%02u\"", 1 + (i * 3) % 28);
  if (i >= 100)
    g_string_append_printf (data, ",\"infector\":\"case-%03u\",\"setting\":\"market\"", i % 100);
  g_string_append_printf (data, ",\"cluster\":\"第%u组\"}", i % 6);

  return g_string_free (data, FALSE);
}

static void
add (Fixture *fixture, WuseRecordType type, const char *prefix, guint i, char *data)
{
  g_autofree char *id = g_strdup_printf ("%s-%0*u", prefix, type == WUSE_RECORD_CASE ? 3 : 1, i);

  store_fixture_add (fixture->feed, type, id, 1, data);
  g_free (data);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (fixture, 1, 0);
  store_fixture_add (fixture->feed, WUSE_RECORD_AREA, "city", 1, "{\"level\":\"district\",\"name\":\"市区\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_AREA, "town", 1,
                     "{\"level\":\"subdistrict\",\"name\":\"镇\",\"parent\":\"city\"}");
  for (guint i = 0; i < 4; i++)
    {
      add (fixture, WUSE_RECORD_AREA, "grid", i,
           g_strdup_printf ("{\"level\":\"grid\",\"name\":\"第%u网格\",\"parent\":\"%s\"}", i, i < 2 ? "town" : "city"));
      add (fixture, WUSE_RECORD_HOUSEHOLD, "household", i, g_strdup_printf ("{\"area\":\"grid-%u\"}", i));
    }
  store_fixture_add (fixture->feed, WUSE_RECORD_PLACE, "place-1", 1, "{\"kind\":\"market\",\"name\":\"菜场\"}");
  for (guint i = 0; i < N_CASES; i++)
    add (fixture, WUSE_RECORD_CASE, "case", i, make_case (i));
  for (guint i = 0; i < 60; i++)
    {
      add (fixture, WUSE_RECORD_STAY, "stay", i,
           g_strdup_printf ("{\"case\":\"case-%03u\",\"place\":\"place-1\",\"start\":\"2022-04-01T%02u:00:00Z\"}", i / 3,
                            i % 24));
      add (fixture, WUSE_RECORD_CONTACT, "contact", i,
           g_strdup_printf ("{\"case\":\"case-%03u\",\"person\":\"RID-x%u\",\"tier\":\"%s\"}", i / 3, i,
                            i % 3 == 0 ? "secondary" : "close"));
    }
  store_fixture_add (fixture->feed, WUSE_RECORD_LINK, "link-1", 1,
                     "{\"source\":\"case-001\",\"target\":\"case-002\",\"kind\":\"transmission\",\"state\":\"confirmed\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_LINK, "link-2", 1,
                     "{\"source\":\"case-001\",\"target\":\"case-101\",\"kind\":\"transmission\",\"state\":\"refuted\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_LINK, "link-3", 1,
                     "{\"source\":\"case-005\",\"target\":\"case-001\",\"kind\":\"contact\",\"state\":\"suspected\"}");
  store_fixture_fill (fixture->store, "feed-1", fixture->feed, 200);
}

static gpointer
load_ids (WuseStoreReader *reader, gpointer query, GCancellable *cancellable, GError **error)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) keys = wuse_store_reader_query_cases (reader, query, ids, error);

  if (keys != NULL)
    g_assert_cmpuint (keys->len, ==, ids->len);

  return ids;
}

static GPtrArray *
ask (Fixture *fixture, WuseCaseQuery *query)
{
  GError *error = NULL;
  GPtrArray *ids = wuse_store_read (fixture->store, load_ids, query, NULL, &error);

  g_assert_no_error (error);

  return ids;
}

static guint
number_of (GPtrArray *ids, guint position)
{
  return (guint) g_ascii_strtoull ((const char *) g_ptr_array_index (ids, position) + strlen ("case-"), NULL, 10);
}

/* Asks, and counts by hand what has to come. */
#define ASSERT_MATCHES(query, condition)                                                                                         \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    g_autoptr (GPtrArray) matching = ask (fixture, &(query));                                                                    \
    guint n_expected = 0;                                                                                                        \
    for (guint i = 0; i < N_CASES; i++)                                                                                          \
      n_expected += (condition) ? 1 : 0;                                                                                         \
    g_assert_cmpuint (matching->len, ==, n_expected);                                                                            \
    for (guint p = 0; p < matching->len; p++)                                                                                    \
      {                                                                                                                          \
        guint i G_GNUC_UNUSED = number_of (matching, p);                                                                         \
        g_assert_true (condition);                                                                                               \
      }                                                                                                                          \
  }                                                                                                                              \
  G_STMT_END

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  WuseCaseQuery query = WUSE_CASE_QUERY_ALL;
  char *ids[] = { (char *) "case-003", (char *) "case-400", (char *) "nobody", NULL };

  ASSERT_MATCHES (query, TRUE);
  query.classifications = 1 << WUSE_CASE_CONFIRMED | 1 << WUSE_CASE_SUSPECTED;
  ASSERT_MATCHES (query, i % 3 != 1);
  query = WUSE_CASE_QUERY_ALL;
  query.area = (char *) "town";
  /* Its own area, else its household's. */
  ASSERT_MATCHES (query, i % 4 < 2);
  query.area = (char *) "grid-3";
  ASSERT_MATCHES (query, i % 4 == 3);
  query.area = (char *) "nowhere";
  ASSERT_MATCHES (query, FALSE);
  query = WUSE_CASE_QUERY_ALL;
  query.first = wuse_day_from_ymd (2022, 4, 5);
  query.last = wuse_day_from_ymd (2022, 4, 9);
  ASSERT_MATCHES (query, (i * 3) % 28 >= 4 && (i * 3) % 28 <= 8);
  query.by_onset = TRUE;
  ASSERT_MATCHES (query, i % 5 != 0 && i % 28 >= 4 && i % 28 <= 8);
  query = WUSE_CASE_QUERY_ALL;
  query.cluster = (char *) "第3组";
  ASSERT_MATCHES (query, i % 6 == 3);
  query = WUSE_CASE_QUERY_ALL;
  query.origin = (char *) "imported";
  ASSERT_MATCHES (query, i % 10 == 0);
  query.setting = (char *) "market";
  ASSERT_MATCHES (query, i % 10 == 0 && i >= 100);
  query = WUSE_CASE_QUERY_ALL;
  query.text = (char *) " rid-12";
  ASSERT_MATCHES (query, i / 10 == 12);
  query.text = (char *) "第1网格";
  ASSERT_MATCHES (query, i % 4 == 1);
  query.text = (char *) "%";
  ASSERT_MATCHES (query, FALSE);
  query.text = (char *) "  ";
  ASSERT_MATCHES (query, TRUE);
  query = WUSE_CASE_QUERY_ALL;
  query.ids = ids;
  ASSERT_MATCHES (query, i == 3 || i == 400);
}

static void
test_orders (Fixture *fixture, gconstpointer data)
{
  for (guint sort = 0; sort < WUSE_N_CASE_SORTS; sort++)
    for (guint direction = 0; direction < 2; direction++)
      {
        WuseCaseQuery query = WUSE_CASE_QUERY_ALL;
        g_autoptr (GPtrArray) ids = NULL;

        query.sort = (WuseCaseSort) sort;
        query.is_descending = (gboolean) direction;
        ids = ask (fixture, &query);
        g_assert_cmpuint (ids->len, ==, N_CASES);
        for (guint p = 1; p < ids->len; p++)
          {
            guint a = number_of (ids, p - 1), b = number_of (ids, p);

            /* Among equals, the number decides, the same way round: of a day, too, the latest is first. */
            if (sort == WUSE_CASE_SORT_ID)
              g_assert_true (direction == 1 ? a > b : a < b);
            if (sort == WUSE_CASE_SORT_AGE && a % 7 != 0 && b % 7 != 0)
              g_assert_true ((a % 90 == b % 90 ? a > b : a % 90 > b % 90) == (direction == 1));
            /* What is not known comes last. */
            if (sort == WUSE_CASE_SORT_AGE)
              g_assert_true (a % 7 != 0 || b % 7 == 0);
            if (sort == WUSE_CASE_SORT_REPORT)
              g_assert_true (((a * 3) % 28 == (b * 3) % 28 ? a > b : (a * 3) % 28 > (b * 3) % 28) == (direction == 1));
          }
        /* case-001 infected 2, 201, 301 and 401: that it infected 101 was refuted. The others of the first hundred, four each. */
        if (sort == WUSE_CASE_SORT_INFECTED && direction == 1)
          for (guint p = 0; p < 100; p++)
            g_assert_cmpuint (number_of (ids, p), <, 100);
      }
}

static void
edited_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  gboolean *is_done = data;

  wuse_store_edit_finish (WUSE_STORE (object), result, NULL, &error);
  g_assert_no_error (error);
  *is_done = TRUE;
}

static void
edit (Fixture *fixture, WuseRecordType type, const char *id, const char *data)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_edit_free);
  gboolean is_done = FALSE;

  g_ptr_array_add (edits, wuse_edit_new (data != NULL ? WUSE_RECORD_PUT : WUSE_RECORD_DELETE, type, id, data, "because"));
  wuse_store_edit_async (fixture->store, edits, NULL, NULL, edited_cb, &is_done);
  store_fixture_turn_until (&is_done);
}

static void
test_incomplete (Fixture *fixture, gconstpointer data)
{
  WuseCaseQuery query = WUSE_CASE_QUERY_ALL;
  char *ids[] = { (char *) "case-003", NULL };
  g_autoptr (GPtrArray) found = NULL;

  query.only_incomplete = TRUE;
  ASSERT_MATCHES (query, TRUE);
  /* The stays and contacts of case-003 are there; with an isolation and a source it lacks nothing. */
  edit (fixture, WUSE_RECORD_CASE, "case-003",
        "{\"classification\":\"confirmed\",\"origin\":\"local\",\"age\":3,\"area\":\"grid-1\",\"onset\":\"2022-04-02\","
        "\"isolation\":\"2022-04-05\"}");
  query.ids = ids;
  found = ask (fixture, &query);
  g_assert_cmpuint (found->len, ==, 1);
  edit (fixture, WUSE_RECORD_LINK, "link-x",
        "{\"source\":\"case-001\",\"target\":\"case-003\",\"kind\":\"transmission\",\"state\":\"suspected\"}");
  g_clear_pointer (&found, g_ptr_array_unref);
  found = ask (fixture, &query);
  g_assert_cmpuint (found->len, ==, 0);
}

/* Follows what a list tells of, as a widget does, and checks that it is so. */
typedef struct
{
  GPtrArray *rows;
  guint n_told;
  guint n_removed;
} Mirror;

static void
items_changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, Mirror *mirror)
{
  g_assert_cmpuint (position + n_removed, <=, mirror->rows->len);
  if (n_removed > 0)
    g_ptr_array_remove_range (mirror->rows, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (mirror->rows, (gint) (position + i), g_list_model_get_item (model, position + i));
  g_assert_cmpuint (mirror->rows->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < mirror->rows->len; i++)
    {
      g_autoptr (WuseCaseRow) row = g_list_model_get_item (model, i);

      g_assert_true (row == g_ptr_array_index (mirror->rows, i));
    }
  mirror->n_told++;
  mirror->n_removed += n_removed;
}

static void
wait_for (WuseCaseList *list, Mirror *mirror)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  gboolean is_known;

  do
    {
      g_main_context_iteration (NULL, FALSE);
      is_known = !wuse_case_list_is_loading (list);
      for (guint i = 0; i < mirror->rows->len && is_known; i++)
        is_known = wuse_case_row_get_fields (g_ptr_array_index (mirror->rows, i)) != NULL;
    }
  while (!is_known && g_get_monotonic_time () < end);
  g_assert_true (is_known);
  for (guint i = 0; i < mirror->rows->len; i++)
    g_assert_cmpstr (wuse_case_row_get_fields (g_ptr_array_index (mirror->rows, i))->id, ==, wuse_case_list_get_id (list, i));
}

/* Lets the list follow a change of the store, however long that takes here. */
#define let_follow(list, mirror, has_followed)                                                                                   \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                                                                \
                                                                                                                                 \
    while (!(has_followed) && g_get_monotonic_time () < until)                                                                   \
      if (!g_main_context_iteration (NULL, FALSE))                                                                               \
        g_usleep (1000);                                                                                                         \
    wait_for (list, mirror);                                                                                                     \
  }                                                                                                                              \
  G_STMT_END

static gboolean
is_local (WuseCaseList *list, Mirror *mirror, const char *id)
{
  guint position = wuse_case_list_find (list, id);
  const WuseCaseFields *fields;

  if (position == G_MAXUINT)
    return FALSE;
  fields = wuse_case_row_get_fields (g_ptr_array_index (mirror->rows, position));

  return fields != NULL && fields->is_local;
}

/* Stays of the case that comes second; zero while that is not known. */
static guint
count_stays (Mirror *mirror)
{
  const WuseCaseFields *fields = wuse_case_row_get_fields (g_ptr_array_index (mirror->rows, 1));

  return fields != NULL ? fields->n_stays : 0;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseCaseList) list = wuse_case_list_new (fixture->store);
  Mirror mirror = { .rows = g_ptr_array_new_with_free_func (g_object_unref) };
  WuseCaseQuery query = WUSE_CASE_QUERY_ALL;
  const WuseCaseFields *fields;

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &mirror);
  query.sort = WUSE_CASE_SORT_ID;
  query.is_descending = FALSE;
  wuse_case_list_set_query (list, &query);
  g_assert_true (wuse_case_list_is_loading (list));
  wait_for (list, &mirror);
  g_assert_cmpuint (mirror.rows->len, ==, N_CASES);
  g_assert_cmpuint (mirror.n_told, ==, 1);

  fields = wuse_case_row_get_fields (g_ptr_array_index (mirror.rows, 1));
  g_assert_cmpstr (fields->id, ==, "case-001");
  g_assert_cmpstr (fields->area, ==, "grid-1");
  g_assert_cmpstr (fields->area_name, ==, "第1网格");
  g_assert_cmpuint (fields->n_stays, ==, 3);
  g_assert_cmpuint (fields->n_contacts, ==, 3);
  g_assert_cmpuint (fields->n_infected, ==, 4);
  g_assert_cmpuint (fields->gaps, ==, WUSE_GAP_ISOLATION | WUSE_GAP_SOURCE);
  g_assert_false (fields->is_local);

  /* One that is edited keeps its place, one that is new has its own, and one that is deleted leaves: that and no more is told. */
  mirror.n_told = mirror.n_removed = 0;
  edit (fixture, WUSE_RECORD_CASE, "case-200", "{\"classification\":\"suspected\"}");
  edit (fixture, WUSE_RECORD_CASE, "case-123a", "{\"classification\":\"suspected\"}");
  edit (fixture, WUSE_RECORD_CASE, "case-400", NULL);
  let_follow (list, &mirror,
              is_local (list, &mirror, "case-200") && is_local (list, &mirror, "case-123a")
                  && wuse_case_list_find (list, "case-400") == G_MAXUINT);
  g_assert_cmpuint (mirror.rows->len, ==, N_CASES);
  g_assert_cmpuint (mirror.n_removed, <=, 2);
  g_assert_cmpuint (wuse_case_list_find (list, "case-200"), ==, 201);
  g_assert_true (is_local (list, &mirror, "case-200"));
  g_assert_cmpuint (wuse_case_list_find (list, "case-400"), ==, G_MAXUINT);

  /* A row that changes where it is is told by the row. */
  mirror.n_told = 0;
  store_fixture_add (fixture->feed, WUSE_RECORD_STAY, "stay-new", 1, "{\"case\":\"case-001\"}");
  wuse_store_submit (fixture->store, store_fixture_make_batch (fixture->feed, fixture->feed->len - 1, fixture->feed->len), NULL,
                     NULL);
  let_follow (list, &mirror, count_stays (&mirror) == 4);
  g_assert_cmpuint (mirror.n_told, ==, 0);
  g_assert_cmpuint (count_stays (&mirror), ==, 4);

  query.is_descending = TRUE;
  wuse_case_list_set_query (list, &query);
  wait_for (list, &mirror);
  g_assert_cmpuint (mirror.rows->len, ==, N_CASES);
  g_assert_cmpstr (wuse_case_list_get_id (list, 0), ==, "case-499");

  /* Others come before and behind the one that was shown. */
  query.text = (char *) "case-200";
  wuse_case_list_set_query (list, &query);
  wait_for (list, &mirror);
  g_assert_cmpuint (mirror.rows->len, ==, 1);
  query.text = NULL;
  wuse_case_list_set_query (list, &query);
  wait_for (list, &mirror);
  g_assert_cmpuint (mirror.rows->len, ==, N_CASES);

  query.cluster = (char *) "第3组";
  wuse_case_list_set_query (list, &query);
  query.cluster = (char *) "第2组";
  wuse_case_list_set_query (list, &query);
  wait_for (list, &mirror);
  g_assert_cmpuint (mirror.rows->len, ==, 82);

  g_signal_handlers_disconnect_by_data (list, &mirror);
  g_ptr_array_unref (mirror.rows);
}

static void
apply_spans (GArray *list, const GArray *after, const GArray *spans)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const WuseListSpan *span = &g_array_index (spans, WuseListSpan, i);

      if (span->n_removed > 0)
        g_array_remove_range (list, span->position, span->n_removed);
      if (span->n_added > 0)
        g_array_insert_vals (list, span->position, &g_array_index (after, gint64, span->position), span->n_added);
    }
}

static void
test_change (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) spans = NULL;
      gint n = g_test_rand_int_range (0, 40), n_changes = g_test_rand_int_range (0, 6);

      for (gint64 i = 0; i < n; i++)
        {
          g_array_append_val (before, i);
          g_array_append_val (after, i);
        }
      for (gint i = 0; i < n_changes; i++)
        {
          gint64 key = 1000 + i;
          gint kind = g_test_rand_int_range (0, 3);
          guint from = after->len > 0 ? (guint) g_test_rand_int_range (0, (gint) after->len) : 0;

          if (kind > 0 && after->len > 0)
            {
              key = g_array_index (after, gint64, from);
              g_array_remove_index (after, from);
            }
          if (kind != 1)
            g_array_insert_val (after, (guint) g_test_rand_int_range (0, (gint) after->len + 1), key);
        }
      spans = wuse_list_change_find (before, after);
      g_assert_cmpuint (spans->len, <=, 2 * (guint) n_changes);
      apply_spans (before, after, spans);
      g_assert_cmpmem (before->data, before->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
    }
}

static gpointer
load_card (WuseStoreReader *reader, gpointer id, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_case_card (reader, id, error);
}

static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseCaseCard) card = NULL;
  WuseCaseCard *nobody;
  WuseOutboxRow *row;
  GError *error = NULL;

  edit (fixture, WUSE_RECORD_LINK, "link-new",
        "{\"source\":\"case-001\",\"target\":\"nobody\",\"kind\":\"transmission\",\"state\":\"suspected\"}");
  card = wuse_store_read (fixture->store, load_card, (gpointer) "case-001", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (card->fields->id, ==, "case-001");
  g_assert_cmpstr (card->area_path, ==, "市区 · 镇 · 第1网格");
  g_assert_true (g_str_has_prefix (card->data, "{\"classification\":\"asymptomatic\""));
  g_assert_cmpuint (card->contacts->len, ==, 3);
  g_assert_cmpuint (card->n_close, ==, 2);
  g_assert_cmpuint (card->n_secondary, ==, 1);
  g_assert_cmpuint (card->stays->len, ==, 3);
  g_assert_cmpstr (g_hash_table_lookup (card->places, "place-1"), ==, "菜场");
  g_assert_cmpuint (card->links->len, ==, 4);
  g_assert_cmpuint (card->infected->len, ==, 4);
  g_assert_nonnull (g_hash_table_lookup (card->others, "case-005"));
  g_assert_nonnull (g_hash_table_lookup (card->others, "case-401"));
  g_assert_null (g_hash_table_lookup (card->others, "nobody"));
  g_assert_cmpuint (card->edits->len, ==, 1);
  row = g_ptr_array_index (card->edits, 0);
  g_assert_cmpstr (row->id, ==, "link-new");

  nobody = wuse_store_read (fixture->store, load_card, (gpointer) "nobody", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (nobody);
}

static void
activity_added_cb (GObject *store, GAsyncResult *result, gpointer done)
{
  GError *error = NULL;

  wuse_store_add_activity_finish (WUSE_STORE (store), result, &error);
  g_assert_no_error (error);
  *(gboolean *) done = TRUE;
}

/* Told twice, it is one change; one that is later than the record is of a feed that has gone. */
static void
test_reclassified (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseCaseCard) before = wuse_store_read (fixture->store, load_card, (gpointer) "case-001", NULL, NULL);
  g_autoptr (WuseCaseCard) card = NULL;
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_activity_free);
  const WuseTime at = before->fields->at;
  const WuseActivity *change;
  gboolean done = FALSE;

  g_assert_cmpuint (before->reclassified->len, ==, 0);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (changes, wuse_activity_new (at + (i == 2), WUSE_ACTIVITY_CASE_RECLASSIFIED, NULL, "case-001", "suspected",
                                                 "asymptomatic"));
  g_ptr_array_add (changes, wuse_activity_new (at, WUSE_ACTIVITY_CASE_RECLASSIFIED, NULL, "case-002", "suspected", "confirmed"));
  wuse_store_add_activity_async (fixture->store, changes, NULL, activity_added_cb, &done);
  store_fixture_turn_until (&done);
  card = wuse_store_read (fixture->store, load_card, (gpointer) "case-001", NULL, NULL);
  g_assert_cmpuint (card->reclassified->len, ==, 1);
  change = g_ptr_array_index (card->reclassified, 0);
  g_assert_cmpint (change->at, ==, at);
  g_assert_cmpstr (change->from, ==, "suspected");
  g_assert_cmpstr (change->to, ==, "asymptomatic");
}

static gpointer
load_relations (WuseStoreReader *reader, gpointer id, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_relations (reader, NULL, error);
}

static void
test_relations (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = NULL;
  GError *error = NULL;
  guint32 from, to;
  gboolean is_there = FALSE;

  edit (fixture, WUSE_RECORD_LINK, "link-new",
        "{\"source\":\"case-007\",\"target\":\"case-008\",\"kind\":\"transmission\",\"state\":\"suspected\"}");
  edit (fixture, WUSE_RECORD_CASE, "case-499", NULL);
  relations = wuse_store_read (fixture->store, load_relations, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (relations->n_cases, ==, N_CASES - 1);
  g_assert_cmpuint (relations->n_sojourns, ==, 60);
  from = wuse_relations_find (relations, "case-007");
  to = wuse_relations_find (relations, "case-008");
  for (guint i = 0; i < relations->n_relations; i++)
    is_there = is_there
               || (relations->relations[i].from == from && relations->relations[i].to == to
                   && relations->relations[i].source == WUSE_RECORD_LINK);
  g_assert_true (is_there);
}

static void
put_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  gboolean *is_done = data;

  wuse_store_put_view_finish (WUSE_STORE (object), result, &error);
  g_assert_no_error (error);
  *is_done = TRUE;
}

static gpointer
load_views (WuseStoreReader *reader, gpointer kind, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_views (reader, kind, error);
}

static void
test_named_views (Fixture *fixture, gconstpointer data)
{
  static const char *const puts[][3] = {
    { "graph", "b", "{}" },        { "graph", "a", "{\"x\":1}" }, { "list", "c", "[]" },
    { "graph", "b", "{\"y\":2}" }, { "graph", "a", NULL },
  };
  g_autoptr (GPtrArray) views = NULL;
  const WuseNamedView *view;
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (puts); i++)
    {
      gboolean is_done = FALSE;

      wuse_store_put_view_async (fixture->store, puts[i][0], puts[i][1], puts[i][2], NULL, put_cb, &is_done);
      store_fixture_turn_until (&is_done);
    }
  wuse_store_rebuild (fixture->store, &error);
  g_assert_no_error (error);
  views = wuse_store_read (fixture->store, load_views, (gpointer) "graph", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (views->len, ==, 1);
  view = g_ptr_array_index (views, 0);
  g_assert_cmpstr (view->name, ==, "b");
  g_assert_cmpstr (view->value, ==, "{\"y\":2}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/cases/change", test_change);
#define ADD(name, func) g_test_add ("/store/cases/" name, Fixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("filters", test_filters);
  ADD ("orders", test_orders);
  ADD ("incomplete", test_incomplete);
  ADD ("list", test_list);
  ADD ("card", test_card);
  ADD ("reclassified", test_reclassified);
  ADD ("relations", test_relations);
  ADD ("named-views", test_named_views);

  return g_test_run ();
}
