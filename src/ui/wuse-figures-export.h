/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures and findings as tables for others. */

#pragma once

#include "wuse-figures.h"
#include "wuse-plausibility.h"

G_BEGIN_DECLS

/**
 * wuse_figures_export_async:
 * @self: figures
 * @between: who lies between others
 * @parent: a folder of this machine
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: handed to @callback
 *
 * Makes a folder `wuse-figures-DAY` in @parent (with a number behind it if there is one already), with a table a figure:
 * `summary.csv`, `clusters.csv`, `cluster-growth.csv`, `cases.csv` (generation, out-degree, betweenness, how many somebody holds
 * together, by person), `offspring.csv`, `generations.csv`, `serial-intervals.csv`. Columns and codes are the same in every
 * language. The folder appears whole or not at all.
 */
void wuse_figures_export_async (WuseFigures *self,
                                WuseGoBetweens *between,
                                GFile *parent,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * wuse_figures_export_finish:
 * @result: what the callback was given
 * @error: return location for a %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): the folder that was made
 */
GFile *wuse_figures_export_finish (GAsyncResult *result, GError **error);

/**
 * wuse_findings_export_async:
 * @plausibility: findings
 * @positions: (array length=n_positions): which of them; copied
 * @n_positions: how many
 * @file: the table to write
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: handed to @callback
 *
 * Writes a row a finding, with its sentence in the language of the program.
 */
void wuse_findings_export_async (WusePlausibility *plausibility,
                                 const guint32 *positions,
                                 guint n_positions,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * wuse_findings_export_finish:
 * @result: what the callback was given
 * @error: return location for a %G_IO_ERROR
 *
 * Returns: whether the file is there, whole
 */
gboolean wuse_findings_export_finish (GAsyncResult *result, GError **error);

/**
 * wuse_finding_list_actors:
 * @finding: a finding
 * @plausibility: the findings it is one of
 *
 * Returns: (transfer full) (element-type guint32): everybody it concerns, each once, those who are no cases first
 */
GArray *wuse_finding_list_actors (const WuseFinding *finding, const WusePlausibility *plausibility);

G_END_DECLS
