/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the records of one case suggest: likely sources with evidence, what cannot be, who else was there. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-relations.h"
#include "wuse-selection.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASE_INSIGHT (wuse_case_insight_get_type ())

/**
 * WuseCaseInsight:
 *
 * Follows the last of the selected cases; computed on a thread of its own.
 */
G_DECLARE_FINAL_TYPE (WuseCaseInsight, wuse_case_insight, WUSE, CASE_INSIGHT, GtkWidget)

/**
 * wuse_case_insight_new:
 * @selection: what is selected
 *
 * Returns: (transfer floating): an empty box
 */
WuseCaseInsight *wuse_case_insight_new (WuseSelection *selection);

/**
 * wuse_case_insight_set_relations:
 * @self: a box
 * @relations: (nullable): who met whom
 * @epidemic: (nullable): the places, to tell hospitals from others
 * @utc_offset: of the district's clock, in minutes
 */
void wuse_case_insight_set_relations (WuseCaseInsight *self, WuseRelations *relations, WuseRegister *epidemic, int utc_offset);

/**
 * wuse_case_insight_show_stay:
 * @self: a box
 * @stay: id of a stay of the case it tells of
 *
 * Opens a dialog that tells who else was there, with what can be done about it.
 */
void wuse_case_insight_show_stay (WuseCaseInsight *self, const char *stay);

G_END_DECLS
