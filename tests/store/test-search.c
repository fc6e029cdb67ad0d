/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search by what is typed and by where things are. */

#include "config.h"

#include "store-fixture.h"

#include <string.h>

typedef StoreFixture Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GPtrArray *feed;

  store_fixture_set_up (fixture, 1, 0);
  feed = fixture->feed;

  store_fixture_add (feed, WUSE_RECORD_AREA, "d", 1,
                     "{\"level\":\"district\",\"code\":\"110105\",\"name\":\"朝阳区\",\"name_en\":\"Chaoyang\"}");
  store_fixture_add (feed, WUSE_RECORD_AREA, "s-01", 1,
                     "{\"level\":\"subdistrict\",\"code\":\"110105001\",\"name\":\"吉盛街道\",\"parent\":\"d\"}");
  store_fixture_add (feed, WUSE_RECORD_AREA, "c-0101", 1,
                     "{\"level\":\"community\",\"code\":\"110105001001\",\"name\":\"吉盛社区\",\"parent\":\"s-01\"}");
  store_fixture_add (feed, WUSE_RECORD_AREA, "g-010101", 1,
                     "{\"level\":\"grid\",\"code\":\"110105001001001\",\"name\":\"第12网格\",\"parent\":\"c-0101\",\"geometry\":{"
                     "\"type\":\"Polygon\","
                     "\"coordinates\":[[[116,39],[116.1,39],[116.1,39.1],[116,39.1],[116,39]]]}}");
  store_fixture_add (
      feed, WUSE_RECORD_BUILDING, "b_7", 1,
      "{\"area\":\"g-010101\",\"name\":\"长江花园3号楼\",\"address\":\"和平路120弄\",\"lon\":116.05,\"lat\":39.05}");
  store_fixture_add (feed, WUSE_RECORD_BUILDING, "b_8", 1, "{\"area\":\"g-010101\",\"address\":\"和平路 122 弄\"}");
  store_fixture_add (feed, WUSE_RECORD_PLACE, "h1", 1,
                     "{\"kind\":\"hospital\",\"name\":\"Ｓt. Mary's 医院\",\"area\":\"c-0101\",\"lon\":116.2,\"lat\":39.2}");
  store_fixture_add (feed, WUSE_RECORD_PLACE, "h2", 1, "{\"kind\":\"school\",\"name\":\"종로초등학교\",\"area\":\"c-0101\"}");
  store_fixture_add (feed, WUSE_RECORD_FEATURE, "f1", 1,
                     "{\"kind\":\"road_main\",\"name\":\"和平路\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[116,39]"
                     ",[116.2,39]]}}");
  store_fixture_fill (fixture->store, "feed-1", feed, 100);
}

typedef struct
{
  const char *text;
  guint limit;
  const WuseBounds *bounds;
  WuseRecordType type;
} Question;

static gpointer
ask (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return question->bounds != NULL ? wuse_store_reader_find_in (reader, question->type, question->bounds, question->limit, error)
                                  : wuse_store_reader_search (reader, question->text, question->limit, error);
}

static GPtrArray *
search (Fixture *fixture, const char *text)
{
  GError *error = NULL;
  Question question = { .text = text, .limit = 100 };
  GPtrArray *hits = wuse_store_read (fixture->store, ask, &question, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (hits);

  return hits;
}

/* The ids found, joined by blanks. */
static char *
search_ids (Fixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) hits = search (fixture, text);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((WuseSearchHit *) g_ptr_array_index (hits, i))->id);

  return g_string_free (ids, FALSE);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *ids;
  } expected[] = {
    /* Chinese substrings of any length; names that start with the text first. */
    { "吉", "s-01 c-0101" },
    { "盛", "s-01 c-0101" },
    { "社区", "c-0101" },
    { "盛社", "c-0101" },
    { "吉盛社区", "c-0101" },
    { "区", "d c-0101" },
    { "社盛", "" },
    { "长江花园3号楼", "b_7" },
    { "花园3号", "b_7" },
    { "第12网格", "g-010101" },
    { "2网格", "" },
    /* Addresses, and two words of which each has to be there. */
    { "和平路", "b_7 b_8" },
    { "和平路120", "b_7" },
    { "和平路12", "b_7 b_8" },
    { "和平 花园", "b_7" },
    { "花园 和平路 没有", "" },
    /* Pinyin initials, whole, from the start and from within. */
    { "jssq", "c-0101" },
    { "js", "s-01 c-0101" },
    { "JS", "s-01 c-0101" },
    { "ssq", "c-0101" },
    { "cjhy3hl", "b_7" },
    { "xyz", "" },
    /* Latin words from their start, whatever their case and width. */
    { "chao", "d" },
    { "CHAOYANG", "d" },
    { "oyang", "" },
    { "st mary", "h1" },
    { "St. M", "h1" },
    { "ＭＡＲＹ", "h1" },
    /* Hangul, any substring. */
    { "초등", "h2" },
    /* Codes and ids from their start. */
    { "110105001001", "c-0101 g-010101" },
    { "110105", "d s-01 c-0101 g-010101" },
    { "g-0101", "g-010101" },
    { "g0101", "g-010101" },
    { "b_7", "b_7" },
    { "0105001", "" },
    /* Nothing to look for. */
    { "", "" },
    { "   ", "" },
    { "。,!", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *ids = search_ids (fixture, expected[i].text);

      if (strcmp (ids, expected[i].ids) != 0)
        g_test_message ("searching for “%s”", expected[i].text);
      g_assert_cmpstr (ids, ==, expected[i].ids);
    }
}

/* What means something to FTS5, SQL or nobody. */
static void
test_strange_texts (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "\"",
    "\"\"\"",
    "a\"b",
    "吉\"盛",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(吉 盛, 2)",
    "吉 AND 盛",
    "吉 OR",
    "-吉",
    "^吉",
    "吉*",
    "*",
    "吉^",
    "name:吉",
    "{name}:吉",
    "name : \"",
    "(",
    ")",
    "(吉",
    "吉)",
    "+",
    "吉+盛",
    "'",
    "'; DROP TABLE area; --",
    "%",
    "_",
    "\\",
    "\x01\x02",
    "\xff\xfe",
    "吉\xe5",
    "\xcc\x81",
    "a\xcc\x81",
    "\xef\xbf\xbd",
    "\xf0\xa0\x80\x80",
    "\xe2\x80\x8d",
    "ﷺﷺﷺ",
    "½",
    "①",
    "ß",
    "İ",
    "\t吉\n盛\r",
    ":",
    "::",
    "search:",
    "rowid",
    "吉 - 盛",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) hits = search (fixture, texts[i]);

      g_assert_cmpuint (hits->len, <=, 9);
    }
}

static void
test_random_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20220411);

  for (guint round = 0; round < 500; round++)
    {
      char text[24];
      g_autoptr (GPtrArray) hits = NULL;

      for (guint i = 0; i < sizeof text - 1; i++)
        text[i] =
            (char) (round % 2 == 0 ? g_rand_int_range (rand, 1, 256) : "吉盛 \"*^():+-{}jA1"[g_rand_int_range (rand, 0, 21)]);
      text[sizeof text - 1] = '\0';
      hits = search (fixture, text);
      g_assert_nonnull (hits);
    }
}

static void
test_long_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_malloc (1000001);

  memset (long_text, 'a', 1000000);
  long_text[1000000] = '\0';
  g_ptr_array_unref (search (fixture, long_text));
  memset (long_text, '"', 1000000);
  g_ptr_array_unref (search (fixture, long_text));
  for (guint i = 0; i < 1000000; i++)
    long_text[i] = i % 2 == 0 ? 'a' : ' ';
  g_ptr_array_unref (search (fixture, long_text));
  for (guint i = 0; i + 3 <= 1000000; i += 3)
    memcpy (long_text + i, "吉", 3);
  g_ptr_array_unref (search (fixture, long_text));
}

static void
test_hits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) grids = search (fixture, "第12网格");
  g_autoptr (GPtrArray) buildings = search (fixture, "和平路");
  g_autoptr (GPtrArray) schools = search (fixture, "종로");
  WuseSearchHit *hit = g_ptr_array_index (grids, 0);

  g_assert_cmpint (hit->type, ==, WUSE_RECORD_AREA);
  g_assert_cmpstr (hit->name, ==, "第12网格");
  g_assert_cmpstr (hit->detail, ==, "朝阳区 · 吉盛街道 · 吉盛社区");
  g_assert_cmpstr (hit->kind, ==, "grid");
  g_assert_cmpint (hit->bounds.west, ==, 1160000000);
  g_assert_cmpint (hit->bounds.north, ==, 391000000);
  g_assert_cmpint (hit->point.lon, ==, 1160500000);

  hit = g_ptr_array_index (buildings, 0);
  g_assert_cmpint (hit->type, ==, WUSE_RECORD_BUILDING);
  g_assert_cmpstr (hit->detail, ==, "和平路120弄");
  g_assert_cmpint (hit->point.lat, ==, 390500000);
  g_assert_cmpint (hit->bounds.south, ==, 390500000);
  hit = g_ptr_array_index (buildings, 1);
  g_assert_cmpstr (hit->name, ==, "和平路 122 弄");
  g_assert_cmpstr (hit->detail, ==, "朝阳区 · 吉盛街道 · 吉盛社区 · 第12网格");
  g_assert_cmpint (hit->bounds.west, >, hit->bounds.east);

  hit = g_ptr_array_index (schools, 0);
  g_assert_cmpstr (hit->kind, ==, "school");
}

static void
apply (Fixture *fixture, WuseRecordType type, const char *id, gint64 version, const char *data)
{
  GError *error = NULL;

  store_fixture_add (fixture->feed, type, id, version, data);
  g_assert_true (wuse_store_submit (fixture->store,
                                    store_fixture_make_batch (fixture->feed, fixture->feed->len - 1, fixture->feed->len), NULL,
                                    &error));
  g_assert_true (wuse_store_flush (fixture->store, &error));
}

static void
assert_ids (Fixture *fixture, const char *text, const char *expected)
{
  g_autofree char *ids = search_ids (fixture, text);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  apply (fixture, WUSE_RECORD_AREA, "c-0101", 2,
         "{\"level\":\"community\",\"code\":\"110105001001\",\"name\":\"桃源社区\",\"parent\":\"s-01\"}");
  assert_ids (fixture, "吉盛社区", "");
  assert_ids (fixture, "jssq", "");
  assert_ids (fixture, "tysq", "c-0101");
  assert_ids (fixture, "桃源", "c-0101");
  apply (fixture, WUSE_RECORD_AREA, "c-0101", 3, NULL);
  assert_ids (fixture, "桃源", "");
  assert_ids (fixture, "tysq", "");
  assert_ids (fixture, "110105001001", "g-010101");
  apply (fixture, WUSE_RECORD_AREA, "c-0101", 4, "{\"level\":\"community\",\"name\":\"吉盛社区\"}");
  assert_ids (fixture, "吉盛社区", "c-0101");
}

static guint
count_in (Fixture *fixture, WuseRecordType type, double west, double south, double east, double north)
{
  WuseBounds bounds = { (gint32) (west * 1e7), (gint32) (south * 1e7), (gint32) (east * 1e7), (gint32) (north * 1e7) };
  Question question = { .bounds = &bounds, .type = type, .limit = 10 };
  GError *error = NULL;
  g_autoptr (GPtrArray) hits = wuse_store_read (fixture->store, ask, &question, NULL, &error);

  g_assert_no_error (error);

  return hits->len;
}

static void
test_boxes (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_AREA, 116.05, 39.05, 116.06, 39.06), ==, 1);
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_AREA, 116.1, 39.1, 116.2, 39.2), ==, 1);
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_AREA, 116.1000001, 39.1, 116.2, 39.2), ==, 0);
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_BUILDING, 116, 39, 117, 40), ==, 1);
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_PLACE, 116.2, 39.2, 116.2, 39.2), ==, 1);
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_FEATURE, 116.15, 38, 116.16, 40), ==, 1);

  apply (fixture, WUSE_RECORD_PLACE, "h1", 2, "{\"kind\":\"hospital\",\"name\":\"St. Mary\",\"lon\":120,\"lat\":30}");
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_PLACE, 116.2, 39.2, 116.2, 39.2), ==, 0);
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_PLACE, 119, 29, 121, 31), ==, 1);
  apply (fixture, WUSE_RECORD_PLACE, "h1", 3, "{\"kind\":\"hospital\",\"name\":\"St. Mary\"}");
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_PLACE, -180, -90, 180, 90), ==, 0);
  apply (fixture, WUSE_RECORD_FEATURE, "f1", 2, NULL);
  g_assert_cmpuint (count_in (fixture, WUSE_RECORD_FEATURE, -180, -90, 180, 90), ==, 0);
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  Question question = { .text = "吉", .limit = 1 };
  GError *error = NULL;
  g_autoptr (GPtrArray) one = wuse_store_read (fixture->store, ask, &question, NULL, &error);
  g_autoptr (GPtrArray) none = NULL;

  g_assert_cmpuint (one->len, ==, 1);
  question.limit = 0;
  none = wuse_store_read (fixture->store, ask, &question, NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/store/search/" name, Fixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("texts", test_texts);
  ADD ("strange-texts", test_strange_texts);
  ADD ("random-texts", test_random_texts);
  ADD ("long-texts", test_long_texts);
  ADD ("hits", test_hits);
  ADD ("changes", test_changes);
  ADD ("boxes", test_boxes);
  ADD ("limit", test_limit);

  return g_test_run ();
}
