/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that one thread paints with, kept from tile to tile. */

#pragma once

#include "wuse-coverage.h"
#include "wuse-risk.h"
#include "wuse-stroke.h"

G_BEGIN_DECLS

/**
 * WuseScratch:
 * @coverages: (array fixed-size=6): by #WuseRisk
 * @stroke: for lines
 * @items: (element-type guint32): for what a search finds
 *
 * Use wuse_coverage_prepare() and wuse_stroke_prepare() before painting into a part of it.
 */
typedef struct
{
  WuseCoverage coverages[WUSE_N_RISKS];
  WuseStroke stroke;
  GArray *items;
} WuseScratch;

/**
 * wuse_scratch_get:
 *
 * Returns: (transfer none): the calling thread's
 */
WuseScratch *wuse_scratch_get (void);

G_END_DECLS
