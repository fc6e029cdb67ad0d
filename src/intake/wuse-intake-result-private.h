/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a result is put together. */

#pragma once

#include "wuse-intake-result.h"

G_BEGIN_DECLS

typedef struct
{
  guint line;
  GStrv cells;
  GArray *records;
} PreviewRow;

typedef struct
{
  char *name;
  guint n_rows;
  GPtrArray *preview;
} ResultFile;

struct _WuseIntakeResult
{
  gatomicrefcount ref_count;
  WuseRecordBatch *batch;
  guint counts[WUSE_N_RECORD_TYPES];
  GArray *problems;
  guint n_problems[WUSE_INTAKE_NOTE + 1];
  GStringChunk *strings;
  ResultFile *files;
  guint n_files;
};

/**
 * wuse_intake_result_new:
 * @n_files: how many files are brought in
 *
 * Returns: (transfer full): a result of nothing
 */
WuseIntakeResult *wuse_intake_result_new (guint n_files);

/**
 * wuse_intake_result_add_problem:
 * @self: a result that nobody else has yet
 * @problem: what went wrong; its strings are copied
 */
void wuse_intake_result_add_problem (WuseIntakeResult *self, const WuseIntakeProblem *problem);

/**
 * wuse_intake_result_end:
 * @self: a result that nobody else has yet
 *
 * Puts the problems in order.
 */
void wuse_intake_result_end (WuseIntakeResult *self);

G_END_DECLS
