/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanations: who decided and why, in words; falls and rises checked by judging what they foretell. */

#include "config.h"

#include <string.h>

#include "analysis-fixture.h"
#include "wuse-explanation.h"

#define FIVE "five-colour-default"
#define COUNTY "national-county-2020"
#define NHC "nhc-community-2020"
#define NINTH "ninth-edition-2022"

static WuseSituation *
judge (const Fixture *fixture, WuseRuleSet *rules)
{
  g_autoptr (WuseRegister) reg = fixture_register (fixture);

  return wuse_situation_new (reg, rules, FIXTURE_DAY, FIXTURE_UTC_OFFSET, NULL, NULL);
}

static WuseExplanation *
explain (const Fixture *fixture, const char *id, guint32 area)
{
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (id);
  g_autoptr (WuseSituation) situation = judge (fixture, rules);

  return wuse_situation_explain (situation, area);
}

static const WuseRise *
find_rise (const WuseExplanation *explanation, WuseRiseKind kind, WuseRisk risk)
{
  for (guint i = 0; i < explanation->n_rises; i++)
    if (explanation->rises[i].kind == kind && explanation->rises[i].risk == risk)
      return &explanation->rises[i];
  return NULL;
}

/* Two in a household today and four days ago, and one imported nine days ago. */
static void
test_grid (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 2);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseExplanation) explanation = NULL;

  fixture_add_case (fixture, grid, 0, WUSE_ORIGIN_LOCAL, 1, 1);
  fixture_add_case (fixture, grid, 4, WUSE_ORIGIN_LOCAL, 1, 1);
  fixture_add_case (fixture, grid, 9, WUSE_ORIGIN_IMPORTED, -1, -1);
  explanation = explain (fixture, FIVE, grid);

  g_assert_cmpint (explanation->risk, ==, WUSE_RISK_ORANGE);
  g_assert_cmpuint (explanation->n_chain, ==, 1);
  g_assert_cmpuint (explanation->decider, ==, grid);
  g_assert_cmpuint (explanation->level, ==, 1);
  g_assert_cmpuint (explanation->unknown, ==, 0);
  g_assert_cmpstr (explanation->why[WUSE_LANGUAGE_EN], ==, "3 new cases in 14 days, 2 of them in the last 7, 1 cluster");
  g_assert_cmpstr (explanation->why[WUSE_LANGUAGE_ZH], ==, "14 天内新增 3 例（近 7 天 2 例），其中 1 起聚集");

  /* Three with a cluster until the imported one leaves the fortnight; by then one of the pair is left in the week: yellow. */
  g_assert_cmpint (explanation->fall.day, ==, FIXTURE_DAY + 5);
  g_assert_cmpint (explanation->fall.risk, ==, WUSE_RISK_YELLOW);
  g_assert_cmpstr (explanation->outlook[WUSE_LANGUAGE_ZH], ==, "最早可于3月15日降为中风险（期间无新增）");
  g_assert_cmpstr (explanation->outlook[WUSE_LANGUAGE_EN], ==,
                   "Could fall to Medium risk on 15 March at the earliest, if there is no new case");

  /* Red: four in 7 days with a cluster; two more of either kind. */
  g_assert_cmpuint (explanation->n_rises, ==, 2);
  g_assert_cmpuint (find_rise (explanation, WUSE_RISE_LINKED, WUSE_RISK_RED)->n_cases, ==, 2);
  g_assert_cmpuint (find_rise (explanation, WUSE_RISE_SPORADIC, WUSE_RISK_RED)->n_cases, ==, 2);
  g_assert_cmpstr (explanation->warning[WUSE_LANGUAGE_ZH], ==, "再增 2 例即升为高风险");
  g_assert_cmpstr (explanation->warning[WUSE_LANGUAGE_EN], ==, "2 more cases would raise it to High risk");
  g_assert_cmpstr (explanation->missing[WUSE_LANGUAGE_EN], ==, "");
}

static void
test_conditions (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 1);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseExplanation) explanation = NULL;
  const WuseConditionTrace *traces;
  guint n_levels;
  const WuseRuleLevel *levels;

  fixture_add_case (fixture, grid, 3, WUSE_ORIGIN_LOCAL, -1, -1);
  explanation = explain (fixture, COUNTY, grid);
  traces = explanation->conditions;
  levels = wuse_rule_set_get_levels (explanation->rules, &n_levels);

  /* Level 0: all { cumulative > 50, clusters >= 1 }; level 1: all { new_14 >= 1, cumulative <= 50 }. */
  g_assert_cmpuint (explanation->level, ==, 1);
  g_assert_cmpuint (explanation->n_conditions, ==, 6);
  g_assert_cmpuint (traces[0].level, ==, 0);
  g_assert_false (traces[0].held);
  g_assert_cmpint (traces[1].actual, ==, 1);
  g_assert_false (traces[1].held);
  g_assert_cmpint (traces[2].actual, ==, 0);
  g_assert_cmpuint (traces[3].level, ==, 1);
  g_assert_true (traces[3].held);
  g_assert_cmpuint (traces[5].condition, ==, 2);
  g_assert_cmpint (levels[1].conditions[2].input, ==, WUSE_INPUT_CUMULATIVE);
  g_assert_cmpuint (levels[1].conditions[2].depth, ==, 1);
  g_assert_cmpint (levels[1].conditions[2].number, ==, 50);
  g_assert_true (traces[5].held);
}

static void
test_worst_child (void)
{
  g_autoptr (Fixture) fixture = fixture_new (2, 2, 2);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseExplanation) district = NULL;
  g_autoptr (WuseExplanation) community = NULL;

  /* Two yellow grids: the second has more. A case known only of a community makes it yellow by itself. */
  fixture_add_case (fixture, grid + 1, 9, WUSE_ORIGIN_LOCAL, -1, -1);
  fixture_add_case (fixture, grid + 1, 9, WUSE_ORIGIN_LOCAL, -1, -1);
  for (guint i = 0; i < 3; i++)
    fixture_add_case (fixture, grid + 5, 9, WUSE_ORIGIN_LOCAL, -1, -1);
  fixture_add_case (fixture, fixture_first (fixture, WUSE_AREA_COMMUNITY) + 1, 1, WUSE_ORIGIN_LOCAL, -1, -1);

  district = explain (fixture, FIVE, 0);
  g_assert_cmpuint (district->n_chain, ==, 4);
  g_assert_cmpuint (district->chain[0], ==, 0);
  g_assert_cmpuint (district->chain[1], ==, fixture_first (fixture, WUSE_AREA_SUBDISTRICT));
  g_assert_cmpuint (district->decider, ==, district->chain[3]);
  g_assert_cmpuint (district->decider, ==, grid + 1);
  g_assert_cmpstr (district->why[WUSE_LANGUAGE_EN], ==,
                   "2 new cases in 14 days, 0 of them in the last 7 (in g0001, the worst area within)");
  g_assert_cmpstr (district->why[WUSE_LANGUAGE_ZH], ==, "14 天内新增 2 例（近 7 天 0 例）（最高风险的下级区域：g0001）");

  community = explain (fixture, FIVE, fixture_first (fixture, WUSE_AREA_COMMUNITY) + 1);
  g_assert_cmpuint (community->n_chain, ==, 1);
  g_assert_cmpstr (community->why[WUSE_LANGUAGE_EN], ==,
                   "1 new case in 14 days, 1 of them in the last 7 (known only of the area as a whole)");
}

static void
test_screening (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 3);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseExplanation) unknown = NULL;
  g_autoptr (WuseExplanation) positive = NULL;

  /* Screening is reported, but not of the first grid. */
  fixture_add_case (fixture, grid, 3, WUSE_ORIGIN_LOCAL, -1, -1);
  fixture_add_case (fixture, grid + 1, 20, WUSE_ORIGIN_LOCAL, -1, -1);
  fixture_add_round (fixture, grid + 1, 1, 800, 1);
  unknown = explain (fixture, NINTH, grid);
  g_assert_cmpint (unknown->risk, ==, WUSE_RISK_RED);
  g_assert_cmpint (unknown->fall.day, ==, FIXTURE_DAY + 4);
  g_assert_cmpint (unknown->fall.risk, ==, WUSE_RISK_YELLOW);
  g_assert_cmpint (unknown->fall.needs, ==, WUSE_FALL_NEEDS_SCREENING);
  g_assert_cmpuint (unknown->unknown, ==,
                    1u << WUSE_INPUT_SCREENING_LAST_POSITIVE | 1u << WUSE_INPUT_SCREENING_CASE_FREE_DAYS
                        | 1u << WUSE_INPUT_SCREENING_STAY_FREE_DAYS);
  g_assert_nonnull (strstr (unknown->outlook[WUSE_LANGUAGE_ZH], "当日筛查全部阴性"));
  g_assert_nonnull (strstr (unknown->outlook[WUSE_LANGUAGE_EN], "screened negative that day"));
  g_assert_true (g_str_has_prefix (unknown->missing[WUSE_LANGUAGE_ZH], "未知：末次筛查阳性、"));
  g_assert_cmpuint (unknown->n_rises, ==, 0);
  g_assert_cmpstr (unknown->warning[WUSE_LANGUAGE_EN], ==, "");

  /* Long free, but the last round found one: low at once with a negative one. */
  positive = explain (fixture, NINTH, grid + 1);
  g_assert_cmpint (positive->risk, ==, WUSE_RISK_RED);
  g_assert_cmpint (positive->fall.day, ==, FIXTURE_DAY + 1);
  g_assert_cmpint (positive->fall.risk, ==, WUSE_RISK_GREEN);
  g_assert_cmpint (positive->fall.needs, ==, WUSE_FALL_NEEDS_SCREENING);
}

static void
test_quarantine (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 2);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseExplanation) due = NULL;
  g_autoptr (WuseExplanation) open = NULL;

  for (guint i = 0; i < 40; i++)
    {
      /* Due on days 1 to 40 from now; those of the other grid have no end. */
      fixture_add_contact (fixture, grid, FIXTURE_DAY - 5, FIXTURE_DAY + 1 + (WuseDay) i, WUSE_DAY_NONE);
      fixture_add_contact (fixture, grid + 1, FIXTURE_DAY - 5, WUSE_DAY_NONE, WUSE_DAY_NONE);
    }
  due = explain (fixture, FIVE, grid);
  g_assert_cmpint (due->risk, ==, WUSE_RISK_YELLOW);
  g_assert_cmpstr (due->why[WUSE_LANGUAGE_EN], ==, "40 persons in quarantine, 40 of every 1,000");
  /* 29 are left once 11 are out. */
  g_assert_cmpint (due->fall.day, ==, FIXTURE_DAY + 11);
  g_assert_cmpint (due->fall.risk, ==, WUSE_RISK_BLUE);
  open = explain (fixture, FIVE, grid + 1);
  g_assert_cmpint (open->fall.day, ==, WUSE_DAY_NONE);
  g_assert_cmpstr (open->outlook[WUSE_LANGUAGE_EN], ==, "Will not fall within 60 days");
}

/* A household with one case needs one more to be an outbreak; without any it takes two. */
static void
test_rises (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 2);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseExplanation) with = NULL;
  g_autoptr (WuseExplanation) without = NULL;
  g_autoptr (WuseExplanation) above = NULL;

  fixture_add_case (fixture, grid, 13, WUSE_ORIGIN_LOCAL, -1, 1);
  with = explain (fixture, NHC, grid);
  g_assert_cmpuint (find_rise (with, WUSE_RISE_LINKED, WUSE_RISK_ORANGE)->n_cases, ==, 1);
  g_assert_cmpuint (find_rise (with, WUSE_RISE_LINKED, WUSE_RISK_RED)->n_cases, ==, 9);
  g_assert_cmpuint (find_rise (with, WUSE_RISE_SPORADIC, WUSE_RISK_RED)->n_cases, ==, 2);
  g_assert_null (find_rise (with, WUSE_RISE_SPORADIC, WUSE_RISK_ORANGE));
  g_assert_cmpstr (with->warning[WUSE_LANGUAGE_ZH], ==,
                   "再增 1 例同户或同一聚集的病例即升为暴发疫情；再增 2 例来源不明病例即升为社区传播");

  without = explain (fixture, NHC, grid + 1);
  g_assert_cmpint (without->risk, ==, WUSE_RISK_GREEN);
  g_assert_cmpuint (find_rise (without, WUSE_RISE_LINKED, WUSE_RISK_YELLOW)->n_cases, ==, 1);
  g_assert_cmpuint (find_rise (without, WUSE_RISE_LINKED, WUSE_RISK_ORANGE)->n_cases, ==, 2);
  g_assert_cmpstr (without->outlook[WUSE_LANGUAGE_EN], ==, "");

  /* The whole names the grid that would decide. */
  above = explain (fixture, NHC, 0);
  g_assert_cmpuint (find_rise (above, WUSE_RISE_LINKED, WUSE_RISK_ORANGE)->area, ==, grid);
  g_assert_nonnull (strstr (above->warning[WUSE_LANGUAGE_EN], "in g0000 would raise it to Outbreak"));
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 1);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (FIVE);
  g_autoptr (WuseSituation) situation = judge (fixture, rules);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseExplanation) explanation = NULL;

  wuse_situation_explain_async (situation, 0, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  explanation = wuse_situation_explain_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (explanation->why[WUSE_LANGUAGE_EN], ==, "No case so far (in g0000, the worst area within)");
}

static Fixture *
random_fixture (GRand *random)
{
  Fixture *fixture = fixture_new (1, 2, 3);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  guint n_cases = (guint) g_rand_int_range (random, 0, 24);

  for (guint i = 0; i < n_cases; i++)
    fixture_add_case (fixture, g_rand_int_range (random, 0, 9) == 0 ? 1 : grid + (guint32) g_rand_int_range (random, 0, 5),
                      g_rand_int_range (random, 0, 25), (WuseCaseOrigin) g_rand_int_range (random, 0, 3),
                      g_rand_int_range (random, -3, 4), g_rand_int_range (random, -3, 4));
  for (int i = g_rand_int_range (random, 0, 12); n_cases > 0 && i > 0; i--)
    fixture_add_stay (fixture, (guint) g_rand_int_range (random, 0, (gint32) n_cases),
                      grid + (guint32) g_rand_int_range (random, 0, 6), 12, g_rand_int_range (random, 0, 12));
  for (int i = g_rand_int_range (random, 0, 60); i > 0; i--)
    fixture_add_contact (fixture, grid + (guint32) g_rand_int_range (random, 0, 3),
                         FIXTURE_DAY - g_rand_int_range (random, 0, 14),
                         g_rand_int_range (random, 0, 20) == 0 ? WUSE_DAY_NONE : FIXTURE_DAY + g_rand_int_range (random, -2, 12),
                         WUSE_DAY_NONE);
  for (int age = g_rand_int_range (random, -6, 6); age >= 0; age--)
    fixture_add_round (fixture, grid + (guint32) g_rand_int_range (random, 0, 6), age, 500, g_rand_int_range (random, -2, 2) > 0);
  return fixture;
}

static void
check_fall (const Fixture *fixture, JsonObject *text, const WuseExplanation *explanation)
{
  WuseDay day;

  for (day = FIXTURE_DAY + 1; day <= FIXTURE_DAY + WUSE_OUTLOOK_DAYS; day++)
    {
      WuseRisk plain = fixture_judge (fixture, text, explanation->area, FIXTURE_DAY, day, FALSE);
      WuseRisk screened = fixture_judge (fixture, text, explanation->area, FIXTURE_DAY, day, TRUE);

      /* A fall is foretold by what is known of the area itself, even if it could then not be told from what is known above. */
      plain = MAX (plain, MIN (explanation->risk, WUSE_RISK_GREEN));
      screened = MAX (screened, MIN (explanation->risk, WUSE_RISK_GREEN));
      if (plain >= explanation->risk && screened >= explanation->risk)
        continue;
      g_assert_cmpint (explanation->fall.day, ==, day);
      g_assert_cmpint (explanation->fall.risk, ==, plain < explanation->risk ? plain : screened);
      g_assert_cmpint (explanation->fall.needs, ==,
                       plain < explanation->risk ? WUSE_FALL_NEEDS_NOTHING : WUSE_FALL_NEEDS_SCREENING);
      return;
    }
  g_assert_cmpint (explanation->fall.day, ==, WUSE_DAY_NONE);
}

/* The worst colour that so many more cases of one kind can bring, over all places and all ways to join. */
static WuseRisk
worst_with (Fixture *fixture, WuseRuleSet *rules, guint32 area, WuseRiseKind kind, guint n_cases)
{
  guint n_known = fixture->cases->len;
  guint n_ways = kind == WUSE_RISE_LINKED ? n_known + 1 : 1;
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  WuseRisk worst = WUSE_RISK_NONE;

  for (guint32 place = grid; place < wuse_area_set_get_size (fixture->areas); place++)
    for (guint way = 0; way < n_ways; way++)
      {
        g_autoptr (WuseSituation) situation = NULL;
        FixtureCase item = { place, FIXTURE_DAY, WUSE_ORIGIN_UNKNOWN, WUSE_CASE_CONFIRMED, -1, -1 };
        guint32 ancestor = place;

        while (ancestor != area && ancestor != WUSE_AREA_NONE)
          ancestor = wuse_area_set_get (fixture->areas, ancestor)->parent;
        if (ancestor != area)
          continue;
        if (kind == WUSE_RISE_LINKED)
          {
            const FixtureCase *joined = way < n_known ? &g_array_index (fixture->cases, FixtureCase, way) : NULL;

            /* A cluster or household joined has to be known in the area within the fortnight. */
            if (joined != NULL && joined->report < FIXTURE_DAY - 13)
              continue;
            if (joined != NULL && wuse_rule_set_get_roll_up (rules) == WUSE_ROLL_UP_WORST && joined->area != place)
              continue;
            item.origin = WUSE_ORIGIN_LOCAL;
            item.cluster = joined != NULL && joined->cluster >= 0 ? joined->cluster : 60;
            item.setting = joined != NULL && joined->setting >= 0 ? joined->setting : 60;
          }
        for (guint i = 0; i < n_cases; i++)
          g_array_append_val (fixture->cases, item);
        situation = judge (fixture, rules);
        worst = MAX (worst, wuse_situation_get_risk (situation, area));
        g_array_set_size (fixture->cases, n_known);
      }
  return worst;
}

static void
check_rises (Fixture *fixture, WuseRuleSet *rules, const WuseExplanation *explanation)
{
  for (WuseRiseKind kind = WUSE_RISE_SPORADIC; kind <= WUSE_RISE_LINKED; kind++)
    {
      guint n_reported = 0;
      WuseRisk reached = explanation->risk;

      /* All that is foretold up to a dozen cases, and nothing that is not. */
      for (guint n = 1; n <= 12 && reached < WUSE_RISK_RED; n++)
        {
          WuseRisk worst = worst_with (fixture, rules, explanation->area, kind, n);
          const WuseRise *rise = find_rise (explanation, kind, worst);

          if (worst <= reached)
            continue;
          g_assert_nonnull (rise);
          g_assert_cmpuint (rise->n_cases, ==, n);
          n_reported++;
          reached = worst;
        }
      for (guint i = 0; i < explanation->n_rises; i++)
        if (explanation->rises[i].kind == kind && explanation->rises[i].n_cases <= 12)
          g_assert_cmpuint (n_reported--, >, 0);
      g_assert_cmpuint (n_reported, ==, 0);
    }
}

static void
test_oracle (gconstpointer data)
{
  const char *id = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (20200311);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (id);
  g_autoptr (JsonParser) parser = fixture_parse_rules (id);
  JsonObject *text = json_node_get_object (json_parser_get_root (parser));

  for (guint round = 0; round < 16; round++)
    {
      g_autoptr (Fixture) fixture = random_fixture (random);
      g_autoptr (WuseSituation) situation = judge (fixture, rules);

      for (guint32 area = 0; area < wuse_area_set_get_size (fixture->areas); area++)
        {
          g_autoptr (WuseExplanation) explanation = wuse_situation_explain (situation, area);

          g_assert_cmpint (explanation->risk, ==, wuse_situation_get_risk (situation, area));
          check_fall (fixture, text, explanation);
          if (explanation->risk == WUSE_RISK_NONE)
            g_assert_cmpuint (explanation->n_rises, ==, 0);
          else if (round < 4 && area % 4 == 0)
            check_rises (fixture, rules, explanation);
        }
    }
}

int
main (int argc, char **argv)
{
  static const char *const ids[] = { FIVE, COUNTY, NHC, NINTH };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explanation/grid", test_grid);
  g_test_add_func ("/explanation/conditions", test_conditions);
  g_test_add_func ("/explanation/worst-child", test_worst_child);
  g_test_add_func ("/explanation/screening", test_screening);
  g_test_add_func ("/explanation/quarantine", test_quarantine);
  g_test_add_func ("/explanation/rises", test_rises);
  g_test_add_func ("/explanation/async", test_async);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = g_strconcat ("/explanation/oracle/", ids[i], NULL);

      g_test_add_data_func (path, ids[i], test_oracle);
    }
  return g_test_run ();
}
