/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic curve beside the list of cases: the days of the selected ones, and days to be brushed. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-relations.h"
#include "wuse-selection.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASE_CURVE (wuse_case_curve_get_type ())

/**
 * WuseCaseCurve:
 *
 * Cases by day of report. The days of selected cases are marked; a click, a drag and the arrow keys select the cases of the days.
 */
G_DECLARE_FINAL_TYPE (WuseCaseCurve, wuse_case_curve, WUSE, CASE_CURVE, GtkWidget)

/**
 * wuse_case_curve_new:
 * @workspace: whose cases
 * @selection: what is selected
 *
 * Returns: (transfer floating): a curve
 */
WuseCaseCurve *wuse_case_curve_new (WuseWorkspace *workspace, WuseSelection *selection);

/**
 * wuse_case_curve_set_relations:
 * @self: a curve
 * @relations: (nullable): the cases that are selected by their days
 */
void wuse_case_curve_set_relations (WuseCaseCurve *self, WuseRelations *relations);

/**
 * wuse_case_curve_has_days:
 * @self: a curve
 *
 * Returns: whether the cases that are selected were picked in it, by their days
 */
gboolean wuse_case_curve_has_days (WuseCaseCurve *self);

G_END_DECLS
