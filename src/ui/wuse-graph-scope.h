/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of an outbreak that the relationship graph is opened for: some cases, a cluster, an area, a period. */

#pragma once

#include "wuse-area-set.h"
#include "wuse-relations.h"

G_BEGIN_DECLS

/**
 * WuseGraphScope:
 *
 * Says which cases are meant by what they have in common, so that cases that come later belong to it as well. Immutable.
 */
typedef struct _WuseGraphScope WuseGraphScope;

/**
 * wuse_graph_scope_new_for_cases:
 * @ids: (array zero-terminated=1): ids of cases
 *
 * Returns: (transfer full): these cases
 */
WuseGraphScope *wuse_graph_scope_new_for_cases (const char *const *ids);

/**
 * wuse_graph_scope_parse:
 * @kind: `case`, `cluster`, `area` or `days`
 * @key: id of a case, name of a cluster, id of an area, or the first and the last day of report, `2020-02-03/2020-02-09`
 *
 * Returns: (transfer full) (nullable): what an action names; %NULL where it names nothing, which stands for all
 */
WuseGraphScope *wuse_graph_scope_parse (const char *kind, const char *key);

/**
 * wuse_graph_scope_free:
 * @self: (transfer full): a scope
 */
void wuse_graph_scope_free (WuseGraphScope *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseGraphScope, wuse_graph_scope_free)

/**
 * wuse_graph_scope_new_for_keys:
 * @kind: as wuse_graph_scope_get_kind() gives it
 * @keys: (array zero-terminated=1): as wuse_graph_scope_dup_keys() gives them
 *
 * Returns: (transfer full) (nullable): the scope again; %NULL where they name nothing
 */
WuseGraphScope *wuse_graph_scope_new_for_keys (const char *kind, const char *const *keys);

/**
 * wuse_graph_scope_get_kind:
 * @self: a scope
 *
 * Returns: (transfer none): `case`, `cluster`, `area` or `days`
 */
const char *wuse_graph_scope_get_kind (const WuseGraphScope *self);

/**
 * wuse_graph_scope_dup_keys:
 * @self: a scope
 *
 * Returns: (transfer full) (array zero-terminated=1): what it names, as wuse_graph_scope_parse() takes it; of cases several
 */
char **wuse_graph_scope_dup_keys (const WuseGraphScope *self);

/**
 * wuse_graph_scope_get_steps:
 * @self: a scope
 *
 * Returns: how many links around its cases are shown at first: two around single cases, none around a whole group
 */
guint wuse_graph_scope_get_steps (const WuseGraphScope *self);

/**
 * wuse_graph_scope_list_cases:
 * @self: a scope
 * @relations: who there is
 * @areas: (nullable): which areas lie in which
 *
 * Returns: (transfer full) (array zero-terminated=1): ids of its cases; of single cases also those that are not there
 */
char **wuse_graph_scope_list_cases (const WuseGraphScope *self, const WuseRelations *relations, const WuseAreaSet *areas);

/**
 * wuse_graph_scope_dup_title:
 * @self: a scope
 * @areas: (nullable): what areas are called
 *
 * Returns: (transfer full): what it is, for people
 */
char *wuse_graph_scope_dup_title (const WuseGraphScope *self, const WuseAreaSet *areas);

G_END_DECLS
