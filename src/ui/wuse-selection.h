/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases a person has picked: one selection for list, graph, map, curve and card. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WUSE_TYPE_SELECTION (wuse_selection_get_type ())

/**
 * WuseSelection:
 *
 * Ids of cases, in the order in which they were picked. Whoever shows cases follows it, and tells it what a person picks.
 */
G_DECLARE_FINAL_TYPE (WuseSelection, wuse_selection, WUSE, SELECTION, GObject)

/**
 * WuseSelection::changed:
 * @self: the selection
 */

/**
 * wuse_selection_new:
 *
 * Returns: (transfer full): an empty selection
 */
WuseSelection *wuse_selection_new (void);

/**
 * wuse_selection_set:
 * @self: a selection
 * @ids: (nullable) (array zero-terminated=1): what is selected from now on; %NULL for nothing
 */
void wuse_selection_set (WuseSelection *self, const char *const *ids);

/**
 * wuse_selection_set_one:
 * @self: a selection
 * @id: what is selected from now on, alone
 */
void wuse_selection_set_one (WuseSelection *self, const char *id);

/**
 * wuse_selection_toggle:
 * @self: a selection
 * @id: what joins the selection or leaves it
 */
void wuse_selection_toggle (WuseSelection *self, const char *id);

/**
 * wuse_selection_contains:
 * @self: a selection
 * @id: an id
 *
 * Returns: whether it is selected
 */
gboolean wuse_selection_contains (WuseSelection *self, const char *id);

/**
 * wuse_selection_get_ids:
 * @self: a selection
 * @n_ids: (out) (optional): how many
 *
 * Returns: (transfer none) (array zero-terminated=1): what is selected; valid until it changes
 */
const char *const *wuse_selection_get_ids (WuseSelection *self, guint *n_ids);

G_END_DECLS
