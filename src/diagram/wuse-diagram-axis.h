/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axis of days: how far apart its lines are. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseDiagramTickFunc:
 * @x: a whole number of units of the axis
 * @user_data: what was handed over with it
 *
 * Returns: (transfer full): what stands at the top of a line of the axis
 */
typedef char *(*WuseDiagramTickFunc) (gint64 x, gpointer user_data);

/**
 * wuse_diagram_choose_axis_step:
 * @pixels: pixels to a unit of the axis
 *
 * Returns: units from one line to the next, so that their names have room: days, weeks, years
 */
static inline gint64
wuse_diagram_choose_axis_step (double pixels)
{
  static const gint64 steps[] = { 1, 2, 5, 7, 14, 28, 56, 91, 182, 364, 728, 3640 };
  const double least = 76;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if ((double) steps[i] * pixels >= least)
      return steps[i];

  return steps[G_N_ELEMENTS (steps) - 1];
}

G_END_DECLS
