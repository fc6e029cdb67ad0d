/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic curve as a widget: bars, mean, a day to choose. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-epidemic-paint.h"

G_BEGIN_DECLS

#define WUSE_TYPE_EPIDEMIC_CURVE (wuse_epidemic_curve_get_type ())

/**
 * WuseEpidemicCurve:
 *
 * Cases by day. Hovering reads out the figures of a day. Where days can be picked, a click, a drag and the arrow keys do so;
 * where not, the arrow keys read out.
 *
 * Properties: `variant` (#WuseCurveVariant, construct only), `basis`, `selectable` (whether days can be picked), `day` (the
 * picked day, a #WuseDay as int, %WUSE_DAY_NONE for none), `subject` (whose curve it is, for the accessible label).
 *
 * Signal `day-picked` (int day): a person picked a day; not emitted when `day` is set by code.
 *
 * Actions (of the class): `curve.previous-day`, `curve.next-day`, `curve.first-day`, `curve.last-day`: what the arrow keys, Home
 * and End do.
 */
G_DECLARE_FINAL_TYPE (WuseEpidemicCurve, wuse_epidemic_curve, WUSE, EPIDEMIC_CURVE, GtkWidget)

/**
 * wuse_epidemic_curve_new:
 * @variant: how much to show
 *
 * Returns: (transfer floating): an empty curve
 */
GtkWidget *wuse_epidemic_curve_new (WuseCurveVariant variant);

/**
 * wuse_epidemic_curve_set_curve:
 * @self: a curve
 * @curve: (nullable): the data
 * @incomplete_until: the day up to which reports may still be missing, or %WUSE_DAY_NONE
 */
void wuse_epidemic_curve_set_curve (WuseEpidemicCurve *self, WuseDailyCurve *curve, WuseDay incomplete_until);

/**
 * wuse_epidemic_curve_get_curve:
 * @self: a curve
 *
 * Returns: (transfer none) (nullable): the data
 */
WuseDailyCurve *wuse_epidemic_curve_get_curve (WuseEpidemicCurve *self);

/**
 * wuse_epidemic_curve_set_style:
 * @self: a curve
 * @style: colours and type; copied
 */
void wuse_epidemic_curve_set_style (WuseEpidemicCurve *self, const WuseChartStyle *style);

/**
 * wuse_epidemic_curve_set_basis:
 * @self: a curve
 * @basis: by report or by onset
 */
void wuse_epidemic_curve_set_basis (WuseEpidemicCurve *self, WuseCurveBasis basis);

/**
 * wuse_epidemic_curve_get_basis:
 * @self: a curve
 *
 * Returns: by report or by onset
 */
WuseCurveBasis wuse_epidemic_curve_get_basis (WuseEpidemicCurve *self);

/**
 * wuse_epidemic_curve_set_selectable:
 * @self: a curve
 * @selectable: whether days can be picked
 */
void wuse_epidemic_curve_set_selectable (WuseEpidemicCurve *self, gboolean selectable);

/**
 * wuse_epidemic_curve_get_selectable:
 * @self: a curve
 *
 * Returns: whether days can be picked
 */
gboolean wuse_epidemic_curve_get_selectable (WuseEpidemicCurve *self);

/**
 * wuse_epidemic_curve_set_day:
 * @self: a curve
 * @day: the picked day, or %WUSE_DAY_NONE
 */
void wuse_epidemic_curve_set_day (WuseEpidemicCurve *self, WuseDay day);

/**
 * wuse_epidemic_curve_get_day:
 * @self: a curve
 *
 * Returns: the picked day, or %WUSE_DAY_NONE
 */
WuseDay wuse_epidemic_curve_get_day (WuseEpidemicCurve *self);

/**
 * wuse_epidemic_curve_set_subject:
 * @self: a curve
 * @subject: (nullable): whose curve it is (an area's name)
 */
void wuse_epidemic_curve_set_subject (WuseEpidemicCurve *self, const char *subject);

/**
 * wuse_epidemic_curve_get_subject:
 * @self: a curve
 *
 * Returns: (nullable): whose curve it is
 */
const char *wuse_epidemic_curve_get_subject (WuseEpidemicCurve *self);

G_END_DECLS
