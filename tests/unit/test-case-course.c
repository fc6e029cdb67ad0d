/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a case: everything once, in the order of time, in words. */

#include "config.h"

#include "relations-fixture.h"
#include "wuse-case-course.h"

#include <string.h>

static void
test_course (void)
{
  static const char *const english[] = { "2022-03-30 Infected by b",
                                         "2022-04-01 东市场, 09:00–10:30",
                                         "2022-04-01 P2, 23:50–00:20",
                                         "2022-04-01 Onset",
                                         "2022-04-02 家",
                                         "2022-04-02 Met R5",
                                         "2022-04-03 Reported",
                                         "2022-04-03 Isolated",
                                         "2022-04-20 Released or died" };
  static const char *const chinese[] = { "2022-03-30 被 b 传染",
                                         "2022-04-01 东市场，09:00–10:30",
                                         "2022-04-01 P2，23:50–00:20",
                                         "2022-04-01 发病",
                                         "2022-04-02 家",
                                         "2022-04-02 与 R5 接触",
                                         "2022-04-03 报告",
                                         "2022-04-03 隔离",
                                         "2022-04-20 解除隔离或死亡" };
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (GArray) course = NULL;
  g_autoptr (GArray) empty = NULL;

  relations_add (batch, "case", "a",
                 "'classification':'confirmed','onset':'2022-04-01','report':'2022-04-03','isolation':'2022-04-03','release':"
                 "'2022-04-20'");
  relations_add (batch, "case", "b", "'classification':'confirmed'");
  relations_add (batch, "case", "c", "'classification':'confirmed'");
  relations_add (batch, "place", "P1", "'kind':'market','name':'东市场'");
  relations_add (
      batch, "stay", "s3",
      "'case':'a','name':'家','start':'2022-04-02T00:00:00+08:00','end':'2022-04-04T00:00:00+08:00','precision':'day'");
  relations_add (batch, "stay", "s2",
                 "'case':'a','place':'P2','start':'2022-04-01T23:50:00+08:00','end':'2022-04-02T00:20:00+08:00'");
  relations_add (batch, "stay", "s1",
                 "'case':'a','place':'P1','start':'2022-04-01T09:00:00+08:00','end':'2022-04-01T10:30:00+08:00'");
  relations_add (batch, "stay", "s4", "'case':'a','start':'2022-04-01T09:00:00+08:00','state':'refuted','reason':'x'");
  relations_add (batch, "contact", "k1", "'case':'a','person':'R5','tier':'close','last_exposure':'2022-04-02'");
  relations_add (batch, "contact", "k2", "'case':'a','person':'R6','tier':'close'");
  relations_add (batch, "link", "l1",
                 "'source':'b','target':'a','kind':'transmission','state':'suspected','first_exposure':'2022-03-30',"
                 "'last_exposure':'2022-03-31'");
  relations_add (batch, "link", "l2",
                 "'source':'c','target':'a','kind':'transmission','state':'refuted','reason':'x','first_exposure':'2022-03-30'");
  relations = relations_build (batch);
  course = wuse_case_course_find (relations, relations_find (relations, "a"), 480);
  g_assert_cmpuint (course->len, ==, G_N_ELEMENTS (english));
  for (guint i = 0; i < course->len; i++)
    {
      const WuseCourseEntry *entry = &g_array_index (course, WuseCourseEntry, i);

      for (WuseLanguage language = 0; language < WUSE_N_LANGUAGES; language++)
        {
          g_autofree char *day = wuse_day_format (entry->first);
          g_autofree char *words = wuse_course_entry_word (entry, relations, 480, language);
          g_autofree char *line = g_strdup_printf ("%s %s", day, words);

          g_assert_cmpstr (line, ==, language == WUSE_LANGUAGE_ZH ? chinese[i] : english[i]);
        }
      if (entry->kind == WUSE_COURSE_STAY && strcmp (relations->sojourns[entry->stay].id, "s3") == 0)
        g_assert_cmpint (entry->last, ==, relations_day ("2022-04-03"));
    }
  g_assert_cmpint (g_array_index (course, WuseCourseEntry, 0).last, ==, relations_day ("2022-03-31"));

  empty = wuse_case_course_find (relations, relations_find (relations, "c"), 480);
  g_assert_cmpuint (empty->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-course/course", test_course);
  return g_test_run ();
}
