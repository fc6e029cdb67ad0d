/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a person says what the relationship graph shows. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-relation-graph.h"

G_BEGIN_DECLS

#define WUSE_TYPE_GRAPH_FILTER_POPOVER (wuse_graph_filter_popover_get_type ())

/**
 * WuseGraphFilterPopover:
 *
 * Who is shown, which links, cases reported when, of which classification, infected where.
 */
G_DECLARE_FINAL_TYPE (WuseGraphFilterPopover, wuse_graph_filter_popover, WUSE, GRAPH_FILTER_POPOVER, GtkPopover)

/**
 * WuseGraphFilterPopover::changed:
 * @self: the popover
 *
 * A person has changed something.
 */

/**
 * wuse_graph_filter_popover_new:
 *
 * Returns: (transfer floating): a popover that says %WUSE_GRAPH_FILTER_DEFAULT
 */
WuseGraphFilterPopover *wuse_graph_filter_popover_new (void);

/**
 * wuse_graph_filter_popover_set_days:
 * @self: a popover
 * @first: first day of report of all cases, or %WUSE_DAY_NONE
 * @last: last one
 *
 * Says between which days a person can choose. A bound that was not chosen goes with them.
 */
void wuse_graph_filter_popover_set_days (WuseGraphFilterPopover *self, WuseDay first, WuseDay last);

/**
 * wuse_graph_filter_popover_apply:
 * @self: a popover
 * @filter: (inout): is given all but its seeds
 *
 * Returns: whether it hides anything that the default shows
 */
gboolean wuse_graph_filter_popover_apply (WuseGraphFilterPopover *self, WuseGraphFilter *filter);

/**
 * wuse_graph_filter_popover_hides:
 * @self: a popover
 *
 * Returns: whether what it says hides any case or link
 */
gboolean wuse_graph_filter_popover_hides (WuseGraphFilterPopover *self);

/**
 * wuse_graph_filter_popover_reset:
 * @self: a popover
 *
 * Says what it said at first, and emits `changed`.
 */
void wuse_graph_filter_popover_reset (WuseGraphFilterPopover *self);

/**
 * wuse_graph_filter_popover_set_filter:
 * @self: a popover
 * @filter: what it is to say, but for its seeds; days beyond those a person can choose are brought within
 *
 * Emits `changed`.
 */
void wuse_graph_filter_popover_set_filter (WuseGraphFilterPopover *self, const WuseGraphFilter *filter);

G_END_DECLS
