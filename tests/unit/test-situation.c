/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Situations: every shipped rule set by hand-made tables, roll-up, what is unknown, and random districts against a naive judge.
 */

#include "config.h"

#include <string.h>

#include "analysis-fixture.h"
#include "wuse-explanation.h"

#define NOT_GIVEN -1

/* So many cases of one kind, of one age. */
typedef struct
{
  int n;
  int age;
  char origin;         /* L(ocal), U(nknown), I(mported) */
  char group;          /* 'c' share a cluster, 'h' a household and a cluster, 0 have nothing to do with each other */
  char classification; /* 0 confirmed, 's'uspected, 'a'symptomatic */
} Cases;

/* One area and its colour. */
typedef struct
{
  const char *rules;
  const char *what;
  Cases cases[3];
  int quarantined;
  int stay_age;  /* plus 1; 0 for no stay */
  int round_age; /* plus 1; 0 for no round */
  int positive;
  WuseRisk risk;
} Row;

#define FIVE "five-colour-default"
#define COUNTY "national-county-2020"
#define NHC "nhc-community-2020"
#define NINTH "ninth-edition-2022"

static const Row rows[] = {
  { FIVE, "nothing", { { 0 } }, .risk = WUSE_RISK_GREEN },
  { FIVE, "eight-in-14", { { 8, 13, 'L' } }, .risk = WUSE_RISK_RED },
  { FIVE, "eight-in-15", { { 7, 13, 'L' }, { 1, 14, 'L' } }, .risk = WUSE_RISK_ORANGE },
  { FIVE, "eight-half-local", { { 4, 13, 'L' }, { 4, 13, 'I' } }, .risk = WUSE_RISK_RED },
  { FIVE, "eight-less-local", { { 3, 13, 'U' }, { 5, 13, 'I' } }, .risk = WUSE_RISK_ORANGE },
  { FIVE, "four-in-7-cluster", { { 2, 6, 'L', 'c' }, { 2, 5, 'L' } }, .risk = WUSE_RISK_RED },
  { FIVE, "four-in-8-cluster", { { 2, 6, 'L', 'c' }, { 1, 5, 'L' }, { 1, 7, 'L' } }, .risk = WUSE_RISK_ORANGE },
  { FIVE, "four-no-cluster", { { 4, 5, 'L' } }, .risk = WUSE_RISK_ORANGE },
  { FIVE, "five-imported", { { 5, 13, 'I' } }, .risk = WUSE_RISK_ORANGE },
  { FIVE, "four-in-14", { { 4, 13, 'L' } }, .risk = WUSE_RISK_YELLOW },
  { FIVE, "three-in-14-cluster", { { 2, 13, 'L', 'c' }, { 1, 13, 'I' } }, .risk = WUSE_RISK_ORANGE },
  { FIVE, "three-in-15-cluster", { { 2, 13, 'L', 'c' }, { 1, 14, 'L', 'c' } }, .risk = WUSE_RISK_YELLOW },
  { FIVE, "three-in-7", { { 3, 6, 'L' } }, .risk = WUSE_RISK_ORANGE },
  { FIVE, "three-in-8", { { 3, 7, 'L' } }, .risk = WUSE_RISK_YELLOW },
  { FIVE, "three-imported", { { 3, 6, 'I' } }, .risk = WUSE_RISK_YELLOW },
  { FIVE, "pair-in-7", { { 2, 6, 'L', 'h' } }, .risk = WUSE_RISK_ORANGE },
  { FIVE, "pair-in-8", { { 2, 7, 'L', 'h' } }, .risk = WUSE_RISK_YELLOW },
  { FIVE, "one-in-7", { { 1, 6, 'L' } }, .risk = WUSE_RISK_YELLOW },
  { FIVE, "one-in-8", { { 1, 7, 'L' } }, .risk = WUSE_RISK_BLUE },
  { FIVE, "one-imported", { { 1, 6, 'I' } }, .risk = WUSE_RISK_BLUE },
  { FIVE, "asymptomatic", { { 1, 6, 'L', 0, 'a' } }, .risk = WUSE_RISK_YELLOW },
  { FIVE, "suspected", { { 9, 6, 'L', 'c', 's' } }, .risk = WUSE_RISK_GREEN },
  { FIVE, "free-20", { { 40, 20, 'L' } }, .risk = WUSE_RISK_BLUE },
  { FIVE, "free-21", { { 40, 21, 'L' } }, .risk = WUSE_RISK_GREEN },
  { FIVE, "quarantined-4", { { 0 } }, .quarantined = 4, .risk = WUSE_RISK_GREEN },
  { FIVE, "quarantined-5", { { 0 } }, .quarantined = 5, .risk = WUSE_RISK_BLUE },
  { FIVE, "quarantined-29", { { 0 } }, .quarantined = 29, .risk = WUSE_RISK_BLUE },
  { FIVE, "quarantined-30", { { 0 } }, .quarantined = 30, .risk = WUSE_RISK_YELLOW },

  { COUNTY, "nothing", { { 0 } }, .risk = WUSE_RISK_GREEN },
  { COUNTY, "one-in-14", { { 1, 13, 'I' } }, .risk = WUSE_RISK_YELLOW },
  { COUNTY, "one-in-15", { { 1, 14, 'I' } }, .risk = WUSE_RISK_GREEN },
  { COUNTY, "fifty-cluster", { { 48, 30, 'L' }, { 2, 1, 'L', 'c' } }, .risk = WUSE_RISK_YELLOW },
  { COUNTY, "fifty-one-cluster", { { 49, 30, 'L' }, { 2, 1, 'L', 'c' } }, .risk = WUSE_RISK_RED },
  { COUNTY, "cluster-of-15-days", { { 49, 30, 'L' }, { 1, 1, 'L', 'c' }, { 1, 14, 'L', 'c' } }, .risk = WUSE_RISK_YELLOW },
  { COUNTY, "cluster-of-14-days", { { 49, 30, 'L' }, { 1, 1, 'L', 'c' }, { 1, 13, 'L', 'c' } }, .risk = WUSE_RISK_RED },
  { COUNTY, "fifty-one-single", { { 50, 30, 'L', 'c' }, { 1, 13, 'L' } }, .risk = WUSE_RISK_YELLOW },
  { COUNTY, "many-but-old", { { 500, 14, 'L', 'c' } }, .risk = WUSE_RISK_GREEN },
  { COUNTY, "asymptomatic", { { 5, 1, 'L', 'c', 'a' } }, .risk = WUSE_RISK_GREEN },

  { NHC, "nothing", { { 0 } }, .risk = WUSE_RISK_GREEN },
  { NHC, "one", { { 1, 13, 'L' } }, .risk = WUSE_RISK_YELLOW },
  { NHC, "one-old", { { 1, 14, 'L' } }, .risk = WUSE_RISK_GREEN },
  { NHC, "two-apart", { { 2, 1, 'I' } }, .risk = WUSE_RISK_YELLOW },
  { NHC, "two-in-household", { { 2, 13, 'L', 'h' } }, .risk = WUSE_RISK_ORANGE },
  { NHC, "household-of-15-days", { { 1, 0, 'L', 'h' }, { 1, 14, 'L', 'h' } }, .risk = WUSE_RISK_YELLOW },
  { NHC, "household-of-14-days", { { 1, 0, 'L', 'h' }, { 1, 13, 'L', 'h' } }, .risk = WUSE_RISK_ORANGE },
  { NHC, "nine-in-household", { { 9, 3, 'L', 'h' } }, .risk = WUSE_RISK_ORANGE },
  { NHC, "ten-in-household", { { 10, 3, 'L', 'h' } }, .risk = WUSE_RISK_RED },
  { NHC, "one-unclear", { { 1, 13, 'U' } }, .risk = WUSE_RISK_YELLOW },
  { NHC, "two-unclear", { { 2, 13, 'U' } }, .risk = WUSE_RISK_RED },
  { NHC, "two-unclear-one-old", { { 1, 13, 'U' }, { 1, 14, 'U' } }, .risk = WUSE_RISK_YELLOW },

  { NINTH, "nothing", { { 0 } }, .risk = WUSE_RISK_GREEN },
  { NINTH, "free-6", { { 1, 6, 'L' } }, .risk = WUSE_RISK_RED },
  { NINTH, "free-7", { { 1, 7, 'L' } }, .risk = WUSE_RISK_YELLOW },
  { NINTH, "free-9", { { 1, 9, 'L' } }, .risk = WUSE_RISK_YELLOW },
  { NINTH, "free-10", { { 1, 10, 'L' } }, .risk = WUSE_RISK_GREEN },
  { NINTH, "free-7-negative", { { 1, 7, 'L' } }, .round_age = 0 + 1, .risk = WUSE_RISK_YELLOW },
  { NINTH, "free-7-positive", { { 1, 7, 'L' } }, .round_age = 0 + 1, .positive = 1, .risk = WUSE_RISK_RED },
  { NINTH, "free-8-early-round", { { 1, 8, 'L' } }, .round_age = 2 + 1, .risk = WUSE_RISK_RED },
  { NINTH, "free-8-timely-round", { { 1, 8, 'L' } }, .round_age = 1 + 1, .risk = WUSE_RISK_YELLOW },
  { NINTH, "free-10-negative", { { 1, 10, 'L' } }, .round_age = 3 + 1, .risk = WUSE_RISK_GREEN },
  { NINTH, "free-30-never-since", { { 1, 30, 'L' } }, .round_age = 24 + 1, .risk = WUSE_RISK_RED },
  { NINTH, "stay-6", { { 0 } }, .stay_age = 6 + 1, .risk = WUSE_RISK_YELLOW },
  { NINTH, "stay-7", { { 0 } }, .stay_age = 7 + 1, .risk = WUSE_RISK_GREEN },
  { NINTH, "stay-7-negative", { { 0 } }, .stay_age = 7 + 1, .round_age = 0 + 1, .risk = WUSE_RISK_GREEN },
  { NINTH, "stay-7-positive", { { 0 } }, .stay_age = 7 + 1, .round_age = 0 + 1, .positive = 2, .risk = WUSE_RISK_YELLOW },
  { NINTH, "stay-7-early-round", { { 0 } }, .stay_age = 7 + 1, .round_age = 1 + 1, .risk = WUSE_RISK_YELLOW },
};

static WuseCaseOrigin
read_origin (char letter)
{
  return letter == 'L' ? WUSE_ORIGIN_LOCAL : letter == 'I' ? WUSE_ORIGIN_IMPORTED : WUSE_ORIGIN_UNKNOWN;
}

static void
add_cases (Fixture *fixture, guint32 area, const Cases *cases)
{
  for (int i = 0; i < cases->n; i++)
    {
      fixture_add_case (fixture, area, cases->age, read_origin (cases->origin), cases->group != 0 ? 1 : -1,
                        cases->group == 'h' ? 2 : -1);
      if (cases->classification != 0)
        g_array_index (fixture->cases, FixtureCase, fixture->cases->len - 1).classification =
            cases->classification == 's' ? WUSE_CASE_SUSPECTED : WUSE_CASE_ASYMPTOMATIC;
    }
}

static WuseSituation *
judge (const Fixture *fixture, WuseRuleSet *rules, WuseDay day)
{
  g_autoptr (WuseRegister) reg = fixture_register (fixture);
  g_autoptr (GError) error = NULL;
  WuseSituation *situation = wuse_situation_new (reg, rules, day, FIXTURE_UTC_OFFSET, NULL, &error);

  g_assert_no_error (error);
  return situation;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 2);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (row->rules);
  g_autoptr (WuseSituation) situation = NULL;
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);

  for (guint i = 0; i < G_N_ELEMENTS (row->cases); i++)
    add_cases (fixture, grid, &row->cases[i]);
  for (int i = 0; i < row->quarantined; i++)
    fixture_add_contact (fixture, grid, FIXTURE_DAY - 3, FIXTURE_DAY + 11, WUSE_DAY_NONE);
  if (row->stay_age > 0)
    {
      /* The case that stayed belongs to nowhere in the district. */
      fixture_add_case (fixture, WUSE_AREA_NONE, 0, WUSE_ORIGIN_LOCAL, -1, -1);
      fixture_add_stay (fixture, fixture->cases->len - 1, grid, row->stay_age + 4, row->stay_age - 1);
    }
  if (row->round_age > 0)
    fixture_add_round (fixture, grid, row->round_age - 1, 900, row->positive);

  situation = judge (fixture, rules, FIXTURE_DAY);
  g_assert_cmpstr (wuse_risk_to_string (wuse_situation_get_risk (situation, grid)), ==, wuse_risk_to_string (row->risk));
  g_assert_cmpint (wuse_situation_get_risk (situation, grid + 1), ==, WUSE_RISK_GREEN);
  g_assert_cmpint (wuse_situation_get_risk (situation, 0), ==, row->risk);
}

/* A parent shows its worst child, or what its own figures say. */
static void
test_roll_up (void)
{
  g_autoptr (Fixture) fixture = fixture_new (2, 2, 2);
  g_autoptr (WuseRuleSet) worst = fixture_load_rules (FIVE);
  g_autoptr (WuseRuleSet) own = fixture_load_rules (COUNTY);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  guint32 community = fixture_first (fixture, WUSE_AREA_COMMUNITY);
  guint32 subdistrict = fixture_first (fixture, WUSE_AREA_SUBDISTRICT);
  g_autoptr (WuseSituation) by_worst = NULL;
  g_autoptr (WuseSituation) by_own = NULL;
  WuseInputs inputs;

  /* 30 old cases in each of two grids, and one of a cluster in each: 62 with a cluster only where they come together. */
  for (guint i = 0; i < 30; i++)
    {
      fixture_add_case (fixture, grid, 40, WUSE_ORIGIN_LOCAL, -1, -1);
      fixture_add_case (fixture, grid + 3, 40, WUSE_ORIGIN_LOCAL, -1, -1);
    }
  fixture_add_case (fixture, grid, 2, WUSE_ORIGIN_LOCAL, 5, -1);
  fixture_add_case (fixture, grid + 3, 9, WUSE_ORIGIN_LOCAL, 5, -1);

  by_worst = judge (fixture, worst, FIXTURE_DAY);
  g_assert_cmpint (wuse_situation_get_risk (by_worst, grid), ==, WUSE_RISK_YELLOW);
  g_assert_cmpint (wuse_situation_get_risk (by_worst, grid + 3), ==, WUSE_RISK_BLUE);
  g_assert_cmpint (wuse_situation_get_risk (by_worst, community), ==, WUSE_RISK_YELLOW);
  g_assert_cmpint (wuse_situation_get_risk (by_worst, community + 1), ==, WUSE_RISK_BLUE);
  g_assert_cmpint (wuse_situation_get_risk (by_worst, community + 2), ==, WUSE_RISK_GREEN);
  g_assert_cmpint (wuse_situation_get_risk (by_worst, subdistrict), ==, WUSE_RISK_YELLOW);
  g_assert_cmpint (wuse_situation_get_risk (by_worst, 0), ==, WUSE_RISK_YELLOW);
  g_assert_cmpuint (wuse_situation_get_counts (by_worst, WUSE_AREA_GRID)[WUSE_RISK_GREEN], ==, 6);
  g_assert_cmpuint (wuse_situation_get_counts (by_worst, WUSE_AREA_COMMUNITY)[WUSE_RISK_BLUE], ==, 1);

  by_own = judge (fixture, own, FIXTURE_DAY);
  g_assert_cmpint (wuse_situation_get_risk (by_own, grid), ==, WUSE_RISK_YELLOW);
  g_assert_cmpint (wuse_situation_get_risk (by_own, community), ==, WUSE_RISK_YELLOW);
  g_assert_cmpint (wuse_situation_get_risk (by_own, subdistrict), ==, WUSE_RISK_RED);
  g_assert_cmpint (wuse_situation_get_risk (by_own, subdistrict + 1), ==, WUSE_RISK_GREEN);
  g_assert_cmpint (wuse_situation_get_risk (by_own, 0), ==, WUSE_RISK_RED);

  /* Figures are those of all within, whichever way colours are rolled up. */
  wuse_situation_get_inputs (by_worst, subdistrict, &inputs);
  g_assert_cmpint (inputs.values[WUSE_INPUT_CUMULATIVE], ==, 62);
  g_assert_cmpint (inputs.values[WUSE_INPUT_CLUSTERS_14], ==, 1);
  g_assert_cmpint (inputs.values[WUSE_INPUT_CLUSTERS_7], ==, 0);
}

/* A case known only of the subdistrict counts for it and above; where in it, nobody can say: what lies below is not assessed. */
static void
test_coarse_case (void)
{
  g_autoptr (Fixture) fixture = fixture_new (2, 2, 2);
  guint32 subdistrict = fixture_first (fixture, WUSE_AREA_SUBDISTRICT);

  fixture_add_case (fixture, subdistrict, 1, WUSE_ORIGIN_LOCAL, -1, -1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WuseRuleSet) rules = fixture_load_rules (i == 0 ? FIVE : COUNTY);
      g_autoptr (WuseSituation) situation = judge (fixture, rules, FIXTURE_DAY);
      guint n_areas;
      const guint8 *risks = wuse_situation_get_risks (situation, &n_areas);

      g_assert_cmpuint (n_areas, ==, 1 + 2 + 4 + 8);
      for (guint32 area = 0; area < n_areas; area++)
        {
          g_autoptr (WuseExplanation) explanation = wuse_situation_explain (situation, area);
          guint32 top = area;

          while (wuse_area_set_get (fixture->areas, top)->level > WUSE_AREA_SUBDISTRICT)
            top = wuse_area_set_get (fixture->areas, top)->parent;
          if (area == 0 || area == subdistrict)
            g_assert_cmpint (risks[area], ==, WUSE_RISK_YELLOW);
          else
            g_assert_cmpint (risks[area], ==, top == subdistrict ? WUSE_RISK_NONE : WUSE_RISK_GREEN);
          if (risks[area] == WUSE_RISK_NONE)
            {
              g_assert_cmpuint (explanation->decider, ==, subdistrict);
              g_assert_cmpstr (explanation->why[WUSE_LANGUAGE_EN], !=, "");
              g_assert_cmpuint (explanation->n_rises, ==, 0);
            }
        }
    }
}

/* Quarantine per thousand is not known where persons are not: the rule does not fire, and the figure says so. */
static void
test_unknown (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 1);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (FIVE);
  guint32 community = fixture_first (fixture, WUSE_AREA_COMMUNITY);
  g_autoptr (WuseSituation) situation = NULL;
  WuseInputs inputs;

  for (guint i = 0; i < 200; i++)
    fixture_add_contact (fixture, community, FIXTURE_DAY, WUSE_DAY_NONE, WUSE_DAY_NONE);
  situation = judge (fixture, rules, FIXTURE_DAY);
  wuse_situation_get_inputs (situation, community, &inputs);
  g_assert_cmpint (inputs.values[WUSE_INPUT_QUARANTINED], ==, 200);
  g_assert_cmpint (inputs.values[WUSE_INPUT_QUARANTINED_PER_MILLE], ==, WUSE_INPUT_UNKNOWN);
  g_assert_cmpint (inputs.values[WUSE_INPUT_SCREENING_LAST_POSITIVE], ==, WUSE_INPUT_UNKNOWN);
  g_assert_cmpint (inputs.values[WUSE_INPUT_SCREENING_REPORTED], ==, 0);
  g_assert_cmpint (inputs.values[WUSE_INPUT_CASE_FREE_DAYS], ==, WUSE_DAYS_NEVER);
  g_assert_cmpint (wuse_situation_get_risk (situation, community), ==, WUSE_RISK_GREEN);
  wuse_situation_get_inputs (situation, fixture_first (fixture, WUSE_AREA_GRID), &inputs);
  g_assert_cmpint (inputs.values[WUSE_INPUT_QUARANTINED_PER_MILLE], ==, 0);
}

/* A round known of the community is one of its grids, too; a grid's own goes before it. */
static void
test_screened_above (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 2, 2);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (NINTH);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseSituation) situation = NULL;
  WuseInputs inputs;

  for (guint32 i = 0; i < 4; i++)
    fixture_add_case (fixture, grid + i, 8, WUSE_ORIGIN_LOCAL, -1, -1);
  fixture_add_round (fixture, fixture_first (fixture, WUSE_AREA_COMMUNITY), 0, 1900, 0);
  fixture_add_round (fixture, grid + 1, 1, 950, 1);
  situation = judge (fixture, rules, FIXTURE_DAY);
  wuse_situation_get_inputs (situation, grid, &inputs);
  g_assert_cmpint (inputs.values[WUSE_INPUT_SCREENED_LAST], ==, 1900);
  g_assert_cmpint (inputs.values[WUSE_INPUT_SCREENING_CASE_FREE_DAYS], ==, 8);
  g_assert_cmpint (wuse_situation_get_risk (situation, grid), ==, WUSE_RISK_YELLOW);
  g_assert_cmpint (wuse_situation_get_risk (situation, grid + 1), ==, WUSE_RISK_RED);
  g_assert_cmpint (wuse_situation_get_risk (situation, grid + 2), ==, WUSE_RISK_RED);
}

/* The past is judged by what was known then. */
static void
test_past (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 1);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (FIVE);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  const WuseRisk expected[] = { WUSE_RISK_YELLOW, WUSE_RISK_GREEN, WUSE_RISK_GREEN };

  fixture_add_case (fixture, grid, 0, WUSE_ORIGIN_LOCAL, -1, -1);
  for (int ago = 0; ago < (int) G_N_ELEMENTS (expected); ago++)
    {
      g_autoptr (WuseSituation) situation = judge (fixture, rules, FIXTURE_DAY - ago);

      g_assert_cmpint (wuse_situation_get_risk (situation, grid), ==, expected[ago]);
      g_assert_cmpint (wuse_situation_get_day (situation), ==, FIXTURE_DAY - ago);
    }
}

static void
test_diff (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 3);
  g_autoptr (Fixture) larger = fixture_new (1, 1, 4);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (FIVE);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseSituation) before = judge (fixture, rules, FIXTURE_DAY);
  g_autoptr (WuseSituation) after = NULL;
  g_autoptr (WuseSituation) elsewhere = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) some = NULL;
  g_autoptr (GArray) across = NULL;

  fixture_add_case (fixture, grid + 1, 0, WUSE_ORIGIN_LOCAL, -1, -1);
  after = judge (fixture, rules, FIXTURE_DAY);
  none = wuse_situation_diff (after, after);
  g_assert_cmpuint (none->len, ==, 0);
  some = wuse_situation_diff (before, after);
  g_assert_cmpuint (some->len, ==, 4);
  g_assert_cmpuint (g_array_index (some, WuseRiskChange, 3).area, ==, grid + 1);
  g_assert_cmpint (g_array_index (some, WuseRiskChange, 3).before, ==, WUSE_RISK_GREEN);
  g_assert_cmpint (g_array_index (some, WuseRiskChange, 3).after, ==, WUSE_RISK_YELLOW);

  /* Another set of areas: matched by id; the one that is new had no colour. */
  fixture_add_case (larger, grid + 1, 0, WUSE_ORIGIN_LOCAL, -1, -1);
  elsewhere = judge (larger, rules, FIXTURE_DAY);
  across = wuse_situation_diff (after, elsewhere);
  g_assert_cmpuint (across->len, ==, 1);
  g_assert_cmpuint (g_array_index (across, WuseRiskChange, 0).area, ==, grid + 3);
  g_assert_cmpint (g_array_index (across, WuseRiskChange, 0).before, ==, WUSE_RISK_NONE);
}

static void
test_count_within (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 10);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (FIVE);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  g_autoptr (WuseSituation) situation = NULL;
  WuseBounds everything = wuse_area_set_get_bounds (fixture->areas);
  WuseBounds third = wuse_area_set_get_geometry (fixture->areas, grid + 2).bounds;
  guint counts[WUSE_N_RISKS];

  for (guint i = 0; i < 10; i++)
    fixture_add_case (fixture, grid + 3, 0, WUSE_ORIGIN_LOCAL, -1, -1);
  situation = judge (fixture, rules, FIXTURE_DAY);
  wuse_situation_count_within (situation, WUSE_AREA_GRID, &everything, counts);
  g_assert_cmpmem (counts, sizeof counts, wuse_situation_get_counts (situation, WUSE_AREA_GRID), sizeof counts);
  g_assert_cmpuint (counts[WUSE_RISK_RED], ==, 1);
  g_assert_cmpuint (counts[WUSE_RISK_GREEN], ==, 9);
  /* The third touches its two neighbours. */
  wuse_situation_count_within (situation, WUSE_AREA_GRID, &third, counts);
  g_assert_cmpuint (counts[WUSE_RISK_RED], ==, 1);
  g_assert_cmpuint (counts[WUSE_RISK_GREEN], ==, 2);
}

static void
test_cancelled (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 1);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (FIVE);
  g_autoptr (WuseRegister) reg = fixture_register (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wuse_situation_new (reg, rules, FIXTURE_DAY, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
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
  g_autoptr (WuseRegister) reg = fixture_register (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseSituation) situation = NULL;

  wuse_situation_new_async (reg, rules, FIXTURE_DAY, 0, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  situation = wuse_situation_new_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (wuse_situation_get_register (situation) == reg);
  g_assert_true (wuse_situation_get_rule_set (situation) == rules);
}

static void
test_empty (void)
{
  WuseAreaSetBuilder *builder = wuse_area_set_builder_new ();
  g_autoptr (WuseAreaSet) areas = wuse_area_set_builder_end (builder);
  g_autoptr (WuseRegister) reg = wuse_register_new (areas);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (FIVE);
  g_autoptr (WuseSituation) situation = NULL;
  guint n_areas;

  wuse_register_seal (reg);
  situation = wuse_situation_new (reg, rules, FIXTURE_DAY, 0, NULL, NULL);
  wuse_situation_get_risks (situation, &n_areas);
  g_assert_cmpuint (n_areas, ==, 0);
}

static guint32
random_area (const Fixture *fixture, GRand *random)
{
  guint n_areas = wuse_area_set_get_size (fixture->areas);

  /* Mostly grids, sometimes coarser ones, now and then none. */
  if (g_rand_int_range (random, 0, 30) == 0)
    return WUSE_AREA_NONE;
  if (g_rand_int_range (random, 0, 8) == 0)
    return (guint32) g_rand_int_range (random, 0, (gint32) n_areas);
  return fixture_first (fixture, WUSE_AREA_GRID)
         + (guint32) g_rand_int_range (random, 0, (gint32) (n_areas - fixture_first (fixture, WUSE_AREA_GRID)));
}

static Fixture *
random_fixture (GRand *random)
{
  Fixture *fixture = fixture_new (2, 2, 3);
  int n_cases = g_rand_int_range (random, 0, g_rand_int_range (random, 0, 4) == 0 ? 300 : 60);

  for (int i = 0; i < n_cases; i++)
    {
      fixture_add_case (fixture, random_area (fixture, random), g_rand_int_range (random, -3, 30),
                        (WuseCaseOrigin) g_rand_int_range (random, 0, 3), g_rand_int_range (random, -6, 6),
                        g_rand_int_range (random, -6, 6));
      g_array_index (fixture->cases, FixtureCase, fixture->cases->len - 1).classification =
          (WuseClassification) g_rand_int_range (random, 0, 3);
    }
  for (int i = g_rand_int_range (random, 0, 40); n_cases > 0 && i > 0; i--)
    {
      int first = g_rand_int_range (random, -2, 20);

      fixture_add_stay (fixture, (guint) g_rand_int_range (random, 0, n_cases), random_area (fixture, random), first,
                        first - g_rand_int_range (random, 0, 4));
    }
  for (int i = g_rand_int_range (random, 0, 120); i > 0; i--)
    {
      WuseDay start = FIXTURE_DAY - g_rand_int_range (random, -3, 20);
      WuseDay due = g_rand_boolean (random) ? start + g_rand_int_range (random, 1, 15) : WUSE_DAY_NONE;
      WuseDay release = g_rand_boolean (random) ? start + g_rand_int_range (random, 1, 15) : WUSE_DAY_NONE;

      fixture_add_contact (fixture, random_area (fixture, random), start, due, release);
    }
  for (int age = g_rand_int_range (random, -3, 12); age < 12; age++)
    fixture_add_round (fixture, random_area (fixture, random), age, 100, g_rand_int_range (random, -3, 3) > 0);
  for (guint i = fixture->rounds->len; i-- > 0;)
    if (g_array_index (fixture->rounds, FixtureRound, i).area == WUSE_AREA_NONE)
      g_array_remove_index (fixture->rounds, i);
  return fixture;
}

static void
test_oracle (gconstpointer data)
{
  const char *id = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (20200310);
  g_autoptr (WuseRuleSet) rules = fixture_load_rules (id);
  g_autoptr (JsonParser) parser = fixture_parse_rules (id);
  JsonObject *text = json_node_get_object (json_parser_get_root (parser));
  guint n_seen[WUSE_N_RISKS] = { 0 };

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (Fixture) fixture = random_fixture (random);
      g_autoptr (WuseSituation) situation = judge (fixture, rules, FIXTURE_DAY);

      for (guint32 area = 0; area < wuse_area_set_get_size (fixture->areas); area++)
        {
          WuseInputs inputs, naive;
          WuseRisk risk = wuse_situation_get_risk (situation, area);

          wuse_situation_get_inputs (situation, area, &inputs);
          fixture_measure (fixture, text, area, TRUE, FIXTURE_DAY, FIXTURE_DAY, FALSE, &naive);
          for (WuseInput input = 0; input < WUSE_N_INPUTS; input++)
            if (inputs.values[input] != naive.values[input])
              g_error ("round %u, area %u, %s: %d, but naively %d", round, area, wuse_input_to_string (input),
                       inputs.values[input], naive.values[input]);
          g_assert_cmpint (risk, ==, fixture_judge (fixture, text, area, FIXTURE_DAY, FIXTURE_DAY, FALSE));
          n_seen[risk]++;
        }
    }
  g_assert_cmpuint (n_seen[WUSE_RISK_NONE], >, 0);
  for (WuseRisk risk = WUSE_RISK_GREEN; risk < WUSE_N_RISKS; risk++)
    g_assert_cmpint (n_seen[risk] > 0, ==, wuse_rule_set_uses_risk (rules, risk));
}

int
main (int argc, char **argv)
{
  static const char *const ids[] = { FIVE, COUNTY, NHC, NINTH };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/situation/%s/%s", rows[i].rules, rows[i].what);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/situation/roll-up", test_roll_up);
  g_test_add_func ("/situation/coarse-case", test_coarse_case);
  g_test_add_func ("/situation/unknown", test_unknown);
  g_test_add_func ("/situation/screened-above", test_screened_above);
  g_test_add_func ("/situation/past", test_past);
  g_test_add_func ("/situation/diff", test_diff);
  g_test_add_func ("/situation/count-within", test_count_within);
  g_test_add_func ("/situation/cancelled", test_cancelled);
  g_test_add_func ("/situation/async", test_async);
  g_test_add_func ("/situation/empty", test_empty);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = g_strconcat ("/situation/oracle/", ids[i], NULL);

      g_test_add_data_func (path, ids[i], test_oracle);
    }
  return g_test_run ();
}
