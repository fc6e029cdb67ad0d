/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases by day for an area: the epidemic curve as arrays. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-daily-curve.h"

/* Days of the mean, and so days counted before the first. */
#define MEAN_DAYS 7
#define LEAD_DAYS (MEAN_DAYS - 1)

G_DEFINE_BOXED_TYPE (WuseDailyCurve, wuse_daily_curve, wuse_daily_curve_ref, wuse_daily_curve_unref)

static gboolean
lies_within (const WuseAreaSet *areas, guint32 area, guint32 ancestor)
{
  while (area > ancestor && area != WUSE_AREA_NONE)
    area = wuse_area_set_get (areas, area)->parent;
  return area == ancestor;
}

static guint32 *
find_counter (WuseCurveSeries *series, guint8 origin, guint index)
{
  if (origin == WUSE_ORIGIN_IMPORTED)
    return &series->imported[index];
  return origin == WUSE_ORIGIN_LOCAL ? &series->local[index] : &series->unknown[index];
}

/* @lead counts all cases from LEAD_DAYS before the first day on. */
static void
count_case (WuseDailyCurve *self, WuseCurveBasis basis, WuseDay day, guint8 origin, guint32 *lead)
{
  gint64 index = (gint64) day - self->first;

  if (day == WUSE_DAY_NONE || index < -LEAD_DAYS || index >= self->n_days)
    return;
  lead[index + LEAD_DAYS]++;
  if (index >= 0)
    (*find_counter (&self->series[basis], origin, (guint) index))++;
}

static void
finish_series (WuseCurveSeries *series, guint n_days, const guint32 *lead)
{
  guint sum = 0;

  for (guint i = 0; i < LEAD_DAYS; i++)
    sum += lead[i];
  for (guint i = 0; i < n_days; i++)
    {
      guint today = lead[i + LEAD_DAYS];

      sum += today;
      series->mean[i] = (double) sum / MEAN_DAYS;
      series->maximum = MAX (series->maximum, today);
      series->total += today;
      sum -= lead[i];
    }
}

WuseDailyCurve *
wuse_daily_curve_new (const WuseRegister *reg, guint32 area, WuseDay first, WuseDay last)
{
  guint32 *lead[WUSE_N_CURVE_BASES];
  WuseDailyCurve *self;
  const WuseAreaSet *areas;
  const WuseCase *cases;
  guint n_cases;

  g_return_val_if_fail (reg != NULL && first <= last && first != WUSE_DAY_NONE, NULL);

  self = g_atomic_rc_box_new0 (WuseDailyCurve);
  self->n_days = (guint) MIN ((gint64) last - first + 1, WUSE_CURVE_MAX_DAYS);
  self->first = last - (WuseDay) self->n_days + 1;
  for (guint basis = 0; basis < WUSE_N_CURVE_BASES; basis++)
    {
      WuseCurveSeries *series = &self->series[basis];

      series->local = g_new0 (guint32, self->n_days);
      series->unknown = g_new0 (guint32, self->n_days);
      series->imported = g_new0 (guint32, self->n_days);
      series->mean = g_new0 (double, self->n_days);
      lead[basis] = g_new0 (guint32, self->n_days + LEAD_DAYS);
    }

  areas = wuse_register_get_areas (reg);
  cases = wuse_register_get_cases (reg, &n_cases);
  for (guint i = 0; i < n_cases && cases[i].report <= last; i++)
    {
      const WuseCase *item = &cases[i];
      const WuseDay day = item->report != WUSE_DAY_NONE ? item->report : item->onset;

      if (item->classification == WUSE_CASE_SUSPECTED || day == WUSE_DAY_NONE || day > last
          || (area != WUSE_AREA_NONE && !lies_within (areas, item->area, area)))
        continue;
      count_case (self, WUSE_CURVE_BY_REPORT, day, item->origin, lead[WUSE_CURVE_BY_REPORT]);
      count_case (self, WUSE_CURVE_BY_ONSET, item->onset, item->origin, lead[WUSE_CURVE_BY_ONSET]);
      self->without_onset += item->onset == WUSE_DAY_NONE && day >= self->first;
    }
  for (guint basis = 0; basis < WUSE_N_CURVE_BASES; basis++)
    {
      finish_series (&self->series[basis], self->n_days, lead[basis]);
      g_free (lead[basis]);
    }
  return self;
}

WuseDailyCurve *
wuse_daily_curve_ref (WuseDailyCurve *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
curve_clear (gpointer data)
{
  WuseDailyCurve *self = data;

  for (guint basis = 0; basis < WUSE_N_CURVE_BASES; basis++)
    {
      g_free (self->series[basis].local);
      g_free (self->series[basis].unknown);
      g_free (self->series[basis].imported);
      g_free (self->series[basis].mean);
    }
}

void
wuse_daily_curve_unref (WuseDailyCurve *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, curve_clear);
}
