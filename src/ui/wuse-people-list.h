/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few people of the graph with a number each, to be picked. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-figures.h"
#include "wuse-selection.h"

G_BEGIN_DECLS

#define WUSE_TYPE_PEOPLE_LIST (wuse_people_list_get_type ())

G_DECLARE_FINAL_TYPE (WusePeopleList, wuse_people_list, WUSE, PEOPLE_LIST, GtkWidget)

/**
 * WusePeopleListWordFunc:
 * @node: a node
 * @user_data: what was handed over
 *
 * Returns: (transfer full): the number beside it, with its unit
 */
typedef char *(*WusePeopleListWordFunc) (guint32 node, gpointer user_data);

/**
 * wuse_people_list_new:
 * @selection: what is selected
 *
 * Returns: (transfer floating): an empty list
 */
WusePeopleList *wuse_people_list_new (WuseSelection *selection);

/**
 * wuse_people_list_set_nodes:
 * @self: a list
 * @graph: the graph
 * @nodes: (nullable) (element-type guint32): nodes of it
 * @word: the number of a node
 * @user_data: handed to @word, which is called at once
 */
void wuse_people_list_set_nodes (
    WusePeopleList *self, const WuseRelationGraph *graph, const GArray *nodes, WusePeopleListWordFunc word, gpointer user_data);

G_END_DECLS
