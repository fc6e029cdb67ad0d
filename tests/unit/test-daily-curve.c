/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases by day: which day, which kind, which area, and the mean. */

#include "config.h"

#include "analysis-fixture.h"
#include "wuse-daily-curve.h"

#define NOT_REPORTED G_MININT

static void
add (WuseRegister *reg, guint32 area, int report_age, int onset_age, WuseCaseOrigin origin, WuseClassification classification)
{
  static guint number = 0;
  g_autofree char *id = g_strdup_printf ("%u", number++);
  WuseCase item = { .id = id,
                    .area = area,
                    .report = report_age == NOT_REPORTED ? WUSE_DAY_NONE : FIXTURE_DAY - report_age,
                    .onset = onset_age < 0 ? WUSE_DAY_NONE : FIXTURE_DAY - onset_age,
                    .isolation = WUSE_DAY_NONE,
                    .release = WUSE_DAY_NONE,
                    .origin = (guint8) origin,
                    .classification = (guint8) classification,
                    .cluster = WUSE_INDEX_NONE,
                    .small_setting = WUSE_INDEX_NONE };

  wuse_register_add_case (reg, &item, NULL);
}

static WuseRegister *
make_register (const Fixture *fixture)
{
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  guint32 subdistrict = fixture_first (fixture, WUSE_AREA_SUBDISTRICT);
  WuseRegister *reg = wuse_register_new (fixture->areas);

  add (reg, grid, 0, 4, WUSE_ORIGIN_LOCAL, WUSE_CASE_CONFIRMED);
  add (reg, grid, 0, -1, WUSE_ORIGIN_IMPORTED, WUSE_CASE_ASYMPTOMATIC);
  add (reg, grid + 1, 2, 5, WUSE_ORIGIN_UNKNOWN, WUSE_CASE_CONFIRMED);
  add (reg, grid + 3, 2, 2, WUSE_ORIGIN_LOCAL, WUSE_CASE_CONFIRMED);
  add (reg, subdistrict, 9, 15, WUSE_ORIGIN_LOCAL, WUSE_CASE_CONFIRMED);
  add (reg, WUSE_AREA_NONE, 10, 20, WUSE_ORIGIN_LOCAL, WUSE_CASE_CONFIRMED);
  add (reg, grid, 1, 1, WUSE_ORIGIN_LOCAL, WUSE_CASE_SUSPECTED);
  add (reg, grid, -1, 0, WUSE_ORIGIN_LOCAL, WUSE_CASE_CONFIRMED); /* reported after the last day */
  wuse_register_seal (reg);
  return reg;
}

static void
test_everything (void)
{
  g_autoptr (Fixture) fixture = fixture_new (2, 1, 2);
  g_autoptr (WuseRegister) reg = make_register (fixture);
  g_autoptr (WuseDailyCurve) curve = wuse_daily_curve_new (reg, WUSE_AREA_NONE, FIXTURE_DAY - 4, FIXTURE_DAY);
  const WuseCurveSeries *report = &curve->series[WUSE_CURVE_BY_REPORT];
  const WuseCurveSeries *onset = &curve->series[WUSE_CURVE_BY_ONSET];

  g_assert_cmpint (curve->first, ==, FIXTURE_DAY - 4);
  g_assert_cmpuint (curve->n_days, ==, 5);
  g_assert_cmpuint (report->local[4], ==, 1);
  g_assert_cmpuint (report->imported[4], ==, 1);
  g_assert_cmpuint (report->unknown[2], ==, 1);
  g_assert_cmpuint (report->local[2], ==, 1);
  g_assert_cmpuint (report->local[3], ==, 0);
  g_assert_cmpuint (report->maximum, ==, 2);
  g_assert_cmpuint (report->total, ==, 4);
  /* Those of 9 and 10 days ago are before the first day, but within the seven days that end on it. */
  g_assert_cmpfloat_with_epsilon (report->mean[0], 2 / 7.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (report->mean[1], 1 / 7.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (report->mean[2], 2 / 7.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (report->mean[4], 4 / 7.0, 1e-9);
  g_assert_cmpuint (onset->local[0], ==, 1);
  g_assert_cmpuint (onset->local[2], ==, 1);
  g_assert_cmpuint (onset->local[4], ==, 0);
  g_assert_cmpuint (onset->total, ==, 2);
  g_assert_cmpfloat_with_epsilon (onset->mean[0], 2 / 7.0, 1e-9);
  g_assert_cmpuint (curve->without_onset, ==, 1);
}

static void
test_areas (void)
{
  g_autoptr (Fixture) fixture = fixture_new (2, 1, 2);
  g_autoptr (WuseRegister) reg = make_register (fixture);
  guint32 grid = fixture_first (fixture, WUSE_AREA_GRID);
  guint32 subdistrict = fixture_first (fixture, WUSE_AREA_SUBDISTRICT);
  const struct
  {
    guint32 area;
    guint total;
  } expected[] = { { 0, 5 }, { subdistrict, 4 }, { subdistrict + 1, 1 }, { grid, 2 }, { grid + 1, 1 }, { grid + 2, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (WuseDailyCurve) curve = wuse_daily_curve_new (reg, expected[i].area, FIXTURE_DAY - 30, FIXTURE_DAY);

      g_assert_cmpuint (curve->series[WUSE_CURVE_BY_REPORT].total, ==, expected[i].total);
    }
}

static void
test_span (void)
{
  g_autoptr (Fixture) fixture = fixture_new (1, 1, 4);
  g_autoptr (WuseRegister) reg = make_register (fixture);
  g_autoptr (WuseDailyCurve) one = wuse_daily_curve_new (reg, WUSE_AREA_NONE, FIXTURE_DAY, FIXTURE_DAY);
  g_autoptr (WuseDailyCurve) all = wuse_daily_curve_new (reg, WUSE_AREA_NONE, G_MININT32 + 1, FIXTURE_DAY);
  g_autoptr (WuseDailyCurve) later = wuse_daily_curve_new (reg, WUSE_AREA_NONE, FIXTURE_DAY + 100, FIXTURE_DAY + 101);

  g_assert_cmpuint (one->n_days, ==, 1);
  g_assert_cmpuint (one->series[WUSE_CURVE_BY_REPORT].total, ==, 2);
  g_assert_cmpuint (all->n_days, ==, WUSE_CURVE_MAX_DAYS);
  g_assert_cmpint (all->first + (WuseDay) all->n_days - 1, ==, FIXTURE_DAY);
  g_assert_cmpuint (all->series[WUSE_CURVE_BY_REPORT].total, ==, 6);
  g_assert_cmpuint (later->series[WUSE_CURVE_BY_REPORT].total, ==, 0);
}

/* A line list that was published without days of report */
static void
test_without_report (void)
{
  g_autoptr (Fixture) fixture = fixture_new (2, 1, 2);
  g_autoptr (WuseRegister) reg = wuse_register_new (fixture->areas);
  g_autoptr (WuseDailyCurve) curve = NULL;

  add (reg, 0, NOT_REPORTED, 3, WUSE_ORIGIN_LOCAL, WUSE_CASE_CONFIRMED);
  add (reg, 0, NOT_REPORTED, -1, WUSE_ORIGIN_LOCAL, WUSE_CASE_CONFIRMED);
  add (reg, 0, 1, 2, WUSE_ORIGIN_LOCAL, WUSE_CASE_CONFIRMED);
  wuse_register_seal (reg);
  curve = wuse_daily_curve_new (reg, WUSE_AREA_NONE, FIXTURE_DAY - 4, FIXTURE_DAY);
  g_assert_cmpuint (curve->series[WUSE_CURVE_BY_REPORT].local[1], ==, 1);
  g_assert_cmpuint (curve->series[WUSE_CURVE_BY_REPORT].local[3], ==, 1);
  g_assert_cmpuint (curve->series[WUSE_CURVE_BY_REPORT].total, ==, 2);
  g_assert_cmpuint (curve->series[WUSE_CURVE_BY_ONSET].local[1], ==, 1);
  g_assert_cmpuint (curve->series[WUSE_CURVE_BY_ONSET].total, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/daily-curve/everything", test_everything);
  g_test_add_func ("/daily-curve/areas", test_areas);
  g_test_add_func ("/daily-curve/span", test_span);
  g_test_add_func ("/daily-curve/without-report", test_without_report);
  return g_test_run ();
}
