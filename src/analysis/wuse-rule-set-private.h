/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parser of rule sets fills in. */

#pragma once

#include "wuse-rule-set.h"

G_BEGIN_DECLS

/* Bounds on a file that may have been written by anybody. */
#define WUSE_RULE_SET_MAX_BYTES (1u << 20)
#define WUSE_RULE_SET_MAX_LEVELS 32
#define WUSE_RULE_SET_MAX_CONDITIONS 256
#define WUSE_RULE_SET_MAX_DEPTH 8
#define WUSE_RULE_SET_MAX_TEXT 2000

struct _WuseRuleSet
{
  gatomicrefcount ref_count;
  char *id;
  guint version;
  char *name[WUSE_N_LANGUAGES];
  char *source[WUSE_N_LANGUAGES];
  char *author;
  WuseDay date;
  WuseRollUp roll_up;
  WuseAreaLevel applies_to;
  guint classifications; /* bit 1 << WuseClassification */
  char *risk_name[WUSE_N_RISKS][WUSE_N_LANGUAGES];
  WuseRuleLevel *levels; /* conditions and reasons are owned */
  guint n_levels;
};

WuseRuleSet *wuse_rule_set_alloc (void);

/* Whether a reason's placeholders are well formed; names the fault in a static sentence. */
gboolean wuse_rule_reason_is_valid (const char *reason, const char **fault);

G_END_DECLS
