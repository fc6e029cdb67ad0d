/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of one case along days: when it may have been infected, fell ill, was found; where it was. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-movements.h"

G_BEGIN_DECLS

#define WUSE_TYPE_STAY_TIMELINE (wuse_stay_timeline_get_type ())

/**
 * WuseStayTimeline:
 *
 * Above the days from which an infection may come (the longest incubation before onset, see #WusePlausibilityOptions), illness
 * until isolation, isolation until release or death; below each stay as a bar, hollow where it has no position.
 */
G_DECLARE_FINAL_TYPE (WuseStayTimeline, wuse_stay_timeline, WUSE, STAY_TIMELINE, GtkWidget)

/**
 * wuse_stay_timeline_set_movements:
 * @self: a timeline
 * @movements: (nullable): of one case
 * @utc_offset: of the district's clock, in minutes
 */
void wuse_stay_timeline_set_movements (WuseStayTimeline *self, WuseMovements *movements, int utc_offset);

/**
 * wuse_stay_timeline_is_empty:
 * @self: a timeline
 *
 * Returns: whether there is nothing that has a day
 */
gboolean wuse_stay_timeline_is_empty (WuseStayTimeline *self);

G_END_DECLS
