/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of one day and of the whole curve in words, and the box that shows them beside the day. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-chart-style.h"
#include "wuse-daily-curve.h"

G_BEGIN_DECLS

/* The figures of a day of the curve: what is read aloud, and drawn where there is room. */
char *wuse_epidemic_readout_word_day (const WuseDailyCurve *curve, WuseCurveBasis basis, WuseDay incomplete_until, WuseDay day);

/* Day and number of cases, for where there is little room. */
char *wuse_epidemic_readout_word_total (const WuseDailyCurve *curve, WuseCurveBasis basis, WuseDay day);

/* The curve as a whole; @curve may be NULL. */
char *wuse_epidemic_readout_word_summary (const WuseDailyCurve *curve, WuseCurveBasis basis);

void wuse_epidemic_readout_append (GtkWidget *widget,
                                   GtkSnapshot *snapshot,
                                   const WuseChartStyle *style,
                                   const char *text,
                                   const graphene_rect_t *plot,
                                   double x);

G_END_DECLS
