/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plausibility: each kind of finding where it has to be found and where it must not be, the Seoul records, hostile ones. */

#include "config.h"

#include "relations-fixture.h"
#include "wuse-case-gaps.h"
#include "wuse-plausibility.h"

#include <string.h>

#define CASE "'classification':'confirmed'"

static WusePlausibility *
check (WuseRecordBatch *batch)
{
  g_autoptr (WuseRelations) relations = relations_build (batch);

  return wuse_plausibility_new (relations, NULL);
}

/* That there is exactly one finding, and what it says. */
static void
assert_found (WuseRecordBatch *batch, WuseFindingKind kind, WuseSeverity severity, const char *sentence, const char *chinese)
{
  g_autoptr (WusePlausibility) found = check (batch);
  const WuseFinding *finding = NULL;
  g_autofree char *words = NULL;
  g_autofree char *chinese_words = NULL;

  g_assert_cmpuint (found->counts[kind], ==, 1);
  for (guint i = 0; i < found->n_findings; i++)
    if (found->findings[i].kind == kind)
      finding = &found->findings[i];
  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->severity, ==, severity);
  words = wuse_finding_word (finding, found, WUSE_LANGUAGE_EN);
  chinese_words = wuse_finding_word (finding, found, WUSE_LANGUAGE_ZH);
  g_assert_cmpstr (words, ==, sentence);
  g_assert_cmpstr (chinese_words, ==, chinese);
  g_assert_cmpuint (found->n_findings, ==, 1);
}

static void
assert_nothing (WuseRecordBatch *batch)
{
  g_autoptr (WusePlausibility) found = check (batch);

  for (guint i = 0; i < found->n_findings; i++)
    {
      g_autofree char *words = wuse_finding_word (&found->findings[i], found, WUSE_LANGUAGE_EN);

      g_test_message ("%s", words);
    }
  g_assert_cmpuint (found->n_findings, ==, 0);
}

static WuseRecordBatch *
start (const char *a, const char *b)
{
  WuseRecordBatch *batch = wuse_record_batch_new ();

  relations_add (batch, "case", "a", CASE "%s", a);
  if (b != NULL)
    relations_add (batch, "case", "b", CASE "%s", b);
  return batch;
}

static void
link_up (WuseRecordBatch *batch, const char *id, const char *from, const char *to, const char *more)
{
  relations_add (batch, "link", id, "'source':'%s','target':'%s','kind':'transmission',%s", from, to, more);
}

#define SUSPECTED "'state':'suspected'"
#define CONFIRMED "'state':'confirmed'"
#define REFUTED "'state':'refuted','reason':'no'"

static void
test_ends (void)
{
  {
    g_autoptr (WuseRecordBatch) batch = start ("", NULL);
    link_up (batch, "l", "a", "a", REFUTED);
    assert_nothing (batch);
    link_up (batch, "m", "a", "a", SUSPECTED);
    assert_found (batch, WUSE_FINDING_SELF_LINK, WUSE_SEVERITY_IMPOSSIBLE, "a is recorded as infected by itself",
                  "a 被记为自己的传染来源");
  }
  {
    g_autoptr (WuseRecordBatch) batch = start ("", "");
    link_up (batch, "l", "a", "b", SUSPECTED);
    assert_nothing (batch);
    link_up (batch, "m", "b", "a", SUSPECTED);
    assert_found (batch, WUSE_FINDING_MUTUAL_PAIR, WUSE_SEVERITY_IMPOSSIBLE, "a and b are each recorded as infected by the other",
                  "a 与 b 互记为传染来源");
    link_up (batch, "m", "b", "a", REFUTED);
    assert_nothing (batch);
  }
  {
    g_autoptr (WuseRecordBatch) batch = start ("", NULL);
    link_up (batch, "l", "nobody", "a", SUSPECTED);
    assert_found (batch, WUSE_FINDING_UNKNOWN_PERSON, WUSE_SEVERITY_INCOMPLETE,
                  "a is recorded as infected by nobody, who is in no record", "a 的传染来源 nobody 不在任何记录中");
  }
  {
    g_autoptr (WuseRecordBatch) batch = start ("", "");
    relations_add (batch, "case", "c", CASE);
    link_up (batch, "l", "a", "c", CONFIRMED);
    link_up (batch, "m", "b", "c", SUSPECTED);
    assert_nothing (batch);
    link_up (batch, "m", "b", "c", CONFIRMED);
    assert_found (batch, WUSE_FINDING_TWO_INFECTORS, WUSE_SEVERITY_IMPOSSIBLE, "c has two confirmed infectors: a and b",
                  "c 有两个已确认的传染来源：a、b");
  }
  {
    g_autoptr (WuseRecordBatch) batch = start (",'household':'H1'", ",'household':'H2'");
    assert_nothing (batch);
    relations_add (batch, "link", "l", "'source':'a','target':'b','kind':'household',%s", SUSPECTED);
    assert_found (batch, WUSE_FINDING_HOUSEHOLDS_DIFFER, WUSE_SEVERITY_UNLIKELY,
                  "a and b are said to live together, but their households are H1 and H2", "a 与 b 记为同住，但户分别为 H1、H2");
  }
  {
    g_autoptr (WuseRecordBatch) batch = start (",'person':'R1'", ",'person':'R2'");
    assert_nothing (batch);
    relations_add (batch, "case", "c", CASE ",'person':'R1'");
    assert_found (batch, WUSE_FINDING_SAME_PERSON, WUSE_SEVERITY_UNLIKELY, "a and c are one person, R1", "a 与 c 为同一人（R1）");
  }
}

static void
test_cycles (void)
{
  g_autoptr (WuseRecordBatch) batch = start ("", "");
  const guint32 *concerned;
  guint n;

  relations_add (batch, "case", "c", CASE);
  relations_add (batch, "case", "d", CASE);
  link_up (batch, "l", "a", "b", SUSPECTED);
  link_up (batch, "m", "b", "c", SUSPECTED);
  link_up (batch, "n", "c", "d", SUSPECTED);
  assert_nothing (batch);
  link_up (batch, "o", "c", "a", SUSPECTED);
  assert_found (batch, WUSE_FINDING_CYCLE, WUSE_SEVERITY_IMPOSSIBLE,
                "3 are said to have infected each other in a circle: a, b, c", "3 人的传播关系首尾相接：a、b、c");

  g_autoptr (WusePlausibility) found = check (batch);
  g_assert_nonnull (wuse_plausibility_get_for_actor (found, relations_find (found->relations, "c"), &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (wuse_plausibility_get_for_actor (found, relations_find (found->relations, "d"), &n));
  concerned = wuse_plausibility_get_for_actor (found, relations_find (found->relations, "a"), &n);
  g_assert_cmpuint (concerned[0], ==, 0);
}

/* A link from a to b with days of exposure, both being cases. */
static WuseRecordBatch *
expose (const char *a, const char *b, const char *first, const char *last)
{
  WuseRecordBatch *batch = start (a, b);
  g_autofree char *more = g_strdup_printf (SUSPECTED ",'first_exposure':'%s','last_exposure':'%s'", first, last);

  link_up (batch, "l", "a", "b", more);
  return batch;
}

static void
test_exposure (void)
{
  {
    g_autoptr (WuseRecordBatch) batch = expose ("", "", "2022-04-03", "2022-04-01");
    g_autoptr (WuseRecordBatch) fine = expose ("", "", "2022-04-01", "2022-04-01");
    assert_nothing (fine);
    assert_found (batch, WUSE_FINDING_EXPOSURE_REVERSED, WUSE_SEVERITY_IMPOSSIBLE,
                  "Exposure of b to a begins on 3 April and ends before, on 1 April",
                  "a 与 b 的暴露起于4月3日、止于4月1日，起止颠倒");
  }
  {
    g_autoptr (WuseRecordBatch) batch = expose (",'onset':'2022-04-10'", "", "2022-04-01", "2022-04-05");
    g_autoptr (WuseRecordBatch) fine = expose (",'onset':'2022-04-10'", "", "2022-04-01", "2022-04-06");
    g_autoptr (WuseRecordBatch) found_early =
        expose (",'onset':'2022-04-10','report':'2022-04-09'", "", "2022-04-01", "2022-04-05");
    assert_nothing (fine);
    assert_nothing (found_early);
    assert_found (batch, WUSE_FINDING_EXPOSURE_TOO_EARLY, WUSE_SEVERITY_IMPOSSIBLE,
                  "b last met a on 5 April, 5 days before the onset of a on 10 April; infectious at most 4 days before",
                  "b 与 a 最后接触于4月5日，早于后者4月10日发病 5 天（传染期自发病前 4 天起）");
  }
  {
    g_autoptr (WuseRecordBatch) batch = expose (",'isolation':'2022-04-10'", "", "2022-04-11", "2022-04-12");
    g_autoptr (WuseRecordBatch) fine = expose (",'isolation':'2022-04-10'", "", "2022-04-10", "2022-04-12");
    assert_nothing (fine);
    assert_found (batch, WUSE_FINDING_EXPOSURE_IN_ISOLATION, WUSE_SEVERITY_UNLIKELY,
                  "b first met a on 11 April, but a was isolated on 10 April", "b 首次接触 a 于4月11日，而后者4月10日已隔离");
  }
  {
    g_autoptr (WuseRecordBatch) batch = expose (",'release':'2022-04-10'", "", "2022-04-11", "2022-04-12");
    g_autoptr (WuseRecordBatch) fine = expose (",'release':'2022-04-11'", "", "2022-04-11", "2022-04-12");
    assert_nothing (fine);
    assert_found (batch, WUSE_FINDING_EXPOSURE_AFTER_RELEASE, WUSE_SEVERITY_IMPOSSIBLE,
                  "b first met a on 11 April, but a was released or had died on 10 April",
                  "b 首次接触 a 于4月11日，而后者4月10日已解除隔离或死亡");
  }
  {
    g_autoptr (WuseRecordBatch) batch = expose ("", ",'onset':'2022-04-10'", "2022-04-11", "2022-04-12");
    g_autoptr (WuseRecordBatch) fine = expose ("", ",'onset':'2022-04-11'", "2022-04-11", "2022-04-12");
    assert_nothing (fine);
    assert_found (batch, WUSE_FINDING_EXPOSURE_AFTER_ONSET, WUSE_SEVERITY_IMPOSSIBLE,
                  "b first met a on 11 April, but was ill since 10 April", "b 首次接触 a 于4月11日，而本人4月10日已发病");
  }
  {
    /* Of contacts it is a question. */
    g_autoptr (WuseRecordBatch) batch = start (",'onset':'2022-04-20'", NULL);
    relations_add (batch, "contact", "k", "'case':'a','person':'R9','tier':'close','last_exposure':'2022-04-01'");
    assert_found (batch, WUSE_FINDING_EXPOSURE_TOO_EARLY, WUSE_SEVERITY_UNLIKELY,
                  "R9 last met a on 1 April, 19 days before the onset of a on 20 April; infectious at most 4 days before",
                  "R9 与 a 最后接触于4月1日，早于后者4月20日发病 19 天（传染期自发病前 4 天起）");
  }
}

static void
test_intervals (void)
{
  static const struct
  {
    const char *a, *b;
    int kind; /* -1: nothing is found */
    WuseSeverity severity;
    const char *sentence, *chinese;
  } rows[] = {
    { "'onset':'2022-04-01'", "'onset':'2022-04-06'", -1, 0, NULL, NULL },
    { "'onset':'2022-04-05'", "'onset':'2022-04-05'", -1, 0, NULL, NULL },
    { "'onset':'2022-04-10'", "'onset':'2022-04-05'", WUSE_FINDING_ONSET_BEFORE_INFECTOR, WUSE_SEVERITY_IMPOSSIBLE,
      "b fell ill on 5 April, 5 days before the infector a (10 April); at most 4 are possible",
      "b 4月5日发病，比其传染来源 a（4月10日）早 5 天（至多可早 4 天）" },
    { "'onset':'2022-04-10'", "'onset':'2022-04-07'", WUSE_FINDING_INTERVAL_UNUSUAL, WUSE_SEVERITY_UNLIKELY,
      "From the onset of a to that of b it is -3 days; usual are at least -1", "a 至 b 的发病间隔为 -3 天，通常至少 -1 天" },
    { "'onset':'2022-04-01'", "'onset':'2022-05-01'", WUSE_FINDING_INTERVAL_UNUSUAL, WUSE_SEVERITY_UNLIKELY,
      "From the onset of a to that of b it is 30 days; usual are at most 13", "a 至 b 的发病间隔为 30 天，通常至多 13 天" },
    { "'isolation':'2022-04-01'", "'onset':'2022-04-15'", -1, 0, NULL, NULL },
    { "'isolation':'2022-04-01'", "'onset':'2022-04-16'", WUSE_FINDING_INFECTOR_AWAY, WUSE_SEVERITY_UNLIKELY,
      "b fell ill on 16 April, but the infector a was isolated on 1 April, 15 days before; incubation takes at most 14",
      "b 4月16日发病，其传染来源 a 4月1日已隔离，早 15 天（潜伏期至多 14 天）" },
    { "'release':'2022-04-01'", "'onset':'2022-04-15'", -1, 0, NULL, NULL },
    { "'release':'2022-04-01'", "'onset':'2022-04-16'", WUSE_FINDING_INFECTOR_GONE, WUSE_SEVERITY_IMPOSSIBLE,
      "b fell ill on 16 April, but the infector a was released or had died on 1 April, 15 days before; incubation takes at most "
      "14",
      "b 4月16日发病，其传染来源 a 4月1日已解除隔离或死亡，早 15 天（潜伏期至多 14 天）" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *a = g_strdup_printf (",%s", rows[i].a);
      g_autofree char *b = g_strdup_printf (",'infector':'a',%s", rows[i].b);
      g_autoptr (WuseRecordBatch) batch = start (a, b);

      if (rows[i].kind < 0)
        assert_nothing (batch);
      else
        assert_found (batch, (WuseFindingKind) rows[i].kind, rows[i].severity, rows[i].sentence, rows[i].chinese);
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *fine, *days;
    WuseFindingKind kind;
    WuseSeverity severity;
    const char *sentence, *chinese;
  } rows[] = {
    { "'onset':'2022-04-10','report':'2022-04-03'", "'onset':'2022-04-10','report':'2022-04-02'",
      WUSE_FINDING_REPORT_BEFORE_ONSET, WUSE_SEVERITY_UNLIKELY, "a was reported on 2 April, 8 days before onset on 10 April",
      "a 4月2日报告，比发病（4月10日）早 8 天" },
    { "'report':'2022-04-03','release':'2022-04-03'", "'report':'2022-04-03','release':'2022-04-02'",
      WUSE_FINDING_RELEASE_BEFORE_REPORT, WUSE_SEVERITY_UNLIKELY,
      "a was released or died on 2 April, before the report on 3 April", "a 4月2日解除隔离或死亡，早于4月3日的报告" },
    { "'onset':'2022-04-03','death':'2022-04-03'", "'onset':'2022-04-03','death':'2022-04-02'", WUSE_FINDING_RELEASE_BEFORE_ONSET,
      WUSE_SEVERITY_IMPOSSIBLE, "a was released or died on 2 April, before onset on 3 April",
      "a 4月2日解除隔离或死亡，早于4月3日发病" },
    { "'isolation':'2022-04-03','release':'2022-04-03'", "'isolation':'2022-04-03','release':'2022-04-02'",
      WUSE_FINDING_RELEASE_BEFORE_ISOLATION, WUSE_SEVERITY_IMPOSSIBLE,
      "a was released or died on 2 April, before isolation on 3 April", "a 4月2日解除隔离或死亡，早于4月3日隔离" },
    { "'isolation':'2022-04-03','onset':'2022-04-06'", NULL, 0, 0, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fine = g_strdup_printf (",%s", rows[i].fine);
      g_autofree char *days = g_strdup_printf (",%s", rows[i].days != NULL ? rows[i].days : rows[i].fine);
      g_autoptr (WuseRecordBatch) fine_batch = start (fine, NULL);
      g_autoptr (WuseRecordBatch) batch = start (days, NULL);

      assert_nothing (fine_batch);
      if (rows[i].days != NULL)
        assert_found (batch, rows[i].kind, rows[i].severity, rows[i].sentence, rows[i].chinese);
    }
}

static void
add_stay (WuseRecordBatch *batch, const char *id, const char *name, double lon, const char *start, const char *end)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6f", lon);
  relations_add (batch, "stay", id,
                 "'case':'a','name':'%s','lon':%s,'lat':43.9,'start':'2022-04-%s:00+08:00','end':'2022-04-%s:00+08:00'", name,
                 text, start, end);
}

static void
test_stays (void)
{
  {
    g_autoptr (WuseRecordBatch) batch = start ("", NULL);
    add_stay (batch, "s", "市场", 125.3, "01T09:00", "01T09:00");
    assert_nothing (batch);
    add_stay (batch, "t", "车站", 125.3, "01T12:00", "01T11:00");
    assert_found (batch, WUSE_FINDING_STAY_REVERSED, WUSE_SEVERITY_IMPOSSIBLE,
                  "The stay of a at 车站 ends before it begins on 1 April", "a 在车站的停留先止后起（4月1日）");
  }
  {
    g_autoptr (WuseRecordBatch) batch = start (",'isolation':'2022-04-03','release':'2022-04-20','lon':125.3,'lat':43.9", NULL);
    add_stay (batch, "s", "市场", 125.4, "03T09:00", "03T10:00");
    add_stay (batch, "t", "家", 125.301, "05T09:00", "05T10:00");
    add_stay (batch, "u", "市场", 125.4, "20T09:00", "20T10:00");
    assert_nothing (batch);
    add_stay (batch, "v", "市场", 125.4, "04T09:00", "04T10:00");
    assert_found (batch, WUSE_FINDING_STAY_IN_ISOLATION, WUSE_SEVERITY_UNLIKELY,
                  "a was at 市场 on 4 April, isolated since 3 April", "a 4月4日在市场，而4月3日已隔离");
  }
  {
    /* 8 km in an hour, overlapping by five minutes, nearby, or by the day only: possible. */
    g_autoptr (WuseRecordBatch) batch = start ("", NULL);
    add_stay (batch, "s", "市场", 125.3, "01T09:00", "01T10:00");
    add_stay (batch, "t", "车站", 125.4, "01T11:00", "01T18:00");
    add_stay (batch, "u", "站前", 125.404, "01T12:00", "01T13:00");
    add_stay (batch, "v", "学校", 125.5, "01T17:56", "01T19:00");
    relations_add (batch, "stay", "w", "'case':'a','lon':120,'lat':30,'start':'2022-04-01T00:00:00+08:00','precision':'day'");
    assert_nothing (batch);
    add_stay (batch, "x", "医院", 125.5, "01T14:00", "01T15:00");
    assert_found (batch, WUSE_FINDING_STAYS_APART, WUSE_SEVERITY_IMPOSSIBLE,
                  "a was at 车站 and 医院 at once on 1 April, 8.0 km apart", "a 4月1日同时在车站和医院，相距 8.0 公里");
  }
  {
    g_autoptr (WuseRecordBatch) batch = start ("", NULL);
    add_stay (batch, "s", "长春", 125.3, "01T09:00", "01T10:00");
    add_stay (batch, "t", "北京", 116.4, "01T10:55", "01T12:00");
    assert_found (batch, WUSE_FINDING_STAYS_APART, WUSE_SEVERITY_UNLIKELY,
                  "a would have gone from 长春 to 北京 (712.7 km) at 713 km/h on 1 April",
                  "a 4月1日从长春到北京（712.7 公里）需时速 713 公里");
  }
}

/* One district, for a register has to have areas. */
static WuseAreaSet *
make_areas (void)
{
  static const WusePoint corners[] = { { 0, 0 }, { 1000, 0 }, { 1000, 1000 }, { 0, 0 } };
  g_autoptr (WuseGeometryBuilder) shape = wuse_geometry_builder_new ();
  WuseAreaSetBuilder *builder = wuse_area_set_builder_new ();
  WuseArea area = { .id = "d", .code = "d", .name = "d", .persons = -1, .households = -1, .buildings = -1 };
  WuseGeometry geometry;

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    wuse_geometry_builder_add_point (shape, corners[i]);
  g_assert_true (wuse_geometry_builder_finish (shape, WUSE_GEOMETRY_POLYGONS, &geometry, NULL));
  wuse_area_set_builder_add (builder, &area, NULL, &geometry);
  return wuse_area_set_builder_end (builder);
}

static void
test_care_places (void)
{
  g_autoptr (WuseRecordBatch) batch = start (",'isolation':'2022-04-03'", NULL);
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (WuseAreaSet) areas = make_areas ();
  g_autoptr (WuseRegister) reg = wuse_register_new (areas);
  g_autofree guint8 *care = NULL;
  WusePlausibilityOptions options = WUSE_PLAUSIBILITY_DEFAULTS;

  relations_add (batch, "stay", "s", "'case':'a','place':'P1','start':'2022-04-05T01:00:00Z'");
  relations_add (batch, "stay", "t", "'case':'a','place':'P2','start':'2022-04-06T01:00:00Z'");
  relations = relations_build (batch);
  wuse_register_add_place (reg, &(WusePlace){ .id = "P1", .kind = "hospital", .name = "医院", .area = WUSE_AREA_NONE });
  wuse_register_add_place (reg, &(WusePlace){ .id = "P2", .kind = "market", .name = "市场", .area = WUSE_AREA_NONE });
  wuse_register_add_place (reg, &(WusePlace){ .id = "P3", .kind = "hospital", .name = "医院", .area = WUSE_AREA_NONE });
  wuse_register_seal (reg);
  options.care_places = care = wuse_plausibility_mark_care_places (relations, reg);

  g_autoptr (WusePlausibility) found = wuse_plausibility_new (relations, &options);
  g_assert_cmpuint (found->counts[WUSE_FINDING_STAY_IN_ISOLATION], ==, 1);
  g_assert_cmpstr (relations->sojourns[found->findings[0].stays[0]].id, ==, "t");
}

static void
test_seoul (void)
{
  g_autoptr (WuseRelations) relations = relations_read_seoul ();
  g_autoptr (WusePlausibility) found = NULL;
  g_autoptr (GHashTable) unknown = g_hash_table_new (g_str_hash, g_str_equal);

  if (relations == NULL)
    return;
  found = wuse_plausibility_new (relations, NULL);
  g_assert_cmpuint (found->counts[WUSE_FINDING_SELF_LINK], ==, 2);
  g_assert_cmpuint (found->counts[WUSE_FINDING_MUTUAL_PAIR], ==, 6);
  g_assert_cmpuint (found->counts[WUSE_FINDING_CYCLE], ==, 0);
  g_assert_cmpuint (found->counts[WUSE_FINDING_UNKNOWN_PERSON], ==, 5);
  for (guint i = 0; i < found->n_findings; i++)
    {
      const WuseFinding *finding = &found->findings[i];

      for (WuseLanguage language = 0; language < WUSE_N_LANGUAGES; language++)
        {
          g_autofree char *words = wuse_finding_word (finding, found, language);

          g_assert_nonnull (words);
          g_test_message ("%s: %s", wuse_severity_label (finding->severity, language), words);
          g_assert_nonnull (strstr (words, relations->actors[finding->actors[0]].id));
        }
      if (finding->kind == WUSE_FINDING_UNKNOWN_PERSON)
        g_hash_table_add (unknown, (gpointer) relations->actors[finding->actors[0]].id);
    }
  g_assert_cmpuint (g_hash_table_size (unknown), ==, 3);
}

static void
test_gaps (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;
  g_autofree WuseCaseGaps *gaps = NULL;
  g_autofree char *words = NULL;
  g_autofree char *chinese = NULL;
  g_autofree char *none = NULL;
  guint32 bare, full;

  relations_add (batch, "case", "bare", CASE ",'isolation':'2022-04-10'");
  relations_add (batch, "stay", "s", "'case':'bare','start':'2022-04-07T10:00:00+08:00','end':'2022-04-08T01:00:00+08:00'");
  relations_add (batch, "stay", "t", "'case':'bare','start':'2022-04-09T10:00:00+08:00','state':'refuted','reason':'x'");
  /* The day before is over when the 6th begins. */
  relations_add (batch, "stay", "u",
                 "'case':'bare','start':'2022-04-05T00:00:00+08:00','end':'2022-04-06T00:00:00+08:00','precision':'day'");
  relations_add (batch, "case", "full",
                 "'classification':'asymptomatic','origin':'local','sex':'male','age':30,'area':'g1','found_by':'clinic',"
                 "'setting':'work','report':'2022-04-11','isolation':'2022-04-10','infector':'bare'");
  relations_add (batch, "contact", "k", "'case':'full','person':'R1','tier':'close'");
  for (guint day = 6; day < 10; day++)
    {
      g_autofree char *id = g_strdup_printf ("f%u", day);

      relations_add (batch, "stay", id, "'case':'full','start':'2022-04-0%uT00:00:00+08:00','precision':'day'", day);
    }
  relations = relations_build (batch);
  gaps = wuse_case_gaps_find (relations, 480, 0, relations->n_cases);
  bare = relations_find (relations, "bare");
  full = relations_find (relations, "full");

  words = wuse_case_gaps_word (&gaps[bare], WUSE_LANGUAGE_EN);
  g_assert_cmpstr (words, ==,
                   "Missing: onset, report, source of infection, setting of infection, contacts, stays (6 April, 9 April), age, "
                   "sex, area, how it was found");
  chinese = wuse_case_gaps_word (&gaps[bare], WUSE_LANGUAGE_ZH);
  g_assert_cmpstr (
      chinese, ==,
      "缺：发病日期、报告日期、传染来源、感染场所、密接、活动轨迹（4月6日、4月9日）、年龄、性别、所属区域、发现途径");
  g_assert_cmpuint (gaps[full].gaps, ==, 0);
  none = wuse_case_gaps_word (&gaps[full], WUSE_LANGUAGE_EN);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (wuse_gap_word (WUSE_GAP_STAYS, WUSE_LANGUAGE_ZH), ==, "活动轨迹");
}

static void
test_empty (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  assert_nothing (batch);
}

/* One circle through all, everybody having infected somebody far off too, a thousand stays at once, days at both ends of time. */
static void
test_hostile (void)
{
  guint n = g_test_perf () ? 100000 : 5000;
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (WusePlausibility) found = NULL;
  gint64 begin;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("C%06u", i);
      g_autofree char *link = g_strdup_printf ("L%06u", i);
      g_autofree char *next = g_strdup_printf ("C%06u", (i + 7919) % n);

      relations_add (batch, "case", id, CASE ",'infector':'C%06u','person':'R0','onset':'%s','report':'%s'", (i + 1) % n,
                     i % 2 == 0 ? "0001-01-01" : "9999-12-31", i % 3 == 0 ? "0001-01-01" : "9999-12-31");
      link_up (batch, link, id, next, CONFIRMED);
    }
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("S%06u", i);

      relations_add (batch, "stay", id,
                     "'case':'C000000','lon':%u,'lat':%u,'start':'0001-01-01T00:00:00Z','end':'9999-12-31T23:59:59Z'",
                     1 + i % 170, 1 + i % 80);
    }
  relations = relations_build (batch);
  begin = g_get_monotonic_time ();
  found = wuse_plausibility_new (relations, NULL);
  g_test_message ("%u cases, %u relations: %u findings in %.1f ms", relations->n_cases, relations->n_relations, found->n_findings,
                  (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpuint (found->counts[WUSE_FINDING_CYCLE], ==, 1);
  g_assert_cmpuint (found->counts[WUSE_FINDING_SAME_PERSON], ==, n - 1);
  g_assert_cmpuint (found->counts[WUSE_FINDING_STAYS_APART], ==, 999);
  for (guint i = 0; i < found->n_findings; i += 97)
    {
      g_autofree char *words = wuse_finding_word (&found->findings[i], found, (WuseLanguage) (i % 2));

      g_assert_nonnull (words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plausibility/empty", test_empty);
  g_test_add_func ("/plausibility/ends", test_ends);
  g_test_add_func ("/plausibility/cycles", test_cycles);
  g_test_add_func ("/plausibility/exposure", test_exposure);
  g_test_add_func ("/plausibility/intervals", test_intervals);
  g_test_add_func ("/plausibility/days", test_days);
  g_test_add_func ("/plausibility/stays", test_stays);
  g_test_add_func ("/plausibility/care-places", test_care_places);
  g_test_add_func ("/plausibility/seoul", test_seoul);
  g_test_add_func ("/plausibility/gaps", test_gaps);
  g_test_add_func ("/plausibility/hostile", test_hostile);
  return g_test_run ();
}
