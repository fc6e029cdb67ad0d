/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relationship graph into files: what there is to choose, where to, how far it is. */

#pragma once

#include "wuse-graph-pane.h"

G_BEGIN_DECLS

/**
 * wuse_graph_exports_install:
 * @widget_class: the pane's class
 *
 * Adds the actions `graph.export(s)` and `graph.export-selection(s)`. What to write is named `png-seen`, `png2-seen`,
 * `png4-seen`, `svg-seen`, `pdf-seen`, the same with `-whole`, `graphml`, `line-list`, `contacts`; of the selection only the last
 * three.
 */
void wuse_graph_exports_install (GtkWidgetClass *widget_class);

/**
 * wuse_graph_exports_make_button:
 *
 * Returns: (transfer floating): a button with a menu of them
 */
GtkWidget *wuse_graph_exports_make_button (void);

G_END_DECLS
