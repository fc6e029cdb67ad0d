/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases by day for an area: the epidemic curve as arrays. */

#pragma once

#include "wuse-register.h"

G_BEGIN_DECLS

/**
 * WUSE_CURVE_MAX_DAYS:
 *
 * Most days a curve may have; of a longer span the last ones are kept.
 */
#define WUSE_CURVE_MAX_DAYS 4000

/**
 * WuseCurveBasis:
 * @WUSE_CURVE_BY_REPORT: a case counts on the day of its report, or of its onset where no report is recorded
 * @WUSE_CURVE_BY_ONSET: a case counts on the day of its onset; without one it is left out
 * @WUSE_N_CURVE_BASES: how many there are
 */
typedef enum
{
  WUSE_CURVE_BY_REPORT,
  WUSE_CURVE_BY_ONSET,
  WUSE_N_CURVE_BASES,
} WuseCurveBasis;

/**
 * WuseCurveSeries:
 * @local: (array): local cases whose source is known, by day
 * @unknown: (array): local cases whose source is not known
 * @imported: (array): imported cases
 * @mean: (array): mean of all cases over the day and the six before it (counted also where they lie before the first day)
 * @maximum: greatest number of cases on one day
 * @total: all cases of the days shown
 */
typedef struct
{
  guint32 *local;
  guint32 *unknown;
  guint32 *imported;
  double *mean;
  guint maximum;
  guint total;
} WuseCurveSeries;

/**
 * WuseDailyCurve:
 * @first: the first day
 * @n_days: how many days, each array of @series has as many
 * @series: by #WuseCurveBasis
 * @without_onset: cases reported on the days shown of which no onset is known
 *
 * Cases by day, confirmed and asymptomatic (suspected ones are not cases yet). Only those reported up to the last day are
 * in it, so that the curve of a past day is what could be known that day. Immutable.
 */
typedef struct
{
  WuseDay first;
  guint n_days;
  WuseCurveSeries series[WUSE_N_CURVE_BASES];
  guint without_onset;
} WuseDailyCurve;

GType wuse_daily_curve_get_type (void);
#define WUSE_TYPE_DAILY_CURVE (wuse_daily_curve_get_type ())

/**
 * wuse_daily_curve_new:
 * @reg: a sealed register
 * @area: index of an area (all within it counts), or %WUSE_AREA_NONE for everything, whatever its area
 * @first: first day
 * @last: last day, not before @first
 *
 * Takes well under a millisecond for 10,000 cases.
 *
 * Returns: (transfer full): the curve
 */
WuseDailyCurve *wuse_daily_curve_new (const WuseRegister *reg, guint32 area, WuseDay first, WuseDay last);

/**
 * wuse_daily_curve_ref:
 * @self: a curve
 *
 * Returns: (transfer full): @self
 */
WuseDailyCurve *wuse_daily_curve_ref (WuseDailyCurve *self);

/**
 * wuse_daily_curve_unref:
 * @self: (transfer full): a curve
 */
void wuse_daily_curve_unref (WuseDailyCurve *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseDailyCurve, wuse_daily_curve_unref)

G_END_DECLS
