/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be, or hardly can be, in the records of the whole district. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-relations.h"
#include "wuse-selection.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_FINDING_LIST (wuse_finding_list_get_type ())

/**
 * WuseFindingList:
 *
 * Findings by severity and kind, a sentence each; picking one selects whom it concerns, picking a heading whom all below it do.
 *
 * Signal `checked` (): the records have been checked anew. Actions (of the class): `findings.export`.
 */
G_DECLARE_FINAL_TYPE (WuseFindingList, wuse_finding_list, WUSE, FINDING_LIST, GtkWidget)

/**
 * wuse_finding_list_new:
 * @workspace: tells of the district
 * @selection: what is selected
 *
 * Returns: (transfer floating): a list without findings
 */
WuseFindingList *wuse_finding_list_new (WuseWorkspace *workspace, WuseSelection *selection);

/**
 * wuse_finding_list_set_relations:
 * @self: a list
 * @relations: (nullable): who met whom
 *
 * Checks them on another thread; of changes that keep coming the last, when those before have been checked.
 */
void wuse_finding_list_set_relations (WuseFindingList *self, WuseRelations *relations);

/**
 * wuse_finding_list_get_count:
 * @self: a list
 *
 * Returns: how many findings there are, whatever the filters; 0 before the records have been checked
 */
guint wuse_finding_list_get_count (WuseFindingList *self);

/**
 * wuse_finding_list_is_complete:
 * @self: a list
 *
 * Returns: whether the records have been checked
 */
gboolean wuse_finding_list_is_complete (WuseFindingList *self);

G_END_DECLS
