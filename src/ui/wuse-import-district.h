/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding what was brought in to a district: what can be added, and the edits that do it. */

#pragma once

#include "wuse-intake.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

/**
 * WUSE_IMPORT_MOST_EDITS:
 *
 * Most records that are added to a district at once.
 */
#define WUSE_IMPORT_MOST_EDITS 5000u

/**
 * WuseImportPlan:
 * @edits: (element-type WuseEdit): what is entered, without a reason
 * @n_there: records left out since the district has one of that number
 * @n_foreign: records left out since only the district's server makes them, such as places
 *
 * What would be entered into a district.
 */
typedef struct
{
  GPtrArray *edits;
  guint n_there;
  guint n_foreign;
} WuseImportPlan;

/**
 * wuse_import_plan_free:
 * @self: (transfer full) (nullable): a plan
 */
void wuse_import_plan_free (WuseImportPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseImportPlan, wuse_import_plan_free)

/**
 * wuse_import_find_district_obstacle:
 * @workspace: (nullable): a district
 *
 * Returns: (transfer none) (nullable): why nothing can be added to it; %NULL if it can
 */
const char *wuse_import_find_district_obstacle (WuseWorkspace *workspace);

/**
 * wuse_import_district_options_async:
 * @epidemic: the district's cases
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: handed to @callback
 *
 * Collects what tables may refer to: the district's cases and areas.
 */
void wuse_import_district_options_async (WuseRegister *epidemic,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * wuse_import_district_options_finish:
 * @result: what the callback was given
 * @options: (out caller-allocates): references that are the caller's
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if @options was set
 */
gboolean wuse_import_district_options_finish (GAsyncResult *result, WuseIntakeOptions *options, GError **error);

/**
 * wuse_import_plan_async:
 * @store: the district's cache
 * @result: what came of the tables
 * @cancellable: (nullable): to give up
 * @callback: called when it is done, with @store
 * @user_data: handed to @callback
 *
 * Finds out what can be added. Fetch the plan with wuse_store_read_finish().
 */
void wuse_import_plan_async (
    WuseStore *store, WuseIntakeResult *result, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_import_plan_make_edits:
 * @self: a plan
 * @reason: why, at most %WUSE_EDIT_MAX_REASON characters
 *
 * Returns: (transfer full) (element-type WuseEdit): the edits
 */
GPtrArray *wuse_import_plan_make_edits (const WuseImportPlan *self, const char *reason);

G_END_DECLS
