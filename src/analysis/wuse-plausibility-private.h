/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the plausibility check share. */

#pragma once

#include "wuse-plausibility.h"

G_BEGIN_DECLS

typedef struct
{
  const WuseRelations *relations;
  WusePlausibilityOptions options;
  int least_interval; /* usual from here */
  int most_interval;  /* to here */
  GArray *findings;   /* WuseFinding */
  GArray *members;    /* guint32 */
  guint32 *first_out; /* by actor: where its relations begin */
} Audit;

#define FINDING(finding_kind, finding_severity)                                                                                  \
  ((WuseFinding){ .kind = finding_kind,                                                                                          \
                  .severity = finding_severity,                                                                                  \
                  .actors = { WUSE_INDEX_NONE, WUSE_INDEX_NONE },                                                                \
                  .relations = { WUSE_INDEX_NONE, WUSE_INDEX_NONE },                                                             \
                  .stays = { WUSE_INDEX_NONE, WUSE_INDEX_NONE },                                                                 \
                  .days = { WUSE_DAY_NONE, WUSE_DAY_NONE } })

/* wuse-plausibility-links.c */
void wuse_plausibility_check_links (Audit *audit);

G_END_DECLS
