/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clusters of the figures as a list: size, growth, course, days, setting. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-figures.h"
#include "wuse-selection.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CLUSTER_LIST (wuse_cluster_list_get_type ())

/**
 * WuseClusterList:
 *
 * Picking a cluster selects everybody in it.
 */
G_DECLARE_FINAL_TYPE (WuseClusterList, wuse_cluster_list, WUSE, CLUSTER_LIST, GtkWidget)

/**
 * wuse_cluster_list_new:
 * @selection: what is selected
 *
 * Returns: (transfer floating): a list without clusters
 */
WuseClusterList *wuse_cluster_list_new (WuseSelection *selection);

/**
 * wuse_cluster_list_set_figures:
 * @self: a list
 * @figures: (nullable): the figures
 */
void wuse_cluster_list_set_figures (WuseClusterList *self, WuseFigures *figures);

G_END_DECLS
