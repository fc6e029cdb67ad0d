/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who else was there: overlaps by place and by distance, against a plain comparison of all pairs, and hostile stays. */

#include "config.h"

#include "relations-fixture.h"
#include "wuse-co-presence.h"
#include "wuse-mercator.h"

#include <string.h>

static void
add_stay (WuseRecordBatch *batch, const char *id, const char *of, const char *where, const char *start, const char *end)
{
  relations_add (batch, "stay", id, "'case':'%s',%s,'start':'2022-04-%s:00+08:00'%s%s%s", of, where, start,
                 end != NULL ? ",'end':'2022-04-" : "", end != NULL ? end : "", end != NULL ? ":00+08:00'" : "");
}

static WuseRecordBatch *
start (void)
{
  WuseRecordBatch *batch = wuse_record_batch_new ();

  for (const char *id = "abcd"; *id != '\0'; id++)
    {
      char text[2] = { *id, '\0' };

      relations_add (batch, "case", text, "'classification':'confirmed'");
    }
  return batch;
}

static guint32
find_stay (const WuseRelations *relations, const char *id)
{
  for (guint32 i = 0; i < relations->n_sojourns; i++)
    if (strcmp (relations->sojourns[i].id, id) == 0)
      return i;
  g_assert_not_reached ();
}

static const WuseMeeting *
get (GArray *meetings, guint i)
{
  g_assert_cmpuint (i, <, meetings->len);
  return &g_array_index (meetings, WuseMeeting, i);
}

static void
assert_words (const WuseMeeting *meeting, const WuseRelations *relations, const char *english, const char *chinese)
{
  g_autofree char *words = wuse_meeting_word (meeting, relations, WUSE_LANGUAGE_EN);
  g_autofree char *chinese_words = wuse_meeting_word (meeting, relations, WUSE_LANGUAGE_ZH);

  g_assert_cmpstr (words, ==, english);
  g_assert_cmpstr (chinese_words, ==, chinese);
}

static void
test_place (void)
{
  g_autoptr (WuseRecordBatch) batch = start ();
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (WuseCoPresence) index = NULL;
  g_autoptr (GArray) together = NULL;
  g_autoptr (GArray) later = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) reverse = NULL;

  relations_add (batch, "place", "P1", "'kind':'market','name':'东市场'");
  add_stay (batch, "s1", "a", "'place':'P1'", "18T09:00", "18T10:00");
  add_stay (batch, "s2", "b", "'place':'P1'", "18T09:38", "18T11:00");
  add_stay (batch, "s3", "c", "'place':'P1'", "18T10:00", "18T10:30");
  add_stay (batch, "s4", "d", "'place':'P1'", "18T11:45", "18T12:00");
  add_stay (batch, "s5", "a", "'place':'P1'", "18T09:30", "18T12:00");
  add_stay (batch, "s6", "b", "'place':'P2'", "18T09:00", "18T10:00");
  relations_add (batch, "stay", "s7", "'case':'c','place':'P1','start':'2022-04-18T01:00:00Z','state':'refuted','reason':'x'");
  add_stay (batch, "s8", "d", "'place':'P1'", "18T09:15", NULL);
  relations = relations_build (batch);
  index = wuse_co_presence_new (relations, WUSE_CO_PRESENCE_RADIUS, 480);

  /* Not with oneself, not elsewhere, not one that was refuted, not who came as the other left. */
  together = wuse_co_presence_find_for_stay (index, find_stay (relations, "s1"), 0);
  g_assert_cmpuint (together->len, ==, 2);
  g_assert_cmpuint (get (together, 0)->stays[1], ==, find_stay (relations, "s2"));
  assert_words (get (together, 0), relations, "22 minutes together at 东市场 on 18 April", "4月18日在东市场共处 22 分钟");
  g_assert_cmpint (get (together, 0)->same_place, ==, 1);
  assert_words (get (together, 1), relations, "Met at 东市场 on 18 April, for how long is not known",
                "4月18日在东市场相遇，时长不明");

  later = wuse_co_presence_find_for_stay (index, find_stay (relations, "s1"), 105);
  g_assert_cmpuint (later->len, ==, 4);
  assert_words (get (later, 2), relations, "Came 0 minutes after the other had left, at 东市场 on 18 April",
                "4月18日在其离开 0 分钟后到达东市场");
  g_assert_cmpuint (get (later, 3)->kind, ==, WUSE_MEETING_AFTER);
  g_assert_cmpint (get (later, 3)->minutes, ==, 105);

  reverse = wuse_co_presence_find_for_case (index, relations_find (relations, "d"), 60);
  g_assert_cmpuint (get (reverse, reverse->len - 1)->kind, ==, WUSE_MEETING_BEFORE);
  assert_words (get (reverse, reverse->len - 1), relations, "Left 45 minutes before the other came, at 东市场 on 18 April",
                "4月18日在其到达前 45 分钟离开东市场");

  all = wuse_co_presence_find_at_place (index, relations_find (relations, "P1"), 0);
  g_assert_cmpuint (all->len, ==, 6);
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpint (relations->sojourns[get (all, i)->stays[0]].start, <=, relations->sojourns[get (all, i)->stays[1]].start);
}

/* Who was at the same place within a week, at another time: each once, none of those who were there together or shortly after. */
static void
test_access (void)
{
  g_autoptr (WuseRecordBatch) batch = start ();
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (WuseCoPresence) index = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) without_lag = NULL;

  relations_add (batch, "place", "P1", "'kind':'market','name':'东市场'");
  add_stay (batch, "s1", "a", "'place':'P1'", "18T09:00", "18T10:00");
  add_stay (batch, "s2", "b", "'place':'P1'", "18T09:30", "18T11:00");
  add_stay (batch, "s3", "b", "'place':'P1'", "19T09:30", "19T11:00");
  add_stay (batch, "s4", "c", "'place':'P1'", "15T09:00", "15T10:00");
  add_stay (batch, "s5", "c", "'place':'P1'", "18T20:00", "18T21:00");
  add_stay (batch, "s6", "d", "'place':'P1'", "18T11:00", "18T12:00");
  add_stay (batch, "s7", "e", "'place':'P1'", "14T09:00", "14T10:00");
  add_stay (batch, "s8", "f", "'place':'P1'", "10T09:00", "10T10:00");
  add_stay (batch, "s9", "g", "'place':'P2'", "18T12:00", "18T13:00");
  relations = relations_build (batch);
  index = wuse_co_presence_new (relations, WUSE_CO_PRESENCE_RADIUS, 480);

  found = wuse_co_presence_find_access (index, find_stay (relations, "s1"), 120);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpuint (get (found, 0)->stays[1], ==, find_stay (relations, "s5"));
  assert_words (get (found, 0), relations, "Came 10 hours after the other had left, at 东市场 on 18 April",
                "4月18日在其离开 10 小时后到达东市场");
  g_assert_cmpuint (get (found, 1)->stays[1], ==, find_stay (relations, "s7"));
  assert_words (get (found, 1), relations, "Left 4 days before the other came, at 东市场 on 18 April",
                "4月18日在其到达前 4 天离开东市场");

  without_lag = wuse_co_presence_find_access (index, find_stay (relations, "s1"), 0);
  g_assert_cmpuint (without_lag->len, ==, 3);
  g_assert_cmpuint (get (without_lag, 0)->stays[1], ==, find_stay (relations, "s6"));
}

static void
test_days (void)
{
  g_autoptr (WuseRecordBatch) batch = start ();
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (WuseCoPresence) index = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) long_stay = NULL;

  add_stay (batch, "s1", "a", "'place':'P1','precision':'day'", "18T00:00", "19T00:00");
  add_stay (batch, "s2", "b", "'place':'P1'", "18T09:00", "18T10:00");
  add_stay (batch, "s3", "c", "'place':'P1','precision':'day'", "19T00:00", "19T00:00");
  add_stay (batch, "s4", "d", "'place':'P1','precision':'day'", "17T00:00", "20T00:00");
  add_stay (batch, "s5", "c", "'place':'P1','precision':'day'", "20T00:00", "21T00:00");
  add_stay (batch, "s6", "b", "'place':'P1'", "19T00:00", "19T01:00");
  relations = relations_build (batch);
  index = wuse_co_presence_new (relations, WUSE_CO_PRESENCE_RADIUS, 480);
  found = wuse_co_presence_find_for_case (index, relations_find (relations, "a"), 0);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (get (found, 0)->minutes, ==, 1440);
  g_assert_cmpuint (get (found, 0)->stays[1], ==, find_stay (relations, "s4"));
  g_assert_cmpint (get (found, 1)->minutes, ==, 60);
  assert_words (get (found, 1), relations, "Both at P1 on 18 April, hours unknown", "4月18日同日到过P1，时刻不明");

  /* From the 17th to the 19th: it ends with the midnight with which the 20th begins. */
  long_stay = wuse_co_presence_find_for_case (index, relations_find (relations, "d"), 0);
  g_assert_cmpuint (long_stay->len, ==, 4);
  for (guint i = 0; i < long_stay->len; i++)
    g_assert_cmpuint (get (long_stay, i)->stays[1], !=, find_stay (relations, "s5"));
}

static void
test_distance (void)
{
  g_autoptr (WuseRecordBatch) batch = start ();
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (WuseCoPresence) near = NULL;
  g_autoptr (WuseCoPresence) far = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) farther = NULL;
  g_autoptr (GArray) all = NULL;

  /* 0.0005 degrees of longitude are 40 m here; the place is where its record says. */
  relations_add (batch, "place", "P1", "'kind':'market','name':'东市场','lon':125.3005,'lat':43.9");
  add_stay (batch, "s1", "a", "'lon':125.3,'lat':43.9", "18T09:00", "18T10:00");
  add_stay (batch, "s2", "b", "'place':'P1'", "18T09:30", "18T10:00");
  add_stay (batch, "s3", "c", "'lon':125.2995,'lat':43.9", "18T09:00", "18T09:20");
  add_stay (batch, "s4", "d", "'lon':125.3007,'lat':43.9", "18T09:00", "18T10:00");
  relations = relations_build (batch);
  near = wuse_co_presence_new (relations, WUSE_CO_PRESENCE_RADIUS, 480);
  far = wuse_co_presence_new (relations, 60, 480);

  found = wuse_co_presence_find_for_stay (near, find_stay (relations, "s1"), 0);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpuint (get (found, 0)->metres, ==, 40);
  g_assert_cmpint (get (found, 0)->same_place, ==, 0);
  assert_words (get (found, 0), relations, "30 minutes together at 东市场 (40 metres apart) on 18 April",
                "4月18日在东市场（相距 40 米）共处 30 分钟");
  assert_words (get (found, 1), relations, "20 minutes together 40 metres apart on 18 April",
                "4月18日在相距 40 米处共处 20 分钟");
  farther = wuse_co_presence_find_for_stay (far, find_stay (relations, "s1"), 0);
  g_assert_cmpuint (farther->len, ==, 3);
  all = wuse_co_presence_find_all (near, 0, NULL);
  g_assert_cmpuint (all->len, ==, 3);
}

/* All pairs, compared one by one. */
static guint
count_plainly (const WuseRelations *relations, double radius, guint lag, gint64 *minutes)
{
  guint n = 0;

  *minutes = 0;
  for (guint i = 0; i < relations->n_sojourns; i++)
    for (guint j = 0; j < i; j++)
      {
        const WuseSojourn *a = &relations->sojourns[i], *b = &relations->sojourns[j];
        gboolean placed = a->place != WUSE_INDEX_NONE && b->place != WUSE_INDEX_NONE;
        gint64 overlap = MIN (a->end, b->end) - MAX (a->start, b->start);

        if (a->actor == b->actor || (placed ? a->place != b->place : wuse_point_distance (a->position, b->position) > radius))
          continue;
        if (overlap > 0 || (lag > 0 && -overlap <= (gint64) lag * 60000))
          {
            n++;
            *minutes += ABS (overlap) / 60000;
          }
      }
  return n;
}

static WuseRelations *
make_many (guint n, guint n_cases, guint n_places, GRand *random)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *id = g_strdup_printf ("C%06u", i);

      relations_add (batch, "case", id, "'classification':'confirmed'");
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("S%07u", i);
      guint place = (guint) g_rand_int_range (random, 0, (gint32) n_places), row = place / 500, column = place % 500;
      guint minute = (guint) g_rand_int_range (random, 0, 30 * 1440), end = minute + (guint) g_rand_int_range (random, 1, 240);
      g_autofree char *at = i % 3 == 0 ? g_strdup ("") : g_strdup_printf ("'place':'P%05u',", place);

      relations_add (batch, "stay", id,
                     "'case':'C%06u',%s'lon':125.%06u,'lat':43.%06u,'start':'2022-04-%02uT%02u:%02u:00Z','end':"
                     "'2022-%02u-%02uT%02u:%02u:00Z'",
                     (guint) g_rand_int_range (random, 0, (gint32) n_cases), at, column * 1900 + i % 7 * 50,
                     row * 1900 + i % 5 * 50, minute / 1440 + 1, minute / 60 % 24, minute % 60, end < 30 * 1440 ? 4 : 5,
                     end < 30 * 1440 ? end / 1440 + 1 : 1, end / 60 % 24, end % 60);
    }
  return relations_build (batch);
}

static void
test_plainly (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint round = 0; round < 6; round++)
    {
      g_autoptr (WuseRelations) relations = make_many (1500, 200, 8, random);
      double radius = round % 2 == 0 ? 50 : 300;
      guint lag = round / 2 * 90, each = 0;
      g_autoptr (WuseCoPresence) index = wuse_co_presence_new (relations, radius, 480);
      gboolean truncated = TRUE;
      g_autoptr (GArray) all = wuse_co_presence_find_all (index, lag, &truncated);
      gint64 minutes, sum = 0;

      g_assert_cmpuint (all->len, ==, count_plainly (relations, radius, lag, &minutes));
      g_assert_false (truncated);
      for (guint i = 0; i < all->len; i++)
        {
          sum += get (all, i)->minutes;
          g_assert_cmpint (relations->sojourns[get (all, i)->stays[0]].start, <=,
                           relations->sojourns[get (all, i)->stays[1]].start);
        }
      g_assert_cmpint (sum, ==, minutes);
      for (guint32 i = 0; i < relations->n_sojourns; i++)
        {
          g_autoptr (GArray) found = wuse_co_presence_find_for_stay (index, i, lag);

          each += found->len;
        }
      g_assert_cmpuint (each, ==, 2 * all->len);
    }
}

static void
test_many (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  guint n = g_test_perf () ? 300000 : 20000;
  g_autoptr (WuseRelations) relations = make_many (n, n / 3, n / 15, random);
  gint64 begin = g_get_monotonic_time (), middle;
  g_autoptr (WuseCoPresence) index = wuse_co_presence_new (relations, WUSE_CO_PRESENCE_RADIUS, 480);
  g_autoptr (GArray) all = NULL;

  middle = g_get_monotonic_time ();
  all = wuse_co_presence_find_all (index, 0, NULL);
  g_test_message ("%u stays: index %.1f ms, %u meetings %.1f ms", n, (double) (middle - begin) / 1000, all->len,
                  (double) (g_get_monotonic_time () - middle) / 1000);
  g_assert_cmpuint (all->len, >, n / 100);
}

/* All at one place at once, or one person's, or without any time: an answer, and soon. */
static void
test_hostile (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (WuseCoPresence) index = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) one = NULL;
  gboolean truncated = FALSE;

  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *id = g_strdup_printf ("S%05u", i);
      guint who = i % 3 == 0 ? 0 : i;

      relations_add (batch, "stay", id,
                     "'case':'C%05u','lon':%d,'lat':%d,'start':'0001-01-01T00:00:00Z','end':'9999-12-31T00:00:00Z'", who,
                     i % 2 == 0 ? 180 : -180, i % 2 == 0 ? 90 : -90);
    }
  relations_add (batch, "stay", "none", "'case':'C00001'");
  relations = relations_build (batch);
  index = wuse_co_presence_new (relations, 1, 480);
  all = wuse_co_presence_find_all (index, 10080, &truncated);
  g_assert_true (truncated);
  g_assert_cmpuint (all->len, ==, WUSE_CO_PRESENCE_MOST);
  one = wuse_co_presence_find_for_stay (index, find_stay (relations, "none"), 0);
  g_assert_cmpuint (one->len, ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (WuseRecordBatch) batch = start ();
  g_autoptr (WuseRelations) relations = relations_build (batch);
  g_autoptr (WuseCoPresence) index = wuse_co_presence_new (relations, WUSE_CO_PRESENCE_RADIUS, 480);
  g_autoptr (GArray) all = wuse_co_presence_find_all (index, 60, NULL);
  g_autoptr (GArray) one = wuse_co_presence_find_for_case (index, 0, 60);

  g_assert_cmpuint (all->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/co-presence/empty", test_empty);
  g_test_add_func ("/co-presence/place", test_place);
  g_test_add_func ("/co-presence/access", test_access);
  g_test_add_func ("/co-presence/days", test_days);
  g_test_add_func ("/co-presence/distance", test_distance);
  g_test_add_func ("/co-presence/plainly", test_plainly);
  g_test_add_func ("/co-presence/many", test_many);
  g_test_add_func ("/co-presence/hostile", test_hostile);
  return g_test_run ();
}
